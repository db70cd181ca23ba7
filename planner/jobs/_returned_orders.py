"""Changes of a build that a workbook of its purchase orders says: copies, pieces, prices."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.io.returned.orders import OrderPrice, OrdersRead
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
    for asked in read.prices:
        yield from _price(asked, build, lines, catalog)


def _price(
    asked: OrderPrice, build: Build, lines: Sequence[BomLine], catalog: Catalog
) -> Iterator[WorkbookChange]:
    for place, line in enumerate(lines):
        if line.part_number != asked.part_number or not line.offers or line.retired:
            continue
        names = catalog.vendor_names
        offer = None
        for each in offers_of(line.part_number, build, catalog):
            name = names.get(each.vendor, each.vendor)[:LONGEST_SHEET].casefold()
            same = (name, each.sku, each.pack_size)
            if same == (asked.vendor.casefold(), asked.sku, int(asked.pack_size)) and (
                offer is None or each.quoted_on > offer.quoted_on
            ):
                offer = each
        if offer is None or len(offer.price_breaks) > 1:
            return
        before = offer.price_breaks[0].price
        if Decimal(f"{before:.12g}") != asked.price:
            made = _change(ChangedField.UNIT_PRICE, line, place, asked.where, before, asked.price)
            said = {"unit_price": asked.price, "vendor": offer.vendor, "sku": offer.sku}
            packed = {"currency": offer.currency, "pack_size": offer.pack_size}
            yield made.model_copy(update=said | packed)
        return


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
