"""Short articles of our own, as many as are wanted, and what a model would answer about them.

Each is three sentences of an article in bench/data/ and six without a number, no two alike: some
130 words and 8 numbers.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from bench import background
from bench.labelled import HERE
from pipeline import article_from_text
from schemas import Article

SENTENCES = 9
_OURS = 3
"""Sentences of labelled articles, full of numbers; with the others there are as many as in news."""
_FOLDERS = ("recon", "clean", "later")
_LONGEST_POINT = 45  # words; a longer point is asked for again
_NUMBERED = re.compile(r"^\[(s\d+)\] (.+)$", re.MULTILINE)
_PASSAGE = re.compile(r"Q: ((?:(?!\nA: ).)*)\nA: $", re.DOTALL)
_SENTENCE = re.compile(r"[^.!?]+[.!?]+[\"”’']?")
Body = dict[str, Any]


def short_articles(number: int) -> list[Article]:
    """Return so many articles, always the same ones; raises ValueError if there are too few."""
    files = [file for folder in _FOLDERS for file in sorted((HERE / folder).glob("articles/*.txt"))]
    sources = [article_from_text(file.read_text(encoding="utf-8")) for file in files]
    longest = max(len(source.sentences) for source in sources)
    rest = background.sentences()
    pieces = [
        " ".join((*_own(source, at), *islice(rest, SENTENCES - _OURS)))
        for at in range(longest)
        for source in sources
        if len(source.sentences) >= at + _OURS
    ]
    if number > len(pieces):
        raise ValueError(f"there are {len(pieces)} short articles, and not {number}")
    return [article_from_text(piece) for piece in pieces[:number]]


def _own(source: Article, at: int) -> Iterator[str]:
    return (source.plain(sentence.span) for sentence in source.sentences[at : at + _OURS])


def answer(body: Body) -> str:
    """Return what a model that makes no mistake might answer to ours or to langextract: JSON."""
    document = body["messages"][-1]["content"]
    name = body.get("response_format", {}).get("json_schema", {}).get("name")
    if name == "Brief":
        return json.dumps(_brief(_NUMBERED.findall(document)), ensure_ascii=False)
    if name == "Claims":
        return json.dumps(_claims(_NUMBERED.findall(document)), ensure_ascii=False)
    return json.dumps(_extractions(document), ensure_ascii=False)


def _brief(sentences: list[tuple[str, str]]) -> Body:
    short = [(at, text) for at, text in sentences if len(text.split()) <= _LONGEST_POINT]
    points = [{"sentence_ids": [at], "text": text} for at, text in (short * 3)[:3]]
    return {"headline": "What the town learned this week", "points": points}


def _claims(sentences: list[tuple[str, str]]) -> Body:
    claims = [{"id": at, "speaker": "", "text": text, "kind": "fact"} for at, text in sentences]
    return {"claims": claims}


def _extractions(prompt: str) -> Body:
    """Return a claim for each sentence of the passage: the quote, and the same fields as ours."""
    quotes = _SENTENCE.findall(_passage(prompt))
    extractions = [
        {
            "claim": quote.strip(),
            "claim_attributes": {"text": quote.strip(), "speaker": "", "kind": "fact"},
        }
        for quote in quotes
    ]
    return {"extractions": extractions}


def passage_of(body: Body) -> str:
    """Return the part of an article that a request of langextract's is about."""
    return _passage(body["messages"][-1]["content"])


def _passage(prompt: str) -> str:
    found = _PASSAGE.search(prompt)
    return found[1] if found else ""
