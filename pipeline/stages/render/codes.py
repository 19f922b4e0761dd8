"""What each code of a finding means, for people who meet it in an editor or on a code host."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.errors import SettingsError
from schemas import (
    CheckedNumber,
    EvidenceOutcome,
    Finding,
    Judge,
    LookAnswer,
    Outcome,
    Point,
    Refusal,
    Report,
    SecondLook,
    SourceSentence,
    Status,
    Suppressed,
    Suppression,
)


class Code(NamedTuple):
    """A code with a title of a few words and help that says what to do."""

    title: str
    help: str


_CODES = {
    "absent": Code(
        "Number not in the source",
        "Nothing in the source bears the number out: not as written, not rounded, not by "
        "arithmetic. Correct it, or name the source that it comes from.",
    ),
    "base": Code(
        "Number of another whole",
        "The source says the number of several things together, or of another group, and the "
        "statement of one. Say whose number it is, or give the number of the one.",
    ),
    "binding": Code(
        "Number of something else",
        "The source has this number and says it of something else. Compare the two sentences.",
    ),
    "bound": Code(
        "Bound changed",
        "The source gives a bound or an estimate, such as “at least” or “up to”, and the "
        "statement another. Give that of the source.",
    ),
    "bound_added": Code(
        "Bound added",
        "The statement gives a bound, such as “over” or “up to”, and the source the number "
        "without it. Leave it out, or name the source that it comes from.",
    ),
    "bound_dropped": Code(
        "Bound left out",
        "The source hedges the number, such as “at least 700”, and the statement gives it bare. "
        "Headlines do so every day; put the bound back where it matters.",
    ),
    "by_to": Code(
        "By for to",
        "The source says by how much something changed and the statement takes it for the level "
        "reached, or the other way round. Say which of the two it is.",
    ),
    "citation": Code(
        "Number from a sentence that is not cited",
        "The number stands in the source, but not in the sentences that the statement rests on. "
        "Cite the sentence that it stands in.",
    ),
    "coincidence": Code(
        "Derivable only by chance",
        "The number can be had by arithmetic, but so could many others in its place: no evidence "
        "either way. Say what it is made from, or name the source that it comes from.",
    ),
    "direction": Code(
        "Rose for fell",
        "The source has the number going the other way. Correct the direction.",
    ),
    "noun": Code(
        "Number of other things",
        "The source counts something else with this number. Compare the two sentences, and say "
        "what it counts.",
    ),
    "period": Code(
        "Another period",
        "The source gives the number for another span of time, such as a month for a year. Give "
        "that of the source.",
    ),
    "points": Code(
        "Percent for percentage points",
        "The source gives the number in percentage points and the statement in percent, or the "
        "reverse. Give it as the source does.",
    ),
    "projection": Code(
        "Plan told as done",
        "The source expects, plans or proposes what the statement says has happened. Say that it "
        "is planned or expected.",
    ),
    "range": Code(
        "Another range",
        "The source gives a range, and the statement another, or one end of it as if it were the "
        "number. Give the range of the source.",
    ),
    "scale": Code(
        "Another scale",
        "The digits are those of the source and the magnitude is not, such as million for billion. "
        "Correct it.",
    ),
    "swapped": Code(
        "Numbers swapped",
        "The statement has two numbers of the source, each in the place of the other. Change them "
        "round.",
    ),
    "time": Code(
        "Number of another time",
        "The source gives this number for another time, such as the year before, and another "
        "number for the time that is stated. Correct the number or the time.",
    ),
    "unbound": Code(
        "Of what is not clear",
        "The source has this number, but the words do not tell whether it is of the same. Compare "
        "the two sentences.",
    ),
    "unit": Code(
        "Another unit",
        "The source has the number in another unit, currency or rate. Give that of the source, or "
        "convert the number.",
    ),
    "value": Code(
        "Another value",
        "The words fit a number of the source that has another value. Correct it, or name the "
        "source that it comes from.",
    ),
}
CONTRADICTED = Code(
    "Contradicted by evidence",
    "The library of evidence has another value of what seems to be the same thing at the same "
    "time. Compare the two, and correct the number or say why it differs.",
)
_OF_EVIDENCE = {EvidenceOutcome.CONTRADICTED.value: CONTRADICTED}
_SUPPORTED = Code("Supported", "The source bears the number out.")


def code_of(finding: CheckedNumber) -> Code:
    return _CODES.get(finding.code, _SUPPORTED)


def known_codes() -> dict[str, Code]:
    """Return what every code means, in alphabetical order."""
    return dict(sorted(_CODES.items()))


def codes_that_may_stand() -> dict[str, Code]:
    """Return what a person may let stand: each code of a number, and what evidence contradicts."""
    return known_codes() | _OF_EVIDENCE


def require_codes(reasons: Mapping[str, str], where: object) -> None:
    """Raise SettingsError, naming where, for an unknown code, or one without a reason."""
    for code, reason in reasons.items():
        if code not in codes_that_may_stand():
            raise SettingsError(f"{where}: there is no code {code!r}; `factdesk checks` lists them")
        if not reason.strip():
            raise SettingsError(f"{where}: say why {code!r} may stand")


def message_of(finding: Finding) -> str:
    """Return one line that says what is wrong with a number, in a reader's words."""
    return f"“{finding.quantity.text}” {outcome_of(finding)}: {reason_of(finding)}"


def outcome_of(finding: Finding) -> str:
    """Return the outcome and, of a number in doubt, its support: "not supported, support .03".

    Where a model decided it, its name stands behind.
    """
    look = second_look_of(finding)
    by = f" (by model {look.model})" if look and is_by_model(finding) else ""
    if finding.outcome is Outcome.SUPPORTED:
        return f"{finding.outcome.value}{by}"
    word = "review" if finding.outcome is Outcome.REVIEW else "not supported"
    return f"{word}{by}, support {f'{finding.support:.2f}'.removeprefix('0')}"


def is_by_model(finding: Finding) -> bool:
    """Return whether a model decided the outcome, and code recomputed what it rests on."""
    return isinstance(finding, CheckedNumber) and finding.by is Judge.MODEL


def second_look_of(finding: Finding) -> SecondLook | None:
    """Return what a model said of a number, if one was asked."""
    return finding.second_look if isinstance(finding, CheckedNumber) else None


def said_of_look(look: SecondLook) -> str:
    """Return what a model said of a number and what code made of it, in a reader's words."""
    if look.answer is LookAnswer.CANNOT_TELL:
        return f"model {look.model} cannot tell"
    if look.refusal is Refusal.REMARK:
        return f"model {look.model} says that it is another; {look.refused}"
    if look.answer is LookAnswer.DIFFERENT:
        return f"model {look.model}: “{look.remark}”"
    named = " and ".join(f"“{each}”" for each in look.quantities) or "what is not there"
    how = "the same as" if look.answer is LookAnswer.SAME else f"{look.operation or 'made'} of"
    formula = f", {look.formula}" if look.formula else ""
    refused = f", which was refused: {look.refused}" if look.refused else ""
    return f"model {look.model}: {how} {named}{formula}{refused}"


def said_of_suppressed(suppressed: Suppressed) -> str:
    """Return that a finding does not count, and why: "suppressed: the council's own figure"."""
    return f"suppressed: {suppressed.reason}" if suppressed.reason else "suppressed"


def said_of_suppression(suppression: Suppression) -> str:
    """Return what is wrong with a comment that lets findings stand; empty for nothing."""
    unknown = [code for code in suppression.codes if code not in codes_that_may_stand()]
    said = [f"there is no code {code!r}: `factdesk checks` lists them" for code in unknown]
    said += [] if suppression.findings else ["this comment suppresses no finding: take it out"]
    said += [] if suppression.reason else ["a suppression without a reason: say why"]
    return "; ".join(said)


def reason_of(finding: Finding) -> str:
    """Return standing, code and reason, the code and the formula where they say more.

    What a model said at a second look stands behind.
    """
    look = second_look_of(finding)
    looked = f"; {said_of_look(look)}" if look else ""
    if look and finding.outcome is Outcome.SUPPORTED:
        looked += f"; code alone: {look.doubt}"
    if finding.status is Status.EXACT:
        return f"{standing_of(finding)}{looked}"
    code = "" if finding.code == finding.status else f" ({finding.code})"
    reason, formula = finding.reason, finding.formula
    added = f" ({formula})" if formula and formula not in reason else ""
    return f"{standing_of(finding)}{code}, {reason}{added}{looked}"


STANDINGS = {
    status: "in the article" if status is Status.EXACT else status.replace("_", " ")
    for status in Status
}
"""What people call each status. That a number stands in the article says nothing of its truth."""


def standing_of(finding: Finding) -> str:
    """Return how a number stands to the source, in a reader's words."""
    return STANDINGS[finding.status]


def findings_by_subject(report: Report) -> dict[str, list[Finding]]:
    """Return the findings on each point and claim, by its id, each once."""
    found: dict[str, list[Finding]] = {}
    for finding in dict.fromkeys(report.findings):
        found.setdefault(finding.subject, []).append(finding)
    return found


def reviews_of(report: Report) -> Iterator[tuple[Point, str]]:
    """Yield each sentence of the brief that has numbers for review, with what is said of them."""
    findings = findings_by_subject(report)
    for point in dict.fromkeys((report.brief.headline, *report.brief.points)):
        on_point = findings.get(point.point_id, ())
        reviewed = [finding for finding in on_point if finding.outcome is Outcome.REVIEW]
        if reviewed:
            yield point, "; ".join(map(message_of, reviewed))


def evidence_of(finding: CheckedNumber) -> list[str]:
    """Return a line for each sentence of the source to compare; of an absent number the nearest."""
    lines = [f"{_place_of(sentence)}: {sentence.text}" for sentence in finding.sentences]
    near = finding.nearest
    return [*lines, f"nearest in {_place_of(near)}: {near.text}"] if near else lines


def _place_of(sentence: SourceSentence) -> str:
    page = sentence.place.within if sentence.place else None
    return ", ".join(filter(None, (sentence.source, page, sentence.sentence_id)))
