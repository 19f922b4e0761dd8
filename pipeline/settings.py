"""What a run can be told, checked in one place; the command line hands the environment in.

Nothing else of the pipeline reads the environment, so the same settings give the same run.
"""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal, Self, get_args
from urllib.parse import urlsplit

import platformdirs

from pipeline.errors import SettingsError

# Servers of one's own are given "x" for a key; struck out of an answer, it would spoil the words.
_SHORTEST_SECRET = 8

_LONGEST_URL = 2_000
"""Characters, more than servers take; the client refuses 65,536."""

EXTRACTIVE = "extractive"
"""The name of the drafter that needs no model."""

DEFAULT_MODEL = "gpt-5-mini"
SMALL_MODEL_BILLIONS = 14
"""Billions of parameters under which a model counts as small."""
SMALL_WINDOW, WIDE_WINDOW = 5, 60
"""Sentences a request for claims, of a small model and of any other: `default_window` says why."""

RecordMode = Literal["none", "once", "all"]

OPENAI = "https://api.openai.com/v1"
"""Where a model is asked when no other server is named."""

GGUF = "gguf:"
"""Begins a model's name that is the path of its file."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice of a run. Raises SettingsError, naming the setting, when one cannot work."""

    model: str
    weights: Path | None = None
    """The model's file where we run it ourselves; no server is asked then."""
    base_url: str | None = field(default=None, repr=False)  # may carry user:password@
    api_key: str | None = field(default=None, repr=False)
    cache_dir: Path | None = None
    """Where answers are kept between runs; None keeps none."""
    shared_cache: str | None = field(default=None, repr=False)  # may carry a password
    """Address of a storage where several machines keep their answers, behind `cache_dir`."""
    refresh: bool = False
    """Ask for every answer once more and keep it in the place of the one that is kept."""
    window: int = WIDE_WINDOW
    """Sentences a request for claims; a wide one holds any article of under 1,500 words."""
    suggest_sources: bool = False
    """Ask the model, too, what would settle each figure and who publishes it."""
    search_phrases: bool = False
    """Ask the model, too, by which words a library of evidence is searched for each figure."""
    concurrency: int = 16
    """Requests under way at once, at most; fewer while the server says that it has too many."""
    rpm: int | None = None
    """Requests a minute, retries among them; None sets no limit."""
    tpm: int | None = None
    """Tokens a minute, read and written; None sets no limit."""
    deadline: float = 600.0
    """Seconds that one answer may take with all its retries; waiting for a slot is not counted."""
    attempts: int = 5
    """HTTP attempts for one answer; three times as many of a server that says it gets too many."""
    answer_tokens: int = 16_384
    """Cap of one answer, so that a model that repeats itself comes to an end."""
    salt: str = ""
    """Changes the key of every cached answer: a new salt asks the model afresh."""
    budget: Decimal | None = None
    """US dollars after which nothing more is asked for; answers under way are still paid."""
    cassette: Path | None = None
    record: RecordMode = "none"

    def __post_init__(self) -> None:
        _refuse_unusable_model(self.model)
        _refuse_unusable_url(self.base_url)
        if not (self.sent_key.isascii() and self.sent_key.isprintable()):
            raise SettingsError("OPENAI_API_KEY holds signs that cannot be sent: copy it anew")
        _refuse_unusable_storage(self.shared_cache)
        _refuse_too_small(self)
        if self.record not in get_args(RecordMode):
            raise SettingsError(f"record is {self.record!r}; it must be none, once or all")
        if self.needs_key and not self.api_key:
            raise SettingsError(
                f"OPENAI_API_KEY is not set, and model {self.model!r} needs it; set it, or set "
                f"OPENAI_BASE_URL for a server of your own, or choose model {EXTRACTIVE!r}"
            )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], **overrides: object) -> Self:
        """Return the settings of a run: overrides win over the environment, that over defaults.

        An override is named as its field; None means not given, and an empty variable counts as
        unset. Raises SettingsError, naming the setting.
        """
        given = {name: value for name, value in overrides.items() if value is not None}
        named = _from_variables(environ) | given
        named.setdefault("model", DEFAULT_MODEL if "api_key" in named else EXTRACTIVE)
        named |= _from_file(str(named["model"]))
        return cls(**(_defaults_for(named) | named))  # type: ignore[arg-type]  # checked in __post_init__

    @property
    def uses_model(self) -> bool:
        """Whether a language model writes, rather than the extractive drafter."""
        return self.model != EXTRACTIVE

    @property
    def replays(self) -> bool:
        """Whether every answer comes from a recording, so that no server is ever asked."""
        if self.cassette is None or self.record == "all":
            return False
        return self.record == "none" or self.cassette.exists()

    @property
    def server_url(self) -> str:
        """The address under which the server of the model is asked."""
        return self.base_url or OPENAI

    @property
    def sent_key(self) -> str:
        """The key that requests carry: the vendor's client insists on one, read or not."""
        return self.api_key or "unused"

    def without_secrets(self, text: str) -> str:
        """Return a text in which neither the key nor a password of an address stands any more."""
        passwords = (urlsplit(url or "").password for url in (self.base_url, self.shared_cache))
        secrets = [(self.api_key, "[key]"), *((password, "[password]") for password in passwords)]
        for secret, name in secrets:
            if secret and len(secret) >= _SHORTEST_SECRET:
                text = text.replace(secret, name)
        return text

    @property
    def needs_key(self) -> bool:
        """Whether a real key must be there: a server of one's own or a replay needs none."""
        served = self.base_url is not None or self.weights is not None
        return self.uses_model and not served and not self.replays


def default_window(model: str) -> int:
    """Return how many sentences a request for claims holds when nobody said.

    A model of 1.5 billion parameters loses claims in the middle of long lists; five sentences
    at a time it can follow. A name that tells no size is taken for a capable model.
    """
    return SMALL_WINDOW if is_small(model) else WIDE_WINDOW


def is_small(model: str) -> bool:
    """Return whether the model's name tells a size under 14 billion parameters."""
    # "8x7b" counts 56, and of "30b-a3b" the whole counts; the 4 of "q4_k_m" is no size.
    named = re.findall(r"(?:(\d+)x)?(\d+(?:\.\d+)?)([bm])(?![a-z0-9])", model.lower())
    sizes = [
        int(times or 1) * float(size) / (1000 if unit == "m" else 1) for times, size, unit in named
    ]
    return bool(sizes) and max(sizes) < SMALL_MODEL_BILLIONS


def is_reasoning(model: str) -> bool:
    """Return whether it is one of OpenAI's reasoning models, whose thinking costs answer tokens."""
    return re.match(r"(gpt-5|o\d)", model.rsplit("/", 1)[-1].lower()) is not None


def _from_variables(environ: Mapping[str, str]) -> dict[str, object]:
    variables = {
        "model": "FACTDESK_MODEL",
        "base_url": "OPENAI_BASE_URL",
        "api_key": "OPENAI_API_KEY",
        "cache_dir": "FACTDESK_CACHE_DIR",
        "shared_cache": "FACTDESK_CACHE_URL",
    }
    named: dict[str, object] = {
        name: environ[variable].strip()
        for name, variable in variables.items()
        if environ.get(variable, "").strip()
    }
    if "cache_dir" in named:
        named["cache_dir"] = _at_home(str(named["cache_dir"]), "FACTDESK_CACHE_DIR")
    return named


def _at_home(path: str, setting: str) -> Path:
    """Return a path with the folder of a user in place of "~" or "~name"."""
    try:
        whole = Path(path).expanduser()
        whole.exists()  # raises for a name that is too long for any file system
    except OSError as error:
        raise SettingsError(f"{setting} cannot be looked at: {error.strerror}") from error
    except RuntimeError as error:
        raise SettingsError(
            f"{setting} is {path!r}, and there is no such user: check it"
        ) from error
    return whole


def _from_file(model: str) -> dict[str, object]:
    """Return the settings of a model that is named by its file: its name is the file's."""
    if not model.lower().startswith(GGUF):
        return {}
    weights = _at_home(model[len(GGUF) :], "model")
    return {"model": weights.stem, "weights": weights, "base_url": None}


def _defaults_for(named: Mapping[str, object]) -> dict[str, object]:
    model, base_url = str(named["model"]), named.get("base_url")
    defaults: dict[str, object] = {
        "cache_dir": platformdirs.user_cache_path("factdesk"),
        "window": default_window(model),
        "answer_tokens": _default_answer_tokens(model),
    }
    if named.get("weights") or (base_url is not None and _is_loopback(str(base_url))):
        # A server on one's own machine computes one answer at a time, and a long prompt for
        # minutes; more requests would only queue there.
        defaults |= {"concurrency": 2, "deadline": 1800.0}
    return defaults


def _default_answer_tokens(model: str) -> int:
    if is_small(model):
        # Five sentences give some 600; a model that repeats itself stops in two minutes.
        return 2048
    return 32_768 if is_reasoning(model) else 16_384


def _is_loopback(base_url: str) -> bool:
    host = ""
    try:
        host = urlsplit(base_url).hostname or ""
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_unusable_model(model: str) -> None:
    if not model.strip():
        raise SettingsError("model is empty; name a model, or 'extractive'")
    if not model.isprintable():
        raise SettingsError(f"model {model!a} holds signs that cannot be sent; check its name")
    if model.lower().startswith(GGUF):
        raise SettingsError(f"model {model!r} names a file: give it as `weights`")


def _refuse_unusable_url(base_url: str | None) -> None:
    if base_url is None:
        return
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in {"http", "https"} and parts.port != 0
        usable &= base_url.isprintable() and len(base_url) <= _LONGEST_URL
        usable &= bool((parts.hostname or "").encode("idna"))
    except ValueError:
        usable = False
    if not usable:  # the address is not repeated: it may hold a password
        raise SettingsError(
            "OPENAI_BASE_URL is no web address; it looks like http://127.0.0.1:8080/v1"
        )


_READ_ONLY_SCHEMES = ("http", "https", "data", "github", "reference")
"""Of addresses that fsspec opens and to which nothing can be put."""


def _refuse_unusable_storage(url: str | None) -> None:
    if url is None:
        return
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        scheme = None
    # "::" puts a cache of fsspec between us and what others keep.
    if not url.strip() or scheme in {None, *_READ_ONLY_SCHEMES} or "::" in url:
        raise SettingsError(
            "FACTDESK_CACHE_URL (--cache) is no storage to keep answers in; it looks like "
            "s3://bucket/answers, or /mnt/team/answers"
        )


def _refuse_too_small(settings: Settings) -> None:
    for name in ("window", "concurrency", "rpm", "tpm", "attempts", "answer_tokens"):
        number = getattr(settings, name)
        if number is not None and number < 1:
            raise SettingsError(f"{name} is {number!r}; it must be 1 or more")
    if not 0 < settings.deadline < float("inf"):
        raise SettingsError(f"deadline is {settings.deadline!r}; it must be seconds above 0")
