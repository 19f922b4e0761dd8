"""Reading a corpus of any form as a stream of records: folders, globs, JSONL, CSV, Parquet, feeds."""

from pipeline.corpus.reading.record import Json, Kind, Record, digest_of

__all__ = ["Json", "Kind", "Record", "digest_of"]
