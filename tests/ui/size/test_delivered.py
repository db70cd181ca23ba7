"""Configure at delivered prices: parts and vendors together, and no number without its kind."""

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.engine.solving.effort import Effort, OutOfTimeError
from planner.jobs import sizing as proposals
from planner.model.proof import Status
from planner.model.sizing import DeliveredSizing, Sizing
from planner.ui.visit import in_view
from tests.ui.size.test_page import (
    APP,
    PAGE,
    answered,
    begun,
    opened,
    press,
    said,
    total,
)

BUY = PAGE.parent / "buy.py"
TO_SINGAPORE = {"delivered_to": "SG"}
# What is told here shows where more parts and prices count than do by default.
EVERYTHING = {"prices_since": "any", "include_ended": True}


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalog of the project, where every vendor says what a parcel costs."""
    folder = tmp_path_factory.mktemp("stated") / "catalogs"
    shutil.copytree(APP.parent / "catalogs", folder)
    ask_of_every_vendor(folder, shipping="9.00", terms_for="", tax_percent="9", tax_included="yes")
    ask_of_every_vendor(folder, import_tax_percent="0", duty_percent="0")
    return folder


@pytest.fixture(autouse=True)
def _stated_is_used(stated: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # One for all: it is read once.
    monkeypatch.setenv("PLANNER_CATALOGS", str(stated))
    in_view.settings.clear()
    yield
    in_view.settings.clear()


@pytest.fixture
def catalog(
    _stated_is_used: None, stated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The same for one test alone, which changes it."""
    folder = shutil.copytree(stated, tmp_path / "catalogs")
    monkeypatch.setenv("PLANNER_CATALOGS", str(folder))
    in_view.settings.clear()
    return folder


def ask_of_every_vendor(folder: Path, **facts: str) -> None:
    file = folder / "vendors.csv"
    with file.open(newline="") as text:
        vendors = [{**row, **facts} for row in csv.DictReader(text)]
    with file.open("w", newline="") as text:
        writer = csv.DictWriter(text, list(vendors[0]))
        writer.writeheader()
        writer.writerows(vendors)


def sized(**wishes: object) -> AppTest:
    """Open the page with wishes, and wait for the answer."""
    return opened(**wishes)


def kept(app: AppTest) -> Any:
    """Return the wishes in the address."""
    found = app.query_params["wishes"]
    return json.loads(found if isinstance(found, str) else found[0])


def test_parts_and_vendors_are_chosen_together_and_what_that_saves_is_told(
    catalog: Path, patient: None
) -> None:
    # What is cheapest at list prices can be bought only where all who print prices sell, too.
    ask_of_every_vendor(catalog, kind="shop")
    app = sized(nodes=4, **EVERYTHING, **TO_SINGAPORE)

    assert not app.exception
    text = said(app)
    assert "Total, delivered to Singapore" in text
    # What is cheapest was printed over a year ago, so the proof is of these prices.
    assert "Cheapest, delivered, given prices over a year old" in text
    assert "choosing parts first and vendors afterwards costs S$" in text
    assert "**Saves** S$" in text
    assert "**At list prices** S$" in text
    assert "Where to buy it" in text
    assert "Parts at list prices" in text
    at_delivered = total(app)

    listed = sized(nodes=4, **EVERYTHING)
    assert "delivered" not in said(listed)
    assert total(listed) != at_delivered


def test_each_vendor_stands_in_one_row_with_its_parts_its_shipping_and_its_total() -> None:
    app = sized(nodes=2, **TO_SINGAPORE)
    table = next(table for table in app.table if "Vendor" in table.value.columns)

    rows = [str(text).replace("\\", "") for text in table.value["Vendor"]]
    assert rows[-1] == "**Total, delivered**"
    assert any("2 × Raspberry Pi" in row for row in rows[:-1])
    assert all("**  \n:small[:gray[" in row for row in rows[:-1])
    shipping = [str(text) for text in table.value["Shipping"]]
    assert len(shipping) == len(rows)


def test_prices_are_chosen_in_the_form_and_kept_in_the_address_and_in_the_file() -> None:
    app = sized(nodes=2)
    prices = app.selectbox(key="wish:prices:1")
    assert prices.options[:2] == ["List prices, without shipping", "Delivered to Singapore"]

    prices.set_value("DE")
    answered(press(app, "Find the cheapest build"))
    assert "Total, delivered to Germany" in said(app)
    assert kept(app) == {"nodes": 2, "delivered_to": "DE"}

    app.file_uploader(key="wishes-file").upload(
        "mine.toml", b'nodes = 3\ndelivered_to = "SG"\n'
    ).run()
    answered(app)
    assert "Total, delivered to Singapore" in said(app)
    assert app.selectbox(key="wish:prices:2").value == "SG"


def test_a_country_that_is_not_listed_is_shown_by_its_letters() -> None:
    app = sized(nodes=2, delivered_to="ZZ")

    assert "Total, delivered to ZZ" in said(app)
    assert app.selectbox(key="wish:prices:1").value == "ZZ"


def test_another_aim_than_cost_says_why_it_has_no_delivered_prices_and_has_no_answer() -> None:
    app = sized(nodes=2, **TO_SINGAPORE)
    assert "2-node cluster" in said(app)

    app.selectbox(key="wish:objective:1").select("Lowest power")
    press(app, "Find the cheapest build")

    assert "elivered prices work only when optimising for lowest cost" in said(app)
    assert "2-node cluster" not in said(app)


def test_what_knows_list_prices_only_says_so() -> None:
    app = sized(nodes=3, **EVERYTHING, **TO_SINGAPORE)
    delivered = total(app)
    assert "At list prices, without shipping and taxes." not in said(app)

    answered(press(app, "What does the next node cost?"))
    assert said(app).count("At list prices, without shipping and taxes.") == 1
    press(app, "What does the next node cost?")

    press(app, "Why this part, and not another?")
    assert "this build was chosen at delivered prices" in said(app)
    press(app, "Why this part, and not another?")

    answered(press(app, "Cost trade-offs"))
    assert said(app).count("At list prices, without shipping and taxes.") == 1
    app.selectbox(key="frontier-place:cores").select_index(1).run()
    press(app, "Show this build above")

    text = said(app)
    assert text.count("At list prices, without shipping and taxes.") == 2
    assert "Where to buy it" not in text
    assert "Proven cheapest, delivered" not in text
    press(app, "Back to the proposal")
    assert total(app) == delivered


def test_the_curve_is_the_same_at_list_and_at_delivered_prices() -> None:
    tables = []
    for prices in ({}, TO_SINGAPORE):
        app = press(sized(nodes=2, **prices), "What does the next node cost?")
        table = next(table for table in app.table if "Nodes" in table.value.columns)
        tables.append(table.value.to_dict())

    assert tables[0] == tables[1]


def test_the_build_goes_on_to_buy_at_the_same_total() -> None:
    app = sized(nodes=2, delivered_to="DE")
    proposed = total(app)

    press(app, "Buy it")
    # A test's next run starts on the page it was sent to, unlike a browser's.
    app.switch_page(str(BUY)).run()

    assert app.title[0].value == "Buy 2-node cluster"
    assert total(app) == proposed
    assert app.selectbox(key="buy:ship").value == "DE"
    assert app.session_state["drafts"]["my-build"].build.wiring


def test_the_build_opens_on_plan_as_any_other() -> None:
    app = press(sized(nodes=2, **TO_SINGAPORE), "Open this build")

    assert app.title[0].value == "2-node cluster"


def test_the_build_opens_with_its_nodes_as_a_kit() -> None:
    app = press(sized(nodes=2, **TO_SINGAPORE), "Open with its nodes as a kit")

    assert [kit.quantity for kit in app.session_state["drafts"]["my-build"].build.kits] == [2]


def test_a_budget_that_only_list_prices_keep_says_what_it_costs_delivered() -> None:
    app = sized(nodes=2, power="none", budget="130", **EVERYTHING, **TO_SINGAPORE)

    assert not app.exception
    text = said(app)
    assert "No build that is delivered to Singapore meets all requirements." in text
    assert "At list prices there is one." in text
    assert "which is above the budget of S$130.00. Raise the budget to S$" in text
    assert "How to fix it:" in text
    assert "Open this build" not in [button.label for button in app.button]


def test_what_is_not_even_there_at_list_prices_is_told_with_list_prices() -> None:
    text = said(sized(nodes=8, budget="300", **TO_SINGAPORE))

    assert "No build meets all requirements, not even at list prices." in text
    assert "How to fix it:" in text


def ways_out(app: AppTest) -> list[Any]:
    return [button for button in app.button if str(button.key).startswith("way-out:")]


def price_on(button: Any) -> str:
    return str(button.label).replace("\\", "").rpartition(": ")[2]


@pytest.mark.parametrize(
    "wishes",
    [
        {"nodes": 2, "power": "none", "budget": "130", **EVERYTHING},
        {"nodes": 8, "budget": "300"},
        {"nodes": 2, "boards": ["gmktec-g3-plus"], "power": "poe", **EVERYTHING},
    ],
)
def test_the_price_on_each_way_out_is_that_of_the_answer_it_leads_to(
    wishes: dict[str, object], patient: None
) -> None:
    app = sized(**wishes, **TO_SINGAPORE)
    several = len(ways_out(app))
    assert several
    for place in range(several):
        again = sized(**wishes, **TO_SINGAPORE)
        way = ways_out(again)[place]
        price = price_on(way)
        way.click().run()
        assert total(answered(again)).strip("*") == price, way.label


def test_a_charge_that_nobody_states_makes_the_price_of_a_way_out_a_least(
    catalog: Path, patient: None
) -> None:
    ask_of_every_vendor(catalog, shipping="")
    ways = ways_out(sized(nodes=8, budget="300", **TO_SINGAPORE))

    assert ways
    assert all(": at least S$" in button.label.replace("\\", "") for button in ways)


def test_where_time_is_up_before_it_is_known_what_is_in_the_way_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def too_slow(*_: Any, **__: Any) -> None:
        raise OutOfTimeError

    monkeypatch.setattr(proposals, "delivered_conflict", too_slow)
    text = said(sized(nodes=8, budget="301", **TO_SINGAPORE))

    assert "No build meets all requirements." in text
    assert "There was no time to find out which requirements conflict." in text


def test_what_nobody_delivers_is_named(catalog: Path, patient: None) -> None:
    ask_of_every_vendor(catalog, ships_to="DE")

    text = said(sized(nodes=2, **TO_SINGAPORE))
    assert "No vendor that delivers sells a suitable switch" in text
    assert "Add an offer of a vendor who does." in text
    assert "What it takes to mend it" not in text


def test_an_answer_that_is_not_proven_says_how_close_it_is(
    monkeypatch: pytest.MonkeyPatch, patient: None
) -> None:
    found = sized(nodes=2, headroom_percent=11, **TO_SINGAPORE)
    assert "Proven cheapest, delivered" in said(found)
    real = proposals.size_delivered

    def hasty(*asked: Any, **more: Any) -> DeliveredSizing:
        best = real(*asked, **more)
        near = replace(best.sizing, status=Status.FEASIBLE, gap=Decimal("1.25"))
        return replace(best, sizing=near, apart=None)

    monkeypatch.setattr(proposals, "size_delivered", hasty)
    text = said(sized(nodes=2, headroom_percent=12, **TO_SINGAPORE))
    assert "Within 1.25 % of the cheapest possible, delivered, after 120 s" in text
    assert "parts first and vendors afterwards" not in text


def test_time_that_ran_out_before_any_build_was_found_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def too_slow(wanted: Any, *_: Any, **__: Any) -> DeliveredSizing:
        return DeliveredSizing(Sizing(wanted, Status.UNKNOWN))

    monkeypatch.setattr(proposals, "size_delivered", too_slow)
    assert "No build was found in 10 s." in said(
        sized(nodes=2, headroom_percent=13, **TO_SINGAPORE)
    )


@pytest.mark.usefixtures("progress_is_shown")
def test_looking_for_a_delivered_build_is_told_of_and_is_cancelled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = Event()

    def endless(wanted: Any, *_: Any, effort: Effort, **__: Any) -> DeliveredSizing:
        while not ended.wait(0.01):
            if not effort.goes_on():
                ended.set()
        return DeliveredSizing(Sizing(wanted, Status.UNKNOWN))

    monkeypatch.setattr(proposals, "size_delivered", endless)
    app = begun(nodes=2, headroom_percent=15, **TO_SINGAPORE)
    assert "Searching for the best build and where to buy it" in said(app)

    app.button(key="cancel:proposal").click().run()
    assert "You cancelled this." in said(app.run())
    assert ended.wait(60)


def test_list_prices_are_a_choice_that_cannot_be_emptied() -> None:
    app = opened(nodes=2)
    prices = next(each for each in app.selectbox if each.label == "Prices")

    assert prices.value is not None
    app = prices.set_value("DE").run()
    prices = next(each for each in app.selectbox if each.label == "Prices")
    app = prices.set_value("").run()

    assert next(each for each in app.selectbox if each.label == "Prices").value is not None
