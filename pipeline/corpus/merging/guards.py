"""Guards: what tells two figures of one value apart, however alike the sentences are.

A wrong merge hides a claim from a checker and a missed one costs a second look, so in doubt
a guard speaks. Each takes both rows and returns whether they cannot be one figure.
"""

from collections.abc import Callable
from difflib import SequenceMatcher

from pipeline.corpus.merging.compared import Compared, shared_names
from pipeline.corpus.merging.meanings import common, contrast
from pipeline.corpus.merging.names import root
from pipeline.corpus.merging.vocabulary import Vocabulary
from pipeline.text.words import content_stems

Guard = Callable[[Compared, Compared], bool]

_ANYTHING = frozenset(map(common, content_stems(
    "people others person total victims members residents adults citizens inhabitants locals suspects "
    "casualties households men workers staff guests participants patients passengers employees"
)))  # fmt: skip
"""What may stand for others: 12 people may be the 12 passengers."""
_BY_ITSELF = frozenset(map(common, content_stems("inflation dearer higher lower")))
"""Words by which a percentage is a change, though nothing rises or falls."""
_PAST = frozenset("mpy")
"""Sorts of times that the news of a day is not of: a month, a year, years ago."""
_BUILT_ALIKE = 0.57
"""Share of two sentences' words that stand in the same order, from which they are built alike."""
_SAME_WORDS = 0.6
"""Share of two sentences' words that they have both, from which other figures are of another day."""
_SEVERAL = 2
"""Other figures of a sentence from which it is seen that they are of another day; one may be left out."""
_LEVELS = frozenset(("money", "count", "duration"))
"""Kinds of values of which "more" says that they are a difference; a percentage is one by itself."""
_SWAPPED = 2
"""Words that are swapped for others, at most; two at the end tell more rather than something else."""
_RARE = 2
"""Digits beyond the first from which a value is seldom another figure's of the same name."""


def other_place_of_sentence(one: Compared, other: Compared) -> bool:
    """A copied sentence has the figure at the same place; at another it is another figure."""
    first, second = one.traits, other.traits
    return first.sentence == second.sentence and first.place != second.place


def nobody_in_common(one: Compared, other: Compared) -> bool:
    """Both sentences name somebody and neither the other's: two articles on markets tell of two indices."""
    return bool(one.names and other.names) and not shared_names(one, other)


def other_rate(one: Compared, other: Compared) -> bool:
    """One is an hour, the other a week; a rate that one alone tells is no sign against them."""
    return _differ(one.rate, other.rate)


def other_name(one: Compared, other: Compared) -> bool:
    """Each sentence names somebody of whom the other article knows nothing."""
    if one.names - other.known and other.names - one.known:
        return True
    return bool(strangers(one, other)) and bool(strangers(other, one))


def other_slot(one: Compared, other: Compared) -> bool:
    """The same word has another name next to it, and neither sentence names the other's."""
    return any(
        name not in other.about and other.slots[place] not in one.about
        for place, name in one.slots.items()
        if place in other.slots
    )


def strangers(one: Compared, other: Compared) -> frozenset[str]:
    """Return the words opening a sentence, names it may be, that the other does not have at all."""
    strange = one.opening - other.known
    if strange:
        strange -= frozenset(map(root, (*other.traits.stems, *other.traits.context.split())))
    return strange


def other_time(one: Compared, other: Compared) -> bool:
    """They are of other years, months, quarters or days."""
    if _other_day(one, other):
        return True
    for sort in ("y", "m", "q", "h"):
        first, second = one.times.get(sort), other.times.get(sort)
        if not (first and second):
            first, second = one.around.get(sort), other.around.get(sort)
        if first and second and first.isdisjoint(second):
            return True
    return _years_apart(one, other) or _years_apart(other, one) or _other_season(one, other)


def _other_day(one: Compared, other: Compared) -> bool:
    """They tell of other days, or one of a day of this week and the other of long ago."""
    first, second = one.around.get("d"), other.around.get("d")
    if first and second:
        return first.isdisjoint(second)
    if one.days and other.days and one.days.isdisjoint(other.days):
        return one.digits < _RARE
    return _long_ago(one, other) or _long_ago(other, one)


def _long_ago(now: Compared, then: Compared) -> bool:
    """One is of a day of this week or of a month, the other of a month, a year or years ago."""
    if now.around.get("d"):
        return any(
            sort not in now.around
            and (sort in _PAST or (sort in then.times and sort[0] == "r" and marks != {"0"}))
            for sort, marks in then.around.items()
        )
    return "m" in now.around and _is_last_year(then) and not _tells_year(now)


def _is_last_year(row: Compared) -> bool:
    return row.times.get("r-year") == {"-1"} and "m" not in row.around


def _tells_year(row: Compared) -> bool:
    return "y" in row.around or "r-year" in row.around


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
        return _BY_ITSELF.isdisjoint(one.near | other.near)
    return False


def _differ(word: str, other: str) -> bool:
    return "-" not in (word, other) and word != other


def other_bound(one: Compared, other: Compared) -> bool:
    """More than 40,000 are not fewer than 40,000, and who meets a target does not miss it."""
    first, second = one.traits, other.traits
    return first.bound * second.bound < 0 or first.negated is not second.negated


def other_holder(one: Compared, other: Compared) -> bool:
    """Both name the same two, and each gives the figure to another: who won, not who lost."""
    if not one.traits.value.startswith(("count ", "percent ")) or not one.who or not other.who:
        return False
    if not (one.who & one.names and other.who & other.names) or one.who & other.who:
        return False
    return one.who <= other.names or other.who <= one.names


def other_thing(one: Compared, other: Compared) -> bool:
    """They count different things, and neither speaks of the other's near its figure."""
    first, second = one.things - one.names, other.things - other.names
    if not first or not second or (first | second) & _ANYTHING:
        return False
    if Vocabulary(second).has_any(first):
        return False
    if one.traits.value.startswith("percent "):  # a share of seats is no share of companies
        return True
    return not (other.beside.has_any(first) or one.beside.has_any(second))


def other_side(one: Compared, other: Compared) -> bool:
    """The words near them exclude one another: dead and injured, exports and imports."""
    return contrast(one.sides, other.sides) or contrast(one.all_sides, other.all_sides)


def other_occasion(one: Compared, other: Compared) -> bool:
    """The words are much the same and most other figures differ: an index fell by as much on another day."""
    fewer = min(len(one.numbers), len(other.numbers))
    if fewer < _SEVERAL or 2 * len(one.numbers & other.numbers) >= fewer:
        return False
    longer = max(len(one.words), len(other.words))
    return len(one.words & other.words) >= _SAME_WORDS * longer


def other_difference(one: Compared, other: Compared) -> bool:
    """What a house costs is not by how much it is dearer: "$287,000", "$287,000 less than"."""
    kind, _, _ = one.traits.value.partition(" ")
    return kind in _LEVELS and "than" in one.signals ^ other.signals


def planned_or_done(one: Compared, other: Compared) -> bool:
    """One is planned, the other of last year."""
    return any(
        "plan" in plan.signals - done.signals and _is_last_year(done)
        for plan, done in ((one, other), (other, one))
    )


def other_mark(one: Compared, other: Compared) -> bool:
    """One is narrowed down by a word that the other sentence has not: to women, to debt."""
    return any(
        first.marks - second.words - second.things
        - (second.context if second.things & _ANYTHING else frozenset())
        for first, second in ((one, other), (other, one))
    )  # fmt: skip


def other_word(one: Compared, other: Compared) -> bool:
    """The sentences are built alike, and a word or two of one is swapped for another's."""
    first, second = one.in_order, other.in_order
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.ratio() < _BUILT_ALIKE:
        return False
    return any(
        what == "replace" and max(i2 - i1, j2 - j1) <= (_SWAPPED if i2 < len(first) else 1)
        and not other.said.has_any(first[i1:i2])
        and not one.said.has_any(second[j1:j2])
        for what, i1, i2, j1, j2 in matcher.get_opcodes()
    )  # fmt: skip


GUARDS: tuple[Guard, ...] = (
    other_place_of_sentence,
    other_bound,
    other_rate,
    nobody_in_common,
    other_name,
    other_slot,
    other_course,
    other_time,
    other_side,
    other_difference,
    planned_or_done,
    other_mark,
    other_occasion,
    other_holder,
    other_thing,
    other_word,
)
"""The cheap ones first."""
