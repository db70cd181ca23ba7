"""Sizing chooses the cooler and the case that a board cannot do without."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from planner.engine.questions.why import why
from planner.engine.sizing.size import size
from planner.model.part_reasons import Chosen, Dearer
from planner.model.parts import Case, Other, PortKind
from planner.model.requirement import PowerSource, Role, Wanted
from planner.model.wording import reasons
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    hat,
    part,
    patch,
    poe_switch,
    shop,
    switch,
    wish,
)
from tests.plans import ON, offer

HOT = board("hot", requires=("cooler",), power_max_w=Decimal(5))
BARE = board("bare", requires=("case",))
PLAIN = (
    (card("plain-card"), "5.00"),
    (charger("usb", 10, 60), "40.00"),
    (switch("sw", 8), "25.00"),
    (patch(), "1.00"),
    (cord(), "2.00"),
)


def cooler(number: str, fits: str = "hot", **facts: Any) -> Other:
    made: Other = part(Other, number, kind="cooling", fits=fits, **facts)
    return made


def test_a_board_that_needs_a_cooler_gets_the_cheapest_that_is_made_for_it() -> None:
    wares = ((HOT, "30.00"), (cooler("fan"), "6.00"), (cooler("sink"), "9.00"))
    others = ((cooler("any", ""), "1.00"), (cooler("other", "bare"), "1.00"))
    found = size(wish(nodes=2), shop(*wares, *others, *PLAIN), RATES)

    assert found.build is not None
    got = {each.part_number: each.quantity for each in found.build.positions}
    assert got["fan"] == 2
    assert not {"sink", "any", "other"} & got.keys()
    assert not [each for each in found.findings if each.code.startswith("cooler")]


def test_without_a_cooler_for_it_a_board_is_left_out_with_the_reason() -> None:
    found = size(wish(nodes=2), shop((HOT, "30.00"), (cooler("any", ""), "1.00"), *PLAIN), RATES)

    assert found.build is None
    assert (
        "Not used (it needs a cooler, and no cooler for sale is known to be made for it): hot."
        in reasons(found)
    )


def test_what_a_cooler_draws_counts_for_the_charger_of_its_board_alone() -> None:
    thirsty = cooler("thirsty", fits="hot, cool", power_max_w=Decimal(5))
    cool = board("cool", ram_mb=4096, power_max_w=Decimal(5))
    ten = (charger("ten", 2, 15), "10.00")
    roles = (Role(name="r", nodes=1, ram_gb=Decimal(4)),)
    wares = ((HOT, "30.00"), (cool, "50.00"), (thirsty, "1.00"), ten, *PLAIN)
    found = size(wish(nodes=2, roles=roles, headroom_percent=0), shop(*wares), RATES)

    # 10 W and 5 W on one of 15 W; with two of 10 W there would have to be two.
    assert found.build is not None
    assert {each.part_number: each.quantity for each in found.build.positions}["ten"] == 1
    more = size(wish(nodes=2, headroom_percent=0, must_not=("cool",)), shop(*wares), RATES)
    assert more.build is not None
    assert {each.part_number: each.quantity for each in more.build.positions}["ten"] == 2


def test_a_poe_module_has_to_give_what_the_cooler_draws_as_well() -> None:
    thirsty = (cooler("thirsty", power_max_w=Decimal(5)), "1.00")
    weak, strong = (hat("weak", "hot", output_ma=1500), "5.00"), (hat("strong", "hot"), "20.00")
    fed = ((HOT, "30.00"), thirsty, weak, (poe_switch("poe", 8, 8), "90.00"), *PLAIN)
    asked = wish(nodes=1, power=PowerSource.POE)

    assert size(asked, shop(*fed), RATES).build is None
    found = size(asked, shop(*fed, strong), RATES).build
    assert found is not None
    assert "strong" in {each.part_number for each in found.positions}


def test_a_board_that_needs_a_case_is_put_into_one_and_others_are_not() -> None:
    tower = part(Case, "tower", shelves=4, fits="bare, free")
    free = board("free", ram_mb=4096)
    roles = (Role(name="r", nodes=1, ram_gb=Decimal(4)),)
    wares = ((BARE, "30.00"), (free, "50.00"), (tower, "20.00"), *PLAIN)
    found = size(wish(nodes=3, roles=roles), shop(*wares), RATES)

    assert found.build is not None
    position = next(each for each in found.build.positions if each.part_number == "tower")
    assert (position.quantity, position.why) == (1, "slots for 2 boards")
    shelved = [wire.device for wire in found.build.wiring if wire.kind is PortKind.SHELF]
    assert shelved == ["bare#1", "bare#2"]
    none = size(wish(nodes=1, only=("bare",)), shop((BARE, "30.00"), *PLAIN), RATES)
    assert none.build is None


def test_a_case_for_a_module_is_not_planned_and_a_case_that_nobody_needs_lies_beside() -> None:
    module = board("cm", form="compute module", power_connector="module", requires=("case",))
    assert "it also needs parts that are not chosen here: case" in "\n".join(
        reasons(size(wish(nodes=1), shop((module, "9.00"), *PLAIN), RATES))
    )
    tower = part(Case, "tower", shelves=4, fits="free")
    wares = ((board("free"), "30.00"), (tower, "20.00"), *PLAIN)
    found = size(wish(nodes=1, must=(Wanted(part_number="tower"),)), shop(*wares), RATES)
    assert found.build is not None
    assert not [wire for wire in found.build.wiring if wire.kind is PortKind.SHELF]


def test_why_speaks_of_coolers_and_cases_where_a_board_needs_one() -> None:
    tower, box = (part(Case, each, shelves=1, fits="hot") for each in ("tower", "box"))
    needy = HOT.model_copy(update={"requires": ("cooler", "case")})
    wares = ((needy, "30.00"), (tower, "20.00"), (box, "25.00"))
    coolers = ((cooler("fan"), "6.00"), (cooler("sink"), "9.00"))
    catalog = shop(*wares, *coolers, *PLAIN)
    best = size(wish(nodes=1), catalog, RATES)

    for number in ("box", "sink"):
        assert isinstance(why(number, best, catalog, RATES), Dearer)
    assert isinstance(why("fan", best, catalog, RATES), Chosen)


def test_cooler_and_case_of_long_ago_are_taken_for_a_named_board() -> None:
    needy = HOT.model_copy(update={"requires": ("cooler", "case")})
    tower = part(Case, "tower", shelves=1, fits="hot")
    long_ago = ON - timedelta(days=300)
    wares = (
        (needy, "30.00"),
        (cooler("fan"), [offer("fan", "6.00", quoted_on=long_ago)]),
        (tower, [offer("tower", "6.00", quoted_on=long_ago)]),
        (cooler("other", "bare"), [offer("other", "1.00", quoted_on=long_ago)]),
    )
    found = size(wish(nodes=1, only=("hot",)), shop(*wares, *PLAIN), RATES)

    assert found.build is not None
    got = {each.part_number for each in found.build.positions}
    assert {"fan", "tower"} <= got
    assert "other" not in got


def test_a_cheaper_board_that_needs_a_case_does_not_beat_one_that_needs_none() -> None:
    tower = part(Case, "tower", shelves=1, fits="bare, free")
    wares = ((BARE, "30.00"), (board("free"), "31.00"), (tower, "20.00"), *PLAIN)
    found = size(wish(nodes=1), shop(*wares), RATES)

    assert found.build is not None
    assert "free" in {each.part_number for each in found.build.positions}
