"""Sizing chooses what a board is nothing without: a carrier for a module, memory for a barebone."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.capacity import switch_links
from planner.engine.questions.frontier import frontier
from planner.engine.questions.why import why
from planner.engine.sizing.size import size
from planner.engine.wiring.loads import unit_loads
from planner.model.build import PowerBasis
from planner.model.findings import Severity
from planner.model.part_reasons import Dearer
from planner.model.parts import Board, Carrier, Charger, Hat, Memory, PortKind, Storage
from planner.model.proof import Status
from planner.model.requirement import Measure, Objective
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.sizing_cases import RATES, board, card, part, patch, shop, supply, switch, wish

D = Decimal


def module(number: str = "cm", **facts: Any) -> Board:
    usual = {"form": "compute module", "power_connector": "module", "nic_mbps": 1000}
    return board(number, **(usual | facts))


def carrier(number: str = "c", **facts: Any) -> Carrier:
    usual: dict[str, Any] = {
        "slots": 4,
        "fits": "cm",
        "interfaces": "2 x 1G RJ45",
        "switch_mbps": 1000,
        "power_connector": "barrel",
        "supply_v": D(12),
        "supply_ma": 5000,
        "storage_slots": ("microSD",),
    }
    made: Carrier = part(Carrier, number, **(usual | facts))
    return made


def memory(number: str, gigabytes: int, modules: int = 1, kind: str = "DDR4 SO-DIMM") -> Memory:
    facts = {"memory_type": kind, "modules": modules, "capacity_mb": gigabytes * 1024}
    made: Memory = part(Memory, number, **facts)
    return made


def barebone(number: str = "bare", **facts: Any) -> Board:
    usual = {
        "ram_mb": None,
        "requires": ("memory",),
        "memory_slots": 2,
        "memory_type": "DDR4 SO-DIMM",
        "includes": ("power supply",),
    }
    return board(number, **(usual | facts))


NO_CARRIER = "it needs a carrier, and no carrier for sale is known to take it and reach the speed"
REST: tuple[Any, ...] = (
    (card("card"), "5.00"),
    (supply("twelve", 12, 60), "20.00"),
    (switch("sw", 8, 1000), "25.00"),
    (patch(), "1.00"),
)


def sized(*wares: Any, **wishes: Any) -> Sizing:
    return size(wish(**wishes), shop(*wares, *REST), RATES)


def pieces(found: Sizing) -> dict[str, int]:
    assert found.build is not None, reasons(found)
    return {each.part_number: each.quantity for each in found.build.positions}


def left_out(found: Sizing) -> str:
    return "\n".join(line for line in reasons(found) if line.startswith("Not used"))


def test_modules_fill_a_carrier_that_needs_no_switch_and_one_lead() -> None:
    found = sized((module(), "40.00"), (carrier(), "150.00"), nodes=4)

    assert pieces(found) == {"cm": 4, "card": 4, "c": 1, "twelve": 1, "patch": 1}
    assert found.plan is not None
    assert not [f for f in found.plan.findings if f.severity is Severity.ERROR]


def test_six_modules_on_two_carriers_are_linked_and_each_carrier_has_a_supply() -> None:
    found = sized((module(), "40.00"), (carrier(), "150.00"), nodes=6)

    assert pieces(found) == {"cm": 6, "card": 6, "c": 2, "twelve": 2, "patch": 2}
    assert found.plan is not None
    assert switch_links(found.plan) == 1
    seats = [w for w in found.plan.build.wiring if w.kind is PortKind.MODULE]
    assert [(w.unit, w.unit_port) for w in seats] == [
        ("c#1", 1), ("c#1", 2), ("c#1", 3), ("c#1", 4), ("c#2", 1), ("c#2", 2),
    ]  # fmt: skip


def test_a_carrier_of_one_module_brings_out_its_port_to_a_switch() -> None:
    io = carrier("io", slots=1, interfaces="1 x 1G RJ45", switch_mbps=0)
    found = sized((module(), "40.00"), (io, "20.00"), nodes=2)

    assert pieces(found) == {"cm": 2, "card": 2, "io": 2, "sw": 1, "patch": 3, "twelve": 2}


def test_a_module_sits_on_a_carrier_through_the_adapter_that_names_both() -> None:
    adapter = part(Hat, "socket", fits="cm", goes_into="c")
    wares = (module(), "40.00"), (carrier(fits="others"), "150.00"), (adapter, "9.00")

    assert pieces(sized(*wares, nodes=3))["socket"] == 3


def test_what_the_adapter_of_a_module_draws_counts_with_the_electricity_of_its_node() -> None:
    quiet, drawing = {}, {"power_typical_w": D(1)}
    totals = []
    for facts in (quiet, drawing):
        adapter = part(Hat, "socket", fits="cm", goes_into="c", **facts)
        drawn = carrier(fits="others", power_typical_w=D(2))
        wares = (module(power_typical_w=D(4)), "40.00"), (drawn, "150.00"), (adapter, "9.00")
        found = sized(*wares, nodes=3, objective=Objective.OVER_YEARS, years=1, tariff=D("0.30"))
        assert pieces(found)["socket"] == 3
        assert found.over_years is not None
        totals.append(found.over_years.electricity.amount)
    # Three pieces of 1 W for 8,760 hours, S$2.63 each.
    assert totals[1] - totals[0] == D("7.89")


def test_spare_modules_take_no_place() -> None:
    found = sized((module(), "40.00"), (carrier(), "150.00"), nodes=4, spares=1)

    assert pieces(found)["cm"] == 5
    assert pieces(found)["c"] == 1


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (
            {"fits": ""},
            NO_CARRIER,
        ),
        (
            {"interfaces": None},
            "of the carriers that take it, their number of network ports is not known",
        ),
        (
            {"switch_mbps": None},
            "of the carriers that take it, whether they have a switch is not known",
        ),
        (
            {"switch_mbps": 0},
            "of the carriers that take it, whether they have a switch is not known",
        ),
        (
            {"power_connector": None},
            "of the carriers that take it, their power plug is not known",
        ),
        ({"supply_v": None}, "of the carriers that take it, their voltage is not known"),
        (
            {"supply_ma": None},
            "of the carriers that take it, their peak draw is not known",
        ),
        (
            {"storage_slots": None},
            "of the carriers that take it, the storage they take is not known",
        ),
        (
            {"supply_v": D(48)},
            NO_CARRIER,
        ),
        (
            {"switch_mbps": 100, "slots": 4},
            NO_CARRIER,
        ),
    ],
)
def test_what_a_carrier_lacks_is_named_where_its_modules_are_left_out(
    facts: dict[str, Any], says: str
) -> None:
    found = sized((module(), "40.00"), (carrier(**facts), "150.00"), nodes=4, mbps=1000)

    assert found.build is None
    assert says in left_out(found)


@pytest.mark.parametrize(
    ("wishes", "says"),
    [
        (
            {"redundant": True},
            "can be used: all modules on them share one network, that of their switch",
        ),
        (
            {"power": "poe"},
            "can be used: a network cable powers one board, and they hold several modules",
        ),
    ],
)
def test_what_makes_no_sense_for_several_modules_on_a_carrier_is_said(
    wishes: dict[str, Any], says: str
) -> None:
    found = sized((module(), "40.00"), (carrier(), "150.00"), nodes=4, **wishes)

    assert found.build is None
    assert says in left_out(found)


def test_a_carrier_without_a_stated_supply_is_planned_full_of_its_hungriest_module() -> None:
    # 3 W of its own and 4 x 5 W of the modules; of 30 W, 20 % stay free.
    full = carrier(supply_ma=None, power_max_w=D(3), power_typical_w=D(1))
    small = (supply("thirty", 12, 30), "10.00")
    stress = sized((module(), "40.00"), (full, "150.00"), small, nodes=4)
    hungry = sized((module(power_max_w=D(6)), "40.00"), (full, "150.00"), small, nodes=4)

    assert pieces(stress)["thirty"] == 1
    assert pieces(hungry)["twelve"] == 1
    typical = sized(
        (module(power_max_w=D(9)), "40.00"), (full, "150.00"), small, nodes=4,
        power_by=PowerBasis.TYPICAL,
    )  # fmt: skip
    assert pieces(typical)["thirty"] == 1


def test_a_module_that_is_slower_than_the_wish_has_no_way_on_any_carrier() -> None:
    found = sized((module(nic_mbps=100), "40.00"), (carrier(), "150.00"), nodes=4, mbps=1000)

    assert "it needs a carrier, and no carrier for sale is known to take it and reach" in left_out(
        found
    )


def test_a_carrier_that_no_module_sits_on_draws_nothing_in_the_fewest_watts() -> None:
    pi = board("pi", power_connector="mains")
    found = sized((pi, "10.00"), (carrier(power_max_w=D(2)), "150.00"), nodes=2, objective="watts")

    assert "c" not in pieces(found)


def test_what_a_wired_carrier_holds_is_its_modules() -> None:
    found = sized((module(), "40.00"), (carrier(), "150.00"), nodes=3)

    assert found.plan is not None
    loads = {load.title: (load.used, load.ports) for load in unit_loads(found.plan)}
    assert loads["carrier 1"] == (3, 4)


def test_a_carrier_that_comes_with_its_supply_needs_none() -> None:
    own = carrier(includes=("power supply",), supply_v=None, power_connector=None)

    assert "twelve" not in pieces(sized((module(), "40.00"), (own, "150.00"), nodes=4))


def test_a_carrier_runs_on_an_atx_supply() -> None:
    atx = carrier(power_connector="ATX", supply_v=None, supply_ma=None, power_max_w=D(5))
    psu = part(Charger, "psu", ports=1, connector="ATX", supply_w=D(80))
    found = sized((module(), "40.00"), (atx, "150.00"), (psu, "30.00"), nodes=4)

    assert pieces(found)["psu"] == 1
    without = sized((module(), "40.00"), (atx, "150.00"), nodes=4)
    assert without.status is Status.INFEASIBLE


def test_the_fewest_watts_count_those_of_carriers_and_need_them_known() -> None:
    wares = (module(), "40.00"), (carrier(power_max_w=D(2)), "150.00")
    found = sized(*wares, nodes=4, objective=Objective.WATTS)
    assert pieces(found)["c"] == 1

    unknown = sized((module(), "40.00"), (carrier(), "150.00"), nodes=4, objective=Objective.WATTS)
    assert "its peak draw is not known" in left_out(unknown)


def test_a_drive_goes_into_the_slot_that_a_carrier_has_for_each_module() -> None:
    drive = part(Storage, "nvme", slot="NVMe", capacity_gb=500, m2_size="2280")
    wares = (module(storage_slots=("microSD", "NVMe")), "40.00"), (drive, "30.00")
    short = carrier("short", storage_slots=("NVMe",), m2_sizes=("2230",))
    long = carrier("long", storage_slots=("NVMe",), m2_sizes=("2280",))
    found = sized(*wares, (short, "100.00"), (long, "150.00"), nodes=2, storage_gb=500)

    assert pieces(found)["long"] == 1
    assert pieces(found)["nvme"] == 2


def test_a_wanted_carrier_is_in_use_and_not_beside_the_build() -> None:
    both = (board("pi", power_connector="mains"), "10.00"), (module(), "40.00")
    carriers = (carrier(), "150.00")
    wanted = ({"part_number": "c", "quantity": 1},)

    assert "c" not in pieces(sized(*both, carriers, nodes=2))
    assert pieces(sized(*both, carriers, nodes=2, must=wanted))["cm"] == 2
    # Where no module is for sale it has no job, and lies beside as anything else does.
    assert pieces(sized(both[0], carriers, nodes=2, must=wanted))["pi"] == 2


def test_why_a_carrier_is_not_in_the_build_is_what_a_build_with_it_costs_more() -> None:
    wares = (
        (board("pi", power_connector="mains"), "10.00"),
        (module(), "40.00"),
        (carrier(), "150.00"),
        *REST,
    )
    asked, catalog = wish(nodes=2), shop(*wares)
    best = size(asked, catalog, RATES)
    found = why("c", best, catalog, RATES)

    assert isinstance(found, Dearer)
    # Two modules, two cards, a carrier, its supply and a lead: 80 + 10 + 150 + 20 + 1; without it
    # two boards, two cards, a switch and three leads: 20 + 10 + 25 + 3.
    assert found.extra is not None
    assert found.extra.amount == D(261) - D(58)


def test_builds_of_ever_fewer_watts_count_those_of_carriers() -> None:
    hungry = board("pi", power_connector="mains", power_max_w=D(9))
    wares = (hungry, "10.00"), (module(), "40.00"), (carrier(power_max_w=D(2)), "150.00")
    found = frontier(wish(nodes=2), shop(*wares, *REST), RATES, against=Measure.WATTS)

    # Two boards of 9 W, or two modules of 5 W on a carrier of 2 W.
    assert sorted(point.value for point in found.points) == [12, 18]


# --- memory


def test_a_barebone_is_given_the_cheapest_memory_that_fits_and_is_enough() -> None:
    wares = (
        (barebone(), "100.00"),
        (memory("ddr5", 32, kind="DDR5 SO-DIMM"), "1.00"),
        (memory("four", 4), "10.00"),
        (memory("eight", 8), "18.00"),
        (memory("three-of-4", 12, modules=3), "11.00"),
    )

    assert pieces(sized(*wares, nodes=2))["four"] == 2
    assert pieces(sized(*wares, nodes=2, ram_gb=8))["eight"] == 2
    assert pieces(sized(*wares, nodes=2, spares=1))["four"] == 3


def test_memory_of_barebones_counts_in_the_sum_that_is_asked_for() -> None:
    wares = (barebone(), "100.00"), (memory("four", 4), "10.00"), (memory("eight", 8), "18.00")
    found = sized(*wares, total_ram_gb=16)

    assert pieces(found)["bare"] == 2
    assert pieces(found)["eight"] == 2


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"memory_type": None}, "the memory it takes is not known"),
        (
            {"memory_type": "DDR3"},
            "it comes without memory, and no memory for sale fits and is large enough",
        ),
        (
            {"memory_slots": 0},
            "it comes without memory, and no memory for sale fits and is large enough",
        ),
        (
            {"requires": ("memory", "cooler")},
            "it needs a cooler, and no cooler for sale is known to be made for it",
        ),
    ],
)
def test_a_barebone_without_memory_that_fits_is_left_out_with_the_reason(
    facts: dict[str, Any], says: str
) -> None:
    found = sized((barebone(**facts), "100.00"), (memory("four", 4), "10.00"), nodes=2)

    assert says in left_out(found)


def test_of_a_barebone_whose_places_are_not_known_one_is_sure() -> None:
    bare = barebone(memory_slots=None)
    pair, single = (memory("pair", 8, modules=2), "1.00"), (memory("four", 4), "10.00")

    assert pieces(sized((bare, "100.00"), pair, single, nodes=2))["four"] == 2
    assert "no memory for sale fits" in left_out(sized((bare, "100.00"), pair, nodes=2))


def test_a_module_whose_network_is_the_carriers_is_a_node_where_no_speed_is_asked_for() -> None:
    wares = (module(nic_mbps=None), "40.00"), (carrier(), "150.00")
    found = sized(*wares, nodes=4)

    assert pieces(found)["cm"] == 4
    assert "Not checked: network speed. The speed is not known for cm." in [
        each.message for each in found.findings
    ]
    assert "its network is not known" in left_out(sized(*wares, nodes=4, mbps=10))


def test_a_carrier_is_powered_by_the_first_of_its_plugs_that_something_powers() -> None:
    unsaid = {"power_connector": None, "supply_v": None, "supply_ma": None}
    either = carrier("either", **unsaid, power_in="USB-C 15V 3A or barrel 12V 4A")
    neither = carrier("either", **unsaid, power_in="USB-C 15V 3A or barrel 9V 4A")

    assert pieces(sized((module(), "40.00"), (either, "150.00"), nodes=4))["twelve"] == 1
    assert "either" in left_out(sized((module(), "40.00"), (neither, "150.00"), nodes=4))


def test_a_module_that_is_known_to_have_no_network_is_none() -> None:
    assert sized((module(nic_mbps=0), "40.00"), (carrier(), "150.00"), nodes=4).build is None


def test_memory_of_which_too_little_is_known_is_left_out() -> None:
    vague = part(Memory, "vague", memory_type="DDR4 SO-DIMM", capacity_mb=4096)
    found = sized((barebone(), "100.00"), (vague, "1.00"), (memory("four", 4), "10.00"), nodes=1)

    assert pieces(found)["four"] == 1
    assert "(its type and capacity are not known): vague." in left_out(found)


def test_builds_of_ever_more_memory_count_what_barebones_are_given() -> None:
    wares = (barebone(), "100.00"), (memory("four", 4), "10.00"), (memory("eight", 8), "18.00")
    asked = wish(nodes=1, total_ram_gb=1)
    found = frontier(asked, shop(*wares, *REST), RATES, against=Measure.RAM)

    assert [point.value for point in found.points][:2] == [4, 8]
