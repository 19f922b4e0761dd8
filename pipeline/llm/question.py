"""What a stage asks of a model and what it gets back: no vendor, no network, easy to fake."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel

from schemas import PromptUsage

Form = TypeVar("Form", bound=BaseModel)


def no_problems(_: BaseModel) -> Sequence[str]:
    """Return nothing: the check of a question whose form says all there is to check."""
    return ()


@dataclass(frozen=True, slots=True)
class Question(Generic[Form]):
    """One document, what to do with it, and the form to fill in.

    `check` returns the problems of an answer that fits the form, in words that the model can act
    on; while it returns any, the model is asked again. Its words are sent to the model, so they
    must not repeat what the answer said.
    """

    prompt: str
    """Name of the prompt, such as `brief.v1`, for errors and usage."""
    instructions: str
    document: str
    form: type[Form]
    check: Callable[[Form], Sequence[str]] = no_problems


class Receipt(NamedTuple):
    """Which kept answer something follows from."""

    key: str
    """The name under which it is kept."""
    digest: str
    """Of what came back."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[Form]):
    """Every answer that fitted the form, in order; `problems[i]` is what `attempts[i]` had."""

    attempts: tuple[Form, ...]
    problems: tuple[tuple[str, ...], ...]
    usage: PromptUsage
    receipts: tuple[Receipt, ...] = field(default=(), compare=False)
    """One for each request, re-asks and such as fitted no form too; none where nothing was asked.

    Whom was asked is in a key: an answer is the same whoever gave it.
    """

    @property
    def last(self) -> Form:
        """The answer that came last; the one without problems, if there is one."""
        return self.attempts[-1]

    @property
    def fits(self) -> bool:
        """Whether the last answer has no problems."""
        return not self.problems[-1]


class LanguageModel(Protocol):
    """Whatever answers questions: the real model, or a scripted one in tests."""

    async def ask(self, question: Question[Form]) -> Answer[Form]:
        """Return at least one answer that fits the form. Raises ModelError when there is none."""
        ...
