"""What each code of a finding means, for people who meet it in an editor or on a code host."""

from collections.abc import Iterator
from typing import NamedTuple

from schemas import CheckedNumber, Finding, Outcome, Point, Report, Status


class Code(NamedTuple):
    """A code with a title of a few words and help that says what to do."""

    title: str
    help: str


_CODES = {
    "absent": Code(
        "Number not in the source",
        "Nothing in the source bears the number out: not as written, not rounded, not by arithmetic on two "
        "of its numbers. Correct it, or name the source that it comes from.",
    ),
    "base": Code(
        "Number of another whole",
        "The source says the number of several things together, or of another group, and the statement of one.",
    ),
    "binding": Code(
        "Number of something else",
        "The source has this number and says it of something else. Compare the two sentences.",
    ),
    "bound": Code(
        "Bound changed",
        "The source gives a bound or an estimate, such as “at least” or “up to”, and the statement another.",
    ),
    "bound_dropped": Code(
        "Bound left out",
        "The source hedges the number, such as “at least 700”, and the statement gives it bare. Headlines do "
        "so every day; put the bound back where it matters.",
    ),
    "by_to": Code(
        "By for to",
        "The source says by how much something changed and the statement takes it for the level reached, or "
        "the other way round.",
    ),
    "citation": Code(
        "Number from a sentence that is not cited",
        "The number stands in the source, but not in the sentences that the statement rests on.",
    ),
    "coincidence": Code(
        "Derivable only by chance",
        "The number can be had by arithmetic, but so could many others in its place: no evidence either way.",
    ),
    "counted": Code(
        "Perhaps counted from a list",
        "The source has no such number, but may list the things: count them there.",
    ),
    "direction": Code("Rose for fell", "The source has the number going the other way."),
    "item": Code(
        "Number of another item",
        "The source has the number in a list, of another item than the one that is stated.",
    ),
    "moment": Code(
        "Point in time not in the source",
        "The source names no such day or hour; it may say it in other words, such as “yesterday”.",
    ),
    "name": Code(
        "Digits of a name",
        "The source has these digits only within a name, such as F-35: it may or may not speak of the same.",
    ),
    "noun": Code(
        "Number of other things",
        "The source counts something else with this number. Compare the two sentences.",
    ),
    "opposite": Code(
        "Number of the opposite",
        "The source has the number of the opposite, such as passed for failed or a loss for a profit.",
    ),
    "other_name": Code(
        "Another name",
        "The source has this name with another number, such as Category 4 for Category 5, and the stated "
        "number nowhere.",
    ),
    "outcome": Code(
        "Done told as planned",
        "The source says what it became, such as more than planned, and the statement that so much was planned.",
    ),
    "pair": Code(
        "Numbers that do not belong together",
        "The source has both numbers, but not as the one being part of the other.",
    ),
    "part_of_year": Code(
        "Another part of the year",
        "The statement says early, mid or late in a year, and the source says another part of it or none.",
    ),
    "period": Code(
        "Another period",
        "The source gives the number for another span of time, such as a month for a year.",
    ),
    "period_added": Code(
        "Period added",
        "The statement says for what span of time the number is, such as a year; the source does not.",
    ),
    "place": Code(
        "Number of another place or group",
        "The source gives another number for where, or among whom, the statement says it is.",
    ),
    "points": Code(
        "Percent for percentage points",
        "The source gives the number in percentage points and the statement in percent, or the reverse.",
    ),
    "projection": Code(
        "Plan told as done",
        "The source expects, plans or proposes what the statement says has happened.",
    ),
    "range": Code(
        "Another range",
        "One end of the range is the source's and the other is not.",
    ),
    "range_end": Code(
        "One end of a range",
        "The source gives a range, and the statement only one end of it, as if it were the number.",
    ),
    "scale": Code(
        "Another scale",
        "The digits are those of the source and the magnitude is not, such as million for billion.",
    ),
    "score": Code(
        "Another score",
        "The source has a score of which one side is the stated one and the other is not.",
    ),
    "subject": Code(
        "Number of somebody else",
        "The source says the number of another person, firm or place. Compare the two sentences.",
    ),
    "swapped": Code(
        "Numbers swapped",
        "The statement has two numbers of the source, each in the place of the other.",
    ),
    "time": Code(
        "Number of another time",
        "The source gives this number for another time, such as the year before, and another number for the "
        "time that is stated.",
    ),
    "tons": Code(
        "Tons or tonnes",
        "One says tons and the other tonnes, with the same number. Papers mix them; make sure that the tons are "
        "metric, as an American ton is a tenth lighter.",
    ),
    "unit": Code(
        "Another unit",
        "The source has the number in another unit or currency, or in percent where the statement has points.",
    ),
    "verb": Code(
        "Number that something else went to",
        "The source has the same verb, such as “weakened to”, lead to another number of the sentence.",
    ),
    "whole": Code(
        "Part of another whole",
        "The source has this part of another whole, such as 22 of 32 for 22 of 54.",
    ),
    "whole_for_part": Code(
        "Whole for a part",
        "The source says it of a part, such as three of 19 schools, and the statement of the whole.",
    ),
    "year_unsaid": Code(
        "Year not in the source",
        "The source gives the day or the month without a year, and the statement with one.",
    ),
}  # fmt: skip
_STATUSES = {
    Status.UNCLEAR: Code("Cannot be judged", "The checker could not judge this number; see its reason."),
    Status.ELSEWHERE: Code(
        "Number of something else", "The number is in the source but belongs to something else."
    ),
    Status.CHANGED: Code(
        "Number changed", "The source says the same with another value, unit, bound or period."
    ),
    Status.ABSENT: Code("Number not in the source", "Nothing in the source bears the number out."),
}  # fmt: skip
_SUPPORTED = Code("Supported", "The source bears the number out.")


def code_of(finding: CheckedNumber) -> Code:
    """Return what a finding's code means; of one without an entry here what its status means."""
    return _CODES.get(finding.code) or _STATUSES.get(finding.status, _SUPPORTED)


def known_codes() -> dict[str, Code]:
    """Return every code that has an entry, in alphabetical order."""
    return dict(sorted(_CODES.items()))


def message_of(finding: Finding) -> str:
    """Return one line that says what is wrong with a number, in a reader's words."""
    return f"“{finding.quantity.text}” {outcome_of(finding)}: {reason_of(finding)}"


def outcome_of(finding: Finding) -> str:
    """Return the outcome and, of a number in doubt, its support: "not supported, support .03"."""
    if finding.outcome is Outcome.SUPPORTED:
        return finding.outcome
    word = "review" if finding.outcome is Outcome.REVIEW else "not supported"
    return f"{word}, support {f'{finding.support:.2f}'.removeprefix('0')}"


def reason_of(finding: Finding) -> str:
    """Return status, code and reason, the code and the formula where they say more."""
    code = "" if finding.code == finding.status else f" ({finding.code})"
    reason, formula = finding.reason, finding.formula
    added = f" ({formula})" if formula and formula not in reason else ""
    return f"{finding.status}{code}, {reason}{added}"


def reviews_of(report: Report) -> Iterator[tuple[Point, str]]:
    """Yield each sentence of the brief that has numbers for review, with what is said of them."""
    for point in dict.fromkeys((report.brief.headline, *report.brief.points)):
        found = [
            message_of(each)
            for each in dict.fromkeys(report.findings)
            if each.subject == point.point_id and each.outcome is Outcome.REVIEW
        ]
        if found:
            yield point, "; ".join(found)


def evidence_of(finding: CheckedNumber) -> list[str]:
    """Return a line for each sentence of the source to compare; of an absent number the nearest."""
    lines = [f"{each.source}, {each.sentence_id}: {each.text}" for each in finding.sentences]
    near = finding.nearest
    return [*lines, f"nearest in {near.source}, {near.sentence_id}: {near.text}"] if near else lines
