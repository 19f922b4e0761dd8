"""Many articles in one run: reading a corpus, keeping its ledger, running it, writing what came of it.

One article is `pipeline.run`'s affair. Here is what it takes to do that a million times::

    running            a run on this machine from its start to its end; `ray_running` on a cluster
    plan               what a run is to do, and who watches it
    reading            any corpus as a stream of records
    jobs               what is left to do: records beside the ledger
    engine, breaker    articles side by side, and when to give up
    work, workers      what asks nobody, and the processes that do it
    ledger, outcome    where each article stands, and what is kept of it
    kept_reports       reports that another run need not make again
    causes             why articles failed or files were left out, counted
    outputs, places    the files, and where they go; `merging` makes one worklist of all
    batch              answers by the Batch API, before the run
    pairs              statements with their sources, by the million
"""
