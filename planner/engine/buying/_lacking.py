"""Why something of a bill cannot be had: nobody sells it, or no rate converts what is asked."""

from collections.abc import Iterable, Iterator
from datetime import date

from planner.engine.buying._shortages import Shortage
from planner.engine.buying.choices import unrated_pairs
from planner.engine.planning.missing_rates import rate_missing
from planner.model.basket import Need
from planner.model.buying import BuyingTerms, Market, Settlement
from planner.model.findings import Finding, Severity


def why_lacking(
    short: Shortage, market: Market, settlement: Settlement, terms: BuyingTerms
) -> tuple[Finding, ...]:
    """Return why what is lacking cannot be had."""
    unrated = {
        need.kind: pairs
        for need in short.missing
        if (pairs := unrated_pairs(need, market.offers, market.vendors, settlement, terms))
    }
    rates = _rates_missing(
        (pair for found in unrated.values() for pair in found),
        settlement.on,
        "what is offered in {} cannot be bought",
        Severity.ERROR,
    )
    return (*rates, *short.findings(market, but=unrated.keys()))


def left_out_for_rates(
    needs: Iterable[Need], market: Market, settlement: Settlement, terms: BuyingTerms
) -> Iterator[Finding]:
    """Yield which rates would let in more offers for what is needed."""
    if all(settlement.reaches(*pair) for pair in market.currency_pairs(settlement.currency)):
        return
    pairs = (
        pair
        for need in needs
        for pair in unrated_pairs(need, market.offers, market.vendors, settlement, terms)
    )
    yield from _rates_missing(pairs, settlement.on, "offers in {} are left out", Severity.WARNING)


def _rates_missing(
    pairs: Iterable[tuple[str, str]], on: date, so: str, severity: Severity
) -> Iterator[Finding]:
    """Yield one finding for each currency that others do not lead to; `so` has a place for them."""
    by_quote: dict[str, list[str]] = {}
    for base, quote in sorted(set(pairs)):
        by_quote.setdefault(quote, []).append(base)
    for quote, bases in by_quote.items():
        them = "it" if len(bases) == 1 else "them"
        yield rate_missing(" or ".join(bases), quote, on, so.format(them), severity=severity)
