"""What `factdesk cassette check` does: read each recording, look for secrets, and replay it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import typer
from rich.text import Text

from pipeline.cli.exits import FOUND
from pipeline.cli.standard_output import Screen
from pipeline.errors import CassetteError, FactdeskError, SettingsError
from pipeline.llm import recorded_model, secrets_in
from pipeline.run import fact_check
from pipeline.stages.draft.model_drafter import RecordedDrafter
from pipeline.stages.read_article import read_article
from pipeline.stages.render import printable

_ENDINGS = {".yaml", ".yml"}


class Fault(NamedTuple):
    """What is wrong with a recording, in a word, and how it shows."""

    kind: str
    line: str


def check_cassettes(paths: Sequence[Path], articles: Sequence[Path] | None) -> None:
    """Print a line for each recording and fault; raises typer.Exit with code 1 where there is one.

    Raises SettingsError when a path does not exist or holds no recording.
    """
    cassettes = [file for path in paths for file in _files(path) if file.suffix in _ENDINGS]
    if not cassettes:
        raise SettingsError("there is no recording here: cassettes end in .yaml")
    known = None if articles is None else _by_stem(articles)
    screen, faults = Screen(), 0
    for file in cassettes:
        found = list(_faults(file, known))
        faults += len(found)
        _show(file, found, screen)
    screen.print(Text(f"{len(cassettes)} recordings, {faults} faults"))
    if faults:
        raise typer.Exit(FOUND)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.is_file())
    if not path.exists():
        raise SettingsError(f"{str(path)!r} does not exist")
    return [path]


def _by_stem(articles: Iterable[Path]) -> dict[str, Path]:
    files = [file for path in articles for file in _files(path)]
    return {file.stem: file for file in files if file.suffix not in _ENDINGS}


def _faults(file: Path, articles: dict[str, Path] | None) -> Iterator[Fault]:
    try:
        recorded_model(file)
    except CassetteError as error:
        yield Fault("unreadable", str(error))
        return
    for secret in secrets_in(file.read_text(encoding="utf-8")):
        yield Fault("secret", f"line {secret.line} holds what looks like {secret.what}")
    if articles is None:
        return
    if file.stem not in articles:
        yield Fault("orphan", f"no article is called {file.stem}")
        return
    yield from _stale(file, articles[file.stem])


def _stale(file: Path, article: Path) -> Iterator[Fault]:
    try:
        fact_check(read_article(str(article)), drafter=RecordedDrafter(file))
    except CassetteError as error:
        yield Fault("stale", str(error))
    except FactdeskError as error:
        yield Fault("unusable", str(error))


def _show(file: Path, faults: Sequence[Fault], screen: Screen) -> None:
    screen.print(Text(f"{'✗' if faults else '✓'} {printable(str(file))}"))
    for fault in faults:
        screen.print(Text(f"    {fault.kind}: {printable(fault.line)}", style="red"))
