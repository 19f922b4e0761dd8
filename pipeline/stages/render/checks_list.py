"""Checks and codes of numbers, for people: listed, explained, and on a page of the documentation.

How often a code is right is counted by `python -m bench.precision`, which
`pipeline.reconcile.precision` holds.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.reconcile.precision import is_trusted, precision_of
from pipeline.stages.render.codes import codes_that_may_stand, known_codes
from pipeline.stages.render.markdown_pages import markdown_page
from schemas import DeskSettings, Tier

if TYPE_CHECKING:
    from pipeline.checks import Check  # half a second, which the editor need not wait for

_TIERS = {
    Tier.S: ("The brief itself", "stops a sentence of the brief"),
    Tier.A: ("Errors", "the numbers contradict one another"),
    Tier.B: ("Warnings", "a number can mislead, or lacks what it needs"),
    Tier.C: ("Cues", "nothing wrong: they say what kind of checking a number needs"),
}
_TITLE = "Numbers of a draft or a brief"
_MEANING = "the article does not bear them out"
_GATES = "unsupported"
_NO_GATES = "for review"
_OF_EVIDENCE = (
    "A finding of `factdesk check --evidence`, which counts as one that is unsupported; how sure "
    "it is stands beside it."
)


def list_checks(checks: Sequence["Check"], desk: DeskSettings, console: Console) -> None:
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


def explain_check(check: "Check", desk: DeskSettings, console: Console) -> None:
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


def state_of(check: "Check", desk: DeskSettings) -> str:
    """Return whether a check is off, alerts, or only feeds the score under these settings."""
    if check.check_id in desk.off:
        return "off"
    return "alerts" if check.alerts_for(desk) else "feeds the score"


def _state(check: "Check", desk: DeskSettings) -> Text:
    state = state_of(check, desk)
    return Text(state, style={"alerts": "red", "off": "dim"}.get(state, ""))


def list_codes(console: Console) -> None:
    """Print every code, a line each, with what follows from it and how often it was right."""
    table = Table.grid(padding=(0, 2))
    table.add_row(Text(_TITLE, style="bold"), "", Text(_MEANING, style="dim"))
    for code, meaning in known_codes().items():
        follows = Text(follows_from(code), style="red" if is_trusted(code) else "")
        table.add_row(f"  {code}", follows, f"{meaning.title}: {measured(code)}.")
    console.print(table)


def explain_code(code: str, console: Console) -> None:
    """Print what a code means, what to do about it, and how often it was right."""
    meaning = codes_that_may_stand()[code]
    console.print(Text.assemble((code, "bold"), f" {meaning.title}"))
    console.print(meaning.help)
    console.print()
    if code not in known_codes():
        console.print(_OF_EVIDENCE)
        return
    console.print(f"Of low support it is {follows_from(code)}; {measured(code)}.")


def follows_from(code: str) -> str:
    """Return the outcome of a number of low support under a code."""
    return _GATES if is_trusted(code) else _NO_GATES


def measured(code: str) -> str:
    """Return how often a code was right where the support was low: "right in 99 of 103 cases"."""
    both, others = precision_of(code)
    if not both.found:
        return "not found in our data"
    apart = f" (others' texts: {others.right} of {others.found})" if others.found else ""
    return f"right in {both.right} of {both.found} cases{apart}"


def checks_markdown(checks: Sequence["Check"]) -> str:
    """Return the page of the documentation on these checks."""
    plain, tiers = DeskSettings(), []
    for tier, group in groupby(checks, key=lambda check: check.tier):
        title, meaning = _TIERS[tier]
        states = [(check, state_of(check, plain)) for check in group]
        tiers.append((f"{tier}: {title.lower()}", f"{meaning[:1].upper()}{meaning[1:]}.", states))
    return markdown_page(
        "checks.md",
        tiers=tiers,
        codes=known_codes(),
        precision_of=precision_of,
        follows_from=follows_from,
    )
