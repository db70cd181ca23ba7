"""Prices and terms that were changed in a workbook that came back: what they make of a line."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from planner.jobs._returned_source import Source
from planner.model.bom import BomLine
from planner.model.cells import MOST
from planner.model.findings import PlannerError
from planner.model.money import Money
from planner.model.offers import Basis, Offer, Price, PriceBreak
from planner.model.returned_workbook import ChangedField, WorkbookChange

_BREAKS = (ChangedField.BREAK_START, ChangedField.BREAK_PRICE)
_OF_AN_OFFER = (ChangedField.LEAST, ChangedField.MULTIPLE, *_BREAKS)
_OF_AN_AMOUNT = (ChangedField.UNIT_PRICE, ChangedField.BREAK_PRICE, ChangedField.CURRENCY)
_COUNTS = {ChangedField.MULTIPLE: "order_multiple", ChangedField.PACK_SIZE: "pack_size"}

Fields = Mapping[ChangedField, WorkbookChange]


def is_of_terms(line: BomLine, fields: Fields) -> bool:
    """Tell whether changes are about the terms of the offer that a line is bought at.

    So is a price of a shop that does not sell any number: its terms hold for the new price, too.
    """
    offer = line.offer
    if offer is None:
        return False
    sold_otherwise = offer.sold_packs(1) != 1 or offer.order_multiple != 1
    return sold_otherwise or len(offer.price_breaks) > 1 or bool(fields.keys() & set(_OF_AN_OFFER))


def new_price(line: BomLine | None, fields: Fields, source: Source, *, currency: str) -> Price:
    """Return the price of a line with changes; `currency` is that of the build."""
    held = None if line is None else line.price
    first = next(iter(fields.values()))
    unit = fields.get(ChangedField.UNIT_PRICE)
    if unit is None and held is None:
        raise PlannerError(source.cannot(first, "belongs to no price"))
    code = currency if held is None else held.unit.currency
    said = fields.get(ChangedField.CURRENCY) or unit
    if said is not None and said.currency is not None:
        code = said.currency
    amount = _amount(unit, source) if unit is not None else held.unit.amount if held else None
    assert amount is not None  # noqa: S101 one of the two is there
    price = Money(amount, code)
    low, high = _band(held, fields, price, source)
    basis = Basis.ESTIMATED if low is not None else Basis.QUOTED
    if held is not None and not fields.keys() & set(_OF_AN_AMOUNT) and low is None:
        basis = held.basis
    size = fields.get(ChangedField.PACK_SIZE)
    pack_size = first.pack_size if held is None else held.pack_size
    return Price(
        unit=price,
        basis=basis,
        as_of=_day(fields, source, held),
        source=source.of(first),
        pack_size=pack_size if size is None else source.whole(size),
        low=low,
        high=high,
    )


def _amount(change: WorkbookChange, source: Source) -> Decimal:
    amount = change.unit_price if change.unit_price is not None else change.quantity
    if amount is None or not 0 <= amount <= MOST:
        raise PlannerError(source.cannot(change, "is no price"))
    return amount


def _day(fields: Fields, source: Source, held: Price | None) -> date:
    said = fields.get(ChangedField.PRICE_DAY)
    if said is not None and said.on is not None:
        return said.on
    changed = held is None or bool(fields.keys() & set(_OF_AN_AMOUNT))
    return source.today if changed or held is None else held.as_of


def _band(
    held: Price | None, fields: Fields, price: Money, source: Source
) -> tuple[Money | None, Money | None]:
    """Return the ends of an estimate; a price beyond them that somebody names is none."""
    if held is None or held.low is None or held.high is None:
        return None, None
    ends = []
    for field, end in ((ChangedField.LOWEST, held.low), (ChangedField.HIGHEST, held.high)):
        found = fields.get(field)
        amount = end.amount if found is None else _amount(found, source)
        ends.append(Money(amount, price.currency))
    low, high = ends
    if low.amount <= price.amount <= high.amount:
        return low, high
    moved = fields.get(ChangedField.LOWEST) or fields.get(ChangedField.HIGHEST)
    if moved is None:
        return None, None
    raise PlannerError(source.cannot(moved, f"does not go with the price {price}"))


def new_offer(
    offer: Offer, fields: Fields, breaks: Sequence[WorkbookChange], source: Source
) -> Offer:
    """Return the offer of a line with changed terms."""
    steps = list(offer.price_breaks)
    for each in breaks:
        if each.place is None or each.place >= len(steps):
            raise PlannerError(source.cannot(each, "belongs to no price break"))
        start, price = steps[each.place].min_quantity, steps[each.place].price
        if each.field is ChangedField.BREAK_START:
            start = source.whole(each)
        else:
            price = _amount(each, source)
        steps[each.place] = PriceBreak(min_quantity=start, price=price)
    unit = fields.get(ChangedField.UNIT_PRICE)
    if unit is not None:
        steps[0] = PriceBreak(min_quantity=steps[0].min_quantity, price=_amount(unit, source))
    update: dict[str, object] = {}
    least = fields.get(ChangedField.LEAST)
    if least is not None:
        fewest = source.whole(least)
        update["minimum_quantity"] = fewest
        first = min(steps[0].min_quantity, fewest)
        steps[0] = PriceBreak(min_quantity=first, price=steps[0].price)
    for field, key in (
        (ChangedField.MULTIPLE, "order_multiple"),
        (ChangedField.PACK_SIZE, "pack_size"),
    ):
        if field in fields:
            update[key] = source.whole(fields[field])
    code = fields.get(ChangedField.CURRENCY)
    if code is not None and code.currency is not None:
        update["currency"] = code.currency
    every = (*fields.values(), *breaks)
    day = fields.get(ChangedField.PRICE_DAY)
    if day is not None and day.on is not None:
        update["quoted_on"] = day.on
    elif any(each.field in _OF_AN_AMOUNT for each in every):
        update |= {"quoted_on": source.today, "valid_until": None}
    starts = [each.min_quantity for each in steps]
    if breaks and starts != sorted(set(starts)):
        raise PlannerError(source.cannot(breaks[0], "puts the price breaks out of their order"))
    update |= {"price_breaks": tuple(steps), "source": source.of(every[0])}
    return offer.model_copy(update=update)
