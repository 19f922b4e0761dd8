"""What the words around a number say of it: hedge or bound, direction, rate, what it counts."""

from pipeline.numbers import lexicon
from pipeline.numbers.reading import Reading
from pipeline.numbers.tokens import Token, Tokens
from pipeline.numbers.units import read_unit
from schemas import Direction, Modifier, Part, QuantityKind

_LEADING = set("more additional extra further the its their his her our of".split())
_DASHES = {"-", "–", "‑"}
# How far a direction word may stand before its number: "rose for a third month, by 5%" is eight.
_DIRECTION_REACH = 8
# Behind a number these name a change: "a 5% pay rise", "5% higher".
_CHANGES = set(
    "increase rise gain growth jump hike surge boost advance higher up drop fall decline decrease "
    "cut slump plunge reduction lower down".split()
)
_FIGURE_ENDS = {"percent", "cent", "point", "points", "million", "billion", "year", "years", "back"}
_LONGEST_NOUN = 5  # words


def modifier(tokens: Tokens, reading: Reading) -> tuple[Modifier, int, int]:
    """Return the modifier and where the reading starts and ends with its words.

    "within" bounds a length of time from above but stays outside the span.
    """
    if reading.kind is QuantityKind.IDENTIFIER:
        return Modifier.NONE, reading.start, reading.end
    last = tokens[reading.start - 1].lower
    for phrase, meaning in lexicon.MODIFIERS_BY_LAST_WORD.get(last, ()):
        start = reading.start - len(phrase)
        if tokens.lowers(start, len(phrase)) == phrase and not _no_bound(phrase, reading):
            return meaning, start, reading.end
    for phrase, meaning in lexicon.AFTERWARDS:
        if tokens.lowers(reading.end, len(phrase)) == phrase:
            return meaning, reading.start, reading.end + len(phrase)
    if tokens[reading.end].text == "+" and tokens[reading.end].glued:
        return Modifier.AT_LEAST, reading.start, reading.end + 1
    if tokens.lowers(reading.start - 2, 2) == ("sub", "-"):
        return Modifier.LESS_THAN, reading.start - 2, reading.end
    within = tokens[reading.start - 1].lower == "within"
    return (Modifier.AT_MOST if within else Modifier.NONE), reading.start, reading.end


def _no_bound(phrase: tuple[str, ...], reading: Reading) -> bool:
    """Return whether the phrase is a preposition here: "over five years" is during five years."""
    return phrase == ("over",) and reading.kind is QuantityKind.DURATION


def direction(tokens: Tokens, reading: Reading) -> Direction | None:
    """Return which way the number went, from a verb before it or a noun right behind it."""
    if tokens[reading.start - 1].text == "+" and tokens[reading.start].glued:
        return Direction.UP
    for at in range(reading.start - 1, reading.start - 1 - _DIRECTION_REACH, -1):
        token = tokens[at]
        if token.kind == "break" or token.text in {".", ";", ":"}:
            break
        bound = (token.lower, tokens[at + 1].lower) == ("up", "to")
        if (found := _way(token)) is not None and tokens[at - 1].lower != "no" and not bound:
            return found
        again = tokens[reading.start - 1].lower == "or"  # "lost 190 points, or 0.6%"
        numeral = token.kind == "numeral" and not again
        if numeral or token.lower in {"and", "but", "while", "that", "which"}:
            break
    for at in (reading.end, reading.end + 1):
        if tokens[at].lower in _CHANGES and (way := _way(tokens[at])):
            return way
    return _compared(tokens, reading)


def _compared(tokens: Tokens, reading: Reading) -> Direction | None:
    """Return the way of "40 percent more power", "$1,100 below the average"; "10 more boats" has none."""
    if reading.kind in {QuantityKind.COUNT, QuantityKind.VAGUE, QuantityKind.DURATION}:
        return None
    behind = tokens[reading.end].lower
    if behind in {"more", "above", "faster", "greater", "larger", "bigger", "longer"}:
        return Direction.UP
    down = {"less", "fewer", "below", "slower", "smaller", "shorter", "short", "cheaper"}
    return Direction.DOWN if behind in down else None


def part(tokens: Tokens, reading: Reading, start: int, way: Direction | None) -> Part | None:
    """Return which part the number plays in a change; None where nothing changes.

    `start` is the first token with the modifier: "by about 5%" is a change all the same.
    """
    before, earlier = tokens[start - 1].lower, tokens[start - 2]
    if before == "from":
        return Part.ORIGIN if way or _is_figure(earlier) else None
    if before == "to":
        # Said of a level: rose to 40, up 5%, to 40. Not so in: cut power to 480 homes.
        return Part.LEVEL if _way(earlier) or _is_figure(earlier) else None
    if way is None:
        return None
    direct = _way(tokens[start - 1]) is not None or before in {"by", "another"}
    behind = tokens[reading.end].lower in _CHANGES or _compared(tokens, reading)
    return Part.CHANGE if direct or behind else None


def _is_figure(token: Token) -> bool:
    """Return whether another figure of the same change may end with this token."""
    return token.kind == "numeral" or token.text in {",", "%"} or token.lower in _FIGURE_ENDS


def _way(token: Token) -> Direction | None:
    if token.lower in lexicon.UP:
        return Direction.UP
    return Direction.DOWN if token.lower in lexicon.DOWN else None


def rate(tokens: Tokens, at: int) -> tuple[str | None, int]:
    """Return the unit of a rate behind a number ("a month", "per kilometre") and what follows it."""
    at = _after_brackets(tokens, at)
    dash = tokens[at].text in _DASHES and tokens[at].glued
    link = tokens[at + dash].lower
    unit_at = at + dash + 1 + (dash and tokens[at + dash + 1].text in _DASHES)
    word = tokens[unit_at].lower
    unit = lexicon.UNITS.get(word)
    if link in {"a", "an", "each", "every", "/"} and unit and unit.dimension in lexicon.DURATIONS:
        passed = tokens[unit_at + 1].lower in {"ago", "earlier", "later", "before", "after"}
        return (None, at) if passed else (unit.name, unit_at + 1)
    if link == "per" and tokens[unit_at].kind == "word":
        measured = read_unit(tokens, unit_at)
        return (measured.name, measured.end) if measured else (word, unit_at + 1)
    return None, at


def _after_brackets(tokens: Tokens, at: int) -> int:
    """Return where to go on behind a conversion: "9 billion shekels ($2.4 billion) a year"."""
    if tokens[at].text != "(":
        return at
    closing = next((i for i in range(at + 1, at + 9) if tokens[i].text == ")"), None)
    return closing + 1 if closing and tokens[closing + 1].lower in {"a", "an", "per"} else at


def noun(tokens: Tokens, reading: Reading, at: int) -> tuple[str | None, int]:
    """Return what the number counts, as written, and the token after it; None where unsaid."""
    start = at
    while tokens[start].lower in _LEADING or tokens[start].lower.endswith(("'s", "’s")):
        start += 1
    if tokens[start].lower in lexicon.UNITS:
        return None, at  # "tonnes of the year before" counts no years
    crossed = {tokens[index].lower for index in range(at, start)}
    crossed_of = "of" in crossed or (reading.kind is QuantityKind.FRACTION and crossed)
    if not crossed_of and reading.kind not in {
        QuantityKind.COUNT, QuantityKind.RATIO, QuantityKind.RANGE, QuantityKind.VAGUE,
    }:  # fmt: skip
        return None, at
    end = _phrase_end(tokens, start)
    while tokens[end].lower in {"and", "or"} and (more := _coordinated(tokens, end + 1)):
        end = more
    participle = end == start + 1 and tokens[start].lower.endswith("ed")
    if end == start or participle:
        return None, at
    return tokens.text[tokens[start].start : tokens[end - 1].end], end


def _phrase_end(tokens: Tokens, at: int) -> int:
    """Return the token after a noun phrase: up to its plural, or to the first word that cannot be in it."""
    end, words = at, 0
    while words < _LONGEST_NOUN:
        token = tokens[end]
        if token.kind == "word" and (
            token.lower not in lexicon.STOPS or token.glued or token.text == "US"
        ):
            end += 1
            words += not token.glued
            if is_plural(token) and not _continues(tokens, end):
                break
        elif end > at and token.glued and _joins(tokens, end):
            end += 1
        else:
            break
    return end


def _joins(tokens: Tokens, at: int) -> bool:
    """Return whether a sign or a numeral stands inside a word: U.S.-made, F-35."""
    token = tokens[at]
    sign = token.text in {*_DASHES, "/", "&"} and tokens[at + 1].glued
    return sign or token.kind == "numeral"


def _continues(tokens: Tokens, at: int) -> bool:
    return tokens[at].glued and tokens[at].text in _DASHES


def _coordinated(tokens: Tokens, at: int) -> int | None:
    """Return the end of a second plural noun joined by "and": drones *and missiles*."""
    end = _phrase_end(tokens, at)
    return end if 0 < end - at <= 3 and is_plural(tokens[end - 1]) else None


def is_plural(token: Token) -> bool:
    """Return whether a word looks like a plural noun."""
    word = token.lower
    return word in lexicon.IRREGULAR_PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    )
