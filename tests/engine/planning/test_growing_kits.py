"""Another number of a kit: what was replaced in it was paid for, and is paid for no second time."""

import pytest

from planner.engine.planning.cost import cost
from planner.engine.planning.edit_kits import with_kit_quantity
from planner.engine.planning.plan import make_plan
from planner.model.build import Build, ForAllCopies, Position
from planner.model.kits import KitPath
from planner.model.money import Money
from tests.engine.planning.test_copies import CATALOG
from tests.engine.sizing_cases import RATES
from tests.kits import built, inner, inner_kit, kit, part, use

CLUSTER = built(
    kit("wired", inner("pi", 1, "board"), inner("patch", 1, "cable")),
    kit("worker", inner("card", 1, "storage"), inner_kit("wired")),
    use("worker", 3),
    use("wired"),
    part("five", 1, "switch"),
)


def with_replaced(build: Build, within: KitPath, quantity: int, number: str = "usb") -> Build:
    old = Position(
        slot="charger", part_number=number, quantity=quantity, within=within, retired=True
    )
    return build.model_copy(update={"positions": (*build.positions, old)})


def replaced(build: Build) -> list[tuple[str, int, KitPath]]:
    return [(e.part_number, e.quantity, e.within) for e in build.positions if e.retired]


def paid(build: Build) -> Money:
    bom = cost(make_plan(build, CATALOG, rates=RATES))
    assert bom.total is not None
    return bom.total


@pytest.mark.parametrize("quantity", [1, 2, 4, 9])
def test_what_was_replaced_in_a_kit_stays_as_it_is_and_lies_outside(quantity: int) -> None:
    before = with_replaced(CLUSTER, ("worker",), 3)
    after = with_kit_quantity(before, ("worker",), quantity)

    assert replaced(after) == [("usb", 3, ())]
    plain = with_kit_quantity(CLUSTER, ("worker",), quantity)
    assert paid(after) - paid(plain) == paid(before) - paid(CLUSTER)
    assert [e for e in after.positions if not e.retired] == list(plain.positions)


def test_it_is_outside_wherever_kits_of_that_name_lie() -> None:
    before = with_replaced(CLUSTER, ("worker", "wired"), 3)
    before = with_replaced(before, ("wired",), 1)
    after = with_kit_quantity(before, ("worker",), 5)

    assert replaced(after) == [("usb", 4, ())]
    # It is a build, too: kits of one name hold the same.
    assert Build.model_validate(after.model_dump()) == after


def test_the_same_number_again_changes_nothing_and_none_takes_all_of_it_out() -> None:
    before = with_replaced(CLUSTER, ("worker",), 3)
    assert replaced(with_kit_quantity(before, ("worker",), 3)) == [("usb", 3, ("worker",))]
    assert replaced(with_kit_quantity(before, ("worker",), 0)) == []


def test_what_was_replaced_in_a_kit_that_stays_as_it_is_stays_in_it() -> None:
    lists = (kit("lone", inner("pi", 1, "board")), kit("spare", inner("card", 2, "storage")))
    build = built(*lists, use("lone", 2), use("spare"), part("five", 1, "switch"))
    before = with_replaced(with_replaced(build, (), 2), ("spare",), 1)
    after = with_kit_quantity(before, ("lone",), 3)
    assert replaced(after) == [("usb", 2, ()), ("usb", 1, ("spare",))]


def owning(build: Build, *numbers: str) -> Build:
    """Return the build with every piece of these parts owned."""
    positions = tuple(
        each.model_copy(update={"owned": True}) if each.part_number in numbers else each
        for each in build.positions
    )
    return build.model_copy(update={"positions": positions})


def bought(build: Build) -> dict[str, tuple[int, int]]:
    """Return how many pieces of each part there are already, and how many are bought."""
    counts: dict[str, tuple[int, int]] = {}
    for line in make_plan(build, CATALOG, rates=RATES).bill.lines:
        there = line.quantity if line.owned else line.at_hand
        had, missing = counts.get(line.part_number, (0, 0))
        counts[line.part_number] = had + there, missing + line.quantity - there
    return counts


@pytest.mark.parametrize("quantity", [1, 2, 4, 9])
@pytest.mark.parametrize("copies", [1, 3])
def test_what_is_owned_in_a_kit_is_owned_once_however_many_kits_there_are(
    quantity: int, copies: int
) -> None:
    before = owning(CLUSTER, "pi").model_copy(update={"copies": copies})
    assert bought(before)["pi"] == (4, 4 * (copies - 1))
    after = with_kit_quantity(before, ("worker",), quantity)

    needed = (quantity + 1) * copies
    assert bought(after)["pi"] == (min(4, needed), max(needed - 4, 0))
    plain = with_kit_quantity(CLUSTER, ("worker",), quantity)
    without = {number: many for number, many in bought(after).items() if number != "pi"}
    assert without == {
        number: (0, many * copies) for number, (_, many) in bought(plain).items() if number != "pi"
    }
    assert Build.model_validate(after.model_dump()) == after
    # What there is is not forgotten by a smaller number in between.
    again = with_kit_quantity(after, ("worker",), 3)
    assert bought(again) == bought(before)
    assert paid(again) == paid(before)


def test_what_is_owned_outside_of_the_kit_and_in_other_kits_is_as_it_was() -> None:
    lists = (kit("lone", inner("pi", 1, "board")), kit("spare", inner("card", 2, "storage")))
    build = built(*lists, use("lone", 2), use("spare"), part("five", 1, "switch"))
    before = owning(build, "card", "five")
    after = with_kit_quantity(before, ("lone",), 3)
    assert after.for_all_copies == ()
    assert [e.part_number for e in after.positions if e.owned] == ["card", "five"]


def test_pieces_that_are_owned_for_all_copies_are_counted_with_those_of_the_kit() -> None:
    pool = (
        ForAllCopies(part_number="card", owned=1),
        ForAllCopies(part_number="pi", owned=2, needed=3, bought=4),
    )
    before = owning(CLUSTER, "pi").model_copy(update={"for_all_copies": pool})
    after = with_kit_quantity(before, ("worker",), 8)
    assert after.for_all_copies == (pool[0], pool[1].model_copy(update={"owned": 6}))
    assert bought(after)["pi"] == (6, 3)


def test_the_same_number_again_leaves_what_is_owned_where_it_is() -> None:
    before = owning(CLUSTER, "pi")
    assert with_kit_quantity(before, ("worker",), 3) == before
    none = with_kit_quantity(before, ("worker",), 0)
    assert (none.for_all_copies, bought(none)["pi"]) == ((), (1, 0))
