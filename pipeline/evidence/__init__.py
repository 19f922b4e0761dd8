"""Evidence: a library of documents and tables, and what it says of a figure.

`parts` are what every reader makes of a file: prose in sentences, tables in rows. `reading` tells
which reader a file has: `text_parts`, `document_parts`, `delimited`, `records`, or `spreadsheets`
with `sheet_formats`; `prose` puts sentences under their headings. `tables` makes tables of
`raw_rows`: `headings` are told from titles, `body` has the rows with their groups, `columns` says
which are labels. Units come from `cell_numbers`, `units` and `heading_units`; `cells` puts a cell
into words and says what it measures. `library` keeps it all in one SQLite file and finds it again
by number and by words.
"""
