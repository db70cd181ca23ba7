"""Network ports in one cell: what it says, what plain columns say of it, and what is refused."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from planner.model.parts import (
    COPPER,
    PART_ADAPTER,
    Interfaces,
    NetworkPorts,
    Plug,
    Poe,
    PoeMode,
    PortKind,
    fastest,
    numbered,
)
from planner.model.parts._interface_types import (
    INTERFACE_TYPES,
    POE_MODES,
    POE_TYPES,
    cable_socket,
    ports_text,
)
from planner.model.parts._interfaces import PlainPorts, plainly, ports_said

CELL: TypeAdapter[tuple[NetworkPorts, ...]] = TypeAdapter(Interfaces)


def part(category: str, **facts: Any) -> Any:
    named = {"category": category, "part_number": "p1", "name": "P1", "source": "test"}
    return PART_ADAPTER.validate_python({**named, **facts})


def read(cell: str) -> tuple[NetworkPorts, ...]:
    return CELL.validate_python(cell)


def written(ports: tuple[NetworkPorts, ...]) -> str:
    return "; ".join(map(str, ports))


@pytest.mark.parametrize(
    ("cell", "again"),
    [
        ("8 x 1G RJ45", "8 x 1G RJ45"),
        ("8×1Gbps rj45 ; 2 * 10G sfp+", "8 x 1G RJ45; 2 x 10G SFP+"),
        ("2 x 1G RJ45/SFP", "2 x 1G RJ45/SFP"),
        ("1 x 1G RJ45/10G SFP+", "1 x 1G RJ45/10G SFP+"),
        ("1 x 10G RJ45/SFP+/SFP28", "1 x 10G RJ45/SFP+/SFP28"),
        ("4 x SFP+", "4 x 10G SFP+"),
        ("2 x 1G RJ45/SFP+", "2 x 1G RJ45/SFP+"),
        ("4 x 2.5G RJ45 PoE bt3 60W", "4 x 2.5G RJ45 PoE bt3 60W"),
        ("1 x 100M RJ45 poe-in passive 24v 2-pair", "1 x 100M RJ45 PoE-in passive 24V 2-pair"),
        ("? x ? RJ45 PoE?; ? x ? SFP", "? x ? RJ45 PoE?; ? x ? SFP"),
        ("1 x 1G RJ45 management;", "1 x 1G RJ45 management"),
        ("none", ""),
    ],
)
def test_a_cell_of_ports_is_read_and_written_the_same(cell: str, again: str) -> None:
    assert written(read(cell)) == again
    assert read(again) == read(cell)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("8 RJ45", "'8 RJ45' does not say how many ports; write it like"),
        ("8 x", "does not say how many ports"),
        ("8 x 1G", "'8 x 1G' is not a known socket; known are RJ45, SFP,"),
        ("8 x 1G BNC", "'BNC' is not a known socket"),
        ("8 x 1G RJ45 fast", "'fast' is not understood"),
        ("8 x 1G RJ45/RJ45", "names one socket twice"),
        ("8 x 0G RJ45", "'0G' is not the speed of a network port"),
        ("8 x 0.0001M RJ45", "is not the speed"),
        ("8 x 1G RJ45 PoE 30W 40W", "'40W' is not understood"),
        ("-1 x 1G RJ45", "does not say how many ports"),
        ("9999999 x 1G RJ45", "less than or equal to 1000000"),
    ],
)
def test_a_cell_of_ports_that_is_not_understood_is_refused_with_the_piece(
    cell: str, says: str
) -> None:
    with pytest.raises(ValidationError, match=says.replace("?", r"\?")):
        read(cell)


def test_a_switch_says_of_mixed_ports_what_is_true_of_each_in_plain_columns() -> None:
    switch = part(
        "switch",
        interfaces="8 x 1G RJ45 PoE at; 2 x 2.5G RJ45 PoE bt3; 2 x 10G SFP+; "
        "1 x 100M RJ45 management",
    )
    assert (switch.ports, switch.speed_mbps, switch.sfp_ports) == (10, 1000, 2)
    assert (switch.poe_ports, switch.poe_port_max_w) == (10, Decimal(30))


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("8 x 1G RJ45 PoE?", PlainPorts(8, 1000, 0, None, None)),
        ("? x 1G RJ45; 4 x 1G RJ45 PoE", PlainPorts(None, 1000, 0, 4, None)),
        ("8 x ? RJ45; 2 x 1G RJ45", PlainPorts(10, None, 0, 0, None)),
        ("2 x 1G RJ45/SFP", PlainPorts(2, 1000, 0, 0, None)),
        ("2 x 10G SFP+", PlainPorts(0, None, 2, 0, None)),
        ("none", PlainPorts(0, None, 0, 0, None)),
    ],
)
def test_plain_columns_leave_open_what_a_cell_leaves_open(cell: str, plain: PlainPorts) -> None:
    assert plainly(read(cell)) == plain


def unknown_or(numbers: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | numbers


@st.composite
def plain_ports(draw: st.DrawFn) -> PlainPorts:
    ports = draw(unknown_or(st.integers(0, 48)))
    poe = draw(unknown_or(st.integers(0, 48 if ports is None else ports)))
    # Of ports that are none, nothing can be said.
    speed = draw(unknown_or(st.sampled_from([100, 1000, 2500, 10000]))) if ports != 0 else None
    watts = draw(unknown_or(st.sampled_from([Decimal("15.4"), Decimal(30)])))
    return PlainPorts(
        ports, speed, draw(unknown_or(st.integers(0, 4))), poe, watts if poe else None
    )


@given(plain_ports())
def test_plain_columns_become_a_cell_and_the_same_plain_columns_again(plain: PlainPorts) -> None:
    ports = ports_said(plain)
    assert plainly(ports) == plain
    assert plainly(read(written(ports))) == plain


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"ports": 9}, "interfaces says 8 for ports, and ports says 9"),
        ({"speed_mbps": "100"}, "interfaces says 1000 for speed_mbps, and speed_mbps says 100"),
        ({"poe_port_max_w": "30"}, "says nothing for poe_port_max_w"),
        ({"sfp_ports": "two"}, "and sfp_ports says two"),
    ],
)
def test_a_plain_column_beside_the_cell_has_to_say_the_same(
    facts: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        part("switch", interfaces="8 x 1G RJ45", **facts)
    same = part("switch", interfaces="8 x 1G RJ45", ports="8", speed_mbps="1000.0", sfp_ports=0)
    assert same.ports == 8


def test_a_cell_that_is_not_understood_is_refused_by_its_own_name() -> None:
    with pytest.raises(ValidationError, match="'BNC' is not a known socket"):
        part("switch", interfaces="8 x 1G BNC", ports=8)


def test_a_plain_column_that_only_repeats_its_cell_is_known() -> None:
    assert "ports" in part("switch", interfaces="8 x 1G RJ45").said_twice
    assert part("switch", ports=8).said_twice == frozenset()


def test_a_budget_by_feed_may_be_known_to_be_none() -> None:
    assert part("switch", poe_budget_fed_w="none").poe_budget_fed_w == ()


def test_a_switch_has_no_more_powered_ports_than_ports() -> None:
    with pytest.raises(ValidationError, match="9 PoE ports are more than its 8 ports"):
        part("switch", ports=8, poe_ports=9)


def test_the_fastest_copper_port_is_a_board_s_network() -> None:
    assert part("board", interfaces="2 x 2.5G RJ45; 2 x 10G SFP+").nic_mbps == 2500
    assert part("board", interfaces="2 x 10G SFP+").nic_mbps == 0
    assert part("board", interfaces="1 x ? RJ45; 1 x 1G RJ45").nic_mbps is None
    assert fastest(read("1 x 1G RJ45; 1 x 100M RJ45")) == 1000


def test_the_ports_of_a_board_are_those_of_its_cell_or_its_one_wired_port() -> None:
    one = (NetworkPorts(count=1, sockets=(Plug(socket=COPPER, mbps=100),)),)
    assert part("board", nic_mbps=100).network_ports == one
    assert part("board", nic_mbps=0).network_ports == ()
    assert part("board").network_ports is None
    assert part("board", interfaces="1 x 100M RJ45").network_ports == one


def test_a_carrier_s_leads_are_plugged_into_the_ports_of_its_cell() -> None:
    assert part("carrier", interfaces="2 x 1G RJ45", slots=4).ports == 2


def test_what_a_port_gives_at_most_is_stated_or_follows_from_its_standard() -> None:
    assert Poe(mode=PoeMode.GIVES, standard="af").most_w == Decimal("15.4")
    assert Poe(mode=PoeMode.GIVES, standard="at", watts=Decimal(25)).most_w == Decimal(25)
    assert Poe(mode=PoeMode.GIVES).most_w is None


def test_a_port_of_one_socket_has_no_speed_as_another() -> None:
    (combo,) = read("1 x 1G RJ45/10G SFP+")
    assert combo.mbps_as("SFP+") == 10_000
    assert combo.mbps_as("SFP28") is None
    assert combo.takes("SFP+")
    assert not combo.takes("SFP")


@pytest.mark.parametrize("kind", sorted(INTERFACE_TYPES))
def test_every_type_of_interface_has_a_text_of_its_own_that_is_read_back(kind: str) -> None:
    text = ports_text(2, kind)
    (ports,) = read(text)

    assert written((ports,)) == text
    assert [name for name in INTERFACE_TYPES if ports_text(2, name) == text] == [kind]
    assert ports.takes_leads == (ports.sockets[0].mbps is not None)


@pytest.mark.parametrize("mode", sorted(POE_MODES))
@pytest.mark.parametrize("standard", ["", *POE_TYPES])
def test_every_type_of_poe_has_a_text_of_its_own_that_is_read_back(
    mode: str, standard: str
) -> None:
    text = ports_text(1, "1000base-t", poe_mode=mode, poe_type=standard, mgmt_only=True)
    (ports,) = read(text)

    assert written((ports,)) == text
    assert ports.management
    assert ports.poe is not None
    assert ports.poe.mode is {"pse": PoeMode.GIVES, "pd": PoeMode.TAKES}[mode]
    assert (ports.poe.standard or "") == POE_TYPES.get(standard, "")


def test_a_type_of_poe_without_a_mode_leaves_the_way_open() -> None:
    assert ports_text(4, "2.5gbase-t", poe_type="type3-ieee802.3bt") == "4 x 2.5G RJ45 PoE? bt3"


def test_a_port_of_which_nobody_knows_whether_it_gives_power_says_so() -> None:
    (ports,) = read(ports_text(4, "1000base-t", poe_mode="?"))
    assert ports.poe is not None
    assert ports.poe.mode is PoeMode.UNKNOWN
    with pytest.raises(KeyError):
        ports_text(4, "1000base-t", poe_mode="gives")


@pytest.mark.parametrize(
    ("instead", "kind", "sockets"),
    [
        ("1G RJ45", "1000base-x-sfp", {"RJ45": 1000, "SFP": 1000}),
        ("? RJ45", "10gbase-x-sfpp", {"RJ45": None, "SFP+": 10000}),
        ("? SFP", "1000base-t", {"RJ45": 1000, "SFP": None}),
    ],
)
def test_a_port_that_is_one_of_two_sockets_has_a_text_that_is_read_back(
    instead: str, kind: str, sockets: dict[str, int | None]
) -> None:
    (ports,) = read(ports_text(2, kind, instead=instead, poe_mode="pse"))
    assert {each.socket: each.mbps for each in ports.sockets} == sockets
    assert ports.count == 2


def test_a_cable_or_a_module_goes_into_some_types_of_interface_alone() -> None:
    sockets = {kind: cable_socket(kind) for kind in ("1000base-t", "50gbase-x-sfp28", "5g", "lag")}
    assert sockets == {"1000base-t": "RJ45", "50gbase-x-sfp28": "SFP28", "5g": "", "lag": ""}


def test_what_no_lead_goes_into_is_no_port_for_nodes() -> None:
    switch = part("switch", interfaces="4 x 1G RJ45; 1 x ieee802.11ac; 2 x cisco-stackwise")

    assert (switch.ports, switch.sfp_ports) == (4, 0)
    assert len(switch.network_ports) == 1


def test_ports_are_numbered_in_the_order_of_the_cell_copper_and_cages_apart() -> None:
    switch = part(
        "switch",
        interfaces="2 x 1G RJ45; 2 x 10G SFP+; 3 x 2.5G RJ45 PoE at; 1 x 25G SFP28; "
        "1 x 1G RJ45/SFP",
    )
    powered = [each.numbers for each in numbered(switch.network_ports, PortKind.POE)]

    assert switch.speeds == (1000, 1000, 2500, 2500, 2500, 1000)
    assert powered == [range(3, 6)]
    assert (switch.cages("SFP+"), switch.cages("SFP28"), switch.cages("SFP")) == ((1, 2), (3,), ())
    assert switch.cages("SFP+", 25000) == ()


def test_ports_behind_some_that_nobody_has_counted_have_no_numbers() -> None:
    switch = part("switch", interfaces="2 x 1G RJ45; ? x 1G RJ45 PoE; 4 x 2.5G RJ45")

    assert [each.numbers for each in numbered(switch.network_ports, PortKind.ETHERNET)] == [
        range(1, 3)
    ]
    assert switch.speeds == ()


def test_a_lead_says_by_its_ends_what_it_joins() -> None:
    def ends(start: str, end: str) -> tuple[object, object, bool]:
        lead = part("cable", carries="ethernet", from_connector=start, to_connector=end)
        return lead.cage, lead.makes_copper, lead.is_network_lead

    assert ends("RJ45", "RJ45") == (None, None, True)
    assert ends("RJ45", "") == (None, None, True)
    assert ends("SFP+", "sfp+") == ("SFP+", None, False)
    assert ends("SFP+", "SFP28") == (None, None, False)
    assert ends("SFP+", "RJ45") == (None, "SFP+", False)
    assert ends("RJ45", "SFP") == (None, "SFP", False)
    assert ends("", "") == (None, None, True)
