"""What a claim is about: how grave a wrong figure would be, and which document settles it.

Where the article itself names a body that holds such documents, that body is named: "NATO annual
report, defence expenditure"; otherwise the kind of body.
"""

import re
from typing import NamedTuple

from pipeline.text.remembered import remembered
from pipeline.text.words import WordLists, whole_words

_LIFE = whole_words(
    r"killed|dead|deaths?|died|dies|die|wounded|injured|injur(?:y|ies)|casualt\w+|murder\w*|war|"
    r"attack\w*|"
    r"missiles?|airstrikes?|bomb\w*|invasion|troops|victims?|famine|hunger|epidemic|outbreak|"
    r"nuclear|cancer|"
    r"suicides?|overdose\w*|drown\w*|disease|infections?|toxic|unsafe|earthquake|wildfires?|floods?"
)
_PUBLIC = whole_words(
    r"tax\w*|budget|deficit|debt|spend\w*|benefits?|pension\w*|wages?|pay|prices?|inflation|rents?|"
    r"jobs?|unemploy\w*|econom\w+|health\w*|hospitals?|patients?|vaccin\w*|drugs?|trial|schools?|"
    r"pupils?|crimes?|"
    r"police|prison\w*|court|fraud|corrupt\w*|elections?|vot\w+|migra\w+|immigra\w+|refugees?|"
    r"asylum|emissions?|"
    r"climate|pollut\w+|defen[cs]es?|military|homes?|housing|homeless\w*|poverty|poor|energy|"
    r"electricity|power|"
    r"water|borrow\w*|loan|levy|sanctions?|tariffs?|public|federal|law|rights?|households?|energy|"
    r"care|insurance|"
    "borders?|weapons?|army|drones?|tanks|ammunition"
)


def consequence(noun: str, claim: str) -> tuple[float, str]:
    """Return from 0 to 1 how grave a wrong figure would be, and why; its noun decides first."""
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


def _subject(words: str, holders: str | None, holder: str, document: str) -> Subject:
    pattern = re.compile(rf"\b(?:{holders})\b", re.IGNORECASE) if holders else None
    return Subject(words, pattern, holder, document)


_STATISTICS = r"statistic\w*|census|labou?r statistics"
_COUNCIL = r"council|parliament|senate|congress|assembly|board|committee|city|town"
_COMPANY = r"company|group|airline|bank|firm|inc|corp|ltd"

# The first that fits decides, so what is narrow stands before what is wide.
SUBJECTS = (
    _subject(
        r"voted?|votes? (?:for|against)|abstain\w*|council members?",
        _COUNCIL,
        "council",
        "minutes of the vote",
    ),
    _subject(
        r"elections?|ballots?|turnout|polling stations?|constituenc\w+",
        r"elect\w+ (?:authority|commission|office)",
        "election authority",
        "final count",
    ),
    _subject(
        r"polls?|polled|respondents|surveyed",
        None,
        "the pollster",
        "published tables, with sample, dates and wording",
    ),
    _subject(
        (
            r"trial|study|participants?|patients? in|placebo|relative risk|confidence interval|"
            r"randomi[sz]ed"
        ),
        None,
        "the study itself",
        "tables of results, and its registration",
    ),
    _subject(
        (
            r"defen[cs]e (?:spending|budgets?|expenditure|investment)|military (?:spending|"
            r"budgets?|"
            r"expenditure|investment)|of GDP(?<=\w% of GDP)|spending to"
        ),
        r"nato|defen[cs]e ministry",
        "defence ministry",
        "annual report, defence expenditure",
    ),
    _subject(
        r"shot down|intercepted|drones?|airstrikes?|shelling",
        r"air force|air defen[cs]e\w*(?: forces)?|army|defen[cs]e ministry",
        "air force of the country named",
        "daily count of launches and interceptions, beside an independent tally",
    ),
    _subject(
        (
            r"tanks?|armou?red|shells|ammunition|fighter jets?|F-\d+|warplanes?|warships?|arsenal|"
            r"munitions|missiles?|air defen[cs]es?|missile defen[cs]es?"
        ),
        r"nato|defen[cs]e ministry",
        "defence ministry",
        "capability targets or procurement record, beside an independent military balance",
    ),
    _subject(
        r"killed|dead|deaths?|died|wounded|injured|casualt\w+|victims",
        r"police|hospital|ministry of health|health ministry|army|coroner",
        "police, hospitals or coroner",
        "casualty count, with date and time",
    ),
    _subject(r"unemploy\w*|jobless\w*", _STATISTICS, "statistics office", "labour force survey"),
    _subject(r"inflation", _STATISTICS, "statistics office", "consumer price index"),
    _subject(
        r"GDP|gross domestic product|economic (?:growth|output)|economy (?:grew|shrank)",
        _STATISTICS,
        "statistics office",
        "national accounts",
    ),
    _subject(
        r"exports?|imports?|trade (?:deficit|surplus|balance)|tariffs?",
        rf"{_STATISTICS}|customs",
        "statistics or customs office",
        "foreign trade figures",
    ),
    _subject(
        r"revenue|profits?|earnings|sales|shares?|dividend|takeover|shareholders?",
        _COMPANY,
        "the company",
        "annual report or stock-exchange filing",
    ),
    _subject(
        r"laid off|lay-?offs?|job cuts|jobs",
        _COMPANY,
        "the employer",
        "filing or notice of the jobs, and payroll figures",
    ),
    _subject(
        r"sentenced|convicted|fined?|lawsuit|court|charged with|verdict|damages|prison",
        r"court|tribunal|prosecutors",
        "court",
        "record of the case",
    ),
    _subject(
        r"crimes?|murders?|robber\w+|burglar\w+|arrest\w*|thefts?",
        r"police|ministry of the interior|interior ministry",
        "police",
        "recorded-crime statistics",
    ),
    _subject(
        r"hospitals?|patients?|vaccin\w*|infections?|cases of|outbreak|disease|epidemic|surger\w+",
        r"ministry of health|health (?:ministry|authority|service|agency|department|fund)|WHO|NHS",
        "health authority",
        "surveillance or hospital statistics",
    ),
    _subject(
        r"rainfall|rain|snow|temperature|degrees|winds?|storm|hurricane|drought|flood\w*",
        r"weather|meteorolog\w*",
        "weather service",
        "station records",
    ),
    _subject(
        r"emissions?|carbon|greenhouse|pollution",
        r"environment\w* (?:agency|ministry)|EPA",
        "environment agency",
        "emissions inventory",
    ),
    _subject(
        r"schools?|pupils?|students?|teachers?|exam\w*|universit\w+",
        r"education (?:ministry|department)|ministry of education|university",
        "education ministry",
        "school statistics",
    ),
    _subject(
        r"migra\w+|refugees?|asylum",
        r"interior ministry|immigration \w+|border \w+",
        "immigration authority",
        "register of arrivals and applications",
    ),
    _subject(
        r"costs?|borrowing|payment|loss",
        r"treasury|finance ministry|ministry of finance|council|fund|authority|ministry|department",
        "whoever pays",
        "contract, budget line or accounts",
    ),
    _subject(
        r"interest rate|borrow\w*|debt|deficit|loan|grant|reserves|budget|levy|tax\w*|subsid\w+",
        r"treasury|finance ministry|ministry of finance|council|port authority|city",
        "finance department",
        "budget and accounts",
    ),
    _subject(
        r"rents?|homes?|housing|households?|mortgages?",
        rf"{_STATISTICS}|housing \w+",
        "statistics office",
        "housing or household survey",
    ),
    _subject(
        r"population|people live|residents|birth rate|births|census|aged? \d+",
        _STATISTICS,
        "statistics office",
        "population register or census",
    ),
    _subject(
        r"cargo|freight|tonnes of|passengers?|flights?|port|ships?|vessels?",
        r"(?:port|harbou?r|rail|aviation|airport) (?:authority|agency|operator)|airline",
        "port or transport authority",
        "traffic statistics or inspection report",
    ),
    _subject(
        r"electricity|power|gas|oil|barrels?|energy|grid",
        r"grid operator|energy \w+|IEA",
        "grid operator or energy agency",
        "operating data",
    ),
    _subject(
        r"protest\w*|marched|crowd|demonstrat\w+|rally|attended|meeting",
        r"police|organi[sz]ers",
        "police and organisers",
        "counts, each with its method",
    ),
    _subject(
        r"wages?|salar\w+|pensions?|benefits?", _STATISTICS, "statistics office", "earnings survey"
    ),
)


_SUBJECT_WORDS = WordLists([subject.words for subject in SUBJECTS])
_DETERMINER = re.compile(r"^(?:the|an?|its|their) ", re.IGNORECASE)


def subject_of(figure: str, claim: str) -> Subject | None:
    """Return the subject of a figure by its own words, else by its claim's; None if unknown."""
    places = (_SUBJECT_WORDS.first_in(words) for words in (figure, claim))
    return next((SUBJECTS[place] for place in places if place is not None), None)


def document_held(subject: Subject, bodies: tuple[str, ...]) -> str:
    """Return the document and its holder: the first of the bodies that fits, or a kind of body."""
    held = (body for body in bodies if subject.holders and subject.holders.search(body))
    named = next(held, None)
    holder = _DETERMINER.sub("", named) if named else subject.holder
    joiner = " " if holder.isupper() else ": "
    return f"{holder}{joiner}{subject.document}"
