"""Numerals: the value of digits and of number words, without unit.

::

    numeral  = digits scale? | words scale* | "half" "a" scale
    scale    = "thousand" | "million" | "bn" … ; glued or not
    words    = ("a" | ones | tens ("-"? ones)?) ("hundred" ("and"? tens-or-ones)?)? …
    mixed    = numeral "and a half" | digits fraction          2 1/2, 2½
"""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.numbers import lexicon
from pipeline.numbers.tokens import Tokens

_HALF = Decimal("0.5")
_VULGAR = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal(1) / 3,
    "⅔": Decimal(2) / 3,
    "⅛": Decimal("0.125"),
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A value that was read, the place of its last significant digit, and the token after it.

    `suffix` is a scale letter that could be a unit as well (m, t, b), to be settled by context.
    """

    low: Decimal
    high: Decimal
    step: Decimal
    end: int
    digits: bool
    suffix: str = ""
    scale: Decimal = Decimal(1)


def read_numeral(tokens: Tokens, at: int) -> Numeral | None:
    """Return the numeral that starts at this token, or None."""
    if tokens[at].kind == "numeral":
        return _digits(tokens, at)
    if tokens[at].text in _VULGAR:
        value = _VULGAR[tokens[at].text]
        return Numeral(value, value, Decimal("0.01"), at + 1, digits=True)
    return _vague(tokens, at) or _half_scale(tokens, at) or _words(tokens, at)


def _digits(tokens: Tokens, at: int) -> Numeral:
    plain = tokens[at].text
    for space in (",", "\u00a0", "\u202f", "\u2009"):
        plain = plain.replace(space, "")
    value, end = Decimal(plain), at + 1
    step = significant_step(value, plain)
    fraction, end = _attached_fraction(tokens, end)
    if fraction:
        value, step = value + fraction, Decimal("0.01")
    scale, end, suffix = _scale(tokens, end)
    return Numeral(
        value * scale, value * scale, step * scale, end, digits=True, suffix=suffix, scale=scale
    )


def significant_step(value: Decimal, written: str) -> Decimal:
    """Return the place of the last significant digit: 100 for 1,500 and 0.1 for 3.5."""
    if "." in written:
        return Decimal(1).scaleb(-len(written.rpartition(".")[2]))
    zeros = len(written) - len(written.rstrip("0"))
    return Decimal(1) if value == 0 else Decimal(10) ** zeros


def _attached_fraction(tokens: Tokens, at: int) -> tuple[Decimal, int]:
    """Read the fraction of 2½, "2 1/2" or "two and a half"."""
    if tokens[at].glued and tokens[at].text in _VULGAR:
        return _VULGAR[tokens[at].text], at + 1
    top, slash, bottom = tokens[at], tokens[at + 1], tokens[at + 2]
    if top.kind == bottom.kind == "numeral" and slash.text in {"/", "⁄"} and slash.glued:
        if (
            bottom.glued
            and top.text.isdecimal()
            and bottom.text.isdecimal()
            and int(bottom.text) > int(top.text)
        ):
            return Decimal(top.text) / Decimal(bottom.text), at + 3
    elif tokens.lowers(at, 3) == ("and", "a", "half"):
        return _HALF, at + 3
    return Decimal(0), at


def _scale(tokens: Tokens, at: int) -> tuple[Decimal, int, str]:
    """Read what multiplies the digits: any run of magnitude words, or one suffix."""
    scale = Decimal(1)
    while True:
        hyphen = 1 if tokens[at].text == "-" and tokens[at].glued and tokens[at + 1].glued else 0
        word = tokens[at + hyphen].lower
        if word not in lexicon.MAGNITUDES or tokens[at + hyphen].kind != "word":
            break
        scale *= lexicon.MAGNITUDES[word]
        at += 1 + hyphen
    token = tokens[at]
    if scale == 1 and token.kind == "word" and token.lower in lexicon.SUFFIXES:
        if token.lower in {"bn", "mn", "mln", "tn", "trn"}:
            return lexicon.SUFFIXES[token.lower], at + 1, ""
        if token.glued:
            return scale, at + 1, token.text
    return scale, at, ""


def _vague(tokens: Tokens, at: int) -> Numeral | None:
    """Read "thousands", "tens of thousands", "hundreds of millions" as an interval."""
    word = tokens[at].lower
    if word == "tens" and tokens[at + 1].lower == "of" and tokens[at + 2].lower in lexicon.VAGUE:
        low, high = lexicon.VAGUE[tokens[at + 2].lower]
        return Numeral(low * 10, high * 10, low * 10, at + 3, digits=False)
    if word not in lexicon.VAGUE or (word == "scores" and tokens[at + 1].lower != "of"):
        return None
    low, high = lexicon.VAGUE[word]
    if tokens[at + 1].lower == "of" and tokens[at + 2].lower in lexicon.VAGUE:
        scale = lexicon.VAGUE[tokens[at + 2].lower][0]
        return Numeral(low * scale, high * scale, low * scale, at + 3, digits=False)
    return Numeral(low, high, low, at + 1, digits=False)


def _half_scale(tokens: Tokens, at: int) -> Numeral | None:
    """Read "half a million", "half-million", "half a dozen", "quarter of a million"."""
    at += tokens.lowers(at, 2) == ("a", "quarter")
    part = {"half": _HALF, "quarter": Decimal("0.25")}.get(tokens[at].lower)
    if part is None:
        return None
    for bridge in (("a",), ("-",), ("of", "a")):
        end = at + 1 + len(bridge)
        word = tokens[end].lower
        scale = lexicon.MAGNITUDES.get(word) or lexicon.DOZENS.get(word)
        if tokens.lowers(at + 1, len(bridge)) == bridge and scale and word != "score":
            return Numeral(part * scale, part * scale, part * scale, end + 1, digits=False)
    return None


def _words(tokens: Tokens, at: int) -> Numeral | None:
    """Read number words: "twenty-five", "one hundred and five thousand", "a dozen"."""
    start = at
    article = tokens[at].lower in {"a", "an"}
    if article:
        at += 1
        if tokens[at].lower not in {*lexicon.MAGNITUDES, "dozen", "couple"}:
            return None
    total, group, smallest = Decimal(0), Decimal(1) if article else None, Decimal(0)
    while True:
        step = _next_word(tokens, at, group, smallest)
        if step is None:
            break
        group, carried, at = step
        if carried:
            total, group, smallest = total + carried, None, carried
    if at == start + article or (total == 0 and group is None):
        return None
    value = total + (group or 0)
    half, at = _attached_fraction(tokens, at) if value < 100 else (Decimal(0), at)
    value += half
    step_size = Decimal("0.1") if half else significant_step(value, format(value, "f"))
    suffix_scale, at, _ = _scale(tokens, at) if half else (Decimal(1), at, "")
    return Numeral(
        value * suffix_scale, value * suffix_scale, step_size * suffix_scale, at, digits=False
    )


def _next_word(
    tokens: Tokens, at: int, group: Decimal | None, smallest: Decimal
) -> tuple[Decimal | None, Decimal, int] | None:
    """Take one more number word: the running group, what it adds to the total, the next token."""
    joined = at
    if (tokens[at].text == "-" and tokens[at].glued and tokens[at + 1].glued) or (
        tokens[at].lower == "and" and _may_follow_and(tokens, at, group, smallest)
    ):
        joined = at + 1
    word = tokens[joined].lower
    if tokens[joined].kind != "word" or (joined > at and group is None and smallest == 0):
        return None
    small = lexicon.ONES.get(word, lexicon.TENS.get(word))
    if small is not None:
        return _add(group, small, joined + 1)
    if word == "hundred" and group is not None and group < 100:
        return group * 100, Decimal(0), joined + 1
    scale = lexicon.MAGNITUDES.get(word) or lexicon.DOZENS.get(word)
    if scale is None or group is None or word == "score" or (smallest and scale >= smallest):
        return None
    if word == "couple":
        return None if group != 1 else _couple(tokens, joined)
    return None, group * scale, joined + 1


def _add(group: Decimal | None, small: Decimal, after: int) -> tuple[Decimal, Decimal, int] | None:
    """Append a small number word where grammar allows: twenty + five, hundred + five."""
    if group is None:
        return small, Decimal(0), after
    tens, ones = group % 100, small < 10
    fits = tens == 0 or (tens >= 20 and tens % 10 == 0 and ones)
    return (group + small, Decimal(0), after) if fits else None


def _couple(tokens: Tokens, at: int) -> tuple[Decimal | None, Decimal, int]:
    """Read "a couple", "a couple of hundred"."""
    after = at + 2 if tokens[at + 1].lower == "of" else at + 1
    scale = lexicon.MAGNITUDES.get(tokens[after].lower)
    return (None, 2 * scale, after + 1) if scale else (None, Decimal(2), after)


def _may_follow_and(tokens: Tokens, at: int, group: Decimal | None, smallest: Decimal) -> bool:
    """Return whether "and" joins number words: only after hundreds or a scale."""
    word = tokens[at + 1].lower
    after_hundreds = group is not None and group >= 100 and group % 100 == 0
    after_scale = group is None and smallest >= 100
    return (after_hundreds or after_scale) and (word in lexicon.ONES or word in lexicon.TENS)
