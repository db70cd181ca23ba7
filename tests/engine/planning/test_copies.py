"""Several copies of one build: bought together, judged one by one."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.engine.buying.basket import needs_of
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.planning.capacity import capacity
from planner.engine.planning.compare import compare
from planner.engine.planning.cost import cost
from planner.engine.planning.edit import own_copy
from planner.engine.planning.plan import make_plan
from planner.engine.planning.running import running_cost
from planner.engine.planning.upgrade import upgrade
from planner.engine.rules import judge
from planner.model.bom import CostedBom
from planner.model.build import Build, Position
from planner.model.build_charges import Charge, ChargeKind
from planner.model.catalog import Catalog
from planner.model.money import Money
from planner.model.parts import Board
from planner.model.plan import Plan
from tests.engine.sizing_cases import (
    RATES,
    board,
    breaks,
    card,
    charger,
    cord,
    in_packs,
    patch,
    shop,
    switch,
)
from tests.examples import examples
from tests.plans import ON

CATALOG = shop(
    (board("pi"), "50.00"),
    (card("card"), "10.00"),
    (patch(), in_packs("patch", "4.00", 5)),
    (cord(), breaks("cord", (1, "2.00"), (10, "1.50"))),
    (charger("usb", 4, 60), "30.00"),
    (switch("five", 5), "20.00"),
)


def build(copies: int = 1, **changes: Any) -> Build:
    pieces = {"pi": 3, "card": 3, "usb": 1, "five": 1, "patch": 4, "cord": 3}
    positions = tuple(
        Position(slot=CATALOG.by_number[number].category, part_number=number, quantity=many)
        for number, many in pieces.items()
    )
    usual = {"name": "kit", "title": "Kit", "currency": "SGD", "on": ON, "positions": positions}
    return Build(**(usual | {"copies": copies} | changes))


def planned(found: Build, catalog: Catalog = CATALOG) -> Plan:
    return make_plan(found, catalog, rates=RATES)


def costed(found: Build, catalog: Catalog = CATALOG) -> CostedBom:
    return cost(planned(found, catalog))


def sgd(amount: str) -> Money:
    return Money(Decimal(amount), "SGD")


def packs(bom: CostedBom) -> dict[str, int]:
    return {each.line.part_number: each.line.packs for each in bom.lines}


def test_copies_share_packs_and_reach_price_breaks_together() -> None:
    one, ten = costed(build()), costed(build(10))

    # 150 + 30 + 30 + 20 + 4 + 6: of five cables in the pack one is left over.
    assert one.total == sgd("240.00")
    # 40 cables are 8 packs, and 30 cords cost 1.50 each.
    assert ten.total == sgd("2377.00")
    assert packs(ten) == {"pi": 30, "card": 30, "usb": 10, "five": 10, "patch": 8, "cord": 30}
    assert ten.per_copy == sgd("237.70")
    assert (one.copies, one.per_copy, ten.copies) == (1, one.total, 10)


def test_what_is_left_over_is_that_of_all_copies() -> None:
    ten, three = planned(build(10)), planned(build(3))

    assert next(x for x in ten.bill.lines if x.part_number == "patch").surplus == 0
    assert next(x for x in three.bill.lines if x.part_number == "patch").surplus == 3


def test_the_cost_of_a_copy_is_rounded_once_and_unknown_without_a_total() -> None:
    seven = costed(build(7))
    assert seven.total == sgd("1665.50")
    assert seven.per_copy == sgd("237.93")

    without = shop(*((part, "1.00") for part in CATALOG.parts if part.part_number != "pi"))
    lacking = costed(build(3), Catalog(**{**dict(without), "parts": CATALOG.parts}))
    assert (lacking.total, lacking.per_copy) == (None, None)


def test_what_is_owned_serves_one_copy_and_the_others_are_bought() -> None:
    owned = [
        each.model_copy(update={"owned": each.part_number == "pi"}) for each in build().positions
    ]
    one = costed(build(positions=tuple(owned)))
    three = costed(build(3, positions=tuple(owned)))

    assert one.total == sgd("90.00")
    assert three.total == sgd("570.00")  # 720.00 less three boards of 50
    line = next(each.line for each in three.lines if each.line.part_number == "pi")
    assert (line.quantity, line.at_hand, line.packs, line.surplus) == (9, 3, 6, 0)


def test_an_amount_that_a_source_charges_falls_due_for_every_copy() -> None:
    charges = (
        Charge(kind=ChargeKind.SHIPPING, label="Post", amount=sgd("7.00"), as_of=ON, source="x"),
        Charge(kind=ChargeKind.GST, label="Tax", percent=Decimal(10), as_of=ON, source="x"),
    )
    two = costed(build(2, charges=charges))

    assert [each.amount for each in two.charges] == [sgd("14.00"), sgd("48.00")]


def test_each_copy_is_judged_by_itself_and_draws_its_own_power() -> None:
    one, many = planned(build()), planned(build(7))

    assert judge(many) == judge(one)
    assert in_use(many, Board) == [(board("pi"), 3)]
    assert capacity(many) == capacity(one)


def test_a_copy_to_change_is_as_large_as_the_build() -> None:
    spare = tuple(
        each.model_copy(update={"spares": 1} if each.part_number == "card" else {})
        for each in build().positions
    )
    edited = own_copy(planned(build(4, positions=spare)))

    assert [(each.part_number, each.quantity, each.spares) for each in edited.positions] == [
        (each.part_number, each.quantity, each.spares) for each in build(positions=spare).positions
    ]
    assert edited.copies == 4


@pytest.mark.parametrize("copies", [0, -2, 10**9, 1.5, "two", None])
def test_copies_are_a_whole_number_in_reason(copies: Any) -> None:
    with pytest.raises(ValidationError):
        build().model_validate({**dict(build()), "copies": copies})


@examples(40)
@given(st.integers(1, 60), st.integers(1, 60))
def test_where_no_price_rises_with_the_order_together_is_never_dearer(a: int, b: int) -> None:
    together, apart = costed(build(a + b)).subtotal, costed(build(a)).subtotal

    assert together <= apart + costed(build(b)).subtotal
    assert costed(build(2 * a)).subtotal <= apart + apart


def test_builds_are_compared_copy_by_copy_and_in_all() -> None:
    found = compare([planned(build()), planned(build(10))])
    values = {row.name: [each.value for each in row.values] for row in found.metrics}

    assert values["price"] == [sgd("240.00"), sgd("237.70")]
    assert values["copies"] == [Decimal(1), Decimal(10)]
    assert values["price_of_all"] == [sgd("240.00"), sgd("2377.00")]
    assert values["price_per_node"] == [sgd("80.00"), sgd("79.23")]
    assert values["nodes"] == [Decimal(3), Decimal(3)]
    alone = compare([planned(build()), planned(build())])
    assert {"copies", "price_of_all"}.isdisjoint(row.name for row in alone.metrics)


def test_all_copies_run_and_are_paid_for() -> None:
    def year(copies: int) -> Decimal | None:
        return running_cost(planned(build(copies)), None, country="SG").typical.watts

    one = year(1)
    assert one is not None
    assert year(6) == 6 * one


def test_an_upgrade_of_all_copies_uses_what_is_left_over_and_owned() -> None:
    before = planned(build(10))
    more = [
        each.model_copy(update={"quantity": 5} if each.part_number == "patch" else {})
        for each in build().positions
    ]
    found = upgrade(before, planned(build(10, positions=tuple(more))))

    # 50 cables instead of 40: two packs more.
    assert found.delta == sgd("8.00")
    assert found.added.copies == 10

    owned = Position(slot="board", part_number="pi", quantity=1, owned=True)
    grown = upgrade(before, planned(build(10, positions=(*build().positions, owned))))
    # One board more in every copy, one of them owned.
    assert grown.delta == sgd("450.00")


def test_what_must_be_bought_is_that_of_all_copies_less_what_is_owned() -> None:
    owned = tuple(
        each.model_copy(update={"owned": each.part_number in ("pi", "usb")})
        for each in build().positions
    )
    needs = {
        each.part_number: each.quantity for each in needs_of(build(4, positions=owned), CATALOG)
    }

    assert needs == {"pi": 9, "card": 12, "usb": 3, "five": 4, "patch": 16, "cord": 12}
