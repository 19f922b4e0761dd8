"""What an article costs: requests, tokens read and written: `python -m bench.cost [PYTHON]`.

PYTHON holds langextract and the tokenizer (OpenAI's o200k_base, which needs no network). 40
articles of ours are asked about, and each is answered with the same claims, those that our drafter
without a model finds there, in JSON without spaces: by ids of sentences, as we ask; the same draft
with a verbatim quote a claim and point in place of the ids, once the sentence and once the shortest
passage that could do; and by langextract as it comes, which is given such passages to quote and
writes no brief.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.labelled import HERE
from bench.short_articles import passage_of
from bench.table import table
from pipeline import article_from_text
from pipeline.llm.request import Body, complete_body, messages_of
from pipeline.settings import Settings
from pipeline.stages.draft.extractive import own_words
from pipeline.stages.draft.questions import asking_of, questions_on
from schemas import Article, Draft, DraftedClaim
from tests.scripted_server import Reply, completion, scripted_server

_FOLDERS = ("recon", "clean")
_HERE = Path(__file__)
_PART = 1000  # characters; langextract's default
_SETTINGS = Settings(model="gpt-4.1-mini", base_url="http://h/v1")


class Exchange(NamedTuple):
    """One request: what the model reads, the part of it that is no article, and what it writes."""

    read: str
    frame: str
    written: str


class Told(NamedTuple):
    """An article and the draft that every way of asking is answered with."""

    article: Article
    draft: Draft

    def sentence(self, sentence_id: str) -> str:
        """Return the words of a sentence."""
        [found] = (s for s in self.article.sentences if s.sentence_id == sentence_id)
        return self.article.plain(found.span)

    def quote(self, claim: DraftedClaim, *, whole: bool) -> str:
        """Return what a claim would quote: its sentence, or its own words if they stand there."""
        sentence = self.sentence(claim.sentence_id)
        own = claim.text.rstrip(".")
        return own if not whole and own in sentence else sentence


def report(python: Path | None) -> str:
    """Return the table; without `python` there is no tokenizer, and a line says so."""
    if python is None:
        return "Cost is left out: the environment that counts the tokens is not installed.\n"
    files = [file for folder in _FOLDERS for file in sorted((HERE / folder).glob("articles/*.txt"))]
    articles = [article_from_text(file.read_text(encoding="utf-8")) for file in files]
    told = [Told(article, own_words(article)) for article in articles]
    ways = {
        "ours: ids of sentences": [e for each in told for e in _asked(each, _by_ids(each))],
        "quotes: the sentence": [e for each in told for e in _quoting(each, whole=True)],
        "quotes: the passage": [e for each in told for e in _quoting(each, whole=False)],
        "langextract": list(_langextract(told, python)),
    }
    lines = [_line(name, ways[name], len(told), python) for name in ways]
    written = [float(line[-1]) for line in lines]
    head = ("", "requests", "read", "frame a request, most", "written", "ours/its")
    shown = [[*line, f"{written[0] / its:.2f}"] for line, its in zip(lines, written, strict=True)]
    words = sum(len(each.article.text.split()) for each in told) / len(told)
    return table(f"Tokens an article ({len(told)} of {words:.0f} words)", head, shown)


def _line(name: str, exchanges: Sequence[Exchange], articles: int, python: Path) -> list[str]:
    read, frame, written = (_tokens(texts, python) for texts in zip(*exchanges, strict=True))
    return [
        name,
        f"{len(exchanges) / articles:.1f}",
        f"{sum(read) / articles:.0f}",
        str(max(frame)),
        f"{sum(written) / articles:.0f}",
    ]


def _asked(told: Told, answers: Iterable[Any]) -> Iterator[Exchange]:
    """Yield the requests that we make, with these answers."""
    for question, answer in zip(
        questions_on(told.article, asking_of(_SETTINGS)), answers, strict=True
    ):
        body = complete_body(question, messages_of(question), _SETTINGS)
        read = _read(body)
        yield Exchange(read, read.replace(question.document, ""), _compact(answer))


def _quoting(told: Told, *, whole: bool) -> Iterator[Exchange]:
    """Yield the same with quotes: no ids in the document, and none in the schema."""
    for each, answer in zip(
        _asked(told, _by_ids(told)), _by_quotes(told, whole=whole), strict=True
    ):
        ids = [sentence.sentence_id for sentence in told.article.prose]
        read, frame = (_without_ids(text, ids) for text in (each.read, each.frame))
        yield Exchange(read, frame, _compact(answer))


def _without_ids(text: str, ids: Sequence[str]) -> str:
    text = text.replace(f'"enum":{_compact(ids)},', "")
    for sentence_id in ids:
        text = text.replace(f"[{sentence_id}] ", "")
    return text


def _by_ids(told: Told) -> tuple[Any, Any]:
    points = [{"sentence_ids": p.sentence_ids, "text": p.text} for p in told.draft.points]
    claims = [{"id": c.sentence_id, **_said(c)} for c in told.draft.claims]
    return {"headline": told.draft.headline, "points": points}, {"claims": claims}


def _by_quotes(told: Told, *, whole: bool) -> tuple[Any, Any]:
    points = [
        {"quotes": [told.sentence(at) for at in p.sentence_ids], "text": p.text}
        for p in told.draft.points
    ]
    claims = [{"quote": told.quote(c, whole=whole), **_said(c)} for c in told.draft.claims]
    return {"headline": told.draft.headline, "points": points}, {"claims": claims}


def _said(claim: DraftedClaim) -> dict[str, str]:
    """Return what a claim holds however it says where it stands."""
    return {"speaker": claim.speaker or "", "text": claim.text, "kind": claim.kind}


def _langextract(told: Sequence[Told], python: Path) -> Iterator[Exchange]:
    """Yield the requests that langextract makes on these articles, with the claims quoted."""
    asked: dict[str, tuple[Body, str]] = {}

    def script(body: Body) -> Reply:
        answer = _extractions(passage_of(body), told)
        asked[_compact(body)] = body, answer
        return completion(answer)

    with scripted_server(script, models=Reply("0")) as server:
        worker = _HERE.with_name("langextract_worker.py")
        texts = [told[0].article.text, *(each.article.text for each in told)]
        _run([python, worker, server.base_url, "8", str(_PART)], texts)
    for body, answer in asked.values():
        yield Exchange(_read(body), _read(body).replace(passage_of(body), ""), answer)


def _extractions(passage: str, told: Sequence[Told]) -> str:
    found = {
        (told_.quote(claim, whole=False), claim)
        for told_ in told
        for claim in told_.draft.claims
        if told_.quote(claim, whole=False) in passage
    }
    return _compact(
        {
            "extractions": [
                {
                    "claim": quote,
                    "claim_attributes": _said(claim),
                }
                for quote, claim in sorted(found, key=lambda each: passage.find(each[0]))
            ]
        }
    )


def _read(body: Body) -> str:
    """Return what the model reads of a request: its messages, and the schema it has to keep to."""
    messages = [message["content"] for message in body["messages"]]
    return "\n".join([*messages, _compact(body["response_format"])])


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tokens(texts: Sequence[str], python: Path) -> list[int]:
    return list(_run([python, _HERE.with_name("token_worker.py")], texts))


def _run(command: Sequence[str | Path], given: Sequence[str]) -> Any:  # noqa: ANN401  # any JSON
    done = subprocess.run(  # noqa: S603  # our own scripts
        command, input=json.dumps(given), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    peers = Path(sys.argv[1] if len(sys.argv) > 1 else ".venv-peers/bin/python")
    sys.stdout.write(report(peers if peers.exists() else None))
