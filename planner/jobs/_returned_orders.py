"""Changes of a build that a workbook of its purchase orders says: copies, pieces, prices."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol

from planner.io.returned.orders import OrderBreak, OrderPacks, OrdersRead
from planner.model.bom import BomLine
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.offers import Offer
from planner.model.returned_workbook import ChangedField, ChangeKind, WorkbookChange

# As long as a sheet may be called.
LONGEST_SHEET = 31


def changes_of_orders(
    read: OrdersRead, build: Build, lines: Sequence[BomLine], catalog: Catalog
) -> Iterator[WorkbookChange]:
    """Yield what orders say otherwise than the plan, and than the offers that it is priced by."""
    for need in read.needs:
        alike = [
            (place, each)
            for place, each in enumerate(lines)
            if each.part_number == need.part_number and not each.retired
        ]
        if len(alike) != 1:
            continue
        place, line = alike[0]
        # A rule counts its spares beside those that a line states.
        stated = (line.spares - line.spares_by_rule) // build.copies
        before = line.of_one_copy
        if need.pieces != before:
            made = _change(ChangedField.QUANTITY, line, place, need.where, before, need.pieces)
            pieces = need.pieces - (stated if build.spare_rules else 0)
            yield made.model_copy(update={"quantity": pieces})
    yield from _of_prices(read, build, lines, catalog)
    yield from _of_sizes(read, build, lines, catalog)
    yield from _of_packs(read, build, lines, catalog)
    yield from _of_breaks(read, build, lines, catalog)


class Sold(NamedTuple):
    """The offer that a line of an order was bought at, and the line of the bill it is for."""

    place: int
    line: BomLine
    offer: Offer


class Ordered(Protocol):
    """What names an article in a sheet of a vendor."""

    @property
    def vendor(self) -> str: ...

    @property
    def part_number(self) -> str: ...

    @property
    def sku(self) -> str: ...


def sold_as(
    asked: Ordered,
    build: Build,
    lines: Sequence[BomLine],
    catalog: Catalog,
    *,
    pack_size: Decimal | None = None,
) -> list[Sold]:
    """Return the offers that an article of an order may be bought at, the newest of each size."""
    names = catalog.vendor_names
    for place, line in enumerate(lines):
        if line.part_number != asked.part_number or not line.offers or line.retired:
            continue
        newest: dict[int, Offer] = {}
        for each in offers_of(line.part_number, build, catalog):
            name = names.get(each.vendor, each.vendor)[:LONGEST_SHEET].casefold()
            if (name, each.sku) == (asked.vendor.casefold(), asked.sku):
                known = newest.get(each.pack_size)
                if known is None or each.quoted_on > known.quoted_on:
                    newest[each.pack_size] = each
        # A pack of another size than before is that of the only one that is sold.
        alone = len(newest) == 1
        return [
            Sold(place, line, each)
            for size, each in newest.items()
            if pack_size is None or size == pack_size or alone
        ]
    return []


def _of_prices(
    read: OrdersRead, build: Build, lines: Sequence[BomLine], catalog: Catalog
) -> Iterator[WorkbookChange]:
    """Yield prices of packs; of several price breaks it is that which the packs reach."""
    for asked in read.prices:
        for sold in sold_as(asked, build, lines, catalog, pack_size=asked.pack_size):
            breaks = sold.offer.price_breaks
            reached = [
                place
                for place, each in enumerate(breaks)
                if asked.packs is not None and each.min_quantity <= asked.packs
            ]
            if len(breaks) > 1 and not reached:
                continue
            place = reached[-1] if len(breaks) > 1 else 0
            before = breaks[place].price
            known = [_exact(each.price) for each in breaks]
            if asked.price not in known:
                field = ChangedField.BREAK_PRICE if len(breaks) > 1 else ChangedField.UNIT_PRICE
                told: dict[str, object] = {"unit_price": asked.price}
                told |= {"place": place} if len(breaks) > 1 else {}
                yield _of(sold, field, asked.where, before, asked.price, told)


def _of_sizes(
    read: OrdersRead, build: Build, lines: Sequence[BomLine], catalog: Catalog
) -> Iterator[WorkbookChange]:
    """Yield another number of pieces in a pack, where the vendor sells one size of the article."""
    for size in read.sizes:
        sold = sold_as(size, build, lines, catalog)
        if len(sold) == 1 and sold[0].offer.pack_size != size.pack_size:
            before, told = sold[0].offer.pack_size, {"quantity": size.pack_size}
            yield _of(sold[0], ChangedField.PACK_SIZE, size.where, before, size.pack_size, told)


def _of_packs(
    read: OrdersRead, build: Build, lines: Sequence[BomLine], catalog: Catalog
) -> Iterator[WorkbookChange]:
    """Yield more packs than are needed: the least that is bought of the article."""
    for typed in read.packs:
        for sold in sold_as(typed, build, lines, catalog, pack_size=typed.pack_size):
            pieces = typed.needed if typed.needed is not None else Decimal(sold.line.asked)
            if typed.packs > packs_needed(sold.offer, pieces, typed):
                before, told = sold.offer.minimum_quantity, {"quantity": typed.packs}
                yield _of(sold, ChangedField.LEAST, typed.where, before, typed.packs, told)


def packs_needed(offer: Offer, pieces: Decimal, typed: OrderPacks) -> int:
    """Return how many packs the pieces take; of a pack of another size, as the order says it."""
    size = int(typed.pack_size) if typed.pack_size >= 1 else offer.pack_size
    return offer.sold_packs(-(-int(pieces) // size))


def _of_breaks(
    read: OrdersRead, build: Build, lines: Sequence[BomLine], catalog: Catalog
) -> Iterator[WorkbookChange]:
    """Yield price breaks that begin at other packs or cost something else."""
    for each in read.breaks:
        for sold in with_breaks(each, read, build, lines, catalog):
            known = sold.offer.price_breaks[each.place]
            at = {"place": each.place}
            if each.start is not None and each.start != known.min_quantity:
                told = at | {"quantity": each.start}
                field = ChangedField.BREAK_START
                yield _of(sold, field, each.where_start, known.min_quantity, each.start, told)
            if each.price is not None and each.price != _exact(known.price):
                told = at | {"unit_price": each.price}
                field = ChangedField.BREAK_PRICE
                yield _of(sold, field, each.where_price, known.price, each.price, told)


def with_breaks(
    each: OrderBreak,
    read: OrdersRead,
    build: Build,
    lines: Sequence[BomLine],
    catalog: Catalog,
) -> list[Sold]:
    """Return the one offer whose price breaks a table has; none where there are more or fewer."""
    article = each.vendor, each.part_number, each.sku
    many = sum((one.vendor, one.part_number, one.sku) == article for one in read.breaks)
    sold = [
        one for one in sold_as(each, build, lines, catalog) if len(one.offer.price_breaks) == many
    ]
    return sold if len(sold) == 1 else []


def _of(
    sold: Sold,
    field: ChangedField,
    where: str,
    before: Decimal | int,
    after: Decimal,
    told: Mapping[str, object],
) -> WorkbookChange:
    offer = sold.offer
    named: dict[str, object] = {"vendor": offer.vendor, "sku": offer.sku}
    named |= {"currency": offer.currency, "pack_size": offer.pack_size}
    made = _change(field, sold.line, sold.place, where, before, after)
    return made.model_copy(update={**named, **told})


def _exact(number: Decimal) -> Decimal:
    return Decimal(f"{number:.12g}")


def offers_of(part_number: str, build: Build, catalog: Catalog) -> tuple[Offer, ...]:
    """Return the offers that a part of a build is priced by."""
    return (build if part_number in build.frozen else catalog).offers_for(part_number)


def _change(
    field: ChangedField,
    line: BomLine,
    place: int,
    where: str,
    before: Decimal | int,
    after: Decimal,
) -> WorkbookChange:
    return WorkbookChange(
        number=0,
        kind=ChangeKind.CHANGED,
        field=field,
        name=line.description,
        part_number=line.part_number,
        line=place,
        where=where,
        before=f"{Decimal(before).normalize():f}",
        after=f"{after.normalize():f}",
    )
