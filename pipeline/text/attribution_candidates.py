"""Who may be saying what: the words of an article, its quotations, and each source with its cue.

A candidate is a cue with a source beside it, in one of the shapes of news English. Too many are
made on purpose: the weights of `attribution` tell which of them say what.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.text.attribution_cues import (
    CUES,
    DETERMINERS,
    HELPERS,
    OPENERS,
    PARTICLES,
    PASSIVE,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SUBORDINATE,
    TIMES,
)
from pipeline.text.attribution_phrases import (
    DASHES,
    MARK,
    PAUSES,
    REACH,
    Word,
    first_subject,
    is_adverb,
    is_singular,
    kind_of,
    name_end,
    noun_phrase_start,
    opening_mark,
    phrase_start,
    source_start,
)
from pipeline.text.remembered import remembered
from schemas import Article, Sentence, TextSpan

_TOKEN = re.compile(r"''|-{1,3}|\d[\d.,:]{0,30}\d|\w(?:[\w’'.&-]{0,60}\w)?|[^\w\s]")
_MARKS = {"“": 1, "”": -1, '"': 0, "''": 0, "«": 1, "»": -1}
"""1 opens a quotation, -1 closes one, 0 does either."""
NAMELESS = frozenset(("clause", "possessive"))
"""Kinds of sources that name nobody."""
_UNCERTAIN = frozenset(("other", "number", "plural"))
"""Kinds of subjects that seldom are the source of a quotation without a cue."""
_LONGEST_SENTENCE = 600
"""Words; a longer run is no sentence of news, and would cost as much as it is long."""
_POLLS = frozenset(("poll", "polls", "survey", "surveys"))
_ATTRIBUTING = {"according": "to", "per": "", "citing": ""}
"""Words before a source that are no verb, each with the word that must follow."""
_WITH_SUBJECT = frozenset(("subject", "apposition", "inverted"))


class Candidate(NamedTuple):
    """A source with a cue, as ranges of words of their sentence."""

    line: int
    """The number of the sentence."""
    source: tuple[int, int]
    block: tuple[int, int]
    """All from source to cue, and what stands in apposition: never what is said."""
    cue: str
    form: str
    shape: str
    """How source and cue stand to each other: subject, inverted, according and so on."""
    kind: str
    """What the source looks like: a name, a pronoun, a description, a clause."""


@dataclass
class Line:
    """A sentence with its words and the candidates in it."""

    number: int
    sentence: Sentence
    words: list[Word]
    candidates: list[Candidate] = field(default_factory=list)

    def span(self, start: int, end: int) -> TextSpan:
        """Return a range of words as a span of the article."""
        return TextSpan(start=self.words[start].start, end=self.words[end - 1].end)

    def text(self, start: int, end: int, article: str) -> str:
        """Return a range of words as they stand in the text of the article."""
        return article[self.words[start].start : self.words[end - 1].end]


@remembered  # for who says what, and for who has which role
def read_lines(article: Article) -> tuple[Line, ...]:
    """Return the sentences of the prose with their words, quotations and candidates."""
    lines: list[Line] = []
    quote, quotes, paragraph = -1, 0, -1
    for number, sentence in enumerate(article.prose):
        opens, paragraph = sentence.paragraph != paragraph, sentence.paragraph
        words: list[Word] = []
        span = sentence.span
        for match in _TOKEN.finditer(article.reading_text, span.start, span.end):
            text, turn = match.group(), _MARKS.get(match.group())
            if turn is None:
                quote = -1 if opens and not words else quote
                words.append(Word(text, text.lower(), match.start(), match.end(), quote))
                continue
            # A quotation of several paragraphs opens each with a mark and closes only the last.
            if not (opens and not words and quote >= 0):
                if quote >= 0 and turn < 1:
                    quote = -1
                elif quote < 0 and turn >= 0:
                    quote, quotes = quotes, quotes + 1
            words.append(Word(text, text, match.start(), match.end(), MARK))
        line = Line(number, sentence, words)
        for at, word in enumerate(words if len(words) <= _LONGEST_SENTENCE else ()):
            if word.quote < 0:
                line.candidates.extend(c for c in _at(line, at) if c.kind not in NAMELESS)
        line.candidates.extend(_quoting(line))
        lines.append(line)
    return tuple(lines)


def _quoting(line: Line) -> Iterator[Candidate]:
    """Yield the subject of a sentence that quotes without a cue: "He gushed about a “peak”"."""
    words = line.words
    opens = (at for at in range(1, len(words)) if _opens_quotation(words, at))
    before = next(opens, len(words) - 1 if words[-1].text == ":" else 0)
    source = first_subject(words, before) if len(words) <= _LONGEST_SENTENCE else None
    if source and words[source[0]].quote < 0:
        candidate = _candidate(line, source, source, "quoting", "past", "quoting")
        if candidate.kind not in NAMELESS | _UNCERTAIN:
            yield candidate


def _opens_quotation(words: list[Word], at: int) -> bool:
    """Return whether a word is a mark that opens a quotation inside a sentence."""
    opens = words[at].quote == MARK and words[at - 1].quote == -1
    return opens and at + 1 < len(words) and words[at + 1].quote >= 0


def _at(line: Line, at: int) -> Iterator[Candidate]:
    """Yield the candidates whose cue is this word."""
    words, word = line.words, line.words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    before = words[at - 1] if at else None
    is_name = word.is_capital and before is not None and before.quote != MARK  # Per Lindqvist
    if word.lower in _ATTRIBUTING and following is not None and not is_name:
        needed = _ATTRIBUTING[word.lower]
        if following.lower == needed:
            yield from _source_behind(line, at, at + 2, "according", "past", "according")
        elif not needed and (following.is_capital or following.lower in DETERMINERS):
            yield from _source_behind(line, at, at + 1, word.lower, "past", "according")
    elif word.lower == "in" and (before is None or before.text in PAUSES):
        yield from _poll_behind(line, at)
    elif any(c.source[0] < at < c.source[1] for c in line.candidates) or _tells_nothing(words, at):
        return  # "according to a report released by the mayor"
    elif word.lower in CUES and not (
        before and (word.is_capital or before.lower in DETERMINERS | {"of", "'s", "’s"})
    ):
        verb, form = CUES[word.lower]
        subjects = list(_source_before(line, at, verb, form))
        yield from subjects
        pause = before is None or before.text in PAUSES or before.quote == MARK
        own = any(c.shape == "apposition" for c in subjects)
        if pause and form in {"past", "present"} and verb != "tell":
            for behind in _source_behind(line, at, at + 1, verb, form, "inverted"):
                # "Rossi, the mayor, said the port": what is said would stand behind it.
                ends = behind.block[1] >= len(words) - 1
                if ends or not own:
                    yield behind


def _tells_nothing(words: list[Word], at: int) -> bool:
    """Return whether a cue is a deed: "the firm added 1.1%", as 8 of 8 in 2,458 articles.

    "She adds 12 others are ill" tells of some. So is "he continued to raise", as 11 of 12.
    """
    behind = [word.text for word in words[at + 1 : at + 3]]
    if CUES.get(words[at].lower, ("", ""))[0] == "continue":
        return behind[:1] == ["to"]
    return words[at].lower == "added" and any(text[0].isdigit() or text == "$" for text in behind)


def _candidate(
    line: Line,
    source: tuple[int, int],
    block: tuple[int, int],
    cue: str,
    form: str,
    shape: str,
) -> Candidate:
    return Candidate(line.number, source, block, cue, form, shape, kind_of(line.words, *source))


def _source_behind(
    line: Line, at: int, start: int, cue: str, form: str, shape: str
) -> Iterator[Candidate]:
    """Yield the candidate whose source stands behind the cue: ", said Rossi, the mayor,"."""
    words = line.words
    last = len(words) - 1
    ending = SUBORDINATE | TIMES
    if shape == "inverted":
        ending |= PREPOSITIONS - {"of", "for", "from", "with"}
    end = start
    while end <= last and end - start <= REACH:
        word = words[end]
        if word.text in PAUSES or word.quote == MARK or word.text in "?!":
            break
        newspaper = word.text == "Today" and words[end - 1].is_capital  # USA Today
        if word.lower in ending and (end > start or word.lower in PREPOSITIONS) and not newspaper:
            break
        if word.text == "." and end == last:
            break
        end += 1
    if not start < end <= start + REACH:
        return
    source, block_end = (start, end), end
    if end < last and words[end].text == ",":
        described = not any(word.is_capital for word in words[start + 1 : end]) and (
            not words[start].is_capital or words[start].lower in DETERMINERS
        )
        named = name_end(words, end + 1)
        closed = named >= last or words[named].text in PAUSES
        if described and named > end + 2 and closed:
            source, block_end = (end + 1, named), named
    yield _candidate(line, source, (at, block_end), cue, form, shape)


def _poll_behind(line: Line, at: int) -> Iterator[Candidate]:
    """Yield the candidate of a poll that a sentence opens with: "In a poll of May 5, 40 …"."""
    words = line.words
    reach = range(at + 1, min(len(words), at + REACH))
    end = next((n for n in reach if words[n].text == ","), 0)
    named = end > at + 2 and words[at + 1].lower in DETERMINERS
    if named and any(word.lower in _POLLS for word in words[at + 1 : end]):
        yield _candidate(line, (at + 1, end), (at, end), "according", "past", "according")


def _source_before(line: Line, at: int, cue: str, form: str) -> Iterator[Candidate]:
    """Yield the candidate whose source stands before the cue, or before an earlier verb."""
    words, end = line.words, at
    while end and (words[end - 1].lower in HELPERS or is_adverb(words[end - 1])):
        end -= 1
    if end == 0:
        return
    last = words[end - 1]
    noun = form == "base" and end == at and is_singular(words, end)  # "the October report"
    passive = any(word.lower in PASSIVE for word in words[end:at])
    if last.lower in {"who", "which"}:
        yield from _relative(line, at, end - 1, cue, form)
    if form == "participle" or last.lower in {"and", "but", "or", "to"}:
        shape = "participle" if form == "participle" else "coordinated"
        yield from _borrowed(line, at, cue, form, "infinitive" if last.lower == "to" else shape)
    elif last.text in DASHES | {",", ")"}:
        yield from _before_apposition(line, at, end - 1, cue, form)
    elif not (last.is_border or last.lower in RELATIVE or passive or noun):
        yield from _ending(line, at, end, cue, form, "subject")


def _relative(line: Line, at: int, who: int, cue: str, form: str) -> Iterator[Candidate]:
    """Yield the candidate of "Rossi, who said", "a mayor who says"."""
    words = line.words
    end = who - 1 if who and words[who - 1].text in DASHES | {","} else who
    start = noun_phrase_start(words, end)
    if start < end:
        yield _candidate(line, (start, end), (start, at + 1), cue, form, "relative")


def _before_apposition(
    line: Line, at: int, closing: int, cue: str, form: str
) -> Iterator[Candidate]:
    """Yield the candidate of "Rossi, the mayor, said" or "the mayor, Maria Rossi, said"."""
    words, opening = line.words, opening_mark(line.words, closing)
    if opening <= 0:
        if words[closing].text == ",":
            yield from _borrowed(line, at, cue, form, "coordinated")
        return
    start = source_start(words, opening)
    shortened = words[closing - 1].text == "." and closing == opening + 3  # "in Selm, Conn., said"
    named = name_end(words, opening + 1) == closing and not shortened
    described = start < opening and (
        words[start].lower in DETERMINERS or not words[start].is_capital
    )
    if named and described:
        yield _candidate(line, (opening + 1, closing), (start, at + 1), cue, form, "apposition")
    else:
        yield from _ending(line, at, opening, cue, form, "apposition")


def _ending(line: Line, at: int, end: int, cue: str, form: str, shape: str) -> Iterator[Candidate]:
    """Yield the candidate whose source ends here."""
    words = line.words
    start = source_start(words, end)
    who = 1 < start < end and words[start - 1].lower == "who"
    if who and kind_of(words, start, end) == "clause":
        end = start - 1  # "officials who asked not to be named said"
        start = source_start(words, end)
    if 0 <= start < end:
        block = (phrase_start(words, end), at + 1)  # "On Monday Rossi said": no Monday is said
        yield _candidate(line, (start, end), block, cue, form, shape)


def _borrowed(line: Line, at: int, cue: str, form: str, shape: str) -> Iterator[Candidate]:
    """Yield the candidate of a verb that shares the subject of an earlier one: "…, adding"."""
    near = [c for c in line.candidates[-6:] if c.block[1] <= at and c.shape in _WITH_SUBJECT]
    source = near[-1].source if near else first_subject(line.words, at)
    if source:
        yield _candidate(line, source, (at, at + 1), cue, form, shape)


def capital_runs(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the words with capitals that stand together, such as names, without a first "The"."""
    start = None
    for at, word in enumerate((*line.words, None)):
        inside = word is not None and (
            (
                word.is_capital
                and word.lower not in DETERMINERS | PRONOUNS | SUBORDINATE
                and (start is not None or word.lower not in PREPOSITIONS | OPENERS | TIMES)
            )
            or (start is not None and (word.text == "." or word.lower in PARTICLES))
        )
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            end = at
            while not line.words[end - 1].is_capital:
                end -= 1
            yield start, end
            start = None
