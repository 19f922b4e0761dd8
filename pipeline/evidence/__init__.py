"""Evidence: a library of documents and tables, and what it says of a figure.

`parts` are what `readers` make of a file: prose in sentences, tables in rows. `library` keeps them
in one SQLite file and finds them again by number and by words. `verdict` holds what it finds
against a figure.
"""
