"""What is no item for the worklist, and why: dates and names, and words that count nothing new."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.numbers.dimensions import dimension, factor
from pipeline.numbers.grammar import lexicon
from pipeline.reconcile import Source, SourceQuantity
from pipeline.reconcile.frames import Frame, counts_harmed
from pipeline.text.attribution_cues import CUES
from pipeline.text.people import people
from schemas import Quantity, QuantityKind, Role, TextSpan

_SET_ASIDE = {
    QuantityKind.IDENTIFIER: "a name, it counts nothing",
    QuantityKind.DATE: "a date",
    QuantityKind.YEAR: "a year",
    QuantityKind.TIME: "a time of day",
    QuantityKind.ORDINAL: "an ordinal",
}
_COUNTS = {QuantityKind.COUNT, QuantityKind.VAGUE, QuantityKind.RANGE}
_BARE_ONE = "the word “one”, outside a list of counts"
_LIMITS = frozenset(("just", "only"))
"""Words before a "one" that is a count."""
_BEFORE = 40  # characters before a number that are looked at
_LISTED = re.compile(r"\b(?:and|or|including|while)\s+(?:(?:the|just|only|another)\s+)?$")
"""What stands before the second of two counts of one list: "three died and one"."""
_PERIOD = re.compile(r"(?:the )?(?:past|last|previous|next|coming|following) [a-z]+", re.IGNORECASE)
"""A length of time that says no number."""
_TELL_WHEN = (("ago",), ("later",), ("earlier",))
_TELL_ORDER = (("after",), ("before",))
_ONE = frozenset(("a", "an", "one"))
_HOW_LONG, _EACH = (("for",), ("in",)), (("a",), ("per",))
_MOST_YEARS = 500  # ago; before that it is no date of a calendar, but an age of things
_YEAR = {"time": Decimal(31_536_000), "months": Decimal(12)}
"""What a year is in the base unit of each dimension of time."""
_SECURITIES = frozenset("treasury treasurys treasuries bond bonds note notes".split())
"""What is named after its term: "the 10-year Treasury"."""
_NUMBERED = re.compile(
    r"(?:\bnumbers?(?: (?:is|are|was))? (?:\d{1,3}(?:,? and |, ))*|\w:|[‘’'])$", re.IGNORECASE
)
"""What stands before numbers that are spoken of as such: "the jersey number 98", "the numbers 7, 3
and 4", "Romans 8:31", "in ’08"; of 17 in 2,404 articles all are."""
_ALL = 100  # percent
_BE = re.compile(
    r"(?:\b(?:am|is|are|was|were|be|been|being)|['’](?:s|re|m))[\s“‘\"']+$", re.IGNORECASE
)
"""What stands before a "100%" that is an adverb."""
_WHOM = frozenset(("me", "you", "him", "her", "us", "them"))
_WHOLLY = "a word for wholly"
_KNOWN = "a number word for what was named before"
_THESE = frozenset(("these", "those"))
_POINTING = _THESE | {"the", "all", "other"}
_COUNTED_ANEW = frozenset(("in", "at", "from", "on", "with", "who", "that", "whose", "more"))
_NAMED_ANEW = frozenset(("most", "other", "others"))
_THEM = frozenset(("them", "us", "you"))
_OF_THOUGHTS = "a count of thoughts, which the text goes on to tell"
_THOUGHTS = frozenset(
    "fronts issues option options possibilities question questions reasons sides things".split()
)
_MOST_THOUGHTS = 5
_OPENING = frozenset("“‘\"'")
_LONG = 5  # letters of a word that has a capital where all words of a headline do
_RARE = 3
"""Digits of a number that an article hardly has of two things."""


def set_aside(source: Source) -> dict[TextSpan, str]:
    """Return why each quantity that is no item for the worklist is none, by its place."""
    found = {quantity.span: _why_set_aside(quantity) for quantity in source.quantities}
    found |= dict.fromkeys(_bare_ones(source), _BARE_ONE)
    found |= dict.fromkeys(_parts_of_names(source), _SET_ASIDE[QuantityKind.IDENTIFIER])
    return {span: why for span, why in found.items() if why is not None}


def _why_set_aside(quantity: SourceQuantity) -> str | None:
    """Return why a quantity is no item, by its kind, its place and the words that touch it."""
    if quantity.sentence.role is Role.BOILERPLATE:
        return "outside the article: boilerplate"
    if not any(map(str.isalpha, quantity.frame.sentence.text)):
        return "a number by itself: its line has no word"
    if not quantity.quantity.checkable:
        return _SET_ASIDE.get(quantity.quantity.kind, "nothing to verify")
    if _is_point_in_time(quantity.frame):
        return _SET_ASIDE[QuantityKind.DATE]
    if _is_rank(quantity.frame):
        return _SET_ASIDE[QuantityKind.ORDINAL]
    if _is_security(quantity.frame) or _is_numbered(quantity):
        return _SET_ASIDE[QuantityKind.IDENTIFIER]
    if _is_wholly(quantity.frame):
        return _WHOLLY
    if _is_known(quantity.frame):
        return _KNOWN
    return _OF_THOUGHTS if _counts_thoughts(quantity.frame) else None


def _before(frame: Frame) -> str:
    """Return the characters before a number."""
    return frame.sentence.text[max(0, frame.start - _BEFORE) : frame.start]


def _is_point_in_time(frame: Frame) -> bool:
    """Return whether a length of time tells when: "a decade ago", "an hour later", "the past year".

    Of 47 before "later" and "earlier" in 1,110 articles some 40 tell when something came to pass.
    So do 36 of 38 of "a week after" and "a day before" in 2,404 articles; other numbers tell how
    long.
    Where the day of publication is known, most such words are read as the date that they tell.
    """
    quantity = frame.quantity
    if quantity.kind is not QuantityKind.DURATION:
        return False
    whole = " ".join(quantity.text.split())
    if _PERIOD.fullmatch(whole) or _is_some_day(whole.lower(), frame):
        return True
    if frame.right[:1] in _TELL_ORDER:
        return whole.split()[0].lower() in _ONE and frame.left[:1] != ("for",)
    return (
        frame.right[:1] in _TELL_WHEN
        and frame.right[1:2] != ("than",)
        and _years(quantity) <= _MOST_YEARS
    )


def _is_some_day(whole: str, frame: Frame) -> bool:
    """Return whether "one day" is any day, as ten of eleven such are; not "one day a week"."""
    counted = frame.left[:1] in _HOW_LONG or frame.right[:1] in _EACH
    return whole == "one day" and not counted


def _years(quantity: Quantity) -> Decimal:
    """Return how long a length of time is at the most, in years."""
    high = quantity.high or Decimal(0)
    return high * factor(quantity) / _YEAR.get(dimension(quantity), Decimal(1))


def _is_security(frame: Frame) -> bool:
    """Return whether a length of time names what is traded: "the yield on the 10-year Treasury"."""
    is_term = frame.quantity.kind is QuantityKind.DURATION
    return is_term and not _SECURITIES.isdisjoint(frame.right[:1])


def _is_numbered(quantity: SourceQuantity) -> bool:
    """Return whether a number is spoken of as such."""
    return _is_bare_number(quantity) and bool(_NUMBERED.search(_before(quantity.frame)))


def _is_wholly(frame: Frame) -> bool:
    """Return whether 100 percent is the share of nothing: "they were 100% cognizant"."""
    quantity, right = frame.quantity, frame.right[:1]
    is_all = quantity.kind is QuantityKind.PERCENT and quantity.low == quantity.high == _ALL
    goes_on = right and right[0].isalpha() and right[0] not in lexicon.STOPS
    of_whom = not _WHOM.isdisjoint(frame.left[:1]) or (right != ("of",) and _name_before(frame))
    is_alone = of_whom or not (frame.left or right)
    is_adverb = is_alone or (goes_on and _BE.search(_before(frame)))
    return is_all and quantity.noun is None and bool(is_adverb)


def _is_rank(frame: Frame) -> bool:
    """Return whether a number tells how high a list goes: "in the top ten"."""
    return frame.quantity.kind is QuantityKind.COUNT and frame.left[:1] == ("top",)


def _counts_thoughts(frame: Frame) -> bool:
    """Return whether a count is of what only the text divides: "there are two reasons".

    Of 16 in 2,404 articles two count what there is beside the text.
    """
    quantity = frame.quantity
    is_few = quantity.kind is QuantityKind.COUNT and (quantity.high or 0) <= _MOST_THOUGHTS
    return is_few and not _THOUGHTS.isdisjoint((quantity.noun or "").lower().split()[-1:])


def _is_known(frame: Frame) -> bool:
    """Return whether a number word stands for things named before: "the two met", "all three".

    What is counted anew goes on behind it: "the six in Selm", "all five of these states".
    """
    quantity, left, right = frame.quantity, frame.left, frame.right
    if quantity.kind is not QuantityKind.COUNT or not quantity.text.isalpha():
        return False
    if _POINTING.isdisjoint(left[:1]) or counts_harmed(frame):
        return False
    if quantity.noun:
        return _is_known_by_noun(frame, quantity.noun.lower().split())
    if right[:1] == ("of",):
        return not _THEM.isdisjoint(right[1:2])
    return _COUNTED_ANEW.isdisjoint(right[:1])


def _is_known_by_noun(frame: Frame, noun: Sequence[str]) -> bool:
    """Return whether a count of a noun points back: "the two leaders", "these four cases".

    Of 640 articles 21 of 22 such pairs had been named before; "the four captains were charged" may
    be news. Of 77 figures that professional writers kept of 61 articles none is a pair.
    """
    pointing = _THESE | {"the"} if frame.quantity.text.lower() == "two" else _THESE
    is_apart = frame.sentence.text[frame.end : frame.end + 1] != "-"  # "the two-lane road"
    is_new = any(word in _NAMED_ANEW or word.endswith("est") for word in noun)
    return is_apart and not is_new and not pointing.isdisjoint(frame.left[:1])


def _parts_of_names(source: Source) -> Iterator[TextSpan]:
    """Yield each number that is part of a name: "he told Fox 5", "a Mega Millions prize"."""
    named, known = people(source.article), _names_with_numbers(source)
    for quantities in source.by_sentence.values():
        bare = [q for q in quantities if _is_bare_number(q)]
        if len(bare) == 1 and (name := _name_before(bare[0].frame)) and not named.named_in(name):
            yield bare[0].span  # of results, "Selm 3, Lima 2", there are several
        for each in quantities:
            if _is_capital_within(each) or not known.isdisjoint(_as_in_names(each)):
                yield each.span


def _names_with_numbers(source: Source) -> frozenset[str]:
    """Return the names with numbers that an article has, and their numbers if they are rare."""
    names = [q for q in source.quantities if q.quantity.kind is QuantityKind.IDENTIFIER]
    told = [name.quantity.text.lower().split() for name in names]
    rare = (word for words in told for word in words if len(word) >= _RARE and not word.isalpha())
    return frozenset((*(" ".join(words) for words in told if len(words) > 1), *rare))


def _as_in_names(quantity: SourceQuantity) -> Iterator[str]:
    """Yield how a name elsewhere may have a number: "the 757", "Motel 6 guests", "4chan"."""
    frame, text = quantity.frame, quantity.quantity.text.lower()
    if quantity.quantity.kind is QuantityKind.MEASURE or _is_bare_number(quantity):
        yield text
    if quantity.quantity.kind is QuantityKind.COUNT:
        yield " ".join((*_before(frame).lower().split()[-1:], text))


def _is_capital_within(quantity: SourceQuantity) -> bool:
    """Return whether a number word has a capital in mid-sentence, where not all words have one."""
    word, frame = quantity.quantity.text, quantity.frame
    if not (word.isalpha() and word.istitle() and quantity.quantity.kind in _COUNTS):
        return False
    is_headline = not any(len(w) >= _LONG and w.islower() for w in frame.sentence.text.split())
    return _before(frame)[-2:-1].isalpha() and not is_headline


def _is_bare_number(quantity: SourceQuantity) -> bool:
    """Return whether a number is of digits, short, and counts nothing that is said."""
    number, is_count = quantity.quantity.text, quantity.quantity.kind is QuantityKind.COUNT
    is_short = number.isdecimal() and len(number) <= _RARE
    return is_count and is_short and _is_uncounted(quantity.frame)


def _is_uncounted(frame: Frame) -> bool:
    """Return whether what stands behind a number is no plural: "News 12 reports", "Fox 5 radio"."""
    noun = (frame.quantity.noun or "").lower()
    if not noun:
        return True
    is_plural = noun.endswith("s") or noun.split()[-1] in lexicon.IRREGULAR_PLURALS
    says = CUES.get(noun, ("", ""))[1] == "present"
    is_apart = frame.sentence.text[frame.end : frame.end + 1] != "-"  # "a 12-page report"
    return says or (is_apart and not is_plural)


def _name_before(frame: Frame) -> str:
    """Return the name that a number touches, "Fox" of "he told Fox 5."; empty where none does.

    A capital behind an opening mark in mid-sentence is that of a title: the film “Harbour 3”; one
    within a word, that of a product: iOS 7.
    """
    words, at = frame.sentence.words, frame.first - 1
    if at < 0 or words[at].end != frame.start - 1:
        return ""
    name = frame.sentence.text[words[at].start : words[at].end]
    opens = at > 1 and words[at - 1].lower in _OPENING and name[0].isupper()
    is_name = words[at].is_name or opens or name[1:].lower() != name[1:]
    return name if is_name and not name.endswith(("'s", "’s")) else ""


def _bare_ones(source: Source) -> Iterator[TextSpan]:
    """Yield each "one" that counts nothing that a source can settle: one official said.

    A "one" counts in a list of counts ("three died and one was hurt"), behind "just", and where it
    is of the dead. Of 92 in 1,105 articles that have another count in their sentence, 43 count
    something; 36 of these are kept, and 3 of the others.
    """
    for quantities in source.by_sentence.values():
        counts = [q for q in quantities if q.quantity.checkable and q.quantity.kind in _COUNTS]
        listed = set(_in_a_list(counts))
        for each in counts:
            if _is_one(each.frame) and not (each.span in listed or _is_counted(each.frame)):
                yield each.span


def _in_a_list(counts: Sequence[SourceQuantity]) -> Iterator[TextSpan]:
    """Yield those of the counts of a sentence that a word joins to the one before."""
    for one, other in pairwise(counts):
        between = one.frame.sentence.text[one.frame.end : other.frame.start]
        if _LISTED.search(between):
            yield from (one.span, other.span)


def _is_one(frame: Frame) -> bool:
    return frame.quantity.kind is QuantityKind.COUNT and frame.quantity.text.lower() == "one"


def _is_counted(frame: Frame) -> bool:
    """Return whether a "one" counts something by itself: "just one", "one was killed"."""
    return bool(_LIMITS.intersection(frame.left[:1])) or counts_harmed(frame)
