"""Checks of how a number is worded: a scale left out, "times more", an average of no kind, a hedge."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall, needs
from pipeline.checks.passage import Passage
from schemas import Modifier, Part, Quantity, QuantityKind

_SIGN = r"(?:[A-Z]{1,3})?[$£€¥]\s?"
_BARE_FIRST_END = re.compile(
    rf"(?P<first>{_SIGN}\d{{1,3}}(?:\.\d+)?)\s*(?:to|and|[-–—])\s*{_SIGN}\d[\d.,]*[\s-]?"
    r"(?P<scale>thousand|million|billion|trillion|m|mn|bn|tn|k)\b",
    re.IGNORECASE,
)


def b01_scale_omitted(passage: Passage) -> Iterator[Pitfall]:
    """Yield each range or change of money whose first end is written without the scale of the second."""
    for quantity in passage.quantities:
        if quantity.kind is QuantityKind.RANGE:
            yield from _scale_omitted(quantity.text, (quantity,))
    for first, second in pairwise(passage.quantities):
        changes = first.part is Part.ORIGIN and second.part is Part.LEVEL
        if changes and (first.low or 0) < (second.low or 0):
            start, end = passage.at(first.span).start, passage.at(second.span).end
            yield from _scale_omitted(passage.text[start:end], (first, second))


def _scale_omitted(words: str, quantities: tuple[Quantity, ...]) -> Iterator[Pitfall]:
    if found := _BARE_FIRST_END.fullmatch(
        re.sub(r"^(?:between|from)\s+", "", words, flags=re.IGNORECASE)
    ):
        first, scale = found["first"], found["scale"]
        yield Pitfall(f"{first} or {first} {scale}? Give the scale at both ends", quantities)


_MORE = (
    "higher|greater|larger|bigger|faster|longer|heavier|stronger|likelier|dearer|costlier|older|"
    "wider|deeper|taller|brighter|hotter"
)
_LESS = "lower|smaller|slower|shorter|lighter|weaker|cheaper|thinner"
# "He won it three times more" counts occasions: behind "more" there must be what is compared.
_COMPARED = re.compile(
    rf"\s+(?P<word>(?P<less>less|fewer|{_LESS})|more|{_MORE})\b(?P<rest>\s+[\w“\"$£€'’-]+)?",
    re.IGNORECASE,
)
_NOTHING_COMPARED = re.compile(
    r"\s+(?:in|on|at|by|before|after|since|until|during|last|this|next|and|but|or|to|for|with)\b",
    re.IGNORECASE,
)


def b02_times_more(passage: Passage) -> Iterator[Pitfall]:
    """Yield each "three times more" or "three times less": it is read in two ways or in none."""
    for quantity in passage.quantities:
        number = quantity.value
        if quantity.kind is not QuantityKind.MULTIPLIER or number is None or number <= 1:
            continue
        found = _COMPARED.match(passage.after(quantity))
        if found is None or not _compares(found):
            continue
        said = f"{quantity.text} {found['word']}"
        if found["less"]:
            yield Pitfall(f"{said}: is 1/{number:f} of it meant?", (quantity,))
        else:
            asked = f"{number:f} times as much, or {number + 1:f}?"
            yield Pitfall(f"{said}: {asked}", (quantity,))


def _compares(found: re.Match[str]) -> bool:
    """Return whether "more" or "less" compares something, rather than counts occasions."""
    rest = found["rest"] or ""
    plain = found["word"].lower() in {"more", "less", "fewer"}
    return not plain or bool(rest and not _NOTHING_COMPARED.match(rest))


_AVERAGES = "average averages averaged averaging"
_AVERAGE = re.compile(rf"\b(?:{_AVERAGES.replace(' ', '|')})\b", re.IGNORECASE)
_NO_AVERAGE = re.compile(
    r"\b(?:(?:batting|moving|grade[- ]point|industrial|weighted|than|bowling|scoring|earned[- ]run)\s+average"
    r"|(?:above|below)[- ](?:the\s+)?average"
    r"|average\s+(?:temperatures?|speeds?|joe|person|man|woman|american|citizen|index))\b",
    re.IGNORECASE,
)
_KIND_OF_AVERAGE = re.compile(r"\b(?:median|mean|typical)\b", re.IGNORECASE)
_AVERAGED = {QuantityKind.MONEY, QuantityKind.DURATION, QuantityKind.MEASURE, QuantityKind.COUNT}
_AVERAGE_REACH = 60  # characters


def b10_average_kind(passage: Passage) -> Iterator[Pitfall]:
    """Yield each average of which it is not said whether it is the mean or the median."""
    if _NO_AVERAGE.search(passage.text):
        return
    if any(_KIND_OF_AVERAGE.search(each.text) for each in passage.neighbours):
        return
    for quantity in passage.quantities:
        if quantity.kind in _AVERAGED and _is_average(passage, quantity):
            yield Pitfall(f"{quantity.text}: mean or median?", (quantity,))


def _is_average(passage: Passage, quantity: Quantity) -> bool:
    """Return whether "average" stands by the number, with no other number between the two."""
    before = list(_AVERAGE.finditer(passage.before(quantity, _AVERAGE_REACH)))
    nearest = passage.before(quantity, _AVERAGE_REACH)[before[-1].end() :] if before else "0"
    behind = re.match(r"\s+(?:\w+\s+)?on average\b", passage.after(quantity, _AVERAGE_REACH))
    return bool(behind) or not re.search(r"[\d,;]", nearest)


_SOFT = {Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER}
_TOO_EXACT = 4  # significant digits: "about 1,230" may be rounded, "about 1,234" is not
# Of what is told "about 1,247 patients" is no hedge, nor is "near 1,200 acres" of a place.
_TOLD = re.compile(
    r"\b(?:stor(?:y|ies)|reports?|books?|films?|news|questions?|complaints?|information|data|"
    r"concerns?|articles?|tales?|learn\w*|know\w*|told|talk\w*|wr[io]t\w+|ask\w*)\s+$",
    re.IGNORECASE,
)


def b15_false_precision(passage: Passage) -> Iterator[Pitfall]:
    """Yield each figure that is hedged and yet given to the last digit: about 1,234,567."""
    for quantity in passage.quantities:
        if quantity.modifier not in _SOFT or _digits(quantity) < _TOO_EXACT:
            continue
        place = quantity.text.lower().startswith("near ")
        if not place and not _TOLD.search(passage.before(quantity)):
            message = f"{quantity.text}: hedged, yet exact; which of the two is meant?"
            yield Pitfall(message, (quantity,))


def _digits(quantity: Quantity) -> int:
    """Return how many significant digits a figure has; cents are how prices are written."""
    value = quantity.value
    if value is None or not value or _may_be_year(quantity):
        return 0
    cents = quantity.kind is QuantityKind.MONEY and quantity.step == Decimal("0.01")
    return len((value.to_integral_value() if cents else value).normalize().as_tuple().digits)


def _may_be_year(quantity: Quantity) -> bool:
    """Return whether it is four plain digits, as years are: built in about 1324."""
    return quantity.kind is QuantityKind.COUNT and bool(
        re.search(r"(?<!\d)[12]\d{3}$", quantity.text)
    )


CHECKS = (
    Check(
        "B01",
        "scale-omitted",
        "The first end of a range of money is written without its scale.",
        fires="The bridge will cost $3 to $9 million.",
        silent="The bridge will cost $3 million to $9 million.",
        settles="The first end in the source, with million or billion written out.",
        find=b01_scale_omitted,
        needs=needs(words="thousand million billion trillion m mn bn tn k"),
        alerts=True,
    ),
    Check(
        "B02",
        "times-more",
        "“Three times more” is read as three times or as four; “times less” has no clear meaning.",
        fires="The port handles three times more boats than in 2010.",
        silent="The port handles three times as many boats as in 2010.",
        settles="Both figures; then write “three times as many”.",
        find=b02_times_more,
        needs=needs(QuantityKind.MULTIPLIER),
        alerts=True,
    ),
    Check(
        "B10",
        "average-kind",
        "An average is given and not said whether it is the mean or the median.",
        fires="The average pay is $52,000.",
        silent="The median pay is $52,000.",
        settles="Which average the source took; for pay and prices the median tells more.",
        find=b10_average_kind,
        needs=needs(*_AVERAGED, words=_AVERAGES),
    ),
    Check(
        "B15",
        "false-precision",
        "A hedge stands with a figure that is exact to the last digit.",
        fires="About 1,234,567 people live there.",
        silent="About 1.2 million people live there.",
        settles="The figure as the source has it: rounded with the hedge, or exact without.",
        find=b15_false_precision,
        alerts=True,
    ),
)
