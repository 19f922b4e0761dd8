"""The answers to one question: each is read, and one that is not valid is asked for again.

Answers that are kept are walked through here, re-asks among them, without a vendor's code. Where
the model has to be asked again in earnest, instructor does it (`reasking`).
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from pipeline.errors import ModelOutputInvalid, ModelRefused
from pipeline.gc_tuning import import_for_good
from pipeline.llm.completions import Completion, Completions, NotKept, error_words
from pipeline.llm.request import (
    Answer,
    Body,
    Form,
    Question,
    Receipt,
    complete_body,
    messages_of,
)
from pipeline.offload import offload
from pipeline.settings import Settings
from schemas import PromptUsage

MAX_REASKS = 2
"""Times that an answer is sent back: each takes the whole document once more."""
_MOST_CHARACTERS_A_TOKEN = 16
"""English takes 5, and runs of spaces many more."""
PROBLEMS_TOLD = 12
"""Of an answer with more problems, the model is told the first ones; the rest mostly repeat."""

Messages = list[dict[str, Any]]
Reask = Callable[..., Awaitable[ValidationError | None]]


class JudgedText(NamedTuple):
    """What the model wrote and, where it is not valid, what it is told of it in our words."""

    text: str
    rejection: ValidationError | None


class Conversation(Generic[Form]):
    """One question and the answers to it. It serves once."""

    def __init__(
        self, question: Question[Form], completions: Completions, settings: Settings
    ) -> None:
        self._question, self._completions, self._settings = question, completions, settings
        self._attempts: list[Form] = []
        self._problems: list[tuple[str, ...]] = []
        self._rejected: tuple[str, ...] = ()
        self._received: list[Completion] = []
        self._receipts: list[Receipt] = []

    async def run(self) -> Answer[Form]:
        """Return the answers that fitted the form, the last one last; raises ModelError."""
        try:
            rejection = await self._converse()
        except (ModelOutputInvalid, ModelRefused):
            if not self._attempts:  # it was the model; what it had answered before still counts
                raise
        else:
            if rejection is not None and not self._attempts:
                raise self._invalid() from rejection
        return Answer(
            tuple(self._attempts), tuple(self._problems), self._usage(), tuple(self._receipts)
        )

    async def _converse(self) -> ValidationError | None:
        begin: Messages = messages_of(self._question)
        messages, answers = begin, [await self._ask(begin)]
        while answers[-1].rejection is not None and len(answers) <= MAX_REASKS:
            messages = [*messages, *_reask_messages(answers[-1])]
            if self._completions.asks and not self._is_kept(messages):
                reasking = await asyncio.to_thread(import_for_good, "pipeline.llm.reasking")
                reask: Reask = reasking.reask
                return await reask(begin, answers, self._ask, at_most=MAX_REASKS)
            answers.append(await self._ask(messages))
        return answers[-1].rejection

    def _is_kept(self, messages: Messages) -> bool:
        return self._completions.kept(self._completions.key_of(self._body(messages))) is not None

    def _body(self, messages: Messages) -> Body:
        return complete_body(self._question, list(messages), self._settings)

    async def _ask(self, messages: Messages) -> JudgedText:
        body = self._body(messages)
        key = self._completions.key_of(body)
        completion = await self._completion(key, body)
        self._received.append(completion)
        self._receipts.append(Receipt(key, completion.digest))
        self._refuse_unfinished(completion)
        # Judging the numbers of a long answer takes a tenth of a second and more.
        return JudgedText(completion.text, await offload(self._judge, completion.text))

    async def _completion(self, key: str, body: Body) -> Completion:
        prompt, again = self._question.prompt, bool(self._received)
        try:
            return await self._completions.get(key, body, prompt=prompt, again=again)
        except NotKept:
            raise
        except Exception as error:
            from pipeline.llm.faults import failure  # noqa: PLC0415  # it loads openai

            told = failure(error, prompt, self._settings)
            if told is None:
                raise
            raise told from error

    def _refuse_unfinished(self, completion: Completion) -> None:
        prompt, model = self._question.prompt, self._settings.model
        if completion.refusal is not None:
            said = error_words(completion.refusal)
            raise ModelRefused(f"{prompt}: model {model!r} declines; use another (it says: {said})")
        if completion.finish == "content_filter":
            raise ModelRefused(
                f"{prompt}: the content filter of model {model!r} cut the answer; use another"
            )
        # No answer within the cap is longer; without one, some servers never end.
        most_characters = self._settings.answer_tokens * _MOST_CHARACTERS_A_TOKEN
        if completion.finish == "length" or len(completion.text) > most_characters:
            raise ModelOutputInvalid(
                f"{prompt}: the answer of model {model!r} was cut off after "
                f"{completion.output_tokens or self._settings.answer_tokens} tokens; "
                "ask for less at once (--window) or use a larger model"
            )

    def _judge(self, text: str) -> ValidationError | None:
        """Keep an answer that fits the form; return what the model is to be told, if anything."""
        form = self._question.form
        try:
            attempt = form.model_validate_json(text)
        except ValidationError as error:
            self._rejected = tuple(map(_in_our_words, error.errors(include_url=False)))
            return _rejection(form.__name__, self._rejected)
        problems = tuple(self._question.check(attempt))
        self._attempts.append(attempt)
        self._problems.append(problems)
        return _rejection(form.__name__, problems) if problems else None

    def _invalid(self) -> ModelOutputInvalid:
        return ModelOutputInvalid(
            f"{self._question.prompt}: no answer of model {self._settings.model!r} in "
            f"{len(self._received)} tries was a valid {self._question.form.__name__} "
            f"(the last one: {self._rejected[0]}); use a larger model, or a smaller --window"
        )

    def _usage(self) -> PromptUsage:
        return PromptUsage(
            prompt=self._question.prompt,
            answers=len(self._received),
            reasks=len(self._received) - 1,
            input_tokens=sum(received.input_tokens for received in self._received),
            output_tokens=sum(received.output_tokens for received in self._received),
        )


def _reask_messages(judged: JudgedText) -> Messages:
    """Return what a re-ask adds to the messages: to the letter what instructor adds (tested)."""
    told = f"Correct your JSON ONLY RESPONSE, based on the following errors:\n{judged.rejection}"
    return [{"role": "assistant", "content": judged.text}, {"role": "user", "content": told}]


def _rejection(title: str, problems: Sequence[str]) -> ValidationError:
    told = list(problems[:PROBLEMS_TOLD])
    if len(problems) > len(told):
        told.append(f"and {len(problems) - len(told)} more problems of these kinds")
    # As a value of the template, so that braces in a problem are not read as a template.
    lines = [
        InitErrorDetails(
            type=PydanticCustomError("rejected", "{problem}", {"problem": problem}), input=None
        )
        for problem in told
    ]
    return ValidationError.from_exception_data(title, lines, hide_input=True)


def _in_our_words(error: ErrorDetails) -> str:
    """Return where the answer leaves the form and how, without the words that stood there."""
    place = error["loc"]
    if error["type"] == "extra_forbidden":  # there the last step is a name that the model made up
        return f"{_path(place[:-1])}: a field that the schema does not have"
    return f"{_path(place)}: {error['msg']}"


def _path(place: Sequence[int | str]) -> str:
    return ".".join(str(step) for step in place) or "the answer"
