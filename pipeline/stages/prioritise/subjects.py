"""Subjects of public harm: what a wrong figure may cost, by the words of the claim."""

from pipeline.text.remembered import remembered
from pipeline.text.words import whole_words

_LIFE = whole_words(
    r"killed|dead|deaths?|died|dies|die|wounded|injured|injur(?:y|ies)|casualt\w+|murder\w*|war|attack\w*|"
    r"missiles?|airstrikes?|bomb\w*|invasion|troops|victims?|famine|hunger|epidemic|outbreak|nuclear|cancer|"
    r"suicides?|overdose\w*|drown\w*|disease|infections?|toxic|unsafe|earthquake|wildfires?|floods?"
)
_PUBLIC = whole_words(
    r"tax\w*|budget|deficit|debt|spend\w*|benefits?|pension\w*|wages?|pay|prices?|inflation|rents?|"
    r"jobs?|unemploy\w*|econom\w+|health\w*|hospitals?|patients?|vaccin\w*|drugs?|trial|schools?|pupils?|crimes?|"
    r"police|prison\w*|court|fraud|corrupt\w*|elections?|vot\w+|migra\w+|immigra\w+|refugees?|asylum|emissions?|"
    r"climate|pollut\w+|defen[cs]es?|military|homes?|housing|homeless\w*|poverty|poor|energy|electricity|power|"
    r"water|borrow\w*|loan|levy|sanctions?|tariffs?|public|federal|law|rights?|households?|energy|care|insurance|"
    "borders?|weapons?|army|drones?|tanks|artillery|ammunition"
)


def consequence(noun: str, claim: str) -> tuple[float, str]:
    """Return from 0 to 1 how grave a wrong figure would be, and why; what it counts is looked at first."""
    (of_life, of_public), (in_life, in_public) = _subjects_in(noun), _subjects_in(claim)
    if found := of_life or in_life:
        return 1, f"it is a matter of life and death (“{found}”)"
    if found := of_public or in_public:
        return 0.7, f"it is a public matter (“{found}”)"
    return 0.25, "no subject of public harm was recognised"


@remembered  # the figures of a sentence often stand in one claim
def _subjects_in(words: str) -> tuple[str | None, str | None]:
    """Return the first word of life and death, and the first of what is public."""
    life, public = _LIFE.search(words), _PUBLIC.search(words)
    return life and life[0], public and public[0]
