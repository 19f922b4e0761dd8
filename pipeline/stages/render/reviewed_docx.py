"""The editor's own Word document with a comment at each number that is not supported.

Colleagues who never heard of factdesk read these comments: they hold no codes and no figures of
ours, and say what to do.
"""

from collections.abc import Iterator

from pipeline.documents.docx_comments import Comment, with_comments
from pipeline.stages.render.checked_numbers import told_of
from pipeline.stages.render.codes import (
    CONTRADICTED,
    is_by_model,
    known_codes,
    said_of_look,
    standing_of,
)
from schemas import CheckedNumber, CheckRun, Outcome, SoughtNumber, SourceSentence, TextSpan

_VERDICTS = {
    Outcome.UNSUPPORTED: "is not supported",
    Outcome.REVIEW: "needs a look",
}
_IN_DOUBT = "The source may bear the number out, but a doubt is left. Compare the two sentences."
"""Of a number for review against which nothing in particular speaks."""
_LET_STAND = (
    "If it is right as it stands, answer this comment with “factdesk: ok” and the reason, and the "
    "next check lets it stand."
)


def reviewed_docx(run: CheckRun, raw: bytes, name: str) -> bytes:
    """Return the document that was checked, all of it as it was but for our comments.

    Numbers for review have one as well. `name` is what the places of the findings call it.
    """
    return with_comments(raw, name, list(_comments(run, name)))


def _comments(run: CheckRun, name: str) -> Iterator[Comment]:
    for statement in run.statements:
        for number in statement.numbers:
            place = number.place
            if place.file == name and number.is_doubtful:
                span = TextSpan(start=place.start, end=place.end)
                yield Comment(span, tuple(_lines(number)))


def _lines(number: CheckedNumber | SoughtNumber) -> Iterator[str]:
    if isinstance(number, SoughtNumber):
        yield from _lines_of_evidence(number)
    else:
        yield from _lines_of_verdict(number)
    yield _LET_STAND


def _lines_of_evidence(number: SoughtNumber) -> Iterator[str]:
    yield f"“{number.quantity.text}” is contradicted by evidence: {number.found.reason}"
    yield told_of(number)
    yield CONTRADICTED.help


def _lines_of_verdict(finding: CheckedNumber) -> Iterator[str]:
    look, meaning = finding.second_look, known_codes().get(finding.code)
    reason = finding.reason if meaning else f"{standing_of(finding)}, {finding.reason}"
    yield f"“{finding.quantity.text}” {_VERDICTS[finding.outcome]}: {reason}."
    yield from (f"{_where(each)}: “{each.text}”" for each in finding.sentences)
    if finding.nearest:
        yield f"The nearest is in {_where(finding.nearest)}: “{finding.nearest.text}”"
    if look:
        decided = "A second look decided" if is_by_model(finding) else "A second look"
        yield f"{decided}: {said_of_look(look)}."
    yield meaning.help if meaning else _IN_DOUBT


def _where(sentence: SourceSentence) -> str:
    """Return where a sentence stands as people say it: by its page, or counted."""
    page = sentence.place.within if sentence.place else None
    number = sentence.sentence_id.removeprefix("s")
    return f"{sentence.source}, {page or f'sentence {number}'}"
