"""Several copies at landed prices: one design, and one order of each vendor for all of them."""

from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.buying.basket import buy, needs_of
from planner.engine.delivered.alone import delivered_alone
from planner.engine.delivered.size import size_delivered
from planner.engine.reporting.alone import alone_texts
from planner.engine.sizing.size import size
from planner.model.build import Build, ForAllCopies
from planner.model.buying import Market
from planner.model.catalog import Catalog
from planner.model.offers import Offer
from planner.model.proof import Status
from planner.model.requirement import Pieces
from planner.model.sizing import Alone, DeliveredSizing
from planner.model.vendors import Vendor
from tests.engine.delivered.test_size import (
    FAR,
    LANDING,
    NEAR,
    PARTS,
    RATES,
    counts,
    everything_near,
    landed,
    markets,
    sgd,
    sold,
)
from tests.engine.purchase_cases import shop
from tests.engine.sizing_cases import wish
from tests.examples import examples


def compared(found: DeliveredSizing, offers: list[Offer], *vendors: Vendor) -> Alone | None:
    sale = Market(tuple(offers), vendors or (NEAR, FAR))
    catalog = Catalog(parts=PARTS, offers=tuple(offers), vendors=sale.vendors)
    return delivered_alone(found, catalog, RATES, sale)


def test_a_parcel_is_paid_once_for_all_copies() -> None:
    found = landed(everything_near(), copies=3)

    assert counts(found)["board-1"] == 2
    assert found.sizing.build is not None
    assert found.sizing.build.copies == 3
    # 3 × (2 × 40 + 2 × 8 + 20 + 15 + 3 leads + 2 cords) + 10 of shipping
    assert found.total == found.sizing.bound == sgd("418.00")
    assert found.sourcing is not None
    assert (found.sourcing.copies, found.sourcing.per_copy) == (3, sgd("139.33"))
    assert found.apart == sgd("418.00")


def test_for_several_copies_another_vendor_is_worth_its_parcel() -> None:
    offers = [*everything_near(), sold("board-0", FAR, "36.00")]

    one, three = landed(offers), landed(offers, copies=3)

    # Boards at 36.00 save 8.00 a copy, and another parcel costs 12.00.
    assert counts(one)["board-1"] == 2
    assert counts(three)["board-0"] == 2
    assert three.total == sgd("406.00")
    alone = compared(three, offers)
    assert alone is not None
    assert (alone.total, alone.together) == (sgd("146.00"), sgd("418.00"))
    assert list(alone_texts(three.sizing, sgd("406.00"), alone)) == [
        (
            "3 copies together cost S$32.00 less than 3 times the cheapest build for one copy, "
            "S$146.00."
        ),
        "For one copy another build is cheapest: 2 × board-1 instead of 2 × board-0.",
        "3 copies of that build, bought together, would cost S$418.00, S$12.00 more.",
    ]


def test_what_is_owned_serves_all_copies_once_and_the_budget_is_for_all_of_them() -> None:
    owned = (Pieces(part_number="switch-0", quantity=2),)
    wishes: dict[str, Any] = {"copies": 3, "owned": owned}

    found = landed(everything_near(), **wishes)

    assert found.total == sgd("388.00")
    assert found.sizing.build is not None
    assert found.sizing.build.for_all_copies == (ForAllCopies(part_number="switch-0", owned=2),)
    assert landed(everything_near(), budget=Decimal("388.00"), **wishes).total == sgd("388.00")
    short = landed(everything_near(), budget=Decimal("387.99"), **wishes)
    assert short.sizing.status is Status.INFEASIBLE


def test_one_copy_is_compared_with_nothing_and_neither_is_what_is_not_known() -> None:
    offers = everything_near()
    assert compared(landed(offers), offers) is None

    silent = shop("near", shipping=None)
    unknown = landed(offers, silent, FAR, copies=2)
    assert compared(unknown, offers, silent, FAR) is None


def test_where_the_build_for_one_has_charges_that_nobody_knows_nothing_is_compared() -> None:
    offers = everything_near()
    known = landed(offers, copies=2)
    silent = shop("near", shipping=None)

    assert compared(known, offers, silent, FAR) is None


@examples(40)
@given(markets(), st.integers(1, 2), st.integers(2, 4))
def test_no_design_whose_copies_are_bought_after_it_was_chosen_costs_less(
    market: tuple[list[Offer], list[Vendor]], nodes: int, copies: int
) -> None:
    offers, vendors = market
    sale = Market(tuple(offers), tuple(vendors))
    catalog = Catalog(parts=PARTS, offers=tuple(offers), vendors=tuple(vendors))
    totals = []
    for boards, cards in product(("board-0", "board-1"), ("card-0", "card-1")):
        build = size(wish(nodes=nodes, cascade=False, only=(boards, cards)), catalog, RATES).build
        assert build is not None
        needs = needs_of(in_copies(build, copies), catalog)
        totals.append(buy(needs, sale, LANDING).total)

    wanted = wish(nodes=nodes, cascade=False, copies=copies)
    found = size_delivered(wanted, catalog, RATES, sale)

    assert found.sizing.status is Status.OPTIMAL
    assert found.total is not None
    least = min(total for total in totals if total is not None)
    # Only to reach free shipping may something be bought that no bill asks for.
    filled = any(vendor.free_shipping_over for vendor in vendors)
    assert found.total <= least if filled else found.total == least
    assert found.apart is None or found.total <= found.apart


def in_copies(build: Build, copies: int) -> Build:
    """Return copies of a build without what lies beside it."""
    positions = tuple(
        each.model_copy(update={"quantity": each.quantity - each.spares, "spares": 0})
        for each in build.positions
    )
    return build.model_copy(update={"positions": positions, "copies": copies})
