"""Digits that name something, lead somewhere or number their holder, and count nothing.

::

    name    = 911, the (1) of a list, 24/7, 7/7, 192.168.1.2, 28-30-39-59, 7-Eleven, 3-D
            | a part of an address of the web or of a tag, 12487 Express
    label   = strong "-"? digits                       gas mark 4, factor 50 sun cream, omega-3
            | weak digits                              day 3, gate 4: which nothing counted follows
            | plural digits ("to" | "and" | "-" …) digits    junctions 9 and 11, pages 4-5
            | "Year" digits                            of a school: Year 6 pupils
    address = number ("-" number)? Proper+ street | number street Proper     16-18 Wilbraham Road
    phone   = "+"? digits (("-" | "." | " ") digits)+                        020 7946 0958

Labels stand in small letters; `names` reads those with a capital.
"""

import re

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.nouns import is_counted, is_plural
from pipeline.numbers.grammar.shares import FULL_MARKS
from pipeline.numbers.grammar.tokens import HYPHENS, SPAN_DASHES, Tokens
from pipeline.numbers.grammar.units import read_unit

_EMERGENCIES = {"911", "999", "112", "000"}
_LONGEST_CHAIN = 40  # tokens
_STOPS = frozenset(".,;:!?)")
_MARKED = ("www.", "@", "#")
_TAGGED = ('="', "='")
_DOCKETS = {"cr", "cv", "mj", "md", "mc", "bk"}  # of the federal courts of the United States


def read_digit_name(tokens: Tokens, at: int) -> int | None:
    """Return the token after the name that these digits begin, or None."""
    for rule in _RULES:
        if (end := rule(tokens, at)) is not None:
            return end
    return None


def _addressed(tokens: Tokens, at: int) -> int | None:
    """Read the rest of what a mark begins: http://bit.ly/1r8, id="74610471", @10boats, #15."""
    start = end = at
    while tokens[start].glued and at - start < _LONGEST_CHAIN:
        start -= 1
    written = tokens.text[tokens[start].start : tokens[at].start]
    if not (written.startswith(_MARKED) or "://" in written or written.endswith(_TAGGED)):
        return None
    while end < tokens.length and (end == at or tokens[end].glued):
        end += 1
    return end - (tokens[end - 1].text in _STOPS)


def _serial(tokens: Tokens, at: int) -> int | None:
    """Read a run of digits that is too long to count anything."""
    return at + 1 if tokens[at].kind == "serial" else None


def _idiom(tokens: Tokens, at: int) -> int | None:
    """Read the idiom 24/7, and a number over itself: 20/20, 50/50, 7/7; they count nothing."""
    slashed = tokens[at + 1].text == "/" and tokens[at + 1].glued and tokens.is_number(at + 2)
    over, under = tokens[at].text, tokens[at + 2].text
    names = (over, under) == ("24", "7") or (over == under and under not in FULL_MARKS)
    return at + 3 if slashed and names else None


def _train(tokens: Tokens, at: int) -> int | None:
    """Read a number of five digits or more with a name behind it: the 12487 Sonpara Express.

    News groups the digits of what it counts.
    """
    named = tokens[at + 1].capitalised and tokens[at + 2].capitalised
    if not (tokens.is_number(at) and len(tokens[at].text) > 4 and named):
        return None
    return at + 3


def _docket(tokens: Tokens, at: int) -> int | None:
    """Read the number that a court gives a case: 23-cr-00257."""
    if tokens[at + 1].text not in HYPHENS:
        return None
    letters_at = tokens.after_hyphen(at + 1)
    digits_at = tokens.after_hyphen(letters_at + 1)
    letters = tokens[letters_at].lower
    linked = at + 1 < letters_at < digits_at - 1 and letters in _DOCKETS
    return digits_at + 1 if linked and tokens.is_number(digits_at) else None


def _joined_to_a_capital(tokens: Tokens, at: int) -> int | None:
    """Read digits joined to a number word or one letter with a capital: 7-Eleven, 3-D, 4-H."""
    word_at = tokens.after_hyphen(at + 1)
    word = tokens[word_at]
    is_number = word.lower in lexicon.ONES or word.lower in lexicon.TENS
    named = word.capitalised and (is_number or len(word.text) == 1)
    return word_at + 1 if word_at > at + 1 and named else None


def _chain(tokens: Tokens, at: int) -> int | None:
    """Read numbers in a chain, as of a lottery or an account: 28-30-39-59."""
    end = at + 1
    while (
        end - at < _LONGEST_CHAIN and tokens.after_hyphen(end) > end and tokens.is_number(end + 1)
    ):
        end += 2
    return end if end > at + 3 else None


def _dotted(tokens: Tokens, at: int) -> int | None:
    """Read digits with two dots or more, a version or an address: 10.15.7, 192.168.1.2."""
    parts, end = tokens[at].text.count(".") + 1, at + 1
    while parts < _LONGEST_CHAIN and tokens[end].text == "." and tokens[end].glued:
        if tokens[end + 1].kind != "numeral" or not tokens[end + 1].glued:
            break
        parts, end = parts + 1 + tokens[end + 1].text.count("."), end + 2
    return end if parts > 2 else None


def _emergency(tokens: Tokens, at: int) -> int | None:
    """Read the number that emergencies are called at: "use 911", "a 999 call".

    In 2,300 news articles 911 stands 30 times with nothing counted behind it, and always names it.
    """
    number, after = tokens[at].text, tokens[at + 1]
    if number not in _EMERGENCIES or (is_plural(after) and after.lower != "calls"):
        return None
    called = any(word.startswith(("call", "dial", "phon")) for word in tokens.lowers(at - 2, 4))
    alone = number == "911" and after.lower not in {"of", "to", *lexicon.MAGNITUDES}
    return at + 1 if called or (alone and read_unit(tokens, at + 1) is None) else None


def _list_marker(tokens: Tokens, at: int) -> int | None:
    """Return where the number of a list entry ends: "1. Boil", "2) Stir", "(1) to boil"."""
    if not tokens.is_number(at) or len(tokens[at].text) > 2 or not tokens[at + 1].glued:
        return None
    before, mark, after = tokens[at - 1], tokens[at + 1], tokens[at + 2]
    number = int(tokens[at].text)
    if before.kind == "break" and mark.text == ".":
        return at + 1 if after.capitalised and not after.glued else None
    if mark.text != ")" or after.kind != "word":
        return None
    if before.text == "(":
        return at + 1 if number == 1 or f"({number - 1})" in tokens.text else None
    goes_on = f" {number - 1}) " in tokens.text or f" {number + 1}) " in tokens.text
    opens = before.kind == "break" or goes_on  # "1) Boil, 2) Stir"
    return at + 1 if opens and after.capitalised and not after.glued else None


_RULES = (
    _addressed,
    _emergency,
    _list_marker,
    _serial,
    _idiom,
    _train,
    _docket,
    _joined_to_a_capital,
    _chain,
    _dotted,
)


# What these number is told by them alone, and a noun may follow: "factor 50 cream".
_STRONG = frozenset("omega gas mark factor junction".split())
_WEAK = frozenset(
    "day week round game match season episode gate platform lane hole clause paragraph rule row "
    "verse question".split()
)
_SEVERAL = frozenset(
    f"{word}s"
    for word in "junction gate platform page chapter section article paragraph clause rule row "
    "hole lane question day week episode season verse".split()
)
LABELS = _STRONG | _WEAK | _SEVERAL
"""The words in small letters that number their holder."""
# "Twice a day 40 came", "each week 12 of them": the time is no label.
_BEFORE_A_TIME = set("a an one per each every this that last next previous same another".split())
_LABEL_LINKS = {*SPAN_DASHES, "to", "and", "or"}
_DECIDED = {"-", "–", "‑", "%", "/", "°", ","}
_LONGEST_LABEL = 3  # digits
_LAST_YEAR_AT_SCHOOL = 13


def read_label(tokens: Tokens, at: int) -> int | None:
    """Return the token after the label that starts here, or None."""
    word = tokens[at].lower
    if word == "year":
        return _school_year(tokens, at)
    if word not in LABELS:
        return None
    if word in _SEVERAL:
        return _several(tokens, at)
    digits = tokens.after_hyphen(at + 1) if word in _STRONG else at + 1
    if word == "gas" and tokens[digits].lower == "mark":
        digits += 1
    if not _is_label(tokens, digits) or _is_listed(tokens, at):
        return None
    if word in _STRONG:
        return digits + 1
    timed = tokens[at - 1].lower in _BEFORE_A_TIME
    return None if timed or is_counted(tokens, digits + 1) else digits + 1


def _several(tokens: Tokens, at: int) -> int | None:
    """Read "junctions 9 and 11"; "days 3 and 4 people" is left alone."""
    first, second = at + 1, at + 3
    linked = tokens[at + 2].lower in _LABEL_LINKS
    if not (linked and _is_number(tokens, first) and _is_label(tokens, second)):
        return None
    return None if is_counted(tokens, second + 1) else second + 1


def _school_year(tokens: Tokens, at: int) -> int | None:
    """Read "Year 6 pupils", in mid-sentence or before those who are taught."""
    if not tokens[at].capitalised or not _is_label(tokens, at + 1):
        return None
    taught = tokens[at + 2].lower in {"pupil", "pupils", "student", "students", "class", "classes"}
    if int(tokens[at + 1].text) > _LAST_YEAR_AT_SCHOOL:
        return None
    return at + 2 if taught or tokens.may_be_name(at) else None


def _is_number(tokens: Tokens, at: int) -> bool:
    return tokens.is_number(at) and len(tokens[at].text) <= _LONGEST_LABEL


def _is_label(tokens: Tokens, at: int) -> bool:
    """Return whether digits stand alone: no unit, scale, share or range behind them."""
    after = tokens[at + 1]
    sign = after.text in _DECIDED and tokens[at + 2].glued
    measured = after.lower in lexicon.MAGNITUDES or read_unit(tokens, at + 1) is not None
    return (
        _is_number(tokens, at)
        and not (after.glued and after.kind == "word")
        and not (sign or after.text in {"%", *HYPHENS} or measured)
    )


def _is_listed(tokens: Tokens, at: int) -> bool:
    """Return whether a word follows a number in a list, each with its own: "coal 12, gas 7"."""
    return tokens[at - 1].text in {",", "and"} and tokens[at - 2].kind == "numeral"


_PHONE_LINKS = {"-", "‑", ".", "(", ")"}
# North American: exchange and line, with area code and country code before them or not.
_LOCAL_NUMBER = re.compile(r"(?:1[-.])?(?:\d{3}[-.])?\d{3}[-.]\d{4}")
_SHORTEST_PHONE, _LONGEST_PHONE = 7, 15  # digits; the longest by ITU-T E.164


def read_address(tokens: Tokens, at: int) -> int | None:
    """Read a house number with its street: "575 Wilbraham Road"."""
    if not tokens.is_number(at):
        return None
    start = at + 3 if tokens[at + 1].text in SPAN_DASHES and tokens.is_number(at + 2) else at + 1
    if tokens[start].lower in lexicon.STREETS and tokens[start].capitalised:
        return start + 2 if tokens[start + 1].capitalised else None  # "22 Avenue Foch"
    for end in range(start, start + 4):
        if tokens[end].kind == "numeral" and tokens[end + 1].lower in {"st", "nd", "rd", "th"}:
            continue  # "9 E 71st St"
        if tokens[end].glued and tokens[end].lower in {"st", "nd", "rd", "th"}:
            continue
        if not tokens[end].capitalised:
            return None
        if end > start and tokens[end].lower in lexicon.STREETS:
            return end + 1
    return None


def read_phone(tokens: Tokens, at: int) -> int | None:
    """Read a telephone number: 555-0142, 020 7946 0958, +44 20 7946 0958, 1-800-555-0199."""
    if not tokens.is_number(at):
        return None
    before, first = tokens[at - 1], tokens[at]
    end, groups, digits = at + 1, 1, len(first.text)
    while digits <= _LONGEST_PHONE and tokens.is_number(end + (tokens[end].text in _PHONE_LINKS)):
        end += 1 + (tokens[end].text in _PHONE_LINKS)
        groups, digits = groups + 1, digits + len(tokens[end - 1].text)
    dialled = before.text == "+" or first.text[0] == "0"
    local = re.fullmatch(_LOCAL_NUMBER, tokens.text[first.start : tokens[end - 1].end])
    amounts = tokens[end - 1].text.endswith("00") and tokens[end].kind == "word"  # 500-1000 boats
    known = (dialled and groups > 1 and digits >= _SHORTEST_PHONE) or (local and not amounts)
    return end if known and digits <= _LONGEST_PHONE else None
