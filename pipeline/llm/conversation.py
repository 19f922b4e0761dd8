"""One question until it is answered: read the answer, and ask again when it does not do.

instructor does the asking again. It is given a reply model of ours in place of the form, so what
it tells the model about a bad answer is our words alone and echoes nothing that the model wrote.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any, Generic, Self

import instructor
from instructor.core.exceptions import InstructorRetryException
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from pipeline.errors import ModelOutputInvalid, ModelRefused
from pipeline.llm.completion import Completion
from pipeline.llm.completions import Completions
from pipeline.llm.failures import failure
from pipeline.llm.question import Answer, Form, Question
from pipeline.llm.request import complete_body, messages_of
from pipeline.settings import Settings
from schemas import PromptUsage

MAX_REASKS = 2
PROBLEMS_TOLD = 12
"""Of an answer with more problems, the model is told the first ones; the rest mostly repeat."""

# It prints failed calls, with what the server said; ours are raised and told once.
logging.getLogger("instructor").addHandler(logging.NullHandler())


class Conversation(Generic[Form]):
    """The asking of one question. It serves once."""

    def __init__(
        self, question: Question[Form], completions: Completions, settings: Settings
    ) -> None:
        self._question, self._completions, self._settings = question, completions, settings
        self._attempts: list[Form] = []
        self._problems: list[tuple[str, ...]] = []
        self._rejected: tuple[str, ...] = ()
        self._received: list[Completion] = []

    async def run(self) -> Answer[Form]:
        """Return the answers that fitted the form, the last one last; raises ModelError."""
        # Never `context=`: with it instructor runs Jinja over the article.
        ask: Any = instructor.patch(create=self._create, mode=instructor.Mode.JSON_SCHEMA)
        try:
            await ask(
                response_model=_reply_model(self._read),
                messages=messages_of(self._question),
                max_retries=MAX_REASKS,
            )
        except InstructorRetryException as ended:
            self._raise_unless_answered(ended.__cause__)
        return Answer(tuple(self._attempts), tuple(self._problems), self._usage())

    async def _create(self, *, messages: list[Any], **_: object) -> ChatCompletion:
        """Stand where instructor expects the vendor's client; only the messages are its own."""
        body = complete_body(self._question, messages, self._settings)
        prompt, again = self._question.prompt, bool(self._received)
        try:
            completion = await self._completions.complete(body, prompt=prompt, again=again)
        except Exception as error:
            told = failure(error, prompt, self._settings)
            if told is None:
                raise
            raise told from error
        self._received.append(completion)
        self._refuse_unfinished(completion)
        return _for_instructor(completion)

    def _refuse_unfinished(self, completion: Completion) -> None:
        prompt, model = self._question.prompt, self._settings.model
        if completion.refusal is not None:
            said = " ".join(completion.refusal.split())[:200]
            raise ModelRefused(f"{prompt}: model {model!r} declines; use another (it says: {said})")
        if completion.finish == "content_filter":
            raise ModelRefused(
                f"{prompt}: the content filter of model {model!r} cut the answer; use another"
            )
        if completion.finish == "length":
            raise ModelOutputInvalid(
                f"{prompt}: the answer of model {model!r} was cut off after "
                f"{completion.output_tokens or self._settings.answer_tokens} tokens; "
                "ask for less at once (--window) or use a larger model"
            )

    def _read(self, text: str | bytes | bytearray) -> None:
        """Keep an answer that fits the form; raises ValidationError, with our words, to re-ask."""
        form = self._question.form
        try:
            attempt = form.model_validate_json(text)
        except ValidationError as error:
            self._rejected = tuple(_in_our_words(each) for each in error.errors(include_url=False))
            raise _rejection(form.__name__, self._rejected) from None
        problems = tuple(self._question.check(attempt))
        self._attempts.append(attempt)
        self._problems.append(problems)
        if problems:
            raise _rejection(form.__name__, problems)

    def _raise_unless_answered(self, cause: BaseException | None) -> None:
        """Raise what ended the asking, unless it was the model and it had answered before."""
        by_model = isinstance(cause, (ValidationError, ModelOutputInvalid, ModelRefused))
        if by_model and self._attempts:
            return
        if isinstance(cause, ValidationError):
            raise ModelOutputInvalid(
                f"{self._question.prompt}: no answer of model {self._settings.model!r} in "
                f"{len(self._received)} tries was a valid {self._question.form.__name__} "
                f"(the last one: {self._rejected[0]}); use a larger model, or a smaller --window"
            ) from cause
        assert cause is not None, "instructor gave up without saying why"  # noqa: S101
        raise cause from cause.__cause__

    def _usage(self) -> PromptUsage:
        return PromptUsage(
            prompt=self._question.prompt,
            answers=len(self._received),
            reasks=len(self._received) - 1,
            input_tokens=sum(each.input_tokens for each in self._received),
            output_tokens=sum(each.output_tokens for each in self._received),
        )


def _reply_model(read: Callable[[str | bytes | bytearray], None]) -> type[BaseModel]:
    class Reply(BaseModel):
        """Takes the text of an answer to the reader; holds nothing itself."""

        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **_: Any) -> Self:  # noqa: ANN401
            read(json_data)
            return cls()

    return Reply


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


def _for_instructor(completion: Completion) -> ChatCompletion:
    """Return a fresh object for each reader: instructor writes running totals into the usage."""
    message = {"role": "assistant", "content": completion.text}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    return ChatCompletion.model_validate(
        {"id": "", "object": "chat.completion", "created": 0, "model": "", "choices": [choice]}
    )
