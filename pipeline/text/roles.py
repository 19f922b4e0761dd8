"""What each block of an article is: headline, lede, body, caption or boilerplate.

Position and wording decide, by rules for news in general. A long paragraph of prose in the
middle of an article is never boilerplate: a promo that is kept costs an editor a glance, a
paragraph that is lost costs a fact.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, takewhile

from pipeline.text import boilerplate_phrases as phrases
from pipeline.text.blocks import Block, Mark, is_stopped
from pipeline.text.boilerplate_phrases import Kind
from schemas import Role

_SHORT, _LEGAL, _BIO, _CAPTION = 45, 70, 90, 80
"""Words; calls to action, legal lines, authors' notes and captions are no longer than that."""
_HEADLINE = 25
_PROSE = 12
"""Words from which a block that ends in a stop counts as a paragraph of prose."""
_MENU_WORDS, _MENU_RUN, _MENU_SIGNS = 4, 4, 3
_KICKER, _SHORTEST_DECK = 2, 4
_LIST_ITEM, _LONGEST_LIST = 20, 12
_MOST_NOTES = 20
"""Authors' notes: each surname is looked for in all of the text before it."""
_LAST_QUARTER, _LAST_THIRD = 0.75, 0.65
"""Shares of the text after which authors introduce themselves and readers comment."""

_SEPARATOR = re.compile(r"\s[|•·›»/]\s")
_PARTS = re.compile(r"[.!?:]\s+")


def assign_roles(blocks: Sequence[Block]) -> tuple[Role, ...]:
    """Return the role of each block, in the same order."""
    if not blocks:
        return ()
    outside = frozenset(at for at, block in enumerate(blocks) if block.mark is Mark.OUTSIDE)
    boilerplate, captions = _apart(blocks, outside)
    if len(boilerplate) == len(blocks) and not outside:
        # A text that is promotion from end to end was given to be read all the same.
        boilerplate, captions = frozenset(), frozenset()
    headlines = frozenset(_headlines(blocks, boilerplate | captions))
    lede = _lede(blocks, boilerplate | captions | headlines)
    named = {
        **dict.fromkeys(boilerplate, Role.BOILERPLATE),
        **dict.fromkeys(captions, Role.CAPTION),
        **dict.fromkeys(headlines, Role.HEADLINE),
    }
    return tuple(Role.LEDE if at == lede else named.get(at, Role.BODY) for at in range(len(blocks)))


def _apart(
    blocks: Sequence[Block], outside: frozenset[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """Return which blocks are boilerplate and which are captions."""
    taken = outside.union(at for at, block in enumerate(blocks) if _is_promo(block))
    taken = taken.union(_labels(blocks, taken), _link_lists(blocks))
    taken = taken.union(_kickers(blocks, taken))
    captions = frozenset(_captions(blocks, taken))
    taken = taken.union(_authors(blocks, taken | captions), _comments(blocks))
    return taken, captions - taken


def _is_short(block: Block, words: int) -> bool:
    # Characters too: the rules below search, and a "word" may be a megabyte long.
    return len(block.text) <= 12 * words and len(block.text.split()) <= words


def _is_prose(block: Block) -> bool:
    return not _is_short(block, _PROSE) and is_stopped(block.text)


def _bare(block: Block) -> str:
    return block.text.lstrip("•·*-–—►▶→»›| ").rstrip(" |»›→")


def _is_promo(block: Block) -> bool:
    text = _bare(block)
    if not _is_short(block, _LEGAL):
        return False
    small = text.lower()
    if any(all(word in small for word in words) for words in phrases.ANYWHERE):
        return True
    if not _is_short(block, _SHORT):
        return False
    if phrases.OPENINGS.match(text):
        return True
    parts = _PARTS.split(text)
    if len(parts) > 1 and _kind(parts[-1]) is Kind.CALL:  # "… read by 8,000 people. Sign up"
        return True
    return _is_short(block, _HEADLINE) and (_is_label(text) or _is_credit_only(text))


def _kind(line: str) -> Kind | None:
    """Return of which kind a whole line is, None of a line that is no known boilerplate."""
    known = phrases.WHOLE_LINES.fullmatch(line)
    return Kind(known.lastgroup) if known and known.lastgroup else None


def _is_label(text: str) -> bool:
    """Return whether a short line is a button, a byline, a time stamp or a menu of such words."""
    whole = (phrases.WHOLE_LINES, phrases.BYLINES, phrases.STAMPS)
    if any(pattern.fullmatch(text) for pattern in whole):
        return True
    parts = _SEPARATOR.split(text)
    if len(parts) == 1 or any(len(part.split()) > _MENU_WORDS for part in parts):
        return False
    return len(parts) > _MENU_SIGNS or any(map(_is_label, parts))


def _is_credit_only(text: str) -> bool:
    """Return whether the line names who took a picture and says nothing about it."""
    if phrases.AGENCY_CREDIT.fullmatch(text):
        return _is_credit(text)
    begins = phrases.PICTURES.match(text)
    return bool(begins) and _is_credit(text[begins.end() :].rstrip(")") if begins else "")


def _labels(blocks: Sequence[Block], taken: AbstractSet[int]) -> Iterator[int]:
    """Yield what stands above the headline: the words of a menu, the name of the section."""
    free = [at for at in range(len(blocks)) if at not in taken]
    opening = list(takewhile(lambda at: _may_open(blocks[at]), free))
    if len(opening) == len(free):
        return
    below = free[len(opening)]
    if _is_prose(blocks[below]):
        titles = (at for at in opening if not _is_short(blocks[at], _MENU_WORDS))
        below = next(titles, opening[-1] if len(opening) > _MENU_RUN else 0)
    labels = [at for at in opening if at < below and _is_menu_word(blocks[at])]
    longest = _MENU_WORDS if len(labels) >= _MENU_RUN else _KICKER
    yield from (at for at in labels if _is_short(blocks[at], longest))


def _kickers(blocks: Sequence[Block], taken: AbstractSet[int]) -> Iterator[int]:
    """Yield what stands between the headline and the first prose, and is too short for a deck."""
    free = [at for at in range(len(blocks)) if at not in taken]
    opening = list(takewhile(lambda at: not _is_prose(blocks[at]), free))
    title = next((at for at in opening if not _is_short(blocks[at], _MENU_WORDS)), None)
    if title is not None and len(opening) < len(free):
        below = (at for at in opening if at > title and _is_menu_word(blocks[at]))
        yield from (at for at in below if _is_short(blocks[at], _SHORTEST_DECK - 1))


def _may_open(block: Block) -> bool:
    return not _is_prose(block) and block.mark not in {Mark.TITLE, Mark.HEADING}


def _is_menu_word(block: Block) -> bool:
    # Rows with figures are a table of results, not a menu.
    is_plain = block.mark in {Mark.NONE, Mark.ITEM} and not any(map(str.isdigit, block.text[:80]))
    return is_plain and not is_stopped(block.text) and _is_short(block, _MENU_WORDS)


def _link_lists(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the titles under "Most read"; before the first prose such a line lists nothing."""
    seen_prose, left = False, 0
    for at, block in enumerate(blocks):
        if _is_short(block, _PROSE) and _kind(_bare(block)) is Kind.LIST:
            left = _LONGEST_LIST if seen_prose else 0
        elif left and _is_short(block, _LIST_ITEM) and not block.text.endswith((".", ".”", '."')):
            left -= 1
            yield at
        else:
            left = 0
            seen_prose = seen_prose or _is_prose(block)


def _captions(blocks: Sequence[Block], taken: AbstractSet[int]) -> Iterator[int]:
    free = [at for at in range(len(blocks)) if at not in taken]
    seen_prose = False
    for at in free:
        block = blocks[at]
        # Agencies sign their last paragraph like a picture: "… he said. (PTI)"
        signs_off = seen_prose and at == free[-1]
        if block.mark is Mark.CAPTION or _is_caption(block, may_have_credit=not signs_off):
            yield at
            if not (seen_prose or at - 1 in taken) and at and _is_alternative_text(blocks[at - 1]):
                yield at - 1
        else:
            seen_prose = seen_prose or _is_prose(block)


def _is_alternative_text(block: Block) -> bool:
    """Return whether a sentence of its own right above a caption describes the picture too."""
    return block.mark is Mark.NONE and _is_short(block, _LIST_ITEM) and block.text.endswith(".")


def _is_caption(block: Block, *, may_have_credit: bool) -> bool:
    if block.mark is not Mark.NONE or not _is_short(block, _CAPTION):
        return False
    begins = phrases.PICTURES.match(block.text)
    if begins and begins["sign"]:
        return True
    credit = phrases.CREDIT_AT_END.search(block.text) if may_have_credit else None
    return bool(credit) and _is_credit((credit["bracket"] or credit["tail"]) if credit else "")


def _is_credit(text: str) -> bool:
    """Return whether the words are a name or an agency: capitals but for "via", "for", "of"."""
    words = [word for word in re.split(r"[\s/,|]+", text) if word]
    named = [word for word in words if word[0].isupper() or word[0] in "@©"]
    rest = {word.lower().strip(".:") for word in words} - {w.lower().strip(".:") for w in named}
    return bool(named) and len(words) <= _PROSE and rest <= phrases.CREDIT_SMALL_WORDS


def _authors(blocks: Sequence[Block], taken: AbstractSet[int]) -> Iterator[int]:
    """Yield the notes on who wrote this: at the end, on somebody the article never names."""
    total = max(blocks[-1].span.end, 1)
    body = [
        "" if at in taken or _is_short(block, _MENU_WORDS) else block.text
        for at, block in enumerate(blocks)
    ]
    later_is_taken, notes = True, 0
    for at in range(len(blocks) - 1, 0, -1):
        is_late = later_is_taken or blocks[at].span.start >= _LAST_QUARTER * total
        if not is_late or notes == _MOST_NOTES:
            return
        if at in taken:
            continue
        surname = _introduced(blocks[at])
        notes += surname is not None
        if surname is None or any(surname in paragraph for paragraph in islice(body, at)):
            later_is_taken = False
        else:
            yield at


def _introduced(block: Block) -> str | None:
    """Return the surname of whom a block introduces as an author's note does, or None."""
    if not _is_short(block, _BIO) or any(sign in block.text for sign in '“”"'):
        return None
    bio = phrases.BIO.match(_bare(block))
    return bio["name"].split()[-1].strip(".,'’") if bio else None


def _comments(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield everything below a line that opens the readers' comments near the end."""
    total = max(blocks[-1].span.end, 1)
    for at, block in enumerate(blocks):
        is_late = block.span.start >= _LAST_THIRD * total
        if is_late and _is_short(block, _PROSE) and _kind(_bare(block)) is Kind.COMMENTS:
            yield from range(at, len(blocks))
            return


def _headlines(blocks: Sequence[Block], taken: AbstractSet[int]) -> Iterator[int]:
    """Yield the headline, and a second deck right below it."""
    free = [at for at in range(len(blocks)) if at not in taken]
    marked = [at for at in free if blocks[at].mark is Mark.TITLE] or [
        at for at in free if blocks[at].mark is Mark.HEADING
    ]
    first = marked[:1] or [at for at in free[:1] if len(free) > 1 and _reads_as_title(blocks[at])]
    yield from first
    if first:
        rest = [at for at in free if at > first[0]][:2]
        if len(rest) > 1 and _reads_as_title(blocks[rest[0]]) and _is_prose(blocks[rest[1]]):
            yield rest[0]


def _reads_as_title(block: Block) -> bool:
    is_open = not is_stopped(block.text) or block.text.endswith(("?", "!"))
    return block.mark is Mark.NONE and is_open and _is_short(block, _HEADLINE)


def _lede(blocks: Sequence[Block], taken: AbstractSet[int]) -> int | None:
    """Return the first paragraph of the body: prose if there is any."""
    free = [
        at for at, block in enumerate(blocks) if at not in taken and block.mark is not Mark.HEADING
    ]
    longer = [
        at
        for at in free
        if blocks[at].mark is not Mark.ITEM and not _is_short(blocks[at], _MENU_WORDS)
    ]
    stopped = (at for at in longer if is_stopped(blocks[at].text))
    return next(stopped, next(iter(longer or free), None))
