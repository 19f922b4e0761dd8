"""Merging: one worklist over a corpus, near-duplicates together.

`row_store` takes from a report what the list needs, in the worker that made it: of each row its
frame (`row_frames`), and keeps it in the run's ledger. `likeness` puts together the rows that are
one figure. `merged_list` streams the list out, with other values for the same thing, and
`merged_table` is the CSV.
"""
