"""The workbook computes what the planner computes: proved by LibreOffice Calc, to the cent.

Each case exports a plan, changes cells of the workbook (which drops every stored value), lets Calc
compute it anew, and compares every computed cell with the planner's answer for the changed plan.
"""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.engine.planning.cost import cost
from planner.engine.planning.plan import make_plan
from planner.engine.planning.running import running_cost
from planner.engine.planning.upgrade import upgrade
from planner.engine.reporting import document
from planner.engine.reporting._changed_cells import NOT_COUNTED
from planner.io.exporters import xlsx
from planner.model.build import Position
from planner.model.build_charges import Charge, ChargeKind
from planner.model.document import Document
from planner.model.expressions import Ref
from planner.model.money import ExchangeRate, RateTable
from planner.model.offers import PriceBreak
from planner.model.plan import Plan
from planner.model.running import RunningCost
from planner.model.spares import SpareRule
from planner.model.tariffs import entered_tariff
from tests.engine.planning.test_kits import CLUSTER, planned
from tests.io.exporters.test_xlsx import HOSTILE
from tests.plans import (
    ON,
    SGD_USD,
    SOLD_BY_TERMS,
    build,
    gst,
    kraken_like,
    money,
    offer,
    plan,
    position,
    price,
    rate,
    shipping,
    small_catalog,
)
from tests.workbooks import at, cells, differences, places, read

# One worker has them all, so that Calc starts once.
pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("recalculated")]

EUR, JPY = rate("EUR", "SGD", "1.5650"), rate("JPY", "SGD", "0.012983")
USD = rate("USD", "SGD", "1.3933")
ALL_RATES = (SGD_USD, USD, EUR, JPY)


@dataclass(frozen=True)
class Case:
    """A document, the cells that a person changes in it, and the document that should be so."""

    before: Document
    after: Document
    edits: Mapping[Ref, Any] = field(default_factory=dict)


def made(of: Plan, **extra: Any) -> Document:
    return document(of, cost(of), **extra)


def bill(line: int, column: str) -> Ref:
    return Ref("bill", f"line_{line}", column)


def totals(row: str, column: str) -> Ref:
    return Ref("bill_totals", row, column)


def edited(of: Plan, line: int, **changes: Any) -> Plan:
    """Return a plan with one line of its bill changed, as a person changes it on the sheet."""
    lines = list(of.bill.lines)
    lines[line - 1] = lines[line - 1].model_copy(update=changes)
    return of.model_copy(update={"bill": of.bill.model_copy(update={"lines": tuple(lines)})})


def repriced(of: Plan, line: int, **changes: Any) -> Plan:
    held = of.bill.lines[line - 1].price
    assert held is not None
    return edited(of, line, price=held.model_copy(update=changes))


def rerated(of: Plan, new: ExchangeRate) -> Plan:
    rates = [new if (r.base, r.quote) == (new.base, new.quote) else r for r in of.rates]
    return of.model_copy(update={"rates": tuple(rates)})


def untouched() -> Case:
    return Case(made(kraken_like()), made(kraken_like()))


def kits_in_kits() -> Case:
    # Each kit is the sum of what it holds, at every level, and all with what packs leave over.
    return Case(made(planned(CLUSTER)), made(planned(CLUSTER)))


def quantity_price_and_rate_in_one_currency() -> Case:
    of = kraken_like()
    new = edited(repriced(of, 4, unit=money("59.95 SGD")), 1, quantity=9, packs=9)
    new = rerated(new, rate("SGD", "USD", "0.7413"))
    edits = {
        bill(1, "quantity"): 9,
        bill(4, "unit_price"): 59.95,
        Ref("rates", "SGD_USD", "rate"): 0.7413,
    }
    return Case(made(of), made(new), edits)


MIXED = (
    position("board", "rpi-3b", 7, price=price("35.00 USD")),
    position("storage", "microsd-16gb", 6, price=price("1280 JPY")),
    position("storage", "microsd-32gb", 1, price=price("990 JPY")),
    position("switch", "switch-8p", 1, price=price("22.505 EUR")),
    position("switch", "switch-8g", 1, price=price("26.46 SGD"), retired=True),
    position("cable", "lead-03", 8, owned=True),
)


def mixed_currencies_with_charges() -> Case:
    charges = (shipping("12.00 USD"), shipping("5.00 SGD"), gst("9"), gst("2", on_shipping=False))
    of = plan(*MIXED, rates=ALL_RATES, charges=charges)
    dearer = (shipping("15.50 USD"), shipping("6.10 SGD"), gst("7.5"), charges[3])
    new = of.model_copy(update={"build": of.build.model_copy(update={"charges": dearer})})
    new = edited(repriced(new, 2, unit=money("1333 JPY")), 1, quantity=11, packs=11)
    new = rerated(rerated(new, rate("JPY", "SGD", "0.0131")), rate("EUR", "SGD", "1.5"))
    edits = {
        totals("charge_1", "stated"): 15.5,
        totals("charge_2", "stated"): 6.1,
        totals("charge_3", "percent"): 0.075,
        bill(2, "unit_price"): 1333,
        bill(1, "quantity"): 11,
        Ref("rates", "JPY_SGD", "rate"): 0.0131,
        Ref("rates", "EUR_SGD", "rate"): 1.5,
    }
    return Case(made(of), made(new), edits)


def packs() -> Case:
    def bought(cards: int, leads: int) -> Plan:
        few = offer("lead-03", "2.10", minimum_quantity=10)
        return plan(
            position("storage", "microsd-16gb", cards, price=price("19.90 SGD", pack_size=4)),
            position("cable", "lead-03", leads),
            catalog=small_catalog(offers=[few]),
        )

    edits = {bill(1, "quantity"): 13, bill(2, "quantity"): 12}
    return Case(made(bought(9, 8)), made(bought(13, 12)), edits)


def breaks_least_orders_and_multiples() -> Case:
    """S$900.00 + S$10.00 + S$12.00 becomes S$1,080.00 + S$60.00 + S$36.00."""

    def bought(boards: int, leads: int, switches: int) -> Plan:
        return plan(
            position("board", "rpi-3b", boards),
            position("cable", "lead-03", leads),
            position("switch", "switch-8p", switches),
            catalog=small_catalog(offers=SOLD_BY_TERMS),
        )

    new = bought(12, 30, 9)
    assert str(cost(new).total) == "S$1,176.00"
    edits = {bill(1, "quantity"): 12, bill(3, "quantity"): 30, bill(2, "quantity"): 9}
    return Case(made(bought(9, 3, 3)), made(new), edits)


def shipping_in_percent_and_a_tax_on_it() -> Case:
    def bought(percent: str) -> Plan:
        part = Charge(
            kind=ChargeKind.SHIPPING,
            label="Shipping",
            percent=Decimal(percent),
            on_shipping=True,
            as_of=ON,
            source="the shop",
        )
        return plan(
            position("board", "rpi-3b", 3, price=price("100.00 SGD")), charges=(gst("9"), part)
        )

    new = bought("20")
    assert str(cost(bought("10")).total) == "S$359.70"
    return Case(made(bought("10")), made(new), {totals("charge_2", "percent"): 0.2})


def what_is_owned_leaves_a_sum_in_the_second_currency_as_printed() -> Case:
    lines = (
        position("board", "rpi-3b", 7, price=price("33.33 USD")),
        position("cable", "lead-03", 8, owned=True),
    )
    freight = (shipping("9.99 USD"),)
    of = plan(*lines, rates=(USD, SGD_USD), charges=freight)
    assert [str(each) for each in cost(of).also] == ["US$243.30"]
    return Case(made(of), made(edited(of, 1, quantity=9, packs=9)), {bill(1, "quantity"): 9})


def unpriced_stays_unpriced() -> Case:
    of = plan(*MIXED, position("charger", "charger-10"), rates=ALL_RATES, charges=(gst("9"),))
    new = edited(of, 1, quantity=8, packs=8)
    return Case(made(of), made(new), {bill(1, "quantity"): 8})


def unpriced_is_filled_in() -> Case:
    """The layout of a priced plan has no `priced so far`: only the cells of both are compared."""
    of = plan(
        position("board", "rpi-3b", 7, price=price("35.00 SGD")),
        position("charger", "charger-10", 2),
        charges=(gst("9"),),
    )
    new = edited(of, 2, price=price("38.35 SGD"))
    return Case(made(of), made(new), {bill(2, "unit_price"): 38.35})


def a_missing_rate_is_filled_in() -> Case:
    of = plan(*MIXED[:2], rates=(SGD_USD, JPY), charges=(shipping("9.00 USD"),))
    of = of.model_copy(update={"rates": (JPY, SGD_USD)})
    new = of.model_copy(update={"rates": (JPY, SGD_USD, USD)})
    return Case(made(of), made(new), {Ref("rates", "USD_SGD", "rate"): 1.3933})


def a_price_is_deleted() -> Case:
    of = plan(
        position("board", "rpi-3b", 7, price=price("35.00 SGD")),
        position("switch", "switch-8p", price=price("26.46 SGD")),
    )
    return Case(made(of), made(edited(of, 2, price=None)), {bill(2, "unit_price"): None})


def estimates_in_another_currency() -> Case:
    band = {"low": "30.00 EUR", "high": "61.25 EUR"}
    of = plan(
        position("board", "rpi-3b", 6, price=price("41.70 EUR", **band)),
        position("switch", "switch-8p", price=price("26.46 SGD")),
        rates=ALL_RATES,
        charges=(shipping("10.00 SGD"), gst("8")),
    )
    new = repriced(of, 1, unit=money("44.10 EUR"), high=money("70.00 EUR"))
    return Case(made(of), made(new), {bill(1, "unit_price"): 44.1, bill(1, "high"): 70})


def all_in_the_second_currency() -> Case:
    of = plan(MIXED[0], rates=(USD, SGD_USD))
    return Case(made(of), made(edited(of, 1, quantity=9, packs=9)), {bill(1, "quantity"): 9})


def an_upgrade_with_resale() -> Case:
    boards = position("board", "rpi-3b", 7, price=price("35.00 SGD"))
    before = plan(boards, position("switch", "switch-8p", 2, price=price("20.00 SGD")))
    after = plan(boards, position("switch", "switch-8g", 2, price=price("30.00 SGD")))
    sold = {"switch-8p": money("7.25 SGD")}
    dearer = edited(after, 2, price=price("33.30 SGD"))
    return Case(
        made(after, upgrade=upgrade(before, after)),
        made(after, upgrade=upgrade(before, dearer, resale=sold)),
        {
            Ref("retired", "line_1", "fetches"): 7.25,
            Ref("added", "line_1", "unit_price"): 33.3,
        },
    )


def three_hundred_lines_that_end_in_half_cents() -> Case:
    currencies = ("SGD", "USD", "EUR", "JPY")

    def lines(shift: int) -> Sequence[Position]:
        return [
            position(
                "other",
                f"part-{index}",
                1 + (index * 31 + shift) % 97,
                price=price(
                    f"{Decimal(index * 7919 % 100_003 * 10 + 5) / 1000} {currencies[index % 4]}"
                ),
            )
            for index in range(300)
        ]

    def planned(shift: int) -> Plan:
        # A part number a line: nothing is merged, so the lines stay where they are.
        table = RateTable(layers=(ALL_RATES,))
        of = build(*lines(shift), charges=(shipping("12.345 USD"), gst("9")))
        return make_plan(of, small_catalog(), rates=table, also=("USD",))

    new = planned(5)
    edits = {bill(i + 1, "quantity"): line.quantity for i, line in enumerate(new.bill.lines)}
    return Case(made(planned(0)), made(new), edits)


def run_at_another_tariff() -> Case:
    """A dearer kWh in another currency, and a switch whose watts somebody measured."""

    def running(of: Plan, per_kwh: str, load: str, **switch: str) -> RunningCost:
        facts = {name: Decimal(watts) for name, watts in switch.items()}
        parts = [
            part.model_copy(update=facts) if part.category == "switch" else part
            for part in of.parts
        ]
        known = of.model_copy(update={"parts": tuple(parts)})
        tariff = entered_tariff(Decimal(per_kwh), "EUR", "DE", on=ON)
        share = Decimal(load)
        return running_cost(known, tariff, country="DE", rate=EUR, load_percent=share)

    of = kraken_like()
    before = running(of, "0.30", "25")
    after = running(of, "0.41", "60", power_idle_w="2.5", power_typical_w="3", power_max_w="4.5")
    row = next(i for i, each in enumerate(before.drawn) if each.typical_w is None) + 1
    edits = {
        Ref("tariff", "per_kwh", "value"): 0.41,
        Ref("tariff", "load", "value"): 60,
        Ref("drawn", f"part_{row}", "idle_w"): 2.5,
        Ref("drawn", f"part_{row}", "typical_w"): 3,
        Ref("drawn", f"part_{row}", "most_w"): 4.5,
    }
    return Case(made(of, running=before), made(of, running=after), edits)


def more_copies() -> Case:
    """Packs, price breaks, what is owned and a charge, all counted over the copies."""
    packed = offer("lead-03", "6.90", pack_size=5, vendor="acme")
    steps = tuple(
        PriceBreak(min_quantity=first, price=Decimal(each))
        for first, each in ((1, "55.00"), (20, "52.50"), (60, "50.05"))
    )
    stepped = offer("rpi-3b", "1", price_breaks=steps, vendor="acme")
    catalog = small_catalog(offers=(packed, stepped))
    positions = (
        position("board", "rpi-3b", 7),
        position("switch", "switch-8p", 1, price=price("22.505 EUR")),
        position("cable", "lead-03", 8, owned=True),
    )
    charges = (shipping("12.30 SGD"), gst("9"))

    def of(copies: int) -> Document:
        found = plan(*positions, rates=ALL_RATES, catalog=catalog, charges=charges, copies=copies)
        return made(found)

    return Case(of(2), of(9), {Ref("copies", "copies", "copies"): 9})


def more_copies_with_spares() -> Case:
    """Spares rounded up over all copies, with a rule of each kind, stated ones and owned pieces."""
    catalog = small_catalog(
        offers=(
            offer("lead-03", "6.90", pack_size=5, vendor="acme"),
            offer("rpi-3b", "50.05", vendor="acme"),
        )
    )
    positions = (
        position("board", "rpi-3b", 3, owned=True),
        position("board", "rpi-3b", 5, spares=1),
        position("switch", "switch-8p", 1, price=price("22.505 EUR")),
        position("cable", "lead-03", 8, owned=True),
    )

    def of(copies: int, percent: str, one_in: int) -> Document:
        rules = (
            SpareRule(percent=Decimal(percent)),
            SpareRule(category="cable", percent=Decimal("0.07")),
            SpareRule(part_number="rpi-3b", one_in=one_in),
        )
        return made(
            plan(
                *positions,
                rates=ALL_RATES,
                catalog=catalog,
                charges=(shipping("12.30 SGD"), gst("9")),
                copies=copies,
                spare_rules=rules,
            )
        )

    edits = {
        Ref("copies", "copies", "copies"): 1_250,
        Ref("spare_rules", "rule_all", "percent"): 0.125,
        Ref("spare_rules", "rule_part_rpi-3b", "one_in"): 3,
    }
    # Of 10,000 cables 0.07 % are seven, which counting in binary makes a hair more.
    return Case(of(2, "10", 8), of(1_250, "12.5", 3), edits)


def more_is_needed_with_spares() -> Case:
    catalog = small_catalog(offers=(offer("lead-03", "6.90", pack_size=5, vendor="acme"),))

    def of(boards: int, leads: int) -> Document:
        positions = (
            position("board", "rpi-3b", boards, price=price("50.05 SGD")),
            position("cable", "lead-03", leads + 1, spares=1),
        )
        rules = (SpareRule(one_in=8),)
        return made(plan(*positions, catalog=catalog, spare_rules=rules))

    return Case(of(7, 8), of(9, 19), {bill(1, "needed"): 9, bill(2, "needed"): 19})


CASES: tuple[Callable[[], Case], ...] = (
    run_at_another_tariff,
    untouched,
    kits_in_kits,
    quantity_price_and_rate_in_one_currency,
    mixed_currencies_with_charges,
    packs,
    breaks_least_orders_and_multiples,
    shipping_in_percent_and_a_tax_on_it,
    what_is_owned_leaves_a_sum_in_the_second_currency_as_printed,
    unpriced_stays_unpriced,
    unpriced_is_filled_in,
    a_missing_rate_is_filled_in,
    a_price_is_deleted,
    estimates_in_another_currency,
    all_in_the_second_currency,
    an_upgrade_with_resale,
    three_hundred_lines_that_end_in_half_cents,
    more_copies,
    more_copies_with_spares,
    more_is_needed_with_spares,
)
# What spares add to a total, which only the planner can find.
SPARES_COST = Ref("spare_rules", "all", "amount")


def recalculated(calc: Path, folder: Path, books: Mapping[str, bytes]) -> dict[str, bytes]:
    """Let Calc open workbooks, compute them and save them, with a profile of its own."""
    source, target = folder / "in", folder / "out"
    source.mkdir()
    for name, data in books.items():
        (source / f"{name}.xlsx").write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [str(calc), f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(target)]
    files = sorted(map(str, source.iterdir()))
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    return {name: (target / f"{name}.xlsx").read_bytes() for name in books}


def with_edits(case: Case, folder: Path) -> bytes:
    """Return the workbook with its edits, and without any stored value of a formula."""
    book, where = read(xlsx.export(case.before), values=False), places(case.before)
    for ref, value in case.edits.items():
        at(book, where[ref]).value = value
    path = folder / "edited.xlsx"
    book.save(path)
    stripped = read(path.read_bytes(), values=True)
    for ref, _, _ in cells(case.before):
        if where[ref].computed and ref not in case.edits:
            assert at(stripped, where[ref]).value is None
    return path.read_bytes()


@pytest.fixture(scope="module")
def computed(calc_path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every case as Calc computed it, all in one run of Calc: it takes seconds to start."""
    folder = tmp_path_factory.mktemp("calc")
    books = {make.__name__: with_edits(make(), folder) for make in CASES}
    books["hostile"] = xlsx.export(made(hostile()))
    done = recalculated(calc_path, folder, books)
    return {name: read(data, values=True) for name, data in done.items()}


def hostile() -> Plan:
    lines = [
        position("other", f"part-{index}", price=price("1.00 SGD", note=text[:200]), why=text[:200])
        for index, text in enumerate(HOSTILE)
    ]
    return plan(*lines, title=HOSTILE[2], inferred=HOSTILE[0])


def _of_what_was_typed(case: Case) -> set[Ref]:
    """Return the cells that say how a number was known which somebody has typed over."""
    typed = {"unit_price": "basis", "quantity": "count_basis", "per_copy": "count_basis"}
    return {
        Ref("prices", ref.row, typed[ref.column])
        for ref in case.edits
        if ref.table == "bill" and ref.column in typed
    }


@pytest.mark.parametrize("make", CASES)
def test_calc_computes_what_the_planner_computes(
    make: Callable[[], Case], computed: dict[str, Any]
) -> None:
    case, book = make(), computed[make.__name__]
    everywhere = places(case.before)
    # What only the planner can find gives way to a word, and what was changed is counted.
    where = {r: p for r, p in everywhere.items() if r.table != "changed"}
    of_a_plan = ("cluster", "compare", "changes")
    words = {
        r for r, p in where.items() if r.table in of_a_plan and at(book, p).value == NOT_COUNTED
    }
    where = {ref: place for ref, place in where.items() if ref not in words}
    if (spares := where.pop(SPARES_COST, None)) is not None:
        assert at(book, spares).value == NOT_COUNTED
    counted = any(
        ref.table == "bill" and ref.column in ("quantity", "needed") for ref in case.edits
    )
    # Nodes follow the quantities; which port is the slowest only the planner knows.
    assert Ref("cluster", "nodes", "value") not in words
    assert counted or not words
    of_a_bill = ("bill", "bill_totals", "rates", "copies", "spare_rules")
    of_the_bill = any(ref.table in of_a_bill for ref in case.edits)
    warning = at(book, everywhere[Ref("findings", "out of date", "")]).value
    assert bool(warning) is of_the_bill

    # Of a price and of a quantity that somebody typed in, only they know where it is from.
    for ref in where.keys() & _of_what_was_typed(case):
        held = at(book, where.pop(ref)).value
        assert held == ("chosen" if ref.column == "count_basis" else NOT_COUNTED)

    assert differences(case.after, book, where=where) == []
    # The cells that a person reads first are among those compared.
    assert {Ref("bill_totals", "total", "total"), Ref("answer", "total", "value")} <= set(where)


def test_calc_shows_hostile_texts_and_runs_none(computed: dict[str, Any]) -> None:
    of = made(hostile())
    book, where = computed["hostile"], places(of)

    assert differences(of, book) == []
    for index, text in enumerate(HOSTILE):
        held = at(book, where.get(bill(index + 1, "why"), where[bill(1, "why")])).value
        if text.startswith(("=", "+", "-", "@")):
            assert held == text[:200]
