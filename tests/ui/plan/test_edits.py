"""What a visitor changes: a copy is changed, the reference stays, and each change can be undone."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.engine.planning.edit import empty_build, with_part
from planner.model.build import ForAllCopies
from planner.model.money import Money
from planner.ui.plan import _dialogs as dialogs
from planner.ui.visit import in_view
from tests.ui.bill import ask, change, element, lines
from tests.ui.links import packed

APP = Path(__file__).resolve().parents[3] / "app.py"
PLAN = APP.parent / "planner" / "ui" / "pages" / "plan.py"
BOARDS = "kraken:rpi-3b:False:0"
CARD = "kraken:microsd-32gb:False:0"


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.switch_page(str(PLAN))
    return app.run()


def said(app: AppTest) -> str:
    """Return what a page says, without the signs that keep Markdown from reading it as markup."""
    return "\n".join(element.value for element in app.markdown).replace("\\", "")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def title(app: AppTest) -> str:
    return app.title[0].value


def test_a_changed_quantity_changes_a_copy_and_its_total() -> None:
    app = opened()

    change(app, {BOARDS: 8})

    assert not app.exception
    assert title(app) == "Kraken, edited"
    assert "S$681.69" in said(app)
    assert lines(app)[BOARDS]["total"] == "S$440.48"
    assert lines(app)[BOARDS]["each"] == "S$55.06 each"


def test_the_reference_build_stays_as_published() -> None:
    app = opened()
    change(app, {BOARDS: 8})

    app.selectbox(key="build").select("kraken-gigabit").run()
    assert "S$708.99" in said(app)
    app.selectbox(key="build").select("kraken").run()
    assert "S$681.69" in said(app)
    press(app, "Reset to original")

    assert title(app) == "Kraken"
    assert "S$626.63" in said(app)
    assert "All your changes were undone." in said(app)
    assert "toast-undo" in [button.key for button in app.button]

    press(app, "Undo")

    assert title(app) == "Kraken, edited"
    assert "S$681.69" in said(app)


def test_undo_takes_back_the_last_change_only() -> None:
    app = opened()
    change(app, {BOARDS: 8})
    change(app, {BOARDS: 9})

    press(app, "Undo")

    assert "S$681.69" in said(app)


def test_each_change_can_be_taken_back_the_last_one_first() -> None:
    app = opened()
    for number in (8, 9, 10):
        change(app, {BOARDS: number})

    shown = [lines(press(app, "Undo"))[BOARDS]["quantity"] for _ in range(3)]

    assert shown == [9, 8, 7]
    assert title(app) == "Kraken"
    assert "Undo" not in [button.label for button in app.button]


def test_an_own_build_that_was_started_again_comes_back_with_undo() -> None:
    empty = empty_build(currency="SGD", on=in_view.today())
    cards = with_part(empty, "storage", "sandisk-ultra-32gb", 3)
    app = opened(build="my-build", edit=packed(cards, empty))
    key = "my-build:sandisk-ultra-32gb:False:0"
    assert lines(app)[key]["quantity"] == 3

    press(app, "Start again")
    assert "Start with the boards" in app.info[0].value

    press(app, "Undo")
    assert lines(app)[key]["quantity"] == 3


def test_nothing_of_a_part_takes_it_out() -> None:
    app = opened()

    change(app, {BOARDS: 0})

    assert "S$241.21" in said(app)
    assert BOARDS not in lines(app)
    assert "Removed: Raspberry Pi 3 Model B." in said(app)
    app.button(key="toast-undo").click().run()
    assert BOARDS in lines(app)
    assert "Removed:" not in said(app)


def test_a_problem_is_named_with_its_numbers_and_offers_what_mends_it() -> None:
    app = opened()
    change(app, {BOARDS: 8})

    app.button(key="findings:button").click().run()

    assert "8 ports cannot serve 8 nodes and 1 uplink" in said(app)
    fixes = [button for button in app.button if button.label == "Choose a switch"]
    fixes[0].click().run()
    assert any("part fits" in text or "parts fit" in text for text in said(app).splitlines())


def test_what_is_no_longer_made_is_shown_only_when_asked() -> None:
    app = opened()
    next(button for button in app.button if button.label == "Add a part").click().run()
    assert "Not shown: " in said(app)
    assert "discontinued since" not in said(app)

    search = next(each for each in app.text_input if each.label == "Search")
    search.set_value("Raspberry Pi 1 (512").run()
    assert any("discontinued" in each.value for each in app.info)
    for label in ("Include discontinued parts", "Also show parts that do not fit, and why"):
        next(each for each in app.toggle if each.label == label).set_value(True).run()
    assert "discontinued since 2014-07-14" in said(app)


def test_a_part_without_a_price_leaves_no_total() -> None:
    app = opened(build="my-build")
    catalog = app.session_state["workspace"].catalog
    unpriced = next(p for p in catalog.parts if not catalog.offers_for(p.part_number))
    app.session_state["choosing"] = dialogs.Slot("my-build", unpriced.category)
    app.run()
    app.text_input[0].set_value(unpriced.part_number).run()
    app.toggle[0].set_value(True).run()
    app.button(key=f"take:{unpriced.part_number}").click().run()

    assert "Subtotal" in said(app)
    assert "+ 1 line without a price" in said(app)


def test_an_empty_build_says_what_to_do_next() -> None:
    app = opened(build="my-build")

    assert "Start with the boards" in app.info[0].value
    assert "Choose a board" in [button.label for button in app.button]


@pytest.mark.parametrize("token", ["abc", "eNo", "x" * 30_000, "eNqLjjbQqVZ"])
def test_a_link_that_was_cut_off_says_so_and_shows_the_build_as_published(token: str) -> None:
    app = opened(edit=token)

    assert not app.exception
    assert "S$626.63" in said(app)
    assert "cannot be read" in app.warning[0].value


def test_a_link_opens_the_changes_it_was_made_with() -> None:
    first = opened()
    change(first, {BOARDS: 8})
    token = first.query_params["edit"]

    second = opened(edit=token if isinstance(token, str) else token[0])

    assert title(second) == "Kraken, edited"
    assert "S$681.69" in said(second)


def test_quantities_asked_for_together_are_one_change() -> None:
    app = change(opened(), {BOARDS: 8, CARD: 2})
    assert lines(app)[BOARDS]["quantity"] == 8
    assert lines(app)[CARD]["quantity"] == 2

    next(b for b in app.button if b.label == "Undo").click().run()

    assert "S$626.63" in said(app)


def test_what_was_asked_before_is_not_done_twice() -> None:
    app = change(opened(), {BOARDS: 0, CARD: 0}, number=1)
    left = lines(app)

    change(app, {BOARDS: 0, CARD: 0}, number=2)

    assert lines(app) == left
    assert not app.exception


def test_the_page_is_told_which_of_its_requests_were_seen() -> None:
    app = change(opened(), {BOARDS: 8}, number=41)
    assert json.loads(element(app).json)["seen"] == 41


@pytest.mark.parametrize("typed", [-1, 100_001, 1.5, "8", None, True])
def test_what_is_no_quantity_is_refused_and_nothing_changes(typed: object) -> None:
    app = change(opened(), {BOARDS: typed, CARD: 2})

    assert not app.exception
    assert "is not a valid quantity; the previous one is kept." in app.warning[0].value
    assert "S$626.63" in said(app)


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"quantities": [[BOARDS, 8]]},
        {"number": [1], "quantities": [[BOARDS, 8]]},
        {"number": "1", "quantities": [[BOARDS, 8]]},
        {"number": True, "quantities": [[BOARDS, 8]]},
        {"number": float("nan"), "quantities": [[BOARDS, 8]]},
        {"number": -1, "quantities": [[BOARDS, 8]]},
        {"number": 10**400, "quantities": [[BOARDS, 8]]},
        {"number": 1},
        {"number": 1, "quantities": None},
        {"number": 1, "quantities": {BOARDS: 8}},
        {"number": 1, "quantities": [BOARDS, 8]},
        {"number": 1, "quantities": [[BOARDS]]},
        {"number": 1, "quantities": [[BOARDS, 8, 9]]},
        {"number": 1, "quantities": [[[BOARDS], 8]]},
        {"number": 1, "quantities": [[None, 8]]},
        [],
        "8",
        8,
        None,
        float("nan"),
    ],
)
def test_a_message_that_the_lines_would_not_send_is_ignored(message: object) -> None:
    app = ask(opened(), "edit", message)

    assert not app.exception
    assert not app.warning
    assert title(app) == "Kraken"
    assert "S$626.63" in said(app)
    # The page still hears what its lines do send.
    assert "S$681.69" in said(change(app, {BOARDS: 8}))


@pytest.mark.parametrize("typed", [[8], {"a": 8}, "8" * 5000, 10**4000, float("nan"), 1e308])
def test_a_quantity_of_any_other_kind_is_refused_in_few_words(typed: object) -> None:
    app = change(opened(), {BOARDS: typed})

    assert not app.exception
    assert "S$626.63" in said(app)
    assert len(app.warning[0].value) < 200


@pytest.mark.parametrize("key", [None, 7, [BOARDS], {"a": 1}, float("nan"), "", "x" * 100_000])
def test_what_is_no_line_opens_no_details(key: object) -> None:
    app = ask(opened(), "open", key)

    assert not app.exception
    assert "line" not in app.session_state


def test_a_line_that_is_gone_opens_no_details() -> None:
    app = ask(opened(), "open", "kraken:gone:False:0")

    assert not app.exception
    assert "line" not in app.session_state


# --- the details of a line -----------------------------------------------------------------------


def details(app: AppTest, index: int = 0, build: str = "kraken") -> AppTest:
    """Open the details of a line."""
    app.session_state["line"] = dialogs.Line(build, index)
    return app.run()


def test_pieces_that_are_owned_for_all_copies_can_be_owned_no_more() -> None:
    app = details(opened())
    app.toggle(key="owned:kraken:0").set_value(True).run()
    draft = app.session_state["drafts"]["kraken"]
    number = draft.build.positions[0].part_number
    pool = (ForAllCopies(part_number=number, owned=2),)
    positions = tuple(e.model_copy(update={"owned": False}) for e in draft.build.positions)
    build = draft.build.model_copy(update={"for_all_copies": pool, "positions": positions})
    app.session_state["drafts"]["kraken"] = replace(draft, build=build)
    app.run()

    assert app.toggle(key="owned:kraken:0").value
    assert "2 already owned" in str(lines(app))
    app.toggle(key="owned:kraken:0").set_value(False).run()

    assert not app.exception
    assert app.session_state["drafts"]["kraken"].build is None  # as it was published
    assert not app.toggle(key="owned:kraken:0").value


def test_a_part_that_is_owned_costs_nothing_and_stays_on_the_list() -> None:
    app = details(opened())

    app.toggle(key="owned:kraken:0").set_value(True).run()

    assert not app.exception
    assert app.session_state["drafts"]["kraken"].build.positions[0].owned
    assert "S$241.21" in said(app)


def test_a_price_of_ones_own_counts() -> None:
    app = details(opened())

    app.text_input(key="price:kraken:0").set_value("50.00").run()

    price = app.session_state["drafts"]["kraken"].build.positions[0].price
    assert price.unit == Money.parse("50.00 SGD")
    assert price.source == "entered by you"


@pytest.mark.parametrize("text", ["fifty", "-3", "8-10", "NaN", "1e9"])
def test_what_is_no_price_changes_nothing_and_is_said(text: str) -> None:
    app = details(opened())

    app.text_input(key="price:kraken:0").set_value(text).run()

    assert "kraken" not in app.session_state["drafts"]
    assert "is not a price" in app.warning[0].value


def test_a_vendor_can_be_locked() -> None:
    app = details(opened())

    app.selectbox(key="vendor:kraken:0").select("amazon-us").run()

    draft = app.session_state["drafts"]["kraken"].build
    assert draft.positions[0].vendor == "amazon-us"
    assert draft.positions[0].price is None


def test_what_was_not_checked_of_a_part_to_choose_is_one_line() -> None:
    app = opened()
    next(button for button in app.button if button.label == "Add a part").click().run()
    search = next(each for each in app.text_input if each.label == "Search")
    search.set_value("youyeetoo K1").run()

    cards = [line for line in said(app).splitlines() if "Not checked, as data is missing" in line]

    assert len(cards) == 1
    assert "network ports; network speed; " in cards[0]
    assert "is not known for youyeetoo K1" not in said(app)


# --- what an upgrade says of it ------------------------------------------------------------------


def test_a_part_that_stays_in_another_number_is_listed_once() -> None:
    app = change(opened(), {BOARDS: 8})
    app.switch_page(str(APP.parent / "planner" / "ui" / "pages" / "upgrade.py"))
    app.run()

    changed = "\n".join(str(table.value.to_numpy()) for table in app.table)
    assert changed.count("Raspberry Pi 3 Model B") == 1
    assert "1 of 8 paid for, no longer in use" in changed
    assert "5 parts unchanged" in [fold.label for fold in app.expander]
    assert "Raspberry Pi 3 Model B" not in "".join(
        text.value for fold in app.expander for text in fold.markdown
    )


def test_a_build_is_priced_on_several_days_with_what_prices_and_rates_changed() -> None:
    app = opened(build="kraken-2026")
    app.session_state["over-time"] = True
    app.run()
    assert not app.exception
    tables = [table.value.astype(str) for table in app.table]
    heads = [list(table.columns) for table in tables]
    assert ["Day", "Total", "Change", "by prices", "by exchange rates"] in heads
    lines = tables[heads.index(["Day", "Total", "Change", "by prices", "by exchange rates"]) + 1]
    assert list(lines.columns)[:3] == ["Part", "2025-01-15", "2026-02-15"]
