"""Reading a corpus as a stream of records: folders, patterns, JSONL, CSV, Parquet, feeds.

`corpus_files` finds the files of a corpus; `readers` is the table of their forms and makes records
of their `file_rows` (`csv_table`, `parquet` and `feed` are one form each); `record` makes a record
of a row, and an article of a record.
"""
