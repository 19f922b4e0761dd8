"""What every step of a run by batches works with."""

from dataclasses import dataclass

from pipeline.corpus.batch.journal import Journal
from pipeline.corpus.batch.outcome import BatchWatcher
from pipeline.llm.batch_api import BatchServer
from pipeline.llm.cache import AnswerCache
from pipeline.settings import Settings
from schemas import Sensitivity


@dataclass(frozen=True, slots=True)
class Session:
    """The journal, the server and the cache of one run, and who is told how it goes on."""

    journal: Journal
    server: BatchServer
    cache: AnswerCache
    settings: Settings
    watcher: BatchWatcher
    sensitivity: Sensitivity
