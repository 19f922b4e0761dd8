"""Words that hedge or bound a number, before it and behind it."""

from schemas import Modifier

_BEFORE = {
    Modifier.EXACTLY: ("exactly; precisely"),
    Modifier.APPROXIMATE: (
        "about; around; roughly; approximately; some; estimated; an estimated; "
        "in the region of; in the vicinity of; in the neighbourhood of; "
        "in the neighborhood of; on the order of; circa; approx; approx.; near; "
        "more or less; barely; ≈; ~; approx .; est .; ca .; c .; close on; give or take; "
        "getting on for"
    ),
    Modifier.JUST_UNDER: (
        "virtually; nearing; approaching; shy of; just short of; not quite; "
        "a little less than; just less than; nearly; almost; just under; just below; "
        "close to; a little under; slightly less than; a shade under; a shade below; a touch "
        "under; "
        "a fraction under; a fraction below; a whisker under; a tad under; nigh on; well nigh"
    ),
    Modifier.JUST_OVER: (
        "just over; just above; a little over; slightly more than; "
        "a shade over; a shade above; a touch over; a fraction over; a fraction above; a tad over"
    ),
    Modifier.AT_LEAST: (
        "at least; no fewer than; no less than; not less than; a minimum of; minimum of; "
        "as few as; as little as; as low as; ≥"
    ),
    Modifier.AT_MOST: (
        "at most; up to; no more than; not more than; as many as; as much as; as high as; "
        "no higher than; no greater than; a maximum of; maximum of; capped at; limited to; "
        "not exceeding; ≤"
    ),
    Modifier.MORE_THAN: (
        "more than; over; above; exceed; exceeds; exceeded; exceeding; surpass; surpasses; "
        "surpassed; surpassing; tops; topped; topping; beyond; north of; over the age of; "
        "older than; longer than; higher than; larger than; bigger than; better than; >; "
        "greater than; well over; well above; far more than; in excess of; upwards of; "
        "upward of"
    ),
    Modifier.LESS_THAN: (
        "well below; well under; far less than; less than; fewer than; under; below; "
        "under the age of; younger than; shorter than; lower than; smaller than; short of; "
        "south of; <"
    ),
}
BEFORE: dict[str, list[tuple[tuple[str, ...], Modifier]]] = {}
"""Phrases before a number by their last word, the longest first: "no more than" is no "more than".
"""
for _modifier, _phrases in _BEFORE.items():
    for _phrase in _phrases.split("; "):
        _words = tuple(_phrase.split())
        BEFORE.setdefault(_words[-1], []).append((_words, _modifier))
for _entries in BEFORE.values():
    _entries.sort(key=lambda entry: -len(entry[0]))
BEHIND: dict[tuple[str, ...], Modifier] = {
    **{("or", word): Modifier.AT_LEAST for word in "more higher above greater older over".split()},
    **{("or", word): Modifier.AT_MOST for word in "fewer less lower below under younger".split()},
    **{("and", word): Modifier.AT_LEAST for word in "up over above older".split()},
    **{("and", word): Modifier.AT_MOST for word in "under below younger".split()},
    ("or", "so"): Modifier.APPROXIMATE,
    ("or", "thereabouts"): Modifier.APPROXIMATE,
}
"""Phrases behind a number: 500 or more."""
