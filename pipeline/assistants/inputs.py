"""What each tool takes: types whose JSON Schema, with its limits, an assistant is shown."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas import Sensitivity

_LONGEST_STATEMENT = 10_000
"""Characters; the longest sentence of news has a twentieth."""
_LONGEST_PASSAGE = 50_000
"""Characters of a text whose numbers are listed: each is told in some hundred characters."""
_LONGEST_TEXT = 1_000_000
"""Characters, as of an article that a command reads."""
_MOST_SOURCES = 20
_LONGEST_NAME = 1_000

Text = Annotated[str, Field(max_length=_LONGEST_TEXT)]
FileName = Annotated[
    str,
    Field(
        max_length=_LONGEST_NAME,
        description="A file in a folder that is open: a path from there, or a whole one.",
    ),
]
_SENSITIVITY = (
    "How soon a number is unsupported: relaxed flags 1 of 100 right statements, normal 3, "
    "strict 15; the more it flags, the fewer wrong ones pass."
)


class Input(BaseModel):
    """What a tool is given. Unlike our own types it takes "5" for 5, as assistants write it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StatementInput(Input):
    """What `check_statement` takes."""

    statement: str = Field(
        max_length=_LONGEST_STATEMENT, description="One sentence, headline or claim."
    )
    source: Text = Field(description="The text that it must rest on: plain, Markdown or HTML.")
    sensitivity: Sensitivity = Field(Sensitivity.NORMAL, description=_SENSITIVITY)


class TextInput(Input):
    """What `check_text` takes: a draft, and one source or more."""

    draft: Text | None = Field(None, description="The draft itself; or give draft_file.")
    draft_file: FileName | None = None
    form: Literal["markdown", "lines"] | None = Field(
        None,
        description="How the draft is written: markdown, or lines with one statement each. "
        "Default: markdown, or what the ending of the file says.",
    )
    sources: tuple[Text, ...] = Field(
        (), max_length=_MOST_SOURCES, description="Texts that the draft must rest on."
    )
    source_files: tuple[FileName, ...] = Field(
        (), max_length=_MOST_SOURCES, description="Files that it must rest on."
    )
    sensitivity: Sensitivity = Field(Sensitivity.NORMAL, description=_SENSITIVITY)


class QuantitiesInput(Input):
    """What `find_quantities` takes."""

    text: str = Field(max_length=_LONGEST_PASSAGE, description="English text.")


class ArticleInput(Input):
    """What `brief_article` takes."""

    article: Text | None = Field(
        None, description="The whole article: plain, Markdown or HTML; or give article_file."
    )
    article_file: FileName | None = None
    figures: int = Field(
        10, ge=0, le=200, description="How many figures to verify to return, the first ones."
    )


class CheckInput(Input):
    """What `explain_check` takes."""

    check: str = Field(
        max_length=100,
        description="The id of a check, such as A04, or the code of a number, such as scale.",
    )
