"""Nouns: what a number counts, as written: "armoured vehicles and tanks".

::

    noun   = "-" word                               a 112-member body, a three-story house
           | leading* phrase ("and" phrase)*        of the league's 32 | additional | more
    phrase = up to five words, to the first plural, or to a word that no noun phrase holds
"""

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.reading import Reading
from pipeline.numbers.grammar.tokens import Token, Tokens
from schemas import QuantityKind

_DASHES = {"-", "–", "‑"}
_LEADING = set("more additional extra further the its their his her our my your of".split())
_BASES = {"the", "its", "their", "all", "our", "his", "her"}
_LONGEST = 5  # words
_LOST = {QuantityKind.COUNT, QuantityKind.VAGUE}
_COUNTED = {QuantityKind.COUNT, QuantityKind.RATIO, QuantityKind.RANGE, QuantityKind.VAGUE}
# Verbs that end like plurals: "a third of the population lives there".
_VERBS = set(
    "lives says goes comes believes thinks wants gets makes takes owns earns belongs remains "
    "includes "
    "contains consists becomes knows thinks does seems needs relies depends exceeds equals "
    # Nor do these stand before a noun: "seven were robbed and two suffered injuries".
    "suffered sustained received required died remain remained survived fled".split()
)
# Past forms that do not end in -ed: a couple paid, two papyri written in verse.
_PAST = set(
    "written set built made held sold given taken known born won lost left paid found seen bought "
    "told "
    "took went began came got gave kept sent spent met hit put cut said thought brought "
    "slid fell rose grew ran led shot broke drew flew drove wrote spoke chose sank beat fought "
    "caught "
    "taught felt dealt meant stood sat threw knew".split()
)
# "The 449,080 analysts had expected" are no analysts, but what they expected.
_FORECASTERS = set(
    "analysts economists forecasters experts traders markets investors officials".split()
)
_FORESEEN = set(
    "expected forecast predicted estimated projected anticipated reckoned feared".split()
)
_NUMBERS = {*lexicon.ONES, *lexicon.TENS, *lexicon.MAGNITUDES, *lexicon.DOZENS, *lexicon.VAGUE} - {
    "score"
}
# Behind a word in -s these make it a verb: "5,500 stores and employs about 27,500".
_OBJECTS = set("a an the its his her their our this about around some nearly almost over".split())


def read_noun(tokens: Tokens, reading: Reading, at: int) -> tuple[str | None, int]:
    """Return what the number counts, as written, and the token after it; None where unsaid."""
    if tokens.lowers(at - 2, 2) == ("or", "two") and tokens[at - 4].lower in {"a", "another"}:
        return tokens[at - 3].text, at  # "another clerk or two"
    if (compound := tokens.after_hyphen(at)) > at:
        counts = reading.kind in _COUNTED and reading.unit is None and _is_part(tokens, compound)
        return (tokens[compound].text, compound + 1) if counts else (None, at)
    if tokens[at].lower == "lives" and reading.kind in _LOST and reading.high != 1:
        return tokens[at].text, at + 1
    start = at
    while leads := _leads(tokens, start):
        start += leads
    if tokens[start].lower in lexicon.UNITS:
        return None, at  # "tonnes of the year before" counts no years
    crossed = {tokens[index].lower for index in range(at, start)}
    crossed_of = "of" in crossed or (reading.kind is QuantityKind.FRACTION and crossed)
    measured = reading.kind not in _COUNTED or (
        reading.kind is QuantityKind.RANGE and reading.unit is not None
    )
    if not crossed_of and measured:
        return None, at
    end = _phrase_end(tokens, start)
    if end > start + 1 and not crossed and tokens[at - 1].lower == "one":
        end -= is_plural(tokens[end - 1])  # "one woman describes"
    while tokens[end].lower in {"and", "or"} and (more := _coordinated(tokens, end + 1)):
        end = more
    if end == start or _is_no_noun(tokens, start, end):
        return None, at
    return tokens.text[tokens[start].start : tokens[end - 1].end], end


def _is_part(tokens: Tokens, at: int) -> bool:
    """Return whether a word behind a number and a hyphen is its noun: not 2-under, 80-strong."""
    return tokens[at].text.islower() and tokens[at].lower not in lexicon.STOPS | {"strong"}


def _leads(tokens: Tokens, at: int) -> int:
    """Return how many tokens a word takes that may stand before the noun: of, the, Davis'."""
    if tokens[at].lower in _LEADING or tokens[at].lower.endswith(("'s", "’s")):
        return 1
    if tokens[at].kind == "numeral" and tokens[at - 1].lower in _BASES:
        return 1  # half of the 240 members
    mark = tokens[at + 1]
    possessive = mark.text in {"'", "’"} and mark.glued and not tokens[at + 2].glued
    return 2 if possessive and tokens[at].lower.endswith("s") else 0


def _is_no_noun(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether the words are no noun: 73 raising hopes, 40k cheaper than, three seriously."""
    first, last = tokens[start].lower, tokens[end - 1]
    alone = end == start + 1
    compared = tokens[end].lower == "than" and first.endswith("er")
    past = _is_past(last.lower) and not last.glued and first.endswith("ly")
    if alone and first in _FORECASTERS and set(tokens.lowers(end, 2)) & _FORESEEN:
        return True
    return past or (alone and (_is_past(first) or first.endswith(("ing", "ly")) or compared))


def _is_past(word: str) -> bool:
    return word in _PAST or (word.endswith("ed") and len(word) > 4)


def _phrase_end(tokens: Tokens, at: int) -> int:
    """Return the token after a noun phrase: after its plural, or the first word outside it."""
    end, words = at, 0
    while words < _LONGEST:
        token = tokens[end]
        if _is_within(tokens, at, end):
            end += 1
            words += not token.glued and not (token.capitalised and tokens[end - 2].capitalised)
            if is_plural(token) and not _continues(tokens, end):
                return end
        elif end > at and token.glued and _joins(tokens, end):
            end += 1
        elif end > at and _is_model(tokens, end):
            return end + 2
        else:
            break
    return _cut_at_participle(tokens, at, end)


def _is_within(tokens: Tokens, start: int, at: int) -> bool:
    """Return whether a word may stand in a noun phrase; "other" only where it opens it."""
    token = tokens[at]
    if token.kind != "word" or token.lower in _VERBS or token.lower in lexicon.WEEKDAYS:
        return False
    if token.lower in _NUMBERS and not token.glued:
        return False
    opens = at == start and token.lower in {"other", "such", "most", "least"}
    return opens or token.lower not in lexicon.STOPS or token.glued or token.text == "US"


def is_counted(tokens: Tokens, at: int) -> bool:
    """Return whether a number before this word may count it: the word can open a noun phrase."""
    word = tokens[at]
    return word.kind == "word" and word.lower not in lexicon.STOPS and not word.glued


def _cut_at_participle(tokens: Tokens, start: int, end: int) -> int:
    """Return where a phrase without a plural ends: "12 page document labelled Plan"."""
    for at in range(start + 1, end):
        free = not tokens[at].glued and not tokens[at - 1].lower.endswith("ly")
        if free and _is_past(tokens[at].lower):
            return at
    return end


def _is_model(tokens: Tokens, at: int) -> bool:
    """Return whether a number stands inside a name in the plural: "63,150 Model 3s"."""
    number, tail = tokens[at], tokens[at + 1]
    named = tokens[at - 1].capitalised and number.kind == "numeral"
    return named and tail.glued and tail.text == "s"


def _joins(tokens: Tokens, at: int) -> bool:
    """Return whether a sign or a numeral stands inside a word: U.S.-made, F-35."""
    token = tokens[at]
    sign = (token.text in _DASHES or token.text in {"/", "&"}) and tokens[at + 1].glued
    return sign or token.kind == "numeral"


def _continues(tokens: Tokens, at: int) -> bool:
    return tokens[at].glued and tokens[at].text in _DASHES


def _coordinated(tokens: Tokens, at: int) -> int | None:
    """Return the end of a second plural noun joined by "and": drones *and missiles*."""
    if tokens[at].lower in {"most", "least"} or tokens[at].lower.endswith("ing"):
        return None  # "31 people and wounding dozens"
    end = _phrase_end(tokens, at)
    after = tokens[end]
    object_follows = after.lower in _OBJECTS | _NUMBERS or after.kind == "numeral"
    verb = end == at + 1 and object_follows
    return end if 0 < end - at <= 3 and is_plural(tokens[end - 1]) and not verb else None


def is_plural(token: Token) -> bool:
    """Return whether a word looks like a plural noun."""
    word = token.lower
    return word in lexicon.IRREGULAR_PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    )
