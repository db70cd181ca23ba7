"""Prices are asked on a click, answered in place, and kept only when they are ticked."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.jobs.folder import open_workspace
from planner.jobs.own import own_row, save_row
from planner.ui.visit import in_view
from tests.io.prices.pages import jsonld, product
from tests.io.shop_server import Shop, Visit, answers, page, shop

APP = Path(__file__).resolve().parents[2] / "app.py"
CATALOG_PAGE = APP.parent / "planner" / "ui" / "pages" / "catalog.py"
PAGES = {
    "/pi": page(jsonld(product(name="Pi board", price="110.00", sku="P1"))),
    "/card": page(jsonld(product(name="Card", price="300.00"))),
    "/gone": answers("", status="410 Gone"),
    "/lots": page(jsonld(product(name="4x Fan", price="20.00", priceCurrency=None))),
}
DAY = "2026-10-01"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "mine"
    monkeypatch.setenv("PLANNER_DATA", str(folder))
    in_view.settings.clear()
    yield folder
    in_view.settings.clear()


@pytest.fixture
def there(
    own: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Shop]:
    with shop(getattr(request, "param", PAGES)) as found:
        monkeypatch.setenv("PLANNER_WEB_OWN_HOST", found.host)
        in_view.settings.clear()
        vendor = f"vendor,name,kind,currency,url\nlion,Lion,shop,SGD,{found.origin}/\n"
        offers = "part_number,currency,price,quoted_on,basis,source,tax_included\n" + "".join(
            f"{part},SGD,{price},{DAY},quoted,{found.origin}/{path},true\n"
            for part, price, path in (
                ("rpi-5-8gb", "100.00", "pi"),
                ("rpi-4b-4gb", "100.00", "card"),
                ("rpi-4b-2gb", "50.00", "gone"),
            )
        )
        (own / "offers").mkdir(parents=True)
        (own / "vendors.csv").write_text(vendor)
        (own / "offers" / "lion.csv").write_text(offers)
        yield found


def opened(way: str = "kept") -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(str(CATALOG_PAGE)).run()
    app.session_state["tab"] = "Refresh prices"
    app.run()
    return app if way == "kept" else app.segmented_control(key="refresh-way").set_value(way).run()


def said(app: AppTest) -> str:
    shown = (*app.markdown, *app.error, *app.warning, *app.success, *app.info)
    return (
        "\n".join(str(element.value) for element in shown).replace("\\", "").replace("\u200b", "")
    )


def answered(app: AppTest) -> AppTest:
    for _ in range(60):
        if any(each.key == "price-keep" for each in app.button) or app.error:
            return app
        time.sleep(0.3)
        app.run()
    raise AssertionError(said(app))


def asked() -> AppTest:
    app = opened()
    app.multiselect(key="refresh-shops").set_value(["lion"]).run()
    return answered(app.button(key="refresh-ask").click().run())


def ending(app: AppTest, kind: str, end: str) -> Any:
    """Return the first input of a kind whose key ends so."""
    return next(each for each in getattr(app, kind) if str(each.key).endswith(end))


def test_nobody_is_asked_before_the_click_and_it_says_whom(there: Shop) -> None:
    app = opened()
    assert app.button(key="refresh-ask").disabled
    app.multiselect(key="refresh-shops").set_value(["lion"]).run()

    assert f"3 pages** of 1 host will be read: {there.host.split(':')[0]} (3)" in said(app)
    assert there.asked == []


def test_what_shops_say_is_kept_when_it_is_ticked(there: Shop, own: Path) -> None:
    before = (own / "offers" / "lion.csv").read_text()
    app = asked()
    told = said(app)

    assert "2 prices to check" in told
    assert "S$100.00 on 2026-10-01 → **S$110.00**" in told
    assert "+10.0 %" in told
    assert "1 page without a price" in told
    assert (own / "offers" / "lion.csv").read_text() == before

    app.button(key="price-tick").click().run()
    app.button(key="price-keep").click().run()
    rows = (own / "offers" / "lion.csv").read_text().splitlines()
    assert "1 price is in your own catalog now" in said(app)
    assert len(rows) == 5
    assert f"{there.origin}/pi" in rows[-1]
    assert "1 price to check" in said(app)


def test_a_change_of_more_than_half_needs_a_second_tick(there: Shop, own: Path) -> None:
    app = asked()
    card = int(said(app).index("+200.0") > said(app).index("+10.0"))
    ending(app, "checkbox", f":{card}:tick").check().run()
    app.button(key="price-keep").click().run()
    assert "+200.0 %" in said(app)
    assert "was not kept" in said(app)
    twice = next(each for each in app.checkbox if str(each.key).endswith(":twice"))
    twice.check().run()
    app.button(key="price-keep").click().run()
    assert own_row(
        own, "offers",
        {"vendor": "lion", "part_number": "rpi-4b-4gb", "quoted_on": str(in_view.today_in_utc())},
    ) is not None  # fmt: skip


def test_who_keeps_what_somebody_else_kept_meanwhile_is_told(there: Shop, own: Path) -> None:
    app = asked()
    theirs = {
        "vendor": "lion", "part_number": "rpi-5-8gb", "sku": "P1", "currency": "SGD",
        "price": "99", "quoted_on": str(in_view.today_in_utc()), "basis": "quoted", "source": "x",
        "condition": "",
    }  # fmt: skip
    settings = in_view.settings()
    catalog = open_workspace(settings.catalogs, today=in_view.today(), own=own).catalog
    new = own_row(own, "offers", theirs)
    save_row(own, "offers", theirs, catalog, seen=new, today=in_view.today_in_utc())
    app.button(key="price-tick").click().run()
    app.button(key="price-keep").click().run()

    assert "was not kept" in said(app)
    assert "rpi-5-8gb P1" in said(app)


def test_a_page_of_a_new_shop_asks_for_the_shop_the_part_and_what_is_open(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shop(PAGES) as there:
        monkeypatch.setenv("PLANNER_WEB_OWN_HOST", there.host)
        in_view.settings.clear()
        app = opened("one")
        app.text_input(key="refresh-address").set_value(f"{there.origin}/lots").run()
        app = answered(app.button(key="refresh-ask-one").click().run())
        assert "still to be answered: currency, pack, tax, part, shop" in said(app)
        assert "**20.00 in ?**" in said(app)
        ending(app, "selectbox", ":0:vendor").set_value("+").run()
        ending(app, "text_input", ":shop-name").set_value("Corner shop").run()
        ending(app, "text_input", ":shop-currency").set_value("SGD").run()
        ending(app, "button", ":shop-add").click().run()
        assert own_row(own, "vendors", {"vendor": "corner-shop"}) is not None
        ending(app, "selectbox", ":part").set_value("rpi-5-8gb").run()
        ending(app, "text_input", ":currency").set_value("sgd").run()
        ending(app, "selectbox", ":tax_included").set_value("unknown").run()
        pack = [
            each
            for kind in (app.selectbox, app.text_input)
            for each in kind
            if str(each.key).endswith(":pack_size")
        ]
        pack[0].set_value("4").run()
        assert "still to be answered" not in said(app)
        ending(app, "checkbox", ":tick").check().run()
        app.button(key="price-keep").click().run()
    key = {
        "vendor": "corner-shop", "part_number": "rpi-5-8gb", "pack_size": "4",
        "quoted_on": str(in_view.today_in_utc()),
    }  # fmt: skip
    row = own_row(own, "offers", key)
    assert row is not None, said(app)
    assert (row["price"], row["currency"], row["basis"]) == ("20.00", "SGD", "quoted")


def test_a_pasted_page_is_read_without_asking_anybody(there: Shop) -> None:
    app = opened("saved")
    app.text_area(key="refresh-text").set_value(jsonld(product(price="110.00"))).run()
    app.text_input(key="refresh-from").set_value(f"{there.origin}/pi").run()
    app.button(key="refresh-read").click().run()

    assert there.asked == []
    assert "**S$110.00**" in said(app)
    assert "still to be answered: day" in said(app)


def test_a_page_that_is_not_there_is_told(there: Shop) -> None:
    app = opened("one")
    app.text_input(key="refresh-address").set_value(f"{there.origin}/nothing").run()
    app = answered(app.button(key="refresh-ask-one").click().run())

    assert "page no longer exists" in said(app)


def test_a_folder_that_cannot_be_written_is_told_and_the_lines_stay(there: Shop, own: Path) -> None:
    app = asked()
    app.button(key="price-tick").click().run()
    shutil.rmtree(own)
    own.write_text("in the way")
    app.button(key="price-keep").click().run()

    assert "Nothing was written" in said(app)


def slowly(visit: Visit) -> None:
    time.sleep(4)
    PAGES["/pi"](visit)


@pytest.mark.usefixtures("progress_is_shown")
@pytest.mark.parametrize("there", [{**PAGES, "/pi": slowly}], indirect=True)
def test_a_slow_shop_is_told_how_far_it_is_and_what_answered_before_cancelling_stays(
    own: Path, there: Shop
) -> None:
    before = (own / "offers" / "lion.csv").read_text()
    app = opened()
    app.multiselect(key="refresh-shops").set_value(["lion"]).run()
    app.button(key="refresh-ask").click().run()
    # The pages of one host wait for each other: the last of three is slow.
    for _ in range(60):
        if "Lion: 2 of 3" in said(app):
            break
        time.sleep(0.3)
        app.run()
    app.button(key="cancel:prices").click().run()

    told = said(app)
    assert "1 price to check" in told
    assert "**S$300.00**" in told
    assert "1 page without a price" in told
    assert "1 page not fetched, because you cancelled" in told
    assert "/pi was not asked, or had not answered, when this was cancelled." in told
    assert (own / "offers" / "lion.csv").read_text() == before

    ending(app, "checkbox", ":tick").check().run()
    ending(app, "checkbox", ":twice").check().run()
    app.button(key="price-keep").click().run()
    assert "1 price is in your own catalog now" in said(app)


SILENT = {
    f"/{name}": page(jsonld(product(name=name, price=price, sku=name)))
    for name, price in (("pi", "110.00"), ("card", "120.00"))
}


@pytest.mark.parametrize("there", [SILENT], indirect=True)
def test_whether_tax_is_in_the_prices_of_a_shop_is_answered_for_all_of_them_at_once(
    own: Path, there: Shop
) -> None:
    offers = own / "offers" / "lion.csv"
    offers.write_text(offers.read_text().replace(",true", ","))
    app = asked()
    assert said(app).count("still to be answered: tax") == 2

    ending(app, "selectbox", ":all-tax:lion").set_value("yes").run()
    assert "still to be answered" not in said(app)
    # Each can be answered otherwise in its own line.
    ending(app, "selectbox", ":2:0:tax_included").set_value("no").run()
    app.button(key="price-tick").click().run()
    app.button(key="price-keep").click().run()

    assert "2 prices are in your own catalog now" in said(app)
    rows = [each.split(",") for each in offers.read_text().splitlines()]
    assert sorted(row[rows[0].index("tax_included")] for row in rows[-2:]) == ["false", "true"]
