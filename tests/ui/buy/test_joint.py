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


def test_a_link_opens_the_same_order_and_what_means_nothing_in_it_is_left_out_and_told() -> None:
    plain = total(opened())
    assert not opened(**{"with": "cables*2@Ben", "whose": "Ann"}).warning
    app = opened(**{"with": "cables*2@Ben,nothing,cables*0,cables*x@Cat", "whose": "Ann"})
    assert "Buy Small, 2 × Cables" in said(app)
    assert "Cat" not in said(app).replace("cables*x@Cat", "")
    told = app.warning[0].value
    assert "Not in this order, although the link names it:" in told
    assert all(name in told for name in ("'nothing'", "cables", "x@Cat"))
    assert total(app) != plain
    press(app, "Remove")
    assert kept(app, "with") is None
    assert total(app) == plain


@pytest.mark.parametrize(
    "link",
    [
        "cables*1.5",
        "cables*-2",
        "cables*1000000000",
        "cables*2,cables*3",
        "x" * 9_000,
        ",".join("abcde"),
    ],
)
def test_a_link_with_numbers_or_names_that_cannot_be_says_so_and_buys_the_rest(link: str) -> None:
    app = opened(**{"with": link})
    assert not app.exception
    assert "Not in this order, although the link names it:" in app.warning[0].value
    assert len(app.warning[0].value) < 1_000
    assert kept(app, "with") in (None, "cables*2")


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


def test_terms_of_one_build_are_asked_beside_it_and_kept_in_the_address() -> None:
    app = press(opened(**{"with": "cables@Ben", "whose": "Ann"}), "Terms of its own")
    assert [each.label for each in app.multiselect if each.key.startswith("own-terms")] == [
        "Not from", "Lock a part to a vendor", "Also accept another part",
    ]  # fmt: skip
    before = total(app)
    field = next(each for each in app.multiselect if each.label == "Not from")
    field.set_value(["acme"]).run()
    assert not app.exception
    assert kept(app, "whose") == "Ann!-acme"
    assert total(app) != before

    field = next(each for each in app.multiselect if each.label == "Lock a part to a vendor")
    assert all("board" in option or "cable" in option for option in field.options)
    field.set_value([("board", "lion")]).run()
    assert kept(app, "whose") == "Ann!-acme!board:lion"
    again = opened(**{"with": "cables@Ben", "whose": "Ann!-acme!board:lion"})
    assert total(again) == total(app)


def test_terms_of_another_build_are_its_own_and_nonsense_in_a_link_is_left_out() -> None:
    meant = "cables*1@Ben!-lion!lead:acme!lead=board"
    nonsense = "!-!:!=!x!lead:!%00:lion!-NOT A VENDOR!-nobody!lead:nobody"
    app = opened(**{"with": meant + nonsense})
    assert not app.exception
    assert kept(app, "with") == meant


def test_several_lists_are_bought_together_each_with_its_owner() -> None:
    app = opened()
    app.file_uploader(key="bill-file").upload("mine.csv", b"part_number,quantity\nboard,3\n").run()
    app.text_input(key="joint:list:owner").set_value("Ben").run()
    second = b"part_number,quantity\nboard,1\nlead,2\n"
    app.file_uploader(key="joint-list").upload("ben.csv", second).run()
    press(app, "Add this BOM")
    assert not app.exception
    assert "Buy mine.csv, ben.csv" in said(app)
    assert app.text_input(key="joint:mine:").label == "mine.csv is for"
    app.text_input(key="joint:mine:").set_value("Ann").run()
    assert {"Ann", "Ben"} <= set(said(app).splitlines())

    # The same list for the same person is as many more of it; no address holds a list.
    app.text_input(key="joint:list:owner").set_value("Ben").run()
    app.file_uploader(key="joint-list:1").upload("ben.csv", second).run()
    press(app, "Add this BOM")
    assert "Buy mine.csv, 2 × ben.csv" in said(app)
    assert kept(app, "with") is None


def test_a_list_that_is_none_says_so_and_changes_nothing() -> None:
    app = opened()
    before = total(app)
    app.file_uploader(key="joint-list").upload("none.csv", b"hello\nthere\n").run()
    press(app, "Add this BOM")
    assert not app.exception
    assert total(app) == before
    assert "none.csv" in said(app)
