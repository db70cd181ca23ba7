"""Cells that are written from records are read back as the records they came from."""

from datetime import date
from pathlib import Path

from planner.io.catalog.folder import load_catalog
from planner.io.catalog.one_row import row_findings
from planner.io.text.cells import cells_of
from planner.io.text.columns import columns_for
from planner.io.text.records import check_row
from planner.model.parts import CATEGORIES
from planner.model.vendors import Vendor

SHIPPED = load_catalog(Path(__file__).resolve().parents[3] / "catalogs")


def test_every_shipped_part_is_read_back_as_it_was() -> None:
    for part in SHIPPED.parts:
        columns = {column.name: column for column in columns_for(part.category)}
        cells = cells_of(part)
        cells.pop("category", None)
        read, problems = check_row(cells, CATEGORIES[part.category], columns)
        assert (read, problems) == (part, ())


def test_every_shipped_vendor_is_read_back_as_it_was() -> None:
    columns = {column.name: column for column in columns_for("vendors")}
    tiers = SHIPPED.vendors[0].model_validate(
        {
            "vendor": "t",
            "name": "T",
            "kind": "shop",
            "currency": "SGD",
            "shipping_tiers": "0=5.00; 50=3.00",
            "ships_to": "SG; MY",
            "import_tax_over": "400 SGD",
            "tax_included": False,
        }
    )
    for vendor in (*SHIPPED.vendors, tiers):
        read, problems = check_row(cells_of(vendor), Vendor, columns)
        assert (read, problems) == (vendor, ())


def test_every_shipped_offer_of_one_price_is_a_row_without_a_mistake() -> None:
    for offer in SHIPPED.offers:
        if len(offer.price_breaks) == 1:
            cells = cells_of(offer)
            assert "price_breaks" not in cells
            found = row_findings("offers", cells, SHIPPED, today=date.max)
            assert found == (), cells
