"""Tidying claims by rule: what models write twice, in pieces or for nothing, counted.

The warts are those of small models, seen in their answers to news articles: the same fact
reworded, a name alone as a claim, the word "null" for no speaker.
"""

import re

from pipeline.text.clauses import has_verb
from pipeline.text.words import content_stems
from schemas import DraftedClaim, DraftTally

_NOBODY = {
    "",
    "null",
    "none",
    "n/a",
    "unknown",
    "nobody",
    "article",
    "the article",
    "not specified",
}
_LEAST_WORDS = 3


def tidy(
    written: tuple[DraftedClaim, ...], known_ids: frozenset[str]
) -> tuple[tuple[DraftedClaim, ...], DraftTally]:
    """Return the claims worth keeping, in order, and what became of the rest."""
    claims = tuple(_normalised(claim) for claim in written)
    grounded = tuple(claim for claim in claims if claim.sentence_id in known_ids)
    whole = tuple(claim for claim in grounded if not _is_fragment(claim))
    distinct = tuple({_same(claim): claim for claim in reversed(whole)}.values())[::-1]
    said = _said_by_sentence(distinct)
    kept = tuple(claim for claim in distinct if not _is_weaker(claim, said))
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
    # No-break spaces group digits: "1\u00a0200" must not become two numbers.
    text = re.sub(r"[ \t\r\n\f\v]+", " ", claim.text).strip()
    return claim.model_copy(
        update={
            "text": text + "." if text[-1:].isalnum() else text,
            "speaker": None if speaker.lower().strip(".") in _NOBODY else speaker,
        }
    )


def _is_fragment(claim: DraftedClaim) -> bool:
    """Return whether the text states nothing: "Chatham House."."""
    return len(claim.text.split()) < _LEAST_WORDS or not has_verb(claim.text)


def _same(claim: DraftedClaim) -> tuple[str, tuple[str, ...]]:
    """Return what two wordings of one claim share: the sentence and its words of meaning in order."""
    return claim.sentence_id, tuple(content_stems(claim.text)) or (claim.text.lower(),)


def _said_by_sentence(claims: tuple[DraftedClaim, ...]) -> dict[str, list[set[str]]]:
    """Return the words of meaning of each claim, by the sentence that it cites."""
    said: dict[str, list[set[str]]] = {}
    for claim in claims:
        said.setdefault(claim.sentence_id, []).append(set(content_stems(claim.text)))
    return said


def _is_weaker(claim: DraftedClaim, said: dict[str, list[set[str]]]) -> bool:
    """Return whether another claim of the same sentence says all of this one and more."""
    mine = set(content_stems(claim.text))
    return any(mine < other for other in said[claim.sentence_id])
