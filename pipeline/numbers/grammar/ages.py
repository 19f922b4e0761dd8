"""Ages that no unit tells: a bare number is one where the words around it say so.

::

    age = ("aged" | "age" | "ages" | "age" "of") ("over" | …)? number
        | people ("over" | "under") number                          voters under 30
        | number ("or" | "and") ("older" | "younger")
        | "dead" … "at" number | ("turned" | "turns") number
        | person "," "now"? digits ","                              Senard, 65,
        | person ("was" | "is" | …) ("only" | "just" | …)? number   She was 61 when she left.
"""

from pipeline.numbers.grammar.nouns import is_counted
from pipeline.numbers.grammar.reading import Reading
from pipeline.numbers.grammar.tokens import Tokens
from schemas import QuantityKind

_DEATHS = {"dead", "dies", "died", "death"}
# What bounds an age: people aged over 45, women 45 or older.
_BOUNDS = {"over", "under", "above", "below", "about", "around"}
# Who is told with an age in commas: a girl, 8, from Leeds.
_PEOPLE = set(
    "wife husband son daughter boy girl man woman father mother brother sister widow partner "
    "boyfriend girlfriend teenager driver passenger pensioner student teacher "
    "striker midfielder defender goalkeeper winger actor actress singer victim suspect nurse "
    "doctor farmer".split()
)
# Whom a bound on an age tells apart: voters under 30, those over 45.
_GROUPS = set("voters those adults women men people children kids anyone everyone someone".split())
_TURNED = {"turned", "turns"}
_AFTER_A_BIRTHDAY = {
    "in",
    "on",
    "last",
    "this",
    "next",
    "today",
    "and",
    "with",
    "while",
    "when",
    "",
}
_WERE = {"was", "is", "were", "am"}
_OF_PERSONS = {"he", "she", "i", "who"}
_SHORT_FORMS = tuple(f"{who}{mark}s" for who in ("he", "she", "who") for mark in "'’")
_MERELY = {"only", "just", "now", "about", "already", "still", "then", "barely", "nearly", "almost"}
_ENDS = {".", ",", ";", "—", "–", ")", "”", '"', ""}
_DIED = _DEATHS | set("die killed funeral obituary murder murders murdered survived".split())
_DEATH_REACH = 25  # tokens
_OLDER = {(link, word) for link in ("or", "and") for word in ("older", "younger")}


def as_age(tokens: Tokens, reading: Reading) -> Reading:
    """Return a bare number as an age where it stands as one: "Senard, 65," or "aged 65"."""
    if reading.kind is QuantityKind.RANGE and tokens[reading.start - 1].lower in {"aged", "ages"}:
        return reading._replace(unit=reading.unit or "year")
    plausible = (
        reading.kind is QuantityKind.COUNT and reading.low is not None and 0 < reading.low < 120
    )
    if not plausible or tokens[reading.end].text in {"-", "–"}:
        return reading
    said = _is_said_to_be_age(tokens, reading.start) or tokens.lowers(reading.end, 2) in _OLDER
    aged = said or _is_apposed(tokens, reading) or _is_told_of_person(tokens, reading)
    return reading._replace(kind=QuantityKind.AGE, unit="year") if aged else reading


def _is_apposed(tokens: Tokens, reading: Reading) -> bool:
    """Return whether a number stands behind a name as an age: "Senard, 65,"; "his wife, 41,"."""
    comma = reading.start - 1 - (tokens[reading.start - 1].lower == "now")
    holder = tokens[comma - 1]
    named = tokens[comma].text == "," and (holder.capitalised or _is_person(tokens, comma - 1))
    closed = tokens[reading.end].text in {",", ".", ")", ";", "—", ""}
    return named and closed and tokens[reading.start].kind == "numeral"


def _is_person(tokens: Tokens, at: int) -> bool:
    """Return whether a noun is somebody: a girl, the senator, his grandmother."""
    return tokens[at].lower in _PEOPLE


def _is_said_to_be_age(tokens: Tokens, at: int) -> bool:
    """Return whether the words before say that it is an age: aged 65, at age 65, dead at 65."""
    earlier, before = tokens.lowers(at - 2, 2)
    died = before == "at" and bool(_DEATHS & set(tokens.lowers(at - 4, 3)))
    bounded = before in _BOUNDS and earlier == "aged"
    ends = tokens[at + 1].kind != "word" or tokens[at + 1].lower in _AFTER_A_BIRTHDAY
    if before in _TURNED and ends:
        return True
    said = before in {"aged", "age", "ages"} or (earlier in {"age", "ages"} and before == "of")
    return died or bounded or said or _bounds_a_group(tokens, at)


def _bounds_a_group(tokens: Tokens, at: int) -> bool:
    """Return whether a number is all that tells people apart: voters under 30."""
    group, bound = tokens.lowers(at - 2, 2)
    after = tokens[at + 1].lower
    counted = is_counted(tokens, at + 1) and not after.endswith(("ing", "ed"))
    return group in _GROUPS and bound in {"over", "under"} and not counted


def _is_told_of_person(tokens: Tokens, reading: Reading) -> bool:
    """Return whether a number is all that a person was: "He was 67.", "who was 19 when he left".

    Of a name it is so where somebody's death is told of, or a time of their life.
    """
    verb = reading.start - 1 - (tokens[reading.start - 1].lower in _MERELY)
    if tokens[verb].lower in _SHORT_FORMS:
        return _closes(tokens, reading.end)
    if tokens[verb].lower not in _WERE:
        return False
    who = tokens[verb - 1].lower
    in_life = _is_time_of_life(tokens, reading.end)
    if who in _OF_PERSONS:
        return in_life or _closes(tokens, reading.end)
    if _is_person(tokens, verb - 1):
        return in_life or _closes(tokens, reading.end)
    died = _closes(tokens, reading.end) and _tells_of_death(tokens, reading)
    return tokens[verb - 1].capitalised and (in_life or died)


def _closes(tokens: Tokens, at: int) -> bool:
    """Return whether nothing goes on that the number could count: "She was 61 and ill"."""
    return tokens[at].text in _ENDS or tokens[at].lower == "and"


def _is_time_of_life(tokens: Tokens, at: int) -> bool:
    """Return whether "when she left" or "at the time" goes on."""
    when = tokens[at].lower == "when" and tokens[at + 1].lower in {
        *_OF_PERSONS,
        "they",
        "the",
        "his",
        "her",
    }
    return when or tokens.lowers(at, 3) == ("at", "the", "time")


def _tells_of_death(tokens: Tokens, reading: Reading) -> bool:
    around = range(reading.start - _DEATH_REACH, reading.end + _DEATH_REACH)
    return any(tokens[at].lower in _DIED for at in around)
