"""Names that hold digits: F-35, Covid-19, G7, Boeing 737, Section 230. They count nothing.

::

    name = serial
         | letters "-" digits letters?          glued, capital or "Covid": F-35, MiG-29, PAC-3
         | letters digits                       glued: G7, A320, QK7
         | digits letters (digits letters?)*    glued, capital or digits, no unit: 5G, 9to5Mac
         | digits ("(" sign ")")+               glued: 401(k), 501(c)(3)
         | designator (digits | roman)          Section 230, Flight 370, No. 10, Grade II
         | Number-word                          Air Force One, the Big Ten, the Gang of Eight
         | number Unit                          60 Minutes, 127 Hours, One Day at a Time
         | label                                junction 9, omega-3, Year 6: see `labels`
         | Proper digits Proper?                a Kestrel 208: not of results, as in "Labour 412"
         | address | phone                      16-18 Wilbraham Road; 020 7946 0958
"""

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.digit_names import (
    LABELS,
    read_address,
    read_digit_name,
    read_label,
    read_phone,
)
from pipeline.numbers.grammar.magnitude import read_scale
from pipeline.numbers.grammar.reading import Reading
from pipeline.numbers.grammar.tokens import SPAN_DASHES, Token, Tokens
from schemas import QuantityKind

_GLUED_UNITS = {
    *lexicon.UNITS,
    *lexicon.UNIT_SYMBOLS,
    *lexicon.SUFFIXES,
    *lexicon.CODES,
    "C",
    "F",
    *"st nd rd th am pm p s h".split(),
}
# These number their holder in small letters too: a phase 3 trial, page 12, type 2 diabetes.
_ALWAYS = set("iphone category grade phase type stage tier chapter section article page".split())
_DISEASES = {"covid", "sars-cov", "h"}
_NUMBERING_LETTERS = set("I II III IV V VI VII VIII IX X XI XII B C D E F".split())
_NO_NAMES = {*lexicon.MONTHS, *lexicon.WEEKDAYS, *lexicon.PREFIXES, *lexicon.STOPS, "i"}
_AFTER_AN_AMOUNT = {"%", "-", "–", "/", "°", "$"}
_NUMBERED = {"no"}
_LONGEST_PREFIX = 4  # letters: mp3, mk5; longer ones have lost a space
# Possessives and nationalities say whose it is: "Ukraine's F-16s", "Russian MiG-29s".
_NO_MAKERS = ("'s", "’s", "ian", "ish", "ese", "can", "man", "aeli", "rench", "utch")
_INDEX_DIGITS = 3
_IN_FULL = {("standard", "&", "poor's"), ("standard", "&", "poor’s")}
_VERBS = set("is was has had will says said".split())
_RESULT_REACH = 5  # tokens from one result of a list to the next
_NAME_REACH = 6  # tokens: "the 40-year-old Brenholm 2"
_BEFORE_A_NAME = set("the a an its their this that his her new on of by with aboard called".split())
_MEASURES = {
    *lexicon.UNITS,
    *lexicon.MAGNITUDES,
    *lexicon.CURRENCY_WORDS,
    "percent",
    "points",
    "per",
}


def read_name(tokens: Tokens, at: int) -> Reading | None:
    """Return the name that starts at this token, or None."""
    digits = tokens[at].kind in {"numeral", "serial"}
    if not digits and not _may_begin_name(tokens, at):
        return None
    for rule in _DIGITS_FIRST if digits else _WORD_FIRST:
        if (end := rule(tokens, at)) is not None:
            return Reading(QuantityKind.IDENTIFIER, at, end, at, end, checkable=False)
    return None


def _may_begin_name(tokens: Tokens, at: int) -> bool:
    """Return whether what follows a word lets it begin a name; for speed, as most do not."""
    after = tokens[at + 1]
    joined = after.kind == "numeral" or after.text in SPAN_DASHES or after.capitalised
    joined = joined or (tokens[at].capitalised and _is_number_word(tokens[at].lower))
    return joined or tokens[at].lower in lexicon.DESIGNATORS or tokens[at].lower in STARTERS


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
    if tokens[at + 3].text == "/" and tokens[at + 3].glued:
        return None  # "post-9/11"
    if word.lower in {"over", "under"} and tokens.starts_sentence(at) and tokens[at + 3].glued:
        return None  # "Over-50s came."
    return _with_tail(tokens, at + 3)


def _with_tail(tokens: Tokens, end: int) -> int:
    """Take what is glued to the end of a name: the s of B-52s, the A of M1A, the N1 of H5N1."""
    while (tail := tokens[end]).kind == "word" and tail.glued and len(tail.text) <= 2:
        digits = tokens[end + 1]
        if not (tail.text.isupper() and digits.kind == "numeral" and digits.glued):
            return end + 1
        end += 2
    return end


def _section(tokens: Tokens, at: int) -> int | None:
    """Return the end of 401(k) and 501(c)(3)."""
    end = at + 1
    while tokens[end].text == "(" and tokens[end].glued and tokens[end + 2].text == ")":
        inside = tokens[end + 1]
        if len(inside.text) != 1 or not (inside.glued and tokens[end + 2].glued):
            break
        end += 3
    return end if end > at + 1 and tokens[at + 2].text.isalpha() else None


def _with_second_year(tokens: Tokens, end: int) -> int:
    """Take the second year of FY2022-23."""
    dash, year = tokens[end], tokens[end + 1]
    linked = dash.glued and dash.text in {*SPAN_DASHES, "/"} and year.glued
    return end + 2 if linked and tokens.is_number(end + 1) and len(year.text) == 2 else end


def _letters_then_digits(tokens: Tokens, at: int) -> int | None:
    word, digits = tokens[at], tokens[at + 1]
    if word.kind != "word" or digits.kind != "numeral" or not digits.glued:
        return None
    handle = tokens[at - 1].text == "@" and word.glued  # @selm2016
    if not (handle or _is_name_word(word) or len(word.text) <= _LONGEST_PREFIX):
        return None
    if word.text in lexicon.LETTERS:
        if _is_sum(tokens, at + 1, shy=word.text in lexicon.SHY_LETTERS):
            return None
    elif word.lower in lexicon.PREFIXES or word.text in lexicon.CODES:
        return None
    return _with_second_year(tokens, at + 2) if word.text == "FY" else _with_tail(tokens, at + 2)


def _is_sum(tokens: Tokens, at: int, *, shy: bool) -> bool:
    """Return whether digits behind a letter are a sum of money: R450, R2bn, P1.2 billion."""
    digits = tokens[at].text
    return read_scale(tokens, at + 1)[1] > at + 1 or len(digits) > (4 if shy else 2)


def _digits_then_letters(tokens: Tokens, at: int) -> int | None:
    letters = tokens[at + 1]
    if letters.kind != "word" or not letters.glued:
        return None
    if letters.lower == "ers" or (letters.text == "x" and tokens[at + 2].glued):
        return _crossed(tokens, at) if letters.text == "x" else at + 2
    goes_on = tokens[at + 2].glued and tokens[at + 2].kind == "numeral"  # 9to5Mac
    if letters.text in lexicon.CODES or not (letters.text[0].isupper() or goes_on):
        return None
    scaled = letters.text in {"K", "M", "B"} and _is_scaled(tokens, at)
    unit = letters.text in _GLUED_UNITS or (len(letters.text) > 1 and letters.lower in _GLUED_UNITS)
    return None if unit or scaled else _with_all_glued(tokens, at + 2)


def _with_all_glued(tokens: Tokens, end: int) -> int:
    """Take the letters and digits that are glued to the end of a name."""
    while tokens[end].glued and tokens[end].kind in {"numeral", "word"}:
        end += 1
    return end


def _is_scaled(tokens: Tokens, at: int) -> bool:
    """Return whether the K of "5K followers" is a thousand; 4K is a screen and 3M a firm."""
    digits, after = tokens[at].text, tokens[at + 2]
    plural = after.lower.endswith("s") or after.lower in lexicon.IRREGULAR_PLURALS
    counts = after.kind == "word" and plural and after.lower not in lexicon.STOPS
    large = "." in digits or len(digits) > (2 if tokens[at + 1].text == "K" else 1)
    return digits not in {"3", "4", "8"} and (large or counts or tokens.in_title(at))


def _crossed(tokens: Tokens, at: int) -> int | None:
    """Read "4x400m" and "4x4", which name an event, a size or a car."""
    end = at + 2
    if tokens[end].kind != "numeral":
        return None
    return end + 2 if tokens[end + 1].glued and tokens[end + 1].kind == "word" else end + 1


def _index(tokens: Tokens, at: int) -> int | None:
    """Read an index of shares with its number: "Stoxx 600", "S&P 500", "Standard & Poor's 500"."""
    words = tokens.lowers(at, 3)
    whole = words in {("s", "&", "p"), *_IN_FULL}
    name = at + 2 if whole else at + 1 if words[:2] == ("s", "p") else at
    number = tokens[name + 1]
    known = words in _IN_FULL or tokens[name].lower in lexicon.NUMBERED_INDICES
    if not known or number.kind != "numeral":
        return None
    short = tokens[name].lower in {"sp", "p"}
    if short and (number.glued or len(number.text) < _INDEX_DIGITS):
        return None  # the seats of a party, SP 37; a sum, P15 million
    return name + 2 if number.text.isdecimal() and tokens[name + 2].text != "%" else None


def _designated(tokens: Tokens, at: int) -> int | None:
    """Read a noun that numbers its holder, with a capital: "Section 230", "No. 10", "Grade II"."""
    word = tokens[at]
    if word.lower not in lexicon.DESIGNATORS:
        return None
    if not word.capitalised and word.lower not in _ALWAYS and not _is_small_no(tokens, at):
        return None
    dot = word.lower in _NUMBERED and tokens[at + 1].text == "."
    digits = at + 1 + dot
    doubtful = tokens.starts_sentence(at) and not _acts(tokens[digits + 1])
    if word.lower in _NUMBERED and not dot and doubtful:
        return None
    if tokens.is_number(digits):
        return _with_tail(tokens, digits + 1)
    lettered = word.capitalised and tokens[digits].text in _NUMBERING_LETTERS
    return digits + 1 if lettered else None


def _is_small_no(tokens: Tokens, at: int) -> bool:
    """Return whether "no" numbers its holder in small letters: "the no. 2 seed", "at no. 10"."""
    dotted = tokens[at].lower in _NUMBERED and tokens[at + 1].text == "." and tokens[at + 1].glued
    return dotted and tokens.is_number(at + 2)


def _acts(token: Token) -> bool:
    """Return whether a word is a verb, so that No 10 is who acts: "No 10 rejected", "No 10 is"."""
    return token.lower in _VERBS or token.lower.endswith("ed")


def _stage(tokens: Tokens, at: int) -> int | None:
    """Read a stage of a cup: "the last 16", "a last-32 tie"."""
    number_at = tokens.after_hyphen(at + 1)
    rounds = tokens[number_at].text in {"64", "32", "16", "8"} and tokens[at].lower == "last"
    after = tokens[number_at + 1]
    counts = number_at == at + 1 and after.kind == "word" and after.lower not in lexicon.STOPS
    return number_at + 1 if rounds and not counts else None


def _proper(tokens: Tokens, at: int) -> int | None:
    """Read a proper name with a number behind it: "a Kestrel 208", "on Voyager 2".

    Of results ("Labour 412, Tories 121", "Chelsea 1") the number is no part of the name.
    """
    word, digits, after = tokens[at], tokens[at + 1], tokens[at + 2]
    if not word.capitalised or not tokens.is_number(at + 1) or digits.glued:
        return None
    if word.text in lexicon.CODES or word.lower in _NO_NAMES or not tokens.may_be_name(at):
        return None
    if len(digits.text) == 4 and digits.text[:2] in {"18", "19", "20"}:
        return None
    if after.text in _AFTER_AN_AMOUNT or after.kind == "numeral" or _is_result(tokens, at):
        return None
    if after.capitalised and _is_part_of_name(tokens, at):
        return at + 3 if tokens[at + 3].kind != "numeral" else None  # "the Note 20 Ultra"
    if after.kind == "word" and after.lower not in lexicon.STOPS:
        return at + 2 if _is_part_of_name(tokens, at) and not _is_counted(after.lower) else None
    listed = after.lower in {"and", "or", "to", ""} or after.text in {",", ".", ";", "(", ")"}
    return at + 2 if not listed or _is_part_of_name(tokens, at) else None


def _is_result(tokens: Tokens, at: int) -> bool:
    """Return whether a result follows a name: "City 3 Arsenal 1: goals", "Root 152 not out"."""
    listed = tokens[at + 2].text == ":" and tokens[at - 1].kind == "numeral"
    return listed or _is_next_result(tokens, at) or tokens.lowers(at + 2, 2) == ("not", "out")


def _is_next_result(tokens: Tokens, at: int) -> bool:
    """Return whether a plural goes on a list of results: "Labour took 326, the Tories 221"."""
    before = at - 1 - (tokens[at - 1].lower == "the")
    joined = tokens[before].lower in {",", "and"}
    earlier = (tokens[index] for index in range(before - 1, before - 1 - _RESULT_REACH, -1))
    plural = tokens[at].lower.endswith("s") and not tokens[at].lower.endswith(("ss", "us", "is"))
    return joined and plural and any(token.kind == "numeral" for token in earlier)


def _number_word(tokens: Tokens, at: int) -> int | None:
    """Read a name that holds a number in words: "Air Force One", "the Gang of Eight", "Six Flags".

    Inside a sentence only names have such a number with a capital: 14 of 14 in 2,519 articles.
    """
    if not tokens[at].capitalised or not _is_number_word(tokens[at].lower):
        return None
    before, after = tokens[at - 1], tokens[at + 1]
    joined = before.capitalised or after.capitalised  # not in "retirement accounts Two years ago"
    named = tokens.may_be_name(at) and before.kind == "word"
    return at + 1 if named and (joined or not _is_counted(after.lower)) else None


def _titled(tokens: Tokens, at: int) -> int | None:
    """Read a title that begins with a length of time: 60 Minutes, "One Day at a Time".

    Of 14 lengths of time whose unit has a capital in mid-sentence, in 2,519 articles, all are such.
    """
    unit = lexicon.UNITS.get(tokens[at + 1].lower)
    number = tokens.is_number(at) or (tokens[at].capitalised and _is_number_word(tokens[at].lower))
    lasts = unit is not None and unit.dimension in lexicon.DURATIONS
    return at + 2 if number and lasts and tokens.may_be_name(at + 1) else None


def _is_number_word(word: str) -> bool:
    return word in lexicon.ONES or word in lexicon.TENS


def _maker(tokens: Tokens, at: int) -> int | None:
    """Read a serial name with its maker or family before it: "Patriot PAC-3", "Kestrel GT4"."""
    word = tokens[at]
    if not (word.capitalised and tokens[at + 1].capitalised and tokens.may_be_name(at)):
        return None
    if tokens[at + 1].glued or word.lower in _NO_NAMES or word.lower.endswith(_NO_MAKERS):
        return None
    if word.text.isupper() or "." in word.text:
        return None  # "US F-16s" says whose they are
    return _hyphenated(tokens, at + 1) or _letters_then_digits(tokens, at + 1)


def _is_part_of_name(tokens: Tokens, at: int) -> bool:
    """Return whether a name with a number stands as one thing: behind an article or preposition.

    An adjective or more of the name may stand between: "the 40-year-old Brenholm 2".
    """
    for index in range(at - 1, at - 1 - _NAME_REACH, -1):
        token = tokens[index]
        if token.lower in _BEFORE_A_NAME:
            return True
        inside = token.capitalised or token.glued or tokens[index + 1].glued
        if not inside or (token.kind == "sign" and token.text not in SPAN_DASHES):
            break
    joined = tokens[at - 1].lower in {"and", "or"}
    return joined and tokens[at - 2].kind == "numeral" and tokens[at - 2].glued


def _is_counted(word: str) -> bool:
    """Return whether a noun behind a number is what it counts: "Kyiv 155 shells"."""
    return word in _MEASURES or word.endswith("s") or word in lexicon.IRREGULAR_PLURALS


_WORD_FIRST = (
    _hyphenated,
    _letters_then_digits,
    read_label,
    _designated,
    _index,
    _stage,
    _maker,
    _proper,
    _titled,
    _number_word,
)
_DIGITS_FIRST = (
    _digits_then_letters,
    _section,
    read_phone,
    read_address,
    read_digit_name,
    _titled,
)
STARTERS = frozenset(
    {*_ALWAYS, *LABELS, *_DISEASES, *lexicon.NUMBERED_INDICES, "s", "standard", "last", "no"}
)
"""The words in small letters that a name with digits begins with."""
