"""Put a part of one's own into one's own catalog, with its price and its shop: all, or nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from planner.io.catalog.folder import load_catalog
from planner.io.catalog.one_row import row_findings
from planner.io.text.cells import cells_of
from planner.io.text.columns import columns_for
from planner.io.text.numbers import DECIMAL, readings, times, unit_of, without_blanks
from planner.jobs.own import id_of, own_row, save_row
from planner.model.catalog import Catalog
from planner.model.findings import Finding, has_errors
from planner.model.numbers import number_text

Cells = Mapping[str, str]


@dataclass(frozen=True)
class OwnPart:
    """What a person said of a part: its facts, who sells it on which terms, and for how much.

    Each is a row as it is typed. Without `part` it is one of the catalog; without `shop` nothing
    new is said of who sells it; without `offer` it has no price.
    """

    category: str
    number: str
    part: Cells = field(default_factory=dict)
    shop: Cells = field(default_factory=dict)
    offer: Cells = field(default_factory=dict)


def number_for(name: str, category: str, catalog: Catalog) -> tuple[str, bool]:
    """Return the number of a part by its name, and whether the catalog has that part already.

    So a second quote for the same part is one more price, and no second part.
    """
    called = " ".join(name.split()).casefold()
    for part in catalog.in_category(category):
        if part.name.casefold() == called:
            return part.part_number, True
    stem = id_of(name) or "part"
    numbers = (stem, *(f"{stem}-{count}" for count in range(2, len(catalog.parts) + 3)))
    return next(each for each in numbers if each not in catalog.by_number), False


def shop_for(name: str, catalog: Catalog) -> tuple[str, bool]:
    """Return the id of a shop by its name, and whether the catalog has that shop already."""
    called = " ".join(name.split()).casefold()
    for vendor in catalog.vendors:
        if vendor.name.casefold() == called:
            return vendor.vendor, True
    stem = id_of(name) or "shop"
    ids = (stem, *(f"{stem}-{count}" for count in range(2, len(catalog.vendors) + 3)))
    return next(each for each in ids if each not in catalog.vendor_names), False


def shop_terms(shop: str, catalog: Catalog) -> Cells:
    """Return what is on record of a shop, by its name; nothing of one that is not known."""
    vendor, _ = shop_for(shop, catalog)
    known = {column.name for column in columns_for("vendors")}
    return {
        name: cell
        for each in catalog.vendors
        if each.vendor == vendor
        for name, cell in cells_of(each).items()
        if name in known
    }


def shop_row(shop: str, said: Cells, catalog: Catalog, *, today: date) -> Cells:
    """Return the row of a shop with what was said of it; nothing where all is on record already.

    Terms that differ from those on record were read today. `said` are its cells as typed; its
    currency and source count for a new shop alone.
    """
    vendor, is_known = shop_for(shop, catalog)
    if not is_known:
        new = {"vendor": vendor, "name": shop, "kind": "shop", **said}
        first = ("currency", "source")
        read = any(cell for name, cell in said.items() if name not in first)
        return {**new, "terms_on": today.isoformat() if read else ""}
    before = shop_terms(shop, catalog)
    terms = {name: cell for name, cell in said.items() if name not in ("currency", "source")}
    if all(before.get(name, "") == cell for name, cell in terms.items()):
        return {}
    return {**before, **terms, "terms_on": today.isoformat()}


_WITH_UNIT = re.compile(r"([0-9][0-9.,' ]*)[ -]?([a-zA-Z%/\"']+)\.?")


def plain_cell(column: str, text: str) -> str:
    """Return what was typed in the unit of its column: 2500 for `2.5G`, 8192 for `8 GB`.

    What cannot be read in one way stays as it was typed, to be told what is wrong with it.
    """
    found = _WITH_UNIT.fullmatch(text.strip())
    digits = without_blanks(found[1]) if found else text.strip()
    meant = [each for each in readings(digits) if DECIMAL.fullmatch(each)]
    if len(meant) != 1:
        return text
    unit = unit_of(column)
    factor = times(unit, found[2]) if found and unit else Decimal(1)
    if factor is None or (found and not unit):
        return text
    return number_text(Decimal(meant[0]) * factor)


def wrong_with(said: OwnPart, catalog: Catalog, *, today: date) -> tuple[Finding, ...]:
    """Return what is wrong with what was said, before anything is written."""
    found: list[Finding] = []
    if said.part:
        found += row_findings(said.category, said.part, catalog, today=today)
    if said.shop:
        found += row_findings("vendors", said.shop, catalog, today=today)
    if said.offer and catalog.parts and catalog.vendors:
        # Part and shop may not be known yet; all else of the row is checked beside known ones.
        known = {
            "part_number": catalog.parts[0].part_number,
            "vendor": catalog.vendors[0].vendor,
        }
        found += row_findings("offers", {**said.offer, **known}, catalog, today=today)
    return tuple(found)


def save_own_part(
    folder: Path, own: Path, said: OwnPart, catalog: Catalog, *, today: date
) -> tuple[Finding, ...]:
    """Write the rows of a part into one's own catalog; return what is wrong with them.

    Nothing is written while there is an error. PlannerError: a file cannot be written.
    """
    wrong = wrong_with(said, catalog, today=today)
    if has_errors(wrong):
        return wrong
    for kind, cells in ((said.category, said.part), ("vendors", said.shop)):
        if cells:
            seen = own_row(own, kind, cells)
            save_row(own, kind, cells, catalog, seen=seen, today=today)
    if said.offer:
        known = load_catalog(folder, today, own=own)
        seen = own_row(own, "offers", said.offer)
        return save_row(own, "offers", said.offer, known, seen=seen, today=today).findings
    return wrong
