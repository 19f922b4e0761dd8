"""`factdesk check --model` as a user meets it: marked in every form, paid for once, told of faults."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from pipeline.cli import check_second_look
from pipeline.errors import ArticleError
from schemas.export import schema_text
from tests.command import Command
from tests.scripted_server import Reply, ScriptedServer, completion, failing, scripted_server

STORY = """The harbour yard sold 412 doors in May.

Its rival sold 288 doors in May, and 97 lamps in June.

A door costs $310. The fair drew 700 visitors in May.
"""
DRAFT = """The yard and its rival sold 700 doors in May.
A door costs $3,100.
"""
"""The first is for review, as the source counts visitors so; the second unsupported."""
BOTH = "700 [n1]"
MODEL = "scripted"
TOML = """model = "scripted"
cassette = "tapes/look.yaml"

[[check]]
drafts = "draft.txt"
sources = "story.txt"
"""


@pytest.fixture(autouse=True)
def texts(factdesk: Command) -> None:  # noqa: ARG001  # it makes the folder
    Path("story.txt").write_text(STORY, encoding="utf-8")
    Path("draft.txt").write_text(DRAFT, encoding="utf-8")


def said(body: dict[str, Any], **answers: dict[str, Any]) -> Reply:
    """Return the reply to a question: the answer on both yards or on the door."""
    document = body["messages"][-1]["content"]
    answer = dict(answers["both" if BOTH in document else "door"])
    ids = dict(re.findall(r"(\S+) \[(q\d+)\]", document))
    if "quantity" in answer:
        answer["quantity"] = ids[answer["quantity"]]
    if "quantities" in answer:
        answer["quantities"] = [ids[each] for each in answer["quantities"]]
    return completion({"numbers": [{"number": "n1", **answer}]})


SUM = {"answer": "derivation", "operation": "sum", "quantities": ["412", "288"]}
WRONG = {"answer": "same", "quantity": "$310"}
OTHER = {"answer": "different", "why": "The source says so of\x1b[m a lamp."}


def by_the_book(body: dict[str, Any]) -> Reply:
    return said(body, both=SUM, door=WRONG)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    with scripted_server(by_the_book) as served:
        monkeypatch.setenv("OPENAI_BASE_URL", served.base_url)
        yield served


def look(factdesk: Command, *options: str) -> Any:
    return factdesk("check", "draft.txt", "--source", "story.txt", "--model", MODEL, *options)


def findings(out: str) -> list[dict[str, Any]]:
    return [each for line in out.splitlines() for each in json.loads(line)["findings"]]


def test_without_a_model_nothing_is_asked(
    factdesk: Command, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTDESK_MODEL", MODEL)

    done = factdesk("check", "draft.txt", "--source", "story.txt", "--format", "jsonl")

    assert server.requests == []
    assert [each["outcome"] for each in findings(done.out)] == ["review", "unsupported"]
    assert [(each["by"], each["second_look"]) for each in findings(done.out)] == [
        ("engine", None)
    ] * 2


def test_what_comes_out_is_marked_and_what_does_not_is_refused(
    factdesk: Command, server: ScriptedServer
) -> None:
    done = look(factdesk, "--format", "jsonl")

    for line in done.out.splitlines():
        Draft202012Validator(json.loads(schema_text("checked_statement"))).validate(
            json.loads(line)
        )
    both, door = findings(done.out)
    assert (both["outcome"], both["by"]) == ("supported", "model")
    assert both["second_look"]["model"] == MODEL
    assert both["second_look"]["operation"] == "sum"
    assert both["second_look"]["formula"] == both["formula"] == "412 + 288 = 700"
    assert both["second_look"]["before"] == "review"
    assert (door["outcome"], door["by"]) == ("unsupported", "engine")
    assert door["second_look"]["refusal"] == "contradiction"
    assert done.code == 1
    assert len(server.requests) == 2
    assert "scripted: 2 HTTP requests, 2 answers paid (200 tokens in, 20 out)" in done.err


def test_a_second_run_pays_nothing_and_prints_the_same_bytes(
    factdesk: Command, server: ScriptedServer
) -> None:
    first, second = look(factdesk, "--format", "jsonl"), look(factdesk, "--format", "jsonl")

    assert first.out == second.out
    assert len(server.requests) == 2
    assert "2 from the cache" in second.err


def test_the_text_shows_who_settled_what(factdesk: Command, server: ScriptedServer) -> None:
    done = look(factdesk)

    assert server.requests
    assert "✓ The yard and its rival sold 700 doors in May." in done.out
    assert "supported (by model scripted)" in done.out
    assert "model scripted: the same as “$310”, which was refused:" in done.out.replace("\n", " ")
    assert "2 numbers in 2 statements: 1 supported, 0 to review, 1 unsupported" in done.out
    assert (
        "second look by scripted: 2 numbers: 1 supported, 0 to review, 1 refused, 0 as before"
        in done.out
    )


MARKS = {
    "github": "::notice file=draft.txt,line=1,endLine=1,col=29,endColumn=31,title=Supported by a model::",
    "markdown": "| draft.txt:1 | 700 | supported (by model scripted) |",
    "junit": "note: “700” supported (by model scripted)",
    "sarif": "“700” supported (by model scripted)",
}


@pytest.mark.parametrize("output", MARKS)
def test_every_form_for_a_ci_shows_the_mark(
    factdesk: Command, server: ScriptedServer, output: str
) -> None:
    done = look(factdesk, "--format", output)

    assert server.requests
    assert MARKS[output] in done.out
    assert "which was refused" in done.out


def test_what_a_model_has_settled_is_a_note_and_no_failure(
    factdesk: Command, server: ScriptedServer
) -> None:
    log = json.loads(look(factdesk, "--format", "sarif").out)
    suite = ET.fromstring(look(factdesk, "--format", "junit").out)  # noqa: S314  # our own

    assert server.requests
    levels = [(each["ruleId"], each["level"]) for each in log["runs"][0]["results"]]
    assert levels == [("second_look", "note"), ("scale", "error")]
    assert suite.get("failures") == "1"


def test_a_remark_is_shown_as_the_models_and_steers_no_terminal(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scripted_server(lambda body: said(body, both=OTHER, door=OTHER)) as served:
        monkeypatch.setenv("OPENAI_BASE_URL", served.base_url)
        done = look(factdesk)

    assert "\x1b" not in done.out
    assert "model scripted: “The source says so of" in done.out
    assert "2 numbers: 0 supported, 0 to review, 0 refused, 2 as before" in done.out


def test_where_nothing_is_in_doubt_nothing_is_asked(
    factdesk: Command, server: ScriptedServer
) -> None:
    Path("draft.txt").write_text("The harbour yard sold 412 doors in May.\n", encoding="utf-8")

    done = look(factdesk)

    assert done.code == 0
    assert done.err == ""
    assert server.requests == []


# --- faults ---

VERDICTS = "2 numbers in 2 statements: 0 supported, 1 to review, 1 unsupported"
FAULTS = {
    "a wrong key": (failing(401), 3, "key"),
    "nonsense": (completion("no idea"), 3, "no answer of model 'scripted'"),
    "an answer without end": (completion("{", finish="length"), 3, "was cut off"),
    "a refusal": (completion(None, refusal="no"), 3, "declines"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_of_the_model_costs_no_verdict(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    reply, code, reason = FAULTS[case]
    with scripted_server(lambda _: reply) as served:
        monkeypatch.setenv("OPENAI_BASE_URL", served.base_url)
        done = look(factdesk)

    assert done.code == code
    assert VERDICTS in done.out
    assert "second look by" not in done.out
    (line,) = [line for line in done.err.splitlines() if "no second look" in line]
    assert line.startswith("no second look at 2 of 2 questions: second_look.v1")
    assert reason in line


def test_a_fault_on_one_statement_leaves_the_other_its_answer(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def script(body: dict[str, Any]) -> Reply:
        is_both = any(BOTH in each["content"] for each in body["messages"])
        return by_the_book(body) if is_both else completion("no idea")

    with scripted_server(script) as served:
        monkeypatch.setenv("OPENAI_BASE_URL", served.base_url)
        done = look(factdesk)

    assert done.code == 3
    assert "supported (by model scripted)" in done.out
    assert "no second look at 1 of 2 questions" in done.err


def test_a_statement_that_takes_too_long_is_not_asked_about(
    factdesk: Command, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> None:
        raise ArticleError("it takes more than 60 seconds")

    monkeypatch.setattr(check_second_look, "questions_on", slow)

    done = look(factdesk)

    assert done.code == 3
    assert VERDICTS in done.out
    assert "no second look at draft.txt, line 1: it takes more than 60 seconds" in done.err
    assert server.requests == []


def test_a_budget_that_is_spent_is_told_and_ends_with_its_own_code(
    factdesk: Command, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-0123456789")
    monkeypatch.setattr("pipeline.llm.prices.price_of", lambda *_: 1)

    done = look(factdesk, "--budget", "0")

    assert done.code == 4
    assert VERDICTS in done.out
    assert "the budget of $0.00 is spent" in done.err
    assert server.requests == []


def test_ctrl_c_ends_it_as_it_ends_other_commands(tmp_path: Path) -> None:
    stops: list[int] = []
    once = Lock()

    def script(_: dict[str, Any]) -> Reply:
        with once:  # a second one would end the process at once
            if stops:
                os.kill(stops.pop(), signal.SIGINT)
        return completion("no idea")

    with scripted_server(script) as served:
        own = {"OPENAI_BASE_URL": served.base_url, "FACTDESK_CACHE_DIR": str(tmp_path / "cache")}
        options = ("draft.txt", "--source", "story.txt", "--model", MODEL)
        with once:
            started = subprocess.Popen(  # noqa: S603  # this very command
                [sys.executable, "-m", "pipeline", "check", *options],
                env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
                | {"PYTHONPATH": os.pathsep.join(sys.path)}
                | own,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            stops.append(started.pid)
        _, err = started.communicate()

    assert started.returncode == 130
    assert "stopped during the second look; answers already paid for are in the cache" in err


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--model", "extractive"], "names no model that could look again"),
        (["--record", "once"], "--record needs --cassette FILE"),
        (["--cassette", "gone.yaml"], "there is no cassette"),
        (["--cassette", "story.txt", "--refresh", "--model", MODEL], "--cassette leaves the cache"),
    ],
)
def test_what_cannot_be_asked_is_one_line(
    factdesk: Command, options: list[str], reason: str
) -> None:
    done = factdesk("check", "draft.txt", "--source", "story.txt", *options)

    assert done.code == 2
    assert reason in done.err


def test_pairs_are_not_looked_at_again(factdesk: Command) -> None:
    done = factdesk("check", "--pairs", "pairs.jsonl", "--model", MODEL)

    assert done.code == 2
    assert "--model and --cassette belong to files of statements" in done.err


# --- recordings, and factdesk.toml ---


def recorded(factdesk: Command, server: ScriptedServer) -> None:
    Path("tapes").mkdir()
    done = look(factdesk, "--cassette", "tapes/look.yaml", "--record", "once")
    assert done.code == 1
    assert len(server.requests) == 2


def test_a_recording_replays_with_no_server(
    factdesk: Command, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(factdesk, server)
    monkeypatch.delenv("OPENAI_BASE_URL")

    done = factdesk("check", "draft.txt", "--source", "story.txt", "--cassette", "tapes/look.yaml")

    assert "supported (by model scripted)" in done.out
    assert "2 answers replayed" in done.err
    assert len(server.requests) == 2


def test_factdesk_toml_replays_its_cassette(
    factdesk: Command, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(factdesk, server)
    Path("factdesk.toml").write_text(TOML, encoding="utf-8")
    monkeypatch.delenv("OPENAI_BASE_URL")

    done = factdesk("check")

    assert done.code == 1
    assert "supported (by model scripted)" in done.out
    assert len(server.requests) == 2


def test_factdesk_toml_records_only_where_it_is_asked_to(
    factdesk: Command, server: ScriptedServer
) -> None:
    Path("factdesk.toml").write_text(TOML, encoding="utf-8")
    Path("tapes").mkdir()

    assert factdesk("check").code == 2  # no cassette is there
    assert server.requests == []
    assert factdesk("check", "--record", "once").code == 1
    assert len(server.requests) == 2
    assert Path("tapes/look.yaml").is_file()


def test_a_draft_that_changed_costs_its_own_answer_and_says_what_differs(
    factdesk: Command, server: ScriptedServer
) -> None:
    recorded(factdesk, server)
    Path("factdesk.toml").write_text(TOML, encoding="utf-8")
    Path("draft.txt").write_text(DRAFT.replace("A door costs", "Doors cost"), encoding="utf-8")

    done = factdesk("check")

    assert done.code == 3
    assert "supported (by model scripted)" in done.out
    assert "no second look at 1 of 2 questions" in done.err
    assert "Doors cost" in done.err


def test_a_draft_of_several_needs_no_more_than_its_own_answers(
    factdesk: Command, server: ScriptedServer
) -> None:
    recorded(factdesk, server)
    Path("factdesk.toml").write_text(TOML, encoding="utf-8")
    Path("draft.txt").write_text(DRAFT.splitlines()[0], encoding="utf-8")

    assert factdesk("check").code == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('cassette = "../look.yaml"', "leads out of its folder"),
        ('cassette = "/tmp/look.yaml"', "leads out of its folder"),
        ('cassette = "away/look.yaml"', "leads out of its folder"),
        ('model = "scripted"', "names a model and no cassette"),
    ],
)
def test_what_factdesk_toml_may_not_name_is_refused(
    factdesk: Command, tmp_path_factory: pytest.TempPathFactory, line: str, reason: str
) -> None:
    Path("away").symlink_to(tmp_path_factory.mktemp("away"))
    pairs = TOML.split("\n\n", 1)[1]
    Path("factdesk.toml").write_text(f"{line}\n{pairs}", encoding="utf-8")

    done = factdesk("check")

    assert done.code == 2
    assert reason in done.err


def test_a_baseline_is_written_of_what_is_still_in_doubt(
    factdesk: Command, server: ScriptedServer
) -> None:
    done = look(factdesk, "--baseline", "known.json", "--write-baseline")

    assert server.requests
    assert done.code == 0
    known = json.loads(Path("known.json").read_text(encoding="utf-8"))
    assert [each["number"] for each in known["findings"]] == ["$3,100"]
