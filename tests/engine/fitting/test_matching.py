"""Things find places that they fit, as many as can be."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.fitting.matching import dealt


def test_a_thing_makes_room_for_one_that_fits_nowhere_else() -> None:
    # The first could go to either place, the second only to the first one.
    found = dealt([2, 2], [2, 2], lambda thing, place: thing == 0 or place == 0)
    assert found == [[0, 2], [2, 0]]


def test_room_is_made_along_a_chain() -> None:
    fits = {(0, 0), (0, 1), (1, 1), (1, 2), (2, 0)}
    found = dealt([1, 1, 1], [1, 1, 1], lambda *pair: pair in fits)
    assert found == [[0, 1, 0], [0, 0, 1], [1, 0, 0]]


def test_what_fits_nowhere_is_left() -> None:
    assert dealt([3], [5], lambda *_: False) == [[0]]
    assert dealt([3], [2], lambda *_: True) == [[2]]
    assert dealt([3], [], lambda *_: True) == [[]]
    assert dealt([], [2], lambda *_: True) == []


COUNTS = st.lists(st.integers(0, 3), max_size=3)


@given(COUNTS, COUNTS, st.data())
def test_as_many_are_placed_as_in_the_best_of_all_ways(
    things: list[int], places: list[int], data: st.DataObject
) -> None:
    pairs = list(product(range(len(things)), range(len(places))))
    allowed = data.draw(st.sets(st.sampled_from(pairs))) if pairs else set()

    found = dealt(things, places, lambda *pair: pair in allowed)

    assert all(sum(row) <= many for row, many in zip(found, things, strict=True))
    for place, room in enumerate(places):
        assert sum(row[place] for row in found) <= room
    assert all(found[t][p] == 0 for t, p in pairs if (t, p) not in allowed)
    # By Hall, extended: every set of things leaves out what its places cannot hold.
    short = max(
        sum(things[t] for t in chosen)
        - sum(places[p] for p in range(len(places)) if any((t, p) in allowed for t in chosen))
        for chosen in (
            [t for t, taken in enumerate(mask) if taken]
            for mask in product((False, True), repeat=len(things))
        )
    )
    assert sum(map(sum, found)) == sum(things) - short


def test_thousands_of_kinds_for_too_few_places_are_dealt_out_at_once() -> None:
    things, places = [3] * 1_500, [2] * 300

    given = dealt(things, places, lambda thing, place: (thing + place) % 2 == 0)

    assert sum(map(sum, given)) == 600
    assert [sum(column) for column in zip(*given, strict=True)] == places


def test_kinds_that_are_alike_are_looked_at_once() -> None:
    asked = []

    def fits(kind: int, place: int) -> bool:
        asked.append((kind, place))
        return place == 1

    assert dealt([1, 2, 1], [5, 3], fits, lambda _: "alike") == [[0, 1], [0, 2], [0, 0]]
    assert asked == [(0, 0), (0, 1)]
