"""Which files an assistant may have read: those in the folders that are open, and no others."""

import os
from pathlib import Path

import pytest

from pipeline.assistants.open_folders import OpenFolders
from pipeline.errors import ArticleError, SettingsError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with two open ones, `one` and `two`, and what is beside them."""
    for name in ("one/inner", "two", "one-more"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("one/a.txt", "one/inner/b.txt", "two/a.txt", "two/c.txt", "secret.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "one-more/secret.txt").write_text("secret")
    (tmp_path / "one/out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "one/out").symlink_to(tmp_path)
    (tmp_path / "one/across.txt").symlink_to(tmp_path / "two/c.txt")
    (tmp_path / "one/circle.txt").symlink_to(tmp_path / "one/circle.txt")
    os.mkfifo(tmp_path / "one/pipe.txt")
    return tmp_path


def opened(home: Path) -> OpenFolders:
    return OpenFolders.of([home / "one", home / "two", home / "one"])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.txt", "one/a.txt"),
        ("c.txt", "two/c.txt"),
        ("inner/b.txt", "one/inner/b.txt"),
        ("inner/../a.txt", "one/a.txt"),
        ("../two/a.txt", "two/a.txt"),
        ("across.txt", "two/c.txt"),
        ("{home}/two/c.txt", "two/c.txt"),
        ("{home}/one/../two/c.txt", "two/c.txt"),
    ],
)
def test_a_file_inside_is_found_wherever_its_name_counts_from(
    name: str, found: str, home: Path
) -> None:
    assert opened(home).file(name.format(home=home)) == str(home / found)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../secret.txt", "outside"),
        ("inner/../../secret.txt", "outside"),
        ("{home}/secret.txt", "outside"),
        ("{home}/one/../secret.txt", "outside"),
        ("{home}/one-more/secret.txt", "outside"),
        ("{home}/missing.txt", "outside"),
        ("../missing.txt", "outside"),
        ("out.txt", "no file in"),
        ("out/secret.txt", "no file in"),
        ("/etc/passwd", "outside"),
        ("missing.txt", "no file in"),
        ("inner", "no file in"),
        ("", "no file in"),
        ("-", "no file in"),
        ("pipe.txt", "no file in"),
        ("http://127.0.0.1/a.txt", "no file in"),
        ("file://{home}/one/a.txt", "no file in"),
        ("~/a.txt", "no file in"),
        ("a\0.txt", "cannot be a file"),
        ("x" * 1_000, "cannot be a file"),
    ],
)
def test_all_else_is_refused_in_a_line_that_names_the_folders(
    name: str, said: str, home: Path
) -> None:
    with pytest.raises(ArticleError, match=said) as refused:
        opened(home).file(name.format(home=home))

    line = str(refused.value)
    assert "\n" not in line
    if said != "cannot be a file":
        assert line.endswith(f"open: {home / 'one'}, {home / 'two'}")


def test_a_link_that_leads_outside_is_refused_wherever_it_stands(home: Path) -> None:
    for name in ("out.txt", "out/secret.txt"):
        with pytest.raises(ArticleError, match="is outside of the folders that are open"):
            OpenFolders.of([home / "one"]).file(name)


def test_links_in_a_circle_are_refused(home: Path) -> None:
    with pytest.raises(ArticleError, match=r"cannot be a file|no file in"):
        opened(home).file("circle.txt")


def test_a_folder_that_is_opened_by_a_link_is_the_one_that_it_leads_to(home: Path) -> None:
    (home / "link").symlink_to(home / "two")

    assert OpenFolders.of([home / "link"]).file("c.txt") == str(home / "two/c.txt")


def test_without_a_folder_no_file_is_read(home: Path) -> None:
    with pytest.raises(ArticleError, match="no folder is open: give the text itself"):
        OpenFolders().file(str(home / "one/a.txt"))


@pytest.mark.parametrize("name", ["missing", "secret.txt"])
def test_what_is_no_folder_is_not_opened(name: str, home: Path) -> None:
    with pytest.raises(SettingsError, match="is no folder"):
        OpenFolders.of([home / name])
