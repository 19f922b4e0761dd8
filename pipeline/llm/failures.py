"""What went wrong with a request, in one line that says what to do about it."""

import os
import re
import socket
import ssl
from collections.abc import Iterator

import httpx2
import openai

from pipeline.errors import (
    CassetteError,
    FactdeskError,
    ModelDenied,
    ModelError,
    ModelUnavailable,
)
from pipeline.llm.completions import NotACompletion, one_line
from pipeline.llm.request import endpoint_label
from pipeline.llm.retrying import SERVER_ERRORS, TOO_EARLY_OR_BUSY, seconds_asked_for
from pipeline.llm.server import CONNECT_SECONDS
from pipeline.settings import Settings

UNAUTHORIZED, PAYMENT_REQUIRED, FORBIDDEN, NOT_FOUND, TOO_LARGE = 401, 402, 403, 404, 413
REQUEST_ERRORS = 400
MORE_THAN_FITS = re.compile(r"context[ _](length|size|window)", re.IGNORECASE)
"""How OpenAI, vLLM and llama-server tell that a request is too long: in code, message or type."""


def failure(error: BaseException, prompt: str, settings: Settings) -> FactdeskError | None:
    """Return the error a user is to see for one of the transport, or None if it is none of those.

    The line names the prompt and the server and never holds the key.
    """
    if (miss := _cassette_error(error)) is not None:
        return CassetteError(f"{prompt}: {miss}")
    told = _told(error, settings)
    if told is None:
        return None
    kind, line = told
    return kind(settings.without_secrets(f"{prompt}: {line}"))


def _told(error: BaseException, settings: Settings) -> tuple[type[ModelError], str] | None:
    where = _address(settings)
    if isinstance(error, openai.APIStatusError):
        return _status(error, where, settings)
    if isinstance(error, NotACompletion):
        check = "try again later, or check OPENAI_BASE_URL"
        return ModelUnavailable, f"{where} sent no completion but {error}; {check}"
    if isinstance(error.__cause__, httpx2.ConnectTimeout):
        within = f"within {CONNECT_SECONDS:g} s"
        return ModelUnavailable, f"no connection to {where} {within}; {_check_network(settings)}"
    if isinstance(error, (openai.APITimeoutError, TimeoutError)):
        advice = "try again later, or use a faster model"
        return ModelUnavailable, f"no answer from {where} within {settings.deadline:g} s; {advice}"
    if isinstance(error.__cause__, httpx2.DecodingError):
        return ModelUnavailable, f"{where} sent a reply that cannot be unpacked; try again later"
    if isinstance(error, openai.APIConnectionError):
        reason = _network_reason(error)
        return ModelUnavailable, f"no answer from {where}: {reason}; {_check_network(settings)}"
    if isinstance(error, openai.OpenAIError):
        return ModelUnavailable, f"{where}: {error}"
    return None


def _status(
    error: openai.APIStatusError, where: str, settings: Settings
) -> tuple[type[ModelError], str]:
    status, said = error.status_code, _said(error)
    if status < REQUEST_ERRORS:  # not followed: the article would go to a server nobody has named
        address = error.response.headers.get("location", "")
        check = "set OPENAI_BASE_URL to the address that is meant"
        return ModelDenied, f"{where} sends requests on to {address[:200]!r}; {check}"
    if status == UNAUTHORIZED:
        return ModelDenied, f"{where} does not accept the key; check OPENAI_API_KEY{said}"
    if status == PAYMENT_REQUIRED or error.code == "insufficient_quota":
        return ModelDenied, f"the account at {where} has no credit left; top it up{said}"
    if status == FORBIDDEN:
        denial = f"does not let this key use model {settings.model!r}; use another key or model"
        return ModelDenied, f"{where} {denial}{said}"
    if status == NOT_FOUND:
        check = "check the model's name and OPENAI_BASE_URL"
        return ModelDenied, f"{where} knows no model {settings.model!r}; {check}{said}"
    if status in TOO_EARLY_OR_BUSY or status >= SERVER_ERRORS:
        return ModelUnavailable, _busy(error, where, said)
    if status == TOO_LARGE or MORE_THAN_FITS.search(f"{error.code} {error.type} {said}"):
        fits = f"more than model {settings.model!r} takes; ask for less at once (--window 5)"
        return ModelDenied, f"the request to {where} is {fits}{said}"
    may = "it may know no JSON schemas: use another model or server"
    return ModelDenied, f"{where} turns the request down with status {status}; {may}{said}"


def _busy(error: openai.APIStatusError, where: str, said: str) -> str:
    wait = seconds_asked_for(error)
    asks = f" and asks to wait {wait:.0f} s" if wait else ""
    state = "fails" if error.status_code >= SERVER_ERRORS else "takes no more requests now"
    return f"{where} {state} (status {error.status_code}){asks}; try again later{said}"


def _said(error: openai.APIStatusError) -> str:
    """Return the server's own words, cut to one line."""
    body = error.body
    words = body.get("message") if isinstance(body, dict) else body
    line = one_line(words, 200)
    return f" (it says: {line})" if line else ""


def _check_network(settings: Settings) -> str:
    return "check the network" if settings.base_url is None else "is the server running?"


def _address(settings: Settings) -> str:
    if settings.weights is not None:
        return f"llama.cpp with {settings.weights.name}"
    if settings.base_url is None:
        return "OpenAI"
    return f"{settings.base_url.partition('://')[0]}://{endpoint_label(settings)}"


def _network_reason(error: BaseException) -> str:
    """Return the system's words, which lie deep below the client's "Connection error."."""
    deepest = error
    for deepest in _causes(error):
        if isinstance(deepest, OSError) and deepest.strerror:
            return _system_words(deepest).lower()
    return (str(deepest) or type(deepest).__name__).rstrip(".").lower()


def _system_words(error: OSError) -> str:
    # These two number their faults in their own way; asyncio's own text is "Connect call failed".
    own_numbers = isinstance(error, (ssl.SSLError, socket.gaierror))
    return str(error.strerror) if own_numbers or not error.errno else os.strerror(error.errno)


def _cassette_error(error: BaseException) -> CassetteError | None:
    misses = (cause for cause in _causes(error) if isinstance(cause, CassetteError))
    return next(misses, None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        else:
            error = error.__cause__ or error.__context__
