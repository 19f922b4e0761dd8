"""The files that a corpus is made of, found one after the other in the order of their names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.corpus.reading.form import FORMS, Form, form_of, what_instead
from pipeline.corpus.reading.left_out import LeftOut, Skipped
from pipeline.corpus.reading.renaming import AS_CALLED, Renaming
from pipeline.corpus.reading.storage import file_system, is_web
from pipeline.corpus.reading.walk import ANY_DEPTH, Walk
from pipeline.errors import CorpusError, FactdeskError
from pipeline.stages.read_article import STDIN

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a corpus; any process can open it by itself."""

    address: str
    """A path or an address, as a person would write it."""
    name: str
    """What is left of the address inside the corpus: ids are made of it."""
    form: Form
    private: bool = False
    """Whether it may lie on the web inside one's own network."""
    alone: bool = False
    """Whether it is the whole corpus."""
    renaming: Renaming = AS_CALLED
    """What the columns of a table are read as."""


def parts(
    corpus: str, *, private: bool, skipped: Skipped, renaming: Renaming = AS_CALLED
) -> Iterator[Part]:
    """Yield the files of a corpus; `skipped` is told which are left out and why.

    `renaming` says what the columns of its tables are read as. Raises CorpusError when there is no
    such corpus or it is of no form that is known.
    """
    for part in _found(corpus, private=private, skipped=skipped):
        yield replace(part, renaming=renaming)


def _found(corpus: str, *, private: bool, skipped: Skipped) -> Iterator[Part]:
    if corpus == STDIN:
        raise CorpusError(
            "standard input is no corpus, for a run that goes on reads it again: write it to a file first"
        )
    if is_web(corpus):
        yield _alone(corpus, private=private)
        return
    system, path = file_system(corpus)
    kind = _kind_of(system, path, corpus)
    if kind == "directory":
        root = corpus.rstrip("/") or "/"
        walk = Walk(system, path, root, (ANY_DEPTH, "*"), skipped, tells_hidden=True)
        yield from _read_by_name(walk, skipped)
    elif kind == "other":  # it is counted beside the run, and read again by the next one
        raise CorpusError(f"{corpus} is no file but a pipe or a device: write it to a file first")
    elif kind:
        yield _alone(corpus, private=private)
    elif _MAGIC & set(corpus):
        yield from _matching(corpus, skipped)
    else:
        raise _missing(corpus)


def _missing(corpus: str) -> CorpusError:
    return CorpusError(f"{corpus} does not exist: a corpus is {FORMS}")


def _alone(address: str, *, private: bool) -> Part:
    form = form_of(address)
    if form is None:
        raise CorpusError(
            f"{address} is in no form that is read by its name: {what_instead(address)}"
        )
    name = address.rstrip("/").rpartition("/")[2]
    return Part(address, name, form, private, alone=True)


def _kind_of(system: "AbstractFileSystem", path: str, corpus: str) -> str | None:
    """Return "file" or "directory", None when there is nothing at the path."""
    try:
        return str(system.info(path)["type"])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except FactdeskError:
        raise
    except Exception as error:  # each storage has errors of its own
        reason = " ".join(str(error).split()) or type(error).__name__
        raise CorpusError(f"{corpus} cannot be looked at: {reason}") from error


def _matching(pattern: str, skipped: Skipped) -> Iterator[Part]:
    """Yield the files whose names match a pattern, from the first folder without a sign in it."""
    steps = pattern.split("/")
    signs = (at for at, step in enumerate(steps) if _is_pattern(steps[:at], step))
    first = next(signs, None)
    if first is None:
        raise _missing(pattern)
    root = "/".join(steps[:first]) or ("/" if first else ".")
    system, path = file_system(root)
    walk = Walk(system, path, root if first else "", tuple(steps[first:]), skipped)
    yield from _read_by_name(walk, skipped)


def _is_pattern(before: list[str], step: str) -> bool:
    """Return whether a step holds a sign and is no name as it stands, such as "stories [2026]"."""
    if not _MAGIC & set(step):
        return False
    address = "/".join([*before, step])
    return _kind_of(*file_system(address), address) is None


def _read_by_name(walk: Walk, skipped: Skipped) -> Iterator[Part]:
    for name in walk.names():
        address = walk.address(name)
        form = form_of(address)
        if form is None:
            skipped(LeftOut(address, "in no form that is read by its name"))
        else:
            yield Part(address, name, form)
