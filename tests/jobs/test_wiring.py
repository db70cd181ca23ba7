"""The wiring of a build: its own, else one that is proposed and that the rules find no fault in."""

import pytest

from planner.engine.wiring.proposed import proposed_wiring
from planner.jobs.wiring import wired, wiring_of
from planner.model.wiring_picture import Unwired
from planner.model.wiring_wording import gap_text
from tests.engine.network_plans import cluster
from tests.engine.sizing_cases import board, charger, switch

PI, EIGHT, CUBE = board("pi"), switch("eight", 8, 1000), charger("cube", 6, 32)


def test_a_build_that_nobody_wired_is_shown_one_way_to_do_it() -> None:
    found = wiring_of(cluster((PI, 3), (EIGHT, 1), (CUBE, 1)))

    assert found.proposed
    assert found.picture.proposed
    assert len(found.wires) == 7
    assert (found.build, found.title, found.gaps) == ("small", "Small cluster", ())


def test_a_wired_build_is_shown_as_it_is() -> None:
    proposal, _ = wired(cluster((PI, 3), (EIGHT, 1), (CUBE, 1)))

    found = wiring_of(proposal)

    assert not found.proposed
    assert len(found.wires) == len(proposal.build.wiring)


def test_without_any_wire_there_is_nothing_but_the_reason() -> None:
    found = wiring_of(cluster((CUBE, 1)))

    assert not found.proposed
    assert (found.wires, found.picture.network) == ((), ())
    assert [gap.kind for gap in found.gaps] == [Unwired.NO_NODES]


def test_what_was_reckoned_of_the_build_without_wires_is_not_told_of_the_wired_one() -> None:
    plan = cluster((PI, 2), (EIGHT, 1), (CUBE, 1))
    plan.reckoned["something"] = 1

    proposal, _ = wired(plan)

    assert "something" not in proposal.reckoned
    assert plan.build.wiring == ()


def test_a_proposal_that_breaks_a_rule_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = cluster((PI, 2), (EIGHT, 1), (CUBE, 1))
    wires, _ = proposed_wiring(plan)
    # Two plugs in one port, which the sums of the build know nothing of.
    wrong = (*wires, wires[0].model_copy(update={"device": "pi#2"}))
    monkeypatch.setattr("planner.jobs.wiring.proposed_wiring", lambda _: (wrong, ()))

    found = wiring_of(plan)

    assert (found.proposed, found.wires) == (False, ())
    (gap,) = found.gaps
    assert gap.kind is Unwired.REFUSED
    assert "2 plugs are in ethernet port 1 of eight#1." in gap_text(gap)
