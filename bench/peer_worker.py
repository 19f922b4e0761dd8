"""Runs inside the peers' environment: one peer over the lines of standard input.

`python peer_worker.py PEER` reads a JSON object a line, {"text"} or {"statement", "source"}, and
answers each with one: {"found": [{value, unit, start, end}]} or {"verdicts": [word, ...]}. The
first is there to warm up: it is answered too, but its time does not count. The last line is
{"seconds": the CPU time spent in the peer, "version": its version}. Needs the standard library and
the peer alone; what a peer cannot take counts as nothing found.
"""

import json
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from typing import Any

Asked = dict[str, str]
Answer = dict[str, Any]
Ask = Callable[[Asked], Answer]

_WORD = re.compile(r"[A-Za-z']+|[^\sA-Za-z']")
_TIMES = {"": 1, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound sterling", "%": "percentage"}
_DIGITS = re.compile(
    r"(?P<sign>[$€£])?(?P<digits>\d[\d,]*(?:\.\d+)?)"
    r"(?:[ -](?P<times>thousand|million|billion|trillion)\b)?(?P<share>%)?",
    re.IGNORECASE,
)


def quantulum3() -> Ask:
    """Return quantulum3 as it ships, without its optional classifier; a range is two ends."""
    warnings.simplefilter("ignore")  # it recommends the extra
    parse = import_module("quantulum3.parser").parse

    def ask(asked: Asked) -> Answer:
        return {"found": [_quantulum(each) for each in parse(asked["text"])]}

    return ask


def _quantulum(found: Any) -> Answer:  # noqa: ANN401  the peer has no types
    """Return one quantity; it gives a range as its middle and an uncertainty."""
    value, spread = found.value, found.uncertainty
    ends = [value - spread, value + spread] if spread else value
    return {"value": ends, "unit": found.unit.name, "start": found.span[0], "end": found.span[1]}


class _Word:
    """A word as text2num wants it, and where it stands."""

    def __init__(self, match: re.Match[str]) -> None:
        self.match = match

    def text(self) -> str:
        return self.match[0]

    def nt_separated(self, previous: "_Word") -> bool:  # noqa: ARG002  asked for by the protocol
        return False

    def not_a_number_part(self) -> bool:
        return False


def text2num() -> Ask:
    """Return text2num for number words, with a regex for digits and the magnitude behind them."""
    find_numbers = import_module("text_to_num").find_numbers

    def ask(asked: Asked) -> Answer:
        digits = list(_digits(asked["text"]))
        words = [_Word(each) for each in _WORD.finditer(asked["text"])]
        spelled = [
            {
                "value": found.value,
                "start": words[found.start].match.start(),
                "end": words[found.end - 1].match.end(),
            }
            for found in find_numbers(words, "en", threshold=0)
            if not found.is_ordinal
        ]
        taken = {at for each in digits for at in range(each["start"], each["end"])}
        return {"found": [*digits, *(each for each in spelled if each["start"] not in taken)]}

    return ask


def _digits(text: str) -> Iterator[Answer]:
    for match in _DIGITS.finditer(text):
        value = float(match["digits"].replace(",", "")) * _TIMES[(match["times"] or "").lower()]
        unit = _SIGNS.get(match["sign"] or match["share"])
        yield {"value": value, "unit": unit, "start": match.start(), "end": match.end()}


def sourced_evidence() -> Ask:
    """Return sourced-evidence by its rules alone, without the model that may judge."""
    check = import_module("sourced").check

    def ask(asked: Asked) -> Answer:
        claims = check(asked["statement"], asked["source"])["claims"]
        return {"verdicts": [claim["status"] for claim in claims]}

    return ask


PEERS: dict[str, Callable[[], Ask]] = {
    "quantulum3": quantulum3,
    "text2num": text2num,
    "sourced-evidence": sourced_evidence,
}


def main(peer: str) -> None:
    """Answer each line of standard input with what the peer makes of it."""
    ask = PEERS[peer]()
    seconds = 0.0
    for at, line in enumerate(sys.stdin):
        asked = json.loads(line)
        began = time.process_time()
        try:
            answer = ask(asked)
        except Exception as error:  # noqa: BLE001  a peer may fail in any way
            answer = {"error": repr(error)}
        seconds += time.process_time() - began if at else 0
        sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.write(json.dumps({"seconds": seconds, "version": version(peer)}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
