"""Modifiers: the hedge or bound that the words around a number give it.

::

    before = hedge ("a" | "an" | "another")? number         nearly 480, at least another 30
    behind = number ("+" | "-plus" | "-odd" | "or more" …)  500+, 60-odd, 500 boats or more
"""

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.reading import Reading
from pipeline.numbers.grammar.tokens import Tokens
from schemas import Modifier, QuantityKind

_HEDGES_AND_BOUNDS = {
    Modifier.EXACTLY: "exactly; precisely",
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
for _modifier, _phrases in _HEDGES_AND_BOUNDS.items():
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
_DASHES = {"-", "–", "‑"}
# Between a hedge and its number: "more than a $1 million", "at least another 30".
_ARTICLES = {"a", "an", "another"}
_PLACES = {"above", "below", "over", "under"}
# Before "over" these make a length of time a bound: "for over two years"; else it says how long.
_BEFORE_OVER = set(
    "for in of well just lasted lasting last takes took taken take spent spend after is was".split()
)
_HANDED = set("hand hands handed handing take takes took taking turn turned sign signed".split())
# Behind these "up to" is where something went, or what it adds up to.
_MOVES = set(
    "go goes going went gone move moves moved shot pushed climbed rose risen crept creeps creeping "
    "edge "
    "edges edged edging inch inches inched inching tick ticks ticked ticking nudge nudges nudged "
    "drifted pick picks picked step steps stepped bump bumped add adds adding".split()
)


def read_modifier(tokens: Tokens, reading: Reading) -> tuple[Modifier, int, int]:
    """Return the modifier and where the reading starts and ends with its words.

    Words that do not touch the number ("within", "or more" behind its noun) stay outside the span.
    """
    if reading.kind is QuantityKind.IDENTIFIER:
        return Modifier.NONE, reading.start, reading.end
    found = _before(tokens, reading, reading.start)
    if found is None and tokens[reading.start - 1].lower in _ARTICLES:
        found = _before(tokens, reading, reading.start - 1)
        if found is not None and tokens[found[1]].lower in _PLACES:
            found = None  # "under a $40 billion plan"
    if found is not None:
        return found[0], found[1], reading.end
    behind, end = _behind(tokens, reading.end)
    if behind is not Modifier.NONE:
        return behind, reading.start, end
    return _sign(tokens, reading)


def _before(tokens: Tokens, reading: Reading, at: int) -> tuple[Modifier, int] | None:
    """Return the hedge or bound that ends before this token, and where it starts."""
    for phrase, meaning in BEFORE.get(tokens[at - 1].lower, ()):
        start = at - len(phrase)
        apart = not tokens[start].glued or tokens[start - 1].kind in {"sign", "break"}
        if tokens.lowers(start, len(phrase)) == phrase and apart:
            if _is_no_bound(tokens, phrase, reading, start):
                return None
            # "No more than about 48": the bound says more than the hedge within it.
            outer = meaning is Modifier.APPROXIMATE and _before(tokens, reading, start)
            return outer or (meaning, start)
    return None


def _is_no_bound(tokens: Tokens, phrase: tuple[str, ...], reading: Reading, start: int) -> bool:
    """Return whether the phrase is a preposition here: "over five years" is during five years."""
    before = tokens[start - 1]
    if phrase[-1] == ".":  # no end of a sentence, "vitamin C. 30 of them", and no "est. 1875"
        return not tokens[start].text.islower() or (phrase[0] == "est" and reading.date is not None)
    if phrase == ("over",) and reading.kind is QuantityKind.DURATION:
        aged = tokens[reading.end].lower in {"ago", "old"}
        return before.lower not in _BEFORE_OVER and not aged
    if phrase == ("over",) and before.lower in _HANDED:
        return True
    if phrase[0] in _PLACES and len(phrase) == 1:
        # "2 ppb below 15 ppb", "four points above 40%": what it is compared with has no bound.
        return before.kind == "numeral" or before.text == "%" or before.lower in _MEASURES
    return phrase == ("up", "to") and before.lower in _MOVES


_LINKS = {phrase[0] for phrase in BEHIND}
_MEASURES = {*lexicon.UNITS, *lexicon.CURRENCY_WORDS, "point", "points", "cent"}


def _behind(tokens: Tokens, at: int) -> tuple[Modifier, int]:
    """Return the bound that starts at this token and the token after it."""
    dash = tokens[at].text in _DASHES and tokens[at].glued
    word = tokens[at + dash]
    if word.lower == "plus":
        return Modifier.AT_LEAST, at + dash + 1
    if dash and word.lower == "odd":
        return Modifier.APPROXIMATE, at + 2
    found = BEHIND.get(tokens.lowers(at, 2)) if word.lower in _LINKS else None
    if found:
        return found, at + 2
    added = tokens[at + 1].kind == "numeral" and tokens[at + 1].glued  # minute 90+4
    plus = tokens[at].text == "+" and tokens[at].glued and not added
    return (Modifier.AT_LEAST, at + 1) if plus else (Modifier.NONE, at)


def _sign(tokens: Tokens, reading: Reading) -> tuple[Modifier, int, int]:
    """Read "sub-300", "within 48 hours" and "500 boats or more"."""
    start, end = reading.start, reading.end
    if tokens.lowers(start - 2, 2) == ("sub", "-"):
        return Modifier.LESS_THAN, start - 2, end
    if tokens[start - 1].lower == "within":
        return Modifier.AT_MOST, start, end
    counted = tokens[end].kind == "word" and tokens[end].lower not in lexicon.STOPS
    meaning = BEHIND.get(tokens.lowers(end + 1, 2)) if counted else None
    return meaning or Modifier.NONE, start, end
