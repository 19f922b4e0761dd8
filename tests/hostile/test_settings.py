"""No setting, variable of the environment or option ends in a fault of ours: 0 to 4, and a line."""

import os
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.command import Command, Done

VARIABLES = """
OPENAI_API_KEY OPENAI_BASE_URL OPENAI_ORG_ID OPENAI_PROJECT_ID OPENAI_LOG FACTDESK_MODEL
FACTDESK_CACHE_DIR FACTDESK_CACHE_URL HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY SSL_CERT_FILE
SSL_CERT_DIR GITHUB_STEP_SUMMARY COLUMNS LINES TERM NO_COLOR FORCE_COLOR XDG_CACHE_HOME
XDG_STATE_HOME LANG TZ
""".split()
ODD = (
    "", "x", "0", "-1", "nan", "inf", "1e400", "9" * 400, "\udcff", "é\u202e", "\n", "a\nb", "\x1b[31m",
    "http://[::1/v1", "http://[::1", "http://ex\u00e4mple.invalid/v1", "http://127.0.0.1:99999/v1",
    "http://127.0.0.1:9/v1", "http://u:p@127.0.0.1:9/\udcff", "http://\udcff/", "http://a b/", "http://.../",
    "http://xn--/", "http://\u0660.test/v1", f"http://{'a' * 70}.test/", f"http://127.0.0.1:9/{'a' * 70_000}", "http://:80", "://",
    "socks5://127.0.0.1:9", "socks9://x", "127.0.0.1:9", "ftp://127.0.0.1:9/x", "memory://x", "zip://x",
    "nowhere://x", "file://\udcff", "::", "x::y", "s3://[x", "~no-such-user/x", "/dev/null/x", "no/such.pem",
    "a" * 300, "storm.txt", ".", "gguf:x", "gguf:", "gguf:~no-such-user/x", "gguf:\udcff", "dumb",
)  # fmt: skip
# Nothing is to be written outside the folder of the test.
VALUES = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=20).filter(
        lambda text: not text.strip().startswith(("/", "~", "gguf:~"))
    ),
)
COMMANDS = (
    ("brief", "storm.txt", "--model", "m"),
    ("brief", "storm.txt", "--model", "extractive", "--format", "github"),
    ("brief", "http://127.0.0.1:9/", "--private-network"),
    ("check", "storm.txt", "--source", "storm.txt", "--format", "github"),
    ("run", "storm.txt", "--out", "out", "--model", "m", "--dry-run"),
    ("doctor",),
    ("doctor", "--model", "m"),
    ("cache", "stats"),
)
OPTIONS = {
    "brief": "model window concurrency rpm tpm budget cache desk sensitivity off alert fail-on record",
    "check": "sensitivity input format pairs source workers",
    "run": "columns format ledger engine processes progress model cache desk",
    "checks": "off desk",
    "worklist": "out",
}
fuzzed = settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def desk(factdesk: Command, monkeypatch: pytest.MonkeyPatch, without_pauses: None) -> Command:  # noqa: ARG001
    """Return the command without a network, without pauses, and with settings that work."""
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:  # which worker processes are begun by
            raise ConnectionRefusedError(111, "Connection refused")
        connect(self, address)

    def numbers_alone(host: Any, *rest: Any, **named: Any) -> Any:
        kinds = {**named, "flags": socket.AI_NUMERICHOST}
        return resolve(host, *rest[:4], **kinds)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", numbers_alone)
    monkeypatch.setenv("HOME", str(Path.cwd() / "home"))
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    return factdesk


def ends_well(done: Done) -> None:
    assert done.code in {0, 1, 2, 3, 4}, done.err
    assert "Traceback" not in done.out + done.err


@pytest.mark.parametrize("variable", VARIABLES)
def test_no_odd_value_of_a_variable_is_a_fault_of_ours(
    desk: Command, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    for place, value in enumerate(ODD):
        with monkeypatch.context() as outside:
            outside.setenv(variable, value)
            ends_well(desk(*COMMANDS[place % len(COMMANDS)]))


@fuzzed
@given(
    variables=st.dictionaries(st.sampled_from(VARIABLES), VALUES, min_size=1, max_size=3),
    command=st.sampled_from(COMMANDS),
)
def test_no_environment_is_a_fault_of_ours(
    desk: Command, variables: dict[str, str], command: tuple[str, ...]
) -> None:
    before = dict(os.environ)
    try:
        os.environ.update(variables)
        ends_well(desk(*command))
    finally:
        os.environ.clear()
        os.environ.update(before)


@fuzzed
@given(
    option=st.sampled_from([(name, o) for name, line in OPTIONS.items() for o in line.split()]),
    value=VALUES,
)
def test_no_option_is_a_fault_of_ours(desk: Command, option: tuple[str, str], value: str) -> None:
    name, given_option = option
    source = {"check": ("storm.txt", "--source", "storm.txt"), "checks": ()}.get(
        name, ("storm.txt",)
    )
    fixed = ("--out", "out", "--dry-run") if name == "run" else ()
    sub = ("import",) if name == "worklist" else ()
    ends_well(desk(name, *sub, *source, *fixed, f"--{given_option}={value}"))


@fuzzed
@given(
    toml=st.one_of(
        VALUES,
        st.tuples(
            st.sampled_from(["sensitivity", "off", "alert", "weights", "weights.stakes", "x"]),
            st.sampled_from(["1", "-1", "nan", "1e400", "[]", "['B05']", "{}", "'x'", "2026-01-01", "[[[", "true"]),
        ).map(" = ".join),
    )
)  # fmt: skip
def test_no_desk_file_is_a_fault_of_ours(desk: Command, toml: str) -> None:
    Path("desk.toml").write_text(toml, encoding="utf-8", errors="surrogateescape")

    ends_well(desk("checks", "--desk", "desk.toml"))
    ends_well(desk("brief", "storm.txt", "--model", "extractive", "--desk", "desk.toml"))
