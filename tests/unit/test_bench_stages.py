"""What an article costs by stage, measured on articles of which each sentence is new."""

from itertools import islice

from bench import stages, synthetic


def test_synthetic_articles_are_as_long_as_asked_and_the_same_every_time() -> None:
    texts = list(islice(synthetic.articles(400, 3), 20))

    assert all(400 <= len(text.split()) < 600 for text in texts)
    assert texts == list(islice(synthetic.articles(400, 3), 20))


def test_hardly_a_paragraph_recurs_in_another_round() -> None:
    first, later = (
        {each for text in islice(synthetic.articles(400, turn), 30) for each in text.split("\n\n")}
        for turn in (0, 7)
    )

    assert len(first & later) < len(first) / 10


def test_each_part_of_an_article_is_counted_and_all_of_them_are_less_than_the_whole() -> None:
    text = next(synthetic.articles(100))

    spent, drafted = stages.costs(text)

    assert set(spent) == set(stages.PARTS)
    assert sum(spent.values()) - spent["all"] < spent["all"]
    assert "draft" not in stages.costs(text, stages.as_by_a_model(drafted))[0]


def test_a_word_of_the_shortest_costs_once_what_it_costs() -> None:
    lines = stages.by_length((60, 120), at_least=100).splitlines()

    assert lines[-2].split()[::2] == ["60", "1.00"]
