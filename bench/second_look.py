"""The second look of a model at numbers in doubt: `python -m bench.second_look MODEL [NUMBERS]`.

A seeded sample of our statements (E1 to E10 and recon) with numbers that the engine leaves for
review or unsupported is put to the model at OPENAI_BASE_URL, as `factdesk check --model` does.
Printed are the outcomes of numbers that are right and wrong before and after, what the model said,
and what code refused. Answers are kept in the cache: a run that is stopped goes on.
"""

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.judge import data
from bench.judge.data import Case
from bench.precision import is_right
from bench.table import table
from pipeline.llm import open_model
from pipeline.settings import Settings
from pipeline.stages.check_statements import NamedSource, check_placed
from pipeline.stages.second_look.answers import Answered, with_answers
from pipeline.stages.second_look.asking import Came, ask_all, settings_for
from pipeline.stages.second_look.questions import Asked, questions_on
from pipeline.text.article import article_from_text
from pipeline.text.placed import PlacedText, Places
from schemas import CheckedNumber, CheckedStatement, Judge, Outcome, Sensitivity
from schemas.drafts import SecondLookForm

SETS = ("recon", *data.AUTHORED)
NUMBERS, SEED = 80, 18


class Doubted(NamedTuple):
    """A statement with numbers in doubt, and what a model is asked about them."""

    case: Case
    checked: CheckedStatement
    asked: Asked


class Looked(NamedTuple):
    """A number before and after a second look, and whether it is truly wrong."""

    before: CheckedNumber
    after: CheckedNumber
    wrong: bool


def sample(numbers: int, cases: Sequence[Case] | None = None) -> list[Doubted]:
    """Return statements in an order that chance gave once, until they hold so many numbers."""
    some = list(data.ours(SETS) if cases is None else cases)
    random.Random(SEED).shuffle(some)  # noqa: S311  # the same sample each time
    chosen: list[Doubted] = []
    for case in some:
        if sum(len(each.asked.numbers) for each in chosen) >= numbers:
            break
        source = NamedSource(case.article, article_from_text(case.source), is_file_text=False)
        words = PlacedText.slice_of(case.text, 0, len(case.text))
        places = Places(case.name, case.text)
        checked = check_placed(words, places, [source], Sensitivity.NORMAL)
        chosen += [Doubted(case, checked, asked) for asked in questions_on(checked, [source])]
    return chosen


def looked_at(some: Sequence[Doubted], came: Sequence[Came], model: str) -> Iterator[Looked]:
    """Yield each number in doubt as it was and as it is after the answers that came."""
    for each, form in zip(some, came, strict=True):
        answered = [Answered(each.asked, form)] if isinstance(form, SecondLookForm) else []
        after = with_answers(each.checked, answered, model)
        for old, new in zip(each.checked.findings, after.findings, strict=True):
            if old.is_doubtful:
                yield Looked(old, new, is_right(each.case, old))


def report(looked: Sequence[Looked]) -> str:
    """Return the tables."""
    return "\n".join([_outcomes(looked), _answers(looked), _refusals(looked)])


def _outcomes(looked: Sequence[Looked]) -> str:
    counts = Counter(
        (when, outcome, each.wrong)
        for each in looked
        for when, outcome in (("before", each.before.outcome), ("after", each.after.outcome))
    )
    rows = [
        [
            "wrong" if wrong else "right",
            *(str(counts[when, o, wrong]) for when in ("before", "after") for o in Outcome),
        ]
        for wrong in (False, True)
    ]
    head = ["truly", *(f"{o.value} {when}" for when in ("before", "after") for o in Outcome)]
    return table(f"Numbers in doubt, before and after: {len(looked)}", head, rows)


def _answers(looked: Sequence[Looked]) -> str:
    counts: Counter[tuple[str, str, bool]] = Counter()
    for each in looked:
        look = each.after.second_look
        answer = look.answer.value if look else "none"
        taken = "refused" if look and look.refusal else "moved" if _moved(each) else "kept"
        counts[answer, taken, each.wrong] += 1
    kinds = sorted({(answer, taken) for answer, taken, _ in counts})
    rows = [
        [answer, taken, str(counts[answer, taken, False]), str(counts[answer, taken, True])]
        for answer, taken in kinds
    ]
    return table("What the model said, and what code made of it", ["", "", "right", "wrong"], rows)


def _moved(each: Looked) -> bool:
    return each.after.by is Judge.MODEL


def _refusals(looked: Sequence[Looked]) -> str:
    looks = (each.after.second_look for each in looked)
    counts = Counter(look.refusal.value for look in looks if look and look.refusal)
    rows = [[why, str(count)] for why, count in sorted(counts.items())]
    return table(f"Refused by code: {counts.total()}", ["why", ""], rows)


async def _answered(some: Sequence[Doubted], settings: Settings) -> tuple[list[Came], str]:
    async with open_model(settings) as model:
        came, ended = await ask_all([each.asked.question for each in some], model)
        paid, kept = model.traffic.all_paid, model.traffic.all_kept
    failed = sum(not isinstance(each, SecondLookForm) for each in came)
    tokens = f"{paid.input_tokens + kept.input_tokens:,} tokens in, "
    tokens += f"{paid.output_tokens + kept.output_tokens:,} out"
    said = f"{len(some)} requests, {failed} without an answer; {tokens}\n"
    return came, said + (f"Ended early: {ended}\n" if ended else "")


def main(arguments: Sequence[str]) -> None:
    """Ask the model about the sample, and print the tables."""
    if not arguments:
        sys.exit(str(__doc__))
    numbers = int(arguments[1]) if len(arguments) > 1 else NUMBERS
    settings = settings_for(Settings.from_environment(os.environ, model=arguments[0]))
    some = sample(numbers)
    came, said = asyncio.run(_answered(some, settings))
    sys.stdout.write(report(list(looked_at(some, came, settings.model))) + "\n" + said)


if __name__ == "__main__":
    main(sys.argv[1:])
