"""Corpora of every form for tests, made of our own sentences."""

import csv
import io
import json
from collections.abc import Sequence
from html import escape
from typing import Any

from pipeline.corpus.causes import LeftOut
from pipeline.corpus.reading.readers import read_corpus
from pipeline.corpus.reading.record import Record

Rows = Sequence[dict[str, Any]]

RISE = "The bank of Selm raised its rate to 5% on Monday. It was the 11th rise in 26 months."
STORM = "The storm cut power to 4,200 homes in Orrin on Friday. Crews restored 3,900 by noon."


def whole(corpus: str, **options: Any) -> list[Record]:
    """Return all records of a corpus in which nothing is left out."""
    left_out: list[LeftOut] = []
    found = list(read_corpus(corpus, skipped=left_out.append, **options))
    assert left_out == []
    return found


def jsonl(rows: Rows) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def table(rows: Rows, delimiter: str = ",") -> bytes:
    file = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(file, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def parquet(rows: Rows, group: int = 3) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - half a second, for few tests
    from pyarrow import parquet as pq  # noqa: PLC0415

    names = dict.fromkeys(name for row in rows for name in row)
    rows = [dict.fromkeys(names) | row for row in rows]
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), file, row_group_size=group)
    return file.getvalue()


def rss(rows: Rows) -> bytes:
    items = "".join(
        f"<item><guid>{escape(row['id'])}</guid><title>{escape(row['title'])}</title>"
        f"<link>{escape(row['url'])}</link><pubDate>{row['published_at']}</pubDate>"
        f"<content:encoded>{escape(row['html'])}</content:encoded></item>"
        for row in rows
    )
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return f"{head}<title>Desk</title>{items}</channel></rss>".encode()
