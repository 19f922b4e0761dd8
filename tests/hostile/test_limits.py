"""No input stops a run: what takes too much time or memory costs its article alone, and says so."""

import asyncio
import gc
import gzip
import io
import json
import os
import resource
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from coverage import Coverage
from openpyxl import Workbook

from pipeline import limits
from pipeline.cli import brief
from pipeline.corpus.processes import Workers
from pipeline.corpus.reading import csv_table, feed, file_rows
from pipeline.errors import ArticleError, CorpusError, FactdeskError, WorkError
from pipeline.limits import Clock, Limits
from pipeline.stages import check_statements
from pipeline.stages.read_article import read_article
from pipeline.stages.take_work import work_in
from tests.command import Command

LITTLE = Limits(seconds=1, megabytes=400)


@pytest.fixture(autouse=True)
def only_our_code_runs() -> Iterator[None]:
    """Let the time be up in the work alone, as it is for a user.

    What measures tests runs in between: coverage.py would keep its lock for ever, and what
    hypothesis has Python call at each collection of garbage drops what is raised there.
    """
    measured, called = Coverage.current(), gc.callbacks[:]
    gc.callbacks.clear()
    if measured:
        measured.stop()
    yield
    if measured:
        measured.start()
        os.environ.pop("COVERAGE_PROCESS_CONFIG", None)  # as tests/conftest.py has it
    gc.callbacks.extend(called)


def go_on_for_ever() -> str:
    while True:
        with suppress(Exception):  # as a library does that goes on whatever happens
            sum(range(1_000))


def take_all_memory() -> str:
    return "".join(["x" * 50_000_000 + str(number) for number in range(100)])


def end_the_process() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def stay() -> str:
    return "done"


def kept(most: Limits, work: Callable[[], str]) -> str | FactdeskError:
    try:
        return most.keep(work, "story.txt")
    except FactdeskError as error:
        return error


async def told(*works: Callable[[], str]) -> list[str]:
    async with Workers(2, LITTLE) as workers:
        return [
            str(told) for told in await asyncio.gather(*(workers(kept, LITTLE, w) for w in works))
        ]


def test_what_is_too_slow_too_large_or_ends_its_process_costs_no_other_its_result() -> None:
    ended = asyncio.run(told(go_on_for_ever, stay, take_all_memory, stay, end_the_process, stay))

    assert ended[1::2] == ["done"] * 3
    assert "story.txt: took more than 1 s of work" in ended[0]
    assert "story.txt: needs more memory than 400 MB" in ended[2]
    assert "ended twice" in ended[4]


def test_a_limit_is_kept_in_the_main_thread_of_this_process_and_leaves_no_trace() -> None:
    before = signal.getsignal(signal.SIGPROF)

    with pytest.raises(
        ArticleError, match="more than 1 s of work: give it in parts, or more --max-s"
    ):
        Limits(seconds=1).keep(go_on_for_ever, "story.txt")

    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


# --- what is read is bounded by what it holds, not by what it says of itself ---

ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>row_id</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>r1</t></is></c></row>'
)
FAR_COLUMNS = "".join(f'<row r="{at}"><c r="XFD{at}"/></row>' for at in range(3, 1_300))
STRING = "<si><t>a</t></si>"
SPREADSHEETS = {
    "a row that no sheet has": ("xl/worksheets/sheet1.xml", '<row r="99999999999"><c/></row>'),
    "many wide rows": ("xl/worksheets/sheet1.xml", FAR_COLUMNS),
    "a long row": ("xl/worksheets/sheet1.xml", f"<row>{'<c/>' * 300_000}</row>"),
    "many empty rows": ("xl/worksheets/sheet1.xml", "<row/>" * 1_100_000),
    "rows in rows": ("xl/worksheets/sheet1.xml", "<row>" * 1_100_000),
    "many strings": ("xl/sharedStrings.xml", f"<sst>{STRING * 1_100_000}</sst>"),
    "many styles": ("xl/styles.xml", "<xf/>" * 300_000),
    "what unpacks to a lot": ("xl/media/image1.png", "a" * 201_000_000),
}


def spreadsheet(member: str, content: str) -> bytes:
    """Return a workbook with a part of it replaced; a sheet keeps two rows that it should have."""
    plain, packed = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    sheet = f"<worksheet xmlns={NAMESPACE!r}><sheetData>{ROWS}{content}</sheetData></worksheet>"
    parts = {member: sheet if member.startswith("xl/worksheets") else content}
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), member}:
            new.writestr(name, parts.get(name) or old.read(name))
    return packed.getvalue()


NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize("name", SPREADSHEETS)
def test_a_small_workbook_with_large_contents_is_refused_in_a_line(name: str) -> None:
    raw = spreadsheet(*SPREADSHEETS[name])

    with pytest.raises(WorkError, match=r"than a worklist|over the limit") as refused:
        work_in("work.xlsx", raw)

    assert len(raw) < 300_000
    assert "\n" not in str(refused.value)


def test_a_workbook_with_a_stray_cell_at_its_end_is_read() -> None:
    last = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>r2</t></is></c></row>'

    work = work_in("work.xlsx", spreadsheet("xl/worksheets/sheet1.xml", last)).work

    assert [row.row_id for row in work.rows] == ["r1", "r2"]


@pytest.mark.parametrize("text", ["row_id" + "," * 3_000_000 + "\nr1" * 10, "," * 21_000_000])
def test_a_table_of_work_with_more_cells_than_a_worklist_is_refused_in_a_line(text: str) -> None:
    with pytest.raises(WorkError, match="more rows and cells than a worklist"):
        work_in("work.csv", text.encode())


def test_an_element_of_a_feed_with_more_attributes_than_any_is_refused() -> None:
    attributes = " ".join(f"a{number}='>'" for number in range(20_000))
    feed_with = f"<rss version='2.0'><channel><item><x {attributes}/></item></channel></rss>"

    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(CorpusError, match="an element with more than 500 attributes"):
            list(feed.rows(io.BytesIO(feed_with.encode(encoding))))


def test_a_feed_that_nests_deep_is_read() -> None:
    nested = "<x>" * 10_000 + "</x>" * 10_000
    title = "<title>It rose 5%</title>"
    feed_with = f"<rss version='2.0'><channel><item>{title}{nested}</item></channel></rss>"

    (entry,) = feed.rows(io.BytesIO(feed_with.encode()))

    assert feed.values(entry.raw)["title"] == "It rose 5%"  # type: ignore[arg-type]


def test_a_table_with_a_million_columns_is_read() -> None:
    table = "text" + ",a" * 1_000_000 + "\nIt rose 5%.\n"

    (row,) = csv_table.rows(io.BytesIO(table.encode()), delimiters=",")

    assert csv_table.values(row.raw) == {"text": "It rose 5%."}  # type: ignore[arg-type]


def test_of_a_line_without_end_no_more_is_read_than_a_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(file_rows, "_MOST_LINE_BYTES", 20_000_000)
    bomb = gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(bytes(60_000_000))))

    with pytest.raises(CorpusError, match="what follows is not read"):
        list(file_rows.lines(bomb))  # type: ignore[arg-type]

    assert bomb.tell() < 30_000_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("off = " + "[" * 20_000, "nests too deep"),
        ("a." * 5_000 + "a = 1", "nests too deep"),
        ("#" * 50_000, "over the limit of 30,000 bytes"),
    ],
)
def test_a_desk_file_that_nests_or_is_large_is_one_line(
    factdesk: Command, content: str, said: str
) -> None:
    Path("desk.toml").write_text(content)

    done = factdesk("brief", "storm.txt", "--desk", "desk.toml")

    assert done.code == 2
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1


# --- a run ---

WORST = {
    "sums": "5 + 5 = 10, " * 8_000,
    "one word": "5a" * 100_000,
    "dates": "May 5, 2020, " * 2_000,
    "dates in digits": "2020-05-06 " * 2_000,
    "names": "AB12" * 5_000,
    "letters": "R1 P2 " * 3_000,
    "nested": "(1 " * 5_000,
    "millions": "million " * 3_000,
    "hyphens": "twenty-one-" * 2_000,
    "first day": "It rose 5% yesterday, two years ago and last week.",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus of 100 articles, of which 10 are the worst that we know."""
    calm = [
        {"id": f"calm-{number}", "text": f"The storm cut power to {number} homes on Monday. " * 3}
        for number in range(90)
    ]
    worst = [
        {"id": name, "text": text, "published_at": "0001-01-01"} for name, text in WORST.items()
    ]
    rows = [row for at in range(10) for row in (*calm[9 * at : 9 * at + 9], worst[at])]
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return corpus


def test_a_run_over_the_worst_ends_with_all_others_done_and_names_what_is_not(
    factdesk: Command, corpus: Path
) -> None:
    done = factdesk("run", str(corpus), "--out", "out", "--max-seconds", "1", "--processes", "2")

    results = map(json.loads, Path("out/results.jsonl").read_text().splitlines())
    finished = {line["id"] for line in results if line["status"] == "done"}
    named = Path("out/not-processed.jsonl")
    reasons = {
        line["id"]: line["reason"]
        for line in map(json.loads, named.read_text().splitlines() if named.exists() else ())
    }
    assert done.code == (3 if reasons else 0)
    assert len(finished) + len(reasons) == 100
    assert set(reasons) <= set(WORST) - {"first day"}
    assert all("took more than 1 s of work" in reason for reason in reasons.values())


def test_of_several_briefs_the_one_that_takes_too_long_is_named(factdesk: Command) -> None:
    Path("calm.txt").write_text("The storm cut power to 480 homes on Monday.")
    Path("worst.txt").write_text("5 + 5 = 10, " * 40_000)

    done = factdesk("brief", "calm.txt", "worst.txt", "--out", "out", "--max-seconds", "1")

    assert done.code == 3
    assert "not processed: worst.txt: took more than 1 s of work" in done.err
    assert Path("out/calm/result.json").is_file()


# --- one article, statements and pairs ---

CALM = "The storm cut power to 480 homes on Monday."
TOO_LONG = "5 + 5 = 10, " * 40_000


def test_a_lone_brief_that_takes_too_long_is_one_line(factdesk: Command) -> None:
    Path("worst.txt").write_text(TOO_LONG)

    done = factdesk("brief", "worst.txt", "--out", "out", "--max-seconds", "1")

    said = "worst.txt: took more than 1 s of work: give it in parts, or more --max-seconds"
    assert done.code == 2
    assert done.err.splitlines() == [f"factdesk: {said}"]
    assert not Path("out/worst/result.json").exists()


def test_time_that_is_up_while_an_object_is_deleted_is_told_afterwards() -> None:
    class Deleted:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGPROF)

    LITTLE.keep(lambda: Deleted() is None)
    with pytest.raises(ArticleError, match="took more than 1 s of work"):
        LITTLE.keep(lambda: signal.raise_signal(signal.SIGPROF))


def test_the_steps_of_an_article_share_its_time() -> None:
    clock = Clock(seconds=0.5)

    # Processor time, so a busy machine adds nothing; a system may count it in hundredths.
    assert LITTLE.keep(lambda: sum(range(2_000_000)), clock=clock) > 0
    assert clock.seconds > 0.5
    clock.seconds = 5.0
    with pytest.raises(ArticleError, match="took more than 1 s of work"):
        LITTLE.keep(go_on_for_ever, "story.txt", clock=clock)


def test_of_several_briefs_what_takes_too_long_to_read_is_named(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reading(source: str, **_: object) -> object:
        return go_on_for_ever() if source == "worst.txt" else read_article(source)

    monkeypatch.setattr(brief, "read_article", reading)

    done = factdesk("brief", "worst.txt", "storm.txt", "--out", "out", "--max-seconds", "3")

    assert done.code == 3
    assert "not processed: worst.txt: took more than 3 s of work" in done.err
    assert Path("out/storm/result.json").is_file()


STEPS = {
    "reading": "read_article",
    "drafting": "drafted_by_rule",
    "reporting": "assemble",
    "writing": "write_report",
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_each_step_of_a_lone_brief_has_its_memory_limited(
    step: str, factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief, step, lambda *_, **__: take_all_memory())
    before = resource.getrlimit(resource.RLIMIT_DATA)

    done = factdesk("brief", "storm.txt", "--out", "out", "--max-memory", "200")

    assert done.code == 2
    assert "storm.txt: needs more memory than 200 MB: give it in parts" in done.err
    assert len(done.err.splitlines()) == 1
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_a_process_that_is_bounded_already_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    set_bounds: list[object] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (10**12, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", lambda *given: set_bounds.append(given))

    assert LITTLE.keep(stay) == "done"
    assert set_bounds == []


def test_memory_has_no_limit_where_the_system_does_not_tell_what_is_held(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(limits, "_HELD", tmp_path / "statm")

    assert LITTLE.keep(lambda: len(bytearray(500_000_000))) == 500_000_000


def test_a_statement_that_takes_too_long_costs_no_other_its_verdict(factdesk: Command) -> None:
    Path("draft.txt").write_text(f"{CALM}\n{TOO_LONG}\n{CALM}\n")
    Path("calm.txt").write_text(CALM)

    done = factdesk(
        *("check", "draft.txt", "--source", "calm.txt", "--max-seconds", "3"),
        *("--format", "jsonl"),
    )

    assert done.code == 3
    assert len(done.out.splitlines()) == 2
    assert "not checked: draft.txt, line 2: took more than 3 s of work" in done.err


def test_a_source_that_takes_too_long_does_so_once(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("draft.txt").write_text(f"{CALM}\n" * 3)
    Path("long.txt").write_text(CALM)
    read: list[object] = []

    def endless(article: object) -> str:
        read.append(article)
        return go_on_for_ever()

    monkeypatch.setattr(check_statements, "Source", endless)

    done = factdesk("check", "draft.txt", "--source", "long.txt", "--max-seconds", "1")

    assert done.code == 3
    assert done.err.count("long.txt: took more than 1 s of work") == 3
    assert len(read) == 1


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_row_that_takes_too_long_costs_no_other_its_result(
    factdesk: Command, workers: str
) -> None:
    rows = [{"statement": text, "source": CALM} for text in (CALM, TOO_LONG, *[CALM] * 70)]
    Path("pairs.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))

    done = factdesk("check", "--pairs", "pairs.jsonl", "--workers", workers, "--max-seconds", "3")

    reasons = [json.loads(line)["reason"] for line in done.out.splitlines()]
    assert done.code == 3
    assert [number for number, reason in enumerate(reasons) if reason] == [1]
    assert reasons[1].startswith("took more than 3 s of work")
