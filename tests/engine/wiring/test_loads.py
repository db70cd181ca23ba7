"""What each unit of a wired build carries: two chargers are never one twice as large."""

from decimal import Decimal

from planner.engine.planning.plan import make_plan
from planner.engine.sizing.size import size
from planner.engine.wiring.limits import limits_of
from planner.engine.wiring.loads import unit_loads, unit_titles
from planner.model.build import Build, PowerBasis
from planner.model.limits import LimitKind
from planner.model.money import RateTable
from planner.model.parts import Case, Part, PoeModule, PortKind, Switch
from planner.model.plan import Plan
from planner.model.wiring import UnitLoad, Wire
from tests.engine.samples import build, catalog
from tests.engine.samples import part as sample
from tests.engine.sizing_cases import RATES, board, card, charger, cord, part, patch, shop, switch
from tests.engine.sizing_cases import wish as wished

WARES: tuple[tuple[Part, str], ...] = (
    (board("pi"), "40"),
    (card("card"), "5"),
    (charger("cube", 6, 32), "20"),
    (switch("eight", 8), "30"),
    (patch(), "1"),
    (cord(), "1"),
    (part(Case, "rack", shelves=4, fits="pi"), "9"),
)


def sized(**wishes: object) -> Plan:
    found = size(wished(**wishes), shop(*WARES), RATES).plan
    assert found is not None
    return found


def shown(loads: tuple[UnitLoad, ...]) -> list[tuple[str, int, int]]:
    return [(load.title, load.used, load.ports) for load in loads]


def test_ports_are_counted_for_each_unit_links_and_uplink_included() -> None:
    loads = unit_loads(sized(nodes=9, power="none"))

    assert shown(loads) == [("switch 1", 8, 8), ("switch 2", 4, 8)]
    assert [(load.uplinks, load.links) for load in loads] == [(1, 1), (0, 1)]


def test_each_charger_says_what_is_drawn_from_it_of_what_it_supplies() -> None:
    loads = unit_loads(sized(nodes=7))

    chargers = [load for load in loads if load.title.startswith("charger")]
    assert [(load.watts, load.supply) for load in chargers] == [
        (Decimal(25), Decimal(32)),
        (Decimal(10), Decimal(32)),
    ]
    assert chargers[1].draws == (Decimal(5), Decimal(5))
    assert shown(tuple(chargers)) == [("charger 1", 5, 6), ("charger 2", 2, 6)]


def test_a_case_has_places_and_no_watts() -> None:
    loads = unit_loads(sized(nodes=5, shelves=True))

    cases = [load for load in loads if load.title.startswith("case")]
    assert [(load.used, load.ports, load.watts, load.supply) for load in cases] == [
        (4, 4, None, None),
        (1, 4, None, None),
    ]


def test_what_is_drawn_is_not_known_if_one_draw_is_not() -> None:
    plan = sized(nodes=2)
    silent = tuple(
        each.model_copy(update={"power_typical_w": None}) if each.part_number == "pi" else each
        for each in plan.parts
    )
    typical = plan.build.model_copy(update={"power_by": PowerBasis.TYPICAL})

    loads = unit_loads(plan.model_copy(update={"parts": silent, "build": typical}))

    assert [load.watts for load in loads if load.title == "charger 1"] == [None]


def test_nodes_are_counted_along_their_switch_and_other_parts_by_their_names() -> None:
    titles = unit_titles(sized(nodes=2))

    assert titles["pi#1"] == "node 1"
    assert titles["eight#1"] == "switch 1"
    assert titles["card#2"] == "card no. 2"
    assert titles["router"] == "router"


def test_a_part_that_no_catalog_describes_goes_by_its_number() -> None:
    plan = wired("stranger#1", "switch8#1", PortKind.ETHERNET, parts=())

    assert unit_titles(plan)["stranger#1"] == "stranger no. 1"
    assert unit_loads(plan) == ()


def test_a_powered_port_is_one_port_and_its_watts_count_against_the_switch() -> None:
    poe = sample("switch8", "switch", ports=8, speed_mbps=100, poe_ports=4, poe_budget_w="60")
    hat = sample("hat", "poe", kind="hat")
    pi = sample("pi3", "board", power_max_w="5", nic_mbps=100)
    assert isinstance(poe, Switch)
    assert isinstance(hat, PoeModule)

    plan = wired("pi3#1", "switch8#1", PortKind.ETHERNET, PortKind.POE, parts=(poe, hat, pi))

    (load,) = unit_loads(plan)
    assert (load.used, load.watts, load.supply) == (1, Decimal(5), Decimal(60))


def wired(device: str, unit: str, *kinds: PortKind, parts: tuple[Part, ...]) -> Plan:
    """Plan a build of two parts with a wire of each kind between them."""
    names = [name.partition("#")[0] for name in (device, unit)]
    made: Build = build(*(f"1 {name}" for name in names)).model_copy(
        update={
            "wiring": tuple(
                Wire(device=device, device_port=1, unit=unit, unit_port=1, kind=kind)
                for kind in kinds
            )
        }
    )
    return make_plan(made, catalog(parts=parts), rates=RateTable())


def test_ports_that_nobody_counts_are_not_none() -> None:
    vague = sample("switch8", "switch", speed_mbps=100, poe_ports=4, poe_budget_w="60")
    pi = sample("pi3", "board", power_max_w="5", nic_mbps=100)
    plan = wired("pi3#1", "switch8#1", PortKind.ETHERNET, PortKind.POE, parts=(vague, pi))

    (load,) = unit_loads(plan)
    assert (load.used, load.ports) == (1, None)
    limits = [limit.of for limit in limits_of(load.part, plan)]
    assert limits == [LimitKind.WATTS]
