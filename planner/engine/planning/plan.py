"""Make a plan: give every position of a build its price, and fix the rates that are used."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from planner.engine.planning._brought_parts import differing_parts
from planner.engine.planning._for_all_copies import Pooled
from planner.engine.planning._provenance import provenance_findings
from planner.engine.planning._same_lines import Sameness, joined, least_sure, same_lines
from planner.engine.planning.offers import Asked, as_new_first, considered, priced
from planner.engine.planning.spares import RuledSpares, idle_rules, spares_by_rule
from planner.model.bom import BillOfMaterials, BomLine
from planner.model.build import Build, Position
from planner.model.catalog import Catalog
from planner.model.categories import CATEGORY_ORDER
from planner.model.money import ExchangeRate, Money, RateTable
from planner.model.offers import Basis, Offer, Price
from planner.model.plan import Plan
from planner.model.record import put_together


def currency_pairs(
    build: Build, catalog: Catalog, *, currency: str, also: Sequence[str] = ()
) -> frozenset[tuple[str, str]]:
    """Return every (base, quote) that a plan of this build may need a rate for."""
    held = {published.amount.currency for published in build.published}
    held |= {charge.amount.currency for charge in build.charges if charge.amount is not None}
    for position in build.positions:
        if position.price is not None:
            held.add(position.price.unit.currency)
        elif position.share_of is None and (not position.owned or _buys_more(build)):
            held |= {offer.currency for offer in catalog.offers_for(position.part_number)}
            held |= {each.currency for each in build.offers_for(position.part_number)}
    pairs = {(base, currency) for base in held} | {(currency, quote) for quote in also}
    pairs |= {(a.currency, b.currency) for a in build.readings for b in build.readings}
    return frozenset((base, quote) for base, quote in pairs if base != quote)


def _buys_more(build: Build) -> bool:
    """Tell whether a part that is owned may be bought as well: further copies, or spares."""
    return build.copies > 1 or bool(build.spare_rules)


def make_plan(
    build: Build,
    catalog: Catalog,
    *,
    rates: RateTable,
    currency: str | None = None,
    also: Sequence[str] = (),
    on: date | None = None,
    any_condition: bool = False,
) -> Plan:
    """Return the plan of a build: priced lines, and the rates in use on the day.

    `currency` is what the total is in and `on` the day of prices and rates; both are the build's
    own by default. `also` names further currencies to show the total in. A line is priced as new,
    where a position names no vendor who sells it in another condition and there is such a price;
    with `any_condition` all offers of the catalog are alike. All copies of the build are priced
    together, as they are bought: what is owned serves the first of them, and what is owned for all
    copies as many of them as it can. Spares by rule are bought beside what the positions hold, once
    for all copies.
    """
    currency, on = currency or build.currency, on or build.on
    apart, catalog = catalog, catalog.holding(build.parts, build.offers, build.vendors)
    alike = same_lines(build)
    ruled, pooled = spares_by_rule(build, alike, catalog), Pooled(build)
    terms = _Terms(rates, currency, on, any_condition=any_condition)
    lines = [
        _priced_line(same, positions, ruled.get(same), (build, catalog, pooled), terms)
        for same, positions in alike.items()
    ]
    lines.sort(key=lambda line: (line.retired, CATEGORY_ORDER[line.category]))
    bill = BillOfMaterials(lines=tuple(lines))
    also = tuple(dict.fromkeys(code for code in also if code != currency))
    wanted = dict.fromkeys(line.part_number for line in bill.lines)
    plan = Plan(
        build=build,
        currency=currency,
        also=also,
        on=on,
        bill=bill,
        rates=_rates_in_use(bill, build, rates, currency=currency, also=also, on=on),
        offer_rates=_offer_rates(bill, rates, currency=currency, on=on),
        parts=tuple(catalog.by_number[n] for n in wanted if n in catalog.by_number),
        catalog_fingerprint=catalog.stamp,
    )
    found = (*provenance_findings(plan, catalog, rates), *differing_parts(plan, apart))
    return plan.model_copy(update={"findings": (*found, *idle_rules(build, bill))})


class _Terms(NamedTuple):
    """At which rates, in which currency, on which day and of what condition lines are priced."""

    rates: RateTable
    currency: str
    on: date
    any_condition: bool


def _priced_line(
    same: Sameness,
    positions: Sequence[Position],
    spares: RuledSpares | None,
    of: tuple[Build, Catalog, Pooled],
    terms: _Terms,
) -> BomLine:
    """Return a line as it is bought for all copies, with its spares by rule."""
    (build, catalog, pooled), (rates, currency, on, any_condition) = of, terms
    of_one = sum(position.quantity for position in positions)
    quantity = of_one * build.copies + (spares.pieces if spares else 0)
    # What is there already serves one copy; the others are bought like anything else.
    mine = of_one if same.owned and quantity > of_one else 0
    at_hand = mine or pooled.at_hand(same, quantity)
    if at_hand == quantity:
        same, at_hand = same._replace(owned=True), 0
    more = pooled.more(same, quantity - at_hand)
    bought = same._replace(owned=False) if at_hand else same
    offers = _offers(bought, build, catalog)
    offers = offers if any_condition else as_new_first(offers)
    offers = considered(offers, rates, currency=currency, on=on)
    price = _stated_price(bought, currency=currency, on=on)

    def asked_for(pieces: int) -> Asked:
        if price is None:
            return priced(offers, pieces, rates, currency=currency, on=on)
        return Asked(-(-pieces // price.pack_size), price)

    missing = quantity - at_hand
    asked = asked_for(missing + more)
    if more and price is None and not _costs_no_more(asked, asked_for(missing), terms):
        more, asked = 0, asked_for(missing)
    told = f"{missing + more} bought, because that many cost no more than {missing}"
    line = _line(positions, build, catalog, asked, offers)
    ruled = {} if spares is None else _of(spares, line)
    line |= {
        "quantity": quantity,
        "at_hand": at_hand,
        "owned": same.owned and not at_hand,
        "more": more,
    }
    if more:
        line["why"] = joined([line["why"], told])
    said = line | ruled
    # All of it was checked as the part's, the position's and the offer's: not once more here.
    return put_together(BomLine, said, set(said))


def _costs_no_more(more: Asked, fewer: Asked, terms: _Terms) -> bool:
    """Tell whether more pieces cost no more than fewer: what was so once may not be so any more."""
    costs = []
    for each in (more, fewer):
        if each.price is None:
            return False
        cost = (each.price.unit * each.packs).rounded()
        rate = None
        if cost.currency != terms.currency:
            rate = terms.rates.rate(cost.currency, terms.currency, terms.on)
        costs.append(cost if rate is None else rate.convert(cost))
    return costs[0].amount <= costs[1].amount


def _offers(same: Sameness, build: Build, catalog: Catalog) -> tuple[Offer, ...]:
    """Return the offers that a line may be bought at; none where its price is stated."""
    if same.owned or same.price is not None:
        return ()
    frozen = same.part_number in build.frozen
    offers = (build if frozen else catalog).offers_for(same.part_number)
    return tuple(offer for offer in offers if same.vendor in (None, offer.vendor))


def _stated_price(same: Sameness, *, currency: str, on: date) -> Price | None:
    """Return the price that a position says itself: of what is owned, nothing."""
    if same.owned:
        nothing = Money(Decimal(0), currency)
        return Price(unit=nothing, basis=Basis.OWNED, as_of=on, source="owned already")
    return same.price


def _line(
    positions: Sequence[Position],
    build: Build,
    catalog: Catalog,
    asked: Asked,
    offers: tuple[Offer, ...],
) -> dict[str, Any]:
    """Return what a line says without spares by rule."""
    first, copies = positions[0], build.copies
    in_kits = any(position.within for position in positions)
    part = catalog.by_number.get(first.part_number)
    why = _where(positions, build) if in_kits else joined(position.why for position in positions)
    return {
        "part_number": first.part_number,
        # What a part is does not depend on the slot it was entered in.
        "category": part.category if part else first.slot,
        "description": part.name if part else first.part_number,
        "count_basis": least_sure(position.count_basis for position in positions),
        "why": why,
        "role": joined(position.role for position in positions),
        # Of several copies one is owned: the line is bought, less what is at hand.
        "owned": first.owned and copies == 1,
        "retired": first.retired,
        "spares": sum(position.spares for position in positions) * copies,
        "copies": copies,
        "packs": asked.packs,
        "price": asked.price,
        "offer": asked.offer,
        "offers": offers,
    }


def _of(spares: RuledSpares, line: Mapping[str, Any]) -> dict[str, object]:
    """Return what a line says of the spares that a rule adds to those that it states."""
    # Of what is owned altogether nothing is bought: there is no rule to follow in a sheet.
    rule = None if line["owned"] and not spares.pieces else spares.rule
    pieces = line["spares"] + spares.pieces
    return {"spares": pieces, "spares_by_rule": spares.pieces, "spare_rule": rule}


def _where(positions: Sequence[Position], build: Build) -> str:
    """Return in which kits the pieces of a line lie, and what is said of those outside of all."""
    titles = {kit.name: kit.called for kit in build.kits}
    pieces: dict[str, int] = {}
    for each in positions:
        name = each.within[-1] if each.within else ""
        pieces[name] = pieces.get(name, 0) + each.quantity
    outside = joined(each.why for each in positions if not each.within)
    told = [f"{many} in {titles[name]}" for name, many in pieces.items() if name]
    if "" in pieces:
        told.append(f"{pieces['']} outside of kits" + (f": {outside}" if outside else ""))
    return "; ".join(told)


def _rates_in_use(
    bill: BillOfMaterials,
    build: Build,
    rates: RateTable,
    *,
    currency: str,
    also: Sequence[str],
    on: date,
) -> tuple[ExchangeRate, ...]:
    held = [line.price.unit.currency for line in bill.lines if line.price is not None]
    held += [charge.amount.currency for charge in build.charges if charge.amount is not None]
    pairs = [(base, currency) for base in held] + [(currency, quote) for quote in also]
    found = (rates.rate(*pair, on) for pair in dict.fromkeys(pairs) if pair[0] != pair[1])
    return tuple(rate for rate in found if rate is not None)


def _offer_rates(
    bill: BillOfMaterials, rates: RateTable, *, currency: str, on: date
) -> tuple[ExchangeRate, ...]:
    """Return the rates at which the offers of a bill are compared."""
    held = dict.fromkeys(offer.currency for line in bill.lines for offer in line.offers)
    found = (rates.rate(base, currency, on) for base in held if base != currency)
    return tuple(rate for rate in found if rate is not None)
