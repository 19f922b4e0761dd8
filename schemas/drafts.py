"""The forms that a model fills. Names, descriptions and docstrings here are prompt text.

Every field is required, without defaults, sets, tuples or patterns: the subset that strict response
formats enforce. The names of a claim are one token each, as a model writes them anew for every
claim (decision 3). Sentence ids are an enum made for the sentences that were shown, so a model
cannot cite what is not there.
"""

from collections.abc import Callable
from functools import lru_cache, reduce
from operator import or_
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema, create_model
from pydantic_core import PydanticCustomError

Form = TypeVar("Form", bound=BaseModel)

_LEAST_POINTS, _MOST_POINTS = 3, 6
# A point that rests on more is no point but a retelling: small models copy whole paragraphs.
_MOST_CITED = 4
_MOST_OPERANDS = 8
"""A small model goes on to list quantities until it is cut off."""
SEARCH_PHRASES = 3
"""For each sentence."""
_LONGEST_TEXT = 2_000
"""Characters: some ten sentences. Whatever reads numbers takes the square of their number, and a
model that repeats itself writes them by the thousand."""
_KEPT_FORMS = 512
"""Articles of as many sentences share a form: making one takes a millisecond."""


def _no_essay(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise PydanticCustomError("essay", "it runs on: write one short sentence")
    return text


# Not `max_length`: that would stand in the schema, which not all servers know in strict mode.
_Text = Annotated[str, AfterValidator(_no_essay)]


class _Form(BaseModel):
    # Errors are sent back to the model: they must not repeat what it wrote.
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class PointForm(_Form):
    """One point of the brief."""

    sentence_ids: list[str] = Field(
        min_length=1, max_length=_MOST_CITED, description="ids of the sentences it rests on"
    )
    text: _Text = Field(description="one sentence of your own, at most 30 words")


class BriefForm(_Form):
    """A headline and the main points of an article."""

    headline: _Text = Field(description="at most twelve words, the main news")
    points: list[PointForm] = Field(min_length=1)


class ClaimForm(_Form):
    """One atomic claim."""

    id: str = Field(description="id of the sentence that makes the claim")
    speaker: _Text = Field(description='who says so, or "" for the article\'s own voice')
    text: _Text = Field(description="one statement that can be understood alone")
    kind: Literal["fact", "forecast", "opinion"]


class ClaimsForm(_Form):
    """The claims that some sentences make."""

    claims: list[ClaimForm]


class SourceForm(_Form):
    """What would settle the figures of one sentence."""

    id: str = Field(description="id of the sentence")
    document: _Text = Field(description="the document or data set that would settle its figures")
    publisher: _Text = Field(description='who publishes or keeps it, or ""')


class SourcesForm(_Form):
    """What would settle the figures of some sentences."""

    sources: list[SourceForm]


class PhrasesForm(_Form):
    """Search phrases for the figures of one sentence."""

    id: str = Field(description="id of the sentence")
    phrases: list[_Text] = Field(
        min_length=SEARCH_PHRASES,
        max_length=SEARCH_PHRASES,
        description="what to search for, at most six words each",
    )


class SearchPhrasesForm(_Form):
    """Search phrases for the figures of some sentences."""

    sentences: list[PhrasesForm]


class SameForm(_Form):
    """The source says this number of the same thing."""

    number: str = Field(description="id of the number in question")
    answer: Literal["same"]
    quantity: str = Field(description="id of the quantity of the source")


class DerivationForm(_Form):
    """The number follows from quantities of the source by one operation."""

    number: str = Field(description="id of the number in question")
    answer: Literal["derivation"]
    operation: str = Field(description="the operation")
    quantities: list[str] = Field(
        max_length=_MOST_OPERANDS, description="ids of all quantities that it takes"
    )


class DifferentForm(_Form):
    """The source says something else."""

    number: str = Field(description="id of the number in question")
    answer: Literal["different"]
    why: _Text = Field(description="one sentence: what differs")


class CannotTellForm(_Form):
    """The sentences that are shown do not tell."""

    number: str = Field(description="id of the number in question")
    answer: Literal["cannot_tell"]


LookForm = SameForm | DerivationForm | DifferentForm | CannotTellForm


class SecondLookForm(_Form):
    """An answer for each number in question."""

    numbers: list[LookForm]


@lru_cache(_KEPT_FORMS)
def second_look_form(
    number_ids: tuple[str, ...], quantity_ids: tuple[str, ...], operations: tuple[str, ...]
) -> type[SecondLookForm]:
    """Return the form for these numbers, quantities and operations.

    The schema names them, so that a server which keeps to it lets a model write no others. What
    another server lets through fits the form all the same: code refuses the one number, not all.
    """
    number, quantity = _one_of(number_ids), _one_of(quantity_ids)
    operation, several = _one_of(operations), _list_of(quantity)
    kinds: list[Any] = [
        _narrowed(SameForm, number=number, quantity=quantity),
        _narrowed(DerivationForm, number=number, operation=operation, quantities=several),
        _narrowed(DifferentForm, number=number),
        _narrowed(CannotTellForm, number=number),
    ]
    answers = _list_of(reduce(or_, kinds))
    each_once: Any = Field(min_length=len(number_ids), max_length=len(number_ids))
    return create_model(
        "SecondLook",
        __base__=SecondLookForm,
        __doc__=SecondLookForm.__doc__,
        numbers=(answers, each_once),
    )


def _one_of(words: tuple[str, ...]) -> Any:  # noqa: ANN401  # a type
    """Return the type of a text that the schema, and it alone, holds to be one of these."""
    return Annotated[str, WithJsonSchema({"enum": list(words), "type": "string"})]


def _list_of(kind: Any) -> Any:  # noqa: ANN401  # a type
    return list[kind]


@lru_cache(_KEPT_FORMS)
def brief_form(sentence_ids: tuple[str, ...]) -> type[BriefForm]:
    """Return the brief's form for these sentences: 3 to 6 points, fewer for a short article."""
    ids: Any = Literal[sentence_ids]
    point: Any = _narrowed(PointForm, sentence_ids=list[ids])
    form = _narrowed(BriefForm, points=list[point])
    least = min(_LEAST_POINTS, len(sentence_ids))
    field = Field(min_length=least, max_length=_MOST_POINTS)
    return create_model("Brief", __base__=form, __doc__=form.__doc__, points=(list[point], field))


def _narrowed(form: type[Form], **types: object) -> type[Form]:
    """Return the form with some fields of a narrower type, under its name without "Form"."""
    fields: Any = {name: (kind, form.model_fields[name]) for name, kind in types.items()}
    return create_model(
        form.__name__.removesuffix("Form"), __base__=form, __doc__=form.__doc__, **fields
    )


def form_of_parts(
    whole: type[Form], name: str, part: type[BaseModel]
) -> Callable[[tuple[str, ...]], type[Form]]:
    """Return what makes the form of a list of parts, each about one of some sentences."""

    @lru_cache(_KEPT_FORMS)
    def form_for(sentence_ids: tuple[str, ...]) -> type[Form]:
        ids: Any = Literal[sentence_ids]
        return _narrowed(whole, **{name: _list_of(_narrowed(part, id=ids))})

    return form_for


claims_form = form_of_parts(ClaimsForm, "claims", ClaimForm)
sources_form = form_of_parts(SourcesForm, "sources", SourceForm)
search_phrases_form = form_of_parts(SearchPhrasesForm, "sentences", PhrasesForm)
