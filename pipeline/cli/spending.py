"""What a run took, told at its end: requests, tokens and price by prompt, re-asks, what the cache saved."""

from collections.abc import Iterable, Iterator

from pipeline.llm import Traffic
from pipeline.llm.completions import Taken
from pipeline.llm.prices import dollars, price_of
from pipeline.settings import Settings


def spending_lines(traffic: Traffic, settings: Settings) -> Iterator[str]:
    """Yield the lines; those below the first only where there is something to tell."""
    total = _sum(traffic.paid.values())
    if settings.replays:
        yield f"{settings.model}: {total.answers:,} answers replayed ({_tokens(total)}), no request made"
        return
    yield (
        f"{settings.model}: {traffic.http_attempts:,} HTTP requests, {total.answers:,} answers paid "
        f"({_tokens(total)}), {traffic.cache_hits:,} from the cache{_price(total, settings)}"
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
    saved = _sum(traffic.kept.values())
    if saved.answers:
        yield f"  the cache saved {_tokens(saved)}{_price(saved, settings)}"


def _sum(some: Iterable[Taken]) -> Taken:
    found = list(some)
    return Taken(
        sum(each.answers for each in found),
        sum(each.input_tokens for each in found),
        sum(each.output_tokens for each in found),
    )


def _tokens(taken: Taken) -> str:
    return f"{taken.input_tokens:,} tokens in, {taken.output_tokens:,} out"


def _price(taken: Taken, settings: Settings) -> str:
    price = price_of(settings, taken.input_tokens, taken.output_tokens)
    return "" if price is None else f": {dollars(price)}"
