"""The files that a corpus is made of, found one after the other in the order of their names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.corpus.reading.form import FORMS, Form, form_of
from pipeline.corpus.reading.storage import file_system, is_web
from pipeline.corpus.reading.walk import ANY_DEPTH, Walk
from pipeline.errors import CorpusError, FactdeskError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

Skipped = Callable[[str], None]
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


def parts(corpus: str, *, private: bool, skipped: Skipped) -> Iterator[Part]:
    """Yield the files of a corpus; `skipped` is told, one line each, which are left out and why.

    Raises CorpusError when there is no such corpus or it is of no form that is known.
    """
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
        raise CorpusError(f"{corpus} does not exist: a corpus is {FORMS}")


def _alone(address: str, *, private: bool) -> Part:
    form = form_of(address)
    if form is None:
        raise CorpusError(f"{address} is in no form that is read by its name: a corpus is {FORMS}")
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
    first = next(at for at, step in enumerate(steps) if _MAGIC & set(step))
    root = "/".join(steps[:first]) or ("/" if first else ".")
    system, path = file_system(root)
    walk = Walk(system, path, root if first else "", tuple(steps[first:]), skipped)
    yield from _read_by_name(walk, skipped)


def _read_by_name(walk: Walk, skipped: Skipped) -> Iterator[Part]:
    for name in walk.names():
        address = walk.address(name)
        form = form_of(address)
        if form is None:
            skipped(f"{address}: in no form that is read by its name")
        else:
            yield Part(address, name, form)
