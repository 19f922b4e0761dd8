"""Where a comment goes that lets a finding stand, and where the reason for it is then to be typed.

Whether a place is right is not reasoned about: the draft is read again with the comment in it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.lsp.draft_check import CheckedDraft
from pipeline.stages.read_statements import Form, StatementFile, statements_of_text
from pipeline.text.markdown import read_markdown
from schemas import CheckedStatement


class CommentEdit(NamedTuple):
    """An insertion."""

    at: int
    text: str
    cursor: int
    """The offset, in the text as it will be, where a reason is to be typed."""

    def applied(self, text: str) -> str:
        """Return the text with the insertion made."""
        return text[: self.at] + self.text + text[self.at :]


def comment_edit(
    checked: CheckedDraft, statement: CheckedStatement, code: str
) -> CommentEdit | None:
    """Return the edit that lets the findings of a code in a statement stand; None for none."""
    for edit in _candidates(checked, statement, code):
        read = statements_of_text(
            checked.draft.name, edit.applied(checked.draft.text), checked.draft.form
        )
        if _lets_stand(read, checked, statement, code):
            return edit
    return None


def _lets_stand(
    read: StatementFile, checked: CheckedDraft, statement: CheckedStatement, code: str
) -> bool:
    """Return whether the statements are what they were, and a comment covers this one."""
    before = [each.words.text for each in checked.file.statements]
    if [each.words.text for each in read.statements] != before:
        return False
    at = checked.run.statements.index(statement)
    start = read.statements[at].words.whole.start
    return any(
        code in each.codes and each.about is not None and each.about.start <= start < each.about.end
        for each in read.suppressions
    )


def _candidates(
    checked: CheckedDraft, statement: CheckedStatement, code: str
) -> Iterator[CommentEdit]:
    text, end = checked.draft.text, statement.place.end
    yield from _added_to_comments(checked, statement, code)
    if checked.draft.form is Form.LINES:
        comment = f"  # factdesk: ok({code}) "
        yield CommentEdit(end, comment, end + len(comment))
        return
    opening = f" <!-- factdesk: ok({code}) "
    for at in dict.fromkeys((_behind_markup(text, end), end)):
        yield CommentEdit(at, f"{opening} -->", at + len(opening))


def _added_to_comments(
    checked: CheckedDraft, statement: CheckedStatement, code: str
) -> Iterator[CommentEdit]:
    """Yield the code added to a comment of other codes that is about this statement alone.

    A line of plain text has room for one comment.
    """
    start = statement.place.start
    for each in checked.file.suppressions:
        is_own = each.about is not None and (each.about.start, each.about.end) == (start, start + 1)
        if is_own and each.codes:
            at = checked.draft.text.index(")", each.place.start)
            yield CommentEdit(at, f", {code}", at + len(f", {code}"))


def _behind_markup(text: str, end: int) -> int:
    """Return the end of the emphasis or the link that a sentence ends in, on the same line."""
    for mark in read_markdown(text).markup:
        if mark.start == end and not any(sign in text[end : mark.end] for sign in "\r\n|"):
            end = mark.end
    return end
