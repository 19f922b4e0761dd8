"""What changed between two versions, on a terminal and as Markdown."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from pipeline.stages.render.changes import Item, sections_of, summary_of
from pipeline.stages.render.markdown import markdown_text
from pipeline.stages.render.screen import printable
from schemas import Changes

_STYLES = {"~": "bold yellow", "+": "bold", "-": "bold red", "✓": "green", "·": "dim"}
_MARGIN, _INDENT = (0, 0, 0, 1), (0, 0, 0, 4)


def show_changes(changes: Changes, console: Console) -> None:
    """Print what changed, what is new, what was removed and which checks still stand."""
    versions, *counts = summary_of(changes)
    console.print(Text(_line(versions), style="bold"))
    for line in counts:
        console.print(Text(_line(line)))
    for title, items in sections_of(changes):
        console.print()
        console.print(Text(title, style="bold"))
        for item in items:
            _show(item, console)


def _show(item: Item, console: Console) -> None:
    heading = Text.assemble((f"{item.mark} ", _STYLES[item.mark]), _line(item.heading))
    console.print(Padding(heading, _MARGIN, expand=False))
    for line in item.lines:
        console.print(Padding(Text(_line(line), style="dim"), _INDENT, expand=False))


def changes_markdown(changes: Changes) -> str:
    """Return the same as Markdown, the article's words shown as they are."""
    versions, *counts = summary_of(changes)
    blocks = [f"# {markdown_text(versions)}", *(markdown_text(line) for line in counts)]
    for title, items in sections_of(changes):
        blocks += [f"## {title}", "\n".join(map(_entry, items))]
    return "\n\n".join(blocks) + "\n"


def _entry(item: Item) -> str:
    mark = f"{item.mark} " if item.mark == "✓" else ""
    below = (f"  - {markdown_text(line)}" for line in item.lines)
    return "\n".join([f"- {mark}{markdown_text(item.heading)}", *below])


def _line(text: str) -> str:
    """Return text that is safe to print, on one line."""
    return " ".join(printable(text).split())
