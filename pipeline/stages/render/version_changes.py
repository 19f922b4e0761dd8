"""What changed between two versions of an article, on a terminal and as Markdown."""

import textwrap
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from pipeline.stages.render.brief_text import figure_of
from pipeline.stages.render.work_words import work_words
from pipeline.text.escaping import markdown_text, printable
from schemas import (
    Attribution,
    Changes,
    Difference,
    LedgerCounts,
    PointPair,
    Role,
    Row,
    RowPair,
    SentencePair,
    Standing,
    Work,
)

_CLIP = 240
_CONTEXT_WORDS = 12
"""Words shown on either side of what changed."""
_TOLD = (Role.HEADLINE, Role.LEDE, Role.CAPTION)
"""Parts of an article that a figure may have come up into; in the body it is where most are."""


class Marked(NamedTuple):
    """A text beside another version of it, in runs of words, every other one only in this one."""

    label: str
    runs: tuple[str, ...]
    """The first, third and so on stand in both versions; any may be empty."""
    marks: tuple[str, str]
    """What stands around a run that the other version does not have, on a terminal."""
    in_markdown: str


Line = str | Marked


class Item(NamedTuple):
    """One entry of a section: its mark, its heading and the lines below it."""

    mark: str
    heading: Line
    lines: tuple[Line, ...] = ()


def summary_of(changes: Changes) -> tuple[str, ...]:
    """Return the versions, how many rows became what and, where there are any, how checks stand."""
    changed = sum(bool(pair.differences) for pair in changes.pairs)
    counts = (
        f"{changed} changed, {len(changes.added)} new, {len(changes.removed)} removed, "
        f"{len(changes.pairs) - changed} as before"
    )
    versions = f"{changes.old.source} → {changes.new.source}"
    standing = [pair.work for pair in changes.pairs]
    sentences = [pair.new is not None for pair in changes.sentences]
    gone = sum(row.work != Work() for row in changes.removed) + sentences.count(False)
    stand = standing.count(Standing.STANDS) + sentences.count(True)
    again = standing.count(Standing.LOOK_AGAIN)
    if not stand + again + gone:
        return versions, counts
    checks = (
        f"Checks done by hand: {stand} stand, {again} to look at again, {gone} on what was removed"
    )
    return versions, counts, checks


def sections_of(changes: Changes) -> dict[str, list[Item]]:
    """Return the sections that hold something, in the order in which to look at them."""
    changed = [pair for pair in changes.pairs if pair.differences]
    same = [pair for pair in changes.pairs if not pair.differences]
    stands = [pair for pair in same if pair.work]
    noted = [pair for pair in same if not pair.work and _notes(pair)]
    ledgers = _counts(changes.old.ledger), _counts(changes.new.ledger)
    sections = {
        "Changed": [_changed(pair) for pair in changed],
        "New": [_added(row) for row in changes.added],
        "Removed": [
            *(_removed(row) for row in changes.removed),
            *(Item("-", *_sentence(pair)) for pair in changes.sentences if pair.new is None),
        ],
        "Still stands": [
            Item("✓", figure_of(pair.new), (work_words(pair.old.work), *_notes(pair)))
            for pair in stands
        ]
        + [Item("✓", *_sentence(pair)) for pair in changes.sentences if pair.new],
        "As before, but": [Item("·", figure_of(pair.new), _notes(pair)) for pair in noted],
        "The brief": [_point(point) for point in changes.points],
        "The ledger": [Item("·", " → ".join(ledgers))] if ledgers[0] != ledgers[1] else [],
    }
    return {title: items for title, items in sections.items() if items}


def lapsed_lines(changes: Changes) -> tuple[str, ...]:
    """Return a line for each row whose work does not stand in the new version, and why."""
    again = [
        f"{pair.old.quantity.label()} ({work_words(pair.old.work)}): {', '.join(_reasons(pair))}"
        for pair in changes.pairs
        if pair.work is Standing.LOOK_AGAIN
    ]
    gone = [
        f"{row.quantity.label()} ({work_words(row.work)}): not in this version"
        for row in changes.removed
        if row.work != Work()
    ]
    sentences = [
        f"{_clipped(pair.old.text)} ({work_words(pair.old.work)}): not in this version"
        for pair in changes.sentences
        if pair.new is None
    ]
    return (*again, *gone, *sentences)


def _changed(pair: RowPair) -> Item:
    old, new = pair.old.quantity.label(), figure_of(pair.new)
    is_other = Difference.FIGURE in pair.differences
    was, now = _marked(pair.old.quote, pair.new.quote)
    lines: list[Line] = [", ".join(_reasons(pair)), was, now]
    lines += [f"look again; it was {work_words(pair.old.work)}"] if pair.work else []
    return Item("~", f"{old} → {new}" if is_other else new, (*lines, *_notes(pair)))


def _reasons(pair: RowPair) -> Iterator[str]:
    for difference in pair.differences:
        match difference:
            case Difference.FIGURE:
                yield f"the figure is now {pair.new.quantity.label()}"
            case Difference.ATTRIBUTION:
                before, after = _source(pair.old.attribution), _source(pair.new.attribution)
                yield f"said by {before} before, by {after} now"
            case Difference.WORDING:
                yield "the wording changed"


def _source(attribution: Attribution) -> str:
    return f"{attribution.name or 'nobody named'} ({attribution.voice})"


def _added(row: Row) -> Item:
    alerts = ", ".join(sorted({flag.check for flag in row.flags if flag.alert}))
    lines = [_clipped(row.quote), *([f"fires {alerts}"] if alerts else [])]
    return Item("+", figure_of(row), tuple(lines))


def _removed(row: Row) -> Item:
    work = [f"it was {work_words(row.work)}"] if row.work != Work() else []
    return Item("-", figure_of(row), (_clipped(row.quote), *work))


def _sentence(pair: SentencePair) -> tuple[str, tuple[str, ...]]:
    return _clipped(pair.old.text), (work_words(pair.old.work),)


def _notes(pair: RowPair) -> tuple[str, ...]:
    """Return where the figure has moved to, and its score where other checks alert."""
    moved = [role for role in pair.moved if role in _TOLD]
    notes = [f"in the {' and '.join(moved)} now"] if moved else []
    fires = [f"{check_id} fires" for check_id in pair.alerts_raised]
    fires += [f"{check_id} fires no longer" for check_id in pair.alerts_cleared]
    if fires:
        notes.append(f"score {pair.old.score} → {pair.new.score}: {', '.join(fires)}")
    return tuple(notes)


def _point(point: PointPair) -> Item:
    if point.old is None or point.new is None:
        return Item("+" if point.old is None else "-", _clipped(point.new or point.old or ""))
    was, now = _marked(point.old, point.new)
    return Item("~", now._replace(label=""), (was,))


def _marked(old: str, new: str) -> tuple[Marked, Marked]:
    """Return both versions with the words marked that the other does not have."""
    before, after = old.split(), new.split()
    was, now = [""], [""]
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    at_old = at_new = 0
    for block in same:
        common = _shortened(before[block.a : block.a + block.size])
        was += [" ".join(before[at_old : block.a]), common]
        now += [" ".join(after[at_new : block.b]), common]
        at_old, at_new = block.a + block.size, block.b + block.size
    return (
        Marked("was: ", tuple(was), ("[-", "-]"), "~~"),
        Marked("now: ", tuple(now), ("{+", "+}"), "**"),
    )


def _shortened(words: list[str]) -> str:
    """Return words that both versions have, the middle of many left out."""
    if len(words) <= 2 * _CONTEXT_WORDS:
        return " ".join(words)
    return " ".join([*words[:_CONTEXT_WORDS], "…", *words[-_CONTEXT_WORDS:]])


def _counts(ledger: LedgerCounts) -> str:
    return (
        f"{ledger.quantities} quantities ({ledger.covered} covered, {ledger.swept} swept, "
        f"{ledger.set_aside} set aside)"
    )


def _clipped(text: str) -> str:
    return textwrap.shorten(text, _CLIP, placeholder=" …")


_STYLES = {"~": "bold yellow", "+": "bold", "-": "bold red", "✓": "green", "·": "dim"}
_MARGIN, _INDENT = (0, 0, 0, 1), (0, 0, 0, 4)


def show_changes(changes: Changes, console: Console) -> None:
    """Print what changed, what is new, what was removed and which checks still stand."""
    versions, *counts = summary_of(changes)
    console.print(Text(_line(versions), style="bold"))
    for line in counts:
        console.print(Text(_line(line)))
    for title, items in sections_of(changes).items():
        console.print()
        console.print(Text(title, style="bold"))
        for item in items:
            heading = Text.assemble((f"{item.mark} ", _STYLES[item.mark]), _text(item.heading))
            console.print(Padding(heading, _MARGIN, expand=False))
            for each in item.lines:
                below = _text(each)
                below.style = "dim"
                console.print(Padding(below, _INDENT, expand=False))


def changes_markdown(changes: Changes) -> str:
    """Return the same as Markdown, the article's words shown as they are."""
    versions, *counts = summary_of(changes)
    blocks = [f"# {markdown_text(versions)}", *(markdown_text(line) for line in counts)]
    for title, items in sections_of(changes).items():
        blocks += [f"## {title}", "\n".join(map(_entry, items))]
    return "\n\n".join(blocks) + "\n"


def _entry(item: Item) -> str:
    mark = f"{item.mark} " if item.mark == "✓" else ""
    below = (f"  - {_markdown(line)}" for line in item.lines)
    return "\n".join([f"- {mark}{_markdown(item.heading)}", *below])


def _text(line: Line) -> Text:
    """Return a line for a terminal; what changed is told by signs, and by bold letters."""
    if isinstance(line, str):
        return Text(_line(line))
    first, last = line.marks
    words = (
        (f"{first}{_line(run)}{last}", "bold not dim") if at % 2 else (_line(run), "")
        for at, run in enumerate(line.runs)
        if run
    )
    return Text.assemble(line.label, Text(" ").join(Text(*each) for each in words))


def _markdown(line: Line) -> str:
    if isinstance(line, str):
        return markdown_text(line)
    sign = line.in_markdown
    words = (
        f"{sign}{markdown_text(run)}{sign}" if at % 2 else markdown_text(run)
        for at, run in enumerate(line.runs)
        if run
    )
    return line.label + " ".join(words)


def _line(text: str) -> str:
    return " ".join(printable(text).split())
