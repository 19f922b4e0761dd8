"""The worklist as the page shows it: a list for each kind of claim, a view for each row."""

from collections.abc import Callable

from pipeline.stages.render.html.anchors import Anchors
from pipeline.stages.render.html.fired import badge
from pipeline.stages.render.html.shown import clipped, excerpt, web_address
from pipeline.stages.render.html.view import Badge, Link, PlaceView, RowList, RowView
from schemas import ClaimKind, Modifier, Report, Role, Row, SourceKind, Tier, Voice, Work

OWN_VOICE = "the article itself"
_LISTS = {
    ClaimKind.FACT: ("Figures to verify", "Facts, the most urgent first."),
    ClaimKind.FORECAST: ("Planned or expected", "Nobody can verify these yet: who says so, and on what grounds?"),
    ClaimKind.OPINION: ("Opinions", "Judgements with a number in them, which is all that can be verified."),
    ClaimKind.PERSONAL: ("Personal experience", "Told of one’s own life: nobody else can verify it."),
}  # fmt: skip
_VOICES = {
    Voice.ARTICLE: "stated by the article",
    Voice.REPORTED: "reported, not in quotation marks",
    Voice.QUOTED: "quoted word for word",
}
_SOURCES = {
    SourceKind.NAMED: "a named source",
    SourceKind.ANONYMOUS: "a source without a name",
    SourceKind.DOCUMENT: "a document",
    SourceKind.BODY: "an organisation or office",
    SourceKind.OUTLET: "another newsroom",
}
_WHERE = {
    Role.HEADLINE: "headline",
    Role.LEDE: "first paragraph",
    Role.BODY: "text",
    Role.CAPTION: "caption",
    Role.BOILERPLATE: "boilerplate",
}
_BANDS = ((50, "high"), (30, "medium"), (0, "low"))
_SEVERITY = {Tier.S: 1000, Tier.A: 100, Tier.B: 10, Tier.C: 1}


def row_lists(report: Report, anchors: Anchors) -> tuple[RowList, ...]:
    """Return the lists that hold a row, facts first."""
    points = _points(report)
    who = speakers(report)
    return tuple(
        RowList(kind.value, title, caption, rows)
        for kind, (title, caption) in _LISTS.items()
        if (
            rows := tuple(
                _view(row, anchors, points, who.index(_who(row)))
                for row in report.worklist.rows
                if row.kind is kind
            )
        )
    )


def speakers(report: Report) -> tuple[str, ...]:
    """Return who gives figures, the article itself first, then by name."""
    named = {_who(row) for row in report.worklist.rows} - {OWN_VOICE}
    return (OWN_VOICE, *sorted(named))


def _who(row: Row) -> str:
    return row.attribution.name or OWN_VOICE


def _points(report: Report) -> dict[str, Link]:
    """Return a link to each point that the brief shows."""
    named = {
        point.point_id: Link(f"#point-{point.point_id}", f"point {number}")
        for number, point in enumerate(dict.fromkeys(report.brief.points), start=1)
    }
    return {report.brief.headline.point_id: Link("#headline", "the headline"), **named}


def _view(row: Row, anchors: Anchors, points: dict[str, Link], who_number: int) -> RowView:
    start = row.quantity.span.start - row.span.start
    flags = sorted((badge(flag) for flag in row.flags), key=_order)
    alerts = ["alert"] if any(flag.alert for flag in row.flags) else []
    role = f", {row.attribution.role}" if row.attribution.role else ""
    return RowView(
        row=row,
        band=next(name for least, name in _BANDS if row.score >= least),
        who=_who(row) + role,
        who_number=who_number,
        voice=_VOICES[row.attribution.voice],
        claim=clipped(row.text),
        flags=_unique(flags, lambda each: each.flag.message),
        badges=_unique(flags, lambda each: each.flag.check),
        tiers=" ".join([*alerts, *sorted({flag.tier.value for flag in row.flags})]),
        severity=sum(_SEVERITY[flag.tier] * (5 if flag.alert else 1) for flag in row.flags),
        before=clipped(row.before),
        quote=excerpt(row.quote, start, start + len(row.quantity.text)),
        after=clipped(row.after),
        says=_says(row),
        places=tuple(
            PlaceView(anchors.place(place.span), f"{_WHERE[place.role]}, line {place.line}")
            for place in row.places
        ),
        points=tuple(points[each] for each in row.point_ids if each in points),
        claims=tuple(
            Link(f"#claim-{each}", f"claim {n}") for n, each in enumerate(row.claim_ids, 1)
        ),
        worked=row.work != Work(),
        sources=tuple(Link(web_address(each) or "", each) for each in row.work.evidence),
    )


def _unique(badges: list[Badge], key: Callable[[Badge], str]) -> tuple[Badge, ...]:
    """Return the first badge of each key."""
    first: dict[str, Badge] = {}
    for each in badges:
        first.setdefault(key(each), each)
    return tuple(first.values())


def _order(one: Badge) -> tuple[bool, str, str]:
    return not one.flag.alert, one.flag.tier, one.flag.check


def _says(row: Row) -> tuple[tuple[str, str], ...]:
    """Return how the quantity was read, leaving out what the article does not say."""
    quantity, measure = row.quantity, row.measure
    bound = None if quantity.modifier is Modifier.NONE else quantity.modifier
    kinds = (quantity.kind, quantity.unit, bound, row.claim_type)
    source = row.attribution.kind
    read = {
        "source": _SOURCES[source] if source is not SourceKind.NONE else None,
        "read as": " · ".join(dict.fromkeys(filter(None, kinds))),
        "measure": measure.measure,
        "of": measure.population,
        "for": measure.period or quantity.period,
        "compared with": measure.baseline,
        "change": measure.change,
    }
    return tuple(
        (name, clipped(str(value), 160).replace("_", " ")) for name, value in read.items() if value
    )
