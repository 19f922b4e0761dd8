"""No function is longer than a screen: 60 lines, its docstring not counted."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pipeline
import prompts
import schemas

LIMIT = 60
BENCH = Path(__file__).parents[2] / "bench"  # absent where the installed package is tested


def folders() -> Iterator[Path]:
    for package in (pipeline, prompts, schemas):
        assert package.__file__ is not None
        yield Path(package.__file__).parent
    yield BENCH


def long_functions(source: str) -> list[str]:
    functions = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [node.name for node in functions if length(node) > LIMIT]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    docstring = function.body[0]
    assert docstring.end_lineno is not None
    return lines - (docstring.end_lineno - docstring.lineno + 1)


def test_no_function_is_longer_than_sixty_lines() -> None:
    files = [file for folder in folders() for file in sorted(folder.rglob("*.py"))]

    found = {file: long_functions(file.read_text(encoding="utf-8")) for file in files}

    assert files
    assert {file: names for file, names in found.items() if names} == {}


def test_a_docstring_does_not_count_and_the_code_under_it_does() -> None:
    docstring = '    """One.\n' + "\n" * LIMIT + '    """\n'

    def function(lines: int) -> str:
        return "def measured():\n" + docstring + "    pass\n" * (lines - 1)

    assert long_functions(function(LIMIT)) == []
    assert long_functions(function(LIMIT + 1)) == ["measured"]
