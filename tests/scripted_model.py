"""A language model that answers from a script: for every test that is not about `pipeline.llm`."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from pipeline.errors import ModelError, ModelOutputInvalid
from pipeline.llm import Answer, Question
from pipeline.llm.request import Form
from schemas import PromptUsage

Scripted = object
"""JSON-like data for one answer, or a ModelError to raise."""

MAX_REASKS = 2


class ScriptedModel:
    """Answers by prompt name and checks forms as the real model does, re-asks included.

    A script is the list of a prompt's answers, taken in order, the last one for ever; or a function
    from the question to that list, for prompts that are asked about several documents.
    """

    def __init__(
        self,
        script: Mapping[str, Sequence[Scripted] | Callable[[Question[Any]], Sequence[Scripted]]],
    ) -> None:
        self._script = script
        self._taken: dict[str, int] = {}
        self.questions: list[Question[Any]] = []

    async def ask(self, question: Question[Form]) -> Answer[Form]:
        """Return the scripted answers up to the first without problems; raises ModelError."""
        self.questions.append(question)
        attempts: list[Form] = []
        problems: list[tuple[str, ...]] = []
        tries = 0
        for _ in range(1 + MAX_REASKS):
            tries += 1
            if (attempt := self._next(question, tries)) is None:
                continue
            attempts.append(attempt)
            problems.append(tuple(question.check(attempt)))
            if not problems[-1]:
                break
        if not attempts:
            raise ModelOutputInvalid(f"{question.prompt}: no scripted answer fits the form")
        return Answer(tuple(attempts), tuple(problems), _usage(question.prompt, tries))

    def _next(self, question: Question[Form], tries: int) -> Form | None:
        """Return the next scripted answer as the form, or None when it does not fit."""
        scripted = self._answer(question, tries)
        if isinstance(scripted, ModelError):
            raise scripted
        try:
            return question.form.model_validate_json(json.dumps(scripted))
        except ValidationError:
            return None

    def _answer(self, question: Question[Form], tries: int) -> Scripted:
        script = self._script[question.prompt]
        if callable(script):
            answers = script(question)
            return answers[min(tries, len(answers)) - 1]
        taken = self._taken.get(question.prompt, 0)
        self._taken[question.prompt] = taken + 1
        return script[min(taken, len(script) - 1)]


def _usage(prompt: str, answers: int) -> PromptUsage:
    return PromptUsage(
        prompt=prompt,
        answers=answers,
        reasks=answers - 1,
        input_tokens=100 * answers,
        output_tokens=10 * answers,
    )
