"""Kits on the page Plan: as rows that fold, changed as one, opened, taken apart, made of nodes."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from planner.engine.planning.edit import empty_build, own_copy
from planner.engine.planning.plan import make_plan
from planner.io.documents.builds import read_build
from planner.model.catalog import Catalog
from planner.model.money import RateTable
from planner.ui.plan import _dialogs as dialogs
from planner.ui.plan._kit_rows import left_over_row
from planner.ui.visit import in_view
from planner.ui.visit._links import build_of
from tests.engine.planning.test_copies import sgd
from tests.engine.planning.test_kits import CLUSTER, told
from tests.kits import KRAKEN_IN_KITS
from tests.ui.bill import ask, change, element, lines
from tests.ui.links import packed
from tests.ui.plan.test_edits import opened, press, said, title

NODES = "my-build:kit:nodes"
WORKERS = "my-build:kit:nodes/worker"
CARDS = "my-build:nodes/worker:microsd-16gb:False:False:2"
CORDS = "my-build:nodes/worker/wired-board:microusb-lead:False:False:6"


def in_kits() -> AppTest:
    """Return the page with Kraken in kits, as a link opens it."""
    read, _ = read_build("my-build.toml", KRAKEN_IN_KITS.encode())
    assert read is not None
    # Changed by somebody before: shares of a published sum are prices of their lines.
    copy = own_copy(make_plan(read, Catalog(), rates=RateTable()))
    build = copy.model_copy(update={"name": "my-build", "published": ()})
    blank = empty_build(currency="SGD", on=in_view.today_in_utc())
    token = packed(build, blank)
    assert build_of(token, blank) == build
    return opened(build="my-build", edit=token)


def named(app: AppTest) -> dict[str, str]:
    return {key: line["name"] for key, line in lines(app).items()}


def test_a_link_opens_kits_as_rows_with_what_they_hold() -> None:
    app = in_kits()

    assert not app.exception
    assert "S$626.63" in said(app)
    rows = lines(app)
    assert (rows[NODES]["total"], rows[NODES]["level"], rows[NODES]["kit"]) == ("S$536.93", 0, True)
    assert (rows[WORKERS]["quantity"], rows[WORKERS]["each"]) == (6, "S$76.30 each")
    assert rows[CARDS]["within"] == ["nodes", "nodes/worker"]
    assert (rows[CARDS]["quantity"], rows[CARDS]["total"]) == (1, "S$82.14")
    assert ["6 in all", ""] in [list(piece) for piece in rows[CARDS]["origin"]]


def test_another_number_of_a_kit_changes_all_that_it_holds() -> None:
    app = in_kits()
    change(app, {WORKERS: 7})

    assert lines(app)[WORKERS]["quantity"] == 7
    assert lines(app)[CARDS]["total"] == "S$95.83"
    assert "S$702.93" in said(app)  # 626.63 + 76.30

    press(app, "Undo")
    assert "S$626.63" in said(app)


def test_a_quantity_in_a_kit_is_that_of_each_wherever_the_kit_lies() -> None:
    app = in_kits()
    change(app, {CORDS: 2})

    assert "S$668.49" in said(app)  # 7 × 5.98 more
    first = CORDS.replace("worker", "first-node")
    assert (lines(app)[CORDS]["quantity"], lines(app)[first]["quantity"]) == (2, 2)


def test_changes_of_kits_and_of_what_they_hold_count_together() -> None:
    app = in_kits()
    first = CORDS.replace("worker", "first-node")
    change(app, {CORDS: 0, first: 0, WORKERS: 1})

    assert CORDS not in lines(app)
    assert lines(app)[WORKERS]["quantity"] == 1


def test_a_kit_is_taken_out_by_none_of_it() -> None:
    app = in_kits()
    change(app, {WORKERS: 0})

    assert WORKERS not in lines(app)
    assert "Worker" not in named(app).values()


@pytest.mark.parametrize("typed", [-1, 100_001, 1.5, "two", None, True])
def test_a_number_of_kits_that_cannot_be_is_refused_and_nothing_changes(typed: object) -> None:
    app = in_kits()
    change(app, {WORKERS: typed})

    assert lines(app)[WORKERS]["quantity"] == 6
    assert "is not a valid quantity" in "".join(each.value for each in app.warning)


def test_what_multiplies_to_too_many_pieces_is_refused_with_the_bound() -> None:
    app = in_kits()
    change(app, {CARDS: 16_667})

    warned = "".join(each.value for each in app.warning)
    assert "16,666" in warned.replace("\\", "")
    assert lines(app)[CARDS]["quantity"] == 1


def test_which_kits_are_unfolded_is_in_the_address() -> None:
    app = in_kits()
    assert '"unfolded": ["nodes"' not in element(app).json
    ask(app, "fold", ["nodes", "nodes/worker"])

    assert '"unfolded": ["nodes", "nodes/worker"]' in element(app).json
    assert app.query_params["unfold"] in ("nodes,nodes/worker", ["nodes,nodes/worker"])
    ask(app, "fold", [])
    assert '"unfolded": []' in element(app).json
    for nonsense in (5, ["nodes", 5], None):
        ask(app, "fold", nonsense)
        assert not app.exception
    again = opened(build="my-build", edit=query(app, "edit"), unfold="nodes,no-such-kit")
    assert '"unfolded": ["nodes"]' in element(again).json


def query(app: AppTest, key: str) -> str:
    value = app.query_params[key]
    return value[0] if isinstance(value, list) else value


def test_a_part_of_a_kit_says_so_in_its_details_and_is_replaced_in_each() -> None:
    app = in_kits()
    ask(app, "open", CARDS)

    assert "Part of the kit Worker: 1 in each, 6 in all." in app.info[-1].value
    press(app, "Remove")
    assert CARDS not in lines(app)


def test_a_kit_tells_what_one_is_and_can_be_renamed_and_taken_apart() -> None:
    app = in_kits()
    ask(app, "open", WORKERS)

    assert "S$76.30 each, 6 in all: S$457.80" in said(app)
    assert "Switch ports: needs 1" in said(app)
    name = next(each for each in app.text_input if each.label == "Name")
    name.set_value("Small node").run()
    assert lines(app)[WORKERS]["name"] == "Small node"

    ask(app, "open", WORKERS)
    press(app, "Take apart")
    assert WORKERS not in lines(app)
    assert "S$626.63" in said(app)
    assert "my-build:kit:nodes/wired-board" in lines(app)


def test_a_part_is_added_to_each_kit() -> None:
    app = in_kits()
    ask(app, "open", WORKERS)
    press(app, "Add a part to each")

    slot = app.session_state["choosing"]
    assert slot == dialogs.Slot("my-build", "other", kit="worker")
    assert "Quantity in each" in [each.label for each in app.number_input]
    press(app, "Choose")
    added = [line for line in lines(app).values() if line["within"] == ["nodes", "nodes/worker"]]
    assert "6 in all" in str([line["origin"] for line in added])


def test_equal_nodes_become_a_kit_at_the_same_cost() -> None:
    app = opened()
    press(app, "Nodes as a kit")

    rows = lines(app)
    assert "S$626.63" in said(app)
    assert (rows["kraken:kit:node"]["quantity"], rows["kraken:kit:node"]["name"]) == (7, "Node")
    inside = [line["name"] for line in rows.values() if line["within"] == ["node"]]
    assert inside == [
        "Raspberry Pi 3 Model B",
        "Ethernet patch cable, short",
        "USB-A to micro-USB power cable, short",
    ]
    assert "Nodes as a kit" not in [each.label for each in app.button]
    change(app, {"kraken:kit:node": 8})
    assert title(app) == "Kraken, edited"
    assert "S$689.24" in said(app)  # 55.06 + 1.57 + 5.98 more


def test_what_packs_hold_beyond_the_need_is_told_apart_from_kits() -> None:
    bill = told(CLUSTER)
    (row,) = left_over_row(bill)

    assert row["amount"] == "S$0.80"
    assert row["label"] == "Left over in packs: for the whole order, outside all kits"
    assert left_over_row(replace(bill, left_over=sgd("0.00"))) == []
