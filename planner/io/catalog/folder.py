"""The catalog folder: parts, offers, vendors and rates, read and checked against each other.

    parts/<category>.csv    one file per part category
    offers/<vendor>.csv     one row per price break
    vendors.csv             who sells
    rates.csv               dated exchange rates

Whatever is wrong in a file is a finding with its place; the row is left out and the rest loads.
"""

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from planner.io.catalog._offers import drop_unknown_parts, take_offers, take_vendors
from planner.io.catalog._parts import take_parts
from planner.io.rates.recorded import take_rates
from planner.io.readers.csv import read_table
from planner.io.text.problems import nearest, shown
from planner.io.text.records import Intake
from planner.io.text.tables import TextTable
from planner.model.catalog import Catalog
from planner.model.findings import Cell, Finding, PlannerError, Severity
from planner.model.money import ExchangeRate
from planner.model.offers import Offer
from planner.model.parts import CATEGORIES, Part
from planner.model.record import fingerprint
from planner.model.vendors import Vendor

_TABLE_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".tsv", ".txt"})


def load_catalog(folder: Path, today: date | None = None) -> Catalog:
    """Read a catalog folder. With `today`, prices and rates of later days are warned of.

    Raises PlannerError if there is no such folder; everything else is a finding of the catalog.
    """
    if not folder.is_dir():
        raise PlannerError(
            Finding(
                code="catalog-missing",
                severity=Severity.ERROR,
                subject=folder.name,
                message=f"There is no catalog folder {str(folder)!r}.",
                hint="Name a folder that holds parts/, offers/ and vendors.csv.",
            )
        )
    intake = Intake()
    _report_strangers(folder, intake)
    parts = _read_parts(folder, intake)
    vendors = _read_vendors(folder, intake)
    offers = _read_offers(folder, parts, vendors, intake, today=today)
    rates = _read_rates(folder, intake, today=today)
    return Catalog(
        parts=tuple(parts.values()),
        offers=tuple(offers),
        vendors=tuple(vendors.values()),
        rates=tuple(rates),
        findings=tuple(intake.findings),
        left_out=tuple(intake.left_out),
        fingerprint=fingerprint((*parts.values(), *offers, *vendors.values(), *rates)),
    )


def _csv_files(folder: Path, name: str, intake: Intake) -> dict[str, Path]:
    """Return the CSV files of a folder by their stem; other tables are reported."""
    found: dict[str, Path] = {}
    try:
        paths = sorted((folder / name).iterdir())
    except OSError:
        return {}
    for path in paths:
        # Editors and spreadsheets leave hidden files beside the one that is open.
        if path.name.startswith((".", "~")):
            continue
        if path.suffix.lower() == ".csv":
            found.setdefault(path.stem, path)
        elif path.suffix.lower() in _TABLE_SUFFIXES:
            intake.add(
                "file-not-read",
                path.name,
                "Only .csv files are read here.",
                hint="Save the table as CSV (UTF-8).",
                cell=Cell(file=f"{name}/{path.name}"),
                severity=Severity.WARNING,
            )
    return found


def _report_strangers(folder: Path, intake: Intake) -> None:
    for stem, path in _csv_files(folder, ".", intake).items():
        if stem not in ("vendors", "rates"):
            _report_stranger(path.name, stem, ("vendors", "rates"), intake)


def _report_stranger(file: str, stem: str, known: Sequence[str], intake: Intake) -> None:
    near = nearest(stem, known)
    intake.add(
        "file-unknown",
        file,
        f"{shown(stem)} is not one of {', '.join(known)}; the file is not read.",
        hint=f"Did you mean {near}.csv?" if near else "Rename the file or move it away.",
        cell=Cell(file=file),
    )


def _read_parts(folder: Path, intake: Intake) -> dict[str, Part]:
    files = _csv_files(folder, "parts", intake)
    for stem, path in files.items():
        if stem not in CATEGORIES:
            _report_stranger(f"parts/{path.name}", stem, tuple(CATEGORIES), intake)
    parts: dict[str, Part] = {}
    places: dict[str, Cell] = {}
    for category in CATEGORIES:
        if category in files:
            path = files[category]
            table = intake.take(read_table(path, f"parts/{path.name}"))
            take_parts(table, category, intake, parts=parts, places=places)
    if not parts:
        intake.add(
            "catalog-no-parts",
            "parts",
            "The catalog has no parts.",
            hint=f"Add rows to a file such as parts/{next(iter(CATEGORIES))}.csv.",
            cell=Cell(file="parts"),
        )
    return parts


def _read_vendors(folder: Path, intake: Intake) -> dict[str, Vendor]:
    path = folder / "vendors.csv"
    if not _is_there(path):
        if _csv_files(folder, "offers", Intake()):
            intake.add(
                "file-missing",
                "vendors.csv",
                "There is no vendors.csv, so no offer can be read.",
                hint="Add it with one row for each file in offers/.",
                cell=Cell(file="vendors.csv"),
            )
        return {}
    return take_vendors(intake.take(read_table(path)), intake)


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _read_offers(
    folder: Path,
    parts: dict[str, Part],
    vendors: dict[str, Vendor],
    intake: Intake,
    *,
    today: date | None,
) -> list[Offer]:
    offers: list[Offer] = []
    for vendor, path in _csv_files(folder, "offers", intake).items():
        table = intake.take(read_table(path, f"offers/{path.name}"))
        if vendor not in vendors:
            if _is_there(folder / "vendors.csv"):
                _report_unknown_vendor(vendor, table, vendors, intake)
            for row in table.rows:
                intake.leave_out(table, row)
            continue
        merged = take_offers(vendor, table, intake, today=today)
        offers.extend(drop_unknown_parts(merged, parts, table, intake))
    return offers


def _report_unknown_vendor(
    vendor: str, table: TextTable, known: Collection[str], intake: Intake
) -> None:
    near = nearest(vendor, known)
    hint = f"Did you mean {near}.csv?" if near else f"Add a row for {shown(vendor)} there."
    intake.add(
        "offer-vendor-unknown",
        vendor,
        f"vendors.csv has no vendor {shown(vendor)}, so the offers of this file are left out.",
        hint=hint,
        cell=table.cell(),
    )


def _read_rates(folder: Path, intake: Intake, *, today: date | None) -> list[ExchangeRate]:
    path = folder / "rates.csv"
    if not _is_there(path):
        return []
    return take_rates(intake.take(read_table(path)), intake, today=today)
