"""Which sources a draft is held against, and when they are read."""

from pathlib import Path

import pytest

from pipeline.corpus.pairs.checking import read_sources
from pipeline.errors import ArticleError, SettingsError
from pipeline.limits import DEFAULT
from pipeline.lsp.draft_sources import EditorSettings, SourceFiles, settings_of, sources_of
from schemas import Sensitivity


@pytest.mark.parametrize(
    ("pattern", "draft", "is_matched"),
    [
        ("drafts/*.md", "drafts/a.md", True),
        ("./drafts/*.md", "drafts/a.md", True),
        ("drafts/*.md", "drafts/a.txt", False),
        ("drafts/*.md", "drafts/deep/a.md", False),
        ("drafts/*.md", "old/drafts/a.md", False),
        ("drafts/**/*.md", "drafts/a.md", True),
        ("drafts/**/*.md", "drafts/deep/er/a.md", True),
        ("**", "drafts/deep/a.md", True),
        ("drafts/?.md", "drafts/a.md", True),
        ("drafts/?.md", "drafts/ab.md", False),
        ("a.md", "a.md", True),
        ("a.md", "axmd", False),
        ("drafts (1)/[a].md", "drafts (1)/[a].md", True),
        ("/desk/drafts/*.md", "drafts/a.md", True),
        ("../*.md", "a.md", False),
        ("drafts**/*.md", "drafts/a.md", True),
        ("drafts/{name}.md", "drafts/a.md", False),
        ("drafts/{name}.md", "drafts/{name}.md", True),
    ],
)
def test_a_pattern_names_drafts_from_the_workspace_folder_on(
    pattern: str, draft: str, *, is_matched: bool
) -> None:
    desk = Path("/desk")
    settings = EditorSettings(sources={pattern: ("story.html",)})

    told = sources_of(desk / draft, desk, settings)

    assert bool(told.names) is is_matched


def test_a_draft_outside_of_the_folder_is_matched_by_whole_paths_alone() -> None:
    settings = EditorSettings(sources={"**": ("a",), "/tmp/*.md": ("b",)})  # noqa: S108  # no file

    told = sources_of(Path("/tmp/draft.md"), Path("/desk"), settings)  # noqa: S108

    assert told.names == ("b",)


PAIRS = """
[[check]]
drafts = "drafts/{name}.md"
sources = "stories/{name}.*"
sensitivity = "strict"
[suppress]
bound = "house style"
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with a factdesk.toml, two stories and a draft of one."""
    for name, text in {
        "factdesk.toml": PAIRS,
        "stories/a.txt": "a",
        "stories/a.html": "a",
        "drafts/a.md": "a",
        "notes/b.md": "b",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_factdesk_toml_above_the_draft_names_its_sources(desk: Path) -> None:
    told = sources_of(desk / "drafts" / "a.md", desk, EditorSettings())

    assert told.names == ("stories/a.html", "stories/a.txt")
    assert told.folder == desk
    assert told.sensitivity is Sensitivity.STRICT
    assert told.reasons == {"bound": "house style"}


def test_a_source_of_a_factdesk_toml_is_the_file_of_that_name_and_no_pattern(desk: Path) -> None:
    (desk / "stories/b[1].txt").write_text("b")
    (desk / "stories/b1.txt").write_text("another story")

    told = sources_of(desk / "drafts" / "b[1].md", desk, EditorSettings())

    assert list(told.files) == ["stories/b[1].txt"]


def test_what_the_editor_names_wins_over_a_factdesk_toml(desk: Path) -> None:
    settings = EditorSettings(sources={"drafts/*": ("other.txt",)})

    told = sources_of(desk / "drafts" / "a.md", desk, settings)

    assert told.names == ("other.txt",)


def test_a_factdesk_toml_counts_no_further_up_than_the_workspace_folder(desk: Path) -> None:
    told = sources_of(desk / "drafts" / "a.md", desk / "drafts", EditorSettings())
    unnamed = sources_of(desk / "notes" / "b.md", desk, EditorSettings())

    assert told.names == unnamed.names == ()


def test_a_wrong_factdesk_toml_is_named(desk: Path) -> None:
    (desk / "factdesk.toml").write_text("check = 3")

    with pytest.raises(SettingsError, match=r"factdesk\.toml'?: check"):
        sources_of(desk / "drafts" / "a.md", desk, EditorSettings())


def test_patterns_add_up_and_a_source_counts_once() -> None:
    settings = EditorSettings(sources={"*.md": ("a", "b"), "d*": ("b", "c"), "x": ("d",)})

    told = sources_of(Path("/desk/draft.md"), Path("/desk"), settings)

    assert told.names == ("a", "b", "c")


@pytest.mark.parametrize(
    ("sent", "sources", "sensitivity"),
    [
        (None, {}, "normal"),
        ({}, {}, "normal"),
        ({"factdesk": None}, {}, "normal"),
        ({"factdesk": {"sources": {"a": ["b"]}}}, {"a": ("b",)}, "normal"),
        ({"sources": {"a": ["b"]}, "sensitivity": "strict"}, {"a": ("b",)}, "strict"),
        ({"factdesk": {"trace": {"server": "off"}}}, {}, "normal"),
        ({"sources": {"a": "b"}}, {"a": ("b",)}, "normal"),
    ],
)
def test_settings_come_bare_or_in_a_section(
    sent: object, sources: dict[str, tuple[str, ...]], sensitivity: str
) -> None:
    settings, faults = settings_of(sent)

    assert settings == EditorSettings(sources=sources, sensitivity=Sensitivity(sensitivity))
    assert faults == ()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"sources": ["a"]}, "factdesk.sources: input should be an object"),
        ({"factdesk": {"sensitivity": "loud"}}, "factdesk.sensitivity: input should be 'relaxed'"),
        (["a"], "settings, factdesk: input should be an object"),
        (7, "settings, factdesk: input should be an object"),
    ],
)
def test_wrong_settings_are_named(sent: object, says: str) -> None:
    settings, (fault,) = settings_of(sent)

    assert says in fault
    assert settings == EditorSettings()


def test_a_wrong_setting_costs_no_other() -> None:
    sources = {"a": "b", "c": 7, "d": [], "e": ["f", 8, 9]}
    told = "give the name of a source, or a list of names"

    settings, faults = settings_of(
        {"sensitivty": "strict", "sensitivity": "strict", "Source": {}, "sources": sources}
    )

    assert settings == EditorSettings(sources={"a": ("b",)}, sensitivity=Sensitivity.STRICT)
    assert faults == (
        "settings, factdesk.sensitivty: there is no such setting; is sensitivity meant?",
        "settings, factdesk.Source: there is no such setting; is sources meant?",
        f"settings, factdesk.sources.c: {told}",
        f"settings, factdesk.sources.d: {told}",
        "settings, factdesk.sources.e: input should be a valid string",
    )


def test_names_of_sources_may_be_patterns(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / "in" / name).touch()
    settings = EditorSettings(sources={"d.md": ("in/*.txt", "gone.txt", "none/*.txt")})

    files = sources_of(tmp_path / "d.md", tmp_path, settings).files

    assert list(files) == ["in/a.txt", "in/b.txt", "gone.txt", "none/*.txt"]
    assert files["in/a.txt"] == tmp_path / "in/a.txt"


def test_no_address_is_opened(tmp_path: Path) -> None:
    settings = EditorSettings(sources={"d.md": ("https://news.test/story",)})

    with pytest.raises(ArticleError, match="no file: save the page"):
        _ = sources_of(tmp_path / "d.md", tmp_path, settings).files


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the sources that were read, in order."""
    read: list[str] = []

    def counted(names: list[str], **how: object) -> object:
        read.extend(Path(name).name for name in names)
        return read_sources(names, **how)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr("pipeline.lsp.draft_sources.read_sources", counted)
    return read


def test_a_source_is_read_once_and_again_when_it_changes(tmp_path: Path, reads: list[str]) -> None:
    files, path = SourceFiles(limits=DEFAULT, language_check=True), tmp_path / "story.txt"
    path.write_text("It bought 412 doors in May.")

    first, same = files.of("story", path), files.of("story", path)
    path.write_text("It bought 412 doors and no windows in May.")
    other = files.of("story", path)

    assert reads == ["story.txt"] * 2
    assert first is same
    assert first.name == other.name == "story"
    assert "windows" in other.article.text


def test_a_source_that_is_missing_is_looked_for_again(tmp_path: Path) -> None:
    files, path = SourceFiles(limits=DEFAULT, language_check=True), tmp_path / "story.txt"

    with pytest.raises(ArticleError, match="does not exist"):
        files.of("story", path)
    path.write_text("It bought 412 doors in May.")

    assert files.of("story", path).article.sentences


def test_a_source_that_cannot_be_used_is_not_read_again(tmp_path: Path, reads: list[str]) -> None:
    files, path = SourceFiles(limits=DEFAULT, language_check=True), tmp_path / "story.txt"
    path.write_text(" ")

    for _ in range(2):
        with pytest.raises(ArticleError, match="is empty"):
            files.of("story", path)

    assert reads == ["story.txt"]


def test_sources_that_were_not_used_for_long_are_dropped(tmp_path: Path, reads: list[str]) -> None:
    files = SourceFiles(limits=DEFAULT, language_check=True)
    paths = [tmp_path / f"{number}.txt" for number in range(17)]
    for path in paths:
        path.write_text("It bought 412 doors in May.")
        files.of(path.name, path)

    files.of(paths[-1].name, paths[-1])
    files.of(paths[0].name, paths[0])

    assert reads == [*(path.name for path in paths), "0.txt"]


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    files = SourceFiles(limits=DEFAULT, language_check=True)

    with pytest.raises(ArticleError, match="cannot be opened"):
        files.of("a\0b", tmp_path / "a\0b")
