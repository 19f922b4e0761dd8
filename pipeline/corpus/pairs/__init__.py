"""Checking pairs by the million: a stream of rows, worker processes, a run that can be resumed.

`pool` has many rows checked at once and in order; `pair_rows` reads them, `checking` does one,
`result_file` is what they go to, and the ledger of a run.
"""
