"""The people of an article, so that "the mayor" and "Rossi" are one; and kinds of sources.

A role is taken only where the article writes it beside the name: "Mayor Maria Rossi", "Maria Rossi,
the mayor,", "the treasurer, Ansel Quist". Words that can be a role are a table, for a comma alone
does not tell "the mayor, Maria Rossi" from "in the city, Maria Rossi".
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from pipeline.text.attribution import attributions
from pipeline.text.attribution_cues import DOCUMENTS
from pipeline.text.bodies import is_body
from pipeline.text.remembered import remembered
from pipeline.text.words import any_of
from schemas import Article, SourceKind

_ROLE_WORD = any_of(  # those that stand beside a name more than once in 870 news articles
    "secretary[- ]general|president|minister|councill?or|secretary|chancellor|mayor|governor|"
    "senator|congress(?:man|woman)|member|commissioner|ambassador|king|general|major|captain|"
    "commander|"
    "sheriff|judge|justice|prosecutor|attorney|lawyer|chief executive|chief|head|leader|"
    "chair(?:man|woman|person)?|director|manager|boss|owner|founder|treasurer|"
    "spokes(?:man|woman|person)|economist|analyst|statistician|professor|author|co-author|engineer|"
    "officer|"
    "official|detective|candidate|resident|student|activist|advis[eo]r|strategist|producer|"
    "publisher"
)
_HAS_ROLE = re.compile(rf"\b{_ROLE_WORD}")
"""Nearly all sentences have none, so that the longer patterns need not be tried."""
_RANK = any_of("deputy|former|acting|vice|lead|interim")
_SHORT_TITLES = r"(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Sir|Dame|Lord|Lady)\b\.?"
_ARTICLES = any_of("the|an?|its|their|his|her|one of the")
_NAME = (
    r"[A-Z][\w’'-]{1,40}(?: (?:de|da|van|von|der|bin|al|[A-Z][\w’'-]{1,40}|[A-Z]\.)){0,3}(?<![’']s)"
)
_ROLE = rf"(?:[\w’'-]{{1,40}} ){{0,4}}?{_ROLE_WORD}s?"
_BESIDE_A_NAME = (
    re.compile(  # Mayor Maria Rossi
        rf"\b(?=\w)(?:{_SHORT_TITLES} )?"
        rf"(?P<role>(?:{_RANK} )?(?:(?!The )[A-Z][\w’'-]{{1,40}} )?{_ROLE_WORD}) (?P<name>{_NAME})"
    ),
    re.compile(  # Maria Rossi, the mayor of Brenmoor,
        rf"\b(?:{_SHORT_TITLES} )?(?P<name>{_NAME}), (?:\d\d, )?(?:{_ARTICLES} )?"
        rf"(?P<role>{_ROLE}(?: (?:of|at|for|in) [^,;.“”()]{{1,50}}?)?)"
        r"(?=[,;.”)]| (?:who|whose|said|told)\b|$)"
    ),
    re.compile(  # the mayor, Maria Rossi,
        rf"\b(?:{_ARTICLES}) (?P<role>{_ROLE}), (?:{_SHORT_TITLES} )?"
        rf"(?P<name>{_NAME})(?=[,;.”]|$| said\b)"
    ),
)
_TITLED = re.compile(
    rf"(?:{_ARTICLES} )?(?:{_SHORT_TITLES} )?"
    rf"(?:(?P<role>(?:[\w’'-]{{1,40}} ){{0,3}}?{_ROLE_WORD}) )?(?P<name>{_NAME})"
)
_OFFICE = re.compile(rf"{_ARTICLES} (?P<role>{_ROLE})(?: (?:of|at|for|in) .+)?", re.IGNORECASE)
_NAME_WORD = re.compile(r"[\w-]{1,40}")

# Words that decide the kind of a speaker in 770 news articles.
_NAMELESS = frozenset(
    "official officials source sources expert experts some people insider insiders resident "
    "residents witness witnesses scientists researchers doctors".split()
)
_JUDGING = frozenset("statistics statistical court university college watchdog".split())
_HEAD_ENDS = frozenset("by of from on for at in".split())
_UNNAMED = re.compile(
    r"\b(?:asked not to be (?:named|identified)|on condition of anonymity|"
    r"declined to be (?:named|identified)|not authori[sz]ed to speak|familiar with the)\b"
)
_OUTLET = re.compile(
    r"\b(?:Reuters|Associated Press|AP|AFP|Agence France-Presse|BBC|CNN|Bloomberg|Xinhua|TASS|dpa|"
    r"Al Jazeera|Axios|Politico|Fox News|NBC|CBS|ABC News|Sky News|NPR|(?:\w+ )?(?:Times|Post|"
    r"Courier|Herald|Tribune|Gazette|Guardian|Telegraph|Observer|Chronicle|Daily \w+|"
    r"Wall Street Journal|Radio|Television|TV))\b"
    r"|\b(?:news agency|newspapers?|broadcaster|local media|state media|media reports)\b"
)


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
        titled = _TITLED.fullmatch(said_by)
        articled = said_by.lower().startswith(("the ", "a ", "an "))
        if titled and articled and not titled["role"]:
            return None
        if titled and not is_body(titled["name"]) and not _OUTLET.search(said_by):
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
        words = dict.fromkeys(_NAME_WORD.findall(text))
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
        for person in _people_in(text):
            roles[person.name] = roles.get(person.name) or person.role
    for said in attributions(article).items:
        titled = _TITLED.fullmatch(said.who)
        if titled:
            roles[titled["name"]] = roles.get(titled["name"]) or titled["role"]
    return People(tuple(Person(*named) for named in roles.items() if _is_full_name(named[0])))


def is_office(said_by: str) -> bool:
    """Return whether a speaker is a person by office alone: "the mayor", "a council member"."""
    return bool(_OFFICE.fullmatch(said_by))


@remembered  # a draft asks, and then the worklist
def _people_in(text: str) -> tuple[Person, ...]:
    if not _HAS_ROLE.search(text):
        return ()
    return tuple(
        Person(match["name"].strip(), match["role"].strip())
        for pattern in _BESIDE_A_NAME
        for match in pattern.finditer(text)
    )


def _surname(name: str) -> str:
    return name.rpartition(" ")[2]


def _is_full_name(name: str) -> bool:
    bare = " " in name and not name.startswith("The ")
    return bare and not is_body(name) and not _OUTLET.search(name)


def _same_role(held: str | None, spoken_of: str) -> bool:
    """Return whether two roles end in the same office: "city treasurer", "treasurer"."""
    role, office = (held or "").lower().split(" of ")[0], spoken_of.lower()
    longer, shorter = sorted((role, office), key=len, reverse=True)
    return bool(role) and (longer == shorter or longer.endswith(" " + shorter))


def source_kind(said_by: str | None, person: Person | None, sentence: str) -> SourceKind:
    """Return what kind of source a speaker is; `person` is who that is, where it is a person.

    A single name that nobody bears, such as "Kyiv" or "Tesla", is taken for a body.
    """
    if said_by is None:
        return SourceKind.NONE
    if person is not None:
        return SourceKind.NAMED
    if _UNNAMED.search(sentence):
        return SourceKind.ANONYMOUS
    if _OUTLET.search(said_by):
        return SourceKind.OUTLET
    words = said_by.lower().split()
    head = [*takewhile(lambda word: word not in _HEAD_ENDS, words)]
    if DOCUMENTS & {*head} and not is_body(head[-1]):
        return SourceKind.DOCUMENT
    if _NAMELESS & {*words} and not is_body(words[-1]):
        return SourceKind.ANONYMOUS
    return SourceKind.BODY if _is_body(said_by) else SourceKind.NAMED


def is_independent(said_by: str) -> bool:
    """Return whether a body counts or judges for its living: a statistics office, a court."""
    return not _JUDGING.isdisjoint(said_by.lower().split())


def _is_body(said_by: str) -> bool:
    return bool(
        is_body(said_by)
        or is_office(said_by)
        or said_by[:1].islower()
        or " " not in said_by
        or said_by.lower().startswith(("the ", "a ", "an "))
    )
