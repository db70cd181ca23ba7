"""A bill of very many lines on the page Plan: the first of them, the next, or those looked for."""

import pytest

from planner.ui.plan import _rows
from tests.ui.bill import lines
from tests.ui.plan.test_edits import opened


@pytest.fixture(autouse=True)
def _few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_rows, "_MOST_AT_ONCE", 4)
    monkeypatch.setattr(_rows, "_PAGE", 3)


def test_the_first_lines_are_shown_and_the_next_are_asked_for() -> None:
    app = opened()
    assert not app.exception
    assert len(lines(app)) == 3
    assert app.button(key="bill-more").label == "Show 3 more of 4"

    app.button(key="bill-more").click().run()
    assert len(lines(app)) == 6
    app.button(key="bill-more").click().run()
    assert len(lines(app)) == 7
    assert not [each for each in app.button if each.key == "bill-more"]


def test_a_line_is_found_by_its_words() -> None:
    app = opened()
    app.text_input(key="bill-find:kraken").set_value("microsd 16").run()
    assert [line["name"] for line in lines(app).values()] == ["microSD card 16 GB, class 10"]

    app.text_input(key="bill-find:kraken").set_value("no such part").run()
    assert not lines(app)
    assert "No line has these words." in [each.value for each in app.markdown]
