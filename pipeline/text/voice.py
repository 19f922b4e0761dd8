"""Who speaks in a sentence, and whether it states a fact, foretells or judges.

Rules over the sentence alone: a speaker is found where the sentence names one, in the three forms
of news English: "X said", "said X", "according to X".
"""

import re

from schemas import ClaimKind

_SAYING = (
    "said|says|told|added|adds|announced|warned|warns|argued|argues|estimated|estimates|reported|"
    "reports|claimed|claims|wrote|noted|stated|predicted|predicts|forecasts|described|confirmed|"
    "acknowledged|insisted|insists|suggested|suggests|found|concluded|disclosed"
)
_PRONOUNS = {"he", "she", "they", "it", "we", "i", "who", "which", "that", "this", "these", "those"}
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,;.“”\"()]+)")
_BEFORE_VERB = re.compile(rf"(?P<who>[^,;:“”\"()—–]+?)\s+(?:has |had |also )?(?:{_SAYING})\b")
_AFTER_VERB = re.compile(rf"[,”\"]\s*(?:{_SAYING})\s+(?P<who>[^,;.“”\"()]+)")
_ENDS_NAME = re.compile(
    r"\s+(?:on|in|at|during|after|before|who|that|of a|to reporters|as|when|while|last|late|early|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b.*"
)
_LEADING = re.compile(
    r"^(?:and|but|however|meanwhile|that|while|as|because|if|when|where)\s+", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_FORECAST = re.compile(
    r"\b(?:will|shall|would|could|might|is due to|are due to|expected|expects?|forecasts?|projected|"
    r"projects|predicts?|predicted|plans? to|planned|planning|aims? to|hopes? to|set to|intends?|"
    r"proposes?|proposed|on track to|likely to|promised to|pledged to|ready to|target(?:s|ed)?|"
    r"within (?:the next )?[\w-]+ (?:days|weeks|months|years)|by 20\d\d)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:should|ought to|believes?|thinks?|feels?|in my view|disgrace(?:ful)?|shameful|wonderful|"
    r"terrible|best|worst|credible|unacceptable|must|need(?:s)? to)\b",
    re.IGNORECASE,
)
_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"))


def speaker(sentence: str) -> str | None:
    """Return the speaker that the sentence names, as written, or None; never a pronoun."""
    for pattern in (_ACCORDING, _AFTER_VERB, _BEFORE_VERB):
        for match in pattern.finditer(sentence):
            who = _tidy(match["who"])
            if who is not None:
                return who
    return None


def _tidy(who: str) -> str | None:
    """Return a noun phrase that can be a speaker, cut where the next phrase begins."""
    who = _LEADING.sub("", who.strip())
    who = _ENDS_NAME.sub("", who).strip(" -–—’'")
    words = _WORD.findall(who)
    if not words or len(words) > 9 or _PRONOUNS & {word.lower() for word in words}:
        return None
    named = any(word[0].isupper() for word in words)
    described = words[0].lower() in {"the", "a", "an"} and len(words) > 1
    plural = len(words) <= 3 and words[-1].endswith("s")
    return who if named or described or plural else None


def is_quoted(sentence: str, start: int, end: int) -> bool:
    """Return whether the characters from start to end stand inside quotation marks."""
    for opening, closing in _QUOTES:
        before = sentence[:start]
        if opening == closing:
            inside = before.count(opening) % 2 == 1
        else:
            inside = before.rfind(opening) > before.rfind(closing)
        if inside and closing in sentence[max(start, end - 1) :]:
            return True
    return False


def claim_kind(sentence: str) -> ClaimKind:
    """Return whether the sentence foretells, judges (and holds no number), or states a fact."""
    if _FORECAST.search(sentence):
        return ClaimKind.FORECAST
    judged = _OPINION.search(sentence) and not re.search(r"\d", sentence)
    return ClaimKind.OPINION if judged else ClaimKind.FACT
