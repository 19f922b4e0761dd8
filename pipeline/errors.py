"""What can go wrong, and with which exit code the command then ends.

::

    FactdeskError               1  never raised itself; `except FactdeskError` catches ours and nothing else
    ├── ArticleError            2  the input is not an article we can read
    ├── SettingsError           2  a setting is missing or wrong
    ├── CassetteError           2  recorded answers are missing, stale or unreadable
    └── ModelError              3  no usable answer; names the prompt
        ├── ModelUnavailable       network, rate limit, server error, after the retries
        ├── ModelDenied            the server refuses the key, the model name or the request
        ├── ModelRefused           the model declined or its filter cut the answer
        └── ModelOutputInvalid     the answer does not fit the schema, after the re-asks

A doubtful number is a finding, never an error.
"""

from typing import ClassVar


class FactdeskError(Exception):
    """Base of every error that a user can act on; its text is one plain line."""

    exit_code: ClassVar[int] = 1


class ArticleError(FactdeskError):
    """The input cannot be read as an article; the text names it and says what to do."""

    exit_code = 2


class SettingsError(FactdeskError):
    """A setting is missing or wrong; the text names it."""

    exit_code = 2


class CassetteError(FactdeskError):
    """A recording does not hold what was asked for, or holds what nobody asked for."""

    exit_code = 2


class ModelError(FactdeskError):
    """The model gave nothing usable; the text names the prompt that was asked."""

    exit_code = 3


class ModelUnavailable(ModelError):
    """Network, rate limit or server error that outlasted the retries: try again later."""


class ModelDenied(ModelError):
    """The server turns the request itself down: wrong key, unknown model, bad parameter.

    Trying again changes nothing, so this ends a command like a wrong setting.
    """

    exit_code = 2


class ModelRefused(ModelError):
    """The model declined to answer, or a content filter removed the answer."""


class ModelOutputInvalid(ModelError):
    """No answer fitted the schema, after every re-ask."""
