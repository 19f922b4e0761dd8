"""The worklist as the page shows it, and what it does not hold.

A view for each row, a badge for each check that fired; then loose flags, numbers set aside and
sentences without a number.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pipeline.checks import Check, check_of
from pipeline.stages.render.brief_text import NOT_CLEAR, OWN_VOICE, speaker_words
from pipeline.stages.render.evidence_words import is_contradicted
from pipeline.stages.render.html.evidence_views import Standpoint, found_view
from pipeline.stages.render.html.page_text import (
    Anchors,
    Link,
    aside_id,
    clipped,
    excerpt,
    web_address,
)
from schemas import (
    ClaimKind,
    Disposition,
    Flag,
    Modifier,
    Report,
    Role,
    Row,
    SourceKind,
    Tier,
    UnlistedSentence,
    Voice,
    Work,
)

_LISTS = {
    ClaimKind.FACT: (
        "Figures to verify",
        "Facts, the most urgent first; # is the rank among all figures.",
    ),
    ClaimKind.FORECAST: (
        "Planned or expected",
        "Plans or forecasts: verify that they were made, by whom and on what grounds.",
    ),
    ClaimKind.OPINION: (
        "Opinions",
        "Judgements with a number in them, which is all that can be verified.",
    ),
    ClaimKind.PERSONAL: (
        "Personal experience",
        "Told of one’s own life: nobody else can verify it.",
    ),
}
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
_CONTRADICTED = 5 * _SEVERITY[Tier.A]
"""Evidence against a figure weighs as an alert of tier A."""


View = dict[str, object]
"""What a template shows of one thing, by the names that the template knows."""


class Badge(NamedTuple):
    """One firing of a check, with what the check is called."""

    flag: Flag
    name: str


class LooseFlag(NamedTuple):
    """A flag on what is no row of the list."""

    anchor: str
    badge: Badge
    places: tuple[Link, ...]


def row_lists(report: Report, anchors: Anchors, standpoint: Standpoint) -> list[View]:
    """Return the lists that hold a row, facts first, each with a view a row."""
    points, who = _points(report), speakers(report)
    lists: list[View] = []
    for kind, (title, caption) in _LISTS.items():
        rows = [row for row in report.worklist.rows if row.kind is kind]
        views = [
            {**_row_view(row, anchors, points, who), "found": found_view(row.found, standpoint)}
            for row in rows
        ]
        lists.append({"kind": kind, "title": title, "caption": caption, "rows": views})
    return [shown for shown in lists if shown["rows"]]


def sentence_views(report: Report, anchors: Anchors) -> list[View]:
    """Return a view of each sentence without a figure that can be checked, in text order."""
    points, article = _points(report), report.article
    shown = (*dict.fromkeys(report.brief.points), report.brief.headline)
    views: list[View] = []
    for sentence in report.unlisted:
        sentence_id = sentence.sentence_id
        cited = [p.point_id for p in shown if sentence_id in p.sentence_ids]
        found = anchors.sentences.get(sentence_id)
        line = article.where(found.span.start) if found else ""
        views.append(
            {
                **_work_view(sentence, [points[point_id] for point_id in cited]),
                "text": sentence.text,
                "cite": anchors.cite(sentence_id),
                "where": f"{line}; the brief rests on it" if cited else line,
            }
        )
    return views


def _points(report: Report) -> dict[str, Link]:
    shown = enumerate(dict.fromkeys(report.brief.points), start=1)
    points = {p.point_id: Link(f"#point-{p.point_id}", f"point {number}") for number, p in shown}
    return {report.brief.headline.point_id: Link("#headline", "the headline"), **points}


def _work_view(item: Row | UnlistedSentence, points: Sequence[Link]) -> View:
    work = item.work
    return {
        "row_id": item.row_id,
        "group_id": item.group_id,
        "work": work,
        # In ASCII, so that the script reads it as it was typed.
        "entered": "" if work == Work() else json.dumps(work.model_dump(mode="json")),
        "sources": [
            [Link(web_address(word), word) for word in re.split(r"(\s+)", line)]
            for line in work.evidence
        ],
        "points": points,
    }


def speakers(report: Report) -> tuple[str, ...]:
    """Return who gives figures: the article itself, those that are not clear, then by name."""
    named = {speaker_words(row.attribution) for row in report.worklist.rows}
    nobody = [words for words in (OWN_VOICE, NOT_CLEAR) if words in named]
    return (*nobody, *sorted(named.difference(nobody)))


def _row_view(row: Row, anchors: Anchors, points: Mapping[str, Link], who: Sequence[str]) -> View:
    start = row.quantity.span.start - row.span.start
    badges = sorted(map(badge, row.flags), key=_order)
    is_alert = is_contradicted(row) or any(flag.alert for flag in row.flags)
    found = [row.found.outcome.value] if row.found else []
    role = f", {row.attribution.role}" if row.attribution.role else ""
    return {
        **_work_view(row, [points[point_id] for point_id in row.point_ids if point_id in points]),
        "row": row,
        "band": next(name for least, name in _BANDS if row.score >= least),
        "who": speaker_words(row.attribution) + role,
        "who_number": who.index(speaker_words(row.attribution)),
        # The same said of two mentions is said once, alerts first.
        "flags": _first_of_each(badges, lambda badge: badge.flag.message),
        "badges": _first_of_each(badges, lambda badge: badge.flag.check),
        "tiers": " ".join(
            [*["alert"] * is_alert, *sorted({flag.tier.value for flag in row.flags}), *found]
        ),
        "severity": sum(_SEVERITY[flag.tier] * (5 if flag.alert else 1) for flag in row.flags)
        + _CONTRADICTED * is_contradicted(row),
        "quote": excerpt(row.quote, start, start + len(row.quantity.text)),
        "says": _says(row),
        "places": [
            (
                anchors.place(place.span),
                f"{_WHERE[place.role]}, {anchors.article.where(place.span.start)}",
            )
            for place in row.places
        ],
        "claims": [
            Link(f"#claim-{claim_id}", f"claim {number}")
            for number, claim_id in enumerate(row.claim_ids, 1)
        ],
    }


def _first_of_each(badges: Sequence[Badge], key: Callable[[Badge], str]) -> tuple[Badge, ...]:
    first = {key(badge): badge for badge in reversed(badges)}
    return tuple(badge for badge in badges if first[key(badge)] is badge)


def _order(badge: Badge) -> tuple[bool, str, str]:
    return not badge.flag.alert, badge.flag.tier, badge.flag.check


def _says(row: Row) -> tuple[tuple[str, str], ...]:
    """Return how the quantity was read, leaving out what the article does not say."""
    quantity, measure = row.quantity, row.measure
    bound = None if quantity.modifier is Modifier.NONE else quantity.modifier
    kinds = (quantity.kind, quantity.unit, bound, row.claim_type)
    read = {
        "source": _SOURCES.get(row.attribution.kind),
        "told": _VOICES[row.attribution.voice],
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


def badge(flag: Flag) -> Badge:
    """Return a flag with what its check is called."""
    check = _known(flag.check)
    return Badge(flag, check.name.replace("-", " ") if check else "")


def fired_checks(report: Report) -> list[View]:
    """Return every check that fired on the article, by id: what it means, what would settle it."""
    flags = [flag for row in report.worklist.rows for flag in row.flags]
    badges = {flag.check: badge(flag) for flag in (*flags, *report.worklist.loose_flags)}
    unknown = "This version of factdesk does not know this check."
    return [
        {
            "check_id": check_id,
            "name": fired.name,
            "definition": check.definition if (check := _known(check_id)) else unknown,
            "settles": check.settles if check else "",
        }
        for check_id, fired in sorted(badges.items())
    ]


def _known(check_id: str) -> Check | None:
    """Return the check of that id; None in a report of another version."""
    try:
        return check_of(check_id)
    except KeyError:
        return None


def loose_flags(report: Report, anchors: Anchors) -> tuple[LooseFlag, ...]:
    """Return the flags on what is no row, alerts first."""
    flags = sorted(report.worklist.loose_flags, key=lambda flag: not flag.alert)
    return tuple(
        LooseFlag(f"flag-{number}", badge(flag), tuple(anchors.place(p) for p in flag.places))
        for number, flag in enumerate(flags, start=1)
    )


def set_aside(report: Report, anchors: Anchors) -> dict[str, list[tuple[str, Link]]]:
    """Return the quantities that were set aside, by reason, each with its anchor and place."""
    reasons: dict[str, list[tuple[str, Link]]] = {}
    for entry in report.ledger.entries:
        if entry.went is Disposition.SET_ASIDE:
            place = anchors.place(entry.span)
            reasons.setdefault(entry.why, []).append((aside_id(entry), place))
    return reasons


def unlisted_line(report: Report) -> str:
    """Return what the list does not speak of, so that nobody takes it for complete."""
    without, checkable = report.worklist.sentences_without_numbers, len(report.worklist.unlisted)
    line = f"Sentences that hold no number to verify: {without}. This list does not speak of them."
    return (
        f"{line} Of these, {checkable} could be checked; they end the list." if checkable else line
    )
