"""`planner buy`: a bill of one's own or a build, the basket on screen and as JSON, clear errors."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.cli.answers.buying import purchase_answer
from planner.model.buying import Purchase
from planner.model.money import Money
from planner.model.proof import Status
from planner.model.table import Table
from planner.model.term_prices import TermPrice
from planner.model.wishes import LimitedTerm, TermKind

HEAD = "part_number,currency,price,pack_size,lead_time_days,quoted_on,basis,source\n"
FILES = {
    "bill.csv": "part_number,quantity,owned,alternates\nboard,4,1,\nlead,8,,cord;cable\nfan,1,1,\n",
    "vendors.csv": """\
vendor,name,kind,currency,shipping,free_shipping_over,tax_percent,tax_included,ships_to
acme,Acme,shop,SGD,5,60,9,true,
far,Far Away,shop,USD,8,,8,false,SG
""",
    "offers/acme.csv": f"""{HEAD}board,SGD,50,1,2,2020-06-01,quoted,a shop
cable,SGD,4,5,2,2020-06-01,quoted,a shop
""",
    "offers/far.csv": f"""{HEAD}board,USD,30,1,9,2020-06-01,quoted,a shop
cord,USD,1,1,9,2020-06-01,quoted,a shop
""",
    "offers/nobody.csv": f"{HEAD}board,USD,1,1,,2020-06-01,quoted,a shop\n",
    "rates.csv": "base,quote,rate,as_of,source\nUSD,SGD,1.3,2020-06-17,a bank\n",
}


@pytest.fixture
def buy(run: Any, tmp_path: Path, catalog: Path) -> Any:
    for name, text in FILES.items():
        path = (catalog if name == "rates.csv" else tmp_path / "own") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    own = tmp_path / "own"
    market = ("--offers", str(own / "offers"), "--vendors", str(own / "vendors.csv"))

    def bought(*arguments: str, bill: str = "bill.csv") -> Any:
        return run("buy", str(own / bill), *market, "--on", "2020-06-17", *arguments)

    return bought


def told(answer: Any) -> Any:
    return json.loads(answer.out)


def test_json_holds_the_orders_the_proof_and_what_simpler_ways_cost(buy: Any) -> None:
    found = told(buy("-f", "json"))

    # (3 × 30 + 8 × 1 + 8) × 1.08 = US$114.48, at 1.3
    total = {"amount": "148.82", "currency": "SGD"}
    assert (found["status"], found["bound"], found["total"]) == ("optimal", total, total)
    assert found["gap"] == 0
    (order,) = found["orders"]
    assert order["vendor"] == "far"
    assert [(line["part_number"], line["packs"]) for line in order["lines"]] == [
        ("board", 3),
        ("cord", 8),
    ]
    assert order["shipping"] == {"amount": "8.00", "currency": "USD"}
    assert order["tax"] == {"amount": "8.48", "currency": "USD"}
    assert order["total"] == total
    # Acme's leads are cheaper, but cost another parcel: S$8 + S$5, and (90 + 8) × 1.08 × 1.3
    assert found["strategies"] == {
        "line_by_line": {"amount": "150.59", "currency": "SGD"},
        "single_vendor": total,
        "optimal": total,
    }
    assert [each["code"] for each in found["findings"]] == ["offer-vendor-unknown"]


def test_a_broker_is_told_in_every_form(buy: Any, tmp_path: Path) -> None:
    file, folder = tmp_path / "own" / "vendors.csv", tmp_path / "orders"
    head, *rows = file.read_text().splitlines()
    ends = ("country,brokerage_fee", "SG,9", "US,2.50")
    file.write_text("\n".join(f"{row},{end}" for row, end in zip((head, *rows), ends, strict=True)))
    certificate = tmp_path / "proof.json"

    found = told(buy("-f", "json"))
    (order,) = found["orders"]
    charges = "goods shipping charges tax brokerage card paid converted duty import_tax total"
    assert [each for each in order if each in charges.split()] == charges.split()
    assert order["brokerage"] == {"amount": "2.50", "currency": "USD"}
    # (106 × 1.08 + 2.50) × 1.3, where it was 148.82 without
    assert order["total"] == found["bound"] == {"amount": "152.07", "currency": "SGD"}

    shown = buy("--orders", str(folder), "--certificate", str(certificate)).out
    assert "Brokerage" in shown
    assert "far,,,Brokerage,,,,,,,2.50,USD" in (folder / "far.csv").read_text()
    assert "Brokerage" in (folder / "orders.html").read_text()
    sheet = openpyxl.load_workbook(folder / "orders.xlsx")["Far Away"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "Brokerage" in texts
    assert any(text.startswith("=IF(") and "ROUND(" in text for text in texts)
    assert "brokerage,far" in buy("-f", "csv").out
    assert "The same basket" in buy("--check", str(certificate)).out
    assert "Brokerage" not in buy("--exclude", "far").out  # Acme is at home


def test_people_read_who_is_asked_for_what_and_what_it_saves(buy: Any) -> None:
    shown = buy("--exclude", "far").out
    assert "S$158.00 from 1 vendor, landed: proven cheapest." in shown
    assert "\nAcme\n" in shown

    shown = buy("--lock", "lead=acme").out
    assert "S$150.59 from 2 vendors, landed: proven cheapest." in shown
    assert "\nFar Away\n" in shown
    assert "Converted" in shown
    assert "1 USD = 1.3 SGD on 2020-06-17 (a bank)" in shown


def test_each_term_has_its_price(buy: Any) -> None:
    asked = ("--lock", "lead=acme", "--max-vendors", "2")
    prices = told(buy(*asked, "-f", "json"))["term_prices"]
    nothing = {"amount": "0.00", "currency": "SGD"}
    assert prices == [
        {
            "term": "lock",
            "subject": "lead=acme",
            "whose": None,
            "value": {"part_number": "lead", "vendor": "acme"},
            "without": {"amount": "148.82", "currency": "SGD"},
            "price": {"amount": "1.77", "currency": "SGD"},
            "proven": True,
        },
        {
            "term": "max-vendors",
            "subject": "2",
            "whose": None,
            "value": 2,
            "without": {"amount": "150.59", "currency": "SGD"},
            "price": nothing,
            "proven": True,
        },
        {
            "term": "all",
            "subject": "",
            "whose": None,
            "value": None,
            "without": {"amount": "148.82", "currency": "SGD"},
            "price": {"amount": "1.77", "currency": "SGD"},
            "proven": True,
        },
    ]
    shown = " ".join(buy(*asked).out.split())
    assert "What your terms cost Term Total without it It costs" in shown
    assert "Lock lead=acme S$148.82 S$1.77" in shown
    assert "All of these S$148.82 S$1.77" in shown


def test_a_certificate_is_written_and_checked_on_the_terms_it_states(
    buy: Any, tmp_path: Path
) -> None:
    path = tmp_path / "basket.json"
    made = told(buy("--lock", "lead=acme", "--certificate", str(path), "-f", "json"))
    assert made["files"] == [str(path)]

    checked = buy("--check", str(path), "--on", "2026-01-01", "-f", "json")
    assert told(checked)["as_certified"] is True
    assert told(checked)["total"] == made["total"]
    shown = " ".join(buy("--check", str(path)).out.split())
    assert shown.startswith(
        "The same basket, bound and total as certified: S$150.59 on 2020-06-17, by planner"
    )

    assert "The date the terms were checked is not stated: Acme; Far Away." in shown

    path.write_text(path.read_text().replace('"150.59"', '"150.58"'))
    differs = buy("--check", str(path))
    assert differs.code == 1
    assert differs.out.startswith("Not as certified: S$150.58 on 2020-06-17")
    assert "the basket comes to S$150.59, not S$150.58" in " ".join(differs.out.split())


def test_the_day_on_which_terms_were_read_stands_in_order_json_certificate_and_check(
    buy: Any, tmp_path: Path
) -> None:
    vendors, path = tmp_path / "own/vendors.csv", tmp_path / "basket.json"
    head, acme, far = vendors.read_text().splitlines()
    vendors.write_text(f"{head},terms_on\n{acme},2020-05-04\n{far},\n")
    on_paper = tmp_path / "orders"

    made = buy("--lock", "lead=acme", "--certificate", str(path), "--orders", str(on_paper))

    assert "Its terms were checked on 2020-05-04." in made.out
    assert "terms checked on 2020-05-04" in (on_paper / "orders.html").read_text()
    certified = json.loads(path.read_text())["terms_read"]
    assert certified == [{"vendor": "acme", "on": "2020-05-04"}, {"vendor": "far", "on": None}]
    in_json = told(buy("--lock", "lead=acme", "-f", "json"))["orders"]
    assert [each["terms_on"] for each in in_json] == ["2020-05-04", None]
    checked = " ".join(buy("--check", str(path)).out.split())
    assert "Terms were checked: Acme on 2020-05-04." in checked
    assert "The date the terms were checked is not stated: Far Away." in checked


def test_what_is_no_certificate_is_an_error_that_names_the_file(buy: Any, tmp_path: Path) -> None:
    refused = buy("--check", str(tmp_path / "none.json"))
    assert refused.code == 1
    assert "none.json cannot be read" in " ".join(refused.err.split())


def test_haste_is_bought_as_far_as_its_price_allows_and_told(buy: Any) -> None:
    hasty = told(buy("--fastest-within", "7", "-f", "json"))
    assert hasty["total"]["amount"] == "158.00"
    assert hasty["fastest"] == {
        "within_percent": 7,
        "cheapest": {"amount": "148.82", "currency": "SGD"},
        "days": 2,
    }
    assert hasty["term_prices"][-1]["price"]["amount"] == "9.18"
    shown = " ".join(buy("--fastest-within", "7 %").out.split())
    assert (
        "S$158.00 from 1 vendor, landed: delivered within 2 days, the fastest at most 7 % above "
        "the cheapest, S$148.82 (proven)."
    ) in shown
    assert "The cheapest offer for each line would cost S$150.59: S$7.41 less." in shown
    assert "Everything from one vendor would cost S$148.82: S$9.18 less." in shown
    assert "The fastest within 7 % S$148.82 S$9.18" in shown
    assert "9 days" in " ".join(buy("--fastest-within", "6").out.split())


def test_a_coupon_is_taken_off_and_shown_as_what_a_person_says(buy: Any, tmp_path: Path) -> None:
    before = told(buy("--format", "json"))
    vendor = before["orders"][0]["vendor"]
    file = tmp_path / "basket.json"
    after = told(
        buy("--coupon", f"{vendor}=SAVE:10%", "--certificate", str(file), "--format", "json")
    )
    order = next(each for each in after["orders"] if each["vendor"] == vendor)
    assert Decimal(order["coupon"]["amount"]) < 0
    assert {"vendor": vendor, "term": "coupon"} in after["assumed"]
    assert Decimal(after["total"]["amount"]) < Decimal(before["total"]["amount"])
    # The market of these tests has an offer of a vendor that is not known, which ends it with 1.
    assert "The same basket" in buy("--check", str(file)).out
    text = " ".join(buy("--coupon", f"{vendor}=SAVE:1 SGD").out.split())
    assert "coupon at 1 of 1 vendor assumed by you" in text
    assert "Coupon SAVE" in text


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (("SAVE:10%",), "does not name a vendor and a code"),
        (("acme=10%",), "does not name a vendor and a code"),
        (("acme=SAVE:110%",), "is not a percentage"),
        (("acme=SAVE:10 USD%",), "is not a percentage"),
        (("nobody=SAVE:10%",), "nobody"),
        (("acme=SAVE:10%", "acme=MORE:5%"), "one code per order"),
    ],
)
def test_a_coupon_that_means_nothing_is_a_usage_error(
    buy: Any, given: tuple[str, ...], reason: str
) -> None:
    answer = buy(*(word for each in given for word in ("--coupon", each)))
    assert answer.code == 2
    assert reason in " ".join(answer.err.replace("│", " ").split())


def test_a_coupon_in_a_currency_without_a_rate_is_an_error_that_names_it(buy: Any) -> None:
    vendor = told(buy("--format", "json"))["orders"][0]["vendor"]
    answer = buy("--coupon", f"{vendor}=SAVE:5 UAH")
    assert answer.code == 1
    shown = " ".join(answer.err.split())
    assert f"The coupon SAVE for {vendor} takes off" in shown
    assert "there is no exchange rate from UAH to " in shown
    typed = buy("--coupon", f"{vendor}=SAVE:5 UAH", "--rate", "UAH/USD=0.03")
    assert "Coupon SAVE" in typed.out


def test_terms_that_cannot_be_met_say_what_lifting_one_would_cost(buy: Any) -> None:
    refused = buy("--exclude", "far", "--exclude", "acme")
    shown = " ".join(refused.out.split())
    assert "Exclude far S$148.82" in shown
    assert "Exclude acme S$158.00" in shown


def test_prices_of_terms_that_time_cut_short_are_told_as_not_proven() -> None:
    total = Money(Decimal(9), "SGD")
    prices = (
        TermPrice(LimitedTerm(TermKind.LOCK, "lead", "acme"), total, total, proven=False),
        TermPrice(LimitedTerm(TermKind.EXCLUDE, vendor="far"), None, None, proven=False),
    )
    answer = purchase_answer(Purchase(Status.FEASIBLE, (), term_prices=prices), {})
    table = answer.blocks[1]
    assert isinstance(table, Table)
    assert table.column("without") == (total, "no basket")
    assert table.notes == ("Not all of these are proven: time ran out.",)


@pytest.mark.parametrize(
    ("arguments", "vendors"),
    [
        (("--lock", "lead=acme"), ["acme", "far"]),
        (("--exclude", "far"), ["acme"]),
        (("--ship-to", "my"), ["acme"]),
        (("--need-by", "2020-06-20"), ["acme"]),
        (("--max-vendors", "1"), ["far"]),
        (("--currency", "usd"), ["far"]),
    ],
)
def test_options_decide_who_is_asked(buy: Any, arguments: tuple[str, ...], vendors: Any) -> None:
    found = told(buy(*arguments, "-f", "json"))
    assert found["status"] == "optimal"
    assert [order["vendor"] for order in found["orders"]] == vendors


def test_what_nobody_sells_is_an_error_that_names_it(buy: Any) -> None:
    refused = buy("--exclude", "far", "--exclude", "acme")
    assert refused.code == 1
    assert "No vendor that delivers offers board." in refused.out
    found = told(buy("--exclude", "far", "--exclude", "acme", "-f", "json"))
    assert (found["status"], found["total"], found["orders"]) == ("infeasible", None, [])


def test_what_can_be_had_is_bought_when_asked_and_has_no_total(buy: Any, tmp_path: Path) -> None:
    bill = tmp_path / "own" / "bill.csv"
    bill.write_text("part_number,quantity\nboard,1\nfan,2\n")
    shown = buy("--partial").out
    assert "S$53.35 from 1 vendor without 2 × fan, landed: proven cheapest." in shown
    found = told(buy("--partial", "-f", "json"))
    assert found["total"] is None
    assert found["subtotal"] == {"amount": "53.35", "currency": "SGD"}
    assert found["missing"] == [{"part_number": "fan", "quantity": 2}]


def test_orders_are_written_as_a_workbook_a_page_and_a_csv_file_a_vendor(
    buy: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "orders"
    answer = buy("--lock", "lead=acme", "--orders", str(folder))
    assert {path.name for path in folder.iterdir()} == {
        "orders.xlsx",
        "orders.html",
        "acme.csv",
        "far.csv",
    }
    assert str(folder / "orders.xlsx") in answer.out.replace("\n", "")
    assert "lead" in (folder / "acme.csv").read_text()
    assert "Purchase orders for bill" in (folder / "orders.html").read_text()
    assert openpyxl.load_workbook(folder / "orders.xlsx").sheetnames == [
        "Summary",
        "Acme",
        "Far Away",
    ]


def test_without_a_basket_no_orders_are_written(buy: Any, tmp_path: Path) -> None:
    folder = tmp_path / "orders"
    refused = buy("--exclude", "far", "--exclude", "acme", "--orders", str(folder), "-f", "json")
    assert told(refused)["files"] == []
    assert not folder.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--lock", "lead"), "'lead' is not a part with its vendor"),
        (("--lock", "lead=acne"), "Did you mean acme?"),
        (("--fastest-within", "nan"), "'nan' is not a percentage from 0 to 1000"),
        (("--fastest-within", "-1"), "'-1' is not a percentage from 0 to 1000"),
        (("--exclude", "fra"), "There is no vendor 'fra'. Did you mean far?"),
        (("--lock", "laed=acme"), "There is no part in the BOM called 'laed'. Did you mean lead?"),
        (("--ship-to", "SGP"), "'SGP' is not the two letters of a country. Write it like SG."),
        (("--ship-to", "S1"), "'S1' is not the two letters of a country"),
    ],
)
def test_options_that_mean_nothing_are_usage_errors(
    buy: Any, arguments: tuple[str, ...], message: str
) -> None:
    refused = buy(*arguments)
    assert refused.code == 2
    assert message in " ".join(refused.err.split())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("part_number,quantity\n", "lists nothing to buy"),
        ("part_number,count\nboard,3\n", "no column quantity"),
        ("part_number,quantity\nboard,three\n", "row 2, quantity"),
    ],
)
def test_a_bill_that_cannot_be_read_says_where(
    buy: Any, tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "own").mkdir(exist_ok=True)
    (tmp_path / "own" / "bad.csv").write_text(text)
    refused = buy(bill="bad.csv")
    assert refused.code == 1
    assert message in " ".join(refused.err.split())


def test_a_folder_that_is_not_there_is_named(run: Any, buy: Any, tmp_path: Path) -> None:
    bill = str(tmp_path / "own" / "bill.csv")
    refused = run("buy", bill, "--offers", str(tmp_path / "nowhere"))
    assert refused.code == 1
    assert "There is no " in " ".join(refused.err.split())
    assert "nowhere." in refused.err


def test_a_build_is_bought_at_the_offers_of_its_catalog(run: Any, catalog: Path) -> None:
    (catalog / "builds" / "one.toml").write_text(
        'title = "One"\ncurrency = "SGD"\non = 2020-06-17\n'
        '[[positions]]\nslot = "board"\npart_number = "pi"\nquantity = 2\n'
        '[[positions]]\nslot = "storage"\npart_number = "card"\nquantity = 1\nowned = true\n'
    )
    found = told(run("buy", "one", "--on", "2020-06-17", "-f", "json"))
    assert found["total"] is None
    assert found["at_least"] == found["goods"] == {"amount": "100.00", "currency": "SGD"}
    assert [each["code"] for each in found["findings"]] == ["purchase-terms-unknown"]
