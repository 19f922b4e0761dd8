"""Measure: what a figure is of, of whom, for which time and from what, in the article's words.

What a number counts is its noun. Of shares, changes and amounts it is looked for in the forms of
news English that tell it in 250 news articles: "a 12 percent rise in X", "raise X by 12 percent",
"X rose 12 percent", "an X of 12 percent", "X was 12 percent".
"""

import re
from itertools import takewhile

from pipeline.stages.prioritise.figure import Figure
from pipeline.text.clauses import split_clauses
from pipeline.text.words import is_function_word
from schemas import ChangeKind, ClaimType, Measure, Part, Quantity, QuantityKind

_CHANGES = {
    QuantityKind.PERCENT: ChangeKind.RELATIVE,
    QuantityKind.PERCENTAGE_POINT: ChangeKind.POINTS,
    QuantityKind.MULTIPLIER: ChangeKind.MULTIPLE,
}
_SHARES = {QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.RATIO}
_COUNTS = {QuantityKind.COUNT, QuantityKind.VAGUE, QuantityKind.RANGE, QuantityKind.RATIO}
# A figure by itself has no change kind when it is a length of time, a rank or a name.
_AMOUNTS = {*_CHANGES, *_COUNTS, QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.DURATION}
_LEVELLED = {*_CHANGES, QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.TEMPERATURE}
"""What "X was …" gives the level of; of an age, X is a person."""

_UP_DOWN = (
    "r[io]se[sn]?|rising|fall(?:s|en|ing)?|fell|gr[eo]w(?:s|n|ing)?|increas(?:e[sd]?|ing)|"
    "declin(?:e[sd]?|ing)|drop(?:s|ped|ping)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|"
    "surg(?:e[sd]?|ing)|soar(?:s|ed|ing)?|sl[iu]d(?:es?)?|doubl(?:e[sd]?|ing)|tripl(?:e[sd]?|ing)|"
    "plung(?:e[sd]?|ing)|dip(?:s|ped)?|gain(?:s|ed)?"
)
_RAISE = "rais(?:e[sd]?|ing)|cut(?:s|ting)?|reduc(?:e[sd]?|ing)|increas(?:e[sd]?|ing)"
_CHANGE_NOUN = (
    "increase|rise|fall|drop|cut|decline|growth|jump|surge|reduction|gain|decrease|hike|slump"
)
_CHANGE_OF = re.compile(
    rf"^\s*(?:\w+\s)?(?:{_CHANGE_NOUN})s?\s(?:in|of|on|to)\s(?P<what>[^,;:.()“”\"—–]+)"
)
_RAISING = re.compile(
    rf"\b(?:{_RAISE})\s(?P<what>[^,;:()“”\"]{{3,70}}?)\s(?:by|to|from)\s(?:[a-z]+\s){{0,3}}$"
)
_VERB = re.compile(
    r"(?<!\ba)(?<!\bthe)\s(?:(?:has|have|had|will|would|could|may|also|then|be|been)\s){0,3}"
    rf"(?:(?P<moves>{_UP_DOWN})\b[^,;:]{{0,60}}|(?:is|are|was|were|be|been|stands? at|stood at|"
    r"hits?|reach(?:es|ed)?|averag(?:es|ed)|total(?:s|l?ed))(?:\s(?:now|still|about|some|only))?\s*)$"
)
_OF = re.compile(r"(?P<what>(?:[\w’'-]{1,40}\s){1,3})of(?:\s(?:up to|about|some|nearly|only))?\s*$")
_BORDER = re.compile(
    r"[,;:()“”\"]|\b(?:that|which|who|but|while|whereas|when|as|because|if|said|says|told|after|"
    r"before|where|so|and(?=\s(?:the|an?|its|their|his|her|it|they|he|she)\b))\s",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:in|on|at|by|since|during|over|for)\s(?:[A-Z][a-z]+|\d{4}|the same \w+)(?:\s\d{4})?\s"
    r"|(?:the|an?|its|their|his|her|our|my|this|these|those|such|overall|now|meanwhile|and|but|"
    r"total|also|then)\s)+",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\s(?:in|for|among|across|at|from|on|to|by|with|over|during|since|per)\s"
)
_NO_MEASURE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|must|do|does|did|be|also)\b"
    r"|\b(?:the|an?|its|their|his|her|this|that|further|sharp)$"
    rf"|^(?:{_CHANGE_NOUN}|rate|total|level|one|they|there|those|these)s?$|^\W*\w{{0,2}}\W*$",
    re.IGNORECASE,
)
_MOST_WORDS = 8

_PREDICATE = re.compile(
    r"^\s+(?:also\s|now\s)?(?P<does>(?!(?:in|of|for|at|on|to|from|by|with|and|or|who|which|that|"
    r"more|less|fewer|are|is|was|were|will|would|between|since|over|during|under|last|this|next|"
    r"before|after|as|than)\b)[a-z][\w’'-]*[^,;:.()“”\"]{2,60}?)(?=[,;:.()“”\"]|$)"
)
_PLACE = re.compile(
    r"\s(?:in|across|throughout)\s(?!(?:the\s)?(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|"
    r"Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun))(?P<place>(?:the\s)?(?:city|country|region|state|"
    r"county|town|district|world|capital|province|village|European Union|eurozone)\b|"
    r"(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_SPAN = r"(?:years?|quarters?|months?|weeks?|days?|decades?|half|season|summer|winter|spring)"
_PERIOD = re.compile(
    rf"\b(?:(?:[Ii]n|[Dd]uring|for|by|since|until|through)\s(?:(?:early|mid|late|the (?:year|"
    rf"months?) to)[\s-])?(?:{_MONTH}(?:\s\d{{4}})?|(?:19|20)\d\d(?:-\d\d)?)\b"
    rf"|(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]he (?:past|last|same|current|coming|previous))\s"
    rf"(?:(?:[a-z]+|\d+)\s)?{_SPAN}(?:\salone)?\b"
    rf"|(?:[Ii]n|[Dd]uring|for)\sthe\s(?:first|second|third|fourth|last|final)\s(?:quarter|half)"
    rf"(?:\sof\s(?:19|20)\d\d)?"
    rf"|(?:[Bb]etween|[Ff]rom)\s(?:19|20)\d\d\s(?:and|to)\s(?:19|20)\d\d"
    rf"|over(?:\sthe)?(?:\s(?:past|last|next))?\s[\w-]+\s{_SPAN}\b)"
)
_BASELINE = re.compile(
    rf"\b(?:from\s(?:the\s)?(?P<figure>[^,;.]{{0,12}}\d(?:[^,;:()]|"
    rf"(?<=\d),(?=\d))*?)(?=[,;.]?$|[,;](?!\d)|\sto\s|\sin\sthe|\.\s)"
    rf"|(?P<back>(?:a|one|two|three|five|ten|\d+)\s{_SPAN}\s(?:earlier|ago|before)|"
    rf"the\s{_SPAN}\sbefore|the\s(?:previous|prior|preceding)\s{_SPAN})"
    rf"|than\s(?P<than>(?:in|at|during|on)\s[^,;.:()]{{3,40}}|(?:last|the (?:previous|"
    rf"same))\s{_SPAN}|before\s[^,;.:()]{{3,30}}|any\s[^,;.:()]{{3,40}})"
    r"|(?:compared|measured)\s(?:with|to|against)\s(?P<other>[^,;.()]{3,60})|"
    r"(?P<since>since\s(?:early\s|late\s)?(?:19|20)\d\d))",
)
_REACH = 300  # characters to either side
_HARD_BORDER = re.compile(r"[;:“”\"()—–]")


def measure_of(figure: Figure) -> Measure:
    """Return what is measured, of whom, for what time, from what; None for what is not said."""
    before, after = _clause(figure)
    quantity = figure.quantity
    is_time = quantity.kind in {QuantityKind.DURATION, QuantityKind.AGE}
    change = _change(quantity)
    baseline = _baseline(quantity, before, after, change)
    period = quantity.period or (None if is_time else _period(before, after))
    if period and baseline and period in baseline and not period.startswith("since"):
        period = None  # it is that of the baseline; "since 2019" is both
    return Measure(
        measure=_measure(quantity, before, after),
        population=_population(quantity, before, after),
        period=period,
        baseline=baseline,
        change=change,
    )


def _clause(figure: Figure) -> tuple[str, str]:
    """Return the words before and behind a figure, up to a hard mark on either side."""
    home = next(clause for clause in split_clauses(figure.reading) if figure.at.start < clause.end)
    start, end = figure.at.start, figure.at.end
    before = _HARD_BORDER.split(figure.reading[max(home.start, start - _REACH) : start])[-1]
    after = _HARD_BORDER.split(figure.reading[end : min(max(home.end, end), end + _REACH)], 1)[0]
    return _single_spaced(before), _single_spaced(after)


def _single_spaced(words: str) -> str:
    """Return words with single spaces, one of them kept at either end."""
    middle = " ".join(words.split())
    return f"{' ' * words[:1].isspace()}{middle}{' ' * (words[-1:].isspace() and bool(middle))}"


def _measure(quantity: Quantity, before: str, after: str) -> str | None:
    """Return what is measured; of a count what is counted, of a share what the sharers do."""
    noun = quantity.noun
    if quantity.kind in _SHARES and (noun or quantity.kind is QuantityKind.RATIO):
        behind = after.partition(noun)[2] if noun else after
        place = _PLACE.match(behind)
        does = _PREDICATE.match(behind[place.end() :] if place else behind)
        return (does["does"].strip() if does else _measured(quantity, before, after)) or noun
    if noun and (quantity.kind in _COUNTS or quantity.kind is QuantityKind.MEASURE):
        return noun
    return _measured(quantity, before, after) or noun


def _measured(quantity: Quantity, before: str, after: str) -> str | None:
    """Return what the words before and behind a number say that it measures."""
    if quantity.kind is QuantityKind.MULTIPLIER:
        before += quantity.text  # "sales doubled" is the number itself
    for form in filter(None, (_CHANGE_OF.search(after), _RAISING.search(before))):
        if what := _phrase(form["what"]):
            return what
    level = _OF.search(before)
    if level and (what := _phrase(_last_nouns(level["what"]))):
        return what
    verb = _VERB.search(before)
    if verb is None or not (verb["moves"] or quantity.kind in _LEVELLED):
        return None
    return _phrase(before[: verb.start()])


def _last_nouns(words: str) -> str:
    """Return the words behind the last that carries grammar: "time" of "the race in a time"."""
    nouns = takewhile(lambda word: not is_function_word(word.lower()), reversed(words.split()))
    return " ".join(reversed(list(nouns)))


def _phrase(words: str) -> str | None:
    """Return the last noun phrase of the words, without its opening and its place or time."""
    words = _OPENING.sub("", _BORDER.split(words)[-1].strip() + " ")
    words = _PREPOSITION.split(words, maxsplit=1)[0].strip(" ’'")
    is_long = len(words.split()) > _MOST_WORDS
    no_phrase = not words or is_long or _NO_MEASURE.search(words) or is_function_word(words.lower())
    return None if no_phrase else words


def _population(quantity: Quantity, before: str, after: str) -> str | None:
    """Return of whom or of what whole: the whole of a ratio, the noun of a share, the place."""
    words = " ".join(quantity.text.split())
    if quantity.kind is QuantityKind.RATIO and quantity.whole:
        whole = re.split(r"\b(?:of|out of|in)\s", words, maxsplit=1)[-1]
        return f"{whole} {quantity.noun}" if quantity.noun else whole
    if quantity.kind in _SHARES and quantity.noun:
        place = _PLACE.match(after.partition(quantity.noun)[2])
        return quantity.noun + (place[0] if place else "")
    behind, ahead = _PLACE.search(after), list(_PLACE.finditer(before))
    nearest = behind or (ahead[-1] if ahead else None)
    return nearest["place"] if nearest else None


def _change(quantity: Quantity) -> ChangeKind | None:
    """Return how a change is stated; None of what is none."""
    points = quantity.kind is QuantityKind.PERCENTAGE_POINT and quantity.direction is not None
    is_change = quantity.part is Part.CHANGE or points or quantity.kind is QuantityKind.MULTIPLIER
    if not is_change or quantity.kind not in _AMOUNTS:
        return None
    return _CHANGES.get(quantity.kind, ChangeKind.ABSOLUTE)


def _period(before: str, after: str) -> str | None:
    """Return the nearest time of its clause with no other figure between, or None."""
    clause, at = before + " " + after, len(before)
    near = [
        (abs(match.start() - at), match[0])
        for match in _PERIOD.finditer(clause)
        if not any(map(str.isdigit, clause[at : match.start()] or clause[match.end() : at]))
        and not _starts_from(clause[: match.start()], clause[match.end() :])
    ]
    return min(near)[1] if near else None


def _starts_from(before: str, after: str) -> bool:
    """Return whether a time is what something is compared with: "than in 2019"."""
    compared = before.rstrip().lower().endswith(("than", "compared with", "compared to"))
    return compared or after.lstrip().lower().startswith(("earlier", "ago", "before"))


def _baseline(quantity: Quantity, before: str, after: str, change: ChangeKind | None) -> str | None:
    """Return what a change starts from; None of what is no change, and of the start itself."""
    if quantity.part is Part.ORIGIN or not (change or quantity.direction):
        return None
    clause, behind = before + quantity.text + after, len(before) + len(quantity.text)
    near = [
        match
        for match in _BASELINE.finditer(clause)
        if not any(map(str.isdigit, clause[behind : match.start()]))
    ]
    near.sort(key=lambda match: (match.start() < behind, match.start()))
    told = next((group for match in near for group in match.groups() if group), None)
    return None if told is None or quantity.text in told else " ".join(told.split())


def claim_type_of(figure: Figure, measure: Measure) -> ClaimType:
    """Return what sort of numeric claim it is."""
    quantity = figure.quantity
    compares = quantity.kind is QuantityKind.MULTIPLIER or measure.baseline is not None
    if compares or any(flag.check == "C05" for flag in figure.flags):
        return ClaimType.COMPARISON
    if quantity.kind is QuantityKind.RANGE:
        return ClaimType.INTERVAL
    if quantity.kind in {QuantityKind.DURATION, QuantityKind.AGE}:
        return ClaimType.TEMPORAL
    return ClaimType.STATISTICAL
