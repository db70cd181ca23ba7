"""Device types as rows of parts: each mapping, what cannot be told, and any file at all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io.catalog.one_row import parts_findings
from planner.io.device_types.row import Origin, TypeRow, type_row
from planner.model.device_types import ROLES, NotImported
from planner.model.findings import Severity, has_errors
from planner.model.parts import (
    INTERFACE_TYPES,
    PART_ADAPTER,
    POE_MODES,
    POE_TYPES,
    POWER_OUTLET_TYPES,
    POWER_PORT_TYPES,
)
from tests.device_types import device_yaml

ORIGIN = Origin("https://git.example/types", "CC0-1.0")


def row(role: str = "", *, file: str = "device-types/Acme/x.yaml", **device: Any) -> TypeRow:
    return type_row(file, device_yaml(**device), ORIGIN, role=role)


def part(found: TypeRow) -> Any:
    """Return the part that a row is read as."""
    assert not has_errors(found.findings), found.findings
    assert not has_errors(parts_findings(found.category, [found.cells])[0])
    return PART_ADAPTER.validate_python({"category": found.category, **found.cells})


def said(found: TypeRow) -> list[str]:
    return [f"{each.code}: {each.message}" for each in found.findings]


# --- switches ------------------------------------------------------------------------------------


def test_many_network_ports_and_no_outlets_are_a_switch_by_kind_speed_and_poe() -> None:
    found = row(
        model="SW-12P",
        interfaces=[
            {"type": "1000base-t", "poe_mode": "pse", "poe_type": "type2-ieee802.3at", "times": 8},
            "2 x 2.5gbase-t",
            "2 x 10gbase-x-sfpp",
            {"name": "oob", "type": "100base-tx", "mgmt_only": "true"},
        ],
        power_ports=[{"type": "iec-60320-c14", "maximum_draw": 150, "allocated_draw": 120}],
        more="slug: acme-sw-12p\npart_number: SW12P\nu_height: 1\nis_full_depth: false\n",
    )
    switch = part(found)
    assert found.category == "switch"
    assert found.reason == "12 network ports, no power outlets."
    assert found.cells["interfaces"] == (
        "8 x 1G RJ45 PoE at; 2 x 2.5G RJ45; 2 x 10G SFP+; 1 x 100M RJ45 management"
    )
    assert (switch.part_number, switch.name, switch.maker) == ("SW12P", "Acme SW-12P", "Acme")
    assert (switch.ports, switch.speed_mbps, switch.sfp_ports) == (10, 1000, 2)
    assert (switch.poe_ports, switch.poe_port_max_w, switch.poe_budget_w) == (8, 30, None)
    assert found.cells["power_ports"] == "1 x C14 max 150W allocated 120W"
    assert (switch.power_max_w, switch.power_typical_w) == (150, None)
    assert (switch.rack_u, switch.rack_full_depth, switch.rack_widths_in) == (1, False, None)
    assert switch.source == (
        "NetBox device type https://git.example/types device-types/Acme/x.yaml, licence CC0-1.0"
    )
    assert switch.power_source.startswith("maximum_draw of its power port in: NetBox device type")
    assert switch.power_source.endswith("Whether PoE load is in it is not stated.")
    assert found.missing == ("poe_budget_w", "managed")
    assert found.findings == ()


def test_what_a_file_does_not_say_stays_unknown() -> None:
    found = row(interfaces=["5 x 1000base-t"])
    switch = part(found)
    assert set(found.cells) == {"part_number", "name", "maker", "interfaces", "source"}
    assert (switch.rack_u, switch.power_max_w, switch.power_ports) == (None, None, None)
    assert found.cells["interfaces"] == "5 x 1G RJ45 PoE?"
    assert switch.poe_ports is None
    assert found.missing == (
        "poe_ports", "poe_budget_w", "power_ports", "power_max_w", "rack_u", "managed",
    )  # fmt: skip


def test_where_one_interface_says_poe_the_others_have_none() -> None:
    taking = {"type": "1000base-t", "poe_mode": "pd", "poe_type": "type1-ieee802.3af"}
    found = row(interfaces=["4 x 1000base-t", taking])
    assert found.cells["interfaces"] == "4 x 1G RJ45; 1 x 1G RJ45 PoE-in af"
    assert part(found).poe_ports == 0
    assert "poe_budget_w" not in found.missing


def test_a_switch_of_cages_alone_is_not_asked_for_its_poe() -> None:
    found = row(interfaces=["6 x 10gbase-x-sfpp", {"type": "1000base-t", "mgmt_only": "true"}])
    assert found.cells["interfaces"] == "6 x 10G SFP+; 1 x 1G RJ45 management"
    assert not {"poe_ports", "poe_budget_w"} & set(found.missing)


@pytest.mark.parametrize("kind", sorted(INTERFACE_TYPES))
def test_every_type_of_interface_becomes_a_port(kind: str) -> None:
    found = row("switch", interfaces=[f"3 x {kind}"])
    assert part(found).interfaces[0].count == 3


def test_gigabit_copper_by_its_other_name_is_gigabit_copper() -> None:
    assert row(interfaces=["8 x 1000base-tx"]).cells["interfaces"] == "8 x 1G RJ45 PoE?"


def test_a_cage_of_another_speed_keeps_it() -> None:
    found = row(interfaces=["4 x 100base-x-sfp", "2 x 2.5gbase-x-sfp", "1 x 1000base-sx"])
    assert found.cells["interfaces"] == "4 x 100M SFP; 2 x 2.5G SFP; 1 x 1000base-sx"


@pytest.mark.parametrize("mode", ["", *POE_MODES])
@pytest.mark.parametrize("standard", ["", *POE_TYPES])
def test_every_mode_and_type_of_poe_is_kept(mode: str, standard: str) -> None:
    keys = {"poe_mode": mode or "null", "poe_type": standard or "''"}
    (ports,) = part(row("switch", interfaces=[{"type": "1000base-t", **keys}])).interfaces
    assert ports.poe is not None
    assert str(ports.poe.mode) == {"": "unknown", "pse": "gives", "pd": "takes"}[mode]
    assert (ports.poe.standard or "") == POE_TYPES.get(standard, "")


# --- combo ports ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("interfaces", "cell", "reading"),
    [
        (
            ["4 x 1000base-t", "2 x 1000base-x-sfp"],
            "4 x 1G RJ45 PoE?; 2 x 1G SFP",
            "",
        ),
        (
            ["4 x 1000base-t", {"type": "1000base-x-sfp", "times": 2,
                                "description": "Combo Port (either SFP or 1000BASE-T)"}],
            "4 x 1G RJ45 PoE?; 2 x 1G RJ45/1G SFP",
            "2 ports are called combo: read as one that may also be 1G RJ45.",
        ),
        (
            ["4 x 10gbase-x-sfpp", {"name": "combo1", "type": "10gbase-x-sfpp"}],
            "4 x 10G SFP+; 1 x ? RJ45/10G SFP+",
            "1 port is called combo: read as one that may also be ? RJ45.",
        ),
        (
            ["4 x 1000base-t", {"label": "1G SFP and RJ-45 combo", "type": "1000base-x-sfp"}],
            "4 x 1G RJ45 PoE?; 1 x 1G RJ45/1G SFP",
            "1 port is called combo: read as one that may also be 1G RJ45.",
        ),
        (
            ["4 x 1000base-t", {"label": "combo with SFP+", "type": "10gbase-t"}],
            "4 x 1G RJ45 PoE?; 1 x 10G SFP+/10G RJ45 PoE?",
            "1 port is called combo: read as one that may also be 10G SFP+.",
        ),
        (
            ["4 x 1000base-t", {"label": "45 combo port", "type": "1000base-t"}],
            "5 x 1G RJ45 PoE?",
            "1 copper port is called combo, but not with which cage: read as copper alone.",
        ),
        (
            ["4 x 1000base-t", {"name": 21, "label": "combo", "type": "1000base-t"},
             {"name": "21F", "label": "combo", "type": "1000base-x-sfp"}],
            "4 x 1G RJ45 PoE?; 1 x 1G RJ45/1G SFP",
            "1 port is called combo as copper and as a cage: read as one port each.",
        ),
        (
            ["4 x 1000base-t", {"name": "wan", "type": "2.5gbase-t"},
             {"name": "wan", "type": "10gbase-x-sfpp"}],
            "4 x 1G RJ45 PoE?; 1 x 2.5G RJ45/10G SFP+",
            "1 port is listed twice, as copper and as a cage: read as combo ports.",
        ),
    ],
)  # fmt: skip
def test_combo_ports_and_cages_are_told_apart(
    interfaces: list[Any], cell: str, reading: str
) -> None:
    found = row("switch", interfaces=[_named(each, place) for place, each in enumerate(interfaces)])
    part(found)
    assert found.cells["interfaces"] == cell
    assert said(found) == ([f"device-type-reading: {reading}"] if reading else [])


def _named(entry: Any, place: int) -> Any:
    if isinstance(entry, str) or "times" in entry:
        return entry
    return {"name": f"p{place}", **entry}


def test_combo_ports_that_do_not_pair_up_are_read_one_by_one() -> None:
    found = row(
        interfaces=[
            "4 x 1000base-t",
            {"name": "a", "label": "combo", "type": "1000base-t"},
            {"name": "b", "label": "combo", "type": "1000base-x-sfp"},
            {"name": "c", "label": "combo", "type": "1000base-x-sfp"},
        ]
    )
    assert found.cells["interfaces"] == "5 x 1G RJ45 PoE?; 2 x ? RJ45/1G SFP"
    assert len(found.findings) == 2


def test_a_comment_about_combo_ports_is_told_because_it_is_not_read() -> None:
    found = row(interfaces=["5 x 1000base-t"], more="# ports 4 and 5 are dual personality\n")
    assert "A comment in the file tells of combo ports" in said(found)[0]
    assert not said(row(interfaces=["5 x 1000base-t"], more="# dual core\n"))


def test_two_interfaces_of_one_name_are_a_mistake_unless_they_are_a_combo_port() -> None:
    twice = {"name": "a", "type": "1000base-t"}
    found = row("switch", interfaces=[twice, twice, "4 x 1000base-t"])
    assert said(found) == ["device-type-name-twice: There are several interfaces called 'a'."]
    assert found.cells == {}


# --- power ---------------------------------------------------------------------------------------

C14 = "iec-60320-c14"


@pytest.mark.parametrize(
    ("ports", "cell", "watts"),
    [
        ([C14], "1 x C14", None),
        ([{"type": C14, "maximum_draw": 40}], "1 x C14 max 40W", 40),
        ([{"type": C14, "allocated_draw": 40}], "1 x C14 allocated 40W", None),
        ([{"type": C14, "maximum_draw": 40, "times": 2}], "1 of 2 x C14 max 40W", 40),
        (
            [{"type": "dc-terminal", "maximum_draw": 60}, {"type": C14, "maximum_draw": 40}],
            "1 x C14 max 40W; or 1 x dc-terminal max 60W",
            60,
        ),
        ([{"type": C14, "maximum_draw": 40}, C14], "1 x C14 max 40W; or 1 x C14", None),
        ([f"3 x {C14}"], "1 of 3 x C14", None),
    ],
)
def test_several_power_ports_are_alternatives_and_never_added_up(
    ports: list[Any], cell: str, watts: int | None
) -> None:
    named = [
        {"name": f"PSU{number}", **({"type": each} if isinstance(each, str) else each)}
        for number, each in enumerate(ports)
        if " x " not in str(each)
    ] or ports
    found = row(interfaces=["8 x 1000base-t"], power_ports=named)
    switch = part(found)
    assert found.cells["power_ports"] == cell
    assert switch.power_max_w == watts
    assert switch.mains_plugs == 1
    several = " of " in cell or "; or " in cell
    assert any("read as alternatives" in each for each in said(found)) is several


@pytest.mark.parametrize("kind", POWER_PORT_TYPES)
def test_every_type_of_power_port_is_kept(kind: str) -> None:
    assert part(row("switch", power_ports=[kind])).power_ports[0].count == 1


def test_a_draw_of_0_is_not_known() -> None:
    found = row(interfaces=["8 x 1000base-t"], power_ports=[{"type": C14, "maximum_draw": 0}])
    assert found.cells["power_ports"] == "1 x C14"
    assert "taken as not known" in said(found)[0]


# --- power strips and chargers -------------------------------------------------------------------


def test_power_outlets_are_a_power_strip_with_phases_and_inlets() -> None:
    found = row(
        interfaces=[{"name": "net", "type": "100base-tx"}],
        power_ports=[
            {"name": "A", "type": "iec-60320-c20", "maximum_draw": 3680},
            {"name": "B", "type": "iec-60320-c20", "maximum_draw": 3680},
        ],
        power_outlets=[
            {"type": "iec-60320-c13", "power_port": "A", "feed_leg": "A", "times": 4},
            {"type": "iec-60320-c19", "power_port": "B", "times": 2},
            {"type": "usb-a"},
        ],
    )
    strip = part(found)
    assert (found.category, strip.kind) == ("other", "power strip")
    assert found.cells["power_outlets"] == "4 x C13 leg A inlet 1; 2 x C19 inlet 2; 1 x usb-a"
    assert found.cells["power_ports"] == "2 x C20 max 3680W"
    assert (strip.mains_sockets, strip.mains_plugs) == (6, 2)
    assert strip.power_max_w is None  # what is plugged in draws it, not the strip
    assert found.left == (NotImported("interfaces", 1),)


@pytest.mark.parametrize("kind", POWER_OUTLET_TYPES)
def test_every_type_of_power_outlet_is_kept(kind: str) -> None:
    assert part(row("power-strip", power_outlets=[f"2 x {kind}"])).power_outlets[0].count == 2


def test_an_outlet_of_an_unknown_power_port_is_told() -> None:
    found = row(power_ports=[C14], power_outlets=[{"type": "ita-f", "power_port": "PSU9"}])
    assert said(found) == [
        "device-type-reading: Outlets are fed by 'PSU9', which is no power port of it."
    ]
    assert found.findings[0].severity is Severity.WARNING
    assert found.cells["power_outlets"] == "1 x ita-f"


def test_outlets_of_usb_alone_are_a_charger_whose_watts_are_not_known() -> None:
    found = row(power_ports=[C14], power_outlets=["4 x usb-a", "2 x usb-c"])
    charger = part(found)
    assert (found.category, found.cells["outlets"]) == ("charger", "4 x USB-A; 2 x USB-C")
    assert (charger.ports, charger.supply_w) == (6, None)
    assert found.missing == ("supply_w", "port_max_ma", "supply_v")


def test_a_charger_with_sockets_of_the_mains_is_a_power_strip() -> None:
    found = row("charger", power_outlets=["usb-a", "ita-f"])
    assert said(found) == [
        "device-type-untold: A charger has outlets of USB; this device has others, as a strip."
    ]
    assert row("charger").missing == ("outlets", "power_ports", "supply_w", "port_max_ma",
                                      "supply_v")  # fmt: skip
    assert row("power-strip").missing == ("power_outlets", "power_ports")


# --- boards --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "connector"),
    [("usb-c", "USB-C"), ("usb-micro-b", "micro-USB"), (C14, "mains"), ("iec-60320-c8", "mains"),
     ("nema-1-15p", None), ("dc-terminal", None), ("hardwired", None)],
)  # fmt: skip
def test_a_board_that_is_said_to_be_one_has_its_ports_and_its_plug(
    kind: str, connector: str | None
) -> None:
    found = row(
        "board",
        manufacturer="Raspberry Pi",
        model="Raspberry Pi 5",
        interfaces=["1000base-t", "ieee802.11ac"],
        power_ports=[kind],
        more="u_height: 0\n",
    )
    board = part(found)
    assert (found.category, board.name, found.reason) == ("board", "Raspberry Pi 5", "as said")
    assert (board.nic_mbps, board.power_connector, board.rack_u) == (1000, connector, 0)
    assert (board.cores, board.ram_mb, board.isa) == (None, None, None)
    assert {"cores", "ram_mb", "isa", "power_max_w"} <= set(found.missing)
    assert ("power_in" in found.missing) is (connector is None)


def test_outlets_of_a_switch_that_is_said_to_be_one_are_told() -> None:
    found = row("switch", interfaces=["8 x 1000base-t"], power_outlets=["2 x ita-f"])
    assert found.left == (NotImported("power-outlets", 2),)


# --- what cannot be told -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("device", "reason"),
    [
        ({"interfaces": ["4 x 1000base-t"]}, "4 network ports and no power outlets: too few"),
        ({"interfaces": ["1000base-t", "ieee802.11ac"]}, "and wireless or WAN interfaces"),
        ({"interfaces": ["8 x 1000base-t", "lte"]}, "and wireless or WAN interfaces"),
        ({}, "0 network ports and no power outlets"),
        ({"interfaces": ["8 x 1000base-t"], "power_outlets": ["ita-f"]}, "8 network ports"),
        (
            {"interfaces": ["8 x 1000base-t"],
             "more": "subdevice_role: parent\ndevice-bays:\n  - name: 1\n"},
            "It holds other devices or is held by one.",
        ),
        ({"interfaces": ["4 x 1000base-t", {"type": "1000base-t", "mgmt_only": "true"}]}, "4 n"),
    ],
)  # fmt: skip
def test_what_is_for_several_things_is_not_guessed(device: dict[str, Any], reason: str) -> None:
    found = row(**device)
    assert found.cells == {}
    assert reason in found.findings[-1].message
    assert found.findings[-1].advice() == "Say what kind of part it is."
    assert row("board", **device).category == "board"


def test_a_stack_of_switches_is_made_of_switches() -> None:
    others = ["2 x cisco-stackwise", "5gbase-kr", "10gbase-lr"]
    assert row(interfaces=["8 x 1000base-t", *others]).category == "switch"


# --- what a part has no place for ----------------------------------------------------------------


def test_what_a_part_has_no_place_for_is_told() -> None:
    found = row(
        interfaces=["8 x 1000base-t", {"type": "lag", "enabled": "false", "rf_role": "ap"}],
        more="""\
airflow: passive
weight: 1.5
weight_unit: kg
comments: ''
description: null
inventory-items: []
console-ports:
  - {name: con, type: rj-45}
module-bays:
  - {name: 1, position: '1'}
  - {name: 2, position: '2'}
""",
    )
    assert {each.key: each.count for each in found.left} == {
        "interfaces.enabled": 1, "interfaces.rf_role": 1, "console-ports": 1, "module-bays": 2,
        "airflow": 1, "weight": 1,
    }  # fmt: skip
    assert str(found.left[-1]) == "weight"
    assert "module-bays: 2" in map(str, found.left)


def test_a_misspelt_key_is_told_with_the_one_that_is_meant() -> None:
    found = row(interfaces=["4 x 1000base-t", {"type": "1000base-t", "pse_mode": "pse"}],
                more="manufacturr: Acme\n")  # fmt: skip
    assert [(each.severity, each.hint) for each in found.findings] == [
        (Severity.WARNING, ""),
        (Severity.WARNING, "Did you mean poe_mode?"),
    ]
    assert found.category == "switch"


# --- numbers of parts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "number", "note"),
    [
        ("part_number: 82776\n", "82776", ""),
        ("part_number: 007\n", "007", ""),
        ("part_number: 1.10\nslug: acme-a\n", "1.10", ""),
        ("part_number: Bullet M2\nslug: acme-m2\n", "acme-m2",
         "Part number of the maker: Bullet M2"),
        ("part_number: '=1+1'\n", "acme-sw-8", "Part number of the maker: =1+1"),
        ("slug: acme-b\n", "acme-b", ""),
        ("part_number: ''\nslug: null\n", "acme-sw-8", ""),
    ],
)  # fmt: skip
def test_a_part_has_the_number_of_its_maker_or_one_made_for_it(
    more: str, number: str, note: str
) -> None:
    found = row(interfaces=["8 x 1000base-t"], more=more)
    assert part(found).part_number == number
    assert found.cells.get("note", "") == note


# --- files that are wrong ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yaml", "message", "line"),
    [
        ("- 1", "This is no device type: it has no keys such as manufacturer.", 1),
        ("text", "This is no device type: it has no keys such as manufacturer.", 1),
        ("model: x", "The key manufacturer is missing.", 1),
        ("manufacturer: ''\nmodel: x", "The key manufacturer is missing.", 1),
        ("manufacturer: a\nmodel: null", "The key model is missing.", 2),
        ("manufacturer: [a]\nmodel: x", "manufacturer is no single value.", 1),
        ("manufacturer: =a\nmodel: x", "'=a' begins as a formula of a spreadsheet does.", 1),
        ("manufacturer: a\nmodel: '@x'", "'@x' begins as a formula of a spreadsheet does.", 2),
        ("manufacturer: a\nmodel: a\u202eb", "model holds signs that nobody can see.", 2),
        (f"manufacturer: a\nmodel: {'x' * 101}", "model has more than 100 characters.", 2),
        ("manufacturer: a\nmodel: x\nu_height: 1U", "'1U' is no plain number.", 3),
        ("manufacturer: a\nmodel: x\nu_height: 61", "'61' is not between 0 and 60.", 3),
        ("manufacturer: a\nmodel: x\nu_height: -1", "'-1' is not between 0 and 60.", 3),
        ("manufacturer: a\nmodel: x\nis_full_depth: yes", "'yes' is neither true nor false.", 3),
        ("manufacturer: a\nmodel: x\ninterfaces: 8", "interfaces is no list.", 3),
        ("manufacturer: a\nmodel: x\ninterfaces: {a: 1}", "interfaces is no list.", 3),
        ("manufacturer: a\nmodel: x\ninterfaces: [a]",
         "An entry of this list has no name and no type.", 3),
        ("manufacturer: a\nmodel: x\ninterfaces:\n- name: a", "The key type is missing.", 4),
        ("manufacturer: a\nmodel: x\ninterfaces:\n- type: lag", "The key name is missing.", 4),
        ("manufacturer: a\nmodel: x\ninterfaces:\n- name: a\n  type: [lag]",
         "type is no single value.", 5),
        ("manufacturer: a\nmodel: x\ninterfaces:\n- name: a\n  type: 1000base-x",
         "'1000base-x' is no type known here.", 5),
        ("manufacturer: a\nmodel: x\npower-ports:\n- {name: a, type: usb-c, maximum_draw: -1}",
         "'-1' is not between 0 and 100,000.", 4),
        ("manufacturer: a\nmodel: x\npower-ports:\n- {name: a, type: usb-c, maximum_draw: '9'}",
         "'9' is no plain number.", 4),
        ("manufacturer: a\nmodel: x\npower-ports:\n- {name: a, type: usb-c, maximum_draw: .nan}",
         "'.nan' is no plain number.", 4),
        ("manufacturer: a\nmodel: x\npower-outlets:\n- {name: a, type: usb-c, feed_leg: D}",
         "'D' is no feed_leg known here.", 4),
        ("manufacturer: a\nmodel: x\ncomments: {a: 1}",
         "comments is neither a list nor a single value.", 3),
        ("a: 1\na: 2", "The key 'a' is there twice.", 2),
    ],
)  # fmt: skip
def test_a_file_with_a_mistake_is_refused_with_its_line(yaml: str, message: str, line: int) -> None:
    found = type_row("x.yaml", yaml.encode(), ORIGIN, role="switch")
    wrong = [each for each in found.findings if each.severity is Severity.ERROR]
    assert (found.cells, found.category) == ({}, "")
    assert wrong[0].message == message
    assert wrong[0].cell is not None
    assert (wrong[0].cell.file, wrong[0].cell.row) == ("x.yaml", line)


def test_of_many_mistakes_the_first_are_told() -> None:
    found = row(interfaces=["5000 x nonsense"])
    assert len(found.findings) == 20
    assert found.findings[0].hint.startswith(("Did you mean", "See type"))


def test_a_licence_that_nobody_knows_is_said_to_be_not_stated() -> None:
    found = type_row("x.yaml", device_yaml(interfaces=["8 x 1000base-t"]), Origin())
    assert found.cells["source"] == "NetBox device type x.yaml, licence not stated"


# --- any device type -----------------------------------------------------------------------------

_NAMES = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=12)
_WATTS = st.none() | st.integers(0, 99_999)


def _keys(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    found = st.fixed_dictionaries(keys)
    return found.map(lambda d: {k: "null" if v is None else v for k, v in d.items()})


_INTERFACES = _keys(
    type=st.sampled_from(sorted(INTERFACE_TYPES)),
    label=st.sampled_from(["", "combo", "Combo 1000BASE-T", "shared media SFP"]).map(repr),
    mgmt_only=st.sampled_from(["true", "false"]),
    poe_mode=st.none() | st.sampled_from(sorted(POE_MODES)),
    poe_type=st.none() | st.sampled_from(sorted(POE_TYPES)),
    times=st.integers(1, 30),
)
_POWER = _keys(
    type=st.sampled_from(POWER_PORT_TYPES), maximum_draw=_WATTS, allocated_draw=_WATTS,
    times=st.integers(1, 3),
)  # fmt: skip
_OUTLETS = _keys(
    type=st.sampled_from(POWER_OUTLET_TYPES),
    feed_leg=st.none() | st.sampled_from("ABC"),
    power_port=st.none() | st.sampled_from(["'port 1'", "'port 2'", "other"]),
    times=st.integers(1, 30),
)


@given(
    st.sampled_from(["", *ROLES]), _NAMES, _NAMES, st.lists(_INTERFACES, max_size=4),
    st.lists(_POWER, max_size=3), st.lists(_OUTLETS, max_size=3),
    st.none() | st.integers(0, 120).map(lambda half: half / 2), st.booleans(),
)  # fmt: skip
def test_any_device_type_becomes_a_row_that_the_catalog_loads_or_an_error(
    role: str, maker: str, model: str, interfaces: list[Any], inlets: list[Any],
    outlets: list[Any], units: float | None, full: bool,
) -> None:  # fmt: skip
    units_line = "" if units is None else f"u_height: {units}\n"
    found = row(
        role,
        manufacturer=repr(maker),
        model=repr(model),
        interfaces=interfaces,
        power_ports=inlets,
        power_outlets=outlets,
        more=f"{units_line}is_full_depth: {str(full).lower()}\n",
    )
    if has_errors(found.findings):
        assert found.cells == {}
        return
    read = part(found)
    if interfaces and found.category in ("switch", "board"):
        stated = sum(each["times"] for each in interfaces)
        pairs = stated - sum(each.count for each in read.interfaces)
        assert 0 <= pairs <= stated / 2
    if outlets and found.category == "other":
        assert sum(each.count for each in read.power_outlets) == sum(o["times"] for o in outlets)
    draws = [each["maximum_draw"] for each in inlets]
    known = [each for each in draws if each not in ("null", 0)]
    if read.power_max_w is not None:
        assert read.power_max_w == max(known)
        assert len(known) == len(draws)


_WHOLE = device_yaml(
    interfaces=["8 x 1000base-t", {"type": "1000base-x-sfp", "label": "combo", "times": 2}],
    power_ports=[{"type": C14, "maximum_draw": 40}],
    power_outlets=[{"type": "ita-f", "power_port": "port 1", "feed_leg": "A"}],
    more="u_height: 1\nis_full_depth: true\nweight: 1.5\nweight_unit: kg\ncomments: '# a'\n",
)
_PIECES = st.sampled_from(
    [b"&a ", b"*a", b"!x ", b"- ", b": ", b"{", b"}", b"[", b"]", b"'", b"\n", b"  ", b"#", b"null",
     b"yes", b"010", b"\xff", b"\x00", b"---", b"%", b"=", b"1e9", b"-1", b"\xe2\x80\xae"]
)  # fmt: skip


@given(
    st.lists(st.tuples(st.integers(0, len(_WHOLE)), st.integers(0, 9), _PIECES), max_size=5),
    st.sampled_from(["", *ROLES]),
)
def test_a_damaged_device_type_is_a_row_that_loads_or_an_error(
    changes: list[tuple[int, int, bytes]], role: str
) -> None:
    content = _WHOLE
    for place, length, piece in changes:
        content = content[:place] + piece + content[place + length :]
    found = type_row("x.yaml", content, ORIGIN, role=role)
    if has_errors(found.findings):
        assert found.cells == {}
        assert all(each.message.endswith((".", "?")) for each in found.findings)
    else:
        part(found)
