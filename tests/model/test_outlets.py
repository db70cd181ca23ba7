"""Outlets in one cell: what it says, what plain columns say of it, and what is refused."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from planner.model.parts import PART_ADAPTER, OutletList, Outlets, Profile, Shared, SharedWatts
from planner.model.parts._outlets import PlainOutlets, outlets_said, plainly

CELL: TypeAdapter[tuple[Outlets, ...]] = TypeAdapter(OutletList)
SHARED: TypeAdapter[tuple[Shared, ...]] = TypeAdapter(SharedWatts)


def part(category: str, **facts: Any) -> Any:
    named = {"category": category, "part_number": "p1", "name": "P1", "source": "test"}
    return PART_ADAPTER.validate_python({**named, **facts})


def read(cell: str) -> tuple[Outlets, ...]:
    return CELL.validate_python(cell)


def written(pieces: tuple[Outlets, ...] | tuple[Shared, ...]) -> str:
    return "; ".join(map(str, pieces))


@pytest.mark.parametrize(
    ("cell", "again"),
    [
        ("6 x USB-A 5V 2.4A", "6 x USB-A 5V 2.4A"),
        (
            "2×usb-c 5V 3A / 9V 3A, 20V 5000mA 100 W ; 4 * USB-A 5 V",
            "2 x USB-C 5V 3A, 9V 3A, 20V 5A 100W; 4 x USB-A 5V",
        ),
        ("1 x barrel 12V 5A 60W", "1 x barrel 12V 5A 60W"),
        ("? x ? ?V 2.4A", "? x ? ?V 2.4A"),
        ("1 x mains", "1 x mains"),
        ("none", ""),
    ],
)
def test_a_cell_of_outlets_is_read_and_written_the_same(cell: str, again: str) -> None:
    assert written(read(cell)) == again
    assert read(again) == read(cell)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("USB-A", "does not say how many outlets; write it like"),
        ("1 x HDMI 5V", "'HDMI' is not a known connector; known are USB-A, USB-C"),
        ("1 x USB-A 3A", "amps come after their volts"),
        ("1 x USB-A 5V 3A 2A", "amps come after their volts"),
        ("1 x USB-A 5V 0.0001A", "no parts of a milliampere"),
        ("1 x USB-A 15W 5V", "watts come last"),
        ("1 x USB-A 5V, 5V", "gives the same volts twice"),
        ("1 x USB-A 0V", "greater than 0"),
        ("1 x USB-A 5V ?A", "leave out what is not known, but for the volts"),
        ("1 x USB-A five volts", "'five volts' is not understood"),
    ],
)
def test_a_cell_of_outlets_that_is_not_understood_is_refused_with_the_piece(
    cell: str, says: str
) -> None:
    with pytest.raises(ValidationError, match=says.replace("?", r"\?")):
        read(cell)


def test_watts_that_outlets_share_are_read_by_how_many_are_in_use_or_by_kind() -> None:
    assert SHARED.validate_python("100; 65+30W; USB-A 24") == (
        Shared(watts=(Decimal(100),)),
        Shared(watts=(Decimal(65), Decimal(30))),
        Shared(connector="USB-A", watts=(Decimal(24),)),
    )
    assert written(SHARED.validate_python("100 W;65 + 30;usb-a 24")) == "100; 65+30; USB-A 24"


@pytest.mark.parametrize(
    ("cell", "says"),
    [("USB-A 24+12", "share one number of watts"), ("a lot", "'a lot' is not understood")],
)
def test_watts_that_cannot_be_shared_are_refused(cell: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        SHARED.validate_python(cell)


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("6 x USB-A 5V 2.4A", PlainOutlets(6, "USB-A", 2400, Decimal(5))),
        # One that negotiates gives 5 V, too; no one number is all its volts.
        ("2 x USB-C 5V 3A, 20V 5A", PlainOutlets(2, "USB-C", 3000, None)),
        ("2 x USB-C 9V 3A, 20V 5A", PlainOutlets(2, "USB-C", None, None)),
        ("2 x USB-C 5V 3A; 4 x USB-A 5V 2.4A", PlainOutlets(6)),
        ("? x USB-C 5V 3A; 4 x USB-A 5V 2.4A", PlainOutlets()),
        ("1 x barrel", PlainOutlets(1, "barrel")),
    ],
)
def test_plain_columns_say_of_outlets_what_is_true_of_each(cell: str, plain: PlainOutlets) -> None:
    assert plainly(read(cell)) == plain


@given(
    st.builds(
        PlainOutlets,
        st.none() | st.integers(0, 12),
        st.none() | st.sampled_from(["USB-A", "USB-C", "micro-USB", "barrel", "ATX"]),
        st.none() | st.integers(1, 6000),
        st.none() | st.sampled_from([Decimal(5), Decimal("5.1"), Decimal(12)]),
    )
)
def test_plain_columns_become_a_cell_and_the_same_plain_columns_again(plain: PlainOutlets) -> None:
    outlets = outlets_said(plain)
    assert plainly(outlets) == plain
    assert plainly(read(written(outlets))) == plain


def test_a_charger_powers_from_each_kind_of_its_outlets() -> None:
    charger = part("charger", outlets="2 x USB-C 5V 3A, 20V 5A; 4 x USB-A 5V 2.4A; 1 x mains")
    assert [(port.kind.value, port.grade, port.count) for port in charger.provides()] == [
        ("usb_power", 3000, 2),
        ("usb_power", 2400, 4),
    ]
    assert charger.ports == 7
    assert charger.connector is None


def test_plain_columns_of_a_charger_are_its_outlets_too() -> None:
    charger = part("charger", ports=6, connector="USB-A", port_max_ma=2400)
    assert written(charger.outlet_list) == "6 x USB-A ?V 2.4A"
    assert written(part("charger").outlet_list) == "? x ?"
    assert charger.outlet_list[0].profiles == (Profile(ma=2400),)
    with pytest.raises(ValidationError, match="outlets says 6 for ports, and ports says 5"):
        part("charger", outlets="6 x USB-A", ports=5)
