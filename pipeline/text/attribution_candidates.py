"""Who may be saying what: the words of an article, its quotations, and each source with its cue.

A candidate is a cue with a source beside it, in one of the shapes of news English. Too many are
made on purpose: the weights of `attribution` tell which of them say what.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.text.attribution_cues import (
    CUES,
    DETERMINERS,
    DOCUMENTS,
    FINITE,
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
from pipeline.text.remembered import remembered
from pipeline.text.source_kinds import is_body, is_role
from schemas import Article, Sentence, TextSpan

_TOKEN = re.compile(r"''|\d[\d.,:]{0,30}\d|\w(?:[\w’'.&-]{0,60}\w)?|[^\w\s]")
PAUSES = frozenset(",;:—–()…[]|'‘’>")
_MARKS = {"“": 1, "”": -1, '"': 0, "''": 0, "«": 1, "»": -1}
"""1 opens a quotation, -1 closes one, 0 does either."""
MARK = -2
"""Stands for the quotation of a word that is a quotation mark."""
NAMELESS = frozenset(("clause", "possessive"))
"""Kinds of sources that name nobody."""
_LONGEST_SENTENCE = 600
"""Words; a longer run is no sentence of news, and would cost as much as it is long."""
_REACH = 30
"""Words between a cue and the far end of its source: in 4,899 attributions that people marked, 99 %
of the sources are shorter."""
_LONGEST_NOUN = 8
"""Words from a determiner to its noun."""
_NEAR_PLURAL = 6
"""Words before a verb that may join to one noun what makes it many: "files from the navy show"."""
_MANY = frozenset(("police", "people", "women", "men", "staff", "media", "many", "some", "few"))
_NO_ADVERBS = frozenset(("family", "ally", "assembly"))
_POLLS = frozenset(("poll", "polls", "survey", "surveys"))
_ATTRIBUTING = {"according": "to", "per": "", "citing": ""}
"""Words before a source that are no verb, each with the word that must follow."""


class Word(NamedTuple):
    """A word or mark of a sentence."""

    text: str
    lower: str
    start: int
    end: int
    quote: int
    """The number of the quotation that it stands in, or -1; `MARK` for a quotation mark."""

    @property
    def is_border(self) -> bool:
        """Whether no noun phrase goes on over it."""
        return self.quote != -1 or self.text in PAUSES or self.text in "?!"

    @property
    def is_capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()


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
        lines.append(line)
    return tuple(lines)


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


def _candidate(
    line: Line,
    source: tuple[int, int],
    block: tuple[int, int],
    cue: str,
    form: str,
    shape: str,
) -> Candidate:
    return Candidate(line.number, source, block, cue, form, shape, _kind(line.words, *source))


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
    while end <= last and end - start <= _REACH:
        word = words[end]
        if word.text in PAUSES or word.quote == MARK or word.text in "?!":
            break
        newspaper = word.text == "Today" and words[end - 1].is_capital  # USA Today
        if word.lower in ending and (end > start or word.lower in PREPOSITIONS) and not newspaper:
            break
        if word.text == "." and end == last:
            break
        end += 1
    if not start < end <= start + _REACH:
        return
    source, block_end = (start, end), end
    if end < last and words[end].text == ",":
        described = not any(word.is_capital for word in words[start + 1 : end]) and (
            not words[start].is_capital or words[start].lower in DETERMINERS
        )
        named = _name_end(words, end + 1)
        closed = named >= last or words[named].text in PAUSES
        if described and named > end + 2 and closed:
            source, block_end = (end + 1, named), named
    yield _candidate(line, source, (at, block_end), cue, form, shape)


def _poll_behind(line: Line, at: int) -> Iterator[Candidate]:
    """Yield the candidate of a poll that a sentence opens with: "In a poll of May 5, 40 …"."""
    words = line.words
    reach = range(at + 1, min(len(words), at + _REACH))
    end = next((n for n in reach if words[n].text == ","), 0)
    named = end > at + 2 and words[at + 1].lower in DETERMINERS
    if named and any(word.lower in _POLLS for word in words[at + 1 : end]):
        yield _candidate(line, (at + 1, end), (at, end), "according", "past", "according")


def _name_end(words: list[Word], start: int) -> int:
    """Return where the run of capitals that begins here ends."""
    at = start
    while at < len(words) and at - start < _REACH and words[at].text[0].isalpha():
        if not words[at].is_capital and words[at].lower not in PARTICLES:
            break
        at += 1
        if at < len(words) - 1 and words[at].text == ".":
            at += 1
    return at


def _source_before(line: Line, at: int, cue: str, form: str) -> Iterator[Candidate]:
    """Yield the candidate whose source stands before the cue, or before an earlier verb."""
    words, end = line.words, at
    while end and (words[end - 1].lower in HELPERS or _is_adverb(words[end - 1])):
        end -= 1
    if end == 0:
        return
    last = words[end - 1]
    noun = form == "base" and end == at and _is_one(words, end)  # "the October report"
    passive = any(word.lower in PASSIVE for word in words[end:at])
    if last.lower in {"who", "which"}:
        yield from _relative(line, at, end - 1, cue, form)
    if form == "participle" or last.lower in {"and", "but", "or", "to"}:
        shape = "participle" if form == "participle" else "coordinated"
        yield from _borrowed(line, at, cue, form, "infinitive" if last.lower == "to" else shape)
    elif last.text in {",", "—", "–", ")"}:
        yield from _before_apposition(line, at, end - 1, cue, form)
    elif not (last.is_border or last.lower in RELATIVE or passive or noun):
        yield from _ending(line, at, end, cue, form, "subject")


def _is_one(words: Sequence[Word], end: int) -> bool:
    """Return whether the noun that ends here is in the singular, so that it would say "reports"."""
    last, before = words[end - 1].lower, words[max(0, end - _NEAR_PLURAL) : end]
    many = last.endswith("s") or last in PRONOUNS | _MANY
    return not (many or any(word.lower in PREPOSITIONS | {"and"} for word in before))


def _is_adverb(word: Word) -> bool:
    return word.text.islower() and word.lower.endswith("ly") and word.lower not in _NO_ADVERBS


def _relative(line: Line, at: int, who: int, cue: str, form: str) -> Iterator[Candidate]:
    """Yield the candidate of "Rossi, who said", "a mayor who says"."""
    words = line.words
    end = who - 1 if who and words[who - 1].text in {",", "—", "–"} else who
    start = _noun_phrase(words, end)
    if start < end:
        yield _candidate(line, (start, end), (start, at + 1), cue, form, "relative")


def _noun_phrase(words: list[Word], end: int) -> int:
    """Return where the name or the noun with a determiner that ends here begins, or `end`."""
    at = end
    while at and (words[at - 1].is_capital or (at < end and _joins_name(words[at - 1]))):
        at -= 1
    if at < end:
        return at
    for at in range(end - 1, max(-1, end - _LONGEST_NOUN), -1):
        if words[at].is_border or words[at].lower in PREPOSITIONS | SUBORDINATE | PRONOUNS:
            break
        if words[at].lower in DETERMINERS:
            return at
    return end


def _joins_name(word: Word) -> bool:
    return word.text == "." or word.lower in PARTICLES  # "Mr. Rossi", "van Dijk"


def _before_apposition(
    line: Line, at: int, closing: int, cue: str, form: str
) -> Iterator[Candidate]:
    """Yield the candidate of "Rossi, the mayor, said" or "the mayor, Maria Rossi, said"."""
    words, opening = line.words, _opening(line.words, closing)
    if opening <= 0:
        if words[closing].text == ",":
            yield from _borrowed(line, at, cue, form, "coordinated")
        return
    start = _start(words, opening)
    named = _name_end(words, opening + 1) == closing
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
    start = _start(words, end)
    who = 1 < start < end and words[start - 1].lower == "who"
    if who and _kind(words, start, end) == "clause":
        end = start - 1  # "officials who asked not to be named said"
        start = _start(words, end)
    if 0 <= start < end:
        block = (_phrase_start(words, end), at + 1)  # "On Monday Rossi said": no Monday is said
        yield _candidate(line, (start, end), block, cue, form, shape)


def _opening(words: list[Word], closing: int) -> int:
    """Return the mark that opens the apposition which closes here, or 0."""
    mark = {")": "("}.get(words[closing].text, words[closing].text)
    for at in range(closing - 1, max(0, closing - _REACH), -1):
        if words[at].quote != -1:
            return 0
        if words[at].text == mark:  # "Maria Rossi, 52, who is the mayor, said"
            aged = at > 2 and words[at - 1].text.isdigit() and words[at - 2].text == ","
            return at - 2 if aged else at
    return 0


def _borrowed(line: Line, at: int, cue: str, form: str, shape: str) -> Iterator[Candidate]:
    """Yield the candidate of a verb that shares the subject of an earlier one: "…, adding"."""
    near = [c for c in line.candidates[-6:] if c.block[1] <= at and c.shape in _WITH_SUBJECT]
    source = near[-1].source if near else _first_subject(line.words, at)
    if source:
        yield _candidate(line, source, (at, at + 1), cue, form, shape)


_WITH_SUBJECT = frozenset(("subject", "apposition", "inverted"))


def _first_subject(words: list[Word], before: int) -> tuple[int, int] | None:
    """Return the noun phrase that begins the sentence, or stands behind its first comma."""
    start, stop = 0, min(before, _REACH)
    while start < stop and (words[start].quote != -1 or words[start].lower in OPENERS):
        start += 1
    if start < stop and words[start].lower in PREPOSITIONS | SUBORDINATE:
        start = next((at + 1 for at in range(start, stop) if words[at].text == ","), stop)
    end = start
    while end < stop and not words[end].is_border:
        word = words[end]
        if word.lower in HELPERS | SUBORDINATE | PREPOSITIONS - {"of"}:
            break
        if end > start and (word.lower in CUES or word.lower.endswith("ed")):
            break
        named = words[start].lower not in DETERMINERS and words[end - 1].is_capital
        if end > start and named and not word.is_capital and word.text != ".":
            break
        end += 1
    return (start, end) if start < end else None


def _start(words: list[Word], end: int) -> int:
    """Return where the noun phrase that ends here begins, or `end` where none does."""
    if end and words[end - 1].lower in PRONOUNS:
        return end - 1  # "There they said"
    return _behind_preposition(words, _phrase_start(words, end), end)


def _phrase_start(words: list[Word], end: int) -> int:
    """Return where the words that belong together up to here begin, a preposition included."""
    at = end
    while at and end - at < _REACH:
        word = words[at - 1]
        if word.text == ")" and words[0].text == "(" and at - 1 == _closing(words):
            break  # "(May 5) Police say": a dateline
        if word.text == ")":
            at = next((n for n in range(at - 2, max(-1, at - 9), -1) if words[n].text == "("), -1)
            if at < 0:
                return end
            continue
        joins = word.lower == "and" and 1 < at < end
        if word.is_border or word.lower in SUBORDINATE:
            break
        if joins and (words[at].lower in PRONOUNS or not _ends_noun(words, at - 1)):
            break
        at -= 1
    while at < end - 1 and words[at].lower in OPENERS:
        at += 1
    return at


def _closing(words: list[Word]) -> int:
    """Return the place of the first mark that closes a bracket."""
    return next((at for at, word in enumerate(words) if word.text == ")"), -1)


def _behind_preposition(words: list[Word], start: int, end: int) -> int:
    """Return where the last noun phrase begins, of "On Monday Rossi", "In a note the mayor"."""
    if start >= end or words[start].lower not in PREPOSITIONS:
        return start
    run = end - 1
    while run > start + 1 and (words[run - 1].is_capital or words[run - 1].text == "."):
        if words[run - 1].lower in TIMES:
            break
        run -= 1
    if words[run].is_capital:
        # "Rossi, at a meeting in Selm, said": it is not Selm that said so.
        return end if words[run - 1].lower in PREPOSITIONS else run
    determiners = [at for at in range(start + 1, end) if words[at].lower in DETERMINERS]
    return determiners[-1] if determiners else end


def _ends_noun(words: list[Word], end: int) -> bool:
    """Return whether a noun phrase ends here, and not a clause: "The mayor spoke and Rossi"."""
    last = words[end - 1]
    plural = last.lower.endswith("s")
    noun = last.is_capital or plural or is_role(last.text) or is_body(last.text)
    return noun and not _has_verb(words, end)


def _has_verb(words: list[Word], end: int) -> bool:
    """Return whether the words back to the last pause hold a verb."""
    for word in reversed(words[max(0, end - _REACH) : end]):
        if word.is_border:
            return False
        if word.lower in CUES or word.lower in HELPERS or word.lower.endswith("ed"):
            return True
    return False


def is_past(word: Word) -> bool:
    """Return whether a word looks like a past form: of a verb of the table, or in -ed."""
    return CUES.get(word.lower, ("", ""))[1] == "past" or (
        word.text.islower() and word.lower.endswith("ed") and "-" not in word.text
    )


def _is_finite(words: list[Word], at: int) -> bool:
    """Return whether a word of a source has a subject: not in "a poll released on Friday"."""
    follows = words[at + 1].lower if at + 1 < len(words) else ""
    participle = follows in PREPOSITIONS | TIMES
    # "the Herald reports guards said"
    reports = CUES.get(words[at].lower, ("", ""))[1] == "present" and words[at - 1].is_capital
    past = is_past(words[at]) and not participle
    helps = words[at].lower in FINITE or words[at].lower.endswith(("n't", "n’t"))
    return helps or (at > 0 and (past or (reports and not participle)))


def _kind(words: list[Word], start: int, end: int) -> str:
    """Return what a source looks like."""
    first, *rest = words[start:end]
    if any(_is_finite(words, at) for at in range(start, end)):
        return "clause"
    if words[end - 1].lower.endswith(("'s", "’s", "s'", "s’")):
        return "possessive"
    if not rest and first.lower in PRONOUNS:
        return first.lower
    about = first.lower in {"some", "about", "nearly", "almost", "only"} and rest
    if first.text[0].isdigit() or (about and rest[0].text[0].isdigit()):
        return "number"
    if any(word.lower in DOCUMENTS for word in (first, *rest)):
        return "document"
    if first.lower in DETERMINERS:
        return "described named" if any(word.is_capital for word in rest) else "described"
    if first.is_capital or words[end - 1].is_capital:
        return "name" if start or rest else "first word"
    return "plural" if words[end - 1].lower.endswith("s") else "other"


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
