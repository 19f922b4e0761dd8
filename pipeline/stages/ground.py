"""Grounding: sentence ids become exact places in the article."""

from pipeline.text.clauses import is_quoted
from schemas import (
    Article,
    Brief,
    Claim,
    Draft,
    DraftedClaim,
    DraftedPoint,
    Origin,
    Point,
    Sentence,
    TextSpan,
    digest,
)


def ground(article: Article, draft: Draft, *, origin: Origin) -> tuple[Brief, tuple[Claim, ...]]:
    """Return the brief and the claims with their spans, nothing checked or withheld yet.

    Ids are digests of what is said and where, so a rerun gives the same ones. Ids of sentences
    that the article does not have are left out of a point.
    """
    sentences = {sentence.sentence_id: sentence for sentence in article.sentences}
    headline = DraftedPoint(text=draft.headline, sentence_ids=draft.headline_ids)
    brief = Brief(
        headline=_point(article, headline, sentences, origin),
        points=tuple(_point(article, point, sentences, origin) for point in draft.points),
        withheld=(),
    )
    claims = tuple(_claim(article, claim, sentences, origin) for claim in draft.claims)
    return brief, tuple({claim.claim_id: claim for claim in claims}.values())


def _point(
    article: Article, point: DraftedPoint, sentences: dict[str, Sentence], origin: Origin
) -> Point:
    cited = tuple(sentence_id for sentence_id in point.sentence_ids if sentence_id in sentences)
    return Point(
        point_id="p" + digest(article.article_id, point.text, cited),
        text=point.text,
        origin=origin,
        sentence_ids=cited,
        spans=tuple(sentences[sentence_id].span for sentence_id in cited),
    )


def _claim(
    article: Article, claim: DraftedClaim, sentences: dict[str, Sentence], origin: Origin
) -> Claim:
    sentence = sentences[claim.sentence_id]
    span = _place(article, claim.quote, sentence)
    start = sentence.span.start
    words = article.quote(sentence.span)
    return Claim(
        claim_id="c" + digest(article.article_id, span.start, span.end, claim.text),
        text=claim.text,
        quote=article.quote(span),
        span=span,
        sentence_id=sentence.sentence_id,
        speaker=claim.speaker,
        quoted=is_quoted(words, span.start - start, span.end - start),
        kind=claim.kind,
        origin=origin,
    )


def _place(article: Article, quote: str | None, sentence: Sentence) -> TextSpan:
    """Return where a verbatim clause stands in its sentence; the whole sentence without one."""
    if quote is None:
        return sentence.span
    at = article.text.find(quote, sentence.span.start, sentence.span.end)
    return TextSpan(start=at, end=at + len(quote)) if at >= 0 else sentence.span
