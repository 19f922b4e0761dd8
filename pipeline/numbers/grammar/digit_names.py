"""Digits that name something and count nothing.

911, the (1) of a list, 24/7, 192.168.1.2, 28-30-39-59, 7-Eleven, the 12487 Sonpara Express.
"""

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.nouns import is_plural
from pipeline.numbers.grammar.tokens import HYPHENS, Tokens

_EMERGENCIES = {"911", "999", "112", "000"}
_LONGEST_CHAIN = 40  # tokens
_IDIOMS = {("24", "7"), ("20", "20")}
_DOCKETS = {"cr", "cv", "mj", "md", "mc", "bk"}  # of the federal courts of the United States


def read_digit_name(tokens: Tokens, at: int) -> int | None:
    """Return the token after the name that these digits begin, or None."""
    for rule in _RULES:
        if (end := rule(tokens, at)) is not None:
            return end
    return None


def _serial(tokens: Tokens, at: int) -> int | None:
    """Read a run of digits that is too long to count anything."""
    return at + 1 if tokens[at].kind == "serial" else None


def _idiom(tokens: Tokens, at: int) -> int | None:
    """Read the idioms 24/7 and 20/20, which count nothing."""
    slashed = tokens[at + 1].text == "/" and tokens[at + 1].glued
    return at + 3 if slashed and (tokens[at].text, tokens[at + 2].text) in _IDIOMS else None


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


def _numbered_shop(tokens: Tokens, at: int) -> int | None:
    """Read a name of a digit and a number word with a capital: 7-Eleven."""
    word_at = tokens.after_hyphen(at + 1)
    word = tokens[word_at]
    named = word.capitalised and (word.lower in lexicon.ONES or word.lower in lexicon.TENS)
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
    """Read the number that emergencies are called at: "called 911", "a 999 call"."""
    if tokens[at].text not in _EMERGENCIES:
        return None
    called = any(word.startswith(("call", "dial", "phon")) for word in tokens.lowers(at - 2, 4))
    return (
        at + 1
        if called and not (is_plural(tokens[at + 1]) and tokens[at + 1].lower != "calls")
        else None
    )


def _list_marker(tokens: Tokens, at: int) -> int | None:
    """Return where the number of a list entry ends: "1. Boil", "2) Stir", "(1) to boil"."""
    if not tokens.is_number(at) or len(tokens[at].text) > 2 or not tokens[at + 1].glued:
        return None
    before, mark, after = tokens[at - 1], tokens[at + 1], tokens[at + 2]
    if before.kind == "break" and mark.text in {".", ")"}:
        return at + 1 if after.capitalised and not after.glued else None
    if before.text != "(" or mark.text != ")" or after.kind != "word":
        return None
    number = int(tokens[at].text)
    return at + 1 if number == 1 or f"({number - 1})" in tokens.text else None


_RULES = (
    _emergency,
    _list_marker,
    _serial,
    _idiom,
    _train,
    _docket,
    _numbered_shop,
    _chain,
    _dotted,
)
