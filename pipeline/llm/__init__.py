"""The only code that knows a vendor: questions to a model, cached, retried, recorded.

A question goes down through these, one module each::

    conversation   its answers, asked for again while they do not fit; `reasking`  instructor
    completions    one completion for one request: kept ones first, who asks for the same waits
    server         one HTTP attempt after another, within a deadline               openai
    faults         which faults pass, how long to wait, what the user is told      tenacity
    pacing         how many requests at once, how many requests and tokens a minute

Around them stand::

    model          opens all of it, the server when it is first needed; or what is kept alone
    weights        a model file run here in place of a server                      llama.cpp
    request        a question of a stage, the body that is sent, the key of its answer
    cache          answers between runs; `cache_folder` is the folder on disk       diskcache
    shared         a storage behind the cache, for several machines                 fsspec
    batch_api      many requests in a file, by OpenAI's Batch API                   openai
    cassette       recorded answers, and why one is missing; `cassette_file`        vcrpy
    prices         what a run would take and cost, and its budget                   genai-prices
    reach          whether server and storage can be used, for `factdesk doctor`

Importing this package loads none of the vendors: openai and instructor alone take two seconds.
"""

from pipeline.llm.cassette_file import recorded_model, secrets_in, was_asked
from pipeline.llm.completions import Traffic
from pipeline.llm.model import open_model
from pipeline.llm.request import Answer, LanguageModel, Question, Receipt

__all__ = [
    "Answer",
    "LanguageModel",
    "Question",
    "Receipt",
    "Traffic",
    "open_model",
    "recorded_model",
    "secrets_in",
    "was_asked",
]
