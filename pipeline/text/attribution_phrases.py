"""Phrases: where in the words of a sentence a source begins and ends, and what it looks like."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.text.attribution_cues import (
    CUES,
    DETERMINERS,
    DOCUMENTS,
    FINITE,
    HELPERS,
    OPENERS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATE,
    TIMES,
)
from pipeline.text.source_kinds import is_body, is_role

DASHES = frozenset(("—", "–", "-", "--", "---"))
PAUSES = frozenset(",;:()…[]|'‘’>") | DASHES
MARK = -2
"""Stands for the quotation of a word that is a quotation mark."""
REACH = 30
"""Words between a cue and the far end of its source: in 4,899 attributions that people marked, 99 %
of the sources are shorter."""
_LONGEST_NOUN = 8
"""Words from a determiner to its noun."""
_NEAR_PLURAL = 6
"""Words before a verb that may join to one noun what makes it many: "files from the navy show"."""
_MANY = frozenset(("police", "people", "women", "men", "staff", "media", "many", "some", "few"))
_NO_ADVERBS = frozenset(("family", "ally", "assembly"))


class Word(NamedTuple):
    """A word or mark of a sentence."""

    text: str
    lower: str
    start: int
    end: int
    quote: int
    """The number of the quotation that it stands in, or -1; `MARK` for a quotation mark."""

    @property
    def is_border(self) -> bool:
        """Whether no noun phrase goes on over it."""
        return self.quote != -1 or self.text in PAUSES or self.text in "?!"

    @property
    def is_capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()


def name_end(words: list[Word], start: int) -> int:
    """Return where the run of capitals that begins here ends."""
    at = start
    while at < len(words) and at - start < REACH and words[at].text[0].isalpha():
        if not words[at].is_capital and words[at].lower not in PARTICLES:
            break
        at += 1
        if at < len(words) - 1 and words[at].text == ".":
            at += 1
    return at


def is_singular(words: Sequence[Word], end: int) -> bool:
    """Return whether the noun that ends here is in the singular, so that it would say "reports"."""
    last, before = words[end - 1].lower, words[max(1, end - _NEAR_PLURAL) : end]
    many = last.endswith("s") or last in PRONOUNS | _MANY
    return not (many or any(word.lower in PREPOSITIONS | {"and"} for word in before))


def is_adverb(word: Word) -> bool:
    """Return whether a word may stand between a subject and its verb: "quietly said"."""
    return word.text.islower() and word.lower.endswith("ly") and word.lower not in _NO_ADVERBS


def noun_phrase_start(words: list[Word], end: int) -> int:
    """Return where the name or the noun with a determiner that ends here begins, or `end`."""
    at = end
    while at and (words[at - 1].is_capital or (at < end and _joins_name(words[at - 1]))):
        at -= 1
    if at < end:
        return at
    for at in range(end - 1, max(-1, end - _LONGEST_NOUN), -1):
        if words[at].is_border or words[at].lower in PREPOSITIONS | SUBORDINATE | PRONOUNS:
            break
        if words[at].lower in DETERMINERS:
            return at
    return end


def _joins_name(word: Word) -> bool:
    return word.text == "." or word.lower in PARTICLES  # "Mr. Rossi", "van Dijk"


def opening_mark(words: list[Word], closing: int) -> int:
    """Return the mark that opens the apposition which closes here, or 0."""
    mark = {")": "("}.get(words[closing].text, words[closing].text)
    for at in range(closing - 1, max(0, closing - REACH), -1):
        if words[at].quote != -1:
            return 0
        if words[at].text == mark:  # "Maria Rossi, 52, who is the mayor, said"
            aged = at > 2 and words[at - 1].text.isdigit() and words[at - 2].text == ","
            return at - 2 if aged else at
    return 0


def first_subject(words: list[Word], before: int) -> tuple[int, int] | None:
    """Return the noun phrase that begins the sentence, or stands behind its first comma."""
    start, stop = 0, min(before, REACH)
    while start < stop and (words[start].quote != -1 or words[start].lower in OPENERS):
        start += 1
    if start < stop and words[start].lower in PREPOSITIONS | SUBORDINATE:
        start = next((at + 1 for at in range(start, stop) if words[at].text == ","), stop)
    end = start
    while end < stop and not words[end].is_border:
        word = words[end]
        if word.lower in HELPERS | SUBORDINATE | PREPOSITIONS - {"of"}:
            break
        if end > start and (word.lower in CUES or word.lower.endswith("ed")):
            break
        named = words[start].lower not in DETERMINERS and words[end - 1].is_capital
        joins = word.is_capital or word.text == "." or "-" in word.text  # "front-runner Rossi"
        if end > start and named and not joins:
            break
        end += 1
    return (start, end) if start < end else None


def source_start(words: list[Word], end: int) -> int:
    """Return where the noun phrase that ends here begins, or `end` where none does."""
    if end and words[end - 1].lower in PRONOUNS:
        return end - 1  # "There they said"
    return _behind_preposition(words, phrase_start(words, end), end)


def phrase_start(words: list[Word], end: int) -> int:
    """Return where the words that belong together up to here begin, a preposition included."""
    at = end
    while at and end - at < REACH:
        word = words[at - 1]
        if word.text == ")" and words[0].text == "(" and at - 1 == _closing(words):
            break  # "(May 5) Police say": a dateline
        if word.text == ")":
            at = next((n for n in range(at - 2, max(-1, at - 9), -1) if words[n].text == "("), -1)
            if at < 0:
                return end
            continue
        joins = word.lower == "and" and 1 < at < end
        if word.is_border or word.lower in SUBORDINATE:
            break
        if joins and (words[at].lower in PRONOUNS or not _ends_noun(words, at - 1)):
            break
        at -= 1
    while at < end - 1 and words[at].lower in OPENERS:
        at += 1
    return at


def _closing(words: list[Word]) -> int:
    """Return the place of the first mark that closes a bracket."""
    return next((at for at, word in enumerate(words) if word.text == ")"), -1)


def _behind_preposition(words: list[Word], start: int, end: int) -> int:
    """Return where the last noun phrase begins, of "On Monday Rossi", "In a note the mayor"."""
    if start >= end or words[start].lower not in PREPOSITIONS:
        return start
    run = end - 1
    while run > start + 1 and (words[run - 1].is_capital or words[run - 1].text == "."):
        if words[run - 1].lower in TIMES:
            break
        run -= 1
    if words[run].is_capital:
        # "Rossi, at a meeting in Selm, said": it is not Selm that said so.
        return end if words[run - 1].lower in PREPOSITIONS else run
    determiners = [at for at in range(start + 1, end) if words[at].lower in DETERMINERS]
    return determiners[-1] if determiners else end


def _ends_noun(words: list[Word], end: int) -> bool:
    """Return whether a noun phrase ends here, and not a clause: "The mayor spoke and Rossi"."""
    last = words[end - 1]
    plural = last.lower.endswith("s")
    noun = last.is_capital or plural or is_role(last.text) or is_body(last.text)
    return noun and not _has_verb(words, end)


def _has_verb(words: list[Word], end: int) -> bool:
    """Return whether the words back to the last pause hold a verb."""
    for word in reversed(words[max(0, end - REACH) : end]):
        if word.is_border:
            return False
        cue = word.lower in CUES and word.lower not in DOCUMENTS  # "a report by Lima and Selm"
        if cue or word.lower in HELPERS or word.lower.endswith("ed"):
            return True
    return False


def is_past(word: Word) -> bool:
    """Return whether a word looks like a past form: of a verb of the table, or in -ed."""
    return CUES.get(word.lower, ("", ""))[1] == "past" or (
        word.text.islower() and word.lower.endswith("ed") and "-" not in word.text
    )


def _is_finite(words: list[Word], at: int) -> bool:
    """Return whether a word of a source has a subject: not in "a poll released on Friday"."""
    follows = words[at + 1].lower if at + 1 < len(words) else ""
    participle = follows in PREPOSITIONS | TIMES
    # "the Herald reports guards said"
    reports = CUES.get(words[at].lower, ("", ""))[1] == "present" and words[at - 1].is_capital
    past = is_past(words[at]) and not participle
    helps = words[at].lower in FINITE or words[at].lower.endswith(("n't", "n’t"))
    return helps or (at > 0 and (past or (reports and not participle)))


def kind_of(words: list[Word], start: int, end: int) -> str:
    """Return what a source looks like."""
    first, *rest = words[start:end]
    if any(_is_finite(words, at) for at in range(start, end)):
        return "clause"
    if words[end - 1].lower.endswith(("'s", "’s", "s'", "s’")):
        return "possessive"
    if not rest and first.lower in PRONOUNS:
        return first.lower
    about = first.lower in {"some", "about", "nearly", "almost", "only"} and rest
    if first.text[0].isdigit() or (about and rest[0].text[0].isdigit()):
        return "number"
    if any(word.lower in DOCUMENTS for word in (first, *rest)):
        return "document"
    if first.lower in DETERMINERS:
        return "described named" if any(word.is_capital for word in rest) else "described"
    if first.is_capital or words[end - 1].is_capital:
        return "name" if start or rest else "first word"
    return "plural" if words[end - 1].lower.endswith("s") else "other"
