"""factdesk: article in; brief, claims and worklist out, every number accounted for.

::

    import factdesk

    article = factdesk.article_from_text(text)
    report = factdesk.fact_check(article, drafter=factdesk.ExtractiveDrafter())
    factdesk.check_statement("22% of members meet the target.", text).flagged

This is what a program that uses factdesk imports: the names below keep their meaning from version
to version, and CHANGELOG.md says where they change. Their modules, in `pipeline` and `schemas`, may
move. Each name is loaded when it is first used: whoever only checks statements does not wait for
the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.errors import FactdeskError
    from pipeline.numbers import find_quantities
    from pipeline.reconcile import Source, check_statement
    from pipeline.run import fact_check, fact_check_async
    from pipeline.settings import Settings
    from pipeline.stages.draft import Drafter
    from pipeline.stages.draft.extractive import ExtractiveDrafter
    from pipeline.stages.draft.model_drafter import ModelDrafter, RecordedDrafter
    from pipeline.stages.read_article import read_article
    from pipeline.text.article import article_from_text
    from schemas import Article, DeskSettings, Finding, Quantity, Report, StatementCheck

    __version__: str

__all__ = [
    "Article",
    "DeskSettings",
    "Drafter",
    "ExtractiveDrafter",
    "FactdeskError",
    "Finding",
    "ModelDrafter",
    "Quantity",
    "RecordedDrafter",
    "Report",
    "Settings",
    "Source",
    "StatementCheck",
    "__version__",
    "article_from_text",
    "check_statement",
    "fact_check",
    "fact_check_async",
    "find_quantities",
    "read_article",
]
_HOMES = {
    "Drafter": "pipeline.stages.draft",
    "FactdeskError": "pipeline.errors",
    "Settings": "pipeline.settings",
    "VERSION": "pipeline.version",
} | dict.fromkeys(
    ("Article", "DeskSettings", "Finding", "Quantity", "Report", "StatementCheck"), "schemas"
)
"""Where a name comes from that `pipeline` itself does not have."""


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return __all__


if not TYPE_CHECKING:  # else every name would be one of any type

    def __getattr__(name: str) -> object:
        """Return a public name from where it lives (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        name = "VERSION" if name == "__version__" else name
        return getattr(import_module(_HOMES.get(name, "pipeline")), name)
