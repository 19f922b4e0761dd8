"""The people of an article, so that "the mayor" and "Rossi" are one.

A role is taken only where the article writes it beside the name: "Mayor Maria Rossi", "Maria Rossi,
the mayor,", "the treasurer, Ansel Quist".
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.text.attribution_candidates import Line, capital_runs, read_lines
from pipeline.text.attribution_cues import DETERMINERS, RELATIVE
from pipeline.text.attribution_phrases import Word
from pipeline.text.remembered import remembered
from pipeline.text.source_kinds import (
    PRONOUN_OF,
    RANKS,
    TITLES,
    Person,
    is_body,
    is_full_name,
    is_outlet,
    is_role,
    office_of,
    person_in,
    surname,
)
from schemas import Article

_NAME_WORD = re.compile(r"[\w-]{1,40}")
_REACH = 14  # words of an apposition


@dataclass(frozen=True)
class People:
    """The people that an article names."""

    named: tuple[Person, ...]
    """Those that it names in full."""
    pronouns: Mapping[str, str]
    """Each surname with "he" or "she" where a title tells, else with nothing."""

    def who(self, said_by: str) -> Person | None:
        """Return who a speaker is, by name, surname or office; None where that is nobody's name."""
        words = said_by.split()
        office = office_of(words)
        if office:
            holders = self._by_office.get(office.lower(), [])
            return holders[0] if len(holders) == 1 else None
        person = person_in(words)
        if person is None or is_body(person.name) or is_outlet(said_by):
            return None
        known = self._called(person.name)
        role = person.role or (known.role if known else None)
        articled = words[0].lower() in DETERMINERS
        if (articled and not person.role) or not (known or role or is_full_name(person.name)):
            return None
        return Person(known.name if known else person.name, role)

    def named_in(self, text: str) -> tuple[Person, ...]:
        """Return the people that a text names, by full name or surname, as it names them.

        Of those who share a surname, the first two: that tells that it may mean more than one.
        """
        words = dict.fromkeys(_NAME_WORD.findall(text))
        return tuple(person for word in words for person in self._by_surname.get(word, ())[:2])

    @cached_property
    def _by_surname(self) -> dict[str, list[Person]]:
        bearers: dict[str, list[Person]] = {}
        for person in self.named:
            last = surname(person.name)
            if person.name.endswith(last):  # "Quist" alone is not Ansel Quist Jr.
                bearers.setdefault(last, []).append(person)
        return bearers

    @cached_property
    def _by_name(self) -> dict[str, Person]:
        return {person.name: person for person in self.named}

    @cached_property
    def _by_office(self) -> dict[str, list[Person]]:
        """The holders of each office: "treasurer" is "city treasurer", and not the reverse."""
        holders: dict[str, list[Person]] = {}
        for person in self.named:
            words = (person.role or "").lower().split(" of ")[0].split(" ")
            for at in range(len(words)):
                holders.setdefault(" ".join(words[at:]), []).append(person)
        return holders

    def _called(self, name: str) -> Person | None:
        """Return the one person of this name or surname."""
        bearers = self._by_surname.get(surname(name), [])
        alone = bearers[0] if len(bearers) == 1 else None
        return self._by_name.get(name, alone)


@remembered  # who speaks is asked, and then a draft, sweep and worklist
def people(article: Article) -> People:
    """Return the people of an article, in the order in which they are first named.

    A name with capitals is a person's where a title or role stands beside it, or where its last
    word stands elsewhere alone.
    """
    runs = [
        (line, run, line.text(*run, article.reading_text).removesuffix("’s").removesuffix("'s"))
        for line in read_lines(article)
        for run in capital_runs(line)
    ]
    alone = {written for _, _, written in runs if " " not in written}
    roles: dict[str, str | None] = {}
    pronouns: dict[str, str] = {}
    for line, (start, end), written in runs:
        title = written.partition(" ")[0].lower().rstrip(".")
        person = person_in(written.split())
        if person is None or is_body(person.name):
            continue
        full = " " in person.name  # not "Instead, the mayor spoke"
        articled = start > 0 and line.words[start - 1].lower in DETERMINERS  # "the Rolling Stones"
        behind = _role_behind(line, end, article.reading_text) if full else None
        role = person.role or _role_before(line, start) or behind
        last = surname(person.name)
        if role or title in TITLES or (full and not articled and last in alone):
            pronouns[last] = PRONOUN_OF.get(title) or pronouns.get(last, "")
            roles[person.name] = roles.get(person.name) or role
    named = (Person(*named) for named in roles.items() if is_full_name(named[0]))
    return People(_each_once(named), pronouns)


def _each_once(named: Iterable[Person]) -> tuple[Person, ...]:
    """Return people each once: "Donor Ansel P. Quist" and "Ansel Quist" are one, the shorter.

    Of the 21 such pairs in 2,458 articles all are, and of six in which one is "Jr." one.
    """
    found: list[Person] = []
    for person in named:
        at = next((n for n, one in enumerate(found) if _is_same(one.name, person.name)), len(found))
        before = found[at : at + 1]
        name = min((one.name for one in (*before, person)), key=len)
        role = next((one.role for one in (*before, person) if one.role), None)
        found[at : at + 1] = [Person(name, role)]
    return tuple(found)


def _is_same(name: str, other: str) -> bool:
    """Return whether one of two names with the same end has all words of the other."""
    words, others = name.split(), other.split()
    nested = {*words} <= {*others} or {*others} <= {*words}
    return nested and words[-1] == others[-1]


def _role_before(line: Line, start: int) -> str | None:
    """Return the role of "former mayor Maria Rossi", or of "the mayor, Maria Rossi"."""
    words, end = line.words, start
    if end and words[end - 1].text == ",":
        end -= 1
    if not end or not is_role(words[end - 1].text):
        return None
    first = end - 1
    beside = end == start
    while first and end - first < _REACH and (_may_open_role(words[first - 1]) or not beside):
        if words[first - 1].lower in DETERMINERS:
            break
        first -= 1
    told = [word.text for word in words[first:end]]
    if beside:
        return " ".join(told)
    articled = first > 0 and words[first - 1].lower in DETERMINERS
    return office_of(told, needs_article=False) if articled else None


def _may_open_role(word: Word) -> bool:
    """Return whether a word before one for a role belongs to it: "former", "NAACP"."""
    return word.lower in RANKS or (word.is_capital and not word.is_border)


def _role_behind(line: Line, end: int, text: str) -> str | None:
    """Return the role of "Maria Rossi, 52, the mayor of Brenmoor, spoke"."""
    words = line.words
    if end < len(words) and words[end].text == ".":  # "Ansel Quist Jr., the judge"
        end += 1
    if end + 1 >= len(words) or words[end].text != ",":
        return None
    start = end + 1
    if words[start].text.isdigit() and words[start + 1 : start + 2]:
        start += 2
    stop = start
    while stop < min(len(words), start + _REACH) and not (
        words[stop].is_border or words[stop].text == "." or words[stop].lower in RELATIVE
    ):
        stop += 1
    told = line.text(start, stop, text).split() if start < stop else []
    office = office_of(told, needs_article=False)
    if office is None or stop - start == _REACH:
        return office
    return " ".join(told[int(told[0].lower() in DETERMINERS) :])
