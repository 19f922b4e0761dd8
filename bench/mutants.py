"""Breaks one package on purpose, one place at a time, and counts what no test notices.

`python -m bench.mutants llm|reconcile [NUMBER [SEED]]` in an environment that has mutmut (`make
mutants` makes it): so many mutants drawn at random, or all of them. Prints the figures and what
each survivor changes.
"""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

MUTMUT = str(Path(sys.executable).with_name("mutmut"))
# Whatever is asked for, mutmut makes all mutants first; a small module is the quickest to ask.
SMALL = {"pipeline.llm": "server", "pipeline.reconcile": "moments"}
PACKAGES = {each.rpartition(".")[2]: each for each in SMALL}
SURVIVED, NO_TESTS = {0}, {5, 33}


def verdicts(package: str) -> Mapping[str, int | None]:
    """Return the mutants by name with the exit code of the tests; None where they were not run."""
    found: dict[str, int | None] = {}
    for file in sorted(Path("mutants", *package.split(".")).glob("*.meta")):
        found |= json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def report(drawn: Sequence[str], codes: Mapping[str, int | None], of: int) -> str:
    """Return how many of the mutants drawn were killed, by module."""
    lived = [name for name in drawn if codes[name] in SURVIVED | NO_TESTS | {None}]
    modules, alive = Counter(map(_module, drawn)), Counter(map(_module, lived))
    lines = [
        f"{len(drawn)} mutants of {of}: {len(drawn) - len(lived)} killed, {len(lived)} survived"
    ]
    lines += [f"  {name}: {number - alive[name]} of {number}" for name, number in modules.items()]
    return "\n".join(lines) + "\n"


def _module(mutant: str) -> str:
    return mutant.rsplit(".", 1)[0]


def _mutmut(*arguments: str) -> str:
    run = [MUTMUT, *arguments]
    return subprocess.run(run, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S603


def main(package: str, number: int | None = None, seed: int = 7) -> None:
    """Draw, run and tell."""
    _mutmut("run", "--max-children", "1", f"{package}.{SMALL[package]}*")
    names = sorted(verdicts(package))
    chance = random.Random(seed)  # noqa: S311  # no secret depends on it
    drawn = names if number is None else sorted(chance.sample(names, number))
    _mutmut("run", *drawn)
    codes = verdicts(package)
    for name in drawn:
        if codes[name] in SURVIVED:
            sys.stdout.write(_mutmut("show", name))
    sys.stdout.write(report(drawn, codes, len(names)))


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PACKAGES:
        main(PACKAGES[sys.argv[1]], *(int(each) for each in sys.argv[2:]))
    else:
        sys.exit(f"say which package to break: {' or '.join(PACKAGES)}")
