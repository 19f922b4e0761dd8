"""Answers that are kept on this machine, and nothing else: a model that never asks."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from pipeline.llm.completion import Completion
from pipeline.llm.completions import Completions, NotAsked
from pipeline.llm.conversation import Conversation
from pipeline.llm.model import key_function, open_cache
from pipeline.llm.question import Answer, Form, Question, Receipt
from pipeline.llm.request import Body
from pipeline.llm.traffic import Traffic
from pipeline.settings import Settings


class NotKept(NotAsked):
    """An answer would have to be asked for."""


class NoServer:
    """Stands where a server does and is never there."""

    asks = False

    async def post(
        self,
        body: Body,  # noqa: ARG002  # it is never sent
        keep: Callable[[str, Completion], Awaitable[None]],  # noqa: ARG002
    ) -> Completion:
        """Raise NotKept."""
        raise NotKept


@dataclass(frozen=True, slots=True)
class KeptModel:
    """A model whose answers were all given before."""

    settings: Settings
    completions: Completions

    async def ask(self, question: Question[Form]) -> Answer[Form]:
        """Return the answers that are kept, re-asks too; raises NotKept where one is missing."""
        return await Conversation(question, self.completions, self.settings).run()

    def keeps(self, receipt: Receipt) -> bool:
        """Return whether the answer of a receipt is kept, as it was when the receipt was made."""
        completion = self.completions.kept(receipt.key, prompt="")
        return completion is not None and completion.digest == receipt.digest


def open_kept(settings: Settings) -> KeptModel:
    """Return the answers in the settings' cache folder, which stays open as long as the process.

    What several machines share is left alone: who never asks has nothing to claim or to wait for.
    """
    traffic = Traffic()
    cache = open_cache(replace(settings, shared_cache=None), traffic.note)
    return KeptModel(
        settings, Completions(NoServer(), cache, key_function(settings, cache), traffic)
    )
