"""The ways of new users that the bench times are ways that work."""

import re

from bench import paths


def test_every_command_of_both_ways_is_run_and_timed() -> None:
    lines = paths.report().splitlines()

    commands = [line for line in lines if line.startswith("  factdesk ")]
    assert len(commands) == len(paths.FROM_A_KEY) + len(paths.FROM_A_RECORDING)
    assert all(re.search(r"\d+\.\d$", line) for line in commands)
