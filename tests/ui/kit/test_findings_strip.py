"""The line that says whether a build fits: what counts against it, and what is told first."""

import pytest
from streamlit.testing.v1 import AppTest

from planner.model.code_kinds import About
from planner.model.codes import CODES
from planner.model.findings import Finding, Severity


def headline(*found: Finding) -> str:
    """Return what the folded findings of a build say in one line."""

    def script() -> None:
        import streamlit as st

        from planner.ui.kit import widgets

        widgets.findings_strip(st.session_state["found"], key="strip")

    app = AppTest.from_function(script)
    app.session_state["found"] = found
    app.run()
    assert not app.exception
    return str(app.markdown[0].value)


def finding(code: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code=code, severity=severity, subject="x", message=f"Told of {code}.")


@pytest.mark.parametrize(
    ("code", "fits"),
    [("price-row-unread", True), ("rate-stale", True), ("watts-tight", False)],
)
def test_only_a_warning_about_the_fit_keeps_a_build_from_fitting(code: str, fits: bool) -> None:
    assert ("Fits" in headline(finding(code))) is fits


def test_a_build_without_boards_is_not_said_to_fit() -> None:
    (code,) = (code for code, meaning in CODES.items() if meaning.about is About.NOTHING)
    assert "Fits" not in headline(finding(code, Severity.NOTE))


def test_what_must_be_read_before_a_number_is_quoted_is_told_first() -> None:
    told = headline(
        finding("price-later", Severity.NOTE), finding("price-allocated", Severity.NOTE)
    )
    assert told.endswith("Told of price-allocated.")


def test_a_note_about_a_rate_is_counted_and_never_the_headline() -> None:
    alone = headline(finding("rate-stale", Severity.NOTE))
    assert "1 note" in alone
    assert "Told of" not in alone
    beside = headline(finding("rate-stale", Severity.NOTE), finding("price-later", Severity.NOTE))
    assert beside.endswith("Told of price-later.")


def test_a_rate_of_long_ago_is_a_warning_that_is_told() -> None:
    assert headline(finding("rate-stale")).endswith("Told of rate-stale.")
