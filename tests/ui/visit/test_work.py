"""Work off the page's thread: waited for briefly, shown while it runs, cancelled, asked once."""

from collections.abc import Iterator
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from planner.engine.solving.effort import Effort
from planner.engine.solving.progress import Progress
from planner.jobs.work import Desk
from planner.model.findings import Finding, PlannerError, Severity
from planner.ui.visit import work as long_work

GATE = Event()
GAVE_UP = Event()
PATIENCE_S = 60.0
LOG: list[str] = []


def work(effort: Effort) -> str:
    """Do nothing until somebody opens the gate, or nobody waits any more."""
    LOG.append("started")
    done = 0
    while not GATE.wait(0.01):
        done += 1
        if not effort.goes_on(Progress(min(done, 9), 10)):
            GAVE_UP.set()
            return "half"
    return "whole"


def refused(_: Effort) -> str:
    finding = Finding(code="no", severity=Severity.ERROR, subject="it", message="It cannot be.")
    raise PlannerError(finding)


def broken(_: Effort) -> str:
    raise ZeroDivisionError("a bug of ours")


def page() -> None:
    import streamlit as st

    from planner.model.findings import PlannerError
    from planner.ui.visit.work import answer_to
    from tests.ui.visit.test_work import broken, refused, work

    key = st.text_input("key", "first", key="key")
    task = {"refused": refused, "broken": broken}.get(key, work)
    try:
        st.markdown(f"answer: {answer_to('slot', key, task, seconds=60, doing='Working …')}")
    except PlannerError as error:
        st.error(error.finding.message)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    GATE.clear()
    GAVE_UP.clear()
    LOG.clear()
    long_work.desk.clear()
    # However slow the machine is, work that can end is waited for.
    monkeypatch.setattr(long_work, "_BRIEFLY_S", PATIENCE_S)
    yield
    GATE.set()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    with monkeypatch.context() as patch:
        patch.setattr(long_work, "_BRIEFLY_S", 0.01)
        yield patch


def opened() -> AppTest:
    return AppTest.from_function(page, default_timeout=30).run()


def answer(app: AppTest) -> str:
    return next(m.value for m in app.markdown if m.value.startswith("answer"))


def test_an_answer_that_is_there_at_once_is_shown_at_once() -> None:
    GATE.set()

    assert answer(opened()) == "answer: whole"


def test_work_that_lasts_shows_how_far_it_is_and_then_its_answer(
    impatient: pytest.MonkeyPatch,
) -> None:
    app = opened()
    assert answer(app) == "answer: None"
    assert "Cancel" in [button.label for button in app.button]

    impatient.undo()
    GATE.set()

    assert answer(app.run()) == "answer: whole"
    assert LOG == ["started"]


def test_the_same_question_is_not_worked_on_twice() -> None:
    GATE.set()
    opened()

    assert answer(opened()) == "answer: whole"
    assert LOG == ["started"]


def test_work_that_is_cancelled_stops_and_can_be_started_again(
    impatient: pytest.MonkeyPatch,
) -> None:
    app = opened()

    app.button(key="cancel:slot").click().run()

    app.run()
    assert "You cancelled this." in [m.value for m in app.markdown]
    assert GAVE_UP.wait(PATIENCE_S)
    impatient.undo()
    GATE.set()
    app.button(key="again:slot").click().run()
    assert answer(app) == "answer: whole"
    assert LOG.count("started") == 2


def test_another_question_gives_up_the_work_on_the_one_before(
    impatient: pytest.MonkeyPatch,
) -> None:
    app = opened()

    app.text_input(key="key").set_value("second").run()

    assert GAVE_UP.wait(PATIENCE_S)
    impatient.undo()
    GATE.set()
    assert answer(app.run()) == "answer: whole"


def test_what_cannot_be_is_said_by_the_page_that_asked() -> None:
    GATE.set()
    app = opened()

    app.text_input(key="key").set_value("refused").run()

    assert app.error[0].value == "It cannot be."


def test_a_bug_in_the_work_shows_where_it_is() -> None:
    GATE.set()
    app = opened()

    app.text_input(key="key").set_value("broken").run()

    (shown,) = app.exception
    assert "a bug of ours" in shown.message
    assert any("in broken" in line for line in shown.stack_trace)


def test_who_comes_while_all_hands_are_busy_is_told_how_many_come_before(
    impatient: pytest.MonkeyPatch,
) -> None:
    small = Desk(at_once=1)
    impatient.setattr(long_work, "desk", lambda: small)
    opened()
    late = AppTest.from_function(page, default_timeout=30)
    late.session_state["key"] = "second"

    late.run()

    waits = ":material/hourglass_empty: Waiting: 1 other request is ahead of yours."
    assert waits in [each.value for each in late.markdown]
    GATE.set()
    impatient.setattr(long_work, "_BRIEFLY_S", PATIENCE_S)
    assert answer(late.run()) == "answer: whole"
