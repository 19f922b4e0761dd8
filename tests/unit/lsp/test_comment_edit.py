"""Where a comment goes that lets a finding stand: the draft is checked again with it."""

import pytest

from pipeline.limits import DEFAULT
from pipeline.lsp.comment_edit import CommentEdit, comment_edit
from pipeline.lsp.draft_check import Basis, CheckedDraft, Draft, check_draft
from pipeline.stages.check_statements import NamedSource
from pipeline.stages.read_statements import Form
from pipeline.text.article import article_from_text
from schemas import CheckedNumber, CheckedStatement, Sensitivity

STORY = "The depot.\n\nIt bought 412 doors in May.\nIt bought 97 windows in May.\n"
DOORS = "It bought 13,412 doors in May."
SPOILT = "It bought 13,412 tons of doors and 13,097 windows in 1987."


def checked(text: str, form: Form) -> CheckedDraft:
    source = NamedSource("story.txt", article_from_text(STORY, "story.txt"), is_file_text=True)
    basis = Basis({"story.txt": source}, {}, Sensitivity.NORMAL, DEFAULT, language_check=True)
    steps = check_draft(Draft("file:///d", "draft", text, form), basis)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            draft: CheckedDraft = done.value
            return draft


def doubtful(draft: CheckedDraft) -> list[tuple[CheckedStatement, CheckedNumber]]:
    return draft.doubtful(0, len(draft.draft.text))


def first_edit(draft: CheckedDraft) -> CommentEdit:
    statement, finding = doubtful(draft)[0]
    edit = comment_edit(draft, statement, finding.code)
    assert edit is not None
    return edit


def let_stand(text: str, form: Form) -> tuple[str, str]:
    """Return the text with a comment on its first finding, which it lets stand, and the code."""
    draft = checked(text, form)
    edit, (_, finding) = first_edit(draft), doubtful(draft)[0]
    changed = edit.applied(text)
    again = checked(changed[: edit.cursor] + "counted" + changed[edit.cursor :], form)
    assert doubtful(again) == doubtful(draft)[1:]
    assert [each.reason for each in again.run.suppressions] == ["counted"]
    return changed, finding.code


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (f"{DOORS}", ""),
        (f"{DOORS}", "\n"),
        (f"{DOORS}", " It bought 97 windows in May.\n"),
        (f"It bought 97 windows in May. {DOORS}", "\r\nIt rained.\r\n"),
        ("It bought 13,412\ndoors in May.", "\nIt rained.\n"),
        (f"# {DOORS}", "\n\nIt rained.\n"),
        (f"- {DOORS}", "\n- It rained.\n"),
        (f"> {DOORS}", "\n"),
        (f"**{DOORS}**", " It rained.\n"),
        (f"[{DOORS}](https://a.test)", " It rained.\n"),
        (f"***{DOORS}***", "\n"),
        ("| what | how many |\n|---|---|\n| doors bought in May | 13,412", " |\n"),
        (f"🚢 Cafe\u0301: {DOORS}", " 🚢\n"),
        ("\ufeff" + DOORS, "\n"),
        (f"{DOORS}", " <!-- by hand -->\n"),
        (f"```\n{DOORS}\n```\n\n{DOORS}", "\n"),
    ],
)
def test_a_comment_goes_behind_the_sentence_in_markdown(before: str, behind: str) -> None:
    changed, code = let_stand(before + behind, Form.MARKDOWN)

    assert changed == f"{before} <!-- factdesk: ok({code})  -->{behind}"


@pytest.mark.parametrize("end", ["", "\n", "\r\nIt rained.\r\n", "\u2028It rained."])
def test_a_comment_ends_a_line_of_plain_text(end: str) -> None:
    changed, code = let_stand(f"{DOORS}{end}", Form.LINES)

    assert changed == f"{DOORS}  # factdesk: ok({code}) {end}"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (f"{SPOILT}", Form.LINES),
        (f"{SPOILT}", Form.MARKDOWN),
        (f"{SPOILT}  # factdesk: ok(scale, nothing) counted", Form.LINES),
        (f"{SPOILT} <!-- factdesk: ok(scale) counted -->", Form.MARKDOWN),
    ],
)
def test_all_findings_of_a_sentence_are_let_stand_one_after_the_other(
    text: str, form: Form
) -> None:
    draft = checked(text, form)
    codes = {finding.code for _, finding in doubtful(draft)}
    assert len(codes) >= 2

    edits = 0
    while doubtful(draft):
        draft = checked(first_edit(draft).applied(draft.draft.text), form)
        edits += 1

    assert edits == len(codes)
    assert len(draft.run.suppressions) == 1


def test_a_code_is_not_added_to_a_comment_on_a_whole_paragraph() -> None:
    text = f"<!-- factdesk: ok(scale) by hand -->\n{DOORS} It rained.\n"
    draft = checked(text, Form.MARKDOWN)

    changed = first_edit(draft).applied(text)

    assert changed.startswith("<!-- factdesk: ok(scale) by hand -->\n")
    assert doubtful(checked(changed, Form.MARKDOWN)) == []


def test_where_a_comment_would_change_the_draft_there_is_no_edit() -> None:
    draft = checked(f"It rained. <!-- {DOORS}", Form.MARKDOWN)  # the end of ours would end theirs
    statement, finding = doubtful(draft)[0]

    assert comment_edit(draft, statement, finding.code) is None
