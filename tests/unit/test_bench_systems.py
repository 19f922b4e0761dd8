"""What `make bench` compares: the baselines, the peers' script, the tables."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import baseline, labelled, peer_worker, statements
from bench.agreement import Reading, Value
from bench.labelled import Statement
from bench.peers import ask, readings
from bench.table import percent, table


@pytest.mark.parametrize(
    ("text", "value", "unit", "modifier"),
    [
        ("They lost 1,500 tanks.", 1500, "tanks", "="),
        ("It rose 2.5%.", 2.5, "%", "="),
        ("It cost about $3.2bn.", 3.2e9, "dollar", "~"),
        ("More than twelve ships sank.", 12, "ships", ">"),
        ("It takes 3 to 5 weeks.", (3, 5), "weeks", "="),
    ],
)
def test_the_baseline_reads_what_is_plain(
    text: str, value: Value, unit: str, modifier: str
) -> None:
    found = [(each.value, each.unit, each.modifier) for each in baseline.read(text)]

    assert found == [(value, unit, modifier)]


@pytest.mark.parametrize("text", ["The F-35 flew.", "It began in 2019.", "On May 5, it rained."])
def test_the_baseline_leaves_out_what_is_plainly_no_quantity(text: str) -> None:
    assert baseline.read(text) == []


@pytest.mark.parametrize(("statement", "flagged"), [("It was 12.", False), ("It was 13.", True)])
def test_the_digit_strings_flag_what_the_source_does_not_hold(
    statement: str, *, flagged: bool
) -> None:
    assert statements.digits(Statement("", statement, "Of 120, 12 left.", wrong=True)) is flagged


def test_recall_is_of_the_wrong_and_false_alarms_of_the_rest() -> None:
    wrong, right = (Statement("", "", "", wrong=wrong) for wrong in (True, False))

    found = statements.rates([wrong, wrong, right, right], [True, False, True, True])

    assert (found.recall, found.false_alarms, found.balanced) == (0.5, 1, 0.25)


def test_a_share_of_nothing_is_a_dash() -> None:
    rates = statements.rates([Statement("", "", "", wrong=False)], [False])

    assert (percent(rates.recall), percent(rates.false_alarms)) == ("-", "0.0")


def test_a_table_is_aligned() -> None:
    drawn = table("T", ["", "n"], [["long name", "1"], ["x", "1,000"]])

    assert drawn.splitlines()[4:] == ["long name      1", "x          1,000"]


def test_a_peer_answers_each_question_in_its_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    peer = tmp_path / "worker.py"
    peer.write_text(
        "import sys, json\n"
        "lines = sys.stdin.read().splitlines()\n"
        "for line in lines: print(json.dumps({'found': [{'value': [1, len(json.loads(line)['text'])],"
        " 'start': 0, 'end': 1}]}))\n"
        "print(json.dumps({'seconds': 0.5, 'version': '1.2'}))\n"
    )
    monkeypatch.setattr("bench.peers._WORKER", peer)

    answers = ask(Path(sys.executable), "any", [{"text": "a"}, {"text": "bb"}])

    assert [readings(row) for row in answers.rows] == [
        [Reading((1, 1), start=0, end=1)],
        [Reading((1, 2), start=0, end=1)],
    ]
    assert (answers.version, answers.seconds) == ("1.2", 0.5)


def test_a_peer_that_fails_on_a_text_found_nothing_in_it() -> None:
    assert readings({"error": "ValueError()"}) == []


def test_the_digits_beside_text2num_carry_sign_and_magnitude() -> None:
    found = list(peer_worker._digits("It paid $1.5 million for 20%."))

    assert [(each["value"], each["unit"]) for each in found] == [
        (1.5e6, "dollar"),
        (20, "percentage"),
    ]


def test_the_script_of_the_peers_needs_nothing_of_ours() -> None:
    script = Path(peer_worker.__file__)

    done = subprocess.run(  # noqa: S603  our own script, no shell
        [sys.executable, "-I", script, "none"],
        input="",
        capture_output=True,
        text=True,
        check=False,
    )

    assert "KeyError: 'none'" in done.stderr


def test_published_data_is_left_out_where_it_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(labelled.VARIABLE, str(tmp_path))
    (tmp_path / "there.jsonl").write_text(json.dumps({"a": 1}))

    assert labelled.elsewhere("there.jsonl") == tmp_path / "there.jsonl"
    assert labelled.elsewhere("missing.jsonl") is None


def test_every_labelled_place_holds_the_words_of_its_label() -> None:
    texts = labelled.articles()
    marked = labelled.rows(labelled.HERE / "recon" / "quantities.jsonl")

    wrong = [
        each
        for each in marked
        if texts[each["article"]][each["start"] : each["end"]] != each["text"]
    ]

    assert marked
    assert wrong == []
