"""Addresses and telephone numbers: digits that lead somewhere and count nothing.

::

    address = number ("-" number)? Proper+ street | number street Proper     16-18 Wilbraham Road
    phone   = "+"? digits (("-" | "." | " ") digits)+                        020 7946 0958
"""

import re

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.tokens import SPAN_DASHES, Tokens

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
