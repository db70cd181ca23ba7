"""The catalog as an index: what is where, and what replaces what."""

from datetime import date
from decimal import Decimal
from typing import Any

from planner.model.catalog import Catalog
from planner.model.offers import Basis, Offer, PriceBreak
from planner.model.parts import PART_ADAPTER, Part
from planner.model.vendors import Vendor


def part(number: str, category: str = "other", **facts: Any) -> Part:
    return PART_ADAPTER.validate_python(
        {"category": category, "part_number": number, "name": number, "source": "s", **facts}
    )


def offer(number: str, price: str) -> Offer:
    return Offer(
        vendor="acme",
        part_number=number,
        currency="SGD",
        price_breaks=(PriceBreak(price=Decimal(price)),),
        quoted_on=date(2020, 6, 17),
        basis=Basis.QUOTED,
        source="s",
    )


CATALOG = Catalog(
    parts=(part("a"), part("b", "board"), part("c", "board")),
    offers=(offer("a", "1"), offer("b", "2"), offer("a", "3")),
    vendors=(Vendor(vendor="acme", name="Acme", kind="shop", currency="SGD"),),
    fingerprint="f",
)


def test_parts_offers_and_vendors_are_found_in_catalog_order() -> None:
    assert list(CATALOG.by_number) == ["a", "b", "c"]
    assert [str(each.pack_price(1)) for each in CATALOG.offers_for("a")] == ["S$1.00", "S$3.00"]
    assert CATALOG.offers_for("nobody-sells-it") == ()
    assert [each.part_number for each in CATALOG.in_category("board")] == ["b", "c"]
    assert CATALOG.vendor_names == {"acme": "Acme"}


def test_added_parts_replace_those_of_the_same_number_and_keep_the_rest() -> None:
    # Ask first, so that a stale index would show.
    assert CATALOG.by_number["a"].name == "a"
    more = CATALOG.with_parts([part("a", name="mine"), part("d")], [offer("d", "9")])
    assert {number: found.name for number, found in more.by_number.items()} == {
        "a": "mine",
        "b": "b",
        "c": "c",
        "d": "d",
    }
    assert len(more.offers_for("d")) == 1
    assert len(more.offers_for("a")) == 2
    assert (more.vendors, more.fingerprint) == (CATALOG.vendors, "f")
    assert CATALOG.by_number["a"].name == "a"
