"""Progress is for terminals: shown there, gone afterwards, and nowhere else."""

import io
import signal
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from planner.cli import main as command_line
from planner.cli.progress import (
    end_at_ctrl_c,
    patient,
    shown_progress,
    start_anew,
    was_interrupted,
)
from planner.engine.solving.effort import Effort
from planner.engine.solving.progress import Progress
from planner.jobs import sizing as growth
from planner.model.money import Money


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_steps_once_each_and_is_left_clean() -> None:
    screen = Terminal()

    with shown_progress(screen, "numbers of nodes") as go_on:
        assert all(go_on(Progress(done, 3)) for done in (0, 1, 1, 2))

    lines = [line.removeprefix("\x1b[K") for line in screen.getvalue().split("\r")]
    assert lines == ["", *(f"{n} of 3 numbers of nodes" for n in (0, 1, 2)), ""]


def test_without_steps_the_best_so_far_is_shown() -> None:
    screen = Terminal()

    with shown_progress(screen) as go_on:
        go_on(Progress(0, 1))
        cost, bound = Money(Decimal("12.00"), "SGD"), Money(Decimal("11.00"), "SGD")
        go_on(Progress(0, 1, cost=cost, bound=bound))

    assert "nothing found yet" in screen.getvalue()
    assert "best so far S$12.00, at least S$11.00" in screen.getvalue()


def test_tries_of_which_nobody_knows_how_many_there_will_be_are_counted() -> None:
    screen = Terminal()

    with shown_progress(screen) as go_on:
        go_on(Progress(3, 0))

    assert "3 builds compared" in screen.getvalue()


def test_a_file_gets_no_progress() -> None:
    file = io.StringIO()

    with shown_progress(file, "nodes") as go_on:
        go_on(Progress(0, 3))

    assert file.getvalue() == ""


def test_ctrl_c_ends_a_curve_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(growth, "curve_of", interrupted)

    assert command_line.main(["curve", "--most", "4"]) == 130


def test_ctrl_c_ends_the_work_and_what_was_known_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = growth.curve_of

    def pressed_at_two(*asked: Any, effort: Effort, **options: Any) -> Any:
        def go_on(progress: Progress) -> bool:
            if progress.done == 2 and not was_interrupted():
                signal.raise_signal(signal.SIGINT)
            return effort.goes_on(progress)

        return whole(*asked, effort=effort.told(go_on), **options)

    monkeypatch.setattr(growth, "curve_of", pressed_at_two)

    assert command_line.main(["curve", "--most", "4"]) == 130
    out, err = capsys.readouterr()
    assert "2 nodes" in out or "\n    2 " in out
    assert "Stopped by Ctrl-C" in err
    # The next command starts anew.
    monkeypatch.undo()
    assert command_line.main(["curve", "--most", "2"]) == 0


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C as in a process of its own, whatever the tests make of it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
    start_anew()


def test_a_ctrl_c_that_a_library_drops_ends_the_command_before_it_begins_with_long_work(
    ctrl_c: None,
) -> None:
    end_at_ctrl_c()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt), patient(1):
        pytest.fail("nothing long begins")
    assert not was_interrupted()


def test_a_command_in_the_background_that_is_not_to_hear_ctrl_c_does_not(ctrl_c: None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_at_ctrl_c()

    signal.raise_signal(signal.SIGINT)

    with patient(1):
        assert not was_interrupted()
