"""The page Size: wishes in, a proposal out, and nothing taken over without being asked for."""

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = APP.parent / "planner" / "ui" / "pages" / "size.py"


def opened(**wishes: object) -> AppTest:
    """Open the page, with wishes in the address if there are any."""
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(str(PAGE))
    if wishes:
        app.query_params["wishes"] = json.dumps(wishes)
    return app.run()


def said(app: AppTest) -> str:
    kinds = ("markdown", "title", "subheader", "info", "warning", "error")
    texts = [str(element.value) for kind in kinds for element in app.get(kind)]
    texts += [text for table in app.table for text in table.value.astype(str).to_numpy().flatten()]
    return "\n".join(texts).replace("\\", "")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def total(app: AppTest) -> str:
    """Return the big figure of the page."""
    return next(line for line in said(app).splitlines() if line.startswith("# "))


def test_the_page_opens_with_a_proposal_that_is_proven() -> None:
    app = opened()

    assert not app.exception
    assert "Sized: 8 nodes" in said(app)
    assert "Proven cheapest" in said(app)
    assert total(app).startswith("# S$")
    assert "US$" in said(app)


def test_other_wishes_have_another_proposal_and_the_address_keeps_them() -> None:
    app = opened()

    app.number_input(key="wish:nodes:0").set_value(3)
    press(app, "Propose a build")

    assert "Sized: 3 nodes" in said(app)
    kept = app.query_params["wishes"]
    assert json.loads(kept if isinstance(kept, str) else kept[0]) == {"nodes": 3}


def test_a_link_opens_its_wishes_in_the_form_and_proposes_for_them() -> None:
    app = opened(nodes=2, mbps=1000, shelves=True, roles=[{"name": "master", "storage_gb": "64"}])

    assert not app.exception
    assert "Sized: 2 nodes" in said(app)
    assert app.number_input(key="wish:nodes:1").value == 2
    assert app.selectbox(key="wish:mbps:1").value == "1000"
    assert app.checkbox(key="wish:shelves:1").value is True
    assert "master" in said(app)


@pytest.mark.parametrize("text", ["{", "[1]", '{"nodes": -1}', '{"colour": "red"}', "[" * 9_000])
def test_a_link_that_cannot_be_read_says_so_and_the_page_still_works(text: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(str(PAGE))
    app.query_params["wishes"] = text
    app.run()

    assert not app.exception
    assert "cannot be read" in app.warning[0].value
    assert "Sized: 8 nodes" in said(app)


def test_a_role_of_its_own_and_a_part_that_must_not_be_are_rows_of_small_tables() -> None:
    app = opened(nodes=3)
    assert "Raspberry Pi 1 Model B (512 MB)" in said(app)

    role = {"name": "master", "nodes": 1, "storage_gb": "64"}
    app.session_state["wish:roles:1"] = rows(role)
    app.session_state["wish:parts:1"] = rows({"part": "rpi-1b", "wish": "must not be in it"})
    press(app, "Propose a build")

    assert not app.exception
    wanted = app.session_state["wishes"]
    assert [(role.name, role.nodes, str(role.storage_gb)) for role in wanted.roles] == [
        ("master", 1, "64")
    ]
    assert wanted.must_not == ("rpi-1b",)
    assert "you do not want them: Raspberry Pi 1 Model B (512 MB)" in said(app)


def rows(*added: dict[str, object]) -> dict[str, object]:
    return {"edited_rows": {}, "added_rows": list(added), "deleted_rows": []}


def test_what_cannot_be_wished_is_said_beside_the_form_and_changes_nothing() -> None:
    app = opened()
    before = total(app)

    app.selectbox(key="wish:objective:0").select_index(1)
    press(app, "Propose a build")

    assert "As many nodes as possible needs a budget." in said(app)
    assert total(app) == before


def test_a_budget_that_is_no_number_is_named() -> None:
    app = opened()

    app.text_input(key="wish:budget:0").set_value("plenty")
    press(app, "Propose a build")

    assert "Budget: that is no number." in said(app)
    assert not app.exception


def test_wishes_that_contradict_each_other_are_named_with_what_mends_them() -> None:
    app = opened(nodes=8, budget="300")

    assert not app.exception
    assert "No build of these parts does all that you wish." in said(app)
    assert "**8 nodes**; **a budget of S$300.00**" in said(app)
    assert "At most 4 nodes instead of 8 nodes" in said(app)
    assert "Open this build" not in [button.label for button in app.button]


def test_as_many_nodes_as_a_budget_buys_are_proposed() -> None:
    app = opened(objective="nodes", budget="300")

    assert "Sized: 4 nodes" in said(app)
    assert "no build for this budget has more nodes" in said(app)


def test_nothing_is_taken_over_until_the_visitor_opens_the_proposal() -> None:
    app = opened(nodes=4)
    assert "my-build" not in app.session_state["drafts"]
    proposed = total(app)

    press(app, "Open this build")

    assert app.title[0].value == "Sized: 4 nodes"
    assert total(app) == proposed
    assert app.session_state["drafts"]["my-build"].build.wiring

    # A test's next run starts on the page it was sent to, unlike a browser's.
    press(app.switch_page(str(PAGE.parent / "plan.py")).run(), "Undo")
    assert "my-build" not in app.session_state["drafts"]


def test_another_currency_holds_for_proposal_and_plan() -> None:
    app = opened()
    app.query_params["currency"] = "EUR"
    app.run()
    proposed = total(app)
    assert proposed.startswith("# €")

    press(app, "Open this build")

    assert total(app) == proposed


def test_wishes_come_back_from_a_file() -> None:
    app = opened()

    app.file_uploader(key="wishes-file").upload("mine.toml", b"nodes = 2\nram_gb = 1\n").run()

    assert not app.exception
    assert "Sized: 2 nodes" in said(app)
    assert app.number_input(key="wish:nodes:1").value == 2
    assert app.selectbox(key="wish:ram:1").value == "1"


def test_a_file_with_a_mistake_says_where_and_changes_nothing() -> None:
    app = opened()

    app.file_uploader(key="wishes-file").upload("mine.toml", b"nodes = 2\nnoodles = 3\n").run()

    assert "noodles" in said(app)
    assert "Sized: 8 nodes" in said(app)


def test_the_curve_is_drawn_on_demand_with_its_jumps_explained() -> None:
    # The two switches that the author of Kraken compared.
    app = opened(nodes=8, only=["tplink-8p", "tplink-16p-smart"])
    assert "Jumps, and why" not in said(app)

    press(app, "What does the next node cost?")

    assert not app.exception
    text = said(app)
    assert "With a single switch this node costs S$168.57 more in switches" in text
    assert "2 × TP-Link 8-port switch" in text
    assert "S$26.46 more" in text
    assert "he did not consider linking two" in text
    table = next(table for table in app.table if "Nodes" in table.value.columns)
    assert len(table.value) == 16


def test_a_curve_is_not_offered_where_the_planner_chooses_the_number_of_nodes() -> None:
    app = opened(cores=16)

    assert "What does the next node cost?" not in [button.label for button in app.button]


def test_a_point_of_the_frontier_opens_as_the_proposal_and_there_is_a_way_back() -> None:
    app = opened(nodes=2)
    cheapest = total(app)

    press(app, "What would more cost?")
    app.selectbox(key="frontier-place:cores").select_index(1).run()
    press(app, "Show this build above")

    assert not app.exception
    assert "From the plot below: **8 cores in all" in said(app)
    assert total(app) != cheapest
    press(app, "Back to the proposal")
    assert total(app) == cheapest


def test_two_networks_and_a_first_day_of_prices_are_asked_for_in_the_form() -> None:
    app = opened()

    app.number_input(key="wish:nodes:0").set_value(3)
    app.checkbox(key="wish:redundant:0").check()
    app.date_input(key="wish:prices-since:0").set_value(date(2018, 1, 1))
    press(app, "Propose a build")

    assert "Sized: 3 nodes" in said(app)
    assert "3 nodes twice and 2 leads to the router" in said(app)
    kept = app.query_params["wishes"]
    assert json.loads(kept if isinstance(kept, str) else kept[0]) == {
        "nodes": 3,
        "redundant": True,
        "prices_since": "2018-01-01",
    }
