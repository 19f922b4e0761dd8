"""Who says a stretch of an article: `attributions` is the one reader of sources.

Each piece of a sentence, between pauses, is held against the candidates near it
(`attribution_candidates`): a source with a cue of the same sentence, or for a quotation of a
sentence near by. What speaks for and against a pair are names of what is seen, such as
"subject after next quote", each with a weight that `bench.attribution_fit` fitted on PolNeAR
(`attribution_weights.json`). The best candidate above the threshold says the piece; else it is the
article's own.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import chain, islice, pairwise, takewhile
from typing import NamedTuple

from pipeline.text.attribution_candidates import Candidate, Line, read_lines
from pipeline.text.attribution_cues import (
    DETERMINERS,
    DOCUMENTS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATE,
    TIMES,
)
from pipeline.text.attribution_phrases import MARK, PAUSES, Word
from pipeline.text.people import people
from pipeline.text.remembered import remembered
from pipeline.text.source_kinds import (
    GROUPS,
    HEAD_ENDS,
    NAMELESS_SOURCES,
    is_body,
    is_outlet,
    is_role,
)
from pipeline.text.source_names import source_names
from schemas import Article, TextSpan

_FITTED = json.loads((files(__package__) / "attribution_weights.json").read_text(encoding="utf-8"))
_WEIGHTS: dict[str, float] = _FITTED["weights"]
_CONSTANT: float = _FITTED["constant"]
_THRESHOLD: float = _FITTED["threshold"]
"""Log odds from which a candidate says a piece; `bench.attribution_fit` prints what others give."""

_DEEDS = frozenset("accuse blame call file order recall reject release request see sue".split())
"""Cues that tell of a deed as often as of words: "sued it for $140 million". In 3,500 articles that
did not teach the weights 24 of 38 figures above those odds were not told by their subjects."""
_OTHERS_SAY = frozenset(("say", "says", "said", "reportedly"))
"""Words in a piece by which somebody else may say it: "A noted B said 40 left"."""

_SPOKEN = frozenset(("according", "say", "tell"))
_UNNAMED_THRESHOLD = {True: 0.25, False: 0.5}
"""The same for a description of nobody in particular, by whether its cue is spoken: "the jury",
but "the storm" too. Of the 25 sources of 2,404 articles between both, with cues such as "show" and
"claim", 12 are things that say nothing; the figures of PolNeAR rightly named stay .76."""

_LOOSE = frozenset(("participle", "infinitive", "quoting"))
"""Shapes in which the source is further off, "the range, claiming 100 lives": they need odds of 0,
for of PolNeAR's five below that none says it."""

_DOUBT = -1.5
"""Log odds from which it is in doubt whether somebody says a piece: of the figures of PolNeAR that
nobody is found to say, four in ten from there on are somebody's, and one in ten below."""

_SURE = 0.75
"""Log odds from which who says a piece is certain enough to send a checker there: of the figures of
PolNeAR that are given to somebody, 89 % are given rightly, and 95 % from there on; higher odds are
no surer."""

_NEAR = 6  # candidates to either side of a piece
_FAR_BACK, _FAR_AHEAD = 8, 6  # sentences in which a quotation may have its source
_TAILS = (1, 4, 9, 15)  # words behind a cue up to the end of its sentence, as classes
_QUOTE_REACH = 14  # words between a cue and a quotation that is its own


class Piece(NamedTuple):
    """Words of a sentence between two pauses or cues, all in one quotation or in none."""

    start: int
    end: int
    quote: int


class Attributed(NamedTuple):
    """What one source says: the name to print, and where source, cue and content stand."""

    who: str
    source: TextSpan
    cue: TextSpan
    content: tuple[TextSpan, ...]


@dataclass(frozen=True)
class Attributions:
    """What an article attributes, in the order of the text; no two contents overlap."""

    items: tuple[Attributed, ...]
    doubtful: tuple[TextSpan, ...] = ()
    """What somebody may well say, in order: what has a likely source, and what is quoted."""
    sure: tuple[TextSpan, ...] = ()
    """What is certainly said by whom it is given to, in order."""

    def at(self, offset: int) -> str | None:
        """Return who says what stands at an offset of the article; None where it is its own."""
        spans, who = self._contents
        before = bisect_right(spans, offset, key=lambda span: span.start) - 1
        return who[before] if before >= 0 and offset < spans[before].end else None

    def of(self, span: TextSpan) -> str | None:
        """Return who says most of what is attributed in a span, or None."""
        spans, who = self._contents
        said: dict[str, int] = {}
        for at in range(bisect_right(spans, span.start, key=lambda s: s.end), len(spans)):
            if spans[at].start >= span.end:
                break
            shared = min(span.end, spans[at].end) - max(span.start, spans[at].start)
            said[who[at]] = said.get(who[at], 0) + shared
        return max(said, key=said.__getitem__, default=None)

    def with_source_in(self, span: TextSpan) -> tuple[Attributed, ...]:
        """Return what is said by those who are named in a span, in the order of their places."""
        items = self._by_source
        first = bisect_left(items, span.start, key=lambda item: item.source.start)
        return tuple(
            takewhile(lambda item: item.source.end <= span.end, islice(items, first, None))
        )

    def in_doubt(self, offset: int) -> bool:
        """Return whether somebody may be saying what stands at an offset of the article."""
        return _holds(self.doubtful, offset)

    def is_sure(self, offset: int) -> bool:
        """Return whether it is certain who says what stands at an offset of the article."""
        return _holds(self.sure, offset)

    @cached_property
    def _by_source(self) -> list[Attributed]:
        return sorted(self.items, key=lambda item: item.source.start)

    @cached_property
    def _contents(self) -> tuple[list[TextSpan], list[str]]:
        contents = sorted(
            ((span, item.who) for item in self.items for span in item.content),
            key=lambda content: content[0].start,
        )
        return [span for span, _ in contents], [who for _, who in contents]


def _holds(spans: Sequence[TextSpan], offset: int) -> bool:
    """Return whether one of the spans, which stand in order, holds an offset."""
    before = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return before >= 0 and offset < spans[before].end


@remembered  # a draft asks, and then sweep and worklist
def attributions(article: Article) -> Attributions:
    """Return who says what in the prose of an article."""
    lines = read_lines(article)
    names = dict(source_names(lines, article.reading_text, people(article)))
    said: dict[Candidate, list[TextSpan]] = {}
    doubtful: list[TextSpan] = []
    sure: list[TextSpan] = []
    for line, piece, told in evidence(lines):
        span = line.span(piece.start, piece.end)
        scored = [(_score(features), candidate) for candidate, features in told]
        at_first = _at_first_hand(scored, names, piece)
        odds, best = max(at_first or scored, key=_odds, default=(_DOUBT, None))
        if piece.quote >= 0 or odds > _DOUBT:
            doubtful.append(span)
        if best is None or not (who := names.get(best)):
            continue
        if odds > _least(best, who):
            said.setdefault(best, []).append(span)
        if odds > _SURE and _says_it_itself(best, line.words[piece.start : piece.end]):
            sure.append(span)
    return Attributions(
        tuple(
            Attributed(
                names[candidate],
                lines[candidate.line].span(*candidate.source),
                lines[candidate.line].span(*candidate.block),
                tuple(content),
            )
            for candidate, content in said.items()
        ),
        tuple(doubtful),
        tuple(sure),
    )


def _odds(scored: tuple[float, Candidate]) -> float:
    return scored[0]


def _at_first_hand(
    scored: Sequence[tuple[float, Candidate]], names: Mapping[Candidate, str], piece: Piece
) -> list[tuple[float, Candidate]]:
    """Return who likely says what an outlet passes on: "Rossi says 40 left, Selm News reports".

    Of 15 figures in 600 articles that this gives to somebody else, it gives 13 rightly.
    """
    outlet = max(scored, key=_odds, default=(_DOUBT, None))[1]
    if outlet is None or not is_outlet(names.get(outlet, "")):
        return []
    return [
        (odds, candidate)
        for odds, candidate in scored
        if odds > _THRESHOLD
        and candidate.line == outlet.line
        and candidate.cue in _SPOKEN
        and not candidate.block < outlet.block < (piece.start,)
        and candidate in names
        and not is_outlet(names[candidate])
    ]


def _least(candidate: Candidate, who: str) -> float:
    """Return the log odds that a candidate needs to be named."""
    if not (candidate.kind == "number" or _is_somebody(who)):  # "47% of the sailors"
        return _UNNAMED_THRESHOLD[candidate.cue in _SPOKEN]
    return 0.0 if candidate.shape in _LOOSE else _THRESHOLD


def _says_it_itself(candidate: Candidate, words: Sequence[Word]) -> bool:
    """Return whether a candidate surely speaks, and nobody else does in its words."""
    speaks = candidate.cue not in _DEEDS and candidate.kind != "they"  # two in five are others
    return speaks and _OTHERS_SAY.isdisjoint(word.lower for word in words)


def _is_somebody(who: str) -> bool:
    """Return whether words hold a name, or those for an office, body, document or group."""
    words = who.split()
    head = [*takewhile(lambda word: word not in HEAD_ENDS, words)] or words
    named = any(word[0].isupper() for word in words[len(head) - 1 :])
    small = {word.lower() for word in words}
    known = not small.isdisjoint(DOCUMENTS | NAMELESS_SOURCES | GROUPS) or any(map(is_role, words))
    return named or known or is_body(who)


def _score(features: list[str]) -> float:
    return _CONSTANT + sum(_WEIGHTS.get(feature, 0.0) for feature in features)


def evidence(
    lines: Sequence[Line],
) -> Iterator[tuple[Line, Piece, list[tuple[Candidate, list[str]]]]]:
    """Yield each piece of the sentences with its candidates and what is seen of each pair."""
    views = [_View(line) for line in lines]
    for view, following in pairwise(views):
        view.resumed = _resumed(view.line, following.line)
    for view in views:
        words = view.line.words
        listed = view.line.number and views[view.line.number - 1].line.words[-1].text == ":"
        for at, piece in enumerate(view.pieces):
            near = [
                (candidate, [*_common(words, candidate), *view.seen(at, candidate)])
                for candidate in view.near(piece)
            ]
            if piece.quote >= 0 or listed:
                near += _far(views, view, piece)
            yield view.line, piece, near


class _View:
    """A sentence in pieces, with what of each candidate does not depend on the piece."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.candidates = sorted(line.candidates, key=lambda c: c.block)
        self.pieces = list(_pieces(line))
        self._starts = [piece.start for piece in self.pieces]
        self.quotes = {c: _own_quotes(line.words, c) for c in self.candidates}
        self.resumed = -1
        """The quotation with which the next sentence goes on: “A,” he said. “B.”"""

    def near(self, piece: Piece) -> list[Candidate]:
        """Return the candidates around a piece that is no part of theirs."""
        at = bisect_left(self.candidates, piece.start, key=lambda c: c.block[0])
        return [
            c
            for c in self.candidates[max(0, at - _NEAR) : at + _NEAR]
            if not (_overlap(c.block, piece) or _overlap(c.source, piece))
        ]

    def seen(self, at: int, candidate: Candidate) -> Iterator[str]:
        """Yield what is seen of a candidate and the piece at an index of the same sentence."""
        words, piece = self.line.words, self.pieces[at]
        start, end = candidate.block
        after = piece.start >= end
        side = "after" if after else "before"
        base = f"{candidate.shape} {side}"
        if after:
            between = at - bisect_left(self._starts, end)
        else:
            between = bisect_left(self._starts, start) - 1 - at
        yield f"{base} {min(between, 3)}"
        yield f"{base} next {_seen_behind(words, candidate)}"
        if not after:  # what is said stands before it, and little behind: "he told reporters."
            left = len(words) - end
            yield f"{base} tail {next((most for most in _TAILS if left <= most), 'long')}"
        yield f"{base} behind {_seen_word(words[start - 1]) if start else 'nothing'}"
        before, behind = self.quotes[candidate]
        yield f"{base} {_seen_speaking(before, behind)}"
        if piece.quote >= 0:
            whose = "own" if piece.quote == (behind if after else before) else "other"
            yield f"{side} {whose} quote"


def _pieces(line: Line) -> Iterator[Piece]:
    """Yield the pieces of a sentence in order, without marks."""
    words = line.words
    borders = {0, len(words)}
    borders.update(chain.from_iterable((*c.block, *c.source) for c in line.candidates))
    for at, word in enumerate(words):
        if word.quote == MARK or word.text in PAUSES:
            borders.update((at, at + 1))
        elif word.lower in SUBORDINATE:
            borders.add(at)
    for start, end in pairwise(sorted(borders)):
        first = words[start]
        if any(word.text[0].isalnum() for word in words[start:end]):
            yield Piece(start, end, first.quote)


def _resumed(line: Line, following: Line) -> int:
    """Return the quotation with which the next sentence of a paragraph begins, or -1."""
    together = line.sentence.paragraph == following.sentence.paragraph
    opens = following.words[0].quote == MARK and len(following.words) > 1
    return following.words[1].quote if together and opens else -1


def _overlap(block: tuple[int, int], piece: Piece) -> bool:
    return piece.start < block[1] and block[0] < piece.end


def _own_quotes(words: list[Word], candidate: Candidate) -> tuple[int, int]:
    """Return the quotations right before a candidate and soon behind it, or -1."""
    start, end = candidate.block
    at = start - 1
    while at >= max(0, start - 3) and (words[at].quote == MARK or words[at].text in PAUSES):
        at -= 1
    before = words[at].quote if at >= 0 else -1
    near = words[end : end + _QUOTE_REACH]
    return max(before, -1), next((word.quote for word in near if word.quote >= 0), -1)


def _seen_behind(words: list[Word], candidate: Candidate) -> str:
    """Return the word behind a block and the day that may follow it: "said on Monday that"."""
    at = candidate.block[1]
    if words[at + 1 : at + 2] and words[at].lower == "on" and words[at + 1].lower in TIMES:
        at += 1
    while at < len(words) and words[at].lower in TIMES:
        at += 1
    if at == len(words):
        return "end"
    word, seen = words[at], _seen_word(words[at])
    if seen == "preposition":
        return word.lower
    if seen != "word":
        return seen
    if candidate.cue == "tell":
        return "told"
    return _seen_noun(word)


def _seen_noun(word: Word) -> str:
    """Return by its class what may begin a statement or be a mere object: "said it", "said no"."""
    if word.lower in PRONOUNS:
        return "pronoun"
    if word.lower in DETERMINERS:
        return "determiner"
    if word.is_capital:
        return "name"
    return "plural" if word.lower.endswith("s") else "word"


def _seen_speaking(before: int, behind: int) -> str:
    """Return whether a candidate has a quotation of its own."""
    return "speaks" if max(before, behind) >= 0 else "mute"


def _seen_word(word: Word) -> str:
    """Return a word beside a block by its class."""
    if word.quote == MARK:
        return "quote"
    if word.text in PAUSES | {"."} or word.lower in SUBORDINATE:
        return word.lower
    if word.text[0].isdigit():
        return "number"  # "added 17 points"
    return "preposition" if word.lower in PREPOSITIONS | TIMES else "word"


def _common(words: list[Word], candidate: Candidate) -> Iterator[str]:
    """Yield what is seen of a candidate, whatever the piece."""
    yield f"cue {candidate.cue}"
    yield f"form {candidate.form} {candidate.shape}"
    yield f"source {candidate.kind}"
    yield f"source {candidate.kind} {candidate.shape}"
    yield f"head {_seen_head(words, *candidate.source)}"
    if candidate.form in {"base", "present"} and candidate.block[1] > 1:
        inverted = candidate.shape == "inverted"
        word = words[candidate.block[0] if inverted else candidate.block[1] - 2]
        yield f"{candidate.form} behind {_seen_subject(word)}"


def _seen_head(words: list[Word], start: int, end: int) -> str:
    """Return what the noun of a description is: "the mayor of Brenmoor", "beef patties"."""
    head = next((at for at in range(start + 1, end) if words[at].lower in HEAD_ENDS), end) - 1
    noun = words[head]
    if noun.is_capital:
        return "name"
    if is_role(noun.text) or noun.lower in NAMELESS_SOURCES:
        return "role"
    if is_body(noun.text) or is_outlet(noun.text):
        return "body"
    if noun.lower in DOCUMENTS:
        return "document"
    return "plural" if noun.lower.endswith("s") else "other"


def _seen_subject(word: Word) -> str:
    """Return the word before a verb by what tells a verb from a noun: "the firms report"."""
    if word.lower in PRONOUNS:
        return "pronoun"
    if word.lower in {"to", "not", "would", "will", "can", "could", "also", "may", "might"}:
        return "helper"
    if word.lower.endswith("s"):
        return "plural"
    return "name" if word.is_capital else "word"


def _far(views: list[_View], here: _View, piece: Piece) -> Iterator[tuple[Candidate, list[str]]]:
    """Yield the candidates of the sentences around that may say a quotation or what is listed."""
    number, paragraph = here.line.number, here.line.sentence.paragraph
    back = range(number - 1, max(-1, number - _FAR_BACK), -1)
    ahead = range(number + 1, min(len(views), number + _FAR_AHEAD))
    for way, numbers, most in (("next", back, 9), ("back", ahead, 3)):
        passed = 0
        for at in numbers:
            view = views[at]
            apart = abs(view.line.sentence.paragraph - paragraph)
            if apart > 2 or (apart and (way == "back" or passed > 1)) or passed >= most:
                break
            ordered = view.candidates if way == "back" else view.candidates[::-1]
            for candidate in ordered[:_NEAR]:
                seen = _seen_far(view, here, piece, candidate, passed)
                yield candidate, [*_common(view.line.words, candidate), *seen]
                passed += 1


def _seen_far(
    view: _View, here: _View, piece: Piece, candidate: Candidate, passed: int
) -> Iterator[str]:
    """Yield what is seen of a piece and a candidate of another sentence."""
    quotes = view.quotes[candidate]
    apart = here.line.number - view.line.number
    way = "next" if apart > 0 else "back"
    speaks = _seen_speaking(*quotes)
    if piece.quote >= 0 and piece.quote in (*quotes, view.resumed):
        place = "resumed" if piece.quote == view.resumed else "same"
    else:
        together = view.line.sentence.paragraph == here.line.sentence.paragraph
        place = "paragraph" if together else "break"
    base = f"far {way} {place} {speaks}"
    yield from (base, f"{base} {min(abs(apart), 3)}", f"{base} nth {min(passed, 2)}")
    if view.line.words[-1].text == ":":
        yield f"{base} colon"
