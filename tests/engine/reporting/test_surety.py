"""How sure it is that nothing costs less: decided once, for baskets and builds."""

from decimal import Decimal

import pytest

from planner.engine.buying.basket import buy
from planner.engine.reporting.conflicts import no_build
from planner.engine.reporting.surety import sizing_text, surety_of
from planner.model.basket import Basket, UnreadRow
from planner.model.buying import Market, Purchase
from planner.model.proof import Status, Surety
from planner.model.sizing import Sizing
from tests.engine.purchase_cases import LANDING, need, shop, sold
from tests.engine.sizing_cases import wish


def bought(**terms: str | None) -> tuple[Purchase, Basket]:
    near = shop("near", **{"shipping": "5", **terms})
    found = buy([need("board")], Market((sold("board", "near", "1: 50.00"),), (near,)), LANDING)
    assert found.basket is not None
    return found, found.basket


@pytest.mark.parametrize(
    ("status", "unread", "surety", "words"),
    [
        (
            Status.OPTIMAL,
            0,
            Surety.PROVEN,
            "and no build that meets the requirements costs less.",
        ),
        (
            Status.OPTIMAL,
            1,
            Surety.OF_WHAT_WAS_READ,
            "and no build from what was read costs less; 1 row of the catalog not read.",
        ),
        (
            Status.FEASIBLE,
            1,
            Surety.WITHIN,
            "the best found in time; at most 2.50 % could be saved.",
        ),
    ],
)
def test_how_sure_a_build_is_depends_on_proof_and_on_what_was_read(
    status: Status, unread: int, surety: Surety, words: str
) -> None:
    sized = Sizing(wish(nodes=1), status, gap=Decimal("2.50"), unread=unread)

    assert surety_of(sized, None) is surety
    assert sizing_text(sized) == words


def test_nothing_is_proven_of_a_basket_or_a_build_where_a_charge_is_not_known() -> None:
    found, basket = bought(shipping=None)

    assert basket.unknown
    assert surety_of(found, basket) is Surety.NOT_KNOWN
    assert surety_of(Sizing(wish(nodes=1), Status.OPTIMAL), basket) is Surety.NOT_KNOWN


def test_a_basket_is_proven_cheapest_of_what_was_read() -> None:
    found, basket = bought()
    row = UnreadRow(file="offers/near.csv", row=3, about="board")

    assert surety_of(found, basket) is Surety.PROVEN
    of_some = Purchase(found.status, found.needs, basket, unread_offers=(row,))
    assert surety_of(of_some, basket) is Surety.OF_WHAT_WAS_READ


def test_that_there_is_no_build_is_told_from_that_none_was_found_in_time() -> None:
    assert no_build(Status.INFEASIBLE).code == "no-build"
    late = no_build(Status.UNKNOWN)
    assert (late.code, late.message) == (
        "no-build-in-time",
        "Time ran out before any build was found.",
    )
