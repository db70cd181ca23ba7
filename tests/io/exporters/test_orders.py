"""Purchase orders as files: the workbook read back and recalculated, CSV, the page for printing."""

import csv
import importlib
import io
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from planner.engine.buying.landing import land
from planner.engine.reporting.orders import CHANGED, order_document
from planner.io.exporters import ORDER_EXPORTERS, html, table_csv, xlsx
from planner.model.basket import Allotment, Pick
from planner.model.buying import Settlement
from planner.model.document import Orders
from planner.model.expressions import Ref
from planner.model.money import Money, RateTable
from planner.model.table import Column, Kind, Marked, Report, Row, Table, Total
from tests.engine.order_cases import purchase
from tests.engine.purchase_cases import DAY, LANDING, need, rate, shop, sold
from tests.io.exporters.test_recalculates import Case, recalculated, with_edits
from tests.io.exporters.test_xlsx import HOSTILE
from tests.workbooks import at, differences, places, read


def orders(**changes: Any) -> Orders:
    return order_document(purchase(**changes))


def changed() -> Case:
    """A person orders one board more, at another price and another rate."""
    before = purchase()
    dollar = rate("USD", "SGD", "1.31")
    rates = RateTable(layers=((dollar,), *LANDING.rates.layers))
    settlement = Settlement("SGD", rates, DAY)
    picks = []
    for order in before.basket.orders:
        for line in order.lines:
            offer, packs = line.offer, line.packs
            if line.part_number == "board":
                dearer = offer.price_breaks[0].model_copy(update={"price": Decimal("36.55")})
                offer, packs = offer.model_copy(update={"price_breaks": (dearer,)}), 4
            need = [each.part_number for each in before.found.needs].index(line.part_number)
            given = Allotment(
                need=need, part_number=line.part_number, pieces=packs * offer.pack_size
            )
            picks.append(Pick(offer=offer, packs=packs, allotted=(given,)))
    basket = land(picks, before.found.needs, before.vendors.values(), settlement)
    edits = {
        Ref("order_far", "line_1", "packs"): 4,
        Ref("order_far", "line_1", "price"): 36.55,
        Ref("rates", "USD_SGD", "rate"): 1.31,
    }
    after = replace(before, basket=basket, settlement=settlement)
    return Case(order_document(before), order_document(after), edits)  # type: ignore[arg-type]


# --- every exporter of orders ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ORDER_EXPORTERS)
def test_an_exporter_of_orders_is_its_module_and_gives_the_same_bytes(name: str) -> None:
    exporter = ORDER_EXPORTERS[name]
    assert exporter is importlib.import_module(f"planner.io.exporters.{name}")
    assert exporter.export(orders()) == exporter.export(orders())


# --- Excel ----------------------------------------------------------------------------------------


def test_every_formula_carries_the_value_that_the_planner_computed() -> None:
    of = orders()
    assert differences(of, read(xlsx.export(of), values=True)) == []  # type: ignore[arg-type]


def test_a_sheet_a_vendor_comes_after_the_summary() -> None:
    book = read(xlsx.export(orders()), values=False)
    assert book.sheetnames == ["Summary", "Far & Away", "near", "plain"]
    assert book.properties.title == "Purchase orders for My <cluster>"


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (("History", "a/b: [c]*?'\\d"), ["History (2)", "a b c d"]),
        (("x" * 40, "X" * 40), ["x" * 31, "X" * 27 + " (2)"]),
        (("'", ""), ["Sheet", "Sheet (2)"]),
    ],
)
def test_sheets_have_names_that_spreadsheets_allow(
    titles: tuple[str, ...], names: list[str]
) -> None:
    of = orders()
    held = tuple(
        Report(f"r{index}", title, (Table(f"t{index}", "T", (Column("a", "A"),), ()),))
        for index, title in enumerate(titles)
    )
    assert read(xlsx.export(replace(of, reports=held)), values=False).sheetnames == names


def test_an_order_is_set_up_for_paper_and_its_packs_and_prices_may_be_changed() -> None:
    of = orders()
    book = read(xlsx.export(of), values=False)
    sheet, where = book["Far & Away"], places(of)  # type: ignore[arg-type]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet["A2"].value.startswith("Purchase order · https://far.example/")
    packs = at(book, where[Ref("order_far", "line_1", "packs")])
    assert packs.fill.fgColor.rgb.endswith("FFF9DB")
    amount = at(book, where[Ref("order_far", "line_1", "amount")])
    assert amount.value.startswith("=IF(COUNT(")
    assert amount.number_format == '"US$"#,##0.00;-"US$"#,##0.00'


@pytest.mark.libreoffice
def test_calc_computes_what_the_planner_computes_when_packs_price_and_rate_change(
    calc_path: Path, tmp_path: Path
) -> None:
    case = changed()
    books = {"orders": with_edits(case, tmp_path)}
    book = read(recalculated(calc_path, tmp_path, books)["orders"], values=True)
    where = places(case.before)
    notes = [Ref("answer", row, "note") for row in ("total", "line_by_line", "single_vendor")]
    followed = {ref: place for ref, place in where.items() if ref not in notes}
    assert differences(case.after, book, where=followed) == []
    assert at(book, where[notes[0]]).value == CHANGED
    assert Ref("orders", "total", "total") in where


@pytest.mark.libreoffice
def test_calc_rounds_tax_down_to_the_same_cent_and_loses_none(
    calc_path: Path, tmp_path: Path
) -> None:
    """Shares that are whole cents are where counting in binary would lose one."""
    percents = ("7", "9", "8.25", "3.1", "19", "33.3", "0.1")
    prices = ("100.00", "1.00", "99.99", "70.30", "12.34", "3000.00")
    vendors, offers = [], []
    for index, percent in enumerate(percents):
        name = f"v{index}"
        terms = {"tax_percent": percent, "tax_included": False, "tax_rounding": "down"}
        vendors.append(shop(name, **terms))
        offers += [sold(f"{name}-{at}", name, f"1: {each}") for at, each in enumerate(prices)]
    needs = tuple(need(each.part_number, 3) for each in offers)
    before = purchase(needs=needs, offers=tuple(offers), vendors=tuple(vendors))
    edits, picks = {}, []
    for order in before.basket.orders:
        for index, line in enumerate(order.lines):
            # Only one line of an order is left, another one in each.
            packs = 7 if index == int(order.vendor[1:]) % len(prices) else 0
            edits[Ref(f"order_{order.vendor}", f"line_{index + 1}", "packs")] = packs
            if packs:
                number = [each.part_number for each in before.found.needs].index(line.part_number)
                given = Allotment(need=number, part_number=line.part_number, pieces=packs)
                picks.append(Pick(offer=line.offer, packs=packs, allotted=(given,)))
    basket = land(picks, before.found.needs, before.vendors.values(), LANDING)
    case = Case(order_document(before), order_document(before), edits)  # type: ignore[arg-type]
    book = read(
        recalculated(calc_path, tmp_path, {"down": with_edits(case, tmp_path)})["down"], values=True
    )
    where = places(case.before)
    for order in basket.orders:
        cell = at(book, where[Ref(f"order_{order.vendor}_totals", "tax", "amount")])
        assert (order.vendor, f"{cell.value:.2f}") == (
            order.vendor,
            str(order.charge("tax").amount.amount),
        )


# --- CSV ------------------------------------------------------------------------------------------


def test_csv_holds_every_order_and_one_vendors_alone_for_who_sends_it() -> None:
    of = orders()
    everything = list(csv.DictReader(io.StringIO(ORDER_EXPORTERS["csv"].export(of).decode())))
    assert {row["vendor"] for row in everything} == {"far", "near", "plain", ""}
    alone = list(csv.DictReader(io.StringIO(table_csv(of.of_vendor("near")))))
    assert {row["vendor"] for row in alone} == {"near", ""}
    assert {row["kind"] for row in alone if not row["vendor"]} == {"missing"}
    lead = next(row for row in alone if row["part_number"] == "lead")
    assert (lead["packs"], lead["pieces"], lead["surplus"], lead["amount"]) == (
        "10",
        "50",
        "2",
        "32.00",
    )
    assert lead["description"] == "'=lead()"


# --- the page for printing ------------------------------------------------------------------------


class _Reader(HTMLParser):
    """Collects tags and texts, and fails on a tag that is closed in the wrong place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read_page(of: Any) -> _Reader:
    reader = _Reader()
    reader.feed(html.export(of).decode())
    reader.close()
    assert reader.open == []
    return reader


def test_the_page_has_a_section_a_vendor_and_loads_nothing() -> None:
    page = read_page(orders())
    assert [tag for tag, _ in page.tags].count("section") == 4
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in page.tags}
    guard = [a.get("content") for tag, a in page.tags if tag == "meta" and "http-equiv" in a]
    assert guard == ["default-src 'none'; style-src 'unsafe-inline'"]
    text = html.export(orders()).decode()
    assert "@page { size: A4;" in text
    assert "section + section { break-before: page; }" in text


def test_the_page_shows_amounts_with_their_sign_and_percent_and_links_by_their_host() -> None:
    text = html.export(orders()).decode()
    assert "<td>Far &amp; Away</td>" in text
    assert "US$105.00" in text
    assert '<td class="figure">8 %</td>' in text
    assert "S$8.4975" in text
    assert '<a href="https://far.example/" rel="noreferrer">far.example</a>' in text
    assert "Spare" not in text
    assert re.search(r"S\$[0-9,]+\.[0-9]{2} from 3 vendors", text)


@pytest.mark.parametrize("text", [*HOSTILE, '"><img src=x onerror=alert(1)>', "javascript:alert()"])
def test_texts_from_files_stay_texts_on_the_page(text: str) -> None:
    text = text[:300]
    columns = (Column("a", text), Column("b", "B", Kind.LINK))
    rows = (Row("r", (text, text), group=text), Row("s", (text, "https://[bad"), strong=True))
    table = Table("t", text, columns, rows, (text,))
    of = replace(orders(), title=text, headline=text, reports=(Report("r", text, (table,)),))
    page = read_page(of)
    assert {tag for tag, _ in page.tags} <= set(
        "html head meta title style body section h1 h2 p div table thead tbody tr th td".split()
    )


def test_what_is_not_known_says_so_and_a_detail_is_left_out() -> None:
    columns = (
        Column("a", "A", Kind.MONEY),
        Column("b", "B", Kind.NUMBER),
        Column("c", "C", detail=True),
    )
    nothing = Total(None, (), Ref("t", "r", "a"), 2)
    rows = (
        Row("r", (None, Marked(Decimal("1234.5"), "measured"), "left out")),
        Row("s", (nothing, DAY, "left out")),
        Row("t", (Money(Decimal("-2.50"), "SGD"), 1234, "left out")),
        Row("u", (None, 5, "left out"), detail=True),
    )
    report = Report("r", "R", (Table("t", "R", columns, rows), Table("e", "Empty", columns, ())))
    text = html.export(replace(orders(), reports=(replace(report, notes=("A note.",)),))).decode()
    for part in ("not known", "1,234.5 (measured)", "unpriced: 2 lines", "−S$2.50", "1,234<"):
        assert part in text
    assert DAY.isoformat() in text
    assert '<p class="note">A note.</p>' in text
    assert "left out" not in text
    assert "Empty" not in text
