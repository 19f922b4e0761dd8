"""Clauses and quotations of a sentence, and which are facts, forecasts, opinions or personal."""

import re
from bisect import bisect_right

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
_SAYING = {
    *(word for word, (_, form) in CUES.items() if form == "past"),
    *"say says tell tells".split(),
}
"""Verbs that begin another's clause; those in -s are nouns as often: "states", "points"."""
_LONGEST_SUBJECT, _LONGEST_ITEM = 8, 4  # words
_LEAST_WORDS = 4
_NOT_DONE = "(?! have )"
"""Behind "would": "they would have lost 40" tells of nothing to come."""
_PLANNING = any_of(
    rf"will|would{_NOT_DONE}|could{_NOT_DONE}|might{_NOT_DONE}|should{_NOT_DONE}|"
    "ought to|is due to|are due to|was due to|were due to|"
    "is going to|are going to|"
    "expected|expects?|projected|projects|predicted|plans? (?:to|for)|"
    "planned(?<!was planned)(?<!were planned)|planning|aims? to|hopes? to|set to|"
    "intend(?:s|ed)?|proposed|on track to|likely to|promis(?:es|ed)|pledg(?:es|ed)|vow(?:s|ed)|"
    "ready to|targets?(?= (?:of|for|is|to))|put(?:s|ting)? pressure on|must(?! have)|needs|"
    "push(?:es|ed|ing)? for|wants?|"
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
_AHEAD_BEHIND = re.compile(
    r"\b(?:will|(?P<would>would|could|might|should)|"
    r"(?:is|are|was|were) (?:expected|likely|planned|set) to)\b"
)
"""Behind a figure, which is its subject; "40 firms want to grow" counts firms that there are."""
_WORD = re.compile(r"[\w’'-]+")
_NO_FINITE_BEHIND = frozenset(
    "to be been being have a an the will would can could may might must should".split()
)
"""Within two words behind these stands an infinitive, a participle or an adjective."""
_KNOWN = re.compile(r"(?:\b(?:the|its|their|his|her|these|those|my|our)|['’]s)\s+$", re.IGNORECASE)
"""Words before a figure that is known already."""
_COMMA = re.compile(r",(?!\d)")
_REACH = 300  # characters round a figure in which the words of its clause stand
_STRONG = (
    r"[;()…“”\"]|[—–]|:(?!\d)|''|\s--?\s|\b(?i:that|who|whom|whose|which|when|while|whereas|where|"
    r"because|if|unless|whether|although|though|but)\b|"
    r"\b(?:as|after|before)\b|\bsince\b(?!\s+[\dA-Z])"
)
_TENSE_BORDER = re.compile(_STRONG)
"""What a clause of its own tense begins behind."""
_OWN_BORDER = re.compile(
    rf"(?:{_STRONG}|,(?!\d))|"
    r"(?P<joins>\b(?:and|or)\b)|(?P<to>\bto\b(?=\s+[a-z]))"
    r"|(?<!\bof )(?<!\bthe )(?<!\ba )(?<!\ban )"  # "the number of reported thefts"
    rf"\b(?=[a-z])(?P<says>{any_of('|'.join(sorted(_SAYING)))})\b"
)


@remembered
def split_clauses(sentence: str) -> tuple[TextSpan, ...]:
    """Return the spans of the clauses of a sentence; one span where it cannot be cut.

    A cut is made only where both sides have a verb, at least four words and, on the right, a
    subject of their own; never inside a quotation.
    """
    spans, start = [], 0
    for border in _BORDER.finditer(sentence):
        resume = border.end()
        if (
            _is_closed(sentence[:resume])
            and not _is_in_list(sentence[start : border.start()], border.group(), sentence[resume:])
            and _stands_alone(sentence[start : border.start()])
            and _opens_clause(sentence[resume:])
        ):
            spans.append(TextSpan(start=start, end=border.start()))
            start = resume
    return (*spans, TextSpan(start=start, end=len(sentence)))


def _is_closed(before: str) -> bool:
    """Return whether no quotation is open behind some words, by any kind of marks."""
    straight = before.count('"') % 2 or before.count("''") % 2
    return not straight and before.count("“") == before.count("”")


def _stands_alone(clause: str) -> bool:
    return len(clause.split()) >= _LEAST_WORDS and has_verb(clause)


def _opens_clause(rest: str) -> bool:
    """Return whether words begin with a subject and its verb, and not in the midst of a list."""
    clause = _BORDER.split(rest, maxsplit=1)[0]
    words = clause.split()
    verb = next((n for n, word in enumerate(words) if n and is_finite(word)), 0)
    if not 0 < verb <= _LONGEST_SUBJECT or not _stands_alone(clause):
        return False
    first = words[0]
    many = verb == 1 and first.islower() and first.endswith("s") and first not in _FINITE
    return many or bool(_SUBJECT.match(rest))  # "officials said"


def is_finite(word: str) -> bool:
    """Return whether a word is a verb that a clause can rest on, or ends like one."""
    small = word.lower().strip('.,;:“”"')
    return small in _FINITE or small.endswith(("ed", "n't", "n’t"))


def _is_in_list(clause: str, border: str, rest: str) -> bool:
    """Return whether ", and" stands before the last item of a list: "the Army, the Navy, and"."""
    last = clause.rpartition(",")[2] if "," in clause else None
    items = last is not None and len(last.split()) <= _LONGEST_ITEM
    pronoun = rest.split(" ", 1)[0].lower() in PRONOUNS
    return items and border.strip() == ", and" and not pronoun


def own_words(sentence: str, start: int, end: int) -> TextSpan:
    """Return the stretch around a figure that is surely of its own clause.

    It is rather too short than too long: a mark, "that", "who" or "after", a verb of saying, an
    "and" that joins no two numbers and behind the figure an infinitive end it.
    """
    left = max(0, start - _REACH)
    before, behind = sentence[left:start], sentence[end : end + _REACH]
    opens = (border.end() for border in _OWN_BORDER.finditer(before) if _ends(border, before))
    stop = _OWN_BORDER.search(behind)
    return TextSpan(
        start=left + max(opens, default=0), end=end + (stop.start() if stop else len(behind))
    )


def _ends(border: re.Match[str], before: str) -> bool:
    """Return whether words before a figure end its clause: not "found" right before it."""
    touches = before[border.end() :].strip() in {"", "or"}  # "40 points, or 0.2 percent"
    about = border["says"] or border["joins"] or "or" in before[border.start() :]
    return not border["to"] and not (touches and about)


def is_known(sentence: str, start: int) -> bool:
    """Return whether a figure is of what is known already: "its 40 boats", "Selm’s 40 boats"."""
    return bool(_KNOWN.search(sentence[max(0, start - _REACH) : start]))


def figure_kind(sentence: str, at: int, *, is_share: bool = False) -> ClaimKind:
    """Return whether the figure at this offset is a fact, forecast, opinion or personal.

    The nearest verb before it in its clause decides, or where there is none a helping verb behind
    it: in "it would cost $9 million, said Rossi, who leads 40 people" the 40 are a fact, in "it
    will mend the 12 km that were lost" the 12 km, in "it lost 12 boats and will buy 3" the 12. A
    judgement that holds a number to check is a fact: "the worst storm in 30 years", and so is a
    share of those who "would" do something, whom a poll has asked. Only in a quotation does "I"
    tell of the speaker's life.
    """
    clauses = split_clauses(sentence)
    own = clauses[min(bisect_right(clauses, at, key=lambda c: c.end), len(clauses) - 1)]
    words = sentence[own.start : own.end]
    if _VALUED.search(words):
        return ClaimKind.OPINION
    if _OWN_LIFE.search(words) and is_quoted(sentence, at, at + 1):
        return ClaimKind.PERSONAL
    ahead = (
        is_foretold(words)
        and not is_known(sentence, at)
        and _is_ahead(sentence, at, is_share=is_share)
    )
    return ClaimKind.FORECAST if ahead else ClaimKind.FACT


def _is_ahead(sentence: str, at: int, *, is_share: bool) -> bool:
    """Return whether the nearest verb, before a figure or else behind it, is a forecast."""
    before = sentence[max(0, at - _REACH) : at]
    before = before[max((m.end() for m in _TENSE_BORDER.finditer(before)), default=0) :]
    planned = max((plan.end() for plan in _FORECAST.finditer(before)), default=-1)
    happened = _last_finite(before)
    if planned >= 0 or (happened >= 0 and before[happened:].split()[0] not in CUES):
        return planned > happened
    behind = _TENSE_BORDER.split(sentence[at : at + _REACH], maxsplit=1)[0]
    behind = _COMMA.split(behind, maxsplit=1)[0]
    ahead = _AHEAD_BEHIND.search(behind)
    if ahead is None or (is_share and ahead["would"]):
        return False
    return _last_finite(behind[: ahead.start()]) < 0


def _last_finite(words: str) -> int:
    """Return where the last finite verb begins that hangs on no other, or -1."""
    found, last = list(_WORD.finditer(words)), -1
    for at, word in enumerate(found):
        leads = {before.group().lower() for before in found[max(0, at - 2) : at]}
        if is_finite(word.group()) and leads.isdisjoint(_NO_FINITE_BEHIND):
            last = word.start()
    return last


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
