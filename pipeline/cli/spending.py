"""Requests, tokens and dollars: what a run took, and what it would take (`--dry-run`)."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence

from rich.table import Table

from pipeline.cli.standard_output import Screen, print_text
from pipeline.llm import Traffic
from pipeline.llm.completions import Taken
from pipeline.llm.conversation import MAX_REASKS
from pipeline.llm.model import key_function, open_cache
from pipeline.llm.prices import Estimate, dollars, estimate, price_of
from pipeline.settings import Settings
from pipeline.stages.draft.questions import asking_of, questions_on
from schemas import Article


def spending_lines(traffic: Traffic, settings: Settings) -> Iterator[str]:
    """Yield the lines; those below the first only where there is something to tell."""
    total, saved = traffic.all_paid, traffic.all_kept
    if settings.replays:
        replayed = f"{total.answers:,} answers replayed ({_tokens(total)})"
        yield f"{settings.model}: {replayed}, no request made"
        return
    yield (
        f"{settings.model}: {traffic.http_attempts:,} HTTP requests, {total.answers:,} answers "
        f"paid ({_tokens(total)}), {saved.answers:,} from the cache{_price(total, settings)}"
    )
    if len(traffic.paid) > 1:
        for prompt, taken in traffic.paid.items():
            yield f"  {prompt}: {taken.answers:,} ({_tokens(taken)}){_price(taken, settings)}"
    again = traffic.reasked
    if again.answers:
        yield (
            f"  asked again after a failed check: {again.answers:,} of these ({_tokens(again)})"
            f"{_price(again, settings)}"
        )
    if saved.answers:
        yield f"  the cache saved {_tokens(saved)}{_price(saved, settings)}"


def _tokens(taken: Taken) -> str:
    return f"{taken.input_tokens:,} tokens in, {taken.output_tokens:,} out"


def _price(taken: Taken, settings: Settings) -> str:
    price = price_of(settings, taken.input_tokens, taken.output_tokens)
    return "" if price is None else f": {dollars(price)}"


def show_dry_run(articles: Iterable[Article], settings: Settings) -> None:
    """Print requests, tokens and price by prompt, with what is bounded and what is not known."""
    screen = Screen()
    if not settings.uses_model:
        screen.print("No model is set: the extractive drafter sends nothing and costs nothing.")
        return
    cache = open_cache(settings, note=lambda line: print_text(f"{line}\n"))
    asking = asking_of(settings)
    try:
        questions = (q for article in articles for q in questions_on(article, asking))
        key_of = key_function(settings)
        estimates = asyncio.run(estimate(questions, settings, cache, key_of))
    finally:
        cache.close()
    screen.print(_table(estimates))
    screen.print(_price_line(estimates, settings), soft_wrap=True)
    screen.print(
        f"Tokens are bounds, counted from the bytes of each request. An answer that fails its "
        f"checks is asked for again, at most {MAX_REASKS} times, and is not in these figures. "
        "Nothing was sent.",
        soft_wrap=True,
    )


def _table(estimates: Sequence[Estimate]) -> Table:
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for name in ("prompt", "requests", "cached", "tokens in ≤", "tokens out ≤"):
        table.add_column(name, justify="left" if name == "prompt" else "right")
    for prompt in estimates:
        counts = (prompt.requests, prompt.kept, prompt.input_tokens, prompt.output_cap)
        table.add_row(prompt.prompt, *(f"{count:,}" for count in counts))
    return table


def _price_line(estimates: Sequence[Estimate], settings: Settings) -> str:
    tokens_in = sum(prompt.input_tokens for prompt in estimates)
    tokens_out = sum(prompt.output_cap for prompt in estimates)
    sent, most = price_of(settings, tokens_in, 0), price_of(settings, tokens_in, tokens_out)
    if sent is None or most is None:
        return f"The price of {settings.model} is not known: tokens only."
    at_most = f"{dollars(most)} at most with answers of full length"
    return f"Price: {dollars(sent)} for what is sent, {at_most}."
