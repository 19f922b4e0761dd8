"""The articles that the page is measured on."""

from bench.page import article_of


def test_paragraphs_are_taken_in_order_until_there_are_enough_words() -> None:
    made = article_of(["One two three.\n\nFour five six.", "Seven eight nine."], 7)

    assert made.article.text == "One two three.\n\nFour five six.\n\nSeven eight nine."


def test_texts_that_are_too_short_are_taken_again() -> None:
    made = article_of(["One two three."], 5)

    assert made.article.text == "One two three.\n\nOne two three."
