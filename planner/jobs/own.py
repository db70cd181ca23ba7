"""Change one's own catalog, and tell what of it is one's own."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from planner.io.catalog.copied import copy_catalog
from planner.io.catalog.folder import load_catalog
from planner.io.catalog.one_row import row_findings
from planner.io.catalog.own_folder import trouble_with
from planner.io.own.rows import RowFile, drop_row, put_row, seen_row
from planner.io.text.cells import cell_of, cells_of
from planner.io.text.columns import columns_for
from planner.model.catalog import Catalog
from planner.model.findings import PlannerError, has_errors
from planner.model.offers import OFFER_KEY
from planner.model.own import Change, ChangedCell, CopiedCatalog, OwnChange, OwnChanges, WrittenRow
from planner.model.record import Record

Cells = Mapping[str, str]
R = TypeVar("R", bound=Record)
_OFFER_KEY = ("part_number", "sku", "pack_size", "condition", "quoted_on", "min_quantity")
# What tells one record of a catalog from another.
_RATE = ("base", "quote", "as_of", "source")
_EVENT = ("part_number", "on", "currency")
_TARIFF = ("country", "name", "since")
_RULE = ("countries", "tax", "on", "over", "up_to")
# By kind of rows that stand in a file beside the folders: what tells one from another.
_TOP_FILES = {
    "vendors": ("vendor",),
    "retired": ("part_number", "vendor"),
    "rates": _RATE,
    "price_events": _EVENT,
    "tariffs": _TARIFF,
    "taxes": _RULE,
}


def file_of(kind: str, *, vendor: str = "") -> RowFile:
    """Return the file that rows of a kind stand in: a category, offers, or a table beside them."""
    columns = tuple(column.name for column in columns_for(kind))
    if kind == "offers":
        usual = {"pack_size": "1", "min_quantity": "1"}
        return RowFile(f"offers/{vendor}.csv", columns, _OFFER_KEY, usual)
    if kind in _TOP_FILES:
        return RowFile(f"{kind}.csv", columns, _TOP_FILES[kind], {})
    return RowFile(f"parts/{kind}.csv", columns, ("part_number",), {})


def copy_to(folder: Path, target: Path) -> CopiedCatalog:
    """Write a whole catalog folder to a new one; PlannerError: something is there, or no room."""
    return CopiedCatalog(str(target), copy_catalog(folder, target))


def own_row(own: Path, kind: str, cells: Cells) -> dict[str, str] | None:
    """Return the row of one's own that has the same key cells, as it stands now."""
    return seen_row(own, _file(kind, cells), cells)


def save_row(
    own: Path, kind: str, cells: Cells, catalog: Catalog, *, seen: Cells | None, today: date
) -> WrittenRow:
    """Write a row into one's own catalog, and return it with what is wrong with it.

    Nothing is written while there is an error. `seen` is the row as it stood when the person began
    to change it (`own_row`), None for a new one. PlannerError: somebody else changed it meanwhile,
    or the file cannot be written; then nothing was written either.
    """
    findings = row_findings(kind, cells, catalog, today=today)
    fine = not has_errors(findings)
    if fine:
        in_file = {name: cell for name, cell in cells.items() if not _is_name_of_file(kind, name)}
        put_row(own, _file(kind, cells), in_file, seen=seen)
    return WrittenRow(str(own), kind, tuple(cells.items()), fine, findings)


def take_back(own: Path, kind: str, key: Cells, *, seen: Cells) -> None:
    """Take a row out of one's own catalog, so that what is shipped counts again.

    PlannerError: it is no longer as it was `seen`, or the file cannot be written.
    """
    drop_row(own, _file(kind, key), key, seen=seen)


def _file(kind: str, cells: Cells) -> RowFile:
    return file_of(kind, vendor=cells.get("vendor", "").strip())


def _is_name_of_file(kind: str, column: str) -> bool:
    """Tell whether a cell stands in the name of the file instead of in a row of it."""
    return kind == "offers" and column == "vendor"


def id_of(name: str) -> str:
    """Return an id made of a name: `Corner shop, Bugis` is `corner-shop-bugis`."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


# --- what is one's own ---------------------------------------------------------------------------


def own_changes(folder: Path, own: Path, *, today: date) -> OwnChanges:
    """Return every row by which the catalog differs from the shipped one, file by file.

    PlannerError: there is something in the place of one's own folder that cannot be read.
    """
    trouble = trouble_with(own)
    if trouble is not None:
        raise PlannerError(trouble)
    shipped, merged = load_catalog(folder, today), load_catalog(folder, today, own=own)
    found = [
        *_changes(shipped.parts, merged.parts, ("part_number",), lambda part: part.category),
        *_changes(shipped.vendors, merged.vendors, ("vendor",), lambda _: "vendors"),
        *_changes(shipped.offers, merged.offers, OFFER_KEY, lambda _: "offers"),
        *_changes(shipped.rates, merged.rates, _RATE, lambda _: "rates"),
        *_changes(shipped.price_events, merged.price_events, _EVENT, lambda _: "price_events"),
        *_changes(shipped.tariffs, merged.tariffs, _TARIFF, lambda _: "tariffs"),
        *_changes(shipped.tax_rules, merged.tax_rules, _RULE, lambda _: "taxes"),
    ]
    for each in merged.retired:
        name = " ".join(word for word in (each.vendor, each.part_number) if word)
        why = ChangedCell("note", "", each.note) if each.note else None
        day = ChangedCell("retired_on", "", str(each.retired_on))
        cells = (day, why) if why else (day,)
        key = (("part_number", each.part_number or ""), ("vendor", each.vendor or ""))
        found.append(OwnChange("retired", name, key, Change.RETIRED, cells))
    return OwnChanges(str(own), tuple(found))


def _changes(
    shipped: Iterable[R], merged: Iterable[R], key: tuple[str, ...], kind_of: Callable[[R], str]
) -> Iterator[OwnChange]:
    def key_of(record: R) -> tuple[str, ...]:
        return tuple(cell_of(getattr(record, name)) for name in key)

    before = {key_of(record): record for record in shipped}
    for record in merged:
        old = before.get(key_of(record))
        if old != record:
            pairs = tuple(zip(key, key_of(record), strict=True))
            name = " ".join(word for _, word in pairs if word)
            cells = tuple(_differences(old, record))
            change = Change.ADDED if old is None else Change.CHANGED
            yield OwnChange(kind_of(record), name, pairs, change, cells)


def _differences(old: Record | None, new: Record) -> Iterator[ChangedCell]:
    before, after = ({} if old is None else cells_of(old)), cells_of(new)
    for column in dict.fromkeys((*before, *after)):
        shipped, own = before.get(column, ""), after.get(column, "")
        if shipped != own:
            yield ChangedCell(column, shipped, own)
