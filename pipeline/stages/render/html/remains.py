"""What the worklist does not hold: loose flags, numbers set aside, sentences without a number."""

from pipeline.stages.render.html.anchors import Anchors, aside_id
from pipeline.stages.render.html.fired import badge
from pipeline.stages.render.html.shown import clipped
from pipeline.stages.render.html.view import Link, LooseFlag, SetAside
from schemas import Disposition, LedgerEntry, Report, TextSpan


def loose_flags(report: Report, anchors: Anchors) -> tuple[LooseFlag, ...]:
    """Return the flags on what is no row, alerts first."""
    flags = sorted(report.worklist.loose_flags, key=lambda flag: not flag.alert)
    return tuple(
        LooseFlag(f"flag-{number}", badge(flag), tuple(anchors.place(p) for p in flag.places))
        for number, flag in enumerate(flags, start=1)
    )


def ledger_line(report: Report) -> str:
    """Return where the quantities of the article went, in a sentence."""
    ledger = report.ledger
    return (
        f"{ledger.quantities} quantities in the article = {ledger.covered} covered by claims "
        f"+ {ledger.swept} swept onto the list by code + {ledger.set_aside} set aside."
    )


def set_aside(report: Report, anchors: Anchors) -> tuple[SetAside, ...]:
    """Return the quantities that were set aside, by reason."""
    reasons: dict[str, list[LedgerEntry]] = {}
    for entry in report.ledger.entries:
        if entry.went is Disposition.SET_ASIDE:
            reasons.setdefault(entry.why, []).append(entry)
    return tuple(
        SetAside(
            why,
            tuple(
                (aside_id(each), anchors.place(TextSpan(start=each.start, end=each.end)))
                for each in entries
            ),
        )
        for why, entries in reasons.items()
    )


def unlisted_line(report: Report) -> str:
    """Return what the list does not speak of, so that nobody takes it for complete."""
    without, checkable = report.worklist.sentences_without_numbers, len(report.worklist.unlisted)
    line = f"Sentences that hold no number to verify: {without}. This list does not speak of them."
    return f"{line} Of these, {checkable} could be checked:" if checkable else line


def unlisted_sentences(report: Report, anchors: Anchors) -> tuple[Link, ...]:
    """Return those sentences without a number that state something, each with its place."""
    found = [s for each in report.worklist.unlisted if (s := anchors.sentence(each))]
    return tuple(
        Link(f"#{each.sentence_id}", clipped(report.article.plain(each.span), 160))
        for each in found
    )
