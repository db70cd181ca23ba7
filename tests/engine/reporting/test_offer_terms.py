"""Cells that follow an offer: packs, least orders, multiples and price breaks."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.cost import cost
from planner.engine.planning.upgrade import upgrade
from planner.engine.reporting._bill import bill_tables, breaks_of
from planner.engine.reporting._offer_terms import LOOK_UP, offer_holds
from planner.engine.reporting._rates import RateBook
from planner.model.bom import CostedBom
from planner.model.expressions import Ref
from planner.model.money import Money
from planner.model.offers import Offer, PriceBreak
from planner.model.table import Computed, Table, value_of
from tests.engine.samples import offer, plan, position
from tests.expressions import worth


def breaks(*pairs: tuple[int, str]) -> tuple[PriceBreak, ...]:
    return tuple(PriceBreak(min_quantity=start, price=Decimal(each)) for start, each in pairs)


def bill_of(text: str, *offers: Offer, **facts: Any) -> CostedBom:
    return cost(plan(*text.split(", "), offers=offers, **facts))


def tables_of(bom: CostedBom, name: str = "bill") -> dict[str, Table]:
    tables = bill_tables(bom, RateBook.of([bom]), name=name)
    return {table.name: table for table in (*tables, *breaks_of(bom, name))}


def held(tables: dict[str, Table], **changes: Any) -> dict[Ref, Any]:
    """Return what every cell holds, with cells of the first line changed."""
    found: dict[Ref, Any] = {}
    for table in tables.values():
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                value = value_of(cell)
                amount = value.amount if isinstance(value, Money) else value
                found[Ref(table.name, row.key, column.key)] = amount
    return found | {Ref("bill", "line_1", column): value for column, value in changes.items()}


def follows(tables: dict[str, Table], pieces: int) -> tuple[Any, Any]:
    """Return packs and price of the first line when so many pieces are entered."""
    lines = tables["bill"]
    bought = pieces
    if any(column.key == "packs" for column in lines.columns):
        packs, size = lines.cell("line_1", "packs"), lines.cell("line_1", "pack_size")
        bought = -(-pieces // int(str(size)))
        if isinstance(packs, Computed):
            bought = worth(packs.expression, held(tables, quantity=pieces))
    price = lines.cell("line_1", "unit_price")
    cells = held(tables, quantity=pieces, packs=bought)
    asked = worth(price.expression, cells) if isinstance(price, Computed) else value_of(price)
    return bought, asked.amount if isinstance(asked, Money) else asked


@pytest.mark.parametrize(
    "terms",
    [
        {"price_breaks": breaks((1, "100"), (10, "90"), (40, "80")), "pack_size": 2},
        {"price_breaks": breaks((3, "2")), "minimum_quantity": 5, "order_multiple": 4},
        {"price_breaks": breaks((2, "9"), (5, "7")), "order_multiple": 3},
        {
            "price_breaks": breaks((1, "9.99"), (3, "8"), (10, "5")),
            "break_kind": "incremental",
            "pack_size": 3,
        },
    ],
)
def test_packs_and_price_follow_the_pieces_as_the_offer_has_it(terms: dict[str, Any]) -> None:
    sold = offer("fan", "0 SGD", **terms)
    tables = tables_of(bill_of("9 fan", sold))
    for pieces in range(1, 130):
        packs, price = follows(tables, pieces)
        assert packs == sold.packs_for(pieces)
        assert (Money(price, "SGD") * int(packs)).rounded() == sold.price_of_packs(packs).rounded()
    assert follows(tables, 0)[0] == 0


def test_a_price_that_never_changes_is_no_formula_and_needs_no_table() -> None:
    bom = bill_of("9 fan, 2 hub, 1 pi3 5 SGD", offer("fan", "2 SGD"), offer("hub", "3 SGD"))
    assert breaks_of(bom) == ()
    assert tables_of(bom)["bill"].cell("line_1", "unit_price") == Money(Decimal(5), "SGD")


def test_a_table_says_from_how_many_packs_on_each_price_holds() -> None:
    alike = offer("fan", "0 SGD", price_breaks=breaks((1, "10"), (10, "5")))
    steps = offer("hub", "0 SGD", price_breaks=breaks((1, "9"), (3, "6")), break_kind="incremental")
    tables = tables_of(bill_of("2 fan, 4 hub", alike, steps))
    rows = [tuple(map(value_of, row.cells)) for row in tables["bill_breaks"].rows]
    sgd = [Money(Decimal(each), "SGD") for each in (9, 6, 10, 5)]
    assert rows == [
        ("HUB", 1, sgd[0], "packs from there on", "acme"),
        ("HUB", 3, sgd[1], "packs from there on", "acme"),
        ("FAN", 1, sgd[2], "all packs", "acme"),
        ("FAN", 10, sgd[3], "all packs", "acme"),
    ]
    # (3 × 9.00 − 9.00 + 2 × 6.00) / 4
    assert value_of(tables["bill"].cell("line_1", "unit_price")) == Money(Decimal("7.5"), "SGD")


def test_where_another_offer_may_be_cheaper_the_price_is_to_be_looked_up() -> None:
    few = offer("fan", "6 SGD", vendor="few")
    many = offer("fan", "5 SGD", vendor="many", minimum_quantity=12)
    bom = bill_of("9 fan", few, many)
    # 10 × 6.00 is no more than 12 × 5.00.
    assert offer_holds(bom, bom.lines[0].line) == (1, 10)
    tables = tables_of(bom)
    assert [follows(tables, pieces)[1] for pieces in (1, 10, 11)] == [6, 6, LOOK_UP]
    other = bill_of("13 fan", few, many)
    least, most = offer_holds(other, other.lines[0].line)
    assert (least, most) == (10, 213)
    assert [follows(tables_of(other), pieces)[1] for pieces in (0, 9, 10)] == [5, LOOK_UP, 5]


def test_an_offer_that_beats_all_others_at_any_number_is_followed_everywhere() -> None:
    rates = {"rates": ["USD SGD 2"]}
    cheap, dear = offer("fan", "4 SGD"), offer("fan", "2.5 USD", vendor="other")
    bom = bill_of("9 fan", cheap, dear, **rates)
    assert offer_holds(bom, bom.lines[0].line) == (1, None)
    dearer = offer("fan", "4.1 SGD", vendor="other", pack_size=2)
    assert offer_holds(bill_of("9 fan", dearer), bill_of("9 fan", dearer).lines[0].line) == (
        1,
        None,
    )
    close = bill_of("9 fan", cheap, offer("fan", "1.9 USD", vendor="other", pack_size=5), **rates)
    # 9 pieces are two packs of five: 7.60; a single one costs 3.80 in such a pack, too.
    assert close.lines[0].line.price is not None
    assert close.lines[0].line.price.vendor == "other"
    assert offer_holds(close, close.lines[0].line)[1] == 209


def counted_one_by_one(bom: CostedBom) -> tuple[int, int]:
    """Return from and to which number of pieces the offer of a line is the cheapest: by trying."""
    line = bom.lines[0].line
    assert line.offer is not None

    def comes_to(each: Offer, pieces: int) -> Decimal:
        packs = each.packs_for(pieces)
        amount = (each.pack_price(packs) * packs).rounded()
        rates = [rate for rate in bom.offer_rates if rate.base == amount.currency]
        return (rates[0].convert(amount) if rates else amount).amount

    def is_cheapest(pieces: int) -> bool:
        assert line.offer is not None
        return all(comes_to(line.offer, pieces) <= comes_to(each, pieces) for each in line.offers)

    least = most = line.asked
    while least > max(line.asked - 200, 1) and is_cheapest(least - 1):
        least -= 1
    while most < line.asked + 200 and is_cheapest(most + 1):
        most += 1
    return least, most


@pytest.mark.parametrize("price", ["4", "4.004", "9"])
@pytest.mark.parametrize("needed", [1, 60, 300])
@pytest.mark.parametrize(
    "terms",
    [
        {"price_breaks": breaks((1, "5"))},
        {"price_breaks": breaks((1, "4.004"))},
        {"price_breaks": breaks((1, "12"), (3, "11"), (40, "9")), "pack_size": 3},
        {"price_breaks": breaks((1, "12"), (5, "6")), "break_kind": "incremental"},
        {"price_breaks": breaks((2, "10")), "minimum_quantity": 4, "order_multiple": 3},
        {"price_breaks": breaks((1, "2.7")), "currency": "USD"},
    ],
)
def test_an_offer_holds_as_far_as_trying_one_number_after_the_other_says(
    terms: dict[str, Any], needed: int, price: str
) -> None:
    one = offer("fan", "0 SGD", price_breaks=breaks((1, price), (50, "3.9")))
    other = offer("fan", "0 SGD", **{"vendor": "other", **terms})
    bom = bill_of(f"{needed} fan", one, other, rates=["USD SGD 1.37"])
    least, most = offer_holds(bom, bom.lines[0].line)
    if (least, most) != (1, None):
        assert (least, most) == counted_one_by_one(bom)


def test_pieces_that_lie_there_already_are_taken_off_before_packs_are_counted() -> None:
    packs = offer("fan", "10 SGD", pack_size=4)
    change = upgrade(plan("3 fan", offers=[packs]), plan("9 fan", offers=[packs]))
    cell = tables_of(change.added, "added")["added"].cell("line_1", "packs")
    assert isinstance(cell, Computed)
    quantity, size = Ref("added", "line_1", "quantity"), Ref("added", "line_1", "pack_size")
    assert [worth(cell.expression, {quantity: n, size: 4}) for n in (0, 1, 6, 10)] == [0, 0, 2, 3]


def test_a_stated_price_is_followed_as_it_is() -> None:
    bom = cost(plan(position("9 fan 3 SGD")))
    assert offer_holds(bom, bom.lines[0].line) == (1, None)
    assert breaks_of(bom) == ()
