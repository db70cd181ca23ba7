"""How deep linked switches are: by the wires of a build, or by what its switches could do."""

import pytest

from planner.engine.planning.plan import make_plan
from planner.engine.rules import judge
from planner.model.build import Build
from planner.model.findings import Finding, Severity
from planner.model.parts import Cable, Carrier, PortKind
from planner.model.wiring import Wire
from tests.engine.sizing_cases import RATES, board, dac, mixed, part, shop, switch
from tests.plans import ON, position

CATALOG = shop(
    (board("pi"), "50.00"),
    (switch("four", 4), "10.00"),
    (switch("vague", None), "10.00"),
    (mixed("caged", "2 x 1G RJ45; 2 x 10G SFP+"), "10.00"),
    (mixed("open", "2 x 1G RJ45; ? x 10G SFP+"), "10.00"),
    (dac(), "1.00"),
    (part(Cable, "module", carries="ethernet", from_connector="SFP+", to_connector="RJ45"), "1.00"),
    (part(Carrier, "carrier", fits="cm", slots=2, ports=3, switch_mbps=1000), "10.00"),
)


def found(*links: tuple[str, str], networks: int = 1, **pieces: int) -> list[Finding]:
    """Return what the rule finds in a build of these switches, wired by these links if any."""
    build = Build(
        name="b",
        title="B",
        currency="SGD",
        on=ON,
        networks=networks,
        positions=tuple(
            position(CATALOG.by_number[each].category, each, quantity)
            for each, quantity in pieces.items()
        ),
        wiring=tuple(wire(place, *ends) for place, ends in enumerate(links, start=1)),
    )
    plan = make_plan(build, CATALOG, rates=RATES, any_condition=True)
    return [each for each in judge(plan) if each.code == "switch-levels"]


def wire(port: int, device: str, unit: str, kind: PortKind = PortKind.ETHERNET) -> Wire:
    return Wire(device=device, device_port=1, unit=unit, unit_port=port, kind=kind)


STAR = [("four#2", "four#1"), ("four#3", "four#1"), ("four#4", "four#1")]
CHAIN = [("four#2", "four#1"), ("four#3", "four#2"), ("four#4", "four#3")]


def test_wires_that_join_all_to_one_are_two_levels_deep() -> None:
    assert not found(*STAR, four=4)
    assert not found(*CHAIN[:2], four=3)


def test_a_chain_of_wires_is_told_with_its_levels() -> None:
    (told,) = found(*CHAIN, four=4)

    assert told.severity is Severity.WARNING
    assert told.message == (
        "Linked switches are 3 levels deep. The nodes behind them share one cable after the other."
    )


def test_trees_of_wires_apart_are_judged_each_by_itself() -> None:
    assert not found(("four#2", "four#1"), ("four#4", "four#3"), four=4)
    assert found(("four#6", "four#5"), *CHAIN, four=6)


def test_what_is_no_link_between_switches_does_not_count() -> None:
    assert not found(("pi#1", "four#1"), ("pi#2", "four#2"), ("four#1", "router"), four=3, pi=2)


@pytest.mark.parametrize(
    ("pieces", "networks", "deep"),
    [
        ({"four": 5}, 1, False),
        ({"four": 6}, 1, True),
        ({"four": 6}, 2, False),
        ({"four": 10}, 2, False),
        ({"four": 11}, 2, True),
        # with cables for them cages end links, too
        ({"caged": 3}, 1, False),
        ({"caged": 5}, 1, True),
        ({"caged": 5, "dac": 2}, 1, False),
        ({"caged": 6, "dac": 2}, 1, True),
        ({"caged": 5, "module": 2}, 1, False),
        # a carrier with a switch is one of them
        ({"carrier": 4}, 1, False),
        ({"carrier": 5}, 1, True),
        ({"carrier": 4, "four": 1}, 1, False),
        # how many ports there are is not known
        ({"vague": 9}, 1, False),
        ({"open": 9}, 1, True),
        ({"open": 9, "dac": 1}, 1, False),
        ({"four": 9, "vague": 1}, 1, False),
    ],
)  # fmt: skip
def test_of_a_build_without_wires_fault_is_found_only_where_no_way_would_do(
    pieces: dict[str, int], networks: int, deep: bool
) -> None:
    assert bool(found(networks=networks, **pieces)) is deep


def test_the_sums_are_told() -> None:
    (one,), (two,) = found(four=6), found(four=11, networks=2)

    assert one.message.startswith(
        "6 linked switches are more than two levels deep: 4 ports cannot link 5 of them to one."
    )
    assert "8 ports cannot link 9 of them to the other 2." in two.message
