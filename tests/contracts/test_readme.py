"""README and docs/ show what the commands print: every ```console block is run and compared."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.checks import CHECKS

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
pytestmark = pytest.mark.skipif(not README.is_file(), reason="the README is not beside these tests")
BLOCK = re.compile(
    r"^```console\n\$ factdesk (?P<args>[^\n]*)\n(?P<shown>.*?)^```$", re.MULTILINE | re.DOTALL
)
WIDTH = "100"


PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]


def blocks() -> list[tuple[str, str]]:
    texts = [page.read_text(encoding="utf-8") for page in PAGES if page.is_file()]
    return [(match["args"], match["shown"]) for text in texts for match in BLOCK.finditer(text)]


def printed(args: str, out: Path) -> str:
    """Return what a command prints, files going to a temporary folder instead of the one shown."""
    words = [str(out) if word == "out/demo" else word for word in shlex.split(args)]
    environment = {"PATH": os.environ["PATH"], "COLUMNS": WIDTH, "FACTDESK_CACHE_DIR": str(out)}
    run = [sys.executable, "-m", "pipeline", *words]
    options = {"cwd": ROOT, "env": environment, "capture_output": True, "text": True}
    done = subprocess.run(run, check=False, **options)  # type: ignore[call-overload]  # noqa: S603
    lines = done.stdout.replace(str(out), "out/demo").splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


@pytest.mark.parametrize(("args", "shown"), blocks())
def test_a_shown_output_is_what_the_command_prints(args: str, shown: str, tmp_path: Path) -> None:
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
