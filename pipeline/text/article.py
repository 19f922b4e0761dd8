"""A text as an article: its sentences numbered, its blocks given their roles."""

from collections.abc import Callable, Sequence
from typing import Literal

from pipeline.addresses import without_credentials
from pipeline.text.blocks import Block, Head, paragraphs
from pipeline.text.boilerplate_phrases import NOTICES
from pipeline.text.main_run import without_menus
from pipeline.text.markdown import blanked, read_markdown
from pipeline.text.roles import assign_roles
from pipeline.text.sentences import sentence_ranges
from schemas import Article, Landmark, Role, Sentence, TextSpan, digest

Kind = Literal["text", "markdown", "html"]
_NO_HEAD = Head()
_LITTLE, _LITTLE_OF_STUB = 0.1, 0.5
"""Shares of a page's words; of 73 English pages with an article, none has less than 0.1."""
_STUB_SENTENCES = 2
_OWN = frozenset({Role.LEDE, Role.BODY})
_MANY_WORDS = 100
"""Below that a page is all but bare, and a share of it says nothing."""


def article_from_text(
    text: str,
    source: str = "text",
    kind: Kind = "text",
    *,
    main_content: Callable[[str], str | None] | None = None,
    told: Head = _NO_HEAD,
) -> Article:
    """Return the article of a text that is already in memory; nothing is raised.

    A text without a letter gives an article without sentences. Of HTML, the article's text is
    what a browser would show. `main_content` tells which part of a page is the article, and
    returns None when there is none; without it every block may be, and only wording decides.
    `told` is what is known beside the text; its title stands where the text begins with another.
    An address in `source` is kept without user name, password and secret query values.
    """
    if kind == "html":
        from pipeline.text.web_page import read_page  # noqa: PLC0415 - lxml, which text does not need

        page = read_page(text, main_content)
        return _article(source, page.text, page.blocks, head=page.head, told=told)
    if kind == "markdown":
        parts = read_markdown(text)
        return _article(source, text, parts.blocks, parts.markup, head=parts.head, told=told)
    blocks = [Block(span, _folded(text, span)) for span in paragraphs(text)]
    blocks = without_menus(blocks)
    return _article(source, text, blocks, head=_NO_HEAD, told=told)


def article_from_blocks(
    source: str,
    text: str,
    blocks: Sequence[Block],
    landmarks: Sequence[Landmark],
    *,
    head: Head = _NO_HEAD,
    told: Head = _NO_HEAD,
) -> Article:
    """Return the article of a document whose blocks are known; else as `article_from_text`."""
    article = _article(source, text, blocks, head=head, told=told)
    return article.model_copy(update={"landmarks": tuple(landmarks)})


def _article(
    source: str,
    text: str,
    blocks: Sequence[Block],
    markup: tuple[TextSpan, ...] = (),
    *,
    head: Head,
    told: Head,
) -> Article:
    roles = assign_roles(blocks)
    sentences = _sentences(blanked(text, markup), blocks, roles)
    headline = next(
        (b.text for b, role in zip(blocks, roles, strict=True) if role is Role.HEADLINE), None
    )
    return Article(
        article_id=digest(text),
        source=without_credentials(source),
        title=_title(told.title, headline, head.title),
        published=told.published or head.published,
        notes=tuple(filter(None, (head.note, _note_on_share(blocks, roles, sentences)))),
        text=text,
        markup=markup,
        sentences=sentences,
    )


def _note_on_share(
    blocks: Sequence[Block], roles: Sequence[Role], sentences: Sequence[Sentence]
) -> str | None:
    """Return that little of the text is an article, where that is so."""
    words = [len(block.text.split()) for block in blocks]
    own = sum(count for count, role in zip(words, roles, strict=True) if role in _OWN)
    is_stub = sum(sentence.role in _OWN for sentence in sentences) <= _STUB_SENTENCES
    least = _LITTLE_OF_STUB if is_stub else _LITTLE
    if sum(words) < _MANY_WORDS or own >= least * sum(words):
        return None
    return f"little of this is an article: {own:,} of its {sum(words):,} words"


def _title(told: str | None, headline: str | None, of_head: str | None) -> str | None:
    """Return the title that was told, unless the headline says the same without a site's name."""
    if told and headline and headline.casefold() in told.casefold():
        return headline
    return told or headline or of_head


def _sentences(
    reading: str, blocks: Sequence[Block], roles: Sequence[Role]
) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    for number, (block, role) in enumerate(zip(blocks, roles, strict=True)):
        start = block.span.start
        for first, end in sentence_ranges(reading[start : block.span.end]):
            sentences.append(
                Sentence(
                    sentence_id=f"s{len(sentences) + 1}",
                    span=TextSpan(start=start + first, end=start + end),
                    role=_role_of(reading[start + first : start + end], role),
                    paragraph=number,
                )
            )
    return tuple(sentences)


def _role_of(sentence: str, role: Role) -> Role:
    """Return the role of a sentence: that of its block, unless it is a notice of the page."""
    return Role.BOILERPLATE if NOTICES.fullmatch(sentence) else role


def _folded(text: str, span: TextSpan) -> str:
    return " ".join(text[span.start : span.end].split())
