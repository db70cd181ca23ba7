"""What powers a part, in one cell: plugs of several sizes, volts as a number, a list, a range."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from planner.io.catalog.templates import template
from planner.model.parts import NO_SIZE, PART_ADAPTER, BarrelSize, Inlets, taken_off
from planner.model.parts._power_in import Inlet, PlainInlet, PowerIn, TakenVolts, plainly
from planner.model.plugs import barrel_of, end_of, volts_taken
from planner.model.volts import USB_TAKEN, exactly, taken

CELL: TypeAdapter[Inlets] = TypeAdapter(PowerIn)
D = Decimal


def board(**facts: Any) -> Any:
    named = {"category": "board", "part_number": "b", "name": "B", "source": "test"}
    return PART_ADAPTER.validate_python({**named, **facts})


def read(cell: str) -> Inlets:
    return CELL.validate_python(cell)


@pytest.mark.parametrize(
    ("cell", "again"),
    [
        ("barrel 5.5x2.1 15V 4A, 14-20V", "barrel 5.5x2.1 15V 4A, 14-20V"),
        ("Barrel 4.0 × 1.7 mm center positive 12V 3000mA", "barrel 4x1.7 centre-positive 12V 3A"),
        ("barrel 5.5/2.5 centre-negative 12V to 19 V", "barrel 5.5x2.5 centre-negative 12-19V"),
        ("barrel 3.5x? 5V 3A", "barrel 3.5x? 5V 3A"),
        ("USB-C 5V 3A / 9V 2A or barrel 12V OR ATX", "USB-C 5V 3A, 9V 2A or barrel 12V or ATX"),
        ("mains", "mains"),
    ],
)
def test_a_cell_of_inlets_is_read_and_written_the_same(cell: str, again: str) -> None:
    assert str(read(cell)) == again
    assert read(again) == read(cell)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("HDMI 5V", "'HDMI' is not a known connector; known are USB-A"),
        ("20-14V", "'20-14V' is not a known connector"),
        ("barrel 20-14V", "20-14V: write the fewer volts first"),
        ("barrel 12V 0.0001A", "no parts of a milliampere"),
        ("barrel a lot", "'a lot' is not understood; write it like"),
        ("barrel 0V", "greater than 0"),
        ("barrel 12V; USB-C", "write 'or' between plugs of which one is enough"),
        ("", "at least 1 item"),
        (" or ", "not a known connector"),
        ("barrel 99x2 12V", "less than or equal to 20"),
    ],
)
def test_a_cell_of_inlets_that_is_not_understood_is_refused_with_the_piece(
    cell: str, says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        read(cell)


VOLTS = st.decimals("0.5", "60", places=1)
SIZES = st.builds(
    BarrelSize,
    outer_mm=st.sampled_from([D("5.5"), D(4), D("3.5")]),
    pin_mm=st.none() | st.sampled_from([D("2.1"), D("2.5")]),
    centre=st.none() | st.sampled_from(["positive", "negative"]),
) | st.just(NO_SIZE)
TAKEN = st.builds(
    lambda one, other, ma: TakenVolts(least=min(one, other), most=max(one, other), ma=ma),
    VOLTS,
    VOLTS,
    st.none() | st.integers(1, 9999),
)
INLETS = st.builds(
    lambda connector, size, volts: Inlet(
        connector=connector, barrel=size if connector == "barrel" else NO_SIZE, volts=volts
    ),
    st.sampled_from(["barrel", "USB-C", "ATX", "micro-USB", "PoE", "mains"]),
    SIZES,
    st.lists(TAKEN, max_size=3).map(tuple),
)


@given(st.lists(INLETS, min_size=1, max_size=3).map(lambda each: Inlets(any_of=tuple(each))))
def test_any_inlets_are_read_back_as_they_were(inlets: Inlets) -> None:
    assert read(str(inlets)) == inlets


def test_the_recommended_inlet_is_what_plain_columns_say() -> None:
    assert plainly(read("barrel 15V 4A, 14-20V or USB-C 20V")) == PlainInlet("barrel", 4000, D(15))
    assert plainly(read("USB-C 9-20V 2A")) == PlainInlet("USB-C", 2000, D(9))
    assert plainly(read("ATX")) == PlainInlet("ATX")


def test_old_columns_and_the_cell_say_the_same_and_may_not_contradict_each_other() -> None:
    old = {"power_connector": "barrel", "supply_ma": 4000, "supply_v": "15"}
    was, now = board(**old), board(power_in="barrel 15V 4A")
    names = PlainInlet._fields
    assert [getattr(was, name) for name in names] == [getattr(now, name) for name in names]
    assert board(power_in="barrel 15V 4A", **old) == now
    assert now.provides() == was.provides()
    assert now.needs() == was.needs()
    assert volts_taken(was) == volts_taken(now) == exactly(D(15))
    assert set(names) <= now.said_twice
    with pytest.raises(
        ValidationError, match="power_in says 15 for supply_v, and supply_v says 19"
    ):
        board(power_in="barrel 15V 4A", supply_v="19")


def test_a_board_takes_all_volts_that_its_recommended_plug_does() -> None:
    takes = volts_taken(board(power_in="barrel 15V 4A, 14-20V, 12V or USB-C 5V"))
    assert takes is not None
    assert [takes.takes(D(v)) for v in (5, 12, 13, 14, 19, 20, 21)] == [
        False, True, False, True, True, True, False,
    ]  # fmt: skip
    assert (str(takes), takes.first, takes.most) == ("12 or 14 to 20", D(15), D(20))
    assert volts_taken(board(power_in="USB-C 5.1V 3A")) == USB_TAKEN
    assert volts_taken(board(power_in="ATX")) == exactly(D(12))
    assert volts_taken(board(power_in="barrel 5.5x2.1")) is None


@given(st.lists(st.tuples(VOLTS, VOLTS).map(sorted).map(tuple), min_size=1, max_size=4), VOLTS)
def test_spans_that_overlap_are_one_and_take_the_same_volts(spans: Any, volts: Decimal) -> None:
    plain = exactly(volts).first
    meant = any(exactly(a).first <= plain <= exactly(b).first for a, b in spans)
    assert taken(spans).takes(plain) is meant
    ends = [end for span in taken(spans).spans for end in span]
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("plug", "socket", "goes"),
    [
        ("5.5x2.1", "5.5x2.1", True),
        ("5.5x2.1", "5.50x2.10mm", True),
        ("5.5x2.1", "5.5x2.5", False),
        ("4.0x1.7", "5.5x2.1", False),
        ("3.5x?", "3.5x1.35", None),
        ("3.5x?", "5.5x2.1", False),
        ("", "5.5x2.1", None),
        ("5.5x2.1 centre-positive", "5.5x2.1", True),
        ("5.5x2.1 centre-positive", "5.5x2.1 centre-negative", False),
        ("centre-positive", "centre-negative", False),
        ("centre-positive", "", None),
    ],
)
def test_plugs_go_together_by_width_pin_and_side_of_the_plus(
    plug: str, socket: str, goes: bool | None
) -> None:
    one, other = taken_off(plug)[0], taken_off(socket)[0]
    assert one.goes_into(other) is goes
    assert other.goes_into(one) is goes


def test_a_lead_may_say_the_size_of_its_plug() -> None:
    assert end_of("barrel 5.5x2.1") == ("barrel", taken_off("5.5x2.1")[0])
    assert end_of("barrel") == ("barrel", NO_SIZE)
    assert end_of("USB-C") == ("USB-C", NO_SIZE)


def test_the_size_of_a_board_is_that_of_its_recommended_plug() -> None:
    assert str(barrel_of(board(power_in="barrel 5.5x2.1 12V or barrel 4x1.7 5V"))) == "5.5x2.1"
    assert barrel_of(board()) == NO_SIZE


def test_the_template_explains_volts_as_ranges_and_sizes_of_plugs() -> None:
    for kind in ("board", "carrier"):
        (line,) = [each for each in template(kind).splitlines() if "# power_in" in each]
        assert "14-20V for a range" in line
        assert "outer x inner diameter in mm" in line
