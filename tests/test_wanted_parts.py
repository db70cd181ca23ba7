"""Every part of the shipped catalog may be wanted, whatever else is asked: none ends the planner.

A part has a job, lies beside the build, or is among the wishes that contradict each other.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.engine.questions.conflict import contradiction
from planner.engine.sizing.size import size
from planner.jobs.folder import open_workspace
from planner.jobs.rates import rates_of_offers
from planner.model.parts import CATEGORIES
from planner.model.requirement import Requirement, Wanted
from planner.model.wording import demand_text

DAY = date(2026, 11, 1)
CATALOG = open_workspace(Path(__file__).resolve().parents[1] / "catalogs", today=DAY).catalog
RATES = rates_of_offers(CATALOG, "SGD", on=DAY)
WISHES: dict[str, dict[str, Any]] = {
    "4 nodes": {"nodes": 4},
    "7 nodes on a single switch": {"nodes": 7, "cascade": False},
    "4 nodes powered over the network": {"nodes": 4, "power": "poe"},
    "4 nodes on two networks": {"nodes": 4, "redundant": True},
    "4 nodes with power of their own": {"nodes": 4, "power": "none"},
    "4 nodes in cases": {"nodes": 4, "shelves": True},
}
BY_CATEGORY = [[p.part_number for p in CATALOG.parts if p.category == name] for name in CATEGORIES]


@pytest.mark.parametrize("place", range(len(WISHES)), ids=WISHES)
def test_whichever_part_is_wanted_there_is_a_build_or_a_contradiction_that_names_it(
    place: int,
) -> None:
    asked = list(WISHES.values())[place]
    # Some of each category: over all wishes, every part once.
    some = [number for numbers in BY_CATEGORY for number in numbers[place :: len(WISHES)]]

    for number in some:
        wanted = Requirement(on=DAY, must=(Wanted(part_number=number),), **asked)
        found = size(wanted, CATALOG, RATES)
        if found.build is None:
            told = [demand_text(each.wish) for each in contradiction(wanted, CATALOG, RATES)]
            assert f"{number} as a required part" in told
        else:
            assert found.build.quantity_of(number) >= 1
