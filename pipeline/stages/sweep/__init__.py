"""Sweeping: each quantity of the article is stated by a claim or set aside with a reason.

`coverage` makes claims of what no claim states and keeps the ledger; `aside` says what is no item.
"""

from pipeline.stages.sweep.coverage import coverage, keep_ledger, sweep, to_verify

__all__ = ["coverage", "keep_ledger", "sweep", "to_verify"]
