"""The editor's own Word document with a comment at each number that is not supported."""

from collections.abc import Iterator

from pipeline.documents.docx_comments import Comment, with_comments
from pipeline.stages.render.codes import evidence_of, message_of
from schemas import CheckRun, TextSpan


def reviewed_docx(run: CheckRun, raw: bytes, name: str) -> bytes:
    """Return the document that was checked, all of it as it was but for the comments.

    Numbers for review have one as well. `name` is what the places of the findings call it.
    """
    return with_comments(raw, name, list(_comments(run, name)))


def _comments(run: CheckRun, name: str) -> Iterator[Comment]:
    for statement in run.statements:
        for finding in statement.findings:
            place = finding.place
            if place.file == name and finding.is_doubtful:
                span = TextSpan(start=place.start, end=place.end)
                yield Comment(span, (message_of(finding), *evidence_of(finding)))
