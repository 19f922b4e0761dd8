"""What `--dry-run` prints: what a run would ask, take and cost. Nothing is sent."""

import asyncio
from collections.abc import Iterable, Sequence

from rich.table import Table

from pipeline.cli.standard_output import Screen
from pipeline.llm.conversation import MAX_REASKS
from pipeline.llm.model import key_function, open_cache
from pipeline.llm.prices import Estimate, dollars, estimate, price_of
from pipeline.settings import Settings
from pipeline.stages.draft.questions import questions_on
from schemas import Article


def show_dry_run(articles: Iterable[Article], settings: Settings) -> None:
    """Print requests, tokens and price by prompt, with what is bounded and what is not known."""
    screen = Screen()
    if not settings.uses_model:
        screen.print("No model is set: the extractive drafter sends nothing and costs nothing.")
        return
    cache = open_cache(settings, note=screen.print)
    try:
        questions = (q for article in articles for q in questions_on(article, settings.window))
        key_of = key_function(settings)
        estimates = asyncio.run(estimate(questions, settings, cache, key_of))
    finally:
        cache.close()
    screen.print(_table(estimates))
    screen.print(_price_line(estimates, settings), soft_wrap=True)
    screen.print(
        f"Tokens are bounds, counted from the bytes of each request. An answer that fails its checks is "
        f"asked for again, at most {MAX_REASKS} times, and is not in these figures. Nothing was sent.",
        soft_wrap=True,
    )


def _table(estimates: Sequence[Estimate]) -> Table:
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for name in ("prompt", "requests", "cached", "tokens in ≤", "tokens out ≤"):
        table.add_column(name, justify="left" if name == "prompt" else "right")
    for each in estimates:
        counts = (each.requests, each.kept, each.input_tokens, each.output_cap)
        table.add_row(each.prompt, *(f"{count:,}" for count in counts))
    return table


def _price_line(estimates: Sequence[Estimate], settings: Settings) -> str:
    tokens_in = sum(each.input_tokens for each in estimates)
    tokens_out = sum(each.output_cap for each in estimates)
    sent, most = price_of(settings, tokens_in, 0), price_of(settings, tokens_in, tokens_out)
    if sent is None or most is None:
        return f"The price of {settings.model} is not known: tokens only."
    return f"Price: {dollars(sent)} for what is sent, {dollars(most)} at most with answers of full length."
