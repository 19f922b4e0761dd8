"""What a claim is about: how grave a wrong figure would be, and which document settles it.

Where the article itself names a body that holds such documents, that body is named: "NATO annual
report, defence expenditure"; otherwise the kind of body.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.text.remembered import remembered
from pipeline.text.words import WordLists, whole_words

_LIFE = whole_words(
    r"killed|dead|deaths?|died|dies|die|wounded|injured|injur(?:y|ies)|casualt\w+|murder\w*|war|attack\w*|"
    r"missiles?|airstrikes?|bomb\w*|invasion|troops|victims?|famine|hunger|epidemic|outbreak|nuclear|cancer|"
    r"suicides?|overdose\w*|drown\w*|disease|infections?|toxic|unsafe|earthquake|wildfires?|floods?"
)
_PUBLIC = whole_words(
    r"tax\w*|budget|deficit|debt|spend\w*|benefits?|pension\w*|wages?|pay|prices?|inflation|rents?|"
    r"jobs?|unemploy\w*|econom\w+|health\w*|hospitals?|patients?|vaccin\w*|drugs?|trial|schools?|pupils?|crimes?|"
    r"police|prison\w*|court|fraud|corrupt\w*|elections?|vot\w+|migra\w+|immigra\w+|refugees?|asylum|emissions?|"
    r"climate|pollut\w+|defen[cs]es?|military|homes?|housing|homeless\w*|poverty|poor|energy|electricity|power|"
    r"water|borrow\w*|loan|levy|sanctions?|tariffs?|public|federal|law|rights?|households?|energy|care|insurance|"
    "borders?|weapons?|army|drones?|tanks|artillery|ammunition"
)


def consequence(noun: str, claim: str) -> tuple[float, str]:
    """Return from 0 to 1 how grave a wrong figure would be, and why; what it counts is looked at first."""
    (of_life, of_public), (in_life, in_public) = _subjects_in(noun), _subjects_in(claim)
    if found := of_life or in_life:
        return 1, f"it is a matter of life and death (“{found}”)"
    if found := of_public or in_public:
        return 0.7, f"it is a public matter (“{found}”)"
    return 0.25, "no subject of public harm was recognised"


@remembered  # the figures of a sentence often stand in one claim
def _subjects_in(words: str) -> tuple[str | None, str | None]:
    """Return the first word of life and death, and the first of what is public."""
    life, public = _LIFE.search(words), _PUBLIC.search(words)
    return life and life[0], public and public[0]


class Subject(NamedTuple):
    """What a claim may be about, and what settles it."""

    words: str
    holders: re.Pattern[str] | None
    """The bodies which, where the article names one, hold the document; None: always `holder`."""
    holder: str
    document: str
    setting: re.Pattern[str] | None = None
    """What the whole claim must speak of, where the words of the figure are not enough."""


def _subject(
    words: str, holders: str | None, holder: str, document: str, setting: str | None = None
) -> Subject:
    return Subject(words, _words(holders), holder, document, _words(setting))


def _words(alternatives: str | None) -> re.Pattern[str] | None:
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE) if alternatives else None


_STATISTICS = r"statistic\w*|census|eurostat|labou?r statistics"
_COUNCIL = r"council|parliament|senate|congress|assembly|board|committee|city|town"
_COMPANY = r"company|group|airline|bank|firm|inc|corp|plc|ltd"

# The first that fits decides, so what is narrow stands before what is wide.
SUBJECTS = (
    _subject(r"voted?|votes? (?:for|against)|abstain\w*|ayes?|council members?", _COUNCIL, "council", "minutes of the vote"),
    _subject(r"elections?|ballots?|turnout|polling stations?|seats in parliament|constituenc\w+", r"elect\w+ (?:authority|commission|office)", "election authority", "final count"),
    _subject(r"polls?|polled|respondents|surveyed", None, "the pollster", "published tables, with sample, dates and wording"),
    _subject(r"trial|study|participants?|patients? in|placebo|relative risk|confidence interval|randomi[sz]ed", None, "the study itself", "tables of results, and its registration"),
    _subject(r"defen[cs]e (?:spending|budgets?|expenditure|investment)|military (?:spending|budgets?|expenditure|investment)|spending benchmark|of GDP(?<=\w% of GDP)|spending to", r"nato|defen[cs]e ministry|ministry of defen[cs]e", "defence ministry", "annual report, defence expenditure"),
    _subject(r"shot down|intercepted|drones?|projectiles|airstrikes?|shelling", r"air force|air defen[cs]e\w*(?: forces)?|army|defen[cs]e ministry|ministry of defen[cs]e", "air force of the country named", "daily count of launches and interceptions, beside an independent tally"),
    _subject(r"tanks?|armou?red vehicles?|artillery|shells|ammunition|missiles?|jets?|warships?|three months|year", None, "an independent military balance", "estimates of arms production, beside what the speaker rests on", r"(?:produc\w+|roll(?:s|ed|ing)? out|manufactur\w+|factor(?:y|ies)|turns? out).*(?:tanks?|ammunition|artillery|missiles?|weapons|shells)|(?:ammunition|tanks|weapons|missiles).*produc\w+"),
    _subject(r"tanks?|armou?red|artillery|shells|ammunition|fighter jets?|F-\d+|warplanes?|warships?|arsenal|munitions|missiles?|air defen[cs]es?|missile defen[cs]es?", r"nato|defen[cs]e ministry|ministry of defen[cs]e", "defence ministry", "capability targets or procurement record, beside an independent military balance"),
    _subject(r"killed|dead|deaths?|died|wounded|injured|casualt\w+|victims", r"police|hospital|ministry of health|health ministry|army|coroner", "police, hospitals or coroner", "casualty count, with date and time"),
    _subject(r"unemploy\w*|jobless\w*|labou?r force|employment rate", _STATISTICS, "statistics office", "labour force survey"),
    _subject(r"inflation|consumer prices|cost of living|price index", _STATISTICS, "statistics office", "consumer price index"),
    _subject(r"GDP|gross domestic product|economic (?:growth|output)|economy (?:grew|shrank)", _STATISTICS, "statistics office", "national accounts"),
    _subject(r"exports?|imports?|trade (?:deficit|surplus|balance)|tariffs?", rf"{_STATISTICS}|customs", "statistics or customs office", "foreign trade figures"),
    _subject(r"revenue|profits?|earnings|sales|turnover|shares?|dividend|takeover|shareholders?", _COMPANY, "the company", "annual report or stock-exchange filing"),
    _subject(r"laid off|lay-?offs?|job cuts|redundan\w+|jobs", _COMPANY, "the employer", "filing or notice of the jobs, and payroll figures"),
    _subject(r"sentenced|convicted|fined?|lawsuit|court|charged with|verdict|damages|prison", r"court|tribunal|prosecutors", "court", "record of the case"),
    _subject(r"crimes?|murders?|robber\w+|burglar\w+|arrest\w*|thefts?", r"police|ministry of the interior|interior ministry", "police", "recorded-crime statistics"),
    _subject(r"hospitals?|patients?|vaccin\w*|infections?|cases of|outbreak|disease|epidemic|surger\w+|waiting list", r"ministry of health|health (?:ministry|authority|service|agency|department|fund)|WHO|NHS", "health authority", "surveillance or hospital statistics"),
    _subject(r"rainfall|rain|snow|temperature|degrees|winds?|storm|hurricane|heatwave|drought|flood\w*", r"weather|meteorolog\w*", "weather service", "station records"),
    _subject(r"emissions?|carbon|greenhouse|pollution|air quality", r"environment\w* (?:agency|ministry)|EPA", "environment agency", "emissions inventory"),
    _subject(r"schools?|pupils?|students?|teachers?|exam\w*|universit\w+", r"education (?:ministry|department)|ministry of education|university", "education ministry", "school statistics"),
    _subject(r"migra\w+|refugees?|asylum|border crossings?", r"UNHCR|IOM|interior ministry|immigration \w+|border \w+", "immigration authority", "register of arrivals and applications"),
    _subject(r"costs?|borrowing|payment|loss", r"treasury|finance ministry|ministry of finance|council|fund|authority|ministry|department", "whoever pays", "contract, budget line or accounts"),
    _subject(r"interest rate|borrow\w*|debt|deficit|loan|grant|reserves|budget|levy|tax\w*|public money|subsid\w+", r"treasury|finance ministry|ministry of finance|council|port authority|city", "finance department", "budget and accounts"),
    _subject(r"rents?|homes?|housing|households?|mortgages?|house prices", rf"{_STATISTICS}|housing \w+", "statistics office", "housing or household survey"),
    _subject(r"population|people live|residents|birth rate|births|census|aged? \d+", _STATISTICS, "statistics office", "population register or census"),
    _subject(r"cargo|freight|tonnes of|passengers?|flights?|port|wharves|ships?|vessels?", r"(?:port|harbou?r|rail|aviation|airport) (?:authority|agency|operator)|airline", "port or transport authority", "traffic statistics or inspection report"),
    _subject(r"electricity|power|megawatts?|gas|oil|barrels?|energy|grid", r"grid operator|energy \w+|OPEC|IEA", "grid operator or energy agency", "operating data"),
    _subject(r"protest\w*|marched|crowd|demonstrat\w+|rally|attended|meeting", r"police|organi[sz]ers", "police and organisers", "counts, each with its method"),
    _subject(r"wages?|salar\w+|pay rise|pensions?|benefits?", _STATISTICS, "statistics office", "earnings survey"),
)  # fmt: skip


_DETERMINER = re.compile(r"^(?:the|an?|its|their) ", re.IGNORECASE)


def subject_of(figure: str, claim: str) -> Subject | None:
    """Return the subject of a figure by its own words, or by those of its claim; None if unknown."""
    found = (_first_in(words, claim) for words in (figure, claim))
    return next((SUBJECTS[at] for at in found if at is not None), None)


def _first_in(words: str, claim: str) -> int | None:
    """Return the place of the first subject that some words of a claim are of."""
    at = _word_lists(frozenset()).first_in(words)
    # The settings are looked for only where a subject that needs one would be the first.
    if at not in _SETTINGS or _SETTINGS[at].search(claim):
        return at
    unset = frozenset(at for at, form in _SETTINGS.items() if not form.search(claim))
    return _word_lists(unset).first_in(words)


_SETTINGS = {at: each.setting for at, each in enumerate(SUBJECTS) if each.setting}


@lru_cache(maxsize=8)  # one setting allows two
def _word_lists(unset: frozenset[int]) -> WordLists:
    """Return the words of all subjects but those whose setting is missing."""
    return WordLists(["" if at in unset else each.words for at, each in enumerate(SUBJECTS)])


def document_held(subject: Subject, bodies: tuple[str, ...]) -> str:
    """Return the document with who holds it: the first of the bodies that does, or the kind of body."""
    held = (body for body in bodies if subject.holders and subject.holders.search(body))
    named = next(held, None)
    holder = _DETERMINER.sub("", named) if named else subject.holder
    joiner = " " if holder.isupper() else ": "
    return f"{holder}{joiner}{subject.document}"
