"""Buy what can be had of a bill that is not whole: some of it nobody sells, or was not read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.engine.buying.basket import buy, in_order
from planner.engine.buying.findings import rows_unread
from planner.engine.buying.search import Search
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.basket import Need, UnreadRow
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Purchase, Settlement
from planner.model.proof import Status


def buy_what_can_be_had(
    needs: Sequence[Need],
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms = NO_TERMS,
    *,
    unread: tuple[UnreadRow, ...] = (),
    effort: Effort = UNHURRIED,
) -> Purchase:
    """Return the cheapest basket of what can be had; `missing` says what cannot.

    `unread` are rows of the bill that were not read. Efforts are as `buy` takes them.
    """
    whole = buy(needs, market, settlement, terms, effort=effort)
    rest = tuple(_without(whole.needs, whole.missing))
    found = whole
    if whole.missing and rest:
        bought = buy(rest, market, settlement, terms, effort=effort)
        found = replace(
            bought,
            missing=whole.missing,
            unread_offers=whole.unread_offers,
            findings=(*whole.findings, *bought.findings),
        )
    if not unread:
        return found
    return replace(found, unread=unread, findings=(rows_unread(unread), *found.findings))


def is_sold_whole(
    needs: Sequence[Need],
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms = NO_TERMS,
) -> bool:
    """Tell whether somebody sells all of what is needed, whatever it costs; nothing is solved."""
    search = Search.among(in_order(needs), market.sold, settlement, terms, UNHURRIED)
    return not search.shortage().lacking


def nothing_bought(needs: Sequence[Need], unread: tuple[UnreadRow, ...]) -> Purchase:
    """Return that nothing is bought of a bill while some of its rows were not read."""
    findings = (rows_unread(unread),)
    return Purchase(Status.UNKNOWN, in_order(needs), unread=unread, findings=findings)


def _without(needs: Sequence[Need], missing: Sequence[Need]) -> Iterator[Need]:
    """Yield what is left of needs without the pieces that cannot be had."""
    lacking = Counter[tuple[tuple[str, ...], ...]]()
    for need in missing:
        lacking[need.kind] += need.quantity
    for need in needs:
        taken = min(need.quantity, lacking[need.kind])
        lacking[need.kind] -= taken
        if need.quantity > taken:
            yield need.model_copy(update={"quantity": need.quantity - taken})
