"""What options can be set to."""

from enum import StrEnum


class BriefFormat(StrEnum):
    """What `brief` prints on standard output."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    JSONL = "jsonl"
    CSV = "csv"
    CLAIMREVIEW = "claimreview"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


class BriefFailOn(StrEnum):
    """What makes `brief` end with exit code 1: an alert of tier S or A, or any alert."""

    NONE = "none"
    ERROR = "error"
    WARNING = "warning"


class ChecksFormat(StrEnum):
    """How `checks` prints."""

    TEXT = "text"
    MARKDOWN = "markdown"


class CheckFormat(StrEnum):
    """How `check` prints its findings."""

    TEXT = "text"
    JSONL = "jsonl"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


class CheckInput(StrEnum):
    """How the statements of `check` are written; auto tells by the name and the text."""

    AUTO = "auto"
    LINES = "lines"
    MARKDOWN = "markdown"
    JSON = "json"
    PAIRS = "pairs"


class SensitivityName(StrEnum):
    """When a number is unsupported; `schemas.Sensitivity`, whose import would slow `--help` down."""

    RELAXED = "relaxed"
    NORMAL = "normal"
    STRICT = "strict"


class CheckFailOn(StrEnum):
    """What makes `check` end with exit code 1."""

    FLAGGED = "flagged"
    NONE = "none"


class Record(StrEnum):
    """What happens with a cassette."""

    NONE = "none"
    ONCE = "once"
    ALL = "all"


class DiffFormat(StrEnum):
    """How `diff` prints what changed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class DiffFailOn(StrEnum):
    """What makes `diff` end with exit code 1: any row that is not what it was, or none."""

    CHANGED = "changed"
    NONE = "none"


class ImportFailOn(StrEnum):
    """What makes `worklist import` end with exit code 1."""

    UNPLACED = "unplaced"
    NONE = "none"


class RunFormat(StrEnum):
    """How `run` writes its results."""

    JSONL = "jsonl"
    PARQUET = "parquet"


class ShownProgress(StrEnum):
    """How `run` tells where it stands; auto is a bar on a terminal, else a line now and then."""

    AUTO = "auto"
    BAR = "bar"
    LINES = "lines"
    JSONL = "jsonl"
    QUIET = "quiet"


class EngineName(StrEnum):
    """What `run` works with: the processes of this machine, or Ray."""

    LOCAL = "local"
    RAY = "ray"
