"""Evidence as a library may have it, put by hand: for what shows it and what keeps it."""

from collections.abc import Iterable
from functools import cache
from types import SimpleNamespace
from typing import Self

from schemas import (
    EvidenceOutcome,
    EvidencePlace,
    FoundEvidence,
    Report,
    TableExcerpt,
    TextSpan,
)
from tests.reports import full_report, hostile_report

TABLE = TableExcerpt(
    caption="Pumps of the water office, by station",
    columns=("Station", "Pumps", "Failed, 2025"),
    rows=(("North", "12", "9"), ("South", "20", "13"), ("All", "32", "22")),
    row=2,
    column=2,
)


def place(
    text: str = "The storm cut power to 512 homes.",
    value: str = "512 homes",
    *,
    source: str = "grid-report.pdf",
    where: str = "page 3",
    title: str | None = "Grid report 2025",
    table: TableExcerpt | None = None,
) -> EvidencePlace:
    """Return a place in a document or, with a table, a cell of it."""
    start = text.find(value)
    number = TextSpan(start=start, end=start + len(value)) if start >= 0 else None
    return EvidencePlace(
        source=source, title=title, where=where, text=text, number=number, value=value, table=table
    )


def cell(source: str = "pumps.xlsx") -> EvidencePlace:
    """Return a place that is a cell of a table."""
    return place(
        "All, Failed, 2025: 22",
        "22",
        source=source,
        where="sheet Pumps, cell C4",
        title=None,
        table=TABLE,
    )


def found(
    outcome: EvidenceOutcome,
    *places: EvidencePlace,
    confidence: float = 0.92,
    formula: str | None = None,
) -> FoundEvidence:
    """Return what was found for a figure."""
    reason = f"The thing and the time agree: {outcome.label}."
    return FoundEvidence(
        outcome=outcome, confidence=confidence, reason=reason, formula=formula, places=places
    )


NOTHING = found(EvidenceOutcome.NOTHING, confidence=0.7)
CONTRADICTED = found(EvidenceOutcome.CONTRADICTED, place())
BORNE_OUT = found(
    EvidenceOutcome.BORNE_OUT, cell(), place("All failed.", "22"), formula="9 + 13 = 22"
)
OTHER = found(
    EvidenceOutcome.OTHER,
    place(source="https://grid.example/a.pdf", where="table 2 on page 7"),
    confidence=0.55,
)


def with_found(report: Report, found: Iterable[FoundEvidence | None]) -> Report:
    """Return the report with what was found for its rows, one after the other."""
    given = [*found]
    given += [NOTHING] * (len(report.worklist.rows) - len(given))
    rows = tuple(
        row.model_copy(update={"found": each})
        for row, each in zip(report.worklist.rows, given, strict=False)
    )
    return report.model_copy(update={"worklist": report.worklist.model_copy(update={"rows": rows})})


def with_library(report: Report, way: str = ".") -> Report:
    """Return the report with the way to the folder of the library, which links follow."""
    made = report.provenance.model_copy(update={"library": way})
    return report.model_copy(update={"provenance": made})


@cache
def evidence_report() -> Report:
    """Return the report that has all that a page can show, with every outcome."""
    return with_library(with_found(full_report(), [CONTRADICTED, BORNE_OUT, OTHER]))


@cache
def hostile_evidence_report() -> Report:
    """Return a hostile report with evidence of documents that try the same."""
    script = '"><script>window.ran = 10</script></table></style>'
    table = TABLE.model_copy(
        update={"caption": script, "columns": (script,) * 3, "rows": ((script,) * 3,), "row": 0}
    )
    sources = ("javascript:window.ran=11", script, "//evil.example/a.pdf", "data:text/html,x")
    places = (
        place(script, script, source=source, where=script, title=script, table=each)
        for source, each in zip(sources, (None, table, table, None), strict=True)
    )
    each = [found(EvidenceOutcome.CONTRADICTED, where, formula=script) for where in places]
    count = len(hostile_report().worklist.rows)
    return with_library(with_found(hostile_report(), each[:count]))


class HandMadeLibrary:
    """Stands for a library whose documents nobody reads."""

    def __init__(self, digest: str = "1") -> None:
        self.digest = digest

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def sources(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name="grid-report.pdf", digest=self.digest)]


def contradicting(report: Report, library: object, phrases: object = ()) -> Report:  # noqa: ARG001
    """Return the report with evidence against its first row; of the others nothing is found."""
    return with_found(report, [CONTRADICTED])
