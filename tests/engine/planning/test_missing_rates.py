"""A rate that is missing is called missing, and never an offer or a price that nobody makes."""

from dataclasses import replace
from typing import Any

import pytest

from planner.engine.buying.basket import buy
from planner.engine.delivered.size import size_delivered
from planner.engine.sizing.size import size
from planner.model.buying import BuyingTerms, Market, Settlement
from planner.model.catalog import Catalog
from planner.model.findings import PlannerError, Severity
from planner.model.money import RateTable
from planner.model.proof import Status
from planner.model.wording import reasons
from tests.engine.delivered.test_size import PARTS
from tests.engine.purchase_cases import DAY, need, shop, sold
from tests.engine.sizing_cases import wish

NO_RATES = Settlement("KWD", RateTable(), DAY)


def test_what_only_a_rate_keeps_away_is_put_down_to_the_rate() -> None:
    offers = (sold("lead", "near"), sold("card", "far", currency="USD"))
    market = Market(offers, (shop("near"), shop("far", currency="USD")))
    found = buy([need("lead"), need("card"), need("fan")], market, NO_RATES)
    assert found.status is Status.INFEASIBLE
    assert [(each.code, each.subject) for each in found.findings] == [
        ("rate-missing", "SGD or USD/KWD"),
        ("purchase-no-offer", "fan"),
    ]
    assert "There is no exchange rate from SGD or USD to KWD" in found.findings[0].message
    assert "what is offered in them cannot be bought" in found.findings[0].message
    assert "catalogs/rates.csv" in found.findings[0].hint


@pytest.mark.parametrize(
    ("terms", "vendor"),
    [
        (BuyingTerms(exclude=("near",)), {}),
        (BuyingTerms(ship_to="DE"), {"ships_to": "SG"}),
        (BuyingTerms(locks=(("lead", "other"),)), {}),
        (BuyingTerms(need_by=DAY), {}),
    ],
)
def test_what_terms_keep_away_is_not_put_down_to_a_rate(
    terms: BuyingTerms, vendor: dict[str, Any]
) -> None:
    found = buy(
        [need("lead")], Market((sold("lead", "near"),), (shop("near", **vendor),)), NO_RATES, terms
    )
    assert [each.code for each in found.findings] == ["purchase-no-offer"]


def test_a_limit_of_import_tax_needs_a_rate_as_well() -> None:
    near = shop("near", import_tax_percent="9", import_tax_over="400 USD")
    settlement = replace(NO_RATES, currency="SGD")
    found = buy([need("lead")], Market((sold("lead", "near"),), (near,)), settlement)
    assert [each.subject for each in found.findings] == ["USD/SGD"]


def test_of_what_can_be_had_the_rates_are_named_that_would_let_in_more() -> None:
    offers = (sold("lead", "near"), sold("lead", "far", "1: 1.00", currency="USD"))
    market = Market(offers, (shop("near"), shop("far", currency="USD")))
    found = buy([need("lead")], market, replace(NO_RATES, currency="SGD"))
    assert found.basket is not None
    assert [(each.code, each.severity) for each in found.findings] == [
        ("rate-missing", Severity.WARNING)
    ]


def test_sizing_in_a_currency_that_no_price_leads_to_names_the_rate() -> None:
    offers = tuple(sold(part.part_number, "near") for part in PARTS)
    catalog = Catalog(parts=PARTS, offers=offers, vendors=(shop("near"),))
    asked = wish(nodes=2, currency="KWD")
    with pytest.raises(PlannerError, match="There is no exchange rate from SGD to KWD"):
        size(asked, catalog, RateTable())
    market = Market(offers, catalog.vendors)
    with pytest.raises(PlannerError, match="There is no exchange rate from SGD to KWD"):
        size_delivered(asked, catalog, RateTable(), market)


def test_a_part_that_only_a_rate_keeps_out_of_a_build_says_so() -> None:
    offers = tuple(
        sold(part.part_number, "near", currency="USD" if part.part_number == "board-0" else "SGD")
        for part in PARTS
    )
    catalog = Catalog(parts=PARTS, offers=offers, vendors=(shop("near"),))
    found = size(wish(nodes=2), catalog, RateTable())
    assert any("no exchange rate from USD to SGD): board-0" in reason for reason in reasons(found))
