"""`planner buy --cart`: what fills each shop's cart, on screen, as files and as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

HEAD = (
    "part_number,sku,article_number,maker_number,currency,price,pack_size,quoted_on,basis,source\n"
)
SEEN = "2020-06-01,quoted,a shop"
FILES = {
    "bill.csv": "part_number,quantity\nboard,4\nlead,8\nfan,2\nsd,1\ncase,1\n",
    "vendors.csv": """\
vendor,name,kind,currency,url,cart,shipping,tax_percent,tax_included
hut,The Hut,shop,SGD,https://hut.example/,shopify,5,9,true
amazon,Amazon,shop,SGD,https://www.amazon.sg/,amazon,5,9,true
mouser,Mouser,shop,SGD,https://www.mouser.sg/,mouser,5,9,true
corner,Corner,shop,SGD,https://corner.example/,,5,9,true
""",
    "offers/hut.csv": f"{HEAD}board,,111,,SGD,50,1,{SEEN}\nlead,L-5,,,SGD,4,5,{SEEN}\n",
    "offers/amazon.csv": f"{HEAD}fan,B00A128S24,,,SGD,9,1,{SEEN}\n",
    "offers/mouser.csv": f"{HEAD}sd,,358-SD,SD-1,SGD,7,1,{SEEN}\n",
    "offers/corner.csv": f"{HEAD}case,007,,,SGD,7,1,{SEEN}\n",
}


@pytest.fixture
def buy(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    for name, text in FILES.items():
        path = tmp_path / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    own = tmp_path / "own"
    monkeypatch.setenv("PLANNER_EXPORTS", str(tmp_path / "exports"))
    market = ("--offers", str(own / "offers"), "--vendors", str(own / "vendors.csv"))

    def bought(*arguments: str) -> Any:
        return run("buy", str(own / "bill.csv"), *market, "--on", "2020-06-17", *arguments)

    return bought


def test_each_order_says_what_fills_its_cart_and_what_is_not_in_it(buy: Any) -> None:
    told = buy("--cart").out

    assert "nothing is ordered" in told
    assert "\nhttps://hut.example/cart/111:4?storefront=true\n" in told
    assert "\nhttps://www.amazon.sg/gp/aws/cart/add.html?ASIN.1=B00A128S24&Quantity.1=2\n" in told
    assert "- 2 × Network cable (pack of 5): its Shopify variant ID is not known" in told
    assert "Corner, to copy:\n1 × case; article 007\n" in told
    assert "Mouser: upload mouser-cart.csv (1 line, 1 article)." in told


def test_nothing_is_said_of_carts_unless_somebody_asks(buy: Any, tmp_path: Path) -> None:
    assert "cart" not in buy().out.lower()
    assert "carts" not in json.loads(buy("-f", "json").out)
    assert not (tmp_path / "exports").exists()


def test_a_file_to_upload_goes_to_exports_unless_orders_go_elsewhere(
    buy: Any, tmp_path: Path
) -> None:
    buy("--cart")
    buy("--cart", "--orders", str(tmp_path / "orders"))

    for folder in ("exports", "orders"):
        text = (tmp_path / folder / "mouser-cart.csv").read_text()
        assert text.splitlines()[1] == "358-SD,SD-1,,1,sd"
    assert [each.name for each in (tmp_path / "exports").iterdir()] == ["mouser-cart.csv"]
    assert (tmp_path / "orders" / "mouser.csv").exists()


def test_several_copies_fill_the_cart_for_all_of_them(buy: Any) -> None:
    told = buy("--cart", "--copies", "3").out
    assert "https://hut.example/cart/111:12?storefront=true" in told


def test_json_has_the_carts_with_their_articles_and_what_is_left_out(buy: Any) -> None:
    carts = json.loads(buy("--cart", "-f", "json").out)["carts"]

    by_vendor = {each["vendor"]: each for each in carts}
    assert {name: each["kind"] for name, each in by_vendor.items()} == {
        "hut": "shopify", "amazon": "amazon", "mouser": "mouser", "corner": "list",
    }  # fmt: skip
    (link,) = by_vendor["hut"]["links"]
    assert link["address"] == "https://hut.example/cart/111:4?storefront=true"
    assert link["articles"] == [
        {"part_number": "board", "quantity": 4, "pack_size": 1, "article_number": "111",
         "sku": None, "maker_number": None},
    ]  # fmt: skip
    (left,) = by_vendor["hut"]["left_out"]
    assert (left["part_number"], left["quantity"], left["reason"]) == ("lead", 2, "no number")
    assert by_vendor["mouser"]["file"]["name"] == "mouser-cart.csv"
    assert by_vendor["corner"]["to_copy"] == "1 × case; article 007"


def test_without_a_basket_there_are_no_carts(buy: Any, tmp_path: Path) -> None:
    (tmp_path / "own" / "bill.csv").write_text("part_number,quantity\nnothing,1\n")
    ran = buy("--cart", "-f", "json")

    assert ran.code == 1
    assert json.loads(ran.out)["carts"] == []
