"""`factdesk cassette check`, and the fixture that users import: both on real recordings."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from factdesk.testing import recorded_drafter  # noqa: F401  # pytest finds it by its name
from pipeline import RecordedDrafter, fact_check, read_article
from pipeline.errors import CassetteError
from pipeline.llm import secrets_in
from tests.command import Command

ROOT = Path(__file__).parents[2]
CASSETTE = ROOT / "cassettes" / "nato-defence.yaml"
ARTICLE = ROOT / "examples" / "nato-defence.txt"

pytestmark = pytest.mark.skipif(
    os.environ.get("FACTDESK_RECORD") == "all", reason="while recording there is nothing to replay"
)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a folder with a recording and its article, which a test may spoil."""
    folder = tmp_path / "kept"
    folder.mkdir()
    shutil.copy(CASSETTE, folder)
    shutil.copy(ARTICLE, folder)
    return folder


def test_a_recording_that_replays_is_fine(factdesk: Command, kept: Path) -> None:
    done = factdesk("cassette", "check", str(kept), "--articles", str(kept))

    assert done.code == 0
    assert "1 recordings, 0 faults" in done.out


def test_one_whose_article_has_changed_is_stale_and_what_differs_is_shown(
    factdesk: Command, kept: Path
) -> None:
    article = kept / ARTICLE.name
    article.write_text(
        article.read_text(encoding="utf-8").replace("400%", "401%"), encoding="utf-8"
    )

    done = factdesk("cassette", "check", str(kept), "--articles", str(article))

    assert done.code == 1
    assert "stale: " in done.out
    assert "401%" in done.out


def test_one_to_which_no_article_belongs_is_an_orphan(factdesk: Command, kept: Path) -> None:
    (kept / ARTICLE.name).rename(kept / "another.txt")

    done = factdesk("cassette", "check", str(kept), "--articles", str(kept))

    assert done.code == 1
    assert "orphan: no article is called nato-defence" in done.out


def test_a_secret_is_found_and_not_repeated(factdesk: Command, kept: Path) -> None:
    key = "sk-" + "planted0123456789abcd"
    tape = kept / CASSETTE.name
    tape.write_text(f"# authorization: Bearer {key}\n" + tape.read_text(encoding="utf-8"), "utf-8")

    done = factdesk("cassette", "check", str(tape))

    assert done.code == 1
    assert "secret: line 1 holds what looks like an API key" in done.out
    assert key not in done.out + done.err


def test_what_is_no_recording_is_named(factdesk: Command, kept: Path) -> None:
    (kept / "other.yaml").write_text("a: [1", encoding="utf-8")

    done = factdesk("cassette", "check", str(kept))

    assert done.code == 1
    assert "unreadable: " in done.out
    assert factdesk("cassette", "check", str(kept / "gone")).code == 2
    assert factdesk("cassette", "check", str(kept / ARTICLE.name)).code == 2


@pytest.mark.parametrize(
    "line",
    [
        "Authorization: Bearer abcdefgh12345678",
        "x-api-key: abc",
        "Set-Cookie: session=1",
        "uri: https://me:hunter2@host/v1",
        "openai-organization: org-abcdefghijklmnop1234",
        "content: ghp_abcdefghijklmnopqrst",
        "-----BEGIN RSA PRIVATE KEY-----",
    ],
)
def test_secrets_of_many_kinds_are_recognised(line: str) -> None:
    assert [secret.line for secret in secrets_in(f"fine\n{line}\nfine")][:1] == [2]


def test_words_of_an_article_are_no_secrets() -> None:
    text = (ROOT / "README.md").parent.joinpath("examples", "sleep-trial.md").read_text("utf-8")

    assert list(secrets_in(text)) == []


def test_a_users_test_drafts_with_recorded_answers(
    recorded_drafter: Callable[[Path], RecordedDrafter],  # noqa: F811  # the fixture
) -> None:
    report = fact_check(read_article(str(ARTICLE)), drafter=recorded_drafter(CASSETTE))

    assert report.provenance.drafter == "model"
    assert report.usage.output_tokens > 0


def test_a_users_test_fails_where_the_article_has_changed(
    recorded_drafter: Callable[[Path], RecordedDrafter],  # noqa: F811  # the fixture
    tmp_path: Path,
) -> None:
    changed = tmp_path / "changed.txt"
    changed.write_text(ARTICLE.read_text(encoding="utf-8").replace("400%", "401%"), "utf-8")

    with pytest.raises(CassetteError, match="401%"):
        fact_check(read_article(str(changed)), drafter=recorded_drafter(CASSETTE))


def test_a_users_test_records_when_the_environment_says_so(
    recorded_drafter: Callable[[Path], RecordedDrafter],  # noqa: F811  # the fixture
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("FACTDESK_RECORD", "all")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("FACTDESK_MODEL", "some-model")

    settings = recorded_drafter(tmp_path / "new.yaml").settings

    assert settings is not None
    assert (settings.record, settings.model) == ("all", "some-model")
