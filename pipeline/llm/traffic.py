"""What went over the wire in this run, for the screen; what a result took is `Answer.usage`."""

from dataclasses import dataclass, field

from pipeline.llm.completion import Completion
from schemas import PromptUsage


@dataclass(slots=True)
class Taken:
    """Answers and their tokens."""

    answers: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    def add(self, completion: Completion) -> None:
        """Count an answer in."""
        self.answers += 1
        self.input_tokens += completion.input_tokens
        self.output_tokens += completion.output_tokens


@dataclass(slots=True)
class Traffic:
    """Counts of one run so far. A rerun from the cache has hits where the first run paid."""

    http_attempts: int = 0
    joined: int = 0
    """Questions that waited for the same request already under way."""
    paid: dict[str, Taken] = field(default_factory=dict)
    """What the server was asked for, by prompt."""
    kept: dict[str, Taken] = field(default_factory=dict)
    """What the cache had, by prompt."""
    reasked: Taken = field(default_factory=Taken)
    """The part of `paid` that asked again, after an answer that did not do."""
    notes: list[str] = field(default_factory=list)
    """What the user should read once, such as that the cache could not be written."""

    def pay(self, prompt: str, completion: Completion, *, again: bool) -> None:
        """Count an answer that the server gave; `again` tells a re-ask."""
        self.paid.setdefault(prompt, Taken()).add(completion)
        if again:
            self.reasked.add(completion)

    def save(self, prompt: str, completion: Completion) -> None:
        """Count an answer that was found in the cache."""
        self.kept.setdefault(prompt, Taken()).add(completion)

    def save_all(self, usage: PromptUsage) -> None:
        """Count the answers to a prompt that were all found in the cache."""
        taken = self.kept.setdefault(usage.prompt, Taken())
        taken.answers += usage.answers
        taken.input_tokens += usage.input_tokens
        taken.output_tokens += usage.output_tokens

    @property
    def paid_answers(self) -> int:
        """Answers that the server gave."""
        return sum(each.answers for each in self.paid.values())

    @property
    def cache_hits(self) -> int:
        """Answers that the cache had."""
        return sum(each.answers for each in self.kept.values())

    @property
    def input_tokens(self) -> int:
        """Tokens of paid answers that the model read."""
        return sum(each.input_tokens for each in self.paid.values())

    @property
    def output_tokens(self) -> int:
        """Tokens of paid answers that the model wrote."""
        return sum(each.output_tokens for each in self.paid.values())

    def note(self, line: str) -> None:
        """Keep a line for the user, once."""
        if line not in self.notes:
            self.notes.append(line)
