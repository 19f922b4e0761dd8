"""`factdesk cassette check`: reads each recording, looks for secrets, and replays it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import typer
from rich.text import Text

from pipeline.cli.exits import FOUND
from pipeline.cli.options import argument, command, group, option
from pipeline.cli.standard_output import Screen
from pipeline.errors import CassetteError, FactdeskError, SettingsError
from pipeline.llm import recorded_model, secrets_in
from pipeline.run import fact_check
from pipeline.stages.draft.model_drafter import RecordedDrafter
from pipeline.stages.read_article import read_article
from pipeline.stages.render import printable
from pipeline.stages.second_look.questions import is_recorded

_ENDINGS = {".yaml", ".yml"}


@dataclass(frozen=True, kw_only=True)
class CassetteOptions:
    cassettes: list[Path] = argument("Recordings, or folders that hold them.")
    articles: list[Path] | None = option(
        "The articles that they belong to, or folders of them: story.yaml goes with story.txt. "
        "Give it again for several.",
        metavar="ARTICLES",
    )


def check_cassettes(options: CassetteOptions) -> None:
    """Find recordings that are stale, orphaned, unreadable, or hold a secret. No key, no network.

    Stale is one whose prompt, schema or article has changed since it was recorded: the replay says
    which part differs. Orphaned is one to which no article belongs. Both are looked for when
    --articles is given; a recording of `factdesk check` belongs to a draft, and the check itself
    says whether it is stale. Ends with code 1 when any is found.

    Examples:
      factdesk cassette check cassettes
      factdesk cassette check cassettes --articles examples
    """
    files = [file for file in _files(options.cassettes) if file.suffix in _ENDINGS]
    if not files:
        raise SettingsError("there is no recording here: cassettes end in .yaml")
    by_stem = None
    if options.articles is not None:
        stories = [file for file in _files(options.articles) if file.suffix not in _ENDINGS]
        by_stem = {file.stem: file for file in stories}
    count = sum(_shown(file, list(_faults(file, by_stem))) for file in files)
    _print(f"{len(files)} recordings, {count} faults")
    if count:
        raise typer.Exit(FOUND)


cassette = group(check=command(check_cassettes, CassetteOptions))


class Fault(NamedTuple):
    kind: str
    line: str


def _files(paths: Sequence[Path]) -> list[Path]:
    """Return the files and those of the folders; raises SettingsError for a path that is not."""
    files = []
    for path in paths:
        if not path.exists():
            raise SettingsError(f"{str(path)!r} does not exist")
        inside = sorted(file for file in path.rglob("*") if file.is_file())
        files += inside if path.is_dir() else [path]
    return files


def _faults(file: Path, articles: dict[str, Path] | None) -> Iterator[Fault]:
    try:
        recorded_model(file)
    except CassetteError as error:
        yield Fault("unreadable", str(error))
        return
    for secret in secrets_in(file.read_text(encoding="utf-8")):
        yield Fault("secret", f"line {secret.line} holds what looks like {secret.what}")
    if articles is None or is_recorded(file):
        return
    if file.stem not in articles:
        yield Fault("orphan", f"no article is called {file.stem}")
        return
    yield from _stale(file, articles[file.stem])


def _stale(file: Path, article: Path) -> Iterator[Fault]:
    try:
        fact_check(read_article(str(article), language_check=False), drafter=RecordedDrafter(file))
    except CassetteError as error:
        yield Fault("stale", str(error))
    except FactdeskError as error:
        yield Fault("unusable", str(error))


def _shown(file: Path, faults: Sequence[Fault]) -> int:
    _print(f"{'✗' if faults else '✓'} {printable(str(file))}")
    for fault in faults:
        _print(f"    {fault.kind}: {printable(fault.line)}", style="red")
    return len(faults)


def _print(line: str, style: str = "") -> None:
    Screen().print(Text(line, style=style))
