"""Seven of ten copies are upgraded: what stays, what goes, what is bought, and what that costs."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.planning.some_copies import mixed_plan
from planner.engine.planning.upgrade import recounted, upgrade
from planner.model.build import Position
from planner.model.comparison import Upgrade
from planner.model.findings import PlannerError
from planner.model.mixed_set import MixedSet, SomeCopies
from planner.model.money import Money
from planner.model.offers import Offer
from planner.model.plan import Plan
from tests.engine.planning.test_upgrade import added, kept, retired
from tests.engine.samples import charge, money, offer, plan, position


def partly(
    before: Iterable[str | Position],
    after: Iterable[str | Position],
    *,
    copies: int = 10,
    of: int = 7,
    left_out: int = 0,
    offers: Iterable[Offer] = (),
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    resale: dict[str, Money] | None = None,
) -> Upgrade:
    """Upgrade some copies of one build to another; the others stay, or are left out."""

    def planned(which: Iterable[str | Position], many: int, facts: dict[str, Any] | None) -> Plan:
        return plan(*which, copies=many, offers=offers, **(facts or {}))

    stay = copies - of - left_out
    beside = planned(before, stay, old) if stay else None
    first, second = planned(before, copies, old), planned(after, of, new)
    return upgrade(first, second, resale=resale, beside=beside)


def test_only_the_copies_that_are_upgraded_buy_and_release_parts() -> None:
    found = partly(
        ("1 pi3 50 SGD", "1 switch8 20 SGD"),
        ("1 pi3 50 SGD", "1 giga8 30 SGD"),
        resale={"switch8": money("5 SGD")},
    )
    # Ten boards stay in use, three of the old switches with them.
    assert kept(found) == "10 pi3, 3 switch8"
    assert (added(found), retired(found)) == ("7 giga8 in 7", "7 switch8")
    assert (found.resale, found.delta) == (money("35 SGD"), money("175 SGD"))
    assert (found.total_before, found.total_after) == (money("700 SGD"), money("875 SGD"))
    assert found.per_copy == money("25 SGD")
    assert recounted(found) == {"switch8": (10, 3)}


def test_what_is_left_over_of_the_packs_of_all_copies_serves_those_that_are_upgraded() -> None:
    packs = offer("fan", "10 SGD", pack_size=8)
    # Two packs hold sixteen: six of them are left over, so that of seven one is lacking.
    found = partly(("1 fan",), ("2 fan",), offers=(packs,))
    assert added(found) == "7 fan in 1"
    assert found.delta == money("10 SGD")
    assert added(partly(("1 fan",), ("2 fan",), of=6, offers=(packs,))) == "6 fan in 0"


def test_copies_that_are_left_out_give_their_parts_before_any_is_bought() -> None:
    found = partly(("1 fan 3 SGD", "1 hub 9 SGD"), ("2 fan 3 SGD", "1 hub 9 SGD"), left_out=2)
    # Two copies are taken apart: their fans go into two of the seven, their hubs are left.
    assert (kept(found), added(found)) == ("8 hub, 10 fan", "5 fan in 5")
    assert retired(found) == "2 hub"
    assert found.delta == money("15 SGD")


@pytest.mark.parametrize("of", [1, 2, 7, 9])
def test_what_is_owned_serves_one_copy_whichever_are_upgraded(of: int) -> None:
    owned = position("1 fan", owned=True)
    sold = offer("fan", "4 SGD")
    stays = partly((owned, "1 fan"), (owned, "1 fan"), of=of, offers=(sold,))
    assert (added(stays), retired(stays), stays.delta) == ("", "", money("0 SGD"))
    assert kept(stays) == "20 fan"
    more = partly((owned, "1 fan"), (owned, "2 fan"), of=of, offers=(sold,))
    assert more.delta == money("4 SGD") * of
    assert sum(each.line.quantity for each in more.added.lines) == of


def test_what_was_owned_and_served_nobody_is_not_bought() -> None:
    owned = position("2 fan", owned=True)
    found = partly(("1 hub 9 SGD",), ("1 hub 9 SGD", owned), offers=(offer("fan", "4 SGD"),))
    assert added(found) == "14 fan in 12"


def test_of_packs_as_much_is_left_over_whether_or_not_a_part_is_still_called_owned() -> None:
    packs = offer("fan", "10 SGD", pack_size=7)
    before = plan(position("1 fan", owned=True), copies=10, offers=(packs,))
    found = upgrade(before, plan("15 fan", offers=(packs,)))
    # One was owned and fourteen were bought for nine: five are left over.
    assert added(found) == "5 fan in 0"


def test_a_fixed_charge_falls_due_for_each_copy_that_is_upgraded() -> None:
    found = partly(
        ("1 fan 1 SGD",),
        ("1 fan 1 SGD", "1 hub 9 SGD"),
        old={"charges": (charge("shipping 20 SGD"),)},
        new={"charges": (charge("shipping 20 SGD"), charge("setup 3 SGD", kind="other"))},
    )
    assert found.delta == money("84 SGD")


RULE = {"spare_rules": [{"percent": 10}]}


def test_spares_by_one_rule_are_rounded_up_once_over_the_whole_set() -> None:
    # Ten boards have one spare, and so have three and seven of them together.
    sold = (offer("fan", "4 SGD"), offer("hub", "9 SGD"))
    same = partly(("1 fan",), ("1 fan", "1 hub"), old=RULE, new=RULE, offers=sold)
    assert (kept(same), added(same)) == ("11 fan", "8 hub in 8")
    twice = partly(("1 fan",), ("2 fan",), old=RULE, new=RULE, offers=sold)
    # Seventeen fans have two spares: one of them is there.
    assert added(twice) == "8 fan in 8"
    assert [each.line.spares_by_rule for each in twice.added.lines] == [1]


def test_spares_by_two_rules_are_those_of_each_kind_of_copy() -> None:
    every = {"spare_rules": [{"one_in": 1}]}
    sold = (offer("fan", "4 SGD"),)
    found = partly(("1 fan",), ("1 fan",), old=RULE, new=every, offers=sold)
    # Three by the first rule have one spare, seven by the second seven: one is there.
    assert added(found) == "7 fan in 7"


def test_spares_that_are_stated_are_no_reason_for_more_by_rule() -> None:
    stated = position("3 fan", spares=2)
    sold = (offer("fan", "4 SGD"),)
    found = partly(("1 fan",), (stated,), old=RULE, new=RULE, offers=sold)
    # The seven have fourteen spares, so the one of the ten becomes one of them.
    assert kept(found) == "11 fan"
    assert added(found) == "13 fan in 13"


def test_what_was_replaced_before_plays_no_part() -> None:
    found = partly(
        ("1 pi3 50 SGD", position("1 hub 9 SGD", retired=True)),
        ("1 pi3 50 SGD", position("1 hub 9 SGD", retired=True), "1 fan 2 SGD"),
    )
    assert (kept(found), retired(found), found.delta) == ("10 pi3", "", money("14 SGD"))


def test_the_set_has_the_parts_of_both_kinds() -> None:
    beside, after = plan("1 pi3 5 SGD", copies=3), plan("2 pi4 5 SGD", copies=7)
    lines = [(e.part_number, e.quantity) for e in mixed_plan(beside, after).bill.lines]
    assert lines == [("pi3", 3), ("pi4", 14)]
    assert {e.part_number for e in mixed_plan(beside, after).parts} == {"pi3", "pi4"}


COUNTS = st.dictionaries(st.sampled_from(["fan", "hub", "sd16"]), st.integers(1, 4), max_size=3)


@settings(max_examples=200, deadline=None)
@given(
    before=COUNTS,
    after=COUNTS,
    copies=st.integers(1, 12),
    shares=st.tuples(st.integers(1, 12), st.integers(0, 4)),
    pack=st.integers(1, 6),
)
def test_pieces_foot_whichever_copies_are_upgraded(
    before: dict[str, int],
    after: dict[str, int],
    copies: int,
    shares: tuple[int, int],
    pack: int,
) -> None:
    """Counted here piece by piece: what is there, what is wanted, and whole packs of the rest."""
    of, left_out = min(shares[0], copies), 0
    left_out = min(shares[1], copies - of)
    offers = [offer(number, "3 SGD", pack_size=pack) for number in ("fan", "hub", "sd16")]
    found = partly(
        [f"{many} {number}" for number, many in before.items()],
        [f"{many} {number}" for number, many in after.items()],
        copies=copies,
        of=of,
        left_out=left_out,
        offers=offers,
    )
    pay = 0
    for number in ("fan", "hub", "sd16"):
        had, stay = copies * before.get(number, 0), copies - of - left_out
        want = stay * before.get(number, 0) + of * after.get(number, 0)
        there = -(-had // pack) * pack
        pay += 3 * -(-max(want - there, 0) // pack)
        stays = {each.line.part_number: each.quantity for each in found.kept}
        gone = {each.line.part_number: each.quantity for each in found.retired}
        assert stays.get(number, 0) == min(had, want)
        assert gone.get(number, 0) == max(had - want, 0)
    assert found.delta == money(f"{pay} SGD")


def test_a_set_says_how_many_copies_are_in_use() -> None:
    mixed = MixedSet(copies=10, upgraded=7, left_out=2)
    assert (mixed.as_before, mixed.in_use) == (1, 8)
    found = partly(("1 fan 3 SGD",), ("2 fan 3 SGD",), left_out=2)
    assert found.set_per_copy == money("45 SGD").shared_by(7)
    assert found.model_copy(update={"mixed": mixed}).set_per_copy == money("45 SGD").shared_by(8)
    unknown = partly(("1 fan",), ("2 fan",))
    assert (unknown.per_copy, unknown.set_per_copy) == (None, None)


@pytest.mark.parametrize(
    ("some", "copies", "upgraded"),
    [
        (SomeCopies(), 10, 10),
        (SomeCopies(upgraded=7), 10, 7),
        (SomeCopies(left_out=2), 10, 8),
        (SomeCopies(upgraded=8, left_out=2), 10, 8),
        (SomeCopies(upgraded=1), 1, 1),
    ],
)
def test_so_many_copies_are_upgraded(some: SomeCopies, copies: int, upgraded: int) -> None:
    assert some.upgraded_of(copies) == upgraded


@pytest.mark.parametrize(
    ("some", "copies", "said"),
    [
        (SomeCopies(upgraded=11), 10, "There are 10 copies: 11 of them cannot be upgraded."),
        (SomeCopies(upgraded=2), 1, "There is 1 copy: 2 of them cannot be upgraded."),
        (
            SomeCopies(upgraded=8, left_out=3),
            10,
            "There are 10 copies: not enough for 8 upgraded and 3 left out.",
        ),
        (SomeCopies(left_out=10), 10, "There are 10 copies: with 10 left out, none is left."),
    ],
)
def test_more_copies_than_there_are_get_a_sentence(
    some: SomeCopies, copies: int, said: str
) -> None:
    with pytest.raises(PlannerError) as caught:
        some.upgraded_of(copies)
    assert caught.value.finding.message == said
