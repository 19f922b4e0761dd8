"""The brief and the claims: each statement with its sentences and the verdicts on its numbers."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.stages.render.brief_text import PointAlert, point_alerts
from pipeline.stages.render.codes import findings_by_subject, standing_of
from pipeline.stages.render.html.page_text import Anchors, Link, clipped, segments
from schemas import (
    Article,
    CheckerVerdict,
    Claim,
    Finding,
    Origin,
    Outcome,
    Point,
    Report,
    Status,
    TextSpan,
)

_MARKS = {Outcome.UNSUPPORTED: "bad", Outcome.REVIEW: "review"}
_BY = {
    Origin.MODEL: None,
    Origin.EXTRACTIVE: "the article’s own words",
    Origin.SWEEP: "swept up by code, in the article’s own words",
}


Pieces = tuple[tuple[str, str], ...]
"""The words of a statement or sentence in pieces, each with its mark where a number is in doubt."""


class Verdict(NamedTuple):
    """What was found out about one number of a statement, and where in the article."""

    finding: Finding
    places: tuple[Link, ...]


class Statement(NamedTuple):
    """A headline, point or claim with its sentences and the verdicts on its numbers."""

    anchor: str
    pieces: Pieces
    cites: tuple[Link, ...]
    verdicts: tuple[Verdict, ...]
    by: str | None
    """Whose words they are, where that needs saying."""
    rows: tuple[Link, ...]
    told: tuple[CheckerVerdict, ...] = ()
    """What people found of the figures that it rests on."""
    alerts: tuple[PointAlert, ...] = ()
    """What checks found of these figures in the article."""


class Doubt(NamedTuple):
    """A statement that the article does not bear out, and what stands against it."""

    name: str
    kind: str
    statement: Statement
    reason: str
    support: float
    conflicts: tuple[tuple[Link, Pieces], ...]
    """The sentences that speak against it, their numbers marked."""
    nearest: bool
    """Whether the sentences only are those that the statement cites, with no such number."""


class Statements:
    """The statements of a report, each ready to be shown."""

    def __init__(self, report: Report, anchors: Anchors) -> None:
        self._report = report
        self._anchors = anchors
        self._alerts = point_alerts(report)
        # A model may say the same twice; its id is the same then, and it is shown once.
        self._claims = {claim.claim_id: claim for claim in report.claims}.values()
        self._findings = findings_by_subject(report)
        self._rows: dict[str, list[Link]] = {}
        for row in report.worklist.rows:
            for claim_id in row.claim_ids:
                link = Link(f"#row-{row.row_id}", str(row.rank))
                self._rows.setdefault(claim_id, []).append(link)

    def headline(self, point: Point) -> Statement:
        """Return the headline of the brief, which a point may repeat."""
        return self.point(point)._replace(anchor="headline")

    def points(self) -> tuple[Statement, ...]:
        return tuple(self.point(point) for point in dict.fromkeys(self._report.brief.points))

    def point(self, point: Point) -> Statement:
        """Return a point, shown or withheld."""
        own = point.origin is Origin.EXTRACTIVE and self._report.provenance.model is not None
        return self._statement(
            f"point-{point.point_id}", point.point_id, point.text, point.sentence_ids,
            by=_BY[Origin.EXTRACTIVE] if own else None,
        )._replace(told=point.verdicts, alerts=self._alerts.get(point.point_id, ()))  # fmt: skip

    def doubts(self) -> tuple[Doubt, ...]:
        """Return what the article does not support: brief, then claims; least support first."""
        ours = [*self._withheld(), *self._doubtful_claims()]
        ours.sort(key=lambda doubt: (doubt.kind == "Claim", doubt.support))
        return tuple(
            doubt._replace(name=name, statement=doubt.statement._replace(anchor=name))
            for number, doubt in enumerate(ours, start=1)
            for name in (f"w{number}",)
        )

    def claims(self) -> list[tuple[Link, str, list[Statement]]]:
        """Return all claims by the sentence that makes them, in the order of the article.

        Of each sentence: the link to it, the id of its claims, the claims.
        """
        groups: dict[str, list[Claim]] = {}
        for claim in self._claims:
            groups.setdefault(claim.sentence_id, []).append(claim)
        return [
            (self._anchors.cite(sentence_id), f"claims-{sentence_id}", [*map(self._claim, claims)])
            for sentence_id, claims in sorted(
                groups.items(), key=lambda group: min(claim.span.start for claim in group[1])
            )
        ]

    def _statement(
        self, anchor: str, subject: str, text: str, cited: Iterable[str], *, by: str | None
    ) -> Statement:
        found = self._findings.get(subject, [])
        return Statement(
            anchor=anchor,
            pieces=_marked(
                text, [(f.quantity.span, _MARKS[f.outcome]) for f in found if f.outcome in _MARKS]
            ),
            cites=tuple(self._anchors.cite(sentence_id) for sentence_id in cited),
            verdicts=tuple(
                Verdict(finding, tuple(self._anchors.place(span) for span in finding.source))
                for finding in found
            ),
            by=by,
            rows=tuple(self._rows.get(subject, ())),
        )

    def _claim(self, claim: Claim) -> Statement:
        """Return a claim; of one in the article's own words only what is not simply there."""
        said = self._statement(
            f"claim-{claim.claim_id}", claim.claim_id, claim.text, (claim.sentence_id,),
            by=_BY[claim.origin] if self._report.provenance.model else None,
        )  # fmt: skip
        if claim.origin is Origin.MODEL:
            return said
        telling = tuple(
            verdict for verdict in said.verdicts if verdict.finding.status is not Status.EXACT
        )
        return said._replace(verdicts=telling)

    def _withheld(self) -> Iterator[Doubt]:
        for number, withheld in enumerate(dict.fromkeys(self._report.brief.withheld)):
            point = withheld.point
            found = self._unsupported(point.point_id)
            kind = "Headline" if number == 0 and self._lost_headline() else "Point"
            yield self._doubt(kind, self.point(point), withheld.reason, found, point.sentence_ids)

    def _lost_headline(self) -> bool:
        """Return whether the article's headline stands in for the model's, withheld first."""
        own = self._report.brief.headline.origin is not Origin.MODEL
        return own and self._report.provenance.model is not None

    def _doubtful_claims(self) -> Iterator[Doubt]:
        for claim in self._claims:
            if found := self._unsupported(claim.claim_id):
                reasons = "; ".join(
                    f"{f.quantity.text}: {f.reason} ({standing_of(f)})" for f in found
                )
                yield self._doubt("Claim", self._claim(claim), reasons, found, (claim.sentence_id,))

    def _doubt(
        self,
        kind: str,
        statement: Statement,
        reason: str,
        found: list[Finding],
        cited: tuple[str, ...],
    ) -> Doubt:
        spans = [span for finding in found for span in finding.source]
        against = {
            s.sentence_id: s
            for span in spans
            if (s := self._report.article.sentence_at(span.start))
        }
        beside = against or {i: s for i in cited if (s := self._anchors.sentences.get(i))}
        conflicts = tuple(
            (
                self._anchors.cite(sentence.sentence_id),
                _within(self._report.article, sentence.span, spans),
            )
            for sentence in beside.values()
        )
        support = min((finding.support for finding in found), default=1.0)
        return Doubt("", kind, statement, reason, support, conflicts, nearest=not against)

    def _unsupported(self, subject: str) -> list[Finding]:
        found = self._findings.get(subject, [])
        return [finding for finding in found if finding.outcome is Outcome.UNSUPPORTED]


def _marked(text: str, marks: Sequence[tuple[TextSpan, str]]) -> Pieces:
    return tuple(
        (clipped(segment.text), segment.labels[0] if segment.labels else "")
        for segment in segments(text, marks)
    )


def _within(article: Article, sentence: TextSpan, spans: list[TextSpan]) -> Pieces:
    """Return a sentence with those of its parts marked that lie in the spans."""
    shifted = [(span.moved(-sentence.start), "bad") for span in spans if sentence.holds(span)]
    return _marked(article.quote(sentence), shifted)
