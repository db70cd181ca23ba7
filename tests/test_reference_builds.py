"""The reference builds cost what was published, to the cent, and say how they know."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.engine.planning.capacity import capacity
from planner.engine.planning.compare import compare
from planner.engine.reporting.changes import comparison_report
from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.plans import cost_build, cost_together, plan_build, price_at_dates, upgrade_build
from planner.model.bom import CostedBom
from planner.model.build import Build, CountBasis, Position
from planner.model.cost_question import CostTerms
from planner.model.findings import Finding, has_errors
from planner.model.lifecycle import Lifecycle
from planner.model.money import Money, total
from planner.model.offers import Basis
from planner.model.parts import Board, Part
from planner.model.plan import Plan

SHIPPED = Path(__file__).resolve().parents[1] / "catalogs"
ALL = ("kraken", "kraken-gigabit", "leviathan", "octopi")
PUBLISHED = ("kraken", "kraken-gigabit", "octopi")


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return open_workspace(SHIPPED, today=date(2026, 11, 23))


def costed(shipped: Workspace, name: str, **terms: object) -> tuple[Plan, CostedBom]:
    return cost_build(shipped.build(name), shipped.catalog, CostTerms(**terms))  # type: ignore[arg-type]


def finding(plan: Plan, code: str) -> Finding:
    [found] = [each for each in plan.findings if each.code == code]
    return found


def money(text: str) -> Money:
    return Money.parse(text)


# --- what was published --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sgd", "usd"),
    [
        ("kraken", "626.63", "449.73"),
        ("kraken-gigabit", "708.99", "508.84"),
        ("octopi", "183.34", "131.58"),
    ],
)
def test_a_published_total_comes_out_in_both_currencies(
    shipped: Workspace, name: str, sgd: str, usd: str
) -> None:
    plan, bom = costed(shipped, name)
    assert (bom.total, bom.also) == (money(f"{sgd} SGD"), (money(f"{usd} USD"),))
    assert plan.build.published_total() == bom.total
    _, in_dollars = costed(shipped, name, currency="USD")
    assert (in_dollars.total, in_dollars.also) == (money(f"{usd} USD"), (money(f"{sgd} SGD"),))


def test_the_gigabit_upgrade_costs_the_difference(shipped: Workspace) -> None:
    _, _, change = upgrade_build(
        shipped.build("kraken"), shipped.build("kraken-gigabit"), shipped.catalog
    )
    assert (change.delta, change.also) == (money("82.36 SGD"), (money("59.11 USD"),))
    assert (change.total_before, change.total_after) == (money("626.63 SGD"), money("708.99 SGD"))
    assert [item.line.part_number for item in change.retired] == ["kraken-switch-8p"]
    assert not change.added.unpriced


def test_the_rate_of_the_article_is_the_central_banks_of_2020_06_17(shipped: Workspace) -> None:
    for name in PUBLISHED:
        plan, _ = costed(shipped, name)
        [rate] = plan.rates
        assert (str(rate.rate), str(rate.as_of)) == ("0.71770", "2020-06-17")
        published, _ = costed(shipped, name, on=date(2020, 6, 17))
        assert published.rates[0].rate.quantize(Decimal("0.0001")) == Decimal("0.7177")
        assert "European Central Bank" in published.rates[0].source


def test_the_rate_of_the_day_of_purchase_changes_dollars_and_nothing_else(
    shipped: Workspace,
) -> None:
    plan, bom = costed(shipped, "kraken", on=date(2018, 10, 15))
    assert (bom.total, bom.also) == (money("626.63 SGD"), (money("455.13 USD"),))
    assert plan.rates[0].as_of == date(2018, 10, 15)
    _, pinned = costed(shipped, "kraken")
    assert [line.line_total for line in bom.lines] == [line.line_total for line in pinned.lines]


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_line_is_its_quantity_times_whole_cents_and_the_lines_foot(
    shipped: Workspace, name: str
) -> None:
    _, bom = costed(shipped, name)
    for costed_line in bom.lines:
        line = costed_line.line
        assert line.price is not None
        assert line.price.basis is Basis.ALLOCATED
        assert line.price.unit == line.price.unit.rounded()
        assert costed_line.line_total == line.price.unit * line.quantity
        assert line.price.unit.amount > 0
    assert total([line.line_total for line in bom.lines if line.line_total], "SGD") == bom.total


def test_a_split_sum_says_that_it_is_one(shipped: Workspace) -> None:
    plan, bom = costed(shipped, "kraken-gigabit")
    assert bom.basis is Basis.ALLOCATED
    assert finding(plan, "price-allocated").message.startswith(
        "Only the totals of S$626.63 and S$82.36 are published. "
    )


# --- what is not known ---------------------------------------------------------------------------


def test_octopi_is_read_in_both_currencies(shipped: Workspace) -> None:
    plan, _ = costed(shipped, "octopi")
    # 183.34 / 0.71770 = 255.4549...
    assert finding(plan, "currency-not-stated").message == (
        "The source gives 183.34 without a currency: read as SGD it is S$183.34 = US$131.58; "
        "read as USD it is US$183.34 = S$255.45."
    )


def test_leviathan_is_inferred_and_estimated_and_has_a_band(shipped: Workspace) -> None:
    plan, bom = costed(shipped, "leviathan")
    assert plan.build.inferred
    assert bom.basis is Basis.ESTIMATED
    assert all(line.price and line.price.basis is Basis.ESTIMATED for line in plan.bill.lines)
    assert bom.low is not None
    assert bom.total is not None
    assert bom.high is not None
    assert bom.low < bom.total < bom.high
    assert plan.build.inferred in finding(plan, "build-inferred").message
    assert not plan.build.published


@pytest.mark.parametrize("name", ALL)
def test_a_reference_build_has_no_errors_and_says_what_its_source_leaves_out(
    shipped: Workspace, name: str
) -> None:
    plan, bom = costed(shipped, name)
    assert not has_errors(plan.findings)
    assert bom.total is not None
    assert plan.build.not_stated in finding(plan, "parts-not-stated").message
    assert plan.build.source.startswith("https://")


@pytest.mark.parametrize("name", ALL)
def test_no_count_is_given_without_its_reason(shipped: Workspace, name: str) -> None:
    for line in plan_build(shipped.build(name), shipped.catalog).bill.lines:
        assert line.count_basis is not CountBasis.CHOSEN
        assert line.why


@pytest.mark.parametrize(
    ("name", "nodes", "cores", "mbps"),
    [
        ("octopi", 5, 5, "100"),
        ("kraken", 7, 28, "93.1"),
        ("kraken-gigabit", 7, 28, "224"),
        ("leviathan", 6, None, None),
    ],
)
def test_a_reference_build_can_do_what_its_source_says(
    shipped: Workspace, name: str, nodes: int, cores: int | None, mbps: str | None
) -> None:
    found = capacity(plan_build(shipped.build(name), shipped.catalog))
    assert found.nodes == nodes
    if cores is not None and mbps is not None:
        assert (found.cores.value, found.nic_mbps.value) == (cores, Decimal(mbps))


def test_a_gigabit_kraken_has_one_adapter_and_one_lead_for_each_node(shipped: Workspace) -> None:
    plan = plan_build(shipped.build("kraken-gigabit"), shipped.catalog)
    found = capacity(plan)
    assert (found.ports, found.ports_needed) == (8, 8)
    assert plan.build.quantity_of("usb-gigabit-unbranded") == 7
    assert plan.build.quantity_of("patch-lead-rj45") == 8
    assert plan.build.quantity_of("kraken-switch-8p") == 0


# --- three claims of the article that are wrong --------------------------------------------------


def board(shipped: Workspace, number: str) -> Board:
    found: Part = shipped.catalog.by_number[number]
    assert isinstance(found, Board)
    return found


def test_the_card_slot_is_not_on_the_usb_bus(shipped: Workspace) -> None:
    plan = plan_build(shipped.build("kraken"), shipped.catalog)
    message = finding(plan, "bus-shared").message
    assert "network port and USB ports share one USB 2.0 bus of 480 Mbit/s" in message
    assert "The card slot has a controller of its own." in message


@pytest.mark.parametrize(
    ("number", "isa"),
    [
        ("rpi-1b", "armv6"),
        ("rpi-1bplus", "armv6"),
        ("rpi-zero-w", "armv6"),
        ("rpi-2b", "armv7"),
        ("rpi-3b", "arm64"),
    ],
)
def test_only_the_first_and_the_zero_are_armv6(shipped: Workspace, number: str, isa: str) -> None:
    assert board(shipped, number).isa == isa


def test_octopi_is_told_that_containers_leave_it_behind_and_kraken_is_not(
    shipped: Workspace,
) -> None:
    octopi = plan_build(shipped.build("octopi"), shipped.catalog)
    kraken = plan_build(shipped.build("kraken"), shipped.catalog)
    assert "armv6" in finding(octopi, "isa-armv6").message
    assert "isa-armv6" not in {each.code for each in kraken.findings}


def test_508_84_is_dollars_of_the_usa(shipped: Workspace) -> None:
    _, bom = costed(shipped, "kraken-gigabit", also=("USD", "EUR"))
    assert [amount.currency for amount in bom.also if amount.amount == Decimal("508.84")] == ["USD"]
    assert bom.total != money("508.84 SGD")


def test_leviathan_is_called_inferred_over_every_column_of_its_numbers(shipped: Workspace) -> None:
    plans = cost_together([shipped.build(n) for n in ("kraken", "leviathan")], shipped.catalog)
    report = comparison_report(compare(plans))

    for table in report.tables[:2]:
        heads = [column.title for column in table.columns if "Leviathan" in column.title]
        assert heads
        assert all("(inferred)" in head for head in heads)


# --- Kraken of what shops sell today -------------------------------------------------------------


def test_kraken_rebuilt_can_be_ordered_at_one_day_s_prices_of_shops_in_one_country(
    shipped: Workspace,
) -> None:
    plan, bom = costed(shipped, "kraken-2026", also=("GBP",))
    shops = {vendor.vendor: vendor for vendor in shipped.catalog.vendors}

    assert not has_errors(plan.findings)
    assert bom.total == money("1203.82 SGD")
    assert bom.also == (money("702.13 GBP"),)
    for line in plan.bill.lines:
        assert line.price is not None
        assert line.price.as_of == plan.on == date(2026, 9, 14)
        assert (shops[line.price.vendor].kind, shops[line.price.vendor].country) == ("shop", "GB")


def test_kraken_rebuilt_fills_the_role_of_kraken_with_boards_that_are_made(
    shipped: Workspace,
) -> None:
    kraken, rebuilt = (
        plan_build(shipped.build(n), shipped.catalog) for n in ("kraken", "kraken-2026")
    )
    before, after = capacity(kraken), capacity(rebuilt)

    assert (after.nodes, after.ram_gb.value) == (before.nodes, before.ram_gb.value)
    assert after.ports >= after.ports_needed
    assert all(
        part.lifecycle_on(date(2026, 11, 23)) is Lifecycle.MADE
        for part in rebuilt.parts
        if isinstance(part, Board)
    )


def test_what_the_rises_did_to_four_boards_is_split_into_prices_and_rates(
    shipped: Workspace,
) -> None:
    boards = (Position(slot="board", part_number="rpi-5-8gb", quantity=4),)
    made = Build(name="b", title="B", currency="SGD", on=date(2026, 11, 1), positions=boards)
    days = (date(2025, 1, 17), date(2026, 2, 10), date(2026, 10, 15))

    found = price_at_dates(made, shipped.catalog, days)

    asked = [day.bom.lines[0].line.price.unit for day in found.days if day.bom.lines[0].line.price]
    assert asked == [money("80 USD"), money("125 USD"), money("175 USD")]
    for change in found.changes:
        assert change.by_prices is not None
        assert change.by_rates is not None
        assert change.by_prices + change.by_rates == change.whole
