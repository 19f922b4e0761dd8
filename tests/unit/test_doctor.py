"""`factdesk doctor`: what it says of each part, and that it never says the key."""

from pathlib import Path

import httpx2
import pytest

from pipeline.llm.reach import reach
from pipeline.settings import Settings
from tests.command import Command
from tests.scripted_server import Reply, failing, scripted_server

KEY = "sk-planted-0123456789"
MODELS = Reply('{"data": [{"id": "big"}, {"id": "small"}]}')


def test_without_a_model_it_says_how_to_get_one(factdesk: Command) -> None:
    done = factdesk("doctor")

    assert done.code == 0
    assert "extractive" in done.out
    assert "set OPENAI_API_KEY" in done.out
    assert "nothing kept yet" in done.out


@pytest.mark.parametrize(
    ("models", "model", "code", "says"),
    [
        (MODELS, "big", 0, "answers and knows 'big'"),
        (MODELS, "huge", 2, "it has big, small"),
        (failing(401), "big", 2, "does not accept the key"),
        (failing(404), "big", 0, "does not list its models"),
        (Reply("<html>"), "big", 0, "does not list its models"),
        (Reply('{"data": []}'), "big", 0, "does not list its models"),
    ],
)
def test_a_server_is_asked_for_its_models(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, models: Reply, model: str, code: int, says: str
) -> None:  # fmt: skip
    with scripted_server([], models=models) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        done = factdesk("doctor", "--model", model)

    assert (done.code, server.requests) == (code, [])
    assert says in done.out
    assert KEY not in done.out + done.err


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("http://127.0.0.1:9/v1", "127.0.0.1:9"),
        ("http://model.test/v1", "model.test:80"),
        ("https://model.test/v1", "model.test:443"),
    ],
)
def test_a_server_that_is_not_there_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, address: str, named: str
) -> None:
    def absent(*_: object, **__: object) -> None:
        raise httpx2.ConnectError("refused")

    monkeypatch.setattr("httpx2.get", absent)

    reached = reach(Settings(model="m", base_url=address))

    assert not reached.works
    assert f"{named} does not answer" in reached.line
    assert reached.mend


def test_a_broken_setting_is_the_last_thing_said(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "no address")
    done = factdesk("doctor", "--model", "m")

    assert done.code == 2
    assert "OPENAI_BASE_URL is no web address" in done.out


def test_a_model_file_that_cannot_be_run_is_named(factdesk: Command) -> None:
    done = factdesk("doctor", "--model", "gguf:none.gguf")

    assert done.code == 2
    assert "none.gguf" in done.out


def test_a_cache_that_is_there_is_weighed(factdesk: Command, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "cache.db").write_bytes(bytes(2_500_000))

    assert "2.5 MB" in factdesk("doctor", "--no-network").out


def test_without_a_shared_cache_it_says_so(factdesk: Command) -> None:
    assert "shared cache  none" in factdesk("doctor").out


@pytest.mark.parametrize("given", ["option", "variable"])
def test_a_shared_cache_is_tried_and_left_as_it_was(
    factdesk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    team = tmp_path / "team"
    team.mkdir()
    if given == "variable":
        monkeypatch.setenv("FACTDESK_CACHE_URL", str(team))
    done = factdesk("doctor", *(["--cache", str(team)] if given == "option" else []))

    assert done.code == 0
    assert f"{team} can be read and written" in done.out
    assert not list(team.iterdir())


def test_a_shared_cache_that_cannot_be_used_ends_with_code_2(
    factdesk: Command, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    done = factdesk("doctor", "--cache", str(tmp_path / "file" / "answers"))

    assert done.code == 2
    assert "→ make the bucket or the folder" in done.out


def test_a_shared_cache_over_the_network_is_not_asked_when_told_so(factdesk: Command) -> None:
    done = factdesk("doctor", "--no-network", "--cache", "s3://desk/answers")

    assert (done.code, "not asked (--no-network)" in done.out) == (0, True)
