"""Parts and offers from files a person brings: CSV or Excel, one category or several in a file.

What a row is, its `category` cell says; else the name of the sheet or the file (`board`,
`Boards`, `my-switches-2026.csv`, `offers`); else the header that fits best. A parts table may have
the columns of offers too: a row with a `price` is a part and an offer for it. An offer is from the
vendor in its `vendor` cell, else from `uploaded`; without `quoted_on` it is of today, without
`basis` it is quoted.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import PurePath

from planner.io.catalog._offers import drop_unknown_parts, merge_offers, offer_shape
from planner.io.catalog._parts import take_parts
from planner.io.readers.csv import table_from_bytes
from planner.io.readers.workbook_process import read_apart
from planner.io.readers.xlsx import looks_like_workbook
from planner.io.text.columns import Column, columns_for, columns_of, offer_columns
from planner.io.text.intake import Intake
from planner.io.text.problems import Problem, listed, not_one_of
from planner.io.text.records import lay_out, read_records
from planner.io.text.shapes import Shape
from planner.io.text.tables import Places, TextRow, TextTable, bare, column_key
from planner.model.catalog import Catalog
from planner.model.findings import Finding, Severity
from planner.model.offers import Basis, Offer
from planner.model.parts import CATEGORIES, CATEGORY_TITLES, Part

UPLOADED = "uploaded"
_OFFERS = "offers"
_OFFER_NAMES = frozenset({"offer", "offers", "price", "prices", "quote", "quotes"})


def load_part_files(
    files: Sequence[tuple[str, bytes]], catalog: Catalog, *, today: date
) -> tuple[tuple[Part, ...], tuple[Offer, ...], tuple[Finding, ...]]:
    """Read uploaded files, each its name and its bytes, against the catalog they are added to.

    A part number that the catalog has already is taken, with a note: the upload replaces it. Offers
    for parts of neither the files nor the catalog are left out. Prices without a day are of
    `today`. Never raises for what a file holds.
    """
    upload = _Upload(catalog, today)
    tables = [
        piece
        for name, content in files
        for table in upload.tables(name, content)
        for piece in upload.pieces(table)
    ]
    for kind, table in tables:
        if kind != _OFFERS:
            upload.take_parts(kind, table)
    # Offers last: a part may stand in a later file than its offer.
    offers = [offer for kind, table in tables for offer in upload.offers(kind, table)]
    upload.report_replaced()
    return tuple(upload.parts.values()), tuple(offers), tuple(upload.intake.findings)


@dataclass(slots=True)
class _Upload:
    """What has been read of the uploaded files so far."""

    catalog: Catalog
    today: date
    intake: Intake = field(default_factory=Intake)
    parts: dict[str, Part] = field(default_factory=dict)
    places: Places = field(default_factory=Places)

    def tables(self, name: str, content: bytes) -> Iterator[TextTable]:
        """Yield the tables of a file."""
        if not looks_like_workbook(name, content):
            yield self.intake.take(table_from_bytes(name, content))
            return
        tables, findings = read_apart(name, content)
        self.intake.findings.extend(findings)
        for table in tables:
            self.intake.left_out.extend(table.left_out)
            yield table

    def pieces(self, table: TextTable) -> Iterator[tuple[str, TextTable]]:
        """Yield what a table holds: `offers` or a category, and the rows that are of it."""
        if not table.columns:
            return
        kind = _kind_named(table.sheet or PurePath(table.file).stem)
        position = _position(table, "category")
        if position is None or kind == _OFFERS:
            kind = kind or _kind_of_header(table)
            if kind is None:
                self._report_unknown(table)
            else:
                yield kind, table
            return
        groups: dict[str, list[TextRow]] = {}
        for row in table.rows:
            category = self._category(table, row, position, kind)
            if category is not None:
                groups.setdefault(category, []).append(row)
        for category, rows in groups.items():
            yield category, replace(table, rows=tuple(rows))

    def _category(
        self, table: TextTable, row: TextRow, position: int, named: str | None
    ) -> str | None:
        written = row.cells[position].strip()
        category = _kind_named(written) if written else named
        if category in CATEGORIES:
            return category
        message, hint = not_one_of(written, tuple(CATEGORIES), required=True)
        if not written:
            message = "The cell is empty, and nothing else says what the part is."
        problem = Problem("category", written, message, hint)
        self.intake.refuse(table, row, table.file, problem)
        return None

    def _report_unknown(self, table: TextTable) -> None:
        # A workbook may have sheets of notes; a table without part numbers is one of them.
        is_note = table.sheet is not None and _position(table, "part_number") is None
        self.intake.add(
            "table-unknown",
            table.file,
            "Neither name nor header says what the table holds; it is not read.",
            hint=f"Name it {listed((*CATEGORIES, _OFFERS))}, or add a column category.",
            cell=table.cell(table.header_row),
            severity=Severity.NOTE if is_note else Severity.ERROR,
        )
        for row in table.rows:
            self.intake.leave_out(table, row)

    def take_parts(self, category: str, table: TextTable) -> None:
        """Take the parts of one category; cells that only other categories have are reported."""
        also = set(_known_keys(_OFFERS)) | {"vendor"}
        if _position(table, "category") is not None:
            foreign = set().union(*map(_known_keys, CATEGORIES)) - _known_keys(category) - also
            _report_foreign(table, category, foreign, self.intake)
            also |= foreign | {"category"}
        take_parts(table, category, self.intake, parts=self.parts, places=self.places, also=also)

    def offers(self, kind: str, table: TextTable) -> list[Offer]:
        """Return the offers of a table; in a parts table, of its rows that have a price."""
        price = _position(table, "price")
        also: Collection[str] = ()
        if kind != _OFFERS:
            if price is None:
                return []
            rows = tuple(
                row for row in table.rows if row.cells[price].strip() and self._is_taken(table, row)
            )
            table, also = replace(table, rows=rows), frozenset(map(column_key, table.columns))
        # Rows of parts have told of the blanks around their cells already.
        layout = lay_out(table, _upload_columns(), self.intake, also=also)
        if layout is None:
            return []
        if table.rows and "quoted_on" not in layout.positions:
            self._report_undated(table)
        found = read_records(
            table, Offer, layout, self.intake, shape=self._shape(table), tell_blanks=not also
        )
        self._report_new_vendors(found, table)
        merged = merge_offers(found, table, self.intake, today=self.today)
        known = {**self.catalog.by_number, **self.parts}
        return drop_unknown_parts(merged, known, table, self.intake)

    def _shape(self, table: TextTable) -> Shape:
        return offer_shape(
            UPLOADED,
            basis=Basis.QUOTED.value,
            quoted_on=self.today.isoformat(),
            source=f"uploaded file {table.file}",
        )

    def _is_taken(self, table: TextTable, row: TextRow) -> bool:
        """Tell whether the part of a row was taken: a bad row is reported once."""
        position = _position(table, "part_number")
        number = bare(row.cells[position]) if position is not None else ""
        return self.places.get(number) == table.place(row)

    def _report_undated(self, table: TextTable) -> None:
        self.intake.add(
            "offers-undated",
            table.file,
            f"There is no column quoted_on; the prices are taken to be of today, {self.today}.",
            hint="Add the column if they are older.",
            cell=table.cell(table.header_row),
            severity=Severity.NOTE,
        )

    def _report_new_vendors(
        self, offers: Sequence[tuple[Offer, TextRow]], table: TextTable
    ) -> None:
        known = {*self.catalog.vendor_names, UPLOADED}
        first = {offer.vendor: row for offer, row in reversed(offers)}
        for vendor in sorted(first.keys() - known):
            near = self.intake.nearest(vendor, known)
            hint = f"Did you mean {near}?" if near else "Add it to vendors.csv of the catalog."
            self.intake.add(
                "vendor-unknown",
                vendor,
                f"The catalog has no vendor {vendor!r}, so its shipping and tax are not known.",
                hint=hint,
                cell=table.cell(first[vendor].number, "vendor", vendor),
                severity=Severity.WARNING,
            )

    def report_replaced(self) -> None:
        """Note the parts that the catalog has already."""
        for number in sorted(self.parts.keys() & self.catalog.by_number.keys()):
            place = self.places.get(number)
            self.intake.add(
                "part-replaced",
                number,
                f"The catalog has a part {number!r}; this one takes its place.",
                cell=None if place is None else place.cell(),
                severity=Severity.NOTE,
            )


def _report_foreign(
    table: TextTable, category: str, foreign: Collection[str], intake: Intake
) -> None:
    filled = {
        name: row
        for row in reversed(table.rows)
        for name, cell in zip(table.columns, row.cells, strict=True)
        if cell.strip() and column_key(name) in foreign
    }
    if filled:
        names = sorted(filled)
        intake.add(
            "cell-not-read",
            table.file,
            f"A part of category {category} has no {listed(names)}; the cells are not read.",
            hint="Clear them or correct the category.",
            cell=table.cell(filled[names[0]].number, names[0]),
            severity=Severity.WARNING,
        )


def _position(table: TextTable, name: str) -> int | None:
    keys = [column_key(column) for column in table.columns]
    return keys.index(name) if name in keys else None


@cache
def _known_keys(kind: str) -> frozenset[str]:
    return frozenset(column.name for column in columns_for(kind))


@cache
def _upload_columns() -> tuple[Column, ...]:
    """Return the columns of uploaded offers: the vendor is one, and what has a default may lack."""
    vendor = next(column for column in columns_of(Offer) if column.name == "vendor")
    free = {"vendor", "quoted_on", "basis", "source"}
    return tuple(
        replace(column, required=False) if column.name in free else column
        for column in (vendor, *offer_columns())
    )


def _kind_named(text: str) -> str | None:
    """Return the category, or `offers`, that a name tells, or None if it tells none or several."""
    words = " ".join(re.findall(r"[a-z]+", text.casefold()))
    if words in ("other", "others"):
        return "other"
    found = {
        kind
        for kind, names in _names().items()
        if any(re.search(rf"\b{name}\b", words) for name in names)
    }
    return found.pop() if len(found) == 1 else None


@cache
def _names() -> dict[str, frozenset[str]]:
    names = {
        category: frozenset(
            {category, f"{category}s", f"{category}es", CATEGORY_TITLES[category].casefold()}
        )
        for category in CATEGORIES
        if category != "other"
    }
    return {**names, _OFFERS: _OFFER_NAMES}


def _kind_of_header(table: TextTable) -> str | None:
    """Return the kind whose own columns a header has most of, or None if none stands out."""
    keys = {column_key(column) for column in table.columns}
    if "part_number" not in keys:
        return None
    if "name" not in keys:
        return _OFFERS if "price" in keys else None
    shared = frozenset.intersection(*map(_known_keys, CATEGORIES))
    fits = {category: len(keys & (_known_keys(category) - shared)) for category in CATEGORIES}
    best = max(fits.values())
    found = [category for category, fit in fits.items() if fit == best]
    return found[0] if best and len(found) == 1 else None
