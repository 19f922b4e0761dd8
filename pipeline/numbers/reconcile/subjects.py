"""Subjects: whose number it is. Sixteen goals of Okonjo are not sixteen goals of Rahbek.

Only where both sentences open, or a clause of theirs opens, with a name right before its verb: a
person, a firm or a town that does or has what is counted.
"""

import re

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from schemas import Status

_NAME = r"(?:[A-Z][\w.'’-]*\s+(?:(?:of|de|van|von|al|bin)\s+(?=[A-Z]))?)+"
_SUBJECT = re.compile(
    rf"(?:^|[.;:]\s+|,\s+(?:and|but|while|whereas)\s+|\s(?:and|but|while|whereas)\s+)"
    rf"[\"“‘]?(?P<name>{_NAME})(?P<verb>(?:\w+ly\s+)?(?:has|have|had|is|are|was|were|will|would|"
    r"[a-z]+ed|[a-z]{2,}[a-z]s|won|lost|made|sold|built|sent|spent|paid|fell|rose|grew|got|took|gave|"
    r"led|beat|cut|hit|ran)\b)"
)
# A speaker is not whose number it is.
_SAYING = re.compile(
    r"(?:\w+ly\s+)?(?:said|says|told|added|adds|warned|warns|announced|estimated|estimates|reported|"
    r"reports|claimed|claims|argued|found|finds|expects?|expected|predicted|predicts|forecasts?|put|puts)"
)
_WON = re.compile(r"\b(?:won|wins?|beat|beats|defeated|lead|leads|led)\b")
_LOST = re.compile(r"\b(?:lost|loses?|trail|trails|trailed)\b")
_TITLES = frozenset(
    "mr mrs ms dr sir the a an this that these it he she they we there some about more its their his "
    "her".split()
)


def other_subject(stated: Mention, source: Mention) -> Comparison | None:
    """Report a number of somebody else: both sentences name whose it is, and the names differ."""
    if not is_sentence(stated.sentence):
        return None
    said = _subject(stated)
    meant = _subject(source) if said else said
    if not said or not meant or said & meant:
        return None
    if _are_two_sides(stated, source):
        return None
    if said & _words(_clause(source)) or meant & _words(stated.around):
        return None
    reason = f"in the source it is of {' '.join(sorted(meant)).title()}"
    return Comparison(Status.ELSEWHERE, "subject", reason)


def _clause(mention: Mention) -> str:
    """Return the words around a number; where a semicolon parts two sentences, those of its own."""
    before = mention.before.rpartition(";")[2]
    own = before if _SUBJECT.search(f"; {before.lstrip()}") else mention.before
    return f"{own} # {mention.after}"


def _are_two_sides(stated: Mention, source: Mention) -> bool:
    """Return whether one won what the other lost: by so many runs, or votes."""
    sides = [
        bool(_WON.search(each.before)) - bool(_LOST.search(each.before))
        for each in (stated, source)
    ]
    return sides[0] * sides[1] < 0


def _subject(mention: Mention) -> frozenset[str]:
    """Return the words of the name that the number's clause opens with, in small letters."""
    found = list(_SUBJECT.finditer(mention.before))
    if not found or _SAYING.fullmatch(found[-1]["verb"]):
        return frozenset()
    name = found[-1]["name"].split()
    plural = name[0].endswith("s") and not name[0].endswith(("us", "ss", "is"))
    if len(name) == 1 and plural:  # "Builders completed" names nobody
        return frozenset()
    return frozenset(_words(found[-1]["name"]) - _TITLES)


def _words(text: str) -> set[str]:
    return {
        word.lower().removesuffix("'s").removesuffix("’s") for word in re.findall(r"[\w'’]+", text)
    }
