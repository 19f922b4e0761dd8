"""Directions: which way a number went, and whether it is the change, the level or the origin.

::

    change = verb "by"? number | ("up" | "down") number | number noun      fell 3%, a 5% rise
    level  = verb change? ("to" | "at") number                             rose 8% to 99 yuan
    origin = "from" number
"""

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.reading import Reading
from pipeline.numbers.grammar.tokens import Token, Tokens
from schemas import Direction, Part, QuantityKind

# How far a direction word may stand before its number: "rose for a third month, by 5%" is eight.
_REACH = 8
_LEVEL_REACH = 12  # "raised its main rate by a quarter of a point to 4%"
_PARTICLE_REACH = 4  # "up by well over 5%"; further off, "up" belongs to another verb
# With these, "up" and "down" make verbs of another meaning: gave up 500 yards, set up two firms.
_PHRASAL = set(
    "give gives gave given giving make makes made making set sets setting take takes took taken "
    "taking pick picks picked put puts putting sign signs signed shut shuts back backs backed "
    "break breaks broke trade come comes came turn turns turned show shows showed grow grew grown "
    "stand stands follow followed line lined hand handed hands turning coming back backed blow "
    "blew write".split()
)
# Behind a number these name a change: "a 5% pay rise", "5% higher".
_CHANGES = set(
    "increase rise gain growth jump hike surge boost advance higher up drop fall decline decrease "
    "cut slump plunge reduction lower down rally dip slide".split()
)
_FIGURE_ENDS = {"percent", "cent", "point", "points", "million", "billion", "year", "years", "back"}
# Before a number these say that it is known already, and no change: "the previous two sessions".
_KNOWN = {"previous", "last", "past", "next", "first", "final", "latest", "these", "those", "all"}
_ENDS = {"and", "but", "while", "whereas", "as", "that", "which", "so", "who"}
_LINKS = {"by", "to", "at", "from", "or", "of"}
_COLLECTS = {"raise", "raises", "raised", "raising"}
_MORE = {"more", "above", "faster", "greater", "larger", "bigger", "longer"}
_LESS = {"less", "fewer", "below", "slower", "smaller", "shorter", "short", "cheaper"}
_MEASURED = {
    QuantityKind.MONEY,
    QuantityKind.MEASURE,
    QuantityKind.PERCENT,
    QuantityKind.TEMPERATURE,
}
_UNMEASURED = {QuantityKind.COUNT, QuantityKind.VAGUE, QuantityKind.DURATION}


def read_direction(tokens: Tokens, reading: Reading) -> Direction | None:
    """Return which way the number went, from a verb before it or a noun right behind it."""
    if tokens[reading.start - 1].text == "+" and tokens[reading.start].glued:
        return Direction.UP
    if tokens[reading.start - 1].lower == "off" and reading.kind is QuantityKind.PERCENT:
        return Direction.DOWN  # "shares were off 3%"
    before = None if tokens[reading.start - 1].lower in _KNOWN else _before(tokens, reading)
    return before or _behind(tokens, reading)


def _before(tokens: Tokens, reading: Reading) -> Direction | None:
    """Return the way of the nearest verb, noun or particle before the number in its clause."""
    linked = tokens[reading.start - 1].lower in _LINKS
    level = tokens[reading.start - 1].lower in {"to", "at"}
    again = tokens[reading.start - 1].lower == "or"  # "lost 190 points, or 0.6%"
    reach = _LEVEL_REACH if level else _REACH
    for at in range(reading.start - 1, reading.start - 1 - reach, -1):
        token = tokens[at]
        if token.kind == "break" or token.text in {".", ";", ":", "—"} or token.lower in _ENDS:
            break
        if token.kind == "numeral" and not (again or level):
            break
        if token.text == "," and not linked:
            break  # "lost their lives in the crash, six of them passengers"
        nearest = at + _PARTICLE_REACH if again else reading.start
        if (found := way(token)) is not None and _moves(tokens, at, nearest, reading.kind):
            return found
    return None


def _moves(tokens: Tokens, at: int, start: int, kind: QuantityKind) -> bool:
    """Return whether a word of direction says that the number before `start` moved."""
    token, before, after = tokens[at], tokens[at - 1].lower, tokens[at + 1].lower
    if token.lower in _COLLECTS and kind is QuantityKind.MONEY and start - at < 4:
        return bool({after, tokens[start - 1].lower} & _LINKS)  # not: raised £3m from investors
    if token.lower.startswith("upward") and after == "of":
        return False
    if token.lower not in {"up", "down"}:
        return True
    near = start - at <= _PARTICLE_REACH or after == "by"
    return near and before not in _PHRASAL and (token.lower, after) != ("up", "to")


def _behind(tokens: Tokens, reading: Reading) -> Direction | None:
    """Return the way of "a 5% pay rise", "5% higher"; in "1,463 up 58" only the 58 went up."""
    dash = tokens[reading.end].text in {"-", "–"} and tokens[reading.end].glued
    first = reading.end + dash
    counts = reading.kind in _UNMEASURED  # "41 elk fall through ice" is no fall of 41
    single = counts or tokens[first].kind != "word"
    for at in (first,) if single else (first, first + 1):
        following = tokens[at + 1]
        figure = following.kind == "numeral" or following.text in lexicon.SYMBOLS
        particle = tokens[at].lower in {"up", "down"}
        if tokens[at].lower in _CHANGES and not (particle and (figure or at > first)):
            return way(tokens[at])
    return _compared(tokens, reading)


def _compared(tokens: Tokens, reading: Reading) -> Direction | None:
    """Return the way of "40 percent more power", "$1,100 below average"; "10 more boats": None."""
    if reading.kind in _UNMEASURED:
        return None
    behind = tokens[reading.end].lower
    if reading.kind is QuantityKind.MEASURE and behind in {"above", "below"}:
        return None  # 300 metres above the valley
    if behind in _MORE:
        return Direction.UP
    return Direction.DOWN if behind in _LESS else None


def read_part(tokens: Tokens, reading: Reading, start: int, found: Direction | None) -> Part | None:
    """Return which part the number plays in a change; None where nothing changes.

    `start` is the first token with the modifier: "by about 5%" is a change all the same.
    """
    before, earlier = tokens[start - 1].lower, tokens[start - 2]
    if before == "from":
        return Part.ORIGIN if found or _is_figure(earlier) else None
    if before == "to":
        # Said of a level: rose to 40, up 5%, to 40, cut its rate to 4%. Not so in: cut power to 480
        # homes.
        measured = found and reading.kind in _MEASURED
        return Part.LEVEL if measured or way(earlier) or _is_figure(earlier) else None
    if found is None:
        return None
    if before == "at" and reading.kind is not QuantityKind.PERCENT:
        return Part.LEVEL  # "closed down 43.28 at 1,224.51"
    again = before == "or" and reading.kind is QuantityKind.PERCENT
    noun = tokens[start - 2 - (tokens[start - 2].text == ",")]
    if before == "of" and way(noun):
        return Part.CHANGE  # a fall of 3%, growth of 2%
    direct = way(tokens[start - 1]) is not None or before in {"by", "another", "+", "off"} or again
    return Part.CHANGE if direct or _behind(tokens, reading) else None


def _is_figure(token: Token) -> bool:
    """Return whether another figure of the same change may end with this token."""
    return token.kind == "numeral" or token.text in {",", "%"} or token.lower in _FIGURE_ENDS


def way(token: Token) -> Direction | None:
    """Return the way that a word says: up for "rose", down for "fell"."""
    if token.lower in lexicon.UP:
        return Direction.UP
    return Direction.DOWN if token.lower in lexicon.DOWN else None
