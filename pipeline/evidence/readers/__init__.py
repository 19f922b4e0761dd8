"""Readers of files as evidence: `reading` chooses one by the name of the file.

Rows of cells become tables by their shape (`raw_rows`, `headings`, `body`, `columns`, `tables`);
`cells` puts a cell into words and says what it measures, by its `units`.
"""
