"""The alerts of `factdesk brief` as results: a rule a check, a case a sentence or point of the brief."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.checks import CHECKS, Check, check_of
from pipeline.stages.render.results import Case, Level, NotChecked, Related, Result, Results, Rule
from pipeline.text.placed import Places
from schemas import Article, FilePlace, Flag, Point, Report, Sentence, TextSpan, Tier, digest

_LEVELS = {
    Tier.S: Level.ERROR,
    Tier.A: Level.ERROR,
    Tier.B: Level.WARNING,
    Tier.C: Level.NOTE,
}
_ABOVE_ALL = 101
"""What the brief says wrongly comes before any row, whose score is at most 100."""


@dataclass(frozen=True)
class Briefed:
    """A report, and whether its article's text is that of the file, so that offsets lead there."""

    report: Report
    is_file_text: bool

    @property
    def article(self) -> Article:
        """The article of the report."""
        return self.report.article

    @cached_property
    def places(self) -> Places:
        """The lines of the file."""
        return Places(self.article.source, self.article.text)

    @cached_property
    def weights(self) -> dict[Flag, int]:
        """The score of the most urgent row that each flag is on."""
        rows = sorted(self.report.worklist.rows, key=lambda row: row.score)
        return {flag: row.score for row in rows for flag in row.flags}

    @cached_property
    def alerts(self) -> tuple[Flag, ...]:
        """What a person is shown of the article itself, each once, in text order."""
        worklist = self.report.worklist
        flags = [*(flag for row in worklist.rows for flag in row.flags), *worklist.loose_flags]
        shown = dict.fromkeys(flag for flag in flags if flag.alert and flag.places)
        return tuple(sorted(shown, key=lambda flag: flag.places[0].start))

    def place(self, span: TextSpan) -> FilePlace | None:
        """Return where a span stands in the file, if it is known."""
        return self.places.at(span) if self.is_file_text else None

    def sentence_at(self, span: TextSpan) -> Sentence:
        """Return the sentence that a span begins in."""
        sentences = self.article.sentences
        at = bisect_right(sentences, span.start, key=lambda each: each.span.start)
        return sentences[max(at - 1, 0)]


def results_of_briefs(
    briefed: Sequence[Briefed], not_checked: Sequence[NotChecked] = ()
) -> Results:
    """Return a case for each sentence that holds a figure, and for each sentence of the briefs."""
    return Results(
        command="brief",
        fingerprint="checkAndSentence/v1",
        rules=tuple(_rule(check) for check in CHECKS),
        cases=tuple(case for each in briefed for case in _cases(each)),
        not_checked=tuple(not_checked),
    )


def _rule(check: Check) -> Rule:
    name = "".join(word.capitalize() for word in check.name.split("-"))
    title = f"{check.check_id} {check.name.replace('-', ' ')}"
    return Rule(check.check_id, name, title, check.definition, check.settles)


def _cases(briefed: Briefed) -> Iterator[Case]:
    """Yield the points of the brief, then the sentences that hold a figure or an alert."""
    brief, source = briefed.report.brief, briefed.article.source
    for point in (brief.headline, *brief.points, *(each.point for each in brief.withheld)):
        flags = [f for f in briefed.report.worklist.brief_flags if f.subject == point.point_id]
        results = tuple(_of_brief(briefed, point, flag) for flag in flags)
        yield Case(source, None, f"brief: {point.text}", results)
    for sentence, flags in _sentences(briefed):
        place = briefed.place(sentence.span)
        line = place.line if place else None
        words = briefed.article.plain(sentence.span)
        results = tuple(_of_article(briefed, sentence, flag) for flag in flags)
        yield Case(source, line, f"{line or sentence.sentence_id}: {words}", results)


def _sentences(briefed: Briefed) -> Iterator[tuple[Sentence, list[Flag]]]:
    found: dict[str, list[Flag]] = {
        place.sentence_id: [] for row in briefed.report.worklist.rows for place in row.places
    }
    for flag in briefed.alerts:
        found.setdefault(briefed.sentence_at(flag.places[0]).sentence_id, []).append(flag)
    for sentence in briefed.article.sentences:
        if sentence.sentence_id in found:
            yield sentence, found[sentence.sentence_id]


def _of_article(briefed: Briefed, sentence: Sentence, flag: Flag) -> Result:
    first, *others = flag.places
    quote = briefed.article.quote
    computed = [flag.computed] if flag.computed and flag.computed not in flag.message else []
    settles = f"To settle it: {check_of(flag.check).settles}"
    figures = [quote(place) for place in flag.places]
    words = briefed.article.plain(sentence.span)
    return Result(
        rule=_rule(check_of(flag.check)),
        level=_LEVELS[flag.tier],
        fails=True,
        weight=briefed.weights.get(flag, 0),
        message=(flag.message, *computed, settles),
        file=briefed.article.source,
        place=briefed.place(first),
        within="" if briefed.is_file_text else sentence.sentence_id,
        related=tuple(Related(quote(span), briefed.places.at(span)) for span in others)
        if briefed.is_file_text
        else (),
        digest=digest(briefed.article.source, flag.check, words, *figures),
    )


def _of_brief(briefed: Briefed, point: Point, flag: Flag) -> Result:
    """Return the result on a sentence of the brief, at the sentence of the article that it cites."""
    cited = point.spans[:1]
    return Result(
        rule=_rule(check_of(flag.check)),
        level=_LEVELS[flag.tier],
        fails=True,
        weight=_ABOVE_ALL,
        message=(flag.message, f"The brief does not show: “{point.text}”"),
        file=briefed.article.source,
        place=briefed.place(cited[0]) if cited else None,
        within="" if briefed.is_file_text else "".join(point.sentence_ids[:1]),
        related=(),
        digest=digest(briefed.article.source, flag.check, point.text, flag.message),
    )
