"""`factdesk check --pairs`: rows by the million, one at a time, and none of them twice."""

import gzip
import io
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import fsspec
import pytest
from jsonschema import Draft202012Validator

from pipeline.cli import progress
from pipeline.corpus.pairs.result_file import result_file
from schemas.export import schema_text
from tests.articles import STORM
from tests.command import Command

RIGHT = {"statement": "Nearly 480 homes lost power.", "source": STORM}
WRONG = {"statement": "Repairs cost $3.2 million.", "source": STORM}
MANY = 150
"""Rows of several chunks."""


def lines_of(*objects: object) -> list[str]:
    return [each if isinstance(each, str) else json.dumps(each) for each in objects]


def write_pairs(*objects: object, name: str = "pairs.jsonl") -> str:
    Path(name).write_text("".join(f"{line}\n" for line in lines_of(*objects)), encoding="utf-8")
    return name


def some(number: int) -> list[object]:
    return [
        {"statement": f"Some {400 + each} homes lost power.", "source": STORM}
        for each in range(number)
    ]


def results(name: str = "out.jsonl") -> list[dict[str, Any]]:
    return parsed(Path(name).read_text(encoding="utf-8"))


def parsed(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line]


def reasons(found: Iterable[dict[str, Any]]) -> dict[int, str]:
    return {each["line"]: each["reason"] for each in found if each["reason"]}


def test_each_row_gives_a_line_that_fits_its_schema_in_order(factdesk: Command) -> None:
    done = factdesk("check", "--pairs", write_pairs(RIGHT, "", WRONG))

    found = parsed(done.out)
    for each in found:
        Draft202012Validator(json.loads(schema_text("checked_pair"))).validate(each)
    assert [(each["line"], each["checked"]["flagged"]) for each in found] == [(1, False), (3, True)]
    assert (done.code, done.err) == (1, "2 rows, 1 flagged, 0 not checked\n")


def test_a_verdict_is_that_of_the_ordinary_check(factdesk: Command) -> None:
    file = write_pairs(
        {"id": "é", **RIGHT},
        {"statement": "Über \u2028 \U0001f300 12 homes.", "source": f"{STORM}\n"},
    )
    ordinary = factdesk("check", file, "--format", "jsonl").out

    streamed = factdesk("check", "--pairs", file).out

    for one, other in zip(parsed(ordinary), parsed(streamed), strict=True):
        line = f"source of line {one['place']['line']}"
        assert json.loads(json.dumps(one).replace(line, "source of the pair")) == other["checked"]


@pytest.mark.parametrize(
    ("options", "code"), [((), 1), (("--fail-on", "none"), 0), (("--sensitivity", "relaxed"), 1)]
)
def test_a_flagged_row_ends_the_command_as_it_does_a_check(
    factdesk: Command, options: tuple[str, ...], code: int
) -> None:
    assert factdesk("check", "--pairs", write_pairs(WRONG), *options).code == code


def test_a_row_may_leave_its_source_to_the_command_line_or_to_a_file_beside_the_pairs(
    factdesk: Command,
) -> None:
    Path("far").mkdir()
    Path("far/near.txt").write_text(STORM, encoding="utf-8")
    bare = {"statement": RIGHT["statement"]}
    file = write_pairs(bare, {**bare, "source_path": "near.txt"}, name="far/pairs.jsonl")

    done = factdesk("check", "--pairs", file, "--source", "storm.txt")

    assert done.code == 0
    used = [each["checked"]["findings"][0]["article"] for each in parsed(done.out)]
    assert used == ["storm.txt", "far/near.txt"]


BROKEN = {
    "{": "not JSON",
    "[1]": "not an object",
    '{"source": "It cost $5."}': "no 'statement'",
    '{"statement": 5, "source": "It cost $5."}': "'statement' is not text",
    '{"statement": "It cost $5."}': "names no source",
    '{"statement": "It cost $5.", "source": ""}': "no sentence",
    '{"statement": "It cost $5.", "source_path": "gone.txt"}': "does not exist",
    '{"statement": "It cost $5.", "source_path": "https://x.test/"}': "is no file",
    "[" * 100_000: "not JSON that can be read",
}


def test_a_broken_row_is_a_result_with_its_reason_and_the_others_are_checked(
    factdesk: Command,
) -> None:
    done = factdesk("check", "--pairs", write_pairs(RIGHT, *BROKEN, RIGHT), "--out", "out.jsonl")

    found = results()
    said = reasons(found)
    assert done.code == 3
    assert [each["line"] for each in found] == [*range(1, len(BROKEN) + 3)]
    assert [*said] == [*range(2, len(BROKEN) + 2)]
    for reason, wanted in zip(said.values(), BROKEN.values(), strict=True):
        assert wanted in reason
    assert "not checked: pairs.jsonl, line 2: not JSON" in done.err
    assert f"{len(BROKEN) + 2} rows, 0 flagged, {len(BROKEN)} not checked" in done.err


def test_a_row_of_five_megabytes_and_one_that_is_not_utf_8_are_named_and_cost_no_other(
    factdesk: Command,
) -> None:
    right = json.dumps(RIGHT).encode()
    huge = json.dumps({**RIGHT, "source": "é" * 2_500_000}, ensure_ascii=False).encode()
    Path("pairs.jsonl").write_bytes(b"\n".join([right, huge, b'{"statement": "\xff"}', right]))

    done = factdesk("check", "--pairs", "pairs.jsonl")

    found = parsed(done.out)
    said = reasons(found)
    assert done.code == 3
    assert said[2] == f"has {len(huge) + 1:,} bytes, over the limit of 4,000,000: check it in parts"
    assert "is not UTF-8 (byte 15)" in said[3]
    characters = len(right) + len(huge.decode()) + len('{"statement": "?"}') + 3
    assert (
        found[3]["checked"]["place"]["start"] == characters + found[0]["checked"]["place"]["start"]
    )


def test_a_row_that_we_are_wrong_about_costs_no_other(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.corpus.pairs.checking.check_placed", lambda *_, **__: 1 / 0)

    done = factdesk("check", "--pairs", write_pairs(RIGHT, RIGHT))

    assert done.code == 3
    assert len(reasons(parsed(done.out))) == 2
    assert "a mistake of factdesk, please report it: ZeroDivisionError" in done.err


def test_rows_that_are_not_checked_are_named_on_the_screen_only_up_to_a_number(
    factdesk: Command,
) -> None:
    done = factdesk("check", "--pairs", write_pairs(*["{"] * 30), "--out", "out.jsonl")

    assert done.err.count("not checked: ") == 20
    assert "further rows that are not checked are named in the results alone" in done.err
    assert len(reasons(results())) == 30


@pytest.mark.parametrize("name", ["pairs.jsonl.gz", "memory://far/pairs.jsonl.gz", "-"])
def test_pairs_come_compressed_from_an_address_or_from_standard_input(
    factdesk: Command, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = "\n".join(lines_of(RIGHT, WRONG)).encode()
    if name == "-":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    else:
        with fsspec.open(name, "wb") as file:
            file.write(gzip.compress(raw))

    done = factdesk("check", "--pairs", name)

    assert [each["checked"]["flagged"] for each in parsed(done.out)] == [False, True]
    assert parsed(done.out)[0]["checked"]["place"]["file"] == name.replace("-", "stdin")


def test_a_file_cut_short_ends_with_one_line_and_keeps_what_was_checked(factdesk: Command) -> None:
    packed = gzip.compress("\n".join(lines_of(*some(MANY))).encode(), compresslevel=0)
    Path("pairs.jsonl.gz").write_bytes(packed[: len(packed) * 2 // 3])

    done = factdesk("check", "--pairs", "pairs.jsonl.gz", "--out", "out.jsonl", "--workers", "1")

    assert done.code == 2
    assert "pairs.jsonl.gz cannot be read to its end" in done.err
    assert len(results()) > 32


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--pairs", "gone.jsonl"], "gone.jsonl cannot be opened"),
        (
            ["--pairs", "nowhere://x/pairs.jsonl"],
            "nowhere://x/pairs.jsonl is at no storage that is known",
        ),
        (["--pairs", "."], "cannot be opened"),
        (["--pairs", "-", "--source", "-"], "standard input can be read once"),
        (["--pairs", "pairs.jsonl", "--resume"], "name it with --out"),
        (["--pairs", "pairs.jsonl", "--format", "junit"], "leave out --format"),
        (["--pairs", "pairs.jsonl", "--input", "markdown"], "leave out --input"),
        (["storm.txt", "--pairs", "pairs.jsonl"], "not both"),
        (["storm.txt", "--workers", "2"], "belong to --pairs"),
        ([], "name a file of statements"),
        (["--pairs", "pairs.jsonl", "--out", "storm.txt"], "is there already"),
        (["--pairs", "pairs.jsonl", "--out", "storm.txt/x"], "cannot write 'storm.txt/x'"),
        (["--pairs", "pairs.jsonl", "--out", "half.txt", "--resume"], "holds no results"),
        (
            ["--pairs", "pairs.jsonl", "--out", "storm.txt", "--resume"],
            "is not the result of this row",
        ),
    ],
)
def test_what_cannot_be_done_is_one_plain_line_and_no_file_is_touched(
    factdesk: Command, words: list[str], said: str
) -> None:
    write_pairs(RIGHT)
    Path("half.txt").write_text("notes of mine", encoding="utf-8")

    done = factdesk("check", *words)

    assert done.code == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert Path("storm.txt").read_text(encoding="utf-8") == STORM
    assert Path("half.txt").read_text(encoding="utf-8") == "notes of mine"


def test_any_number_of_workers_gives_the_same_bytes(factdesk: Command) -> None:
    file = write_pairs(*some(MANY), "{", *some(3))

    codes = [
        factdesk("check", "--pairs", file, "--workers", number, "--out", f"{number}.jsonl").code
        for number in ("1", "3")
    ]

    assert codes == [3, 3]
    assert Path("1.jsonl").read_bytes() == Path("3.jsonl").read_bytes()
    assert [each["line"] for each in results("3.jsonl")] == [*range(1, MANY + 5)]


@pytest.mark.parametrize("cut", [0, 5, 500, 40_000, -1])
def test_a_run_that_is_resumed_ends_with_the_bytes_of_one_that_was_not(
    factdesk: Command, cut: int
) -> None:
    file = write_pairs("{", *some(40))
    whole = factdesk("check", "--pairs", file, "--out", "whole.jsonl")
    written = Path("whole.jsonl").read_bytes()
    Path("out.jsonl").write_bytes(written[:cut])

    done = factdesk("check", "--pairs", file, "--out", "out.jsonl", "--resume")

    assert Path("out.jsonl").read_bytes() == written
    assert done.code == whole.code == 3
    assert done.err.splitlines()[-1].replace("out", "whole") == whole.err.splitlines()[-1]


@pytest.mark.parametrize("options", [(), ("--resume",)])
def test_a_file_that_another_run_writes_to_is_refused(
    factdesk: Command, options: tuple[str, ...]
) -> None:
    command = ("check", "--pairs", write_pairs(RIGHT), "--out", "out.jsonl", *options)
    with result_file(Path("out.jsonl"), resume=False):
        done = factdesk(*command)

    assert (done.code, Path("out.jsonl").read_bytes()) == (2, b"")
    assert "another run is writing to 'out.jsonl': let it end, or give --out another" in done.err
    assert factdesk(*command).code == 0


def test_two_runs_at_once_may_both_write_to_a_device(factdesk: Command) -> None:
    with result_file(Path(os.devnull), resume=False):
        done = factdesk("check", "--pairs", write_pairs(RIGHT), "--out", os.devnull)

    assert done.code == 0


def test_a_run_that_is_complete_does_nothing_when_it_is_resumed(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("check", "--pairs", write_pairs(RIGHT, WRONG), "--out", "out.jsonl", "--resume")
    first = factdesk(*command)
    monkeypatch.setattr("pipeline.corpus.pairs.checking.check_placed", lambda *_, **__: 1 / 0)

    assert factdesk(*command) == first


@pytest.mark.parametrize(
    ("lines", "options"),
    [
        ((RIGHT, RIGHT), ()),
        ((RIGHT,), ()),
        ((RIGHT, WRONG), ("--sensitivity", "strict")),
        ((RIGHT, WRONG), ("--source", "storm.txt")),
    ],
)
def test_results_of_other_rows_or_options_are_not_gone_on_with(
    factdesk: Command, lines: tuple[object, ...], options: tuple[str, ...]
) -> None:
    factdesk("check", "--pairs", write_pairs(RIGHT, WRONG), "--out", "out.jsonl")
    before = Path("out.jsonl").read_bytes()

    done = factdesk(
        "check", "--pairs", write_pairs(*lines), "--out", "out.jsonl", "--resume", *options
    )

    assert done.code == 2
    assert "is not the result of this row with these options" in done.err
    assert Path("out.jsonl").read_bytes() == before


def test_a_log_gets_a_line_now_and_then_and_a_terminal_a_bar(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_SECONDS_A_LINE", 0)
    command = ("check", "--pairs", write_pairs(RIGHT, *some(95)), "--workers", "1", "--out")

    log = factdesk(*command, "a.jsonl").err.splitlines()
    monkeypatch.setenv("FORCE_COLOR", "1")
    screen = factdesk(*command, "b.jsonl").err

    assert [line.split(" rows, ")[0] for line in log] == ["32", "64", "96", "96"]
    assert "━" in screen
    assert "100%" in screen


def test_quiet_says_nothing_but_what_went_wrong(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_SECONDS_A_LINE", 0)

    done = factdesk("check", "--pairs", write_pairs(RIGHT, "{"), "--out", "out.jsonl", "--quiet")

    assert done.out == ""
    assert done.err.startswith("not checked: pairs.jsonl, line 2: ")
    assert len(done.err.splitlines()) == 1
