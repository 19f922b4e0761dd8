"""Labelled statements for the judge: ours from bench/data, research data from elsewhere.

Ours alone are fitted on: `fingerprint` is what `judge.json` says of them. Research data is only
measured on, where it is at hand (`bench.labelled.elsewhere`).
"""

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench import labelled
from bench.labelled import HERE, Row

AUTHORED = ("E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9", "E10")
"""Sets by one author each, in bench/data/statements."""
FIRST_AUTHORED = AUTHORED[:5]
"""Those that were there when the judge was designed; the others test it and teach it."""
EARLIER = ("recon", "later", "unread")
OURS = (*EARLIER, *AUTHORED)
REAL = ("R1", "R2", "R3")
"""Statements of ours on real articles, whose texts may not be passed on."""
APPLIED = ("fakesumm", "writers", "headlines", "pairs")
"""Public sets that tell what the judge does to other people's statements."""
FOLDS = 5
_BORNE_OUT = frozenset("exact format rounded derived".split())


class Told(NamedTuple):
    """What an author says of one number of a statement."""

    text: str
    op: str
    """How it follows: equal, form, round, bound, the name of an operation, or wrong."""
    rests_on: tuple[str, ...]
    """Numbers of the article, as they are written there."""


class Case(NamedTuple):
    """A labelled statement."""

    set: str
    name: str
    article: str
    """Tells articles of all sets apart; statements on one article are in one fold."""
    text: str
    source: str
    wrong: bool
    kind: str
    bad: tuple[str, ...] = ()
    """The erroneous numbers as the statement writes them; none where nobody has marked them."""
    numbers: tuple[Told, ...] = ()

    @property
    def bad_spans(self) -> tuple[tuple[int, int], ...]:
        """Where the erroneous numbers stand."""
        return tuple(span for each in self.bad if (span := place(each, self.text)) is not None)


def place(number: str, text: str) -> tuple[int, int] | None:
    """Return where a number stands in a text: "31" is neither in 1931 nor in 31.5."""
    whole = rf"(?<![\d])(?<!\d[.,]){re.escape(number)}(?![.,]?\d)"
    found = re.search(whole, text) or re.search(re.escape(number), text)
    return found.span() if found else None


def touches(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Return whether a stretch shares a character with one of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)


def fold_of(article: str, folds: int = FOLDS) -> int:
    """Return the fold of an article, the same on every machine."""
    return zlib.crc32(article.encode()) % folds


def ours(names: Iterable[str] = OURS) -> list[Case]:
    """Return the statements of our own sets."""
    return [case for name in names for case in _own(name)]


def folder_of(name: str) -> Path:
    """Return the folder of one of our sets."""
    return HERE / name if name in EARLIER else HERE / "statements" / name


def files(name: str) -> list[Path]:
    """Return the files of one of our sets that are fitted on."""
    folder = folder_of(name)
    return [folder / "cases.jsonl", *sorted((folder / "articles").glob("*.txt"))]


def fingerprint() -> dict[str, object]:
    """Return the sizes of our sets, and the SHA-256 over their files in order of their paths."""
    named = {each.relative_to(HERE).as_posix(): each for name in OURS for each in files(name)}
    whole = hashlib.sha256()
    for path, file in sorted(named.items()):
        content = file.read_bytes()
        whole.update(f"{path} {len(content)}\n".encode() + content)
    cases = ours()
    return {
        "sha256": whole.hexdigest(),
        "articles": len({case.article for case in cases}),
        "statements": len(cases),
        "wrong": sum(case.wrong for case in cases),
    }


def _own(name: str) -> Iterator[Case]:
    read = _earlier if name in EARLIER else _authored
    return read(name, folder_of(name))


def _authored(name: str, folder: Path) -> Iterator[Case]:
    texts = _articles(folder)
    for row in labelled.rows(folder / "cases.jsonl"):
        yield Case(
            set=name,
            name=row["id"],
            article=name + row["article"],
            text=row["statement"],
            source=texts[row["article"]],
            wrong=row["label"] == "wrong",
            kind=row["kind"],
            bad=_bad(row),
            numbers=tuple(_told(each) for each in row.get("numbers", ())),
        )


def _bad(row: Row) -> tuple[str, ...]:
    """Return the erroneous number, and the other one of a swap where the author marked both."""
    wrong = [each["text"] for each in row.get("numbers", ()) if each["op"] == "wrong"]
    first = row.get("bad")
    return (first, *(each for each in wrong if first not in each)) if first else ()


def _told(row: Row) -> Told:
    return Told(row["text"], row["op"], tuple(row["from"]))


def _earlier(name: str, folder: Path) -> Iterator[Case]:
    texts = _articles(folder)
    for row in labelled.rows(folder / "cases.jsonl"):
        wrong = row["verdict"] == "unsupported"
        bad = [each["text"] for each in row["numbers"] if each["status"] not in _BORNE_OUT]
        yield Case(
            set=name,
            name=f"{name}-{row['id']}",
            article=name + row["article"],
            text=row["statement"],
            source=texts[row["article"]],
            wrong=wrong,
            kind=row["error_type"] or "",
            bad=tuple(bad) if wrong else (),
        )


def _articles(folder: Path) -> dict[str, str]:
    paths = sorted((folder / "articles").glob("*.txt"))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def real() -> list[Case]:
    """Return the statements on real articles that are at hand."""
    folders = {name: labelled.elsewhere(f"statements/{name}/cases.jsonl") for name in REAL}
    return [case for name, path in folders.items() if path for case in _authored(name, path.parent)]


def applied(name: str) -> list[Case]:
    """Return a public set, or nothing where it is not at hand."""
    where = {"headlines": "headlines/headlines.jsonl", "pairs": "pairs/pairs.jsonl"}
    path = labelled.elsewhere(where.get(name, f"prose/{name}.jsonl.gz"))
    if path is None:
        return []
    readers = {"headlines": _headlines, "pairs": _pairs}
    return list(readers.get(name, _prose)(name, path))


def missing(names: Sequence[str]) -> str:
    """Return a line on what could not be measured, or nothing."""
    if not names:
        return ""
    where = f"{labelled.VARIABLE} names no folder that holds it"
    return f"Left out: {', '.join(names)}; {where}.\n"


def _headlines(name: str, path: Path) -> Iterator[Case]:
    for at, row in enumerate(labelled.rows(path)):
        article = f"{name}{at}"
        text, source = row["statement"], row["source"]
        yield Case(name, str(row["id"]), article, text, source, wrong=False, kind="")


def _pairs(name: str, path: Path) -> Iterator[Case]:
    for row in labelled.rows(path):
        for side in ("good", "bad"):
            article, case = f"{name}{row['id']}", f"{row['id']}-{side}"
            wrong = side == "bad"
            yield Case(name, case, article, row[side], row["source"], wrong=wrong, kind=row["kind"])


def _prose(name: str, path: Path) -> Iterator[Case]:
    sources = {row["source_id"]: row["source"] for row in _zipped(_sources_of(path))}
    for row in _zipped(path):
        article, source = f"{name}{row['source_id']}", sources[row["source_id"]]
        wrong, text = row.get("wrong") is True, row["statement"]
        yield Case(name, str(row["id"]), article, text, source, wrong=wrong, kind="")


def _sources_of(path: Path) -> Path:
    return path.with_name(path.name.replace(".jsonl.gz", ".sources.jsonl.gz"))


def _zipped(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
