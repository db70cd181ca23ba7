"""Plain columns of ports and the cells that say the same: old, new and old again."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from planner.model.parts import CATEGORIES
from planner.model.parts._interfaces import PlainPorts, copper_ports, plainly, ports_said
from planner.model.parts._outlets import PlainOutlets, outlets_said
from planner.model.parts._outlets import plainly as plain_outlets

PLAIN = Path(__file__).resolve().parents[1] / "data" / "plain"


def rows(category: str) -> list[dict[str, str]]:
    """Return the plain columns that the shipped catalog had before its cells."""
    with (PLAIN / f"{category}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cell(category: str, row: dict[str, str]) -> str:
    """Return the cell that says what plain columns say."""
    values = [row[name] or None for name in row if name != "part_number"]
    numbers = [None if value is None or value[0].isalpha() else Decimal(value) for value in values]
    whole = [None if number is None else int(number) for number in numbers]
    if category == "switch":
        ports = ports_said(PlainPorts(*whole[:4], numbers[4]))
        return "; ".join(map(str, ports))
    if category == "charger":
        kind = CATEGORIES["charger"].model_validate(
            {"category": "charger", "part_number": "x", "name": "x", "source": "x"}
            | {name: value for name, value in row.items() if value and name != "part_number"}
        )
        said = PlainOutlets(*(getattr(kind, name) for name in PlainOutlets._fields))
        return "; ".join(map(str, outlets_said(said)))
    return "; ".join(map(str, copper_ports(whole[0], None)))


@pytest.mark.parametrize("category", ["switch", "charger", "carrier"])
def test_a_cell_says_what_the_plain_columns_said_and_is_read_back_as_that(category: str) -> None:
    new = {"switch": "interfaces", "charger": "outlets", "carrier": "interfaces"}[category]
    common = {"category": category, "part_number": "x", "name": "x", "source": "x"}
    kind = CATEGORIES[category]

    assert rows(category)
    for row in rows(category):
        plain = {name: value for name, value in row.items() if value and name != "part_number"}
        was = kind.model_validate(common | plain)
        now = kind.model_validate(common | {new: cell(category, row)})
        assert [getattr(now, name) for name in plain] == [getattr(was, name) for name in plain]
        assert now.provides() == was.provides()
        both = kind.model_validate(common | plain | {new: cell(category, row)})
        assert both == now


@pytest.mark.parametrize("category", ["switch", "charger"])
def test_what_a_cell_says_plainly_makes_the_same_cell(category: str) -> None:
    common = {"category": category, "part_number": "x", "name": "x", "source": "x"}
    for row in rows(category):
        text = cell(category, row)
        if category == "switch":
            part = CATEGORIES[category].model_validate(common | {"interfaces": text})
            again = ports_said(plainly(part.interfaces))
        else:
            part = CATEGORIES[category].model_validate(common | {"outlets": text})
            again = outlets_said(plain_outlets(part.outlets))
        assert "; ".join(map(str, again)) == text
