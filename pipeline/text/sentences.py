"""Sentence spans of English news prose, in linear time, with exact offsets."""

import re
from collections.abc import Iterator

from pipeline.text import abbreviations as known
from schemas import TextSpan

# The run is taken whole and judged afterwards: a pattern that demanded the white space after it
# would try a hostile "......x" again from every dot.
_STOP = re.compile(
    r"""[.!?…。！？][.!?…。！？"'”’»)\]]*+(?:\[\d{1,3}\])*+"""
    r"|(?P<blank_line>(?:\r\n|[\n\r])[ \t]*+(?:\r\n|[\n\r]))"
)
_NEXT = re.compile(r"""\s*+(?P<opening>["'“‘«(\[–—-]*+)[\s$€£¥₹]?+(?P<word>[^\W_][\w'’-]{0,40})?""")
_SPEECH = re.compile(
    r"\s*+(?:[A-Z][\w.'’-]{0,30} ){1,4}"
    r"(?:said|says|asked|asks|added|replied|wrote|told|shouted|wondered|tweeted)\b"
)
_SAMPLE = 2000  # characters that tell whether a text has capitals at all
_WORD_REACH = 40
"""Characters looked at before a stop: a bound, so that a word of a megabyte costs nothing."""


def split_sentences(text: str) -> tuple[TextSpan, ...]:
    """Return the sentences of one run of prose, in order, trimmed of white space.

    Every letter and digit of the text lies in exactly one of them; what has neither (a row of
    dots, an emoji alone) is no sentence. A blank line always ends one.
    """
    return tuple(TextSpan(start=start, end=end) for start, end in sentence_ranges(text))


def sentence_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence, as `split_sentences` returns them."""
    start = 0
    for stop in (*_ends(text), len(text)):
        first, end = _trimmed(text, start, stop)
        if any(map(str.isalnum, text[first:end])):
            yield first, end
        start = stop


def trimmed(text: str, start: int, end: int) -> TextSpan:
    """Return the range without the white space at its ends; an empty span if that is all."""
    first, last = _trimmed(text, start, end)
    return TextSpan(start=first, end=last)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    return first, max(first, start + len(piece.rstrip()))


def _ends(text: str) -> Iterator[int]:
    start = 0
    ends_here = _ends_here if any(map(str.isupper, text[:_SAMPLE])) else _ends_without_case
    for stop in _STOP.finditer(text):
        if stop["blank_line"] or ends_here(text, start, stop):
            start = stop.end()
            yield start


def _ends_without_case(text: str, start: int, stop: re.Match[str]) -> bool:
    """Return whether a sentence ends with this stop in a text that has no capitals.

    Corpora for research are often in small letters, with a space before each mark.
    """
    if stop[0][0] in "。！？":
        return True
    at = len(text[max(0, stop.start() - _WORD_REACH) : stop.start()].rstrip())
    before = _word_before(text, start, max(0, stop.start() - _WORD_REACH) + at).lstrip("^").lower()
    follows = stop.end() >= len(text) or text[stop.end()].isspace()
    initial = len(before) == 1 and before.isalpha()
    return follows and not initial and before not in known.ALWAYS_CONTINUES


def _ends_here(text: str, start: int, stop: re.Match[str]) -> bool:
    """Return whether the sentence that began at `start` ends with this stop."""
    mark, at = stop[0], stop.start()
    if mark[0] in "。！？":
        return True
    if stop.end() < len(text) and not text[stop.end()].isspace():
        return False
    if at and text[at - 1] in "([":  # "[…]" and "(!)" are remarks inside a sentence
        return False
    following = _NEXT.match(text, stop.end())
    opening, word = (following["opening"], following["word"] or "") if following else ("", "")
    if _is_lower(word):
        return False
    if mark[0] != "." or mark.startswith(".."):
        return _shout_ends(text, stop, word)
    return _full_stop_ends(_word_before(text, start, at), word, opening)


def _is_lower(word: str) -> bool:
    # A capital inside (iPhone, eBay) makes it a name, and names open sentences.
    return word[:1].islower() and word == word.lower()


def _word_before(text: str, start: int, at: int) -> str:
    piece = text[max(start, at - _WORD_REACH) : at]
    words = piece.split()
    if not words or piece[-1:].isspace():
        return ""
    # A first word is marked, for "No." and "1." mean other things there.
    is_first = len(words) == 1 and at - start <= _WORD_REACH
    return ("^" if is_first else "") + words[-1].lstrip("\"'“‘«([-–—")


def _shout_ends(text: str, stop: re.Match[str], word: str) -> bool:
    """Return whether ?, ! or an ellipsis ends the sentence; a capital follows it, or no word."""
    before = _word_before(text, 0, stop.start()).lstrip("^").lower()
    if stop[0] == "!" and before in known.NAMES_WITH_A_MARK:
        return word.lower() in known.OPENERS_OF_SENTENCES
    is_quoted = stop[0][-1] in "\"'”’»"
    return not (is_quoted and _SPEECH.match(text, stop.end()))


def _full_stop_ends(before: str, word: str, opening: str) -> bool:
    """Return whether one full stop after `before` ends the sentence when `word` follows it."""
    is_first, plain = before.startswith("^"), before.lstrip("^")
    key = plain.lower()
    opens = (
        word.lower() in known.OPENERS_OF_SENTENCES or not word or '"' in opening or "“" in opening
    )
    if len(plain) == len("LA") and plain.isupper() and key not in known.IN_CAPITALS_TOO:
        return True
    if key in known.ALWAYS_CONTINUES:
        return not word
    if key in known.TIMES_OF_DAY:
        return word.lower() not in known.DAYS_MONTHS_ZONES
    if key in known.BEFORE_A_NUMBER:
        return not word[:1].isdigit() and word.lower() not in known.DAYS_MONTHS_ZONES
    if is_first and plain.isdigit() and len(plain) <= 3:  # "1. First item"
        return not word
    is_initial = len(plain) == 1 and plain.isupper()
    is_short_form = plain[:1].isupper() and key in known.OFTEN_CONTINUES  # Ill., but not "ill."
    if is_initial or is_short_form or known.DOTTED_LETTERS.fullmatch(plain):
        return opens
    return True
