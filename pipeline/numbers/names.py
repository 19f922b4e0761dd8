"""Names that hold digits: F-35, Covid-19, G7, Boeing 737, Section 230. They count nothing.

::

    name = serial
         | letters "-" digits letters?          glued, capital or "Covid": F-35, MiG-29, PAC-3
         | letters digits                       glued: G7, A320, QK7
         | digits letters                       glued, capital, no unit: 5G, 747s
         | designator digits                    Section 230, Flight 370, No. 10
         | Proper digits                        Kestrel 208: not before a noun or a unit
"""

from pipeline.numbers import lexicon
from pipeline.numbers.reading import Reading
from pipeline.numbers.tokens import Token, Tokens
from schemas import QuantityKind

_GLUED_UNITS = {
    *lexicon.UNITS, *lexicon.UNIT_SYMBOLS, *lexicon.SUFFIXES, *lexicon.CODES,
    "C", "F", *"st nd rd th am pm p s".split(),
}  # fmt: skip
# These number their holder in small letters too: a phase 3 trial, page 12, type 2 diabetes.
_ALWAYS = set("iphone category grade phase type stage tier chapter section article page".split())
_DISEASES = {"covid", "sars-cov", "h"}


def read_name(tokens: Tokens, at: int) -> Reading | None:
    """Return the name that starts at this token, or None."""
    end = (
        _serial(tokens, at)
        or _hyphenated(tokens, at)
        or _letters_then_digits(tokens, at)
        or _digits_then_letters(tokens, at)
    )
    end = end or _designated(tokens, at) or _index(tokens, at) or _address(tokens, at)
    end = end or _proper(tokens, at)
    if end is None:
        return None
    return Reading(QuantityKind.IDENTIFIER, at, end, at, end, checkable=False)


def _serial(tokens: Tokens, at: int) -> int | None:
    """Read a run of digits that is too long to count anything."""
    return at + 1 if tokens[at].kind == "serial" else None


def _is_name_word(token: Token) -> bool:
    return token.kind == "word" and (
        any(letter.isupper() for letter in token.text) or token.lower in _DISEASES
    )


def _hyphenated(tokens: Tokens, at: int) -> int | None:
    word, dash, digits = tokens[at], tokens[at + 1], tokens[at + 2]
    if not (_is_name_word(word) and dash.text in {"-", "‑"} and dash.glued):
        return None
    if digits.kind != "numeral" or not digits.glued or "," in digits.text:
        return None
    if word.lower in lexicon.MONTHS or (tokens[at + 3].text in {"%", "-"} and tokens[at + 3].glued):
        return None
    return _with_tail(tokens, at + 3)


def _with_tail(tokens: Tokens, end: int) -> int:
    """Take the letter glued to the end of a name: the s of B-52s, the A of M1A."""
    tail = tokens[end]
    return end + 1 if tail.kind == "word" and tail.glued and len(tail.text) <= 2 else end


def _letters_then_digits(tokens: Tokens, at: int) -> int | None:
    word, digits = tokens[at], tokens[at + 1]
    if not (_is_name_word(word) and digits.kind == "numeral" and digits.glued):
        return None
    money = word.lower in lexicon.PREFIXES or word.text in {*lexicon.CODES, *lexicon.LETTERS}
    if money and not (word.text in lexicon.LETTERS and len(digits.text) < 3):
        return None
    return _with_tail(tokens, at + 2)


def _digits_then_letters(tokens: Tokens, at: int) -> int | None:
    digits, letters = tokens[at], tokens[at + 1]
    if digits.kind != "numeral" or letters.kind != "word" or not letters.glued:
        return None
    unit = letters.text in _GLUED_UNITS or (len(letters.text) > 1 and letters.lower in _GLUED_UNITS)
    if unit or not letters.text[0].isupper() or len(letters.text) > 3:
        return None
    return at + 2


def _index(tokens: Tokens, at: int) -> int | None:
    """Read an index of shares with its number: "Stoxx 600", "S&P 500"."""
    words = tokens.lowers(at, 3)
    name = at + 2 if words == ("s", "&", "p") else at + 1 if words[:2] == ("s", "p") else at
    number = tokens[name + 1]
    if tokens[name].lower not in lexicon.NUMBERED_INDICES or number.kind != "numeral":
        return None
    return name + 2 if number.text.isdecimal() and tokens[name + 2].text != "%" else None


def _address(tokens: Tokens, at: int) -> int | None:
    """Read a house number with its street: "575 Wilbraham Road"."""
    number = tokens[at]
    if number.kind != "numeral" or not number.text.isdecimal():
        return None
    for end in range(at + 1, at + 5):
        if not tokens[end].capitalised:
            return None
        if end > at + 1 and tokens[end].lower in lexicon.STREETS:
            return end + 1
    return None


def _designated(tokens: Tokens, at: int) -> int | None:
    """Read a noun that numbers its holder, with a capital: "Section 230", "No. 10"."""
    word = tokens[at]
    if word.lower not in lexicon.DESIGNATORS:
        return None
    if not word.capitalised and word.lower not in _ALWAYS:
        return None
    digits = at + 2 if word.lower == "no" and tokens[at + 1].text == "." else at + 1
    token = tokens[digits]
    plain = token.kind == "numeral" and token.text.isdecimal()
    if not plain or (word.lower == "no" and digits == at + 1):
        return None
    return _with_tail(tokens, digits + 1)


def _proper(tokens: Tokens, at: int) -> int | None:
    """Read a proper name with a bare number behind it: "Kestrel 208", "S&P 500"."""
    word, digits, after = tokens[at], tokens[at + 1], tokens[at + 2]
    if not word.capitalised or tokens.starts_sentence(at) or word.text in lexicon.CODES:
        return None
    if not (digits.kind == "numeral" and digits.text.isdecimal()) or digits.glued:
        return None
    if word.lower in {*lexicon.MONTHS, *lexicon.WEEKDAYS, *lexicon.PREFIXES, *lexicon.STOPS, "i"}:
        return None
    if len(digits.text) == 4 and digits.text[:2] in {"18", "19", "20"}:
        return None
    if after.kind == "numeral" or after.text in {"%", "-", "–", "/", ",", "°", "$"}:
        return None
    if after.lower in {"to", "and", "or"} and tokens[at + 3].kind == "numeral":
        return None
    noun = after.kind == "word" and after.lower not in lexicon.STOPS
    if noun and not _is_part_of_name(tokens, at):
        return None
    return at + 2


def _is_part_of_name(tokens: Tokens, at: int) -> bool:
    """Return whether a noun goes on with the name: "the Kestrel 208 pylon", not "Kyiv 155 shells"."""
    after = tokens[at + 2].lower
    measures = {*lexicon.UNITS, *lexicon.MAGNITUDES, *lexicon.CURRENCY_WORDS, "percent", "points"}
    article = tokens[at - 1].lower in {"the", "a", "an", "its", "their", "this"}
    plural = after.endswith("s") or after in lexicon.IRREGULAR_PLURALS
    return article and not plural and after not in measures
