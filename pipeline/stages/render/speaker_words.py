"""Who says a figure, in words: in Markdown and on the page."""

from schemas import Attribution, Voice

OWN_VOICE, NOT_CLEAR = "the article", "not clear"


def speaker_words(attribution: Attribution) -> str:
    """Return the name of who says a figure, or whether it is the article itself or not clear."""
    own = attribution.voice is Voice.ARTICLE
    return attribution.name or (OWN_VOICE if own else NOT_CLEAR)
