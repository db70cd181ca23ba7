"""One node more, as page and command ask for it: counted for one copy, added to all."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from planner.engine.solving.effort import UNHURRIED
from planner.jobs.folder import open_workspace
from planner.jobs.next_node import one_node_more
from planner.model.build import Build
from planner.model.cost_question import BUILD_S_OWN
from planner.model.next_node import NextNode
from planner.model.spares import SpareRule

TODAY = date(2026, 10, 15)
FOLDER = open_workspace(Path(__file__).resolve().parents[2] / "catalogs", today=TODAY)
TENTH = SpareRule(percent=Decimal(10))


def asked(build: Build) -> NextNode:
    return one_node_more(build, FOLDER.catalog, BUILD_S_OWN, today=TODAY, effort=UNHURRIED)


def test_a_node_of_several_copies_costs_what_its_parts_cost_and_is_added_to_each() -> None:
    kraken = FOLDER.build("kraken-2026")
    several = kraken.model_copy(update={"copies": 10, "spare_rules": (TENTH,)})
    one, ten = asked(kraken), asked(several)

    assert (ten.cost, ten.added) == (one.cost, one.added)
    assert one.build is not None
    assert ten.build is not None
    assert (ten.build.copies, ten.build.spare_rules) == (10, (TENTH,))
    assert ten.build.positions == one.build.positions


def test_where_no_node_can_be_added_there_is_no_build() -> None:
    empty = FOLDER.build("kraken-2026").model_copy(update={"positions": (), "wiring": ()})
    assert asked(empty).build is None
