"""Words taken over from the source: exact by construction, or else not taken for it."""

import pytest

from bench import synthetic
from pipeline import article_from_text
from pipeline.reconcile import Source, check_text, verbatim
from pipeline.reconcile.findings import quoted_whole
from schemas import Finding

TEXT = "Elm counts\n\nThe storm cut power to 480 homes, and 480 barns burned in 3 hours.\n"
SOURCE = Source(article_from_text(TEXT))
PLACES = [each for each in SOURCE.quantities if each.quantity.checkable]


def taken(text: str) -> tuple[Finding, ...] | None:
    return verbatim(text, PLACES, SOURCE, subject="c1")


def places(findings: tuple[Finding, ...] | None) -> list[str]:
    assert findings is not None
    return [TEXT[span.start : span.end] for each in findings for span in each.source]


def test_each_number_of_words_taken_over_is_exact_where_it_stands() -> None:
    findings = taken("The storm cut power to 480 homes, and 480 barns burned in 3 hours.")

    assert findings is not None
    assert {each.status for each in findings} == {"exact"}
    assert [each.source[0].start for each in findings] == [each.span.start for each in PLACES]


def test_a_part_of_the_words_has_a_part_of_the_numbers() -> None:
    assert places(taken("480 barns burned in 3 hours.")) == ["480", "3 hours"]
    assert places(taken("The storm came.")) == []


def test_a_clause_is_taken_over_with_the_capital_that_it_begins_with_as_a_claim() -> None:
    source = Source(article_from_text("Elm counts\n\nThe storm came, and three barns burned.\n"))

    found = verbatim("Three barns burned.", source.quantities, source, subject="c1")

    assert found is not None
    assert [each.status for each in found] == ["exact"]


def test_a_number_that_does_not_stand_there_in_that_order_is_not_taken_for_its_own() -> None:
    assert taken("The storm cut power to 481 homes.") is None
    assert taken("It took 3 hours for 480 barns to burn.") is None
    assert taken("Some 480 homes lost power.") is None


STORM = article_from_text(
    "Elm counts\n\nThe storm cut power to more than 480 homes. It burned 480 barns in 3 hours, not "
    "in 480.\n"
)


def stands(text: str, *cited: str) -> list[str] | None:
    found = quoted_whole(text, Source(STORM), frozenset(cited))
    return None if found is None else [STORM.quote(place.span) for _, place in found]


def test_a_sentence_quoted_whole_and_cited_alone_needs_no_judging() -> None:
    assert stands("The storm cut power to more than 480 homes.", "s2") == ["more than 480"]


def test_a_text_that_is_another_or_cites_more_is_judged() -> None:
    assert stands("The storm cut power to more than 481 homes.", "s2") is None
    assert stands("The storm cut power to more than 480 homes", "s2") is None
    assert stands("The storm cut power to more than 480 homes.", "s3") is None
    assert stands("The storm cut power to more than 480 homes.", "s2", "s3") is None
    assert stands("The storm cut power to more than 480 homes.", "s9") is None


def test_a_sentence_that_says_a_number_twice_is_judged() -> None:
    assert stands("It burned 480 barns in 3 hours, not in 480.", "s3") is None


def test_judging_says_of_a_sentence_quoted_whole_what_is_said_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sources = [Source(article_from_text(next(synthetic.articles(400, turn)))) for turn in (1, 2)]

    def findings() -> list[tuple[Finding, ...]]:
        return [
            check_text(
                source.article.plain(each.span),
                Source(source.article),  # a new one, of which nothing is remembered
                subject="c1",
                cited=frozenset({each.sentence_id}),
            )
            for source in sources
            for each in source.article.sentences
        ]

    def said() -> list[tuple[object, ...]]:
        return [(f.quantity, f.outcome, f.code, f.source) for some in findings() for f in some]

    quick = said()
    monkeypatch.setattr("pipeline.reconcile.findings.quoted_whole", lambda *_: None)

    assert quick == said()
    assert len(quick) > 20
