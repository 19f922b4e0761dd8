"""Asking again, by instructor: it takes over a conversation with all that was answered so far.

It is given a reply model of ours in place of the form, so what it tells the model about a bad
answer is our words alone and echoes nothing that the model wrote.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Self

from instructor import Mode, patch
from instructor.core.exceptions import InstructorRetryException
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from pipeline.llm.conversation import JudgedText, Messages

# It prints failed calls, with what the server said; ours are raised and told once.
logging.getLogger("instructor").addHandler(logging.NullHandler())


async def reask(
    messages: Messages,
    answers: Sequence[JudgedText],
    ask: Callable[[Messages], Awaitable[JudgedText]],
    *,
    at_most: int,
) -> ValidationError | None:
    """Return what is still wrong with the last answer; raises what `ask` raises.

    `messages` are those of the first request, `answers` what came of it and of re-asks since.
    """
    past = list(reversed(answers))
    latest = answers[-1]

    async def create(*, messages: Messages, **_: object) -> ChatCompletion:
        """Stand where instructor expects the vendor's client; only the messages are its own."""
        nonlocal latest
        latest = past.pop() if past else await ask(messages)
        return _for_instructor(latest.text)

    class Reply(BaseModel):
        """Hands instructor the judgement on the text; holds nothing itself."""

        @classmethod
        def model_validate_json(
            cls,
            json_data: str | bytes | bytearray,  # noqa: ARG003  # it is judged already
            **_: Any,  # noqa: ANN401
        ) -> Self:
            if latest.rejection is not None:
                raise latest.rejection
            return cls()

    # Never `context=`: with it instructor runs Jinja over the article.
    again: Any = patch(create=create, mode=Mode.JSON_SCHEMA)
    try:
        await again(response_model=Reply, messages=list(messages), max_retries=at_most)
    except InstructorRetryException as ended:
        cause = ended.__cause__
        if cause is not None and cause is not latest.rejection:
            raise cause from cause.__cause__
    return latest.rejection


def _for_instructor(text: str) -> ChatCompletion:
    """Return a fresh object for each reader: instructor writes running totals into the usage."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    return ChatCompletion.model_validate(
        {"id": "", "object": "chat.completion", "created": 0, "model": "", "choices": [choice]}
    )
