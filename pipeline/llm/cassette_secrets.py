"""Secrets in a recording: keys, passwords and addresses that a hand or an old version let in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_SECRETS = {
    "an API key": re.compile(r"\b(?:sk|pk|rk|xox[abp]|gh[pousr]|AKIA|AIza|hf|gsk|r8)[-_]?[A-Za-z0-9_-]{16,}"),
    "an authorization header": re.compile(r"(?i)\b(?:proxy-)?authorization\b\s*:|\bbearer\s+[A-Za-z0-9._~+/-]{8,}"),
    "a key in a header": re.compile(r"(?i)\b(?:x-)?api-?key\b\s*:\s*\S"),
    "a cookie": re.compile(r"(?i)\b(?:set-)?cookie\b\s*:\s*\S"),
    "a password in an address": re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s/:@]+:[^\s/@]+@"),
    "an organisation's id": re.compile(r"(?i)\bopenai-(?:organization|project)\b|\b(?:org|proj)-[A-Za-z0-9]{16,}"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
}  # fmt: skip


class Secret(NamedTuple):
    """Where a file holds what looks like a secret; never the secret itself."""

    line: int
    what: str


def secrets_in(text: str) -> Iterator[Secret]:
    """Yield each line that holds what looks like a secret, in order."""
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in _SECRETS.items():
            if pattern.search(line):
                yield Secret(number, what)
