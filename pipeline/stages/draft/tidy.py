"""Tidying claims by rule: what models write twice, in pieces or for nothing, counted.

The warts are those of small models, seen in their answers to news articles: the same fact
reworded, a name alone as a claim, the word "null" for no speaker.
"""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from pipeline.text.clauses import has_verb
from pipeline.text.words import content_stems
from schemas import DraftedClaim, DraftTally

_NOBODY = frozenset(
    ("", "null", "none", "n/a", "unknown", "nobody", "article", "the article", "not specified")
)
_LEAST_WORDS = 3
"""Of a claim: fewer state nothing."""
# No-break spaces group digits: "1\u00a0200" must not become two numbers.
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def tidy(
    written: tuple[DraftedClaim, ...], known_ids: frozenset[str]
) -> tuple[tuple[DraftedClaim, ...], DraftTally]:
    """Return the claims worth keeping, in order, and what became of the rest."""
    claims = tuple(_normalised(claim) for claim in written)
    grounded = tuple(claim for claim in claims if claim.sentence_id in known_ids)
    whole = tuple(claim for claim in grounded if not _is_fragment(claim))
    beside = Counter(claim.sentence_id for claim in whole)
    distinct = {
        _said(claim, is_alone=beside[claim.sentence_id] == 1): claim for claim in reversed(whole)
    }
    said: dict[str, list[set[str]]] = defaultdict(list)
    for mine in distinct:
        said[mine.sentence_id].append(set(mine.stems))
    kept = tuple(
        claim
        for mine, claim in reversed(distinct.items())
        if not _is_weaker(mine, said[claim.sentence_id])
    )
    tally = DraftTally(
        written=len(claims),
        kept=len(kept),
        merged=len(whole) - len(distinct),
        weaker=len(distinct) - len(kept),
        fragments=len(grounded) - len(whole),
        ungrounded=len(claims) - len(grounded),
    )
    return kept, tally


def _normalised(claim: DraftedClaim) -> DraftedClaim:
    speaker = " ".join((claim.speaker or "").split())
    text = _SPACE.sub(" ", claim.text).strip()
    tidied = {
        "text": text + "." if text[-1:].isalnum() else text,
        "speaker": None if speaker.lower().strip(".") in _NOBODY else speaker,
    }
    is_tidy = tidied == {"text": claim.text, "speaker": claim.speaker}
    return claim if is_tidy else claim.model_copy(update=tidied)


def _is_fragment(claim: DraftedClaim) -> bool:
    """Return whether the text states nothing: "Chatham House."."""
    return len(claim.text.split()) < _LEAST_WORDS or not has_verb(claim.text)


class _Said(NamedTuple):
    """What two wordings of one claim share."""

    sentence_id: str
    stems: tuple[str, ...]
    """Stems of its content words in order; empty for the only claim of a sentence."""
    words: str
    """All its words, where none carries meaning."""


def _said(claim: DraftedClaim, *, is_alone: bool) -> _Said:
    stems = () if is_alone else content_stems(claim.text)
    return _Said(claim.sentence_id, stems, "" if stems else claim.text.lower())


def _is_weaker(mine: _Said, said: list[set[str]]) -> bool:
    """Return whether another claim of the same sentence says all of this one and more."""
    return len(said) > 1 and any(set(mine.stems) < other for other in said)
