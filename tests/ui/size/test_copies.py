"""Copies on the page Configure: asked for, kept in the address, and carried to the page Plan."""

import json

import pytest

from tests.ui.size.test_page import begun, opened, press, said, total

# With cards in packs and singly, another design is the cheapest for ten than for one.
OLD = {
    "nodes": 4,
    "prices_since": "any",
    "only": ["tplink-8p", "tplink-16p-smart"],
}


def test_copies_are_asked_for_and_the_address_keeps_them() -> None:
    app = opened()
    assert app.number_input(key="wish:copies:0").value == 1
    assert "Total for" not in said(app)

    app.number_input(key="wish:nodes:0").set_value(3)
    app.number_input(key="wish:copies:0").set_value(10)
    press(app, "Find the cheapest build")

    assert not app.exception
    assert "10 × 3-node cluster" in said(app)
    assert "Total for 10 copies" in said(app)
    assert "a copy" in said(app)
    assert "Ports, power and wiring are those of one copy." in said(app)
    kept = app.query_params["wishes"]
    kept = json.loads(kept if isinstance(kept, str) else kept[0])
    assert kept == {"nodes": 3, "copies": 10}


def test_a_link_opens_its_copies_and_says_how_they_differ_from_one() -> None:
    app = opened(**OLD, copies=10)

    assert app.number_input(key="wish:copies:1").value == 10
    assert total(app) == "***S$2,241.63***"
    assert "10 times the cheapest build for one copy, S$226.55" in said(app)
    assert "For one copy another build is cheapest:" in said(app)
    assert "would cost S$2,257.02, S$15.39 more." in said(app)


def test_a_budget_is_said_to_be_for_all_copies() -> None:
    app = opened(nodes=3, copies=4, budget="5000.00")

    assert "Budget for all, S$" in [each.label for each in app.text_input]
    assert "The budget of S$5,000.00 is for all 4 copies together." in said(app)


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("nodes", 3.5, "Nodes: 3.5 is not possible. Choose a whole number from 1 to 256."),
        ("cores", 8.25, "Cores: 8.25 is not possible."),
        ("spares", 0.5, "Spare nodes of each role: 0.5 is not possible."),
        ("uplinks", 1.5, "Uplinks: 1.5 is not possible. Choose a whole number from 0 to 64."),
        ("headroom", 12.5, "Power headroom: 12.5 is not possible."),
        ("rack-units", 4.5, "Rack units: 4.5 is not possible."),
        ("years", 1.5, "Years of electricity: 1.5 is not possible."),
    ],
)
def test_half_of_what_is_counted_whole_is_said_beside_the_form(
    name: str, typed: float, told: str
) -> None:
    app = opened()

    app.number_input(key=f"wish:{name}:0").set_value(typed)
    press(app, "Find the cheapest build")

    assert not app.exception
    assert told in said(app)


@pytest.mark.parametrize("copies", [0, -3, 10_001, 1.5, 1_000_000_000])
def test_what_is_no_number_of_copies_is_said_beside_the_form(copies: float) -> None:
    app = opened()

    app.number_input(key="wish:copies:0").set_value(copies)
    press(app, "Find the cheapest build")

    assert f"Copies: {copies} is not possible. Choose a whole number from 1 to 10,000." in said(app)
    assert app.session_state["wishes"].copies == 1


@pytest.mark.parametrize("copies", [0, 1.5, "many"])
def test_a_link_with_no_number_of_copies_is_not_read(copies: object) -> None:
    app = begun(nodes=3, copies=copies)

    assert "cannot be read" in app.warning[0].value


def test_the_opened_build_has_its_copies_on_plan() -> None:
    app = opened(**OLD, copies=10)

    press(app, "Open this build")

    assert not app.exception
    (copies,) = (each for each in app.number_input if each.label == "Copies")
    assert copies.value == 10
    assert "Total for 10 copies" in said(app)
    assert total(app) == "***S$2,241.63***"


def test_the_curve_says_that_its_costs_are_of_all_copies() -> None:
    app = opened(nodes=3, copies=2)

    press(app, "What does the next node cost?")

    assert "Costs are those of all 2 copies, bought together." in said(app)
