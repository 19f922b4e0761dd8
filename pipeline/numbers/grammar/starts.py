"""What a quantity can begin with: most tokens begin none, and no rule need be asked about them.

::

    start = numeral | serial | sign of an amount | word that some rule begins with
          | article (scale | denominator | rank | unit | "few" | "couple" | "pair" | "-")
          | month | weekday | designator                           with a capital
          | word (numeral | dash | "$" | "=")                      F-35, Boeing 737, AUD$15
          | Proper Proper (numeral | dash)                         Patriot PAC-3

What is let through is only asked about; what is not let through is never read, and so a rule
that begins with something new must be let through here. A test asks every rule about every token.
"""

import re

from pipeline.numbers.grammar import (
    dates,
    lexicon,
    multipliers,
    names,
    number_words,
    relative,
    spans,
)
from pipeline.numbers.grammar.magnitude import SCALES, VULGAR
from pipeline.numbers.grammar.tokens import HYPHENS, SPAN_DASHES, Token, Tokens

_ARTICLES = frozenset({"a", "an"})
_WORDS = (
    frozenset(
        {
            *dates.STARTERS,
            *names.STARTERS,
            *number_words.STARTERS,
            *multipliers.STARTERS,
            *lexicon.ORDINALS,
            *lexicon.PREFIXES,
            *lexicon.DOLLARS,
            *spans.PASSED,
            "between",
            "minus",
        }
    )
    - _ARTICLES
)
_WORDS_WITH_DAY = _WORDS | relative.STARTERS
_AFTER_ARTICLE = frozenset(
    {
        *SCALES,
        *lexicon.DENOMINATORS,
        *lexicon.ORDINALS,
        *lexicon.UNITS,
        *HYPHENS,
        "few",
        "couple",
        "pair",
    }
)
# Without a digit, a part such as ½ or one of these, alone or behind an article, a text has no
# quantity.
_DIGIT = re.compile(rf"[\d{''.join(VULGAR)}\u00ad]")  # a soft hyphen may stand within a word
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERS = (
    number_words.STARTERS | multipliers.STARTERS | dates.STARTERS | relative.STARTERS | spans.PASSED
) - _ARTICLES | {*lexicon.ORDINALS, *lexicon.MONTHS, *lexicon.WEEKDAYS, *lexicon.DESIGNATORS}
_CAPITALISED = frozenset({*lexicon.MONTHS, *lexicon.WEEKDAYS, *lexicon.DESIGNATORS})
_SIGNS = frozenset({*lexicon.SYMBOLS, *VULGAR, *"$-−–'’‘"})
_BEHIND_A_WORD = SPAN_DASHES | {"$", "="}


def may_hold(text: str) -> bool:
    """Return whether a text can hold a quantity: for speed, as one sentence in three holds none."""
    if _DIGIT.search(text):
        return True
    words = set(_WORD.findall(text.lower()))
    articled = not words.isdisjoint(_ARTICLES) and not words.isdisjoint(_AFTER_ARTICLE)
    return articled or not words.isdisjoint(_NUMBERS)


def may_begin(tokens: Tokens, at: int, *, dated: bool) -> bool:
    """Return whether a quantity can begin at this token; `dated` where "yesterday" is one."""
    token = tokens[at]
    if token.kind == "sign":
        return token.text in _SIGNS
    if token.kind != "word":
        return token.kind != "break"
    word, after = token.lower, tokens[at + 1]
    if word in (_WORDS_WITH_DAY if dated else _WORDS):
        return True
    if word in _ARTICLES and after.lower in _AFTER_ARTICLE:
        return True
    if not token.text[0].isupper():
        return after.glued and _goes_with_a_word(after)
    return word in _CAPITALISED or _goes_with_a_word(after) or _makes(tokens, at)


def _goes_with_a_word(after: Token) -> bool:
    """Return whether a number, or what can join one to the word before it, stands here."""
    return after.kind == "numeral" or after.text in _BEHIND_A_WORD


def _makes(tokens: Tokens, at: int) -> bool:
    """Return whether this can be the maker of a serial name behind it."""
    return tokens[at + 1].capitalised and _goes_with_a_word(tokens[at + 2])
