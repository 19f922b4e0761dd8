"""Taking work back: what a person filled in goes into the rows and sentences of the report.

`work_file` reads it in any form. An entry tells news where a field of it holds something that the
row does not have yet. So a file that was exported before others came in takes nothing back, and an
empty field takes nothing away. Where the files lie is the command's concern.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.errors import WorkError
from pipeline.stages.take_work.work_file import NamedWork as NamedWork
from pipeline.stages.take_work.work_file import generated_cells as generated_cells
from pipeline.stages.take_work.work_file import read_work as read_work
from pipeline.stages.take_work.work_file import shows_all as shows_all
from pipeline.stages.take_work.work_file import work_in as work_in
from pipeline.stages.take_work.work_table import WORK_COLUMNS
from schemas import (
    CheckerVerdict,
    Point,
    Report,
    Row,
    SentenceWork,
    UnlistedSentence,
    Work,
    WorkedRow,
    WorkFile,
    WorkStatus,
)

_NOTHING = Work()

Worked = Row | UnlistedSentence
"""What work is entered for: a figure, or a sentence that holds none."""


class StatusOf(NamedTuple):
    """A status, who set it, and the file that it came in; "" is the report itself."""

    status: WorkStatus
    checker: str
    name: str


class Overruled(NamedTuple):
    """A status that gave way to another one."""

    item: Worked
    lost: StatusOf
    won: StatusOf


class Conflict(NamedTuple):
    """Two files that enter different words for a row: the later wins."""

    row_id: str
    field: str
    lost: str
    lost_in: str
    won_in: str


class Unplaced(NamedTuple):
    """An entry that belongs to no row, and the file that it stands in."""

    name: str
    entry: WorkedRow


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking work in."""

    report: Report
    """The report with the work in it, and with what it says of the brief; otherwise as it was."""
    changed: tuple[Worked, ...]
    """Rows and sentences with news, as they are now."""
    unchanged: int
    """Rows that the files speak of, without news."""
    regrouped: tuple[str, ...]
    """Ids of rows whose work came by group_id from another version of the article."""
    unplaced: tuple[Unplaced, ...]
    conflicts: tuple[Conflict, ...]
    overruled: tuple[Overruled, ...]
    kept_open: Mapping[str, int]
    """By file, how many of its rows are open there and keep the status that they have here."""


def take_work(
    report: Report, files: Sequence[NamedWork], *, replace: bool = False, earlier: bool = False
) -> Taken:
    """Return the report with the work of the files, the later one winning where two disagree.

    `replace` lets an empty field erase; `earlier` lets a file be of another version of the article.
    Raises WorkError for a file that is of another article.
    """
    before: tuple[Worked, ...] = (*report.worklist.rows, *report.unlisted)
    desk = _Desk({row.row_id: row for row in before}, replace=replace)
    for file in files:
        if not earlier:
            _require_same_article(report, file.name, file.work)
        desk.take(file.name, file.work.rows)
    after = tuple(map(desk.worked, before))
    changed = [new for new, old in zip(after, before, strict=True) if new != old]
    return Taken(
        report=with_verdicts(_with_work(report, after)),
        changed=tuple(changed),
        unchanged=len(desk.spoken_of) - len(changed),
        regrouped=tuple(desk.regrouped),
        unplaced=tuple(desk.unplaced),
        conflicts=tuple(desk.conflicts),
        overruled=tuple(desk.overruled),
        kept_open=desk.kept_open,
    )


def _with_work(report: Report, worked: Sequence[Worked]) -> Report:
    sentences = (each for each in worked if isinstance(each, UnlistedSentence))
    update = {
        "rows": tuple(each for each in worked if isinstance(each, Row)),
        "sentence_work": tuple(
            SentenceWork(row_id=each.row_id, sentence_id=each.sentence_id, work=each.work)
            for each in sentences
            if each.work != _NOTHING
        ),
    }
    return report.model_copy(update={"worklist": report.worklist.model_copy(update=update)})


def with_verdicts(report: Report) -> Report:
    """Return the report with every doubt of a person in the points that rest on the figure."""
    found: dict[str, list[CheckerVerdict]] = {}
    for point_id, verdict in _told(report):
        found.setdefault(point_id, []).append(verdict)

    def told(point: Point) -> Point:
        return point.model_copy(update={"verdicts": tuple(found.get(point.point_id, ()))})

    brief = report.brief
    points = {"headline": told(brief.headline), "points": tuple(map(told, brief.points))}
    return report.model_copy(update={"brief": brief.model_copy(update=points)})


def _told(report: Report) -> Iterator[tuple[str, CheckerVerdict]]:
    """Yield each doubt with the point that it is told beside: figures by rank, then sentences."""
    shown = {point.point_id: point for point in (report.brief.headline, *report.brief.points)}
    for row in report.worklist.rows:
        if row.work.status.is_doubt:
            verdict = _verdict(row, row.quantity.label())
            yield from ((point_id, verdict) for point_id in row.point_ids)
    for sentence in report.unlisted:
        if sentence.work.status.is_doubt:
            verdict = _verdict(sentence, sentence.text)
            for point_id, point in shown.items():
                if sentence.sentence_id in point.sentence_ids:
                    yield point_id, verdict


def _verdict(row: Worked, figure: str) -> CheckerVerdict:
    work = row.work
    return CheckerVerdict(
        row_id=row.row_id, figure=figure, status=work.status, note=work.note, checker=work.checker
    )


def _require_same_article(report: Report, name: str, work: WorkFile) -> None:
    article = report.article
    if work.article_id not in {None, article.article_id}:
        raise WorkError(
            f"{name} is work on another text (article {work.article_id}, not {article.article_id}, "
            f"which is {article.source!r}): if that is an earlier version of this article, give "
            "--earlier-version, and rows are found by their figure"
        )


def is_worked(entry: WorkedRow | Work) -> bool:
    """Return whether anything was entered."""
    return bool(_entered(entry))


def holds_work(work: Work, entry: WorkedRow) -> bool:
    """Return whether all that was entered is in the work."""
    entered = _entered(entry)
    evidence = set(entered.pop("evidence", ())) <= set(work.evidence)
    return evidence and all(value == getattr(work, name) for name, value in entered.items())


def _entered(entry: WorkedRow | Work) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in WORK_COLUMNS}
    return {name: v for name, v in values.items() if v not in {None, getattr(_NOTHING, name)}}


class _News(NamedTuple):
    """What a file enters into a field."""

    name: str
    value: Any


@dataclass(slots=True)
class _Desk:
    """Gathers for each row what the files say of it."""

    rows: dict[str, Worked]
    replace: bool
    news: dict[tuple[str, str], _News] = field(default_factory=dict)
    spoken_of: dict[str, None] = field(default_factory=dict)
    regrouped: dict[str, None] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    overruled: list[Overruled] = field(default_factory=list)
    kept_open: Counter[str] = field(default_factory=Counter)
    statuses: dict[str, StatusOf] = field(default_factory=dict)
    """The last status that the files set, by row."""

    def take(self, name: str, entries: Sequence[WorkedRow]) -> None:
        """Take the entries of a file in."""
        homes = rows_by_group(self.rows.values(), entries)
        for entry in entries:
            row_id = entry.row_id if entry.row_id in self.rows else homes.get(entry.row_id)
            if row_id is not None:
                self._enter(name, row_id, entry)
            elif is_worked(entry):
                self.unplaced.append(Unplaced(name, entry))
        regrouped = (
            homes[entry.row_id] for entry in entries if entry.row_id in homes and is_worked(entry)
        )
        self.regrouped |= dict.fromkeys(regrouped)

    def _enter(self, name: str, row_id: str, entry: WorkedRow) -> None:
        self.spoken_of[row_id] = None
        there, entered = self.rows[row_id].work, _entered(entry)
        for column in WORK_COLUMNS:
            value = getattr(entry, column)
            counts = column in entered or (self.replace and value is not None)
            if counts and value != getattr(there, column):
                self._put((row_id, column), _News(name, value))
        if entry.status is not None:
            self._note_status(row_id, StatusOf(entry.status, entry.checker or "", name))

    def _note_status(self, row_id: str, given: StatusOf) -> None:
        """Keep count of what a status in a file overrules, and of what it leaves as it is."""
        item = self.rows[row_id]
        before = self.statuses.get(row_id, StatusOf(item.work.status, item.work.checker, ""))
        if given.status in {before.status, item.work.status}:
            return  # no news
        if given.status is WorkStatus.OPEN and not self.replace:
            self.kept_open[given.name] += 1
            return
        self.statuses[row_id] = given
        if before.status is not WorkStatus.OPEN:
            self.overruled.append(Overruled(item, before, given))

    def _put(self, key: tuple[str, str], news: _News) -> None:
        before = self.news.get(key)
        row_id, column = key
        if before is not None and before.value != news.value and column != "status":
            if column == "evidence" and not self.replace:
                news = _News(news.name, _joined(before.value, news.value))
            else:
                self.conflicts.append(
                    Conflict(row_id, column, _shown(before.value), before.name, news.name)
                )
        self.news[key] = news

    def worked(self, row: Worked) -> Worked:
        """Return the row with the news in its work."""
        changes = {
            name: self.news[row.row_id, name].value
            for name in WORK_COLUMNS
            if (row.row_id, name) in self.news
        }
        if not changes:
            return row
        if "evidence" in changes and not self.replace:
            changes["evidence"] = _joined(row.work.evidence, changes["evidence"])
        work = row.work.model_copy(update=changes)
        return row if work == row.work else row.model_copy(update={"work": work})


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _shown(value: object) -> str:
    return " · ".join(value) if isinstance(value, tuple) else str(value)


def rows_by_group(rows: Collection[Worked], entries: Sequence[WorkedRow]) -> dict[str, str]:
    """Return for ids that the worklist does not have the id of the one row with their figure.

    Clear it is where one row has the figure, one entry has it, and no entry names the row itself.
    """
    known = {row.row_id for row in rows}
    named = {entry.row_id for entry in entries}
    strangers = {
        entry.row_id: entry.group_id
        for entry in entries
        if entry.row_id and entry.group_id and entry.row_id not in known
    }
    there, here = Counter(strangers.values()), Counter(row.group_id for row in rows)
    homes = {row.group_id: row.row_id for row in rows}
    return {
        row_id: homes[group]
        for row_id, group in strangers.items()
        if here[group] == there[group] == 1 and homes[group] not in named
    }
