"""Annotations of GitHub: what it shows beside the lines, and the rest in the summary of the step."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.cli.standard_output import print_data
from pipeline.errors import SettingsError
from pipeline.stages.render.ci_results import Results
from pipeline.stages.render.github import (
    SUMMARY_BYTES,
    github_commands,
    most_serious,
    step_summary,
)


def print_annotations(results: Results, environment: Mapping[str, str]) -> None:
    """Print the most serious results; the rest goes to the file of GITHUB_STEP_SUMMARY.

    Without that variable all are printed. Raises SettingsError where the file cannot be written.
    """
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if not summary:
        print_data(github_commands(results))
        return
    print_data(most_serious(results))
    _append(Path(summary), results)


def _append(path: Path, results: Results) -> None:
    """Add to what earlier commands of the step have left there."""
    try:
        held = path.stat().st_size if path.exists() else 0
        with path.open("a", encoding="utf-8", errors="replace") as file:
            file.write(step_summary(results, SUMMARY_BYTES - held))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(f"cannot write {str(path)!r}, the step's summary: {reason}") from error
