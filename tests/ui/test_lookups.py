"""Looking a part up on the page Catalog: only where a key is set; shown, and not kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.io.distributors.tme import CREDIT
from planner.ui.visit import in_view
from tests.io.distributors.counter import CANARY, NAMES, TEXTS, Counter, counter

APP = Path(__file__).resolve().parents[2] / "app.py"
PART = "rpi-1b"


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path / "mine"))
    with counter() as open_counter:
        monkeypatch.setenv("PLANNER_DISTRIBUTOR_ORIGIN", open_counter.origin)
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        in_view.settings.clear()
        yield open_counter
    in_view.settings.clear()


def with_keys(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    for name in names:
        monkeypatch.setenv(name, TEXTS[name])


def details() -> AppTest:
    """Show the details of one part, as its button on the page Catalog does."""

    def page() -> None:
        from planner.ui.catalog.parts import show_part
        from planner.ui.visit import in_view

        in_view.begin()
        catalog = in_view.workspace().catalog
        show_part(catalog.parts[0], catalog)

    return AppTest.from_function(page, default_timeout=60).run()


def said(app: AppTest) -> str:
    texts = [str(element.value) for element in app.markdown]
    texts += [text for table in app.table for text in table.value.astype(str).to_numpy().flatten()]
    return "\n".join(texts).replace("\\", "")


def button(app: AppTest, name: str):
    return next(each for each in app.button if str(each.key).startswith(f"lookup:{name}:"))


@pytest.mark.usefixtures("there")
def test_without_a_key_there_is_nothing_to_look_up_with() -> None:
    app = details()

    assert not app.exception
    assert not [each for each in app.button if str(each.key).startswith("lookup:")]


def test_what_is_looked_up_is_shown_with_its_terms_and_gone_with_the_next_step(
    there: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_keys(monkeypatch, "PLANNER_ELEMENT14_KEY")
    app = details()
    labels = [each.label for each in app.button if str(each.key).startswith("lookup:")]
    shown = said(button(app, "element14").click().run())
    later = said(app.run())

    assert labels == ["Look up at element14"]
    assert not app.exception
    assert "looked up and not stored" in shown
    assert "forbid storing answers" in shown
    assert CANARY not in shown
    assert "looked up and not stored" not in later
    kept = app.session_state._state.filtered_state
    assert not any(CANARY in repr(value) or "FAN-40" in repr(value) for value in kept.values())


def test_what_goes_wrong_is_told_beside(there: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    with_keys(monkeypatch, "PLANNER_MOUSER_KEY")
    app = details()
    there.server.requests.clear()
    app.selectbox[0].set_value("number")
    app.text_input[0].set_value("ab").run()
    shown = said(button(app, "mouser").click().run())

    assert "has no number 'ab'" in shown
    assert there.paths == []


def test_what_tme_answers_goes_among_the_prices_to_look_at_with_its_line(
    there: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_keys(monkeypatch, "PLANNER_TME_TOKEN", "PLANNER_TME_SECRET")
    app = details()
    button(app, "tme").click().run()
    ((_, line),) = app.session_state["price-lines"]

    assert not app.exception
    assert app.session_state["tab"] == "Refresh prices"
    assert {each.credit for each in line.proposals} == {CREDIT}
