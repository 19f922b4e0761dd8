"""Answers by OpenAI's Batch API: half the price, within a day.

They are put where an ordinary run looks for them, in waves. Each wave reads the corpus, writes
every request whose answer is not kept into request files, submits them as batches, waits, and keeps
what comes back. An answer that fails its checks leads to another request, which goes out with the
next wave. When nothing is missing any more, an ordinary run finds all its answers. One module
each::

    waves          all of it in order; the requests of a wave, by asking a model that sends nothing
    request_files  them on disk, cut to what a batch may hold
    batches        files become batches, each exactly once; what came of them is kept
    journal        where everything stands, in one SQLite file, so that a killed run goes on
"""
