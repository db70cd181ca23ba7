"""Who sells, and for how much: a folder of offers and a file of vendors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.io.catalog._offers import offers_of, take_vendors
from planner.io.readers.csv import read_table
from planner.io.text.intake import Intake
from planner.io.text.uncollected import uncollected
from planner.model.catalog import LeftOut
from planner.model.filed import joined
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.offers import Offer
from planner.model.vendors import Vendor


@dataclass(frozen=True)
class Sellers:
    """Who sells what, as read from files; `left_out` are the rows that were not read."""

    offers: Sequence[Offer]
    vendors: tuple[Vendor, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...]


def load_market(offers: Path, vendors: Path, *, today: date) -> Sellers:
    """Read a folder of offers, one CSV file for each vendor, and the file of the vendors' terms.

    A part need not be in any catalog. Raises PlannerError if there is no such folder or file.
    """
    for path, is_there in ((offers, offers.is_dir()), (vendors, vendors.is_file())):
        if not is_there:
            raise PlannerError(_not_there(path))
    with uncollected():
        return _loaded(offers, vendors, today)


def _loaded(offers: Path, vendors: Path, today: date) -> Sellers:
    intake = Intake()
    known = take_vendors(intake.take(read_table(vendors)), intake)
    unread = bool(intake.left_out)
    found: list[Sequence[Offer]] = []
    for path in sorted(offers.glob("*.csv")):
        table = intake.take(read_table(path, f"{offers.name}/{path.name}"))
        if path.stem in known:
            found.append(offers_of(path.stem, table, intake, today=today))
        else:
            intake.add(
                "offer-vendor-unknown",
                path.stem,
                f"{vendors.name} has no vendor {path.stem!r}: these offers are left out.",
                hint=f"Add a row for {path.stem} there.",
                cell=table.cell(),
            )
            if unread:
                # It may be one of those whose row was not read.
                for row in table.rows:
                    intake.leave_out(table, row)
    left_out = tuple(row for row in intake.left_out if row.file != vendors.name)
    return Sellers(joined(found), tuple(known.values()), tuple(intake.findings), left_out)


def _not_there(path: Path) -> Finding:
    return Finding(
        code="market-missing",
        severity=Severity.ERROR,
        subject=path.name,
        message=f"There is no {path}.",
        hint="Name a folder with a CSV file for each vendor, and a CSV file of the vendors.",
    )
