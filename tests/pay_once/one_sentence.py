"""Articles of one sentence, for runs over hundreds of them, and a model that says it back."""

import json
from pathlib import Path
from typing import Any

from tests.scripted_server import Reply, completion


def write_corpus(path: Path, articles: int) -> None:
    """Write so many articles as JSON lines."""
    rows = (
        {"id": f"a{number}", "text": f"Aldern counted {number + 20} wet roofs on Monday."}
        for number in range(articles)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def answer(body: dict[str, Any]) -> Reply:
    """Answer a question about an article of one sentence in its own words."""
    sentence = body["messages"][1]["content"].split("[s1] ")[1].splitlines()[0]
    if body["response_format"]["json_schema"]["name"] == "Brief":
        points = [{"sentence_ids": ["s1"], "text": sentence}] * 3
        return completion({"headline": "Rain", "points": points}, delay=0.01)
    claim = {"id": "s1", "speaker": "", "text": sentence, "kind": "fact"}
    return completion({"claims": [claim]}, delay=0.01)
