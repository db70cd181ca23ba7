"""A part of one's own, its shop and its price: all of it is kept, or nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.io.catalog.folder import load_catalog
from planner.jobs.own_part import (
    OwnPart,
    number_for,
    plain_cell,
    save_own_part,
    shop_for,
    shop_row,
    shop_terms,
    wrong_with,
)
from planner.model.catalog import Catalog

ON = date(2026, 11, 29)
SHIPPED = Path("catalogs")
SAID = OwnPart(
    "switch",
    "corner-switch",
    part={"part_number": "corner-switch", "name": "Corner switch", "source": "entered by you",
          "ports": "8", "speed_mbps": "2500"},
    shop={"vendor": "ah-beng", "name": "Ah Beng", "kind": "shop", "currency": "SGD",
          "shipping": "5", "terms_on": "2026-11-29", "source": "entered by you"},
    offer={"vendor": "ah-beng", "part_number": "corner-switch", "price": "40.50",
           "currency": "SGD", "quoted_on": "2026-11-29", "basis": "quoted",
           "source": "entered by you"},
)  # fmt: skip


def catalog(own: Path | None = None) -> Catalog:
    return load_catalog(SHIPPED, ON, own=own)


def test_part_shop_and_price_are_in_the_catalog_at_once(tmp_path: Path) -> None:
    wrong = save_own_part(SHIPPED, tmp_path, SAID, catalog(), today=ON)

    known = catalog(tmp_path)
    [offer] = known.offers_for("corner-switch")
    part = known.by_number["corner-switch"]
    assert (wrong, part.category, offer.currency) == ((), "switch", "SGD")
    assert (str(offer.price_breaks[0].price), offer.basis, offer.quoted_on) == (
        "40.50",
        "quoted",
        ON,
    )
    assert known.vendor_names["ah-beng"] == "Ah Beng"


def test_a_second_quote_of_another_shop_stands_beside_the_first(tmp_path: Path) -> None:
    save_own_part(SHIPPED, tmp_path, SAID, catalog(), today=ON)
    known = catalog(tmp_path)
    assert number_for(" corner  SWITCH ", "switch", known) == ("corner-switch", True)
    assert shop_for("ah beng", known) == ("ah-beng", True)
    second = replace(
        SAID,
        part={},
        shop={**SAID.shop, "vendor": "siti", "name": "Siti"},
        offer={**SAID.offer, "vendor": "siti", "price": "38"},
    )
    save_own_part(SHIPPED, tmp_path, second, known, today=ON)

    offers = catalog(tmp_path).offers_for("corner-switch")
    assert {(each.vendor, str(each.price_breaks[0].price)) for each in offers} == {
        ("ah-beng", "40.50"),
        ("siti", "38"),
    }


def test_terms_of_a_known_shop_are_kept_with_all_else_that_is_on_record_of_it(
    tmp_path: Path,
) -> None:
    known = catalog()
    before = next(each for each in known.vendors if each.name == "The Pi Hut")
    terms = shop_terms("the pi hut", known)
    assert terms["currency"] == before.currency
    assert terms.get("shipping", "") != "7.50"
    said = {"currency": "SGD", "source": "entered by you", "shipping": "7.50"}
    offer = {**SAID.offer, "vendor": before.vendor}
    row = shop_row("the pi hut", said, known, today=ON)
    wrong = save_own_part(SHIPPED, tmp_path, replace(SAID, shop=row, offer=offer), known, today=ON)

    after = next(each for each in catalog(tmp_path).vendors if each.vendor == before.vendor)
    assert wrong == ()
    assert (str(after.shipping), after.terms_on) == ("7.50", ON)
    assert (after.country, after.currency, after.url) == (
        before.country,
        before.currency,
        before.url,
    )


def test_a_known_shop_of_which_nothing_new_is_said_keeps_its_row_and_its_day() -> None:
    known = catalog()
    terms = shop_terms("The Pi Hut", known)
    said = {"currency": "SGD", "source": "x", "shipping": terms.get("shipping", "")}
    assert shop_row("The Pi Hut", said, known, today=ON) == {}


def test_a_new_shop_has_a_day_of_terms_only_where_terms_are_said() -> None:
    said = {"currency": "SGD", "source": "x", "shipping": ""}
    assert shop_row("Siti", said, catalog(), today=ON)["terms_on"] == ""
    assert shop_row("Siti", {**said, "shipping": "5"}, catalog(), today=ON)["terms_on"] == str(ON)


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"part": {**SAID.part, "ports": "many"}}, "ports"),
        ({"shop": {**SAID.shop, "tax_percent": "-3"}}, "tax_percent"),
        ({"offer": {**SAID.offer, "price": "NaN"}}, "price"),
        ({"offer": {**SAID.offer, "currency": "XYZ"}}, "currency"),
    ],
)
def test_with_a_mistake_anywhere_nothing_is_written(
    change: dict[str, dict[str, str]], column: str, tmp_path: Path
) -> None:
    said = replace(SAID, **change)  # type: ignore[arg-type]
    wrong = save_own_part(SHIPPED, tmp_path, said, catalog(), today=ON)

    assert column in {each.cell.column for each in wrong if each.cell is not None}
    assert not list(tmp_path.rglob("*.csv"))


def test_a_part_without_shop_and_price_is_a_part(tmp_path: Path) -> None:
    said = replace(SAID, shop={}, offer={})
    assert save_own_part(SHIPPED, tmp_path, said, catalog(), today=ON) == ()
    assert catalog(tmp_path).offers_for("corner-switch") == ()
    assert wrong_with(OwnPart("switch", "x"), Catalog(), today=ON) == ()


def test_names_that_make_the_same_number_are_told_apart() -> None:
    known = catalog()
    assert number_for("TL SG108", "switch", known) == ("tl-sg108-2", False)
    assert number_for("開關", "switch", known) == ("part", False)
    assert number_for("Raspberry Pi 5 8 GB", "switch", known) == ("raspberry-pi-5-8-gb", False)
    assert shop_for("!!!", known) == ("shop", False)


@pytest.mark.parametrize(
    ("column", "typed", "cell"),
    [
        ("speed_mbps", "2.5G", "2500"),
        ("speed_mbps", "1 Gbit/s", "1000"),
        ("speed_mbps", "100", "100"),
        ("ram_mb", "8 GB", "8192"),
        ("ram_mb", "512MB", "512"),
        ("supply_w", "60 W", "60"),
        ("supply_w", "12,5", "12.5"),
        ("length_m", "30 cm", "0.3"),
        ("port_max_ma", "2.4 A", "2400"),
        ("tax_percent", "9 %", "9"),
        ("ports", "8", "8"),
        ("ports", "8 ports", "8 ports"),
        ("ram_mb", "1,024", "1,024"),
        ("ram_mb", "8 bananas", "8 bananas"),
        ("connector", "USB-C", "USB-C"),
        ("kind", "", ""),
    ],
)
def test_a_number_is_read_in_the_unit_it_was_typed_in(column: str, typed: str, cell: str) -> None:
    assert plain_cell(column, typed) == cell
