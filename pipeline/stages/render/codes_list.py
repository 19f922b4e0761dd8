"""The codes of numbers that a source does not bear out, for people, with how often they are right.

The figures are those of `python -m bench.precision`, which `pipeline.reconcile.precision` holds.
"""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.reconcile.precision import is_trusted, precision_of
from pipeline.stages.render.codes import codes_that_may_stand, known_codes

_TITLE = "Numbers of a draft or a brief"
_MEANING = "the article does not bear them out"
_GATES = "unsupported"
_NO_GATES = "for review"
_OF_EVIDENCE = (
    "A finding of `factdesk check --evidence`, which counts as one that is unsupported; how sure "
    "it is stands beside it."
)


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


def codes_markdown() -> str:
    """Return the section of the documentation on all codes."""
    lines = ["", "## Codes of numbers", "", _INTRODUCTION, ""]
    lines += ["| code | means | of low support | right |", "|---|---|---|---|"]
    for code, meaning in known_codes().items():
        both, others = precision_of(code)
        right = "none found"
        if both.found:
            right = f"{both.right} of {both.found} ({others.right} of {others.found})"
        lines.append(f"| `{code}` | {meaning.title} | {follows_from(code)} | {right} |")
    return "".join(f"{line}\n" for line in lines)


_INTRODUCTION = """\
A number of a draft or of a brief that its article does not bear out has a code that says why. \
Where its support is low it is unsupported, which is what ends a command with code 1 and keeps a \
sentence out of a brief; under a code that was right in fewer than 80 of 100 cases it is only for \
review, unless the sensitivity is strict. Counted by `python -m bench.precision` on statements of \
known truth; in brackets on those alone that taught the judge nothing, on other people's texts. \
`factdesk checks unit` explains a code, and a comment in the draft lets it stand: \
`<!-- factdesk: ok(unit) REASON -->`."""
