"""Tables of `make bench` that nothing else makes: CI leaves that command out, for it takes a minute."""

import re

from bench import quantities, speed


def test_reading_is_scored_on_both_labelled_sets_beside_the_regex() -> None:
    said = quantities.report(None)

    ours = [float(value) for value in re.findall(r"^factdesk +([\d.]+)", said, re.MULTILINE)]
    regex = [
        float(value) for value in re.findall(r"^regex of 40 lines +([\d.]+)", said, re.MULTILINE)
    ]
    assert len(ours) == len(regex) >= 2
    assert all(mine > theirs for mine, theirs in zip(ours, regex, strict=True))


def test_every_rate_of_the_table_of_speed_is_a_number_above_zero() -> None:
    said = speed.report(0.01)

    rates = re.findall(r"^(\w+, .*?|check_statement.*?) +([\d,.]+)$", said, re.MULTILINE)
    assert len(rates) == 4
    assert all(float(rate.replace(",", "")) > 0 for _, rate in rates)
