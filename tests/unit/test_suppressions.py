"""Findings that somebody lets stand: comments in a draft, and a baseline of earlier findings."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.command import Command, Done

COUNTS = {"doors": 412, "windows": 97, "lamps": 655, "desks": 318, "chairs": 743, "pumps": 86,
          "buses": 239, "tents": 574, "boats": 61, "carts": 128}  # fmt: skip
SOURCE = "The depot.\n\n" + "".join(f"It bought {n} {what} in May.\n" for what, n in COUNTS.items())
FORMATS = ("text", "jsonl", "github", "sarif", "junit")


def wrong(what: str) -> str:
    """Return a sentence with a number that the article does not bear out."""
    return f"It bought {COUNTS[what] + 13_000} {what} in May."


TEN = [wrong(what) for what in COUNTS]


def checked(factdesk: Command, text: str, *options: str, name: str = "draft.txt") -> Done:
    Path("depot.txt").write_text(SOURCE)
    Path(name).write_text(text)
    return factdesk("check", name, "--source", "depot.txt", *options)


def flagged(done: Done) -> list[bool]:
    return [json.loads(line)["flagged"] for line in done.out.splitlines()]


def counts_of(output: str, form: str) -> tuple[int, int]:
    """Return how many findings an output has that count, and that are suppressed."""
    match form:
        case "text":
            signs = [line[0] for line in output.splitlines() if line[1:2] == " "]
            return signs.count("!"), signs.count("-")
        case "jsonl":
            found = [each for line in output.splitlines() for each in json.loads(line)["findings"]]
            suppressed = [each for each in found if each["suppressed"]]
            return sum(each["flagged"] for each in found), len(suppressed)
        case "github":
            return output.count("::error "), 0
        case "sarif":
            results = json.loads(output)["runs"][0]["results"]
            suppressed = [each for each in results if each.get("suppressions")]
            return len(results) - len(suppressed), len(suppressed)
        case _:
            (suite,) = ET.fromstring(output)  # noqa: S314  # we wrote it
            return int(suite.attrib["failures"]), int(suite.attrib["skipped"])


@pytest.mark.parametrize("form", FORMATS)
def test_ten_findings_are_suppressed_baselined_and_renewed(factdesk: Command, form: str) -> None:
    plain, shown = "\n".join(TEN), ("--format", form)
    commented = "\n".join(f"{each}  # factdesk: ok counted by hand" for each in TEN)
    known = ("--baseline", "known.json")

    before = checked(factdesk, plain, *shown)
    silenced = checked(factdesk, commented, *shown)
    written = checked(factdesk, plain, *known, "--write-baseline")
    baselined = checked(factdesk, f"The depot.\n{plain}", *known, *shown)
    changed = plain.replace(TEN[3], "It bought 7,777 desks in May.")
    new = checked(factdesk, changed, *known, *shown)
    renewed = checked(factdesk, changed, *known, "--write-baseline", *shown)
    after = checked(factdesk, changed, *known, *shown)

    hidden = 0 if form == "github" else 10
    codes = [each.code for each in (before, silenced, written, baselined, new, renewed, after)]
    assert codes == [1, 0, 0, 0, 1, 0, 0]
    assert counts_of(before.out, form) == (10, 0)
    assert counts_of(silenced.out, form) == (0, hidden)
    assert counts_of(baselined.out, form) == (0, hidden)
    assert counts_of(new.out, form) == (1, max(hidden - 1, 0))
    assert f"settled, and still in the baseline: draft.txt: “13318” in “{TEN[3]}”" in new.err
    assert counts_of(after.out, form) == (0, hidden)
    assert "settled" not in after.err


def test_the_summary_counts_what_is_suppressed_apart(factdesk: Command) -> None:
    checked(factdesk, TEN[0], "--baseline", "known.json", "--write-baseline")
    text = f"{TEN[0]}\n{TEN[1]} # factdesk: ok counted twice\n{TEN[2]}\nIt bought 97 windows.\n"

    done = checked(factdesk, text, "--baseline", "known.json")

    said = "4 numbers in 4 statements: 1 supported, 0 to review, 1 unsupported"
    assert f"{said}, 1 suppressed in the draft, 1 suppressed by the baseline\n" in done.out


MARKDOWN = {
    "behind its sentence": (f"{TEN[0]} <!-- factdesk: ok by hand --> {TEN[1]}", [False, True]),
    "within its sentence": (
        f"It bought 13412 <!-- factdesk: ok --> doors. {TEN[1]}",
        [False, True],
    ),
    "over a paragraph": (
        f"<!-- factdesk: ok by hand -->\n{TEN[0]}\n{TEN[1]}\n\n{TEN[2]}",
        [False, False, True],
    ),
    "over a paragraph, a blank line between": (
        f"<!-- factdesk: ok by hand -->\n\n{TEN[0]}\n\n{TEN[1]}",
        [False, True],
    ),
    "behind an item of a list": (f"- {TEN[0]} <!--factdesk:ok-->\n- {TEN[1]}", [False, True]),
    "over two lines": (f"{TEN[0]} <!-- factdesk: ok the depot\ncounts them -->", [False]),
    "of another code": (f"{TEN[0]} <!-- factdesk: ok(points, unit) by hand -->", [True]),
    "of its code": (f"{TEN[0]} <!-- factdesk: ok(unit, VALUE) by hand -->", [False]),
    "at the end": (f"{TEN[0]}\n\n<!-- factdesk: ok by hand -->", [True]),
    "over a heading": (f"<!-- factdesk: ok by hand -->\n# {TEN[0]}\n{TEN[1]}", [False, True]),
    "over a list": (f"<!-- factdesk: ok by hand -->\n- {TEN[0]}\n- {TEN[1]}", [False, True]),
    "in code": (f"```\n<!-- factdesk: ok -->\n```\n{TEN[0]}", [True]),
    "in a code span": (f"{TEN[0]} `<!-- factdesk: ok by hand -->`", [True]),
    "in front matter": (f"---\ntitle: <!-- factdesk: ok -->\n---\n{TEN[0]}", [True]),
    "another comment": (f"{TEN[0]} <!-- that is ok: factdesk -->", [True]),
}


@pytest.mark.parametrize("where", MARKDOWN)
def test_a_comment_in_markdown_lets_stand_what_it_is_about(factdesk: Command, where: str) -> None:
    text, expected = MARKDOWN[where]

    done = checked(factdesk, text, "--format", "jsonl", name="draft.md")

    assert flagged(done) == expected


HTML = {
    f"<p>{TEN[0]} <!-- factdesk: ok by hand --> {TEN[1]}</p>\n<p>{TEN[2]}</p>": [False, True, True],
    f"<body><!-- factdesk: ok by hand --><h1>{TEN[0]}</h1>\n<p>{TEN[1]}</p>": [False, True],
    f"<!-- factdesk: ok by hand --><p>{TEN[0]} {TEN[1]}</p><p>{TEN[2]}</p>": [False, False, True],
    f"<script>'<!-- factdesk: ok -->'</script><p>{TEN[0]}</p>": [True],
    f"<p title='<!-- factdesk: ok -->'>{TEN[0]}</p>": [True],
    f"<textarea><!-- factdesk: ok --></textarea><p>{TEN[0]}</p>": [True],
}


@pytest.mark.parametrize("text", HTML)
def test_a_comment_in_html_lets_stand_what_it_is_about(factdesk: Command, text: str) -> None:
    done = checked(factdesk, text, "--format", "jsonl", name="draft.html")

    assert flagged(done) == HTML[text]


@pytest.mark.parametrize(
    "wrong", ["(value by hand", "()", "(,)", " [value] by hand", "? no, it is wrong", "()() x"]
)
def test_a_comment_with_a_wrong_list_of_codes_lets_nothing_stand(
    factdesk: Command, wrong: str
) -> None:
    done = checked(factdesk, f"{TEN[0]} # factdesk: ok{wrong}")

    assert done.code == 1
    assert "there is no code" in done.err


LINES = {
    f"{TEN[0]} # factdesk: ok by hand\n{TEN[1]}": [False, True],
    f"{TEN[0]} #factdesk:ok\n{TEN[1]}": [False, True],
    f"# factdesk: ok by hand\n{TEN[0]}\n{TEN[1]}\n\n{TEN[2]}": [False, False, True],
    f"{TEN[0]} # we are ok": [True],
    f"{TEN[0]} #1 factdesk: ok": [True],
}


@pytest.mark.parametrize("text", LINES)
def test_a_comment_ends_a_line_of_plain_text_and_is_no_part_of_it(
    factdesk: Command, text: str
) -> None:
    done = checked(factdesk, text, "--format", "jsonl")

    assert flagged(done) == LINES[text]
    assert "factdesk: ok" not in done.out or "#1" in text


TOLD = {
    f"{TEN[0]} # factdesk: ok": "a suppression without a reason: say why",
    "It bought 97 windows. # factdesk: ok by hand": "this comment suppresses no finding: take it out",
    f"{TEN[0]} # factdesk: ok(valeu) by hand": "there is no code 'valeu'",
}


@pytest.mark.parametrize("text", TOLD)
@pytest.mark.parametrize("form", FORMATS)
def test_a_comment_without_reason_use_or_known_code_is_told(
    factdesk: Command, text: str, form: str
) -> None:
    done = checked(factdesk, f"{CALM}\n{text}", "--format", form)

    assert f"draft.txt:2: {TOLD[text]}" in done.err
    if form in {"github", "sarif", "junit"}:
        assert TOLD[text] in done.out


CALM = "It bought 412 doors in May."


def test_a_sarif_log_says_why_and_by_whom_a_result_is_suppressed(factdesk: Command) -> None:
    checked(factdesk, TEN[0], "--baseline", "known.json", "--write-baseline")
    text = f"{TEN[0]}\n{TEN[1]} # factdesk: ok the depot's count\n{TEN[2]}"

    log = json.loads(checked(factdesk, text, "--baseline", "known.json", "--format", "sarif").out)

    told = [(each["baselineState"], each["suppressions"]) for each in log["runs"][0]["results"]]
    assert told == [
        ("unchanged", [{"kind": "external", "justification": "in known.json"}]),
        ("new", [{"kind": "inSource", "justification": "the depot's count"}]),
        ("new", []),
    ]


def test_without_comment_and_baseline_a_sarif_log_says_nothing_of_them(factdesk: Command) -> None:
    (result,) = json.loads(checked(factdesk, TEN[0], "--format", "sarif").out)["runs"][0]["results"]

    assert not {"suppressions", "baselineState"} & set(result)


def test_a_finding_is_old_wherever_it_stands_and_as_often_as_it_did(factdesk: Command) -> None:
    known = ("--baseline", "known.json")
    checked(factdesk, f"{TEN[0]}\n{TEN[1]}", *known, "--write-baseline")

    done = checked(factdesk, f"{TEN[1]}\n{TEN[0]}\n{TEN[0]}", *known, "--format", "jsonl")

    assert flagged(done) == [False, False, True]


def test_a_baseline_is_written_anew_for_the_files_that_are_checked_alone(
    factdesk: Command,
) -> None:
    known = ("--baseline", "known.json")
    checked(factdesk, TEN[0], *known, "--write-baseline", name="a.txt")
    checked(factdesk, TEN[1], *known, "--write-baseline", name="b.txt")
    checked(factdesk, CALM, *known, "--write-baseline", name="a.txt")

    after = [
        checked(factdesk, text, *known, name=name).code
        for name, text in (("a.txt", TEN[0]), ("b.txt", TEN[1]))
    ]

    assert after == [1, 0]


def test_a_finding_that_is_worse_or_of_another_kind_is_new(factdesk: Command) -> None:
    known = ("--baseline", "known.json")
    draft = "It bought 13412 doors in May."
    checked(factdesk, draft, *known, "--write-baseline")
    entry = json.loads(Path("known.json").read_text())
    (old,) = entry["findings"]

    codes = []
    for change in ({}, {"outcome": "review"}, {"code": "unit"}):
        entry["findings"] = [old | change]
        Path("known.json").write_text("\ufeff" + json.dumps(entry))
        codes.append(checked(factdesk, draft, *known).code)

    assert codes == [0, 1, 1]


def test_a_baseline_knows_a_file_by_its_place_from_any_folder(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(factdesk, TEN[0], "--baseline", "known.json", "--write-baseline")
    Path("deep").mkdir()
    monkeypatch.chdir("deep")

    done = factdesk(
        *("check", "../draft.txt", "--source", "../depot.txt", "--baseline", "../known.json")
    )

    assert done.code == 0
    assert "settled" not in done.err


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"kind": "factdesk baseline", "version": 2}',
                                     '{"kind": "factdesk baseline", "version": 1, "findings": [3]}',
                                     "\x00", "[" * 100_000])  # fmt: skip
def test_what_is_no_baseline_is_one_line_and_never_written_over(
    factdesk: Command, content: str
) -> None:
    Path("known.json").write_text(content)

    read = checked(factdesk, CALM, "--baseline", "known.json")
    written = checked(factdesk, CALM, "--baseline", "known.json", "--write-baseline")

    assert [read.code, written.code] == [2, 2]
    assert read.err == "factdesk: known.json is no baseline: write one with --write-baseline\n"
    assert Path("known.json").read_text() == content


REFUSED = {
    ("--write-baseline",): "--write-baseline needs a name: --baseline FILE",
    ("--baseline", "none.json"): "there is no baseline 'none.json': --write-baseline makes it",
    ("--baseline", "/dev/zero"): "there is no baseline '/dev/zero'",
    ("--baseline", "large.json"): "cannot read the baseline: large.json has 10,000,001 bytes",
    ("--baseline", "draft.txt", "--write-baseline"): "'draft.txt' would be written over",
    ("--baseline", "latin.json"): "cannot read the baseline 'latin.json': it is not UTF-8",
}


@pytest.mark.parametrize("options", REFUSED)
def test_a_baseline_that_cannot_be_had_is_one_line(
    factdesk: Command, options: tuple[str, ...]
) -> None:
    Path("latin.json").write_bytes(b"\xe9")
    Path("large.json").write_bytes(b" " * 10_000_001)

    done = checked(factdesk, CALM, *options)

    assert done.code == 2
    assert REFUSED[options] in done.err
    assert len(done.err.splitlines()) == 1


def test_a_draft_of_more_comments_than_any_is_refused(factdesk: Command) -> None:
    done = checked(factdesk, f"{CALM} # factdesk: ok\n" * 1_001)

    assert done.code == 2
    assert "draft.txt suppresses findings in more than 1,000 comments" in done.err
