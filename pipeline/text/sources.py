"""What kind of source a speaker is: a person, nameless people, a document, a body, a newsroom."""

import re

from pipeline.text.bodies import is_body
from pipeline.text.people import Person, is_office
from pipeline.text.words import whole_words
from schemas import SourceKind

_NAMELESS = whole_words(
    "officials?|sources?|experts?|critics|supporters|opponents|some|many|people|those|insiders?|aides?|"
    "diplomats?|analysts|observers|residents|witness(?:es)?|neighbou?rs|locals|scientists|researchers|"
    "economists|doctors|workers|employees|farmers|traders|investors|lawmakers|activists|authors|leaders"
)
_UNNAMED = re.compile(
    r"\b(?:asked not to be (?:named|identified)|on condition of anonymity|declined to be (?:named|identified)|"
    r"spoke anonymously|not authori[sz]ed to speak|familiar with the)\b"
)
_DOCUMENT = whole_words(
    "reports?|stud(?:y|ies)|surveys?|polls?|data|figures|statistics|statement|documents?|filings?|"
    "papers|census|audits?|reviews?|minutes|records|accounts|analysis|letter|memo|indictment|verdict|"
    "ruling|index|estimates?|budget|prospectus|trial|bulletin|transcript"
)
_HEAD = re.compile(r"\s(?:by|of|from|on|for|at|in)\s")
_OUTLET = re.compile(
    r"\b(?:Reuters|Associated Press|AP|AFP|Agence France-Presse|BBC|CNN|Bloomberg|Xinhua|TASS|dpa|Al Jazeera|"
    r"Axios|Politico|Fox News|NBC|CBS|ABC News|Sky News|NPR|(?:\w+ )?(?:Times|Post|Courier|Herald|Tribune|Gazette|"
    r"Guardian|Telegraph|Observer|Chronicle|Daily \w+|Wall Street Journal|Radio|Television|TV))\b"
    r"|\b(?:news agency|newspapers?|broadcaster|local media|state media|media reports)\b"
)
_INDEPENDENT = whole_words(
    r"statistic\w*|court|census|audit\w*|weather|meteorolog\w*|geological|electoral|election (?:authority|"
    "commission|office)|university|college|ombudsman|central bank|watchdog"
)


def source_kind(speaker: str | None, person: Person | None, sentence: str) -> SourceKind:
    """Return what kind of source a speaker is; `person` is who that is, where it is a person.

    A single name that nobody bears, such as "Kyiv" or "Tesla", is taken for a body.
    """
    if speaker is None:
        return SourceKind.NONE
    if person is not None:
        return SourceKind.NAMED
    if _UNNAMED.search(sentence):
        return SourceKind.ANONYMOUS
    if _OUTLET.search(speaker):
        return SourceKind.OUTLET
    head = _HEAD.split(speaker, maxsplit=1)[0]
    if _DOCUMENT.search(head) and not is_body(head.rpartition(" ")[2]):
        return SourceKind.DOCUMENT
    if _NAMELESS.search(speaker) and not is_body(speaker.rpartition(" ")[2]):
        return SourceKind.ANONYMOUS
    return SourceKind.BODY if _is_body(speaker) else SourceKind.NAMED


def is_independent(speaker: str) -> bool:
    """Return whether a body counts or judges for its living: a statistics office, a court."""
    return bool(_INDEPENDENT.search(speaker))


def _is_body(speaker: str) -> bool:
    return bool(
        is_body(speaker)
        or is_office(speaker)
        or speaker[:1].islower()
        or " " not in speaker
        or speaker.lower().startswith("the ")
    )
