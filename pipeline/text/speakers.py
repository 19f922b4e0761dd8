"""Who speaks in a sentence, which words it quotes, and which bodies it names.

A speaker is found where the sentence names one, in the forms of news English: "X said", "said X",
"according to X", "the report shows". A body is a ministry, company, army, court or office, known by
the words that its name holds.
"""

import re
from collections.abc import Iterator
from itertools import chain

from pipeline.text.remembered import remembered
from pipeline.text.words import any_of, whole_words
from schemas import Article

# Each verb, form and word here finds speakers that people marked in 210 news articles (PolNeAR).
_SAYING = (
    "said|says|told|added|announced|warned|argued|estimates|reported|reports|claims|wrote|noted|"
    "stated|described|confirmed|insisted|suggested|found|counted|urged|asked for|promis(?:es|ed)|"
    "propos(?:es|ed)"
)
_SHOWING = "shows?|showed"
"""What only a document does when it says something: people show other things."""
_DOCUMENTS = (
    "(?:data|figures|statistics|reports?|stud(?:y|ies)|surveys?|polls?|documents?|filings?|records|"
    "accounts|census|audits?|analysis|estimates?|minutes)"
)
_SPEAKS = whole_words(f"{_SAYING}|{_SHOWING}|according")
"""Nobody speaks in three sentences of four, which one look tells."""
_SAID = re.compile(rf"\s(?:{_SAYING})\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,;.“”\"()]+)")
_NAME_RUN = r"(?:(?:[A-Z][\w.’'-]*|de|van|von|of)\s){0,5}?[A-Z][\w’'-]+"
_FORMS = (
    _ACCORDING,
    re.compile(  # Maria Rossi, the mayor, said
        rf"(?:^|[,;:“”]\s|\b(?:but|and|while|that)\s)(?P<who>{_NAME_RUN}),\s"
        rf"(?:the|an?|who|\d+)\b[^,;:“”\"()]{{0,100}},\s(?:{_SAYING})\b"
    ),
    re.compile(  # the mayor, Maria Rossi, said
        rf"\b(?:the|an?|its|his|her|their)\s[a-z][\w’' -]{{2,50}},\s(?P<who>{_NAME_RUN}),"
        rf"\s(?:{_SAYING})\b",
        re.IGNORECASE,
    ),
    re.compile(  # …, said the mayor, Maria Rossi
        rf"[,”\"]\s*(?:{_SAYING})\s(?:the|an?|its|his|her|their)\s[a-z][\w’' -]{{2,50}},"
        rf"\s(?P<who>{_NAME_RUN})(?=[,.]|$|\s[a-z])"
    ),
    re.compile(  # a report by the council shows
        rf"(?:^|[,;:]\s|\b(?:but|and|while)\s)(?P<who>(?:[\w’'-]+\s){{0,4}}?{_DOCUMENTS}\b"
        rf"[^,;:“”\"()]{{0,60}}?)\s(?:has\s|also\s)?(?:{_SHOWING})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"[,”\"]\s*(?:{_SAYING})\s+(?P<who>[^,;.“”\"()]+)"),  # …, said Rossi
)
_SUBJECT_REACH = 120
"""Characters: looking further back for the subject of a verb would make a long line quadratic."""
_SUBJECT_BORDER = re.compile(
    r"[,;:“”\"()—–]|\b(?:that|as|because|while|when|although|though|but|and(?=\s(?:the|an?|"
    r"[A-Z])\b))\s"
)
_HELPER = re.compile(
    r"(?:\s+(?:has|have|had|also|nevertheless|later|then|meanwhile|earlier|\w+ly))+$"
)
_NO_SPEAKER = frozenset("he she they we i who which is are was were been".split())
"""A pronoun is no name, and the subject of a passive verb says nothing."""
_HE_SAID = re.compile(rf"\b(?:[Hh]e|[Ss]he)(?P<rest>\s+(?:has |had |also )?(?:{_SAYING})\b)")
_ENDS_NAME = re.compile(
    r"\s+(?:published|released|seen by|on|in|at|during|after|before|who|that|of a|to reporters|as|"
    r"when|while|last|late|early|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b.*"
)
_LEADING = re.compile(
    r"^(?:and|but|however|meanwhile|that|while|as|because|if|when|where)\s+", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"))

_BODY_WORDS = (
    "ministry|department|offices?|bureau|agency|police|forces?|army|navy|crews|military|council|"
    "committee|government|administration|company|firm|group|bank|union|party|court|university|"
    "college|institute|commission|authority|association|foundation|alliance|service|board|fund|"
    "parliament|senate|congress|hospital|school|airline|operator|regulator|charity|club|federation|"
    "organi[sz]ation|embassy|exchange|cent(?:re|er)|laborator(?:y|ies)|tribunal|prosecutors|"
    "watchdog|coalition|treasury|inc|corp|ltd"
)
_BODY = whole_words(_BODY_WORDS)
_BEFORE_BODY = any_of(
    "air|health|port|fire|labou?r|central|city|town|county|harbou?r|national|regional|federal|"
    "state|defen[cs]e|weather|statistics|election|electoral|high|supreme|district|power|rail|water|"
    "housing"
)
# Letters that are no body: places, units, titles, and words shouted in a headline.
_NO_BODY = frozenset(
    "US UK UAE USA EU GDP CEO CFO TV AI IT PM AM BST GMT CET UTC EST USD EUR GBP DNA RNA HIV COVID "
    "MP MPS NEW SAYS THE AND FOR WITH LONDON PARIS BERLIN FILE PHOTO".split()
)
_BODY_NAME = re.compile(
    r"\b(?=\w)(?:(?<![A-Z] )(?P<letters>[A-Z]{2,6})\b(?!-\d|,? [A-Z]{2,}|,? [—–-]|:)"
    r"|(?P<name>(?:the )?(?:(?:[A-Z][\w’'-]{1,40}|of|for|and) ){0,4}"
    rf"(?:{_BEFORE_BODY} ){{0,2}}{any_of(_BODY_WORDS)}\b(?: (?:of|for) (?:the "
    rf")?[A-Za-z][\w-]{{1,40}})?))"
)
# Two pieces of text in three name none; to look for the name itself takes three times as long.
_MAY_NAME = re.compile(rf"\b(?:[A-Z]{{2}}|{any_of(_BODY_WORDS)}\b)")


@remembered  # asked by all who need a name; the sentences of the longest articles
def speaker(sentence: str) -> str | None:
    """Return the speaker that the sentence names, as written, or None; never a pronoun."""
    if not _SPEAKS.search(sentence):
        return None
    named = chain(
        (match["who"] for form in _FORMS for match in form.finditer(sentence)),
        _subjects(sentence),
    )
    return next((who for phrase in named if (who := _tidy(phrase)) is not None), None)


def _subjects(sentence: str) -> Iterator[str]:
    """Yield what stands before each verb of saying, back to the last comma or mark."""
    for verb in _SAID.finditer(sentence):
        before = sentence[max(0, verb.start() - _SUBJECT_REACH) : verb.start()]
        yield _HELPER.sub("", _SUBJECT_BORDER.split(before)[-1])


def _tidy(who: str) -> str | None:
    """Return a noun phrase that can be a speaker, cut where the next phrase begins."""
    who = _ENDS_NAME.sub("", _LEADING.sub("", who.strip())).strip(" -–—’'")
    words = _WORD.findall(who)
    if not words or len(words) > 9 or _NO_SPEAKER & {word.lower() for word in words}:
        return None
    named = any(word[0].isupper() for word in words)
    described = words[0].lower() in {"the", "a", "an"} and len(words) > 1
    plural = len(words) <= 3 and words[-1].endswith("s")
    return who if named or described or plural else None


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
    if not capitals or is_body(who):
        return False
    if len(capitals) > 1:
        surnames.add(capitals[-1])
    return capitals[-1] in surnames


def _goes_on(sentence: str) -> bool:
    """Return whether the speaker is the one before: a pronoun says it, or a quotation runs on."""
    runs_on = sentence.startswith(("“", '"')) and speaker(sentence) is None
    closes = "”" in sentence and "“" not in sentence
    return runs_on or closes or says_pronoun(sentence)


def reports_speech(sentence: str) -> bool:
    """Return whether the sentence says that somebody says something, whoever it is."""
    return bool(_SAID.search(sentence) or _ACCORDING.search(sentence))


def says_pronoun(sentence: str) -> bool:
    """Return whether the sentence names its speaker only as "he" or "she"."""
    return bool(_HE_SAID.search(sentence))


def with_name(sentence: str, who: str | None) -> str:
    """Return a sentence with "he said" as "[Rossi] said", as editors mark a name they put in."""
    return (
        _HE_SAID.sub(lambda said: f"[{who}]{said['rest']}", sentence, count=1) if who else sentence
    )


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


def is_body(name: str) -> bool:
    """Return whether a name or description holds the word of a body: "the city council"."""
    return bool(_BODY.search(name))


def bodies_in(text: str) -> tuple[str, ...]:
    """Return the bodies that a text names, as written, each once: "NATO", "the port authority"."""
    # No name holds a full stop, and what stands behind one changes no name before it.
    pieces = map(str.strip, text.split("."))
    return tuple(dict.fromkeys(chain.from_iterable(map(_between_stops, pieces))))


@remembered  # the article asks, and then each figure of a sentence
def _between_stops(text: str) -> tuple[str, ...]:
    if not _MAY_NAME.search(text):
        return ()
    return tuple(
        name[0].strip()
        for name in _BODY_NAME.finditer(text)
        if name["letters"] not in _NO_BODY and (name["letters"] or _is_definite(name[0]))
    )


def _is_definite(name: str) -> bool:
    """Return whether a body is a certain one, by a capital, an article or words before it."""
    return " " in name.strip() and (name.startswith("the ") or any(map(str.isupper, name)))
