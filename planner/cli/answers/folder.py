"""What commands say about a catalog folder: its parts, its mistakes and its rates; no layout."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.cli.answer import Answer, Text, remarks_on
from planner.cli.answers.builds import rate_text
from planner.engine.reporting import findings_table
from planner.io.exporters import json as fields
from planner.jobs.folder import Workspace
from planner.jobs.parts import PricedPart
from planner.model.findings import Finding, Severity
from planner.model.money import ExchangeRate, Money
from planner.model.table import Column, Kind, Row, Table


def parts_answer(priced: Sequence[PricedPart], workspace: Workspace, *, currency: str) -> Answer:
    """Return parts with the cheapest current offer for one piece of each."""
    packs = any(each.price is not None and each.price.pack_size > 1 for each in priced)
    columns = (
        Column("part_number", "Part number"),
        Column("name", "Name"),
        Column("category", "Category", detail=True),
        Column("price", "Price", Kind.MONEY),
        Column("currency", "Currency", detail=True),
        Column("pieces", "for pcs", Kind.INTEGER, detail=not packs),
        Column("converted", f"in {currency}", Kind.MONEY),
        Column("as_of", "Of", Kind.DATE),
        Column("basis", "Basis"),
        Column("vendor", "Vendor", detail=True),
        Column("source", "Source", Kind.LINK, detail=True),
    )
    names = workspace.catalog.vendor_names
    rows = tuple(Row(each.part.part_number, _part_cells(each, names)) for each in priced)
    table = Table("parts", "Parts", columns, rows)
    count = "1 part" if len(priced) == 1 else f"{len(priced)} parts"
    missing = sum(each.price is None for each in priced)
    tail = f"{count}, {missing} of them without a price." if missing else f"{count}."
    if not priced:
        tail = "No part matches. Try fewer words, or another category."
    return Answer(
        (table, Text(tail)),
        lambda: {"parts": [_part_fields(each) for each in priced]},
        flat=_by_key(table),
    )


def _by_key(table: Table) -> Table:
    """Return a table headed by its keys, as programs want it."""
    columns = (replace(column, title=column.key) for column in table.columns)
    return replace(table, columns=tuple(columns))


def _part_cells(
    each: PricedPart, names: dict[str, str]
) -> tuple[str | int | Money | date | None, ...]:
    price = each.price
    head = (each.part.part_number, each.part.name, each.part.category)
    if price is None:
        return (*head, None, "", "", "", "", "", "", "")
    amounts = (price.unit, price.unit.currency, price.pack_size, each.converted)
    vendor = names.get(price.vendor, price.vendor)
    return (*head, *amounts, price.as_of, str(price.basis), vendor, price.source)


def _part_fields(each: PricedPart) -> fields.Fields:
    price = each.price
    return {
        "part_number": each.part.part_number,
        "name": each.part.name,
        "category": each.part.category,
        "price": None if price is None else fields.money(price.unit),
        "pack_size": None if price is None else price.pack_size,
        "converted": fields.money(each.converted),
        "as_of": None if price is None else price.as_of,
        "basis": None if price is None else str(price.basis),
        "vendor": None if price is None else price.vendor,
        "source": None if price is None else price.source,
    }


def check_answer(workspace: Workspace, findings: tuple[Finding, ...]) -> Answer:
    """Return what is wrong in a catalog folder, one finding a line, and how much of each."""
    catalog = workspace.catalog
    held = {
        "parts": len(catalog.parts),
        "offers": len(catalog.offers),
        "vendors": len(catalog.vendors),
        "rates": len(catalog.rates),
        "builds": len(workspace.builds),
    }
    counts = {f"{each}s": sum(f.severity is each for f in findings) for each in Severity}
    said = ", ".join(_counted(number, name) for name, number in held.items())
    verdict = ", ".join(_counted(number, name) for name, number in counts.items() if number)
    blocks = [
        Text("\n".join(remarks_on(findings)), as_it_is=True),
        Text(f"{workspace.folder}: {said}.\n{verdict or 'Nothing is wrong'}.", strong=True),
    ]
    return Answer(
        tuple(blocks if findings else blocks[1:]),
        lambda: {**held, "counts": counts, "findings": fields.finding_fields(findings)},
        findings,
        remarks=(),
        flat=findings_table(findings),
    )


def _counted(number: int, name: str) -> str:
    return f"{number} {name.removesuffix('s') if number == 1 else name}"


def rates_answer(
    rates: Sequence[ExchangeRate],
    asked: ExchangeRate | None,
    *,
    pair: str,
    on: date,
    recorded: bool,
) -> Answer:
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
        for index, rate in enumerate(rates)
    )
    place = "rates.csv" if recorded else "the bundled history of the European Central Bank"
    said = (
        f"No source has a rate for {pair} on or before {on}. Add a row to rates.csv."
        if asked is None
        else f"For {pair} on {on}, {place} answers:\n{rate_text(asked)}"
    )
    return Answer(
        (Text(said, strong=True), Table("rates", "Recorded rates", columns, rows)),
        lambda: {
            "recorded": [rate.model_dump() for rate in rates],
            "pair": pair,
            "on": on,
            "answer": None if asked is None else asked.model_dump(),
            "answered_by": None if asked is None else ("recorded" if recorded else "ecb"),
        },
    )


def fetched_answer(
    fetched: Sequence[ExchangeRate], added: Sequence[ExchangeRate], *, file: str
) -> Answer:
    """Return the rates that the live source gave, and which of them are new in the file."""
    lines = [
        f"{rate_text(rate)}: {'added to' if rate in added else 'already in'} {file}"
        for rate in fetched
    ]
    return Answer(
        (Text("\n".join(lines)),),
        lambda: {
            "fetched": [rate.model_dump() for rate in fetched],
            "added": [rate.model_dump() for rate in added],
        },
    )
