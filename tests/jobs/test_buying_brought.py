"""What a build brings along can be bought: own parts at own prices, where nobody knows them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.engine.planning.edit import empty_build, with_part
from planner.engine.solving.effort import Effort
from planner.jobs.buying import buy, market_of, requisition
from planner.jobs.folder import open_workspace
from planner.model.buying import Market
from planner.model.offers import Basis, Offer, PriceBreak
from planner.model.parts import PART_ADAPTER
from planner.model.questions import BuyQuestion
from planner.model.vendors import Vendor

DAY = date(2026, 11, 30)
KNOWN = open_workspace(Path(__file__).resolve().parents[2] / "catalogs", today=DAY)
LAMP = PART_ADAPTER.validate_python(
    {"category": "other", "part_number": "my-lamp", "name": "My lamp", "source": "my shed"}
)
SOLD = Offer(
    vendor="shed",
    part_number="my-lamp",
    currency="SGD",
    price_breaks=(PriceBreak(price=Decimal("40.50")),),
    quoted_on=DAY,
    basis=Basis.QUOTED,
    source="https://shed.example",
)
SHED = Vendor(vendor="shed", name="The shed", kind="shop", currency="SGD")


@pytest.mark.parametrize("vendors", [(), (SHED,)])
@pytest.mark.parametrize("market", [None, market_of(KNOWN.catalog)])
def test_own_parts_are_bought_from_the_shop_that_the_build_names(
    market: Market | None, vendors: tuple[Vendor, ...]
) -> None:
    build = with_part(empty_build(currency="SGD", on=DAY), "other", "my-lamp", 2)
    mine = build.model_copy(update={"parts": (LAMP,), "offers": (SOLD,), "vendors": vendors})

    asked = requisition(BuyQuestion(what=mine, on=DAY), KNOWN, market)
    found = buy(asked, effort=Effort())

    assert found.basket is not None
    (order,) = found.basket.orders
    assert order.vendor == "shed"
    assert [line.packs for line in order.lines] == [2]
    assert asked.names["my-lamp"] == "My lamp"
