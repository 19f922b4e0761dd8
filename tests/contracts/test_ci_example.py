"""The workflow that users copy: its commands do what its steps say, on the recordings of this tree."""

import shlex
import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.command import Command, Done

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / "examples" / "ci" / "numbers.yml"


def steps() -> list[dict[str, Any]]:
    return list(yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["numbers"]["steps"])


def commands() -> list[list[str]]:
    runs = [step["run"] for step in steps() if step.get("run", "").startswith("factdesk ")]
    return [shlex.split(run)[1:] for run in runs]


def lay_out() -> None:
    """Copy what the workflow expects into the folder that we are in."""
    for folder, file in (
        ("stories", "examples/harbour-budget.html"),
        ("cassettes", "cassettes/harbour-budget.yaml"),
        ("drafts", "examples/harbour-summary.txt"),
    ):
        Path(folder).mkdir()
        shutil.copy(ROOT / file, folder)


def test_the_commands_of_the_workflow_run_without_key_or_network(factdesk: Command) -> None:
    lay_out()

    done: list[Done] = [factdesk(*command) for command in commands()]

    assert [each.code for each in done] == [0, 0, 0, 1]
    assert "1 recordings, 0 faults" in done[0].out
    assert Path("out/harbour-budget/brief.md").is_file()
    assert Path("numbers.sarif").is_file()
    assert "::error file=drafts/harbour-summary.txt,line=6" in done[3].out


def test_every_action_is_pinned_to_a_version() -> None:
    used = [step["uses"] for step in steps() if "uses" in step]

    assert used
    assert all("@v" in each for each in used)
