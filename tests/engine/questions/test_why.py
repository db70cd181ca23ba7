"""Why a part is in the best build, and what would bring another one into it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.questions import why as asked
from planner.engine.questions.why import why
from planner.engine.sizing.size import Sizer, size
from planner.model.catalog import Catalog
from planner.model.findings import PlannerError
from planner.model.money import Money
from planner.model.obstacle_wording import obstacle_text
from planner.model.obstacles import Obstacle, ObstacleKind
from planner.model.part_reasons import Binding, Chosen, Dearer
from planner.model.parts import Case, Other
from planner.model.proof import Status
from planner.model.requirement import Requirement
from planner.model.sizing import Sizing
from planner.model.wishes import Wish, WishKind
from planner.model.wording import demand_text, limit_text
from tests.engine.sizing.test_size import WARES
from tests.engine.sizing_cases import RATES, board, card, charger, part, shop, switch, wish
from tests.examples import examples
from tests.plans import offer

RIVALS: tuple[Any, ...] = (
    *WARES,
    (board("rival"), "52.00"),
    (board("large", ram_mb=4096), "70.00"),
    (switch("sw-8-dear", 8), "30.00"),
    board("unpriced"),
    (board("vague", power_max_w=None, supply_ma=None), "1.00"),
    (part(Other, "fan"), "5.00"),
    (part(Case, "case", shelves=8, fits="pi"), "9.00"),
    (charger("usb-2", 2, 30), "90.00"),
)


def reason(number: str, *wares: Any, **wishes: Any) -> Any:
    """Return why a part is in the best build of these wishes, or why it is not."""
    wanted, catalog = wish(**wishes), shop(*(wares or RIVALS))
    return why(number, size(wanted, catalog, RATES), catalog, RATES)


def sgd(amount: str) -> Money:
    return Money(Decimal(amount), "SGD")


# --- chosen --------------------------------------------------------------------------------------


def test_a_chosen_part_says_how_many_why_and_what_would_come_in_its_place() -> None:
    found = reason("pi", nodes=7)

    assert isinstance(found, Chosen)
    assert (found.quantity, found.why) == (7, ("7 nodes",))
    assert (found.instead, found.extra) == ((("rival", 7),), sgd("14.00"))
    # Without a charger to plan, a board whose watts nobody knows would do, too.
    assert [demand_text(each.wish) for each in found.binding] == ["power for every node", "7 nodes"]


def test_a_chosen_part_says_how_full_its_units_are() -> None:
    # Kraken's limit: 7 nodes and the lead to the router fill a switch of 8 ports.
    (ports,) = reason("sw-8", nodes=7).limits

    assert ports.tight
    assert limit_text(ports) == ("Switch 1: 8 of 8 network ports taken (7 nodes, 1 uplink).")
    # A board's are those of all that one more of it would be plugged into.
    assert [limit.tight for limit in reason("pi", nodes=7).limits] == [True, False, False]


def test_a_charger_is_full_when_the_watts_that_may_be_planned_for_are() -> None:
    # 60 W less 20 % run nine boards of 5 W: 45 of 48 W.
    watts = next(limit for limit in reason("usb-10", nodes=9).limits if limit.draw is not None)
    assert (watts.tight, watts.taken, watts.most) == (True, Decimal(45), Decimal(48))
    spare = next(
        limit
        for limit in reason("usb-10", nodes=9, headroom_percent=0).limits
        if limit.draw is not None
    )
    assert (spare.tight, spare.room, spare.most) == (False, 3, Decimal(60))


def test_the_wishes_that_call_for_a_part_are_those_without_which_a_cheaper_build_lacks_it() -> None:
    found = reason("large", nodes=2, ram_gb=2)

    # Two boards at S$70.00 in the place of two at S$50.00.
    assert Binding(Wish(WishKind.RAM, Decimal(2)), sgd("40.00")) in found.binding
    assert found.instead == ()
    assert found.extra is None


def test_a_part_that_was_asked_for_may_be_replaced_all_the_same() -> None:
    must = ({"part_number": "sw-8-dear", "quantity": 1},)

    found = reason("sw-8-dear", nodes=2, must=must)

    assert found.instead == (("sw-8", 1),)
    assert found.extra == sgd("-3.54")
    only = reason("rival", nodes=2, only=("rival",))
    assert (only.instead, only.extra) == ((("pi", 2),), sgd("-4.00"))


def test_of_another_aim_than_cost_no_wish_is_weighed_in_money() -> None:
    assert reason("pi", nodes=2, objective="watts").binding == ()


# --- left out ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "wishes", "words"),
    [
        (
            "vague",
            {},
            "their peak draw and their recommended power supply are not known",
        ),
        ("pi", {"ram_gb": 2}, "too little RAM"),
        ("unpriced", {"ram_gb": 2}, "too little RAM"),
        ("sw-8-dear", {"must_not": ("sw-8-dear",)}, "excluded by you"),
        ("rival", {"only": ("pi",)}, "of boards, only pi may be used"),
        ("fan", {}, "the planner does not choose parts of this kind"),
        ("case", {}, "cases were not requested"),
    ],
)
def test_a_part_that_cannot_do_its_job_is_told_with_the_limit(
    number: str, wishes: dict[str, Any], words: str
) -> None:
    found = reason(number, nodes=2, **wishes)

    assert (found.part_number, found.conflict) == (number, ())
    assert obstacle_text(found.obstacle) == words


def test_a_part_that_no_build_may_have_is_told_with_the_wishes_it_contradicts() -> None:
    found = reason("sw-16", nodes=2, budget=Decimal(250))

    assert found.obstacle == Obstacle(ObstacleKind.NO_BUILD)
    wishes = {demand_text(each.wish) for each in found.conflict}
    assert {"1 × sw-16", "a budget of S$250.00"} <= wishes


# --- dearer --------------------------------------------------------------------------------------


def test_a_dearer_part_says_at_which_price_it_would_win() -> None:
    # Seven of them replace seven at S$50.00: a cent less each, and they win.
    assert reason("rival", nodes=7) == Dearer("rival", sgd("52.00"), sgd("14.00"), sgd("49.99"), 7)


def test_a_part_without_a_price_says_which_price_would_do() -> None:
    assert reason("unpriced", nodes=2) == Dearer("unpriced", None, None, sgd("49.99"), 2)


def test_a_part_that_brings_nothing_does_not_win_even_for_a_cent() -> None:
    assert reason("sw-16", nodes=2).wins_at == sgd("26.45")
    found = reason("card-32", *WARES, (card("huge", 512), "99.00"), nodes=2, storage_gb=16)
    assert found.wins_at == sgd("9.99")
    owned = ({"part_number": "pi", "quantity": 2},)
    assert reason("rival", nodes=2, owned=owned).wins_at is None


def test_the_price_at_which_fewer_pieces_still_win_is_found() -> None:
    # One charger of two outlets for 2 nodes; for 7 nodes four of them against one of ten outlets.
    assert reason("usb-2", nodes=2).wins_at == sgd("39.99")
    found = reason("usb-2", nodes=7)
    assert (found.wins_at, found.quantity) == (sgd("9.99"), 4)


@examples(25)
@given(
    nodes=st.integers(1, 9),
    prices=st.lists(st.integers(1, 9000), min_size=4, max_size=4),
    number=st.sampled_from(["rival", "sw-16", "usb-2", "card-32"]),
)
def test_a_price_that_wins_wins_and_a_cent_more_does_not(
    nodes: int, prices: list[int], number: str
) -> None:
    named = ("rival", "sw-16", "usb-2", "card-32")
    cents = dict(zip(named, prices, strict=True))
    items = {ware[0].part_number: ware for ware in RIVALS if isinstance(ware, tuple)}
    for name, price in cents.items():
        items[name] = (items[name][0], str(Decimal(price) / 100))
    wanted, catalog = wish(nodes=nodes), shop(*items.values())
    best = size(wanted, catalog, RATES)
    assert best.bom is not None
    assert best.bom.total is not None

    found = why(number, best, catalog, RATES)

    if not isinstance(found, Dearer):
        return
    assert found.extra is not None
    assert found.extra.amount >= 0
    at = found.wins_at
    if at is not None:
        assert cost_at(wanted, catalog, number, at.amount) < best.bom.total.amount
    more = Decimal("0.01") if at is None else at.amount + Decimal("0.01")
    assert cost_at(wanted, catalog, number, more) >= best.bom.total.amount


def cost_at(wanted: Requirement, catalog: Catalog, number: str, price: Decimal) -> Decimal:
    """Return what the best build costs if a piece of a part costs so much."""
    others = tuple(each for each in catalog.offers if each.part_number != number)
    supposed = Catalog(
        parts=catalog.parts,
        offers=(*others, offer(number, str(price))),
        vendors=catalog.vendors,
    )
    bom = size(wanted, supposed, RATES).bom
    assert bom is not None
    assert bom.total is not None
    return bom.total.amount


# --- no answer -----------------------------------------------------------------------------------


def test_a_part_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(PlannerError, match="There is no part 'x'"):
        reason("x", nodes=2)


def test_without_a_best_build_there_is_nothing_to_compare_with() -> None:
    with pytest.raises(
        PlannerError, match="No build is proven best, so there is nothing to compare with"
    ):
        reason("pi", nodes=2, budget=Decimal(1))


def test_a_question_that_takes_too_long_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted, catalog = wish(nodes=2), shop(*RIVALS)
    best = size(wanted, catalog, RATES)

    def too_slow(*_: object, **__: object) -> Sizing:
        return Sizing(wanted, Status.UNKNOWN)

    monkeypatch.setattr(asked, "size", too_slow)
    with pytest.raises(
        PlannerError, match="No build is proven best, so there is nothing to compare with"
    ):
        why("rival", best, catalog, RATES)


def test_the_program_of_a_requirement_can_be_measured() -> None:
    wanted = wish(nodes=7)
    program = Sizer(wanted, shop(*WARES), RATES).program(wanted)
    assert len(program.columns) > 7
    assert program.rows
