"""langextract on the articles of standard input; runs in the peers' environment.

It imports none of our code. `python langextract_worker.py BASE_URL AT_ONCE CHARACTERS`: a JSON
array of texts comes in, a JSON object goes out: version, seconds on the clock, CPU seconds, and how
many extractions were found in their text. The first text is not timed. Texts are cut into parts of
so many characters at most, a request each. The task is ours as far as it can be put to it: atomic
claims, each with its speaker and kind; where ours cites a sentence's id, it quotes.
"""

import json
import sys
import time
import urllib.request
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import langextract as lx
from langextract.factory import ModelConfig

TASK = """Take the news article apart into atomic claims, for a fact-checker.
For every sentence in turn, extract each separate statement that could be true or false.
- The extraction is the verbatim passage that makes the claim; `text` is one statement that can be understood alone.
- Take every number, date and unit over exactly as the sentence gives it. Miss no number. Compute nothing.
- `speaker` is who the sentence names as saying so, or empty.
- `kind` is "forecast" for what is planned, expected or feared, "opinion" for a judgement, else "fact"."""  # noqa: E501
LINE = (
    "The bridge cost €12 million, twice the first estimate, and will open in May, mayor Rossi said."
)
CLAIMS = (
    ("The bridge cost €12 million", "The bridge cost €12 million.", "fact"),
    ("twice the first estimate", "The bridge cost twice the first estimate.", "fact"),
    ("will open in May", "The bridge will open in May.", "forecast"),
)


def extract(texts: Sequence[str], base_url: str, at_once: int, most: int) -> list[Any]:
    """Return the annotated documents."""
    example = lx.data.ExampleData(
        text=LINE,
        extractions=[
            lx.data.Extraction(
                extraction_class="claim",
                extraction_text=quote,
                attributes={"text": text, "speaker": "mayor Rossi", "kind": kind},
            )
            for quote, text, kind in CLAIMS
        ],
    )
    given = {"api_key": "unused", "base_url": base_url, "max_workers": at_once}
    config = ModelConfig("gpt-4o-mini", provider="OpenAILanguageModel", provider_kwargs=given)
    documents = [lx.data.Document(text=text) for text in texts]
    return list(
        lx.extract(
            documents,
            prompt_description=TASK,
            examples=[example],
            config=config,
            max_workers=at_once,
            batch_length=at_once,
            max_char_buffer=most,
            show_progress=False,
        )
    )


def main(base_url: str, at_once: int, most: int) -> None:
    """Answer standard input on standard output."""
    first, *texts = json.load(sys.stdin)
    extract([first], base_url, at_once, most)  # loads what it needs
    urllib.request.urlopen(f"{base_url}/count").close()  # noqa: S310  # begins to count anew
    began, busy = time.perf_counter(), time.process_time()
    documents = extract(texts, base_url, at_once, most)
    seconds, cpu = time.perf_counter() - began, time.process_time() - busy
    placed = sum(bool(e.char_interval) for d in documents for e in d.extractions or ())
    told = {"version": version("langextract"), "seconds": seconds, "cpu": cpu, "placed": placed}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
