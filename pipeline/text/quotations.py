"""Which words of a sentence stand in quotation marks, and "he said" with a name put in."""

import re

from pipeline.text.words import any_of

_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"))
_SAYING = any_of(
    "said|says|told|added|announced|warned|argued|claimed|wrote|noted|stated|explained|insisted|"
    "suggested|reported|confirmed"
)
_HE_SAID = re.compile(rf"\b(?:[Hh]e|[Ss]he)(?P<rest>\s+(?:has |had |also )?{_SAYING}\b)")


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
