"""What a figure measures, by the words of its own clause behind and before its number.

A phrase is a run of words up to one that ends a phrase (`lexicon.STOPS`), a mark, a number or a
time.
"""

from pipeline.numbers.grammar import lexicon
from pipeline.reconcile.frames import told_by
from pipeline.stages.prioritise.around import ARTICLES, PLACED, Around
from pipeline.text.clauses import has_verb
from schemas import QuantityKind

_CHANGES = {QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT, QuantityKind.MULTIPLIER}
_LEVELLED = {*_CHANGES, QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.TEMPERATURE}
"""What "X was …" gives the level of; of an age, X is a person."""
TIMES = {QuantityKind.DURATION, QuantityKind.AGE}

_MOVES = lexicon.UP | lexicon.DOWN
_IS = {"is", "are", "was", "were", "been"}
_JOINERS = {"in", "of", "on"}
_NEAR = 3  # words


class Measured(Around):
    """What stands around a number, with what it measures."""

    def measured(self) -> str | None:
        """Return what the words behind and before a number say that it measures."""
        told, kind = told_by(self.frame.left), self.frame.quantity.kind
        if told == "of" and self._may_be_named() and (named := self._named_before()):
            return named
        if kind in TIMES:
            return None
        if behind := self._behind():
            return behind
        start, first = self.clause[0], self.frame.first
        if kind is QuantityKind.MULTIPLIER and self.frame.last == first + 1:
            doubled = self._phrase(self.frame.last, self.clause[1])  # "it doubled the wages"
            return doubled or self._subject(first)  # "sales doubled" is the number itself
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
        joined = at if rise is None else rise + 1
        if joined + 1 < end and self.words[joined].lower in _JOINERS:
            is_money = self.frame.quantity.kind is QuantityKind.MONEY
            fits = rise is not None or (is_money and not self._is_capital(joined + 1))
            return self._phrase(joined + 1, end) if fits else None
        before = self.words[max(0, self.frame.first - _NEAR) : self.frame.first]
        stops = [word.lower for word in before if word.lower in lexicon.STOPS]
        adds = rise is None and not ARTICLES.isdisjoint(stops[-1:])
        if not adds or self.frame.quantity.kind not in _LEVELLED or at >= end:
            return None
        goes_on = self._tells(at) and not self._is_verb(at)
        return self._phrase(at, end) if goes_on else None

    def _may_be_named(self) -> bool:
        """Return whether an "X of" may say what a number is: no "mother of four" does.

        Nor does "wife of 30 years": of eleven such words before a length of time seven were no
        measure of it.
        """
        quantity = self.frame.quantity
        if quantity.kind is QuantityKind.AGE:
            return self.words[self._told_at() - 1].lower in {"age", "ages"}
        is_word = quantity.kind is QuantityKind.COUNT and quantity.text.isalpha()
        is_other = quantity.kind in {QuantityKind.RATIO, QuantityKind.DURATION}
        return self.frame.left[0] != "a" and not (is_word or is_other)

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
        start, at = self.clause[0], end
        while at > start and not self._is_border(at - 1):
            at -= 1
        while at < end and not self._tells(at):
            at += 1
        # "Rents have risen" and "rents were up" are of rents, "Selm sent rents up" is not of Selm.
        verbs = self._has_finite(
            place
            for place in range(at, end)
            if self._tells(place) and self.words[place - 1].lower not in {*ARTICLES, "of"}
        )
        return None if verbs or self._is_second(at) else self._phrase(at, end)

    def _is_second(self, at: int) -> bool:
        """Return whether a subject is the second of two: "A and B fell" is not of B."""
        while at and self.words[at - 1].lower in ARTICLES:
            at -= 1
        if not at or self.words[at - 1].lower != "and":
            return False
        start = stop = at - 1
        while start and self.words[start - 1].steps == 1:
            start -= 1
        number = start > 0 and (self._counts(start - 1) or self.words[start - 1].lower == "%")
        return start < stop and not number and not self._has_finite(range(start, stop))

    def predicate(self) -> str | None:
        """Return what the sharers do: "meet the goal" of "22 of the 32 towns meet the goal"."""
        at, end = self.place_from(self.behind_noun), len(self.words)
        if at >= end or self.words[at].lower in PLACED:
            return None
        does = self._tells(at) or (self.words[at].steps == 1 and has_verb(self.words[at].lower))
        return self._up_to_border(at, end) if does else None

    def _told_at(self) -> int:
        """Return the place of the word that leads to the number: "by" of "by about 40"."""
        return self.frame.first - 1 - self.frame.left.index(told_by(self.frame.left))

    def _is_border(self, at: int) -> bool:
        word = self.words[at]
        is_mark = word.steps > 1 and at not in self._timed
        return is_mark or word.splits or word.lower in {"that", "said", "says", "say"}

    def _phrase(self, start: int, end: int) -> str | None:
        """Return the phrase that begins here, without its article: "number of the boats"."""
        while start < end and self.words[start].lower in ARTICLES:
            start += 1
        stop = at = start
        while at < end and (self._tells(at) or (at > start and self._is_of(at))):
            at += 1
            stop = at if self._tells(at - 1) else stop
        return self.text(start, stop) or None

    def _is_of(self, at: int) -> bool:
        return "of" in {self.words[at].lower, self.words[at - 1].lower}
