"""Many articles in one run: reading a corpus, keeping its ledger, running it, writing results.

One article is `pipeline.run`'s affair. Here is what it takes to do that a million times::

    plan               what a run is to do, and who watches it
    engine             the loop over articles that every run uses, that of `factdesk brief` too
    local_run          a run from its start to its end, on the processes of this machine
    ray_cluster        the same on the actors of a Ray cluster
    batch              answers by the Batch API, before a local run
    reading            any corpus as a stream of records; `corpus_storage` is where it lies
    unpacking          packed files, bounded by what they hold
    work, processes    what asks nobody, and the processes that do it
    ledger, outcome    where each article stands, and what is kept of it
    kept_reports       reports that another run need not make again
    outputs            the files of a run; `merging` makes one worklist, `causes` counts why not
    results_folder     where they go, and what there is as it was written
    pairs              statements with their sources, by the million
"""
