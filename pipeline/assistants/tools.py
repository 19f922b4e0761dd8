"""The table of the tools: what each takes and gives, and when an assistant should call it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.assistants.answers import (
    Bounds,
    briefed_by_rule,
    checked_statement,
    checked_text,
    explained,
    found_quantities,
)
from pipeline.assistants.inputs import (
    ArticleInput,
    CheckInput,
    Input,
    QuantitiesInput,
    StatementInput,
    TextInput,
)
from schemas import FrozenModel
from schemas.assistant import (
    CheckedText,
    Explanation,
    FoundQuantities,
    NotedStatement,
    ShortReport,
)

INSTRUCTIONS = (
    "factdesk checks numbers in English texts against the texts they come from. Call check_text "
    "on what you wrote from a source before you show it, check_statement for a single sentence. "
    "What is unsupported must be corrected or left out, what is for review a person should look "
    "at; supported means that the source says so, not that it is true. Only numbers are checked."
)


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: its work takes its input, with what a call may read and take."""

    title: str
    description: str
    takes: type[Input]
    gives: type[FrozenModel]
    work: Callable[[Any, Bounds], FrozenModel]


BRIEF_ARTICLE = "brief_article"
"""The one tool that may ask a model."""
TOOLS = {
    "check_statement": Tool(
        "Check one statement against a source",
        "Check every number of one sentence, headline or claim against the text it comes from. "
        "Use it before you repeat a figure from a source, or when somebody asks whether a text "
        "bears a sentence out; for a whole draft, several sources or files use check_text. For "
        "each number the answer gives an outcome (supported, review, unsupported), how the number "
        "stands to the source, a code that explain_check explains, the reason, and the sentences "
        "of the source to compare. No findings: the statement holds no number, nothing was checked "
        "whatever the outcome says, and a note says so.",
        StatementInput,
        NotedStatement,
        checked_statement,
    ),
    "check_text": Tool(
        "Check a draft against its sources",
        "Check every number of a draft, such as a summary, an article or a report, against one "
        "source or more; a number is fine where one of them bears it out. Use it on a text that "
        "was written from sources, your own among them, before it is shown or published. Give "
        "the texts themselves, or files in the folders that are open. The answer counts all "
        "numbers and tells in full the statements that a person should look at, each with the "
        "sentences of the source to compare. A comment <!-- factdesk: ok REASON --> in the draft "
        "lets a finding stand: suggest it to a person, never write it yourself.",
        TextInput,
        CheckedText,
        checked_text,
    ),
    "find_quantities": Tool(
        "List the numbers of a text",
        "List every number of a text with its value, unit, hedge, direction, what it counts and "
        "the period it is of. Use it to compare figures, to compute with them or to see which "
        "numbers a text holds; no source is needed, and nothing is checked.",
        QuantitiesInput,
        FoundQuantities,
        found_quantities,
    ),
    BRIEF_ARTICLE: Tool(
        "Brief a news article",
        "Summarise a news article in a few sentences, each with the sentences it rests on, and "
        "rank its figures by how much they need checking: who says so, why it matters, what "
        "would settle it, and pitfalls such as percent for percentage points. Use it to get an "
        "overview of an article or a list of what to verify. No file is written.",
        ArticleInput,
        ShortReport,
        briefed_by_rule,
    ),
    "explain_check": Tool(
        "Explain a check or a code",
        "Explain an id that another answer names: the code of a number, such as scale or unbound, "
        "with how often it was right, or a check of an article, such as A04, with examples. Use "
        "it before you tell somebody what a finding means.",
        CheckInput,
        Explanation,
        explained,
    ),
}
"""By name, in the order in which they are listed."""
