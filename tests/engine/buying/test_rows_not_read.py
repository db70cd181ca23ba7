"""What rests on a catalog of which a row was not read says so: costs, sizes and their proof."""

from planner.engine.delivered.size import size_delivered
from planner.engine.planning.plan import make_plan
from planner.engine.sizing.size import size
from planner.model.build import Build
from planner.model.buying import Market
from planner.model.catalog import Catalog, LeftOut
from planner.model.money import RateTable
from planner.model.proof import Status
from tests.engine.delivered.test_size import PARTS
from tests.engine.purchase_cases import DAY, shop, sold
from tests.engine.sizing_cases import wish
from tests.plans import position

OFFERS = tuple(sold(part.part_number, "a") for part in PARTS)


def catalog(*rows: LeftOut) -> Catalog:
    return Catalog(parts=PARTS, offers=OFFERS, vendors=(shop("a"),), left_out=rows)


def row(file: str, number: str = "") -> LeftOut:
    return LeftOut(file=file, row=7, cells=(number,), part_number=number)


def test_a_cost_says_which_prices_of_its_parts_were_not_read() -> None:
    rows = (row("offers/a.csv", "board-0"), row("offers/a.csv", "board-1"), row("parts/board.csv"))
    build = Build(
        name="one",
        title="One",
        currency="SGD",
        on=DAY,
        positions=(position("board", "board-0"),),
    )
    found = make_plan(build, catalog(*rows), rates=RateTable()).findings
    [told] = [each.message for each in found if each.code == "price-row-unread"]
    assert told == (
        "Row 7 of offers/a.csv was not read: a price of board-0. Its cost here comes from the "
        "other prices."
    )


def test_a_size_is_the_best_of_what_was_read_only() -> None:
    asked = wish(nodes=2)
    whole = size(asked, catalog(), RateTable())
    assert (whole.status, whole.proven, whole.unread) == (Status.OPTIMAL, True, 0)
    rows = (row("parts/board.csv", "board-9"), row("offers/a.csv"), row("rates.csv"))
    part = size(asked, catalog(*rows), RateTable())
    assert (part.status, part.proven, part.unread) == (Status.OPTIMAL, False, 2)
    delivered = size_delivered(asked, catalog(*rows), RateTable(), Market.of(catalog(*rows)))
    assert (delivered.sizing.proven, delivered.sizing.unread) == (False, 2)
