"""A text as an article: its sentences numbered, its blocks given their roles."""

from collections.abc import Callable, Sequence
from typing import Literal

from pipeline.addresses import without_credentials
from pipeline.text.blocks import Block, Head, paragraphs
from pipeline.text.markdown import blanked, read_markdown
from pipeline.text.roles import assign_roles
from pipeline.text.sentences import sentence_ranges
from schemas import Article, Role, Sentence, TextSpan, digest

Kind = Literal["text", "markdown", "html"]
_NO_HEAD = Head()


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
    return _article(source, text, blocks, head=_NO_HEAD, told=told)


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
    headline = next(
        (b.text for b, role in zip(blocks, roles, strict=True) if role is Role.HEADLINE), None
    )
    return Article(
        article_id=digest(text),
        source=without_credentials(source),
        title=_title(told.title, headline, head.title),
        published=told.published or head.published,
        text=text,
        markup=markup,
        sentences=_sentences(blanked(text, markup), blocks, roles),
    )


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
                    role=role,
                    paragraph=number,
                )
            )
    return tuple(sentences)


def _folded(text: str, span: TextSpan) -> str:
    return " ".join(text[span.start : span.end].split())
