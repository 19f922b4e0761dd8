"""Reading a corpus as a stream of records: folders, patterns, JSONL, CSV, Parquet, feeds.

`corpus_files` finds the files of a corpus; `readers` is the table of their forms and makes records
of their `file_rows` (`csv_table`, `parquet` and `feed` are one form each); `record` makes a record
of a row, and an article of a record; `shards` strings the records together, or cuts them for other
processes.
"""

from pipeline.corpus.causes import LeftOut, LeftOutFiles
from pipeline.corpus.reading.file_rows import AS_CALLED, Renaming
from pipeline.corpus.reading.record import UNDERSTOOD, Json, Kind, Record, article_of, digest_of
from pipeline.corpus.reading.shards import Shard, count, read_corpus, records, shards

__all__ = [
    "AS_CALLED",
    "UNDERSTOOD",
    "Json",
    "Kind",
    "LeftOut",
    "LeftOutFiles",
    "Record",
    "Renaming",
    "Shard",
    "article_of",
    "count",
    "digest_of",
    "read_corpus",
    "records",
    "shards",
]
