"""Inlets and outlets of the mains in a cell: every type that NetBox's device types know."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from planner.model.parts import PART_ADAPTER
from planner.model.parts._mains_kinds import (
    CABLE_INTO,
    FEED_LEGS,
    POWER_OUTLET_TYPES,
    POWER_PORT_TYPES,
    word_of,
)
from planner.model.parts._power_ports import (
    PowerOutletList,
    PowerOutlets,
    PowerPortList,
    PowerPorts,
    outlets_piece,
    ports_piece,
)

PORTS: TypeAdapter[tuple[PowerPorts, ...]] = TypeAdapter(PowerPortList)
OUTLETS: TypeAdapter[tuple[PowerOutlets, ...]] = TypeAdapter(PowerOutletList)
WATTS = st.none() | st.integers(1, 99999)


def part(category: str, **facts: Any) -> Any:
    named = {"category": category, "part_number": "p", "name": "P", "source": "test"}
    return PART_ADAPTER.validate_python({**named, **facts})


@pytest.mark.parametrize("kind", sorted(POWER_PORT_TYPES))
def test_every_type_of_power_port_has_a_text_of_its_own_that_is_read_back(kind: str) -> None:
    text = ports_piece(2, kind)
    (ports,) = PORTS.validate_python(text)
    assert str(ports) == text
    assert PORTS.validate_python(f"2 x {kind}") == (ports,)
    assert [name for name in POWER_PORT_TYPES if ports_piece(2, name) == text] == [kind]


@pytest.mark.parametrize("kind", sorted(POWER_OUTLET_TYPES))
def test_every_type_of_power_outlet_has_a_text_of_its_own_that_is_read_back(kind: str) -> None:
    text = outlets_piece(8, kind)
    (outlets,) = OUTLETS.validate_python(text)
    assert str(outlets) == text
    assert [name for name in POWER_OUTLET_TYPES if outlets_piece(8, name) == text] == [kind]


@given(
    st.lists(
        st.tuples(st.integers(0, 48), st.sampled_from(POWER_PORT_TYPES), WATTS, WATTS), max_size=4
    )
)
def test_any_list_of_power_ports_is_read_back_as_it_was(ports: list[Any]) -> None:
    pieces = [
        ports_piece(count, kind, maximum_draw=most, allocated_draw=planned)
        for count, kind, most, planned in ports
    ]
    read = PORTS.validate_python("; ".join(pieces))
    assert [(e.count, e.kinds, e.max_w, e.allocated_w) for e in read] == [
        (count, (word_of(kind),), most, planned) for count, kind, most, planned in ports
    ]


@given(
    st.integers(0, 48),
    st.sampled_from(POWER_OUTLET_TYPES),
    st.none() | st.sampled_from(FEED_LEGS),
    st.none() | st.integers(1, 9),
)
def test_any_power_outlets_are_read_back_with_leg_and_inlet(
    count: int, kind: str, leg: str | None, inlet: int | None
) -> None:
    text = outlets_piece(count, kind, feed_leg=leg, power_port=inlet)
    (read,) = OUTLETS.validate_python(text.lower())
    assert (read.count, read.kind, read.leg, read.inlet) == (count, word_of(kind), leg, inlet)


def test_an_inlet_may_be_either_of_two_and_each_piece_is_plugged_in() -> None:
    read = PORTS.validate_python("2 × c14 max 350 W allocated 200; 1 x C14/DC-terminal")
    assert "; ".join(map(str, read)) == ("2 x C14 max 350W allocated 200W; 1 x C14/dc-terminal")
    assert part("switch", power_ports=read).mains_plugs == 3
    assert part("switch", power_ports="1 x dc-terminal").mains_plugs == 1
    assert part("switch").mains_plugs == 1
    assert PORTS.validate_python("none") == ()
    assert OUTLETS.validate_python("none") == ()


def test_of_alternatives_only_what_is_enough_has_to_be_plugged_in() -> None:
    cell = "1 of 2 x C14 max 350W allocated 200W; or 2 x dc-terminal max 300W"
    read = PORTS.validate_python(cell.replace("of", "OF").replace("or ", "Or  "))
    assert "; ".join(map(str, read)) == cell
    assert [each.plugged_in for each in read] == [1, 0]
    assert part("switch", power_ports=cell).mains_plugs == 1
    assert part("switch", power_ports="2 of 3 x C14; 1 x ita-f").mains_plugs == 3


@pytest.mark.parametrize("enough", ["0 of 2", "3 of 2"])
def test_more_inlets_than_there_are_and_none_are_never_enough(enough: str) -> None:
    with pytest.raises(ValidationError, match=r"greater than or equal to 1|more than there are"):
        PORTS.validate_python(f"{enough} x C14")


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("C14", "does not say how many; write it like"),
        ("1 x C13", "'C13' is not a known inlet"),
        ("1 x C14/barrel", "is not a known inlet"),
        ("1 x C14 200W", "is not understood; write it like"),
    ],
)
def test_a_cell_of_power_ports_that_is_not_understood_is_refused(cell: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        PORTS.validate_python(cell)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("C13", "does not say how many; write it like"),
        ("1 x C14", "'C14' is not a known outlet"),
        ("1 of 2 x C13", "does not say how many"),
        ("1 x C13 leg D", "is not understood; write it like"),
        ("1 x C13 inlet 0", "greater than or equal to 1"),
    ],
)
def test_a_cell_of_power_outlets_that_is_not_understood_is_refused(cell: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        OUTLETS.validate_python(cell)


def test_outlets_of_a_strip_say_how_many_sockets_of_the_mains_it_has() -> None:
    strip = part("other", kind="PDU", power_outlets="8 x C13 leg A inlet 1; 2 x ita-f; 2 x usb-a")
    assert strip.mains_sockets == 10
    assert "mains_sockets" in strip.said_twice
    assert part("other", power_outlets="2 x ita-f", mains_sockets=2).mains_sockets == 2
    with pytest.raises(ValidationError, match="power_outlets says 2 for mains_sockets"):
        part("other", power_outlets="2 x ita-f", mains_sockets=3)


def test_each_inlet_of_an_appliance_takes_its_own_cable() -> None:
    (ports,) = PORTS.validate_python("1 x C14/C20")
    assert ports.cable_ends == {"C13", "C19"}
    assert sorted(CABLE_INTO) == sorted(
        word_of(each) for each in POWER_PORT_TYPES if each.startswith("iec-60320-")
    )
