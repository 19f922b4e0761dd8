"""Times: when a level was reached. "Up from 40 in 2009" says nothing of today, nor "4.8% a year earlier" of May.

The time of a number is what its clause says behind it or, where it says none there, before it. A number
is of another time where the source gives another number for the time that is stated; or where the
statement says how things are and the source how they were.
"""

import re
from collections.abc import Iterator

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.dimensions import dimension, may_share_noun
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from pipeline.numbers.reconcile.moments import POINTS_IN_TIME
from pipeline.numbers.reconcile.source import SourceQuantity
from schemas import Part, QuantityKind, Status

_SPAN = r"(?:year|season|quarter|month|week|decade)"
_TIME = re.compile(
    rf"(?P<year>\b(?:19|20)\d\d\b)(?!\s*[-–]\s*\d)"
    rf"|\b(?:(?:an?|one|the)\s+)?(?P<ago>{_SPAN})\s+(?:earlier|ago|before)\b"
    rf"|\b(?:the\s+)?(?:previous|prior|preceding)\s+(?P<previous>{_SPAN})\b"
    rf"|\b(?P<which>last|this|next)\s+(?P<span>{_SPAN})\b"
    r"|\b(?:in|for|of|since)\s+(?P<month>January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b(?!\s+\d)"
    r"|\bon\s+(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|\b(?P<now>now|currently|today|at present)\b",
    re.IGNORECASE,
)
# Behind these another number begins, or another clause: its time is not this one's.
_ENDS = re.compile(
    r"[;:(]|\.\s|,\s(?!in\b)|\b(?:and|but|while|whereas|from|than|against|compared|with|after|"
    r"when|which|who|as)\b"
)
_NUMBER = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d[\d.,]*")
_IS_SO = re.compile(
    r"\b(?:has|have|is|are|stands?|employs?|runs?|costs?|now|currently|remains?|owns?|covers?|holds?|"
    r"numbers?|totals?|serves?|operates?|earns?|pays?|produces?)\s+"
    r"(?:(?:now|currently|at|on|about|around|only|some|nearly|almost|a|an|still)\s+)*$",
    re.IGNORECASE,
)
_HAD = re.compile(r"\bhad\s+(?:been|held|won|stood|had|numbered|totalled)\s+(?:at\s+)?$")
_PAST = re.compile(r"\b(?:had|was|were|before|previous\w*|earlier|until|once|used to|last|ago)\b")
_WAS = re.compile(r"\b(?:was|were|stood at)\s+$")
_BEFORE = re.compile(
    r"\b(?:had|before|previous\w*|earlier|until|once|used to|last|ago|first|then|start\w*|began|from|"
    r"now|since|when|after|by)\b|\d.*\d\D+\d|\b(?:19|20)\d\d\b"
)
_REACH = 70  # characters
_TIMELESS = {
    *POINTS_IN_TIME, QuantityKind.AGE, QuantityKind.SCORE, QuantityKind.DURATION,
    QuantityKind.MULTIPLIER,
}  # fmt: skip


def other_time(
    stated: Mention, places: list[SourceQuantity], others: tuple[SourceQuantity, ...]
) -> Comparison | None:
    """Report a level of another time; `places` are all where the source has the number."""
    if stated.quantity.kind in _TIMELESS or not is_sentence(stated.sentence):
        return None
    said = time_of(stated)
    times = [time_of(each.mention) for each in places]
    was = any(_HAD.search(each.mention.before) for each in places)
    so_now = (
        bool(_IS_SO.search(stated.before))
        or (was and not _PAST.search(stated.around))
        or (bool(_WAS.search(stated.before)) and not _BEFORE.search(stated.around))
    )
    if (said in times) if said else not so_now:
        return None
    rivals = [each for each in others if _is_rival(stated, each, places[0])]
    if said:
        found = _given_for(said, times, rivals) or _compared_with(said, times, places[0], others)
    else:
        found = _is_so_now(places, times, rivals)
    if found is None:
        return None
    reason = f"in the source “{places[0].quantity.label()}” is of another time; see “{found.quantity.label()}”"
    return Comparison(Status.ELSEWHERE, "time", reason)


def _is_rival(stated: Mention, each: SourceQuantity, place: SourceQuantity) -> bool:
    """Return whether a number of the source is another level of what is stated."""
    if abs(each.position - place.position) > 1:
        return False
    one, other = each.quantity, stated.quantity
    changes = {each.part is Part.CHANGE for each in (one, place.quantity)}
    counts = one.kind is QuantityKind.RATIO and other.kind is QuantityKind.COUNT
    if (
        (dimension(one) != dimension(other) and not counts)
        or one.low == other.low
        or len(changes) > 1
    ):
        return False
    return may_share_noun(one, other)


def _given_for(
    said: str, times: list[str | None], rivals: list[SourceQuantity]
) -> SourceQuantity | None:
    """Return the number that the source gives for the stated time, where it gives ours for another."""
    if None in times:  # of "14,200 acres, up from 9,800 on Sunday" only the second is of Sunday
        rivals = [each for each in rivals if each.quantity.part is Part.ORIGIN]
    return next((each for each in rivals if time_of(each.mention) == said), None)


def _compared_with(
    said: str,
    times: list[str | None],
    place: SourceQuantity,
    others: tuple[SourceQuantity, ...],
) -> SourceQuantity | None:
    """Return what the source compares with the stated year: "last year, three times as much as in 2019"."""
    relative = all(time is not None and not time.isdecimal() for time in times)
    if not relative or not said.isdecimal():
        return None
    same = (each for each in others if each.position == place.position)
    return next((each for each in same if said in (each.quantity.period or "")), None)


def _is_so_now(
    places: list[SourceQuantity], times: list[str | None], rivals: list[SourceQuantity]
) -> SourceQuantity | None:
    """Return the later level, where every place tells of an earlier one."""
    for place, time in zip(places, times, strict=True):
        was = place.quantity.part is Part.ORIGIN or (time or "").startswith(("ago ", "previous "))
        was = was or bool(_HAD.search(place.mention.before))
        dated = (time or "").isdecimal()
        if not was and not dated:
            return None
        rivals = [each for each in rivals if was or time_of(each.mention) == "now"]
    return next((each for each in rivals if each.quantity.part is not Part.ORIGIN), None)


def time_of(mention: Mention) -> str | None:
    """Return the time of a number in one spelling: "2019", "ago year", "last month", "May"."""
    for text in _sides(mention):
        if found := _TIME.search(text):
            return _named(found)
    return None


def first_time(text: str) -> str | None:
    """Return the first time that a text names, in the spelling of `time_of`, or None."""
    found = _TIME.search(text)
    return _named(found) if found else None


def _sides(mention: Mention) -> Iterator[str]:
    """Yield the words behind a number and before it, as far as no other number or clause goes."""
    behind = mention.after[:_REACH]
    number = _NUMBER.search(behind)
    yield _ENDS.split(behind[: number.start()] if number else behind, maxsplit=1)[0]
    before = mention.before[-2 * _REACH :]
    start = max((found.end() for found in _NUMBER.finditer(before)), default=0)
    yield _ENDS.split(before[start:])[-1]


def _named(found: re.Match[str]) -> str:
    if found["now"]:
        return "now"
    if found["day"]:
        return found["day"].lower()
    if found["year"] or found["month"]:
        return found["year"] or found["month"].lower()
    if found["which"]:
        return f"{found['which'].lower()} {found['span'].lower()}"
    kind = "ago" if found["ago"] else "previous"
    return f"{kind} {(found['ago'] or found['previous']).lower()}"
