"""The documents in examples/ are what their script makes, and read as the page they come from."""

from pathlib import Path

import pytest

from pipeline.evidence.readers.reading import read_parts
from pipeline.stages.read_article import read_article
from schemas import Role
from tests.evidence_tables import kept
from tests.example_documents import DOCUMENTS, EVIDENCE, EXAMPLES


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_example_reads_as_what_its_script_makes(name: str, tmp_path: Path) -> None:
    made = tmp_path / name
    made.write_bytes(DOCUMENTS[name]())

    shown, expected = read_article(str(EXAMPLES / name)), read_article(str(made))

    assert shown.text == expected.text
    assert shown.sentences == expected.sentences


def test_the_story_as_a_pdf_has_the_sentences_of_the_page() -> None:
    page, story = (
        read_article(str(EXAMPLES / f"harbour-budget.{ending}")) for ending in ("html", "pdf")
    )

    words = [page.plain(each.span) for each in page.sentences if each.role is Role.BODY]
    shown = [story.plain(each.span) for each in story.sentences]
    assert [each for each in words if each not in shown] == []
    assert [each for each in shown if each in words] == words


@pytest.mark.parametrize("name", EVIDENCE)
def test_a_document_of_evidence_reads_as_what_its_script_makes(name: str) -> None:
    shown, made = (
        kept(read_parts(content, name).parts)
        for content in ((EXAMPLES / "evidence/documents" / name).read_bytes(), EVIDENCE[name]())
    )

    assert shown == made
