"""Shares: parts of a whole.

::

    ratio      = numeral "of" holder? numeral                         22 of the league's 32
               | numeral ("in" | "out" "of" | "for" "every") numeral  one in five, three out of four
               | numeral noun "in" numeral                            one customer in five
               | numeral "-" ("in" | "of" | "for" | "to") "-" numeral 1-in-2,700, 12-of-18, 3-to-1
               | digits ":" digits                                    3:1, 60:40
               | digits "/" digits                                    4.5/5
    fraction   = ("a" | numeral) "-"? denominator     a third, two-thirds; half
    amount     = fraction ("of" | "-")? "a"? unit     half a point, a quarter of an hour
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.magnitude import read_part
from pipeline.numbers.grammar.numerals import plain_digits, read_numeral
from pipeline.numbers.grammar.reading import Reading, read_value
from pipeline.numbers.grammar.tokens import HYPHENS, Token, Tokens
from pipeline.numbers.grammar.units import read_part_unit, read_unit
from schemas import QuantityKind

_HOLDERS = set("the its their all our his her those these just only".split())
# Past tenses without -ed that people who are a share of something are the subject of.
_POSSESSIVES = ("'s", "’s", "s'", "s’")
_ENDINGS = ("ed", "ly")
_COMPARED = set("fewer less lower higher cheaper smaller larger bigger faster slower".split())
_PAST_TENSES = set(
    "said had went came got took voted thought felt gave made chose were was knew lived told saw "
    "want think believe say live have are is will would can could did do rely own use plan".split()
)
_JOINED = {"in", "of", "for", "to"}  # 1-in-2,700, 12-of-18 shooting, 3-for-5, 3-to-1
# What marks are given out of: 4.5/5, 10/10.
FULL_MARKS = {"5", "10", "100"}
_HUNDRED = 100
_HALF_TIMES = set("first second other better latter a final each either this last next".split())
_BEFORE_HALF = set(
    "than by about nearly almost least over in under only just roughly around".split()
)
_NO_HOLDERS = lexicon.STOPS - _HOLDERS
_CLOSING = lexicon.STOPS - {"such", "other", "own", "last", "next"}
_MEASURES = {*lexicon.UNITS, *lexicon.CURRENCY_WORDS, "percent", "per", "points"}
_AFTER_HALF = set("of the its their his her our a all as those these that".split())


def read_share(tokens: Tokens, at: int) -> Reading | None:
    """Return the ratio or fraction that starts at this token, or None."""
    colon = tokens[at + 1].text == ":"  # asked here, for nearly all have none
    return (
        _ratio(tokens, at)
        or (_colon(tokens, at) if colon else None)
        or _slashed(tokens, at)
        or _fraction(tokens, at)
    )


def _ratio(tokens: Tokens, at: int) -> Reading | None:
    part = read_numeral(tokens, at)
    if part is None or part.low != part.high or part.suffix:
        return None
    whole_at = (
        _after_in(tokens, part.end)
        or _after_of(tokens, part.end)
        or _after_noun_in(tokens, part.end)
    )
    whole = read_numeral(tokens, whole_at) if whole_at else None
    if whole is None or whole.low != whole.high or not whole.low:
        return None
    joined = tokens[part.end].text in HYPHENS  # a 1-in-100-year flood, a 2-for-1 split
    if not joined and not 0 < part.low < whole.low:
        return None
    is_range = joined and tokens[part.end + 1].lower == "to" and part.low <= whole.low
    if whole.suffix or is_range or (not joined and _has_unit(tokens, whole.end)):
        return None
    if _looks_like_year(tokens, whole.end - 1):
        return None
    return read_value(QuantityKind.RATIO, at, whole.end, part.low)._replace(
        whole=whole.low, step=part.step
    )


def _after_noun_in(tokens: Tokens, at: int) -> int | None:
    """Return where the whole of "one customer in five" starts; nothing is counted behind it."""
    noun, joiner, behind = tokens[at], tokens[at + 1].lower, tokens[at + 3]
    if joiner != "in" or noun.kind != "word" or noun.lower in lexicon.STOPS | _MEASURES:
        return None
    goes_on = behind.kind == "word" and behind.lower not in _CLOSING
    return None if goes_on and behind.lower not in _PAST_TENSES else at + 2


def _after_in(tokens: Tokens, at: int) -> int | None:
    """Return where the whole starts: "one in five", "three out of four", "9 of every 10"."""
    if tokens.lowers(at, 2) == ("out", "of"):
        return at + 3 if tokens[at + 2].lower in {"the", "every"} else at + 2
    if tokens.lowers(at, 2) == ("of", "every"):
        return at + 2
    if tokens[at].lower in {"in", "for"}:
        every_at = at + 1 + (tokens[at + 1].lower in _BEFORE_HALF)
        if tokens[every_at].lower == "every":
            return every_at + 1
        return at + 1 if tokens[at].lower == "in" else None
    if tokens[at].text in HYPHENS and tokens[at + 1].lower in _JOINED:
        return at + 3 if tokens[at + 2].text in HYPHENS and tokens[at + 3].glued else None
    return None


def _after_of(tokens: Tokens, at: int) -> int | None:
    """Return where the whole starts in "22 of the league's 32": at most four words between."""
    if tokens[at].lower != "of":
        return None
    for offset in range(1, 6):
        token = tokens[at + offset]
        if token.kind == "numeral" or token.lower in lexicon.ONES or token.lower in lexicon.TENS:
            return at + offset
        if token.kind != "word" or not (offset > 1 or token.lower in _HOLDERS or token.capitalised):
            return None
        if offset > 1 and not token.lower.endswith(_POSSESSIVES) and _ends_holder(token):
            return None
    return None


def _ends_holder(token: Token) -> bool:
    """Return whether a word cannot stand between a holder and what it holds: "its firms sold 4"."""
    word = token.lower
    plain_plural = word.endswith("s") and not token.capitalised
    return word in _NO_HOLDERS or word.endswith("ed") or plain_plural


def _has_unit(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    if tokens.after_hyphen(at) > at or (token.glued and token.kind == "word"):
        return True  # "two of his 14-year-old pupils", "one of the 20th century's best"
    return token.text == "%" or token.lower in _MEASURES


def _looks_like_year(tokens: Tokens, at: int) -> bool:
    text = tokens[at].text
    return len(text) == 4 and text.isdecimal() and 1900 <= int(text) <= 2099


def _colon(tokens: Tokens, at: int) -> Reading | None:
    """Read "3:1", "1:500" and "60:40" as ratios; not a time, a verse (Luke 5:3) or a longer row."""
    part, colon, whole = tokens[at], tokens[at + 1], tokens[at + 2]
    if not (colon.glued and whole.glued and tokens.is_number(at)):
        return None
    row = tokens[at - 1].text == ":"
    plain = plain_digits(whole.text)
    if row or not plain.isdecimal() or int(plain) == 0 or tokens.may_be_name(at - 1):
        return None
    low, high = Decimal(part.text), Decimal(plain)
    if len(plain) == 2 and low + high != _HUNDRED:
        return None  # minutes or seconds
    return read_value(QuantityKind.RATIO, at, at + 3, low)._replace(whole=high)


def _slashed(tokens: Tokens, at: int) -> Reading | None:
    """Read "1/16": with a unit behind it a measure, else a fraction; 9/11 is a day."""
    top, slash, bottom = tokens[at], tokens[at + 1], tokens[at + 2]
    if slash.text not in {"/", "⁄"} or not (slash.glued and bottom.glued):
        return None
    mark = top.kind == "numeral" and bottom.text in FULL_MARKS
    whole_numbers = tokens.is_number(at) and bottom.text.replace(",", "").isdecimal()
    if not (whole_numbers or mark) or tokens[at + 3].text == "/":
        return None
    low, whole = Decimal(plain_digits(top.text)), Decimal(bottom.text.replace(",", ""))
    if not (0 < low < whole or (mark and low == whole)):
        return None
    of = tokens[at + 3].lower == "of" and tokens[at + 4].lower in {"a", "an"}
    unit = read_unit(tokens, at + 5 if of else at + 3)
    if unit is None:
        return _share(at, at + 3, low, whole)
    value = low / whole
    return read_value(unit.kind, at, unit.end, value, unit=unit.name)._replace(
        number_end=at + 3, step=value
    )


def _fraction(tokens: Tokens, at: int) -> Reading | None:
    """Read a part in words; of a unit it is an amount: half a point, two-thirds of a mile."""
    part = read_part(tokens, at)
    if part is None:
        return None
    number = read_numeral(tokens, at)
    if number is not None and number.end > part[2]:
        return None  # "half a million", "a quarter of a million" are numbers
    top, bottom, end = part
    amount = _part_of_unit(tokens, at, top / bottom, end)
    if amount:
        return amount
    bare = end == at + 1
    is_share = _half_is_share(tokens, at) if bare else _ends_as_share(tokens, at, end - 1, top)
    return _share(at, end, top, bottom) if is_share else None


def _part_of_unit(tokens: Tokens, at: int, value: Decimal, end: int) -> Reading | None:
    """Read "half a point", "a quarter of an hour", "half-cent", "quarter-point"."""
    if tokens[end].lower == "of" and tokens[end + 1].lower in {"a", "an", "one", "1"}:
        unit_at = end + 2
    elif tokens[end].lower in {"a", "an"}:
        unit_at = end + 1
    else:
        unit_at = tokens.after_hyphen(end)
        # "a half-cent tax": the article is the tax's.
        if unit_at == end or tokens[at].lower in {"a", "an"}:
            return None
    unit = read_part_unit(tokens, unit_at)
    if unit is None:
        return None
    value *= unit.factor
    return read_value(unit.kind, at, unit.end, value, unit=unit.name)._replace(
        number_end=end, step=value
    )


def _share(at: int, end: int, top: Decimal, bottom: Decimal) -> Reading:
    return read_value(QuantityKind.FRACTION, at, end, top)._replace(whole=bottom)


def _half_is_share(tokens: Tokens, at: int) -> bool:
    """Return whether "half" is a share, not the first half of a match or of a year."""
    if tokens[at].lower != "half":
        return False
    before, after = tokens[at - 1].lower, tokens[tokens.after_hyphen(at + 1)].lower
    if before in _HALF_TIMES:
        return False
    if after in _AFTER_HALF or after in _PAST_TENSES:
        return True
    return before in _BEFORE_HALF and tokens[at + 1].text not in HYPHENS


def _ends_as_share(tokens: Tokens, at: int, last: int, top: Decimal) -> bool:
    """Return whether a denominator ends a share: "a third of", "two-thirds"; not "a third time"."""
    after = tokens[last + 1]
    if after.text in HYPHENS and after.glued and top == 1:
        return False
    if tokens[last].lower == "half":
        return tokens[at].lower == "one" or after.lower == "of"
    if top > 1 or tokens[at].lower == "one" or after.kind != "word":
        return True
    goes_on = after.lower in _PAST_TENSES or after.lower in _COMPARED  # "a fifth fewer"
    return goes_on or after.lower.endswith(_ENDINGS) or _closes(after)


def _closes(token: Token) -> bool:
    """Return whether a word cannot go on with "a third" as a rank: because, of, since; not such."""
    return token.lower in _CLOSING
