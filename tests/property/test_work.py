"""What a person enters is read back as it was entered, out of every file that we write."""

import json
from collections.abc import Mapping

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import ExtractiveDrafter, fact_check
from pipeline.cli.output_files import bytes_of
from pipeline.stages.render.files import render_files
from pipeline.stages.take_work import take_work, with_verdicts, work_in
from schemas import Report, Row, Work, WorkStatus
from tests.articles import storm

REPORT = fact_check(storm, drafter=ExtractiveDrafter())
HOSTILE = st.sampled_from(
    ['=HYPERLINK("x")', "'", '"', ";", ",", "\n", "\t", "+1", "-", "@", "=", "😀", "\u202e", "אב", "</script>",
     "\u200b", "﹦", "＝", "a b", "_x000D_", "{", "[", "row_id", "  ", "\ufeff", "\u2028"]
)  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"])
ENTERED = st.lists(st.one_of(HOSTILE, st.text(CHARACTERS, max_size=5)), max_size=6).map(
    lambda parts: "".join(parts).strip()
)
LINES = st.lists(
    st.text(CHARACTERS, min_size=1, max_size=12).filter(str.strip), max_size=3, unique=True
)
WORK = st.builds(
    Work,
    status=st.sampled_from(WorkStatus),
    evidence=LINES.map(tuple),
    note=ENTERED,
    checker=ENTERED,
)


def worked(work: tuple[Work, ...]) -> Report:
    rows = tuple(
        row.model_copy(update={"work": each})
        for row, each in zip(REPORT.worklist.rows, work, strict=False)
    )
    worklist = REPORT.worklist.model_copy(
        update={"rows": (*rows, *REPORT.worklist.rows[len(rows) :])}
    )
    return with_verdicts(REPORT.model_copy(update={"worklist": worklist}))


def exported(rows: tuple[Row, ...]) -> str:
    """Return what report.html exports."""
    entries: list[Mapping[str, object]] = [
        {"row_id": row.row_id, "group_id": row.group_id, **row.work.model_dump(mode="json")}
        for row in rows
    ]
    return json.dumps(
        {"factdesk": "work", "version": 1, "article_id": storm.article_id, "rows": entries}
    )


@given(st.tuples(WORK, WORK))
@example((Work(note="=1+1", checker="'=x"), Work(note="''=x", checker="\u202e-5")))
@example((Work(note="one\u2028two", evidence=("=x", " a  b ")), Work(note="a\nb\n-c;d")))
@settings(max_examples=40)
def test_what_was_entered_comes_back_from_every_file(work: tuple[Work, ...]) -> None:
    report = worked(work)
    files = render_files(report)
    forms = [name for name in files if name.startswith(("worklist.", "result."))]

    for name in forms:
        assert take_work(REPORT, [work_in(name, bytes_of(files[name]))]).report == report, name
    export = work_in("work.json", exported(report.worklist.rows).encode())
    assert take_work(REPORT, [export]).report == report
