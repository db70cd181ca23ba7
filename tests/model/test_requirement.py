"""A requirement knows its groups of alike nodes: the roles, then the others."""

from datetime import date

from planner.model.requirement import Requirement, Role

DAY = date(2020, 6, 17)


def test_the_groups_are_the_roles_and_then_the_others() -> None:
    asked = Requirement(on=DAY, nodes=5, roles=(Role(name="db", nodes=2, ram_gb=2),))
    assert [(each.name, each.least, each.most) for each in asked.groups] == [
        ("db", 2, 2),
        ("node", 3, 3),
    ]


def test_the_groups_are_made_once() -> None:
    asked = Requirement(on=DAY, nodes=5)
    assert asked.groups is asked.groups


def test_a_copy_that_asks_for_something_else_has_groups_of_its_own() -> None:
    asked = Requirement(on=DAY, nodes=5)
    assert asked.groups[0].most == 5
    assert asked.model_copy(update={"nodes": 7}).groups[0].most == 7
