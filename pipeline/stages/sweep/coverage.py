"""Sweeping: the quantities that no claim states become claims of their own; the ledger adds up."""

from collections.abc import Iterable

from pipeline.reconcile import Source, SourceQuantity
from pipeline.stages.sweep.aside import set_aside
from pipeline.text.clauses import claim_kind, is_quoted
from pipeline.text.standalone import Standalone
from schemas import (
    Claim,
    Disposition,
    DraftTally,
    Finding,
    Ledger,
    LedgerEntry,
    Origin,
    Outcome,
    Sentence,
    TextSpan,
    Worklist,
    digest,
)


def sweep(
    source: Source, claims: tuple[Claim, ...], findings: tuple[Finding, ...]
) -> tuple[Claim, ...]:
    """Return a claim for each sentence that holds a quantity which no claim states."""
    covered, aside = coverage(source, claims, findings), set_aside(source)
    missed = {
        quantity.sentence.sentence_id: quantity.sentence
        for quantity in source.quantities
        if quantity.span not in aside and not covered[quantity.span]
    }
    alone = Standalone(source.article)
    return tuple(_swept(alone, sentence) for sentence in missed.values())


def _swept(alone: Standalone, sentence: Sentence) -> Claim:
    """Return a sentence as a claim in its own words."""
    article, text = alone.article, alone.text(sentence, sentence.span)
    words = article.quote(sentence.span)
    return Claim(
        claim_id="c" + digest(article.article_id, sentence.span.start, sentence.span.end, text),
        text=text,
        quote=words,
        span=sentence.span,
        sentence_id=sentence.sentence_id,
        speaker=alone.said.of(sentence.span),
        quoted=is_quoted(words, 0, len(words)),
        kind=claim_kind(words),
        origin=Origin.SWEEP,
    )


def coverage(
    source: Source, claims: tuple[Claim, ...], findings: tuple[Finding, ...]
) -> dict[TextSpan, tuple[Claim, ...]]:
    """Return the claims that state each quantity of the article.

    A claim in its own words states a quantity when one of its numbers was found there and is not
    unsupported; a claim in the article's words states all that stands in its span.
    """
    stated: dict[str, set[TextSpan]] = {}
    for finding in findings:
        if finding.outcome is not Outcome.UNSUPPORTED:
            stated.setdefault(finding.subject, set()).update(finding.source)
    citing: dict[str, list[Claim]] = {}
    for claim in claims:
        citing.setdefault(claim.sentence_id, []).append(claim)
    return {
        quantity.span: tuple(
            claim
            for claim in citing.get(quantity.sentence.sentence_id, ())
            if _states(claim, quantity, stated)
        )
        for quantity in source.quantities
    }


def to_verify(
    source: Source, covered: dict[TextSpan, tuple[Claim, ...]]
) -> dict[TextSpan, tuple[Claim, ...]]:
    """Return what is covered without the quantities that were set aside."""
    aside = set_aside(source)
    spans = [quantity.span for quantity in source.quantities]
    return {span: covered[span] for span in spans if span not in aside}


def _states(claim: Claim, quantity: SourceQuantity, stated: dict[str, set[TextSpan]]) -> bool:
    if claim.origin is Origin.MODEL:
        return quantity.span in stated.get(claim.claim_id, ())
    return claim.span.holds(quantity.span)


def keep_ledger(
    source: Source,
    covered: dict[TextSpan, tuple[Claim, ...]],
    worklist: Worklist,
    drafts: DraftTally,
) -> Ledger:
    """Return where each quantity of the article went; raises when it does not add up."""
    aside = set_aside(source)
    rows = {place.span: row.row_id for row in worklist.rows for place in row.places}
    entries = tuple(
        _entry(
            quantity,
            covered[quantity.span],
            rows.get(quantity.span),
            aside=aside.get(quantity.span),
        )
        for quantity in source.quantities
    )
    return Ledger(
        quantities=len(source.quantities),
        covered=_count(entries, Disposition.COVERED),
        swept=_count(entries, Disposition.SWEPT),
        set_aside=_count(entries, Disposition.SET_ASIDE),
        entries=entries,
        drafts=drafts,
    )


def _entry(
    quantity: SourceQuantity,
    claims: tuple[Claim, ...],
    row_id: str | None,
    *,
    aside: str | None,
) -> LedgerEntry:
    drafted = [claim for claim in claims if claim.origin is not Origin.SWEEP]
    if aside is not None:
        went, why = Disposition.SET_ASIDE, aside
    elif drafted:
        went, why = Disposition.COVERED, "stated by a claim"
    else:
        went, why = Disposition.SWEPT, "no drafted claim states it"
    return LedgerEntry(
        text=quantity.quantity.text,
        start=quantity.span.start,
        end=quantity.span.end,
        went=went,
        why=why,
        claim_ids=() if aside else tuple(claim.claim_id for claim in drafted or claims),
        row_id=row_id,
    )


def _count(entries: Iterable[LedgerEntry], went: Disposition) -> int:
    return sum(1 for entry in entries if entry.went is went)
