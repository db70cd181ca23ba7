"""Several builds in one order on the page Buy: chosen, shared, packed, and kept in the address."""

from pathlib import Path

import pytest

from planner.ui.visit import in_view
from tests.ui.buy.test_page import build, catalog, kept, opened, press, said, total

__all__ = ["catalog"]


@pytest.fixture(autouse=True)
def _another_build(catalog: Path) -> None:
    """A second build beside the first."""
    (catalog / "builds" / "cables.toml").write_text(build("Cables", lead=3))
    in_view.settings.clear()


def test_a_build_is_added_for_somebody_and_the_order_says_who_pays_what() -> None:
    app = opened()
    app.selectbox(key="joint:what").set_value("cables").run()
    app.text_input(key="joint:owner").set_value("Ben").run()
    press(app, "Add to the order")

    assert not app.exception
    assert "Buy Small, Cables" in said(app)
    assert kept(app, "with") == "cables*1@Ben"
    assert "## Who pays what" in said(app)
    assert "Ordering together saves" in said(app)

    app.text_input(key="joint:mine:").set_value("Ann").run()
    assert kept(app, "whose") == "Ann"
    assert {"Ann", "Ben"} <= set(said(app).splitlines())

    app.segmented_control(key="joint:rule").set_value("goods").run()
    assert "Shared by the value of the goods, order by order." in said(app)


def test_a_link_opens_the_same_order_and_what_means_nothing_in_it_is_left_out() -> None:
    plain = total(opened())
    app = opened(**{"with": "cables*2@Ben,nothing,cables*0,cables*x@Cat", "whose": "Ann"})
    assert "Buy Small, 2 × Cables, Cables" in said(app)
    assert total(app) != plain
    press(app, "Remove")
    press(app, "Remove")
    assert kept(app, "with") is None
    assert total(app) == plain


def test_the_same_build_again_is_as_many_more_and_for_oneself_asks_for_a_name() -> None:
    app = opened(**{"with": "cables*2@Ben"})
    app.selectbox(key="joint:what").set_value("cables").run()
    app.text_input(key="joint:owner").set_value("Ben").run()
    press(app, "Add to the order")
    assert kept(app, "with") == "cables*3@Ben"

    app = opened()
    press(app, "Add to the order")
    assert kept(app, "with") is None
    app.selectbox(key="joint:what").set_value("kraken").run()
    press(app, "Add to the order")
    assert kept(app, "whose") == "Me"
    assert "Buy Small, Small" in said(app)


def test_what_goes_into_each_copy_is_shown_on_demand() -> None:
    app = press(opened(**{"with": "cables*2"}), "What goes into each copy?")
    assert "**Cables, each of 2 copies**" in said(app)
    assert "**Common to all**" in said(app)
