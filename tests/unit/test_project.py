"""`factdesk.toml`: `factdesk check` alone holds each draft against the sources named for it."""

import json
import os
from pathlib import Path

import pytest

from tests.command import Command, Done

STORY = "The yard sold 412 doors in May.\n"
OTHER = "The mill sold 97 lamps in June.\n"
RIGHT, WRONG = "It sold 412 doors.\n", "It sold 13,412 doors.\n"
PAIRS = """
[[check]]
drafts = "drafts/{name}.md"
sources = "stories/{name}.txt"
"""


def laid_out(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def desk(**more: str) -> dict[str, str]:
    """Return a folder with two stories and a draft of each."""
    return {
        "factdesk.toml": PAIRS,
        "stories/yard.txt": STORY,
        "stories/mill.txt": OTHER,
        "drafts/yard.md": RIGHT,
        "drafts/mill.md": "It sold 97 lamps.\n",
        **more,
    }


def outcomes(done: Done) -> list[tuple[str, str]]:
    """Return the file and the outcome of each statement."""
    lines = map(json.loads, done.out.splitlines())
    return [(line["place"]["file"], line["outcome"]) for line in lines]


def checked(factdesk: Command, *options: str) -> Done:
    return factdesk("check", *options, "--format", "jsonl")


def test_check_alone_holds_each_draft_against_its_own_sources(factdesk: Command) -> None:
    laid_out(desk(**{"drafts/yard.md": WRONG, "drafts/none.txt": WRONG}))

    done = checked(factdesk)

    assert done.code == 1
    assert outcomes(done) == [("drafts/mill.md", "supported"), ("drafts/yard.md", "unsupported")]


def test_drafts_that_are_named_are_checked_alone_and_against_nothing_else(
    factdesk: Command,
) -> None:
    laid_out(desk(**{"drafts/mill.md": RIGHT}))

    done = checked(factdesk, "drafts/mill.md")

    assert done.code == 1
    assert outcomes(done) == [("drafts/mill.md", "unsupported")]  # its story tells of lamps


def test_a_source_of_the_command_line_wins_over_the_file(factdesk: Command) -> None:
    laid_out(desk(**{"drafts/mill.md": RIGHT, "factdesk.toml": "not even TOML"}))

    done = checked(factdesk, "drafts/mill.md", "--source", "stories/yard.txt")

    assert outcomes(done) == [("drafts/mill.md", "supported")]


PATTERNS = {
    "a list of sources": ('["drafts/*.md"]', '["stories/yard.txt", "stories/mill.txt"]'),
    "dots and slashes": ('"./drafts//*.md"', '"./stories/./*.txt"'),
    "folders in folders": ('"**/**/**/**/*.md"', '"**/**/**/**/*.txt"'),
    "a name and more": ('"drafts/{name}*.md"', '"stories/*{name}*.txt"'),
    "any depth": ('"**/*.md"', '"stories/**/*.txt"'),
    "one sign": ('"drafts/????.md"', '"stories/*.txt"'),
    "a name in two places": ('"drafts/{name}.md"', '"stories/{name}.t?t"'),
}


@pytest.mark.parametrize("case", PATTERNS)
def test_patterns_name_drafts_and_sources(factdesk: Command, case: str) -> None:
    drafts, sources = PATTERNS[case]
    pairs = f"[[check]]\ndrafts = {drafts}\nsources = {sources}\n"
    laid_out(desk(**{"factdesk.toml": pairs}))

    assert outcomes(checked(factdesk)) == [
        ("drafts/mill.md", "supported"),
        ("drafts/yard.md", "supported"),
    ]


def test_a_name_with_signs_of_a_pattern_stands_for_itself(factdesk: Command) -> None:
    laid_out({"factdesk.toml": PAIRS, "stories/[a].txt": STORY, "drafts/[a].md": RIGHT})

    assert outcomes(checked(factdesk)) == [("drafts/[a].md", "supported")]


def test_the_first_pair_that_names_a_draft_counts(factdesk: Command) -> None:
    second = '[[check]]\ndrafts = "drafts/*.md"\nsources = "stories/mill.txt"\n'
    laid_out(desk(**{"factdesk.toml": PAIRS + second}))

    assert ("drafts/yard.md", "supported") in outcomes(checked(factdesk))


def test_the_file_says_how_soon_a_number_is_flagged_and_an_option_wins(factdesk: Command) -> None:
    swapped = "It spent $45 million on 12 boats and $30 million on 40 buses.\n"
    story = "It spent $30 million on 12 boats and $45 million on 40 buses in May.\n"
    strict = f'{PAIRS}sensitivity = "strict"\n'
    laid_out({"factdesk.toml": strict, "stories/a.txt": story, "drafts/a.md": swapped})

    codes = [checked(factdesk).code, checked(factdesk, "--sensitivity", "normal").code]

    assert codes == [1, 0]


def test_codes_and_a_baseline_of_the_file_let_findings_stand(factdesk: Command) -> None:
    head = 'baseline = "known.json"\n'
    stands = '[suppress]\nscale = "the house rounds"\n'
    story = "It cost $30 million. The yard sold 412 doors.\n"
    laid_out({"factdesk.toml": head + PAIRS + stands, "stories/a.txt": story,
              "drafts/a.md": f"It cost $30 billion.\n\n{WRONG}"})  # fmt: skip

    missing = checked(factdesk)
    written = checked(factdesk, "--write-baseline")
    after = checked(factdesk)

    assert (missing.code, written.code, after.code) == (2, 0, 0)
    assert "there is no baseline 'known.json': --write-baseline makes it" in missing.err
    found = [f for line in after.out.splitlines() for f in json.loads(line)["findings"]]
    assert [each["suppressed"] for each in found] == [
        {"by": "project", "reason": "the house rounds"},
        {"by": "baseline", "reason": "in known.json"},
    ]


def test_a_draft_without_sources_costs_no_other_its_verdicts(factdesk: Command) -> None:
    laid_out(desk(**{"drafts/new.md": RIGHT, "stories/bad.txt": "", "drafts/bad.md": RIGHT}))

    done = checked(factdesk)

    assert done.code == 3
    assert [file for file, _ in outcomes(done)] == ["drafts/mill.md", "drafts/yard.md"]
    missing = "drafts/new.md: its source is not there: stories/new.txt, as factdesk.toml names it"
    assert missing in done.err
    assert "not checked: stories/bad.txt" in done.err


def test_a_hook_leaves_out_what_no_pair_names_and_says_so(factdesk: Command) -> None:
    laid_out(desk(**{"README.md": WRONG}))

    mixed = checked(factdesk, "--skip-unnamed", "README.md", "drafts/yard.md")
    alone = checked(factdesk, "--skip-unnamed", "README.md")
    without = checked(factdesk, "README.md")

    assert (mixed.code, alone.code, without.code) == (0, 0, 2)
    assert outcomes(mixed) == [("drafts/yard.md", "supported")]
    assert alone.out == ""
    assert "README.md: factdesk.toml names no sources for it; it is not checked" in alone.err
    assert "or name it in factdesk.toml" in without.err


def test_another_file_is_named_with_config_and_its_patterns_count_from_its_folder(
    factdesk: Command,
) -> None:
    laid_out({f"desk/{name}": text for name, text in desk().items()})

    done = checked(factdesk, "--config", "desk/factdesk.toml")

    assert [file for file, _ in outcomes(done)] == ["desk/drafts/mill.md", "desk/drafts/yard.md"]


def test_a_hook_checks_the_drafts_of_a_source_that_changed(factdesk: Command) -> None:
    laid_out(desk(**{"drafts/yard.md": WRONG}))

    done = checked(
        factdesk, "--skip-unnamed", "stories/yard.txt", "drafts/mill.md", "stories/mill.txt"
    )

    assert outcomes(done) == [("drafts/yard.md", "unsupported"), ("drafts/mill.md", "supported")]


WRONG_FILES = {
    "": "check: field required",
    "check = []": "check: tuple should have at least 1 item",
    "[[check]]\ndrafts = []\nsources = 'a'": "check.0.drafts: value should have at least 1 item",
    f"{PAIRS}speed = 1": "there is no setting 'check.0.speed'; there are check, sensitivity,",
    "[[check]]\ndrafts = '/etc/*'\nsources = 'a'": "'/etc/*' names no files below its folder",
    "[[check]]\ndrafts = '../*'\nsources = 'a'": "'../*' names no files below its folder",
    "[[check]]\ndrafts = 'drafts/*'\nsources = 'http://a.example/b'": "names no files below its",
    "[[check]]\ndrafts = 'drafts/*'\nsources = 'drafts/../../x'": "names no files below its",
    "[[check]]\ndrafts = 'drafts/**.md'\nsources = 'a'": "give ** as a folder, as in drafts/**/*.md",
    "[[check]]\ndrafts = 'drafts/**'\nsources = 'a'": "give ** as a folder",
    f"baseline = '../known.json'\n{PAIRS}": "the baseline '../known.json' leads out of its folder",
    f"baseline = '/dev/zero'\n{PAIRS}": "the baseline '/dev/zero' leads out of its folder",
    f'baseline = "a\\u0000b"\n{PAIRS}': "leads out of its folder",
    "[[check]]\ndrafts = 'nothing/*'\nsources = 'a'": "factdesk.toml names no draft that is there",
    f"{PAIRS}[suppress]\nvaleu = 'why'": "there is no code 'valeu'; `factdesk checks` lists them",
    f"{PAIRS}[suppress]\nvalue = ' '": "say why 'value' may stand",
    "a = " + "[" * 20_000: "is no factdesk.toml: it nests too deep",
    "#" * 40_000: "it is over the limit of 30,000 bytes",
}


@pytest.mark.parametrize("content", WRONG_FILES)
def test_a_wrong_file_is_one_line(factdesk: Command, content: str) -> None:
    laid_out(desk(**{"factdesk.toml": content}))

    done = checked(factdesk)

    assert done.code == 2
    assert WRONG_FILES[content] in done.err
    assert len(done.err.splitlines()) == 1


def test_a_link_that_leads_out_of_the_folder_is_refused(factdesk: Command, tmp_path: Path) -> None:
    laid_out({f"desk/{name}": text for name, text in desk().items()})
    secret = tmp_path / "secret.txt"
    secret.write_text(STORY)
    Path("desk/stories/yard.txt").unlink()
    Path("desk/stories/yard.txt").symlink_to(secret)
    os.chdir("desk")

    done = checked(factdesk)

    assert done.code == 2
    assert "'stories/yard.txt' leads out of its folder" in done.err


def test_no_draft_and_no_file_is_one_line(factdesk: Command) -> None:
    done = factdesk("check")

    assert done.code == 2
    said = "nothing to check: name a file of statements, --pairs FILE, or write a factdesk.toml"
    assert done.err == f"factdesk: {said}\n"
