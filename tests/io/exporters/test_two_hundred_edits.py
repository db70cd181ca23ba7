"""Two hundred edits at random, each counted by LibreOffice and by the planner: the same cents.

Shipped builds and orders of several copies are exported, changed as people change them, and opened
by LibreOffice, all in one run. The planner answers the changed question from the start: another
build, other terms of a shop. A number in the workbook must be the planner's. What the workbook
cannot count must say so in a word, and most sums must be numbers.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.engine.planning.compare import compare
from planner.engine.planning.cost import cost
from planner.engine.planning.edit import own_copy
from planner.engine.planning.edit_kits import with_nodes_as_kit
from planner.engine.planning.running import running_cost
from planner.engine.planning.upgrade import upgrade
from planner.engine.reporting import document
from planner.engine.reporting._changed_cells import NOT_COUNTED
from planner.engine.reporting._offer_terms import LOOK_UP
from planner.engine.reporting._spares import entered_column
from planner.engine.reporting.vendor_order import NOT_SOLD
from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.plans import plan_build
from planner.model.build import Build, CountBasis
from planner.model.buying import Settlement
from planner.model.cost_question import CostTerms
from planner.model.document import Document, Orders
from planner.model.expressions import Ref
from planner.model.group_order import CopiedNeed
from planner.model.money import Money, RateTable
from planner.model.offers import Offer, PriceBreak
from planner.model.plan import Plan
from planner.model.spares import SpareRule
from planner.model.table import UNPRICED, Kind, Table, value_of
from planner.model.tariffs import entered_tariff
from tests.engine.purchase_cases import DAY, rate, shop, sold
from tests.engine.reporting.test_order_cells import LANDING, PAIRS
from tests.engine.reporting.test_order_copies import kits
from tests.io.exporters.test_recalculates import recalculated
from tests.io.exporters.test_workbooks_at_random import changed_book
from tests.plans import gst, shipping
from tests.workbooks import SHOWN_PLACES, at, cells, places, read

pytestmark = pytest.mark.libreoffice

TOP = Path(__file__).resolve().parents[3]
BILLS, ORDERS, EDITS = 40, 30, 3
MORE = "more to buy: export again"
WORDS = (NOT_COUNTED, LOOK_UP, UNPRICED, NOT_SOLD, MORE, "")
# What counts the changes themselves, and sentences about them.
_NOT_ASKED = ("changed",)
BOUGHT = Ref("added_totals", "total", "total")
_WORDED = ("note", "what", "break", "ordered")


@dataclass
class Changed:
    """A document, some cells of it that a person changes, and what the planner says of that."""

    before: Any
    edits: dict[Ref, Any] = field(default_factory=dict)
    after: Any = None


# --- bills ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A build as it is asked for, and what a person types over its prices and rates."""

    build: Build
    prices: Mapping[int, Decimal] = field(default_factory=dict)
    rates: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)

    def plan(self, workspace: Workspace) -> Plan:
        """Return the plan of the build, with the prices and rates that were typed."""
        made = plan_build(self.build, workspace.catalog)
        lines = list(made.bill.lines)
        for index, amount in self.prices.items():
            price = lines[index].price
            assert price is not None
            unit = Money(amount, price.unit.currency)
            price = price.model_copy(update={"unit": unit})
            lines[index] = lines[index].model_copy(update={"price": price})
        rates = [
            each.model_copy(update={"rate": self.rates.get((each.base, each.quote), each.rate)})
            for each in made.rates
        ]
        bill = made.bill.model_copy(update={"lines": tuple(lines)})
        return made.model_copy(update={"bill": bill, "rates": tuple(rates)})

    def document(self, workspace: Workspace, others: tuple[str, ...]) -> Document:
        """Return its document, with an upgrade from and a comparison to another build if named."""
        of = self.plan(workspace)
        further: dict[str, Any] = {}
        for name in others:
            one, terms = workspace.build(name), CostTerms(currency=of.currency, on=self.build.on)
            old, other = (
                plan_build(each, workspace.catalog, terms)
                for each in (one.model_copy(update={"copies": self.build.copies}), one)
            )
            further = {"upgrade": upgrade(old, of), "comparison": compare([of, other])}
        tariff = entered_tariff(Decimal("0.2911"), "SGD", "SG", on=of.on)
        rate = of.rate("SGD", of.currency) if of.currency != "SGD" else None
        further["running"] = running_cost(of, tariff, country="SG", rate=rate)
        return document(of, cost(of), of.findings, **further)


STARTS: tuple[tuple[str, int, tuple[SpareRule, ...], tuple[str, ...]], ...] = (
    ("kraken", 1, (), ()),
    ("kraken-gigabit", 3, (), ("kraken",)),
    ("kraken-2026", 4, (SpareRule(percent=Decimal(10)),), ()),
    ("kraken-2026", 1, (), ("octopi",)),
    ("leviathan", 2, (SpareRule(category="board", one_in=8),), ()),
    ("octopi", 1, (SpareRule(percent=Decimal(5)),), ("kraken",)),
    ("pi-5-poe-2026", 2, (), ("kraken-2026",)),
)


Way = tuple[Ref, Any, Callable[[Any], Any]]


def bill_edits(asked: Asked, of: Document, chance: Random) -> Iterator[Way]:
    """Yield one way to change each kind of cell of a bill, and the same change of the question."""
    build, lines = asked.build, of.bom.lines
    tables = {table.name: table for report in of.reports for table in report.tables}
    if build.copies > 1:
        many = chance.randint(2, 30)
        yield Ref("copies", "copies", "copies"), many, partial(with_build, copies=many)
    alone = [
        index
        for index, each in enumerate(lines)
        if sum(each.line.part_number == p.part_number for p in build.positions) == 1
    ]
    for index in chance.sample(alone, min(2, len(alone))):
        number = lines[index].line.part_number
        held = next(p for p in build.positions if p.part_number == number)
        # What lies in kits is the same in each of them.
        pieces = chance.randint(1, 30) * build.kit_counts[held.within]
        ref = Ref("bill", f"line_{index + 1}", entered_column(of.bom))
        yield ref, pieces, partial(moved, part=lines[index].line.part_number, pieces=pieces)
    for index, each in enumerate(lines):
        ref = Ref("bill", f"line_{index + 1}", "unit_price")
        if not each.line.offers and isinstance(tables["bill"].cell(ref.row, ref.column), Money):
            amount = Decimal(chance.randint(1, 20_000)) / 100
            yield ref, amount, partial(priced, index=index, amount=amount)
            break
    yield from charge_edits(build, tables["bill_totals"], chance)
    for entry in chance.sample(of.plan.rates, min(1, len(of.plan.rates))):
        number = Decimal(chance.randint(5_000, 25_000)) / 10_000
        ref = Ref("rates", f"{entry.base}_{entry.quote}", "rate")
        yield ref, number, partial(rated, pair=(entry.base, entry.quote), number=number)
    ruled = tables["spare_rules"].rows if build.spare_rules else ()
    for row, rule in zip(ruled, build.spare_rules, strict=False):
        key = "percent" if rule.percent is not None else "one_in"
        many = chance.randint(1, 40)
        new = rule.model_copy(update={key: Decimal(many) if key == "percent" else many})
        yield Ref("spare_rules", row.key, key), many, partial(with_build, spare_rules=(new,))


def charge_edits(build: Build, totals: Table, chance: Random) -> Iterator[Way]:
    """Yield ways to change the charges of a build that stand there as a number."""
    for place, charge in enumerate(build.charges):
        number = Decimal(chance.randint(0, 3_000)) / 100
        stated = "stated" if "stated" in [each.key for each in totals.columns] else "total"
        column = stated if charge.percent is None else "percent"
        ref = Ref("bill_totals", f"charge_{place + 1}", column)
        # A fixed charge of several copies is counted from their number.
        if isinstance(totals.cell(ref.row, column), Money | Decimal):
            yield ref, number, partial(charged, place=place, number=number)


def with_build(asked: Asked, **changes: Any) -> Asked:
    """Return what is asked with another build."""
    return replace(asked, build=asked.build.model_copy(update=changes))


def moved(asked: Asked, part: str, pieces: int) -> Asked:
    """Return what is asked with another quantity of a part."""
    # Who enters another number has chosen it.
    new = {"quantity": pieces, "count_basis": CountBasis.CHOSEN}
    positions = tuple(
        each.model_copy(update=new)
        if each.part_number == part and each.quantity != pieces
        else each
        for each in asked.build.positions
    )
    return with_build(asked, positions=positions)


def priced(asked: Asked, index: int, amount: Decimal) -> Asked:
    """Return what is asked with another price typed over that of a line."""
    return replace(asked, prices={**asked.prices, index: amount})


def rated(asked: Asked, pair: tuple[str, str], number: Decimal) -> Asked:
    """Return what is asked with another rate typed."""
    return replace(asked, rates={**asked.rates, pair: number})


def charged(asked: Asked, place: int, number: Decimal) -> Asked:
    """Return what is asked with another number in one of its charges."""
    held = list(asked.build.charges)
    amount = held[place].amount
    new = {"percent": number} if amount is None else {"amount": Money(number, amount.currency)}
    held[place] = held[place].model_copy(update=new)
    return with_build(asked, charges=tuple(held))


def bills(chance: Random, workspace: Workspace) -> Iterator[Changed]:
    """Yield bills of shipped builds, changed."""
    for number in range(BILLS):
        name, copies, rules, others = STARTS[number % len(STARTS)]
        charges = (
            (shipping("12.50 SGD"), gst("9")) if number % 2 else (gst("7", on_shipping=False),)
        )
        changes = {"copies": copies, "spare_rules": rules, "charges": charges}
        # Whoever changes a build has a copy of it, in which a published sum is split for good.
        own = own_copy(plan_build(workspace.build(name), workspace.catalog))
        folded = with_nodes_as_kit(own) if number // len(STARTS) % 2 else None
        asked = Asked((folded or own).model_copy(update=changes))
        found = Changed(asked.document(workspace, others))
        ways = list(bill_edits(asked, found.before, chance))
        for ref, value, change in chance.sample(ways, min(EDITS, len(ways))):
            found.edits[ref] = value
            asked = change(asked)
        found.after = asked.document(workspace, others)
        yield found


# --- orders ---------------------------------------------------------------------------------------

TERMS: Mapping[str, tuple[str, str, str]] = {
    "discount_percent": ("order_a_totals", "discount", "percent"),
    "tax_percent": ("order_a_totals", "tax", "percent"),
    "card_percent": ("order_a_totals", "card", "percent"),
    "duty_percent": ("order_a_totals", "duty", "percent"),
    "import_tax_percent": ("order_a_totals", "import_tax", "percent"),
    "discount_over": ("order_a_terms", "discount", "from"),
    "shipping": ("order_a_terms", "shipping_1", "amount"),
    "free_shipping_over": ("order_a_terms", "free", "from"),
    "handling": ("order_a_terms", "handling", "amount"),
    "brokerage_fee": ("order_a_terms", "brokerage", "amount"),
    "import_tax_over": ("order_a_terms", "over", "from"),
}


@dataclass(frozen=True)
class Kit:
    """What orders of copies of a kit come from."""

    copies: int
    terms: Mapping[str, str]
    currency: str
    parts: tuple[tuple[Offer, CopiedNeed], ...]
    usd: Decimal = Decimal("1.2973")

    def orders(self) -> Orders:
        """Return its orders."""
        vendor = shop("a", currency=self.currency, country="MY", tax_included=False, **self.terms)
        pairs = [("USD", "SGD", str(self.usd)), *PAIRS[1:]]
        paid = Settlement("SGD", RateTable(layers=(tuple(rate(*each) for each in pairs),)), DAY)
        assert paid.on == LANDING.on
        return kits(self.copies, *self.parts, vendors=[vendor], paid=paid)


def kit(chance: Random) -> Kit:
    """Return a kit and a shop that sells it, at random."""
    terms = {key: cents(chance, 2_000) for key in TERMS if "percent" in key}
    terms |= {"discount_over": cents(chance, 90_000), "free_shipping_over": cents(chance, 90_000)}
    terms |= {key: cents(chance, 3_000) for key in ("shipping", "handling", "brokerage_fee")}
    terms["import_tax_over"] = f"{cents(chance, 90_000)} SGD"
    parts = []
    currency = chance.choice(["SGD", "USD"])
    for number in range(chance.randint(1, 3)):
        starts = [1, chance.randint(2, 40)]
        prices = sorted((Decimal(cents(chance, 5_000)) for _ in starts), reverse=True)
        offer = sold(
            f"part-{number}",
            "a",
            currency=currency,
            pack_size=chance.choice([1, 1, 5]),
            minimum_quantity=chance.choice([1, 1, 4]),
            order_multiple=chance.choice([1, 1, 3]),
        ).model_copy(
            update={
                "price_breaks": tuple(
                    PriceBreak(min_quantity=start, price=price)
                    for start, price in zip(starts, prices, strict=True)
                )
            }
        )
        many = chance.randint(1, 9)
        rule = chance.choice([None, SpareRule(percent=Decimal(10))])
        need = CopiedNeed(f"part-{number}", "A part", many, rule=rule, ruled=many)
        parts.append((offer, need))
    return Kit(chance.randint(2, 12), terms, currency, tuple(parts))


def cents(chance: Random, most: int) -> str:
    """Return an amount above nothing, as text."""
    return str(Decimal(chance.randint(1, most)) / 100)


def order_edits(of: Kit, chance: Random) -> Iterator[Way]:
    """Yield one way to change each kind of cell of orders, and the same change of the kit."""
    many = chance.randint(2, 30)
    yield Ref("copies", "copies", "copies"), many, partial(with_kit, copies=many)
    for number in range(len(of.parts)):
        pieces, price = chance.randint(1, 12), Decimal(cents(chance, 5_000))
        ref = Ref("needs", f"need_1_{number + 1}", "per_copy")
        yield ref, pieces, partial(needed, number=number, pieces=pieces)
        ref = Ref("order_a_breaks", f"line_{number + 1}_break_1", "price")
        yield ref, price, partial(dearer, number=number, price=price)
    for key, where in TERMS.items():
        amount = cents(chance, 2_000 if "percent" in key else 90_000)
        new = f"{amount} SGD" if key == "import_tax_over" else amount
        yield Ref(*where), Decimal(amount), partial(on_terms, key=key, new=new)
    if of.currency == "USD":
        usd = Decimal(chance.randint(11_000, 15_000)) / 10_000
        yield Ref("rates", "USD_SGD", "rate"), usd, partial(with_kit, usd=usd)


def with_kit(of: Kit, **changes: Any) -> Kit:
    """Return a kit with something of it changed."""
    return replace(of, **changes)


def on_terms(of: Kit, key: str, new: str) -> Kit:
    """Return a kit from a shop with another term."""
    return replace(of, terms={**of.terms, key: new})


def needed(of: Kit, number: int, pieces: int) -> Kit:
    """Return a kit that takes another number of pieces of a part."""
    offer, need = of.parts[number]
    return part(of, number, offer, replace(need, per_copy=pieces, ruled=pieces))


def dearer(of: Kit, number: int, price: Decimal) -> Kit:
    """Return a kit of which a part has another price up to its first break."""
    offer, need = of.parts[number]
    first, *rest = offer.price_breaks
    breaks = (first.model_copy(update={"price": price}), *rest)
    return part(of, number, offer.model_copy(update={"price_breaks": breaks}), need)


def part(of: Kit, number: int, offer: Offer, need: CopiedNeed) -> Kit:
    """Return a kit with another part in a place."""
    return replace(of, parts=(*of.parts[:number], (offer, need), *of.parts[number + 1 :]))


def changed_orders(chance: Random) -> Iterator[Changed]:
    """Yield orders of several copies, changed."""
    for _ in range(ORDERS):
        of = kit(chance)
        found = Changed(of.orders())
        for ref, value, change in chance.sample(list(order_edits(of, chance)), EDITS):
            found.edits[ref] = value
            of = change(of)
        found.after = of.orders()
        yield found


# --- the test -------------------------------------------------------------------------------------


def parts_of(of: Any, table: str) -> dict[str, Any]:
    """Return which part each row of a table is about."""
    held = next((t for r in of.reports for t in r.tables if t.name == table), None)
    if held is None or "part_number" not in [column.key for column in held.columns]:
        return {}
    return {row.key: held.cell(row.key, "part_number") for row in held.rows}


def is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def wrong(of: Changed, book: Any) -> tuple[list[str], int]:
    """Return what a workbook shows that the planner does not say, and how many numbers it shows."""
    where, found, numbers = places(of.before), [], 0
    meant = {ref: (value_of(cell), kind) for ref, cell, kind in cells(of.after)}
    for ref, _, _ in cells(of.before):
        if not where[ref].computed or ref in of.edits or ref.table in _NOT_ASKED:
            continue
        if ref.column in _WORDED or ref not in meant:
            continue
        if ref.table == "added_totals" and not is_number(at(book, where[BOUGHT]).value):
            continue  # These are sums of the lines that have a price.
        if parts_of(of.before, ref.table).get(ref.row) != parts_of(of.after, ref.table).get(
            ref.row
        ):
            continue
        held, (due, kind) = at(book, where[ref]).value, meant[ref]
        due = due.amount if isinstance(due, Money) else due
        due = due / 100 if kind is Kind.PERCENT and isinstance(due, Decimal) else due
        if isinstance(held, int | float) and isinstance(due, int | Decimal):
            numbers += 1
            right = abs(Decimal(repr(held)) - due) < SHOWN_PLACES
        else:
            said = str(held or "")
            right = said == (due or "") or said in WORDS or said.startswith("unpriced: ")
        if not right:
            found.append(f"{ref}: {held!r}, not {due!r}")
    return found, numbers


def test_two_hundred_edits_come_to_the_planner_s_own_cents(calc_path: Path, tmp_path: Path) -> None:
    chance = Random(20261130)  # noqa: S311 a person, not a secret
    workspace = open_workspace(TOP / "catalogs", today=date(2026, 11, 23))
    asked = [*bills(chance, workspace), *changed_orders(chance)]
    assert sum(len(each.edits) for each in asked) >= 200
    books = {
        f"book{number}": changed_book(each.before, each.edits, tmp_path / "edited.xlsx")
        for number, each in enumerate(asked)
    }

    done = recalculated(calc_path, tmp_path, books)

    faults, totals, compared = [], 0, 0
    for number, each in enumerate(asked):
        book = read(done[f"book{number}"], values=True)
        found, numbers = wrong(each, book)
        compared += numbers
        faults += [f"{number} {each.before.title} {each.edits}: {fault}" for fault in found]
        total = at(book, places(each.before)[whole(each.before)]).value
        totals += isinstance(total, int | float)
    assert faults == []
    assert compared > 5_000
    assert totals > len(asked) * 0.9


def whole(of: Document | Orders) -> Ref:
    """Return the cell with the total."""
    column = "amount" if isinstance(of, Orders) else "value"
    return Ref("answer", "total", column)
