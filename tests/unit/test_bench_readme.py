"""The README's figures on checking are those of the benchmark."""

from pathlib import Path

from bench import labelled
from bench.statements import digits, ours, rates

README = Path(__file__).parents[2] / "README.md"


def test_the_figures_of_the_readme_are_what_the_benchmark_finds() -> None:
    text = " ".join(README.read_text(encoding="utf-8").split())
    statements = labelled.statements("unread")

    own = rates(statements, [ours(each) for each in statements])
    naive = rates(statements, [digits(each) for each in statements])

    shares = (own.recall, own.false_alarms, naive.recall, naive.false_alarms)
    flags, others, strings, alarms = (f"{100 * share:.0f} %" for share in shares)
    assert f"it flags {flags} of the wrong ones and {others} of the right ones" in text
    assert f"looking for the digits flags {strings} and {alarms}" in text
