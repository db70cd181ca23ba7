"""A finding of the bill has a button that opens the place where it is mended."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.engine.planning.cost import cost
from planner.model.findings import Finding, Severity
from planner.ui.visit import terms
from tests.engine.samples import plan


def offered(code: str, subject: str) -> AppTest:
    """Return what is offered below a finding of a build whose hub has no price."""

    def script() -> None:
        import streamlit as st

        from planner.ui.plan import parts

        parts.offer_fix("b", st.session_state["found"], st.session_state["bom"])

    app = AppTest.from_function(script)
    app.session_state["found"] = Finding(
        code=code, severity=Severity.WARNING, subject=subject, message="Told."
    )
    app.session_state["bom"] = cost(plan("1 pi3 5 SGD", "1 hub"))
    app.run()
    assert not app.exception
    return app


def test_a_price_that_is_missing_is_entered_at_its_line() -> None:
    app = offered("price-missing", "hub")
    assert [button.label for button in app.button] == ["Enter a price"]
    app.button[0].click().run()
    assert not app.exception
    line: Any = app.session_state["line"]
    bom = app.session_state["bom"]
    assert bom.lines[line.index].line.part_number == "hub"


@pytest.mark.parametrize("code", ["rate-stale", "rate-missing"])
def test_another_rate_is_chosen_where_rates_are_entered(code: str) -> None:
    app = offered(code, "USD/SGD")
    assert [button.label for button in app.button] == ["Choose another rate"]
    app.button[0].click().run()
    assert not app.exception
    assert app.session_state[terms._UNFOLDED] is True


@pytest.mark.parametrize(
    ("code", "subject"), [("price-missing", "gone"), ("price-old", "b"), ("build-inferred", "b")]
)
def test_what_no_input_mends_has_no_button(code: str, subject: str) -> None:
    assert not offered(code, subject).button
