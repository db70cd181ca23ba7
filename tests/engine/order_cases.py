"""A purchase with everything that an order can hold, for the tests of its documents."""

from dataclasses import replace
from typing import Any

from planner.engine.buying.partial import buy_what_can_be_had
from planner.engine.reporting.orders import OrderPaper
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, BuyingTerms, Market
from planner.model.offers import Offer
from planner.model.vendors import Vendor
from tests.engine.purchase_cases import LANDING, need, shop, sold

FAR = shop(
    "far",
    url="https://far.example/",
    currency="USD",
    shipping="8.00",
    handling="1.50",
    tax_percent="8",
    tax_included=False,
    card_percent="1.5",
    fx_percent="3.25",
    import_tax_percent="9",
    duty_percent="2",
).model_copy(update={"name": "Far & Away"})
NEAR = shop("near", shipping="5.00", free_shipping_over="60.00")
PLAIN = shop("plain")
VENDORS = (FAR, NEAR, PLAIN)
OFFERS = (
    sold("board", "far", "1: 35.00", currency="USD", sku="B-1", lead_time_days=9),
    sold("lead", "near", "1: 4.00, 10: 3.20", pack_size=5, lead_time_days=2),
    sold("card", "near", "1: 9.99, 3: 8.00", break_kind="incremental", lead_time_days=3),
    sold("reel", "plain", "1: 12.345", currency="EUR"),
)
NEEDS = (need("board", 3), need("lead", 48), need("card", 8), need("reel", 3), need("fan", 2))
NAMES = {"board": "A board", "lead": "=lead()", "fan": "A fan <40 mm>"}


def purchase(
    needs: tuple[Need, ...] = NEEDS,
    offers: tuple[Offer, ...] = OFFERS,
    vendors: tuple[Vendor, ...] = VENDORS,
    terms: BuyingTerms = NO_TERMS,
    **changes: Any,
) -> OrderPaper:
    found = buy_what_can_be_had(needs, Market(offers, vendors), LANDING, terms)
    assert found.basket is not None
    made = OrderPaper(
        title="My <cluster>",
        basket=found.basket,
        found=found,
        settlement=LANDING,
        terms=terms,
        vendors={vendor.vendor: vendor for vendor in vendors},
        names=NAMES,
    )
    return replace(made, **changes)
