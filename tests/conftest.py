"""What several tests of the command line share."""

import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.articles import STORM
from tests.command import Command, Done


@pytest.fixture
def factdesk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Command:
    """Return a function that runs a command in an empty folder, with no setting from outside."""
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "FACTDESK_MODEL", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FACTDESK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "storm.txt").write_text(STORM, encoding="utf-8")

    def run(*args: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["factdesk", *args])
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        return Done(code if isinstance(code, int) else int(bool(code)), *capsys.readouterr())

    return run
