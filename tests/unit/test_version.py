"""What is installed, as a digest: what is kept by one build is not taken for another's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import version


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package that stands in for ours, in a folder that packages are installed in."""
    package = tmp_path / "stand_in"
    (package / "tables").mkdir(parents=True)
    (package / "__init__.py").write_text("A = 1", encoding="utf-8")
    (package / "tables" / "units.json").write_text("{}", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(version, "_OURS", ("stand_in",))
    yield package
    version.build.cache_clear()


def built() -> str:
    version.build.cache_clear()
    return version.build()


def test_the_same_files_and_packages_are_the_same_build(ours: Path) -> None:
    before = built()
    (ours / "__pycache__").mkdir()
    (ours / "__pycache__" / "x.cpython-311.pyc").write_bytes(b"compiled")

    assert built() == before


@pytest.mark.parametrize("file", ["__init__.py", "tables/units.json"])
def test_a_byte_of_ours_makes_another_build(ours: Path, file: str) -> None:
    before = built()

    with (ours / file).open("a", encoding="utf-8") as opened:
        opened.write(" ")

    assert built() != before


def test_another_version_of_a_package_makes_another_build(ours: Path) -> None:
    before = built()

    (ours.parent / "lxml-99.0.dist-info").mkdir()

    assert built() != before
