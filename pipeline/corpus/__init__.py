"""Many articles in one run: reading a corpus, keeping its ledger, running it, writing what came of it.

One article is `pipeline.run`'s affair. Here is what it takes to do that a million times.
"""
