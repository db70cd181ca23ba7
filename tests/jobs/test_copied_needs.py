"""What any number of copies needs follows from few numbers: the same as opening so many copies."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.buying.basket import needs_on
from planner.engine.buying.copied_needs import copied_in, copied_on
from planner.engine.buying.spares import spares_of, with_spares
from planner.engine.planning.plan import make_plan
from planner.model.basket import Need
from planner.model.bom import BillOfMaterials
from planner.model.build import Build, CountBasis, Position
from planner.model.money import RateTable
from planner.model.questions import Bill, OwnedLine
from planner.model.spares import SpareRule
from tests.engine.samples import CATEGORY, DAY, catalog

SAMPLES = catalog()
ABOUT = ({}, {"category": "board"}, {"part_number": "pi3"})
copies = st.integers(1, 30)
rules = st.builds(
    lambda about, many: SpareRule(**about, **many),
    st.sampled_from(ABOUT),
    st.one_of(
        st.builds(lambda part: {"percent": Decimal(part) / 100}, st.integers(0, 10_000)),
        st.builds(lambda one: {"one_in": one}, st.integers(1, 20)),
    ),
)


def per_part(needs: list[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, pieces in needs:
        found[number] = found.get(number, 0) + pieces
    return {number: pieces for number, pieces in found.items() if pieces}


@st.composite
def builds(draw: Any) -> Build:
    positions = []
    for index in range(draw(st.integers(1, 5))):
        part = draw(st.sampled_from(["pi3", "pi4", "sd16", "patch"]))
        quantity, owned = draw(st.integers(1, 9)), draw(st.booleans())
        positions.append(
            Position(
                slot=CATEGORY[part],
                part_number=part,
                quantity=quantity,
                owned=owned,
                spares=draw(st.integers(0, quantity - 1)),
                vendor=None if owned else draw(st.sampled_from([None, f"shop{index}"])),
                retired=not owned and draw(st.sampled_from([False, False, True])),
                count_basis=CountBasis.CHOSEN,
            )
        )
    ruled = {each.about: each for each in draw(st.lists(rules, max_size=2))}
    return Build(
        name="a-build",
        title="A build",
        currency="SGD",
        on=DAY,
        positions=tuple(positions),
        spare_rules=tuple(ruled.values()),
    )


@settings(max_examples=200)
@given(build=builds(), opened=copies, then=copies)
def test_any_number_of_copies_of_a_build_needs_what_opening_so_many_says(
    build: Build, opened: int, then: int
) -> None:
    def bill(many: int) -> BillOfMaterials:
        of = build.model_copy(update={"copies": many})
        return make_plan(of, SAMPLES, rates=RateTable()).bill

    copied = copied_on(bill(opened))
    meant = per_part([(each.part_number, each.quantity) for each in needs_on(bill(then))])
    assert per_part([(each.part_number, each.pieces(then)) for each in copied]) == meant


@st.composite
def bills(draw: Any) -> Bill:
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from(["pi3", "sd16"]), st.sampled_from([(), ("pi4",)])),
            min_size=1,
            unique=True,
        )
    )
    needs, owned = [], []
    for number, alternates in keys:
        quantity = draw(st.integers(1, 9))
        have = draw(st.integers(0, quantity))
        of = {"part_number": number, "alternates": alternates}
        if have < quantity:
            needs.append(Need(quantity=quantity - have, **of))
        if have:
            owned.append(OwnedLine(quantity=quantity, owned=have, **of))
    return Bill(title="bom.csv", needs=tuple(needs), partly_owned=tuple(owned))


@settings(max_examples=200)
@given(bill=bills(), ruled=st.lists(rules, max_size=2), then=copies)
def test_any_number_of_copies_of_a_bom_needs_what_opening_so_many_says(
    bill: Bill, ruled: list[SpareRule], then: int
) -> None:
    ruled = list({each.about: each for each in ruled}.values())
    copied = copied_in(bill, ruled, CATEGORY, {"pi3": "A board"})
    spares = spares_of(bill.pieces_in(then), ruled, CATEGORY)
    opened = with_spares(bill.in_copies(then), spares)
    meant = per_part([(each.part_number, each.quantity) for each in opened])
    assert per_part([(each.part_number, each.pieces(then)) for each in copied]) == meant
    assert {each.name for each in copied if each.part_number == "pi3"} <= {"A board"}
