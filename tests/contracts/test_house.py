"""What the repository promises about itself; nothing here imports the code."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
GUIDES = sorted((ROOT / "pipeline").rglob("__init__.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
PIN = re.compile(r"(?P<name>[a-z0-9]+(-[a-z0-9]+)*)==(?P<version>[^\s;]+)( ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def pins(lock: Path) -> dict[str, str]:
    found = [PIN.match(line) for line in lock.read_text(encoding="utf-8").splitlines()]
    return {match["name"]: match["version"] for match in found if match}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_nothing_but_pins_and_hashes(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()

    strange = [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)]

    assert strange == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_of_a_lock_has_a_hash(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()

    bare = [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if PIN.fullmatch(line) and not HASH.fullmatch(following)
    ]

    assert bare == []


def test_the_dev_lock_adds_to_the_runtime_lock_and_changes_none_of_it() -> None:
    runtime, dev = (pins(ROOT / "requirements" / f"{name}.lock") for name in ("runtime", "dev"))

    assert runtime.items() <= dev.items()


def test_the_locks_hold_every_dependency_of_the_project() -> None:
    def names(requirements: list[str]) -> set[str]:
        stems = (re.split(r"[\[<>=;, ]", each)[0] for each in requirements)
        return {re.sub(r"[-_.]+", "-", stem).lower() for stem in stems} - {"factdesk"}

    tools = [each for extra in ("test", "lint", "dev") for each in EXTRAS[extra]]

    assert names(PROJECT["dependencies"]) <= pins(ROOT / "requirements/runtime.lock").keys()
    assert names(tools) <= pins(ROOT / "requirements/dev.lock").keys()


def test_no_lock_that_records_hosts_is_in_the_tree() -> None:
    hosting = ("uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "package-lock.json")

    assert [name for name in hosting if (ROOT / name).exists()] == []


def test_every_dependency_has_a_floor() -> None:
    assert [each for each in PROJECT["dependencies"] if ">=" not in each] == []


def test_the_license_is_mit() -> None:
    assert PROJECT["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License\n")


def test_the_changelog_names_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    versions = re.findall(r"^## \[([^\]]+)\]", changelog, flags=re.MULTILINE)

    assert versions[0] == "Unreleased"
    assert PROJECT["version"] in versions


def test_decisions_are_numbered_without_gaps() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    numbers = [int(record.name[:4]) for record in records]

    assert numbers == list(range(1, len(records) + 1))


def test_contributors_find_every_target_of_the_makefile() -> None:
    targets = re.findall(
        r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert [target for target in targets if f"`make {target}`" not in guide] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_that_a_page_names_is_there(page: Path) -> None:
    folders = ("factdesk", "pipeline", "schemas", "prompts", "bench", "tests")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    modules = [f"/{file.relative_to(ROOT).as_posix()}" for file in files]

    named = re.findall(r"`([\w./-]+\.py)\b", page.read_text(encoding="utf-8"))

    assert [each for each in named if not any(m.endswith(f"/{each}") for m in modules)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_that_a_page_runs_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    run = re.findall(r"-m ((?:bench|tests|schemas|pipeline)[\w.]*)", text)

    paths = [ROOT / each.rstrip(".").replace(".", "/") for each in run]

    assert [
        path for path in paths if not (path.is_dir() or path.with_suffix(".py").is_file())
    ] == []


def test_the_architecture_names_all_that_stands_right_under_pipeline() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    modules = {file.name for file in (ROOT / "pipeline").glob("[a-z]*.py")}
    packages = {f"{file.parent.name}/" for file in (ROOT / "pipeline").glob("*/__init__.py")}
    names = modules | packages

    named = {name for name in names if re.search(rf"`(?:pipeline/)?{re.escape(name)}`", page)}

    assert names - named == set()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.parent.name)
def test_the_guide_of_a_package_names_no_module_that_is_gone(guide: Path) -> None:
    code = guide.read_text(encoding="utf-8")
    modules = {file.stem for file in guide.parent.iterdir()}

    named = re.findall(r"`(\w+)`", ast.get_docstring(ast.parse(code)) or "")

    assert [each for each in named if each not in modules and f"import {each}" not in code] == []
