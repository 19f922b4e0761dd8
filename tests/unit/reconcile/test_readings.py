"""A sentence as words with their clauses, and the times that it names."""

import pytest

from pipeline.reconcile.readings import SentenceReading, tokens


def clauses(sentence: str) -> list[str]:
    words = tokens(sentence)
    last = max(word.clause for word in words)
    return [" ".join(w.lower for w in words if w.clause == at) for at in range(last + 1)]


def names(sentence: str, known: frozenset[str] = frozenset()) -> list[str]:
    return [word.lower for word in tokens(sentence, known) if word.is_name]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The mill sold boats.", ["the mill sold boats"]),
        ("The mill sold boats; the yard closed.", ["the mill sold boats", "; the yard closed"]),
        ("Sales rose while costs fell.", ["sales rose", "while costs fell"]),
        ("Sales rose but costs fell.", ["sales rose", "but costs fell"]),
        ("It sold boats, and it closed.", ["it sold boats ,", "and it closed"]),
        ("It sold boats and carts.", ["it sold boats and carts"]),
        ("The mill, which sold boats, closed.", ["the mill ,", "which sold boats , closed"]),
    ],
)
def test_a_clause_begins_at_a_mark_or_a_joiner(sentence: str, expected: list[str]) -> None:
    assert clauses(sentence) == expected


def test_a_joiner_at_the_start_begins_nothing() -> None:
    assert len(clauses("While costs fell.")) == 1


def test_words_with_a_capital_within_a_sentence_are_names() -> None:
    assert names("The mill of Halden sold boats to Norvik's port.") == ["halden", "norvik"]


def test_the_first_word_is_a_name_where_it_is_known_or_goes_on() -> None:
    assert names("Norvik sold boats.") == []
    assert names("Norvik sold boats.", frozenset({"norvik"})) == ["norvik"]
    assert names("Anna Lind sold boats.") == ["anna", "lind"]


def test_months_days_and_titles_are_no_names() -> None:
    assert names("It rained in March, on Monday, and Mr Okafor left.") == ["okafor"]


def test_words_keep_their_places() -> None:
    sentence = "The mill’s 1,200 boats – all sold."

    for word in tokens(sentence):
        assert sentence[word.start : word.end].lower().startswith(word.lower[:1])
    assert [w.lower for w in tokens(sentence)] == "the mill 1,200 boats – all sold".split()


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("in 2019", "y2019"),
        ("in the 2019-20 season", "y2019-20"),
        ("in March", "m3"),
        ("on Monday", "d-monday"),
        ("yesterday", "d-yesterday"),
        ("in the third quarter", "q3"),
        ("in Q3", "q3"),
        ("in the first half", "h1"),
        ("a year ago", "previous-year"),
        ("last year", "previous-year"),
        ("the prior year", "previous-year"),
        ("this season", "this-season"),
        ("next week", "next-week"),
        ("in summer", "s-summer"),
        ("three years earlier", "three-years-ago"),
        ("in the second round", "second-round"),
        ("so far", "now"),
        ("originally", "previously"),
    ],
)
def test_a_time_has_one_name_however_it_is_told(sentence: str, time: str) -> None:
    (found,) = SentenceReading(sentence).times

    assert found[0] == time
    assert sentence[found[1] : found[2]].strip()


def test_a_sentence_that_names_no_time_has_none() -> None:
    assert SentenceReading("The mill sold boats.").times == ()


@pytest.mark.parametrize("sentence", ["The mill may sell boats.", "The workers march to Halden."])
def test_a_verb_is_no_month(sentence: str) -> None:
    assert SentenceReading(sentence).times == ()
