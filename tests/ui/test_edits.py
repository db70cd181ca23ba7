"""What a visitor changes: a copy is changed, the reference stays, and each change can be undone."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.model.money import Money
from planner.ui import dialogs

APP = Path(__file__).resolve().parents[2] / "app.py"
BOARDS = "quantity:kraken:rpi-3b:False:0"


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def said(app: AppTest) -> str:
    """Return what a page says, without the signs that keep Markdown from reading it as markup."""
    return "\n".join(element.value for element in app.markdown).replace("\\", "")


def title(app: AppTest) -> str:
    return app.title[0].value


def test_a_changed_quantity_changes_a_copy_and_its_total() -> None:
    app = opened()

    app.number_input(key=BOARDS).set_value(8).run()

    assert not app.exception
    assert title(app) == "Kraken, edited"
    assert "S$681.69" in said(app)
    assert "S$55.06 each" in said(app)


def test_the_reference_build_stays_as_published() -> None:
    app = opened()
    app.number_input(key=BOARDS).set_value(8).run()

    app.selectbox(key="build").select("kraken-gigabit").run()
    assert "S$708.99" in said(app)
    app.selectbox(key="build").select("kraken").run()
    assert "S$681.69" in said(app)
    next(b for b in app.button if b.label == "Back to as published").click().run()

    assert title(app) == "Kraken"
    assert "S$626.63" in said(app)


def test_undo_takes_back_the_last_change_only() -> None:
    app = opened()
    app.number_input(key=BOARDS).set_value(8).run()
    app.number_input(key=BOARDS).set_value(9).run()
    app.run()  # The whole page: a change draws anew only what it alters.

    next(b for b in app.button if b.label == "Undo").click().run()

    assert "S$681.69" in said(app)


def test_nothing_of_a_part_takes_it_out() -> None:
    app = opened()

    app.number_input(key=BOARDS).set_value(0).run()

    assert "S$241.21" in said(app)
    assert BOARDS not in [element.key for element in app.number_input]


def test_a_problem_is_named_with_its_numbers_and_offers_what_mends_it() -> None:
    app = opened()
    app.number_input(key=BOARDS).set_value(8).run()

    app.button(key="findings:button").click().run()

    assert "8 ports cannot serve 8 nodes and 1 lead to the router" in said(app)
    fixes = [button for button in app.button if button.label == "Choose a switch"]
    fixes[0].click().run()
    assert any("part fits" in text or "parts fit" in text for text in said(app).splitlines())


def test_a_part_without_a_price_leaves_no_total() -> None:
    app = opened(build="my-build")
    catalog = app.session_state["workspace"].catalog
    unpriced = next(p for p in catalog.parts if not catalog.offers_for(p.part_number))
    app.session_state["choosing"] = dialogs.Slot("my-build", unpriced.category)
    app.run()
    app.text_input[0].set_value(unpriced.part_number).run()
    app.toggle[0].set_value(True).run()
    app.button(key=f"take:{unpriced.part_number}").click().run()

    assert "So far" in said(app)
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
    first.number_input(key=BOARDS).set_value(8).run()
    token = first.query_params["edit"]

    second = opened(edit=token if isinstance(token, str) else token[0])

    assert title(second) == "Kraken, edited"
    assert "S$681.69" in said(second)


# --- the details of a line -----------------------------------------------------------------------


def details(app: AppTest, index: int = 0, build: str = "kraken") -> AppTest:
    """Open the details of a line."""
    app.session_state["line"] = dialogs.Line(build, index)
    return app.run()


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


@pytest.mark.parametrize("text", ["fifty", "-3", "1,5", "NaN", "1e9"])
def test_what_is_no_price_changes_nothing_and_is_said(text: str) -> None:
    app = details(opened())

    app.text_input(key="price:kraken:0").set_value(text).run()

    assert "kraken" not in app.session_state["drafts"]
    assert "is no price" in app.warning[0].value


def test_a_vendor_can_be_locked() -> None:
    app = details(opened())

    app.selectbox(key="vendor:kraken:0").select("amazon-us").run()

    draft = app.session_state["drafts"]["kraken"].build
    assert draft.positions[0].vendor == "amazon-us"
    assert draft.positions[0].price is None
