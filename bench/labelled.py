"""The labelled data: what ships in bench/data/, and what FACTDESK_BENCH_DATA points at.

That variable names a folder with any of newsquant/dev.jsonl, pairs/pairs.jsonl,
headlines/headlines.jsonl, prose/ and statements/R1 to R3: published research data without a licence
to pass it on, or statements on such texts, so it cannot ship. Unless it says otherwise, shared/data
beside the checkout is that folder. What is missing there is left out, and said to be.
"""

import json
import os
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from bench.agreement import Label, Sample, Value
from pipeline import article_from_text
from schemas import Article, Sentence

HERE = Path(__file__).parent / "data"
VARIABLE = "FACTDESK_BENCH_DATA"
_BESIDE = Path(__file__).parents[2] / "shared" / "data"

_JUDGED = set(
    "count money percent percentage_point duration ratio fraction multiplier range measure age "
    "temperature".split()
)
_WITH_UNIT = {"money", "percent", "percentage_point", "duration", "measure", "temperature"}
_SIGNS = {"approx": "~", "at_least": ">", "more_than": ">", "at_most": "<", "less_than": "<"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement on a source; `wrong` when a number of it is not supported, and how."""

    name: str
    text: str
    source: str
    wrong: bool
    kind: str | None = None
    derived: bool = False


def rows(path: Path) -> list[Row]:
    """Return the objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def elsewhere(name: str) -> Path | None:
    """Return a file of the folder that the environment names, or None where it is not there."""
    path = Path(os.environ.get(VARIABLE) or _BESIDE) / name
    return path if path.is_file() else None


def probe() -> list[Sample]:
    """Return our own sentences, one phenomenon each, with the values that are no quantities."""
    return [_sentence(row) for row in rows(HERE / "probe.jsonl")]


def newsquant(path: Path) -> list[Sample]:
    """Return the sentences of NewsQuant."""
    return [_sentence(row) for row in rows(path)]


def _sentence(row: Row) -> Sample:
    labels = tuple(
        Label(
            value=_value(each["value"]),
            unit=each["norm_unit"],
            unit_text=None if each["unit"] == "-" else each["unit"],
            modifier=each["modifier"],
        )
        for each in row["quantities"]
    )
    return Sample(row["text"], labels, traps=tuple(float(bad) for bad in row.get("bad", ())))


def articles(folder: str = "recon") -> dict[str, str]:
    """Return the text of our own articles by number."""
    paths = sorted((HERE / folder / "articles").glob("*.txt"))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def article_sentences() -> list[Sample]:
    """Return the sentences of our own articles with the quantities labelled in them.

    Dates, years, times, ranks and scores are not judged: whether they are quantities is a matter of
    taste. Names with digits are traps: they are none.
    """
    labelled = rows(HERE / "recon" / "quantities.jsonl")
    found: list[Sample] = []
    for number, text in articles().items():
        article = article_from_text(text)
        own = [row for row in labelled if row["article"] == number]
        found += [_labelled(article, sentence, own) for sentence in article.sentences]
    return found


def places() -> list[tuple[str, dict[tuple[int, int], str]]]:
    """Return each of our own articles with the offsets and kinds of all that is labelled in it."""
    found: dict[str, dict[tuple[int, int], str]] = {name: {} for name in articles()}
    for row in rows(HERE / "recon" / "quantities.jsonl"):
        found[row["article"]][row["start"], row["end"]] = row["kind"]
    return [(text, found[name]) for name, text in articles().items()]


def _labelled(article: Article, sentence: Sentence, labelled: list[Row]) -> Sample:
    start, end = sentence.span.start, sentence.span.end
    here = [row for row in labelled if start <= row["start"] < end]
    judged = [row for row in here if _is_judged(row)]
    names = [row for row in here if row["kind"] == "identifier"]
    others = [row for row in here if row not in judged and row not in names]
    return Sample(
        text=article.text[start:end],
        labels=tuple(_label(row, start) for row in judged),
        trap_places=tuple((row["start"] - start, row["end"] - start) for row in names),
        unjudged=tuple((row["start"] - start, row["end"] - start) for row in others),
    )


def _is_judged(row: Row) -> bool:
    return row["checkable"] and row["kind"] in _JUDGED and ":" not in str(row["value"])


def _label(row: Row, start: int) -> Label:
    return Label(
        value=_value(row["value"]),
        unit=_unit(row),
        modifier=_SIGNS.get(row["modifier"], "="),
        start=row["start"] - start,
        end=row["end"] - start,
    )


def _unit(row: Row) -> str | None:
    """Return the labelled unit; None for counts, whose labels give the meaning, not the text."""
    if row["kind"] == "age":
        return f"{row['unit']} of age".replace("s of", " of")
    return str(row["unit"]).replace("_", " ") if row["kind"] in _WITH_UNIT else None


def _value(value: float | str | list[float | str]) -> Value:
    """Return a labelled value: a number, "a/b", or both ends of a range."""
    if isinstance(value, list):
        low, high = value
        return float(low), float(high)
    return float(Fraction(value)) if isinstance(value, str) else float(value)


def statements(folder: str = "recon") -> list[Statement]:
    """Return our statements on our articles: recon, later or unread (bench/data/README.md)."""
    sources = articles(folder)
    return [
        Statement(
            name=row["id"],
            text=row["statement"],
            source=sources[row["article"]],
            wrong=row["verdict"] == "unsupported",
            kind=row["error_type"],
            derived=any(number["status"] == "derived" for number in row["numbers"]),
        )
        for row in rows(HERE / folder / "cases.jsonl")
    ]


def pairs(path: Path) -> list[Statement]:
    """Return minimal pairs: the same sentence with a wrong and with the right number."""
    return [
        Statement(row["id"], row[side], row["source"], wrong=side == "bad")
        for row in rows(path)
        for side in ("bad", "good")
    ]


def headlines(path: Path) -> list[Statement]:
    """Return newsroom headlines, whose numbers all follow from the article."""
    return [
        Statement(row["id"], row["statement"], row["source"], wrong=False) for row in rows(path)
    ]
