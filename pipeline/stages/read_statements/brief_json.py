"""A brief as JSON: our own `result.json`, or any object with a headline, points or claims."""

import json
from collections.abc import Iterator

from pydantic import ValidationError

from pipeline.errors import ArticleError
from pipeline.stages.read_statements.json_strings import json_strings
from pipeline.stages.read_statements.statement import Statement
from schemas import Article


def statements_of_brief(name: str, text: str) -> Iterator[Statement]:
    """Yield the headline, the points and the claims; the same words only once.

    What was withheld is left out: the brief does not state it. Raises ArticleError, naming the
    line, for what is not JSON.
    """
    _parsed(name, text)
    said: set[str] = set()
    for path, words in json_strings(text):
        if _is_stated(path) and words.text.strip() and words.text not in said:
            said.add(words.text)
            yield Statement(words)


def article_of_result(name: str, text: str) -> Article | None:
    """Return the article that a `result.json` holds; None where there is none."""
    value = _parsed(name, text)
    article = value.get("article") if isinstance(value, dict) else None
    if not isinstance(article, dict):
        return None
    try:
        return Article.model_validate_json(json.dumps(article))
    except ValidationError:
        return None


def _parsed(name: str, text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ArticleError(f"{name} is not JSON: {error.msg} ({where})") from error
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"{name} is not JSON that can be read: {error}") from error


def _is_stated(path: tuple[str | int, ...]) -> bool:
    """Return whether a string is a headline, a point or a claim: itself, or its `text`."""
    own = path[1:] if path[:1] == ("brief",) else path
    match own:
        case ("headline",) | ("headline", "text"):
            return True
        case ("points" | "claims", int()) | ("points" | "claims", int(), "text"):
            return True
    return False
