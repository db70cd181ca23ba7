"""Max-min fair shares: by hand, and what holds for any flows over any links."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.traffic._shares import Demand, FlowShare, fair_shares

LINKS = ("a", "b", "c", "d")


def demand(uses: dict[str, int], weight: int = 1) -> Demand:
    return Demand(Fraction(weight), {link: Fraction(often) for link, often in uses.items()})


def capacities(**links: int) -> dict[str, Fraction]:
    return {link: Fraction(carries) for link, carries in links.items()}


BY_HAND = [
    # One link, shared equally.
    ([{"a": 1}, {"a": 1}, {"a": 1}], {"a": 224}, ["224/3", "224/3", "224/3"]),
    # Who is held back elsewhere leaves the rest to the others.
    ([{"a": 1, "b": 1}, {"a": 1}], {"a": 100, "b": 20}, ["20", "80"]),
    # Data that crosses a link twice counts twice.
    ([{"a": 2}, {"a": 1}], {"a": 90}, ["30", "30"]),
    # A long way shares each of its links.
    ([{"a": 1, "b": 1}, {"a": 1}, {"b": 1}], {"a": 10, "b": 30}, ["5", "5", "25"]),
    # A link that carries nothing stops what needs it, and nothing else.
    ([{"a": 1}, {"b": 1}], {"a": 0, "b": 7}, ["0", "7"]),
]


@pytest.mark.parametrize(("flows", "links", "rates"), BY_HAND)
def test_shares_come_out_as_by_hand(flows, links, rates) -> None:
    shares = fair_shares([demand(uses) for uses in flows], capacities(**links))

    assert [share.rate for share in shares] == [Fraction(rate) for rate in rates]


def test_a_heavier_flow_gets_more_in_proportion() -> None:
    shares = fair_shares([demand({"a": 1}, 3), demand({"a": 1}, 1)], capacities(a=100))

    assert [share.rate for share in shares] == [75, 25]


def test_a_flow_over_links_of_unknown_capacity_has_no_known_rate() -> None:
    known, unknown = fair_shares([demand({"a": 1, "x": 1}), demand({"x": 1})], capacities(a=5))

    assert known == FlowShare(Fraction(5), ("a",))
    assert unknown == FlowShare(None, ())


def test_links_that_fill_at_once_are_all_named() -> None:
    (share,) = fair_shares([demand({"a": 1, "b": 2})], capacities(a=5, b=10))

    assert share == FlowShare(Fraction(5), ("a", "b"))


def test_no_flows_have_no_shares() -> None:
    assert fair_shares([], capacities(a=5)) == ()


# --- what always holds ---------------------------------------------------------------------------

small = st.fractions(min_value=0, max_value=1000, max_denominator=8)
demands = st.lists(
    st.builds(
        Demand,
        st.fractions(min_value=Fraction(1, 8), max_value=10, max_denominator=8),
        st.dictionaries(
            st.sampled_from(LINKS),
            st.fractions(min_value=Fraction(1, 8), max_value=4, max_denominator=8),
            min_size=1,
        ),
    ),
    min_size=1,
    max_size=8,
)
all_links = st.fixed_dictionaries(dict.fromkeys(LINKS, small))


def load(flows: list[Demand], shares: tuple[FlowShare, ...], link: str) -> Fraction:
    return sum(
        (flow.uses.get(link, Fraction(0)) * (share.rate or 0))
        for flow, share in zip(flows, shares, strict=True)
    ) + Fraction(0)


@given(demands, all_links)
def test_no_link_carries_more_than_it_can(flows, links) -> None:
    shares = fair_shares(flows, links)

    assert all(load(flows, shares, link) <= capacity for link, capacity in links.items())


@given(demands, all_links)
def test_every_flow_has_a_full_link_on_which_nobody_has_more_for_his_weight(flows, links) -> None:
    """This is what makes the shares max-min fair, and the only shares that are."""
    shares = fair_shares(flows, links)

    for flow, share in zip(flows, shares, strict=True):
        assert share.rate is not None
        assert share.full
        for link in share.full:
            assert load(flows, shares, link) == links[link]
            others = [
                (other.rate or 0) / each.weight
                for each, other in zip(flows, shares, strict=True)
                if link in each.uses
            ]
            assert share.rate / flow.weight == max(others)


@given(demands, all_links, st.sampled_from(LINKS), small)
def test_a_faster_link_never_lowers_the_smallest_share(flows, links, link, more) -> None:
    def smallest(capacity: dict[str, Fraction]) -> Fraction:
        shares = fair_shares(flows, capacity)
        return min((s.rate or Fraction(0)) / f.weight for f, s in zip(flows, shares, strict=True))

    assert smallest({**links, link: links[link] + more}) >= smallest(links)


@given(demands.flatmap(lambda flows: st.tuples(st.just(flows), st.permutations(flows))), all_links)
def test_the_order_of_flows_does_not_matter(pair, links) -> None:
    flows, shuffled = pair

    def told(order: list[Demand]) -> list[str]:
        shares = fair_shares(order, links)
        return sorted(
            f"{flow.weight} {sorted(flow.uses.items())} {share.rate} {sorted(share.full)}"
            for flow, share in zip(order, shares, strict=True)
        )

    assert told(flows) == told(shuffled)


@given(demands, all_links, st.integers(1, 5))
def test_equal_flows_counted_as_one_get_what_each_would_get(flows, links, many) -> None:
    each = fair_shares([flow for flow in flows for _ in range(many)], links)
    merged = [
        Demand(flow.weight, {link: often * many for link, often in flow.uses.items()})
        for flow in flows
    ]

    assert [share.rate for share in fair_shares(merged, links)] == [s.rate for s in each[::many]]
