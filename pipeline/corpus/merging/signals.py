"""Signals: small words near a figure that say which of several it is: another, already, demanded, fewer."""

import re
from itertools import pairwise

_SIGNALS = {
    "earlier": "had already previous previously earlier before ago once last former since formerly until then later",
    "other": "another other others also neighbouring neighboring rival separate second next different too elsewhere same beside besides",
    "part": "among those them whom alone half third",
    "wish": "demand demands demanded ask asks asked want wanted urge urged propose proposed offer offered bid request requested",
    "goal": "aim aimed target targets goal must should promise promised pledge pledged vow vowed require required",
    "denial": "deny denies denied refuse refused reject rejected",
    "plan": "will plan plans planned aims wants",
    "doubt": "fear fears feared suspect suspected possible possibly",
    "ahead": "may might could expect expects expected forecast forecasts predict predicted likely estimate estimated estimates projected if",
}  # fmt: skip
_SIGNAL = {word: name for name, words in _SIGNALS.items() for word in words.split()}
_THAN = frozenset(
    "less more fewer higher lower late longer shorter above below ahead behind off older younger".split()
)
"""Right behind a figure they make it a difference."""
_BEHIND = 4
"""Words behind a figure among which it goes on "more workers than"."""
_WORD = re.compile(r"\w+")


def signals_in(left: str, right: str) -> tuple[str, ...]:
    """Return what words on either side of a figure say of it: "earlier", "than" and so on, sorted."""
    before, behind = _WORD.findall(left.lower()), _WORD.findall(right.lower())
    found = {_SIGNAL[word] for word in (*before, *behind) if word in _SIGNAL}
    if _makes_difference(behind):
        found.add("than")
    return tuple(sorted(found))


def _makes_difference(behind: list[str]) -> bool:
    """Return whether words behind a figure go on "less …", "more workers than …"."""
    if not behind:
        return False
    pairs = pairwise(behind[:_BEHIND])
    return behind[0] in _THAN or any(word in _THAN and then == "than" for word, then in pairs)
