"""What goes into each copy of a build, and what is common to all of them."""

from planner.engine.buying.basket import buy
from planner.engine.buying.packing import common_parts, packed_of
from planner.engine.reporting.group_orders import group_reports, packing_tables
from planner.model.bom import BillOfMaterials, BomLine
from planner.model.build import CountBasis
from planner.model.buying import Market
from planner.model.group_order import Member, PackedPart, SharedCost, SplitRule
from planner.model.offers import Content
from tests.engine.purchase_cases import LANDING, need, shop, sold


def line(part: str, quantity: int, **facts) -> BomLine:
    return BomLine(
        part_number=part,
        category="other",
        description=part.title(),
        quantity=quantity,
        count_basis=CountBasis.CHOSEN,
        packs=quantity,
        **facts,
    )


def test_one_copy_holds_what_it_uses_and_spares_are_common_to_all() -> None:
    bill = BillOfMaterials(
        lines=(
            line("board", 8, spares=2, copies=2),
            line("fan", 2, copies=2, owned=True),
            line("board", 2, copies=2),
            line("old", 2, copies=2, retired=True),
        )
    )
    assert packed_of(bill) == (
        (PackedPart("board", "Board", 4), PackedPart("fan", "Fan", 1)),
        (PackedPart("board", "Board", 2),),
    )


def test_spares_and_what_is_left_over_in_packs_belong_to_no_copy() -> None:
    bundle = sold("board", "near", "1: 9.00", also_holds=(Content(part_number="fan", pieces=2),))
    leads = sold("lead", "near", "1: 1.00", pack_size=5)
    screw = sold("screw", "near", "1: 1.00", also_holds=(Content(part_number="nut", pieces=1),))
    needs = (need("board", 2), need("lead", 3), need("screw"), need("nut"))
    found = buy(needs, Market((bundle, leads, screw), (shop("near"),)), LANDING)
    packed = (PackedPart("board", "Board", 1),)
    member = Member("Kit", 2, needs, packed, (PackedPart("lead", "Cable", 1),), owner="Ann")

    common = common_parts([member], found.basket, {"lead": "Cable"})
    assert common == (PackedPart("lead", "Cable", 3), PackedPart("fan", "fan", 4))

    titles = [table.title for table in packing_tables([member], common)]
    assert titles == ["Kit, 1 of 2 (Ann)", "Kit, 2 of 2 (Ann)", "Common to all"]
    assert [table.title for table in packing_tables([member], ())] == titles[:2]
    assert [report.name for report in group_reports([member], (), None, "SGD")] == ["packing"]
    shared = SharedCost(SplitRule.GOODS, ())
    reports = group_reports([member], (), shared, "SGD")
    assert [report.name for report in reports] == ["shares", "packing"]


def test_without_a_basket_only_spares_are_common() -> None:
    member = Member("Kit", 200, (), (PackedPart("a", "A", 1),), (PackedPart("a", "A", 1),))
    assert common_parts([member], None, {"a": "A"}) == (PackedPart("a", "A", 1),)
    titles = [table.title for table in packing_tables([member], ())]
    assert titles == ["Kit, each of 200 copies"]
    alone = Member("Kit", 1, (), (PackedPart("a", "A", 1),))
    assert list(group_reports([alone], (), None, "SGD")) == []
    assert alone.called == "Kit"
    assert [each.title for each in alone.packing_lists()] == ["Kit"]
    assert [each.title for each in packing_tables([alone, member], ())] == [
        "Kit",
        "Kit, each of 200 copies",
    ]
    mine = Member("Kit", 101, (), (PackedPart("a", "A", 1),), owner="Ann")
    assert [each.title for each in packing_tables([mine], ())] == ["Kit, each of 101 copies (Ann)"]
