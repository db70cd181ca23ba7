"""prices fetch: one page, a saved one, and all that kept prices came from."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.io.prices.pages import jsonld, product
from tests.io.shop_server import Shop, answers, page, shop

PAGES = {
    "/pi": page(jsonld(product(name="Pi board", price="60.00", sku="P1"))),
    "/card": answers("", status="410 Gone"),
    "/lots": page(jsonld(product(name="4x Fan", price="20.00", priceCurrency=None))),
}


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    with shop(PAGES) as open_shop:
        monkeypatch.setenv("PLANNER_WEB_OWN_HOST", open_shop.host)
        yield open_shop


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def test_a_page_is_asked_and_its_price_told(run, there: Shop) -> None:
    ran = run("prices", "fetch", f"{there.origin}/pi")

    assert ran.code == 0
    assert "S$60.00" in ran.out
    assert "proposed, not kept yet" in ran.out
    assert "To answer: Does this price include tax?" in on_one_line(ran.out)


def test_what_must_be_answered_is_told_with_what_to_choose_from(run, there: Shop) -> None:
    told = on_one_line(run("prices", "fetch", f"{there.origin}/lots").out)

    assert "20.00 in ?" in told
    assert "In which currency" in told
    assert "It seems to be a pack: '4x' in its name or address. (4)" in told


def test_a_page_that_is_gone_is_an_error(run, there: Shop) -> None:
    ran = run("prices", "fetch", f"{there.origin}/card")

    assert ran.code == 1
    assert "page no longer exists" in on_one_line(ran.err)


def test_another_currency_than_the_one_asked_for_is_told(run, there: Shop) -> None:
    ran = run("prices", "fetch", f"{there.origin}/pi", "--currency", "eur")

    assert "priced in SGD, not in EUR" in on_one_line(ran.out)


def test_a_saved_page_has_the_day_that_is_said(run, tmp_path: Path) -> None:
    (tmp_path / "fan.html").write_text(jsonld(product()))
    known = run(
        "prices", "fetch", "https://a.example/fan", "--page", "fan.html", "--saved-on", "2020-06-17"
    )
    asked = run("prices", "fetch", "--page", "fan.html", "--format", "json")

    assert "as of 2020-06-17" in known.out
    assert json.loads(asked.out)["ask"] == ["tax", "day", "address"]


def test_a_page_without_a_price_says_so_and_shows_what_its_text_holds(run, tmp_path: Path) -> None:
    (tmp_path / "fan.html").write_text("<html><h1>Fan</h1><p>S$ 20.00")
    ran = run("prices", "fetch", "--page", "fan.html")

    assert ran.code == 1
    assert "In the text: 20.00 SGD" in ran.out
    assert "no price that a program can read" in on_one_line(ran.out)


def test_kept_prices_stand_beside_the_new_ones(run, there: Shop, tmp_path: Path) -> None:
    vendors = f"vendor,name,kind,currency,url\nshop,The Shop,shop,SGD,{there.origin}/\n"
    offers = "part_number,currency,price,quoted_on,basis,source\n" + "".join(
        f"{part},SGD,{price},2020-06-01,quoted,{there.origin}/{part}\n"
        for part, price in (("pi", "50.00"), ("card", "10.00"))
    )
    (tmp_path / "catalogs" / "vendors.csv").write_text(vendors)
    (tmp_path / "catalogs" / "offers" / "shop.csv").write_text(offers)
    ran = run("prices", "fetch", "--vendor", "shop")
    told = json.loads(run("prices", "fetch", "--build", "small", "--format", "json").out)

    assert ran.code == 0
    assert "+20.0 %" in ran.out
    assert "2 kept prices; 1 with a new one beside it." in on_one_line(ran.out)
    assert "page no longer exists" in on_one_line(ran.out)
    assert [each["change"] and each["change"]["percent"] for each in told["prices"]] == [
        None,
        "20.0",
    ]


def test_kept_prices_without_pages_are_told(run) -> None:
    assert "nothing to read again" in run("prices", "fetch", "--build", "small").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Name one"),
        (["https://a.example/b", "--vendor", "shop"], "Name one"),
        (["--page", "none.html"], "none.html"),
        (["--vendor", "shp"], "Did you mean shop?"),
        (["--build", "smal"], "Did you mean"),
        (["https://a.example/b", "--saved-on", "2020-06-17"], "--page"),
        (["no address"], "not the address of a web page"),
    ],
)
def test_what_cannot_be_asked_is_told(run, words: list[str], told: str) -> None:
    ran = run("prices", "fetch", *words)

    assert ran.code in (1, 2)
    assert told in on_one_line(ran.err)


def test_a_host_that_is_set_wrongly_is_told(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_WEB_OWN_HOST", "http://127.0.0.1")
    ran = run("prices", "fetch", "https://a.example/b")

    assert "PLANNER_WEB_OWN_HOST" in ran.err
