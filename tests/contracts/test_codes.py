"""Every code that the checker can give to doubt a number is explained to those who meet it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pipeline.numbers
from pipeline.stages.render.codes import known_codes

DOUBTS = {"UNCLEAR", "ELSEWHERE", "CHANGED", "ABSENT"}


def codes_given(source: str) -> Iterator[str]:
    """Yield the codes that are written out beside a status that doubts a number."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Name(id="Comparison"),
                args=[ast.Attribute(attr=status), ast.Constant(value=str(code)), *_],
            ) if status in DOUBTS:
                yield code


def test_every_code_of_a_doubt_has_a_title_and_help() -> None:
    assert pipeline.numbers.__file__ is not None
    modules = sorted(Path(pipeline.numbers.__file__).parent.rglob("*.py"))

    given = {code for each in modules for code in codes_given(each.read_text(encoding="utf-8"))}

    assert "absent" in given
    assert given - known_codes().keys() == set()


def test_only_doubts_are_asked_for() -> None:
    source = 'Comparison(Status.CHANGED, "a", why), Comparison(Status.EXACT, "b", why)'

    assert list(codes_given(source)) == ["a"]
