"""Whether the model that is configured can be reached, found out without paying for an answer."""

from typing import NamedTuple

import httpx2

from pipeline.settings import Settings

_SECONDS = 5.0
"""For a list of models, which takes a server no time."""
_OK, _UNAUTHORIZED = 200, 401
_PORTS = {"http": 80, "https": 443}


class Reached(NamedTuple):
    """What the server said when it was asked for its models."""

    works: bool
    line: str
    mend: str | None = None


def reach(settings: Settings) -> Reached:
    """Return whether the server answers, takes the key and knows the model; raises nothing."""
    address = httpx2.URL(settings.server_url)
    where = f"{address.host}:{address.port or _PORTS[address.scheme]}"
    headers = {"Authorization": f"Bearer {settings.sent_key}"}
    try:
        answer = httpx2.get(
            f"{settings.server_url.rstrip('/')}/models", headers=headers, timeout=_SECONDS
        )
    except httpx2.HTTPError as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        line = f"{where} does not answer ({reason})"
        return Reached(works=False, line=line, mend="start it, or check the address")
    if answer.status_code == _UNAUTHORIZED:
        return Reached(
            works=False, line=f"{where} does not accept the key", mend="check OPENAI_API_KEY"
        )
    names = _names(answer) if answer.status_code == _OK else set()
    if not names:
        line = f"{where} answers, and does not list its models (status {answer.status_code})"
        return Reached(works=True, line=line)
    if settings.model not in names:
        known = ", ".join(sorted(names)[:5])
        line = f"{where} does not list {settings.model!r}"
        return Reached(works=False, line=line, mend=f"it has {known}: --model")
    return Reached(works=True, line=f"{where} answers and knows {settings.model!r}")


def _names(answer: httpx2.Response) -> set[str]:
    try:
        return {str(each["id"]) for each in answer.json()["data"]}
    except (ValueError, LookupError, TypeError):
        return set()
