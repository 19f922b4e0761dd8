"""What a number measures, for which time and from which baseline, in the words beside it.

Forms of news English, the first that fits: "a 12 percent rise in X", "raise X by 12 percent",
"X rose 12 percent", "an X of 12 percent", "X was 12 percent", "cost $12". Everything works on the
words before and behind the number, within its clause.
"""

import re

from pipeline.text.words import is_function_word

# Verbs that never told a measure in 520 news articles are left out.
_UP_DOWN = (
    "r[io]se[sn]?|rising|fall(?:s|en|ing)?|fell|gr[eo]w(?:s|n|ing)?|increas(?:e[sd]?|ing)|"
    "declin(?:e[sd]?|ing)|drop(?:s|ped|ping)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|"
    "surg(?:e[sd]?|ing)|soar(?:s|ed|ing)?|sl[iu]d(?:es?)?|doubl(?:e[sd]?|ing)|tripl(?:e[sd]?|ing)|"
    "plung(?:e[sd]?|ing)|dip(?:s|ped)?|gain(?:s|ed)?"
)
_LEVELS = (
    "(?:is|are|was|were|be|been)(?: now| still| at)?|st(?:ands?|ood) at|hits?|reach(?:es|ed)?|"
    "averag(?:es|ed)|total(?:s|l?ed)|amount(?:s|ed) to|c[ao]mes? to"
)
_RAISE = (
    "rais(?:e[sd]?|ing)|cut(?:s|ting)?|reduc(?:e[sd]?|ing)|increas(?:e[sd]?|ing)|"
    "(?:build|builds|built|building|beef) up|push(?:e[sd]|ing)?(?! for)|expand(?:s|ed|ing)?"
)
_CHANGE_NOUN = (
    "increase|rise|fall|drop|cut|decline|growth|jump|surge|reduction|gain|decrease|hike|"
    "expansion|slump|boost"
)


class _Ending:
    """A pattern for the words up to a number that ends in certain words.

    These are looked for first: what stands before them may be anything, and is tried everywhere.
    """

    def __init__(self, before: str, end: str) -> None:
        """Take the pattern in two parts; white space stands between them."""
        self._end = re.compile(rf"\s{end}")
        self._whole = re.compile(before + end)

    def search(self, words: str) -> re.Match[str] | None:
        """Return the first place where the whole pattern fits, or None."""
        return self._whole.search(words) if self._end.search(words) else None


_CHANGE_OF = re.compile(
    rf"^\s*(?:\w+\s)?(?:{_CHANGE_NOUN})s?\s(?:in|of|on|to)\s(?P<what>[^,;:.()“”\"—–]+)"
)
_RAISING = re.compile(
    rf"\b(?:{_RAISE})\s(?P<what>[^,;:()“”\"]{{3,70}}?)\s(?:by|to|"
    rf"from)\s(?:\S+\s(?:\S+\s)?to\s)?(?:[a-z]+\s){{0,3}}$"
)
_AMOUNT = re.compile(r"\b(?:amount|number|volume|quantity|value|share) of [a-z][\w’'-]{0,40}")
_CHANGED_BY = re.compile(rf"\b(?:{_RAISE}|{_UP_DOWN})\b[^,;:]{{0,70}}\bby(?:\s\w+)?\s*$")
_MOVING = _Ending(
    r"(?P<what>[^,;:()“”\"]{3,90}?)\s(?:(?:has|have|had|will|would|could|may|also|then)\s){0,3}"
    r"(?:(?:be|been)\s)?(?:\w+ly\s)?",
    rf"(?:{_UP_DOWN})\b[^,;:]{{0,60}}$",
)
_BEING = _Ending(
    r"(?P<what>[^,;:()“”\"]{3,90}?)\s(?:(?:has|have|had|will|would|could)\s)?",
    rf"(?:{_LEVELS})(?:\s(?:about|some|only))?\s*$",
)
_THEN_A_CHANGE = re.compile(rf",\s(?:up|down|an?\s(?:\w+\s)?(?:{_CHANGE_NOUN})\sof|or)\s*$")
_OF = _Ending(
    r"(?P<what>(?:[\w’'-]{1,40}\s){0,3}[\w’'-]{1,40})\s",
    r"of(?:\s(?:up to|about|some|nearly|only))?\s*$",
)
_GIVING = re.compile(r"\b(?:commit|spend|allocate|devote|give|pay)s?\b[^,;:]{0,30}$", re.IGNORECASE)
_GIVEN_TO = re.compile(r"^\s*(?:on|to|for)\s(?P<what>[^,;:.()“”\"—–]+)")
_AS_MUCH = re.compile(
    r"^\s*(?:as (?:many|much)|more|fewer|less)\s(?P<what>(?!(?:than|an?|the|per|each|"
    r"every)\b)[a-z][\w’'-]{0,40}(?:\s[a-z][\w’'-]{0,40})?)(?=\s(?:as|than|in)\b|[,.;]|$)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_VERBS = (
    ("cost", re.compile(r"\bcost(?:s|ing)?(?:\s\w+)?\s*$"), "cost"),
    ("spen", re.compile(r"\bspen[dt](?:s|ing)?(?:\s\w+)?\s*$"), "spending"),
    ("borrow", re.compile(r"\bborrow(?:s|ed|ing)?(?:\s\w+)?\s*$"), "borrowing"),
    ("pa", re.compile(r"\b(?:pa(?:y|ys|id|ying))(?:\s\w+)?\s*$"), "payment"),
    ("earn", re.compile(r"\bearn(?:s|ed|ing)?(?:\s\w+)?\s*$"), "earnings"),
    ("invest", re.compile(r"\binvest(?:s|ed|ing)?(?:\s\w+)?\s*$"), "investment"),
    ("lost", re.compile(r"\blost(?:\s\w+)?\s*$"), "loss"),
    ("fined", re.compile(r"\bfined(?:\s[\w’' -]+)?\s*$"), "fine"),
)
"""What each begins with, the verb before an amount, and what the amount is then."""
_NAMED_AFTER = re.compile(
    r"^\s(?P<what>[a-z][\w’'-]{0,40}(?:\s[a-z][\w’'-]{0,40}){0,2})(?=[,;.]|\s(?:for|of|in|to|that|"
    r"on)\b|$)"
)
_BORDER = re.compile(
    r"\b(?:that|which|who|but|while|whereas|when|as|because|if|said|says|told|after|before|where|"
    r"so|"
    r"and(?=\s(?:the|an?|its|their|his|her|it|they|he|she)\b))\s",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:in|on|at|by|since|during|over|for)\s(?:[A-Z][a-z]+|\d{4}|the same \w+|that "
    r"time)(?:\s\d{4})?\s"
    r"|(?:the|an?|its|their|his|her|our|my|this|these|those|such|overall|currently|now|meanwhile|"
    r"already|and|but|today|"
    r"further|total|also|then|once)\s)+",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\s(?:in|for|among|across|at|from|on|to|by|with|over|during|since|per)\s"
)
_VERBLIKE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|must|do|does|did|be)\b"
)
_NOUNLIKE = re.compile(r"[^\W\d_]{3,}")
_DETERMINER = re.compile(r"\b(?:the|an?|its|their|his|her|this|that|further|sharp)$", re.IGNORECASE)
_CHANGES = re.compile(rf"(?:{_CHANGE_NOUN}|rate|total|level)s?$", re.IGNORECASE)
_PRONOUNS = frozenset("it they he she we i that this there which who those these one".split())
_MOST_WORDS = 8


def measured_words(before: str, after: str) -> str | None:
    """Return what the words before and behind a number say that it measures."""
    before, after = _THOUSANDS.sub("", before), _THOUSANDS.sub("", after)
    if then := _THEN_A_CHANGE.search(before):
        before = before[: then.start()]
        before = re.sub(r"\s(?:to|from|by|at)\s\S+.*$", " to ", before)
    if _GIVING.search(before) and (found := _GIVEN_TO.search(after)):
        return _phrase(found["what"])
    forms = (_CHANGE_OF, after), (_AS_MUCH, after), (_RAISING, before), (_MOVING, before)
    for pattern, words in forms:
        if (found := pattern.search(words)) and (what := _phrase(found["what"])):
            return what
    if (found := _OF.search(before)) and (what := _last_words(found["what"])):
        return what
    if (found := _BEING.search(before)) and (what := _phrase(found["what"])):
        return what
    return next(
        (what for begin, verb, what in _VERBS if begin in before and verb.search(before)), None
    )


def amount_compared(before: str) -> str | None:
    """Return the amount that a sentence speaks of: "the amount of steel that it makes in"."""
    found = _AMOUNT.search(before)
    return found[0] if found else None


def is_changed_by(before: str) -> bool:
    """Return whether the words before a number say that something is changed by it."""
    return bool(_CHANGED_BY.search(before))


def named_after(after: str) -> str | None:
    """Return the words that an amount stands before: the city budget of "a $12 city budget"."""
    found = _NAMED_AFTER.match(after)
    words = found["what"].split() if found else []
    return None if not words or any(map(is_function_word, words)) else " ".join(words)


def _phrase(words: str) -> str | None:
    """Return a noun phrase without what stands before it and what place or time it is of."""
    words = _BORDER.split(words)[-1].strip()
    if _DETERMINER.search(words):
        return None
    words = _PREPOSITION.split(_OPENING.sub("", words), maxsplit=1)[0].strip(" ’'")
    words = _OPENING.sub("", words + " ").strip()
    count = len(words.split())
    if not 0 < count <= _MOST_WORDS or _VERBLIKE.search(words):
        return None
    if not _NOUNLIKE.search(words) or is_function_word(words.lower()):
        return None
    if words.lower() in _PRONOUNS or _CHANGES.fullmatch(words):
        return None
    return words


def _last_words(words: str) -> str | None:
    """Return the words behind the last that carries grammar: the noun of "at a cost"."""
    kept: list[str] = []
    for word in reversed(words.split()):
        if is_function_word(word.lower()) or word[0].isdigit():
            break
        kept.insert(0, word)
        if word.endswith(("’s", "'s", "s’")):
            break
    alone = frozenset("out one tens hundreds thousands millions dozens part half most".split())
    bare = len(kept) == 1 and _CHANGES.match(kept[0])
    return " ".join(kept) if kept and kept[-1].lower() not in alone and not bare else None


_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_SPAN = (
    r"(?:years?|quarters?|months?|weeks?|days?|decades?|half|season|summer|winter|spring|autumn)"
)
_PERIOD = re.compile(
    rf"\b(?:(?:[Ii]n|[Dd]uring|for|by|since|until|through)\s(?:(?:early|mid|late|the (?:year|"
    rf"months?) to)[\s-])?(?:{_MONTH}(?:\s\d{{4}})?|(?:19|20)\d\d(?:-\d\d)?)\b"
    rf"|(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]he (?:past|last|same|current|coming|"
    rf"previous))\s(?:(?:[a-z]+|\d+)\s)?{_SPAN}(?:\salone)?\b"
    rf"|(?:[Ii]n|[Dd]uring|for)\sthe\s(?:first|second|third|fourth|last|final)\s(?:quarter|"
    rf"half)(?:\sof\s(?:19|20)\d\d)?"
    rf"|(?:[Bb]etween|[Ff]rom)\s(?:19|20)\d\d\s(?:and|to)\s(?:19|20)\d\d|"
    rf"over(?:\sthe)?(?:\s(?:past|last|next))?\s[\w-]+\s{_SPAN}\b"
    r"|within\s[\w-]+\s(?:years|months|weeks|days)|overnight(?:\son\s[A-Z]\w+day)?|[Oo]n\s(?:Mon|"
    r"Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:a|per|each|every)\s(?:year|month|week|day)\b|annually|yesterday|today)",
)
_BASELINE = re.compile(
    rf"\b(?:(?:from|than)\s(?:the\s)?(?P<figure>[^,;.]{{0,12}}\d(?:[^,;:()]|"
    rf"(?<=\d),(?=\d))*?)(?=[,;.]?$|[,;](?!\d)|\sto\s|\sin\sthe|\.\s)"
    rf"|(?P<back>(?:a|one|two|three|five|ten|\d+)\s{_SPAN}\s(?:earlier|ago|before)|"
    rf"the\s{_SPAN}\sbefore|the\s(?:previous|prior|preceding)\s{_SPAN})"
    rf"|than\s(?P<than>(?:in|at|during|on)\s[^,;.:()]{{3,40}}|(?:last|the (?:previous|"
    rf"same))\s{_SPAN}|before\s[^,;.:()]{{3,30}}|any\s[^,;.:()]{{3,40}})"
    r"|(?:compared|measured)\s(?:with|to|against)\s(?P<other>[^,;.()]{3,60})|"
    r"(?P<since>since\s(?:early\s|late\s)?(?:19|20)\d\d))",
)
_TURN = re.compile(r"\b(?:from|to|than|compared|against|but|while|after|before)\b")
# Behind a comma a day is when somebody spoke: "…, the council decided on Tuesday".
_DAY = re.compile(r"(?:on\s[A-Z]\w+day|yesterday|today)", re.IGNORECASE)
_RATE_REACH = 25  # characters
_ALONE = re.compile(r"^(?:an?|per|each|every)\s")


def period_near(before: str, after: str) -> str | None:
    """Return the words for the time of a figure between these words of its clause, or None.

    The nearest time counts, a rate last ("a year"); never one beyond another figure.
    """
    clause, at = f"{before} {after}", len(before)
    near = [
        (bool(_ALONE.match(match[0])), abs(match.start() - at), match[0])
        for match in _PERIOD.finditer(clause)
        if not _is_baseline(clause, match) and _is_own(clause, match, at)
    ]
    return min(near)[2] if near else None


def _is_own(clause: str, period: re.Match[str], at: int) -> bool:
    """Return whether a time is that of the figure at an offset.

    No other figure may stand between; at either end of a clause a time is that of a whole list.
    A rate ("a year") stands close behind what it is of.
    """
    between = clause[at : period.start()] or clause[period.end() : at]
    if _DAY.match(period[0]) and "," in between:
        return False
    if _ALONE.match(period[0]) and not 0 <= period.start() - at <= _RATE_REACH:
        return False
    edge = not clause[period.end() :].strip(' .,”"’') or not clause[: period.start()].strip()
    is_list = edge and not _TURN.search(between)
    return is_list or not any(map(str.isdigit, between))


def baseline_in(clause: str, behind: int) -> str | None:
    """Return what a change starts from, or None; the figure ends at offset `behind`."""
    near = (
        match
        for match in _BASELINE.finditer(clause)
        if not any(map(str.isdigit, clause[behind : match.start()]))
    )
    found = sorted(near, key=lambda match: (match.start() < behind, match.start()))
    words = (group for match in found for group in match.groups() if group)
    return next((" ".join(group.split()) for group in words), None)


def _is_baseline(clause: str, period: re.Match[str]) -> bool:
    before = clause[: period.start()].rstrip().lower()
    after = clause[period.end() :].lstrip().lower()
    return before.endswith(("than", "compared with", "compared to")) or after.startswith(
        ("earlier", "ago", "before")
    )
