"""Kits: bought and judged as the same parts without any, told level by level, changed as one."""

from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.planning._held import held
from planner.engine.planning.capacity import capacity
from planner.engine.planning.carried import frozen
from planner.engine.planning.cost import cost
from planner.engine.planning.edit import (
    own_copy,
    with_part,
    with_positions,
    with_quantity,
    without,
)
from planner.engine.planning.edit_kits import (
    dissolved,
    most_of_kit,
    renamed,
    with_kit_quantity,
    with_nodes_as_kit,
)
from planner.engine.planning.kit_bill import kit_bill
from planner.engine.planning.kit_lines import most_each, quantity_each
from planner.engine.planning.plan import make_plan
from planner.engine.rules import judge
from planner.engine.sizing._node_left_over import left_over
from planner.io.documents.builds import read_build
from planner.model.build import Build, Measurement
from planner.model.catalog import Catalog
from planner.model.kit_bill import KitBill
from planner.model.money import Money, total
from planner.model.plan import Plan
from planner.model.spares import SpareRule
from tests.engine.planning.test_copies import CATALOG, sgd
from tests.engine.sizing_cases import RATES, shop
from tests.examples import examples
from tests.kits import KRAKEN_IN_KITS, built, flat, inner, inner_kit, kit, part, use

CLUSTER = built(
    kit("wired", inner("pi", 1, "board"), inner("patch", 1, "cable"), inner("cord", 1, "cable")),
    kit("worker", inner("card", 1, "storage"), inner_kit("wired")),
    kit("rack", inner("five", 1, "switch"), inner("usb", 1, "charger"), inner_kit("worker", 3)),
    use("rack", 2),
    use("wired"),
    part("patch", 2, "cable"),
)


def planned(build: Build, catalog: Catalog = CATALOG) -> Plan:
    plan = make_plan(build, catalog, rates=RATES)
    return plan.model_copy(update={"findings": judge(plan)})


def told(build: Build, catalog: Catalog = CATALOG) -> KitBill:
    plan = planned(build, catalog)
    found = kit_bill(plan, cost(plan))
    assert found is not None
    return found


def amounts(bill: KitBill) -> dict[str, Money]:
    return {"/".join(each.path): each.amount for each in bill.kits}


def lying(build: Build) -> list[tuple[str, str, int]]:
    return [("/".join(p.within), p.part_number, p.quantity) for p in build.positions]


def footed(bill: KitBill, build: Build) -> None:
    """Check that at every level what a kit holds adds up to it, and everything to the bill."""
    for kit_cost in bill.kits:
        inside = [each.amount for each in bill.kits_in(kit_cost.path)]
        inside += [each.amount for each in bill.parts_in(kit_cost.path) if each.amount is not None]
        assert total(inside, "SGD") == kit_cost.amount
    outer = [each.amount for each in bill.kits_in(())]
    outer += [each.amount for each in bill.parts_in(()) if each.amount is not None]
    assert total([*outer, bill.spares, bill.left_over], "SGD") == cost(planned(build)).subtotal


def test_each_level_costs_what_its_parts_cost_and_packs_left_over_belong_to_no_kit() -> None:
    bill = told(CLUSTER)

    assert amounts(bill) == {
        "rack": sgd("476.80"),  # 376.80 and two switches and chargers of 50 together
        "rack/worker": sgd("376.80"),  # 316.80 and six cards of 10
        "rack/worker/wired": sgd("316.80"),  # six of 50 + 0.80 + 2
        "wired": sgd("52.80"),
    }
    # Nine network cables are two packs of five for 4.00 each: one of ten is left over.
    assert bill.left_over == sgd("0.80")
    assert bill.parts_in(())[0].amount == sgd("1.60")
    footed(bill, CLUSTER)


def test_a_kit_says_how_many_there_are_what_one_costs_and_what_it_can_do() -> None:
    rack, worker, *_ = told(CLUSTER).kits

    assert (rack.level, rack.each, rack.quantity, rack.of_one) == (1, 2, 2, sgd("238.40"))
    assert (worker.level, worker.each, worker.quantity, worker.of_one) == (2, 3, 6, sgd("62.80"))
    assert (rack.nodes, rack.ports, rack.wired) == (3, 5, 3)
    assert (worker.nodes, worker.ports, worker.wired) == (1, 0, 1)
    assert [each.power_max_w.value for each in (rack, worker)] == [Decimal(15), Decimal(5)]
    assert [each.supply_w.value for each in (rack, worker)] == [Decimal(60), None]


def test_watts_of_the_kits_add_up_to_those_of_the_build() -> None:
    outer = [each for each in told(CLUSTER).kits if each.level == 1]
    for name in ("power_typical_w", "power_max_w"):
        kits = sum(getattr(each, name).value * each.quantity for each in outer)
        assert kits == getattr(capacity(planned(CLUSTER)), name).value


def test_copies_multiply_kits_and_share_their_packs() -> None:
    ten = CLUSTER.model_copy(update={"copies": 10})
    bill = told(ten)

    assert [each.quantity for each in bill.kits] == [20, 60, 60, 10]
    assert bill.left_over == sgd("0.00")
    footed(bill, ten)


def test_what_is_owned_is_that_of_one_copy_whichever_kit_it_lies_in() -> None:
    owned = tuple(
        each.model_copy(update={"owned": each.part_number == "pi"}) for each in CLUSTER.positions
    )
    one, two = (CLUSTER.model_copy(update={"positions": owned, "copies": n}) for n in (1, 2))

    assert amounts(told(one))["wired"] == sgd("2.80")
    # Seven boards of 50 are bought for the second copy.
    assert [each.amount for each in told(two).parts if each.line == 0] == [sgd("300"), sgd("50")]
    footed(told(two), two)


def test_spares_by_rule_belong_to_the_whole_order_and_to_no_kit() -> None:
    rule = SpareRule(part_number="pi", percent=Decimal(20))
    spared = CLUSTER.model_copy(update={"spare_rules": (rule,)})
    bill = told(spared)

    # A fifth of seven boards is two of 50; the kits cost what they cost without.
    assert bill.spares == sgd("100.00")
    assert amounts(bill) == amounts(told(CLUSTER))
    assert [each.nodes for each in bill.kits] == [3, 1, 1, 1]
    footed(bill, spared)

    owned = tuple(
        each.model_copy(update={"owned": each.part_number == "pi"}) for each in CLUSTER.positions
    )
    mine = spared.model_copy(update={"positions": owned})
    assert (told(mine).spares, amounts(told(mine))["wired"]) == (sgd("100.00"), sgd("2.80"))
    footed(told(mine), mine)


def test_a_kit_with_a_part_without_a_price_says_so_and_has_no_price_of_it() -> None:
    lacking = shop(*((each, "1.00") for each in CATALOG.parts if each.part_number != "card"))
    known = Catalog(**{**dict(lacking), "parts": CATALOG.parts})
    bill = told(CLUSTER, known)

    assert [each.unpriced for each in bill.kits] == [("card",), ("card",), (), ()]
    assert next(each for each in bill.parts if each.amount is None).within == ("rack", "worker")


def test_a_kit_with_a_switch_of_unknown_ports_does_not_know_its_ports() -> None:
    parts = [
        each.model_copy(update={"ports": None}) if each.part_number == "five" else each
        for each in CATALOG.parts
    ]
    found = told(CLUSTER, CATALOG.model_copy(update={"parts": tuple(parts)}))
    assert [each.ports for each in found.kits] == [None, 0, 0, 0]


def test_a_finding_is_told_at_every_kit_that_has_its_part() -> None:
    plan = planned(CLUSTER)
    about = next(each for each in plan.findings if each.parts == ("usb",))
    worse = about.model_copy(update={"severity": "warning"})
    again = plan.model_copy(update={"findings": (worse, about)})
    bill = kit_bill(again, cost(again))

    assert bill is not None
    assert [each.problems for each in bill.kits] == [1, 0, 0, 0]


def test_a_build_without_kits_has_no_bill_of_them() -> None:
    plan = planned(flat(CLUSTER))
    assert kit_bill(plan, cost(plan)) is None


def test_kraken_in_kits_costs_what_kraken_costs() -> None:
    build, _ = read_build("kraken-in-kits.toml", KRAKEN_IN_KITS.encode())
    assert build is not None
    bom = cost(make_plan(build, CATALOG, rates=RATES, also=("USD",)))

    assert (str(bom.total), [str(each) for each in bom.also]) == ("S$626.63", ["US$449.73"])


PARTS = ("pi", "card", "patch", "cord", "usb", "five")


@st.composite
def any_build(draw: st.DrawFn) -> Build:
    """Draw a build of kits in kits, three levels deep, with parts at every level."""

    def lines(within: Any) -> str:
        number = st.sampled_from(PARTS)
        chosen = draw(st.lists(number, min_size=1, max_size=4, unique=True))
        slots = {each.part_number: each.category for each in CATALOG.parts}
        return "".join(within(each, draw(st.integers(1, 4)), slots[each]) for each in chosen)

    few = st.integers(1, 4)
    return built(
        kit("c", lines(inner)),
        kit("b", lines(inner), inner_kit("c", draw(few))),
        kit("a", lines(inner), inner_kit("b", draw(few)), inner_kit("c", draw(few))),
        use("a", draw(few)),
        use("c", draw(few)),
        lines(part),
    )


@examples(60)
@given(any_build(), st.integers(1, 3))
def test_a_build_in_kits_is_worth_the_same_build_without(build: Build, copies: int) -> None:
    build = build.model_copy(update={"copies": copies})
    kits, plain = planned(build), planned(flat(build))

    assert cost(kits).total == cost(plain).total
    assert capacity(kits) == capacity(plain)
    assert kits.findings == plain.findings
    assert {(x.part_number, x.quantity, x.packs) for x in kits.bill.lines} == {
        (x.part_number, x.quantity, x.packs) for x in plain.bill.lines
    }
    footed(told(build), build)


@examples(60)
@given(any_build(), st.data())
def test_whatever_is_changed_a_build_in_kits_stays_one(build: Build, data: st.DataObject) -> None:
    edited = own_copy(planned(build))
    assert Build.model_validate(dict(edited)) == edited
    index = data.draw(st.integers(0, len(edited.positions) - 1))
    path = data.draw(st.sampled_from([each.path for each in edited.kits]))
    number = data.draw(st.integers(0, 5))
    for after in (
        with_quantity(edited, index, number),
        without(edited, index),
        with_kit_quantity(edited, path, number),
        dissolved(edited, path),
        with_part(edited, "other", "lid", 2, kit=path[-1]),
        with_part(edited, "other", "lid", 2),
        renamed(edited, path, "Another"),
    ):
        assert Build.model_validate(dict(after)) == after
    # Taken apart, a build holds what it held.
    assert counted(dissolved(edited, path)) == counted(edited)


def counted(build: Build) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in build.positions:
        found[each.part_number] = found.get(each.part_number, 0) + each.quantity
    return found


def place_of(build: Build, within: str, number: str) -> int:
    return next(
        index
        for index, each in enumerate(build.positions)
        if ("/".join(each.within), each.part_number) == (within, number)
    )


EDITED = own_copy(planned(CLUSTER))


def test_the_parts_of_an_edited_build_are_those_its_bill_tells_kit_by_kit() -> None:
    plan = planned(EDITED)
    assert [each.position for each in held(plan)] == list(EDITED.positions)
    assert [plan.bill.lines[each.line].part_number for each in held(plan)] == [
        each.part_number for each in EDITED.positions
    ]


def test_a_quantity_in_a_kit_is_that_of_each_of_them_wherever_the_kit_lies() -> None:
    cord = place_of(EDITED, "wired", "cord")
    after = with_quantity(EDITED, cord, 2)

    assert (quantity_each(EDITED, cord), quantity_each(after, cord)) == (1, 2)
    assert ("rack/worker/wired", "cord", 12) in lying(after)
    assert ("wired", "cord", 2) in lying(after)


def test_what_a_kit_may_have_is_bound_by_how_many_of_it_there_are() -> None:
    cord = place_of(EDITED, "wired", "cord")
    assert most_each(EDITED, cord) == 100_000 // 6
    assert most_of_kit(EDITED, ("rack",)) == 100_000 // 3
    with pytest.raises(ValueError, match="between 0 and 16666"):
        with_quantity(EDITED, cord, 16_667)
    with pytest.raises(ValueError, match="0 to 33333"):
        with_kit_quantity(EDITED, ("rack",), 33_334)


def test_another_number_of_a_kit_changes_all_that_lies_in_it() -> None:
    after = with_kit_quantity(EDITED, ("rack", "worker"), 5)

    assert counted(after) == {
        "pi": 11, "card": 10, "usb": 2, "five": 2, "patch": 13, "cord": 11,
    }  # fmt: skip
    assert [each.quantity for each in after.kits] == [2, 5, 1, 1]


def test_none_of_a_kit_takes_it_out_and_a_part_taken_out_leaves_no_empty_kit() -> None:
    assert [each.path for each in with_kit_quantity(EDITED, ("rack",), 0).kits] == [("wired",)]
    one = own_copy(planned(built(kit("box", inner("pi", 1, "board")), use("box", 3), part("five"))))
    assert without(one, place_of(one, "box", "pi")).kits == ()


def test_a_part_put_into_a_kit_is_in_each_of_them() -> None:
    after = with_part(EDITED, "other", "lid", 2, kit="wired")
    assert ("rack/worker/wired", "lid", 12) in lying(after)
    assert ("wired", "lid", 2) in lying(after)


def test_a_kit_taken_apart_leaves_its_kits_beside_their_like() -> None:
    after = dissolved(EDITED, ("rack",))
    assert [(each.path, each.quantity) for each in after.kits] == [
        (("worker",), 6),
        (("worker", "wired"), 1),
        (("wired",), 1),
    ]
    again = dissolved(after, ("worker",))
    assert [(each.path, each.quantity) for each in again.kits] == [(("wired",), 7)]


def test_a_kit_has_one_title_wherever_it_lies() -> None:
    after = renamed(EDITED, ("wired",), "Board with cables")
    assert [each.called for each in after.kits if each.name == "wired"] == ["Board with cables"] * 2


def test_a_build_that_is_a_kit_is_its_own_list_once_it_is_changed() -> None:
    kits = tuple(each.model_copy(update={"build": "my-node"}) for each in EDITED.kits)
    by_reference = EDITED.model_copy(update={"kits": kits})
    cord = place_of(by_reference, "rack/worker/wired", "cord")

    after = with_quantity(by_reference, cord, 2)
    assert [each.build for each in after.kits] == [None] * 4
    after = with_kit_quantity(by_reference, ("rack", "worker"), 4)
    assert [each.build for each in after.kits] == [None, "my-node", "my-node", "my-node"]


def test_a_frozen_build_has_the_parts_of_its_kits_whatever_becomes_of_their_builds() -> None:
    kits = tuple(each.model_copy(update={"build": "my-node"}) for each in EDITED.kits)
    held_fast = frozen(planned(EDITED.model_copy(update={"kits": kits})), CATALOG)

    assert [each.build for each in held_fast.kits] == [None] * 4
    assert lying(held_fast) == lying(EDITED)


def test_pieces_that_meet_in_a_kit_are_as_many_as_there_may_be() -> None:
    full = with_quantity(EDITED, place_of(EDITED, "wired", "cord"), 16_000)
    after = with_part(full, "cable", "cord", 16_000, kit="wired")

    assert ("rack/worker/wired", "cord", 16_666 * 6) in lying(after)
    assert ("wired", "cord", 16_666) in lying(after)


def test_spares_of_a_kit_are_let_go_before_what_is_in_use() -> None:
    spare = tuple(
        each.model_copy(update={"quantity": 12, "spares": 6} if each.slot == "storage" else {})
        for each in EDITED.positions
    )
    build = EDITED.model_copy(update={"positions": spare})
    after = with_quantity(build, place_of(build, "rack/worker", "card"), 1)
    cards = next(each for each in after.positions if each.part_number == "card")
    assert (cards.quantity, cards.spares) == (6, 0)


def test_another_board_in_a_kit_is_no_longer_the_measured_one() -> None:
    taken = Measurement(mbps=Decimal("93.1"), method="iperf", source="x")
    measured = EDITED.model_copy(update={"measured": taken})

    assert with_quantity(measured, place_of(measured, "wired", "cord"), 2).measured == taken
    assert without(measured, place_of(measured, "wired", "pi")).measured is None


NODES = planned(
    built(
        part("pi", 3, "board"),
        part("patch", 4, "cable"),
        part("cord", 3, "cable"),
        part("card", 2, "storage"),
        part("five", 3, "switch"),
        part("usb", 1, "charger"),
    )
)


def test_equal_nodes_become_a_kit_of_what_each_of_them_has() -> None:
    after = with_nodes_as_kit(own_copy(NODES))

    assert after is not None
    assert lying(after) == [
        ("node", "pi", 3),
        ("", "card", 2),
        ("", "usb", 1),
        ("", "five", 3),
        ("", "patch", 1),
        ("node", "patch", 3),
        ("node", "cord", 3),
    ]
    assert [(each.path, each.quantity, each.called) for each in after.kits] == [
        (("node",), 3, "Node")
    ]
    assert {each.why for each in after.positions if each.within} == {"1 for each node"}
    assert cost(planned(after)).total == cost(NODES).total
    assert planned(after).findings == planned(own_copy(NODES)).findings


def test_spares_and_replaced_parts_lie_beside_the_nodes() -> None:
    copy = own_copy(NODES)
    spare = {"quantity": 5, "spares": 2}
    old = {"retired": True, "quantity": 6}
    positions = [
        each.model_copy(update=spare if each.part_number == "cord" else {})
        for each in copy.positions
    ]
    positions.append(copy.positions[0].model_copy(update=old))
    after = with_nodes_as_kit(with_positions(copy, positions))

    assert after is not None
    assert ("", "cord", 2) in lying(after)
    assert ("", "pi", 6) in lying(after)


@pytest.mark.parametrize(
    "lists",
    [
        part("five", 3, "switch"),
        part("pi", 1, "board") + part("patch", 1, "cable"),
        part("pi", 3, "board") + part("patch", 2, "cable"),
        kit("node", inner("pi", 1, "board"), inner("patch", 1, "cable")) + use("node", 3),
    ],
)
def test_nodes_that_have_nothing_in_common_are_no_kit(lists: str) -> None:
    assert with_nodes_as_kit(own_copy(planned(built(lists)))) is None


def test_one_node_more_lies_beside_the_kits_that_there_are() -> None:
    packed = planned(
        built(
            kit("node", inner("pi", 1, "board"), inner("patch", 1, "cable")),
            use("node", 3),
        )
    )
    spare = left_over(packed)
    cable = CATALOG.by_number["patch"]
    grown, rest = spare.used(packed.build.positions, [(cable, 1)])

    assert rest == []
    after = with_positions(packed.build, grown)
    assert lying(after) == [("node", "pi", 3), ("", "patch", 1), ("node", "patch", 3)]
    assert Build.model_validate(dict(after)) == after
    assert cost(planned(after)).total == cost(packed).total


def test_thousands_of_lines_in_kits_are_told_in_seconds() -> None:
    many = "".join(inner(f"part-{each}", 2) for each in range(100))
    kits = "".join(kit(f"kit-{each}", many) for each in range(45))
    build = built(kits, *(use(f"kit-{each}", 7) for each in range(45)))
    before = perf_counter()
    bill = told(build)

    assert len(bill.parts) == 4_500
    assert len(list(bill.walked())) == 4_545
    assert perf_counter() - before < 20
