"""Work on a disk that fills up: `python -m bench.full_disk [ROUNDS] [SEED]` (100).

A brief and a run are written; a person changes every file of them; the articles change; then the
same commands write anew while no file may grow beyond a size drawn at random, as on a full disk.
Counted is what a person entered that stands in no file any more, and what stands only in a copy
that no line on the screen names.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.table import table

_LARGEST_BYTES = 120_000
"""From which every file of these two articles can be written."""
_STORY = (
    "Storm leaves port without power\n\nThe storm cut power to 12,400 homes in Aldern on Monday, "
    "the mayor said. It cost the port $3.2 million, 5 percent of its budget.\n"
)
_FLOOD = "Aldern counted 27 flooded cellars on Monday, and 9 of 12 pumps failed, the mayor said.\n"
_BRIEF = ("brief", "storm.txt", "--out", "desk")
_RUN = ("run", "corpus.jsonl", "--out", "out")


def write_articles(folder: Path, more: str = "") -> None:
    """Write the article and the corpus of a round; `more` is added to each text."""
    (folder / "storm.txt").write_text(_STORY + more, encoding="utf-8")
    rows = [{"id": "storm", "text": _STORY + more}, {"id": "flood", "text": _FLOOD + more}]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def factdesk(folder: Path, *args: str, most_bytes: int | None = None) -> str:
    """Return what a command says on both streams; no file it writes is larger than `most_bytes`."""

    def limit() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    done = subprocess.run(  # noqa: S603  # ourselves
        [sys.executable, "-m", "pipeline", *args, "--model", "extractive"],
        cwd=folder,
        env={"PYTHONPATH": str(Path(__file__).parents[1]), "FACTDESK_CACHE_DIR": str(folder / "c")},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,  # no thread runs here
    )
    return done.stdout + done.stderr


def entered(folder: Path) -> Iterator[tuple[str, str]]:
    """Change every file that a person may open; yield each file's path and what was entered."""
    for path in sorted([*folder.glob("desk/*/*"), *folder.glob("out/*")]):
        mark = f"entered in {path.name} of {path.parent.name}"
        if path.name.startswith((".", "run.db")) or path.suffix in {".xlsx", ".json"}:
            continue
        if path.name == "worklist.csv":
            text = path.read_text(encoding="utf-8-sig")
            path.write_text(text.replace("open,,,", f"open,,{mark},", 1), encoding="utf-8")
        else:
            with path.open("a", encoding="utf-8") as file:
                file.write(f"{mark}\n")
        if mark in path.read_text(encoding="utf-8"):
            yield str(path.relative_to(folder)), mark


def one_round(most_bytes: int) -> tuple[int, int, int]:
    """Return how many entries there were, were lost, and were moved without a word."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(folder)
        for command in (_BRIEF, _RUN):
            factdesk(folder, *command)
        marks = list(entered(folder))
        write_articles(folder, "Nobody else spoke.\n")
        said = "".join(factdesk(folder, *c, most_bytes=most_bytes) for c in (_BRIEF, _RUN))
        lost = silent = 0
        for path, mark in marks:
            parent = (folder / path).parent
            files = [file for file in parent.iterdir() if mark.encode() in file.read_bytes()]
            in_place = any(".previous" not in file.name for file in files)
            lost += not files
            silent += bool(files) and not in_place and all(f.name not in said for f in files)
        return len(marks), lost, silent


def main() -> None:
    """Print what the rounds came to."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)  # noqa: S311  # no secret
    done = [one_round(int(_LARGEST_BYTES * chance.random() ** 2)) for _ in range(rounds)]
    marks, lost, silent = map(sum, zip(*done, strict=True))
    figures = {
        "rounds": rounds,
        "entries of a person": marks,
        "lost": lost,
        "kept elsewhere without a word": silent,
    }
    sys.stdout.write(
        table("Work on a full disk", ["", "count"], [[k, f"{v:,}"] for k, v in figures.items()])
    )


if __name__ == "__main__":
    main()
