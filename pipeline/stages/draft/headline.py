"""The headline of a brief by rule: the article's own, or how the text of one without begins.

It must not be the first point over again: a short sentence is the headline as it stands and no
point; of a longer one, and mostly of one that names a source, the headline is the beginning and the
point the whole.
"""

from itertools import accumulate
from typing import NamedTuple

from pipeline.numbers.read import find_quantities
from pipeline.text.standalone import Standalone, dateline_of
from pipeline.text.words import is_function_word
from schemas import Role, Sentence

_MOST_WORDS, _LEAST_WORDS = 12, 4
"""Of a headline from a sentence; of one with more words it takes half at most."""
_CLOSING = {"(": ")", "[": "]", "“": "”", '"': '"'}
_STOPS = " ,;:–—-"


class Headline(NamedTuple):
    """A headline, the sentences that it stands in, and the statement that it makes."""

    text: str
    sentence_ids: tuple[str, ...] = ()
    statement: str = ""
    """What its reader knows already; empty where it only begins a sentence."""


def headline_of(alone: Standalone, first: Sentence | None) -> Headline:
    """Return the headline of an article, or one from the first sentence of its news."""
    article = alone.article
    if article.title:
        own = [s for s in article.sentences if s.role is Role.HEADLINE]
        ids = tuple(s.sentence_id for s in own if s.paragraph == own[0].paragraph)
        return Headline(article.title, ids, article.title)
    if first is None:
        return Headline("")
    text = article.plain(first.span)
    text = text.removeprefix(dateline_of(first, text))
    news = alone.without_attribution(first)
    if len(text.split()) <= (_MOST_WORDS if news == text else 2 * _LEAST_WORDS):
        return Headline(text.rstrip("."), (first.sentence_id,), text)
    words = news.split() if len(news.split()) >= _LEAST_WORDS else text.split()
    most = max(_LEAST_WORDS, min(_MOST_WORDS, len(text.split()) // 2))
    begins = " ".join(words).rstrip(".") if len(words) <= most else _beginning(words, most)
    return Headline(begins, (first.sentence_id,))


def _beginning(words: list[str], most: int) -> str:
    """Return so many of the first words or fewer, with "…".

    They end where a phrase does, or else behind a word of meaning; a figure is left whole. An
    ellipsis says what a shorter sentence would deny: that there is more to it.
    """
    figures = [quantity.span for quantity in find_quantities(" ".join(words))]
    ends = list(accumulate(len(word) + 1 for word in words))
    telling = [
        cut
        for cut in range(1, most + 1)
        if not is_function_word(_bare(words[cut - 1]))
        and not any(figure.start < ends[cut - 1] <= figure.end for figure in figures)
    ]
    phrases = [cut for cut in telling if cut >= _LEAST_WORDS and _ends_phrase(words, cut)]
    cut = next((cuts[-1] for cuts in (phrases, telling) if cuts), most)
    return _closed(" ".join(words[:cut]).rstrip(_STOPS) + " …")


def _bare(word: str) -> str:
    return word.lower().strip(_STOPS)


def _ends_phrase(words: list[str], cut: int) -> bool:
    following = _bare(words[cut])
    return words[cut - 1][-1] in _STOPS or not following or is_function_word(following)


def _closed(text: str) -> str:
    """Return a text with the closing mark of the quotation or bracket that it is cut in."""
    for opening, closing in _CLOSING.items():
        marks = text.count(opening) + (text.count(closing) if closing != opening else 0)
        text += closing * (marks % 2)
    return text
