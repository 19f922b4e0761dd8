"""A mention: one number where it stands, in its own sentence, whether of a statement or a source."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.numbers.grammar import lexicon
from pipeline.text.sentences import split_sentences
from pipeline.text.words import content_stems
from schemas import Quantity, TextSpan

_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)|(?P<number>\d[\d,.]*)|(?P<mark>[,;:()—–])"
)
# Words that measure another number tell nothing of what this one is of.
_MEASURES = {
    *lexicon.UNITS,
    *lexicon.MAGNITUDES,
    *(lexicon.CURRENCY_WORDS.keys() - {"won"}),  # who won by 43 runs measured nothing
    "percentage",
    "point",
    "points",
}
_MARK = re.compile(r"[,;:()]|\.\s|\.$")
_BRACKET = re.compile(r"\s*\($")
_REACH = 80  # characters
_TOUCHING = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*|%")
_TOUCH, _MOST_TOUCHING = 60, 4  # characters and words to either side
# Characters to either side that are looked at: more than all but the longest sentences, and a bound,
# so that a sentence of a megabyte costs each of its numbers no more.
_WINDOW = 500
_TAIL = 20  # characters at the end that tell a sentence from a headline
_JOINERS = frozenset({"and", "but", "while", "whereas", "or", "with", "as"})
# Steps that a word is put further off by what stands between it and the number.
_OVER_MARK, _OVER_NUMBER, _OVER_JOINER = 3, 3, 2


@dataclass(frozen=True)
class Mention:
    """A quantity with the sentence that it stands in; `start` and `end` are offsets into that."""

    quantity: Quantity
    sentence: str
    start: int
    end: int

    @cached_property
    def before(self) -> str:
        """The words of the sentence before the number and its modifier, as far as they matter."""
        return self.sentence[max(0, self.start - _WINDOW) : self.start]

    @cached_property
    def after(self) -> str:
        """The words of the sentence behind the number and its unit, as far as they matter."""
        return self.sentence[self.end : self.end + _WINDOW]

    @cached_property
    def around(self) -> str:
        """The number with the words before and behind it, as far as they matter."""
        return self.sentence[max(0, self.start - _WINDOW) : self.end + _WINDOW]

    @cached_property
    def touching(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words that touch the number, in small letters, nearest first: before it and behind."""
        before = _TOUCHING.findall(self.before[-_TOUCH:].lower())[-_MOST_TOUCHING:][::-1]
        behind = _TOUCHING.findall(self.after[:_TOUCH].lower())[:_MOST_TOUCHING]
        return tuple(before), tuple(behind)

    @cached_property
    def words_after(self) -> tuple[str, ...]:
        """The next words behind the number in small letters, up to the next mark."""
        behind = _MARK.split(self.after[:_REACH], maxsplit=1)[0]
        return tuple(behind.lower().split())

    @cached_property
    def steps(self) -> dict[str, int]:
        """The stems of the sentence with how many steps they stand from the number.

        A mark, a conjunction or another number in between puts a word further off.
        """
        found: dict[str, int] = {}
        before = _BRACKET.sub("", self.before)  # "girls (71%)"
        for side in (_TOKEN.findall(before)[::-1], _TOKEN.findall(self.after)):
            distance = 0
            for word, number, _ in side:
                if word:
                    steps, stems = _steps_over(word)
                    distance += steps
                    for stem in stems:
                        if found.get(stem, distance) >= distance:
                            found[stem] = distance
                else:
                    distance += _OVER_NUMBER if number else _OVER_MARK
        return found


@lru_cache(maxsize=16_384)
def _steps_over(word: str) -> tuple[int, tuple[str, ...]]:
    """Return how far it is over a word, and its stems: none of one that measures another number."""
    lower = word.lower()
    steps = _OVER_JOINER if lower in _JOINERS else 1
    return steps, () if lower in _MEASURES else content_stems(word)


# Each quantity of a text asks for its sentences, one after the other.
_sentences = lru_cache(maxsize=8)(split_sentences)


def is_sentence(text: str) -> bool:
    """Return whether a text is a whole sentence and no headline: it ends with a full stop."""
    return text[-_TAIL:].rstrip("\"'”’» )").endswith((".", "!", "?"))


def mention_in(text: str, quantity: Quantity) -> Mention:
    """Return where a quantity stands that was read from this text, within its own sentence."""
    home = next(
        (span for span in _sentences(text) if span.holds(quantity.span)),
        TextSpan(start=0, end=len(text)),
    )
    return mention_at(text[home.start : home.end], home.start, quantity)


def mention_at(sentence: str, offset: int, quantity: Quantity) -> Mention:
    """Return the mention of a quantity in a sentence that starts at this offset of its text."""
    return Mention(quantity, sentence, quantity.span.start - offset, quantity.span.end - offset)
