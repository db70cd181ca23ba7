"""Copies on the page Plan: one number beside the build's name, and every sum follows it."""

from tests.ui.bill import change, lines
from tests.ui.plan.test_edits import BOARDS, PLAN, opened, press, said, title


def test_several_copies_are_counted_together_with_the_cost_of_each() -> None:
    app = opened()
    app.number_input(key="copies:kraken:1").set_value(10).run()

    assert not app.exception
    told = said(app)
    assert "Total for 10 copies" in told
    assert "S$6,266.30" in told
    assert "S$626.63 a copy" in told
    # A line is that of one copy, what it costs is that of all.
    assert (lines(app)[BOARDS]["quantity"], lines(app)[BOARDS]["total"]) == (7, "S$3,854.20")
    assert ["70 in all", ""] in [list(piece) for piece in lines(app)[BOARDS]["origin"]]


def test_the_number_of_copies_is_in_the_address_and_can_be_undone() -> None:
    app = opened()
    app.number_input(key="copies:kraken:1").set_value(10).run()
    edited = app.query_params["edit"]
    again = opened(edit=edited[0] if isinstance(edited, list) else edited)
    assert "Total for 10 copies" in said(again)

    press(app, "Undo")
    assert "copies" not in said(app)
    assert app.number_input(key="copies:kraken:1").value == 1


def test_a_build_in_another_number_of_copies_is_that_build_still() -> None:
    app = opened()
    app.number_input(key="copies:kraken:1").set_value(10).run()
    assert title(app) == "Kraken"
    assert "with your changes" not in said(app)
    assert "against 1 copy of Kraken" in said(app)

    change(app, {BOARDS: 8})
    assert title(app) == "Kraken, edited"
    app.number_input(key="copies:kraken:10").set_value(3).run()
    assert title(app) == "Kraken, edited"

    press(app, "Undo")
    press(app, "Undo")
    assert title(app) == "Kraken"
    assert "Total for 10 copies" in said(app)


def test_one_copy_again_is_the_build_as_published() -> None:
    app = opened()
    app.number_input(key="copies:kraken:1").set_value(10).run()
    app.number_input(key="copies:kraken:10").set_value(1).run()

    assert title(app) == "Kraken"
    assert "edit" not in app.query_params
    press(app, "Undo")
    assert "Total for 10 copies" in said(app)


def test_a_link_to_more_copies_opens_them_under_the_builds_own_title() -> None:
    app = opened()
    app.number_input(key="copies:kraken:1").set_value(10).run()
    edited = app.query_params["edit"]

    again = opened(edit=edited[0] if isinstance(edited, list) else edited)

    assert (title(again), "Total for 10 copies" in said(again)) == ("Kraken", True)


def test_the_list_of_builds_says_for_how_many_copies_a_total_is() -> None:
    app = opened()
    app.number_input(key="copies:kraken:1").set_value(10).run()

    app.switch_page(str(PLAN.parent / "builds.py")).run()

    assert "S$6,266.30 for 10 copies" in said(app)


def test_spares_alone_leave_a_build_its_title() -> None:
    app = opened()
    press(app, "Spares")
    press(app, "Add rule")

    assert title(app) == "Kraken"
    assert "Spares" in said(app)


def test_an_empty_build_is_not_asked_for_copies() -> None:
    app = opened(build="my-build")
    assert not [each for each in app.number_input if str(each.key).startswith("copies:")]
