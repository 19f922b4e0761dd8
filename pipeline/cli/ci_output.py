"""Results for a CI: annotations of GitHub, SARIF for code scanning, JUnit for test reports."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.cli.standard_output import print_data
from pipeline.errors import SettingsError
from pipeline.stages.render.results import Results

GITHUB, SARIF, JUNIT = "github", "sarif", "junit"


def ci_text(results: Results, output: str) -> str:
    """Return the results in one of the three forms; each is imported only when it is asked for."""
    if output == SARIF:
        from pipeline.stages.render.sarif import sarif_log

        return sarif_log(results)
    if output == JUNIT:
        from pipeline.stages.render.junit import junit_xml

        return junit_xml(results)
    from pipeline.stages.render.github import github_commands

    return github_commands(results)


def print_ci(results: Results, output: str, environment: Mapping[str, str]) -> None:
    """Print the results in one of the three forms.

    GitHub shows few annotations: where GITHUB_STEP_SUMMARY names a file, only the most serious are
    printed, and the rest is added to it. Raises SettingsError where it cannot be written.
    """
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if output != GITHUB or not summary:
        print_data(ci_text(results, output))
        return
    from pipeline.stages.render.github import most_serious

    print_data(most_serious(results))
    _append(Path(summary), results)


def _append(path: Path, results: Results) -> None:
    """Add to what earlier commands of the step have left there."""
    from pipeline.stages.render.github import SUMMARY_BYTES, step_summary

    try:
        held = path.stat().st_size if path.exists() else 0
        with path.open("a", encoding="utf-8", errors="replace") as file:
            file.write(step_summary(results, SUMMARY_BYTES - held))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(f"cannot write {str(path)!r}, the step's summary: {reason}") from error
