"""Small articles of our own, and a model that answers about them: the same to the same request."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.scripted_server import Reply, completion

MODEL = "scripted"
PLACES = ("Aldern", "Brokvik", "Castelmar", "Dunmoor", "Eskholt", "Ferrow")
LONGER_THAN_A_PAGE = 40_000
"""Characters that some answers have: more than diskcache would keep in its database by itself."""


def write_articles(folder: Path, number: int) -> list[str]:
    """Write so many articles into the folder and return their names."""
    names = [f"article-{count:02}.txt" for count in range(1, number + 1)]
    for count, name in enumerate(names, start=1):
        (folder / name).write_text("\n\n".join(_paragraphs(count)) + "\n", encoding="utf-8")
    return names


def _paragraphs(count: int) -> Iterator[str]:
    place, other = PLACES[count % len(PLACES)], PLACES[(count + 1) % len(PLACES)]
    pumps, broken = 20 + count, 2 + count % 7
    yield f"{place} counts what the flood of week {count} broke"
    yield (
        f"The river at {place} rose by {count + 1} metres in {count % 5 + 2} days, the water board "
        f"said on Monday. Of {pumps} pumps, {broken} stopped."
    )
    yield (
        f"Repairs will cost {count * 3 + 11} million euros over {count % 4 + 2} years, "
        f"and {other} pays {count % 40 + 10} percent of it."
    )
    yield f"Nearly {count * 40 + 160} people slept in the school of {place}. No one was hurt."


def answer(body: dict[str, Any]) -> Reply:
    """Return the model's reply to a request; every third form comes broken at first."""
    document = body["messages"][1]["content"]
    sentences = re.findall(r"^\[(s\d+)\] (.+)$", document, re.MULTILINE)
    chance = int(hashlib.sha256(document.encode()).hexdigest(), 16)
    form = body["response_format"]["json_schema"]["name"]
    filled = _brief(sentences) if form == "Brief" else _claims(sentences)
    text = json.dumps(filled)
    if chance % 3 == 0 and len(body["messages"]) == 2:
        text = "{}"
    return completion(text + " " * (LONGER_THAN_A_PAGE if chance % 5 == 0 else 0), delay=0.01)


def _brief(sentences: list[tuple[str, str]]) -> dict[str, Any]:
    points = [{"sentence_ids": [at], "text": text} for at, text in sentences[1:4]]
    return {"headline": "A river floods a town", "points": points}


def _claims(sentences: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "claims": [
            {"id": at, "speaker": "", "text": text, "kind": "fact"} for at, text in sentences
        ]
    }
