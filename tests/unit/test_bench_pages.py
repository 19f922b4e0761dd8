"""The bench of pages tells a sentence of the brief that is none of the article's."""

from pathlib import Path

import pytest

from bench import pages

BODY = (
    "<p>The council of Port Selm voted 9-2 on Monday to rebuild its lock for $12 million.</p>"
    "<p>It will take nine years, the mayor said, and 4,000 ships a year will go round.</p>"
)
PROMO = "<p>Our guide to the nine best beaches of Korlin has all that 40 readers told us.</p>"


def write(folder: Path, name: str, source: str, expected: str = BODY) -> None:
    (folder / name).mkdir()
    (folder / name / "source.html").write_text(source, encoding="utf-8")
    (folder / name / "expected.html").write_text(expected, encoding="utf-8")


def test_a_page_of_which_the_brief_takes_a_promo_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    description = "The lock of Port Selm, which is 114 years old, will be rebuilt in nine years."
    head = f'<head><meta name="description" content="{description}"></head>'
    write(tmp_path, "clean", f"{head}<h1>Port Selm to rebuild</h1><p>{description}</p>{BODY}")
    write(tmp_path, "promo", f"<h1>Port Selm to rebuild its lock</h1>{PROMO}{BODY}")
    write(tmp_path, "none", "<title>Nothing</title>")
    monkeypatch.setattr("sys.argv", ["bench.pages", str(tmp_path)])

    pages.main()

    told = capsys.readouterr().out.splitlines()
    assert [line[:8] for line in told if line[:2] in {"ok", "!!", "--"}] == [
        "ok clean",
        "-- none:",
        "!! promo",
    ]
    assert "   > Our guide to the nine best beaches" in "\n".join(told)
    assert told[-1] == "1 of 2 briefs without a sentence that is none of the article's"
