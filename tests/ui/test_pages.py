"""The pages as the app draws them, without a browser: what a visitor reads and what edits do."""

import os
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.ui.menu import PAGES as PAGES_OF_THE_MENU
from planner.ui.visit import in_view

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGES = APP.parent / "planner" / "ui" / "pages"


def opened(page: str = "plan.py", **query: str) -> AppTest:
    """Return the app as it stands after it opened on a page."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.switch_page(str(PAGES / page))
    return app.run()


def words(app: AppTest) -> str:
    """Return all Markdown, captions, titles and notices of a page as one text."""
    kinds = ("markdown", "caption", "title", "info", "warning", "error", "metric", "table")
    found = [element for kind in kinds for element in app.get(kind)]
    return "\n".join(str(getattr(element, "value", element)) for element in found)


@pytest.mark.parametrize("page", [entry.script for entry in PAGES_OF_THE_MENU])
def test_every_page_is_drawn_without_an_error(page: str) -> None:
    app = opened(page)

    assert not app.exception
    assert not app.error


@pytest.mark.parametrize(
    ("build", "said"),
    [
        ("octopi", ["S\\$183.34", "US\\$131.58", "S\\$255.45"]),
        ("kraken", ["S\\$626.63", "US\\$449.73"]),
        ("kraken-gigabit", ["S\\$708.99", "US\\$508.84"]),
        ("leviathan", ["≈ S\\$746.57", "S\\$613.22", "S\\$1,150.89", "inferred"]),
    ],
)
def test_a_link_to_a_build_opens_its_numbers(build: str, said: list[str]) -> None:
    text = words(opened(build=build))

    for each in said:
        assert each in text or each.replace("\\", "") in text


def test_of_ten_copies_seven_are_upgraded_and_the_address_keeps_it() -> None:
    app = opened("upgrade.py", of="7")
    # One copy is upgraded or not: nothing is asked.
    assert [each.label for each in app.number_input] == ["Copies"]
    app.number_input[0].set_value(10).run()
    assert [(each.label, each.value) for each in app.number_input] == [
        ("Copies", 10), ("Upgraded", 7), ("Left out", 0),
    ]  # fmt: skip
    assert "7 of 10 copies upgraded, 3 as before" in words(app)

    app.number_input[2].set_value(4).run()
    assert "6 of 10 copies upgraded, 4 left out" in words(app)
    assert app.query_params["leave"] == "4"
    app.number_input[2].set_value(0).run()
    app.number_input[1].set_value(10).run()
    assert "copies upgraded" not in words(app)
    assert not {"of", "leave"} & set(app.query_params)


@pytest.mark.parametrize("nonsense", ["0", "-3", "many", "1.5", "9" * 40, "٣"])
def test_nonsense_in_a_link_upgrades_all_copies(nonsense: str) -> None:
    app = opened("upgrade.py", of=nonsense, leave=nonsense)
    app.number_input[0].set_value(4).run()
    assert not app.exception
    assert app.number_input[1].value == 4


def test_a_kit_more_later_shows_both_sums_and_takes_what_lacks_to_the_page_buy() -> None:
    app = opened("plan.py", build="kraken-2026")
    app.button(key="more-copies:button").click().run()
    text = words(app).replace("\\", "")
    assert "Paid for 1 copy" in text
    assert "S$1,203.82" in text
    assert "To pay for 1 copy more" in text
    assert "Together: S$" in text
    app.number_input(key="more-copies-number").set_value(3).run()
    assert "for 4 copies" in words(app)
    app.button(key="more-copies-buy").click().run()
    assert not app.exception
    assert any("3 × Kraken rebuilt in 2026" in title.value for title in app.title)


def test_a_build_nobody_knows_in_a_link_opens_something_that_works() -> None:
    app = opened(build="krakn")

    assert not app.exception


def test_an_upgrade_shows_its_cost_in_both_currencies() -> None:
    text = words(opened("upgrade.py")).replace("\\", "")

    assert "S$82.36" in text
    assert "US$59.11" in text


def test_a_rate_of_ones_own_moves_the_second_currency_alone() -> None:
    text = words(opened(own="0.5")).replace("\\", "")

    assert "S$626.63" in text
    assert "US$313.32" in text


def test_a_file_that_is_replaced_by_an_older_one_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "catalogs"
    shutil.copytree(APP.parent / "catalogs", folder)
    monkeypatch.setenv("PLANNER_CATALOGS", str(folder))
    in_view.settings.clear()
    try:
        assert "626.63" in words(opened(build="kraken"))
        file = folder / "builds" / "kraken.toml"
        file.write_text(file.read_text().replace('"626.63 SGD"', '"726.63 SGD"'))
        os.utime(file, (0, 0))
        assert "S\\$726.63" in words(opened(build="kraken"))
    finally:
        in_view.settings.clear()
