"""What a number in its sentence is of."""

import pytest

from pipeline.numbers.read import find_quantities
from pipeline.reconcile.frames import Mood, Role, Setting, read_frames
from pipeline.reconcile.readings import SentenceReading
from tests.unit.reconcile import frame, frames, source_of

TWO = "In 2019 the mill of Halden sold 41 boats; in March, Norvik sold 67."


def test_a_word_is_the_further_off_the_more_words_stand_between() -> None:
    near = frame("The old mill sold 41 boats.").near

    assert near["sold"] < near["mill"] < near["old"]
    assert near["boat"] == near["sold"] == 1


def test_a_mark_and_a_joiner_put_a_word_further_off() -> None:
    plain = frame("The mill 41 boats.").near["mill"]

    assert frame("The mill, 41 boats.").near["mill"] > plain
    assert frame("The mill and 41 boats.").near["mill"] > plain + 1


def test_another_number_puts_a_word_further_off() -> None:
    sentence = "The mill sold 41 carts 67 boats."

    assert frame(sentence, "67").near["sold"] > frame("The mill sold many carts 67 boats.", "67").near["sold"]  # fmt: skip


def test_a_word_on_both_sides_counts_where_it_is_nearer() -> None:
    one = frame("Boats were sold: 41 boats.")

    assert one.near["boat"] == 1
    assert one.sides["boat"] == -1
    assert one.sides["sold"] == 1


def test_the_words_that_touch_a_number_come_nearest_first() -> None:
    one = frame("The old mill sold 41 green boats in spring.")

    assert one.left[:2] == ("sold", "mill")
    assert one.right[:2] == ("green", "boats")


def test_a_clause_holds_its_own_words_only() -> None:
    first, second = frame(TWO, "41"), frame(TWO, "67")

    assert {"mill", "halden"} <= first.clause
    assert "mill" not in second.clause
    assert "norvik" in second.clause


def test_names_and_times_have_their_distance_from_each_number() -> None:
    first, second = frame(TWO, "41"), frame(TWO, "67")

    assert first.names["halden"] < second.names["halden"]
    assert second.names["norvik"] < first.names["norvik"]
    assert first.times["y2019"] < second.times["y2019"]


def test_a_year_is_not_a_time_of_itself() -> None:
    assert "y2019" not in frame(TWO, "2019").times


@pytest.mark.parametrize(
    ("sentence", "number", "role"),
    [
        ("Sales rose by 20 percent.", None, Role.CHANGE),
        ("Sales rose by about 20 percent.", None, Role.CHANGE),
        ("Sales rose to 41 boats.", None, Role.LEVEL),
        ("Sales stood at 41 boats.", None, Role.LEVEL),
        ("Sales rose to 41 boats from 35 boats.", "35", Role.ORIGIN),
        ("Sales rose from 35 to 41 boats.", "41", Role.LEVEL),
        ("Oslo has 12 more boats than Bergen.", None, Role.DIFFERENCE),
        ("Oslo is 12 km longer than Bergen.", None, Role.DIFFERENCE),
        ("The gap is 12 points.", None, Role.DIFFERENCE),
        ("The mill sold 41 boats.", None, Role.UNSAID),
    ],
)
def test_a_number_plays_the_part_that_its_words_say(
    sentence: str, number: str | None, role: Role
) -> None:
    assert frame(sentence, number).role is role


def test_a_year_is_no_change() -> None:
    assert frame("The city will build homes by 2030.", "2030").role is not Role.CHANGE


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("Sales rose by 20 percent.", 1),
        ("Sales fell by 20 percent.", -1),
        ("Sales were 20 percent lower.", -1),
        ("Sales were 20 percent higher.", 1),
        ("Sales were 20 boats.", 0),
    ],
)
def test_the_way_that_a_number_went_is_read_near_it(sentence: str, way: int) -> None:
    assert frame(sentence).way == way


def test_another_clause_says_nothing_of_the_way() -> None:
    assert frame("While costs fell; the mill sold 41 boats.").way == 0


@pytest.mark.parametrize(
    ("sentence", "mood"),
    [
        ("The city built 300 homes.", Mood.SAID),
        ("The city will build 300 homes.", Mood.AHEAD),
        ("The city plans to build 300 homes.", Mood.AHEAD),
        ("Some 300 homes are expected.", Mood.AHEAD),
        ("The city did not build 300 homes.", Mood.DENIED),
        ("The city never built 300 homes.", Mood.DENIED),
        ("The plan was dropped; the city built 300 homes.", Mood.SAID),
        ("It will rain, but the city built 300 homes.", Mood.SAID),
    ],
)
def test_what_is_planned_or_denied_is_not_said_to_be_so(sentence: str, mood: Mood) -> None:
    assert frame(sentence).mood is mood


@pytest.mark.parametrize(
    ("sentence", "stem"),
    [
        ("Some 22 percent of those surveyed agreed.", "survey"),
        ("They lost 22 of the boats.", "boat"),
    ],
)
def test_the_base_is_what_a_number_is_taken_of(sentence: str, stem: str) -> None:
    assert stem in frame(sentence).base


def test_the_base_ends_at_a_mark_and_may_be_unsaid() -> None:
    assert frame("Some 22 percent of pupils, and teachers, agreed.").base == {"pupil"}
    assert frame("Some 22 percent agreed.").base == frozenset()


@pytest.mark.parametrize(
    ("sentence", "per"),
    [
        ("The rent is 40 euros a month.", "month"),
        ("The rent is 40 euros more per week.", "week"),
        ("The rent is 40 euros yearly.", "year"),
        ("Monthly costs are 40 euros.", "month"),
        ("The rent was 40 euros a year ago.", None),
        ("The rent is 40 euros.", None),
    ],
)
def test_a_rate_is_by_the_time_that_is_told(sentence: str, per: str | None) -> None:
    assert frame(sentence).per == per


def test_a_bare_number_may_have_the_unit_of_the_one_before_it() -> None:
    fell = frames("It fell from 15 percent to 12.")
    earned = frames("He earned $5 million and 6 more.")

    assert [each.dimension for each in fell[1].also] == ["percent"]
    assert [each.dimension for each in earned[1].also] == ["USD"]


def test_a_number_that_says_what_it_counts_takes_no_unit_from_another() -> None:
    first, second = frames("It had 15 percent and 12 boats.")

    assert first.also == second.also == ()


def test_offsets_count_within_the_sentence_wherever_it_stands() -> None:
    text = "It rained. The mill sold 41 boats."
    start = text.index("The mill")
    (quantity,) = find_quantities(text)

    (one,) = read_frames(SentenceReading(text[start:]), [quantity], start, Setting())

    assert text[start:][one.start : one.end] == "41"
    assert one.left[0] == "sold"


def test_a_frame_has_the_year_and_the_cents_of_its_text() -> None:
    sentence = SentenceReading("It costs 18 cents.")
    quantities = find_quantities(sentence.text)

    (one,) = read_frames(sentence, quantities, 0, Setting(3, "EUR", 1999))

    assert (one.position, one.year) == (3, 1999)
    assert one.value is not None
    assert one.value.dimension == "EUR"
    assert one.value.low == pytest.approx(0.18)


# --- what a source adds ---


def test_the_dateline_tells_the_year_of_dates_without_one() -> None:
    source = source_of("ELM, 4 March 2017 — The mill sold 41 boats on 9 February.")

    assert source.published is not None
    assert {each.year for each in source.frames} == {2017}


def test_without_a_dateline_the_latest_full_date_tells_the_year() -> None:
    text = "It rained. " * 30 + "The mill opened on 4 March 1987 and burned on 5 May 1991."

    assert source_of(text).published is None
    assert source_of(text).year == 1991


def test_cents_are_of_the_currency_of_most_amounts() -> None:
    text = "It costs 18 cents. The mill paid €5 and €6, the yard $7."

    assert source_of(text).cents_of == "EUR"
    assert source_of("It costs 18 cents.").cents_of is None


def test_a_word_is_known_by_its_first_letters_where_the_article_has_it_otherwise() -> None:
    source = source_of("The electors met in Halden.")

    assert source.known("elect") is not None
    assert source.known("parrot") is None


def test_the_positions_of_frames_are_those_of_their_sentences() -> None:
    source = source_of("The mill sold 41 boats. It rained. The yard sold 67.")

    assert [each.position for each in source.frames] == [0, 2]
    assert [source.by_frame[id(each)].quantity.text for each in source.frames] == ["41", "67"]
