"""Traffic profiles and links: what a record refuses, and what it says of itself."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from planner.model.network import BusModel, LinkRule, NetworkFacts, Profile, TrafficFlow, Way


def profile(**changes: Any) -> Profile:
    flows = (TrafficFlow(what="received", network_in=Decimal(1)),)
    fields = {"name": "in", "title": "In", "summary": "x", "source": "x", "flows": flows}
    return Profile(**(fields | changes))


def test_a_flow_tells_the_ways_it_takes_and_no_others() -> None:
    flow = TrafficFlow(what="stored", network_in=Decimal(1), card_write=Decimal("0.5"))

    assert flow.ways == {Way.NETWORK_IN: Decimal(1), Way.CARD_WRITE: Decimal("0.5")}
    assert flow.weight == 1


def test_a_flow_that_goes_nowhere_is_refused() -> None:
    with pytest.raises(ValidationError, match="needs one of network_in"):
        TrafficFlow(what="nothing")


@pytest.mark.parametrize("weight", ["0", "-1"])
def test_a_flow_without_weight_would_never_move_and_is_refused(weight: str) -> None:
    with pytest.raises(ValidationError, match="greater than 0"):
        TrafficFlow(what="x", network_in=Decimal(1), weight=Decimal(weight))


def test_a_profile_has_a_source_or_says_what_it_assumes() -> None:
    assert profile(source="", assumption="ours").assumption == "ours"
    with pytest.raises(ValidationError, match="needs a source, or the assumption"):
        profile(source="")


def test_two_flows_of_one_name_are_refused() -> None:
    flow = TrafficFlow(what="received", network_in=Decimal(1))

    with pytest.raises(ValidationError, match="the same name"):
        profile(flows=(flow, flow))


def test_a_link_or_a_profile_is_described_once() -> None:
    rule = LinkRule(link="router", source="x")

    with pytest.raises(ValidationError, match="the link 'router' is described twice"):
        NetworkFacts(links=(rule, rule))
    with pytest.raises(ValidationError, match="the profile 'in' is described twice"):
        NetworkFacts(profiles=(profile(), profile()))


def test_what_is_known_of_a_kind_of_link_is_found_by_its_name() -> None:
    rule = LinkRule(link="router", nominal_mbps=Decimal(1000), source="x")

    assert NetworkFacts(links=(rule,)).rule("router") == rule
    assert NetworkFacts().rule("router") is None


def test_both_bus_models_say_what_they_are() -> None:
    assert "controller of its own" in BusModel.BOARD.label
    assert BusModel.AUTHOR.label.startswith("The author's model")
    assert "in fact not on that bus" in BusModel.AUTHOR.label
