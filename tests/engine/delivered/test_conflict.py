"""Nothing can be delivered: what is in the way is named, as exactly as it can be told."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.delivered.conflict import delivered_conflict
from planner.engine.delivered.size import DeliveredProgram, size_delivered
from planner.engine.reporting.conflicts import mends
from planner.engine.sizing.size import size
from planner.engine.solving.effort import UNHURRIED, OutOfTimeError
from planner.engine.solving.progress import Progress
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Settlement
from planner.model.catalog import Catalog
from planner.model.money import RateTable
from planner.model.offers import Offer
from planner.model.parts import NetworkAdapter, Part
from planner.model.proof import Status
from planner.model.requirement import Wanted
from planner.model.sizing import DeliveredConflict, NodesLeft
from planner.model.vendors import Vendor
from planner.model.wishes import Wish, WishKind
from planner.model.wording import demand_text
from tests.engine.delivered.test_size import FAR, NEAR, PARTS, RATES, everything_near, sold
from tests.engine.efforts import in_time, watched_by
from tests.engine.purchase_cases import shop
from tests.engine.sizing_cases import board, part, switch, wish
from tests.plans import ON


def in_the_way(
    offers: list[Offer],
    *vendors: Vendor,
    terms: BuyingTerms = NO_TERMS,
    parts: tuple[Part, ...] = PARTS,
    listed: tuple[Offer, ...] = (),
    **wishes: Any,
) -> DeliveredConflict:
    """Return what is in the way of a build; `listed` are prices that the market does not have."""
    sale = Market(tuple(offers), vendors or (NEAR, FAR))
    catalog = Catalog(parts=parts, offers=(*offers, *listed), vendors=sale.vendors)
    wanted = wish(**({"nodes": 2} | wishes))
    none = size_delivered(wanted, catalog, RATES, sale, terms)
    assert none.sizing.status is Status.INFEASIBLE
    return delivered_conflict(wanted, catalog, RATES, sale, terms)


def words(found: DeliveredConflict) -> list[tuple[str, str]]:
    return [
        (demand_text(each.wish), "none" if each.cost is None else str(each.cost))
        for each in found.wishes
    ]


def told(found: DeliveredConflict) -> list[str]:
    return [each.line() for each in (*found.findings, *mends(found.wishes))]


def without(offers: list[Offer], *parts: str) -> list[Offer]:
    return [each for each in offers if each.part_number not in parts]


def test_a_budget_that_holds_at_list_prices_only_says_what_it_costs_delivered() -> None:
    # At list prices two nodes are S$136.00; the parcel is S$10.00 more.
    found = in_the_way(everything_near(), budget=Decimal(140))

    assert found.delivered
    assert str(found.listed) == "S$136.00"
    assert words(found) == [
        ("power for every node", "S$124.00"),
        ("2 nodes", "S$96.00"),
        ("a budget of S$140.00", "S$146.00"),
    ]
    fewer, dearer = told(found)[1:]
    assert fewer == ("With at most 1 node instead of 2 nodes a build costs S$96.00 delivered.")
    assert dearer == (
        "Delivered, it costs S$146.00, which is above the budget of S$140.00. Raise the budget "
        "to S$146.00, or ask for less."
    )


def test_what_conflicts_at_list_prices_already_is_told_with_what_a_build_costs_delivered() -> None:
    found = in_the_way(everything_near(), mbps=5000)

    assert not found.delivered
    # S$136.00 at list prices, and a parcel of S$10.00.
    assert words(found) == [("5000 Mbit/s per node", "S$146.00")]
    assert (found.findings, found.listed) == ((), None)


def test_what_too_many_nodes_come_to_is_delivered_too_where_list_prices_are_above_the_budget() -> (
    None
):
    found = in_the_way(everything_near(), nodes=4, power="none", budget=Decimal(150))

    assert not found.delivered
    fewer, dearer = found.wishes
    assert (fewer.wish, dearer.wish.kind) == (Wish(WishKind.NODES, 4), WishKind.BUDGET)
    for each, asked in ((fewer, {"nodes": 2, "budget": Decimal(150)}), (dearer, {"nodes": 4})):
        if each is fewer:
            assert each.instead is not None
            asked["nodes"] = each.instead.nodes
        sale = Market(tuple(everything_near()), (NEAR, FAR))
        catalog = Catalog(parts=PARTS, offers=sale.offers, vendors=sale.vendors)
        sized = size_delivered(wish(power="none", **asked), catalog, RATES, sale, NO_TERMS)
        assert sized.total == each.cost


def test_what_lacks_a_charge_is_the_least_that_a_build_costs() -> None:
    silent = shop("near", shipping=None, terms_for=())
    found = in_the_way(everything_near(), silent, mbps=5000)

    assert all(each.at_least for each in found.wishes)
    assert all(each.cost_text == f"at least {each.cost}" for each in found.wishes)


def test_a_part_that_must_be_in_it_and_that_nobody_delivers_is_named() -> None:
    away = shop("away", ships_to=("US",))
    offers = [*everything_near(), sold("board-0", away, "1.00")]
    found = in_the_way(offers, NEAR, away, must=(Wanted(part_number="board-0", quantity=2),))

    assert words(found) == [("2 × board-0", "S$146.00")]
    assert told(found) == [
        "No vendor that delivers sells board-0. Add an offer of a vendor who does.",
        "Without 2 × board-0 a build costs S$146.00 delivered.",
    ]
    assert [each.subject for each in found.findings] == ["board-0"]


def test_a_job_that_no_part_that_is_delivered_can_do_is_named_with_the_parts() -> None:
    parts = (*PARTS, *(switch(f"switch-{more}", 9) for more in range(1, 5)))
    listed = tuple(
        sold(part.part_number, NEAR, "5.00")
        for part in parts
        if part.part_number.startswith("switch")
    )
    found = in_the_way(without(everything_near(), "switch-0"), parts=parts, listed=listed)

    # Not even one node can be had without a switch, so no wish is to blame.
    assert words(found) == []
    (line,) = told(found)
    assert line == (
        "No vendor that delivers sells a suitable switch: switch-0; switch-1; switch-2; and 2 "
        "more. Add an offer of a vendor who does."
    )


def test_what_a_build_does_without_is_not_missed_where_the_budget_is_too_small() -> None:
    parts = (*PARTS, part(NetworkAdapter, "nic", host="USB3", speed_mbps=1000))
    found = in_the_way(everything_near(), parts=parts, budget=Decimal(140))
    assert not any("Nobody" in line for line in told(found))

    # The adapter is sold by nobody, and neither is a switch: that one is missed.
    listed = (sold("switch-0", NEAR, "15.00"),)
    offers = without(everything_near(), "switch-0")
    found = in_the_way(offers, parts=parts, listed=listed, budget=Decimal(140))
    assert [each.subject for each in found.findings] == ["switch"]


def test_a_switch_that_nobody_delivers_is_missed_however_few_boards_there_are() -> None:
    offers = [
        *without(everything_near(), "switch-0", "board-1"),
        sold("board-1", NEAR, "40.00", stock=3),
    ]
    found = in_the_way(offers, nodes=4, listed=(sold("switch-0", NEAR, "15.00"),))
    assert [each.subject for each in found.findings] == ["switch"]
    assert words(found) == []


def test_where_nothing_is_sold_in_the_least_amounts_no_part_is_missed() -> None:
    near = shop("near", minimum_order="9999.00")
    nic = part(NetworkAdapter, "nic", host="USB3", speed_mbps=1000)
    # A few more pieces would make the order as large, but there are not as many in stock.
    few = [each.model_copy(update={"stock": 9}) for each in everything_near()]
    found = in_the_way(few, near, parts=(*PARTS, nic))
    assert (words(found), [each.code for each in found.findings]) == ([], ["landed-nothing"])


def test_of_what_nobody_delivers_only_that_is_named_which_a_build_needs() -> None:
    # Neither leads nor cards are delivered; without leads the rules of a build only warn.
    listed = tuple(sold(part, NEAR, "1.00") for part in ("patch", "card-0", "card-1"))
    offers = without(everything_near(), "patch", "card-0")
    found = in_the_way(offers, listed=listed)

    assert [each.subject for each in found.findings] == ["card or drive"]


def test_a_wish_that_only_undelivered_parts_fulfil_is_named_with_them() -> None:
    parts = (*PARTS, board("fast", nic_mbps=1000), switch("quick", 5, 1000))
    offers = [*everything_near(), sold("fast", NEAR, "50.00")]
    listed = (sold("quick", NEAR, "30.00"),)
    found = in_the_way(offers, parts=parts, listed=listed, mbps=1000)

    assert words(found) == [("1000 Mbit/s per node", "S$146.00")]
    assert told(found)[0].startswith("No vendor that delivers sells a suitable switch: quick.")


def test_too_few_pieces_in_stock_say_how_many_nodes_there_can_be() -> None:
    offers = without(everything_near(), "board-1")
    offers += [sold("board-1", NEAR, "40.00", stock=3)]
    found = in_the_way(offers, nodes=4)

    assert [(each.wish, each.instead) for each in found.wishes] == [
        (Wish(WishKind.NODES, 4), NodesLeft(3, is_most=True))
    ]
    assert not any("Nobody" in line for line in told(found))


@pytest.mark.parametrize(
    ("terms", "blamed", "nobody"),
    [
        (BuyingTerms(max_vendors=1), "the limit of 1 vendor", ""),
        (
            BuyingTerms(exclude=("far",)),
            "the exclusion of far",
            "sells a suitable board: board-0",
        ),
        (
            BuyingTerms(need_by=ON + timedelta(days=2)),
            f"delivery by {ON + timedelta(days=2)}",
            "sells a suitable board: board-0; board-1",
        ),
        (
            BuyingTerms(locks=(("switch-0", "far"),)),
            "the lock of switch-0 to far",
            "sells a suitable switch: switch-0",
        ),
    ],
)
def test_a_term_of_the_purchase_that_is_in_the_way_is_named(
    terms: BuyingTerms, blamed: str, nobody: str
) -> None:
    offers = [
        each.model_copy(update={"lead_time_days": 1})
        for each in without(everything_near(), "board-1")
    ]
    offers.append(sold("board-0", FAR, "36.00", lead_time_days=9))
    found = in_the_way(offers, terms=terms)

    # 2 × 36 + 2 × 8 + 20 + 15 + 3 leads + 2 cords, and two parcels.
    assert words(found) == [(blamed, "S$150.00")]
    assert told(found)[-1] == f"Without {blamed} a build costs S$150.00 delivered."
    if nobody:
        assert nobody in told(found)[0]
        assert "or drop an exclusion, a lock or the deadline." in told(found)[0]
    else:
        assert found.findings == ()


def test_terms_that_contradict_each_other_only_together_are_named_together() -> None:
    offers = [*everything_near(), sold("board-0", FAR, "36.00")]
    terms = BuyingTerms(
        exclude=("elsewhere", "elsewhere"), locks=(("board-1", "far"),), max_vendors=1
    )
    found = in_the_way(offers, terms=terms)

    assert words(found) == [
        ("the lock of board-1 to far", "S$146.00"),
        ("the limit of 1 vendor", "S$150.00"),
    ]
    assert all(each.of_fewest for each in found.wishes)


def test_two_things_in_the_way_are_told_apart_from_one_that_mends_all() -> None:
    terms = BuyingTerms(exclude=("near",), need_by=ON)
    found = in_the_way(everything_near(), terms=terms)

    # Nobody names a day of delivery, and nobody else sells anything: either is enough.
    assert words(found) in (
        [("the exclusion of near", "none")],
        [(f"delivery by {ON}", "none")],
    )
    assert (
        " there is no build that can be delivered: other requirements or terms conflict too. Change"
        in told(found)[-1]
    )


def test_a_named_part_is_bought_at_an_old_price_as_sizing_takes_it() -> None:
    old = [sold("board-0", NEAR, "30.00", quoted_on=date(2019, 1, 1))]
    offers = [*everything_near(), *old]
    catalog = Catalog(parts=PARTS, offers=tuple(offers), vendors=(NEAR,))
    wanted = wish(
        nodes=2,
        must=(Wanted(part_number="board-0", quantity=2),),
        prices_since=date(2020, 1, 1),
    )
    found = size_delivered(wanted, catalog, RATES, Market(tuple(offers), (NEAR,)))

    assert found.sizing.build is not None
    assert found.sizing.build.quantity_of("board-0") == 2
    assert found.sizing.status is size(wanted, catalog, RATES).status is Status.OPTIMAL


def test_finding_out_what_is_in_the_way_is_told_of_and_can_be_ended() -> None:
    offers = everything_near()
    catalog = Catalog(parts=PARTS, offers=tuple(offers), vendors=(NEAR,))
    sale, wanted = Market(tuple(offers), (NEAR,)), wish(nodes=2, budget=Decimal(140))
    counts: list[int] = []

    def watch(progress: Progress) -> bool:
        counts.append(progress.done)
        return True

    delivered_conflict(wanted, catalog, RATES, sale, effort=watched_by(watch))
    assert counts == sorted(counts)
    assert counts[-1] > 5
    found = delivered_conflict(
        wanted, catalog, RATES, sale, effort=watched_by(lambda now: now.done < 3)
    )
    assert found.wishes
    assert not any(each.of_fewest or each.known for each in found.wishes)
    assert "was not calculated in time" in told(found)[-1]
    with pytest.raises(OutOfTimeError):
        delivered_conflict(wanted, catalog, RATES, sale, effort=watched_by(lambda _: False))


def test_time_that_is_up_on_the_way_leaves_what_is_known() -> None:
    near = shop("near", minimum_order="9999.00")
    wanted, terms = wish(nodes=2, budget=Decimal(140)), BuyingTerms(exclude=("far",))
    sale = Market(tuple(everything_near()), (near, FAR))
    catalog = Catalog(parts=PARTS, offers=sale.offers, vendors=sale.vendors)
    seen = {
        delivered_conflict(
            wanted,
            catalog,
            RATES,
            sale,
            terms,
            effort=watched_by(lambda now, most=most: now.done < most),  # type: ignore[misc]
        )
        for most in range(2, 30)
    }
    whole = delivered_conflict(wanted, catalog, RATES, sale, terms)
    assert whole in seen
    # Nothing is named that is not in the way, and what is not known says so.
    for found in seen:
        names = {each.wish for each in found.wishes}
        assert names >= {each.wish for each in whole.wishes}
        assert all(each.known or each.cost is None for each in found.wishes)


def test_what_nobody_sells_is_told_as_far_as_time_allows() -> None:
    sale = Market(tuple(without(everything_near(), "switch-0")), (NEAR, FAR))
    catalog = Catalog(parts=PARTS, offers=tuple(everything_near()), vendors=sale.vendors)
    asked = (wish(nodes=2), catalog, RATES, sale)
    whole = delivered_conflict(*asked)
    assert "landed-no-offer" in [each.code for each in whole.findings]
    codes = [
        [
            each.code
            for each in delivered_conflict(
                *asked, effort=watched_by(lambda now, most=most: now.done < most)
            ).findings
        ]
        for most in range(2, 20)
    ]
    assert "landed-no-offer" not in codes[0]
    assert codes[-1] == [each.code for each in whole.findings]
    with pytest.raises(OutOfTimeError):
        delivered_conflict(*asked, effort=in_time(0))


def test_a_program_that_is_not_solved_in_time_is_neither_possible_nor_impossible() -> None:
    sale = Market(tuple(everything_near()), (NEAR, FAR))
    catalog = Catalog(parts=PARTS, offers=sale.offers, vendors=sale.vendors)
    joint = DeliveredProgram(wish(nodes=2), catalog, sale, Settlement("SGD", RATES, ON), NO_TERMS)

    assert joint.is_possible(UNHURRIED)
    for asked in (joint.is_possible, joint.cheapest):
        with pytest.raises(OutOfTimeError):
            asked(in_time(0))


def test_nothing_at_all_in_the_catalog_is_no_wish_of_anybody() -> None:
    wanted, nobody = wish(nodes=1), Market((), ())
    found = delivered_conflict(wanted, Catalog(), RateTable(), nobody)
    assert (found.wishes, found.delivered, found.findings) == ((), False, ())
