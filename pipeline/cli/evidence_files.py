"""The documents that a person names for a library: files, those of folders, and web addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.addresses import is_web
from pipeline.corpus.causes import LeftOut, LeftOutFiles, Skipped
from pipeline.corpus.corpus_storage import file_system
from pipeline.corpus.reading.corpus_files import ANY_DEPTH, Walk
from pipeline.errors import SettingsError
from pipeline.evidence.library.adding import Wanted
from pipeline.evidence.library.library_file import BESIDE
from pipeline.evidence.library.names import below, library_folder, name_of

SUFFIXES = frozenset(
    ".txt .md .markdown .htm .html .xhtml .pdf .docx .csv .tsv .tab .xlsx .xlsm .xls .ods "
    ".parquet .json .jsonl .ndjson".split()
)
"""Endings of the names of files in a folder that are read."""


@dataclass(frozen=True, slots=True)
class NamedDocuments:
    """What a person named, for a library at a path."""

    sources: Sequence[str]
    library: Path

    def require(self) -> None:
        """Raise SettingsError for what is neither there nor a web address."""
        for source in self.sources:
            if is_web(source):
                continue
            if "://" in source:
                raise SettingsError(
                    f"{source} is at no place that is read: give a file, a folder, or the address "
                    "of a page (http, https)"
                )
            try:
                exists = Path(source).exists()
            except (OSError, ValueError):
                exists = False
            if not exists:
                raise SettingsError(f"{source} does not exist: check the name")

    def wanted(self, skipped: Skipped) -> Iterator[Wanted]:
        """Yield the documents in order, each once; `skipped` is told what of folders is not."""
        folder, seen = library_folder(self.library), set[str]()
        for where in self._places(skipped):
            name = name_of(where, folder)
            if name not in seen:
                seen.add(name)
                yield Wanted(name, where)

    def _places(self, skipped: Skipped) -> Iterator[str]:
        for source in self.sources:
            if is_web(source) or not Path(source).is_dir():
                yield source
            else:
                yield from self._of_folder(source, skipped)

    def _of_folder(self, folder: str, skipped: Skipped) -> Iterator[str]:
        own = {f"{self.library.resolve()}{ending}" for ending in ("", *BESIDE)}
        whole = Path(folder).resolve()
        system, path = file_system(folder, private=False)
        root = "" if folder == "." else folder
        walk = Walk(system, path, root, (ANY_DEPTH, "*"), skipped, tells_hidden=True)
        for name in walk.names():
            if str(whole / name) in own:
                continue
            if Path(name).suffix.lower() in SUFFIXES:
                yield walk.address(name)
            else:
                skipped(LeftOut(walk.address(name), "in no format that is read"))

    def gone(self, names: Sequence[str]) -> list[str]:
        """Return which of the names, of files below the folders that were named, are no more."""
        folder, gone = library_folder(self.library), dict[str, None]()
        for source in self.sources:
            if not is_web(source) and Path(source).is_dir():
                for name in below(Path(source).resolve(), names, folder):
                    if not (folder / name).exists():
                        gone[name] = None
        return list(gone)


def count_of(documents: NamedDocuments) -> tuple[int, LeftOutFiles]:
    """Return how many documents there are, and what of the folders is left out."""
    left_out = LeftOutFiles()
    return sum(1 for _ in documents.wanted(left_out.count)), left_out
