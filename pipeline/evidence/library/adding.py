"""Adding documents to a library: what has changed is read by processes and put in by one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.errors import ArticleError
from pipeline.evidence.library.passages import Figure, Passage, SourceEntry, StoredPart, read_part
from pipeline.evidence.library.reader_process import PART, PASSAGES, UNCHANGED, Answer, Request
from pipeline.evidence.library.reader_processes import ReaderProcesses
from pipeline.evidence.library.storing import NewSource, Storing


class Wanted(NamedTuple):
    """A document that is to be added."""

    name: str
    """Under which the library lists it."""
    where: str
    """A path or an address."""


@dataclass(slots=True)
class Added:
    """What has become of documents so far."""

    documents: int = 0
    sentences: int = 0
    cells: int = 0
    figures: int = 0
    unchanged: int = 0
    failed: int = 0
    passages: int = 0
    """Sentences and table rows that were read, those of a document under way among them."""

    @property
    def settled(self) -> int:
        """Documents that need nothing more."""
        return self.documents + self.unchanged + self.failed

    def count(self, entry: SourceEntry) -> None:
        """Count a document that was put in."""
        self.documents += 1
        self.sentences += entry.sentences
        self.cells += entry.cells
        self.figures += entry.figures


class Fault(NamedTuple):
    """Why a document was not added."""

    where: str
    told: str


def add(
    storing: Storing,
    wanted: Iterable[Wanted],
    processes: ReaderProcesses,
    *,
    private: bool = False,
    added: Added,
    watch: Callable[[], None] = lambda: None,
) -> Iterator[Fault]:
    """Add documents in order, and yield those that cannot be read, as it goes on.

    One that the library has with the same bytes is left as it is. `added` is told of each, and
    `watch` is called now and then. Raises what the database raises.
    """
    requests = (
        Request(each.name, each.where, storing.digest(each.name), private) for each in wanted
    )
    for request, answers in processes.read(requests):
        try:
            first = next(answers)
            if first[0] == UNCHANGED:
                added.unchanged += 1
            else:
                source = NewSource(*first[1:])
                added.count(storing.put(source, _watched(answers, added, watch)))
        except ArticleError as error:
            added.failed += 1
            yield Fault(request.where, str(error))
        watch()


def _watched(
    answers: Iterator[Answer], added: Added, watch: Callable[[], None]
) -> Iterator[StoredPart | Passage]:
    """Yield the parts and passages of answers."""
    for kind, *told in answers:
        if kind == PART:
            yield read_part(*told)
        elif kind == PASSAGES:
            (passages,) = told
            yield from map(_passage, passages)
            added.passages += len(passages)
            watch()


def _passage(told: list[Any]) -> Passage:
    place, text, cells, figures = told
    return Passage(place, text, cells, tuple(map(Figure._make, figures)))
