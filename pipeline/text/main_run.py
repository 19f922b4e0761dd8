"""Where the article stands in a page that was copied as text, with its menus and lists of links.

The run of blocks is taken in which prose outweighs most what is none: maximum subsequence
segmentation (Pasternack and Roth, WWW 2009), with a block for the unit. On 37 pages copied whole it
sets three of four words apart that are none of the article's, and .3 % of its own.
"""

from collections.abc import Sequence

from pipeline.text.blocks import Block, Mark, is_stopped
from pipeline.text.words import content_stems

_PROSE_WORDS = 12
"""Words from which a block that ends in a stop counts as a paragraph of prose."""
_MOST_WORDS = 60
"""Of a block that count: no single one makes up for a page of links."""
_COST = 3
"""Of a block that is no prose, in words; from 5 on lists inside articles are lost."""
_MENU_WORDS, _MENU_LINES = 6, 40
"""Fewer lines so short are no menu: none of 1,606 articles without a page around it has more."""
_HEADLINE_REACH, _HEADLINE_WORDS = 20, (4, 25)
"""Lines between a headline and its story: who wrote it, when, buttons to share it."""
_HEADLINE_SHARE = 0.5
"""Of its words of meaning must recur in the article; names and days of a byline do not."""
_LOOKED_AT = 1_000
"""Characters; a line may be a megabyte long."""


def without_menus(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, those of a copied page that are none of its article marked as outside."""
    outside = _outside(blocks)
    marks = dict.fromkeys(outside, Mark.OUTSIDE)
    if outside and (headline := _headline(blocks, outside)) is not None:
        marks[headline] = Mark.TITLE
    return [block._replace(mark=marks.get(at, block.mark)) for at, block in enumerate(blocks)]


def _headline(blocks: Sequence[Block], outside: frozenset[int]) -> int | None:
    """Return the line above the article of which most words of meaning recur in it."""
    run = [at for at in range(len(blocks)) if at not in outside]
    said = {stem for at in run for stem in content_stems(blocks[at].text[:_LOOKED_AT])}
    reach = range(max(run[0] - _HEADLINE_REACH, 0), run[0])
    found = {at: set(content_stems(blocks[at].text)) for at in reach if _may_head(blocks[at])}
    held = {at: len(stems & said) for at, stems in found.items()}
    likely = [at for at, count in held.items() if count >= _HEADLINE_SHARE * len(found[at]) > 0]
    return max(likely, key=lambda at: held[at], default=None)


def _may_head(block: Block) -> bool:
    words = len(block.text[:_LOOKED_AT].split())
    is_open = not is_stopped(block.text) or block.text.endswith(("?", "!"))
    return is_open and _HEADLINE_WORDS[0] <= words <= _HEADLINE_WORDS[1]


def _outside(blocks: Sequence[Block]) -> frozenset[int]:
    """Return what stands before and after the article; nothing where hardly a menu is in it."""
    run = _heaviest([_weight(block) for block in blocks])
    outside = frozenset(range(len(blocks))).difference(run)
    menu = sum(map(_is_menu_line, (blocks[at] for at in outside)))
    return outside if run and menu >= max(_MENU_LINES, len(outside) / 2) else frozenset()


def _weight(block: Block) -> int:
    words = len(block.text[:_LOOKED_AT].split())
    is_prose = words > _PROSE_WORDS and is_stopped(block.text)
    return min(words, _MOST_WORDS) if is_prose else -_COST


def _is_menu_line(block: Block) -> bool:
    is_short = len(block.text[:_LOOKED_AT].split()) <= _MENU_WORDS
    return is_short and not is_stopped(block.text)


def _heaviest(weights: Sequence[int]) -> range:
    """Return the places of the largest sum of neighbours, by Kadane's algorithm."""
    best, heaviest, total, start = 0, range(0), 0, 0
    for at, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, at
        total += weight
        if total > best:
            best, heaviest = total, range(start, at + 1)
    return heaviest
