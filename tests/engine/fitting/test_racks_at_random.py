"""Racks filled with whatever there may be: nothing overlaps, nothing is lost, and room is used."""

from collections import Counter
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.fitting.racks import rack_layout
from planner.model.parts import Part
from planner.model.racks import RackLayout, halves_of
from tests.engine.samples import part, plan
from tests.examples import examples

UNITS = st.sampled_from(["0.33", "0.5", "1", "1.5", "2", "3"])
WIDTHS = st.sampled_from(["10", "19", "10;19"])


@st.composite
def racks_and_parts(draw: Any) -> tuple[list[Part], dict[str, int]]:
    """Return one to three racks, switches of any height, width and depth, and how many of each."""
    parts, counts = [], {}
    for index in range(draw(st.integers(1, 3))):
        facts = {"rack_u": draw(st.integers(1, 6)), "rack_widths_in": draw(WIDTHS)}
        parts.append(part(f"rack{index}", "rack", kind="rack", **facts))
    for index in range(draw(st.integers(0, 5))):
        facts = {"rack_u": draw(UNITS), "rack_widths_in": draw(WIDTHS)}
        depth = draw(st.sampled_from([True, False, None]))
        facts |= {} if depth is None else {"rack_full_depth": depth}
        parts.append(part(f"thing{index}", "switch", **facts))
    for each in parts:
        counts[each.part_number] = 1 if each.category == "rack" else draw(st.integers(1, 4))
    return parts, counts


def filled(parts: list[Part], counts: dict[str, int]) -> RackLayout:
    build = [f"{count} {number}" for number, count in counts.items()]
    found = rack_layout(plan(*build, parts=tuple(parts)))
    assert found is not None
    return found


@given(racks_and_parts())
@examples(200)
def test_nothing_overlaps_leaves_the_rack_or_is_lost(
    given_parts: tuple[list[Part], dict[str, int]],
) -> None:
    parts, counts = given_parts
    found = filled(parts, counts)

    seen: Counter[str] = Counter()
    for rack in found.racks:
        taken: dict[tuple[bool, int], str] = {}
        for place in rack.places:
            seen[place.part.part_number] += 1
            first, many = int(place.below * 2), int(place.units * 2)
            assert many == halves_of(place.part.rack_u or Decimal(0))
            # What takes whole units stands on a whole one.
            assert many % 2 or first % 2 == 0
            assert set(place.part.rack_widths_in or ()) & set(rack.part.rack_widths_in or ())
            for half in range(first, first + many):
                assert 0 <= half < rack.units * 2
                assert (place.behind, half) not in taken
                taken[place.behind, half] = place.part.part_number
            if place.behind:
                assert place.part.rack_full_depth is False
        by_number = {each.part_number: each for each in parts}
        for behind, half in taken:
            front = by_number.get(taken.get((False, half), ""))
            if behind and front is not None:
                assert front.rack_full_depth is False  # type: ignore[union-attr]
    for held in (*found.no_room, *found.perhaps_behind, *found.other_width):
        seen[held[0].part_number] += held[1]
    assert seen == {number: n for number, n in counts.items() if not number.startswith("rack")}


@given(st.integers(1, 8), st.lists(UNITS, min_size=1, max_size=10))
@examples(200)
def test_in_one_rack_everything_finds_room_whose_halves_add_up(
    units: int, heights: list[str]
) -> None:
    facts = {"rack_widths_in": "10", "rack_full_depth": True}
    things = [
        part(f"thing{index}", "switch", rack_u=height, **facts)
        for index, height in enumerate(heights)
    ]
    rack = part("rack", "rack", kind="rack", rack_u=units, rack_widths_in="10")
    found = filled([rack, *things], {"rack": 1} | {each.part_number: 1 for each in things})

    needed = sum(halves_of(Decimal(height)) for height in heights)
    assert bool(found.no_room) == (needed > 2 * units)
