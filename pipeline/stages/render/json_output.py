"""What programs read: the report, its rows, checked statements, and drafts of ClaimReview.

ClaimReview is the markup by which search engines show a fact check (schema.org). A draft holds what
the article says; the rating is a person's, and so are the address of the fact check and its author.
"""

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.stages.render.evidence_words import confidence_words
from pipeline.stages.render.work_words import STATUS_WORDS
from schemas import (
    Article,
    Attribution,
    CheckRun,
    ClaimKind,
    EvidencePlace,
    FoundEvidence,
    FrozenModel,
    Report,
    Row,
    SourceKind,
    WorkStatus,
)

_Json = dict[str, object]
_LONGEST_CLAIM = 74
"""Search engines ask for fewer than 75 characters."""
_DIGITS = re.compile(r"\d(?:[\d.,]*\d)?")
# Numbers are left out: what 3 of 5 means is each desk's own.
_RATINGS = {
    WorkStatus.VERIFIED: "Verified",
    WorkStatus.WRONG: "Wrong",
    WorkStatus.MISLEADING: "Misleading",
    WorkStatus.UNVERIFIABLE: "Unverifiable",
}
# Neither a document nor somebody without a name is the author of a claim.
_AUTHORS = {
    SourceKind.NAMED: "Person",
    SourceKind.BODY: "Organization",
    SourceKind.OUTLET: "Organization",
}


def result_json(report: Report) -> str:
    """Return the whole report; `factdesk schema report` prints its form."""
    return report.model_dump_json(indent=2) + "\n"


def checked_jsonl(run: CheckRun) -> str:
    """Return a line for each statement; `factdesk schema checked_statement` prints its form."""
    return _lines(run.statements)


def worklist_jsonl(reports: Iterable[Report]) -> str:
    """Return a line for each row in rank order; `factdesk schema row` prints its form."""
    return _lines(row for report in reports for row in report.worklist.rows)


def _lines(values: Iterable[FrozenModel]) -> str:
    return "".join(
        f"{json.dumps(value.model_dump(mode='json'), ensure_ascii=False)}\n" for value in values
    )


def claim_reviews(reports: Iterable[Report]) -> str:
    """Return JSON-LD: a list with a draft for each fact of the worklists, in rank order.

    What a person has rated is a fact, whatever list it is on. A row that a person has found to be
    no claim is left out.
    """
    drafts = [
        _draft(report, row, is_shared=said[row.text] > 1)
        for report in reports
        for said in [Counter(row.text for row in report.worklist.rows)]
        for row in report.worklist.rows
        if (row.kind is ClaimKind.FACT or row.work.status in _RATINGS)
        and row.work.status is not WorkStatus.NOT_A_CLAIM
    ]
    return json.dumps(drafts, indent=2, ensure_ascii=False) + "\n"


def _draft(report: Report, row: Row, *, is_shared: bool) -> _Json:
    rating = _RATINGS.get(row.work.status)
    missing = "url and author" if rating else "url, author and reviewRating"
    draft: _Json = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "identifier": row.row_id,
        "creativeWorkStatus": f"Draft: add {missing} before it is published",
        "claimReviewed": _claim_reviewed(row, is_shared=is_shared),
        "itemReviewed": _claim(report.article, row),
    }
    if rating:
        draft["reviewRating"] = {"@type": "Rating", "alternateName": rating}
    if cited := [*(row.work.evidence if rating else ()), *_suggested(row.found)]:
        draft["citation"] = cited
    if row.work.status is not WorkStatus.OPEN:
        marked = f"{row.quantity.label()}: marked {STATUS_WORDS[row.work.status]}."
        draft["reviewBody"] = " ".join([marked, *_doubts(report, row)])
    return draft


def _claim_reviewed(row: Row, *, is_shared: bool) -> str:
    """Return the claim; its figure first where several rows share it or a cut would lose it."""
    short = _short(row.text)
    # A claim need not repeat the words around a number: "nearly 480" may be "480".
    number = _DIGITS.findall(row.quantity.text) or [" ".join(row.quantity.text.split())]
    if is_shared or not all(part in short for part in number):
        return _short(f"{row.quantity.label()}: {row.text}")
    return short


def _doubts(report: Report, row: Row) -> Iterator[str]:
    """Yield each point of the brief that rests on a figure in doubt; notes are a desk's own."""
    for point in (report.brief.headline, *report.brief.points):
        for verdict in point.verdicts:
            if verdict.row_id == row.row_id:
                yield f"The brief says: “{point.text}”"


def _suggested(found: FoundEvidence | None) -> Iterator[_Json]:
    """Yield each place of what evidence was found, marked as what nobody has looked at yet."""
    if found is None:
        return
    for place in found.places:
        yield {
            "@type": "Quotation",
            "creativeWorkStatus": f"Suggested by factdesk, {found.outcome.label}, "
            f"{confidence_words(found)}: look at it before it is published",
            "text": place.text,
            "position": place.where,
            "isPartOf": dict(_source(place)),
        }


def _source(place: EvidencePlace) -> Iterator[tuple[str, object]]:
    yield "@type", "CreativeWork"
    yield "name", place.title or place.source
    if place.source.startswith(("https://", "http://")):
        yield "url", place.source
    else:
        yield "identifier", place.source


def _short(text: str) -> str:
    """Return the claim cut at a word; a word that is too long by itself is cut within."""
    words = " ".join(text.split())
    if len(words) <= _LONGEST_CLAIM:
        return words
    shortened = textwrap.shorten(words, _LONGEST_CLAIM, placeholder=" …")
    return shortened if len(shortened) > 2 else f"{words[: _LONGEST_CLAIM - 1]}…"


def _claim(article: Article, row: Row) -> _Json:
    return {
        "@type": "Claim",
        "text": article.plain(row.span),
        **_author(row.attribution),
        **_published(article),
        "appearance": dict(_appearance(article)),
    }


def _author(attribution: Attribution) -> _Json:
    kind = _AUTHORS.get(attribution.kind)
    if not kind or not attribution.name:
        return {}
    role = {"jobTitle": attribution.role} if attribution.role and kind == "Person" else {}
    return {"author": {"@type": kind, "name": attribution.name, **role}}


def _appearance(article: Article) -> Iterator[tuple[str, object]]:
    yield "@type", "NewsArticle"
    if article.title:
        yield "headline", article.title
    if article.source.startswith(("https://", "http://")):
        yield "url", article.source
    yield from _published(article).items()


def _published(article: Article) -> _Json:
    return {"datePublished": article.published.isoformat()} if article.published else {}
