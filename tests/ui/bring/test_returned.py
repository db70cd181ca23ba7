"""The page Import: a workbook that was exported comes back as changes to accept or to reject."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from streamlit.testing.v1 import AppTest

from planner.ui.bring.brought import Brought
from tests.ui.test_pages import PAGES, opened, words

EXPORTED = Path(__file__).resolve().parents[3] / "exports" / "kraken.xlsx"
BILL = "Bill of materials"


def edited(edit: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(EXPORTED)
    edit(book)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def brought(content: bytes) -> AppTest:
    app = opened("start.py").switch_page(str(PAGES / "bring.py")).run()
    app.session_state["brought-list"] = Brought("kraken.xlsx", content)
    return app.run()


def two_edits(book: Any) -> None:
    book[BILL]["D5"], book[BILL]["D6"] = 8, 3


def test_a_workbook_that_nobody_touched_changes_nothing() -> None:
    app = brought(EXPORTED.read_bytes())

    assert not app.exception
    assert [each.value for each in app.success] == ["It changes nothing of Kraken."]


def test_changes_are_listed_and_one_that_is_rejected_does_not_count() -> None:
    app = brought(edited(two_edits))

    assert "Total S\\$626.63 → S\\$714.73 \\(\\+S\\$88.10\\)" in words(app)
    labels = [each.label for each in app.checkbox]
    assert "7 → 8 · \\+S\\$55.06" in labels[0]
    assert "1 → 3 · \\+S\\$33.04" in labels[1]
    app.checkbox[1].uncheck().run()

    assert "Total S\\$626.63 → S\\$681.69 \\(\\+S\\$55.06\\)" in words(app)
    assert "2 changes, 1 accepted" in words(app)
    app.button(key="back-none").click().run()
    assert app.button(key="back-open").disabled
    app.button(key="back-all").click().run()
    assert "2 changes, 2 accepted" in words(app)


def test_the_build_opens_with_the_changes_and_undo_takes_them_back() -> None:
    app = brought(edited(two_edits))
    app.button(key="back-open").click().run()

    assert not app.exception
    assert "S\\$714.73" in words(app)
    [undo] = [each for each in app.button if each.label == "Undo"]
    undo.click().run()
    assert "S\\$626.63" in words(app)


def test_a_workbook_of_an_unknown_build_asks_which_it_was() -> None:
    def rename(book: Any) -> None:
        two_edits(book)
        book["Summary"]["A1"] = "Something else"

    app = brought(edited(rename))

    assert app.selectbox(key="back-of").value is None
    assert not app.checkbox
    app.selectbox(key="back-of").select("kraken").run()
    assert len(app.checkbox) == 2


def test_a_workbook_may_be_read_as_a_list_instead() -> None:
    app = brought(EXPORTED.read_bytes())
    app.button(key="back-list").click().run()

    assert not app.exception
    assert not app.success
    assert app.button(key="list-open")
