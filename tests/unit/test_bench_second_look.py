"""The measure of the second look: the same sample each time, and counts that add up."""

from bench.judge import data
from bench.second_look import Doubted, looked_at, report, sample
from schemas.drafts import SecondLookForm


def answered(each: Doubted, quantity: str) -> SecondLookForm:
    """Return that each number in doubt is the same as a quantity."""
    said = [{"number": name, "answer": "same", "quantity": quantity} for name in each.asked.numbers]
    return SecondLookForm.model_validate({"numbers": said})


def test_the_sample_is_the_same_each_time_and_holds_what_is_in_doubt() -> None:
    cases = data.ours(["recon"])

    some, again = sample(6, cases), sample(6, cases)

    assert [each.case.name for each in some] == [each.case.name for each in again]
    assert sum(len(each.asked.numbers) for each in some) >= 6


def test_what_is_refused_is_counted_and_moves_nothing() -> None:
    some = sample(6, data.ours(["recon"]))
    looked = list(looked_at(some, [answered(each, "q999") for each in some], "tiny"))

    tables = report(looked)

    assert all(each.before.outcome is each.after.outcome for each in looked)
    assert f"Refused by code: {len(looked)}" in tables
    assert "unknown" in tables


def test_numbers_without_an_answer_are_counted_as_such() -> None:
    some = sample(3, data.ours(["recon"]))

    tables = report(list(looked_at(some, [None] * len(some), "tiny")))

    assert "none" in tables
    assert "Refused by code: 0" in tables
