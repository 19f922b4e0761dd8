"""What tokens cost, from a table that is installed with us: no network, no price invented."""

from decimal import Decimal

from pipeline.settings import Settings

_SMALLEST = Decimal("0.0001")
"""US dollars; what costs less is told by its power of ten."""


def price_of(settings: Settings, input_tokens: int, output_tokens: int) -> Decimal | None:
    """Return US dollars for so many tokens of the model; None where its price is not known.

    One's own server or model file has no price here: what it costs is not in a table.
    """
    if settings.weights is not None or settings.replays:
        return None
    import genai_prices  # noqa: PLC0415  # takes a third of a second

    usage = genai_prices.Usage(input_tokens=input_tokens, output_tokens=output_tokens)
    at: dict[str, str] = (
        {"provider_api_url": settings.base_url} if settings.base_url else {"provider_id": "openai"}
    )
    try:
        return genai_prices.calc_price(usage, settings.model, **at).total_price  # type: ignore[call-overload, no-any-return]
    except LookupError:
        return None


def dollars(price: Decimal) -> str:
    """Return a price with as many digits as say something: $0.0041, $1.25."""
    if price >= 1 or not price:
        return f"${price:,.2f}"
    return f"${price:.4f}" if price >= _SMALLEST else f"${price:.1e}"
