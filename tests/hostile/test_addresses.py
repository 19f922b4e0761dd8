"""Addresses that lead inside are not reached, however they are spelled and whatever the proxies."""

import ftplib
import json
import re
import socket
from pathlib import Path
from typing import Any

import fsspec
import httpx2
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from pipeline.addresses import is_public, without_credentials
from pipeline.corpus import corpus_storage
from pipeline.corpus.reading.readers import count, read_corpus
from pipeline.errors import ArticleError, CorpusError, FactdeskError
from pipeline.stages.read_article import article_from_content, read_article
from tests.command import Command

PROXY = "http://127.0.0.1:9"
ENVIRONMENTS: list[dict[str, str]] = [
    {},
    {"HTTP_PROXY": PROXY, "HTTPS_PROXY": PROXY},
    {"http_proxy": PROXY, "https_proxy": PROXY},
    {"HTTP_PROXY": "127.0.0.1:9", "HTTPS_PROXY": "127.0.0.1:9"},
    {"ALL_PROXY": PROXY},
    {"ALL_PROXY": "socks5://127.0.0.1:9"},
    {"HTTP_PROXY": "http://desk:pw@127.0.0.1:9", "HTTPS_PROXY": "http://desk:pw@127.0.0.1:9"},
    {"HTTP_PROXY": PROXY, "HTTPS_PROXY": PROXY, "NO_PROXY": "*"},
    {"HTTP_PROXY": PROXY, "HTTPS_PROXY": PROXY, "NO_PROXY": "localhost,127.0.0.1,.example"},
    {"HTTPS_PROXY": PROXY},
]
NUMBERS = """
127.0.0.1 127.1 127.0.1 127.255.255.254 2130706433 017700000001 0x7f000001 0x7f.0.0.1 0x7f.1
0177.0.0.1 0177.1 127.0.0.1. 0 0.0.0.0 0x0 00000000 10.0.0.7 10.1 167772161 0xa000001 172.16.3.4
172.31.255.255 192.168.1.1 192.168.257 3232235777 169.254.169.254 2852039166 0xA9FEA9FE
100.64.0.1 198.18.0.1 192.0.2.1 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255
[::1] [::] [0:0:0:0:0:0:0:1] [::127.0.0.1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:10.0.0.1]
[::ffff:169.254.169.254] [::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe]
[64:ff9b:1::10.0.0.1] [2002:7f00:1::] [2002:a9fe:a9fe::1] [2001:0:7f00:1::1]
[2606:4700::5efe:127.0.0.1] [fe80::1] [fc00::1] [fd00:ec2::254] [fec0::1] [ff02::1] [2001:db8::1]
""".split()
NAMES = {
    "localhost": ["127.0.0.1"],
    "LOCALHOST.": ["127.0.0.1"],
    "inside.example": ["10.0.0.7"],
    "both.example": ["93.184.216.34", "192.168.0.9"],
    "nat64.example": ["64:ff9b::a00:1"],
    "unknown.example": [],
}
FORMS = [*NUMBERS, *NAMES]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the hosts that are asked, directly or through a proxy; nobody is."""
    hosts: list[str] = []
    resolve = socket.getaddrinfo

    def handle(_: object, request: httpx2.Request) -> httpx2.Response:
        hosts.append(request.url.host)
        return httpx2.Response(200, headers={"Content-Type": "text/plain"}, content=b"It rose 5%.")

    def getaddrinfo(host: str, port: int | None, **kinds: Any) -> list[Any]:
        if host in NAMES or host.rstrip(".").lower() == "localhost" or host == "public.example":
            addresses = {**NAMES, "public.example": ["93.184.216.34"]}.get(host, ["127.0.0.1"])
            if not addresses:
                raise socket.gaierror(-2, "Name or service not known")
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in addresses]
        return resolve(host, port, flags=socket.AI_NUMERICHOST, **kinds)

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", handle)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return hosts


@pytest.mark.parametrize("environment", range(len(ENVIRONMENTS)))
def test_no_form_of_an_inner_address_is_reached(
    environment: int, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRONMENTS[environment].items():
        monkeypatch.setenv(name, value)
    for form in FORMS:
        for scheme in ("http", "https"):
            with pytest.raises(ArticleError) as caught:
                read_article(f"{scheme}://{form}/latest/meta-data/")
            assert "\n" not in str(caught.value)

    assert asked == []


def test_there_are_as_many_forms_and_environments_as_promised() -> None:
    assert (len(FORMS), len(ENVIRONMENTS)) == (63, 10)


@pytest.mark.parametrize("form", ["127.1", "[64:ff9b::7f00:1]", "inside.example"])
@pytest.mark.parametrize("proxy", [None, PROXY])
def test_a_redirect_is_judged_like_the_address_that_was_given(
    form: str, proxy: str | None, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def handle(_: object, request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.host)
        return httpx2.Response(302, headers={"Location": f"http://{form}/x"})

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", handle)
    if proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy)

    with pytest.raises(ArticleError, match="private network"):
        read_article("http://public.example/")

    assert asked == ["public.example" if proxy else "93.184.216.34"]


def test_behind_a_proxy_a_name_that_is_unknown_here_needs_the_option(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://desk:pw@127.0.0.1:9")

    with pytest.raises(ArticleError) as caught:
        read_article("http://unknown.example/a")
    read_article("http://unknown.example/a", private=True)

    assert "only the proxy http://127.0.0.1:9 could say where" in str(caught.value)
    assert "--private-network allows it" in str(caught.value)
    assert asked == ["unknown.example"]


def test_messages_name_the_proxy_that_is_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTP_PROXY", f"http://desk:pw@127.0.0.1:{closed.getsockname()[1]}")

        with pytest.raises(ArticleError) as caught:
            read_article("http://public.example/a", private=True)

    assert "cannot be fetched through the proxy http://127.0.0.1:" in str(caught.value)
    assert "pw" not in str(caught.value)


def test_a_socks_proxy_without_its_package_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "socksio", None)
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")

    with pytest.raises(ArticleError, match="SOCKS needs a package: pip install socksio"):
        read_article("http://public.example/a", private=True)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_public_addresses_are_public_also_when_they_are_carried(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://desk:pw@host/a?id=7&token=x#f", "https://host/a?id=7&token=[secret]#f"),
        (
            "s3://KEY:S@bucket/x?X-Amz-Signature=12&b=1",
            "s3://bucket/x?X-Amz-Signature=[secret]&b=1",
        ),
        ("http://user@host/ and ftp://a:b@c/", "http://host/ and ftp://c/"),
        ("http://u:p@ss@host/?api_key=1;sig=2", "http://host/?api_key=[secret];sig=[secret]"),
        ("http://host/a@b?author=x&monkey=y", "http://host/a@b?author=x&monkey=y"),
        ("desk@paper.example", "desk@paper.example"),
        ("http://desk:p/w#@host/a", "http://host/a"),
        ("https://paper.example/@desk/story", "https://paper.example/@desk/story"),
        ("http://host:8080/a@b", "http://host:8080/a@b"),
        (
            "http://h/?jwt=x&idToken=x&token[]=x",
            "http://h/?jwt=[secret]&idToken=[secret]&token[]=[secret]",
        ),
        (
            "http://h/;jsessionid=x#access_token=x",
            "http://h/;jsessionid=[secret]#access_token=[secret]",
        ),
    ],
)
def test_addresses_are_shown_without_what_lets_one_in(written: str, shown: str) -> None:
    assert without_credentials(written) == shown
    assert str(FactdeskError(written)) == shown
    assert article_from_content("It rose 5%.", written).source == shown


@pytest.fixture
def connected(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the hosts that FTP is spoken to; none answers."""

    def connect(_: ftplib.FTP, host: str = "", port: int = 0, *_rest: object) -> str:
        asked.append(f"{host}:{port}")
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(ftplib.FTP, "connect", connect)
    return asked


@pytest.mark.parametrize("shape", ["ftp://{}/stories", "ftp://u:p@{}/a.jsonl", "ftp://{}/*/*.txt"])
def test_no_corpus_leads_inside(shape: str, connected: list[str]) -> None:
    for form in FORMS:
        corpus = shape.format(form)
        for read in (lambda c: list(read_corpus(c, skipped=print)), count):
            with pytest.raises(CorpusError, match=r"private network|no host that is known"):
                read(corpus)
        with pytest.raises(CorpusError), corpus_storage.opened(corpus, private=False):
            pass

    assert connected == []


def test_ftp_is_spoken_to_the_address_that_was_looked_at(connected: list[str]) -> None:
    with pytest.raises(CorpusError, match="refused") as caught:
        list(read_corpus("ftp://u:pw@public.example:2121/stories", skipped=print))

    assert connected == ["93.184.216.34:2121"]
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize("protocol", ["webhdfs", "hdfs", "smb", "jupyter", "dask"])
def test_what_its_server_may_send_elsewhere_needs_the_option(
    protocol: str, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fsspec.get_filesystem_class", lambda _: object)

    with pytest.raises(CorpusError, match=f"{protocol}:// goes to machines that its server names"):
        list(read_corpus(f"{protocol}://public.example/a.jsonl", skipped=print))

    assert asked == []


@pytest.mark.parametrize("name", ["data:,It rose 5%.", "ftp::127.0.0.1", "memory::x.txt"])
def test_a_name_without_slashes_is_that_of_a_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="does not exist"):
        list(read_corpus(f"{tmp_path}/{name}", skipped=print))
    with pytest.raises(CorpusError, match="does not exist"):
        list(read_corpus(name, skipped=print))


@pytest.mark.parametrize("shape", ["ftp://u:p@{}/out", "sftp://{}/out", "webhdfs://{}/out"])
def test_no_results_go_inside(
    shape: str, connected: list[str], factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = fsspec.get_filesystem_class
    monkeypatch.setattr(
        fsspec, "get_filesystem_class", lambda name: object if name == "sftp" else kind(name)
    )
    Path("c.jsonl").write_text(json.dumps({"text": "It cost 5 million."}))
    for form in FORMS:
        done = factdesk("run", "c.jsonl", "--out", shape.format(form), "--ledger", "ledger")

        assert done.code == 2
        assert re.search("private network|no host that is known", done.err)
        assert len(done.err.splitlines()) == 1

    assert connected == []


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("http://public.example/out", "it is a web address"),
        ("https://127.0.0.1/out", "it is a web address"),
        ("simplecache::memory://desk/out", "is a chain of addresses"),
        ("nothing://desk/out", "is at no storage that is known"),
    ],
)
def test_results_go_to_no_address_that_cannot_take_them(
    out: str, said: str, factdesk: Command, asked: list[str]
) -> None:
    Path("c.jsonl").write_text(json.dumps({"text": "It cost 5 million."}))

    done = factdesk("run", "c.jsonl", "--out", out, "--ledger", "ledger")

    assert (done.code, asked) == (2, [])
    assert said in done.err
    assert not Path("ledger").exists()


def test_no_output_of_a_run_holds_what_lets_one_in(factdesk: Command) -> None:
    address = "https://desk:hunter2@paper.example/a?id=7&token=hunter3"
    rows = [
        {"id": "a", "text": "It cost 5 million.", "url": address, "desk": [f"see {address}"]},
        {"id": address, "url": address},
    ]
    Path("c.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))

    done = [
        factdesk("run", "c.jsonl", "--out", "out", "--progress", "jsonl"),
        factdesk("run", "ftp://desk:hunter2@127.0.0.1/a?token=hunter3", "--out", "two"),
        factdesk("check", "--pairs", "ftp://desk:hunter2@127.0.0.1/a.jsonl?token=hunter3"),
        factdesk("brief", "http://desk:hunter2@127.0.0.1/a?token=hunter3"),
        factdesk("run", "c.jsonl", "--out", "ftp://desk:hunter2@127.0.0.1:9/out?token=hunter3"),
    ]

    assert [each.code for each in done] == [3, 2, 2, 2, 2]
    printed = [each.out + each.err for each in done]
    files = [path.read_bytes() for path in Path().rglob("*") if path.is_file()]
    assert not [text for text in printed if "hunter" in text]
    assert not [raw for raw in files if b"hunter" in raw and address.encode() not in raw[:200]]
    assert b"https://paper.example/a?id=7&token=[secret]" in Path("out/worklist.csv").read_bytes()


def test_no_name_or_result_of_a_brief_holds_what_lets_one_in(
    factdesk: Command, asked: list[str]
) -> None:
    address = "http://desk:hunter2@{}/?token=hunter3"
    sources = [address.format(host) for host in ("public.example", "inside.example")]

    done = [
        factdesk("brief", *sources, "--out", "out", "--format", form)
        for form in "text json sarif junit github csv markdown".split()
    ]

    assert [each.code for each in done] == [3] * len(done)
    assert asked == ["93.184.216.34"] * len(done)
    assert not [each for each in done if "hunter" in each.out + each.err]
    written = list(Path("out").rglob("*"))
    assert Path("out/public-example/result.json") in written
    assert not [path for path in written if "hunter" in str(path)]
    assert not [path for path in written if path.is_file() and b"hunter" in path.read_bytes()]


def test_no_word_about_results_at_an_address_holds_what_lets_one_in(
    factdesk: Command, stored: MemoryFileSystem
) -> None:
    run = ("run", "storm.txt", "--ledger", "ledger", "--out")
    out = "memory://desk:hunter2@host/out?token=hunter3"

    done = [factdesk(*run, out), factdesk(*run, out, "--format", "parquet")]
    for path in stored.find("/"):
        stored.pipe_file(path, b"ours")
    done += [factdesk(*run, out), factdesk(*run, out, "--progress", "jsonl")]

    assert [each.code for each in done] == [0] * 4
    assert "it is kept as memory://host/out?token=[secret]" in done[2].err
    assert not [each for each in done if "hunter" in each.out + each.err]


@pytest.mark.parametrize("out", ["s3://bucket/out", "http://127.0.0.1:9/o", "ftp://h/o"])
@pytest.mark.parametrize("command", ["brief", "check"])
def test_what_writes_to_this_machine_refuses_an_address(
    factdesk: Command, command: str, out: str
) -> None:
    Path("draft.txt").write_text("The storm hit 12 towns.\n")
    read = ("storm.txt",) if command == "brief" else ("draft.txt", "--source", "storm.txt")

    done = factdesk(command, *read, "--out", out)

    assert done.code == 2
    assert "give a path" in done.err
    assert not [path for path in Path().iterdir() if path.name.endswith(":")]
