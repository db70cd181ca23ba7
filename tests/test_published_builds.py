"""Lists of parts that other people published cost what they say, and nothing in them is an error.

Two of them are builds of the shipped catalog. The others are told here alone, in `data/published`,
with the facts of those parts that the catalog does not have.
"""

from datetime import date
from pathlib import Path

import pytest

from planner.jobs.folder import Workspace, open_build, open_workspace
from planner.jobs.plans import cost_build
from planner.model.bom import CostedBom
from planner.model.build import CountBasis
from planner.model.cost_question import CostTerms
from planner.model.findings import Severity, has_errors
from planner.model.money import Money
from planner.model.offers import Basis
from planner.model.plan import Plan

TESTS = Path(__file__).resolve().parent
LISTS = TESTS / "data" / "published"
IN_THE_CATALOG = {"mini-rack-002": "767.00", "pi-5-poe-2026": "1506.96"}
WITH_A_SUM = {
    "turing-pi-2-cm4": "606.94",
    "mini-rack-003": "2414.00",
    "rpi4utils-8": "1211.00",
    "enclave-nucs": "4200.00",
}
WITHOUT_A_PRICE = "seven-poe-hats"
# What a list leaves out is told as a warning. Each of these is right; no other one is expected.
WARNINGS = {
    "mini-rack-002": {"storage-short"},
    "pi-5-poe-2026": {"leads-short"},
    "turing-pi-2-cm4": {"leads-short"},
    "mini-rack-003": {"charger-missing", "storage-short"},
    "rpi4utils-8": set[str](),
    "enclave-nucs": set[str](),
    "seven-poe-hats": {"leads-short", "price-missing"},
}


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return open_workspace(TESTS.parent / "catalogs", today=date(2026, 11, 29))


def costed(shipped: Workspace, name: str, currency: str = "USD") -> tuple[Plan, CostedBom]:
    in_catalog = name in IN_THE_CATALOG
    build = shipped.build(name) if in_catalog else open_build(LISTS / f"{name}.toml")
    return cost_build(build, shipped.catalog, CostTerms(currency=currency))


def test_every_list_is_tried() -> None:
    names = {path.stem for path in LISTS.glob("*.toml")}
    assert names == {*WITH_A_SUM, WITHOUT_A_PRICE}


@pytest.mark.parametrize(("name", "sum_"), [*IN_THE_CATALOG.items(), *WITH_A_SUM.items()])
def test_a_published_list_costs_its_sum_to_the_cent(
    shipped: Workspace, name: str, sum_: str
) -> None:
    plan, bom = costed(shipped, name)

    assert bom.total == Money.parse(f"{sum_} USD")
    assert bom.basis is Basis.PUBLISHED
    # Who recorded the rack of 2026 prints no total: it is the sum of the lines.
    printed = plan.build.published_total()
    assert printed == (None if name == "pi-5-poe-2026" else bom.total)


@pytest.mark.parametrize("name", WARNINGS)
def test_what_somebody_built_is_no_error_and_only_what_a_list_leaves_out_is_a_warning(
    shipped: Workspace, name: str
) -> None:
    plan, _ = costed(shipped, name)

    assert not has_errors(plan.findings)
    found = {each.code for each in plan.findings if each.severity is Severity.WARNING}
    assert found == WARNINGS[name]


def test_a_list_without_prices_has_no_total(shipped: Workspace) -> None:
    plan, bom = costed(shipped, WITHOUT_A_PRICE)

    assert bom.total is None
    assert plan.build.published_total() is None


@pytest.mark.parametrize("name", IN_THE_CATALOG)
def test_each_line_of_a_build_of_the_catalog_says_its_price_its_day_and_where_it_is_printed(
    shipped: Workspace, name: str
) -> None:
    plan, _ = costed(shipped, name)

    assert len(plan.bill.lines) == len(plan.build.positions)
    for line in plan.bill.lines:
        assert line.price is not None
        assert line.price.basis is Basis.PUBLISHED
        assert line.price.source.startswith("https://")
        assert line.price.as_of <= plan.on
        assert line.count_basis is CountBasis.STATED
        assert line.why


def test_a_sum_in_dollars_is_converted_at_the_rate_of_its_day(shipped: Workspace) -> None:
    plan, bom = costed(shipped, "mini-rack-002", "SGD")

    # 767.00 x 1.367624224, the central bank's rate of that day.
    assert bom.total == Money.parse("1048.97 SGD")
    assert {rate.as_of for rate in plan.rates} == {date(2025, 1, 10)}
