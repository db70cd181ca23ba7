"""What the command says about parts that were looked for; no layout."""

from dataclasses import replace
from datetime import date

from planner.cli.answer import Answer, Text
from planner.jobs.folder import Workspace
from planner.model.glance import age_text, at_a_glance
from planner.model.listings import PricedPart, PricedParts
from planner.model.money import Money
from planner.model.part_search import PartsQuestion
from planner.model.table import Column, Kind, Row, Table
from planner.model.words import counted


def parts_answer(found: PricedParts, workspace: Workspace, asked: PartsQuestion) -> Answer:
    """Return parts with the cheapest current offer for one piece of each."""
    priced = found.parts
    packs = any(each.price is not None and each.price.pack_size > 1 for each in priced)
    columns = (
        Column("part_number", "Part number"),
        Column("name", "Name"),
        Column("facts", "Description", detail=True),
        Column("category", "Category", detail=True),
        Column("price", "Price", Kind.MONEY),
        Column("currency", "Currency", detail=True),
        Column("pieces", "for pcs", Kind.INTEGER, detail=not packs),
        Column("converted", f"in {asked.currency}", Kind.MONEY),
        Column("as_of", "Of", Kind.DATE),
        Column("age", "Age", detail=True),
        Column("basis", "Basis"),
        Column("vendor", "Vendor", detail=True),
        Column("source", "Source", Kind.LINK, detail=True),
        Column("comes_with", "Comes with", detail=True),
        Column("also_needs", "Also needs", detail=True),
    )
    names = workspace.catalog.vendor_names
    rows = tuple(Row(each.part.part_number, _cells(each, names, asked.on)) for each in priced)
    table = Table("parts", "Parts", columns, rows)
    told = " ".join(filter(None, (_count(found), _how(found, asked))))
    titled = (replace(column, title=column.key) for column in columns)
    return Answer((table, Text(told)), found, flat=replace(table, columns=tuple(titled)))


def _count(found: PricedParts) -> str:
    if not found.parts:
        return "No part matches. Try fewer words, or another category."
    count = counted(len(found.parts), "part")
    missing = sum(each.price is None for each in found.parts)
    return f"{count}, {missing} of them without a price." if missing else f"{count}."


def _how(found: PricedParts, asked: PartsQuestion) -> str:
    """Return how the search was read, where that is not plain."""
    if not found.parts:
        return ""
    if not found.whole:
        return f"Nothing matches all of {asked.search!r}: these match most of it."
    return f"Read as {found.read_as!r}." if found.read_as else ""


def _cells(
    each: PricedPart, names: dict[str, str], on: date
) -> tuple[str | int | Money | date | None, ...]:
    price, part = each.price, each.part
    head = (part.part_number, part.name, ", ".join(at_a_glance(part)), part.category)
    beside = ("; ".join(part.includes), "; ".join(part.lacks))
    if price is None:
        return (*head, None, "", "", "", "", "", "", "", "", *beside)
    amounts = (price.unit, price.unit.currency, price.pack_size, each.converted)
    vendor = names.get(price.vendor, price.vendor)
    age = age_text(price.as_of, on=on)
    return (*head, *amounts, price.as_of, age, str(price.basis), vendor, price.source, *beside)
