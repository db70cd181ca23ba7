"""Findings of one kind are one line, and what each says is a click away."""

from streamlit.testing.v1 import AppTest

from planner.model.findings import Finding, Severity
from planner.ui.kit.kinds import headline, kind_text, kinds


def finding(code: str, about: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code=code, severity=severity, subject=about, message=f"{about} of {code}.")


def shown(*found: Finding) -> AppTest:
    """Return the unfolded findings of a build."""

    def script() -> None:
        import streamlit as st

        from planner.ui.kit import widgets

        widgets.findings_strip(st.session_state["found"], key="strip")

    app = AppTest.from_function(script)
    app.session_state["found"] = found
    app.session_state["strip"] = True
    app.run()
    assert not app.exception
    return app


def texts(app: AppTest) -> list[str]:
    return [str(each.value) for each in app.markdown]


SEVERAL = [finding("purchase-terms-unknown", vendor) for vendor in ("Near", "Far", "Third")]
TOGETHER = "3 vendors do not state all that they charge, so the basket has no total."
ALONE = finding("rate-missing", "EUR/SGD")


def test_several_of_a_kind_are_one_line_with_their_number() -> None:
    app = shown(*SEVERAL, ALONE)
    lines = texts(app)[1:]
    assert len(lines) == 2
    assert lines[0].endswith(
        "3 vendors do not state all that they charge, so the basket has no total."
    )
    assert lines[1].endswith("EUR/SGD of rate-missing.")


def test_each_of_a_kind_is_shown_once_its_line_is_opened() -> None:
    app = shown(*SEVERAL, ALONE)
    assert not any("Far of" in text for text in texts(app))
    next(button for button in app.button if button.label == "Show all 3").click().run()
    assert not app.exception
    assert sum("of purchase-terms-unknown" in text for text in texts(app)) == 3


def test_a_kind_without_words_of_its_own_tells_its_first_and_how_many_there_are() -> None:
    tight = [finding("watts-tight", name) for name in ("A", "B")]
    assert kind_text(tight) == "A of watts-tight. 1 more like this."
    assert kind_text(tight[:1]) == "A of watts-tight."


def test_a_note_and_a_warning_of_one_code_are_two_kinds() -> None:
    noted = finding("rate-stale", "USD/SGD", Severity.NOTE)
    warned = finding("rate-stale", "EUR/SGD")
    other = finding("rate-stale", "GBP/SGD", Severity.NOTE)
    assert kinds([noted, warned, other]) == [[noted, other], [warned]]


def test_what_two_builds_have_alike_is_told_once() -> None:
    alike = [finding("watts-tight", "A").model_copy(update={"subject": of}) for of in ("x", "y")]
    assert kinds(alike) == [[alike[0]]]
    assert headline(alike[1], alike) == "A of watts-tight."


def test_the_strip_counts_the_lines_below_it() -> None:
    (strip, *_) = texts(shown(*SEVERAL, ALONE))
    assert "2 warnings]" in strip


def test_the_headline_counts_those_of_its_kind() -> None:
    assert headline(SEVERAL[0], [ALONE, *SEVERAL]).startswith("3 vendors do not state")
    assert texts(shown(*SEVERAL))[0].endswith(TOGETHER)
