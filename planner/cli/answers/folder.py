"""What commands say about a catalog folder: mistakes, the history of a part, rates; no layout."""

from dataclasses import replace
from datetime import date

from planner.cli.answer import Answer, Text, remarks_on
from planner.cli.answers.builds import rate_text
from planner.engine.reporting import findings_table
from planner.jobs.folder import Workspace
from planner.model.findings import Finding
from planner.model.history import PriceHistory, PricePoint
from planner.model.listings import (
    CatalogCheck,
    FetchedRates,
    RateLookup,
)
from planner.model.money import Money
from planner.model.table import Column, Kind, Row, Table
from planner.model.words import counted


def _by_key(table: Table) -> Table:
    """Return a table headed by its keys, as programs want it."""
    columns = (replace(column, title=column.key) for column in table.columns)
    return replace(table, columns=tuple(columns))


def history_answer(found: PriceHistory) -> Answer:
    """Return every price on record for a part, and what changed it."""
    packs = any(point.offer.pack_size > 1 for point in found.points)
    columns = (
        Column("vendor", "From"),
        Column("quoted_on", "Of", Kind.DATE),
        Column("price", "Price", Kind.MONEY),
        Column("currency", "Currency", detail=True),
        Column("pieces", "for pcs", Kind.INTEGER, detail=not packs),
        Column("converted", f"in {found.currency}", Kind.MONEY),
        Column("change", "Change", Kind.MONEY),
        Column("by_price", "by the shop", Kind.MONEY),
        Column("by_rate", "by the rate", Kind.MONEY),
        Column("standing", "Standing"),
        Column("basis", "Basis", detail=True),
        Column("source", "Source", Kind.LINK, detail=True),
    )
    names = dict(found.vendors)
    rows = tuple(
        Row(f"point {place}", _point_cells(point, names))
        for place, point in enumerate(found.points)
    )
    table = Table("history", found.name, columns, rows)
    told = "Each price is converted at its own day's rate."
    if not rows:
        told = f"No price is on record for {found.part_number}."
    return Answer((table, Text(told)) if rows else (Text(told),), found, flat=_by_key(table))


def _point_cells(
    point: PricePoint, names: dict[str, str]
) -> tuple[str | int | Money | date | None, ...]:
    offer, change = point.offer, point.change
    changes: tuple[Money | str | None, ...] = ("", "", "") if point.is_first else (None,) * 3
    if change is not None:
        changes = (change.total, change.by_price, change.by_rate)
    return (
        names.get(offer.vendor, offer.vendor),
        offer.quoted_on,
        point.pack,
        point.pack.currency,
        offer.pack_size,
        point.converted,
        *changes,
        str(point.standing),
        str(offer.basis),
        offer.source,
    )


def check_answer(workspace: Workspace, findings: tuple[Finding, ...]) -> Answer:
    """Return what is wrong in a catalog folder, one finding a line, and how much of each."""
    catalog = workspace.catalog
    checked = CatalogCheck(
        parts=len(catalog.parts),
        offers=len(catalog.offers),
        vendors=len(catalog.vendors),
        rates=len(catalog.rates),
        price_events=len(catalog.price_events),
        tariffs=len(catalog.tariffs),
        tax_rules=len(catalog.tax_rules),
        builds=len(workspace.builds),
        findings=findings,
    )
    said = ", ".join(counted(number, _ONE[name]) for name, number in checked.held.items())
    verdict = ", ".join(
        counted(number, _ONE[name]) for name, number in checked.counts.items() if number
    )
    blocks = [
        Text("\n".join(remarks_on(findings)), as_it_is=True),
        Text(f"{workspace.folder}: {said}.\n{verdict or 'No problems found'}.", strong=True),
    ]
    return Answer(
        tuple(blocks if findings else blocks[1:]),
        checked,
        findings,
        remarks=(),
        flat=findings_table(findings),
    )


# One of what a check counts, by the key under which programs find its number.
_ONE = {
    "parts": "part",
    "offers": "offer",
    "vendors": "vendor",
    "rates": "rate",
    "price_events": "price event",
    "tariffs": "tariff",
    "tax_rules": "tax rule",
    "builds": "build",
    "errors": "error",
    "warnings": "warning",
    "notes": "note",
}


def rates_answer(found: RateLookup) -> Answer:
    """Return the recorded rates, and which source answers for a pair on a day."""
    columns = (
        Column("base", "From"),
        Column("quote", "To"),
        Column("rate", "Rate", Kind.NUMBER),
        Column("as_of", "Of", Kind.DATE),
        Column("source", "Source"),
    )
    rows = tuple(
        Row(f"{index}", (rate.base, rate.quote, rate.rate, rate.as_of, rate.source))
        for index, rate in enumerate(found.recorded)
    )
    place = "rates.csv" if found.is_recorded else "the bundled history of the European Central Bank"
    said = (
        f"No source has a rate for {found.pair} on or before {found.on}. Add a row to rates.csv."
        if found.answer is None
        else f"For {found.pair} on {found.on}, {place} answers:\n{rate_text(found.answer)}"
    )
    return Answer(
        (Text(said, strong=True), Table("rates", "Recorded rates", columns, rows)),
        found,
    )


def fetched_answer(found: FetchedRates, *, file: str) -> Answer:
    """Return the rates that the live source gave, and which of them are new in the file."""
    lines = [
        f"{rate_text(rate)}: {'added to' if rate in found.added else 'already in'} {file}"
        for rate in found.fetched
    ]
    return Answer(
        (Text("\n".join(lines)),),
        found,
    )
