"""Guards: what tells two figures of one value apart, however alike the sentences are.

A wrong merge hides a claim from a checker and a missed one costs a second look, so in doubt
a guard speaks. Each takes both rows and returns whether they cannot be one figure.
"""

from collections.abc import Callable
from difflib import SequenceMatcher

from pipeline.corpus.merging.compared import SHORTEST_ROOT, Compared
from pipeline.corpus.merging.meanings import contrast
from pipeline.text.words import content_stems

Guard = Callable[[Compared, Compared], bool]

_ANYTHING = frozenset({"peopl", "other", "person", "total"})
"""Stems of what may stand for any other: 12 people may be the 12 passengers."""
_BUILT_ALIKE = 0.57
"""Share of two sentences' words that stand in the same order, from which they are built alike."""
_SWAPPED = 2
"""Words that are swapped for others, at most; two at the end tell more rather than something else."""
_LEAST_SHARED = 2
"""Words near the figures, or names of the sentences, that two rows share."""
_OUTWEIGH = 3
"""Words near the figures, names and other figures that must be shared for each word that is not."""
_ROOT = 5
"""Letters that longer words of one root share."""


def other_place_of_sentence(one: Compared, other: Compared) -> bool:
    """A copied sentence has the figure at the same place; at another it is another figure."""
    first, second = one.traits, other.traits
    return first.sentence == second.sentence and first.place != second.place


def other_name(one: Compared, other: Compared) -> bool:
    """One sentence names somebody of whom the other article knows nothing."""
    if one.names - other.known or other.names - one.known:
        return True
    return bool(_strangers(one, other)) and bool(_strangers(other, one))


def _strangers(one: Compared, other: Compared) -> set[str]:
    """Return the words opening a sentence, names it may be, that the other does not have at all."""
    words = frozenset(other.traits.stems) | frozenset(other.traits.context.split())
    return {each for each in one.opening - other.known if not words & set(content_stems(each))}


def other_time(one: Compared, other: Compared) -> bool:
    """They are of other years, months, quarters or days."""
    if one.days and other.days and one.days.isdisjoint(other.days):
        return True
    for sort in ("y", "m", "q"):
        first, second = one.times.get(sort), other.times.get(sort)
        if not (first and second):
            first, second = one.around.get(sort), other.around.get(sort)
        if first and second and first.isdisjoint(second):
            return True
    return _years_apart(one, other) or _years_apart(other, one) or _other_season(one, other)


def _years_apart(one: Compared, other: Compared) -> bool:
    """One tells a year of which the other article does not speak at all."""
    years = one.times.get("y") or one.around.get("y")
    if not years:
        return False
    return not other.around.get("y") and years.isdisjoint(other.known)


def _other_season(one: Compared, other: Compared) -> bool:
    """One tells of last season, the other of this one."""
    return any(
        sort.startswith("r") and one.around[sort].isdisjoint(other.around[sort])
        for sort in one.around.keys() & other.around.keys()
    )


def other_course(one: Compared, other: Compared) -> bool:
    """One rose and the other fell or cost what the other took, or one is a change or of another time."""
    (way, part, step, flow), (its_way, its_part, its_step, its_flow) = one.course, other.course
    if _differ(way, its_way) or _differ(step, its_step) or _differ(flow, its_flow):
        return True
    if {part, its_part} in ({"change", "level"}, {"change", "origin"}, {"level", "origin"}):
        return True
    # "Wheat makes up 12%" is not "up 12%"; inflation alone is a change by its name.
    is_percent = one.traits.value.startswith("percent ")
    if is_percent and (part == "change") is not (its_part == "change") and "-" in (way, its_way):
        return "infl" not in one.near | other.near
    return False


def _differ(word: str, other: str) -> bool:
    return "-" not in (word, other) and word != other


def other_bound(one: Compared, other: Compared) -> bool:
    """More than 40,000 are not fewer than 40,000, and who meets a target does not miss it."""
    first, second = one.traits, other.traits
    return first.bound * second.bound < 0 or first.negated is not second.negated


def other_thing(one: Compared, other: Compared) -> bool:
    """They count different things, and neither speaks of the other's near its figure."""
    first, second = one.things - one.names, other.things - other.names
    if not first or not second or (first | second) & _ANYTHING:
        return False
    return not (_related(first, second | other.near) or _related(second, one.near))


def other_side(one: Compared, other: Compared) -> bool:
    """The words near them exclude one another: dead and injured, exports and imports."""
    return contrast(one.sides, other.sides) or contrast(one.all_sides, other.all_sides)


def other_mark(one: Compared, other: Compared) -> bool:
    """One is narrowed down by a word that the other sentence has not: to women, to debt."""
    return any(
        not _related(frozenset((mark,)), second.words)
        for first, second in ((one, other), (other, one))
        for mark in first.marks
    )


def other_action(one: Compared, other: Compared) -> bool:
    """For how long: talked for three days, not on strike for three days."""
    is_duration = one.traits.value.startswith("duration ")
    return is_duration and one.closest.isdisjoint(other.closest)


def other_subject(one: Compared, other: Compared) -> bool:
    """Near each figure is what the other article does not speak of, and little that it does."""
    names = len(one.names & other.names)
    if names < _LEAST_SHARED and one.roots.isdisjoint(other.roots):
        return True
    near = sum(_related(frozenset((each,)), other.near) for each in one.near)
    if near + len(one.about & other.about) < _LEAST_SHARED or not (near or names > 1):
        return True
    evidence = near + len(one.about & other.about) + len(one.numbers & other.numbers)
    evidence += not one.closest.isdisjoint(other.closest)
    alone = min(len(unexplained(one, other)), len(unexplained(other, one)))
    return evidence < _OUTWEIGH * alone


def unexplained(one: Compared, other: Compared) -> set[str]:
    """Return the words near one figure that the other's sentence and the lead of its article lack."""
    words = other.words | other.context
    return {each for each in one.near - words if not _related(frozenset((each,)), words)}


def other_word(one: Compared, other: Compared) -> bool:
    """The sentences are built alike, and a word or two of one is swapped for another's."""
    first, second = (each.in_order for each in (one, other))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.ratio() < _BUILT_ALIKE:
        return False
    return any(
        what == "replace" and max(i2 - i1, j2 - j1) <= (_SWAPPED if i2 < len(first) else 1)
        and not _related(frozenset(first[i1:i2]), other.words)
        and not _related(frozenset(second[j1:j2]), one.words)
        for what, i1, i2, j1, j2 in matcher.get_opcodes()
    )  # fmt: skip


def _related(words: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether a word is among the others, or of one root with one: visit, visitor."""
    if not words.isdisjoint(others):
        return True
    return any(_of_one_root(each, other) for each in words for other in others)


def _of_one_root(one: str, other: str) -> bool:
    root = min(len(one), len(other), _ROOT)
    return root >= SHORTEST_ROOT and one[:root] == other[:root]


GUARDS: tuple[Guard, ...] = (
    other_place_of_sentence,
    other_bound,
    other_name,
    other_course,
    other_time,
    other_side,
    other_mark,
    other_thing,
    other_action,
    other_subject,
    other_word,
)
"""The cheap ones first."""
