"""Currencies: read before an amount or behind it.

::

    before = "$" | "US$" | "$A" | "€" | "Rs" "."? | "USD" …
    behind = "€" | "USD" | "MEUR" | country? name | "cents" | "p"      12 Danish kroner
    after  = "CAD" | "Canadian"                                        $20 CAD
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.reading import UnitRead
from pipeline.numbers.grammar.tokens import Tokens, find_longest
from pipeline.numbers.grammar.years import is_year
from schemas import QuantityKind

_MILLION, _HUNDREDTH = Decimal(1_000_000), Decimal("0.01")
_COUNTRIES = {"HK", "US", "NZ", "AU", "CA", "C", "NT", "MX"}
_POUND_MASS = {"of", "heavier", "lighter", "per", "overweight"}
_WEIGHED = {"weigh", "weighs", "weighed", "weighing", "weight"}
# "Five million pounds of public money" is no weight.
_OF_MONEY = set(
    "money cash debt debts savings funding investment damage aid spending cuts tax".split()
)
_PAID = set("fine note notes bill bonus prize loan fee grant deal deposit".split())
_PAYING = (
    _PAID
    | _OF_MONEY
    | set(
        "cost costs costing pay pays paid paying price prices priced worth spend spends spent "
        "fined sell sold buy bought earn earns earned raise raised owe owes owed charge charged "
        "wage wages salary rent budget $".split()
    )
)
_PAID_REACH = 8  # tokens before


def read_currency(tokens: Tokens, at: int) -> tuple[str | None, int]:
    """Return the currency that starts at this token and the token after it; None without one."""
    token, following = tokens[at], tokens[at + 1]
    near = following.glued or _is_country(tokens, at)
    if following.text == "$" and near and token.lower in lexicon.DOLLARS:
        return lexicon.DOLLARS[token.lower], at + 2
    if following.text == "$" and following.glued and token.text.upper() in lexicon.CODES:  # AUD$15
        return token.text.upper(), at + 2
    letters = following.glued and following.lower in lexicon.DOLLARS
    if token.text == "$" and letters and tokens[at + 2].kind == "numeral":
        return lexicon.DOLLARS[following.lower], at + 2
    if token.text in lexicon.SYMBOLS:
        return lexicon.SYMBOLS[token.text], at + 1
    if token.text in lexicon.CODES and following.kind == "numeral":
        return token.text, at + 1
    if token.text in lexicon.LETTERS and following.glued:
        sign = following.text == "=" and tokens[at + 2].glued  # "Y=28,030", as wires write ¥
        if tokens[at + 1 + sign].kind == "numeral":
            return lexicon.LETTERS[token.text], at + 1 + sign
    if token.lower in lexicon.PREFIXES and token.capitalised:
        dot = following.text == "." and following.glued
        return lexicon.PREFIXES[token.lower], at + 1 + dot
    return None, at


def _is_country(tokens: Tokens, at: int) -> bool:
    """Return whether letters name the country of a dollar sign apart from them: "HK $216,925".

    A and S are an article and a name at the start of a sentence, and currencies inside it.
    """
    before = tokens[at - 1]
    inside = before.kind == "word" and before.text.islower()
    return tokens[at].text in _COUNTRIES or (tokens[at].text in {"A", "S", "R"} and inside)


def read_country(tokens: Tokens, at: int, currency: str) -> tuple[str, int]:
    """Return whose dollars an amount is in, from behind it, and the token after: "$20 CAD"."""
    token = tokens[at]
    if currency != "USD":
        return currency, at
    if token.text in lexicon.CODES and token.text.endswith("D") and token.text != "USD":
        return token.text, at + 1
    named = find_longest(tokens, at, lexicon.COUNTRIES.get(token.lower, ()))
    plain = token.capitalised and tokens[at + 1].kind != "word"
    return named if named is not None and plain else (currency, at)


def read_currency_behind(tokens: Tokens, at: int) -> UnitRead | None:
    """Read a currency named behind the numeral: "45 billion kroner", "12 cents", "30p"."""
    token = tokens[at]
    if token.text in lexicon.SYMBOLS and tokens[at + 1].kind != "numeral":  # "10 €"
        return UnitRead(QuantityKind.MONEY, lexicon.SYMBOLS[token.text], at + 1)
    named = find_longest(tokens, at, lexicon.CURRENCY_PHRASES.get(token.lower, ()))
    if named is not None:
        return UnitRead(QuantityKind.MONEY, *named)
    if token.text in lexicon.CODES:
        return UnitRead(QuantityKind.MONEY, token.text, at + 1)
    if token.text[:1] == "M" and token.text[1:] in lexicon.CODES:  # 48 MEUR
        return UnitRead(QuantityKind.MONEY, token.text[1:], at + 1, _MILLION)
    return _minor_unit(tokens, at) or _currency_word(tokens, at)


def _minor_unit(tokens: Tokens, at: int) -> UnitRead | None:
    """Read cents, of no known currency, or pence, a hundredth of a pound."""
    token = tokens[at]
    if token.lower in lexicon.MINOR_UNITS:
        unit = lexicon.MINOR_UNITS[token.lower]
        factor = Decimal(1) if unit == "cent" else _HUNDREDTH
        return UnitRead(QuantityKind.MONEY, unit, at + 1, factor)
    if token.text in {"c", "¢"} and token.glued:
        return UnitRead(QuantityKind.MONEY, "cent", at + 1)
    if token.text == "p" and token.glued:
        return UnitRead(QuantityKind.MONEY, "GBP", at + 1, _HUNDREDTH)
    return None


def _currency_word(tokens: Tokens, at: int) -> UnitRead | None:
    """Read what a currency is called without its country, where it is no weight and no victory."""
    token = tokens[at]
    if token.lower in {"pound", "pounds"} and _is_weight(tokens, at):
        return UnitRead(QuantityKind.MEASURE, "lb", at + 1)
    if token.text == "won" and not _is_sum(tokens, at - 1):
        return None
    currency = lexicon.CURRENCY_WORDS.get(token.lower)
    return UnitRead(QuantityKind.MONEY, currency, at + 1) if currency else None


def _is_weight(tokens: Tokens, at: int) -> bool:
    """Return whether pounds weigh: 12 pounds of gold, lost 26 pounds.

    Where nothing says that they are paid, they weigh, in 14 of 16 such places of 2,519 articles.
    """
    after = tokens[at + 1].lower
    money = after == "of" and not _OF_MONEY.isdisjoint(tokens.lowers(at + 2, 3))
    weighed = any(tokens[index].lower in _WEIGHED for index in range(at - 6, at))
    return (after in _POUND_MASS and not money) or weighed or not _is_paid(tokens, at)


def _is_paid(tokens: Tokens, at: int) -> bool:
    """Return whether pounds are paid: by a word beside them, or because they are millions."""
    scaled = tokens[at - 1].lower in lexicon.MAGNITUDES or tokens[at - 1].lower == "of"
    around = (*tokens.lowers(at - _PAID_REACH, _PAID_REACH), *tokens.lowers(at + 1, 3))
    return scaled or any(word in _PAYING or word in lexicon.SYMBOLS for word in around)


def _is_sum(tokens: Tokens, at: int) -> bool:
    """Return whether a numeral that ends here is a sum of won: no year, no number of winners."""
    large = len(tokens[at].text) > 3 and not is_year(tokens[at])
    return tokens[at].lower in lexicon.MAGNITUDES or large
