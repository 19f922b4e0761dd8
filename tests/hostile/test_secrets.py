"""A key is planted, everything is run, and every byte that was printed or written is searched for it."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import Command, Done
from tests.scripted_server import Reply, completion, failing, scripted_server
from tests.unit.test_cli import answers

KEY = "sk-planted-9f8e7d6c5b4a"
PASSWORD = "hunter2-planted"  # noqa: S105  # what is searched for
SECRETS = [secret.encode() for secret in (KEY, PASSWORD)]
FORMS = [*SECRETS, *(base64.b64encode(secret).rstrip(b"=") for secret in SECRETS)]


def leaks(*done: Done) -> list[str]:
    """Return where a secret stands: in what was printed, or in a file of the folder."""
    printed = [
        (name, text) for each in done for name, text in (("out", each.out), ("err", each.err))
    ]
    found = [name for name, text in printed if any(form in text.encode() for form in FORMS)]
    files = [path for path in Path().rglob("*") if path.is_file()]
    assert files
    return [*found, *(str(f) for f in files if any(form in f.read_bytes() for form in FORMS))]


@pytest.fixture
def run(factdesk: Command, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Return a function that runs a command with the key set, against a server with a password."""

    def run(script: object, *args: str) -> Done:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        with scripted_server(script) as server:  # type: ignore[arg-type]
            address = server.base_url.replace("://", f"://me:{PASSWORD}@")
            monkeypatch.setenv("OPENAI_BASE_URL", address)
            return factdesk(*args)

    return run


def test_no_output_cache_or_cassette_of_a_good_run_holds_the_key(run: Callable[..., Done]) -> None:
    brief = ("brief", "storm.txt", "--model", "scripted")

    done = [
        run(answers, *brief, "--out", "out"),
        run(answers, *brief, "--format", "json"),
        run(answers, *brief, "--cassette", "tape.yaml", "--record", "all", "--out", "two"),
        run(answers, *brief, "--dry-run"),
    ]

    assert [each.code for each in done] == [0, 0, 0, 0]
    assert Path("tape.yaml").is_file()
    assert leaks(*done) == []


@pytest.mark.parametrize(
    "fault",
    [
        failing(401, f"Incorrect API key provided: {KEY}"),
        failing(429, f"key {KEY} is out of quota", code="insufficient_quota"),
        failing(400, f"bad request by {KEY} at me:{PASSWORD}@host"),
        failing(404, "no such model"),
        Reply(f"<html>proxy says {KEY}</html>", content_type="text/html"),
        completion(f"I was asked with {KEY}"),
        completion("", refusal=f"not with {KEY}"),
    ],
    ids=["401", "429", "400", "404", "a page", "no form", "refusal"],
)
@pytest.mark.usefixtures("without_pauses")
def test_no_fault_repeats_the_key(run: Callable[..., Done], fault: Reply) -> None:
    done = run([fault], "brief", "storm.txt", "--model", "scripted", "--out", "out")

    assert leaks(done) == []


def test_neither_key_nor_password_is_told_where_no_server_is(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://me:{PASSWORD}@127.0.0.1:9/v1")

    done = factdesk("doctor", "--model", "m")

    assert done.code == 2
    assert leaks(done) == []
