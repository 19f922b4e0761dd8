"""Checking pairs by the million: a stream of rows, worker processes, a run that can be resumed.

`pool` has many rows checked at once and in order; `rows` reads them, `checking` does one,
`sources` are what they are held against, `results` is the file they go to and the ledger of a run.
"""
