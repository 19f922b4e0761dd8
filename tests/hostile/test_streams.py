"""No command prints or writes for people what steers a terminal or turns the direction of text."""

import csv
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.articles import STORM
from tests.command import Command, Done

NASTY = "\x1b[31m\u202e\x9b2J\u200f\u2066"
STEERING = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
ARTICLE = f"""Storm {NASTY}cuts power

Some 480 {NASTY}homes lost power on Monday, said Mayor Ada{NASTY} Lund. That is 10 percent of the
4,000 homes of the town{NASTY}. Repairs cost $3.2 million{NASTY}, up from $5.1 million.
"""
STATEMENTS = f"Some 490 {NASTY}homes lost power.\nRepairs cost $3.2 billion{NASTY}.\n"
NAME = f"st{NASTY}orm"


@pytest.fixture
def desk(factdesk: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return the command in a folder of files whose text, names and ids steer a terminal."""
    monkeypatch.setenv("FACTDESK_CACHE_DIR", f"cache{NASTY}")
    Path(f"{NAME}.txt").write_text(ARTICLE)
    Path(f"{NAME}-2.txt").write_text(ARTICLE.replace("480", "520"))
    Path(f"draft{NASTY}.txt").write_text(STATEMENTS)
    Path("tapes").mkdir()
    Path(f"tapes/{NASTY}.yaml").write_text(f"interactions: {{a: '{NASTY!a}'")
    rows: list[dict[str, str]] = [
        {"id": f"a{NASTY}", "text": ARTICLE, "title": f"T{NASTY}", "url": f"http://x.test/{NASTY}"},
        {"id": f"a{NASTY}", "text": STORM},
        {"id": f"b{NASTY}", "body": STORM},
    ]
    Path(f"c{NASTY}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    pairs = [{"statement": STATEMENTS, "source": ARTICLE}, {"statement": f"5{NASTY}"}]
    Path("pairs.jsonl").write_text("".join(f"{json.dumps(pair)}\n" for pair in pairs))
    folder = Path(f"in{NASTY}")
    folder.mkdir()
    (folder / f"{NAME}.txt").write_text(ARTICLE)
    (folder / f"{NAME.replace(chr(27), '')}.txt").write_text(ARTICLE)
    (folder / "x\u202e.pdf").touch()
    return factdesk


def commands() -> list[tuple[str, ...]]:
    """Return command lines that between them reach every format and every line for people."""
    story, draft, corpus = f"{NAME}.txt", f"draft{NASTY}.txt", f"c{NASTY}.jsonl"
    briefs = "text markdown html json jsonl csv claimreview github sarif junit".split()
    checks = "text jsonl github sarif junit".split()
    return [
        *(("brief", story, "--format", form) for form in briefs),
        ("brief", story, "--out", f"o{NASTY}"),
        ("brief", story, "missing\u202e.txt", "--dry-run"),
        *(("check", draft, "--source", story, "--format", form) for form in checks),
        ("check", draft, f"no{NASTY}.txt", "--source", story, "--out", f"checked{NASTY}.txt"),
        ("check", "--pairs", "pairs.jsonl"),
        ("check", "--pairs", f"no{NASTY}.jsonl"),
        ("run", corpus, "--out", f"r{NASTY}", "--folders"),
        ("run", corpus, "--out", "two", "--progress", "jsonl", "--bom"),
        ("run", f"in{NASTY}", "--out", "three"),
        ("run", f"in{NASTY}", "--dry-run"),
        ("run", corpus, "--out", "four", "--columns", f"text={NASTY}"),
        ("run", f"no{NASTY}", "--out", "five"),
        *(
            ("diff", story, f"{NAME}-2.txt", "--format", form)
            for form in ("text", "markdown", "json")
        ),
        ("worklist", "import", f"o{NASTY}/st-31m-2jorm/result.json", f"no{NASTY}.csv"),
        ("cassette", "check", "tapes"),
        ("cache", "stats"),
        ("doctor", "--no-network", "--model", f"m{NASTY}"),
        ("checks", f"X{NASTY}"),
        ("schema", f"x{NASTY}"),
        ("brief", story, "--model", f"m{NASTY}"),
        ("brief", story, "--model", "gguf:m", "--dry-run"),
        ("brief", story, "--desk", f"desk{NASTY}.toml"),
        ("brief", story, f"--{NASTY}"),
        ("brief", story, "--window", NASTY),
        (f"brief{NASTY}",),
    ]


def steered(done: Done) -> list[str]:
    """Return what steers in what was printed, and the words around it."""
    printed = done.out + done.err
    return [printed[max(0, m.start() - 60) : m.end() + 9] for m in STEERING.finditer(printed)]


def texts_of(path: Path) -> list[str]:
    """Return the texts in a file: of a workbook, of all its parts."""
    if path.suffix != ".xlsx":
        return [path.read_text(encoding="utf-8", errors="surrogatepass")]
    with zipfile.ZipFile(path) as book:
        return [book.read(name).decode() for name in book.namelist()]


def test_no_command_steers_the_terminal_or_turns_text(desk: Command) -> None:
    done = {command: desk(*command) for command in commands()}

    assert {each.code for each in done.values()} <= {0, 1, 2, 3}
    assert {command: found for command, each in done.items() if (found := steered(each))} == {}
    assert (
        "Ids given more than once"
        in done["run", f"c{NASTY}.jsonl", "--out", f"r{NASTY}", "--folders"].out
    )
    assert "⟦U+202E⟧" in done["brief", f"{NAME}.txt", "--format", "markdown"].out


def test_no_file_for_people_turns_text_and_json_escapes_what_steers(desk: Command) -> None:
    given = set(Path().rglob("*"))
    for command in commands():
        desk(*command)

    written = [path for path in Path().rglob("*") if path.is_file() and path not in given]
    kinds: dict[str, list[Path]] = {}
    for path in written:
        kinds.setdefault(path.suffix, []).append(path)
    assert {".md", ".html", ".csv", ".xlsx", ".json", ".jsonl", ".txt"} <= set(kinds)
    for suffix in (".md", ".html", ".csv", ".xlsx", ".txt"):
        assert not [p for p in kinds[suffix] for text in texts_of(p) if STEERING.search(text)]
    for suffix in (".json", ".jsonl"):
        assert not [p for p in kinds[suffix] for text in texts_of(p) if CONTROLS.search(text)]


@pytest.mark.parametrize("name", ["worklist.csv", "worklist.xlsx"])
def test_what_a_person_typed_comes_back_as_typed_from_either_table(
    factdesk: Command, name: str
) -> None:
    typed = "\u200fשלום\u202e 12 \x85"
    factdesk("brief", "storm.txt", "--out", "out")
    folder = Path("out/storm")
    with (folder / "worklist.csv").open(newline="") as file:
        header, first, *rest = csv.reader(file)
    first[header.index("note")] = typed
    with Path("work.csv").open("w", newline="") as file:
        csv.writer(file).writerows([header, first, *rest])
    result = str(folder / "result.json")

    factdesk("worklist", "import", result, "work.csv")
    shown = [text for text in texts_of(folder / name) if "⟦U+200F⟧" in text]
    Path("again").mkdir()
    (folder / name).rename(Path("again") / name)
    Path(result).unlink()
    factdesk("brief", "storm.txt", "--out", "out")
    factdesk("worklist", "import", result, f"again/{name}")

    assert len(shown) == 1
    row = json.loads(Path(result).read_text())["worklist"]["rows"][0]
    assert row["work"]["note"] == typed.strip()
