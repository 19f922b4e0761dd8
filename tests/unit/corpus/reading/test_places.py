"""A corpus is found wherever it lies, and what is not read of it is said."""

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from pipeline.corpus.causes import LeftOutFiles
from pipeline.corpus.reading.readers import count, read_corpus
from pipeline.corpus.reading.record import Kind, article_of
from pipeline.errors import CorpusError, SettingsError
from tests.corpora import RISE, STORM, jsonl, parquet, rss, table, whole
from tests.s3 import mark_folder, put


def laid_out(folder: Path, *names: str) -> str:
    """Write an article under each name; return the folder."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(RISE)
    return str(folder)


def names(corpus: str, root: str | None = None) -> list[str]:
    """Return the sources of a corpus, without the folder in front."""
    found = read_corpus(corpus, skipped=lambda _: None)
    return [record.source.removeprefix(f"{root or corpus}/") for record in found]


def refusal(corpus: str) -> str:
    with pytest.raises(CorpusError) as caught:
        list(read_corpus(corpus, skipped=lambda _: None))
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_folder_is_read_through_in_the_order_of_names(tmp_path: Path) -> None:
    corpus = laid_out(
        tmp_path / "in", "b.txt", "a/z.html", "a/b.md", "a.txt", "B.txt", "c d/é/e.HTM"
    )

    found = whole(corpus)

    expected = ["B.txt", "a/b.md", "a/z.html", "a.txt", "b.txt", "c d/é/e.HTM"]
    assert [record.id for record in found] == expected
    assert [record.source for record in found] == [f"{corpus}/{name}" for name in expected]
    assert [record.number for record in found] == [0, 1, 2, 3, 4, 5]
    assert {(record.kind, record.content) for record in found} == {(Kind.FILE, RISE.encode())}


def test_a_slash_behind_a_folder_changes_nothing(tmp_path: Path) -> None:
    corpus = laid_out(tmp_path / "in", "a.txt")

    assert whole(f"{corpus}/") == whole(corpus)


def test_files_of_rows_are_read_where_they_stand_in_a_folder(tmp_path: Path) -> None:
    corpus = laid_out(tmp_path, "c.txt")
    (tmp_path / "b.jsonl").write_bytes(jsonl([{"text": RISE}, {"id": "x", "text": STORM}]))

    assert [(r.number, r.id) for r in whole(corpus)] == [(0, "b.jsonl:1"), (1, "x"), (2, "c.txt")]


def test_what_is_left_out_of_a_folder_is_said(tmp_path: Path) -> None:
    corpus = laid_out(tmp_path, "a.txt", ".hidden.txt", ".git/x.txt", "logo.png", "data.json")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "none.txt")
    (tmp_path / "line\nbreak.txt").write_text(RISE)
    os.mkfifo(tmp_path / "pipe.txt")
    said: list[str] = []

    found = list(read_corpus(corpus, skipped=lambda each: said.append(str(each))))

    assert [record.id for record in found] == ["a.txt", "link.txt"]
    assert (
        sorted(each.removeprefix(f"{corpus}/") for each in said[:-1])
        == [
            ".git: hidden",
            ".hidden.txt: hidden",
            "data.json: in no form that is read by its name",
            "dead.txt: a link that leads nowhere",
            "logo.png: in no form that is read by its name",
            "loop: a link to a folder, which may lead back to itself",
            "pipe.txt: no file",
        ]
        or said
    )
    assert f"'{corpus}/line\\nbreak.txt': a name that cannot be written" in said
    assert len(said) == 8


def test_a_name_that_is_no_text_is_left_out(tmp_path: Path) -> None:
    corpus = laid_out(tmp_path, "a.txt")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.txt")).write_text(RISE)
    said: list[str] = []

    assert len(list(read_corpus(corpus, skipped=lambda each: said.append(str(each))))) == 1
    assert said == [f"'{corpus}/b\\udcff.txt': a name that cannot be written"]


def test_a_folder_that_may_not_be_listed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = laid_out(tmp_path, "a.txt", "z/b.txt")
    scan = os.scandir
    said: list[str] = []

    def refuse(path: str) -> object:
        if path.endswith("z"):
            raise PermissionError("Permission denied")
        return scan(path)

    monkeypatch.setattr("pipeline.corpus.reading.corpus_files.os.scandir", refuse)

    assert [r.id for r in read_corpus(corpus, skipped=lambda each: said.append(str(each)))] == [
        "a.txt"
    ]
    assert said == [f"{corpus}/z/: cannot be listed (Permission denied)"]


def test_a_file_that_may_not_be_read_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = laid_out(tmp_path, "a.txt", "b.txt")
    opened = "pipeline.corpus.corpus_storage._open"

    def refuse(address: str, **_: bool) -> object:
        if address.endswith("a.txt"):
            raise PermissionError
        return Path(address).open("rb")

    monkeypatch.setattr(opened, refuse)

    assert [r.fault for r in whole(corpus)] == ["may not be read: check its permissions", None]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", ["a.txt"]),
        ("**/*.txt", ["a.txt", "x/b.txt", "x/y/c.txt"]),
        ("*/*.txt", ["x/b.txt"]),
        ("x/**", ["x/b.txt", "x/p.html", "x/y/c.txt"]),
        ("x/**/[bc].*", ["x/b.txt", "x/y/c.txt"]),
        ("x/?.html", ["x/p.html"]),
        ("**/y/*", ["x/y/c.txt"]),
        (".h/*.txt", [".h/d.txt"]),
        ("**/.h/*.txt", [".h/d.txt"]),
    ],
)
def test_a_pattern_finds_what_a_shell_would(tmp_path: Path, pattern: str, found: list[str]) -> None:
    root = laid_out(tmp_path, "a.txt", "x/b.txt", "x/y/c.txt", "x/p.html", ".h/d.txt")

    assert names(f"{root}/{pattern}", root) == found


def test_a_pattern_without_a_folder_begins_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(laid_out(tmp_path, "x/b.txt", "a.txt"))

    assert [(r.source, r.id) for r in whole("**/*.txt")] == [
        ("a.txt", "a.txt"),
        ("x/b.txt", "x/b.txt"),
    ]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    laid_out(tmp_path, "a[1].txt", "a1.txt")

    assert [r.id for r in whole(f"{tmp_path}/a[1].txt")] == ["a[1].txt"]


def test_what_is_no_corpus_is_refused_with_what_is_one(tmp_path: Path) -> None:
    laid_out(tmp_path, "data.json", "empty/.keep")
    (tmp_path / "empty.jsonl").write_bytes(b"\n\n")
    (tmp_path / "head.csv").write_text("id,text\n")
    (tmp_path / "no.csv").write_text("id,body\n1,It rose.\n")
    (tmp_path / "no.parquet").write_bytes(b"PAR1")

    said = {
        name: refusal(f"{tmp_path}/{name}")
        for name in (
            "none",
            "*.pdf",
            "data.json",
            "empty",
            "empty.jsonl",
            "head.csv",
            "no.csv",
            "no.parquet",
        )
    }

    for name in ("none", "*.pdf", "empty", "empty.jsonl", "head.csv"):
        assert "a corpus is a folder, a pattern such as" in said[name]
    assert (
        "data.json is in no form that is read by its name: write an object a line"
        in said["data.json"]
    )
    assert "none does not exist" in said["none"]
    assert "holds no article" in said["*.pdf"]
    assert "holds no article" in said["empty"]
    assert "holds no article" in said["empty.jsonl"]
    assert "holds no article" in said["head.csv"]
    assert "no.csv has no column named text or html (it has id, body)" in said["no.csv"]
    assert "cannot be read" in said["no.parquet"]


def test_a_corpus_in_memory_or_anywhere_fsspec_reaches_is_read() -> None:
    put({"memory://desk/a.txt": RISE.encode(), "memory://desk/x/c.jsonl": jsonl([{"text": STORM}])})

    found = whole("memory://desk")

    assert [(r.source, r.id) for r in found] == [
        ("memory://desk/a.txt", "a.txt"),
        ("memory://desk/x/c.jsonl:1", "x/c.jsonl:1"),
    ]
    assert found == whole("memory://desk/**/*.*")


def test_a_bucket_gives_what_a_folder_gives(tmp_path: Path, s3: str, s3_endpoint: str) -> None:
    files = {
        "a.txt": RISE.encode(),
        "x/b.jsonl": jsonl([{"id": "b", "text": STORM}] * 3),
        "x/c.parquet": parquet([{"id": "c", "text": STORM}] * 3),
        "x/y/d.csv": table([{"id": "d", "text": STORM}] * 3),
    }
    put({f"{s3}/in/{name}": content for name, content in files.items()})
    mark_folder(s3_endpoint, "in/x")
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)

    found = whole(f"{s3}/in")

    expected = whole(str(tmp_path))
    assert [(r.number, r.id, r.content) for r in found] == [
        (r.number, r.id, r.content) for r in expected
    ]
    assert [r.source for r in found] == [
        r.source.replace(str(tmp_path), f"{s3}/in") for r in expected
    ]
    assert found == whole(f"{s3}/in/**/*")
    assert whole(f"{s3}/in/x/b.jsonl")[2].source == "s3://desk/in/x/b.jsonl:3"


def test_a_bucket_that_does_not_exist_is_refused(s3: str) -> None:
    assert "s3://none/in does not exist" in refusal("s3://none/in")
    assert f"{s3}/in does not exist" in refusal(f"{s3}/in")


def test_a_storage_without_its_package_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(protocol: str) -> None:
        raise ImportError(f"install the one for {protocol}")

    monkeypatch.setattr(fsspec, "get_filesystem_class", missing)

    for address, wanted in (
        ("s3://b/c", "pip install 'factdesk[s3]'"),
        ("gs://b/c", "pip install gcsfs"),
        ("sftp://b/c", "install the one for sftp"),
    ):
        with pytest.raises(SettingsError, match="need a package that is not installed") as caught:
            whole(address)
        assert str(caught.value).endswith(wanted)


def test_a_storage_that_nobody_knows_is_refused() -> None:
    assert "is at no storage that is known" in refusal("nowhere://b/c")
    assert "chain of addresses" in refusal("simplecache::http://127.0.0.1/c.jsonl")


def test_parquet_without_its_package_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "c.parquet").write_bytes(parquet([{"text": RISE}]))
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)

    with pytest.raises(SettingsError, match=r"pip install 'factdesk\[parquet\]'"):
        whole(str(tmp_path))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """Return the address of a web site on loopback that serves a feed, rows and an article."""
    item = {
        "id": "1",
        "title": "Rates",
        "url": "https://x.test/1",
        "published_at": "",
        "html": RISE,
    }
    (tmp_path / "feed").write_bytes(rss([item]))
    (tmp_path / "c.jsonl").write_bytes(jsonl([{"text": RISE}, {"text": STORM}]))
    (tmp_path / "a.html").write_text(f"<p>{RISE}</p>")
    (tmp_path / "page").write_text(f"<!doctype html><p>{RISE}</p>")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_corpus_on_the_web_is_read(site: str) -> None:
    [entry] = whole(f"{site}/feed?x=1", private=True)
    first, second = whole(f"{site}/c.jsonl", private=True)
    [page] = whole(f"{site}/a.html", private=True)

    assert (entry.id, entry.source) == ("1", f"{site}/feed?x=1:1")
    assert (first.content, second.source) == (RISE, f"{site}/c.jsonl:2")
    assert article_of(page).text == RISE


def test_a_corpus_inside_the_own_network_is_refused_unless_that_is_allowed(site: str) -> None:
    assert "leads into a private network" in refusal(f"{site}/feed")


def test_what_the_web_has_no_corpus_at_is_named(site: str) -> None:
    for path, says in (("none", "answers with status 404"), ("page", "is no RSS or Atom feed")):
        with pytest.raises(CorpusError, match=says):
            whole(f"{site}/{path}", private=True)


def test_a_count_is_told_without_reading(tmp_path: Path) -> None:
    corpus = laid_out(tmp_path / "in", "a.txt", "b/c.txt")
    (tmp_path / "in/d.parquet").write_bytes(parquet([{"text": RISE}] * 5))
    (tmp_path / "in/e.jsonl").write_bytes(b"\n" + jsonl([{"text": RISE}] * 4) + b"{broken\n")
    (tmp_path / "in/f.parquet").write_bytes(b"broken")

    assert count(corpus) == len(whole(corpus)) == 2 + 5 + 5 + 1


def test_no_count_is_told_of_what_lies_elsewhere() -> None:
    put({"memory://far/c.jsonl": jsonl([{"text": RISE}])})

    assert count("memory://far") is None


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "corpus.jsonl")

    with pytest.raises(CorpusError, match="no file but a pipe"):
        list(read_corpus(str(tmp_path / "corpus.jsonl"), skipped=print))


def test_an_empty_feed_is_none(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").touch()

    with pytest.raises(CorpusError, match="no RSS or Atom feed"):
        list(read_corpus(str(tmp_path / "feed.xml"), skipped=print))


def test_standard_input_is_refused_with_what_to_do() -> None:
    with pytest.raises(CorpusError, match="a run that goes on reads it again: write it to a file"):
        list(read_corpus("-", skipped=print))


def test_an_address_that_a_storage_cannot_take_is_an_error_in_a_line() -> None:
    with pytest.raises(CorpusError, match="github:///stories cannot be reached"):
        list(read_corpus("github:///stories", skipped=print))


def test_an_address_may_name_a_host() -> None:
    with pytest.raises(CorpusError, match=r"cannot be reached: .*refused"):
        list(read_corpus("ftp://127.0.0.1:9/stories", skipped=print, private=True))


def test_a_file_without_a_row_in_a_folder_is_said_to_hold_none(tmp_path: Path) -> None:
    corpus = laid_out(tmp_path, "a.txt")
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "head.csv").write_text("id,text\n")
    left_out = LeftOutFiles()

    list(read_corpus(corpus, skipped=left_out.count))

    [cause] = left_out.ordered()
    assert (cause.cause, cause.count) == ("holds no article", 2)
    assert cause.examples == (f"{corpus}/empty.jsonl", f"{corpus}/head.csv")


def test_of_what_is_left_out_five_are_named_and_all_are_counted(tmp_path: Path) -> None:
    corpus = laid_out(tmp_path, "a.txt", *(f"{n}.jpg" for n in range(7)), ".x")
    left_out = LeftOutFiles()

    list(read_corpus(corpus, skipped=left_out.count))

    pictures, hidden = left_out.ordered()
    assert (pictures.cause, pictures.count) == ("in no form that is read by its name", 7)
    assert pictures.examples == tuple(f"{corpus}/{n}.jpg" for n in range(5))
    assert (hidden.cause, hidden.count) == ("hidden", 1)
    assert not left_out.has_losses


def test_a_folder_whose_name_has_a_sign_of_patterns_may_stand_in_one(tmp_path: Path) -> None:
    laid_out(tmp_path / "stories [2026]", "a.txt", "deep [x]/b.txt", "deep [x]/c.html")

    found = whole(f"{tmp_path}/stories [2026]/deep [x]/*.txt")
    deep = whole(f"{tmp_path}/stories [2026]/**/*.txt")

    assert [record.id for record in found] == ["b.txt"]
    assert [record.id for record in deep] == ["a.txt", "deep [x]/b.txt"]


def test_a_file_that_is_not_in_a_folder_whose_name_has_a_sign_is_missed(tmp_path: Path) -> None:
    corpus = laid_out(tmp_path / "stories [2026]", "a.txt")

    assert "none.txt does not exist" in refusal(f"{corpus}/none.txt")
