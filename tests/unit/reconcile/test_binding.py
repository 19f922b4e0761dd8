"""Whether a number belongs to the same thing: words that fit another number, and swaps."""

import pytest

from pipeline.numbers.reconcile.binding import _fit, _words_cross
from tests.unit.reconcile import codes, doubts, findings, mention

CLUBS = (
    "The rowing club of Halden has 410 members. Its boats lie at the old quay.\n\n"
    "The sailing school, which opened in spring, has taught 260 children to sail.\n\n"
    "The chess society, whose home is the town hall, counts 95 members and two grandmasters."
)
FEES = (
    "The rowing club of Halden takes 410 euros a year. Its boats lie at the old quay.\n\n"
    "The sailing school, which opened in spring, has taught 260 children to sail.\n\n"
    "The chess society, whose home is the town hall, asks 95 euros{per} and two jars of tea."
)
BRIDGES = (
    "The old wooden east bridge spans 640 metres of water. "
    "The new steel west bridge spans 910 metres of rail."
)
VOTES = (
    "The council voted on the quay on 4 March after a long debate. "
    "The council voted on the tram on 9 April without any debate."
)


@pytest.mark.parametrize(
    ("source", "caught", "left"),
    [
        (
            CLUBS,
            "The chess society of the town hall has 410 members.",
            "The rowing club has 410 members.",
        ),
        (BRIDGES, "The west bridge spans 640 metres of rail.", "The old bridge spans 640 metres."),
        (
            VOTES,
            "The council voted on the tram on 4 March without any debate.",
            "The council voted on the quay on 4 March without any debate.",
        ),
    ],
)
def test_a_number_whose_words_are_those_of_another_one_is_bound_wrongly(
    source: str, caught: str, left: str
) -> None:
    assert codes(source, caught) == ["binding"]
    assert doubts(source, left) == []


def test_words_all_around_bind_a_number_of_a_sentence_and_not_one_of_a_headline() -> None:
    assert codes(CLUBS, "The chess society of the town hall has 410 members.") == ["binding"]
    assert codes(CLUBS, "Chess society of the town hall has 410 members") == ["exact"]


def test_two_touching_words_more_bind_a_number_of_a_sentence_and_one_does_not() -> None:
    source = "The old east club has 41 boats. The new west club has 95 carts."

    assert codes(source, "The new west club has 41 wagons.") == ["binding"]
    assert "binding" not in codes(source, "The west club has 41 wagons.")


def test_three_touching_words_more_bind_a_number_of_a_headline_and_two_do_not() -> None:
    assert codes(BRIDGES, "New steel west bridge spans 640 metres of rail") == ["binding"]
    assert codes(BRIDGES, "West bridge spans 640 metres of rail") == ["exact"]


def test_a_place_that_says_the_same_value_makes_no_rival() -> None:
    twice = CLUBS + "\n\nIn the town hall 410 members of the chess society met the rowing club."

    assert doubts(twice, "The chess society of the town hall has 410 members.") == []


def test_another_kind_of_number_is_no_rival() -> None:
    statement = "The chess club of the town hall has 410 men."
    euros = "The quay club has 410 members. The chess club of the town hall has 95 euros."
    men = "The quay club has 410 members. The chess club of the town hall has 95 men."

    assert "binding" not in codes(euros, statement)
    assert "binding" not in codes(
        "The quay club has 41 tons. The chess club of the town hall has 95 miles.",
        "The chess club of the town hall has 41 tons.",
    )
    assert "binding" in codes(men, statement)


@pytest.mark.parametrize(
    ("source", "caught", "left"),
    [
        (
            "Police arrested 27 men and released 40 women after the match.",
            "Police arrested 40 men and released 27 women after the match.",
            "Police released 40 women and arrested 27 men after the match.",
        ),
        (
            "The ferry carried 310 cars in June and the tram 890 bikes in May.",
            "The ferry carried 890 cars in June and the tram 310 bikes in May.",
            "The tram carried 890 bikes in May and the ferry 310 cars in June.",
        ),
        (
            "The east mill ground 75 tonnes of rye.\n\nThe west mill pressed 48 tonnes of rape.",
            "The east mill ground 48 tonnes of rye, and the west mill pressed 75 tonnes of rape.",
            "The west mill pressed 48 tonnes of rape, and the east mill ground 75 tonnes of rye.",
        ),
    ],
)
def test_two_numbers_that_fit_each_others_place_were_swapped(
    source: str, caught: str, left: str
) -> None:
    assert codes(source, caught) == ["swapped", "swapped"]
    assert doubts(source, left) == []


def test_a_swap_is_found_among_other_numbers() -> None:
    source = "The town has 15 vans. Police arrested 27 men and released 40 women after the match."
    statement = "With 15 vans, police arrested 40 men and released 27 women after the match."

    assert codes(source, statement)[1:] == ["swapped", "swapped"]


@pytest.mark.parametrize(
    ("statement", "crossed"),
    [
        ("In the harbour 40, in the sheds 27.", True),
        # One crossing word is chance,
        ("There are 40 boats, and 27 more.", False),
        # and so are words that stand as near to the one as to the other,
        ("Boats 40 cars 27 harbour", False),
        # the words of one change,
        ("In the harbour from 40, in the sheds 27.", False),
        # and words that cross where others do not.
        ("In the harbour 40 cars, in the sheds 27 boats.", False),
    ],
)
def test_two_crossing_words_make_a_swap(statement: str, crossed: object) -> None:
    source = "In the sheds are 40 cars, and in the harbour 27 boats."

    stated = mention(statement, "40"), mention(statement, "27")
    places = mention(source, "40"), mention(source, "27")

    assert _words_cross(*stated, *places) is crossed


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        (
            "The catch in the bay was cut to 15 tons in spring, it was 28 tons before.",
            "The catch in the bay was cut from 28 tons to 15 tons.",
        ),
        (
            "Halden won by 31 points to 24 points.",
            "Halden got 31 points, the guests 24 points.",
        ),
        # Numbers of two kinds cannot stand in each other's place.
        (
            "The club paid 40 euros for 27 balls.",
            "For 27 balls the club paid 40 euros.",
        ),
    ],
)
def test_the_two_numbers_of_one_change_and_those_of_two_kinds_are_no_swap(
    source: str, statement: str
) -> None:
    assert doubts(source, statement) == []


def test_touching_words_count_one_and_grammar_words_a_half() -> None:
    stated = mention("Sold by the mill: 41 boats of wood", "41")

    assert _fit(stated, mention("Sold by the mill: 95 boats of wood", "95")) == 3 + 2.5
    assert _fit(stated, mention("Lent by the mill: 95 boats of steel", "95")) == 2 + 1.5
    assert _fit(stated, mention("Sold by the inn: 95 yachts of wood", "95")) == 0


def test_a_finding_on_a_wrong_binding_shows_both_numbers() -> None:
    (found,) = findings(CLUBS, "The chess society of the town hall has 410 members.")

    assert [CLUBS[span.start : span.end] for span in found.source] == ["410", "95"]
    assert "95 members" in found.reason


@pytest.mark.parametrize(
    ("stated", "source", "rival"),
    [
        (" a year", " a year", True),
        (" a year", "", True),
        ("", " a month", True),
        (" a year", " a month", False),
    ],
)
def test_an_amount_by_the_month_is_no_rival_of_one_by_the_year(
    stated: str, source: str, rival: object
) -> None:
    statement = f"The chess society of the town hall takes 410 euros{stated}."

    assert ("binding" in codes(FEES.format(per=source), statement)) is rival


@pytest.mark.parametrize(
    ("fire", "wreck"),
    [
        ("The fire in the factory, where a pump failed, took {}.", "From the ferry divers got {}."),
        ("Of the factory {} were lost under the roof.", "Of the ferry the harbour has {}."),
    ],
)
def test_two_numbers_of_two_sentences_are_swapped_by_the_words_all_around(
    fire: str, wreck: str
) -> None:
    source = (
        "The county had a bad night.\n\n"
        "At the paper factory a pump failed and the roof fell in; 75 tonnes burned.\n\n"
        "It rained.\n\n"
        "Divers raised the sunken ferry in the harbour, and with it 48 tonnes."
    )
    told = f"{fire} {wreck}"

    assert codes(source, told.format("48 tonnes", "75 tonnes")) == ["swapped", "swapped"]
    assert doubts(source, told.format("75 tonnes", "48 tonnes")) == []


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        (
            "Sales dropped to 88,500 from 102,000.",
            "Sales rose from 88,500 to 102,000.",
            "Sales fell from 102,000 to 88,500.",
        ),
        (
            "The trip will take 24 minutes instead of 41.",
            "The trip will take 41 minutes instead of 24.",
            "The trip will take 24 minutes, not 41.",
        ),
        (
            "Girls did better (71%) than boys (59%).",
            "Boys did better (71%) than girls (59%).",
            "Girls did better (71%) than boys (59%).",
        ),
    ],
)
def test_the_ends_of_a_change_or_comparison_are_not_turned_round(
    source: str, wrong: str, right: str
) -> None:
    assert codes(source, wrong) == ["swapped", "swapped"]
    assert not doubts(source, right)
