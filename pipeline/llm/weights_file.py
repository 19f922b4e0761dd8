"""Whether a model file can be run here, found out before anything is loaded."""

from pathlib import Path

from pipeline.errors import SettingsError

_MAGIC = b"GGUF"


def require_runnable(weights: Path) -> None:
    """Raise SettingsError, saying what to do, where a file is no model or llama.cpp is missing."""
    from importlib.util import find_spec  # noqa: PLC0415

    try:
        with weights.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise SettingsError(f"cannot read model file {str(weights)!r}: {error.strerror}") from error
    if magic != _MAGIC:
        raise SettingsError(f"{str(weights)!r} is no GGUF file: llama.cpp runs models in that form")
    if find_spec("xllamacpp") is None:
        raise SettingsError(
            "a model file needs llama.cpp: install the extra, as in pip install 'factdesk[local]'"
        )
