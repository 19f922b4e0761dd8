"""The budget of a run: when it is spent, nothing more is asked for."""

from collections.abc import Callable
from decimal import Decimal

from pipeline.errors import BudgetSpent, SettingsError
from pipeline.llm.prices import dollars, price_of
from pipeline.llm.traffic import Traffic
from pipeline.settings import Settings


def keeper_of(settings: Settings, traffic: Traffic) -> Callable[[], None]:
    """Return a function that raises BudgetSpent once the run has cost what it may.

    Raises SettingsError where the price of the model is not known, so that a budget cannot be kept.
    """
    if settings.budget is None or settings.replays:
        return _admit
    if price_of(settings, 1, 1) is None:
        raise SettingsError(
            f"the price of model {settings.model!r} is not known here, so --budget cannot be kept"
        )
    budget = settings.budget

    def admit() -> None:
        spent = price_of(settings, traffic.input_tokens, traffic.output_tokens) or Decimal(0)
        if spent >= budget:
            raise BudgetSpent(
                f"the budget of {dollars(budget)} is spent ({dollars(spent)}); what is answered is in "
                "the cache, so the same command with a larger --budget goes on"
            )

    return admit


def _admit() -> None:
    """Let every request pass."""
