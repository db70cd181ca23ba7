"""Outlets of a charger kind by kind, and the watts that they share."""

from decimal import Decimal
from typing import Any

import pytest

from planner.model import outlet_kinds
from planner.model.outlet_kinds import (
    Overload,
    given,
    kind_at,
    kinds_of,
    most_of,
    most_watts,
    order_in,
    overload,
    units_of,
)
from planner.model.parts import Charger
from planner.model.volts import exactly, taken


def charger(outlets: str = "", **facts: Any) -> Charger:
    known = {"part_number": "c", "name": "Charger", "source": "a data sheet"}
    return Charger.model_validate({**known, "outlets": outlets or None, **facts})


MIXED = charger("2 x USB-C 5V 3A, 20V 5A 100W; 4 x USB-A 5V 2.4A", shared_w="100; 65+30; USB-A 24")


def watts(*numbers: object) -> list[Decimal]:
    return [Decimal(str(each)) for each in numbers]


def test_outlets_are_numbered_together_in_the_order_of_the_cell() -> None:
    first, second = kinds_of(MIXED)

    assert (first.name, first.connector, first.count, first.first) == ("Charger", "USB-C", 2, 1)
    assert (second.connector, second.count, second.first) == ("USB-A", 4, 3)
    assert [kind_at(MIXED, number) for number in (1, 2, 3, 6, 7, 0)] == [
        first, first, second, second, None, None,
    ]  # fmt: skip
    assert units_of([(first, 2), (second, 2)]) == [(MIXED, 2)]


def test_of_a_charger_that_does_not_say_how_many_any_number_is_an_outlet() -> None:
    vague = charger("? x USB-A")

    assert kind_at(vague, 7) == kinds_of(vague)[0]


def test_each_kind_gives_its_volts_and_its_amps_at_them() -> None:
    usb_c, usb_a = kinds_of(MIXED)

    assert [usb_c.gives_volts(exactly(Decimal(v))) for v in (5, 20, 12)] == [True, True, False]
    assert [usb_a.gives_volts(exactly(Decimal(v))) for v in (5, 20)] == [True, False]
    assert [usb_c.milliamps(exactly(Decimal(v))) for v in (5, 20, 12)] == [3000, 5000, None]
    assert usb_c.milliamps(None) == 3000


def test_amps_without_volts_are_those_of_five_volts_on_usb() -> None:
    (plain,) = kinds_of(charger(ports=4, connector="USB-A", port_max_ma=2400))
    (barrel,) = kinds_of(charger(ports=1, connector="barrel", port_max_ma=2000))

    assert [plain.milliamps(exactly(Decimal(v))) for v in (5, 12)] == [2400, None]
    assert plain.milliamps(None) == 2400
    assert barrel.milliamps(exactly(Decimal(12))) == 2000
    assert barrel.volts == ()


def test_at_other_volts_an_outlet_gives_the_same_watts_to_the_started_milliamp() -> None:
    (five,) = kinds_of(charger("1 x barrel 5V 1A"))
    twelve_or_five = taken([(Decimal(12), Decimal(12)), (Decimal(5), Decimal(5))])
    # 5 W at 12 V are 416.67 mA, and so a board of 5 W asks for 417 mA.
    assert five.milliamps(twelve_or_five) == 417


def test_a_single_usb_c_outlet_is_a_lead_and_one_beside_others_is_a_socket() -> None:
    assert kinds_of(charger("1 x USB-C 5V 5A"))[0].brings_its_lead
    assert not kinds_of(charger("1 x USB-C 5V 5A; 2 x USB-A"))[0].brings_its_lead
    assert kinds_of(charger("2 x micro-USB"))[0].brings_its_lead


@pytest.mark.parametrize(
    ("in_use", "each", "whole"),
    [
        ((1, 0), (watts(100), []), 100),
        ((2, 0), (watts(65, 30), []), 95),
        ((0, 2), ([], [None, None]), 24),
        ((2, 1), (watts(65, 30), [None]), 119),
        ((0, 0), ([], []), None),
    ],
)
def test_what_an_outlet_gives_hangs_on_how_many_are_in_use(
    in_use: tuple[int, int], each: Any, whole: int | None
) -> None:
    found = given(MIXED, in_use)

    assert found is not None
    assert found.each == tuple(map(tuple, each))
    assert found.whole == whole
    assert found.together == ((("USB-A", Decimal(24)),) if in_use[1] else ())


def test_with_more_in_use_than_anybody_says_it_is_not_known() -> None:
    assert given(charger("3 x USB-C", shared_w="100; 65+30"), (3,)) is None


def test_with_fewer_in_use_none_gives_less() -> None:
    found = given(charger("3 x USB-C", shared_w="40+30+20"), (2,))
    odd = given(charger("3 x USB-C", shared_w="20; 30+30"), (2,))

    assert found is not None
    assert found.each == (tuple(watts(40, 30)),)
    assert odd is not None
    assert odd.each == (tuple(watts(20, 20)),)


@pytest.mark.parametrize(
    ("drawn", "over"),
    [
        ((watts(60, 30), watts(12)), None),
        ((watts(60, 31), []), Overload("outlet", Decimal(31), Decimal(30))),
        (([], watts(13, 12)), Overload("connector", Decimal(25), Decimal(24), "USB-A")),
    ],
)
def test_the_first_limit_that_is_not_kept_is_told(drawn: Any, over: Overload | None) -> None:
    limits = given(MIXED, [len(mine) for mine in drawn])

    assert limits is not None
    assert overload(MIXED, limits, drawn) == over


def test_the_whole_is_a_limit_of_its_own() -> None:
    hub = charger("2 x USB-C 5V 3A; 2 x USB-A", supply_w="20")
    limits = given(hub, (1, 1))

    assert limits is not None
    assert limits.each == ((None,), (None,))
    assert overload(hub, limits, (watts(15), watts(6))) == Overload("unit", *watts(21, 20))
    assert overload(hub, limits, (watts(15), watts(5))) is None


@pytest.mark.parametrize(
    ("known", "most"),
    [
        (charger("2 x USB-C", supply_w="60"), 60),
        (charger("2 x USB-C", shared_w="100; 65+30"), 100),
        (charger("2 x USB-C; 2 x USB-A", shared_w="65; 65+30; USB-A 24"), 119),
        (charger("2 x USB-C; 2 x USB-A", shared_w="USB-A 24"), None),
        (charger("2 x USB-A", shared_w="USB-A 24"), 24),
        (charger("2 x USB-C"), None),
    ],
)
def test_most_watts_of_a_unit_are_stated_or_the_sum_of_its_shares(
    known: Charger, most: int | None
) -> None:
    assert most_watts(known) == most


def test_some_outlets_give_no_more_than_what_they_share() -> None:
    usb_c, usb_a = kinds_of(MIXED)
    plain = charger("2 x USB-C 5V 3A 20W; ? x USB-A 5V 2A 10W", supply_w="60")

    assert most_of(MIXED, [usb_a]) == 24
    assert most_of(MIXED, [usb_c, usb_a]) == 124
    assert most_of(plain, kinds_of(plain)[:1]) == 40
    assert most_of(plain, kinds_of(plain)) == 60


def test_the_hungriest_gets_the_outlet_that_gives_most() -> None:
    assert order_in((Decimal(20), Decimal(45)), watts(15, 40)) == [0, 1]
    assert order_in((Decimal(45), Decimal(20)), watts(15, 40)) == [1, 0]
    assert order_in((None, Decimal(20)), watts(15, 40)) == [1, 0]


def test_outlets_are_told_alike_however_many_chargers_were_asked_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outlet_kinds, "_MOST_LOOKED_AT", 2)
    monkeypatch.setattr(outlet_kinds, "_LOOKED_AT", {})
    chargers = [charger(f"{many} x USB-A") for many in range(1, 6)]

    for _ in range(2):
        assert [kinds_of(each)[0].count for each in chargers] == [1, 2, 3, 4, 5]
    assert len(outlet_kinds._LOOKED_AT) <= 2
