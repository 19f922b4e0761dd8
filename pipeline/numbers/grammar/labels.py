"""Labels: common nouns that number their holder, "junction 9", "day 3 of the Test", "omega-3".

::

    label = strong "-"? digits                       gas mark 4, factor 50 sun cream, omega-3
          | weak digits                              day 3, gate 4: which nothing counted follows
          | plural digits ("to" | "and" | "-" …) digits    junctions 9 and 11, pages 4-5
          | "Year" digits                            of a school: Year 6 pupils

They stand in small letters; `names` reads those with a capital.
"""

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.nouns import is_counted
from pipeline.numbers.grammar.tokens import HYPHENS, SPAN_DASHES, Tokens
from pipeline.numbers.grammar.units import read_unit

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
_LINKS = {*SPAN_DASHES, "to", "and", "or"}
_DECIDED = {"-", "–", "‑", "%", "/", "°", ","}
_LONGEST = 3  # digits
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
    linked = tokens[at + 2].lower in _LINKS
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
    return tokens.is_number(at) and len(tokens[at].text) <= _LONGEST


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
