"""One's own catalog on screen: what is saved is in use at once, and mistakes are told beside."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.jobs.own import own_row, save_row
from planner.model.catalog import Catalog
from planner.ui.visit import in_view

APP = Path(__file__).resolve().parents[2] / "app.py"
CATALOG_PAGE = APP.parent / "planner" / "ui" / "pages" / "catalog.py"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "mine"
    monkeypatch.setenv("PLANNER_DATA", str(folder))
    in_view.settings.clear()
    yield folder
    in_view.settings.clear()


def opened() -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(str(CATALOG_PAGE)).run()
    app.session_state["tab"] = "Your catalog"
    return app.run()


def asking(kind: str) -> AppTest:
    app = opened()
    app.segmented_control(key="own-kind").set_value(kind).run()
    return app


def said(app: AppTest) -> str:
    shown = (*app.markdown, *app.error, *app.warning, *app.success, *app.header)
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def field(app: AppTest, column: str) -> object:
    for kind in (app.text_input, app.selectbox):
        for element in kind:
            if str(element.key).endswith(f":{column}") and str(element.key).startswith("own:"):
                return element
    raise AssertionError(f"there is no input for {column}")


def fill(app: AppTest, **cells: str) -> AppTest:
    for column, cell in cells.items():
        field(app, column).set_value(cell)  # type: ignore[attr-defined]
    return app.button(key="own-save").click().run()


def test_a_file_in_the_place_of_ones_own_folder_is_told_and_takes_no_page_away(own: Path) -> None:
    own.write_text("in the way")
    app = asking("vendors")
    assert not app.exception
    assert "Your own catalog cannot be read: this is a file" in said(app)
    assert "You have not added anything yet." not in said(app)

    fill(app, name="Corner", currency="SGD")
    assert not app.exception
    assert "Nothing was written: there is a file where a folder must be." in said(app)
    assert field(app, "name").value == "Corner"  # type: ignore[attr-defined]

    # Nor do the details of a part, where it is no place to say so.
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["q"] = "rpi-1b"
    app.run()
    app.switch_page(str(CATALOG_PAGE)).run()
    app.session_state["part:rpi-1b"] = True
    app.run()
    app.button(key="own-retire:rpi-1b").click().run()
    assert not app.exception
    assert "there is a file where a folder must be" in said(app)


def test_a_folder_that_goes_away_while_the_app_runs_is_no_ones_own(own: Path) -> None:
    app = fill(asking("vendors"), name="Corner", currency="SGD")
    assert "1 row of your own" in said(app)
    app.button(key="own-change:0").click().run()

    own.rename(own.with_name("away"))
    app.button(key="own-save").click().run()

    assert not app.exception
    assert "somebody else removed corner meanwhile" in said(app)
    assert "You have not added anything yet." in said(app)
    assert "corner" in (own.with_name("away") / "vendors.csv").read_text()


def test_a_link_that_leads_nowhere_takes_no_page_away(own: Path) -> None:
    own.mkdir()
    (own / "vendors.csv").symlink_to(own / "gone.csv")
    assert not opened().exception


@pytest.mark.usefixtures("own")
def test_without_rows_nothing_is_ones_own() -> None:
    assert "You have not added anything yet." in said(opened())


def test_a_shop_and_a_price_are_saved_and_listed(own: Path) -> None:
    app = fill(asking("vendors"), name="Corner shop, Bugis", currency="SGD", shipping="5")
    assert "Corner shop, Bugis" in said(app)
    app.segmented_control(key="own-kind").set_value("offers").run()
    app = fill(
        app, part_number="rpi-5-8gb", vendor="corner-shop-bugis", price="255", source="shelf"
    )
    assert not app.error
    row = own_row(
        own,
        "offers",
        {
            "vendor": "corner-shop-bugis",
            "part_number": "rpi-5-8gb",
            "quoted_on": str(field(app, "quoted_on").value),
        },
    )  # type: ignore[attr-defined]
    assert row is not None
    assert (row["price"], row["currency"]) == ("255", "SGD")
    assert "Raspberry Pi 5 8 GB at Corner shop, Bugis" in said(app)


def test_a_mistake_is_told_beside_its_input_and_nothing_is_written(own: Path) -> None:
    app = fill(asking("vendors"), name="Corner", currency="S$")
    assert "not an ISO 4217 currency code" in said(app)
    assert not own.exists()
    assert field(app, "name").value == "Corner"  # type: ignore[attr-defined]


def test_a_shipped_shop_gets_terms_and_they_are_taken_back(own: Path) -> None:
    app = asking("vendors")
    app.selectbox(key="own-shop:0").select("adafruit").run()
    assert field(app, "name").value == "Adafruit"  # type: ignore[attr-defined]
    app = fill(app, shipping="6.50")
    row = own_row(own, "vendors", {"vendor": "adafruit"})
    assert row is not None
    assert (row["shipping"], row["free_shipping_over"]) == ("6.50", "200.00")
    app.button(key="own-back:0").click().run()
    assert own_row(own, "vendors", {"vendor": "adafruit"}) is None
    assert "You have not added anything yet." in said(app)


def test_who_changes_a_row_that_somebody_else_changed_is_told(own: Path) -> None:
    app = fill(asking("vendors"), name="Corner", currency="SGD")
    app.button(key="own-change:0").click().run()
    seen = own_row(own, "vendors", {"vendor": "corner"})
    assert seen is not None
    theirs = {**seen, "shipping": "9"}
    save_row(own, "vendors", theirs, Catalog(), seen=seen, today=date(2026, 11, 29))
    app = fill(app, shipping="4")
    assert "somebody else changed corner meanwhile; it now says" in said(app)
    assert own_row(own, "vendors", {"vendor": "corner"}) == theirs


def test_a_part_is_given_a_price_changed_and_retired_from_its_details(own: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["q"] = "rpi-1b"
    app.run()
    app.switch_page(str(CATALOG_PAGE)).run()
    app.session_state["part:rpi-1b"] = True
    app.run()
    app.button(key="own-retire:rpi-1b").click().run()
    assert own_row(own, "retired", {"part_number": "rpi-1b"}) is not None


LIST = "part_number,currency,price,min_quantity,source\n" + "".join(
    f"rpi-5-8gb,SGD,{price},{least},my quote\n" for price, least in (("250", 1), ("240", 10))
)
SWITCHES = """part_number,name,source,ports,speed_mbps
my-switch,My switch,https://s.example,8,1000
bad-switch,Bad switch,https://s.example,eight,1000
"""


def brought(*files: tuple[str, str]) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(str(CATALOG_PAGE)).run()
    app.session_state["tab"] = "Import parts and prices"
    app.run()
    app.file_uploader(key="own-files").set_value(
        [(name, text.encode(), "text/csv") for name, text in files]
    )
    return app.run()


def test_a_list_that_was_brought_is_kept_and_what_was_not_read_stays_out(own: Path) -> None:
    app = brought(("switch.csv", SWITCHES), ("offers.csv", LIST))
    assert not own.exists()
    app.button(key="keep-list").click().run()
    assert "Choose the shop these prices come from" in said(app)
    assert not own.exists()

    app.selectbox(key="keep-shop:uploaded").set_value("+").run()
    app.text_input(key="keep-name:uploaded").set_value("Corner shop").run()
    app.text_input(key="keep-currency:uploaded").set_value("SGD").run()
    app.button(key="keep-list").click().run()

    assert "1 part and 1 price are in your own catalog now." in said(app)
    assert own_row(own, "switch", {"part_number": "my-switch"}) is not None
    assert own_row(own, "switch", {"part_number": "bad-switch"}) is None
    rows = (own / "offers" / "corner-shop.csv").read_text().splitlines()
    assert len(rows) == 3
    assert "own_parts" not in app.session_state


def test_a_list_is_filed_under_a_shop_that_is_chosen(own: Path) -> None:
    app = brought(("offers.csv", LIST))
    app.selectbox(key="keep-shop:uploaded").set_value("adafruit").run()
    app.button(key="keep-list").click().run()

    assert "0 parts and 1 price are in your own catalog now." in said(app)
    assert (own / "offers" / "adafruit.csv").exists()


def test_a_list_that_cannot_be_written_is_told_and_stays(own: Path) -> None:
    app = brought(("switch.csv", SWITCHES))
    own.write_text("in the way")
    app.button(key="keep-list").click().run()

    assert "Nothing was written" in said(app)
    assert len(app.session_state["own_parts"]) == 1


def test_the_day_on_which_terms_were_read_is_kept_with_them_and_only_with_them(own: Path) -> None:
    fill(asking("vendors"), name="Corner", currency="SGD")
    fill(asking("vendors"), name="Lion", currency="SGD", shipping="5", lead_time_days="3")
    corner = own_row(own, "vendors", {"vendor": "corner"})
    lion = own_row(own, "vendors", {"vendor": "lion"})

    assert corner is not None
    assert lion is not None
    assert "terms_on" not in corner
    assert (lion["terms_on"], lion["lead_time_days"]) == (str(in_view.today()), "3")


def test_ones_own_tariff_is_written_changed_and_taken_back(own: Path) -> None:
    app = fill(
        asking("tariffs"), name="My contract", since="2026-08-01", per_kwh="0.2890", source="bill"
    )
    assert not app.exception
    assert "My contract" in (own / "tariffs.csv").read_text()
    assert "per kwh 0.2890" in said(app)

    app.button(key="own-change:0").click().run()
    fill(app, per_kwh="0.2700")
    assert "per kwh 0.2700" in said(app)

    app.button(key="own-back:0").click().run()
    assert not app.exception
    assert "You have not added anything yet." in said(app)


def test_a_board_that_nobody_has_priced_is_priced_from_where_it_is_missed(own: Path) -> None:
    (own / "parts").mkdir(parents=True)
    shipped = (APP.parent / "catalogs" / "parts" / "board.csv").read_text().splitlines()
    row = next(line for line in shipped if line.startswith("rpi-5-1gb,"))
    row = row.replace("rpi-5-1gb,Raspberry Pi 5 1 GB", "my-board,Board of mine")
    (own / "parts" / "board.csv").write_text(f"{shipped[0]}\n{row}\n")

    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(str(CATALOG_PAGE.with_name("size.py")))
    app.query_params["wishes"] = json.dumps({"nodes": 2, "boards": ["my-board"]})
    app.run()
    for _ in range(60):
        if any(button.label == "Enter a price of Board of mine" for button in app.button):
            break
        app.run()
    app.button(key="complete:my-board").click().run()

    assert app.title[0].value == "Catalog"
    assert field(app, "part_number").value == "my-board"  # type: ignore[attr-defined]
    fill(app, vendor="pi-hut", price="40.50", currency="SGD", source="a friend")
    assert "Saved" in "".join(str(each.value) for each in app.toast)
