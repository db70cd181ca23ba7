"""Summary and Compare follow the bill: nodes, cores, memory, watts, prices per each of them."""

from decimal import Decimal
from typing import Any

from planner.engine.planning.compare import compare
from planner.engine.planning.cost import cost
from planner.engine.planning.running import running_cost
from planner.engine.reporting import document
from planner.engine.reporting._changed_cells import NOT_COUNTED
from planner.engine.reporting.changes import comparison_report
from planner.model.build import CountBasis, Measurement, Position
from planner.model.document import Document
from planner.model.expressions import Ref
from planner.model.plan import Plan
from planner.model.spares import SpareRule
from planner.model.table import Computed, Marked, value_of
from planner.model.tariffs import entered_tariff
from tests.engine.reporting.test_bill_cells import due, sheet
from tests.engine.samples import DAY, PARTS, money, part, plan

COPIES = Ref("copies", "copies", "copies")


def bill(line: int, column: str = "quantity") -> Ref:
    return Ref("bill", f"line_{line}", column)


def got(key: str) -> Ref:
    return Ref("cluster", key, "value")


def beside(metric: str, build: int = 1) -> Ref:
    return Ref("compare", metric, f"build_{build}")


def compared(*plans: Plan) -> Document:
    return document(plans[0], cost(plans[0]), comparison=compare(plans))


BUILD = ("4 pi3 40 SGD", "4 sd16 5 SGD", "1 switch8 20 SGD", "1 hub 30 SGD")
OTHER = ("2 pi4 60 SGD", "2 sd16 5 SGD")


def unknown_board(number: str) -> Position:
    """Return a position with two boards that no catalog describes."""
    return Position(slot="board", part_number=number, quantity=2, count_basis=CountBasis.CHOSEN)


def two(*lines: str | Position, **facts: Any) -> Document:
    return compared(plan(*(lines or BUILD), **facts), plan(*OTHER, name="other", title="Other"))


def test_another_number_of_boards_moves_all_that_is_so_many_a_board() -> None:
    old = plan("1 pi4 9 SGD").build.positions[0].model_copy(update={"retired": True})
    more = sheet(two(*BUILD, old), {bill(1): 6})
    keys = ("nodes", "cores", "ram_gb", "storage_gb", "power_typical_w", "power_max_w")
    assert [more[got(key)] for key in keys] == [6, 24, 6, 64, Decimal("8.4"), 30]
    assert [more[beside(key)] for key in keys] == [more[got(key)] for key in keys]
    assert more[beside("clock_total_ghz")] == Decimal("28.8")
    assert more[got("ports")] == more[beside("isa")] == NOT_COUNTED
    assert sheet(two(), {bill(2): 2})[got("storage_gb")] == 32


def test_a_price_moves_what_a_node_a_core_and_a_gigabyte_cost() -> None:
    found = sheet(two(), {bill(1, "unit_price"): Decimal(50)})
    assert found[beside("price")] == 270
    assert found[beside("price_per_node")] == Decimal("67.50")
    assert found[beside("price_per_core")] == Decimal("16.88")
    assert found[beside("price_per_gb_ram")] == Decimal("67.50")
    assert found[beside("price_per_mbps")] == NOT_COUNTED
    assert found[beside("price", 2)] == 130
    assert found[Ref("changes", "price", "build_2")] == 130 - 270
    assert found[Ref("changes", "price", "percent_2")] == Decimal("-0.52")
    assert found[beside("isa")] == "arm64"
    cleared = sheet(two(), {bill(1, "unit_price"): None})
    assert cleared[beside("price")] == NOT_COUNTED


def test_prices_are_those_of_one_copy_and_of_all() -> None:
    found = sheet(two(copies=3), {COPIES: 5, bill(1, "per_copy"): 5})
    assert (found[beside("copies")], found[beside("price")]) == (5, 270)
    assert (found[beside("price_of_all")], found[beside("price_per_node")]) == (1350, 54)
    assert found[beside("nodes")] == 5


def test_spares_are_no_nodes_stated_or_by_rule() -> None:
    rule = (SpareRule(category="board", one_in=2),)
    ruled = two(spare_rules=rule)
    assert sheet(ruled, {bill(1, "needed"): 6})[got("nodes")] == 6
    board = plan(*BUILD).build.positions[0].model_copy(update={"quantity": 5, "spares": 1})
    stated = compared(plan(board, *BUILD[1:]))
    assert sheet(stated)[got("nodes")] == 4
    assert [sheet(stated, {bill(1): many})[got("nodes")] for many in (7, 0)] == [6, 0]


def test_without_a_board_or_a_card_nobody_knows_what_there_is() -> None:
    none = sheet(two(), {bill(1): 0, bill(2): 0})
    assert none[got("nodes")] == 0
    told = ("cores", "ram_gb", "storage_gb", "power_max_w")
    assert {none[got(key)] for key in told} == {NOT_COUNTED}
    assert none[beside("price_per_node")] == NOT_COUNTED
    cards = compared(plan("3 sd16 5 SGD"))
    assert sheet(cards, {bill(1): 4})[got("storage_gb")] == 64
    assert sheet(cards, {bill(1): 4})[got("nodes")] == 0


def test_memory_that_goes_into_boards_is_no_sum_over_the_bill() -> None:
    parts = (
        *PARTS,
        part("bare", "board", isa="arm64", cores=4, requires="memory", memory_slots=1),
        part("box", "memory", modules=1, capacity_mb=4096),
    )
    for boards, memory in (("2 bare 40 SGD", 8), ("2 pi3 4 SGD", "")):
        of = compared(plan(boards, "2 box 9 SGD", parts=parts))
        assert sheet(of)[got("ram_gb")] in (memory, 2)
        found = sheet(of, {bill(1): 3})
        assert found[got("nodes")] == 3
        assert found[got("ram_gb")] in (NOT_COUNTED, "")


def test_a_part_that_nobody_describes_counts_as_a_node_and_no_more() -> None:
    of = compared(plan(unknown_board("x"), "1 sd16 5 SGD"))
    found = sheet(of, {bill(1): 3})
    assert (found[got("nodes")], found[got("storage_gb")]) == (3, 16)
    assert found[got("cores")] == ""


def test_what_a_spare_would_add_if_it_were_in_use_is_not_known() -> None:
    parts = (*PARTS, part("odd", "board"))
    odd = plan("1 odd 4 SGD", parts=parts).build.positions[0].model_copy(update={"spares": 1})
    of = compared(plan("2 pi3 4 SGD", odd, parts=parts))
    found = sheet(of, {bill(1): 3})
    assert [found[got(key)] for key in ("nodes", "cores", "ram_gb")] == [3, *[NOT_COUNTED] * 2]


def test_a_bill_of_very_many_boards_says_that_it_is_not_counted() -> None:
    boards = [unknown_board(f"x{n}") for n in range(101)]
    assert sheet(compared(plan(*boards)), {bill(1): 3})[got("nodes")] == NOT_COUNTED
    cards = [f"1 card{n} 2 SGD" for n in range(101)]
    parts = (*PARTS, *(part(f"card{n}", "storage", capacity_gb=1) for n in range(101)))
    of = compared(plan(*cards, parts=parts))
    assert sheet(of, {bill(1): 2})[got("storage_gb")] == NOT_COUNTED


def test_amounts_of_another_build_hold_at_the_rates_that_were_exported() -> None:
    rates = ("USD SGD 1.25",)
    first = plan("1 pi3 40 USD", rates=rates)
    second = plan("1 pi4 60 USD", rates=rates, name="other", title="Other")
    of = compared(first, second)
    assert sheet(of)[beside("price", 2)] == 75
    dearer = sheet(of, {Ref("rates", "USD_SGD", "rate"): Decimal("1.5")})
    assert (dearer[beside("price")], dearer[beside("price", 2)]) == (60, NOT_COUNTED)
    assert dearer[beside("nodes", 2)] == 1


def test_a_band_holds_for_the_bill_as_exported() -> None:
    of = compared(plan("2 pi3 40 SGD 30..60", "1 sd16 5 SGD"), plan(*OTHER, name="other"))
    shown = next(t for r in of.reports for t in r.tables if t.name == "compare")
    cell = shown.cell("price", "build_1")
    assert isinstance(cell, Marked)
    assert cell.mark.startswith("estimated, ")
    assert sheet(of, {bill(1): 3})[beside("price")] == NOT_COUNTED
    assert sheet(of, {bill(1): 3})[beside("nodes")] == 3


def test_a_comparison_of_other_builds_or_of_one_twice_stands_still() -> None:
    first, other = plan(*BUILD), plan(*OTHER, name="other", title="Other")
    for plans in ((other,), (first, first)):
        of = document(first, cost(first), comparison=compare(plans))
        assert of.reports[-1].stale == ""
        found = sheet(of)
        table = of.reports[-1].tables[0]
        assert not [ref for ref in found.computed if ref.table == table.name]


def test_what_was_measured_of_a_build_stays_what_was_measured() -> None:
    measured = Measurement(mbps=Decimal(90), method="iperf", source="https://a.example")
    of = compared(plan(*BUILD, measured=measured))
    found = sheet(of, {bill(1): 3})
    assert found[got("nic_mbps")] == found[beside("nic_mbps")] == 90


def test_every_cell_of_summary_and_comparison_holds_what_the_planner_computed() -> None:
    for of in (two(), two(copies=2), two(*BUILD, "1 fan")):
        found = sheet(of)
        told = ("cluster", "compare", "changes")
        cells = [ref for ref in found.computed if ref.table in told]
        assert cells
        assert [ref for ref in cells if found[ref] != due(of, ref)] == []


def test_a_comparison_without_a_bill_holds_what_was_compared_and_computes_nothing() -> None:
    first, second = (
        plan(*of, name=name, title=name)
        for name, of in (("a", ["7 pi3 40 SGD"]), ("b", ["7 pi3 40 SGD", "1 giga8 30 SGD"]))
    )
    report = comparison_report(compare([first, second]))

    table = report.tables[0]
    prices = [value_of(table.cell("price", f"build_{place}")) for place in (1, 2)]
    assert prices == [money("280 SGD"), money("310 SGD")]
    cells = [cell for row in table.rows for cell in row.cells]
    assert not any(isinstance(cell, Computed) for cell in cells)
    assert report.stale == ""

    twin = plan("7 pi3 40 SGD", name="c", title="c")
    apart = comparison_report(compare([first, second, twin])).tables[1]
    assert value_of(apart.cell("price", "build_3")) == "the same"


def test_what_is_apart_follows_the_copies_and_electricity_is_that_of_one_and_of_all() -> None:
    tariff = entered_tariff(Decimal("0.30"), "SGD", "SG", on=DAY)

    def powered(copies: int) -> Document:
        plans = plan(*BUILD, copies=copies), plan(*OTHER, name="other", title="Other")
        years = [running_cost(each, tariff, country="SG") for each in plans]
        side = compare(plans, running=years)
        return document(plans[0], cost(plans[0]), comparison=side, running=years[0])

    before, after = powered(3), powered(5)
    found, meant = sheet(before, {COPIES: 5}), sheet(after)
    for name in ("electricity", "electricity_of_all", "price", "price_of_all", "copies"):
        assert found[beside(name)] == meant[beside(name)], name
    assert found[beside("electricity_of_all")] != sheet(before)[beside("electricity_of_all")]
    apart = Ref("changes", "price_of_all", "build_2")
    assert found[apart] == meant[apart] == 130 - found[beside("price_of_all")]
    percent = Ref("changes", "price_of_all", "percent_2")
    assert found[percent] == meant[percent]


def test_of_three_builds_one_like_the_first_is_told_from_it_once_the_first_changes() -> None:
    plans = (
        plan(*BUILD),
        plan(*OTHER, name="other", title="Other"),
        plan(*BUILD, name="twin", title="Twin"),
    )
    nodes = Ref("changes", "nodes", "build_3")
    assert sheet(compared(*plans))[nodes] == "the same"
    assert sheet(compared(*plans), {bill(1): 5})[nodes] == -1


def test_of_nothing_there_is_no_percentage() -> None:
    cards = plan("3 sd16 5 SGD")
    of = compared(cards, plan(*OTHER, name="other", title="Other"))
    found = sheet(of, {bill(1): 4})
    assert found[Ref("changes", "nodes", "build_2")] == 2
    assert Ref("changes", "nodes", "percent_2") not in found.computed


def test_electricity_that_was_compared_at_another_tariff_holds_for_the_bill_as_exported() -> None:
    plans = plan(*BUILD), plan(*OTHER, name="other", title="Other")
    dear, cheap = (
        entered_tariff(Decimal(amount), "SGD", "SG", on=DAY) for amount in ("0.30", "0.10")
    )
    side = compare(plans, running=[running_cost(each, dear, country="SG") for each in plans])
    year = running_cost(plans[0], cheap, country="SG")
    of = document(plans[0], cost(plans[0]), comparison=side, running=year)
    assert sheet(of)[beside("electricity")] == due(of, beside("electricity"))
    assert sheet(of, {bill(1): 5})[beside("electricity")] == NOT_COUNTED


def test_electricity_for_each_gigabyte_is_not_counted_where_nobody_knows_the_memory() -> None:
    watts = {"power_typical_w": Decimal(4), "power_max_w": Decimal(6)}
    parts = (*PARTS, part("odd", "board", cores=4, **watts))
    plans = plan("2 odd 40 SGD", parts=parts), plan(*OTHER, name="other", title="Other")
    tariff = entered_tariff(Decimal("0.30"), "SGD", "SG", on=DAY)
    years = [running_cost(each, tariff, country="SG") for each in plans]
    side = compare(plans, running=years)
    of = document(plans[0], cost(plans[0]), comparison=side, running=years[0])
    found = sheet(of, {bill(1): 4})
    assert (sheet(of)[beside("electricity")], found[beside("electricity")]) == (
        Decimal("21.02"),  # 2 × 4 W over 8,760 hours at 0.30
        Decimal("42.05"),
    )
    assert found[beside("electricity_per_core")] == Decimal("2.63")
    assert found[beside("electricity_per_gb_ram")] in ("", NOT_COUNTED)
