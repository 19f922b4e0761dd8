"""The files of a corpus, in the order of their names, and the form that each is in."""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from posixpath import splitext
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from pipeline.addresses import is_web, without_credentials
from pipeline.corpus.causes import LeftOut, Skipped
from pipeline.corpus.corpus_storage import file_system
from pipeline.corpus.unpacking import compression_of
from pipeline.errors import CorpusError, FactdeskError
from pipeline.files import STDIN
from pipeline.stages.read_article import SUFFIXES

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

FORMS = (
    "a folder, a pattern such as 'stories/**/*.html', JSONL, CSV or TSV, Parquet, or RSS or Atom, "
    "here or at an address such as s3://bucket/stories"
)
"""What a corpus may be, for those who named something else."""


_INSTEAD = {
    ".json": "write an object a line, into a file named .jsonl",
    **dict.fromkeys((".zip", ".tar", ".tgz", ".7z"), "unpack it, and give the folder"),
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save it as CSV"),
    **dict.fromkeys((".doc", ".odt", ".rtf"), "export its text first"),
}
_FILES_OF_A_RUN = frozenset(
    {
        "run.db", "run.db-wal", "run.db-shm", "batches", "articles", "results.jsonl",
        "results.parquet", "worklist.jsonl", "worklist.csv", "not-processed.jsonl", "summary.json",
    }
)  # fmt: skip
_FILES_OF_AN_ARTICLE = frozenset(
    {
        "brief.md", "report.html", "result.json", "worklist.csv", "worklist.xlsx", "worklist.jsonl",
        "claimreview.json",
    }
)  # fmt: skip
_OURS_BY_SIGN = (
    (frozenset({"run.db"}), _FILES_OF_A_RUN),
    # The ledger is elsewhere where the results are on a storage.
    (frozenset({"summary.json", "not-processed.jsonl"}), _FILES_OF_A_RUN),
    (frozenset({"result.json", "claimreview.json"}), _FILES_OF_AN_ARTICLE),
)
"""What shows that a folder was written to, and what then is ours of it."""
_SET_ASIDE = re.compile(r"\.previous(?:-\d+)?(?=\.\w+$)")
"""What the name of a file has more once it was set aside for people's work in it."""
ANY_DEPTH = "**"
"""The step of a pattern that stands for any number of folders, none too."""
_REFUSED = {
    "link": "a link to a folder, which may lead back to itself",
    "nowhere": "a link that leads nowhere",
    "other": "no file",
}
_PATTERN_SIGNS = frozenset("*?[")


class Form(StrEnum):
    """How a file of a corpus is read."""

    ARTICLE = "article"
    LINES = "lines"
    COMMAS = "commas"
    TABS = "tabs"
    PARQUET = "parquet"
    FEED = "feed"


_ENDINGS = {
    **dict.fromkeys(SUFFIXES, Form.ARTICLE),
    **dict.fromkeys((".jsonl", ".ndjson"), Form.LINES),
    ".csv": Form.COMMAS,
    ".tsv": Form.TABS,
    **dict.fromkeys((".parquet", ".pq"), Form.PARQUET),
    **dict.fromkeys((".xml", ".rss", ".atom"), Form.FEED),
}


def what_instead(address: str) -> str:
    """Return what to do with a file of no form that is read."""
    return _INSTEAD.get(_ending(address), f"a corpus is {FORMS}")


def form_of(address: str) -> Form | None:
    """Return the form of a file by its name; None when it is of none that is read.

    What the web serves under no such name is taken for a feed, which is the form with such names.
    """
    if is_web(address):
        return _ENDINGS.get(_ending(urlsplit(address).path), Form.FEED)
    return _ENDINGS.get(_ending(address))


def unpacked_name(name: str) -> str:
    """Return a name without the ending that says how the file is packed."""
    return name.rpartition(".")[0] if compression_of(name) else name


def _ending(name: str) -> str:
    return splitext(unpacked_name(name))[1].lower()


def written_by_us(names: Collection[str]) -> frozenset[str]:
    """Return which of all names of a folder are those of files and folders that factdesk wrote."""
    ours = frozenset().union(*(known for signs, known in _OURS_BY_SIGN if signs <= set(names)))
    return frozenset(name for name in names if _SET_ASIDE.sub("", name) in ours)


class _Entry(NamedTuple):
    name: str
    kind: str


@dataclass(frozen=True)
class Walk:
    """Goes through a folder and holds the names of one folder of each depth at a time.

    fsspec's own search holds all that there is under a folder, a kilobyte a file.
    """

    system: "AbstractFileSystem"
    path: str
    """The folder, as the file system calls it."""
    root: str
    """The folder as it was written, which addresses begin with; "" for the working folder."""
    pattern: tuple[str, ...]
    """What each step inside it has to be like: ("**", "*.html")."""
    skipped: Skipped
    """Told what is left out and why."""
    tells_hidden: bool = False
    """Whether it is told of names that begin with a dot, too."""

    def names(self) -> Iterator[str]:
        """Yield what matches, as paths inside the folder."""
        yield from self._under(self.path, "", self._with_depths({0}))

    def address(self, name: str) -> str:
        """Return the address of a path inside the folder."""
        return name if not self.root else f"{self.root.rstrip('/')}/{name}"

    def _under(self, path: str, inside: str, reached: frozenset[int]) -> Iterator[str]:
        """Yield what matches in a folder; `reached` are the steps that its names may take."""
        for name, kind in self._entries(path, inside):
            steps = frozenset(step for step in reached if fnmatchcase(name, self.pattern[step]))
            is_asked = any(self.pattern[step].startswith(".") for step in steps)
            if name.startswith(".") and not is_asked:
                if self.tells_hidden:
                    self.skipped(LeftOut(self.address(inside + name), "hidden"))
            elif kind == "directory":
                onward = {step if self.pattern[step] == ANY_DEPTH else step + 1 for step in steps}
                if after := self._with_depths(onward):
                    yield from self._under(f"{path.rstrip('/')}/{name}", f"{inside}{name}/", after)
            elif len(self.pattern) - 1 in steps:
                yield inside + name

    def _with_depths(self, steps: set[int]) -> frozenset[int]:
        """Return the steps, with those behind each ** that stands for no folder."""
        reached = set(steps)
        for step, like in enumerate(self.pattern[:-1]):
            if step in reached and like == ANY_DEPTH:
                reached.add(step + 1)
        return frozenset(reached - {len(self.pattern)})

    def _entries(self, path: str, inside: str) -> list[_Entry]:
        """Return what stands in a folder, by name, but what can be no file of a corpus."""
        try:
            entries = sorted(_listed(self.system, path))
        except Exception as error:  # noqa: BLE001 - each storage has errors of its own
            reason = f"cannot be listed ({getattr(error, 'strerror', None) or error})"
            self.skipped(LeftOut(self.address(inside), reason, is_loss=True))
            return []
        ours = written_by_us([entry.name for entry in entries])
        return [entry for entry in entries if not self._is_refused(entry, inside, ours)]

    def _is_refused(self, entry: _Entry, inside: str, ours: frozenset[str]) -> bool:
        address = self.address(inside + entry.name)
        reason = _REFUSED.get(entry.kind)
        if entry.name in ours:
            reason = "written by factdesk"
        if not _can_be_written(entry.name):
            reason = "a name that cannot be written"
        if reason:
            shown = address if _can_be_written(address) else ascii(address)
            self.skipped(LeftOut(shown, reason))
        return reason is not None


def _listed(system: "AbstractFileSystem", path: str) -> Iterator[_Entry]:
    """Yield what stands in a folder, in any order; of local files nothing but the kind is asked."""
    if "file" in system.protocol:
        with os.scandir(path) as entries:
            yield from (_Entry(entry.name, _kind(entry)) for entry in entries)
        return
    for entry in system.ls(path, detail=True):
        full = entry["name"].rstrip("/")
        if full != path.rstrip("/"):  # an object store lists the mark of the folder itself along
            yield _Entry(full.rpartition("/")[2], entry["type"])


def _kind(entry: os.DirEntry[str]) -> str:
    try:
        if entry.is_dir():
            return "link" if entry.is_symlink() else "directory"
        if entry.is_file():
            return "file"
        entry.stat()
    except OSError:  # a link to itself or to nothing; or it went meanwhile
        return "nowhere"
    return "other"


def _can_be_written(name: str) -> bool:
    """Return whether a name fits on a line of text; names of files may hold any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return not any(character < " " for character in name)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a corpus."""

    address: str
    """A path or an address, as a person would write it."""
    name: str
    """What is left of the address inside the corpus: ids are made of it."""
    form: Form
    alone: bool = False
    """Whether it is the whole corpus."""


def parts(corpus: str, skipped: Skipped, *, private: bool = False) -> Iterator[Part]:
    """Yield the files of a corpus; `skipped` is told which are left out and why.

    `private` allows addresses inside one's own network. Raises CorpusError when there is no such
    corpus or it is of no form that is known.
    """
    if corpus == STDIN:
        raise CorpusError(
            "standard input is no corpus, for a run that goes on reads it again: write it to a "
            "file first"
        )
    if is_web(corpus):
        yield _alone(corpus)
        return
    system, path = file_system(corpus, private=private)
    kind = _kind_of(system, path, corpus)
    if kind == "directory":
        root = corpus.rstrip("/") or "/"
        walk = Walk(system, path, root, (ANY_DEPTH, "*"), skipped, tells_hidden=True)
        yield from _read_by_name(walk, skipped)
    elif kind == "other":  # it is counted beside the run, and read again by the next one
        raise CorpusError(f"{corpus} is no file but a pipe or a device: write it to a file first")
    elif kind:
        yield _alone(corpus)
    elif _PATTERN_SIGNS & set(corpus):
        yield from _matching(corpus, skipped, private=private)
    else:
        raise _missing(corpus)


def _missing(corpus: str) -> CorpusError:
    return CorpusError(f"{corpus} does not exist: a corpus is {FORMS}")


def _alone(address: str) -> Part:
    form = form_of(address)
    if form is None:
        raise CorpusError(
            f"{address} is in no form that is read by its name: {what_instead(address)}"
        )
    name = without_credentials(address).rstrip("/").rpartition("/")[2]
    return Part(address, name, form, alone=True)


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


def _matching(pattern: str, skipped: Skipped, *, private: bool) -> Iterator[Part]:
    """Yield the files whose names match a pattern, from the first folder without a sign in it."""
    steps = pattern.split("/")
    first = next(
        (
            place
            for place, step in enumerate(steps)
            if _is_pattern(steps[:place], step, private=private)
        ),
        None,
    )
    if first is None:
        raise _missing(pattern)
    root = "/".join(steps[:first]) or ("/" if first else ".")
    system, path = file_system(root, private=private)
    walk = Walk(system, path, root if first else "", tuple(steps[first:]), skipped)
    yield from _read_by_name(walk, skipped)


def _is_pattern(before: list[str], step: str, *, private: bool) -> bool:
    """Return whether a step holds a sign and is no name as it stands, such as "stories [2026]"."""
    if not _PATTERN_SIGNS & set(step):
        return False
    address = "/".join([*before, step])
    return _kind_of(*file_system(address, private=private), address) is None


def _read_by_name(walk: Walk, skipped: Skipped) -> Iterator[Part]:
    for name in walk.names():
        address = walk.address(name)
        form = form_of(address)
        if form is None:
            skipped(LeftOut(address, "in no form that is read by its name"))
        else:
            yield Part(address, name, form)
