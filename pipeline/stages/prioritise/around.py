"""Around: what stands around a number in its own clause: of whom, when and from what it is.

All of it follows from the figure's frame (`pipeline.reconcile.frames`): the words and times of its
sentence and the part that its number plays. What may stand in another clause (`own_words`) tells
nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from pipeline.numbers.grammar import lexicon
from pipeline.reconcile.frames import Frame, Role
from pipeline.reconcile.readings import Word
from pipeline.text.clauses import has_verb, is_finite, is_known, own_words

ARTICLES = {"the", "a", "an", "its", "their"}
PLACED = {"in", "across", "throughout"}
_WHICH = {"this", "last", "past", "next"}
_SPANS = {*_WHICH, "over"}
_LEADS = frozenset("in during since until by for over between".split())
"""Words that lead to the time of a figure."""
_MARKS = ';:()—–“”"'
_LASTS = re.compile(r"(?:for|within)\b(?!.*\b(?:next|(?:19|20)\d\d$))", re.IGNORECASE)
"""Words that begin how long something took: "for five days" tells no time."""
_BREAKS = frozenset(f"{_MARKS},")
_OPENERS = {"and", "but", "yet", "so"}
_MOST_FRONTED = 8  # words
_COMPARED = {"compared", "from", "up", "down", "versus"}
"""Words behind a comma with which a comparison goes on."""
_MOST_TIMES = 6  # to either side
_MOST_WORDS = 12  # of a predicate or a comparison
_NOUN_WITHIN = 200  # characters behind a number

_START = attrgetter("start")


@dataclass(frozen=True, eq=False)
class Around:
    """What stands around a number; places count the words of its sentence."""

    frame: Frame

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words, numbers and marks of the sentence."""
        return self.frame.sentence.words

    @cached_property
    def clause(self) -> tuple[int, int]:
        """The first word that is surely of the number's clause and the one behind the last."""
        own = own_words(self.frame.sentence.text, self.frame.start, self._noun_end)
        start = bisect_left(self.words, own.start, key=_START)
        stop = bisect_left(self.words, own.end, key=_START)
        return min(start, self.frame.first), max(stop, self.frame.last)

    @cached_property
    def is_known(self) -> bool:
        """Whether what is counted is known already: only what touches it is told of it."""
        return is_known(self.frame.sentence.text, self.frame.start)

    def text(self, start: int, stop: int) -> str:
        """Return the words from one place to before another, as they stand."""
        if stop <= start:
            return ""
        text, begin = self.frame.sentence.text, self.words[start].start
        begin -= text[max(0, begin - 1) : begin] in lexicon.SYMBOLS  # "$"
        return " ".join(text[begin : self.words[stop - 1].end].split())

    def _is_verb(self, at: int) -> bool:
        """Return whether a word behind a number is a verb: "lying", but no "gambling debt"."""
        word = self.words[at].lower
        goes_on = at + 1 < self.clause[1] and self._tells(at + 1)
        is_noun = goes_on or self.words[self.frame.first - 1].lower in ARTICLES  # "a 5% rating"
        return has_verb(word) or (word.endswith("ing") and not is_noun)

    def _tells(self, at: int) -> bool:
        """Return whether a word may stand in a phrase: no mark, number, time or word that ends."""
        word = self.words[at]
        return word.steps == 1 and word.lower not in lexicon.STOPS and at not in self._timed

    # --- of whom ---

    @property
    def behind_noun(self) -> int:
        """The place behind the number and its noun."""
        return bisect_left(self.words, self._noun_end, key=_START)

    @cached_property
    def _noun_end(self) -> int:
        noun, end = self.frame.quantity.noun or "", self.frame.end
        where = self.frame.sentence.text.find(noun, end, end + _NOUN_WITHIN)
        return end if where < 0 else where + len(noun)

    def _up_to_border(self, start: int, end: int) -> str:
        stop, end = start + 1, min(end, start + _MOST_WORDS)
        # A number is counted as many steps as a mark.
        while stop < end and (self.words[stop].steps == 1 or self._counts(stop)):
            if self.words[stop].splits and not self._is_capital(stop):
                break
            if self.words[stop].lower == "to" and self._counts(stop + 1):
                break  # "from 35 to 40"
            stop += 1
        return self.text(start, stop)

    def _counts(self, at: int) -> bool:
        return at < len(self.words) and self.words[at].lower[0].isdigit()

    def place(self) -> str | None:
        """Return the nearest place of the clause, one behind the number first."""
        behind, before = self._own_places()
        for at in (*behind, *reversed(before)):
            if (stop := self.place_from(at)) > at and not self._is_of_another(at, stop):
                return self.text(at + 1, stop)
        for at in self._fronted():
            if self.place_from(at) == self.clause[0] - 1:
                return self.text(at + 1, self.clause[0] - 1)
        return None

    def _own_places(self) -> tuple[range, range]:
        """Return the words behind and before the number that may tell of it."""
        (start, end), last = self.clause, self.behind_noun
        if self.is_known:
            return range(last, min(last + 1, end)), range(0)
        return range(self.frame.last, end), range(start, self.frame.first)

    def _fronted(self) -> range:
        """Return where a phrase may begin that a sentence opens with: "In May 2019, 12 died"."""
        start, words = self.clause[0], self.words
        if not start or words[start - 1].lower != "," or self.is_known:
            return range(0)
        first = start - 1
        while first and words[first - 1].lower not in _BREAKS and start - first < _MOST_FRONTED:
            first -= 1
        joined = words[first].lower in _OPENERS  # ", but this week, 12 died"
        opens = joined or not first or words[first - 1].lower in _MARKS
        return range(first + joined, first + joined + 1) if opens else range(0)

    def _has_other_noun(self, stop: int) -> bool:
        """Return whether a time behind a number may be another noun's: "before the vote in May"."""
        return any(
            self._owns(at + 1)
            or (
                self.words[at].lower in ARTICLES
                and self.words[at + 1].lower not in lexicon.UNITS  # "40 a month in 2019"
            )
            for at in range(self.behind_noun, stop)
        )

    def _is_of_another(self, start: int, stop: int) -> bool:
        """Return whether another verb has a phrase: "shops opened in Selm lost 40".

        So it is where a verb stands on both sides of the number: "those who lost 40 were in Selm".
        """
        if stop > self.frame.first:
            told = range(self.clause[0], self.frame.first)
            return self._has_finite(told) and self._has_finite(range(self.behind_noun, start))
        opened = start > 0 and self.words[start - 1].lower.endswith("ed")
        return opened and self._has_finite(range(stop, self.frame.first))

    def _has_finite(self, places: Iterable[int]) -> bool:
        return any(is_finite(self.words[at].lower) for at in places)

    def place_from(self, at: int) -> int:
        """Return where the place that begins here with "in" ends; `at` where there is none."""
        end = self.clause[1]
        if at + 1 >= end or self.words[at].lower not in PLACED:
            return at
        stop = first = at + 1 + (self.words[at + 1].lower == "the")
        while stop < end and self._is_capital(stop) and stop not in self._timed:
            stop += 1
        return stop if stop > first and not self._goes_on(stop) else at

    def _owns(self, stop: int) -> bool:
        """Return whether the words before a place are an owner: "Selm’s", "last week’s"."""
        end = self.words[stop - 1].end
        return self.frame.sentence.text[end - 2 : end] in {"’s", "'s"}

    def _goes_on(self, stop: int) -> bool:
        """Return whether a name before a place goes on: "Selm’s port", "EU funds", "Wizard of"."""
        if self._owns(stop) or stop >= len(self.words):
            return self._owns(stop)
        word, touches = self.words[stop], self.words[stop].start == self.words[stop - 1].end + 1
        is_noun = self._tells(stop) and not (is_finite(word.lower) or word.lower.endswith("ly"))
        return touches and (is_noun or word.lower == "of")

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
        said = self.frame.quantity.period or ""
        begin = self.frame.sentence.text.find(said, self.frame.end) if said else -1
        if begin >= 0 and not _LASTS.match(said):
            first = bisect_left(self.words, begin, key=_START)
            places.update(range(first, bisect_left(self.words, begin + len(said), key=_START)))
        for at in range(
            max(2, self.clause[0] - _MOST_FRONTED), self.clause[1]
        ):  # "the past five years"
            unit = lexicon.UNITS.get(self.words[at].lower)
            if unit and unit.dimension in {"time", "months"} and self.words[at - 2].lower in _SPANS:
                places.update(range(at - 2, at + 1))
        return frozenset(places)

    def _times(self) -> Iterator[tuple[int, int]]:
        """Yield the times of the clause, each with the words that lead to it: "in May 2019"."""
        behind, before = self._own_places()
        stop = 0
        for at in sorted(self._timed):
            if at < stop or self.frame.first <= at < self.frame.last:
                continue
            start = stop = at
            while stop in self._timed:
                stop += 1
            while start and self.words[start - 1].lower in _LEADS | {"the"}:
                start -= 1
            is_named = self.words[at - 1].lower == "the"  # "in the 2012 election"
            while (
                is_named and stop < self.clause[1] and self._tells(stop) and not self._is_verb(stop)
            ):
                stop += 1
            own = (start in behind or start in before) and not self._is_of_another(start, stop)
            own = own and not (start in behind and self._has_other_noun(start))
            opens = start in self._fronted() and stop == self.clause[0] - 1
            if (own or opens) and not self._owns(stop):
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
        return bool(words) and words[-1] in {"earlier", "ago", "before"}

    def _compared_end(self) -> int:
        """Return where a comparison may begin at the latest: ", up from 3 percent" too."""
        stop = self.clause[1]
        borders = tuple(word.lower for word in self.words[stop : stop + 2])
        return stop + 3 * (borders[:1] == (",",) and borders[-1] in _COMPARED)

    def baseline(self) -> str | None:
        """Return what a change starts from; None of the start itself, and where none is told."""
        if self.frame.role is Role.ORIGIN:
            return None
        own = range(self.frame.first, self.frame.last)
        behind = range(self.frame.last, min(self._compared_end(), len(self.words) - 1))
        for at in (*behind, *range(self.clause[0], self.frame.first)):
            word, following = (self.words[place].lower for place in (at, at + 1))
            compared = at >= self.frame.last and word in {"than", "compared"}
            starts = word == "from" and any(
                self._counts(place) and place not in own for place in (at + 1, at + 2)
            )
            if compared or starts:
                return self._up_to_border(at + 1 + (following in {"with", "to"}), len(self.words))
        for begin, stop in self._times():
            if self._is_past(begin, stop) or self.words[begin].lower == "since":
                return self.text(begin, stop)
        return None
