"""The terms of the offer a line is bought at, as cells that packs and prices follow from.

A spreadsheet can follow one offer: its packs, least order, multiple and price breaks. It cannot
choose among offers. So where another offer may be cheaper for another number of pieces, the price
says so as soon as that number is entered.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from planner.model.bom import BomLine, CostedBom
from planner.model.expressions import (
    Expression,
    Ref,
    above,
    added,
    at_least,
    less,
    most,
    over,
    rounded_up,
    times,
    when,
)
from planner.model.money import ExchangeRate, Money, minor_unit_places
from planner.model.offers import Offer
from planner.model.table import Cell, Column, Computed, Kind, Row, Table, row_of

BREAKS_TITLE = "Prices by number of packs"
LOOK_UP = "check: another offer may cost less"
# How many pieces more and fewer are tried before a sheet sends people to the offers.
_TRIED = 200


def least_packs(offer: Offer) -> int:
    """Return the fewest packs that an offer is sold in, its multiple not counted."""
    return max(offer.minimum_quantity, offer.price_breaks[0].min_quantity)


def falls_by_steps(offer: Offer) -> bool:
    """Tell whether the price falls step by step: each break holds for the packs from there on."""
    return offer.break_kind == "incremental" and len(offer.price_breaks) > 1


def is_sold_singly(offer: Offer | None) -> bool:
    """Tell whether any number of packs may be bought; a stated price says nothing else."""
    return offer is None or least_packs(offer) == offer.order_multiple == 1


def sold_packs(
    needed: Expression, size: Expression, *, least: Expression, multiple: Expression
) -> Expression:
    """Return how many packs are bought for so many pieces: none for none."""
    packs = most(rounded_up(over(needed, size)), least)
    whole = times(rounded_up(over(packs, multiple)), multiple)
    return when(above(needed, 0), whole, 0)


def price_at(breaks: Sequence[tuple[Expression, Expression]], packs: Expression) -> Expression:
    """Return the price of a pack from breaks (from how many packs on, price), fewest first."""
    price = breaks[0][1]
    for start, each in breaks[1:]:
        price = when(at_least(packs, start), each, price)
    return price


def below_first(
    offer: Offer, breaks: Sequence[tuple[Expression, Expression]], packs: Expression
) -> Expression:
    """Tell whether somebody has moved the first break beyond so many packs."""
    return above(breaks[0][0], most(packs, offer.price_breaks[0].min_quantity))


def cost_by_steps(breaks: Sequence[tuple[Expression, Expression]], packs: Expression) -> Expression:
    """Return what packs cost whose price falls step by step: each break from its own pack on."""
    cost = times(packs, breaks[0][1])
    for (_, dearer), (start, cheaper) in pairwise(breaks):
        beyond = most(0, added(less(packs, start), 1))
        cost = added(cost, times(beyond, less(cheaper, dearer)))
    return cost


def offer_holds(bom: CostedBom, line: BomLine) -> tuple[int, int | None]:
    """Return for how many pieces, at least and at most, the offer of a line stays the cheapest.

    None is any number. A line must have an offer.
    """
    rivals = [offer for offer in line.offers if offer != line.offer]
    held = line.offer
    if held is None or all(_beats(held, rival, bom) for rival in rivals):
        return 1, None
    needed = max(line.asked, 1)
    below = _last(held, rivals, bom, range(needed - 1, max(needed - _TRIED - 1, 0), -1), needed)
    return below, _last(held, rivals, bom, range(needed + 1, needed + _TRIED + 1), needed)


def _last(held: Offer, rivals: Sequence[Offer], bom: CostedBom, pieces: range, needed: int) -> int:
    """Return the last number of pieces for which an offer costs no more than its rivals."""
    last = needed
    close = [rival for rival in rivals if not _stays_below(held, rival, bom, pieces)]
    if not close:
        return pieces[-1] if pieces else needed
    for number in pieces:
        if any(_cost(rival, number, bom) < _cost(held, number, bom) for rival in close):
            break
        last = number
    return last


def _stays_below(held: Offer, rival: Offer, bom: CostedBom, pieces: range) -> bool:
    """Tell by bounds that an offer costs no more than a rival for any of so many pieces.

    Pieces take at most `multiple` packs more than they fill less a piece, and no fewer than they
    fill. So what one offer costs at most is the higher of two straight lines, and what the other
    costs at least is one: where it is the higher one at both ends, it is between them as well.
    """
    if not pieces:
        return True
    ends = min(pieces), max(pieces)
    _, highest = _prices(held, *map(held.packs_for, ends))
    lowest, _ = _prices(rival, *map(rival.packs_for, ends))
    mine, theirs = highest * _factor(held, bom), lowest * _factor(rival, bom)
    slack = _half_a_unit(held) * _factor(held, bom) + _half_a_unit(rival) * _factor(rival, bom)
    fewest, beyond = held.packs_for(1), held.order_multiple * held.pack_size - 1
    # All times both pack sizes, so that nothing is divided.
    size = held.pack_size
    return all(
        (mine * max(fewest * size, number + beyond) + slack * size) * rival.pack_size
        <= theirs * number * size
        for number in ends
    )


def _prices(offer: Offer, fewest: int, most_packs: int) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest price of a pack among those of so many packs."""
    reached = offer.reached_by(most_packs)
    first = 0 if falls_by_steps(offer) else len(offer.reached_by(fewest)) - 1
    prices = [each.price for each in reached[first:]]
    return min(prices), max(prices)


def _half_a_unit(offer: Offer) -> Decimal:
    """Return by how much an amount of an offer may be rounded; 0 if its prices are whole units."""
    unit = Decimal(1).scaleb(-minor_unit_places(offer.currency))
    return unit / 2 if any(each.price % unit for each in offer.price_breaks) else Decimal(0)


def _beats(held: Offer, rival: Offer, bom: CostedBom) -> bool:
    """Tell whether an offer of single pieces costs no more than a rival, whatever the number."""
    plain = is_sold_singly(held) and held.pack_size == len(held.price_breaks) == 1
    lowest = min(each.price for each in rival.price_breaks) / rival.pack_size
    mine = held.price_breaks[0].price * _factor(held, bom)
    return plain and mine <= lowest * _factor(rival, bom)


def _cost(offer: Offer, pieces: int, bom: CostedBom) -> Decimal:
    """Return what pieces cost in the currency of a bill, rounded as a line is."""
    packs = offer.packs_for(pieces)
    amount = (offer.pack_price(packs) * packs).rounded()
    rate = _rate(offer, bom)
    return amount.amount if rate is None else rate.convert(amount).amount


def _factor(offer: Offer, bom: CostedBom) -> Decimal:
    rate = _rate(offer, bom)
    return Decimal(1) if rate is None else rate.rate


def _rate(offer: Offer, bom: CostedBom) -> ExchangeRate | None:
    pair = (offer.currency, bom.currency)
    return next((rate for rate in bom.offer_rates if (rate.base, rate.quote) == pair), None)


# --- the table of price breaks --------------------------------------------------------------------


def breaks_name(bill: str) -> str:
    """Return the name of the table that holds the price breaks of a bill."""
    return f"{bill}_breaks"


def has_breaks(bom: CostedBom, line: BomLine, offer: Offer) -> bool:
    """Tell whether the price of a line hangs on how many pieces there are of it."""
    return len(offer.price_breaks) > 1 or offer_holds(bom, line) != (1, None)


def break_cells(bill: str, key: str, offer: Offer) -> list[tuple[Expression, Expression]]:
    """Return the cells of an offer's price breaks: from how many packs on, and the price."""
    keys = [f"{key}_break_{index + 1}" for index in range(len(offer.price_breaks))]
    name = breaks_name(bill)
    return [(Ref(name, each, "from"), Ref(name, each, "price")) for each in keys]


def price_cell(bom: CostedBom, line: BomLine, bill: str, key: str, packs: Ref) -> Cell:
    """Return the price of a pack as it follows from the packs, or what is to be looked up."""
    offer, price = line.offer, line.price
    if price is None or offer is None or not has_breaks(bom, line, offer):
        return None if price is None else price.unit
    breaks = break_cells(bill, key, offer)
    found = price_at(breaks, packs)
    if falls_by_steps(offer):
        average = over(cost_by_steps(breaks, packs), most(packs, 1))
        found = when(above(packs, 0), average, breaks[0][1])
    found = when(below_first(offer, breaks, packs), LOOK_UP, found)
    for (start, _), (following, _) in pairwise(breaks):
        # Breaks that somebody put out of their order say nothing.
        found = when(at_least(start, following), LOOK_UP, found)
    least, at_most = offer_holds(bom, line)
    pieces = pieces_asked(line, Ref(bill, key, "quantity"))
    if at_most is not None:
        found = when(above(pieces, at_most), LOOK_UP, found)
    if least > 1:
        # For no pieces nothing is bought, at whatever price.
        few = times(most(pieces, 0), most(less(least, pieces), 0))
        found = when(above(few, 0), LOOK_UP, found)
    return Computed(price.unit, found, price.unit.currency)


def pieces_asked(line: BomLine, quantity: Ref) -> Expression:
    """Return how many pieces a shop is asked for, as it follows from the quantity of a line."""
    held = line.at_hand - line.more
    return less(quantity, held) if held > 0 else added(quantity, -held) if held else quantity


def break_columns(currency: str, under: tuple[str, str, str]) -> tuple[Column, ...]:
    """Return the columns of price breaks, under those for a part, its packs and its price."""
    part, packs, price = under
    return (
        Column("part", "Part", under=part),
        Column("from", "From packs", Kind.INTEGER, entered=True, under=packs),
        Column("price", "Price per pack", Kind.MONEY, currency, entered=True, under=price),
        Column("holds", "Applies to"),
        Column("vendor", "Vendor", detail=True),
    )


def break_rows(columns: tuple[Column, ...], what: str, offer: Offer, key: str) -> Iterator[Row]:
    """Yield a row for each price break of the offer that a line of this key is bought at."""
    for number, each in enumerate(offer.price_breaks, start=1):
        cells: dict[str, Cell] = {
            "part": what,
            "from": each.min_quantity,
            "price": Money(each.price, offer.currency),
            "holds": "packs from there on" if falls_by_steps(offer) else "all packs",
            "vendor": offer.vendor,
        }
        yield row_of(columns, f"{key}_break_{number}", cells=cells)


def breaks_table(bom: CostedBom, bill: str, keys: Sequence[str]) -> Table | None:
    """Return what a pack costs by how many are bought; None if no price hangs on that."""
    columns = break_columns(bom.currency, under=("description", "quantity", "unit_price"))
    rows: list[Row] = []
    for costed, key in zip(bom.lines, keys, strict=True):
        line, offer = costed.line, costed.line.offer
        if offer is not None and has_breaks(bom, line, offer):
            rows += break_rows(columns, line.description, offer, key)
    return Table(breaks_name(bill), BREAKS_TITLE, columns, tuple(rows)) if rows else None
