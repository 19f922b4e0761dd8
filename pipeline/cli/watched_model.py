"""A model whose questions and answers move the bar of a command."""

from dataclasses import dataclass

from pipeline.cli.progress import Show
from pipeline.llm import Answer, LanguageModel, Question
from pipeline.llm.request import Form


@dataclass(slots=True)
class WatchedModel:
    """A model whose questions and answers move a bar."""

    model: LanguageModel
    name: str
    show: Show
    asked: int = 0
    answered: int = 0

    async def ask(self, question: Question[Form]) -> Answer[Form]:
        """Return what the model answers; raises what it raises."""
        self.asked += 1
        self._tell()
        answer = await self.model.ask(question)
        self.answered += 1
        self._tell()
        return answer

    def _tell(self) -> None:
        counts = f"{self.answered} of {self.asked} answers"
        self.show(f"asking {self.name}: {counts}", self.answered / self.asked)
