"""One node more: what it takes at least, what that costs, and what of the build is full."""

from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.planning.cost import cost
from planner.engine.planning.edit import new_problems, with_positions
from planner.engine.planning.plan import make_plan
from planner.engine.rules import judge
from planner.engine.sizing.next_node import next_node
from planner.engine.sizing.size import size
from planner.engine.solving.effort import Effort
from planner.model.build import Build, Position
from planner.model.catalog import Catalog
from planner.model.code_kinds import About
from planner.model.findings import Severity, has_errors
from planner.model.money import Money
from planner.model.next_node import NextNode
from planner.model.offers import PriceBreak
from planner.model.parts import Case, Other, Part
from planner.model.plan import Plan
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    hat,
    in_packs,
    part,
    patch,
    poe_switch,
    shop,
    switch,
    wish,
)
from tests.plans import ON, offer

WARES: tuple[Any, ...] = (
    (board("pi"), "50.00"),
    (card("card"), "10.00"),
    (patch(), "1.00"),
    (cord(), "2.00"),
    (charger("usb", 4, 60), "30.00"),
    (switch("five", 5), "20.00"),
    (switch("eight", 8), "25.00"),
)


def planner_of(catalog: Catalog) -> Any:
    def planned(build: Build) -> Plan:
        plan = make_plan(build, catalog, rates=RATES, any_condition=True)
        return plan.model_copy(update={"findings": (*judge(plan), *plan.findings)})

    return planned


def grown(build: Build, catalog: Catalog, **asked: Any) -> NextNode:
    planned = planner_of(catalog)
    return next_node(build, planned, catalog, RATES, currency="SGD", on=ON, **asked)


def sized(nodes: int, catalog: Catalog, **wishes: Any) -> Build:
    build = size(wish(nodes=nodes, **wishes), catalog, RATES).build
    assert build is not None
    return build


def by_hand(**pieces: int) -> Build:
    slots = {each[0].part_number: each[0].category for each in WARES}
    positions = tuple(
        Position(slot=slots[number], part_number=number, quantity=many)
        for number, many in pieces.items()
    )
    return Build(name="mine", title="Mine", currency="SGD", on=ON, positions=positions)


def added(found: NextNode) -> list[tuple[str, int]]:
    return [(each.part_number, each.quantity) for each in found.added]


def sgd(amount: str) -> Money:
    return Money(Decimal(amount), "SGD")


def test_a_node_that_finds_a_port_and_an_outlet_takes_its_own_parts_alone() -> None:
    catalog = shop(*WARES)

    found = grown(sized(2, catalog), catalog)

    assert added(found) == [("pi", 1), ("card", 1), ("patch", 1), ("cord", 1)]
    assert (found.nodes, found.board, found.proven) == (3, "pi", True)
    assert found.cost == sgd("63.00")
    assert found.cliff is None
    assert found.build is not None
    assert found.build.quantity_of("pi") == 3


def test_where_the_switch_is_full_the_cliff_is_named_with_what_is_full() -> None:
    catalog = shop(*WARES)
    # Four nodes and the cable to the router take all five ports, and all four outlets.
    build = by_hand(pi=4, card=4, patch=5, cord=4, usb=1, five=1)

    found = grown(build, catalog)

    # Another switch of five, with the cable to the first, and another charger.
    assert found.cost == sgd("114.00")  # 63 + 20 + 1 + 30
    assert found.cliff == sgd("51.00")
    shared = {each.part_number: each.why for each in found.added if each.shared}
    assert set(shared) == {"five", "patch", "usb"}
    assert shared["five"][0].startswith("5 ports cannot serve 5 nodes")
    assert shared["usb"][0] == "4 outlets cannot power 5 boards."
    # The one before it cost what a node costs that finds its place.
    before = grown(by_hand(pi=3, card=3, patch=4, cord=3, usb=1, five=1), catalog)
    assert before.cost is not None
    assert before.cost + found.cliff == found.cost


def test_what_was_wrong_before_is_told_and_is_no_reason_for_more_parts() -> None:
    catalog = shop(*WARES)
    # Nobody counts cables, cards or power here, and the switch is too small already.
    build = by_hand(pi=5, five=1)

    found = grown(build, catalog)

    assert ("card", 1) not in added(found)
    assert "5 ports cannot serve 5 nodes" in " ".join(each.message for each in found.findings)


def test_the_most_frequent_board_is_copied_and_another_one_may_be_asked_for() -> None:
    wares = (*WARES, (board("large", isa="x86-64"), "200.00"))
    catalog = shop(*wares)
    build = by_hand(pi=2, card=3, patch=4, cord=3, usb=1, eight=1)
    mixed = with_positions(
        build, (*build.positions, Position(slot="board", part_number="large", quantity=1))
    )

    assert grown(mixed, catalog).board == "pi"
    assert grown(mixed, catalog).choices == ("pi", "large")
    other = grown(mixed, catalog, board="large")
    assert other.cost == sgd("213.00")
    nobody = grown(mixed, catalog, board="five")
    assert (nobody.build, nobody.findings[0].code) == (None, "next-node-other-board")


def test_a_build_without_boards_has_no_node_to_copy() -> None:
    for build in (by_hand(), by_hand(five=1)):
        found = grown(build, shop(*WARES))
        assert found.build is None
        assert [each.code for each in found.findings] == ["next-node-no-board"]


def test_a_node_that_the_network_powers_takes_its_module_and_a_powered_port() -> None:
    catalog = shop(*WARES, (hat("hat"), "9.00"), (poe_switch("poe", 8, 8), "60.00"))
    # 60 W power three modules of 15.4 W.
    build = sized(3, catalog, power="poe")

    found = grown(build, catalog)

    assert ("hat", 1) in added(found)
    assert ("poe", 1) in added(found)
    assert found.cost == sgd("131.00")  # 50 + 10 + 9 + 1 + 60 + 1, and the cable between the two
    assert found.cliff == sgd("61.00")


def test_ports_that_nobody_counted_are_said_to_be_unknown() -> None:
    vague = (switch("vague", None), "5.00")
    catalog = shop(*WARES, vague)
    build = by_hand(pi=2, card=2, patch=3, cord=2, usb=1)
    build = with_positions(
        build, (*build.positions, Position(slot="switch", part_number="vague", quantity=1))
    )

    found = grown(build, catalog)

    assert found.cost == sgd("63.00")
    assert "vague" in " ".join(each.message for each in found.findings)


def test_a_part_without_a_price_leaves_no_cost() -> None:
    catalog = shop(*(each for each in WARES if each[0].part_number != "card"), card("card"))

    found = grown(by_hand(pi=2, card=2, patch=3, cord=2, usb=1, five=1), catalog)

    assert found.cost is None
    assert found.unpriced == ("card",)
    assert found.build is not None


def test_old_prices_are_told_where_what_is_added_has_one() -> None:
    old = ON - timedelta(days=400)
    wares = shop(*WARES)
    cheap = (PriceBreak(price=Decimal("5.00")),)
    aged = [
        each.model_copy(update={"quoted_on": old, "price_breaks": cheap})
        if each.part_number == "eight"
        else each
        for each in wares.offers
    ]
    build = sized(4, shop(*WARES))
    [told] = [
        each
        for each in grown(build, wares.offering(tuple(aged))).findings
        if each.meaning.beside_total
    ]
    assert told.parts == ("eight",)
    assert not any(each.meaning.beside_total for each in grown(build, wares).findings)
    # Where the build itself rests on that price, it is nothing new.
    whole_old = [each.model_copy(update={"quoted_on": old}) for each in wares.offers]
    findings = grown(sized(3, wares), wares.offering(tuple(whole_old))).findings
    assert not any(each.meaning.beside_total for each in findings)


def test_where_nothing_gives_a_node_its_place_that_is_the_answer() -> None:
    wares = [each for each in WARES if each[0].part_number not in ("five", "eight")]
    catalog = shop(*wares, (switch("five", 5), "20.00"), (switch("other", 1, 1000), "3.00"))
    full = by_hand(pi=4, card=4, patch=5, cord=4, usb=1, five=1)

    plain = shop(*wares, switch("five", 5))
    found = grown(full, plain)

    assert found.build is None
    assert found.findings[0].code == "next-node-no-place"
    assert found.findings[1].code == "ports-short"
    assert grown(full, catalog).build is not None


def test_places_in_a_case_and_what_every_board_has_of_other_kinds_count() -> None:
    fan, case = part(Other, "fan"), part(Case, "rack", shelves=2, fits="pi")
    catalog = shop(*WARES, (fan, "3.00"), (case, "40.00"))
    build = by_hand(pi=2, card=2, patch=3, cord=2, usb=1, five=1)
    more = (
        Position(slot="other", part_number="fan", quantity=2),
        Position(slot="case", part_number="rack", quantity=1),
    )
    build = with_positions(build, (*build.positions, *more))

    found = grown(build, catalog)

    assert found.cost == sgd("106.00")  # 63 + 3 + 40
    assert found.cliff == sgd("40.00")


def test_what_is_left_over_of_a_pack_is_used_first_and_costs_nothing() -> None:
    usual = [each for each in WARES if each[0].part_number != "patch"]
    catalog = shop(*usual, (patch(), in_packs("patch", "4.00", 5)))
    build = by_hand(pi=3, card=3, patch=4, cord=3, usb=1, five=1)

    found = grown(build, catalog)

    [cable] = [each for each in found.added if each.part_number == "patch"]
    assert (cable.cost, cable.left_over) == (Money(Decimal(0), "SGD"), 1)
    assert cable.is_for == "this node, left over"
    # Board, card and power cable.
    assert found.cost == Money(Decimal("62.00"), "SGD")
    assert found.build is not None
    assert found.build.quantity_of("patch") == 5


def test_where_a_pack_does_not_reach_the_rest_is_bought() -> None:
    usual = [each for each in WARES if each[0].part_number != "patch"]
    catalog = shop(*usual, (patch(), in_packs("patch", "4.00", 6)))
    # The switch is full: a node takes a cable for itself, and one more for the link.
    build = by_hand(pi=4, card=4, patch=5, cord=4, usb=2, five=1)

    found = grown(build, catalog)

    assert found.build is not None
    assert found.build.quantity_of("patch") == 7
    assert found.cost == Money(Decimal("86.00"), "SGD")  # 50 + 10 + 2 + the switch 20 + a pack 4


def test_pieces_of_a_part_on_two_lines_are_nobodys_to_use() -> None:
    usual = [each for each in WARES if each[0].part_number != "patch"]
    catalog = shop(*usual, (patch(), in_packs("patch", "4.00", 5)))
    build = by_hand(pi=3, card=3, patch=2, cord=3, usb=1, five=1)
    another = build.positions[2].model_copy(update={"vendor": "shop"})
    twice = with_positions(build, (*build.positions, another))

    found = grown(twice, catalog)

    assert all(not each.left_over for each in found.added)


def test_time_that_is_up_leaves_no_answer() -> None:
    found = grown(sized(2, shop(*WARES)), shop(*WARES), effort=Effort.lasting(0, lambda: 1_000_000))

    assert (found.build, found.proven, found.board) == (None, False, "pi")


CABLE_KINDS = {"cable", "switch", "charger", "poe", "carrier", "case"}


def refused(before: Plan, after: Plan) -> bool:
    known = {(found.code, found.subject) for found in before.findings}
    lacking = (
        found
        for found in after.findings
        if found.severity is Severity.WARNING
        and found.meaning.about is About.FIT
        and found.meaning.part in CABLE_KINDS
        and (found.code, found.subject) not in known
    )
    return bool(new_problems(before, after)) or any(lacking)


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_no_set_of_parts_for_one_node_more_costs_less_than_the_one_proposed(data: Any) -> None:
    price = st.integers(1, 40).map(lambda amount: f"{amount}.00")
    speed = st.sampled_from((100, 1000))
    switches = [
        (switch(f"switch-{i}", data.draw(st.integers(3, 6)), data.draw(speed)),
         data.draw(price))
        for i in range(2)
    ]  # fmt: skip
    chargers = [
        (charger(f"charger-{i}", data.draw(st.integers(1, 4)), data.draw(st.integers(6, 40))),
         data.draw(price))
        for i in range(2)
    ]  # fmt: skip
    wares: list[tuple[Part, str]] = [
        (board("pi"), "50.00"), (card("card"), "10.00"), (patch(), "1.00"), (cord(), "2.00"),
        *switches, *chargers,
    ]  # fmt: skip
    sizes = {number: data.draw(st.integers(1, 3)) for number in ("card", "patch", "cord")}
    catalog = shop(
        *(
            (item, in_packs(item.part_number, cents, sizes.get(item.part_number, 1)))
            for item, cents in wares
        )
    )
    made = size(wish(nodes=data.draw(st.integers(1, 4))), catalog, RATES)
    if made.build is None:
        return
    build, planned = made.build, planner_of(catalog)
    before = planned(build)
    parts = {item.part_number: item for item, _ in wares}

    def least() -> Money | None:
        best: Money | None = None
        own = [("pi", 1), ("card", 1)]
        several = [*((item.part_number, n) for item, _ in (*switches, *chargers) for n in (0, 1))]
        numbers = sorted({number for number, _ in several})
        for many in product((0, 1), repeat=len(numbers)):
            for leads, cords in product((0, 1, 2), (0, 1)):
                more = [*own, *zip(numbers, many, strict=True), ("patch", leads), ("cord", cords)]
                positions = {each.part_number: each for each in build.positions}
                for number, count in more:
                    # What is left of a pack is used, and the rest is an order of its own.
                    last = positions.get(number)
                    has = 0 if last is None else last.quantity
                    free = min(-has % sizes.get(number, 1), count)
                    if last is not None and free:
                        positions[number] = last.model_copy(update={"quantity": has + free})
                    if count > free:
                        slot = parts[number].category
                        positions[f"more {number}"] = Position(
                            slot=slot, part_number=number, quantity=count - free
                        )
                after = planned(with_positions(build, tuple(positions.values())))
                if refused(before, after):
                    continue
                spent = cost(after).subtotal - cost(before).subtotal
                best = spent if best is None or spent < best else best
        return best

    found = grown(build, catalog)
    assert found.cost == least()
    if found.build is not None:
        assert not has_errors(planned(found.build).findings)


def test_what_is_priced_in_another_currency_is_bought_at_the_rate_of_the_day() -> None:
    usual = [each for each in WARES if each[0].part_number != "card"]
    catalog = shop(*usual, (card("card"), [offer("card", "7.18", currency="USD")]))

    found = grown(by_hand(pi=2, card=2, patch=3, cord=2, usb=1, five=1), catalog)

    # US$7.18 at 0.71770 US dollars for a Singapore dollar.
    assert {each.part_number: each.cost for each in found.added}["card"] == sgd("10.00")
    assert found.cost == sgd("63.00")
    assert found.build is not None
    (price,) = (each.price for each in found.build.positions if each.price and "card" in str(each))
    assert price.note.startswith("US$7.18 at ")
