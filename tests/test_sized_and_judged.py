"""What sizing proposes, judged as a build that somebody made by hand: its wires forgotten.

A build of which nobody wired anything is judged by its sums, with other rules than a wired one.
What is proven to work in the wiring must not be called an error there.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.rules import judge
from planner.engine.sizing.size import Sizer, size
from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.plans import plan_build
from planner.jobs.rates import rates_of_offers
from planner.model import home
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.cost_question import CostTerms
from planner.model.findings import Severity
from planner.model.money import RateTable
from planner.model.parts import Board
from planner.model.requirement import PowerSource, Requirement
from tests.engine.sizing import test_against_brute_force as plain
from tests.engine.sizing import test_carriers_against_brute_force as carried
from tests.engine.sizing import test_companions_against_brute_force as accompanied
from tests.engine.sizing_cases import RATES
from tests.examples import examples

SHIPPED = Path(__file__).resolve().parents[1] / "catalogs"
ON = date(2026, 11, 29)


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return open_workspace(SHIPPED, today=ON)


def by_hand(build: Build) -> Build:
    """Return a build as if somebody had made it: nobody says what is plugged in where."""
    return build.model_copy(update={"wiring": ()})


def errors(build: Build, catalog: Catalog) -> list[str]:
    plan = plan_build(by_hand(build), catalog, CostTerms())
    return [
        f"{each.code}: {each.message}" for each in judge(plan) if each.severity is Severity.ERROR
    ]


def proposals(catalog: Catalog, rates: RateTable, **wishes: object) -> Iterator[tuple[str, Build]]:
    """Yield the best build of each board of a catalog alone, if there is one."""
    for board in catalog.parts:
        if isinstance(board, Board):
            asked = {"on": ON, "only": (board.part_number,), **wishes}
            requirement = Requirement.model_validate(asked)
            found = Sizer(requirement, catalog, rates).best(requirement)
            if found.build is not None:
                yield board.part_number, found.build


@pytest.mark.parametrize(
    "wishes",
    [
        {"nodes": 2},
        {"nodes": 4},
        {"nodes": 2, "power": PowerSource.POE},
        {"nodes": 2, "storage_gb": 200},
    ],
    ids=str,
)
def test_every_shipped_board_that_is_sized_alone_is_no_error_as_a_build_made_by_hand(
    shipped: Workspace, wishes: dict[str, object]
) -> None:
    rates = rates_of_offers(shipped.catalog, home.CURRENCY, on=ON)
    found = dict(proposals(shipped.catalog, rates, **wishes))
    assert len(found) >= 5
    assert {n: said for n, build in found.items() if (said := errors(build, shipped.catalog))} == {}


def assert_no_error(catalog: Catalog, wanted: Requirement, *about: str) -> None:
    """Assert that a proposal is no error by hand, nor any warning of a code that begins so."""
    found = size(wanted, catalog, RATES)
    if found.build is not None:
        assert errors(found.build, catalog) == []
        told = judge(plan_build(by_hand(found.build), catalog, CostTerms()))
        assert [each.code for each in told if about and each.code.startswith(about)] == []


# What would be told of a carrier, or of cases, without a place or power for everything.
CARRIED = ("carrier-", "case-", "shelves-", "rack-")


@examples(20)
@given(plain.catalogs(), plain.requirements())
def test_what_is_proposed_of_a_random_catalog_is_no_error_by_hand(
    catalog: Catalog, wanted: Requirement
) -> None:
    assert_no_error(catalog, wanted)


@examples(20)
@given(plain.catalogs(powered=True), plain.requirements())
def test_what_is_powered_over_the_network_is_no_error_by_hand(
    catalog: Catalog, wanted: Requirement
) -> None:
    assert_no_error(catalog, wanted.model_copy(update={"power": PowerSource.POE}))


@examples(20)
@given(plain.catalogs(barrels=True), plain.requirements())
def test_boards_on_barrel_plugs_are_no_error_by_hand(catalog: Catalog, wanted: Requirement) -> None:
    assert_no_error(catalog, wanted.model_copy(update={"power": PowerSource.CHARGER}))


@examples(20)
@given(carried.catalogs(), carried.requirements())
def test_modules_on_carriers_are_no_error_by_hand(catalog: Catalog, wanted: Requirement) -> None:
    fed = CARRIED if wanted.by_supplies else ()
    assert_no_error(catalog, wanted, *fed)


@examples(20)
@given(carried.catalogs(housed=True), carried.requirements(), st.sampled_from([None, 2, 4]))
def test_carriers_in_cases_and_racks_are_no_error_by_hand(
    catalog: Catalog, wanted: Requirement, units: int | None
) -> None:
    asked = {"rack_units": units} if units else {"shelves": True}
    fed = CARRIED if wanted.by_supplies else ()
    assert_no_error(catalog, wanted.model_copy(update=asked), *fed)


@examples(40)
@given(
    carried.catalogs(cabled=True),
    carried.requirements(),
    st.sampled_from([{"power": PowerSource.POE}, {"power": PowerSource.ANY}, {"redundant": True}]),
)
def test_carriers_on_powered_cables_and_on_two_networks_are_no_error_by_hand(
    catalog: Catalog, wanted: Requirement, asked: dict[str, Any]
) -> None:
    asking = wanted.model_copy(update=asked)
    assert_no_error(catalog, asking, *(CARRIED if asking.power is not PowerSource.NONE else ()))


@examples(20)
@given(accompanied.catalogs(), accompanied.requirements())
def test_drives_on_hats_and_boards_in_cases_are_no_error_by_hand(
    catalog: Catalog, wanted: Requirement
) -> None:
    assert_no_error(catalog, wanted)
