"""Spares by rule: counted over all copies of a build, bought with it, and in nobody's way."""

from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.buying.basket import needs_of
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.planning.capacity import capacity
from planner.engine.planning.cost import cost
from planner.engine.planning.edit import own_copy
from planner.engine.planning.kit_bill import kit_bill
from planner.engine.planning.plan import currency_pairs
from planner.engine.planning.running import running_cost
from planner.engine.planning.spares import spares_cost
from planner.engine.planning.upgrade import upgrade
from planner.engine.rules import judge
from planner.model.bom import BomLine
from planner.model.build import Build, Position
from planner.model.build_charges import Charge, ChargeKind
from planner.model.catalog import Catalog
from planner.model.money import Money, total
from planner.model.offers import Basis, Price
from planner.model.parts import Board
from planner.model.plan import Plan
from planner.model.spares import SpareRule, SparesCost
from tests.engine.planning.test_copies import CATALOG, build, costed, planned, sgd
from tests.engine.sizing_cases import board, shop
from tests.examples import examples
from tests.kits import built, inner, kit, part, use
from tests.plans import ON

TENTH = SpareRule(percent=Decimal(10))
EIGHTH = SpareRule(category="board", one_in=8)


def ruled(*rules: SpareRule, copies: int = 1, **changes: Any) -> Build:
    return build(copies, spare_rules=rules, **changes)


def lines(found: Build | Plan) -> dict[str, BomLine]:
    plan = planned(found) if isinstance(found, Build) else found
    return {each.part_number: each for each in plan.bill.lines}


def counts(found: Build) -> dict[str, tuple[int, int]]:
    return {number: (each.needed, each.spares) for number, each in lines(found).items()}


def changed(found: Build, part_number: str, **changes: Any) -> Build:
    positions = tuple(
        each.model_copy(update=changes if each.part_number == part_number else {})
        for each in found.positions
    )
    return found.model_copy(update={"positions": positions})


def cost_of_spares(found: Build) -> SparesCost | None:
    plan = planned(found)
    return spares_cost(plan, cost(plan))


def test_spares_are_rounded_up_once_over_all_copies() -> None:
    # Of 3 boards a copy 10 copies need 30: three spares, not one for each copy.
    assert counts(ruled(TENTH, copies=10)) == {
        "pi": (30, 3),
        "card": (30, 3),
        "usb": (10, 1),
        "five": (10, 1),
        "patch": (40, 4),
        "cord": (30, 3),
    }
    assert counts(ruled(EIGHTH, copies=3))["pi"] == (9, 2)


@examples(60)
@given(
    st.integers(1, 40),
    st.lists(st.integers(1, 30), min_size=1, max_size=4),
    st.integers(0, 10_000),
    st.integers(1, 50),
)
def test_the_spares_of_a_part_are_those_of_all_its_pieces(
    copies: int, pieces: list[int], hundredths: int, many: int
) -> None:
    positions = tuple(
        Position(slot="board", part_number="pi", quantity=each, role=str(each)) for each in pieces
    )
    needed = copies * sum(pieces)
    by_percent = SpareRule(percent=Decimal(hundredths) / 100)
    first = lines(ruled(by_percent, copies=copies, positions=positions))["pi"]
    second = lines(ruled(SpareRule(one_in=many), copies=copies, positions=positions))["pi"]

    assert (first.needed, second.needed) == (needed, needed)
    assert first.spares == ceil(Fraction(needed * hundredths, 10_000))
    assert second.spares == ceil(Fraction(needed, many))
    assert first.of_one_copy == second.of_one_copy == sum(pieces)


def test_the_rule_of_a_part_comes_before_that_of_its_category_and_of_all() -> None:
    none = SpareRule(part_number="card", percent=Decimal(0))
    found = counts(ruled(TENTH, EIGHTH, none, copies=10))

    assert (found["pi"], found["card"], found["usb"]) == ((30, 4), (30, 0), (10, 1))


def test_packs_and_price_breaks_count_the_spares() -> None:
    found = ruled(TENTH, copies=3)
    line = lines(found)["patch"]

    # 12 cables and 2 spares are three packs of five, and one is left over.
    assert (line.quantity, line.needed, line.spares) == (14, 12, 2)
    assert (line.packs, line.surplus) == (3, 1)
    # 9 cords cost 2.00 each; 10 cost 1.50.
    assert lines(found)["cord"].price == lines(build(4))["cord"].price


def test_what_spares_cost_is_the_total_less_that_without_them() -> None:
    found = ruled(TENTH, copies=3)
    # One more of each, two of the cables in the packs that are bought anyway, cheaper cords.
    assert cost_of_spares(found) == SparesCost(pieces=7, amount=sgd("107.00"))
    total = costed(build(3)).total
    assert total is not None
    assert costed(found).total == total + sgd("107.00")


def test_a_percentage_of_the_parts_falls_due_on_the_spares_too() -> None:
    tax = Charge(kind=ChargeKind.GST, label="Tax", percent=Decimal(10), as_of=ON, source="x")
    assert cost_of_spares(ruled(TENTH, copies=3, charges=(tax,))) == SparesCost(
        pieces=7, amount=sgd("117.70")
    )


def test_what_spares_cost_is_unknown_without_a_total_and_nobody_asked_without_a_rule() -> None:
    bare = shop(*((each, "1.00") for each in CATALOG.parts if each.part_number != "pi"))
    catalog = Catalog(**{**dict(bare), "parts": CATALOG.parts})
    plan = planned(ruled(TENTH), catalog)
    assert spares_cost(plan, cost(plan)) == SparesCost(pieces=6)

    assert cost_of_spares(build()) is None


def test_spares_at_a_stated_price_cost_that() -> None:
    stated = Price(unit=sgd("40.00"), basis=Basis.QUOTED, as_of=ON, source="a shop")
    assert cost_of_spares(changed(ruled(EIGHTH), "pi", price=stated)) == SparesCost(
        pieces=1, amount=sgd("40.00")
    )


def test_spares_that_a_line_states_count_towards_the_rule() -> None:
    def spares(stated: int) -> tuple[int, int, int]:
        line = lines(changed(ruled(TENTH, copies=10), "pi", quantity=3 + stated, spares=stated))[
            "pi"
        ]
        return line.needed, line.spares, line.spares_by_rule

    assert spares(0) == (30, 3, 3)
    # One spare in each of ten copies is more than the rule asks for.
    assert spares(1) == (30, 10, 0)
    fewer = changed(ruled(SpareRule(one_in=2), copies=10), "pi", quantity=4, spares=1)
    assert (lines(fewer)["pi"].spares, lines(fewer)["pi"].spares_by_rule) == (15, 5)


def test_a_line_of_spares_alone_needs_no_further_ones_and_costs_what_it_costs() -> None:
    drawer = Position(slot="cable", part_number="patch", quantity=2, spares=2)
    found = ruled(EIGHTH, positions=(drawer, *build().positions[:1]))

    assert counts(found) == {"pi": (3, 1), "patch": (0, 2)}
    assert cost_of_spares(found) == SparesCost(pieces=3, amount=sgd("54.00"))


def test_owned_pieces_are_counted_and_their_spares_are_bought() -> None:
    found = changed(ruled(EIGHTH), "pi", owned=True)
    line = lines(found)["pi"]

    assert (line.needed, line.spares, line.at_hand, line.packs) == (3, 1, 3, 1)
    assert (line.owned, line.surplus) == (False, 0)
    assert cost_of_spares(found) == SparesCost(pieces=1, amount=sgd("50.00"))
    assert needs_of(found, CATALOG)[0].quantity == 1

    # Who owns a spare besides says so on the line, and buys none.
    more = lines(changed(found, "pi", owned=True, quantity=4, spares=1))["pi"]
    assert (more.owned, more.spares, more.spares_by_rule) == (True, 1, 0)


def test_of_several_lines_of_a_part_the_first_that_is_bought_has_the_spares() -> None:
    owned = Position(slot="board", part_number="pi", quantity=5, owned=True)
    bought = Position(slot="board", part_number="pi", quantity=3)
    bill = planned(ruled(EIGHTH, positions=(owned, bought))).bill

    assert [(each.owned, each.needed, each.spares) for each in bill.lines] == [
        (True, 5, 0),
        (False, 3, 1),
    ]


def test_what_was_replaced_has_no_spares() -> None:
    found = changed(ruled(TENTH), "five", retired=True)
    assert counts(found)["five"] == (1, 0)


def test_copies_in_use_draw_and_are_judged_as_without_spares() -> None:
    rules = (TENTH, SpareRule(category="board", percent=Decimal(100)))
    one, spare = planned(build(4)), planned(ruled(*rules, copies=4))

    assert judge(spare) == judge(one)
    assert in_use(spare, Board) == in_use(one, Board)
    assert capacity(spare) == capacity(one)
    watts = [running_cost(each, None, country="SG").typical.watts for each in (one, spare)]
    assert watts[0] == watts[1]


def test_a_copy_to_change_keeps_the_rules_and_is_as_large_as_the_build() -> None:
    found = ruled(TENTH, EIGHTH, copies=4)
    edited = own_copy(planned(found))

    assert edited.spare_rules == found.spare_rules
    assert [each.quantity for each in edited.positions] == [3, 3, 1, 1, 4, 3]
    assert counts(edited) == counts(found)


def test_a_rule_about_what_a_build_does_not_have_is_told() -> None:
    rules = (
        TENTH,
        EIGHTH,
        SpareRule(category="rack", one_in=2),
        SpareRule(part_number="card", one_in=2),
        SpareRule(part_number="nano", one_in=2),
    )
    found = [each for each in planned(ruled(*rules)).findings if each.code == "spare-rule-idle"]
    assert [each.subject for each in found] == ["rack", "nano"]


def test_two_rules_about_one_thing_are_no_build() -> None:
    with pytest.raises(ValueError, match="two rules for spares are about board"):
        Build.model_validate({**dict(build()), "spare_rules": (EIGHTH, EIGHTH)})


def test_an_owned_part_whose_spares_are_bought_needs_a_rate() -> None:
    catalog = shop((board("pi"), "50.00"))
    dollars = tuple(each.model_copy(update={"currency": "USD"}) for each in catalog.offers)
    catalog = catalog.model_copy(update={"offers": dollars})
    owned = (Position(slot="board", part_number="pi", quantity=3, owned=True),)

    def pairs(found: Build) -> frozenset[tuple[str, str]]:
        return currency_pairs(found, catalog, currency="SGD")

    assert pairs(build(positions=owned)) == frozenset()
    assert pairs(ruled(EIGHTH, positions=owned)) == {("USD", "SGD")}
    assert pairs(build(2, positions=owned)) == {("USD", "SGD")}


def test_an_upgrade_buys_the_spares_that_are_new() -> None:
    before, same = planned(build(10)), planned(ruled(EIGHTH, copies=10))
    assert upgrade(before, same).delta == sgd("200.00")

    more = changed(ruled(EIGHTH, copies=10), "pi", quantity=4)
    found = upgrade(same, planned(more))
    # Ten boards and one spare: 40 have five.
    assert found.delta == sgd("550.00")
    (added,) = found.added.lines
    assert (added.line.quantity, added.line.of_one_copy) == (11, 1)
    assert upgrade(same, same).delta == sgd("0.00")
    assert upgrade(same, before).delta == sgd("0.00")


def test_an_upgrade_of_owned_boards_buys_their_spares() -> None:
    before = planned(changed(build(), "pi", owned=True))
    after = planned(changed(ruled(EIGHTH), "pi", owned=True))
    assert upgrade(before, after).delta == sgd("50.00")
    # Whoever gives up a kit of what is owned has its pieces for another.
    copies = planned(changed(build(2), "pi", owned=True))
    assert upgrade(before, copies).delta == costed(build(1)).total


def test_spares_belong_to_no_kit_and_every_level_adds_up() -> None:
    cluster = built(
        kit(
            "node", inner("pi", 1, "board"), inner("card", 1, "storage"), inner("patch", 1, "cable")
        ),
        use("node", 3),
        part("pi", 1, "board"),
        part("five", 1, "switch"),
    )
    found = cluster.model_copy(update={"spare_rules": (TENTH,), "copies": 3})
    plan = planned(found)
    bom, bill = cost(plan), kit_bill(plan, cost(plan))
    assert bill is not None

    # 12 boards have two spares, 9 cards and 3 switches one each, and 9 cables one.
    assert bill.spares == sgd("130.80")
    assert bill.left_over == sgd("0.00")
    outside = total([each.amount for each in bill.parts_in(()) if each.amount], "SGD")
    kits = total([each.amount for each in bill.kits_in(())], "SGD")
    assert kits + outside + bill.spares + bill.left_over == bom.subtotal
    assert sorted(each.quantity for each in bill.parts) == [3, 3, 9, 9, 9]


def test_spares_of_owned_boards_in_kits_are_all_that_is_paid_for() -> None:
    boards = f"{inner('pi', 3, 'board').rstrip()}\nowned = true\n\n"
    cluster = built(kit("node", boards), use("node", 1))
    plan = planned(cluster.model_copy(update={"spare_rules": (EIGHTH,)}))
    bill = kit_bill(plan, cost(plan))
    assert bill is not None
    assert (bill.spares, bill.kits[0].amount) == (sgd("50.00"), Money(Decimal(0), "SGD"))
