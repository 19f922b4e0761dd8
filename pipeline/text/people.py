"""The people of an article: who is called what, so that "the mayor" and "Rossi" are one person.

A role is taken only where the article writes it beside the name: "Mayor Maria Rossi", "Maria Rossi,
the mayor,", "the treasurer, Ansel Quist". Words that can be a role are a table, for a comma alone
does not tell "the mayor, Maria Rossi" from "in the city, Maria Rossi".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipeline.text.bodies import is_body
from pipeline.text.remembered import remembered
from pipeline.text.voice import speaker
from pipeline.text.words import any_of
from schemas import Article

_ROLE_WORDS = (
    "secretary[- ]general|president|vice president|prime minister|minister|secretary|chancellor|mayor|"
    "governor|senator|congress(?:man|woman)|lawmaker|legislator|councill?or|council member|member|"
    "commissioner|ambassador|envoy|king|queen|prince|princess|pope|bishop|archbishop|rabbi|imam|"
    "general|admiral|colonel|major|captain|commander|sheriff|judge|justice|prosecutor|attorney|lawyer|"
    "chief executive|chief|head|leader|chair(?:man|woman|person)?|director|manager|boss|owner|founder|"
    "treasurer|spokes(?:man|woman|person)|economist|analyst|statistician|scientist|researcher|professor|"
    "author|co-author|historian|epidemiologist|virologist|physicist|doctor|nurse|surgeon|teacher|farmer|"
    "engineer|inspector|officer|official|superintendent|detective|coach|trainer|captain|candidate|"
    "resident|driver|student|activist|campaigner|organi[sz]er|adviser|advisor|strategist|investigator|"
    "ombudsman|auditor|registrar|principal|dean|curator|architect|meteorologist|geologist|biologist|controller|coordinator|forecaster|broker|producer|publisher|pilot"
)
_ROLE_WORD = any_of(_ROLE_WORDS)
# Nearly all sentences have no role, and few of those that do have one right before a name.
_HAS_ROLE = re.compile(rf"\b{_ROLE_WORD}")
_HAS_TITLE = re.compile(rf"\b{_ROLE_WORD} [A-Z]")
_RANK = any_of("deputy|former|acting|vice|lead|interim")
_SHORT_TITLES = r"(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Sir|Dame|Lord|Lady)\b\.?"
_ARTICLES = any_of("the|an?|its|their|his|her|one of the")
_NAME = (
    r"[A-Z][\w’'-]{1,40}(?: (?:de|da|van|von|der|bin|al|[A-Z][\w’'-]{1,40}|[A-Z]\.)){0,3}(?<![’']s)"
)
_ROLE = rf"(?:[\w’'-]{{1,40}} ){{0,4}}?{_ROLE_WORD}s?"
_BEFORE = re.compile(
    rf"\b(?=\w)(?:{_SHORT_TITLES} )?(?P<role>(?:{_RANK} )?(?:[A-Z][\w’'-]{{1,40}} )?{_ROLE_WORD})"
    rf" (?P<name>{_NAME})"
)
_BEHIND = re.compile(
    rf"\b(?P<name>{_NAME}), (?:\d\d, )?(?:{_ARTICLES} )?(?P<role>{_ROLE}(?: (?:of|at|for|in) [^,;.“”()]{{1,50}}?)?)"
    r"(?=[,;.”)]| (?:who|whose|said|told)\b|$)"
)
_AHEAD = re.compile(rf"\b(?:{_ARTICLES}) (?P<role>{_ROLE}), (?P<name>{_NAME})(?=[,;.”]|$| said\b)")
_TITLED = re.compile(
    rf"(?:{_ARTICLES} )?(?:{_SHORT_TITLES} )?(?:(?P<role>(?:[\w’'-]{{1,40}} ){{0,3}}?{_ROLE_WORD}) )?(?P<name>{_NAME})"
)
_OF_BODY = re.compile(r"(?<=[a-z]) (?:of|at|from|for) (?:the )?[A-Z].*$")
_OFFICE = re.compile(rf"{_ARTICLES} (?P<role>{_ROLE})(?: (?:of|at|for|in) .+)?", re.IGNORECASE)
_TITLE_FIRST = re.compile(rf"^{_SHORT_TITLES} ")
_ARTICLE_FIRST = re.compile(rf"^{_ARTICLES} ")
_WORD = re.compile(r"[\w-]{1,40}")
_ROLE_ALONE = re.compile(rf"{_ROLE_WORD}s?", re.IGNORECASE)


class Person(NamedTuple):
    """A name in its fullest form in the article, and the role that stands beside it, or None."""

    name: str
    role: str | None


@dataclass(frozen=True)
class People:
    """The people that an article names in full or gives a role."""

    named: tuple[Person, ...]

    def who(self, said_by: str) -> Person | None:
        """Return who a speaker is, by name, surname or office; None where that is nobody's name."""
        titled = _TITLED.fullmatch(_OF_BODY.sub("", said_by))
        if titled and not _ROLE_ALONE.fullmatch(titled["name"]) and not is_body(titled["name"]):
            known = self._called(titled["name"])
            role = titled["role"] or (known.role if known else None)
            if known is None and role is None and not _is_full_name(titled["name"]):
                return None
            return Person(known.name if known else titled["name"], role)
        office = _OFFICE.fullmatch(said_by)
        if office is None:
            return None
        holders = [p for p in self.named if _same_role(p.role, office["role"])]
        return holders[0] if len(holders) == 1 else None

    def named_in(self, text: str) -> tuple[Person, ...]:
        """Return the people that a text names, by full name or surname, as it names them."""
        words = dict.fromkeys(_WORD.findall(text))
        return tuple(person for word in words for person in self._by_surname.get(word, ()))

    @cached_property
    def _by_surname(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for person in self.named:
            found.setdefault(_surname(person.name), []).append(person)
        return found

    def _called(self, name: str) -> Person | None:
        """Return the one person of this name or surname."""
        found = self._by_surname.get(_surname(name), [])
        return next((p for p in found if p.name == name), found[0] if len(found) == 1 else None)


def people(article: Article) -> People:
    """Return the people of an article, in the order in which they are first given a role."""
    roles: dict[str, str | None] = {}
    for sentence in article.prose:
        text = article.plain(sentence.span)
        for person in (*_people_in(text), *_speaker_of(text)):
            roles[person.name] = roles.get(person.name) or person.role
    return People(tuple(Person(*each) for each in roles.items() if _is_full_name(each[0])))


def is_office(said_by: str) -> bool:
    """Return whether a speaker is a person by office alone: "the mayor", "a council member"."""
    return bool(_OFFICE.fullmatch(said_by))


@remembered  # a draft asks, and then the worklist
def _people_in(text: str) -> tuple[Person, ...]:
    patterns = tuple(_may_fit(text))
    return tuple(
        Person(_TITLE_FIRST.sub("", found["name"]), _ARTICLE_FIRST.sub("", found["role"]).strip())
        for pattern in patterns
        for found in pattern.finditer(text)
    )


def _may_fit(text: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns for a person that need not be ruled out."""
    if _HAS_ROLE.search(text):
        if _HAS_TITLE.search(text):
            yield _BEFORE
        if ", " in text:
            yield from (_BEHIND, _AHEAD)


def _speaker_of(text: str) -> Iterator[Person]:
    """Yield who speaks in the sentence, where that is a full name alone."""
    who = speaker(text)
    titled = _TITLED.fullmatch(who or "")
    if titled:
        yield Person(titled["name"], titled["role"])


def _surname(name: str) -> str:
    return name.rpartition(" ")[2]


def _is_full_name(name: str) -> bool:
    return " " in name and not name.startswith("The ") and not is_body(name)


def _same_role(one: str | None, other: str) -> bool:
    """Return whether two roles end in the same office: "city treasurer", "treasurer"."""
    mine, its = (one or "").lower().split(" of ")[0], other.lower()
    return bool(mine) and (mine == its or mine.endswith(" " + its) or its.endswith(" " + mine))
