"""Builds of one order that are called alike: each pays for itself, to the cent."""

from pathlib import Path

import pytest

from planner.engine.solving.effort import UNHURRIED
from planner.jobs.buying import buy, requisition
from planner.jobs.folder import Workspace
from planner.jobs.group_orders import is_shared, shared_costs
from planner.jobs.ordered import told_apart
from planner.model.catalog import Catalog
from planner.model.group_order import Member
from planner.model.money import total
from planner.model.questions import Bill, BuyQuestion, OrderedBuild, Together
from tests.engine.purchase_cases import DAY, need, shop, sold

FOLDER = Workspace(
    Path("catalogs"),
    Catalog(
        offers=(sold("board", "near", "1: 50.33"), sold("card", "near", "1: 9.10")),
        vendors=(shop("near", shipping="5"),),
    ),
    (),
    (),
)


def called(*members: tuple[str, str]) -> list[str]:
    found = told_apart([Member(title, 1, (), owner=owner) for title, owner in members])
    assert len({each.whose for each in found if not each.owner}) == sum(
        not each.owner for each in found
    )
    return [each.title for each in found]


@pytest.mark.parametrize(
    ("members", "titles"),
    [
        ([("Octopi", ""), ("Kraken", "")], ["Octopi", "Kraken"]),
        ([("Octopi", ""), ("Octopi", "")], ["Octopi (1)", "Octopi (2)"]),
        # Of two owners each has an Octopi; one owner with two of them has them numbered.
        ([("Octopi", "Ann"), ("Octopi", "Ben")], ["Octopi", "Octopi"]),
        ([("Octopi", "Ann"), ("Octopi", "Ann")], ["Octopi (1)", "Octopi (2)"]),
        # Somebody is called as a build is, and as a number would make it.
        ([("Octopi", ""), ("Kraken", "Octopi")], ["Octopi (1)", "Kraken"]),
        ([("Octopi", ""), ("Octopi", ""), ("K", "Octopi (1)")], ["Octopi (2)", "Octopi (3)", "K"]),
        (
            [("Octopi", ""), ("Octopi (1)", ""), ("Octopi", "")],
            ["Octopi (2)", "Octopi (1)", "Octopi (3)"],
        ),
    ],
)
def test_no_two_are_called_alike(members: list[tuple[str, str]], titles: list[str]) -> None:
    assert called(*members) == titles


def test_two_nameless_builds_of_one_title_are_two_who_pay_and_foot_to_the_cent() -> None:
    bills = [
        Bill(title="Octopi", needs=(need("board", 3),)),
        Bill(title="Octopi", needs=(need("board", 1), need("card", 2))),
    ]
    what = Together(builds=tuple(OrderedBuild(what=each) for each in bills))
    asked = requisition(BuyQuestion(what=what, on=DAY), FOLDER)
    assert is_shared(asked)
    found = buy(asked, UNHURRIED)
    assert found.total is not None
    for shared in shared_costs(asked, found, UNHURRIED).values():
        assert [each.owner for each in shared.shares] == ["Octopi (1)", "Octopi (2)"]
        amounts = [each.amount for each in shared.shares if each.amount is not None]
        assert len(amounts) == 2
        assert total(amounts, "SGD") == found.total
