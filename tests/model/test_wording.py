"""Wishes, terms, limits and reasons in words."""

import pickle
from datetime import date
from decimal import Decimal

import pytest

from planner.model.money import Money
from planner.model.obstacle_wording import obstacle_text
from planner.model.obstacles import Fact, Obstacle, ObstacleKind, PassedOver
from planner.model.proof import Status
from planner.model.requirement import PowerSource, Requirement, SwitchLevels, Wanted
from planner.model.sizing import CurvePoint, NodesLeft, Sizing
from planner.model.wishes import RECENT, Demand, LimitedTerm, TermKind, Wish, WishKind
from planner.model.wording import (
    demand_text,
    nodes_left_text,
    point_notes,
    reasons,
    still_none_text,
    term_value,
    without_text,
)
from planner.model.words import named

DAY = date(2025, 3, 1)
DEMANDS: tuple[tuple[Demand, str], ...] = (
    (Wish(WishKind.SPARES, 2), "2 spare nodes of each role"),
    (Wish(WishKind.SHELVES, value=True), "cases for every board"),
    (Wish(WishKind.RACK_UNITS, ("4", "10")), "a rack of 4 units, 10 inches wide"),
    (Wish(WishKind.RACK_UNITS, ("1", "19")), "a rack of 1 unit, 19 inches wide"),
    (Wish(WishKind.HEADROOM, 20), "20 % power headroom"),
    (Wish(WishKind.UPLINKS, 1), "1 uplink"),
    (Wish(WishKind.UPLINKS, 2), "2 uplinks"),
    (Wish(WishKind.REDUNDANT, value=True), "each node on two separate networks"),
    (Wish(WishKind.CASCADE, value=False), "a single switch"),
    (Wish(WishKind.SWITCH_LEVELS, "2"), "the limit of 2 levels of linked switches"),
    (Wish(WishKind.ONLY, ("pi", "hub")), "the restriction to Pie or hub"),
    (Wish(WishKind.PRICES_SINCE, DAY), "prices from 2025-03-01 or later"),
    (Wish(WishKind.PRICES_SINCE, RECENT), "the exclusion of old prices"),
    (Wish(WishKind.INCLUDE_ENDED, value=False), "the exclusion of discontinued parts"),
    (
        Wish(WishKind.CONDITION, ("new", "refurbished")),
        "the restriction to new or refurbished items",
    ),
    (
        Wish(WishKind.ISA, ("arm64", "x86-64")),
        "the restriction to arm64 or x86-64 boards",
    ),
    (Wish(WishKind.MBPS, 1000), "1000 Mbit/s per node"),
    (Wish(WishKind.RAM, Decimal("0.5")), "0.5 GB of RAM per node"),
    (Wish(WishKind.STORAGE, Decimal(16)), "16 GB of storage per node"),
    (Wish(WishKind.ROLE, "pi"), "the requirements of role pi"),
    (Wish(WishKind.MUST_NOT, "pi"), "the exclusion of Pie"),
    (Wish(WishKind.MUST, Wanted(part_number="pi", quantity=3)), "3 × Pie"),
    (Wish(WishKind.MUST, Wanted(part_number="pi")), "Pie as a required part"),
    (Wish(WishKind.BOARDS, ("pi", "hub")), "Pie or hub as every node"),
    (Wish(WishKind.POWER, PowerSource.ANY), "power for every node"),
    (Wish(WishKind.POWER, PowerSource.CHARGER), "power from chargers"),
    (Wish(WishKind.POWER, PowerSource.POE), "power over Ethernet"),
    (Wish(WishKind.CORES, 8), "8 cores in total"),
    (Wish(WishKind.TOTAL_RAM, Decimal(8)), "8 GB of RAM in total"),
    (Wish(WishKind.TOTAL_STORAGE, Decimal(64)), "64 GB of storage in total"),
    (Wish(WishKind.NODES, 1), "1 node"),
    (Wish(WishKind.BUDGET, Money(Decimal(9), "SGD")), "a budget of S$9.00"),
    (LimitedTerm(TermKind.LOCK, "pi", "acme"), "the lock of Pie to acme"),
    (LimitedTerm(TermKind.EXCLUDE, vendor="acme"), "the exclusion of acme"),
    (LimitedTerm(TermKind.MAX_VENDORS, count=2), "the limit of 2 vendors"),
    (LimitedTerm(TermKind.NEED_BY, day=DAY), "delivery by 2025-03-01"),
)


def called(part_number: str) -> str:
    return {"pi": "Pie"}.get(part_number, part_number)


@pytest.mark.parametrize(("demand", "words"), DEMANDS, ids=[words for _, words in DEMANDS])
def test_a_wish_or_a_term_is_named_with_the_names_of_its_parts(demand: Demand, words: str) -> None:
    assert demand_text(demand, called) == words


def test_the_way_out_says_what_is_done_without_a_wish_or_a_term() -> None:
    assert without_text(Wish(WishKind.MUST_NOT, "pi"), called) == "Drop the exclusion of Pie"
    assert without_text(LimitedTerm(TermKind.MAX_VENDORS, count=2)) == "Drop the limit of 2 vendors"
    levels = Wish(WishKind.SWITCH_LEVELS, SwitchLevels.TWO)
    assert without_text(levels) == "Allow more levels of linked switches"
    budget = Wish(WishKind.BUDGET, Money(Decimal(300), "SGD"), copies=3)
    assert without_text(budget) == "Drop the budget of S$300.00 for all 3 copies"


def test_what_is_given_up_in_vain_says_that_others_conflict_too() -> None:
    pie = Wish(WishKind.MUST_NOT, "pi")
    assert still_none_text(pie, called) == (
        "Even without the exclusion of Pie there is no build: other requirements conflict too."
    )
    assert still_none_text(LimitedTerm(TermKind.EXCLUDE, vendor="acme"), delivered=True) == (
        "Even without the exclusion of acme there is no build that can be delivered: "
        "other requirements or terms conflict too."
    )


def test_every_kind_of_wish_has_words() -> None:
    assert {demand.kind for demand, _ in DEMANDS if isinstance(demand, Wish)} == set(WishKind)


def test_wishes_and_terms_can_be_stored_and_sent_to_another_process() -> None:
    for demand, _ in DEMANDS:
        assert pickle.loads(pickle.dumps(demand)) == demand  # noqa: S301


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (LimitedTerm(TermKind.LOCK, "pi", "acme"), "pi=acme"),
        (LimitedTerm(TermKind.EXCLUDE, vendor="acme"), "acme"),
        (LimitedTerm(TermKind.MAX_VENDORS, count=2), "2"),
        (LimitedTerm(TermKind.NEED_BY, day=DAY), "2025-03-01"),
        (LimitedTerm(TermKind.FASTEST, percent=Decimal("2.5")), "2.5"),
        (LimitedTerm(TermKind.ALL), ""),
    ],
)
def test_what_a_term_asks_for_is_written_as_on_a_command_line(
    term: LimitedTerm, value: str
) -> None:
    assert term_value(term) == value


def test_how_many_nodes_remain_possible_says_whether_more_do() -> None:
    assert nodes_left_text(None) == ""
    assert nodes_left_text(NodesLeft(1, is_most=True)) == "at most 1 node"
    assert nodes_left_text(NodesLeft(5, is_most=False)) == "5 nodes"


OBSTACLES: tuple[tuple[Obstacle, str, str], ...] = (
    (Obstacle.unknown(Fact.CORES), "their cores are not known", "its cores are not known"),
    (Obstacle.unknown(Fact.RAM), "their RAM is not known", "its RAM is not known"),
    (
        Obstacle.unknown(Fact.WATTS, of="stress"),
        "their peak draw is not known",
        "its peak draw is not known",
    ),
    (Obstacle.unknown(Fact.SPEED), "their speed is not known", "its speed is not known"),
    (
        Obstacle.unknown(Fact.BOARDS_HOUSED),
        "the boards they are made for are not known",
        "the boards it is made for are not known",
    ),
    (
        Obstacle.unknown(Fact.OUTLETS),
        "their outlets are not known",
        "its outlets are not known",
    ),
    (
        Obstacle.unknown(Fact.POE_CLASS, Fact.OUTPUT),
        "their PoE class and their output are not known",
        "its PoE class and its output are not known",
    ),
    (Obstacle(ObstacleKind.REFUSED), "excluded by you", "excluded by you"),
    (
        Obstacle(ObstacleKind.NOT_NAMED, about=("pi", "hub"), of="board"),
        "of boards, only Pie or hub may be used",
        "of boards, only Pie or hub may be used",
    ),
    (
        Obstacle(ObstacleKind.NO_RATE, about=("EUR", "USD"), of="SGD"),
        "no exchange rate from EUR or USD to SGD",
        "no exchange rate from EUR or USD to SGD",
    ),
    (
        Obstacle(ObstacleKind.OLD_PRICE, since=DAY),
        "no price from 2025-03-01 or later",
        "no price from 2025-03-01 or later",
    ),
    (
        Obstacle(ObstacleKind.OTHER_CONDITION, about=("new", "used")),
        "no price for a new or used item",
        "no price for a new or used item",
    ),
    (
        Obstacle(ObstacleKind.SOLD_OUT, day=DAY),
        "sold out when their prices were checked",
        "sold out when its prices were checked",
    ),
    (
        Obstacle(ObstacleKind.NO_CARRIER),
        ("they need a carrier, and no carrier for sale is known to take them and reach the speed"),
        "it needs a carrier, and no carrier for sale is known to take it and reach the speed",
    ),
    (
        Obstacle(ObstacleKind.CARRIERS_LEFT_OUT, of="no case"),
        "no carrier that takes them can be used: no case is known to be made for them",
        "no carrier that takes it can be used: no case is known to be made for them",
    ),
    (
        Obstacle(ObstacleKind.SLOW_PORT),
        "their own network port is too slow, or they have none",
        "its own network port is too slow, or it has none",
    ),
    (
        Obstacle(ObstacleKind.SLOW_SWITCH, mbps=1000),
        "slower than 1000 Mbit/s",
        "slower than 1000 Mbit/s",
    ),
    (
        Obstacle(ObstacleKind.POWERS_NO_BOARD),
        "they cannot power a board on their own",
        "it cannot power a board on its own",
    ),
    (
        Obstacle(ObstacleKind.NO_CASE),
        "no case is known to be made for them",
        "no case is known to be made for it",
    ),
    (Obstacle(ObstacleKind.OTHER_ISA, about=("arm64", "x86-64")), *(2 * ("not arm64 or x86-64",))),
)


@pytest.mark.parametrize(
    ("obstacle", "many", "one"), OBSTACLES, ids=[each[1] for each in OBSTACLES]
)
def test_what_keeps_parts_out_is_told_of_many_and_of_one(
    obstacle: Obstacle, many: str, one: str
) -> None:
    assert obstacle_text(obstacle, called) == many
    assert obstacle_text(obstacle, called, of_one=True) == one


def test_every_obstacle_and_every_fact_has_words() -> None:
    for kind in set(ObstacleKind) - {ObstacleKind.UNKNOWN}:
        of = "no case" if kind is ObstacleKind.CARRIERS_LEFT_OUT else "board"
        assert obstacle_text(Obstacle(kind, about=("pi",), of=of))
    for fact in Fact:
        assert obstacle_text(Obstacle.unknown(fact)).endswith(" not known")


def test_what_was_left_out_is_told_by_obstacle_though_there_is_no_build() -> None:
    passed_over = (
        PassedOver(Obstacle(ObstacleKind.REFUSED), ("Hub", "Pie"), more=2),
        PassedOver(Obstacle(ObstacleKind.LITTLE_RAM), ("Crumb",)),
        PassedOver(Obstacle.unknown(Fact.RAM), ("Bun",)),
        PassedOver(Obstacle.unknown(Fact.SPEED), ("Bun", "Roll")),
        PassedOver(Obstacle.unknown(Fact.OUTPUT), ("Bun",), more=1),
    )
    wanted = Requirement(on=DAY, nodes=1)

    assert reasons(Sizing(wanted, Status.INFEASIBLE, passed_over=passed_over)) == [
        "Not used (excluded by you): Hub; Pie; and 2 more.",
        "Not used (its RAM is not known): Bun.",
        "Not used (their output is not known): Bun; and 1 more.",
        "Not used (their speed is not known): Bun; Roll.",
        "Not used (too little RAM): Crumb.",
    ]


def test_of_a_node_for_which_no_switches_are_linked_there_is_nothing_to_say() -> None:
    assert list(point_notes(CurvePoint(1, Status.OPTIMAL))) == []


def test_an_obstacle_tells_whether_a_price_or_a_fact_is_all_that_is_missing() -> None:
    wanting = {
        kind: (Obstacle(kind).wants_a_price, Obstacle(kind).wants_a_fact)
        for kind in (ObstacleKind.NO_PRICE, ObstacleKind.UNKNOWN, ObstacleKind.NO_CASE)
    }
    assert list(wanting.values()) == [(True, False), (False, True), (False, False)]


@pytest.mark.parametrize(
    ("many", "end"), [(0, ""), (1, "n0"), (20, "n18; n19"), (21, "n9; and 11 more")]
)
def test_of_many_names_the_first_are_said_and_how_many_more(many: int, end: str) -> None:
    said = named(f"n{number}" for number in range(many))

    assert said.endswith(end)
    assert len(said) < 120


def test_names_that_are_counted_in_thousands_are_said_so() -> None:
    assert named(map(str, range(10_000)), ", ").endswith("9, and 9,990 more")
