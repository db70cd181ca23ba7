"""Empty tables that explain their own columns, made from the fields of the model."""

import csv
from io import StringIO

from planner.io.text.columns import Column, Kind, columns_for
from planner.io.text.problems import listed
from planner.model.catalog import Retired
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import ExchangeRate
from planner.model.nearest import nearest
from planner.model.offers import Offer
from planner.model.parts import CATEGORIES
from planner.model.price_events import PriceEvent
from planner.model.tariffs import Tariff
from planner.model.tax_rules import TaxRule
from planner.model.vendors import Vendor

_RECORDS = {
    **CATEGORIES,
    "offers": Offer,
    "vendors": Vendor,
    "rates": ExchangeRate,
    "price_events": PriceEvent,
    "tariffs": Tariff,
    "taxes": TaxRule,
    "retired": Retired,
}
TEMPLATES = tuple(_RECORDS)
FILES = {
    "offers": "offers/<vendor>.csv, one row for each price break",
    "vendors": "vendors.csv",
    "rates": "rates.csv",
    "price_events": "price_events.csv, one row for each change of a list price",
    "tariffs": "tariffs.csv, one row for each tariff and the day it begins",
    "taxes": "taxes.csv, one row for each rule and side of a limit",
    "retired": "retired.csv of your own catalog",
}


def template(kind: str) -> str:
    """Return an empty CSV for a part category or another file of the catalog, by its name.

    Its comment lines say what each column means, whether it is needed, and what may stand in it.
    Raises PlannerError if there is no such kind.
    """
    if kind not in TEMPLATES:
        raise _unknown(kind)
    text = StringIO()
    # A comment with a comma is quoted, so that a spreadsheet keeps it in one cell.
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([f"# {FILES.get(kind, f'parts/{kind}.csv')}: {about(kind)}"])
    columns = columns_for(kind)
    for column in columns:
        writer.writerow([f"# {_explained(column)}"])
    writer.writerow([column.name for column in columns])
    return text.getvalue()


def about(kind: str) -> str:
    """Return what one row of a file is."""
    return (_RECORDS[kind].__doc__ or "").strip().splitlines()[0]


def _explained(column: Column) -> str:
    says = [column.name, column.description, "required" if column.required else "may be empty"]
    if column.words:
        many = column.kind is Kind.WORDS
        words = ", ".join(column.words) if many else listed(column.words)
        says.append(f"{'any of' if many else 'one of'}: {words}")
    elif column.kind is not Kind.TEXT:
        says.append(column.kind.value)
    if column.example:
        says.append(f"such as {column.example}")
    return " — ".join(says)


def _unknown(kind: str) -> PlannerError:
    near = nearest(kind, TEMPLATES)
    hint = f"Did you mean {near}? " if near else ""
    return PlannerError(
        Finding(
            code="template-unknown",
            severity=Severity.ERROR,
            subject=kind,
            message=f"There is no template {kind!r}.",
            hint=f"{hint}Templates: {', '.join(TEMPLATES)}.",
        )
    )
