"""The code of factdesk. A program that uses it imports the package factdesk instead.

That has these names and more. Each name is imported when it is first used: whoever only checks
statements does not wait for the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.numbers import find_quantities
    from pipeline.reconcile import Source, check_statement
    from pipeline.run import fact_check, fact_check_async
    from pipeline.stages.draft.extractive import ExtractiveDrafter
    from pipeline.stages.draft.model_drafter import ModelDrafter, RecordedDrafter
    from pipeline.stages.read_article import read_article
    from pipeline.text.article import article_from_text

__all__ = [
    "ExtractiveDrafter",
    "ModelDrafter",
    "RecordedDrafter",
    "Source",
    "article_from_text",
    "check_statement",
    "fact_check",
    "fact_check_async",
    "find_quantities",
    "read_article",
]

_HOMES = {
    "ExtractiveDrafter": "pipeline.stages.draft.extractive",
    "ModelDrafter": "pipeline.stages.draft.model_drafter",
    "RecordedDrafter": "pipeline.stages.draft.model_drafter",
    "Source": "pipeline.reconcile",
    "article_from_text": "pipeline.text.article",
    "check_statement": "pipeline.reconcile",
    "fact_check": "pipeline.run",
    "fact_check_async": "pipeline.run",
    "find_quantities": "pipeline.numbers",
    "read_article": "pipeline.stages.read_article",
}


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return __all__


def __getattr__(name: str) -> object:
    """Return a public name from the module where it lives (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
