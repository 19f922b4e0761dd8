"""The second look of `factdesk check --model`: whom it asks, what came of it, what it took."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import NamedTuple

import typer

from pipeline.cli.check_options import CheckOptions
from pipeline.cli.check_plan import CheckPlan
from pipeline.cli.exits import STOPPED, run_until_stopped
from pipeline.cli.progress import WatchedModel, showing
from pipeline.cli.spending import spending_lines
from pipeline.cli.standard_output import note
from pipeline.errors import ArticleError, BudgetSpent, FactdeskError, SettingsError
from pipeline.llm import Traffic, open_model
from pipeline.project import FILE
from pipeline.settings import Settings
from pipeline.stages.second_look.answers import Answered, with_answers
from pipeline.stages.second_look.asking import Came, ask_all, settings_for
from pipeline.stages.second_look.questions import Asked, LookedAt, questions_on
from schemas import CheckRun
from schemas.drafts import SecondLookForm


class LookedAgain(NamedTuple):
    """What a second look made of a run."""

    run: CheckRun
    lines: tuple[str, ...]
    """What to tell the user: what could not be looked at and why, what it took."""
    failed: bool = False
    """Whether an answer is missing, for another reason than the budget."""
    over_budget: bool = False


def second_look_settings(options: CheckOptions, plan: CheckPlan) -> Settings:
    """Return the settings of the model that looks again.

    What factdesk.toml names is replayed alone, unless `--record` or `--model` asks for more.
    Raises SettingsError, or CassetteError where a recording cannot be read.
    """
    if not (plan.cassette or options.cassette or options.model):
        raise SettingsError(
            f"{FILE} names a model and no cassette, and what it names is only replayed: name the "
            "cassette, or give --model"
        )
    recorded = plan.cassette if options.model is None or options.record != "none" else None
    settings = options.recorded_settings(model=plan.model, cassette=recorded)
    if not settings.uses_model:
        raise SettingsError("--model names no model that could look again: leave it out")
    return settings_for(settings)


def look_again(
    run: CheckRun,
    sources: Sequence[Sequence[LookedAt]],
    settings: Settings,
    options: CheckOptions,
) -> LookedAgain:
    """Return the run with what the model has settled; a fault of it costs no verdict.

    `sources` are those of each statement. Raises typer.Exit when it is stopped.
    """
    asked: list[tuple[int, Asked]] = []
    lines: list[str] = []
    for at, (statement, against) in enumerate(zip(run.statements, sources, strict=True)):
        try:
            questions = options.limits.keep(partial(questions_on, statement, against))
        except ArticleError as error:
            place = statement.place
            lines.append(f"no second look at {place.file}, {place.line_name}: {error}")
        else:
            asked += [(at, each) for each in questions]
    too_slow = bool(lines)
    if not asked:
        return LookedAgain(run, tuple(lines), failed=too_slow)
    try:
        came, ended, traffic = run_until_stopped(_answers([each for _, each in asked], settings))
    except KeyboardInterrupt:
        kept = "with --no-cache no answer was kept"
        if not options.no_cache:
            kept = "answers already paid for are in the cache, so the same command goes on"
        note(f"stopped during the second look; {kept}")
        raise typer.Exit(STOPPED) from None
    lines += _failures(came, ended)
    lines += [*traffic.notes, *spending_lines(traffic, settings)]
    return LookedAgain(
        _settled(run, asked, came, settings.model),
        tuple(lines),
        failed=len(asked) > sum(isinstance(each, SecondLookForm) for each in came) or too_slow,
        over_budget=isinstance(ended, BudgetSpent),
    )


async def _answers(
    asked: Sequence[Asked], settings: Settings
) -> tuple[list[Came], FactdeskError | None, Traffic]:
    async with AsyncExitStack() as stack:
        # A hook checks the drafts that changed: a recording may hold answers on others. What it
        # lacks is told by the line on what was not looked at.
        model = await stack.enter_async_context(open_model(settings, strict=False))
        watched = WatchedModel(model, settings.model, stack.enter_context(showing(logs=False)))
        came, ended = await ask_all([each.question for each in asked], watched)
        return came, ended, model.traffic


def _failures(came: Sequence[Came], ended: FactdeskError | None) -> list[str]:
    """Return a line for all that was not answered, with the first reason."""
    missing = [each for each in came if not isinstance(each, SecondLookForm)]
    if not missing:
        return []
    first = ended or next((each for each in missing if each is not None), None)
    return [f"no second look at {len(missing)} of {len(came)} questions: {first}"]


def _settled(
    run: CheckRun, asked: Sequence[tuple[int, Asked]], came: Sequence[Came], model: str
) -> CheckRun:
    by_statement: dict[int, list[Answered]] = {}
    for (at, each), form in zip(asked, came, strict=True):
        if isinstance(form, SecondLookForm):
            by_statement.setdefault(at, []).append(Answered(each, form))
    statements = (
        with_answers(statement, by_statement.get(at, ()), model)
        for at, statement in enumerate(run.statements)
    )
    return run.model_copy(update={"statements": tuple(statements)})
