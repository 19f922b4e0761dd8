"""The file of a cassette: YAML that a person can review, holding nothing that varies or is secret.

What is kept is named, and all else is left out, so a header or field that a server invents
tomorrow is not in the file either.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pipeline.errors import CassetteError
from pipeline.files import replacing

HEADER = "# Recorded answers of a model. Not edited by hand: --record all records them afresh.\n"
VERSION = 1
OK = 200
MOST_BYTES = 50_000_000
"""A recording of a thousand articles has 15 million."""
MOST_LEVELS = 64
"""A recorded request has some 20: its form is a JSON Schema."""
BREAKS_THAT_BLOCKS_LOSE = "\x85\u2028\u2029\ufeff"
_SECRETS = {
    "an API key": re.compile(
        r"\b(?:sk|pk|rk|xox[abp]|gh[pousr]|AKIA|AIza|hf|gsk|r8)[-_]?[A-Za-z0-9_-]{16,}"
    ),
    "an authorization header": re.compile(
        r"(?i)\b(?:proxy-)?authorization\b\s*:|\bbearer\s+[A-Za-z0-9._~+/-]{8,}"
    ),
    "a key in a header": re.compile(r"(?i)\b(?:x-)?api-?key\b\s*:\s*\S"),
    "a cookie": re.compile(r"(?i)\b(?:set-)?cookie\b\s*:\s*\S"),
    "a password in an address": re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s/:@]+:[^\s/@]+@"),
    "an organisation's id": re.compile(
        r"(?i)\bopenai-(?:organization|project)\b|\b(?:org|proj)-[A-Za-z0-9]{16,}"
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
}
"""What a hand, or an old version, may have let in."""


class Secret(NamedTuple):
    """Where a file holds what looks like a secret; never the secret itself."""

    line: int
    what: str


def json_of(body: bytes | str) -> Any:  # noqa: ANN401  # any JSON value
    """Return the value of a JSON body; a body that is no JSON stays as it is."""
    try:
        return json.loads(body)
    except (ValueError, TypeError):
        return body


def kept_response(response: dict[str, Any]) -> dict[str, Any] | None:
    """Return what is kept of a server's response, or None for one that is no completion.

    Faults are not kept: a replay that waits for a 429 of last month helps nobody.
    """
    completion = json_of(response["body"]["string"])
    if response["status"]["code"] != OK or not isinstance(completion, dict):
        return None
    if not completion.get("choices"):
        return None
    return _response_of({"response": _kept_completion(completion)})


class CassetteFile:
    """What vcrpy calls to load and save; both methods are its own interface."""

    @staticmethod
    def load_cassette(path: str, serializer: object) -> tuple[list[Any], list[Any]]:  # noqa: ARG004
        """Return the recorded requests and responses. Raises CassetteError for another file."""
        from vcr.persisters.filesystem import CassetteNotFoundError  # noqa: PLC0415

        file = Path(path)
        if not file.is_file():
            raise CassetteNotFoundError
        with _errors_told(file):
            kept = _interactions(file)
            return list(map(_request_of, kept)), list(map(_response_of, kept))

    @staticmethod
    def save_cassette(
        path: str,
        cassette_dict: dict[str, Any],
        serializer: object,  # noqa: ARG004
    ) -> None:
        """Write the recording, sorted, for concurrent answers come back in any order."""
        recorded = zip(cassette_dict["requests"], cassette_dict["responses"], strict=True)
        interactions = [
            {
                "request": {"uri": asked.uri, "body": json_of(asked.body)},
                "response": json_of(answered["body"]["string"]),
            }
            for asked, answered in recorded
        ]
        interactions.sort(key=lambda kept: json.dumps(kept["request"], sort_keys=True))
        with replacing(Path(path), "w", encoding="utf-8") as stream:
            stream.write(HEADER + _dump({"version": VERSION, "interactions": interactions}))


def require_cassette(path: Path) -> None:
    """Raise CassetteError, saying what to do, where there is no such file."""
    if not path.is_file():
        raise CassetteError(f"there is no cassette {str(path)!r}; record it with --record once")


def recorded_model(path: Path) -> str:
    """Return the model that a cassette was recorded with, so that a replay need not name it.

    Raises CassetteError when the file is missing, is no cassette or holds several models.
    """
    require_cassette(path)
    with _errors_told(path):
        models = {str(kept["request"]["body"]["model"]) for kept in _interactions(path)}
    if len(models) != 1:
        raise CassetteError(f"{str(path)!r} was recorded with {len(models)} models; name one")
    return models.pop()


def was_asked(path: Path, instructions: str) -> bool:
    """Return whether a cassette holds a question with these instructions.

    Raises CassetteError when the file is missing or is no cassette.
    """
    require_cassette(path)
    with _errors_told(path):
        bodies = [kept["request"]["body"] for kept in _interactions(path)]
        return any(instructions in str(m["content"]) for body in bodies for m in body["messages"])


def secrets_in(text: str) -> Iterator[Secret]:
    """Yield each line of a recording that holds what looks like a secret, in order."""
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in _SECRETS.items():
            if pattern.search(line):
                yield Secret(number, what)


@contextmanager
def _errors_told(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, TypeError, LookupError, yaml.YAMLError) as error:
        raise CassetteError(f"{str(file)!r} cannot be read as a cassette: {error}") from error


def _interactions(file: Path) -> list[Any]:
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise ValueError(f"it has {size:,} bytes, over the limit of {MOST_BYTES:,}")
    # The text of a file is read in full before a value is built of it.
    recording = yaml.load(file.read_text(encoding="utf-8"), _BoundedLoader)  # noqa: S506  # a SafeLoader
    return list(recording["interactions"])


class _BoundedLoader(yaml.SafeLoader):
    """Refuses what lets a small file build a large value: references, and nesting without end."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:  # noqa: ANN401  # as inherited
        """Return the node that comes next."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError(
                "it refers to another part of itself, which no recording of ours does"
            )
        self.depth += 1
        if self.depth > MOST_LEVELS:
            raise yaml.YAMLError(f"it nests deeper than {MOST_LEVELS} levels")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _request_of(kept: dict[str, Any]) -> Any:  # noqa: ANN401
    from vcr.request import Request  # noqa: PLC0415

    asked = kept["request"]
    headers = {"content-type": "application/json"}
    return Request("POST", asked["uri"], _text(asked["body"]), headers)


def _response_of(kept: dict[str, Any]) -> dict[str, Any]:
    return {
        "status": {"code": OK, "message": "OK"},
        "headers": {"content-type": ["application/json"]},
        "body": {"string": _text(kept["response"]).encode()},
    }


def _kept_completion(completion: dict[str, Any]) -> dict[str, Any]:
    usage = completion.get("usage") or {}
    counts = ("prompt_tokens", "completion_tokens", "total_tokens")
    return {
        "id": "recorded",
        "object": "chat.completion",
        "created": 0,
        "model": completion.get("model"),
        "choices": [_kept_choice(choice) for choice in completion["choices"]],
        "usage": {name: usage[name] for name in counts if name in usage},
    }


def _kept_choice(choice: dict[str, Any]) -> dict[str, Any]:
    message = choice.get("message") or {}
    kept = {name: message[name] for name in ("role", "content", "refusal") if message.get(name)}
    return {
        "index": choice.get("index", 0),
        "finish_reason": choice.get("finish_reason"),
        "message": kept,
    }


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _dump(value: object) -> str:
    return yaml.dump(value, Dumper=_ReadableDumper, sort_keys=False, allow_unicode=True, width=100)


class _ReadableDumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, so that a prompt reads as it was written."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    if set(text) & set(BREAKS_THAT_BLOCKS_LOSE):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_ReadableDumper.add_representer(str, _represent_text)
