"""What several tests of the command line share."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pipeline.cli import main, progress
from tests import s3 as s3_server
from tests.articles import STORM
from tests.command import Command, Done

# No test fails because the machine is busy: none may time an example, or how long data took to
# make.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def only_tests_are_measured() -> None:
    """Let the commands that tests start run as a user's do: their coverage files are no output."""
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heeded() -> None:
    """Let the commands that tests stop heed Ctrl-C: a shell has its background jobs ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def factdesk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Command:
    """Return a function that runs a command in an empty folder, with no setting from outside."""
    monkeypatch.chdir(tmp_path)
    outside = "OPENAI_API_KEY OPENAI_BASE_URL FACTDESK_MODEL FACTDESK_CACHE_URL GITHUB_STEP_SUMMARY"
    for name in outside.split():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FACTDESK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "200")
    # A run on a slow machine would tell where it stands, on a quick one not.
    monkeypatch.setattr(progress, "_SECONDS_A_LINE", float("inf"))
    (tmp_path / "storm.txt").write_text(STORM, encoding="utf-8")

    def run(*args: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["factdesk", *args])
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        return Done(code if isinstance(code, int) else int(bool(code)), *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """Return the address of an S3 on loopback, one for all tests of a process."""
    with s3_server.moto_server() as endpoint:
        yield endpoint


@pytest.fixture
def s3(s3_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return "s3://desk", an empty bucket that s3fs finds by the environment."""
    for name, value in s3_server.environment(s3_endpoint).items():
        monkeypatch.setenv(name, value)
    s3_server.emptied(s3_endpoint)
    s3_server.forget_connections()
    yield f"s3://{s3_server.BUCKET}"
    s3_server.forget_connections()
