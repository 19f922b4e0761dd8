"""Number words: "twenty-five", "a dozen", "three point two million", "tens of thousands".

::

    words   = ("a" | ones | tens ("-"? ones)?) ("hundred" ("and"? tens-or-ones)?)? …
              decimals? scale*
    decimals = "point" ones+                                    ninety-nine point five
    part    = part-of-one ("of" "a" | "a" | "-")? scale  half a million, three quarters of a million
    vague   = "dozens" | ("tens" | "hundreds") "of" "thousands" | ("several" | "a"? "few") scale
    ordinal = ordinal-word | words "-"? ordinal-word       third, twenty-first, two hundredth
              but not the second that is one of sixty, nor "at first"
"""

from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.magnitude import (
    SCALES,
    Numeral,
    read_attached_fraction,
    read_part,
    read_scale,
    significant_step,
)
from pipeline.numbers.grammar.nouns import is_plural
from pipeline.numbers.grammar.reading import Reading, read_value
from pipeline.numbers.grammar.tokens import HYPHENS, Tokens
from schemas import QuantityKind

_ARTICLES = {"a", "an"}
# "the first hundred days", "the dozen guests": a scale that stands alone is one of it.
_BEFORE_BARE_SCALE = set("the first last next past only another these those every".split())
_NOUGHTS = {"nought", "naught"}  # only before a point
_SEVERAL = {"several": (Decimal(3), Decimal(9)), "few": (Decimal(2), Decimal(9))}
# Behind "scores" without "of" these say that it is people, and no goals.
_HURT = set("injured hurt wounded killed dead missing arrested homeless".split())
_LARGEST = Decimal(10) ** 24
STARTERS = frozenset(
    {
        *lexicon.ONES,
        *lexicon.TENS,
        *lexicon.VAGUE,
        *SCALES,
        *_SEVERAL,
        *_ARTICLES,
        *_NOUGHTS,
        "half",
        "quarter",
        "tens",
    }
)
"""The words that a number in words can begin with."""


class Sum(NamedTuple):
    """A number in words as far as it was read.

    `group` is what a scale may still multiply; `smallest` the last scale that was added.
    """

    total: Decimal
    group: Decimal | None
    smallest: Decimal
    end: int

    @property
    def value(self) -> Decimal:
        """What the words so far amount to."""
        return self.total + (self.group or 0)


def read_number_words(tokens: Tokens, at: int) -> Numeral | None:
    """Return the number in words that starts at this token, or None."""
    if tokens[at].lower not in STARTERS:
        return None
    return _vague(tokens, at) or _several(tokens, at) or _part(tokens, at) or _words(tokens, at)


def _interval(low: Decimal, high: Decimal, end: int) -> Numeral:
    return Numeral(low, high, low, end, digits=False)


def _vague(tokens: Tokens, at: int) -> Numeral | None:
    """Read "thousands", "tens of thousands", "hundreds of millions" as an interval."""
    word = tokens[at].lower
    of = tokens[at + 1].lower == "of"
    scale = lexicon.VAGUE.get(tokens[at + 2].lower) if of else None
    if word == "tens":
        return _interval(scale[0] * 10, scale[1] * 10, at + 3) if scale else None
    if word not in lexicon.VAGUE or (
        word == "scores" and not of and tokens[at + 1].lower not in _HURT
    ):
        return None
    low, high = lexicon.VAGUE[word]
    if scale:
        return _interval(low * scale[0], high * scale[0], at + 3)
    return _interval(low, high, at + 1)


def _several(tokens: Tokens, at: int) -> Numeral | None:
    """Read "several thousand", "a few dozen" as an interval."""
    at += tokens[at].lower == "a" and tokens[at + 1].lower == "few"
    bounds = _SEVERAL.get(tokens[at].lower)
    scale = SCALES.get(tokens[at + 1].lower)
    if bounds is None or scale is None:
        return None
    more, end, _ = read_scale(tokens, at + 2)
    return _interval(bounds[0] * scale * more, bounds[1] * scale * more, end)


def _part(tokens: Tokens, at: int) -> Numeral | None:
    """Read "half a million", "half-dozen", "three quarters of a million"."""
    part = read_part(tokens, at)
    if part is None:
        return None
    for bridge in (("a",), ("of", "a"), ("-",), ()):
        end = part[2] + len(bridge)
        scale = SCALES.get(tokens[end].lower)
        if scale and tokens.lowers(part[2], len(bridge)) == bridge:
            value = part[0] * scale / part[1]
            return Numeral(value, value, value, end + 1, digits=False)
    return None


def _words(tokens: Tokens, at: int) -> Numeral | None:
    """Read number words: "twenty-five", "one hundred and five thousand", "a dozen"."""
    found = _couple(tokens, at) or _sum(tokens, at)
    if found is None:
        return None
    value, end = found.value, found.end
    extra, step = Decimal(0), significant_step(value, format(value, "f"))
    if found.group is None and _is_half_more(tokens, end):  # "a million and a half"
        value += found.smallest / 2
        return Numeral(value, value, found.smallest / 10, end + 3, digits=False)
    decimals, end = _decimals(tokens, at, end)
    if decimals:
        extra, step = Decimal(f"0.{decimals}"), Decimal(1).scaleb(-len(decimals))
    elif value < 100:
        extra, end = read_attached_fraction(tokens, end)
        step = Decimal("0.1") if extra else step
    scale, end, _ = read_scale(tokens, end) if extra or decimals else (Decimal(1), end, "")
    value = (value + extra) * scale
    return Numeral(value, value, step * scale, end, digits=False)


def _is_half_more(tokens: Tokens, at: int) -> bool:
    """Return whether "and a half" stands here, and no half of something else: half a dozen."""
    half = tokens.lowers(at, 3) == ("and", "a", "half")
    return half and tokens[tokens.after_hyphen(at + 3)].lower not in SCALES


def _sum(tokens: Tokens, at: int) -> Sum | None:
    """Return the sum of the number words in a row that begins at this token, or None."""
    if tokens[at].lower in _NOUGHTS and _decimals(tokens, at, at + 1)[0]:
        return Sum(Decimal(0), Decimal(0), Decimal(0), at + 1)
    found = Sum(Decimal(0), None, Decimal(0), at)
    if _counts_one_scale(tokens, at):
        article = tokens[at].lower in _ARTICLES
        start = tokens.after_hyphen(at + 1) if article else at
        found = Sum(Decimal(0), Decimal(1), Decimal(0), start)
    begun = found.end
    while (longer := _next_word(tokens, found)) is not None:
        found = longer
    return found if found.end > begun else None


def _counts_one_scale(tokens: Tokens, at: int) -> bool:
    """Return whether a scale is meant once: "a dozen", "the first hundred"."""
    if tokens[at].lower in _ARTICLES:
        return tokens[tokens.after_hyphen(at + 1)].lower in SCALES
    if tokens[at].lower not in SCALES:
        return False
    # "Hundred thousand flee": a scale of a scale needs no article.
    return tokens[at - 1].lower in _BEFORE_BARE_SCALE or tokens[at + 1].lower in SCALES


def _next_word(tokens: Tokens, so_far: Sum) -> Sum | None:
    """Return the sum with one more number word, or None where none follows that fits."""
    at = so_far.end
    begun = so_far.group is not None or so_far.smallest > 0
    word_at = tokens.after_hyphen(at) if begun else at
    if tokens[word_at].lower == "and" and (so_far.group or 100) >= 100:
        word_at = tokens.after_hyphen(word_at + 1)  # "one-hundred-and-twelve"
    token = tokens[word_at]
    if token.kind != "word":
        return None
    small = lexicon.ONES.get(token.lower, lexicon.TENS.get(token.lower))
    if small is not None:
        return _with_small(so_far, small, word_at + 1)
    return _with_scale(so_far, token.lower, word_at + 1)


def _with_small(so_far: Sum, small: Decimal, end: int) -> Sum | None:
    """Append a small number word where grammar allows: twenty + five, hundred + five."""
    group = so_far.group
    if group is None:
        return so_far._replace(group=small, end=end)
    tens, ones = group % 100, small < 10
    fits = group > 0 and (tens == 0 or (tens >= 20 and tens % 10 == 0 and ones))
    return so_far._replace(group=group + small, end=end) if fits else None


def _with_scale(so_far: Sum, word: str, end: int) -> Sum | None:
    """Multiply what was read by a scale word: six hundred, two thousand, three dozen."""
    scale, group = SCALES.get(word), so_far.group
    if scale is None:
        return None
    if group is None:  # "hundred thousand", "thousand million": a scale of a scale
        grown = 0 < so_far.smallest == so_far.total < _LARGEST
        total = so_far.total * scale
        return Sum(total, None, total, end) if grown and word != "dozen" else None
    if word == "hundred" and group < 100:
        return so_far._replace(group=group * 100, end=end)
    if so_far.smallest and scale >= so_far.smallest:
        return None
    added = group * scale
    return Sum(so_far.total + added, None, added, end)


def _couple(tokens: Tokens, at: int) -> Sum | None:
    """Read "a couple of", "a couple hundred", "a pair of" as 2; "a couple" alone is two people."""
    word = tokens[at + 1].lower
    if tokens[at].lower != "a" or word not in {"couple", "pair"}:
        return None
    of = tokens[at + 2].lower == "of"
    two = Sum(Decimal(2), None, Decimal(2), at + 2)
    if word == "pair":
        return two if of and tokens[at + 3].lower not in lexicon.PAIRED else None
    scale = SCALES.get(tokens[at + 2 + of].lower)
    if scale:
        return Sum(2 * scale, None, scale, at + 3 + of)
    counts = of or tokens[at + 2].lower == "more" or is_plural(tokens[at + 2])
    return two if counts else None


def _decimals(tokens: Tokens, start: int, at: int) -> tuple[str, int]:
    """Read the digits behind "point": "nine point five"; "at one point two left" has none."""
    digits, end = "", at + 1
    if tokens[at].lower == "point" and tokens[start - 1].lower != "at":
        while (digit := lexicon.ONES.get(tokens[end].lower)) is not None and digit < 10:
            digits, end = f"{digits}{digit}", end + 1
    return (digits, end) if digits else ("", at)


def read_ordinal_words(tokens: Tokens, at: int) -> tuple[Decimal, int] | None:
    """Return the rank in words that starts at this token and the token after it, or None."""
    word = tokens[at].lower
    if word in lexicon.ORDINALS:
        return lexicon.ORDINALS[word], at + 1
    if word not in lexicon.TENS and word not in lexicon.ONES and word not in _ARTICLES:
        return None
    before = _sum(tokens, at)
    tens = before.value if before else Decimal(0)
    end = before.end if before else at + 1
    last_at = tokens.after_hyphen(end)
    last_at += tokens[last_at].lower == "and"
    last = lexicon.ORDINALS.get(tokens[last_at].lower)
    if last is None:
        return None
    if last >= 100:
        return (tens or 1) * last, last_at + 1
    joins = tens >= 20 and tens % 10 == 0 and (last < 10 or tens % 100 == 0)
    return (tens + last, last_at + 1) if joins else None


def read_ordinal(tokens: Tokens, at: int) -> Reading | None:
    """Read a rank in words: "third", "twenty-first"; not the second that is a length of time."""
    found = read_ordinal_words(tokens, at)
    if found is None or (tokens[at].lower == "second" and _is_time(tokens, at)):
        return None
    value, end = found
    if tokens.lowers(at - 1, 2) == ("at", "first"):
        return None
    return read_value(QuantityKind.ORDINAL, at, end, value)._replace(checkable=False)


def _is_time(tokens: Tokens, at: int) -> bool:
    """Return whether "second" is one of sixty: per second, a split second, 30 metres a second."""
    before, after = tokens[at - 1].lower, tokens[at + 1]
    ranked = after.text in HYPHENS or (after.kind == "word" and after.lower not in lexicon.STOPS)
    return before in {"per", "split", "each", "every"} or (before == "a" and not ranked)
