"""How the libraries retry when each is left to it: what `pipeline.llm` was built to avoid."""

import asyncio
import functools
from typing import Any
from unittest import mock

import instructor
import openai
import tenacity

from tests.scripted_server import failing, scripted_server
from tests.unit.llm.asking import KEY, BriefForm, Pauses

EACH = {"openai": 3, "instructor": 3, "around both": 4}
"""Attempts that each layer makes when it is set as their guides show."""


@functools.cache
def stacked_requests() -> int:
    """Return how many requests one question sends to a server that always answers 500."""
    with (
        scripted_server([failing(500)]) as server,
        mock.patch("openai._base_client.anyio.sleep", Pauses()),
    ):
        asyncio.run(_ask(server.base_url))
        return len(server.requests)


async def _ask(base_url: str) -> None:
    # The names are the vendors': Any, for instructor's overloads do not know a client like this.
    client: Any = openai.AsyncOpenAI(api_key=KEY, base_url=base_url, max_retries=EACH["openai"] - 1)
    asking: Any = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)

    async def ask() -> object:
        return await asking.create(
            model="tiny-1b",
            messages=[{"role": "user", "content": "Write a brief."}],
            response_model=BriefForm,
            max_retries=_attempts(EACH["instructor"]),
        )

    try:
        await _attempts(EACH["around both"])(ask)
    except Exception as error:  # noqa: BLE001  # each layer wraps it in another
        assert "500" in str(error) or "500" in str(error.__cause__)  # noqa: PT017
    finally:
        await client.close()


def _attempts(number: int) -> tenacity.AsyncRetrying:
    return tenacity.AsyncRetrying(
        stop=tenacity.stop_after_attempt(number), wait=tenacity.wait_none(), reraise=True
    )
