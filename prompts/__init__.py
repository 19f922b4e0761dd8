"""The prompts, one file each: `<name>.v<N>.md`, never edited once released.

`versions.lock` holds the SHA-256 of each; a test compares. A new wording is a new version.
"""

import hashlib
from functools import cache
from importlib import resources


@cache
def read_prompt(name: str) -> str:
    """Return the text of a prompt such as `brief.v1`; raises FileNotFoundError for another name."""
    return resources.files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")


@cache
def prompt_digest(name: str) -> str:
    """Return the SHA-256 of a prompt's text, 64 hexadecimal digits."""
    return hashlib.sha256(read_prompt(name).encode()).hexdigest()


def locked_digests() -> dict[str, str]:
    """Return the digests that were recorded when each prompt was released, by name."""
    lines = resources.files(__name__).joinpath("versions.lock").read_text(encoding="utf-8")
    return {name: sha for sha, name in (line.split() for line in lines.splitlines() if line)}
