"""What went wrong with a request, in one line that says what to do about it."""

import os
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
from pipeline.llm.completion import NotACompletion
from pipeline.llm.key import endpoint_label
from pipeline.llm.retrying import seconds_asked_for
from pipeline.llm.server import CONNECT_SECONDS
from pipeline.settings import Settings

UNAUTHORIZED, PAYMENT_REQUIRED, FORBIDDEN, NOT_FOUND = 401, 402, 403, 404
TOO_MANY_REQUESTS, SERVER_ERRORS = 429, 500


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
    return kind(_without_key(f"{prompt}: {line}", settings))


def _told(error: BaseException, settings: Settings) -> tuple[type[ModelError], str] | None:
    where = _address(settings)
    if isinstance(error, openai.APIStatusError):
        return _status(error, where, settings)
    if isinstance(error, NotACompletion):
        return ModelUnavailable, f"{where} sent no completion but {error}; is it a model's server?"
    if isinstance(error.__cause__, httpx2.ConnectTimeout):
        return ModelUnavailable, f"no connection to {where} within {CONNECT_SECONDS:g} s"
    if isinstance(error, (openai.APITimeoutError, TimeoutError)):
        return ModelUnavailable, f"no answer from {where} within {settings.deadline:g} s"
    if isinstance(error, openai.APIConnectionError):
        running = "; is the server running?" if settings.base_url else ""
        return ModelUnavailable, f"no answer from {where}: {_network_reason(error)}{running}"
    if isinstance(error, openai.OpenAIError):
        return ModelUnavailable, f"{where}: {error}"
    return None


def _status(
    error: openai.APIStatusError, where: str, settings: Settings
) -> tuple[type[ModelError], str]:
    status, said = error.status_code, _said(error)
    if status == UNAUTHORIZED:
        return ModelDenied, f"{where} does not accept the key; check OPENAI_API_KEY{said}"
    if status == PAYMENT_REQUIRED or error.code == "insufficient_quota":
        return ModelDenied, f"the account at {where} has no credit left{said}"
    if status == FORBIDDEN:
        return ModelDenied, f"{where} does not let this key use model {settings.model!r}{said}"
    if status == NOT_FOUND:
        check = "check the model's name and OPENAI_BASE_URL"
        return ModelDenied, f"{where} knows no model {settings.model!r}; {check}{said}"
    if status == TOO_MANY_REQUESTS or status >= SERVER_ERRORS:
        return ModelUnavailable, _busy(error, where, said)
    return ModelDenied, f"{where} turns the request down with status {status}{said}"


def _busy(error: openai.APIStatusError, where: str, said: str) -> str:
    wait = seconds_asked_for(error)
    asks = f" and asks to wait {wait:.0f} s" if wait else ""
    state = "takes no more requests now" if error.status_code == TOO_MANY_REQUESTS else "fails"
    return f"{where} {state} (status {error.status_code}){asks}; try again later{said}"


def _said(error: openai.APIStatusError) -> str:
    """Return the server's own words, cut to one line."""
    body = error.body
    words = body.get("message") if isinstance(body, dict) else body
    line = " ".join(str(words or "").split())
    return f" (it says: {line if len(line) <= 200 else line[:199] + '…'})" if line else ""


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
    found = (cause for cause in _causes(error) if isinstance(cause, CassetteError))
    return next(found, None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        else:
            error = error.__cause__ or error.__context__


def _without_key(line: str, settings: Settings) -> str:
    return line.replace(settings.api_key, "[key]") if settings.api_key else line
