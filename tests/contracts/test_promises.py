"""Promises that a change could break without anybody noticing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import prompts
import schemas.export
from schemas.export import NAMES, schema_text

ROOT = Path(__file__).parents[2]
VENDORS = (
    *("openai", "instructor", "vcr", "diskcache", "tenacity", "httpx2", "trafilatura", "lxml"),
    *("jinja2", "mcp"),
)


def test_every_test_that_holds_a_promise_is_there() -> None:
    page = (ROOT / "docs/promises.md").read_text(encoding="utf-8")

    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", page)

    missing = [name for file, name in named if f"def {name}(" not in (ROOT / file).read_text()]
    assert len(named) >= page.count("\n| ") - 1
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_exported_schemas_are_current(name: str) -> None:
    exported = Path(schemas.export.__file__).parent / "json" / f"{name}.schema.json"

    assert exported.read_text(encoding="utf-8") == schema_text(name)


def test_prompts_are_locked_by_their_digest() -> None:
    locked = prompts.locked_digests()
    shipped = {path.stem for path in Path(prompts.__file__).parent.glob("*.md")}

    assert locked == {name: prompts.prompt_digest(name) for name in shipped}


@pytest.mark.parametrize(
    "args",
    [
        ("--help",),
        (
            "check",
            str(ROOT / "examples/harbour-summary.txt"),
            "--source",
            str(ROOT / "examples/nato-defence.txt"),
            "--fail-on",
            "none",
        ),
    ],
)
def test_help_and_check_load_no_vendor(args: tuple[str, ...]) -> None:
    script = (
        "import sys; from pipeline.cli import main\n"
        f"sys.argv = ['factdesk', *{args!r}]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print('loaded', [name for name in {VENDORS} if name in sys.modules])"
    )

    run = [sys.executable, "-c", script]
    done = subprocess.run(run, capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout.splitlines()[-1] == "loaded []"


def test_python_m_pipeline_is_the_command() -> None:
    run = [sys.executable, "-m", "pipeline", "--version"]
    done = subprocess.run(run, capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout.startswith("factdesk ")


def test_schemas_are_written_by_their_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schemas.export, "__file__", str(tmp_path / "export.py"))

    schemas.export.main()

    assert {path.name for path in (tmp_path / "json").iterdir()} == {
        f"{name}.schema.json" for name in NAMES
    }
