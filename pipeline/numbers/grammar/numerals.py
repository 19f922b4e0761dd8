"""Numerals: the value of digits and of number words, without unit.

::

    numeral = digits power? fraction? scale? | words       2 1/2, 2½; 1.99 × 10³⁰, 10⁶
    digits  = a numeral token | 1-3 digits (" " 3 digits)+ word      "12 500 people"
"""

from decimal import Decimal

from pipeline.numbers.grammar.magnitude import (
    SMALL_DIGITS,
    VULGAR,
    Numeral,
    read_attached_fraction,
    read_scale,
    significant_step,
)
from pipeline.numbers.grammar.number_words import read_number_words
from pipeline.numbers.grammar.tokens import Token, Tokens

_GROUPING = str.maketrans("", "", ",\u00a0\u202f\u2009")
_TIMES = {"×", "x", "·", "*"}
_LONGEST_EXPONENT = 3  # digits


def read_numeral(tokens: Tokens, at: int) -> Numeral | None:
    """Return the numeral that starts at this token, or None."""
    known = tokens.numerals
    if at not in known:
        known[at] = _numeral(tokens, at)
    found: Numeral | None = known[at]
    return found


def _numeral(tokens: Tokens, at: int) -> Numeral | None:
    token = tokens[at]
    if token.kind == "numeral":
        return _digits(tokens, at)
    if token.kind == "word":
        return read_number_words(tokens, at)
    if token.text not in VULGAR:
        return None
    scale, end, _ = read_scale(tokens, at + 1)
    value = VULGAR[token.text] * scale
    return Numeral(value, value, Decimal("0.01") * scale, end, digits=True)


def _digits(tokens: Tokens, at: int) -> Numeral:
    plain, end = _spaced_groups(tokens, at) or (plain_digits(tokens[at].text), at + 1)
    value = Decimal(plain)
    step = significant_step(value, format(value, "f"))
    power, end = _power_of_ten(tokens, end, plain)
    fraction, end = read_attached_fraction(tokens, end)
    if fraction:
        value, step = value + fraction, Decimal("0.01")
    scale, end, suffix = read_scale(tokens, end)
    value, step = value * power * scale, step * power * scale
    return Numeral(value, value, step, end, digits=True, suffix=suffix, scale=scale)


def plain_digits(text: str) -> str:
    """Return a numeral as Python writes it: 1234.56 for "1,234.56" and for "1.234,56"."""
    whole, comma, tail = text.rpartition(",")
    if comma and len(tail) < 3:
        return f"{whole.replace('.', '').translate(_GROUPING)}.{tail}"
    return text.translate(_GROUPING)


def _spaced_groups(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read "12 500 people", grouped with ordinary spaces, as one number.

    Only before a word in small letters and not behind a name, so that "May 12 500 people came"
    and a row of a table stay what they are.
    """
    first, before = tokens[at], tokens[at - 1]
    if not tokens.is_number(at) or len(first.text) > 3 or first.text[0] == "0":
        return None
    named = before.capitalised and not tokens.starts_sentence(at - 1)
    if named or before.kind == "numeral":
        return None
    digits, end = first.text, at + 1
    while _is_group(tokens, end):
        digits, end = digits + tokens[end].text, end + 1
    after = tokens[end]
    counts = after.kind == "word" and after.text.islower() and not after.glued
    # Two groups or more are a number by themselves, unless the row goes on.
    several = end > at + 2 and after.kind != "numeral"
    grouped = end > at + 1 and (counts or several or after.text == "%")
    return (digits, end) if grouped else None


def _is_group(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    apart = token.start - tokens[at - 1].end == 1 and tokens.text[token.start - 1] == " "
    return tokens.is_number(at) and len(token.text) == 3 and apart


def _power_of_ten(tokens: Tokens, at: int, base: str) -> tuple[Decimal, int]:
    """Return what the "⁶" of 10⁶, or "× 10⁶" behind a numeral, multiplies by; 1 without one."""
    if base == "10" and tokens[at].text != "−" and (exponent := _exponent(tokens, at)):
        return Decimal(1).scaleb(exponent[0] - 1), exponent[1]
    if tokens[at].lower in _TIMES and tokens[at + 1].text == "10":
        exponent = _exponent(tokens, at + 2)
        if exponent:
            return Decimal(1).scaleb(exponent[0]), exponent[1]
    return Decimal(1), at


def _exponent(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read a raised number: ⁶, ⁻³⁰, ^6, ^-6, −30."""
    caret = tokens[at].text == "^"
    if caret or (tokens[at].text == "−" and tokens[at].glued):  # a raised minus that was lowered
        sign = tokens[at + caret].text in {"-", "−"}
        number_at = at + caret + sign
        plain, end = tokens[number_at].text if tokens.is_number(number_at) else "", number_at + 1
    else:
        plain, sign, end = "", False, at
        while tokens[end].glued and _is_raised(tokens[end]):
            plain, end = plain + tokens[end].text.translate(SMALL_DIGITS), end + 1
    if not plain.lstrip("-").isdecimal() or len(plain) > _LONGEST_EXPONENT:
        return None
    return (-int(plain) if sign else int(plain)), end


def _is_raised(token: Token) -> bool:
    return token.kind == "sign" and token.text in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
