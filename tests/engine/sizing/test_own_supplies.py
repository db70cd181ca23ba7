"""Boards that bring their supply, and boards of which nobody says what they draw."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.plan import make_plan
from planner.engine.rules import judge
from planner.engine.sizing.size import size
from planner.model.proof import Status
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    hat,
    patch,
    poe_switch,
    shop,
    supply,
    switch,
    wish,
)

BESIDE = ((card("card"), "1"), (switch("sw", 8), "1"), (patch(), "1"))
UNKNOWN: dict[str, Any] = {"power_max_w": None, "power_typical_w": None}


def sized(*wares: Any, **wishes: Any) -> Sizing:
    return size(wish(**({"nodes": 2} | wishes)), shop(*wares, *BESIDE), RATES)


def parts_of(found: Sizing) -> dict[str, int]:
    assert found.build is not None
    return {each.part_number: each.quantity for each in found.build.positions}


@pytest.mark.parametrize(
    "facts",
    [
        {"power_connector": "barrel", "supply_v": Decimal(19), "includes": ("power supply",)},
        {"power_connector": None, "includes": ("power supply",), **UNKNOWN, "supply_ma": None},
        {"power_connector": "USB-C", "supply_v": None, "includes": ("power supply",)},
        {"power_connector": "mains", **UNKNOWN, "supply_ma": None},
    ],
)
def test_a_board_that_brings_its_supply_needs_no_charger_whatever_its_plug(facts: Any) -> None:
    found = sized((board("pc", **facts), "10"), (charger("hub", 6, 60), "5"))

    assert found.status is Status.OPTIMAL
    assert parts_of(found) == {"pc": 2, "card": 2, "sw": 1, "patch": 3}
    assert not [
        each for each in found.findings if "power" in each.message or each.code == "charger"
    ]


def test_a_spare_charger_beside_boards_with_their_own_supply_is_not_wrong() -> None:
    pc = board("pc", power_connector="barrel", supply_v=Decimal(19), includes=("power supply",))
    market = shop((pc, "10"), (supply("twelve", 12), "5"), *BESIDE)
    wanted = wish(nodes=2, must=({"part_number": "twelve", "quantity": 1},))
    found = size(wanted, market, RATES)
    assert found.build is not None

    said = judge(make_plan(found.build, market, rates=RATES))

    assert parts_of(found)["twelve"] == 1
    assert {each.code for each in said} <= {"single-switch"}


def test_boards_whose_draw_is_unknown_are_planned_by_the_supply_their_maker_recommends() -> None:
    # 2.5 A at 5 V: 12.5 W each. The recommendation has its headroom in it.
    pi = board("pi", **UNKNOWN)
    found = sized(
        (pi, "10"), (charger("two", 6, 25), "5"), (charger("one", 6, 24), "4"), (cord(), "1")
    )

    assert parts_of(found)["two"] == 1
    assert "one" not in parts_of(found)
    (why,) = (each for each in reasons(found) if " two: " in each)
    assert "2 boards of 12.5 W (by its recommended supply; its draw is not known)." in why
    (note,) = (each for each in found.findings if each.code == "watts-recommended")
    assert "pi: 12.5 W" in note.message


def test_headroom_stays_free_of_what_is_drawn_and_not_of_what_is_recommended() -> None:
    # 20 % of 31.25 W stay free: 25 W, of which 12.5 W are measured. 15 W of the rest are usable.
    known, unknown = (
        board("known", power_max_w=Decimal(15)),
        board("unknown", ram_mb=4096, **UNKNOWN),
    )
    roles = ({"name": "big", "nodes": 1, "ram_gb": 4},)
    wares = [(known, "1"), (unknown, "10"), (cord(), "1")]

    enough = sized(*wares, (charger("hub", 2, 32), "5"), roles=roles)
    tight = sized(*wares, (charger("hub", 2, 31), "5"), roles=roles)

    assert parts_of(enough)["hub"] == 1  # 15 / 0.8 + 12.5 = 31.25
    assert parts_of(tight)["hub"] == 2
    assert not {"watts-tight", "watts-short"} & {each.code for each in enough.findings}


def test_what_hangs_on_a_board_is_in_the_supply_that_its_maker_recommends() -> None:
    drive = card("drive", 500, slot="USB").model_copy(update={"power_max_w": Decimal(8)})
    pi = board("pi", **UNKNOWN)
    found = sized((pi, "10"), (drive, "5"), (charger("hub", 6, 25), "5"), (cord(), "1"),
                  storage_gb=400)  # fmt: skip

    assert parts_of(found)["hub"] == 1


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"supply_ma": None}, "its peak draw and its recommended power supply are"),
        ({"supply_v": None, "power_connector": "USB-C"}, "the voltage of its USB plug is not"),
        (
            {"supply_v": None, "power_connector": "barrel"},
            "the voltage of its barrel plug is not",
        ),
    ],
)
def test_a_board_of_which_not_even_a_supply_is_known_stays_out_by_the_missing_fact(
    facts: dict[str, Any], reason: str
) -> None:
    found = sized((board("x", **UNKNOWN | facts), "1"), (charger("hub", 6, 60), "5"))

    assert found.build is None
    assert reason in " ".join(reasons(found))


def test_by_the_recommended_supply_itself_one_fact_is_missing() -> None:
    found = sized(
        (board("x", supply_ma=None), "1"), (charger("hub", 6, 60), "5"), power_by="supply"
    )

    assert "its recommended supply is not known" in " ".join(reasons(found))


def test_with_fewest_watts_as_the_aim_a_board_without_watts_stays_out() -> None:
    pi, pc = board("pi", **UNKNOWN), board("pc", includes=("power supply",), **UNKNOWN)
    found = sized((pi, "1"), (pc, "1"), (board("known"), "9"), (charger("hub", 6, 60), "5"),
                  (cord(), "1"), objective="watts")  # fmt: skip

    assert parts_of(found)["known"] == 2


def test_a_poe_module_that_gives_what_the_maker_recommends_powers_a_board_of_unknown_draw() -> None:
    pi = board("pi", **UNKNOWN)
    wares = ((pi, "10"), (poe_switch("poe", 8, 8), "9"))

    found = sized(*wares, (hat("strong"), "5"), (hat("weak", output_ma=2000), "1"), power="poe")
    alone = sized(*wares, (hat("weak", output_ma=2000), "1"), power="poe")

    assert parts_of(found)["strong"] == 2
    assert alone.build is None
