"""The only code that knows a vendor: questions to a model, cached, retried, recorded.

A question goes down through these, one module each::

    conversation   re-asks when an answer does not fit          instructor
    completions    one request for one body: cache, joining     diskcache
    server         one HTTP attempt a slot, within a deadline   openai
    retrying       which faults pass, and how long to wait      tenacity
    cassette       recorded answers in place of the network     vcrpy

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
