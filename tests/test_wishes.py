"""A wish of a requirement is in every place where wishes are: asked for, read, given up, told of.

Whoever adds a field and forgets one of the places is told which.
"""

import ast
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import typer

from planner.cli.main import app
from planner.engine.questions.conflict import given_up, wishes_to_give_up
from planner.model.requirement import ASKS, PowerSource, Requirement, Role, Wanted
from planner.model.wishes import WishKind
from planner.model.wording import demand_text
from tests.syntax import nodes, parsed

TOP = Path(__file__).resolve().parents[1]
ON = date(2026, 7, 24)
# Asked for with every question, not by the form of wishes: the terms of the visit.
TERMS = {"currency", "on"}
# A value of each field that asks for something.
ASKED: dict[str, Any] = {
    "nodes": 7,
    "cores": 12,
    "total_ram_gb": Decimal(9),
    "total_storage_gb": Decimal(99),
    "ram_gb": Decimal(4),
    "storage_gb": Decimal(32),
    "mbps": 1000,
    "isa": ("arm64",),
    "roles": (Role(name="master", ram_gb=Decimal(8)),),
    "uplinks": 2,
    "cascade": False,
    "switch_levels": "2",
    "redundant": True,
    "power": "any",
    "headroom_percent": 30,
    "shelves": True,
    "rack_units": 4,
    "spares": 1,
    "budget": Decimal(700),
    "prices_since": date(2020, 1, 1),
    "include_ended": False,
    "condition": ("new", "used"),
    "boards": ("a", "b"),
    "must": (Wanted(part_number="a"),),
    "must_not": ("b",),
    "only": ("c",),
}


def fields() -> set[str]:
    return set(Requirement.model_fields)


def option(name: str) -> str:
    """Return the name of the option that asks for a field."""
    return (ASKS[name].option if name in ASKS else "") or name


def row(name: str) -> str:
    """Return how the document's table of wishes begins the row of a field."""
    return f"| `{name}` | `--{option(name).replace('_', '-')}` |"


def options() -> set[str]:
    """Return the names of the options of the command that sizes."""
    group: Any = typer.main.get_command(app)
    return {option.name for option in group.commands["size"].params}


def texts_in(paths: Iterable[Path]) -> set[str]:
    """Return the texts that stand in modules, such as the fields that a form asks for."""
    trees = (parsed(path.read_text(encoding="utf-8")) for path in paths)
    return {
        node.value
        for tree in trees
        for node in nodes(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def read_in(paths: Iterable[Path]) -> set[str]:
    """Return the attributes that modules read."""
    trees = (parsed(path.read_text(encoding="utf-8")) for path in paths)
    return {node.attr for tree in trees for node in nodes(tree) if isinstance(node, ast.Attribute)}


def forgotten(names: Iterable[str]) -> dict[str, set[str]]:
    """Return the fields that are missing, by the place where they are."""
    names = set(names)
    form = texts_in((TOP / "planner/ui/size").glob("*form*.py"))
    read = read_in([*(TOP / "planner/engine").rglob("*.py"), TOP / "planner/model/requirement.py"])
    told = (TOP / "docs/sizing.md").read_text(encoding="utf-8")
    wishes = {name for name in names if not (name in ASKS and ASKS[name].stays)}
    places = {
        "what it asks": names - set(ASKS),
        "an option": {n for n in names if ((n in ASKS and ASKS[n].option) or n) not in options()},
        "the form": names - form - TERMS,
        "the engine": names - read,
        "wishes to give up": wishes - {"roles"} - {str(kind) for kind in WishKind},
        "an example here": wishes - set(ASKED),
        "the document": {name for name in names if row(name) not in told},
    }
    return {place: missing for place, missing in places.items() if missing}


def test_every_field_of_a_requirement_is_wherever_wishes_are() -> None:
    assert forgotten(fields()) == {}


def test_a_field_that_is_added_and_forgotten_is_found_in_each_of_the_places() -> None:
    assert set(forgotten({*fields(), "colour"})) == {
        "what it asks",
        "an option",
        "the form",
        "the engine",
        "wishes to give up",
        "an example here",
        "the document",
    }


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_wish_is_found_worded_and_given_up(name: str) -> None:
    idle = {each: asks.idle for each, asks in ASKS.items() if not asks.stays} | {"nodes": 3}
    asked = Requirement.model_validate({"on": ON, **idle, name: ASKED[name]})
    # Headroom is kept free on chargers, so there it takes some.
    if name == "headroom_percent":
        asked = asked.model_copy(update={"power": PowerSource.CHARGER})
    kind = WishKind("role" if name == "roles" else name)

    (wish,) = (each for each in wishes_to_give_up(asked) if each.kind is kind)

    assert demand_text(wish)
    assert wish not in wishes_to_give_up(given_up(asked, wish))


def test_what_asks_for_nothing_is_no_wish() -> None:
    idle = {name: asks.idle for name, asks in ASKS.items() if not asks.stays} | {"nodes": 1}
    asked = Requirement.model_validate({"on": ON, **idle})

    assert list(wishes_to_give_up(asked)) == []
