"""An article read for its numbers: their places, and what may be asked of them."""

from datetime import date

from pipeline import check_statement, numbers
from pipeline.numbers import Source
from pipeline.text.article import article_from_text
from tests.unit.reconcile import source_of

TEXT = (
    "Mill burns\n\nThe mill lost 41 tons of rye.  Nearly 95 people came.\n\nIt cost $3.2 million."
)


def test_every_quantity_stands_where_it_says() -> None:
    source = source_of(TEXT)

    for each in source.quantities:
        assert TEXT[each.span.start : each.span.end] == each.quantity.text
        number = each.quantity.number
        assert TEXT[number.start : number.end] in each.quantity.text
        assert each.sentence.span.holds(each.span)
        assert source.article.sentences[each.position] == each.sentence
        home = each.mention
        assert home.sentence[home.start : home.end] == each.quantity.text
    assert [each.quantity.text for each in source.quantities] == [
        "41 tons",
        "Nearly 95",
        "$3.2 million",
    ]


def test_a_quantity_is_found_by_its_place_and_by_its_sentence() -> None:
    source = source_of(TEXT)
    first, second, _ = source.quantities

    assert source.at(first.span) == first
    assert source.at(second.quantity.number) is None
    ids = frozenset({second.sentence.sentence_id, first.sentence.sentence_id})
    assert source.within(ids) == (first, second)
    assert source.within(frozenset()) == ()


def test_with_the_day_of_publication_relative_dates_are_dates() -> None:
    article = article_from_text("The mill burned last year, the owner said.")

    known = Source(article.model_copy(update={"published": date(2025, 6, 9)}))

    assert [each.quantity.date for each in known.quantities] == ["2024"]
    assert check_statement("The mill burned in 2024.", known).findings[0].status.supported
    assert not check_statement("The mill burned in 2022.", known).findings[0].status.supported


def test_reading_a_text_again_gives_the_same_quantities() -> None:
    assert source_of(TEXT).quantities == source_of(TEXT).quantities


def test_of_a_table_without_end_only_the_same_value_in_the_sentences_cited_is_compared() -> None:
    source = source_of("\n\n".join(f"Row {n} lists {n + 4000} tons." for n in range(1001)))
    rows = [each for each in source.quantities if each.quantity.checkable]
    wanted, everywhere = rows[7], frozenset(each.sentence.sentence_id for each in rows)
    elsewhere = everywhere - {wanted.sentence.sentence_id}

    assert source.candidates(wanted.quantity, None) == (wanted,)
    assert source.candidates(wanted.quantity, everywhere) == (wanted,)
    assert source.candidates(wanted.quantity, elsewhere) == ()


def test_an_article_is_read_once_for_all_who_ask_and_an_equal_one_for_itself() -> None:
    article = article_from_text(TEXT)

    assert numbers.source_of(article) is numbers.source_of(article)
    assert numbers.source_of(article_from_text(TEXT)) is not numbers.source_of(article)


def test_what_was_found_of_a_text_is_never_told_of_another_source() -> None:
    one, other = source_of(TEXT), source_of(TEXT.replace("41", "42"))
    text = "The mill lost 41 tons of rye."
    first, again, against_other = (
        numbers.check_text(text, source, subject=subject)
        for source, subject in ((one, "c1"), (one, "c2"), (other, "c3"))
    )

    assert [(each.subject, each.status) for each in first] == [("c1", "exact")]
    assert [(each.subject, each.status) for each in again] == [("c2", "exact")]
    assert [(each.subject, each.status) for each in against_other] == [("c3", "absent")]
