"""`planner buy` where something was not read or is not known: no total, and nothing proven."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

HEAD = "part_number,currency,price,quoted_on,basis,source\n"
SHOP = "vendor,name,kind,currency,shipping,free_shipping_over,tax_percent,tax_included\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A bill of two parts, and two shops of which one states neither shipping nor tax."""
    files = {
        "bill.csv": "part_number,quantity\np1,2\np2,1\n",
        "vendors.csv": f"{SHOP}acme,Acme,shop,SGD,5,,0,\nmute,Mute,shop,SGD,,50,,\n",
        "offers/acme.csv": f"{HEAD}p1,SGD,10,2026-06-01,quoted,a shop\n",
        "offers/mute.csv": f"{HEAD}p2,SGD,7,2026-06-01,quoted,a shop\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def buy(run: Any, own: Path) -> Any:
    market = ("--offers", str(own / "offers"), "--vendors", str(own / "vendors.csv"))

    def bought(*arguments: str) -> Any:
        return run("buy", str(own / "bill.csv"), *market, "--on", "2026-06-10", *arguments)

    return bought


def words(text: str) -> str:
    return " ".join(text.split())


def money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "SGD"}


def state_all(own: Path) -> None:
    (own / "vendors.csv").write_text(
        f"{SHOP}acme,Acme,shop,SGD,5,,0,\nmute,Mute,shop,SGD,3,,9,true\n"
    )


# --- charges that nobody states -------------------------------------------------------------------


def test_a_basket_with_unknown_charges_has_goods_and_a_least_sum_and_no_total(buy: Any) -> None:
    shown = words(buy().out)
    assert "Goods S$27.00 from 2 vendors, shipping and tax unknown at 1 of 2 vendors: " in shown
    assert "at least S$32.00." in shown
    assert "proven" not in shown
    assert "landed" not in shown

    found = json.loads(buy("-f", "json").out)
    assert (found["status"], found["gap"], found["total"]) == ("feasible", None, None)
    assert (found["goods"], found["at_least"]) == (money("27.00"), money("32.00"))
    assert found["unknown"] == [
        {"vendor": "mute", "term": "shipping"},
        {"vendor": "mute", "term": "tax"},
    ]
    acme, mute = found["orders"]
    assert (acme["shipping"], acme["tax"], acme["total"]) == (
        money("5.00"),
        money("0.00"),
        money("25.00"),
    )
    assert [mute[each] for each in ("shipping", "tax", "paid", "total")] == [None] * 4
    assert (mute["goods"], mute["at_least"]) == (money("7.00"), money("7.00"))
    assert found["strategies"] == {"line_by_line": None, "single_vendor": None, "optimal": None}


def test_an_order_that_ships_for_nothing_has_known_shipping(buy: Any, own: Path) -> None:
    (own / "bill.csv").write_text("part_number,quantity\np2,8\n")
    found = json.loads(buy("-f", "json").out)
    assert found["unknown"] == [{"vendor": "mute", "term": "tax"}]
    assert found["orders"][0]["shipping"] == money("0.00")


def test_a_tax_of_which_nobody_says_whether_prices_hold_it_is_unknown(buy: Any, own: Path) -> None:
    (own / "vendors.csv").write_text(
        f"{SHOP}acme,Acme,shop,SGD,5,,9,\nmute,Mute,shop,SGD,3,,9,true\n"
    )
    assert json.loads(buy("-f", "json").out)["unknown"] == [{"vendor": "acme", "term": "tax"}]


def test_where_every_charge_is_stated_the_basket_has_a_total_and_is_proven(
    buy: Any, own: Path
) -> None:
    state_all(own)
    found = json.loads(buy("-f", "json").out)
    assert (found["status"], found["gap"]) == ("optimal", 0)
    assert found["total"] == found["at_least"] == money("35.00")
    assert found["unknown"] == []
    assert "S$35.00 from 2 vendors, landed: proven cheapest." in buy().out


def test_every_document_of_the_orders_says_what_is_unknown(buy: Any, own: Path) -> None:
    buy("--orders", str(own / "o"), "--certificate", str(own / "c.json"))

    book = openpyxl.load_workbook(own / "o" / "orders.xlsx", data_only=True)
    summary = [str(cell.value) for row in book["Summary"] for cell in row if cell.value is not None]
    assert "At least" in summary
    assert "Total" not in summary
    assert "Shipping and tax unknown at 1 of 2 vendors" in summary
    assert not any("roven cheapest" in text for text in summary)
    mute = [[cell.value for cell in row if cell.value is not None] for row in book["Mute"]]
    assert ["Shipping, unknown"] in mute
    assert ["Tax, unknown"] in mute
    assert ["At least, shipping and tax unknown", 7] in mute

    html = (own / "o" / "orders.html").read_text()
    assert "shipping and tax unknown at 1 of 2 vendors: at least S$32.00" in html
    assert "proven" not in html
    lines = (own / "o" / "mute.csv").read_text()
    assert "Shipping, unknown" in lines
    assert "Tax, unknown" in lines

    certificate = json.loads((own / "c.json").read_text())
    assert (certificate["status"], certificate["total"]) == ("feasible", None)
    assert certificate["at_least"] == money("32.00")
    assert [each["term"] for each in certificate["unknown"]] == ["shipping", "tax"]
    checked = buy("--check", str(own / "c.json"))
    assert checked.code == 0
    assert "as certified: at least S$32.00" in words(checked.out)


def test_what_a_term_costs_is_unknown_where_a_charge_is(buy: Any) -> None:
    (price,) = json.loads(buy("--max-vendors", "2", "-f", "json").out)["term_prices"]
    assert (price["price"], price["without"], price["proven"]) == (None, None, False)
    assert "at least S$32.00" in buy("--max-vendors", "2").out.partition("What your terms")[2]


def test_a_sum_keeps_its_currency_sign_where_it_begins_a_sentence(buy: Any, own: Path) -> None:
    buy("--orders", str(own / "o"), "--fastest-within", "5")
    book = openpyxl.load_workbook(own / "o" / "orders.xlsx", data_only=True)
    cells = [str(cell.value) for row in book["Summary"] for cell in row if cell.value is not None]
    assert any(
        text.startswith("At least S$32.00; no basket with a known delivery time") for text in cells
    )
    assert not any("s$" in text for text in cells)


def test_a_shop_whose_goods_nobody_weighed_is_told_what_to_write_and_where(
    buy: Any, own: Path
) -> None:
    (own / "vendors.csv").write_text(
        "vendor,name,kind,currency,shipping_by_weight,shipping,tax_percent,tax_included\n"
        "acme,Acme,shop,SGD,0=5; 1000=9,,0,\nmute,Mute,shop,SGD,,,,\n"
    )
    shown = words(buy().out)
    assert "Acme: shipping not known" not in shown
    assert (
        "Acme ships by weight, and the weight of these is not known: p1. So the basket has no "
        "total. Enter their weight." in shown
    )
    assert (
        "Mute: shipping and tax not known, so the basket has no total. Enter its charges" in shown
    )


# --- all orders in one CSV ------------------------------------------------------------------------


def test_the_csv_of_a_purchase_holds_every_order_and_what_is_in_none_of_them(
    buy: Any, own: Path
) -> None:
    (own / "bill.csv").write_text('part_number,quantity\np1,2\np2,1\np3,4\np1,"1,000"\n')
    rows = list(csv.DictReader(StringIO(buy("--partial", "-f", "csv").out)))
    assert [(row["kind"], row["vendor"], row["amount"], row["currency"]) for row in rows] == [
        ("part", "acme", "20.00", "SGD"),
        ("shipping", "acme", "5.00", "SGD"),
        ("part", "mute", "7.00", "SGD"),
        ("shipping", "mute", "", "SGD"),
        ("tax", "mute", "", "SGD"),
        ("missing", "", "", ""),
        ("unread", "", "", ""),
    ]
    assert (rows[5]["part_number"], rows[5]["pieces"]) == ("p3", "4")


@pytest.mark.parametrize("bill", ["p9,1", 'p1,1\np2,"1,000"'])
def test_a_csv_without_a_basket_says_what_cannot_be_had_or_was_not_read(
    buy: Any, own: Path, bill: str
) -> None:
    (own / "bill.csv").write_text(f"part_number,quantity\n{bill}\n")
    answer = buy("-f", "csv")
    (row,) = csv.DictReader(StringIO(answer.out))
    assert answer.code == 1
    assert row["kind"] == ("missing" if "p9" in bill else "unread")


def test_what_one_vendor_costs_is_asked_in_the_singular(buy: Any) -> None:
    assert "At most 1 vendor " in words(buy("--max-vendors", "1").out)
    assert "At most 2 vendors " in words(buy("--max-vendors", "2").out)


def test_every_rate_that_a_sum_rests_on_is_printed(buy: Any, own: Path) -> None:
    state_all(own)  # both shops charge in Singapore dollars
    (own / "offers" / "mute.csv").write_text(f"{HEAD}p2,USD,7,2020-06-01,quoted,a shop\n")
    shown = words(buy("--on", "2020-06-20").out)
    assert "1 USD = " in shown
    (told,) = json.loads(buy("--on", "2020-06-20", "-f", "json").out)["rates"]
    assert (told["base"], told["quote"]) == ("USD", "SGD")


# --- rows of a bill that were not read ------------------------------------------------------------


@pytest.fixture
def unread(own: Path) -> Path:
    state_all(own)
    (own / "bill.csv").write_text('part_number,quantity\np1,1\np2,"1,000"\n')
    return own


def test_a_bill_with_a_row_that_was_not_read_is_not_bought(buy: Any, unread: Path) -> None:
    files = ("--orders", str(unread / "o"), "--certificate", str(unread / "c.json"))
    answer = buy("-f", "json", *files)
    found = json.loads(answer.out)
    assert answer.code == 1
    assert (found["total"], found["subtotal"], found["orders"]) == (None, None, [])
    assert found["unread"] == [{"file": "bill.csv", "row": 3, "about": "p2"}]
    assert not (unread / "o").exists()
    assert not (unread / "c.json").exists()
    told = words(buy(*files).out)
    assert "Not read: row 3 of bill.csv (p2). The total of the whole BOM is not known" in told


def test_the_rest_is_bought_where_asked_and_every_document_names_the_row(
    buy: Any, unread: Path
) -> None:
    files = ("--orders", str(unread / "o"), "--certificate", str(unread / "c.json"))
    answer = buy("--partial", *files)
    assert answer.code == 1
    assert "S$15.00 from 1 vendor without row 3 of bill.csv (p2), not read, landed" in words(
        answer.out
    )
    found = json.loads(buy("--partial", "-f", "json").out)
    assert (found["total"], found["subtotal"]) == (None, money("15.00"))
    assert [each["about"] for each in found["unread"]] == ["p2"]

    book = openpyxl.load_workbook(unread / "o" / "orders.xlsx", data_only=True)
    cells = [str(cell.value) for row in book["Summary"] for cell in row if cell.value is not None]
    assert "Total, without 1 row not read" in cells
    assert {"bill.csv", "p2"} <= set(cells)
    order = [str(cell.value) for row in book["Acme"] for cell in row if cell.value is not None]
    assert any("without 1 row not read" in text for text in order)
    html = (unread / "o" / "orders.html").read_text()
    assert "without 1 row that was not read" in html
    assert "Not read: row 3 of bill.csv (p2)" in (unread / "o" / "acme.csv").read_text()
    certificate = json.loads((unread / "c.json").read_text())
    assert certificate["total"] is None
    assert [each["about"] for each in certificate["unread"]] == ["p2"]
    assert buy("--check", str(unread / "c.json")).code == 1
    (unread / "bill.csv").write_text("part_number,quantity\np1,1\n")
    assert "a row of the BOM that was not read has changed since" in words(
        buy("--check", str(unread / "c.json")).out
    )


@pytest.mark.parametrize("row", ["p2,", "p2,0", "p2,1e3", ",5", "p2,-1", 'p2,"1'], ids=repr)
def test_any_row_that_is_not_read_leaves_no_total(buy: Any, unread: Path, row: str) -> None:
    (unread / "bill.csv").write_text(f"part_number,quantity\np1,1\n{row}\n")
    answer = buy("--partial", "-f", "json")
    assert answer.code == 1
    found = json.loads(answer.out)
    assert found["total"] is None
    assert len(found["unread"]) == 1


# --- rows of offers and vendors -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "row", "proven"),
    [
        ("offers/acme.csv", "p2,SGD,cheap,2026-06-01,quoted,a shop\n", False),
        ("offers/acme.csv", ",SGD,1,2026-06-01,quoted,a shop\n", False),
        ("offers/acme.csv", "p2,SGD,1,2026-06-01,quoted,a shop,and,more,cells\n", False),
        ("offers/acme.csv", "p9,SGD,cheap,2026-06-01,quoted,a shop\n", True),
        ("vendors.csv", "third,Third,shop,SGD,a lot,,,\n", False),
    ],
)
def test_a_row_of_prices_that_was_not_read_leaves_nothing_proven_if_it_may_matter(
    buy: Any, own: Path, file: str, row: str, *, proven: bool
) -> None:
    state_all(own)
    (own / "offers" / "third.csv").write_text(f"{HEAD}p2,SGD,1,2026-06-01,quoted,a shop\n")
    if file != "vendors.csv":
        (own / "offers" / "third.csv").unlink()
    with (own / file).open("a") as kept:
        kept.write(row)
    found = json.loads(buy("-f", "json").out)
    assert found["total"] == money("35.00")
    assert (found["status"] == "optimal") is proven
    assert bool(found["unread_offers"]) is not proven
    shown = words(buy().out)
    assert ("proven cheapest" in shown) is proven
    if not proven:
        assert "the cheapest of what was read" in shown
        assert found["bound"] is found["gap"] is None


def test_a_file_of_offers_that_cannot_be_read_leaves_nothing_proven(buy: Any, own: Path) -> None:
    state_all(own)
    (own / "offers" / "acme.csv").rename(own / "offers" / "mute-2.csv")
    (own / "offers" / "mute.csv").write_text(
        f"{HEAD}p1,SGD,10,2026-06-01,quoted,a shop\np2,SGD,7,2026-06-01,quoted,a shop\n"
    )
    (own / "offers" / "acme.csv").mkdir()
    found = json.loads(buy("-f", "json").out)
    assert found["status"] == "feasible"
    assert found["unread_offers"] == [{"file": "offers/acme.csv", "row": 1, "about": None}]


def test_no_gap_is_told_of_the_fastest_beside_a_cheapest_with_an_unknown_charge(
    buy: Any, own: Path
) -> None:
    head = HEAD.replace("price,", "price,lead_time_days,")
    (own / "bill.csv").write_text("part_number,quantity\np1,1\n")
    (own / "offers" / "acme.csv").write_text(f"{head}p1,SGD,40,2,2026-06-01,quoted,a shop\n")
    (own / "offers" / "mute.csv").write_text(f"{head}p1,SGD,44,9,2026-06-01,quoted,a shop\n")
    found = json.loads(buy("--fastest-within", "10", "-f", "json").out)
    assert (found["total"], found["fastest"]["days"]) == (money("45.00"), 2)
    assert (found["status"], found["gap"], found["fastest"]["cheapest"]) == ("feasible", None, None)
