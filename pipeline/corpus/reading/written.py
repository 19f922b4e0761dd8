"""What factdesk itself has written into a folder: a corpus whose results lie in it must not read them."""

import re
from collections.abc import Collection

_RUN = frozenset(
    {
        "run.db", "run.db-wal", "run.db-shm", "batches", "articles", "results.jsonl",
        "results.parquet", "worklist.jsonl", "worklist.csv", "not-processed.jsonl", "summary.json",
    }
)  # fmt: skip
_ARTICLE = frozenset(
    {
        "brief.md", "report.html", "result.json", "worklist.csv", "worklist.xlsx", "worklist.jsonl",
        "claimreview.json",
    }
)  # fmt: skip
_SIGNS = (
    (frozenset({"run.db"}), _RUN),
    # The ledger is elsewhere where the results are on a storage.
    (frozenset({"summary.json", "not-processed.jsonl"}), _RUN),
    (frozenset({"result.json", "claimreview.json"}), _ARTICLE),
)
"""What shows that a folder was written to, and what then is ours of it."""
_SET_ASIDE = re.compile(r"\.previous(?:-\d+)?(?=\.\w+$)")
"""What the name of a file has more once it was set aside for people's work in it."""


def written_by_us(names: Collection[str]) -> frozenset[str]:
    """Return which of all names of a folder are those of files and folders that factdesk wrote."""
    ours = frozenset().union(*(known for signs, known in _SIGNS if signs <= set(names)))
    return frozenset(each for each in names if _SET_ASIDE.sub("", each) in ours)
