"""prices fetch --save: what needs no further answer is kept, the rest is told and not kept."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.io.prices.pages import jsonld, product
from tests.io.shop_server import Shop, answers, page, shop

PAGES = {
    "/pi": page(jsonld(product(name="Pi board", price="60.00", sku="P1"))),
    "/card": page(jsonld(product(name="Card", price="19.00"))),
    "/sw8": answers("", status="410 Gone"),
    "/new?variant=42691616702558": page(jsonld({**product(name="Wire", sku="W"), "mpn": "SC1112"})),
    "/lots": page(jsonld(product(name="4x Fan", price="20.00", priceCurrency=None))),
}


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, catalog: Path) -> Iterator[Shop]:
    with shop(PAGES) as found:
        monkeypatch.setenv("PLANNER_WEB_OWN_HOST", found.host)
        vendors = f"vendor,name,kind,currency,url\nshop,The Shop,shop,SGD,{found.origin}/\n"
        offers = "part_number,currency,price,quoted_on,basis,source,tax_included\n" + "".join(
            f"{part},SGD,{price},2020-06-01,quoted,{found.origin}/{part},{tax}\n"
            for part, price, tax in (
                ("pi", "50.00", "true"),
                ("card", "10.00", "true"),
                ("sw8", "30.00", ""),
            )
        )
        (catalog / "vendors.csv").write_text(vendors)
        (catalog / "offers" / "shop.csv").write_text(offers)
        yield found


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "mine"


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def kept(own: Path) -> list[str]:
    path = own / "offers" / "shop.csv"
    return path.read_text().splitlines()[1:] if path.exists() else []


def test_nothing_is_kept_while_a_question_is_open(run, there: Shop, own: Path) -> None:
    ran = run("prices", "fetch", f"{there.origin}/pi", "--save")

    assert ran.code == 1
    assert "Does this price include tax?" in on_one_line(ran.out)
    assert kept(own) == []


def test_an_answered_price_is_kept_with_its_day_and_its_page(run, there: Shop, own: Path) -> None:
    ran = run("prices", "fetch", f"{there.origin}/pi", "--save", "--tax", "yes")
    listed = json.loads(run("parts", "history", "pi", "--format", "json").out)

    assert ran.code == 0
    assert "Kept 1 price in" in on_one_line(ran.out)
    (row,) = kept(own)
    assert f"{there.origin}/pi" in row
    assert "quoted" in row
    assert "P1" in row
    assert "60.00" in json.dumps(listed)


def test_all_kept_prices_are_asked_and_kept_as_before_but_for_large_changes(
    run, there: Shop, own: Path
) -> None:
    ran = run("prices", "fetch", "--vendor", "shop", "--save", "--as-before")

    assert ran.code == 0
    told = on_one_line(ran.out + ran.err)
    assert "Kept 1 price" in told
    assert "2 prices not kept" in told
    assert "card at shop was S$10.00 on 2020-06-01 and is S$19.00 now: +90.0 %." in told
    assert "page no longer exists" in told
    assert len(kept(own)) == 1


def test_a_large_change_is_kept_when_a_person_says_so(run, there: Shop, own: Path) -> None:
    ran = run(
        *("prices", "fetch", f"{there.origin}/card", "--save", "--tax", "no", "--yes-large"),
        *("--format", "json"),
    )

    told = json.loads(ran.out)
    assert ran.code == 0
    assert (told["kept"], told["prices"][0]["change"]["told"]) == (
        1,
        ["Tax is in the old price and not in the new one."],
    )
    assert len(kept(own)) == 1


def test_the_same_price_kept_twice_is_one_row(run, there: Shop, own: Path) -> None:
    for _ in range(2):
        assert run("prices", "fetch", f"{there.origin}/pi", "--save", "--tax", "yes").code == 0

    assert len(kept(own)) == 1


def test_a_new_page_is_kept_for_the_part_that_is_named(run, there: Shop, own: Path) -> None:
    words = ["prices", "fetch", f"{there.origin}/lots", "--save", "--tax", "unknown", "--pack", "4"]
    nobody = run(*words, "--currency", "SGD")
    without = run(*words, "--part", "lead")
    ran = run(*words, "--part", "lead", "--currency", "SGD")

    assert "It is not stated which part of the catalog 4x Fan is." in on_one_line(nobody.out)
    assert "In which currency" in on_one_line(without.out)
    assert ran.code == 0
    (row,) = kept(own)
    assert row.startswith("lead,")
    assert ",4," in row


def test_a_currency_that_the_page_states_is_never_replaced(run, there: Shop, own: Path) -> None:
    ran = run(
        "prices", "fetch", f"{there.origin}/pi", "--save", "--tax", "yes", "--currency", "EUR"
    )

    assert "priced in SGD, not in EUR" in on_one_line(ran.out)
    assert kept(own) == []


def test_a_page_of_an_unknown_shop_needs_the_shop_first(run, tmp_path: Path, own: Path) -> None:
    (tmp_path / "fan.html").write_text(jsonld(product()))
    words = ["https://a.example/fan", "--page", "fan.html", "--saved-on", "2020-06-17"]
    ran = run("prices", "fetch", *words, "--save", "--part", "pi", "--tax", "yes")

    assert ran.code == 1
    assert "The catalog has no shop at a.example." in on_one_line(ran.out)
    assert not own.exists()


def test_a_folder_that_cannot_be_written_is_told(run, there: Shop, own: Path) -> None:
    own.write_text("in the way")
    ran = run("prices", "fetch", f"{there.origin}/pi", "--save", "--tax", "yes")

    assert ran.code == 1
    assert "Nothing was written" in on_one_line(ran.out)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--tax", "yes"], "--save"),
        (["--save", "--tax", "maybe"], "--tax"),
        (["--save", "--price", "1,400"], "--price"),
        (["--save", "--part", "pj"], "There is no part 'pj'"),
        (["--save", "--catalog", "catalogs"], "--save"),
    ],
)
def test_answers_that_cannot_be_taken_are_told(
    run, there: Shop, words: list[str], told: str
) -> None:
    ran = run("prices", "fetch", f"{there.origin}/pi", *words)

    assert ran.code == 2
    assert told in on_one_line(ran.err)


def test_the_numbers_that_a_page_names_are_kept_as_text_in_a_file_that_had_no_such_column(
    run, there: Shop, own: Path
) -> None:
    before = "part_number,currency,price,quoted_on,basis,source\nsw8,SGD,3,2020-01-01,quoted,x\n"
    (own / "offers").mkdir(parents=True)
    (own / "offers" / "shop.csv").write_text(before)

    address = f"{there.origin}/new?variant=42691616702558"
    ran = run("prices", "fetch", address, "--save", "--tax", "yes", "--part", "lead")

    assert ran.code == 0, ran.err
    header, *rows = (own / "offers" / "shop.csv").read_text().splitlines()
    row = dict(zip(header.split(","), rows[1].split(","), strict=True))
    assert (row["sku"], row["article_number"]) == ("W", "42691616702558")
    assert row["maker_number"] == "SC1112"
