"""Measure: what a figure is of, of whom, for which time and from what, in the article's words.

All of it follows from the figure's frame (`pipeline.reconcile.frames`): the words and times of its
sentence, the word that leads to its number, and the part that it plays. A phrase is a run of words
up to one that ends a phrase (`lexicon.STOPS`), a mark, a number or a time.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from operator import attrgetter

from pipeline.numbers.grammar import lexicon
from pipeline.reconcile.frames import Frame, Role, told_by
from pipeline.reconcile.readings import Word
from pipeline.stages.prioritise.figure import Figure
from pipeline.text.clauses import has_verb
from schemas import ChangeKind, ClaimType, Measure, Part, Quantity, QuantityKind

_CHANGES = {
    QuantityKind.PERCENT: ChangeKind.RELATIVE,
    QuantityKind.PERCENTAGE_POINT: ChangeKind.POINTS,
    QuantityKind.MULTIPLIER: ChangeKind.MULTIPLE,
}
_SHARES = {QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.RATIO}
_COUNTS = {QuantityKind.COUNT, QuantityKind.VAGUE, QuantityKind.RANGE, QuantityKind.RATIO}
# A figure by itself has no change kind when it is a length of time, a rank or a name.
_AMOUNTS = {*_CHANGES, *_COUNTS, QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.DURATION}
_LEVELLED = {*_CHANGES, QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.TEMPERATURE}
"""What "X was …" gives the level of; of an age, X is a person."""
_TIMES = {QuantityKind.DURATION, QuantityKind.AGE}

_MOVES = lexicon.UP | lexicon.DOWN
_IS = {"is", "are", "was", "were", "been"}
_ARTICLES = {"the", "a", "an", "its", "their"}
_PLACED = {"in", "across", "throughout"}
_PREVIOUS = {"previous", "prior"}
_WHICH = {"this", "last", "past", "next"}
_SPANS = {*_WHICH, "over"}
_LEADS = frozenset("in during since until by for over".split())
"""Words that lead to the time of a figure."""
_MARKS = ';:()—–“”"'
_REACH = 60  # words to either side
_MOST_TIMES = 6  # to either side
_MOST_WORDS = 12  # of a predicate or a comparison
_NEAR = 3  # words
_NOUN_WITHIN = 200  # characters behind a number


def measure_of(figure: Figure) -> Measure:
    """Return what is measured, of whom, for what time, from what; None for what is not said."""
    around = _Around(figure.main.frame)
    quantity = figure.quantity
    change = _change(quantity)
    baseline = around.baseline() if change or quantity.direction else None
    period = quantity.period or (None if quantity.kind in _TIMES else around.period())
    if period and baseline and period in baseline and not period.startswith("since"):
        period = None  # it is that of the baseline; "since 2019" is both
    return Measure(
        measure=_measure(quantity, around),
        population=_population(quantity, around),
        period=period,
        baseline=baseline,
        change=change,
    )


def _change(quantity: Quantity) -> ChangeKind | None:
    """Return how a change is stated; None of what is none."""
    points = quantity.kind is QuantityKind.PERCENTAGE_POINT and quantity.direction is not None
    is_change = quantity.part is Part.CHANGE or points or quantity.kind is QuantityKind.MULTIPLIER
    if not is_change or quantity.kind not in _AMOUNTS:
        return None
    return _CHANGES.get(quantity.kind, ChangeKind.ABSOLUTE)


def _measure(quantity: Quantity, around: "_Around") -> str | None:
    """Return what is measured; of a count what is counted, of a share what the sharers do."""
    noun = quantity.noun
    if quantity.kind in _SHARES and (noun or quantity.kind is QuantityKind.RATIO):
        return around.predicate() or around.measured() or noun
    if noun and (quantity.kind in _COUNTS or quantity.kind is QuantityKind.MEASURE):
        return noun
    return around.measured() or noun


def _population(quantity: Quantity, around: "_Around") -> str | None:
    """Return of whom or of what whole: the whole of a ratio, the noun of a share, the place."""
    if quantity.kind is QuantityKind.RATIO and quantity.whole:
        _, of, whole = " ".join(quantity.text.split()).partition("of ")
        return f"{whole} {quantity.noun or ''}".strip() if of else quantity.noun  # "one in five"
    if quantity.kind in _SHARES and quantity.noun:
        place = around.text(around.behind_noun, around.place_from(around.behind_noun))
        return f"{quantity.noun} {place}".strip()
    return None if quantity.kind is QuantityKind.AGE else around.place()


_JOINERS = {"in", "of", "to", "on"}
_START = attrgetter("start")


@dataclass(frozen=True, eq=False)
class _Around:
    """What stands around a number; places count the words of its sentence."""

    frame: Frame

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words, numbers and marks of the sentence."""
        return self.frame.sentence.words

    @cached_property
    def clause(self) -> tuple[int, int]:
        """The first word of the number's clause and the one behind its last."""
        words, first, last = self.words, self.frame.first, self.frame.last
        own = words[min(first, len(words) - 1)].clause if words else 0

        def joined(some: Iterable[Word]) -> int:
            in_clause = (word.clause == own and word.lower not in _MARKS for word in some)
            return sum(1 for _ in takewhile(bool, in_clause))

        before, behind = words[max(0, first - _REACH) : first], words[last : last + _REACH]
        return first - joined(reversed(before)), last + joined(behind)

    def text(self, start: int, stop: int) -> str:
        """Return the words from one place to before another, as they stand."""
        if stop <= start:
            return ""
        text, begin = self.frame.sentence.text, self.words[start].start
        begin -= text[max(0, begin - 1) : begin] in lexicon.SYMBOLS  # "$"
        return " ".join(text[begin : self.words[stop - 1].end].split())

    def _told_at(self) -> int:
        """Return the place of the word that leads to the number: "by" of "by about 40"."""
        return self.frame.first - 1 - self.frame.left.index(told_by(self.frame.left))

    # --- what is measured ---

    def measured(self) -> str | None:
        """Return what the words behind and before a number say that it measures."""
        told, kind = told_by(self.frame.left), self.frame.quantity.kind
        if told == "of" and self.frame.left[0] != "a" and (named := self._named_before()):
            return named
        if kind in _TIMES:
            return None
        if behind := self._behind():
            return behind
        start, first = self.clause[0], self.frame.first
        if kind is QuantityKind.MULTIPLIER and self.frame.last == first + 1:
            return self._subject(first)  # "sales doubled" is the number itself
        if told in _IS and kind in _LEVELLED:
            return self._subject(self._told_at())
        is_told = told in {"by", "to", "from"}
        # Who raises $5 million has not risen.
        for at in range(first - 1, start - 1, -1) if is_told or kind in _CHANGES else ():
            if self._moves(at):
                slightly = self.words[at + 1].lower.endswith("ly")
                changed = self._phrase(at + 1, first) if is_told and not slightly else None
                return changed or self._subject(at)
        return None

    def _behind(self) -> str | None:
        """Return X of "a 12 percent rise in X", "$12 million in X" and "a $12 million X"."""
        at, end = self.frame.last, self.clause[1]
        rise = next((place for place in range(at, min(end, at + 2)) if self._moves(place)), None)
        joined, joiners = (at, {"in", "of", "on"}) if rise is None else (rise + 1, _JOINERS)
        if joined + 1 < end and self.words[joined].lower in joiners:
            is_money = self.frame.quantity.kind is QuantityKind.MONEY
            fits = rise is not None or (is_money and not self._is_capital(joined + 1))
            return self._phrase(joined + 1, end) if fits else None
        before = self.words[max(0, self.frame.first - _NEAR) : self.frame.first]
        stops = [word.lower for word in before if word.lower in lexicon.STOPS]
        adds = rise is None and not _ARTICLES.isdisjoint(stops[-1:])
        if not adds or self.frame.quantity.kind not in _LEVELLED or at >= end:
            return None
        goes_on = self._tells(at) and not has_verb(self.words[at].lower)
        return self._phrase(at, end) if goes_on else None

    def _named_before(self) -> str | None:
        """Return X of "an X of 12 percent"."""
        end = start = self._told_at()
        while end - start < _NEAR and start and self._tells(start - 1):
            start -= 1
        return self._phrase(start, end) if start < end and not self._moves(end - 1) else None

    def _moves(self, at: int) -> bool:
        return self.words[at].lower in _MOVES and at not in self._timed

    def _subject(self, end: int) -> str | None:
        """Return the first phrase in front of a verb, behind the last border."""
        at = end
        while at > self.clause[0] and not self._is_border(at - 1):
            at -= 1
        while at < end and not self._tells(at):
            at += 1
        return self._phrase(at, end)

    def _is_border(self, at: int) -> bool:
        word = self.words[at]
        is_mark = word.steps > 1 and at not in self._timed
        return is_mark or word.splits or word.lower in {"that", "said", "says", "say"}

    def _phrase(self, start: int, end: int) -> str | None:
        """Return the phrase that begins here, without its article: "number of the boats"."""
        while start < end and self.words[start].lower in _ARTICLES:
            start += 1
        stop = at = start
        while at < end and (self._tells(at) or (at > start and self._is_of(at))):
            at += 1
            stop = at if self._tells(at - 1) else stop
        return self.text(start, stop) or None

    def _tells(self, at: int) -> bool:
        """Return whether a word may stand in a phrase: no mark, number, time or word that ends."""
        word = self.words[at]
        return word.steps == 1 and word.lower not in lexicon.STOPS and at not in self._timed

    def _is_of(self, at: int) -> bool:
        return "of" in {self.words[at].lower, self.words[at - 1].lower}

    # --- of whom ---

    @cached_property
    def behind_noun(self) -> int:
        """The place behind the number and its noun."""
        noun = self.frame.quantity.noun or ""
        where = self.frame.sentence.text.find(noun, self.frame.end, self.frame.end + _NOUN_WITHIN)
        end = self.frame.end if where < 0 else where + len(noun)
        return bisect_left(self.words, end, key=_START)

    def predicate(self) -> str | None:
        """Return what the sharers do: "meet the goal" of "22 of the 32 towns meet the goal"."""
        at, end = self.place_from(self.behind_noun), self.clause[1]
        if at >= end or self.words[at].lower in _PLACED:
            return None
        does = self._tells(at) or (self.words[at].steps == 1 and has_verb(self.words[at].lower))
        return self._up_to_border(at) if does else None

    def _up_to_border(self, start: int) -> str:
        stop, end = start + 1, min(self.clause[1], start + _MOST_WORDS)
        # A number is counted as many steps as a mark.
        while stop < end and (self.words[stop].steps == 1 or self._counts(stop)):
            if self.words[stop].lower == "to" and self._counts(stop + 1):
                break  # "from 35 to 40"
            stop += 1
        return self.text(start, stop)

    def _counts(self, at: int) -> bool:
        return at < len(self.words) and self.words[at].lower[0].isdigit()

    def place(self) -> str | None:
        """Return the nearest place of the clause, one behind the number first."""
        start, end = self.clause
        for at in (*range(self.frame.last, end), *range(self.frame.first - 1, start - 1, -1)):
            if (stop := self.place_from(at)) > at:
                return self.text(at + 1, stop)
        return None

    def place_from(self, at: int) -> int:
        """Return where the place that begins here with "in" ends; `at` where there is none."""
        end = self.clause[1]
        if at + 1 >= end or self.words[at].lower not in _PLACED:
            return at
        stop = first = at + 1 + (self.words[at + 1].lower == "the")
        while stop < end and self._is_capital(stop) and stop not in self._timed:
            stop += 1
        owner = self.words[stop - 1].lower.endswith(("'s", "’s"))  # "in Selm's harbour"
        return stop if stop > first and not owner else at

    def _is_capital(self, at: int) -> bool:
        return self.frame.sentence.text[self.words[at].start].isupper()

    # --- when, and from what ---

    @cached_property
    def _timed(self) -> frozenset[int]:
        """The places of words that name a time near the number, days of saying apart."""
        times, places = self.frame.sentence.times, set[int]()
        at = bisect_left(times, self.frame.start, key=lambda time: time[1])
        for name, begin, finish in times[max(0, at - _MOST_TIMES) : at + _MOST_TIMES]:
            if not name.startswith(("d-", "now")):
                first = bisect_right(self.words, begin, key=attrgetter("end"))
                places.update(range(first, bisect_left(self.words, finish, key=_START)))
        for at in range(self.clause[0] + 2, self.clause[1]):  # "the past five years"
            unit = lexicon.UNITS.get(self.words[at].lower)
            if unit and unit.dimension in {"time", "months"} and self.words[at - 2].lower in _SPANS:
                places.update(range(at - 2, at + 1))
        return frozenset(places)

    def _times(self) -> Iterator[tuple[int, int]]:
        """Yield the times of the clause, each with the words that lead to it: "in May 2019"."""
        stop, end = self.clause
        for at in sorted(self._timed):
            if stop <= at < end:
                start = stop = at
                while stop in self._timed:
                    stop += 1
                while start and self.words[start - 1].lower in _LEADS | {"the"}:
                    start -= 1
                is_named = self.words[at - 1].lower == "the"  # "in the 2012 election"
                while is_named and stop < end and self._tells(stop):
                    stop += 1
                yield start, stop

    def period(self) -> str | None:
        """Return the nearest time of the clause; None where that is the time of a baseline."""
        near = [
            (abs(start - self.frame.first), start, stop)
            for start, stop in self._times()
            if any(word.lower in _LEADS | _WHICH for word in self.words[start:stop])
            or self._is_past(start, stop)
        ]
        _, start, stop = min(near, default=(0, 0, 0))
        return None if self._is_past(start, stop) else self.text(start, stop) or None

    def _is_past(self, start: int, stop: int) -> bool:
        words = [word.lower for word in self.words[start:stop]]
        behind = bool(words) and words[-1] in {"earlier", "ago", "before"}
        return behind or not _PREVIOUS.isdisjoint(words)

    def baseline(self) -> str | None:
        """Return what a change starts from; None of the start itself, and where none is told."""
        start, end = self.clause
        if self.frame.role is Role.ORIGIN:
            return None
        for at in (*range(self.frame.last, end - 1), *range(start, self.frame.first)):
            word, following = (self.words[place].lower for place in (at, at + 1))
            compared = at >= self.frame.last and word in {"than", "compared"}
            if compared or (word == "from" and any(map(self._counts, (at + 1, at + 2)))):
                return self._up_to_border(at + 1 + (following in {"with", "to"}))
        for begin, stop in self._times():
            if self._is_past(begin, stop) or self.words[begin].lower == "since":
                return self.text(begin, stop)
        return None


def claim_type_of(figure: Figure, measure: Measure) -> ClaimType:
    """Return what sort of numeric claim it is."""
    quantity = figure.quantity
    compares = quantity.kind is QuantityKind.MULTIPLIER or measure.baseline is not None
    if compares or any(flag.check == "C05" for flag in figure.flags):
        return ClaimType.COMPARISON
    if quantity.kind is QuantityKind.RANGE:
        return ClaimType.INTERVAL
    return ClaimType.TEMPORAL if quantity.kind in _TIMES else ClaimType.STATISTICAL
