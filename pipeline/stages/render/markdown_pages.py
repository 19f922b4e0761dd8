"""Pages in Markdown, made from the templates of this folder: how they read stands there."""

from functools import cache
from typing import TYPE_CHECKING

from pipeline.text.escaping import markdown_text

if TYPE_CHECKING:
    from jinja2 import Environment


def markdown_page(name: str, **shown: object) -> str:
    """Return the page of a template; its filter `md` keeps words from being markup."""
    return _environment().get_template(name).render(shown)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  # for a page

    environment = Environment(
        loader=PackageLoader("pipeline.stages.render"),
        autoescape=False,  # noqa: S701  # it is no HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = markdown_text
    return environment
