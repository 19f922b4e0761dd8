"""What counts as written by us is what we write: the names stand in two places, for no layer may ask the one above."""

from pipeline.corpus import ledger, outputs
from pipeline.corpus.batch.journal import DATABASE
from pipeline.corpus.reading.corpus_files import written_by_us
from pipeline.stages.render.files import render_files
from tests.reports import ordinary_report

RUN = {
    outputs.RESULTS,
    outputs.TABLE,
    outputs.WORKLIST,
    outputs.WORKLIST_TABLE,
    outputs.NOT_PROCESSED,
    outputs.SUMMARY,
    ledger.FILE,
}


def test_every_file_of_a_run_is_ours_in_a_folder_that_a_run_wrote() -> None:
    assert written_by_us({*RUN, "batches", "articles", "story.txt"}) == {
        *RUN,
        "batches",
        "articles",
    }
    assert written_by_us(RUN - {ledger.FILE}) == RUN - {ledger.FILE}
    assert DATABASE not in written_by_us({*RUN, DATABASE})  # it lies in a folder of its own


def test_every_file_of_an_article_is_ours_in_a_folder_that_brief_wrote() -> None:
    files = render_files(ordinary_report()).keys()

    assert written_by_us({*files, "story.txt"}) == files


def test_what_was_set_aside_is_ours_however_often() -> None:
    kept = {"worklist.previous.csv", "worklist.previous-12.csv"}

    assert written_by_us({*RUN, *kept, "story.previous.txt"}) == {*RUN, *kept}


def test_a_file_that_is_called_as_ours_is_an_article_where_we_wrote_nothing() -> None:
    assert written_by_us({"worklist.csv", "results.jsonl", "report.html"}) == set()
