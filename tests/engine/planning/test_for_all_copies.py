"""What a build counts once for all its copies: pieces that are owned, and more that cost less."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from planner.engine.buying.basket import needs_of
from planner.engine.planning.cost import cost
from planner.engine.planning.edit import own_copy, with_part, with_quantity
from planner.engine.planning.kit_bill import kit_bill
from planner.engine.planning.some_copies import freed
from planner.engine.planning.spares import spares_cost
from planner.engine.planning.upgrade import upgrade
from planner.engine.reporting._bill import bill_tables, breaks_of
from planner.engine.reporting._rates import RateBook
from planner.io.documents.builds import read_build
from planner.io.documents.toml_text import build_toml
from planner.model.bom import BomLine, CostedBom
from planner.model.build import Build, ForAllCopies, Position
from planner.model.expressions import Ref
from planner.model.kits import Kit
from planner.model.money import Money
from planner.model.offers import PriceBreak
from planner.model.spares import SpareRule
from planner.model.table import Computed, Product, value_of
from tests.engine.planning.test_copies import CATALOG, build, costed, planned, sgd
from tests.engine.sizing_cases import board, card, cord, shop, switch
from tests.expressions import worth
from tests.plans import offer


def pooled(number: str, **counts: int) -> ForAllCopies:
    return ForAllCopies(part_number=number, **counts)


def of(copies: int, *pools: ForAllCopies, **changes: Any) -> Build:
    return build(copies, for_all_copies=pools, **changes)


def line(bom: CostedBom, number: str) -> BomLine:
    (found,) = (each.line for each in bom.lines if each.line.part_number == number)
    return found


def test_pieces_that_are_owned_serve_as_many_copies_as_they_can() -> None:
    found = line(costed(of(10, pooled("five", owned=7))), "five")

    assert (found.quantity, found.at_hand, found.packs, found.owned) == (10, 7, 3, False)
    assert [need.quantity for need in needs_of(of(10, pooled("five", owned=7)), CATALOG)
            if need.part_number == "five"] == [3]  # fmt: skip


def test_where_all_pieces_are_owned_none_is_bought_and_no_price_is_needed() -> None:
    unsold = shop(board("pi"), (card("card"), "10.00"), switch("five", 5))
    positions = (Position(slot="switch", part_number="five", quantity=1),)
    found = of(4, pooled("five", owned=9), positions=positions)

    bom = cost(planned(found, unsold))

    assert line(bom, "five").owned
    assert (bom.total, bom.unpriced) == (sgd("0.00"), ())
    assert needs_of(found, unsold) == ()


def test_two_lines_of_a_part_share_what_is_owned() -> None:
    price = costed(build()).lines[0].line.price
    positions = (
        Position(slot="switch", part_number="five", quantity=1),
        Position(slot="switch", part_number="five", quantity=1, price=price),
    )

    bom = costed(of(3, pooled("five", owned=4), positions=positions))

    assert [each.line.at_hand for each in bom.lines] == [0, 1]
    assert [each.line.owned for each in bom.lines] == [True, False]


@pytest.mark.parametrize("kind", [{"owned": True}, {"retired": True}])
def test_lines_that_are_owned_or_replaced_take_no_part_in_it(kind: dict[str, bool]) -> None:
    positions = (Position(slot="switch", part_number="five", quantity=2, **kind),)
    pool = pooled("five", owned=2, needed=6, bought=9)

    plain, with_pool = (
        costed(build(3, positions=positions)),
        costed(of(3, pool, positions=positions)),
    )

    assert with_pool.total == plain.total
    assert line(with_pool, "five").more == 0


CORDS = pooled("cord", needed=9, bought=10)


def test_more_are_bought_for_the_need_that_is_named_and_for_no_other() -> None:
    three, four = costed(of(3, CORDS)), costed(of(4, CORDS))

    # Nine at 2.00 would be 18.00.
    assert (line(three, "cord").packs, line(three, "cord").surplus) == (10, 1)
    assert "10 bought, because that many cost no more than 9" in line(three, "cord").why
    assert (line(four, "cord").packs, line(four, "cord").more) == (12, 0)
    assert costed(build(3)).total == sum_of(three.total, "3.00")


def sum_of(total: Money | None, more: str) -> Money:
    assert total is not None
    return total + sgd(more)


def test_no_more_are_bought_once_they_cost_more() -> None:
    found = costed(of(2, pooled("cord", needed=6, bought=10)))

    assert (line(found, "cord").packs, line(found, "cord").more) == (6, 0)
    assert "bought" not in line(found, "cord").why


def test_what_they_cost_is_compared_in_the_currency_of_the_bill() -> None:
    dollars = [offer("cord", "1", currency="USD", price_breaks=(
        PriceBreak(price=Decimal("2.00")), PriceBreak(min_quantity=10, price=Decimal("0.10"))
    ))]  # fmt: skip
    catalog = shop((board("pi"), "50.00"), (cord(), dollars))
    positions = (Position(slot="cable", part_number="cord", quantity=3),)

    found = costed(of(3, CORDS, positions=positions), catalog)

    assert line(found, "cord").packs == 10


def test_at_a_stated_price_as_many_are_bought_as_are_named() -> None:
    price = line(costed(build(4)), "cord").price
    positions = (Position(slot="cable", part_number="cord", quantity=3, price=price),)

    assert line(costed(of(3, CORDS, positions=positions)), "cord").packs == 10


def test_without_a_price_nothing_is_compared() -> None:
    positions = (Position(slot="cable", part_number="cord", quantity=3),)

    found = costed(of(3, CORDS, positions=positions), shop(cord()))

    assert found.unpriced == ("cord",)
    assert (line(found, "cord").packs, line(found, "cord").why) == (9, "")


def test_spares_come_out_of_no_fewer_pieces() -> None:
    rule = SpareRule(part_number="cord", percent=Decimal(20))
    pool = pooled("cord", needed=8, bought=10)
    found = planned(of(2, pool, spare_rules=(rule,)))
    told = spares_cost(found, cost(found))

    assert (line(cost(found), "cord").packs, line(cost(found), "cord").more) == (10, 2)
    assert told is not None
    # Without two spares there are eight all the same: six and two more, at 2.00.
    assert told.amount == sgd("15.00") - sgd("16.00")


def test_an_upgrade_asks_for_what_it_adds_and_for_no_more() -> None:
    before, after = planned(build(3, positions=build().positions[:1])), planned(of(3, CORDS))

    (added,) = (
        each.line for each in upgrade(before, after).added.lines if each.line.part_number == "cord"
    )

    assert (added.quantity, added.packs, added.more) == (9, 9, 0)


def test_of_owned_pieces_no_more_are_free_than_the_upgraded_copies_have() -> None:
    pool = pooled("five", owned=7)

    rest = freed(planned(of(10, pool)), planned(of(6, pool)))

    fives = [each for each in rest.bill.lines if each.part_number == "five"]
    assert [(each.quantity, each.owned) for each in fives] == [(4, True)]


def test_a_kit_is_told_without_what_is_counted_for_all_copies() -> None:
    kits = (Kit(path=("node",), quantity=3),)
    positions = (
        Position(slot="board", part_number="pi", quantity=3, within=("node",)),
        Position(slot="cable", part_number="cord", quantity=3, within=("node",)),
    )
    found = of(3, CORDS, kits=kits, positions=positions)
    plan = planned(found)

    bill = kit_bill(plan, cost(plan))

    assert bill is not None
    # One of the ten cords lies in no kit.
    assert bill.left_over == sgd("1.50")


def test_it_stays_with_the_build_through_changes_and_files() -> None:
    pools = (pooled("five", owned=7), pooled("cord", needed=6, bought=10))
    found = own_copy(planned(of(2, *pools)))
    assert found.for_all_copies == pools
    changed = with_part(with_quantity(found, 0, 4), "switch", "five", 1)
    assert changed.for_all_copies == pools

    text = build_toml(found).encode()
    read, said = read_build("kit-edited.toml", text)

    assert (read, said) == (found, ())
    assert "for_all_copies" not in build_toml(build(2))


@pytest.mark.parametrize(
    "pools",
    [
        [{"part_number": "five", "owned": -1}],
        [{"part_number": "five", "needed": 4, "bought": 3}],
        [{"part_number": "five", "owned": 1}, {"part_number": "five", "owned": 2}],
        [{"part_number": "five", "owned": 1.5}],
        [{"owned": 1}],
    ],
)
def test_what_cannot_be_is_refused(pools: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError):
        Build.model_validate({**dict(build()), "for_all_copies": pools})


# --- the workbook --------------------------------------------------------------------------------


def sheet(bom: CostedBom, number: str, **entered: int) -> dict[str, Any]:
    """Return what the cells of a line hold once others are entered, by column."""
    tables = bill_tables(bom, RateBook.of([bom]), name="bill")
    tables = (*tables, *breaks_of(bom, "bill"))
    cells: dict[Ref, Any] = {Ref("copies", "copies", "copies"): bom.copies}
    for table in tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                value = value_of(cell)
                held = value.amount if isinstance(value, Money) else value
                cells[Ref(table.name, row.key, column.key)] = held
    key = f"line_{[each.line.part_number for each in bom.lines].index(number) + 1}"
    cells |= {Ref("copies", "copies", "copies"): count for count in entered.values()}
    (lines,) = (table for table in tables if table.name == "bill")
    of_one, found = cells[Ref("bill", key, "per_copy")], {}
    quantity = lines.cell(key, "quantity")
    assert isinstance(quantity, Product)
    found["quantity"] = of_one * cells[Ref("copies", "copies", "copies")]
    cells[Ref("bill", key, "quantity")] = found["quantity"]
    packs = lines.cell(key, "packs")
    assert isinstance(packs, Computed)
    found["packs"] = cells[Ref("bill", key, "packs")] = worth(packs.expression, cells)
    price = lines.cell(key, "unit_price")
    asked = worth(price.expression, cells) if isinstance(price, Computed) else value_of(price)
    found["price"] = asked.amount if isinstance(asked, Money) else asked
    return found


def test_a_sheet_counts_what_is_owned_and_what_is_bought_beyond_the_need() -> None:
    bom = costed(of(3, pooled("five", owned=2), CORDS))

    assert sheet(bom, "five") == {"quantity": 3, "packs": 1, "price": Decimal("20.00")}
    assert sheet(bom, "five", copies=5)["packs"] == 3
    assert sheet(bom, "cord") == {"quantity": 9, "packs": 10, "price": Decimal("1.50")}
    # As many more as before: whether fewer would do is for the planner to say.
    assert sheet(bom, "cord", copies=4) == {
        "quantity": 12,
        "packs": 13,
        "price": Decimal("1.50"),
    }


def test_cords_that_are_owned_and_cords_beyond_the_need_may_come_to_as_many() -> None:
    bom = costed(of(3, pooled("cord", owned=1, needed=8, bought=10)))
    assert (line(bom, "cord").at_hand, line(bom, "cord").more) == (1, 2)
    bom = costed(of(4, pooled("cord", owned=3, needed=9, bought=12)))

    assert (line(bom, "cord").at_hand, line(bom, "cord").more) == (3, 3)
    tables = bill_tables(bom, RateBook.of([bom]), name="bill")
    (lines,) = (table for table in tables if table.name == "bill")
    key = f"line_{[each.line.part_number for each in bom.lines].index('cord') + 1}"
    assert value_of(lines.cell(key, "packs")) == 12
