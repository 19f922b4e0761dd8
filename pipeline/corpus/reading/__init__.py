"""Reading a corpus of any form as a stream of records: folders, patterns, JSONL, CSV, Parquet, feeds.

`parts` finds the files, `reader` turns one into rows and records, `corpus` strings them together,
`shards` cuts them for other processes, `article` makes an article of a record.
"""

from pipeline.corpus.reading.article import article_of
from pipeline.corpus.reading.columns import UNDERSTOOD
from pipeline.corpus.reading.corpus import read_corpus
from pipeline.corpus.reading.left_out import LeftOut, LeftOutFiles
from pipeline.corpus.reading.record import Json, Kind, Record, digest_of
from pipeline.corpus.reading.renaming import AS_CALLED, Renaming
from pipeline.corpus.reading.shards import Shard, count, records, shards

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
