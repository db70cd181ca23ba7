"""A largest flow: how many needs can be served at once, the first ones first."""

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.fitting._flow import Flow


def served(needs: list[int], offers: list[int], ways: set[tuple[int, int]]) -> list[int]:
    flow = Flow()
    for place, many in enumerate(offers):
        flow.offer(("offer", place), many)
    for need, place in ways:
        flow.join(("need", need), ("offer", place), needs[need])
    return [flow.serve(("need", index), many) for index, many in enumerate(needs)]


def test_a_need_that_has_a_choice_makes_room_for_one_that_has_none() -> None:
    assert served([1, 1], [1, 1], {(0, 0), (0, 1), (1, 0)}) == [1, 1]


def test_what_is_short_is_lacking_at_the_last_need() -> None:
    assert served([2, 2], [3], {(0, 0), (1, 0)}) == [2, 1]
    assert served([2], [3], set()) == [0]


def test_what_lies_between_is_as_narrow_as_it_is() -> None:
    flow = Flow()
    flow.offer("outlets", 6)
    flow.join("boards", "leads", 4)
    flow.join("leads", "end of cables", 3)
    flow.join("end of cables", "outlets", 6)

    assert flow.serve("boards", 4) == 3
    assert flow.passing("boards", "leads") == 3
    assert "outlets" not in flow.contested()


def test_what_needs_compete_for_is_told() -> None:
    flow = Flow()
    flow.offer("full", 1)
    flow.offer("free", 1)
    flow.join("one", "full", 2)
    flow.serve("one", 2)

    assert {"one", "full"} <= flow.contested()
    assert "free" not in flow.contested()


@given(st.data())
def test_nothing_serves_more_than_the_flow_and_no_bottleneck_is_missed(data: st.DataObject) -> None:
    """Every set of needs is served by what its ways lead to: the least of those sums is the most.

    (Gale, 1957: a bipartite flow is as large as its narrowest cut.)
    """
    needs = data.draw(st.lists(st.integers(0, 4), min_size=1, max_size=4))
    offers = data.draw(st.lists(st.integers(0, 4), min_size=1, max_size=4))
    every = [(n, o) for n in range(len(needs)) for o in range(len(offers))]
    ways = set(data.draw(st.lists(st.sampled_from(every))))

    found = sum(served(needs, offers, ways))

    cuts = []
    for chosen in range(2 ** len(needs)):
        inside = {n for n in range(len(needs)) if chosen >> n & 1}
        reached = {o for n, o in ways if n in inside}
        outside = sum(many for n, many in enumerate(needs) if n not in inside)
        cuts.append(outside + sum(offers[o] for o in reached))
    assert found == min(cuts)
