"""What a build lacks stays in view as a row to choose it by, and long bills are in groups."""

from streamlit.testing.v1 import AppTest

from planner.model.parts import CATEGORY_TITLES
from tests.ui.bill import change, lines
from tests.ui.test_pages import opened


def slots(app: AppTest) -> list[str]:
    """Return what is offered to be chosen in rows of the bill."""
    return [button.label for button in app.button if str(button.key).startswith("slot:")]


def test_what_a_build_lacks_is_a_row_of_its_own() -> None:
    assert slots(opened(build="octopi")) == ["Choose a power supply", "Choose a switch"]


def test_a_row_goes_with_the_part_and_comes_back_without_it() -> None:
    app = opened(build="kraken")
    assert slots(app) == []
    switch = next(key for key, line in lines(app).items() if "8-port switch" in line["name"])

    change(app, {switch: 0})

    assert "Choose a switch" in slots(app)


def test_a_row_opens_the_chooser() -> None:
    app = opened(build="octopi")

    next(button for button in app.button if str(button.key).startswith("slot:")).click().run()

    assert not app.exception
    assert app.session_state["choosing"].category == "charger"


def test_a_short_bill_has_no_headings() -> None:
    assert {line["group"] for line in lines(opened(build="kraken")).values()} == {""}


def test_a_long_bill_is_in_groups_and_each_line_is_still_the_one_that_it_was() -> None:
    app = opened(build="pi-5-poe-2026")
    shown = lines(app)
    groups = [line["group"] for line in shown.values()]

    assert len(shown) >= 10
    assert groups == sorted(groups, key=list(CATEGORY_TITLES.values()).index)
    key, line = list(shown.items())[-1]
    change(app, {key: line["quantity"] + 1})
    after = lines(app)
    assert {each["name"]: each["quantity"] for each in after.values()} == {
        each["name"]: each["quantity"] + (each is line) for each in shown.values()
    }
