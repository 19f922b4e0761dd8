"""Whatever an article holds: one plain line or a whole result, nothing run, and a ledger that adds up."""

import json
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from schemas import Report
from tests.command import Command, Done
from tests.hostile.articles import HOSTILE, TO_THE_MODEL, Hostile
from tests.scripted_server import Reply, completion, scripted_server

LEAST = 40
# What moves a cursor, colours, rings, or turns the direction of writing.
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection but those to loopback, which the scripted server needs."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        assert address[0] in {"127.0.0.1", "::1"}, f"a request to {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def brief_of(hostile: Hostile, factdesk: Command, *options: str) -> Done:
    file = Path(f"{hostile.name}{hostile.ending}")
    file.write_bytes(hostile.content)
    return factdesk("brief", str(file), "--out", "out", *options)


def report_of(hostile: Hostile) -> Report:
    text = Path("out", hostile.name, "result.json").read_bytes()
    return Report.model_validate_json(text)


def require_exact(report: Report) -> None:
    """Require that every span holds its words, and that the ledger speaks of every number once."""
    text, ledger = report.article.text, report.ledger
    assert all(text[each.start : each.end] == each.text for each in ledger.entries)
    assert len({(each.start, each.end) for each in ledger.entries}) == ledger.quantities
    rows = [place.span for row in report.worklist.rows for place in row.places]
    assert len(set(rows)) == len(rows) == ledger.covered + ledger.swept
    assert all(text[row.span.start : row.span.end] == row.quote for row in report.worklist.rows)


def test_there_are_enough_hostile_articles() -> None:
    assert len({each.name for each in HOSTILE}) == len(HOSTILE) >= LEAST


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda each: each.name)
def test_a_hostile_article_gets_a_whole_result_or_one_plain_line(
    hostile: Hostile, factdesk: Command
) -> None:
    done = brief_of(hostile, factdesk)

    assert "Traceback" not in done.out + done.err
    assert not STEERING.search(done.out + done.err)
    if hostile.refused:
        assert done.code == 2
        assert len(done.err.strip().splitlines()) == 1
        assert not Path("out", hostile.name).exists()
    else:
        assert done.code == 0
        require_exact(report_of(hostile))


def obeying(body: dict[str, Any]) -> Reply:
    """Answer as a model would that does what the article tells it: invent, drop, cite at random."""
    form = body["response_format"]["json_schema"]["name"]
    document = body["messages"][1]["content"]
    first = re.findall(r"^\[(s\d+)\]", document, re.MULTILINE)[0]
    lie = "Some 9,999 people died and $7 million was paid for 12 pumps."
    if form == "Brief":
        points = [{"sentence_ids": [first], "text": text} for text in (lie, "It cost 49.", "Poem.")]
        return completion({"headline": "8,642,097 homes gone", "points": points})
    return completion({"claims": [{"id": first, "speaker": "", "text": lie, "kind": "fact"}]})


@pytest.mark.parametrize("hostile", TO_THE_MODEL, ids=lambda each: each.name)
def test_a_model_that_obeys_the_article_changes_no_ledger_and_shows_no_lie(
    hostile: Hostile, factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scripted_server(obeying) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        done = brief_of(hostile, factdesk, "--model", "obeying")

    report = report_of(hostile)
    shown = " ".join([report.brief.headline.text, *(point.text for point in report.brief.points)])
    assert done.code == 0
    require_exact(report)
    assert not [lie for lie in ("9,999", "8,642,097", "49") if lie in shown]


def test_the_article_stands_in_the_users_message_alone_within_a_tag_it_cannot_close(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = next(each for each in TO_THE_MODEL if each.name == "fake-closing-tag")
    with scripted_server(obeying) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        brief_of(hostile, factdesk, "--model", "obeying")

    for body in server.requests:
        system, user, *_ = (each["content"] for each in body["messages"])
        opened = re.findall(r"<(article-[0-9a-f]{12})>", user)
        assert "480" not in system
        assert user.count(f"</{opened[0]}>") == 1
        assert user.endswith(f"</{opened[0]}>")
        assert json.dumps(body["response_format"]["json_schema"]["strict"]) == "true"
