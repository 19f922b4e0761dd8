"""Whatever a person changed in an output is there after the next run: taken in, or kept and named."""

import csv
import io
import json
import stat
from collections.abc import Callable
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from openpyxl import load_workbook
from openpyxl.comments import Comment

from tests.articles import STORM
from tests.command import Command
from tests.s3 import put

FLOOD = "Aldern counted 27 flooded cellars on Monday, and 9 of 12 pumps failed, the mayor said."
BRIEF_FILES = (
    "brief.md",
    "report.html",
    "result.json",
    "worklist.csv",
    "worklist.jsonl",
    "claimreview.json",
)
RUN_FILES = (
    "results.jsonl",
    "worklist.jsonl",
    "worklist.csv",
    "not-processed.jsonl",
    "summary.json",
)

Rows = list[list[str]]


@pytest.fixture
def brief(factdesk: Command) -> Callable[[], str]:
    """Return a function that briefs the storm into `desk/storm` and returns standard error."""

    def brief() -> str:
        done = factdesk("brief", "storm.txt", "--out", "desk")
        assert done.code == 0, done.err
        return done.err

    brief()
    return brief


@pytest.fixture
def run(factdesk: Command) -> Callable[[], str]:
    """Return a function that runs a corpus of two articles into `out`, and returns what it says."""
    rows = [{"id": "storm", "text": STORM}, {"id": "flood", "text": FLOOD}]
    Path("corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    def run() -> str:
        done = factdesk("run", "corpus.jsonl", "--out", "out")
        assert done.code == 0, done.err
        return done.err

    run()
    return run


def kept(folder: Path, content: bytes) -> list[str]:
    """Return the names of the files that hold exactly such bytes."""
    return [
        path.name for path in folder.iterdir() if path.is_file() and path.read_bytes() == content
    ]


def previous(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.previous*"))


def is_kept_and_named(path: Path, write_anew: Callable[[], str]) -> None:
    changed = path.read_bytes() + b"\nMine.\n"
    path.write_bytes(changed)

    said = write_anew()

    [copy] = kept(path.parent, changed)
    assert ".previous" in copy
    assert copy in said
    assert b"Mine." not in path.read_bytes()


@pytest.mark.parametrize("name", BRIEF_FILES)
def test_a_changed_file_of_a_brief_is_kept_and_named(brief: Callable[[], str], name: str) -> None:
    is_kept_and_named(Path("desk/storm", name), brief)


@pytest.mark.parametrize("name", RUN_FILES)
def test_a_changed_file_of_a_run_is_kept_and_named(run: Callable[[], str], name: str) -> None:
    is_kept_and_named(Path("out", name), run)


def test_what_nobody_touched_is_written_anew_without_a_copy_or_a_word(
    brief: Callable[[], str], run: Callable[[], str]
) -> None:
    assert "previous" not in brief() + run()
    assert previous(Path("out")) == previous(Path("desk/storm")) == []


def _with_a_title(text: str) -> str:
    return "The desk's list\n" + text


def _with_a_cell_beyond_the_heading(text: str) -> str:
    heading, first, *rest = text.splitlines()
    return "\n".join([heading, first + ',"ask Ana"', *rest]) + "\n"


def _with_a_column_without_a_heading(text: str) -> str:
    heading, *rest = text.splitlines()
    return "\n".join([heading + ",", *(line + ',"ask Ana"' for line in rest)]) + "\n"


@pytest.mark.parametrize(
    "change", [_with_a_title, _with_a_cell_beyond_the_heading, _with_a_column_without_a_heading]
)
def test_what_no_column_holds_keeps_a_table_whole(
    brief: Callable[[], str], change: Callable[[str], str]
) -> None:
    path = Path("desk/storm/worklist.csv")
    changed = change(path.read_text("utf-8-sig"))
    path.write_text(changed, "utf-8")

    assert "worklist.previous.csv" in brief()
    assert path.with_name("worklist.previous.csv").read_text("utf-8") == changed


def test_a_workbook_that_somebody_saved_is_kept_whole_beside_its_work(
    brief: Callable[[], str],
) -> None:
    path = Path("desk/storm/worklist.xlsx")
    book = load_workbook(path)
    book["Worklist"]["A2"].comment = Comment("ask Ana", "Ana")
    book["Worklist"]["D2"] = "wrong"
    book.save(path)

    assert "worklist.previous.xlsx" in brief()
    kept = load_workbook(path.with_name("worklist.previous.xlsx"))
    assert kept["Worklist"]["A2"].comment.text == "ask Ana"
    assert load_workbook(path)["Worklist"]["D2"].value == "wrong"


def test_a_further_field_of_work_keeps_json_lines_whole(brief: Callable[[], str]) -> None:
    path = Path("desk/storm/worklist.jsonl")
    first, *rest = path.read_text("utf-8").splitlines()
    entered = json.loads(first)
    entered["work"] |= {"status": "wrong", "desk": "ask Ana"}
    path.write_text("\n".join([json.dumps(entered), *rest]) + "\n", "utf-8")

    brief()

    assert any(
        "ask Ana" in Path(path.parent, name).read_text("utf-8") for name in previous(path.parent)
    )


def test_work_in_the_json_lines_of_a_brief_is_taken_in(brief: Callable[[], str]) -> None:
    path = Path("desk/storm/worklist.jsonl")
    first, *rest = path.read_text("utf-8").splitlines()
    entered = json.loads(first)
    entered["work"] |= {"status": "wrong", "note": "it was 12"}
    path.write_text("\n".join([json.dumps(entered), *rest]) + "\n", "utf-8")

    brief()

    with Path("desk/storm/worklist.csv").open(encoding="utf-8-sig", newline="") as file:
        assert ("wrong", "it was 12") in {
            (row["status"], row["note"]) for row in csv.DictReader(file)
        }
    assert json.loads(path.read_text("utf-8").splitlines()[0])["work"]["status"] == "wrong"
    assert previous(path.parent) == []


def _with_a_column(rows: Rows) -> None:
    for number, row in enumerate(rows):
        row.append("mine" if number == 0 else "x")


def _with_a_corrected_claim(rows: Rows) -> None:
    rows[1][rows[0].index("claim")] = "Corrected."


def _with_a_line_of_a_note(rows: Rows) -> None:
    rows.append(["" if name != "note" else "ask the harbour too" for name in rows[0]])


def _with_two_notes(rows: Rows) -> None:
    note = rows[0].index("note")
    second = list(rows[1])
    rows[1][note], second[note] = "first note", "second note"
    rows.insert(2, second)


def _sorted(rows: Rows) -> None:
    rows[1:] = rows[:0:-1]


@pytest.mark.parametrize(
    "change",
    [_with_a_column, _with_a_corrected_claim, _with_a_line_of_a_note, _with_two_notes, _sorted],
)
def test_a_merged_table_that_a_person_changed_is_kept_whole(
    run: Callable[[], str], change: Callable[[Rows], None]
) -> None:
    path = Path("out/worklist.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    changed = text.getvalue().encode()
    path.write_bytes(changed)

    said = run()

    [copy] = kept(path.parent, changed)
    assert copy in said


def test_work_alone_in_a_merged_table_needs_no_copy(run: Callable[[], str]) -> None:
    path = Path("out/worklist.csv")
    with path.open(encoding="utf-8", newline="") as file:
        names, first, *rest = list(csv.reader(file))
    first[names.index("note")] = "only a note"
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, first, *rest])
    path.write_bytes(text.getvalue().encode())

    run()
    run()

    assert "only a note" in path.read_text("utf-8")
    assert previous(path.parent) == []


@pytest.mark.usefixtures("run")
def test_a_sentence_without_a_number_costs_an_article_no_merged_work(factdesk: Command) -> None:
    path = Path("out/worklist.csv")
    with path.open(encoding="utf-8", newline="") as file:
        names, *rows = list(csv.reader(file))
    for number, row in enumerate(rows):
        row[names.index("note")] = f"note {number}"
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, *rows])
    path.write_bytes(text.getvalue().encode())
    articles = [json.loads(line) for line in Path("corpus.jsonl").read_text().splitlines()]
    for article in articles:
        article["text"] = article["text"] + " Nobody else spoke."
    Path("corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in articles))

    assert factdesk("run", "corpus.jsonl", "--out", "out").code == 0

    again = path.read_text("utf-8")
    assert [number for number in range(len(rows)) if f"note {number}" not in again] == []


@pytest.mark.parametrize(
    "args",
    [
        ("check", "draft.txt", "--source", "storm.txt", "--out", "draft.txt"),
        ("check", "draft.txt", "--source", "storm.txt", "--out", "storm.txt"),
        ("check", "draft.txt", "--source", "storm.txt", "--out", "link.txt"),
        ("check", "draft.txt", "--source", "storm.txt", "--out", "hard.txt"),
        ("check", "pairs.jsonl", "--out", "storm.txt"),
        ("run", "results.jsonl", "--out", "."),
        ("run", "*.jsonl", "--out", "."),
        ("run", "file://HERE/results.jsonl", "--out", "."),
    ],
    ids=" ".join,
)
def test_no_command_writes_over_what_it_reads(factdesk: Command, args: tuple[str, ...]) -> None:
    Path("draft.txt").write_text("The storm hit 12 towns.\n")
    pair = {"statement": "The storm cut power to 480 homes.", "source_path": "storm.txt"}
    Path("pairs.jsonl").write_text(json.dumps(pair) + "\n")
    Path("link.txt").symlink_to("draft.txt")
    Path("hard.txt").hardlink_to("draft.txt")
    Path("results.jsonl").write_text(json.dumps({"id": "a", "text": FLOOD}) + "\n")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}

    done = factdesk(*(arg.replace("HERE", str(Path.cwd())) for arg in args))

    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "would be written over" in done.err
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("form", ["text", "jsonl", "sarif", "junit"])
def test_a_changed_file_of_a_check_is_kept_and_named(factdesk: Command, form: str) -> None:
    Path("draft.txt").write_text("The storm hit 12 towns.\n")

    def check() -> str:
        args = ("check", "draft.txt", "--source", "storm.txt", "--format", form)
        return factdesk(*args, "--out", "found.txt").err

    Path("found.txt").write_text("somebody's own\n")
    assert "found.txt was changed since it was written" in check()
    assert Path("found.previous.txt").read_text() == "somebody's own\n"
    is_kept_and_named(Path("found.txt"), check)


def test_results_are_as_private_as_their_folder(factdesk: Command) -> None:
    Path("corpus.jsonl").write_text(json.dumps({"id": "a", "text": FLOOD}) + "\n")
    Path("shared").mkdir(mode=0o755)

    for out in ("new", "shared"):
        assert factdesk("run", "corpus.jsonl", "--out", out).code == 0
        assert factdesk("brief", "storm.txt", "--out", f"{out}/brief").code == 0

    def modes(folder: str) -> set[int]:
        files = [path for path in Path(folder).iterdir() if path.is_file()]
        return {stat.S_IMODE(path.stat().st_mode) for path in files}

    assert stat.S_IMODE(Path("new").stat().st_mode) == 0o700
    assert modes("new") == modes("new/brief/storm") == modes("shared/brief/storm") == {0o600}
    assert modes("shared") == {0o644}


def test_a_record_that_cannot_be_written_is_one_line(factdesk: Command) -> None:
    Path("desk/storm/.factdesk-written.json").mkdir(parents=True)
    Path("out/.factdesk-written.json").mkdir(parents=True)

    for args in (("brief", "storm.txt", "--out", "desk"), ("run", "storm.txt", "--out", "out")):
        done = factdesk(*args)

        assert done.code == 2
        assert ".factdesk-written.json'" in done.err.splitlines()[-1]


# --- results at an address ---

OUT = "memory://desk/out"


def files_of(stored: MemoryFileSystem) -> dict[str, bytes]:
    return {
        path.removeprefix("/desk/out/"): stored.cat_file(path)
        for path in stored.find("/desk/out")
        if not path.endswith(".factdesk-written.json")
    }


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_changed_file_at_an_address_is_kept_and_named(
    form: str, factdesk: Command, stored: MemoryFileSystem
) -> None:
    run = ("run", "storm.txt", "--out", OUT, "--ledger", "ledger", "--format", form)
    factdesk(*run)
    written = files_of(stored)
    assert len(written) == 5
    assert factdesk(*run).err.count("kept") == 0
    assert files_of(stored) == written

    for name, content in written.items():
        stored.pipe_file(f"/desk/out/{name}", content + b"ours")
    done = factdesk(*run)

    kept = {name: raw for name, raw in files_of(stored).items() if "previous" in name}
    assert len(kept) == 5
    for name, content in written.items():
        stem, _, ending = name.rpartition(".")
        assert kept[f"{stem}.previous.{ending}"] == content + b"ours"
        assert f"{OUT}/{name} was changed since it was written" in done.err
        assert f"it is kept as {OUT}/{stem}.previous.{ending}" in done.err
    assert files_of(stored) == written | kept

    stored.pipe_file("/desk/out/worklist.csv", b"mine again")
    factdesk(*run)

    assert files_of(stored) == written | kept | {"worklist.previous-2.csv": b"mine again"}


def test_a_changed_file_in_a_bucket_is_kept_and_named(factdesk: Command, s3: str) -> None:
    run = ("run", "storm.txt", "--out", f"{s3}/out", "--ledger", "ledger")
    factdesk(*run)
    put({f"{s3}/out/worklist.csv": b"ours"})

    done = [factdesk(*run) for _ in range(2)]

    storage = fsspec.filesystem("s3")
    storage.invalidate_cache()
    assert [each.err.count("it is kept as") for each in done] == [1, 0]
    assert storage.cat_file(f"{s3}/out/worklist.previous.csv") == b"ours"
    assert b"merged_id" in storage.cat_file(f"{s3}/out/worklist.csv")


def test_what_we_did_not_write_at_an_address_is_kept(
    factdesk: Command, stored: MemoryFileSystem
) -> None:
    stored.pipe_file("/desk/out/summary.json", b"of somebody else")

    done = factdesk("run", "storm.txt", "--out", OUT, "--ledger", "ledger")

    assert files_of(stored)["summary.previous.json"] == b"of somebody else"
    assert "summary.previous.json" in done.err


def test_a_corpus_at_an_address_is_not_written_over(
    factdesk: Command, stored: MemoryFileSystem
) -> None:
    corpus = json.dumps({"text": "It cost 5 million."}).encode()
    stored.pipe_file("/desk/out/results.jsonl", corpus)

    done = factdesk("run", "memory://desk/out/results.jsonl", "--out", f"{OUT}/", "--ledger", "l")

    assert done.code == 2
    assert "would be written over, and it is read" in done.err
    assert files_of(stored) == {"results.jsonl": corpus}
