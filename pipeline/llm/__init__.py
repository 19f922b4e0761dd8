"""The only code that knows a vendor: questions to a model, cached, retried, recorded.

A question goes down through these, one module each::

    conversation   re-asks when an answer does not fit          instructor
    completions    one request for one body: cache, joining     diskcache
    server         one HTTP attempt a slot, within a deadline   openai
    retrying       which faults pass, and how long to wait      tenacity
    cassette       recorded answers in place of the network     vcrpy

Around them stand::

    model          opens all of it; `kept` answers from what is kept alone, `deferring` puts requests aside
    request, key   the body of a request, and the name that its answer is kept under
    cache, entry   answers between runs; `safe_disk` opens the folder, `cache_folder` looks into it
    shared_cache   the same between machines, with `leases` over a `storage`
    slots, pace    how many requests at once, and how many a minute; `budget` says when it is enough
    batch_server   OpenAI's Batch API, with `batch_lines` and `batch_price`
    derived        what was made of kept answers, for as long as they stand
    late_server    starts the server, or `weights`, a model file run here, at the first request
    failures       what went wrong, in a line that says what to do
    traffic        what was sent; `estimate` and `prices` say what would be, and what it costs
    request_diff   what differs between two requests, for a miss of the cache or of a cassette

Importing this package loads none of them: openai and instructor alone take two seconds.
"""

from pipeline.llm.cassette import recorded_model
from pipeline.llm.cassette_secrets import secrets_in
from pipeline.llm.model import open_model
from pipeline.llm.question import Answer, LanguageModel, Question, Receipt
from pipeline.llm.traffic import Traffic

__all__ = [
    "Answer",
    "LanguageModel",
    "Question",
    "Receipt",
    "Traffic",
    "open_model",
    "recorded_model",
    "secrets_in",
]
