"""Options: each is declared once, as a field of a dataclass, with what follows from them together.

`brief` and `run` take all of `Options`; what only one of them takes stands in its own module.
`command` makes of the dataclass what typer reads, and of a call what the command works with.
"""

import inspect
import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_type_hints

import typer

from pipeline.cli.standard_output import note
from pipeline.errors import SettingsError
from pipeline.limits import DEFAULT, Limits
from pipeline.settings import RecordMode, Settings
from pipeline.settings_file import read_settings
from schemas import DeskSettings, Sensitivity, Tier

Chosen = TypeVar("Chosen")
_TYPER = "typer"
"""Where a field keeps what typer is told of it."""

# The boxes in which `--help` shows options that belong together.
MODEL = "Model and price"
ANSWERS = "Answers that were paid for"
FILES = "What is written"
AGAIN = "What is left to do"
CHECKING = "Checks"
MACHINE = "Machine and progress"

SENSITIVITY = (
    "How soon a number is unsupported: relaxed flags at most 1 of 100 right statements, normal 3, "
    "strict 15; the more it flags, the fewer wrong ones pass. What only strict flags is shown for "
    "review."
)


def argument(text: str, *, default: Any = MISSING, **more: Any) -> Any:  # noqa: ANN401  # of any type
    """Return the field of an argument, required where it has no default; `text` is its help."""
    return field(default=default, metadata={_TYPER: typer.Argument(help=text, **more)})


def option(
    text: str,
    *names: str,
    default: Any = None,  # noqa: ANN401
    panel: str | None = None,
    **more: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401  # a field of any type
    """Return the field of an option; `text` is its help, `panel` the box that shows it."""
    declared = typer.Option(..., *names, help=text, rich_help_panel=panel, **more)
    return field(default=default, metadata={_TYPER: declared})


def flag(text: str, *names: str, panel: str | None = None) -> Any:  # noqa: ANN401  # a field of bool
    """Return the field of an option that is given or not, and has no `--no-` beside it."""
    return option(text, *names, default=False, panel=panel)


def command(work: Callable[[Chosen], None], options: type[Chosen]) -> Callable[..., None]:
    """Return the work as typer takes it: a parameter for each field of the dataclass `options`.

    Fields of the class itself come before those that it inherits.
    """

    def run(**given: object) -> None:
        work(options(**given))

    hints, own = get_type_hints(options), inspect.get_annotations(options)
    for declared in fields(options):  # type: ignore[arg-type]  # a dataclass
        told = declared.metadata[_TYPER]
        if hints[declared.name] is bool and not told.param_decls:  # else typer adds a `--no-`
            told.param_decls = (f"--{declared.name.replace('_', '-')}",)
    parameters = [
        inspect.Parameter(
            declared.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if declared.default is MISSING else declared.default,
            annotation=Annotated[hints[declared.name], declared.metadata[_TYPER]],
        )
        for declared in sorted(fields(options), key=lambda field: field.name not in own)  # type: ignore[arg-type]  # a dataclass
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__doc__ = _filled(inspect.getdoc(work) or "")
    return run


def group(**commands: Callable[..., None]) -> typer.Typer:
    """Return a command that has these commands of its own, be it only one."""
    made = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")
    made.callback()(lambda: None)  # else typer makes one command of a group with only one
    for name, run in commands.items():
        made.command(name)(run)
    return made


def _filled(text: str) -> str:
    """Return a text with each paragraph on one line; indented lines, as of examples, stay.

    `--help` breaks lines for the terminal, not where the docstring breaks them.
    """
    lines = []
    for stays, run in groupby(text.splitlines(), key=lambda line: not line or line[0].isspace()):
        paragraph = list(run)
        lines += paragraph if stays else [" ".join(paragraph)]
    return "\n".join(lines)


_ENDING_TIERS = {"none": frozenset[Tier](), "error": {Tier.S, Tier.A}, "warning": set(Tier)}
"""The tiers whose alerts end a command with exit code 1, by what `--fail-on` names."""


@dataclass(frozen=True, kw_only=True)
class PrivateOption:
    """Of each command that reads addresses."""

    private: bool = flag(
        "Read URLs inside your own network too; they are refused else.", "--private-network"
    )


@dataclass(frozen=True, kw_only=True)
class LanguageOption:
    """Of each command that reads articles for what their figures say."""

    language_check: Literal["on", "off"] = option(
        "Refuse an article that is not in English; off reads it all the same.", default="on"
    )

    @property
    def checks_language(self) -> bool:
        return self.language_check == "on"


@dataclass(frozen=True, kw_only=True)
class SharedCacheOption:
    """Of each command that asks a model or looks after its answers."""

    shared_cache: str | None = option(
        "Share paid answers with other machines through a storage: s3://bucket/answers, or a "
        "folder. Default: FACTDESK_CACHE_URL.",
        "--cache",
        panel=ANSWERS,
        metavar="URL",
    )


@dataclass(frozen=True, kw_only=True)
class LimitOptions:
    """Of each command that works on articles or statements."""

    max_seconds: int = option(
        "Processor time that an article, a row or statement to check, or a part of a document of "
        "evidence, may take. One that takes more is left out, with this as its reason.",
        panel=MACHINE,
        default=DEFAULT.seconds,
        min=1,
        max=86_400,
        metavar="N",
    )
    max_memory: int = option(
        "Megabytes of memory that a process may take for it, likewise.",
        panel=MACHINE,
        default=DEFAULT.megabytes,
        min=200,
        max=10_000_000,
        metavar="MB",
    )

    @property
    def limits(self) -> Limits:
        return Limits(self.max_seconds, self.max_memory)


@dataclass(frozen=True, kw_only=True)
class ModelOptions(SharedCacheOption):
    """Of each command that asks a model: whom, how fast, for how much."""

    model: str | None = option(
        "A model name at OpenAI or at OPENAI_BASE_URL, gguf:PATH for a model file that is run "
        "here, or 'extractive' for none. Default: FACTDESK_MODEL, else an OpenAI model when a "
        "key is set, else extractive.",
        panel=MODEL,
    )
    concurrency: int | None = option(
        "Requests to the model at once, at most; fewer while it says it is too many. "
        "Default: 16, or 2 for a model file.",
        panel=MODEL,
        min=1,
    )
    rpm: int | None = option("Requests a minute, at most.", panel=MODEL, min=1, metavar="N")
    tpm: int | None = option(
        "Tokens a minute, at most, in and out.", panel=MODEL, min=1, metavar="N"
    )
    budget: float | None = option(
        "Ask for nothing more once this many US dollars are spent (exit code 4); what is "
        "finished is kept.",
        panel=MODEL,
        min=0,
        metavar="USD",
    )
    no_cache: bool = flag("Neither use nor keep answers on this machine.", panel=ANSWERS)
    refresh: bool = flag("Ask afresh, and replace the answers that are kept.", panel=ANSWERS)

    def settings(self, **more: Any) -> Settings:  # noqa: ANN401  # further settings by their names
        if self.no_cache and (self.refresh or self.shared_cache):
            raise SettingsError(
                "--no-cache leaves nothing to refresh or to share: give one of them"
            )
        same = ("model", "concurrency", "rpm", "tpm", "shared_cache", "refresh")
        named = {name: getattr(self, name) for name in same}
        named["budget"] = None if self.budget is None else Decimal(str(self.budget))
        settings = Settings.from_environment(os.environ, **(named | more))
        return replace(settings, cache_dir=None, shared_cache=None) if self.no_cache else settings


@dataclass(frozen=True, kw_only=True)
class CassetteOptions(ModelOptions):
    """Of each command whose answers may be recorded and replayed."""

    cassette: Path | None = option(
        "Replay the model's answers from this file: no key, no network.", panel=ANSWERS
    )
    record: RecordMode = option(
        "With --cassette: none replays, once records where there is none, all records afresh.",
        panel=ANSWERS,
        default="none",
    )

    def require_cassette(self, cassette: Path | None) -> None:
        """Raise SettingsError where answers are to be recorded and nothing says where."""
        if self.record != "none" and cassette is None:
            raise SettingsError("--record needs --cassette FILE: it says where to keep the answers")

    def recorded_settings(
        self, *, model: str | None = None, cassette: Path | None = None
    ) -> Settings:
        """Return the settings of the run, those of its cassette as well. Raises SettingsError.

        `model` and `cassette` are those that a file names, where no option does.
        """
        cassette, model = self.cassette or cassette, self.model or model
        if cassette and self.record == "none" and model is None:
            from pipeline.llm import recorded_model  # a tenth of a second

            model = recorded_model(cassette)
        self.require_cassette(cassette)
        if cassette and self.refresh:
            raise SettingsError("--cassette leaves the cache alone; --record all asks afresh")
        settings = self.settings(model=model, cassette=cassette, record=self.record)
        if cassette and not settings.uses_model:
            raise SettingsError(
                "--cassette keeps a model's answers, and no model is set: give --model"
            )
        if cassette and settings.replays and settings.search_phrases:
            from pipeline.stages.draft.questions import asks_phrases

            # Nobody asks for them by name, and a recording may be older than the library.
            settings = replace(settings, search_phrases=asks_phrases(cassette))
        return settings


@dataclass(frozen=True, kw_only=True)
class EvidenceOption:
    """Of each command that may ask a library of evidence."""

    evidence: Path | None = option(
        "Seek each figure in this library of evidence, which `factdesk evidence add` makes, and "
        "show beside it what bears it out or contradicts it.",
        panel=CHECKING,
        metavar="LIBRARY",
    )

    def library(self) -> Path | None:
        """Return the file of the library, if any. Raises SettingsError where there is none."""
        return self.evidence and library_file(self.evidence)


def library_file(path: Path) -> Path:
    """Return the whole path of a library. Raises SettingsError for what is none."""
    from pipeline.evidence.library.library_file import require_library

    require_library(path)
    return path.absolute()


@dataclass(frozen=True, kw_only=True)
class Options(PrivateOption, LanguageOption, ModelOptions, LimitOptions, EvidenceOption):
    """What `brief` and `run` take: who drafts, what it may cost, what a desk has set."""

    window: int | None = option(
        "Sentences a request for claims. Default: 60, or 5 for a small model.", panel=MODEL
    )
    suggest_sources: bool = flag(
        "Ask the model, too, what would settle each figure and who publishes it: one request an "
        "article more, and its suggestions are marked as the model's.",
        panel=MODEL,
    )
    bom: bool = flag(
        "Begin the CSV with a byte order mark, so that Excel reads UTF-8.", panel=FILES
    )
    dry_run: bool = flag("Say what a model would be asked and what it would cost.")
    fail_on: Literal["none", "error", "warning"] = option(
        "Exit 1 on alerts: error (of tier S or A), warning (any).", panel=CHECKING, default="none"
    )
    desk: Path | None = option(
        "A desk's settings (TOML): sensitivity, weights of the score, checks (docs/checks.md).",
        panel=CHECKING,
    )
    sensitivity: Sensitivity | None = option(
        SENSITIVITY, panel=CHECKING, show_default="the desk's, else normal"
    )
    off: list[str] | None = option(
        "Checks that do not fire, such as B05,C07.", panel=CHECKING, metavar="IDS"
    )
    alert: list[str] | None = option(
        "Checks that alert instead of feeding the score.", panel=CHECKING, metavar="IDS"
    )
    no_alert: list[str] | None = option(
        "Checks that feed the score only.", panel=CHECKING, metavar="IDS"
    )

    def settings(self, **more: Any) -> Settings:  # noqa: ANN401  # further settings by their names
        own = {
            "window": self.window,
            "suggest_sources": self.suggest_sources,
            "search_phrases": self.evidence is not None,
        }
        return super().settings(**(own | more))

    def fails_on(self, tiers: Collection[Tier]) -> bool:
        """Return whether alerts of these tiers end the command with exit code 1."""
        return not _ENDING_TIERS[self.fail_on].isdisjoint(tiers)

    def desk_settings(self) -> DeskSettings:
        """Return what the desk has set; options win over its file. Raises SettingsError."""
        named = {"off": self.off, "alert": self.alert, "no_alert": self.no_alert}
        return desk_settings(self.desk, sensitivity=self.sensitivity, **named)


def desk_settings(
    file: Path | None = None,
    *,
    sensitivity: Sensitivity | None = None,
    **named: Sequence[str] | None,
) -> DeskSettings:
    """Return the settings of the file, with the sensitivity and the checks that options name.

    `named` are ids of checks by "off", "alert" and "no_alert", which may be separated by commas.
    What is made to alert by an option is on, whatever the file says. Of a check that is gone a line
    is printed, and no more. Raises SettingsError, naming the file or the check.
    """
    desk = (
        read_settings(file, DeskSettings, kind="desk file", shown_in="docs/checks.md")
        if file
        else DeskSettings()
    )
    wanted, unwanted, silent = (_ids(named.get(name)) for name in ("alert", "no_alert", "off"))
    settings = desk.model_copy(
        update={
            "sensitivity": sensitivity or desk.sensitivity,
            "off": _joined((*desk.off, *silent), without=set(wanted) - set(silent)),
            "alert": _joined((*desk.alert, *wanted), without=set(unwanted)),
            "no_alert": _joined((*desk.no_alert, *unwanted), without=set(wanted) - set(unwanted)),
        }
    )
    # Half a second, which not every command has to pay.
    from pipeline.checks import CHECKS, RETIRED

    known = {check.check_id for check in CHECKS} | set(RETIRED)
    listed = {name: getattr(settings, name) for name in ("off", "alert", "no_alert")}
    for check_id in dict.fromkeys(check_id for ids in listed.values() for check_id in ids):
        if check_id not in known:
            raise SettingsError(f"there is no check {check_id!r}; `factdesk checks` lists them")
        if check_id in RETIRED:
            note(f"{check_id} is no check any more and is passed over: {RETIRED[check_id]}")
    kept = {
        name: tuple(check_id for check_id in ids if check_id not in RETIRED)
        for name, ids in listed.items()
    }
    return settings.model_copy(update=kept)


def _ids(options: Sequence[str] | None) -> tuple[str, ...]:
    ids = (check_id.strip().upper() for line in options or () for check_id in line.split(","))
    return tuple(filter(None, ids))


def _joined(ids: Iterable[str], *, without: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.upper() for name in ids if name.upper() not in without))
