"""Which time a figure is of, and what a change starts from, in the words of its clause."""

import re

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_SPAN = (
    r"(?:years?|quarters?|months?|weeks?|days?|decades?|half|season|summer|winter|spring|autumn)"
)
_PERIOD = re.compile(
    rf"\b(?:(?:[Ii]n|[Dd]uring|for|by|since|until|through)\s(?:(?:early|mid|late|the (?:year|months?) to)[\s-])?(?:{_MONTH}(?:\s\d{{4}})?|(?:19|20)\d\d(?:-\d\d)?)\b"
    rf"|(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]he (?:past|last|same|current|coming|previous))\s(?:(?:[a-z]+|\d+)\s)?{_SPAN}(?:\salone)?\b"
    rf"|(?:[Ii]n|[Dd]uring|for)\sthe\s(?:first|second|third|fourth|last|final)\s(?:quarter|half)(?:\sof\s(?:19|20)\d\d)?"
    rf"|(?:[Bb]etween|[Ff]rom)\s(?:19|20)\d\d\s(?:and|to)\s(?:19|20)\d\d|over(?:\sthe)?(?:\s(?:past|last|next))?\s[\w-]+\s{_SPAN}\b"
    r"|within\s[\w-]+\s(?:years|months|weeks|days)|overnight(?:\son\s[A-Z]\w+day)?|[Oo]n\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:a|per|each|every)\s(?:year|month|week|day)\b|annually|yesterday|today)",
)
_BASELINE = re.compile(
    rf"\b(?:(?:from|than)\s(?:the\s)?(?P<figure>[^,;.]{{0,12}}\d(?:[^,;:()]|(?<=\d),(?=\d))*?)(?=[,;.]?$|[,;](?!\d)|\sto\s|\sin\sthe|\.\s)"
    rf"|(?P<back>(?:a|one|two|three|five|ten|\d+)\s{_SPAN}\s(?:earlier|ago|before)|the\s{_SPAN}\sbefore|the\s(?:previous|prior|preceding)\s{_SPAN})"
    rf"|than\s(?P<than>(?:in|at|during|on)\s[^,;.:()]{{3,40}}|(?:last|the (?:previous|same))\s{_SPAN}|before\s[^,;.:()]{{3,30}}|any\s[^,;.:()]{{3,40}})"
    r"|(?:compared|measured)\s(?:with|to|against)\s(?P<other>[^,;.()]{3,60})|(?P<since>since\s(?:early\s|late\s)?(?:19|20)\d\d))",
)
_BACK = re.compile(
    rf"^\s(?:(?:of|in)\s)?(?P<when>(?:an?|one|two|three|five|ten|\d+)\s{_SPAN}\s(?:earlier|ago|before)|the\s(?:{_SPAN}\sbefore|(?:previous|prior)\s{_SPAN}))"
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
    if back := _BACK.match(after):
        return back["when"]
    clause, at = f"{before} {after}", len(before)
    near = [
        (bool(_ALONE.match(each[0])), abs(each.start() - at), each[0])
        for each in _PERIOD.finditer(clause)
        if not _is_baseline(clause, each) and _is_own(clause, each, at)
    ]
    return min(near)[2] if near else None


def _is_own(clause: str, period: re.Match[str], at: int) -> bool:
    """Return whether a time is that of the figure at an offset.

    No other figure may stand between; at either end of a clause a time is that of a whole list. A rate
    ("a year") stands close behind what it is of.
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
    """Return what a change starts from, as a clause says it, or None; the figure ends at `behind`."""
    near = (
        each
        for each in _BASELINE.finditer(clause)
        if not any(map(str.isdigit, clause[behind : each.start()]))
    )
    found = sorted(near, key=lambda each: (each.start() < behind, each.start()))
    words = (group for each in found for group in each.groups() if group)
    return next((" ".join(group.split()) for group in words), None)


def _is_baseline(clause: str, period: re.Match[str]) -> bool:
    before = clause[: period.start()].rstrip().lower()
    after = clause[period.end() :].lstrip().lower()
    return before.endswith(("than", "compared with", "compared to")) or after.startswith(
        ("earlier", "ago", "before")
    )
