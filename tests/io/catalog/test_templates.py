"""Empty tables that explain their columns."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from planner.io.catalog.folder import load_catalog
from planner.io.catalog.templates import TEMPLATES, template
from planner.io.catalog.uploads import load_part_files
from planner.io.readers.csv import table_from_bytes
from planner.io.text.columns import columns_for
from planner.model.catalog import Catalog
from planner.model.findings import PlannerError
from planner.model.parts import CATEGORIES


def filled(kind: str) -> str:
    """Return a template with one row: the example that each of its columns gives."""
    row = StringIO()
    examples = (
        column.example or ("words" if column.required else "") for column in columns_for(kind)
    )
    csv.writer(row, lineterminator="\n").writerow(examples)
    return template(kind) + row.getvalue()


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_is_a_table_without_rows(kind: str) -> None:
    table, findings = table_from_bytes(f"{kind}.csv", template(kind).encode())

    assert findings == ()
    assert table.rows == ()
    assert table.columns == tuple(column.name for column in columns_for(kind))
    assert table.header_row == len(table.columns) + 2


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_explains_every_column(kind: str) -> None:
    cells = [row[0] for row in csv.reader(StringIO(template(kind)))]

    for column, comment in zip(columns_for(kind), cells[1:], strict=False):
        assert comment.startswith(f"# {column.name} — {column.description} — ")
        assert ("required" in comment) == column.required
        assert all(word in comment for word in column.words)
        assert column.example in comment


def test_templates_filled_with_their_examples_load_without_findings(tmp_path: Path) -> None:
    for kind in TEMPLATES:
        vendor = next(column.example for column in columns_for("vendors"))
        names = {
            "offers": f"offers/{vendor}.csv",
            "vendors": "vendors.csv",
            "rates": "rates.csv",
            "price_events": "price_events.csv",
            "tariffs": "tariffs.csv",
            "taxes": "taxes.csv",
            "retired": "own/retired.csv",
        }
        path = tmp_path / names.get(kind, f"parts/{kind}.csv")
        path.parent.mkdir(exist_ok=True)
        # Every template has the same example of a part number; a catalog wants one of each.
        text = filled(kind)
        if kind in CATEGORIES and kind != "switch":
            text = text.replace("\ntl-sg108,", f"\n{kind}-1,")
        if kind == "retired":
            text = text.replace("\ntl-sg108,acme,", "\nboard-1,,")
        # Two currency columns may share one example, a rate may not.
        text = text.replace("\nSGD,SGD,", "\nSGD,USD,")
        # Shipping goes by value, weight, packs or pieces, and the examples show each.
        text = text.replace(",0=5.00; 1000=9.00,1=5.00; 4=9.00,1=5.00; 10=9.00,", ",,,,")
        # A discount is a percentage or an amount.
        text = text.replace(",5,10.00,100.00,", ",5,,100.00,")
        # A rule holds over a value or up to it, and takes a percentage or an amount.
        text = text.replace(",400.00 SGD,400.00 SGD,", ",400.00 SGD,,").replace(",3.00 EUR,", ",,")
        path.write_text(text, "utf-8")

    catalog = load_catalog(tmp_path, own=tmp_path / "own")

    assert catalog.findings == ()
    assert len(catalog.retired) == 1
    assert {part.category for part in catalog.parts} == set(CATEGORIES)
    assert len(catalog.offers) == len(catalog.vendors) == len(catalog.rates) == 1
    assert len(catalog.price_events) == len(catalog.tariffs) == len(catalog.tax_rules) == 1


@pytest.mark.parametrize("kind", CATEGORIES)
def test_a_filled_template_can_be_uploaded(kind: str) -> None:
    parts, offers, findings = load_part_files(
        [(f"{kind}.csv", filled(kind).encode())], Catalog(), today=date(2026, 7, 24)
    )

    assert findings == ()
    assert [part.category for part in parts] == [kind]
    assert offers == ()


def test_an_unknown_template_ends_the_job_with_the_nearest() -> None:
    with pytest.raises(PlannerError, match="Did you mean switch"):
        template("switches")
    with pytest.raises(PlannerError, match="Templates: board"):
        template("xyzzy")
