"""Which people are "he" and which "she": by a title, else by such words in the text.

Kept apart from `people`, which knows what stands beside a name, and has no need of sentences.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.text.attribution_candidates import Line, capital_runs
from pipeline.text.attribution_phrases import Word
from pipeline.text.people import People
from pipeline.text.source_kinds import is_full_name, person_in, surname

_CASES = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
_LEAST_SHARE = 0.75
"""Of the sentences of a name that must have words of one; a "she" may be a woman without a name."""


def pronouns_of(lines: Iterable[Line], text: str, people: People) -> dict[str, str]:
    """Return each surname with "he" or "she", or with nothing where the text does not show it.

    Where no title tells, such words do that stand behind the name in sentences that name nobody
    else; a text that has one of the two alone tells it of all.
    """
    counted: dict[str, Counter[str]] = {}
    everywhere: set[str] = set()
    for line in lines:
        everywhere.update(_genders(line.words))
        mentions = people_in(line, text, people)
        behind = {*_genders(line.words[mentions[0][1] :])} if mentions else ()
        if len(behind) == 1 and len({name for _, _, name in mentions}) == 1:
            counted.setdefault(surname(mentions[0][2]), Counter()).update(behind)
    alone = everywhere.pop() if len(everywhere) == 1 else ""
    told = {
        last: _most(votes)
        for last, votes in counted.items()
        if not people.named_in(last)[1:]  # of two who share it the words tell nothing
    }
    by_title = people.pronouns
    return {last: by_title[last] or told.get(last, "") or alone for last in by_title}


def people_in(line: Line, text: str, people: People) -> list[tuple[int, int, str]]:
    """Return the people whom a sentence may name: the words, and the name."""
    found = []
    for start, end in capital_runs(line):
        person = person_in(bare(line.text(start, end, text)).split())
        if person is None:
            continue
        last = surname(person.name)
        known = people.named_in(last)
        if known or last in people.pronouns or is_full_name(person.name):
            part = len(known) == 1 and {*person.name.split()} <= {*known[0].name.split()}
            found.append((start, end, known[0].name if part else person.name))
    return found


def bare(written: str) -> str:
    """Return a name without a possessive at its end."""
    return written.removesuffix("’s").removesuffix("'s")


def stem(word: str) -> str:
    """Return the "he" of "he’s"."""
    return word.partition("’")[0].partition("'")[0]


def case_of(word: Word) -> str:
    """Return "he" or "she" for a word of one of the two, else nothing."""
    return _CASES.get(stem(word.lower), "")


def _genders(words: Sequence[Word]) -> Iterator[str]:
    """Yield "he" or "she" for each such word outside quotations."""
    return (case for word in words if word.quote == -1 and (case := case_of(word)))


def _most(votes: Counter[str]) -> str:
    """Return what nearly all votes are for, or nothing."""
    (pronoun, most), *_ = votes.most_common(1)
    return pronoun if most > _LEAST_SHARE * votes.total() else ""
