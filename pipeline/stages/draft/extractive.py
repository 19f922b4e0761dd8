"""The extractive drafter: the article's own sentences, chosen and cut by rule. No model, no key.

Faithful by construction: every word of a point stands in the article in that order.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.numbers import find_quantities
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.tidy import tidy
from pipeline.text.attribution import attributions
from pipeline.text.clauses import claim_kind, has_verb, split_clauses, without_attribution
from pipeline.text.quotations import says_pronoun, with_name
from pipeline.text.standalone import Standalone
from pipeline.text.words import content_stems
from pipeline.version import VERSION
from schemas import (
    Article,
    Draft,
    DraftedClaim,
    DraftedPoint,
    Provenance,
    Role,
    Sentence,
    TextSpan,
    Usage,
)

_NOTE = "No model wrote this: the points are sentences of the article, chosen and cut by rule."
_MOST_POINTS = 6
_LONG_POINT = 40  # words; longer sentences are cut at a clause border where they have one
_LONG_HEADLINE = 20  # words


# A sentence that begins so needs the one before it to be understood.
_LEANING = re.compile(r"(?:he|she|they|it|this|these|those|that)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ExtractiveDrafter:
    """Drafts with the article's own words."""

    async def draft(self, article: Article) -> Drafted:
        """Return headline, 3 to 6 points and claims at clause level, all taken from the text."""
        return drafted_by_rule(article)


def drafted_by_rule(article: Article) -> Drafted:
    """Return the draft in the article's own words with where it comes from; nobody is asked."""
    return Drafted(own_words(article), Usage(), _provenance())


def own_words(article: Article) -> Draft:
    """Return the draft that is the article's own headline, sentences and clauses."""
    headline, headline_ids = choose_headline(article)
    known_ids = frozenset(sentence.sentence_id for sentence in article.sentences)
    claims, tally = tidy(extract_claims(article), known_ids)
    return Draft(
        headline=headline,
        headline_ids=headline_ids,
        points=choose_points(article),
        claims=claims,
        tally=tally,
    )


def _provenance() -> Provenance:
    return Provenance(
        factdesk=VERSION, drafter="extractive", model=None, window=None, prompts=(), notes=(_NOTE,)
    )


def choose_headline(article: Article) -> tuple[str, tuple[str, ...]]:
    """Return the article's own headline, or its lede cut to the news, with the sentences used."""
    if article.title:
        headline = [s for s in article.sentences if s.role is Role.HEADLINE]
        first_line = [s for s in headline if s.paragraph == headline[0].paragraph]
        return article.title, tuple(s.sentence_id for s in first_line)
    first = next(iter(_candidates(article)), None)
    if first is None:
        return "", ()
    news = without_attribution(article.plain(first.span))
    clause = news if len(news.split()) <= _LONG_HEADLINE else _first_clause(news)
    return clause.rstrip("."), (first.sentence_id,)


def choose_points(article: Article) -> tuple[DraftedPoint, ...]:
    """Return the sentences that make the brief, in text order: 3 to 6 where there are as many."""
    candidates = _candidates(article)
    stems = {s.sentence_id: set(content_stems(article.plain(s.span))) for s in article.prose}
    weights = _term_weights(article, stems)
    ranked = sorted(
        candidates,
        key=lambda s: (-_score(article, s, stems[s.sentence_id], weights), s.span.start),
    )
    chosen: list[Sentence] = []
    for sentence in ranked:
        if len(chosen) == _wanted(candidates):
            break
        said = [stems[point.sentence_id] for point in chosen]
        if not _repeats(stems[sentence.sentence_id], said):
            chosen.append(sentence)
    who = attributions(article)
    return tuple(
        DraftedPoint(
            text=shortened(with_name(article.plain(s.span), who.of(s.span))),
            sentence_ids=(s.sentence_id,),
        )
        for s in sorted(chosen, key=lambda s: s.span.start)
    )


def _wanted(candidates: tuple[Sentence, ...]) -> int:
    """Return how many points: about one in three sentences, 3 at least and 6 at most."""
    return max(3, min(_MOST_POINTS, len(candidates) // 3))


def _candidates(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences that can be points: prose with a verb, in lede or body."""
    prose = [s for s in article.sentences if s.role in {Role.LEDE, Role.BODY}]
    stating = [s for s in prose if has_verb(article.plain(s.span)) and not _asks(article, s)]
    return tuple(stating or prose)


def _asks(article: Article, sentence: Sentence) -> bool:
    return article.plain(sentence.span).rstrip("”\"' ").endswith("?")


def _term_weights(article: Article, stems: dict[str, set[str]]) -> Counter[str]:
    """Return how many sentences use each stem; the title counts three times."""
    weights = Counter(stem for sentence in stems.values() for stem in sentence)
    for stem in content_stems(article.title or ""):
        weights[stem] += 3
    return weights


def _score(article: Article, sentence: Sentence, stems: set[str], weights: Counter[str]) -> float:
    """Return how much a sentence deserves a place: early, central, with figures, standing alone.

    The weights were set by reading the briefs of the example articles: the lede always leads, and
    a sentence that carries figures beats one that only says who spoke.
    """
    text = article.plain(sentence.span)
    central = sum(weights[stem] for stem in stems if weights[stem] > 1) / (len(stems) / 2 + 12)
    figures = sum(1 for quantity in find_quantities(text) if quantity.checkable)
    early = 6.0 if sentence.role is Role.LEDE else 1.5 / (1 + sentence.paragraph / 4)
    leaning = 3.0 if _LEANING.match(text) and not says_pronoun(text) else 0.0
    quoted = 1.0 if text[:1] in "“\"'‘" else 0.0
    short = 1.0 if len(stems) < 6 else 0.0
    return early + central + min(figures, 3) * 0.9 - leaning - quoted - short


def _repeats(mine: set[str], said: list[set[str]]) -> bool:
    """Return whether half of a sentence's words of meaning are said already."""
    return any(len(mine & other) > 0.5 * min(len(mine), len(other)) for other in said)


def shortened(text: str) -> str:
    """Return a sentence; of a long one its first clauses, where it can be cut between them."""
    if len(text.split()) <= _LONG_POINT:
        return text
    clauses = split_clauses(text)
    kept = clauses[0].end
    for clause in clauses[1:]:
        if len(text[: clause.end].split()) <= _LONG_POINT:
            kept = clause.end
    return text if kept == len(text) else text[:kept].rstrip(" ,;–—") + "."


def _first_clause(text: str) -> str:
    clause = split_clauses(text)[0]
    return text[clause.start : clause.end].rstrip(" ,;–—")


def extract_claims(article: Article) -> tuple[DraftedClaim, ...]:
    """Return one claim for each clause of the prose that states something."""
    alone = Standalone(article)
    return tuple(
        claim
        for sentence in article.sentences
        if sentence.role in {Role.LEDE, Role.BODY} and not _asks(article, sentence)
        for claim in _claims_of(alone, sentence)
    )


def _claims_of(alone: Standalone, sentence: Sentence) -> Iterator[DraftedClaim]:
    """Yield the claims of one sentence; `quote` is the clause exactly as it stands."""
    article = alone.article
    reading = article.reading_text[sentence.span.start : sentence.span.end]
    for clause in split_clauses(reading):
        place = _moved(clause, sentence)
        yield DraftedClaim(
            text=alone.text(sentence, place),
            sentence_id=sentence.sentence_id,
            speaker=alone.said.of(place),
            kind=claim_kind(reading[clause.start : clause.end]),
            quote=article.quote(place),
        )


def _moved(clause: TextSpan, sentence: Sentence) -> TextSpan:
    """Return a clause of a sentence as a span of the article."""
    start = sentence.span.start
    return TextSpan(start=start + clause.start, end=start + clause.end)
