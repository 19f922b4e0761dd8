"""How large the house is: `python -m bench house` counts what stands in each folder of `pipeline/`.

A pattern is a call of `re.compile`. A word list is a string of words that is split, or a set of six
and more strings. Names are those of modules that stand in more than one folder.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.table import table

ROOT = Path(__file__).parents[1]
_LEAST_WORDS = 6
_LINES_WANTED = range(100, 451)


class Module(NamedTuple):
    """What a file holds."""

    path: Path
    lines: int
    patterns: int
    word_lists: int


def modules(folder: Path) -> Iterator[Module]:
    """Yield the modules below a folder in order."""
    for path in sorted(folder.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        nodes = list(ast.walk(ast.parse(source)))
        patterns = sum(map(_is_pattern, nodes))
        yield Module(path, len(source.splitlines()), patterns, sum(map(_is_word_list, nodes)))


def _is_pattern(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"


def _is_word_list(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="split", value=ast.Constant(value=str())), args=[]):
            return True
        case ast.Set(elts=elements):
            constants = [each for each in elements if isinstance(each, ast.Constant)]
            return sum(isinstance(each.value, str) for each in constants) >= _LEAST_WORDS
    return False


def names_that_stand_twice(found: Sequence[Module]) -> dict[str, int]:
    """Return how often each module name stands in the tree, of those that do more than once."""
    counts = Counter(each.path.stem for each in found if not each.path.stem.startswith("__"))
    return {name: count for name, count in sorted(counts.items()) if count > 1}


def report() -> str:
    """Return the table, a line a folder, and the names that stand twice."""
    found = list(modules(ROOT / "pipeline"))
    folders: dict[str, list[Module]] = {}
    for each in found:
        first, *rest = each.path.relative_to(ROOT / "pipeline").parts
        folders.setdefault(f"{first}/" if rest else "(alone)", []).append(each)
    head = ["", "files", "lines", "100 to 450", "patterns", "word lists"]
    lines = [_line(name, some) for name, some in sorted(folders.items())]
    twice = names_that_stand_twice(found)
    told = ", ".join(f"{name} ×{count}" for name, count in twice.items())
    return table("pipeline/", head, [*lines, _line("all", found)]) + (
        f"Module names that stand more than once: {told or 'none'}\n"
    )


def _line(name: str, some: Sequence[Module]) -> list[str]:
    figures = (
        len(some),
        sum(each.lines for each in some),
        sum(each.lines in _LINES_WANTED for each in some),
        sum(each.patterns for each in some),
        sum(each.word_lists for each in some),
    )
    return [name, *(f"{figure:,}" for figure in figures)]


if __name__ == "__main__":
    sys.stdout.write(report())
