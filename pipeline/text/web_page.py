"""A web page as a browser shows it: its visible text, a block a paragraph, and its title."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import accumulate, islice
from typing import NamedTuple

import lxml.html
from lxml import etree

from pipeline.text.blocks import BETWEEN_CELLS, LOWERED, RAISED, Block, Head, Mark, day_of
from pipeline.text.page_kind import kind_of_page
from pipeline.text.word_runs import WordRuns
from schemas import TextSpan

_UNSEEN = frozenset(
    "script style noscript template svg math head iframe object canvas audio video select textarea"
    " datalist".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark output"
    " picture q rp rt ruby s samp small source span strike strong sub sup td th time tt u var wbr"
    " center input".split()
)
"""Everything else begins a block of its own, unknown elements too."""
_SHELVES = frozenset({"nav", "footer", "menu", "dialog"})
"""What stands in these is never the article, whatever the words are."""
_MARKS = {
    "h1": Mark.TITLE,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), Mark.HEADING),
    "figcaption": Mark.CAPTION,
    "caption": Mark.CAPTION,
    **dict.fromkeys(("li", "tr", "dt", "dd"), Mark.ITEM),
    **dict.fromkeys(_SHELVES, Mark.OUTSIDE),
}
_CLASS_MARKS = {
    **dict.fromkeys(("caption", "captions", "credit", "credits"), Mark.CAPTION),
    "video": Mark.OUTSIDE,
}
"""Words of an element's class that say what it holds, where it is short."""
_LONGEST_NAMED = 600
"""Characters. A class on what is longer names the template of the whole page."""
_CLASS_WORD = re.compile(r"[a-z]+")
_FOLDED = re.compile(r"[ \t\n\r\f]+")  # what browsers fold; a no-break space stays
_TITLE_SHARE = 0.6
_CAPTION_REACH = 4
"""Blocks before the first paragraph in which a picture's caption still belongs to the article."""

MainContent = Callable[[str], str | None]


class Page(NamedTuple):
    """The visible text of a page, its blocks, and what its head says."""

    text: str
    blocks: tuple[Block, ...]
    head: Head


def read_page(html: str, main_content: MainContent | None = None) -> Page:
    """Return the page; blocks that are not in its main content are marked as outside.

    Broken markup is read as browsers read it. A page without any visible text has no blocks.
    """
    root = parsed_page(html)
    if root is None:
        return Page("", (), Head())
    title = _head_title(root)
    shown = [piece for piece in _Walk(root).pieces() if piece.text]
    marks = _judged(shown, WordRuns(main_content(html) or "") if main_content else None, title)
    blocks, at = [], 0
    for piece, mark in zip(shown, marks, strict=True):
        span = TextSpan(start=at, end=at + len(piece.text))
        blocks.append(Block(span, " ".join(piece.text.split()), mark))
        at = span.end + 2
    text = "\n\n".join(piece.text for piece in shown)
    return Page(text, tuple(blocks), Head(title, _published(root), kind_of_page(root)))


class _Piece(NamedTuple):
    text: str
    mark: Mark
    article: int  # number of the outermost <article> it stands in, 0 for none


def parsed_page(html: str) -> lxml.html.HtmlElement | None:
    """Return the root of a page as browsers read it; None where it has no element."""
    # As bytes, for lxml refuses a str that declares an encoding.
    raw = html.encode("utf-8", "replace")
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(raw, parser=parser)
    except etree.ParserError:  # nothing but comments or white space
        return None


def _head_title(root: lxml.html.HtmlElement) -> str | None:
    found = root.xpath("//meta[@property='og:title']/@content") + root.xpath("//head/title/text()")
    return next(filter(None, (" ".join(str(title).split()) for title in found)), None)


def _published(root: lxml.html.HtmlElement) -> date | None:
    """Return the day that the page says it was published on; None where it says none we can read.

    The first is of the Open Graph protocol, the others of schema.org and of Dublin Core.
    """
    found = [
        *root.xpath("//meta[@property='article:published_time']/@content"),
        *root.xpath("//*[@itemprop='datePublished']/@content"),
        *root.xpath("//*[@itemprop='datePublished']/@datetime"),
        *root.xpath("//meta[@name='dc.date' or @name='DC.date.issued' or @name='date']/@content"),
    ]
    return next(filter(None, map(day_of, map(str, found))), None)


class _Walk:
    """Reads the elements in order, without recursion: pages can nest a thousand deep."""

    def __init__(self, root: lxml.html.HtmlElement) -> None:
        self._root = root
        self._buffer: list[str] = []
        self._marks = [Mark.NONE]
        self._raised = [""]
        self._articles = self._depth = 0

    def pieces(self) -> Iterator[_Piece]:
        """Yield the text of each block in order, white space folded."""
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            tag = str(element.tag)
            if event == "end":
                yield from self._leave(element, tag)
            elif _is_unseen(element, tag):
                walk.skip_subtree()
            else:
                yield from self._enter(element, tag)
        yield from self._flush()

    def _enter(self, element: etree._Element, tag: str) -> Iterator[_Piece]:
        if tag not in _INLINE:
            yield from self._flush()
            self._marks.append(self._mark_of(element, tag))
            if tag == "article":
                self._articles += self._depth == 0
                self._depth += 1
        elif tag == "br":
            self._buffer.append("\n")
        elif tag in {"td", "th"} and "".join(self._buffer[-3:]).strip():
            self._buffer.append(BETWEEN_CELLS)
        if tag in {"sup", "sub"}:
            self._raised.append(tag)
        self._add(element.text)

    def _mark_of(self, element: etree._Element, tag: str) -> Mark:
        inherited = self._marks[-1]
        if inherited is Mark.OUTSIDE or tag in _MARKS:
            return inherited if inherited is Mark.OUTSIDE else _MARKS[tag]
        return _mark_of_class(element) or inherited

    def _leave(self, element: etree._Element, tag: str) -> Iterator[_Piece]:
        if not _is_unseen(element, tag):
            if tag not in _INLINE:
                yield from self._flush()
                self._marks.pop()
                self._depth -= tag == "article"
            if tag in {"sup", "sub"}:
                self._raised.pop()
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        folded = _FOLDED.sub(" ", text)
        # 10<sup>6</sup> is not 106.
        if self._raised[-1]:
            folded = folded.translate(RAISED if self._raised[-1] == "sup" else LOWERED)
        self._buffer.append(folded)

    def _flush(self) -> Iterator[_Piece]:
        lines = [_FOLDED.sub(" ", line).strip(" ") for line in "".join(self._buffer).split("\n")]
        self._buffer.clear()
        # Two line breaks in a row are how pages without <p> part their paragraphs.
        for paragraph in "\n".join(lines).split("\n\n"):
            article = self._articles if self._depth else 0
            yield _Piece(paragraph.strip(), self._marks[-1], article)


def _is_unseen(element: etree._Element, tag: str) -> bool:
    if tag in _UNSEEN or element.get("hidden") is not None:
        return True
    style = "".join((element.get("style") or "").lower().split())
    return "display:none" in style or "visibility:hidden" in style


def _mark_of_class(element: etree._Element) -> Mark | None:
    words = _CLASS_WORD.findall((element.get("class") or "").lower())
    mark = next((_CLASS_MARKS[word] for word in words if word in _CLASS_MARKS), None)
    if mark is None:
        return None
    # No more is looked at than decides: such elements may nest a thousand deep.
    inner = islice(element.iter(), _LONGEST_NAMED)
    lengths = accumulate(len(each.text or "") + len(each.tail or "") for each in inner)
    return mark if all(length <= _LONGEST_NAMED for length in lengths) else None


def _judged(pieces: Sequence[_Piece], main: WordRuns | None, title: str | None) -> list[Mark]:
    """Return the marks, with every block outside that is not in the main content."""
    kept = {
        at
        for at, piece in enumerate(pieces)
        if piece.mark is not Mark.OUTSIDE and (main is None or main.holds(piece.text))
    }
    headline = _headline(pieces, kept, title) if kept else None
    own = pieces[headline].article if headline is not None else 0
    if own and any(pieces[at].article == own for at in kept if at != headline):
        # Other stories have an <article> each, as the main one has.
        kept = {at for at in kept if pieces[at].article in {0, own}}
    # Extractors mostly drop the captions among what they keep.
    reach = range(min(kept) - _CAPTION_REACH, max(kept)) if kept else range(0)
    kept |= {at for at, piece in enumerate(pieces) if piece.mark is Mark.CAPTION and at in reach}
    marks = [piece.mark if at in kept else Mark.OUTSIDE for at, piece in enumerate(pieces)]
    marks = [Mark.HEADING if mark is Mark.TITLE else mark for mark in marks]
    if headline is not None:
        marks[headline] = Mark.TITLE
    return marks


def _headline(pieces: Sequence[_Piece], kept: set[int], title: str | None) -> int | None:
    """Return the heading that the page's title repeats, else the first <h1> of the article."""
    headings = [at for at, piece in enumerate(pieces) if piece.mark in {Mark.TITLE, Mark.HEADING}]
    named = WordRuns(title or "", size=1)
    repeated = [at for at in headings if named.share(pieces[at].text) >= _TITLE_SHARE]
    if repeated:
        # The most words of it: titles end in the name of the site, a heading too on some pages.
        return max(repeated, key=lambda at: named.shared(pieces[at].text))
    tops = [at for at in headings if pieces[at].mark is Mark.TITLE]
    lone = tops[0] if len(tops) == 1 else None
    return next((at for at in tops if at in kept), lone)
