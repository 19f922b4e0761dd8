"""Sentence spans of English news prose, in linear time, with exact offsets."""

import re
from collections.abc import Iterator

from schemas import TextSpan

# Compared without the last stop and in lower case.

_ALWAYS_CONTINUES = frozenset(
    """mr mrs ms messrs mx dr prof gen sen sens rep reps gov govs lt col sgt capt cmdr cdr adm maj
    brig cpl pvt pfc spc rev hon pres supt insp det amb atty fr sr. bros vs v viz e.g i.e cf al
    ft mt""".split()
)
"""A name or an explanation follows: Gen. Smith, Ft. Bragg, e.g. maize."""

_BEFORE_A_NUMBER = frozenset(
    """no nos p pp art arts sec secs ch chap fig figs vol vols approx ca c circa est min max rs re
    tel ext par para pt jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
"""Continues only before a number: No. 10, Jan. 6, Rs. 500; "No. We refuse." is two sentences."""

_OFTEN_CONTINUES = frozenset(
    """st ste inc corp ltd co cos llc plc bros jr sr ave blvd rd hwy rte dept dist univ assn natl
    intl govt ariz ala ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo
    mont neb nev okla ore pa penn tenn tex vt va wash wis wyo ont que alta gmbh mgr
    ed eds""".split()
)
"""Continues unless the next word is one that opens sentences: Apple Inc. Chief; Apple Inc. The."""

_IN_CAPITALS_TOO = frozenset({"mr", "ms", "dr", "st", "jr", "sr", "no"})
"""Of two letters, only these are abbreviations in capitals: LA. and FT. are names at an end."""

_TIMES_OF_DAY = frozenset({"a.m", "p.m", "am", "pm"})
"""Ends the sentence before a capital, except before a day, a month or a time zone."""

_DAYS_MONTHS_ZONES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
    sat sun january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec et est edt ct cst cdt mt mst mdt pt pst pdt
    gmt utc bst cet cest ist local eastern central pacific mountain""".split()
)

_OPENERS_OF_SENTENCES = frozenset(
    """the a an this that these those there here it its he she they we i you his her their our my
    in on at by for from with without within to of as if when while where why how what who which
    after before since until during under over between among about around because although though
    despite but and or so yet nor not no now then still also however meanwhile instead moreover
    some many most more much few several all both each every another other others one two three
    four five six seven eight nine ten last next only even just nearly almost roughly according
    once earlier later today yesterday officials police authorities critics experts analysts
    should would could did does do is are was were has have had can""".split()
)
"""Words that rarely stand in a name, so that after an abbreviation they open a new sentence."""

_NAMES_WITH_A_MARK = frozenset({"yahoo", "jeopardy", "oklahoma", "wham", "e"})
"""Names written with an exclamation mark; a capital after them proves nothing."""

_DOTTED_LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,2}")
"""U.S, D.C, Ph.D … without the last stop."""


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
    return follows and not initial and before not in _ALWAYS_CONTINUES


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
    if stop[0] == "!" and before in _NAMES_WITH_A_MARK:
        return word.lower() in _OPENERS_OF_SENTENCES
    is_quoted = stop[0][-1] in "\"'”’»"
    return not (is_quoted and _SPEECH.match(text, stop.end()))


def _full_stop_ends(before: str, word: str, opening: str) -> bool:
    """Return whether one full stop after `before` ends the sentence when `word` follows it."""
    is_first, plain = before.startswith("^"), before.lstrip("^")
    key = plain.lower()
    opens = word.lower() in _OPENERS_OF_SENTENCES or not word or '"' in opening or "“" in opening
    if len(plain) == len("LA") and plain.isupper() and key not in _IN_CAPITALS_TOO:
        return True
    if key in _ALWAYS_CONTINUES:
        return not word
    if key in _TIMES_OF_DAY:
        return word.lower() not in _DAYS_MONTHS_ZONES
    if key in _BEFORE_A_NUMBER:
        return not word[:1].isdigit() and word.lower() not in _DAYS_MONTHS_ZONES
    if is_first and plain.isdigit() and len(plain) <= 3:  # "1. First item"
        return not word
    is_initial = len(plain) == 1 and plain.isupper()
    is_short_form = plain[:1].isupper() and key in _OFTEN_CONTINUES  # Ill., but not "ill."
    if is_initial or is_short_form or _DOTTED_LETTERS.fullmatch(plain):
        return opens
    return True
