"""The action and the hook do what their files say, called as their runners call them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION, HOOKS = ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml"
COMMAND = Path(sys.executable).with_name("factdesk")
FOLDERS = """
[[check]]
drafts = "drafts/*.txt"
sources = "stories/harbour-budget.html"
"""


def steps() -> list[dict[str, Any]]:
    return list(yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"])


def inputs() -> dict[str, str]:
    declared = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    return {name: each["default"] for name, each in declared.items()}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a newsroom's repository with a story, a draft of it and a factdesk.toml."""
    for folder, file in (("stories", "harbour-budget.html"), ("drafts", "harbour-summary.txt")):
        (tmp_path / folder).mkdir()
        shutil.copy(ROOT / "examples" / file, tmp_path / folder)
    (tmp_path / "factdesk.toml").write_text(FOLDERS)
    (tmp_path / "temp" / "factdesk" / "bin").mkdir(parents=True)
    (tmp_path / "temp" / "factdesk" / "bin" / "factdesk").symlink_to(COMMAND)
    return tmp_path


class Ran:
    """What the steps of the action printed and left."""

    def __init__(self, repository: Path, given: dict[str, str]) -> None:
        values = inputs() | given
        temp = repository / "temp"
        known = {"github.action_path": str(ROOT), "runner.temp": str(temp)}
        known |= {f"inputs.{name}": value for name, value in values.items()}
        self.environment = {
            "PATH": os.environ["PATH"],
            "RUNNER_TEMP": str(temp),
            "GITHUB_OUTPUT": str(temp / "output"),
            "GITHUB_STEP_SUMMARY": str(temp / "summary"),
            "FACTDESK_CACHE_DIR": str(temp / "cache"),
        }
        (temp / "output").touch()
        (temp / "summary").touch()
        self.out, self.codes = "", []
        for step in steps():
            if "run" not in step or step["name"].startswith("Install"):
                continue
            outputs = dict(line.split("=", 1) for line in (temp / "output").read_text().split())
            known |= {f"steps.run.outputs.{name}": value for name, value in outputs.items()}
            named = {name: _filled(value, known) for name, value in step.get("env", {}).items()}
            done = subprocess.run(  # noqa: S603  # a step of ours
                ["bash", "-eo", "pipefail", "-c", step["run"]],  # noqa: S607  # the runner's
                cwd=repository,
                env=self.environment | named,
                capture_output=True,
                text=True,
                check=False,
            )
            self.out += done.stdout + done.stderr
            self.codes.append(done.returncode)
        self.summary = (temp / "summary").read_text()


def _filled(text: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        text = text.replace(f"${{{{ {name} }}}}", value)
    assert "${{" not in text
    return text


def test_the_action_marks_what_is_wrong_sums_it_up_and_fails(repository: Path) -> None:
    ran = Ran(repository, {})

    assert ran.codes == [0, 1]
    assert "::error file=drafts/harbour-summary.txt,line=6" in ran.out
    assert "7 numbers in 6 statements: 4 supported, 1 to review, 2 unsupported" in ran.summary
    assert "| drafts/harbour-summary.txt:5 | $94 | not supported" in ran.summary
    assert '"ruleId": "scale"' in (repository / "factdesk.sarif").read_text()


def test_the_action_takes_files_sources_and_options_a_line_each(repository: Path) -> None:
    given = {
        "files": "drafts/harbour-summary.txt\n\n",
        "sources": "  stories/harbour-budget.html\n",
        "arguments": "--fail-on=none\n--sensitivity=strict",
        "sarif": "",
    }

    ran = Ran(repository, given)

    assert ran.codes == [0, 0]
    assert "line=6" in ran.out
    assert not (repository / "factdesk.sarif").exists()


def test_the_action_briefs_an_article(repository: Path) -> None:
    given = {
        "command": "brief",
        "files": "stories/harbour-budget.html",
        "arguments": "--model=extractive",
    }

    ran = Ran(repository, given)

    assert ran.codes == [0, 0]
    assert ran.summary.startswith("# Port Ellery council backs")
    assert '"name": "factdesk"' in (repository / "factdesk.sarif").read_text()


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ({"command": "rm\n::add-mask::x"}, 2, "::error::factdesk: command is check or brief\n"),
        ({"sarif": "drafts/harbour-summary.txt"}, 2, "sarif is a name that ends in .sarif"),
        ({"files": "drafts/none.txt"}, 2, "drafts/none.txt"),
        ({"files": "--help"}, 2, "--help"),
        ({"files": "$(touch hacked); `touch hacked`"}, 2, "touch hacked"),
    ],
)
def test_what_the_action_is_given_is_never_run(
    repository: Path, given: dict[str, str], code: int, said: str
) -> None:
    ran = Ran(repository, given)

    assert ran.codes == [0, code]
    assert said in ran.out
    assert not (repository / "hacked").exists()


def test_every_action_that_it_uses_is_pinned_to_a_version() -> None:
    assert all("@v" in step["uses"] for step in steps() if "uses" in step)


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=desk", "-c", "user.email=desk@desk.example")
    command = ["git", "-C", str(folder), *who, *arguments]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


def hook_on(repository: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """Run our hook by pre-commit, from a clone that holds its file, with the command of here."""
    clone = repository / "temp" / "clone"
    clone.mkdir()
    shutil.copy(HOOKS, clone)
    for folder in (clone, repository):
        git(folder, "init", "--quiet")
        git(folder, "add", "-A")
        git(folder, "commit", "--quiet", "--message", "all")
    git(clone, "tag", "v1")
    hook = {"id": "factdesk-check", "language": "system"}
    config = {"repos": [{"repo": str(clone), "rev": "v1", "hooks": [hook]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    git(repository, "add", ".pre-commit-config.yaml")
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pre_commit", "run", "--verbose", "--files", *files],
        cwd=repository,
        env={
            "PATH": f"{COMMAND.parent}:{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(repository / "temp" / "home"),
            "HOME": str(repository / "temp"),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_hook_fails_on_a_draft_that_its_source_does_not_bear_out(repository: Path) -> None:
    done = hook_on(repository, "drafts/harbour-summary.txt", "factdesk.toml")

    assert done.returncode == 1
    assert "The city will borrow [$150 billion]." in done.stdout
    assert "exit code: 1" in done.stdout


def test_names_of_files_are_no_options_of_the_hook(repository: Path) -> None:
    (repository / "--source=evil.md").write_text("The city will borrow $150 billion.\n")
    shutil.copy(repository / "--source=evil.md", repository / "evil.md")

    done = hook_on(repository, "drafts/harbour-summary.txt", "./--source=evil.md")

    assert done.returncode == 1
    assert "The city will borrow [$150 billion]." in done.stdout


def test_the_hook_passes_over_texts_that_no_pair_names(repository: Path) -> None:
    (repository / "README.md").write_text("It cost $3 billion.\n")

    done = hook_on(repository, "README.md")

    assert done.returncode == 0
    assert "README.md: factdesk.toml names no sources for it" in done.stdout
