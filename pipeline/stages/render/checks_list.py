"""The checks themselves, for people: a list, one explained, and the page of the documentation."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.checks import Check
from pipeline.stages.render.codes_list import codes_markdown
from schemas import DeskSettings, Tier

_TIERS = {
    Tier.S: ("The brief itself", "stops a sentence of the brief"),
    Tier.A: ("Errors", "the numbers contradict one another"),
    Tier.B: ("Warnings", "a number can mislead, or lacks what it needs"),
    Tier.C: ("Cues", "nothing wrong: they say what kind of checking a number needs"),
}


def list_checks(checks: Sequence[Check], desk: DeskSettings, console: Console) -> None:
    """Print the checks by tier, a line each, with what a desk has made of them."""
    table = Table.grid(padding=(0, 2))
    for tier, group in groupby(checks, key=lambda check: check.tier):
        title, meaning = _TIERS[tier]
        table.add_row(Text(title, style="bold"), "", Text(meaning, style="dim"))
        for check in group:
            table.add_row(
                f"  {check.check_id}", _state(check, desk), f"{check.name}: {check.definition}"
            )
    console.print(table)


def explain_check(check: Check, desk: DeskSettings, console: Console) -> None:
    """Print one check with examples on both sides and what would settle it."""
    title, _ = _TIERS[check.tier]
    console.print(Text(f"{check.check_id} {check.name}", style="bold"))
    console.print(check.definition)
    console.print()
    table = Table.grid(padding=(0, 2))
    table.add_row("Tier", f"{check.tier} ({title.lower()}), {_state(check, desk).plain}")
    table.add_row("Fires", check.fires)
    table.add_row("Does not", check.silent)
    table.add_row("Settles it", check.settles)
    console.print(table)


def state_of(check: Check, desk: DeskSettings) -> str:
    """Return whether a check is off, alerts, or only feeds the score under these settings."""
    if check.check_id in desk.off:
        return "off"
    return "alerts" if check.alerts_for(desk) else "feeds the score"


def _state(check: Check, desk: DeskSettings) -> Text:
    state = state_of(check, desk)
    return Text(state, style={"alerts": "red", "off": "dim"}.get(state, ""))


_INTRODUCTION = """\
# Checks

Written by `factdesk checks --format markdown`; `factdesk checks A04` explains one on the terminal.

A check looks for one numeric pitfall in the typed quantities of an article. Rounding is judged by \
intervals: half a unit of the last digit that is given, on both sides. What alerts is shown to a \
person; the rest only feeds the score of a row.

A desk decides otherwise with `--off`, `--alert` and `--no-alert` (ids, separated by commas), or \
in a file for `--desk`:

```toml
sensitivity = "strict"   # relaxed, normal or strict: `factdesk check --help` says what they mean
off = ["B13", "C07"]     # these do not fire at all
alert = ["B05"]          # alerts, though by itself it only feeds the score
no_alert = ["B09"]       # feeds the score, though by itself it alerts

[weights]                # the most that each part of a score can give
consequence = 30
attribution = 10
```
"""


def checks_markdown(checks: Sequence[Check]) -> str:
    """Return the page of the documentation on these checks."""
    return _INTRODUCTION + "".join(f"{line}\n" for line in _sections(checks)) + codes_markdown()


def _sections(checks: Sequence[Check]) -> Iterator[str]:
    plain = DeskSettings()
    for tier, group in groupby(checks, key=lambda check: check.tier):
        title, meaning = _TIERS[tier]
        yield from ("", f"## {tier}: {title.lower()}", "", f"{meaning[:1].upper()}{meaning[1:]}.")
        for check in group:
            state = state_of(check, plain)
            yield from ("", f"### {check.check_id} {check.name}", "", check.definition, "")
            yield f"- Fires: {check.fires}"
            yield f"- Does not: {check.silent}"
            yield f"- What settles it: {check.settles}"
            yield f"- By itself it {'is off' if state == 'off' else state}."
