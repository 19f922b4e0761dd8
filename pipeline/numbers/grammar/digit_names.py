"""Digits that name something, lead somewhere or number their holder, and count nothing.

::

    name    = 911, the (1) of a list, 24/7, 7/7, 192.168.1.2, 28-30-39-59, 7-Eleven, 3-D
            | a part of an address of the web or of a tag
    label   = noun digits                              day 3, gate 4: which nothing counted follows
            | plural digits ("to" | "and" | "-" …) digits    junctions 9 and 11, pages 4-5
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
    return None


_RULES = (
    _addressed,
    _emergency,
    _list_marker,
    _serial,
    _idiom,
    _joined_to_a_capital,
    _chain,
    _dotted,
)


_ONE = frozenset(
    "day week round game match season episode gate platform lane hole clause paragraph rule row "
    "verse question".split()
)
_SEVERAL = frozenset(
    f"{word}s"
    for word in "junction gate platform page chapter section article paragraph clause rule row "
    "hole lane question day week episode season verse".split()
)
LABELS = _ONE | _SEVERAL
"""The words in small letters that number their holder."""
# "Twice a day 40 came", "each week 12 of them": the time is no label.
_BEFORE_A_TIME = set("a an one per each every this that last next previous same another".split())
_LABEL_LINKS = {*SPAN_DASHES, "to", "and", "or"}
_LONGEST_LABEL = 3  # digits


def read_label(tokens: Tokens, at: int) -> int | None:
    """Return the token after the label that starts here, or None."""
    if tokens[at].lower not in LABELS:
        return None
    if tokens[at].lower in _SEVERAL:
        return _several(tokens, at)
    timed = tokens[at - 1].lower in _BEFORE_A_TIME
    if timed or not _is_label(tokens, at + 1) or is_counted(tokens, at + 2):
        return None
    return at + 2


def _several(tokens: Tokens, at: int) -> int | None:
    """Read "junctions 9 and 11"; "days 3 and 4 people" is left alone."""
    second = at + 3
    linked = tokens[at + 2].lower in _LABEL_LINKS
    if not (linked and _is_short(tokens, at + 1) and _is_label(tokens, second)):
        return None
    return None if is_counted(tokens, second + 1) else second + 1


def _is_short(tokens: Tokens, at: int) -> bool:
    return tokens.is_number(at) and len(tokens[at].text) <= _LONGEST_LABEL


def _is_label(tokens: Tokens, at: int) -> bool:
    """Return whether digits stand alone: no unit, scale, share or range behind them."""
    after = tokens[at + 1]
    measured = after.lower in lexicon.MAGNITUDES or read_unit(tokens, at + 1) is not None
    return (
        _is_short(tokens, at)
        and not (after.glued and after.kind == "word")
        and not (after.text in {"%", *HYPHENS} or measured)
    )


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
