"""The page Configure: wishes in, a proposal out, and nothing taken over without being asked for."""

import json
import shutil
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.engine.questions.why import why
from planner.engine.solving.effort import Effort, Tries
from planner.jobs import sizing as proposals
from planner.model.findings import Finding, PlannerError, Severity
from planner.ui.visit import in_view

APP = Path(__file__).resolve().parents[3] / "app.py"
PAGE = APP.parent / "planner" / "ui" / "pages" / "size.py"
# Of more parts and prices than count by default.
EVERYTHING = {"prices_since": "any", "include_ended": True}


def begun(**wishes: object) -> AppTest:
    """Open the page, with wishes in the address if there are any; the answer may take longer."""
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(str(PAGE))
    if wishes:
        app.query_params["wishes"] = json.dumps(wishes)
    return app.run()


def opened(**wishes: object) -> AppTest:
    """Open the page, and wait for an answer that takes longer than a moment, as a browser does."""
    return answered(begun(**wishes))


def answered(app: AppTest) -> AppTest:
    for _ in range(60):
        if not any(str(button.key).startswith("cancel:") for button in app.button):
            break
        app.run()
    return app


def said(app: AppTest) -> str:
    kinds = ("markdown", "title", "header", "info", "warning", "error")
    texts = [str(element.value) for kind in kinds for element in app.get(kind)]
    texts += [text for table in app.table for text in table.value.astype(str).to_numpy().flatten()]
    return "\n".join(texts).replace("\\", "")


def press(app: AppTest, label: str) -> AppTest:
    """Press a button, and wait for an answer that takes longer than a moment."""
    return answered(next(button for button in app.button if button.label == label).click().run())


def total(app: AppTest) -> str:
    """Return the big figure of the page."""
    return next(line for line in said(app).splitlines() if line.startswith("***"))


def test_the_page_opens_with_a_proposal_that_is_proven() -> None:
    app = opened()

    assert not app.exception
    assert "8-node cluster" in said(app)
    assert "Cheapest at these list prices" in said(app)
    assert total(app).startswith("***S$")
    assert "US$" in said(app)


def test_a_link_that_wants_a_part_without_a_job_shows_the_build_with_it_beside() -> None:
    wanted = [{"part_number": "rpi-debug-probe", "quantity": 1}]

    app = opened(nodes=7, cascade=False, must=wanted)

    assert not app.exception
    assert "7-node cluster" in said(app)
    assert "required by you" in said(app)


def test_other_wishes_have_another_proposal_and_the_address_keeps_them() -> None:
    app = opened()

    app.number_input(key="wish:nodes:0").set_value(3)
    press(app, "Find the cheapest build")

    assert "3-node cluster" in said(app)
    kept = app.query_params["wishes"]
    assert json.loads(kept if isinstance(kept, str) else kept[0]) == {"nodes": 3}


def test_a_link_opens_its_wishes_in_the_form_and_proposes_for_them() -> None:
    app = opened(nodes=2, mbps=1000, shelves=True, roles=[{"name": "master", "storage_gb": "64"}])

    assert not app.exception
    assert "2-node cluster" in said(app)
    assert app.number_input(key="wish:nodes:1").value == 2
    assert app.selectbox(key="wish:mbps:1").value == "1 Gb"
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
    assert "8-node cluster" in said(app)


def test_a_role_of_its_own_and_a_part_that_must_not_be_are_rows_of_small_tables() -> None:
    app = opened(nodes=3)
    assert "Raspberry Pi 1 Model B (512 MB)" in said(app)

    role = {"name": "master", "nodes": 1, "storage_gb": "64"}
    app.session_state["wish:roles:1"] = rows(role)
    app.session_state["wish:parts:1"] = rows({"part": "rpi-1b", "wish": "excluded"})
    press(app, "Find the cheapest build")

    assert not app.exception
    wanted = app.session_state["wishes"]
    assert [(role.name, role.nodes, str(role.storage_gb)) for role in wanted.roles] == [
        ("master", 1, "64")
    ]
    assert wanted.must_not == ("rpi-1b",)
    assert "Not used (excluded by you): Raspberry Pi 1 Model B (512 MB)" in said(app)


def rows(*added: dict[str, object]) -> dict[str, object]:
    return {"edited_rows": {}, "added_rows": list(added), "deleted_rows": []}


def test_what_cannot_be_asked_for_is_said_beside_the_form_and_has_no_answer() -> None:
    app = opened()
    assert "8-node cluster" in said(app)

    app.selectbox(key="wish:objective:0").select_index(1)
    press(app, "Find the cheapest build")

    assert "As many nodes as possible needs a budget." in said(app)
    assert "8-node cluster" not in said(app)


def test_a_budget_that_is_no_number_is_named() -> None:
    app = opened()

    app.text_input(key="wish:budget:0").set_value("plenty")
    press(app, "Find the cheapest build")

    assert "Budget: that is not a number." in said(app)
    assert not app.exception


def test_wishes_that_contradict_each_other_are_named_with_what_mends_them(
    patient: None,
) -> None:
    app = opened(nodes=8, budget="300", **EVERYTHING)

    assert not app.exception
    assert "No build meets all requirements." in said(app)
    assert "**8 nodes**; **a budget of S$300.00**" in said(app)
    assert "At most 5 nodes instead of 8 nodes" in said(app)
    assert "Open this build" not in [button.label for button in app.button]


def test_a_board_that_cannot_be_says_why_and_each_way_out_is_a_button_with_its_price() -> None:
    app = opened(nodes=2, boards=["gmktec-g3-plus"], power="poe", **EVERYTHING)

    assert not app.exception
    assert "no PoE module is known to fit and to supply what it draws" in said(app)
    ways = [button for button in app.button if str(button.key).startswith("way-out:")]
    assert all(": S$" in button.label.replace("\\", "") for button in ways)
    (drop,) = (button for button in ways if "power over Ethernet" in button.label)
    drop.click().run()
    app = answered(app)
    assert "2-node cluster" in said(app)
    assert app.multiselect(key="wish:boards:2").value == ["gmktec-g3-plus"]


@pytest.mark.parametrize(
    "wishes",
    [
        {"nodes": 8, "budget": "300"},
        {"nodes": 8, "budget": "300", "objective": "watts"},
        {"objective": "nodes", "budget": "20"},
        {"objective": "cores", "budget": "300", "total_ram_gb": "64"},
        {"nodes": 8, "budget": "300", "objective": "cost-over-years", "years": 3, "tariff": "0.3"},
        {"nodes": 4, "budget": "200", "copies": 3},
    ],
)
def test_whatever_is_best_the_price_on_a_way_out_is_that_of_the_answer(
    wishes: dict[str, object], patient: None
) -> None:
    ways = [each for each in opened(**wishes).button if str(each.key).startswith("way-out:")]
    assert ways
    for place in range(len(ways)):
        app = opened(**wishes)
        way = [each for each in app.button if str(each.key).startswith("way-out:")][place]
        price = str(way.label).replace("\\", "").rpartition(": ")[2]
        way.click().run()
        assert total(answered(app)).strip("*") == price, way.label


def test_more_levels_of_linked_switches_are_asked_for_in_the_form() -> None:
    app = opened(nodes=2)
    levels = app.checkbox(key="wish:switch_levels:1")
    assert levels.value is True
    assert levels.label == "Linked switches: at most two levels deep"

    levels.uncheck()
    press(app, "Find the cheapest build")

    assert not app.exception
    asked = {"nodes": 2, "switch_levels": "any"}
    assert json.loads(str(app.query_params["wishes"])) == asked
    assert opened(**asked).checkbox(key="wish:switch_levels:1").value is False


def test_where_two_levels_do_not_reach_more_of_them_are_a_way_out(patient: None) -> None:
    app = opened(nodes=24, only=["gs305"], power="none")

    assert "the limit of 2 levels of linked switches" in said(app)
    ways = [button for button in app.button if str(button.key).startswith("way-out:")]
    (more,) = (each for each in ways if each.label.startswith("Allow more levels"))
    more.click().run()
    app = answered(app)
    assert "24-node cluster" in said(app)
    assert app.checkbox(key="wish:switch_levels:2").value is False


def test_what_is_left_out_is_told_and_one_click_takes_it_in() -> None:
    app = opened(nodes=8)
    recent = total(app)
    assert "Excluded: " in said(app)
    assert "9 months before the newest" in said(app)

    press(app, "Include all prices")
    assert not app.exception
    assert json.loads(str(app.query_params["wishes"])) == {"nodes": 8, "prices_since": "any"}
    assert "9 months before the newest" not in said(app)
    assert total(app) != recent

    press(app, "Any condition")
    press(app, "Include them")
    assert not app.exception
    assert "Excluded: " not in "".join(line for line in said(app).splitlines() if "small" in line)
    asked = json.loads(str(app.query_params["wishes"]))
    assert asked["include_ended"] is True
    assert asked["condition"] == ["new", "refurbished", "used"]


def test_a_day_and_any_day_cannot_both_be_asked_for() -> None:
    app = opened(nodes=2, prices_since="2026-05-01")
    app.checkbox(key="wish:any-price:1").check()
    press(app, "Find the cheapest build")
    assert "choose a day, or prices of any age, not both" in said(app)


def test_as_many_nodes_as_a_budget_buys_are_proposed(patient: None) -> None:
    app = opened(objective="nodes", budget="300", **EVERYTHING)

    assert "5-node cluster" in said(app)
    assert "Most nodes for this budget at these list prices" in said(app)


def test_nothing_is_taken_over_until_the_visitor_opens_the_proposal() -> None:
    app = opened(nodes=4)
    assert "my-build" not in app.session_state["drafts"]
    proposed = total(app)

    press(app, "Open this build")

    assert app.title[0].value == "4-node cluster"
    assert total(app) == proposed
    assert app.session_state["drafts"]["my-build"].build.wiring

    # A test's next run starts on the page it was sent to, unlike a browser's.
    press(app.switch_page(str(PAGE.parent / "plan.py")).run(), "Undo")
    # Its name stays in the lists, so that an input does not forget what was chosen in it.
    assert app.session_state["drafts"]["my-build"].build is None
    assert not app.session_state["drafts"]["my-build"].before


def test_a_proposal_is_opened_with_its_nodes_as_a_kit_at_the_same_cost_wired_alike() -> None:
    app = opened(nodes=4)
    proposed = total(app)
    press(app, "Open with its nodes as a kit")

    build = app.session_state["drafts"]["my-build"].build
    assert [(kit.name, kit.quantity) for kit in build.kits] == [("node", 4)]
    assert total(app) == proposed
    assert build.wiring


def test_one_node_is_no_kit() -> None:
    app = opened(nodes=1)
    assert "Open with its nodes as a kit" not in [button.label for button in app.button]


def test_another_currency_holds_for_proposal_and_plan() -> None:
    app = opened()
    app.query_params["currency"] = "EUR"
    answered(app.run())
    proposed = total(app)
    assert proposed.startswith("***€")

    press(app, "Open this build")

    assert total(app) == proposed


@pytest.mark.parametrize("nodes", [0, -1, 1000])
def test_a_number_of_nodes_that_cannot_be_has_no_answer(nodes: int) -> None:
    app = opened()
    assert "Cheapest at these list prices" in said(app)

    app.number_input(key="wish:nodes:0").set_value(nodes)
    press(app, "Find the cheapest build")

    assert not app.exception
    text = said(app)
    assert f"Nodes: {nodes} is not possible. Choose a whole number from 1 to 256." in text
    assert "8-node cluster" not in text
    assert "Cheapest at these list prices" not in text

    # It stays so, whatever else happens.
    press(app, "Currency and rate")
    assert "8-node cluster" not in said(app)
    assert f"Nodes: {nodes} is not possible" in said(app)

    app.number_input(key="wish:nodes:0").set_value(3)
    press(app, "Find the cheapest build")
    assert not app.warning
    assert "is not possible" not in said(app)
    assert "3-node cluster" in said(app)


def test_a_budget_of_less_than_nothing_has_no_answer() -> None:
    app = opened()

    app.text_input(key="wish:budget:0").set_value("-50")
    press(app, "Find the cheapest build")

    assert "Budget: -50 is not possible. It cannot be negative." in said(app)
    assert "8-node cluster" not in said(app)


def test_wishes_come_back_from_a_file() -> None:
    app = opened()

    app.file_uploader(key="wishes-file").upload("mine.toml", b"nodes = 2\nram_gb = 1\n").run()

    assert not app.exception
    assert "2-node cluster" in said(app)
    assert app.number_input(key="wish:nodes:1").value == 2
    assert app.selectbox(key="wish:ram:1").value == "1"


def test_a_file_with_a_mistake_says_where_and_changes_nothing() -> None:
    app = opened()

    app.file_uploader(key="wishes-file").upload("mine.toml", b"nodes = 2\nnoodles = 3\n").run()

    assert "noodles" in said(app)
    assert "8-node cluster" in said(app)


def test_the_curve_is_drawn_on_demand_with_its_jumps_explained() -> None:
    # The two switches that the author of Kraken compared.
    app = opened(nodes=8, only=["tplink-8p", "tplink-16p-smart"])
    assert "Jumps, and why" not in said(app)

    answered(press(app, "What does the next node cost?"))

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
    app = opened(nodes=3, **EVERYTHING)
    cheapest = total(app)

    press(app, "Cost trade-offs")
    place = app.selectbox(key="frontier-place:cores")
    place.select_index(1).run()
    press(app, "Show this build above")

    assert not app.exception
    assert "From the plot below: **12 total cores" in said(app)
    assert total(app) != cheapest
    press(app, "Back to the proposal")
    assert total(app) == cheapest


def asked_about(app: AppTest, name: str) -> str:
    """Pick a part by its name under the question why, and return the answer."""
    answered(picked(app, name))
    assert not app.exception
    return said(app)


def picked(app: AppTest, name: str) -> AppTest:
    """Pick a part by its name under the question why; the answer may take longer."""
    box = app.selectbox(key="why-part")
    return box.select(next(option for option in box.options if option.endswith(name))).run()


def test_nothing_is_found_out_about_a_part_until_one_is_picked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def noting(part_number: str, *rest: Any, **more: Any) -> Any:
        asked.append(part_number)
        return why(part_number, *rest, **more)

    monkeypatch.setattr(proposals, "why_in", noting)
    app = opened(nodes=7, only=["rpi-3b"])
    assert "why-part" not in [box.key for box in app.selectbox]

    press(app, "Why this part, and not another?")
    assert app.selectbox(key="why-part").value is None
    assert asked == []

    asked_about(app, "Raspberry Pi 3 Model B")
    # Drawn once more, with the same part: it is not worked on twice.
    app.run()
    assert asked == ["rpi-3b"]


def test_a_chosen_part_says_what_is_tight_and_what_would_do_instead(patient: None) -> None:
    app = opened(nodes=7, only=["tplink-8p", "tplink-16p-smart"])
    press(app, "Why this part, and not another?")
    options = app.selectbox(key="why-part").options
    assert options[0].startswith("7 × ")
    assert len(options) > 200

    text = asked_about(app, "TP-Link 8-port switch (model not named)")

    assert "1 × TP-Link 8-port switch" in text
    assert "Switch 1: 8 of 8 network ports taken (7 nodes, 1 uplink)." in text
    assert "Without it the best build has 1 × TP-Link 16-port smart switch" in text
    assert "and costs S$168.57 more." in text
    # Even one node needs a switch; seven boards are for seven nodes.
    boards = asked_about(app, app.selectbox(key="why-part").options[0])
    assert "Needed because of: 7 nodes. Without that requirement a build costs" in boards


def test_any_other_part_says_at_which_price_it_would_win_or_what_keeps_it_out(
    patient: None,
) -> None:
    app = opened(nodes=8, mbps=1000)
    press(app, "Why this part, and not another?")

    assert "each or less, with 8 of it" in asked_about(app, "Raspberry Pi 4 Model B 2 GB")
    text = asked_about(app, "Raspberry Pi 1 Model B (512 MB)")
    assert "Raspberry Pi 1 Model B (512 MB) is not in it: network too slow" in text


def test_why_is_told_only_of_a_build_that_is_proven_cheapest() -> None:
    app = opened(nodes=2, objective="watts")
    press(app, "Why this part, and not another?")

    assert "works only for a build that is proven cheapest" in said(app)
    assert "why-part" not in [box.key for box in app.selectbox]


def test_a_point_that_is_the_best_of_few_watts_only_has_no_reason_in_money() -> None:
    app = opened(nodes=2)
    press(app, "Cost trade-offs")
    answered(app.get("button_group")[-1].set_value("watts").run())
    app.selectbox(key="frontier-place:watts").select_index(1).run()
    press(app, "Show this build above")
    press(app, "Why this part, and not another?")

    first = app.selectbox(key="why-part").options[0]
    assert "This build is not the cheapest" in asked_about(app, first)

    # The part stays picked, and is told of the proposal.
    press(app, "Back to the proposal")
    assert "This build is not the cheapest" not in said(app)


@pytest.mark.usefixtures("progress_is_shown")
def test_finding_out_why_tells_how_far_it_is_and_is_cancelled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = Event()

    def endless(*_: Any, effort: Effort, **__: Any) -> Any:
        tries = Tries(effort)
        try:
            while not ended.wait(0.01):
                tries.next()
        except PlannerError:
            ended.set()
            raise

    app = opened(nodes=3, headroom_percent=14)
    press(app, "Why this part, and not another?")
    monkeypatch.setattr(proposals, "why_in", endless)

    text = said(picked(app, "Raspberry Pi 4 Model B 2 GB"))
    assert "Trying the alternatives" in text
    assert "builds compared so far." in text

    app.button(key="cancel:why").click().run()
    assert "You cancelled this." in said(app.run())
    assert ended.wait(60)

    monkeypatch.undo()
    answered(app.button(key="again:why").click().run())
    assert "Raspberry Pi 4 Model B 2 GB is not in it" in said(app)


def test_what_cannot_be_found_out_in_time_is_said_in_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def too_slow(number: str, *_: Any, **__: Any) -> Any:
        raise PlannerError(
            Finding(
                code="slow", severity=Severity.ERROR, subject=number, message="It takes too long."
            )
        )

    monkeypatch.setattr(proposals, "why_in", too_slow)
    app = opened(nodes=3, headroom_percent=13)
    press(app, "Why this part, and not another?")

    assert "It takes too long." in asked_about(app, "Raspberry Pi 3 Model B")
    assert "Cheapest at these list prices" in said(app)


def test_two_networks_and_a_first_day_of_prices_are_asked_for_in_the_form(
    patient: None,
) -> None:
    app = opened()

    app.number_input(key="wish:nodes:0").set_value(3)
    app.checkbox(key="wish:redundant:0").check()
    app.date_input(key="wish:prices-since:0").set_value(date(2018, 1, 1))
    press(app, "Find the cheapest build")

    assert "3-node cluster" in said(app)
    assert "3 nodes twice and 2 uplinks" in said(app)
    kept = app.query_params["wishes"]
    assert json.loads(kept if isinstance(kept, str) else kept[0]) == {
        "nodes": 3,
        "redundant": True,
        "prices_since": "2018-01-01",
    }


def test_the_condition_of_articles_is_asked_for_in_the_form() -> None:
    app = opened()

    app.multiselect(key="wish:condition:0").set_value(["new", "refurbished"])
    press(app, "Find the cheapest build")

    assert json.loads(str(app.query_params["wishes"])) == {
        "nodes": 8,
        "condition": ["new", "refurbished"],
    }


def test_a_row_that_is_spoilt_while_the_app_runs_ends_the_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "catalogs"
    shutil.copytree(APP.parent / "catalogs", folder)
    monkeypatch.setenv("PLANNER_CATALOGS", str(folder))
    in_view.settings.clear()
    try:
        assert "Cheapest at these list prices" in said(opened(nodes=3))
        with next(iter(sorted((folder / "offers").glob("*.csv")))).open("a") as file:
            file.write("rpi-3b\n")
        assert "Cheapest at these list prices" not in said(opened(nodes=3))
    finally:
        in_view.settings.clear()


def test_the_missing_fact_of_a_board_is_written_down_where_a_button_leads() -> None:
    app = opened(nodes=2, boards=["apple-mac-mini-m6"])
    button = next(each for each in app.button if each.label.startswith("Complete the facts of"))

    app = button.click().run()

    assert app.title[0].value == "Catalog"
    assert any("Change apple-mac-mini-m6" in str(each.value) for each in app.markdown)
    assert not app.exception
