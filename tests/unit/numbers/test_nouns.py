"""What a number counts, and per what. Sentences are ours."""

import pytest

from pipeline import find_quantities


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("They fired eight other clerks.", "other clerks"),
        ("They sold 63,150 Model 3s.", "Model 3s"),
        ("Four of Davis’ clerks quit.", "clerks"),
        ("A third of the town lives abroad.", "town"),
        ("A 12 page document labelled Plan was found.", "page document"),
        ("Some 5,500 shops and employs about 90.", "shops"),
        ("Eight men and five women drowned.", "men"),
        ("He opened two scrolls written in verse.", "scrolls"),
        ("Five separate New York City subway fires broke out.", "separate New York City subway fires"),
        ("It is one of the 10 most flooded towns.", "most flooded towns"),
        ("Ten coal-fired power plants closed.", "coal-fired power plants"),
        ("They killed 31 people and wounding dozens shocked us.", "people"),
        ("They want another clerk or two.", "clerk"),
        ("Fewer than half of the 240 clerks voted.", "clerks"),
        ("One clerk describes the flood.", "clerk"),
        ("They killed 19 people and wounded four.", "people"),
        ("They closed two of my shops.", "shops"),
        ("About 460 Tern and Heron ferries sank.", "Tern and Heron ferries"),
        ("The 112-member council met.", "member"),
        ("The storm claimed 100 lives.", "lives"),
        ("They live in a three-story house.", "story"),
        ("She read the nine-page letter.", "page"),
    ],
)  # fmt: skip
def test_a_noun_phrase_ends_where_its_noun_does(text: str, noun: str) -> None:
    counted = [quantity for quantity in find_quantities(text) if quantity.checkable]

    assert counted[-1 if "most" in text else 0].noun == noun


@pytest.mark.parametrize(
    "text",
    [
        "It fell to around 73 raising the risk of a strike.",
        "It is 40,000 cheaper than the old one.",
        "They caught 12 held since May.",
        "The rock is 50 to 130 feet wide.",
        "They met 12 Monday.",
        "A 2,000-strong crowd came.",
        "They rolled a 100-foot-long rope.",
    ],
)
def test_a_participle_or_comparison_is_no_noun(text: str) -> None:
    assert find_quantities(text)[0].noun is None


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("It costs $1,271 an ounce.", "ounce"),
        ("It costs $45 a barrel.", "barrel"),
        ("It costs £45 a share.", "share"),
        ("It costs £24 a-year.", "year"),
        ("It costs 12 cents per kilowatt-hour.", "kWh"),
        ("It costs $80 per sq m.", "square_metre"),
        ("It costs $3/month.", "month"),
        ("It takes fields of 10 kV/cm.", "cm"),
        ("They spend $14,200 per pupil.", "pupil"),
        ("They lose 286 tonnes annually.", "year"),
        ("They charge £90 a night.", "night"),
        ("They save £9 a quarter.", "quarter"),
        ("They saw 103 births per 100,000 women.", "100,000"),
        ("They saw 103 births a year ago.", None),
        ("They hired 30 men/women.", None),
        ("It costs $75 US a barrel.", "barrel"),
        ("It costs $2.63 per pound.", "lb"),
        ("It costs $2.63 a pound.", "lb"),
        ("They pay £9 quarterly.", "quarter"),
        ("They made £9 quarterly payments.", None),
        ("They saw 17 births for every 1,000 women.", "1,000"),
        ("It burns 8.5 litres per 100 kilometres.", "100 km"),
        ("It carries 1.3 A/cm2.", "square_cm"),
        ("They spent $5 million a decade ago.", None),
    ],
)
def test_a_rate_is_per_any_unit(text: str, per: str | None) -> None:
    assert find_quantities(text)[0].per == per
