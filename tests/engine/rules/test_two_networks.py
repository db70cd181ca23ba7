"""Where every node is on two separate networks, each network has switches of its own for all."""

from itertools import product

import pytest

from planner.engine.rules._network import _two_networks, each_network_has_a_port_for_every_node
from planner.model.findings import Finding
from planner.model.wiring import Wire
from tests.engine.samples import PARTS, part, plan

PORTS = (
    *PARTS,
    part("five", "switch", ports=5, speed_mbps=100),
    part("sixteen", "switch", ports=16, speed_mbps=100),
    part("eight", "switch", ports=8, speed_mbps=100),
    part("cages", "switch", interfaces="8 x 1G RJ45; 2 x 10G SFP+"),
    part("dac", "cable", carries="ethernet", from_connector="SFP+", to_connector="SFP+"),
    part("secret", "board", isa="arm64"),
)


def found(build: str, **facts: object) -> list[Finding]:
    known = {"networks": 2, "uplinks": 1} | facts
    return list(
        each_network_has_a_port_for_every_node(plan(*build.split(", "), parts=PORTS, **known))
    )


@pytest.mark.parametrize(
    "build",
    [
        "4 pi3, 2 five",  # four nodes and an uplink on five ports, twice
        "5 pi3, 4 five",  # 5 + 5 - 2 = 8 ports each
        "5 pi3, 2 eight",
        "7 pi3, 2 eight",
        "6 pi3, 1 eight, 2 five",  # 8 ports, and 5 + 5 - 2 = 8
        "1 pi3, 2 five",
    ],
)
def test_switches_that_can_be_divided_are_enough(build: str) -> None:
    assert found(build) == []


@pytest.mark.parametrize(
    ("build", "how_many", "nodes"),
    [
        # 13 ports in all, but one network has a switch of five, for five nodes and an uplink.
        ("5 pi3, 3 five", "3 switches cannot be divided into", "5 nodes"),
        # 5 + 7 + 1 - 2 ports, of which the smaller network has 5.
        ("5 pi3, 1 eight, 1 five", "2 switches cannot be divided into", "5 nodes"),
        ("3 pi3, 1 eight", "1 switch cannot be", "3 nodes"),
        ("1 pi3, 1 five", "1 switch cannot be", "1 node"),
    ],
)
def test_ports_of_one_network_are_of_no_use_to_the_other(
    build: str, how_many: str, nodes: str
) -> None:
    (error,) = found(build)

    assert error.code == "ports-short"
    assert error.severity.value == "error"
    assert error.message == (
        f"{how_many} two separate networks with a port for {nodes} and 1 uplink each."
    )
    assert error.hint.startswith("Choose switches with at least ")


@pytest.mark.parametrize(
    "build",
    [
        "5 pi3, 1 five",  # too few in all: the sum of the ports says so
        "2 five",  # nobody is plugged in
        "3 pi3, 1 x-switch",  # a switch of which no port is known
        "3 pi3, 1 cages, 2 dac",  # cables from cage to cage are judged by their wires
    ],
)
def test_what_another_rule_tells_is_not_told_twice(build: str) -> None:
    assert found(build) == []


def test_one_network_and_a_build_with_wires_are_judged_elsewhere() -> None:
    assert found("5 pi3, 3 five", networks=1) == []
    wire = Wire(device="pi3#1", device_port=1, unit="five#1", unit_port=1, kind="ethernet")
    assert found("5 pi3, 3 five", wiring=(wire,)) == []


def test_a_board_that_may_have_no_port_leaves_it_open() -> None:
    (note,) = found("4 pi3, 1 secret, 3 five")
    assert note.code == "not-checked"
    # Without it there is no division either.
    (error,) = found("5 pi3, 1 secret, 1 sixteen, 1 five")
    assert error.code == "ports-short"


def test_every_division_of_a_few_switches_is_found() -> None:
    for sizes in product(range(7), repeat=3):
        for needed in range(1, 9):
            ways = (
                [[s for s, at in zip(sizes, side, strict=True) if at == which] for which in (0, 1)]
                for side in product((0, 1), repeat=3)
            )
            fits = any(all(part and _ports_left(part) >= needed for part in way) for way in ways)
            pairs = [(size, 1) for size in sizes]
            assert _two_networks(pairs, needed) is fits, (sizes, needed)


def _ports_left(sizes: list[int]) -> int:
    """Return the ports that the best of the switches leave: nobody must use all of them."""
    joined = sum(max(size - 2, 0) for size in sizes) + 2
    return max(*sizes, joined if max(sizes) > 1 else 0)
