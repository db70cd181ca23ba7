"""Wishes written to a file and read again are the same wishes; what cannot be is told."""

from datetime import date

import pytest

from planner.io.documents.requirements import read_requirement, requirement_toml, wishes_of
from planner.model.requirement import Requirement

DAY = date(2020, 6, 17)


@pytest.mark.parametrize(
    "wishes",
    [
        {"nodes": 8},
        {"cores": 28, "isa": ("arm64", "armv7"), "cascade": False, "headroom_percent": 0},
        {
            "nodes": 3,
            "ram_gb": "0.5",
            "roles": ({"name": "master", "storage_gb": "32"}, {"name": "store", "nodes": 2}),
            "must": ({"part_number": "tplink-8p", "quantity": 2},),
            "owned": ({"part_number": "rpi-3b", "quantity": 7},),
            "must_not": ("rpi-1b",),
            "only": ("rpi-3b", "rpi-4b"),
        },
        {"objective": "nodes", "budget": "700", "currency": "EUR"},
        {"nodes": 2, "delivered_to": "DE"},
    ],
)
def test_wishes_survive_a_file(wishes: dict[str, object]) -> None:
    wanted = Requirement.model_validate({"on": DAY, **wishes})

    again, findings = read_requirement(
        "wishes.toml", requirement_toml(wanted).encode(), given={}, today=date(2026, 1, 2)
    )

    assert (again, findings) == (wanted, ())


def test_every_wish_that_cannot_be_is_a_finding_of_its_own() -> None:
    wanted, findings = wishes_of({"nodes": 0, "spares": -1}, today=DAY)

    assert wanted is None
    assert [found.subject for found in findings] == ["nodes", "spares"]
