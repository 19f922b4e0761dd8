"""A folder with articles, a cache and results, where `factdesk brief` runs and is killed."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

import pipeline
from pipeline.llm.cache import read_entry
from tests.pay_once.corpus import MODEL, write_articles
from tests.pay_once.tally import Run
from tests.scripted_server import ScriptedServer

TREE = Path(str(pipeline.__file__)).parents[1]
A_MOMENT = 0.002
LIMITED = """
import resource, runpy, sys

limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
runpy.run_module("pipeline", run_name="__main__")
"""
"""`python -m pipeline` on a disk that is full for all files but small ones; -1 is no limit."""


class Newsroom:
    """Runs of one command on the same articles; `out` may differ from run to run."""

    def __init__(self, folder: Path, server: ScriptedServer, articles: int) -> None:
        folder.mkdir()
        self.folder, self.server = folder, server
        self.articles = write_articles(folder, articles)
        # Every check, so that results hold the most.
        (folder / "desk.toml").write_text("off = []\n")
        self.cache = folder / "cache"

    def start(self, out: str = "out", largest_file: int = -1) -> subprocess.Popen[str]:
        """Return the command, begun; no file that it writes can grow over that many bytes."""
        options = ("--model", MODEL, "--out", out, "--desk", "desk.toml")
        script = [sys.executable, "-c", LIMITED, str(largest_file)]
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environ = {
            **kept,
            "PYTHONPATH": str(TREE),
            "OPENAI_BASE_URL": self.server.base_url,
            "FACTDESK_CACHE_DIR": str(self.cache),
        }
        return subprocess.Popen(  # noqa: S603  # our own command
            [*script, "brief", *self.articles, *options],
            cwd=self.folder,
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self) -> Run:
        """Run the command to its end."""
        first = len(self.server.exchanges)
        process = self.start()
        said = process.communicate()[1]
        assert process.returncode == 0, said
        return Run(self.server.exchanges[first:], killed=None)

    def run_and_kill(self, after: int, lag: float, *, held: bool = False) -> Run:
        """Kill a run so many seconds after so many requests, unless it ends by itself before.

        `held` holds back all further answers until it is killed: then it cannot.
        """
        first = len(self.server.exchanges)
        with self.server.holding(after) if held else nullcontext():
            process = self.start()
            while process.poll() is None and len(self.server.exchanges) - first < after:
                time.sleep(A_MOMENT)
            time.sleep(lag)
            killed = time.monotonic()
            process.kill()
            said = process.communicate()[1]
        assert process.returncode in {0, -signal.SIGKILL}, said
        self.server.wait_until_all_have_left()
        ended = process.returncode == 0
        return Run(self.server.exchanges[first:], killed=None if ended else killed)

    def results(self, out: str = "out") -> Mapping[str, bytes]:
        """Return the files of the results by their paths, hidden ones too."""
        folder = self.folder / out
        files = (file for file in folder.rglob("*") if file.is_file())
        return {str(file.relative_to(folder)): file.read_bytes() for file in files}

    def damage(self) -> list[str]:
        """Return what is wrong with the cache: unreadable entries, stray files, broken pages."""
        if not (self.cache / "cache.db").exists():
            return []
        found = [
            f"stray {file.name}" for file in self.cache.iterdir() if "cache.db" not in file.name
        ]
        with sqlite3.connect(self.cache / "cache.db") as database:
            # Killed as it is made, a database may hold no table yet: it is empty then, not damaged.
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'Cache'").fetchall():
                return found
            rows = database.execute("SELECT key, value FROM Cache").fetchall()
            found += [line for (line,) in database.execute("PRAGMA quick_check") if line != "ok"]
        database.close()
        for key, value in rows:
            try:
                read_entry(value, key)
            except (ValueError, TypeError, LookupError):
                found.append(f"unreadable {key}")
        return found
