"""A change makes a build with one thing different, and every line stays at its place."""

from collections.abc import Callable

import pytest

from planner.engine.planning.cost import cost
from planner.engine.planning.edit import (
    adopted,
    empty_build,
    is_owned,
    new_doubts,
    new_problems,
    only_bought_otherwise,
    own_copy,
    places_of_lines,
    suggested_quantity,
    with_own_price,
    with_ownership,
    with_part,
    with_quantity,
    with_reason,
    with_replacement,
    with_terms,
    with_vendor,
    without,
)
from planner.engine.planning.plan import make_plan
from planner.engine.rules import judge
from planner.model.build import Build, CountBasis, ForAllCopies
from planner.model.catalog import Catalog
from planner.model.money import RateTable
from planner.model.offers import Basis
from planner.model.parts import Category
from planner.model.plan import Plan
from tests.engine.samples import (
    DAY,
    PARTS,
    build,
    catalog,
    codes,
    money,
    offer,
    part,
    plan,
    position,
)

SHOP = catalog(
    offer("pi3", "49 SGD"),
    offer("pi4", "80 SGD"),
    offer("sd16", "5 SGD"),
    offer("hub", "40 SGD"),
    offer("switch8", "26.46 SGD"),
    offer("switch8", "20 SGD", vendor="other-shop"),
)
PUBLISHED = {"id": "parts", "amount": "626.63 SGD", "as_of": DAY, "source": "an article"}
SHARE = {"share_of": "parts", "list_price": "35 USD"}
MEASURED = {"mbps": "93.1", "method": "iperf", "source": "an article"}


def planned(made: Build, stock: Catalog = SHOP) -> Plan:
    return make_plan(made, stock, rates=RateTable())


def copy(*positions: str, **facts: object) -> Build:
    return own_copy(planned(build(*positions, **facts)))  # type: ignore[arg-type]


def lines(made: Build) -> str:
    """Write what a build is: `7 pi3, 1 switch8`."""
    return ", ".join(
        f"{each.quantity} {each.part_number}{' retired' if each.retired else ''}"
        for each in made.positions
    )


def test_an_empty_build_is_one_to_start_from() -> None:
    made = empty_build(currency="SGD", on=DAY)
    assert (made.positions, made.currency, made.on) == ((), "SGD", DAY)


# --- a copy --------------------------------------------------------------------------------------


def test_a_copy_has_a_position_for_every_line_and_costs_the_same() -> None:
    original = planned(
        build(
            position("1 switch8 retired", **SHARE),
            position("1 pi3", role="first", **SHARE),
            position("6 pi3", role="others", **SHARE),
            "2 pi3 owned",
            "1 fan 3 SGD",
            "1 sd16",
            published=(PUBLISHED,),
        )
    )
    copied = planned(own_copy(original))
    assert lines(copied.build) == ", ".join(
        f"{line.quantity} {line.part_number}{' retired' if line.retired else ''}"
        for line in original.bill.lines
    )
    assert cost(copied).total == cost(original).total
    assert [line.price for line in copied.bill.lines] == [
        line.price for line in original.bill.lines
    ]
    assert (copied.build.name, copied.build.title) == ("b-edited", "B, edited")


def test_pieces_that_are_owned_for_all_copies_are_owned_until_somebody_says_otherwise() -> None:
    pool = (
        ForAllCopies(part_number="pi3", owned=2),
        ForAllCopies(part_number="fan", owned=1, needed=3, bought=5),
    )
    made = copy("7 pi3", "1 switch8", "4 fan 3 SGD").model_copy(update={"for_all_copies": pool})
    assert [is_owned(made, index) for index in range(3)] == [True, False, True]
    assert with_ownership(made, 0, owned=False).for_all_copies == pool[1:]
    fans = with_ownership(made, 2, owned=False)
    assert fans.for_all_copies == (pool[0], pool[1].model_copy(update={"owned": 0}))
    assert not is_owned(fans, 2)
    mine = with_ownership(made, 0, owned=True)
    assert (mine.for_all_copies, is_owned(mine, 0)) == (pool, True)
    assert with_ownership(made, 1, owned=False) == made


def test_a_build_in_other_copies_and_spares_is_the_same_build() -> None:
    made = copy("7 pi3")
    more = made.model_copy(update={"copies": 8, "title": "Eight", "name": "eight"})
    assert only_bought_otherwise(made, more)
    assert not only_bought_otherwise(made, with_quantity(more, 0, 8))


def test_a_share_becomes_a_price_so_that_another_quantity_moves_the_total() -> None:
    made = own_copy(planned(build(position("7 pi3", **SHARE), published=(PUBLISHED,))))
    assert made.positions[0].share_of is None
    assert made.positions[0].price is not None
    assert made.positions[0].price.basis is Basis.ALLOCATED
    assert cost(planned(with_quantity(made, 0, 14))).total == money("1253.26 SGD")


def test_the_name_of_a_copy_is_never_too_long() -> None:
    assert len(copy("1 pi3", name="a" * 60).name) == 60


def test_a_part_in_the_wrong_slot_stays_at_the_place_of_its_line() -> None:
    made = copy(position("1 sd16", slot="board"), "7 pi3")  # type: ignore[arg-type]
    assert lines(made) == "7 pi3, 1 sd16"
    assert lines(with_quantity(made, 1, 7)) == "7 pi3, 7 sd16"


# --- changes -------------------------------------------------------------------------------------

Change = Callable[[Build], Build]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda made: with_quantity(made, 0, 8), "8 pi3, 7 sd16, 1 switch8"),
        (lambda made: with_quantity(made, 1, 0), "7 pi3, 1 switch8"),
        (lambda made: without(made, 2), "7 pi3, 7 sd16"),
        (lambda made: with_part(made, "charger", "hub", 1), "7 pi3, 7 sd16, 1 hub, 1 switch8"),
        # A part that is there already is one line, not two.
        (lambda made: with_part(made, "board", "pi3", 2), "9 pi3, 7 sd16, 1 switch8"),
        (lambda made: with_part(made, "board", "pi3", 100_000), "100000 pi3, 7 sd16, 1 switch8"),
        (lambda made: with_replacement(made, 0, "pi4"), "7 pi4, 7 sd16, 1 switch8"),
    ],
)
def test_a_change_changes_one_thing(change: Change, expected: str) -> None:
    made = change(copy("7 pi3", "7 sd16", "1 switch8"))
    assert lines(made) == expected
    bill = planned(made).bill.lines
    assert [line.part_number for line in bill] == [each.part_number for each in made.positions]


@pytest.mark.parametrize("quantity", [-1, 100_001])
def test_a_quantity_has_bounds(quantity: int) -> None:
    with pytest.raises(ValueError, match="a quantity must be between 0 and 100000"):
        with_quantity(copy("7 pi3"), 0, quantity)


def test_a_new_quantity_drops_the_reason_for_the_old_one() -> None:
    made = copy(position("7 pi3", why="8 ports", count_basis="stated"))  # type: ignore[arg-type]
    changed = with_quantity(made, 0, 8).positions[0]
    assert (changed.why, changed.count_basis) == ("", CountBasis.CHOSEN)


@pytest.mark.parametrize(
    ("change", "total"),
    [
        (lambda made: with_own_price(made, 0, money("12.34 SGD"), on=DAY), "12.34"),
        (lambda made: with_own_price(made, 0, None, on=DAY), "20"),
        (lambda made: with_ownership(made, 0, owned=True), "0"),
        (lambda made: with_vendor(made, 0, "acme"), "26.46"),
        (lambda made: with_vendor(with_vendor(made, 0, "acme"), 0, None), "20"),
        (lambda made: with_replacement(made, 0, "hub"), "40"),
        # Each replaces the one before.
        (
            lambda made: with_ownership(with_ownership(made, 0, owned=True), 0, owned=False),
            "20",
        ),
        (lambda made: with_vendor(with_ownership(made, 0, owned=True), 0, "acme"), "26.46"),
        (
            lambda made: with_own_price(with_vendor(made, 0, "acme"), 0, money("1 SGD"), on=DAY),
            "1",
        ),
    ],
)
def test_a_price_comes_from_what_was_chosen_last(change: Change, total: str) -> None:
    assert cost(planned(change(copy("1 switch8")))).total == money(f"{total} SGD")


def test_an_own_price_between_two_others_is_an_estimate() -> None:
    low, unit, high = (money(f"{amount} SGD") for amount in ("30", "40", "55"))
    made = with_own_price(
        copy("1 switch8"), 0, unit, on=DAY, between=(low, high), source="https://shop.example"
    )

    price = made.positions[0].price
    assert price is not None
    assert (price.basis, price.low, price.high) == (Basis.ESTIMATED, low, high)
    assert price.source == "https://shop.example"


def test_a_price_of_ones_own_says_so() -> None:
    [line] = planned(with_own_price(copy("1 pi3"), 0, money("1 SGD"), on=DAY)).bill.lines
    assert line.price is not None
    assert (line.price.source, line.price.basis) == ("entered by you", Basis.QUOTED)


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (lambda made: with_quantity(made, 0, 8), True),
        (lambda made: with_part(made, "charger", "hub", 1), True),
        (lambda made: with_replacement(made, 0, "pi4"), False),
        (lambda made: with_part(made, "nic", "usbnic", 7), False),
        (lambda made: without(made, 1), False),
    ],
)
def test_a_measurement_holds_for_the_parts_it_was_taken_on(change: Change, kept: bool) -> None:
    made = change(copy("7 pi3", "1 switch8", measured=MEASURED))
    assert (made.measured is not None) is kept


# --- advice --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "nodes", "quantity"),
    [
        ("storage", 7, 7),
        ("nic", 7, 7),
        ("poe", 7, 7),
        ("cable", 7, 8),
        ("switch", 7, 1),
        ("board", 7, 1),
        ("storage", 0, 1),
        ("cable", 0, 2),
    ],
)
def test_one_of_a_part_is_suggested_for_every_node_that_needs_one(
    slot: Category, nodes: int, quantity: int
) -> None:
    made = plan(f"{nodes} pi3") if nodes else plan()
    assert suggested_quantity(made, slot) == quantity


def test_only_errors_that_a_change_brings_about_are_its_problems() -> None:
    def judged(*positions: str) -> Plan:
        made = plan(*positions)
        return made.model_copy(update={"findings": (*judge(made), *made.findings)})

    before = judged("7 pi3 1 SGD", "1 switch8 1 SGD", "1 mystery 1 SGD")
    after = judged("8 pi3 1 SGD", "1 switch8 1 SGD", "1 mystery 1 SGD", "1 fan")
    assert codes(new_problems(before, after)) == ["ports-short"]
    assert new_problems(after, before) == ()


def test_a_misfit_is_a_problem_though_it_is_no_error() -> None:
    parts = (*PARTS, part("box", "case", shelves=8, fits="PI4"), part("crate", "case", shelves=8))

    def judged(*positions: str) -> Plan:
        made = plan(*positions, parts=parts)
        return made.model_copy(update={"findings": judge(made)})

    before = judged("7 pi3 1 SGD")
    boxed = judged("7 pi3 1 SGD", "1 box 1 SGD")
    crated = judged("7 pi3 1 SGD", "1 crate 1 SGD")
    assert codes(new_problems(before, boxed)) == ["case-misfit"]
    assert new_doubts(before, boxed, "BOX") == ()
    assert new_problems(before, crated) == ()
    (doubt,) = new_doubts(before, crated, "CRATE")
    assert doubt.unchecked == "whether the boards fit CRATE"
    assert "whether the boards fit CRATE" in doubt.message
    assert new_doubts(crated, crated, "CRATE") == ()


# --- wiring --------------------------------------------------------------------------------------

WIRES = (
    {"device": "pi3#1", "device_port": 1, "unit": "switch8#1", "unit_port": 1, "kind": "ethernet"},
)


@pytest.mark.parametrize(
    ("change", "stays"),
    [
        (lambda made: with_quantity(made, 2, 9), True),
        (lambda made: with_part(made, "other", "fan", 1), True),
        (lambda made: with_ownership(made, 1, owned=True), True),
        (lambda made: with_quantity(made, 0, 3), False),
        (lambda made: with_replacement(made, 1, "giga8"), False),
        (lambda made: with_part(made, "charger", "hub", 1), False),
        (lambda made: without(made, 0), False),
    ],
    ids=["a cable more", "a fan", "owned", "another count", "another switch", "a charger", "none"],
)
def test_the_wiring_stays_while_every_plug_is_where_it_was(
    change: Callable[[Build], Build], stays: bool
) -> None:
    made = build("2 pi3", "1 switch8", "3 patch", wiring=WIRES)

    assert bool(change(made).wiring) is stays


def test_a_proposal_that_is_taken_over_costs_the_same_and_stays_wired() -> None:
    proposed = planned(
        build("1 pi3", "1 switch8", "1 pi3", title="2-node cluster", uplinks=2, wiring=WIRES)
    )

    mine = adopted(proposed, name="my-build")

    assert (mine.name, mine.title, mine.uplinks) == ("my-build", "2-node cluster", 2)
    assert lines(mine) == "2 pi3, 1 switch8"
    assert mine.wiring == proposed.build.wiring
    assert cost(planned(mine)).total == cost(proposed).total


@pytest.mark.parametrize(("quantity", "spares"), [(25, 17), (30, 17), (10, 2), (8, 0), (3, 0)])
def test_what_is_taken_out_of_a_line_is_taken_from_its_spares_first(
    quantity: int, spares: int
) -> None:
    made = build(position("25 switch8", spares=17))

    (changed,) = with_quantity(made, 0, quantity).positions

    assert (changed.quantity, changed.spares) == (quantity, spares)


def test_lines_that_become_one_keep_the_spares_of_both() -> None:
    made = build(
        position("5 switch8 owned", spares=2),
        position("3 switch8", spares=1),
    )

    (changed,) = with_ownership(made, 0, owned=False).positions

    assert (changed.quantity, changed.spares) == (8, 3)


def test_spares_of_a_line_may_be_kept_when_fewer_are_needed() -> None:
    made = copy("5 pi3")
    spared = made.model_copy(
        update={"positions": (made.positions[0].model_copy(update={"spares": 2}),)}
    )

    [kept] = with_quantity(spared, 0, 3, keeps_spares=True).positions
    [taken] = with_quantity(spared, 0, 3).positions

    assert (kept.quantity, kept.spares) == (3, 2)
    assert (taken.quantity, taken.spares) == (3, 0)


def test_terms_of_ones_own_price_a_part_alone() -> None:
    made = copy("2 pi3", "1 switch8")
    dearer = offer("switch8", "90 SGD")

    twice = with_terms(with_terms(made, [offer("switch8", "80 SGD")]), [dearer])

    assert twice.frozen == ("switch8",)
    assert twice.offers == (dearer,)
    assert str(cost(planned(twice)).total) == "S$188.00"


def test_a_reason_may_be_written_for_a_quantity() -> None:
    assert with_reason(copy("2 pi3"), 0, "as many as ports").positions[0].why == "as many as ports"


def test_every_line_of_a_bill_has_its_places_in_a_copy() -> None:
    assert places_of_lines(planned(build("2 pi3", "1 switch8"))) == {0: (0,), 1: (1,)}
