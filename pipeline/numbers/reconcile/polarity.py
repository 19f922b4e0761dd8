"""Polarity: what was passed did not fail, a profit is no loss, and what was not solved was not solved.

An equal number is of the opposite where the word next to it in the statement has its opposite next
to the number in the source; or where one of the two denies the same verb.
"""

import re

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from pipeline.numbers.reconcile.moments import POINTS_IN_TIME
from pipeline.text.words import content_stems, is_function_word
from schemas import Status

_OPPOSITES = tuple(
    tuple(frozenset(content_stems(side)) for side in pair)
    for pair in (
        ("passed passes", "failed fails"),
        ("profit profits", "loss losses lost"),
        ("support supports supported backed approve approves", "oppose opposes opposed disapprove"),
        ("won wins", "lost loses"),
        ("men male males", "women female females"),
        ("boys", "girls"),
        ("acquitted cleared", "convicted jailed sentenced"),
        ("arrived", "left departed"),
        ("surplus", "deficit"),
        ("imports imported", "exports exported"),
        ("opened", "closed shut"),
        ("births born", "deaths died"),
        ("vaccinated", "unvaccinated"),
        ("survived survivors", "killed died"),
        ("insured", "uninsured"),
        ("killed died dead deaths", "injured wounded hurt injuries"),
        ("lead leads led leading", "trail trails trailed trailing"),
        ("bought buy buys", "sold sell sells"),
        ("accepted granted", "rejected refused"),
        ("inflows", "outflows"),
        ("employed", "unemployed"),
        ("urban", "rural"),
        ("highest", "lowest"),
        ("maximum", "minimum"),
        ("oldest", "youngest"),
        ("north northern", "south southern"),
        ("east eastern", "west western"),
    )
)
# Who loses to somebody who wins, or buys from who sells, is the other of the two.
_MUTUAL = frozenset(content_stems("won lost lead trail bought sold"))
_OPENS = re.compile(r"[^\w]*(?:the\s+)?(\w+)", re.IGNORECASE)
_PRONOUNS = frozenset("they it he she we both who".split())
_CLEARLY = 2  # steps by which one word must stand nearer to a number than its opposite
_NEAR = 8  # steps from the number
_DENIED = re.compile(
    r"\b(?:not|n[o']t|never|fail(?:s|ed)? to|refus(?:es|ed) to|without)\s+"
    r"(?:(?:yet|been|be|being|to|even|fully|having)\s+)*(?P<verb>[a-z]{4,})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+")
_NOUN = ("y", "ion", "ment")  # who "escaped injury" was not injured
_SIDES = re.compile(r"[;:]\s|,\s|\s(?:but|while|whereas|and)\s")


def opposed(stated: Mention, source: Mention) -> Comparison | None:
    """Report a number that the source has of the opposite; a headline is let off.

    What does not open before August may open in August, so a point in time has no opposite.
    """
    if stated.quantity.kind in POINTS_IN_TIME or not is_sentence(stated.sentence):
        return None
    said = _turned(stated, source) or _denied(stated, source)
    if said is None:
        return None
    reason = f"in the source “{source.quantity.label()}” is of the opposite: {said}"
    return Comparison(Status.CHANGED, "opposite", reason)


def _turned(stated: Mention, source: Mention) -> str | None:
    """Return the word of the source whose opposite stands next to the stated number."""
    for pair in _OPPOSITES:
        mine = [_nearest(stated, side) for side in pair]
        if min(mine) > _NEAR or max(mine) - min(mine) < _CLEARLY:
            continue
        if _MUTUAL & (pair[0] | pair[1]) and _opens_with_another(stated, source):
            continue
        theirs = [_nearest(source, side) for side in pair]
        at = mine.index(min(mine))
        if theirs[1 - at] <= _NEAR and theirs[at] - theirs[1 - at] >= _CLEARLY:
            return next(iter(sorted(pair[1 - at] & source.steps.keys())))
    return None


def _opens_with_another(stated: Mention, source: Mention) -> bool:
    """Return whether the two sentences begin with somebody else; of a pronoun nobody can say."""
    opened = [_OPENS.match(each.sentence) for each in (stated, source)]
    said, meant = (found[1].lower() if found else "" for found in opened)
    if said == meant or _PRONOUNS & {said, meant}:
        return False
    return not is_function_word(meant) or said not in source.sentence.lower()


def _nearest(mention: Mention, side: frozenset[str]) -> int:
    far = 10 * _NEAR
    return min((mention.steps[stem] for stem in side & mention.steps.keys()), default=far)


def _denied(stated: Mention, source: Mention) -> str | None:
    """Return the verb that one of two clauses denies and the other does not, or None."""
    said, meant = _denials(stated), _denials(source)
    one, other = (said, source) if said else (meant, stated)
    if bool(said) is bool(meant):
        return None
    words = (word for word in _WORD.findall(_clause(other)) if not word.endswith(_NOUN))
    plain = set(content_stems(" ".join(words)))
    verb = next((each for each in sorted(one) if each in plain), None)
    return verb and (f"not {verb}" if meant else verb)


def _denials(mention: Mention) -> set[str]:
    """Return the stems of what the clause of a number denies."""
    found = _DENIED.finditer(_clause(mention))
    return {stem for each in found for stem in content_stems(each["verb"])}


def _clause(mention: Mention) -> str:
    """Return the words around a number up to the next mark or joiner on either side."""
    before = _SIDES.split(mention.before)[-1]
    return f"{before} # {_SIDES.split(mention.after, maxsplit=1)[0]}"
