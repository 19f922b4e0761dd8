"""Sweeping: the quantities that no claim states become claims of their own; the ledger adds up."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.reconcile import Source, SourceQuantity
from pipeline.reconcile.frames import Frame, counts_harmed
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
    QuantityKind,
    Role,
    Sentence,
    TextSpan,
    Worklist,
    digest,
)

_SET_ASIDE = {
    QuantityKind.IDENTIFIER: "a name, it counts nothing",
    QuantityKind.DATE: "a date",
    QuantityKind.YEAR: "a year",
    QuantityKind.TIME: "a time of day",
    QuantityKind.ORDINAL: "an ordinal",
}
_COUNTS = {QuantityKind.COUNT, QuantityKind.VAGUE, QuantityKind.RANGE}
_BARE_ONE = "the word “one”, with nothing counted beside it"
_LIMITS = frozenset(("just", "only"))
"""Words before a "one" that is a count."""
_LISTED = re.compile(r"\b(?:and|or|including|while)\s+(?:(?:the|just|only|another)\s+)?$")
"""What stands before the second of two counts of one list: "three died and one"."""


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


def set_aside(source: Source) -> dict[TextSpan, str]:
    """Return why each quantity that is no item for the worklist is none, by its place."""
    found = {quantity.span: _why_set_aside(quantity) for quantity in source.quantities}
    found |= dict.fromkeys(_bare_ones(source), _BARE_ONE)
    found |= dict.fromkeys(_parts_of_names(source), _SET_ASIDE[QuantityKind.IDENTIFIER])
    return {span: why for span, why in found.items() if why is not None}


def _parts_of_names(source: Source) -> Iterator[TextSpan]:
    """Yield each number that is in a name elsewhere: "Selm 7 grew" in a text on "the Selm 7".

    Of 12 in 2,519 articles all are.
    """
    kinds = (QuantityKind.IDENTIFIER, QuantityKind.COUNT)
    names, counts = ([q for q in source.quantities if q.quantity.kind is kind] for kind in kinds)
    known = {" ".join(name.quantity.text.split()) for name in names}
    for count in counts if known else ():
        before = count.frame.sentence.text[: count.frame.start].split()
        if before and f"{before[-1]} {count.quantity.text}" in known:
            yield count.span


def _why_set_aside(quantity: SourceQuantity) -> str | None:
    """Return why a quantity is no item, by its kind and its place."""
    if quantity.sentence.role is Role.BOILERPLATE:
        return "outside the article: boilerplate"
    if not any(map(str.isalpha, quantity.frame.sentence.text)):
        return "a number by itself: its line has no word"
    if quantity.quantity.checkable:
        return None
    return _SET_ASIDE.get(quantity.quantity.kind, "nothing to verify")


def _bare_ones(source: Source) -> Iterator[TextSpan]:
    """Yield each "one" that counts nothing that a source can settle: one official said.

    A "one" counts in a list of counts ("three died and one was hurt"), behind "just", and where it
    is of the dead. Of 92 in 1,105 articles that have another count in their sentence, 43 count
    something; 36 of these are kept, and 3 of the others.
    """
    for quantities in source.by_sentence.values():
        counts = [q for q in quantities if q.quantity.checkable and q.quantity.kind in _COUNTS]
        listed = set(_in_a_list(counts))
        for each in counts:
            if _is_one(each.frame) and not (each.span in listed or _is_counted(each.frame)):
                yield each.span


def _in_a_list(counts: Sequence[SourceQuantity]) -> Iterator[TextSpan]:
    """Yield those of the counts of a sentence that a word joins to the one before."""
    for one, other in pairwise(counts):
        between = one.frame.sentence.text[one.frame.end : other.frame.start]
        if _LISTED.search(between):
            yield from (one.span, other.span)


def _is_one(frame: Frame) -> bool:
    return frame.quantity.kind is QuantityKind.COUNT and frame.quantity.text.lower() == "one"


def _is_counted(frame: Frame) -> bool:
    """Return whether a "one" counts something by itself: "just one", "one was killed"."""
    return bool(_LIMITS.intersection(frame.left[:1])) or counts_harmed(frame)


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
