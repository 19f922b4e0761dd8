"""Evidence: a library of documents and tables, and what it says of a figure.

`parts` are what every reader makes of a file: prose in sentences, tables in rows. `library` keeps
them in one SQLite file and finds them again by number and by words.
"""
