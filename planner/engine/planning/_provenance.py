"""Findings about where a plan's numbers come from: what is missing, allocated, estimated or old."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from planner.engine.planning.cost import tally_of
from planner.engine.planning.missing_rates import rate_missing
from planner.engine.planning.old_prices import DatedPrice, old_prices
from planner.model.catalog import Catalog, unknown_part
from planner.model.codes import BUILD_INFERRED, PRICE_OLD
from planner.model.conditions import AS_NEW, counts
from planner.model.findings import Finding, Severity, gravest_first
from planner.model.money import Money, RateTable
from planner.model.nearest import did_you_mean
from planner.model.offers import Basis
from planner.model.plan import Plan
from planner.model.price_events import PriceEvent, superseded
from planner.model.words import counted, inferred_text, named, noun

# A rate moves by a percent or two in a month, which is good to know; within a year it may by ten.
RATE_TOLD_AFTER = timedelta(days=7)
RATE_OLD_AFTER = timedelta(days=92)
_SUGGESTIONS = 20


def provenance_findings(plan: Plan, catalog: Catalog, rates: RateTable) -> tuple[Finding, ...]:
    """Return what a reader must know before quoting a number of this plan, gravest first."""
    found = [
        *_unknown_parts(plan, catalog),
        *_missing_prices(plan),
        *_missing_rates(plan),
        *_old_prices(plan),
        *_unread_prices(plan, catalog),
        *_stale_rates(plan),
        *_inferred(plan),
        *_not_stated(plan),
        *_readings(plan, rates),
        *_estimated(plan),
        *_allocated(plan),
        *_not_new(plan),
        *_superseded(plan, catalog),
        *_later_prices(plan),
    ]
    return tuple(gravest_first(found))


def _unknown_parts(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    unknown = (line for line in plan.bill.lines if line.part_number not in catalog.by_number)
    for position, line in enumerate(unknown):
        # Whoever has many unknown parts has another catalog, and looking takes its time.
        few = position < _SUGGESTIONS
        hint = did_you_mean(line.part_number, catalog.by_number) if few else ""
        hint += f"Add it to catalogs/parts/{line.category}.csv or choose another part."
        yield unknown_part(line.part_number, hint=hint)


def _missing_prices(plan: Plan) -> Iterator[Finding]:
    for line in plan.bill.lines:
        if line.price is None:
            yield Finding(
                code="price-missing",
                severity=Severity.WARNING,
                subject=line.part_number,
                message=f"{line.description} ({line.quantity} pcs) has no price, "
                "so the build has no total yet.",
                hint="Enter your own price, mark it as owned, or add an offer to the catalog.",
            )


def _missing_rates(plan: Plan) -> Iterator[Finding]:
    held = {line.price.unit.currency for line in plan.bill.lines if line.price is not None}
    held |= {c.amount.currency for c in plan.build.charges if c.amount is not None}
    pairs = [(base, plan.currency) for base in sorted(held)]
    pairs += [(plan.currency, quote) for quote in plan.also]
    for base, quote in dict.fromkeys(pairs):
        if base != quote and plan.rate(base, quote) is None:
            yield rate_missing(base, quote, plan.on, "amounts that need it stay unpriced")


def _unread_prices(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Yield the rows of prices that were not read of parts which the catalog's prices cost."""
    asked = {line.part_number for line in plan.bill.lines if line.price and line.price.vendor}
    for row in catalog.offers_left_out:
        if row.part_number in asked:
            yield Finding(
                code="price-row-unread",
                severity=Severity.WARNING,
                subject=row.part_number,
                message=f"Row {row.row} of {row.file} was not read: a price of "
                f"{row.part_number}. Its cost here comes from the other prices.",
                hint="Correct the row, or look the price up.",
            )


def _stale_rates(plan: Plan) -> Iterator[Finding]:
    for rate in plan.rates:
        age = plan.on - rate.as_of
        if age > RATE_TOLD_AFTER:
            yield Finding(
                code="rate-stale",
                severity=Severity.WARNING if age > RATE_OLD_AFTER else Severity.NOTE,
                subject=f"{rate.base}/{rate.quote}",
                message=f"The {rate.base} to {rate.quote} rate is from {rate.as_of}, {age.days} "
                f"days before the plan's date {plan.on}.",
                hint="It is used unchanged. Enter or fetch a newer rate if this matters.",
            )


def _inferred(plan: Plan) -> Iterator[Finding]:
    if plan.build.inferred:
        yield Finding(
            code=BUILD_INFERRED,
            severity=Severity.WARNING,
            subject=plan.build.name,
            message=inferred_text(plan.build.title, plan.build.inferred),
            hint="Read its total as a range, not as a price.",
        )


def _not_stated(plan: Plan) -> Iterator[Finding]:
    if plan.build.not_stated:
        yield Finding(
            code="parts-not-stated",
            severity=Severity.NOTE,
            subject=plan.build.name,
            message=f"The source does not state: {plan.build.not_stated}.",
            hint="Missing data is not made up.",
        )


def _readings(plan: Plan, rates: RateTable) -> Iterator[Finding]:
    published = plan.build.published_total()
    if len(plan.build.readings) < 2 or published is None:
        return
    texts = []
    for reading in plan.build.readings:
        text = f"read as {reading.currency} it is {Money(published.amount, reading.currency)}"
        for other in plan.build.readings:
            if other.currency == reading.currency:
                continue
            rate = rates.rate(reading.currency, other.currency, plan.on)
            if rate is not None:
                text += f" = {rate.convert(Money(published.amount, reading.currency))}"
        texts.append(text)
    yield Finding(
        code="currency-not-stated",
        severity=Severity.WARNING,
        subject=plan.build.name,
        message=f"The source gives {published.amount} without a currency: {'; '.join(texts)}.",
        hint=f"This plan reads it as {published.currency}.",
    )


def _estimated(plan: Plan) -> Iterator[Finding]:
    names = _with_basis(plan, Basis.ESTIMATED)
    if names:
        yield Finding(
            code="price-estimated",
            severity=Severity.WARNING,
            subject=plan.build.name,
            message=f"{_prices_are(names)} estimated: {named(names)}.",
            hint=(
                "The total is shown with its low and high end. Enter quoted prices to replace "
                "the estimates."
            ),
        )


def _allocated(plan: Plan) -> Iterator[Finding]:
    names = _with_basis(plan, Basis.ALLOCATED)
    sums = [str(published.amount) for published in plan.build.published]
    if names:
        yield Finding(
            code="price-allocated",
            severity=Severity.NOTE,
            subject=plan.build.name,
            message=f"Only {noun(len(sums), 'the total', 'the totals')} of {' and '.join(sums)} "
            f"{noun(len(sums), 'is', 'are')} published. {_prices_are(names)} an estimated split "
            f"of {noun(len(sums), 'it', 'them')}, in proportion to list prices.",
            hint="Rely on the total, not on the line prices.",
        )


def _not_new(plan: Plan) -> Iterator[Finding]:
    """Yield the prices that are of refurbished or of used articles."""
    for line in plan.bill.lines:
        if line.offer is not None and not counts(line.offer.condition, AS_NEW):
            yield Finding(
                code="price-condition",
                severity=Severity.WARNING,
                subject=line.part_number,
                message=f"The price of {line.description} at {line.offer.vendor} is for a "
                f"{line.offer.condition} item.",
                hint="Enter the price of a new one if you mean to buy new.",
            )


def _superseded(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Yield the prices that are older than a change of their maker's list price."""
    changed = {event.part_number for event in catalog.price_events}
    for line in plan.bill.lines:
        if line.offer is None or line.part_number not in changed:
            continue
        event = superseded(line.offer, catalog.price_events, on=plan.on)
        if event is not None:
            yield Finding(
                code="price-superseded",
                severity=Severity.WARNING,
                subject=line.part_number,
                message=f"The price of {line.description} is from {line.offer.quoted_on}, and "
                f"its maker's list price changed on {event.on}{_list_prices(event)}.",
                hint="Find a newer price before you buy.",
            )


def _list_prices(event: PriceEvent) -> str:
    """Return what a list price was and is, as far as the maker said so."""
    before, after = (
        "" if amount is None else f" {word} {Money(amount, event.currency)}"
        for word, amount in (("from", event.price_before), ("to", event.price_after))
    )
    return before + after


def _old_prices(plan: Plan) -> Iterator[Finding]:
    """Yield how many of the prices that the total rests on are over a year old, if any are.

    What is owned has no price that could be old, nor has what lies there from a pack bought before.
    Estimates and shares of a published sum are what a build says of its own day; a plan of a later
    day rests on them as on any price.
    """
    tally = tally_of(plan)
    ageing = [Basis.QUOTED, Basis.PUBLISHED]
    if plan.on > plan.build.on:
        ageing += [Basis.ALLOCATED, Basis.ESTIMATED]
    dated = [
        DatedPrice(line.description, line.price.as_of, amount)
        for line, amount in zip(plan.bill.lines, tally.totals, strict=True)
        if line.price is not None and line.price.basis in ageing and line.packs
    ]
    unpriced = sum(line.price is None for line in plan.bill.lines)
    called = "total" if tally.is_whole else "subtotal"
    old = old_prices(dated, plan.on, tally.subtotal, called=called, unpriced=unpriced)
    if old is not None:
        yield Finding(
            code=PRICE_OLD,
            severity=Severity.WARNING,
            subject=plan.build.name,
            message=old.told,
            hint=old.hint,
            parts=old.names,
        )


def _later_prices(plan: Plan) -> Iterator[Finding]:
    shop = (Basis.QUOTED, Basis.PUBLISHED)
    dated = [
        (line.price.as_of, line.description)
        for line in plan.bill.lines
        if line.price is not None and line.price.basis in shop
    ]
    later = sorted(entry for entry in dated if entry[0] > plan.on)
    if later:
        yield Finding(
            code="price-later",
            severity=Severity.NOTE,
            subject=plan.build.name,
            message=f"{_prices_are(later)} dated later than the plan's date {plan.on}; the "
            f"latest is from {later[-1][0]} ({later[-1][1]}).",
            hint="No earlier price is known.",
        )


def _with_basis(plan: Plan, basis: Basis) -> list[str]:
    return [
        line.description
        for line in plan.bill.lines
        if line.price is not None and line.price.basis is basis
    ]


def _prices_are(prices: Sequence[object]) -> str:
    return counted(len(prices), "price is", "prices are")
