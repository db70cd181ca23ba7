"""The catalog as an index: what is where, and what replaces what."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.model.catalog import Catalog, Retired, Stamp
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
    stamp=Stamp("f"),
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


DAY = date(2020, 6, 17)


@pytest.mark.parametrize(
    ("part_number", "vendor", "on", "covered"),
    [
        ("a", "acme", DAY, True),
        (None, "acme", DAY, True),
        ("a", "acme", date(2020, 6, 16), False),  # the price is newer
        ("b", "acme", DAY, False),
        (None, "other", DAY, False),
        ("a", None, DAY, False),  # of a part that is retired the prices stay on record
    ],
)
def test_what_is_retired_covers_the_prices_up_to_its_day(
    part_number: str | None, vendor: str | None, on: date, covered: bool
) -> None:
    retired = Retired(part_number=part_number, vendor=vendor, retired_on=on)
    assert retired.covers(offer("a", "1")) is covered


def test_a_part_is_retired_whoever_sells_it_and_one_shops_offer_of_it_is_not() -> None:
    retired = (
        Retired(part_number="a", retired_on=DAY),
        Retired(part_number="b", vendor="acme", retired_on=DAY),
    )
    catalog = CATALOG.model_copy(update={"retired": retired})
    assert catalog.retired_parts == {"a"}
    assert catalog.with_parts([part("d")]).retired_parts == {"a"}
