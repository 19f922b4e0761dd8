"""Who speaks in a sentence, and whether it states a fact, foretells or judges.

Rules over the sentence alone: a speaker is found where the sentence names one, in the three forms
of news English: "X said", "said X", "according to X".
"""

import re
from collections.abc import Iterator
from itertools import chain

from pipeline.text.bodies import is_body
from pipeline.text.remembered import remembered
from pipeline.text.words import any_of, whole_words
from schemas import Article, ClaimKind

_SAYING = (
    "said|says|told|added|adds|announced|warned|warns|argued|argues|estimated|estimates|reported|"
    "reports|claimed|claims|wrote|noted|stated|predicted|predicts|forecasts|described|confirmed|"
    "counted|calculated|calculates|testified|acknowledged|insisted|insists|suggested|suggests|found|concluded|disclosed"
)
# What only a document does when it says something: people show other things.
_SHOWING = "shows?|showed|indicates?|indicated|puts?|reveals?|revealed"
_DOCUMENTS = (
    r"(?:data|figures|statistics|reports?|stud(?:y|ies)|surveys?|polls?|documents?|filings?|records|"
    r"accounts|census|audits?|analysis|estimates?|minutes)"
)
_SHOWN = re.compile(
    rf"(?:^|[,;:]\s|\b(?:but|and|while)\s)(?P<who>(?:[\w’'-]+\s){{0,4}}?{_DOCUMENTS}\b[^,;:“”\"()]{{0,60}}?)"
    rf"\s(?:has\s|have\s|also\s)?(?:{_SHOWING})\b",
    re.IGNORECASE,
)
# Who wants or asks for something gives the figure of what is wanted.
_WANTING = (
    r"wants?|urged|demand(?:s|ed)|call(?:s|ed) for|is (?:pushing|calling|asking) for|"
    r"are (?:pushing|calling|asking) for|asked for|"
    r"promis(?:es|ed)|pledg(?:es|ed)|propos(?:es|ed)|puts? pressure on|press(?:es|ed) for"
)
_NAME_RUN = r"(?:(?:[A-Z][\w.’'-]*|de|van|von|of)\s){0,5}?[A-Z][\w’'-]+"
_AND_ROLE = re.compile(
    rf"(?:^|[,;:“”]\s|\b(?:but|and|while|that)\s)(?P<who>{_NAME_RUN}),\s"
    rf"(?:the|an?|its|his|her|their|who|whose|\d+)\b[^,;:“”\"()]{{0,100}},\s(?:{_SAYING})\b"
)
_ROLE_AND = re.compile(
    rf"\b(?:the|an?|its|his|her|their)\s[a-z][\w’' -]{{2,50}},\s(?P<who>{_NAME_RUN}),\s(?:{_SAYING})\b",
    re.IGNORECASE,
)
_SAID_ROLE = re.compile(
    rf"[,”\"]\s*(?:{_SAYING})\s(?:the|an?|its|his|her|their)\s[a-z][\w’' -]{{2,50}},\s(?P<who>{_NAME_RUN})(?=[,.]|$|\s[a-z])"
)
# Where there is no such verb, none of the longer forms need be tried.
_SAYS, _SHOWS = whole_words(_SAYING), whole_words(_SHOWING)
# Nor any form at all in three sentences of four, which one look tells.
_SPEAKS = whole_words(f"{_SAYING}|{_SHOWING}|{_WANTING}|according")
_PRONOUNS = {"he", "she", "they", "it", "we", "i", "who", "which", "that", "this", "these", "those"}
_PASSIVE = {"is", "are", "was", "were", "be", "been", "being"}
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,;.“”\"()]+)")
_SAID = re.compile(rf"\s(?:{_SAYING}|{_WANTING})\b")
# A subject stands right before its verb; looking further back would make a long line quadratic.
_SUBJECT_REACH = 120  # characters
_SUBJECT_BORDER = re.compile(
    r"[,;:“”\"()—–]|\b(?:that|as|because|while|when|although|though|but|and(?=\s(?:the|an?|[A-Z])\b))\s"
)
_HELPER = re.compile(
    r"(?:\s+(?:has|have|had|also|nevertheless|later|then|meanwhile|earlier|\w+ly))+$"
)
_AFTER_VERB = re.compile(rf"[,”\"]\s*(?:{_SAYING})\s+(?P<who>[^,;.“”\"()]+)")
# They say things, but "he" is none of them; bodies are known by their own words.
_PAPERS = {"report", "study", "survey", "poll", "statement", "data", "figures"}
_HE_SAID = re.compile(rf"\b(?:[Hh]e|[Ss]he)(?P<rest>\s+(?:has |had |also )?(?:{_SAYING})\b)")
_HIS_ACCOUNT = re.compile(r"\bby (?:his|her) (?:own )?(?:account|count|reckoning|estimate)\b")
_ENDS_NAME = re.compile(
    r"\s+(?:published|released|seen by|on|in|at|during|after|before|who|that|of a|to reporters|as|when|while|last|late|early|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b.*"
)
_GOES_ON_TO = re.compile(r"(?<=\s)(?P<last>[A-Z][\w’'-]+)\s[a-z]+ed\s.*")
_LEADING = re.compile(
    r"^(?:and|but|however|meanwhile|that|while|as|because|if|when|where)\s+", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_PLANNING = any_of(
    "will|shall|would|could|might|is due to|are due to|was due to|were due to|is going to|are going to|"
    "expected|expects?|forecasts?|projected|projects|predicts?|predicted|plans? (?:to|for)|"
    "planned(?<!was planned)(?<!were planned)|planning|aims? to|hopes? to|set to|intend(?:s|ed)?|"
    "proposes?|proposed|on track to|likely to|promis(?:es|ed)|pledg(?:es|ed)|vow(?:s|ed)|ready to|"
    "targets?(?= (?:of|for|is|to))|targeted (?=for|to)|must(?! have)|needs|push(?:es|ed|ing)? for|"
    "put(?:s|ting)? pressure on|wants?|"
    "call(?:s|ed|ing) (?:for|on)|urg(?:es|ed|ing)|demand(?:s|ed|ing)|"
    r"within (?:the next )?[\w-]+ (?:days|weeks|months|years)|by 20\d\d"
)
_FORECAST = re.compile(rf"\b{_PLANNING}\b|’ll\b", re.IGNORECASE)
_OPINION = whole_words(
    "should|ought to|believes?|thinks?|feels?|in my view|disgrace(?:ful)?|shameful|wonderful|"
    "terrible|best|worst|credible|unacceptable"
)
_ASKED_FOR = whole_words("should|ought to")
# What makes a number a matter of taste: nothing could show that 40 percent "would be fair".
_VALUED = re.compile(
    r"\b(?:in (?:my|our) (?:view|opinion)|(?:is|are|was|were|be|been|seems?|sounds?|feels?|looks?)"
    r" (?:\w+ly |just |quite |still |far )?(?:fair|unfair|enough|right|wrong|too (?:much|many|little|few|high|low|long)|"
    r"reasonable|unreasonable|ridiculous|absurd|outrageous|acceptable|unacceptable|plenty|a disgrace|a scandal))\b",
    re.IGNORECASE,
)
# What people tell of themselves; "we" may be a company or a country, so only of home and kin.
_OWN_LIFE = re.compile(
    r"\b[Mm]y (?:own |old |late )?(?:\w+ )?(?:rents?|wife|husband|partner|kids?|child(?:ren)?|sons?|daughters?|mother|father|"
    r"mum|mom|dad|parents|family|bills?|salary|wages?|pay|pension|job|house|home|flat|apartment|mortgage|car|commute|"
    r"doctor|surgery|treatment|electricity|insurance|savings|shop|farm|knee|back|heart)\b"
    r"|\b[Oo]ur (?:rent|home|house|kids|children|family|bills|mortgage|wedding|street)\b"
    r"|\bI(?:['’](?:ve|d|m))? (?:\w+ly |also |just |had |have |was |been |still |only |once |never ){0,3}"
    r"(?:waited|waiting|paid|pay|paying|lost|earn(?:ed)?|slept|spent|spend|live|lived|living|moved|bought|sold|walk(?:ed)?|"
    r"drove|drive|called|queued|stood|sat|worked|working|work|born|grew|raised|quit|applied|saved|borrowed|owe|"
    r"weigh|weighed|caught|felt|saw|got|ate|took)\b"
)
_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"))


@remembered  # asked by all who need a name; the sentences of the longest articles
def speaker(sentence: str) -> str | None:
    """Return the speaker that the sentence names, as written, or None; never a pronoun."""
    verbs = _verbs(sentence)
    if verbs is None:
        return None
    says, shows = verbs
    forms = (
        (_ACCORDING, "ccording to " in sentence),
        (_AND_ROLE, says),
        (_ROLE_AND, says),
        (_SAID_ROLE, says),
        (_SHOWN, shows),
        (_AFTER_VERB, says),
    )
    named = chain(
        (each["who"] for form, may in forms if may for each in form.finditer(sentence)),
        _subjects(sentence),
    )
    return next((who for phrase in named if (who := _tidy(phrase)) is not None), None)


@remembered
def _verbs(sentence: str) -> tuple[bool, bool] | None:
    """Return whether a sentence has a verb of saying, and one of showing; None where nobody speaks."""
    if not _SPEAKS.search(sentence):
        return None
    return bool(_SAYS.search(sentence)), bool(_SHOWS.search(sentence))


def _subjects(sentence: str) -> Iterator[str]:
    """Yield what stands before each verb of saying, back to the last comma or mark."""
    for verb in _SAID.finditer(sentence):
        before = sentence[max(0, verb.start() - _SUBJECT_REACH) : verb.start()]
        yield _HELPER.sub("", _SUBJECT_BORDER.split(before)[-1])


def speakers(article: Article) -> dict[str, str | None]:
    """Return who speaks in each prose sentence, by sentence id.

    Where a sentence has only "he said", or goes on with a quotation, it is who spoke last.
    """
    found: dict[str, str | None] = {}
    last: str | None = None
    surnames: set[str] = set()
    for sentence in article.prose:
        text = article.plain(sentence.span)
        named = speaker(text)
        if named and _is_person(named, surnames):
            last = named
        found[sentence.sentence_id] = named or (last if _goes_on(text) else None)
    return found


def _is_person(who: str, surnames: set[str]) -> bool:
    """Return whether "he" can be this speaker; `surnames` keeps who was named in full before."""
    capitals = [word for word in _WORD.findall(who) if word[0].isupper()]
    if not capitals or is_body(who) or _PAPERS & {word.lower() for word in _WORD.findall(who)}:
        return False
    if len(capitals) > 1:
        surnames.add(capitals[-1])
    return capitals[-1] in surnames


def reports_speech(sentence: str) -> bool:
    """Return whether the sentence says that somebody says something, whoever it is."""
    return bool(_SAID.search(sentence) or _ACCORDING.search(sentence))


def says_pronoun(sentence: str) -> bool:
    """Return whether the sentence names its speaker only as "he" or "she"."""
    verbs = _verbs(sentence)
    return verbs is not None and verbs[0] and bool(_HE_SAID.search(sentence))


def says_so(sentence: str) -> bool:
    """Return whether the sentence holds a verb of saying."""
    return bool(_SAID.search(sentence))


def with_name(sentence: str, who: str | None) -> str:
    """Return a sentence with "he said" as "[Rossi] said", as editors mark a name they put in."""
    return (
        _HE_SAID.sub(lambda said: f"[{who}]{said['rest']}", sentence, count=1) if who else sentence
    )


def _goes_on(sentence: str) -> bool:
    """Return whether the speaker is the one before: a pronoun says it, or a quotation runs on."""
    runs_on = sentence.startswith(("“", '"')) and speaker(sentence) is None
    closes = "”" in sentence and "“" not in sentence
    return runs_on or closes or says_pronoun(sentence) or _is_own_account(sentence)


def _is_own_account(sentence: str) -> bool:
    return "by h" in sentence and bool(_HIS_ACCOUNT.search(sentence))


def _tidy(who: str) -> str | None:
    """Return a noun phrase that can be a speaker, cut where the next phrase begins."""
    who = _LEADING.sub("", who.strip())
    who = _GOES_ON_TO.sub(r"\g<last>", _ENDS_NAME.sub("", who)).strip(" -–—’'")
    words = _WORD.findall(who)
    if not words or len(words) > 9 or (_PRONOUNS | _PASSIVE) & {word.lower() for word in words}:
        return None
    named = any(word[0].isupper() for word in words)
    described = words[0].lower() in {"the", "a", "an"} and len(words) > 1
    plural = len(words) <= 3 and words[-1].endswith("s")
    return who if named or described or plural else None


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


@remembered
def is_foretold(words: str) -> bool:
    """Return whether the words plan, expect or demand."""
    return bool(_FORECAST.search(words))


def foretold_at(words: str) -> list[int]:
    """Return where the words that plan, expect or demand begin."""
    return [found.start() for found in _FORECAST.finditer(words)]


@remembered
def is_asked_for(words: str) -> bool:
    """Return whether the words say what ought to be."""
    return bool(_ASKED_FOR.search(words))


@remembered
def is_valued(words: str) -> bool:
    """Return whether the words weigh a number instead of giving it: "40 percent would be fair"."""
    return bool(_VALUED.search(words))


@remembered
def is_own_life(words: str) -> bool:
    """Return whether somebody tells of their own life in the words."""
    return bool(_OWN_LIFE.search(words))


def claim_kind(sentence: str) -> ClaimKind:
    """Return whether the sentence foretells or demands, judges, or states a fact.

    A judgement that holds a number counts as a fact: the number can be checked.
    """
    if is_foretold(sentence):
        return ClaimKind.FORECAST
    judged = _OPINION.search(sentence) and not re.search(r"\d", sentence)
    return ClaimKind.OPINION if judged else ClaimKind.FACT
