"""A reason in words: the same sentences for the command line and the page."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.reporting.why import told
from planner.engine.sizing.size import size
from planner.model.money import Money
from planner.model.obstacles import Fact, Obstacle, ObstacleKind
from planner.model.part_reasons import Chosen, Dearer, Excluded, Reason, Told
from planner.model.requirement import Wanted
from planner.model.sizing import NodesLeft, Relaxation
from planner.model.wishes import Wish, WishKind
from tests.engine.questions.test_why import RIVALS, reason
from tests.engine.sizing_cases import RATES, shop, wish

CATALOG = shop(*RIVALS)
BEST = size(wish(nodes=2), CATALOG, RATES)


def said(found: Reason) -> Told:
    return told(found, BEST, CATALOG)


def sgd(amount: str) -> Money:
    return Money(Decimal(amount), "SGD")


def test_a_chosen_part_is_told_with_what_is_tight_and_what_is_not() -> None:
    words = said(reason("usb-10", nodes=9))

    assert words.headline == (
        "1 × usb-10: 10 outlets, 60 W with 20 % power headroom: it runs 9 boards of 5 W."
    )
    assert words.tight == (
        (
            "Charger 1: 9 boards draw 45 of the 48 W available after headroom; there is no "
            "power left for another board of 5 W."
        ),
    )
    assert words.room == ("Charger 1: 9 of 10 outlets taken; 1 is free.",)


def test_what_would_come_in_its_place_and_which_wishes_call_for_it_follow() -> None:
    words = said(reason("pi", nodes=7))

    assert words.more[0] == "Without it the best build has 7 × rival and costs S$14.00 more."
    assert words.more[2].startswith(
        "Needed because of: 7 nodes. Without that requirement a build costs S$"
    )


@pytest.mark.parametrize(
    ("extra", "instead", "words"),
    [
        (None, (), "Every build needs it."),
        ("0", (("rival", 1),), "Without it the best build has 1 × rival and costs just as much."),
        ("-3.54", (("sw-8", 1),), "Without it the best build has 1 × sw-8 and costs S$3.54 less."),
        ("1", (), "Without it a build costs S$1.00 more."),
    ],
)
def test_what_comes_in_its_place_may_cost_more_as_much_or_less(
    extra: str | None, instead: tuple[tuple[str, int], ...], words: str
) -> None:
    found = Chosen("pi", 2, (), (), instead, None if extra is None else sgd(extra))

    assert said(found) == Told("2 × pi: you asked for it.", more=(words,), chosen=True)


@pytest.mark.parametrize(
    ("obstacle", "words"),
    [
        (
            Obstacle(ObstacleKind.LITTLE_STORAGE),
            "too little storage, or not known how much",
        ),
        (Obstacle.unknown(Fact.WATTS, of="stress"), "its peak draw is not known"),
        (
            Obstacle(ObstacleKind.NOT_NAMED, about=("pi", "unheard"), of="board"),
            "of boards, only pi or unheard may be used",
        ),
    ],
)
def test_what_keeps_many_out_is_told_of_the_one_that_was_asked_about(
    obstacle: Obstacle, words: str
) -> None:
    assert said(Excluded("vague", obstacle)) == Told(f"vague is not in it: {words}.")


NO_BUILD = Obstacle(ObstacleKind.NO_BUILD)


def test_wishes_that_contradict_a_part_are_told_with_what_each_costs() -> None:
    conflict = (
        Relaxation(Wish(WishKind.MUST, Wanted(part_number="sw-16")), sgd("200")),
        Relaxation(Wish(WishKind.NODES, 8), sgd("150"), NodesLeft(3, is_most=True)),
        Relaxation(Wish(WishKind.BUDGET, sgd("250.00")), None),
    )

    assert said(Excluded("sw-16", NO_BUILD, conflict)).more == (
        "These requirements conflict: sw-16 as a required part; 8 nodes; a budget of S$250.00.",
        "Without sw-16 as a required part a build costs S$200.00.",
        "With at most 3 nodes a build costs S$150.00.",
    )
    alone = said(Excluded("sw-16", NO_BUILD, conflict[:1])).more
    assert alone[0] == "Not possible at all: sw-16 as a required part."


def dearer(**facts: Any) -> Told:
    usual: dict[str, Any] = {"price": sgd("52"), "extra": sgd("14"), "wins_at": sgd("49.99")}
    return said(Dearer("rival", **(usual | facts)))


def test_a_dearer_part_is_told_with_the_price_that_wins_and_the_next_that_does_not() -> None:
    words = dearer(quantity=2)

    assert words.headline == "rival is not in it: at S$52.00 each, a build with it costs more."
    assert BEST.bom is not None
    assert words.more == (
        f"The best build costs {BEST.bom.total}; with at least one of it S$14.00 more.",
        (
            "It would win at S$49.99 each or less, with 2 of it; at S$50.00 it does not. Both "
            "prices were tested."
        ),
    )


def test_a_part_that_costs_as_much_or_has_no_price_or_never_wins_says_so() -> None:
    assert dearer(extra=sgd("0")).headline.endswith("a build with it costs just as much.")
    # Where the best build is not the cheapest one, but that of fewest watts.
    assert dearer(extra=sgd("-1")).headline.endswith("a build with it costs less, and is worse.")
    unpriced = dearer(price=None, extra=None, quantity=1)
    assert unpriced.headline == "rival is not in it: no price is known."
    assert unpriced.more[0].startswith("It would win at S$49.99 each or less, with 1 of")
    assert dearer(wins_at=None).more[1] == (
        "It would not make a build cheaper even at S$0.01 each."
    )
