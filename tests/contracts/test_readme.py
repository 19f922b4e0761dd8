"""README and docs/ show what the commands print: every ```console block is run and compared."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.checks import CHECKS

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
pytestmark = pytest.mark.skipif(not README.is_file(), reason="the README is not beside these tests")
BLOCK = re.compile(r"^```console\n(\$ factdesk .*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ factdesk (.*)\n", re.MULTILINE)
SHOWN_FOLDERS = ("examples", "cassettes")
"""What the commands read; they run in a folder of their own that has a copy."""
WIDTH = "100"


PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
Shown = tuple[str, str]
"""The arguments of a command, and what it is shown to print."""


def blocks() -> list[list[Shown]]:
    """Return the commands of each block: those of one follow one another in one folder."""
    texts = [page.read_text(encoding="utf-8") for page in PAGES if page.is_file()]
    found = [COMMAND.split(block)[1:] for text in texts for block in BLOCK.findall(text)]
    return [list(zip(parts[::2], parts[1::2], strict=True)) for parts in found]


def printed(args: str, folder: Path) -> str:
    """Return what a command prints that runs in a folder."""
    environment = {"PATH": os.environ["PATH"], "COLUMNS": WIDTH, "FACTDESK_CACHE_DIR": str(folder)}
    run = [sys.executable, "-m", "pipeline", *shlex.split(args)]
    options = {"cwd": folder, "env": environment, "capture_output": True, "text": True}
    done = subprocess.run(run, check=False, **options)  # type: ignore[call-overload]  # noqa: S603
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


@pytest.mark.parametrize(
    "block", blocks(), ids=[f"{at}: {block[0][0]}" for at, block in enumerate(blocks())]
)
def test_a_shown_output_is_what_the_command_prints(block: list[Shown], tmp_path: Path) -> None:
    for name in SHOWN_FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name)
    for args, shown in block:
        whole = printed(args, tmp_path)

        assert whole.splitlines()
        for part in shown.split("…\n"):
            assert part in whole


def test_readme_and_pages_show_outputs() -> None:
    assert len(blocks()) >= 8


def test_the_page_of_the_worklist_counts_the_checks() -> None:
    assert len(CHECKS) == 32
    assert "Thirty-two checks" in (ROOT / "docs" / "worklist.md").read_text(encoding="utf-8")


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    code = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    run = [sys.executable, "-c", code[1]]

    done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603

    assert done.stdout.splitlines()[1:] == [
        "Port closed",
        "unsupported True",
        "['Nearly 480', 'some 500']",
    ]
    assert not any(tmp_path.iterdir())
