"""What can go wrong; each ends a command with exit code 2, or 3 where other articles went well.

A doubtful number is a finding, never an error.
"""

import traceback

from pipeline.addresses import without_credentials


class FactdeskError(Exception):
    """Base of every error that a user can act on, never raised itself; its text is one line.

    Addresses in it stand without user names, passwords and secret query values.
    """

    def __init__(self, text: str = "") -> None:
        """Take what the user is told."""
        super().__init__(without_credentials(text))


class ArticleError(FactdeskError):
    """The input cannot be read as an article; the text names it and says what to do."""


class CorpusError(FactdeskError):
    """A corpus does not exist, is empty or in no known form; the text says what to do."""


class WorkError(FactdeskError):
    """A result, or work done on it, cannot be read back; the text names the file and the row."""


class SettingsError(FactdeskError):
    """A setting is missing or wrong; the text names it."""


class OutputError(FactdeskError):
    """Standard output cannot be written, as on a full disk."""


class BudgetSpent(FactdeskError):
    """No further answer is asked for: what the run may cost is used up. Ends with exit code 4."""


class CacheError(FactdeskError):
    """Kept answers cannot be read or removed, or there is none of that name."""


class CassetteError(FactdeskError):
    """A recording does not hold what was asked for, or holds what nobody asked for."""


class UnforeseenError(FactdeskError):
    """A fault of factdesk itself, told of one article of many; the text says where in the code."""


class ModelError(FactdeskError):
    """The model gave nothing usable; the text names the prompt that was asked."""


class ModelUnavailable(ModelError):
    """Network, rate limit or server error that outlasted the retries: try again later."""


class ModelDenied(ModelError):
    """The server turns the request itself down: wrong key, unknown model, bad parameter.

    Trying again changes nothing.
    """


class ModelRefused(ModelError):
    """The model declined to answer, or a content filter removed the answer."""


class ModelOutputInvalid(ModelError):
    """No answer fitted the schema, after every re-ask."""


def unforeseen(source: str, error: Exception) -> UnforeseenError:
    """Return the error of one article of many that met a fault of ours; `error` is its cause."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    fault = UnforeseenError(
        f"{source}: a fault of factdesk itself, please report it: {type(error).__name__} "
        f"in {frame.name}, line {frame.lineno}"
    )
    fault.__cause__ = error
    return fault
