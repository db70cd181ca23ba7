"""The page Buy: a build or a bill in, a basket a vendor out, and nothing hidden that is missing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from planner.engine.buying.partial import buy_what_can_be_had
from planner.engine.solving.effort import Effort
from planner.io.documents.builds import read_build
from planner.jobs import buying as purchases
from planner.model.buying import Purchase
from planner.model.proof import Status
from planner.model.term_prices import PricedTerms, TermPrice
from planner.model.wishes import LimitedTerm, TermKind
from planner.ui.visit import in_view
from planner.ui.visit.drafts import Draft

APP = Path(__file__).resolve().parents[3] / "app.py"
PAGE = APP.parent / "planner" / "ui" / "pages" / "buy.py"
HEAD = "part_number,sku,currency,min_quantity,price,pack_size,lead_time_days,quoted_on,basis,source"
FILES = {
    "vendors.csv": """\
vendor,name,kind,country,currency,url,shipping,ships_to,tax_percent,tax_included,fx_percent
acme,Acme,shop,SG,SGD,https://acme.example/,5,SG;MY,9,true,
lion,Lion City,shop,SG,SGD,https://lion.example/,4,SG,9,true,
far,Far_Away,shop,US,USD,https://far.example/,8,,0,,2
diary,A diary,publication,SG,SGD,,,,,,
""",
    "offers/acme.csv": f"""{HEAD}
board,B-1,SGD,1,50,1,2,DAY,quoted,https://acme.example/b
lead,L-5,SGD,1,4,5,2,DAY,quoted,https://acme.example/l
lead,L-5,SGD,3,3.50,5,2,DAY,quoted,https://acme.example/l
""",
    "offers/lion.csv": f"{HEAD}\nboard,,SGD,1,49,1,5,DAY,quoted,a shop\n",
    "offers/far.csv": f"{HEAD}\nlead,,USD,1,0.50,1,,DAY,quoted,a shop\n",
    "offers/diary.csv": f"{HEAD}\ncase,,SGD,1,7,1,,2019-01-01,published,a diary\n",
    "parts/other.csv": """\
part_number,name,source
board,A board,https://a.example
lead,A cable,https://a.example
fan,A *fan*,https://a.example
case,A case,https://a.example
""",
    "rates.csv": "base,quote,rate,as_of,source\nUSD,SGD,1.3,DAY,a bank\nSGD,USD,0.75,DAY,a bank\n",
}


def build(title: str, **parts: int) -> str:
    head = f'title = "{title}"\ncurrency = "SGD"\non = 2020-06-17\nsource = "a build"\n'
    return head + "".join(
        f'[[positions]]\nslot = "other"\npart_number = "{part}"\nquantity = {count}\n'
        for part, count in parts.items()
    )


@pytest.fixture(autouse=True)
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A market of three shops and a diary, in which a fan is sold by nobody."""
    folder = tmp_path / "catalogs"
    builds = {
        "builds/kraken.toml": build("Small", board=2, lead=12),
        "builds/gap.toml": build("Gap", board=2, lead=12, fan=1),
        "builds/cased.toml": build("Cased", case=1),
    }
    for name, text in {**FILES, **builds}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.replace("DAY", in_view.today().isoformat()))
    monkeypatch.setenv("PLANNER_CATALOGS", str(folder))
    in_view.settings.clear()
    yield folder
    in_view.settings.clear()


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(str(PAGE))
    for key, text in address.items():
        app.query_params[key] = text
    return app.run()


def shown(table: Any) -> list[str]:
    """Return the texts of a table as they are seen: figures have them in their formats."""
    frame = table.value
    if table.proto.arrow_data.HasField("styler"):
        frame = convert_arrow_bytes_to_pandas_df(table.proto.arrow_data.styler.display_values)
    return [str(text) for text in frame.to_numpy().flatten()]


def said(app: AppTest) -> str:
    kinds = ("markdown", "title", "header", "info", "warning", "error")
    texts = [str(element.value) for kind in kinds for element in app.get(kind)]
    texts += [text for table in app.table for text in shown(table)]
    return "\n".join(texts).replace("\\", "").replace("\u00a0", " ")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def total(app: AppTest) -> str:
    return next(line for line in said(app).splitlines() if line.startswith("***"))


def kept(app: AppTest, key: str) -> str | None:
    found = app.query_params.get(key)
    return found if found is None or isinstance(found, str) else found[0]


# --- what is shown --------------------------------------------------------------------------------


def test_the_basket_is_proven_and_says_what_it_saves_and_where_that_comes_from() -> None:
    app = opened()

    assert not app.exception
    assert total(app) == "***S$115.50***"
    text = said(app)
    assert "Landed cost" in text
    assert "Proven cheapest]" in text
    assert "**US$86.63**" in text
    assert "**Saves** S$5.06" in text
    # Boards at Lion City and leads from far away: S$98 + S$4, and US$14 at 1.3 and 2 %.
    assert (
        "from any vendor: costs **S$5.06 more**, S$9.61 more for shipping, S$4.55 less for goods."
    ) in text
    assert "Everything from one vendor: costs the same." in text
    assert "within 2 days" in text


PLAN = PAGE.parent / "plan.py"


def built(app: AppTest) -> str:
    return str(app.selectbox(key="build").value)


@pytest.fixture
def of_long_ago(catalog: Path) -> None:
    """Kraken as it is: of parts that no shop sells, and beside it a build that can be bought."""
    kraken, small = build("Kraken", board=2, fan=1), build("Small", board=2, lead=12)
    (catalog / "builds/kraken.toml").write_text(kraken)
    (catalog / "builds/small.toml").write_text(small)


@pytest.mark.usefixtures("of_long_ago")
def test_it_opens_on_a_build_of_which_shops_sell_every_part_and_the_other_is_a_click_away() -> None:
    app = opened()

    assert (built(app), kept(app, "build")) == ("small", None)
    assert total(app) == "***S$115.50***"
    assert "Shown because shops on record sell every part of it." in said(app)

    press(app, "Buy Kraken instead")

    assert (built(app), kept(app, "build")) == ("kraken", "kraken")
    assert "Shown because" not in said(app)
    assert total(app) != "***S$115.50***"


@pytest.mark.usefixtures("of_long_ago")
def test_the_build_that_somebody_chose_stays_from_page_to_page() -> None:
    app = opened(build="kraken")
    assert built(app) == "kraken"

    app.switch_page(str(PLAN)).run()
    assert built(app) == "kraken"
    app.switch_page(str(PAGE)).run()
    assert built(app) == "kraken"

    app.selectbox(key="build").select("gap").run()
    app.switch_page(str(PLAN)).run()
    assert built(app) == "gap"


@pytest.mark.usefixtures("of_long_ago")
def test_each_page_opens_with_its_own_build_while_nobody_chose_one() -> None:
    app = opened()
    assert built(app) == "small"
    app.switch_page(str(PLAN)).run()
    assert built(app) == "kraken"
    app.switch_page(str(PAGE)).run()
    assert built(app) == "small"


@pytest.mark.usefixtures("of_long_ago")
def test_who_changed_a_build_buys_that_one() -> None:
    app = opened()
    app.switch_page(str(PLAN)).run()
    app.session_state["drafts"] = {
        "kraken": Draft(read_build("kraken.toml", build("Kraken", board=3).encode())[0])
    }
    app.run()
    app.switch_page(str(PAGE)).run()

    assert built(app) == "kraken"
    assert "Shown because" not in said(app)


def test_a_build_whose_file_changed_is_bought_as_it_is_now(catalog: Path) -> None:
    app = opened()
    assert total(app) == "***S$115.50***"

    (catalog / "builds/kraken.toml").write_text(build("Small", board=4, lead=12))
    assert total(app.run()) == "***S$215.50***"


def test_a_build_that_can_be_bought_whole_is_not_exchanged_for_another() -> None:
    app = opened()
    assert built(app) == "kraken"
    assert "Shown because" not in said(app)


def test_where_no_build_can_be_bought_whole_it_opens_as_other_pages_do(catalog: Path) -> None:
    for name in ("kraken", "gap", "cased"):
        (catalog / f"builds/{name}.toml").write_text(build(name.title(), board=2, fan=1))
    assert built(opened()) == "kraken"


def test_an_order_shows_packs_breaks_spare_pieces_shipping_tax_and_link() -> None:
    app = opened()
    text = said(app)

    assert "[acme.example](https://acme.example/)" in text
    assert "15 pieces, 3 left over" in text
    assert "S$3.50 a pack, from 3 packs" in text
    assert "S$50.00 each" in text
    assert "Tax, 9 %" in text
    frame = app.table[0].value
    assert list(frame["Part"])[-3:] == ["Shipping", "Tax, 9 %", "**Total**"]


def test_what_a_broker_takes_is_a_line_of_the_order_from_abroad(catalog: Path) -> None:
    file = catalog / "vendors.csv"
    rows = file.read_text().replace("acme,Acme,shop,SG", "acme,Acme,shop,MY").splitlines()
    told = {"vendor": "brokerage_fee", "acme": "3.50"}
    file.write_text("".join(f"{row},{told.get(row.split(',')[0], '')}\n" for row in rows))
    app = opened(only="board:acme")

    frame = app.table[0].value
    assert list(frame["Part"])[-4:] == ["Shipping", "Tax, 9 %", "Brokerage", "**Total**"]
    assert "S$3.50" in said(app)


def test_a_part_that_nobody_sells_is_named_and_the_rest_is_bought() -> None:
    app = opened(build="gap")

    assert not app.exception
    text = said(app)
    assert "Subtotal" in text
    assert "without 1 part" in text
    assert "Proven cheapest for the rest" in text
    assert "**1 × A *fan***: no known vendor sells it" in text
    assert total(app) == "***S$115.50***"


def test_a_price_that_was_printed_and_terms_that_nobody_states_are_marked() -> None:
    app = opened(build="cased", printed="yes", since="any")

    text = said(app)
    assert "price reference only, not a shop" in text
    assert "S$7.00 each" not in text  # of one piece, which its amount says
    assert "shipping and tax unknown at 1 of" in text
    assert "Shipping and tax" in text
    assert "3 warnings" in text
    press(app, "Basis of these prices")
    assert "Check before you buy: " in said(app)


def test_where_charges_are_not_known_a_button_opens_the_place_to_enter_them() -> None:
    def place(app: AppTest) -> bool:
        (found,) = (e for e in app.expander if e.label == "Prices, shipping and tax")
        return bool(found.proto.expanded)

    app = opened(build="cased", printed="yes", since="any")
    assert not place(app)
    press(app, "Basis of these prices")
    press(app, "Enter shipping and tax")
    assert not app.exception
    assert place(app)


def test_an_empty_build_says_that_there_is_nothing_to_buy() -> None:
    assert "There is nothing to buy" in said(opened(build="my-build"))


def test_shipping_that_holds_for_another_country_is_not_known_here(catalog: Path) -> None:
    file = catalog / "vendors.csv"
    rows = file.read_text().splitlines()
    told = {"vendor": "terms_for", "lion": "MY", "acme": "SG"}
    file.write_text("".join(f"{row},{told.get(row.split(',')[0], '')}\n" for row in rows))
    app = opened(only="board:lion", without="acme")
    text = said(app)
    assert total(app) == "***S$116.56***"
    assert "Shipping and tax" in text
    assert "shipping and tax unknown at 1 of 2 vendors" in text


# --- terms ----------------------------------------------------------------------------------------


def test_terms_come_from_the_link_and_each_of_them_decides() -> None:
    assert total(opened(without="acme")) == "***S$120.56***"
    assert total(opened(only="board:lion")) == "***S$117.50***"
    app = opened(ship="MY", without="acme")
    assert "not enough of it is sold" not in said(app)
    assert "**2 × A board**: no vendor sells it under these terms" in said(app)


def test_a_change_is_in_force_at_once_and_kept_in_the_address() -> None:
    app = opened()

    app.multiselect(key="buy:without").set_value(["acme"]).run()
    assert total(app) == "***S$120.56***"
    assert kept(app, "without") == "acme"
    app.number_input(key="buy:most").set_value(1).run()
    assert "No basket from at most 1 vendor covers everything" in said(app)
    assert kept(app, "most") == "1"
    app.multiselect(key="buy:without").set_value([]).run()
    assert total(app) == "***S$115.50***"
    assert kept(app, "without") is None
    app.selectbox(key="buy:ship").set_value("MY").run()
    assert kept(app, "ship") == "MY"


@pytest.mark.parametrize(
    ("key", "number", "told"),
    [
        ("buy:most", 0, "0"),
        ("buy:most", 1001, "1,001"),
        ("buy:most", 1.5, "1.5"),
        ("buy:soon", -1.0, "-1"),
        ("buy:soon", 1000.5, "1,000.5"),
    ],
)
def test_a_number_that_cannot_be_goes_back_and_is_said_beside_it(
    key: str, number: float, told: str
) -> None:
    app = opened(most="2")
    before = total(app)

    app.number_input(key=key).set_value(number).run()

    assert not app.exception
    assert f"{told} is not valid for" in app.warning[0].value
    assert app.number_input(key="buy:most").value == 2
    assert app.number_input(key="buy:soon").value is None
    assert total(app) == before
    assert kept(app, "most") == "2"


def test_a_day_to_be_needed_by_leaves_out_what_comes_later_or_does_not_say() -> None:
    soon = in_view.today() + timedelta(days=400)
    app = opened(by=soon.isoformat(), without="acme")
    assert app.date_input(key="buy:by").value == soon
    assert "**12 × A cable**: no vendor sells it under these terms" in said(app)


def test_a_part_is_locked_to_a_vendor_and_freed_again() -> None:
    app = opened()

    app.selectbox(key="buy:lock-part").set_value("board").run()
    app.selectbox(key="buy:lock-vendor").set_value("lion").run()
    assert not app.exception
    assert total(app) == "***S$117.50***"
    assert kept(app, "only") == "board:lion"
    assert "A board only from Lion City" in said(app)

    press(app, "Unlock")
    assert total(app) == "***S$115.50***"
    assert kept(app, "only") is None


@pytest.mark.parametrize(
    "address",
    [
        {"ship": "Singapore", "by": "tomorrow", "most": "none"},
        {"without": "nobody,,x" * 2, "only": ":,a:b,board", "most": "0"},
        {"without": "x" * 9_000, "most": "9" * 30},
        {"ship": "S1", "most": "²", "by": "0001-01-01"},
    ],
)
def test_a_link_that_means_nothing_does_no_harm(address: dict[str, str]) -> None:
    app = opened(**address)
    assert not app.exception
    assert total(app) == "***S$115.50***"


# --- a bill of one's own --------------------------------------------------------------------------


def test_a_bill_is_bought_in_place_of_the_build_until_the_visitor_goes_back() -> None:
    app = opened()

    bill = b"part_number,quantity,owned\nboard,3,1\nlead,5,\n"
    app.file_uploader(key="bill-file").upload("mine.csv", bill).run()
    assert not app.exception
    assert app.title[0].value.replace("\\", "") == "Buy mine.csv"
    assert total(app) == "***S$109.00***"

    press(app, "Back to the build")
    assert app.title[0].value == "Buy Small"


def test_a_bill_with_a_mistake_says_where_and_one_that_is_none_changes_nothing() -> None:
    app = opened()
    rows = b"part_number,quantity\nboard,1\nlead,many\n"
    app.file_uploader(key="bill-file").upload("mine.csv", rows).run()
    assert "'many' is not a whole number" in said(app)
    # What was read is bought, and nothing calls that the bill.
    assert total(app) == "***S$53.00***"
    assert "Subtotal" in said(app)
    assert "1 row of the BOM not read" in said(app)
    assert "Not read: row 3 of mine.csv (lead)." in said(app)
    assert "Landed cost" not in said(app)

    app = opened()
    app.file_uploader(key="bill-file").upload("none.csv", b"hello\nthere\n").run()
    assert not app.exception
    assert "part_number" in said(app)
    assert app.title[0].value == "Buy Small"


# --- copies ---------------------------------------------------------------------------------------


def test_what_the_next_copy_costs_is_told_with_the_reason_for_a_step(catalog: Path) -> None:
    (catalog / "builds" / "kraken.toml").write_text(build("Small", board=1, lead=2))
    app = press(opened(), "What does the next copy cost?")
    assert not app.exception
    # A pack of five cables is enough for two copies.
    assert "The 3rd costs S$4.00 more than the 2nd: a 2nd pack of 5 × A cable" in said(app)


def test_copies_that_cost_no_more_can_be_taken(catalog: Path) -> None:
    (catalog / "builds" / "kraken.toml").write_text(build("Cables", lead=2))
    app = press(opened(), "What does the next copy cost?")
    assert "2 copies cost no more than 1: the cheapest basket for 1 already holds" in said(app)
    press(app, "Buy 2 copies instead")
    assert app.number_input(key="copies:kraken:2").value == 2


def test_copies_are_chosen_beside_the_build_and_the_basket_holds_all_of_them() -> None:
    app = opened()
    app.number_input(key="copies:kraken:1").set_value(3).run()
    assert not app.exception
    assert "3 copies" in said(app)


# --- fewer vendors, and time ----------------------------------------------------------------------


def test_what_fewer_vendors_cost_is_drawn_on_demand() -> None:
    app = opened(only="board:lion,lead:far")
    assert "2 vendors: S$" not in said(app)
    press(app, "What would fewer vendors cost?")
    assert not app.exception
    assert "1 vendor: cannot cover everything; 2 vendors: S$120.56." in said(app)


def test_a_basket_from_one_vendor_says_that_there_are_no_fewer() -> None:
    app = press(opened(), "What would fewer vendors cost?")
    assert "already comes from one vendor" in said(app)


def unproven(*asked: Any, effort: Effort, **options: Any) -> Purchase:
    found = buy_what_can_be_had(*asked, effort=effort, **options)
    if (effort.left_ms() or 0) > 10_000:
        return found
    return replace(found, status=Status.FEASIBLE, gap=Decimal("0.80"))


def test_what_is_not_proven_says_how_far_off_it_may_be_and_can_be_sought_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(purchases, "buy_what_can_be_had", unproven)
    app = opened(without="acme", most="3")
    assert "Within 0.8 % of the cheapest after 10 s" in said(app)

    press(app, "Search for 60 s")
    assert "Proven cheapest]" in said(app)


def test_time_that_ran_out_before_any_basket_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(needs: Any, *_: Any, **__: Any) -> Purchase:
        return Purchase(Status.UNKNOWN, tuple(needs))

    monkeypatch.setattr(purchases, "buy_what_can_be_had", nothing)
    app = opened(without="acme", most="4")
    assert "No basket was found in 10 s" in said(app)
    press(app, "Search for 60 s")
    assert "No basket was found in 60 s" in said(app)


# --- orders to take along -------------------------------------------------------------------------


def test_orders_are_offered_as_a_workbook_a_page_and_csv() -> None:
    app = opened()
    labels = [button.label for button in app.get("download_button")]
    assert [label for label in labels if label.startswith("Orders")] == [
        "Orders as Excel",
        "Orders to print",
        "Orders as CSV",
    ]


def test_haste_is_asked_for_in_percent_kept_in_the_link_and_told_with_its_price() -> None:
    app = opened(sooner="5")
    assert kept(app, "sooner") == "5"
    assert "Proven fastest within 5 %]" in said(app)
    cheapest = next(line for line in said(app).splitlines() if "the cheapest costs" in line)
    assert "S$115.50" in cheapest

    field = next(
        each for each in app.number_input if each.label == "Pay up to … % more for faster delivery"
    )
    field.set_value(None).run()
    assert kept(app, "sooner") is None
    assert total(app) == "***S$115.50***"


def test_where_nothing_is_sooner_for_the_price_the_page_says_so() -> None:
    app = opened(sooner="0", build="cased", printed="yes", since="any")
    assert "No faster basket within 0 %]" in said(app)


@pytest.mark.parametrize("text", ["-1", "1001", "1000.01", "x"])
def test_a_link_with_another_percentage_asks_for_nothing(text: str) -> None:
    assert kept(opened(sooner=text), "sooner") is None


@pytest.mark.parametrize(("text", "value"), [("2.5", 2.5), ("1000", 1000.0)])
def test_a_percentage_may_have_decimals_and_be_as_large_as_on_the_command_line(
    text: str, value: float
) -> None:
    app = opened(sooner=text)

    assert kept(app, "sooner") == text
    field = next(
        each for each in app.number_input if each.label == "Pay up to … % more for faster delivery"
    )
    assert field.value == value
    field.set_value(12.25).run()
    assert kept(app, "sooner") == "12.25"


def test_the_basket_comes_with_a_certificate() -> None:
    app = opened()
    labels = [str(each.label) for each in app.get("download_button")]
    assert "Proof file" in labels


# --- what the terms cost --------------------------------------------------------------------------


def test_what_each_term_costs_is_told_on_demand_in_plain_words() -> None:
    app = opened(only="board:lion", without="acme,diary", sooner="5", printed="yes")
    assert "costs nothing more" not in said(app)
    press(app, "What your terms cost")
    assert not app.exception
    text = said(app)
    # Boards at Lion City and leads far away cost S$120.56; with Acme's leads, S$117.50.
    assert "- A board only from Lion City: costs nothing more." in text
    assert "- Acme excluded: **S$3.06 more**." in text
    assert "- A diary excluded: costs nothing more." in text
    assert "- All of these together: **S$5.06 more**." in text
    # Nobody knows when leads from far away arrive.
    assert "- Faster delivery, for at most 5 % more: nothing is known to arrive sooner" in text
    assert "Time ran out" not in text


def test_a_day_and_a_number_of_vendors_have_their_price_too() -> None:
    soon = (in_view.today() + timedelta(days=2)).isoformat()
    app = press(opened(by=soon, most="1", sooner="5"), "What your terms cost")
    assert "- Faster delivery, for at most 5 % more: costs nothing more." in said(app)
    assert f"- Delivered by {soon}: costs nothing more." in said(app)
    assert "- At most 1 vendor: costs nothing more." in said(app)


def test_without_terms_there_is_nothing_to_ask_for() -> None:
    labels = [button.label for button in opened().button]
    assert "What your terms cost" not in labels


def test_where_a_term_keeps_a_part_away_the_page_says_which() -> None:
    app = opened(without="acme,far")
    assert "no vendor sells it under these terms" in said(app)
    press(app, "Which of your terms blocks it?")
    text = said(app)
    assert "- Acme excluded: **blocks it**. Without it, everything costs S$115.50." in text
    assert "- Far_Away excluded: **blocks it**. Without it, everything costs S$120.56." in text


def test_where_no_basket_fulfils_the_terms_the_page_says_which_is_in_the_way() -> None:
    app = opened(without="acme", most="1")
    assert "No basket from at most 1 vendor covers everything" in said(app)
    press(app, "Which of your terms blocks it?")
    text = said(app)
    assert "- At most 1 vendor: **blocks it**. Without it, everything costs S$120.56." in text


def test_terms_that_hold_each_other_are_in_the_way_together() -> None:
    app = opened(ship="MY", without="acme", only="board:lion")
    press(app, "Which of your terms blocks it?")
    text = said(app)
    assert "- A board only from Lion City: there is no basket without it either." in text
    assert "- Acme excluded: there is no basket without it either." in text
    assert "- All of these together: **blocks it**. Without them, everything costs" in text


def test_prices_that_were_not_found_or_not_proven_in_time_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hurried(needs: Any, found: Purchase, *_: Any, **__: Any) -> PricedTerms:
        assert found.basket is not None
        total = found.basket.total
        return PricedTerms(
            (
                TermPrice(LimitedTerm(TermKind.LOCK, "board", "lion"), None, None, proven=False),
                TermPrice(
                    LimitedTerm(TermKind.EXCLUDE, vendor="acme"), total, total - total, proven=False
                ),
                TermPrice(
                    LimitedTerm(TermKind.EXCLUDE, vendor="diary"),
                    total,
                    total - total * 2,
                    proven=True,
                ),
            ),
            in_the_way=False,
        )

    monkeypatch.setattr(purchases, "priced_terms", hurried)
    app = press(
        opened(only="board:lion", without="acme", most="4", printed="yes"), "What your terms cost"
    )
    text = said(app)
    assert "- A board only from Lion City: not calculated in time." in text
    assert "- A diary excluded: **S$120.56 less**: it allows prices that are not cur" in text
    assert "Time ran out for some" in text


def test_a_part_that_nobody_sells_is_not_put_down_to_the_terms() -> None:
    app = press(opened(build="gap", without="acme"), "Which of your terms blocks it?")
    text = said(app)
    assert "None of them: even without them, nobody sells what is missing." in text
    assert "- Acme excluded: **S$5.06 more**." in text


def test_without_a_part_that_nobody_sells_the_rest_is_told_as_the_rest() -> None:
    app = opened(build="gap", without="acme,far")
    press(app, "Which of your terms blocks it?")
    assert "**blocks it**. Without it, everything that is sold costs S$115.50." in said(app)


def test_speed_that_cannot_be_had_is_no_term_that_costs_nothing() -> None:
    app = press(
        opened(build="cased", sooner="0", printed="yes", since="any"), "What your terms cost"
    )
    assert "0 % more: nothing is known to arrive sooner at so little extra cost." in said(app)


def test_a_day_by_which_nothing_arrives_leaves_nothing_to_buy() -> None:
    app = opened(by=in_view.today().isoformat())
    assert "Nothing can be bought under these terms." in said(app)


def test_a_publication_is_not_called_a_shop_and_nothing_arrives_from_it() -> None:
    text = said(opened(build="cased", without="acme", printed="yes", since="any"))
    about = [line for line in text.splitlines() if "diary" in line]
    assert about
    assert not any("shop" in line.lower() for line in about)
    assert "if it delivers there" not in text


def test_a_row_of_prices_that_is_spoilt_while_the_app_runs_ends_the_proof(catalog: Path) -> None:
    assert "Proven cheapest]" in said(opened())
    file = catalog / "offers" / "far.csv"
    whole = file.read_text()
    file.write_text(whole + f"lead,F-2,USD,1,cheap,1,,{in_view.today()},quoted,a shop\n")
    text = said(opened())
    assert "1 row of prices not read may be cheaper" in text
    assert "Proven cheapest]" not in text
    file.write_text(whole)
    assert "Proven cheapest]" in said(opened())


# --- what is assumed ------------------------------------------------------------------------------


def test_what_a_visitor_assumes_gives_a_total_and_is_told_as_an_assumption() -> None:
    app = opened(build="cased", printed="yes", since="any", assume="shipping::10:SGD,tax::9")
    assert "assumed by you" in said(app)
    assert kept(app, "assume") == "shipping::10:SGD,tax::9"


@pytest.mark.parametrize(
    "text", ["shipping", "tax::-1", "tax::101", "shipping:nobody:1:SGD", "shipping::1:XX", ":::"]
)
def test_an_assumption_that_means_nothing_is_left_out_of_the_address(text: str) -> None:
    assert kept(opened(build="cased", assume=text), "assume") is None


def test_what_was_only_printed_is_taken_when_it_is_asked_for() -> None:
    assert kept(opened(printed="yes"), "printed") == "yes"
    assert kept(opened(printed="perhaps"), "printed") is None


def test_what_does_not_count_is_told_where_it_cannot_be_had_and_one_click_takes_it_in() -> None:
    app = opened(build="cased", printed="yes")
    # The one price there is was printed in 2019; what others sell is of today.
    assert "no offer of it qualifies: it has not been seen for sale since 2019-01-01" in said(app)
    assert "Excluded: 1 price from before " in said(app)

    press(app, "Include all prices")
    assert not app.exception
    assert kept(app, "since") == "any"
    assert "cannot be had" not in said(app)
    assert app.toggle(key="buy:any-price").value

    app.toggle(key="buy:any-price").set_value(False).run()
    assert kept(app, "since") is None
    app.toggle(key="buy:ended").set_value(True).run()
    assert kept(app, "ended") == "yes"


def test_used_articles_are_left_out_told_of_and_taken_with_one_click(catalog: Path) -> None:
    offers = catalog / "offers" / "lion.csv"
    day = in_view.today().isoformat()
    used = f"{HEAD},condition\nfan,,SGD,1,3,1,5,{day},quoted,a shop,used\n"
    offers.write_text(used + f"board,,SGD,1,49,1,5,{day},quoted,a shop,\n")
    in_view.settings.clear()
    app = opened(build="gap")
    assert "no offer of it qualifies: no price for a new item" in said(app)
    assert "Excluded: 1 price for refurbished or used items. 1 part has no other price." in said(
        app
    )

    press(app, "Any condition")
    assert not app.exception
    assert kept(app, "condition") == "any"
    assert "cannot be had" not in said(app)

    app.multiselect(key="buy:condition").set_value(["used", "new"]).run()
    assert kept(app, "condition") == "new,used"
    app.multiselect(key="buy:condition").set_value([]).run()
    assert kept(app, "condition") is None


@pytest.mark.parametrize(
    ("text", "stays"), [("used,mint", "used"), ("mint", None), ("new", None), ("used,any", "any")]
)
def test_a_condition_that_means_nothing_is_left_out_of_the_address(
    text: str, stays: str | None
) -> None:
    assert kept(opened(condition=text), "condition") == stays


# --- coupons --------------------------------------------------------------------------------------


def typed(app: AppTest, vendor: str, code: str, off: str, unit: str = "% off") -> AppTest:
    app.selectbox(key="buy:coupon-vendor").set_value(vendor)
    app.text_input(key="buy:coupon-code").set_value(code)
    app.text_input(key="buy:coupon-off").set_value(off)
    app.segmented_control(key="buy:coupon-unit").set_value(unit)
    return press(app, "Apply")


def test_a_coupon_is_typed_counted_kept_in_the_address_and_taken_out() -> None:
    app = opened()
    before = total(app)
    typed(app, "lion", "SAVE:10", "10")
    assert not app.exception
    assert kept(app, "coupon") == "lion:SAVE%3A10:10"
    assert "SAVE:10 at Lion City: 10 % off" in said(app)
    assert "assumed by you" in said(app)
    assert total(app) != before

    press(app, "Remove")
    assert kept(app, "coupon") is None
    assert total(app) == before

    typed(app, "lion", "FIVE", "5", "SGD")
    assert kept(app, "coupon") == "lion:FIVE:5:SGD"
    assert "S$5.00 off" in said(app)


@pytest.mark.parametrize(
    ("code", "off", "told"),
    [
        ("", "10", "A coupon needs a shop and a code."),
        ("SAVE", "ten", "is not a valid discount"),
        ("SAVE", "101", "is not a valid coupon"),
        ("SA VE", "10", "is not a valid coupon"),
    ],
)
def test_what_is_no_coupon_is_said_and_not_counted(code: str, off: str, told: str) -> None:
    app = typed(opened(), "lion", code, off)
    assert not app.exception
    assert told in said(app)
    assert kept(app, "coupon") is None


@pytest.mark.parametrize("text", ["lion", "nobody:A:5", "lion:A:101", "lion:A:5:XX", "lion::5"])
def test_a_coupon_that_means_nothing_is_left_out_of_the_address(text: str) -> None:
    assert kept(opened(coupon=text), "coupon") is None


def test_a_coupon_that_no_rate_converts_is_named_and_the_page_goes_on() -> None:
    app = opened(coupon="lion:HRYVNIA:5:UAH,acme:TEN:10")
    assert not app.exception
    assert "The coupon HRYVNIA for lion takes off UAH" in said(app)
    assert "there is no exchange rate from UAH to SGD" in said(app)
    assert kept(app, "coupon") == "acme:TEN:10"
    assert total(app)


# --- parcels of unknown cost ----------------------------------------------------------------------


def test_what_fewer_parcels_of_unknown_cost_come_to_stands_beside_the_sum(catalog: Path) -> None:
    shops = catalog / "vendors.csv"
    silent = shops.read_text().replace("example/,5,SG;MY,9", "example/,,SG;MY,9")
    shops.write_text(silent.replace("example/,4,SG,9", "example/,,SG,9"))
    in_view.settings.clear()
    app = opened(without="far")
    assert "From 1 vendor, with 1 fewer parcel of unknown shipping" in said(app)
    assert "S$2.00 more, but cheaper if such a parcel costs more than S$2.00." in said(app)

    press(app, "Buy from at most 1 vendor")
    assert not app.exception
    assert kept(app, "most") == "1"
    assert "1 parcel fewer" not in said(app)
