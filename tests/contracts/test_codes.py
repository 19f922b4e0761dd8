"""Every code that the checker can give to doubt a number is explained to those who meet it."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pipeline.reconcile import explain, findings
from pipeline.stages.render.codes import known_codes
from schemas import Status

# They say how a number is borne out, and are shown with the status alone.
BORNE_OUT = {"exact", "reformatted", "rounded", "hedge_dropped", "within_bound", "derived"}


def words(source: str) -> Iterator[str]:
    """Yield each text that stands right behind a status, or as the code of a relation."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(args=some) | ast.Tuple(elts=some):
                for one, other in pairwise(some):
                    if _is_status(one) and isinstance(other, ast.Constant):
                        yield str(other.value)
            case ast.keyword(arg="code", value=ast.Constant(value=str(code))):
                yield code
            case _:
                pass


def _is_status(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in Status.__members__


def given() -> set[str]:
    modules = [Path(str(each.__file__)).read_text(encoding="utf-8") for each in (explain, findings)]
    return {code for each in modules for code in words(each)} | set(explain.RELATION_CODES.values())


def test_every_code_of_a_doubt_has_a_title_and_help() -> None:
    assert {"absent", "swapped", "by_to", "citation", "scale", "exact"} <= given()
    assert given() - known_codes().keys() == BORNE_OUT


def test_no_code_is_explained_that_is_never_given() -> None:
    assert known_codes().keys() <= given()


def test_only_what_stands_behind_a_status_is_a_code() -> None:
    source = 'Explanation(Status.CHANGED, "a", "b"), (slot, Status.ELSEWHERE, "c", "d"), f("e")'

    assert list(words(source)) == ["a", "c"]
