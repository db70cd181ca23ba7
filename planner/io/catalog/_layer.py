"""One catalog folder as it lies there: the shipped one, or one's own that lies over it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.io.catalog._offers import offers_of, take_vendors
from planner.io.catalog._parts import parts_of
from planner.io.catalog._price_events import Events, take_price_events
from planner.io.catalog._retired import take_retired
from planner.io.catalog._tariffs import Tariffs, take_tariffs
from planner.io.catalog._tax_rules import Rules, take_tax_rules
from planner.io.rates.recorded import take_rates
from planner.io.readers.csv import read_table
from planner.io.text.intake import Intake
from planner.io.text.problems import shown
from planner.io.text.tables import Places, TextTable
from planner.model.catalog import OWN, Retired
from planner.model.filed import ByKey, Shelf, joined
from planner.model.findings import Cell, Severity
from planner.model.money import ExchangeRate
from planner.model.nearest import nearest
from planner.model.offers import Offer
from planner.model.parts import CATEGORIES, Part
from planner.model.vendors import Vendor

# The last is one's own only.
_TOP_FILES = ("vendors", "rates", "price_events", "tariffs", "taxes", "retired")
_TABLE_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".tsv", ".txt"})


@dataclass(frozen=True)
class Layer:
    """A folder of catalog files; `prefix` stands before their names in what is said of them."""

    folder: Path
    intake: Intake
    prefix: str = ""

    def parts(self) -> Mapping[str, Part]:
        """Return its parts by number; those of large tables are made when they are looked up."""
        files = self._csv_files("parts")
        for stem, path in files.items():
            if stem not in CATEGORIES:
                self._report_stranger(f"parts/{path.name}", stem, tuple(CATEGORIES))
        found: list[Sequence[Part]] = []
        places = Places()
        for category in CATEGORIES:
            if category in files:
                table = self._table(files[category], f"parts/{files[category].name}")
                found.append(parts_of(table, category, self.intake, places=places))
        parts = joined(found)
        if isinstance(parts, Shelf):
            return ByKey(parts, "part_number")
        return {part.part_number: part for part in parts}

    def vendors(self) -> dict[str, Vendor]:
        """Return its vendors by id."""
        path = self.folder / "vendors.csv"
        if self.has("vendors.csv"):
            return take_vendors(self._table(path, path.name), self.intake)
        # One's own offers may be those of shipped vendors.
        if self.prefix != OWN and self._csv_files("offers", Intake()):
            self.intake.add(
                "file-missing",
                "vendors.csv",
                "There is no vendors.csv, so no offer can be read.",
                hint="Add it with one row for each file in offers/.",
                cell=Cell(file="vendors.csv"),
            )
        return {}

    def offers(
        self,
        parts: Mapping[str, Part],
        vendors: dict[str, Vendor],
        *,
        today: date | None,
        listed: bool,
    ) -> Sequence[Offer]:
        """Return its offers; `listed` tells whether there is any list of vendors to be on."""
        offers: list[Sequence[Offer]] = []
        for vendor, path in self._csv_files("offers").items():
            table = self._table(path, f"offers/{path.name}")
            if vendor not in vendors:
                if listed:
                    self._report_unknown_vendor(vendor, table, vendors)
                for row in table.rows:
                    self.intake.leave_out(table, row)
                continue
            offers.append(offers_of(vendor, table, self.intake, today=today, parts=parts))
        return joined(offers)

    def rates(self, *, today: date | None) -> list[ExchangeRate]:
        """Return its rates in the order of its file."""
        path = self.folder / "rates.csv"
        if not self.has("rates.csv"):
            return []
        return take_rates(self._table(path, path.name), self.intake, today=today)

    def price_events(self, parts: Collection[str], *, today: date | None) -> Events:
        """Return the list-price changes it tells of, by part, day and currency."""
        path = self.folder / "price_events.csv"
        if not self.has("price_events.csv"):
            return {}
        return take_price_events(self._table(path, path.name), parts, self.intake, today=today)

    def tariffs(self) -> Tariffs:
        """Return its electricity tariffs, by country, name and day."""
        path = self.folder / "tariffs.csv"
        if not self.has("tariffs.csv"):
            return {}
        return take_tariffs(self._table(path, path.name), self.intake)

    def tax_rules(self) -> Rules:
        """Return what it says that countries take at their borders."""
        path = self.folder / "taxes.csv"
        if not self.has("taxes.csv"):
            return {}
        return take_tax_rules(self._table(path, path.name), self.intake)

    def retired(self) -> tuple[Retired, ...]:
        """Return what it says is no longer used."""
        path = self.folder / "retired.csv"
        if not self.has("retired.csv"):
            return ()
        return take_retired(self._table(path, path.name), self.intake)

    def has(self, name: str) -> bool:
        """Tell whether a file is there, or a link that may lead to one."""
        path = self.folder / name
        return path.exists() or path.is_symlink()

    def report_strangers(self) -> None:
        """Report the tables beside its folders that have no meaning."""
        known = _TOP_FILES if self.prefix == OWN else _TOP_FILES[:-1]
        for stem, path in self._csv_files(".").items():
            if stem not in known:
                self._report_stranger(path.name, stem, known)

    def _table(self, path: Path, name: str) -> TextTable:
        return self.intake.take(read_table(path, f"{self.prefix}{name}"))

    def _csv_files(self, name: str, intake: Intake | None = None) -> dict[str, Path]:
        """Return the CSV files of a folder by their stem; other tables are reported."""
        found: dict[str, Path] = {}
        try:
            paths = sorted((self.folder / name).iterdir())
        except OSError:
            return {}
        for path in paths:
            # Editors and spreadsheets leave hidden files beside the one that is open.
            if path.name.startswith((".", "~")):
                continue
            if path.suffix.lower() == ".csv":
                found.setdefault(path.stem, path)
            elif path.suffix.lower() in _TABLE_SUFFIXES:
                (intake or self.intake).add(
                    "file-not-read",
                    path.name,
                    "Only .csv files are read here.",
                    hint="Save the table as CSV (UTF-8).",
                    cell=Cell(file=f"{self.prefix}{name}/{path.name}"),
                    severity=Severity.WARNING,
                )
        return found

    def _report_stranger(self, file: str, stem: str, known: Sequence[str]) -> None:
        near = nearest(stem, known)
        self.intake.add(
            "file-unknown",
            file,
            f"{shown(stem)} is not one of {', '.join(known)}; the file is not read.",
            hint=f"Did you mean {near}.csv?" if near else "Rename the file or move it away.",
            cell=Cell(file=f"{self.prefix}{file}"),
        )

    def _report_unknown_vendor(self, vendor: str, table: TextTable, known: Collection[str]) -> None:
        near = nearest(vendor, known)
        hint = f"Did you mean {near}.csv?" if near else f"Add a row for {shown(vendor)} there."
        self.intake.add(
            "offer-vendor-unknown",
            vendor,
            f"vendors.csv has no vendor {shown(vendor)}, so the offers of this file are left out.",
            hint=hint,
            cell=table.cell(),
        )
