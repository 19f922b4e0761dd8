"""Clauses and quotations of a sentence, and which are facts, forecasts, opinions or personal."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.text.attribution_cues import CUES, PRONOUNS
from pipeline.text.remembered import remembered
from pipeline.text.words import any_of
from schemas import ClaimKind, TextSpan

_JOINER = r"(?:and|but|while|whereas|although|though|yet)\s+"
_BORDER = re.compile(rf"(?:;|\s+[–—])\s+(?:{_JOINER})?|,\s+{_JOINER}")
_SUBJECT = re.compile(
    r"(?:the|a|an|this|that|these|those|its|their|his|her|it|he|she|they|we|there|some|many|most|"
    r"nearly|about|almost|more|fewer|at|only|all|both|each|another|one|two|three)\b|[A-Z“\d$£€]",
)
_VERBS = (
    *"is are was were be been has have had will would can could may might must should do".split(),
    *"does did said says say rose fell grew went made took gave got came left lost won led".split(),
    *"put set cut hit kept held told paid sold bought built sent spent began became found".split(),
    *"met ran saw stood lack need exceed include remain produce want plan expect believe".split(),
    *"show cost".split(),
)
_VERB = re.compile(rf"\b(?:{'|'.join(_VERBS)}|\w{{3,}}ed|\w{{3,}}(?<!s)s)\b")
_FINITE = {*_VERBS, *(word for word, (_, form) in CUES.items() if form in {"past", "present"})}
"""Verbs that a clause can rest on, beside words in -ed; those in -s may be nouns of a list."""
_LONGEST_SUBJECT, _LONGEST_ITEM = 8, 4  # words
_RELATIVE = re.compile(r",\s+(?:which|who|where|whose|whom)\b[^,;.]*(?:\.\d[^,;.]*)*")
_LEAST_WORDS = 4
_DONE = any_of(
    "took|fell|rose|grew|lost|won|spent|sold|killed|killing|injured|injuring|employs|employed|"
    "earned|recorded|"
    "totall?ed|dropped|climbed|gained|already|currently|so far|after|compared (?:with|to)|up from|"
    "down from"
)
# What happened; "has" and "was" only where no plan follows them: "was expected to".
_HAPPENED = re.compile(
    rf"\b{any_of('was|were|had|has|have been|is|are')}\b"
    r"(?! (?:been )?(?:to|due|set|likely|expected|planned|forecast|projected|proposed)\b)"
    rf"|\b{_DONE}\b",
    re.IGNORECASE,
)
_PLANNING = any_of(
    "will|would|could|might|should|ought to|is due to|are due to|was due to|were due to|"
    "is going to|are going to|"
    "expected|expects?|projected|projects|predicted|plans? (?:to|for)|"
    "planned(?<!was planned)(?<!were planned)|planning|aims? to|hopes? to|set to|intend(?:s|ed)?|"
    "proposed|on track to|likely to|promis(?:es|ed)|pledg(?:es|ed)|vow(?:s|ed)|ready to|"
    "targets?(?= (?:of|for|is|to))|put(?:s|ting)? pressure on|must(?! have)|needs|push(?:es|ed|"
    "ing)? for|wants?|"
    "call(?:s|ed|ing) (?:for|on)|urg(?:es|ed|ing)|demand(?:s|ed|ing)|"
    r"within (?:the next )?[\w-]+ (?:days|weeks|months|years)|by 20\d\d"
)
_FORECAST = re.compile(rf"\b{_PLANNING}\b|’ll\b", re.IGNORECASE)
# A matter of taste: nothing could show that 40 percent "would be fair".
_VALUED = re.compile(
    r"\b(?:in (?:my|our) (?:view|opinion)|(?:is|are|was|were|be|been|seems?|sounds?|feels?|looks?)"
    r" (?:\w+ly |just |quite |still |far )?(?:fair|unfair|enough|right|wrong|"
    r"too (?:much|many|little|few|high|low|long)|reasonable|unreasonable|ridiculous|absurd|"
    r"outrageous|acceptable|unacceptable|plenty|a disgrace|a scandal))\b",
    re.IGNORECASE,
)
# What people tell of themselves; "we" and "our" may be a company or a country.
_OWN_LIFE = re.compile(
    r"\b[Mm]y (?:\w+ )?(?:rent|wife|husband|kids?|child(?:ren)?|son|daughter|mother|father|family|"
    r"bills?|salary|wages?|pension|job|house|home)\b"
    r"|\bI (?:\w+ly |have |had |was ){0,2}(?:waited|waiting|paid|pay|earn(?:ed)?|slept|lived?|"
    r"owe)\b"
)
_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"))
_BEFORE, _BEHIND = 300, 100  # characters round a figure in which its verb stands


@remembered
def split_clauses(sentence: str) -> tuple[TextSpan, ...]:
    """Return the spans of the clauses of a sentence; one span where it cannot be cut.

    A cut is made only where both sides have a verb, at least four words and, on the right, a
    subject of their own; never inside a quotation.
    """
    spans, start = [], 0
    for border in _BORDER.finditer(sentence):
        resume = border.end()
        closed = sentence[:resume].count("“") == sentence[:resume].count("”")
        if (
            closed
            and not _is_in_list(sentence[start : border.start()], border.group(), sentence[resume:])
            and _stands_alone(sentence[start : border.start()])
            and _opens_clause(sentence[resume:])
        ):
            spans.append(TextSpan(start=start, end=border.start()))
            start = resume
    return (*spans, TextSpan(start=start, end=len(sentence)))


def _stands_alone(clause: str) -> bool:
    return len(clause.split()) >= _LEAST_WORDS and has_verb(clause)


def _opens_clause(rest: str) -> bool:
    """Return whether words begin with a subject and its verb, and not in the midst of a list."""
    clause = _BORDER.split(rest, maxsplit=1)[0]
    words = clause.split()
    verb = next((n for n, word in enumerate(words) if n and _is_finite(word)), 0)
    if not 0 < verb <= _LONGEST_SUBJECT or not _stands_alone(clause):
        return False
    first = words[0]
    many = verb == 1 and first.islower() and first.endswith("s") and first not in _FINITE
    return many or bool(_SUBJECT.match(rest))  # "officials said"


def _is_finite(word: str) -> bool:
    small = word.lower().strip('.,;:“”"')
    return small in _FINITE or small.endswith(("ed", "n't", "n’t"))


def _is_in_list(clause: str, border: str, rest: str) -> bool:
    """Return whether ", and" stands before the last item of a list: "the Army, the Navy, and"."""
    last = clause.rpartition(",")[2] if "," in clause else None
    items = last is not None and len(last.split()) <= _LONGEST_ITEM
    pronoun = rest.split(" ", 1)[0].lower() in PRONOUNS
    return items and border.strip() == ", and" and not pronoun


def figure_kind(sentence: str, at: int) -> ClaimKind:
    """Return whether the figure at this offset is a fact, forecast, opinion or personal.

    Its own clause decides, and a relative clause has its own tense: in "it would cost $9 million,
    said Rossi, who leads 40 people" the 40 are a fact. In "it will mend the 12 km that were lost"
    or "it lost 12 boats and will buy 3" the verb that stands nearest decides. A judgement that
    holds a number to check is a fact: "the worst storm in 30 years". Only in a quotation does "I"
    tell of the speaker's life.
    """
    parts = _parts(sentence)
    part = parts[min(bisect_right(parts, at, key=lambda part: part.end), len(parts) - 1)]
    if _VALUED.search(part.words):
        return ClaimKind.OPINION
    if _OWN_LIFE.search(part.words) and is_quoted(sentence, at, at + 1):
        return ClaimKind.PERSONAL
    ahead = is_foretold(part.words) and _is_ahead(part.words, at - part.offset)
    return ClaimKind.FORECAST if ahead else ClaimKind.FACT


class _Part(NamedTuple):
    """A piece of a sentence that has one tense, up to an offset."""

    end: int
    offset: int
    """Where `words` begin in the sentence."""
    words: str
    """The clause with its relative clauses blanked, or one of these."""


@remembered
def _parts(sentence: str) -> tuple[_Part, ...]:
    """Return the clauses and relative clauses of a sentence in the order of their ends."""
    return tuple(part for span in split_clauses(sentence) for part in _tenses(sentence, span))


def _tenses(sentence: str, span: TextSpan) -> Iterator[_Part]:
    text = sentence[span.start : span.end]
    main = _RELATIVE.sub(lambda found: " " * len(found.group()), text)
    for relative in _RELATIVE.finditer(text):
        start, end = span.start + relative.start(), span.start + relative.end()
        yield _Part(start, span.start, main)
        yield _Part(end, start, relative.group())
    yield _Part(span.end, span.start, main)


def _is_ahead(words: str, at: int) -> bool:
    """Return whether the nearest verb, before a figure or else behind it, is a forecast."""
    before, behind = words[max(0, at - _BEFORE) : at], words[at : at + _BEHIND]
    planned, happened = _starts(_FORECAST, before), _starts(_HAPPENED, before)
    if planned or happened:
        return max(planned, default=-1) > max(happened, default=-1)
    plan, past = _FORECAST.search(behind), _HAPPENED.search(behind)
    return plan is not None and (past is None or plan.start() < past.start())


def _starts(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.start() for match in pattern.finditer(text)]


def has_verb(text: str) -> bool:
    """Return whether a text holds a word that looks like a finite verb."""
    return bool(_VERB.search(text))


@remembered
def is_foretold(words: str) -> bool:
    """Return whether the words plan, expect or demand."""
    return bool(_FORECAST.search(words))


def claim_kind(sentence: str) -> ClaimKind:
    """Return whether the sentence foretells or demands, judges, or states a fact."""
    if is_foretold(sentence):
        return ClaimKind.FORECAST
    return ClaimKind.OPINION if _VALUED.search(sentence) else ClaimKind.FACT


def is_quoted(sentence: str, start: int, end: int) -> bool:
    """Return whether the characters from start to end stand inside quotation marks."""
    for opening, closing in _QUOTES:
        if closing not in sentence:
            continue
        before = sentence[:start]
        if opening == closing:
            inside = before.count(opening) % 2 == 1
        else:
            inside = before.rfind(opening) > before.rfind(closing)
        if inside and closing in sentence[max(start, end - 1) :]:
            return True
    return "”" in sentence and _runs_on(sentence[:start], sentence[max(start, end - 1) :])


def _runs_on(before: str, after: str) -> bool:
    """Return whether a quotation that began in an earlier sentence still goes on, and ends here."""
    opening, closing = "“", "”"
    closes = after.find(closing)
    reopened = 0 <= after.find(opening) < closes
    return closes >= 0 and not reopened and opening not in before and closing not in before
