"""The desk of long work: in turn, nothing twice, ended when nobody waits, and bugs are raised."""

import subprocess
import sys
import traceback
from collections.abc import Iterator
from datetime import date
from threading import Event
from time import monotonic

import pytest

from planner.engine.solving.effort import Effort
from planner.engine.solving.progress import Progress
from planner.jobs.work import Desk, Task, Work, key_of, lasting
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.questions import BuyQuestion, FrontierQuestion, SizeQuestion
from planner.model.requirement import Requirement

PATIENCE_S = 60.0
GATE = Event()


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    GATE.clear()
    yield
    GATE.set()


def patient(answer: str, log: list[str] | None = None) -> Task:
    """Return work that waits for the gate, or until nobody waits for it."""

    def task(effort: Effort) -> str:
        if log is not None:
            log.append(answer)
        while not GATE.wait(0.005):
            if not effort.goes_on(Progress(1, 9)):
                return "half"
        return answer

    return task


def quick(answer: str) -> Task:
    return lambda _: answer


def answer_of(work: Work) -> object:
    return work.answer.result(PATIENCE_S)


def begun(work: Work) -> None:
    until = monotonic() + PATIENCE_S
    while not work.progress.done:
        assert monotonic() < until
        GATE.wait(0.001)


def test_an_answer_is_kept_and_nothing_is_worked_on_twice() -> None:
    desk, log = Desk(2), list[str]()
    first = desk.ask("a", patient("one", log), seconds=60)
    second = desk.ask("a", patient("another", log), seconds=60)
    assert second is first
    GATE.set()

    assert answer_of(first) == "one"
    assert log == ["one"]
    assert kept(desk, "a") == "one"


def kept(desk: Desk, key: str) -> object:
    """Return an answer once it is put away; the future tells it a moment before."""
    until = monotonic() + PATIENCE_S
    while not (found := desk.find(key))[0]:
        assert monotonic() < until
    return found[1]


def test_so_many_are_worked_on_at_a_time_and_the_others_wait_in_turn() -> None:
    desk, log = Desk(1), list[str]()
    works = [desk.ask(name, patient(name, log), seconds=60) for name in "abc"]
    begun(works[0])

    assert log == ["a"]
    assert [desk.ahead_of(work) for work in works] == [0, 1, 2]
    assert not works[1].is_there()
    GATE.set()

    assert [answer_of(work) for work in works] == ["a", "b", "c"]
    assert log == ["a", "b", "c"]
    assert [desk.ahead_of(work) for work in works] == [0, 0, 0]


def test_the_time_of_an_answer_begins_with_its_turn() -> None:
    desk, left = Desk(1), list[int | None]()
    before = desk.ask("before", patient("before"), seconds=60)
    begun(before)
    work = desk.ask("a", lambda effort: left.append(effort.left_ms()), seconds=5)
    GATE.wait(0.05)
    GATE.set()

    answer_of(work)
    assert left[0] is not None
    assert 4_900 < left[0] <= 5_000


def test_what_nobody_waits_for_is_ended_and_its_half_answer_forgotten() -> None:
    desk = Desk(1)
    work = desk.ask("a", patient("whole"), seconds=60)
    begun(work)

    desk.leave(work)

    assert answer_of(work) == "half"
    again = desk.ask("a", patient("whole"), seconds=60)
    assert again is not work
    assert desk.find("a") == (False, None)
    GATE.set()
    assert answer_of(again) == kept(desk, "a") == "whole"


def test_what_another_visitor_waits_for_goes_on() -> None:
    desk = Desk(1)
    work = desk.ask("a", patient("whole"), seconds=60)
    desk.ask("a", patient("whole"), seconds=60)
    begun(work)

    desk.leave(work)

    assert work.is_wanted
    GATE.set()
    assert answer_of(work) == "whole"


def test_what_is_given_up_before_its_turn_is_never_begun() -> None:
    desk, log = Desk(1), list[str]()
    first, second = (desk.ask(name, patient(name, log), seconds=60) for name in "ab")
    third = desk.ask("c", patient("c", log), seconds=60)
    begun(first)

    desk.leave(second)

    assert second.answer.cancelled()
    assert desk.ahead_of(third) == 1
    GATE.set()
    assert answer_of(third) == "c"
    assert log == ["a", "c"]


def test_leaving_what_is_done_changes_nothing() -> None:
    desk = Desk(1)
    work = desk.ask("a", quick("whole"), seconds=60)
    answer_of(work)
    assert kept(desk, "a") == "whole"

    desk.leave(work)

    assert desk.find("a") == (True, "whole")


def test_a_bug_is_raised_where_the_answer_is_asked_for_and_says_where_it_is() -> None:
    def broken(_: Effort) -> str:
        raise ZeroDivisionError("a bug of ours")

    desk = Desk(1)
    work = desk.ask("a", broken, seconds=60)

    with pytest.raises(ZeroDivisionError, match="a bug of ours") as caught:
        answer_of(work)
    assert "in broken" in "".join(traceback.format_tb(caught.value.__traceback__))
    # One bug does not take the hand that met it away from all that comes after.
    assert answer_of(desk.ask("b", quick("well"), seconds=60)) == "well"
    assert answer_of(desk.ask("a", quick("mended"), seconds=60)) == "mended"


def test_what_a_person_can_mend_is_raised_as_it_is() -> None:
    finding = Finding(code="no", severity=Severity.ERROR, subject="it", message="It cannot be.")

    def refused(_: Effort) -> str:
        raise PlannerError(finding)

    with pytest.raises(PlannerError) as caught:
        answer_of(Desk(1).ask("a", refused, seconds=60))
    assert caught.value.finding is finding


def test_the_answers_last_used_are_kept_and_no_more_than_so_many() -> None:
    desk = Desk(1, most_kept=2)
    for name in "ab":
        answer_of(desk.ask(name, quick(name), seconds=60))
        assert kept(desk, name) == name
    desk.find("a")
    answer_of(desk.ask("c", quick("c"), seconds=60))
    kept(desk, "c")

    assert [desk.find(name)[0] for name in "abc"] == [True, False, True]


def test_who_stops_the_app_does_not_wait_for_the_work() -> None:
    script = """
from threading import Event
from planner.jobs.work import Desk
begun = Event()
Desk(1).ask("a", lambda _: (begun.set(), Event().wait()), seconds=60)
begun.wait()
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=PATIENCE_S)


def test_questions_of_two_kinds_about_the_same_have_two_keys() -> None:
    wanted = Requirement(nodes=2, on=date(2024, 12, 1))
    size, front = SizeQuestion(wanted=wanted), FrontierQuestion(wanted=wanted)
    buy = BuyQuestion(what="kraken", on=wanted.on)

    keys = {
        key_of(size, "catalog"),
        key_of(size, "another"),
        key_of(front, "catalog"),
        key_of(buy, "catalog", 10),
        key_of(buy, "catalog", 60),
    }
    assert len(keys) == 5
    assert key_of(SizeQuestion(wanted=wanted), "catalog") in keys


def test_an_effort_lasts_so_many_seconds() -> None:
    left = lasting(3).left_ms()
    assert left is not None
    assert 2_900 < left <= 3_000


def test_visitors_take_turns_so_that_who_asks_for_much_waits_behind_who_asks_for_little() -> None:
    desk, log = Desk(1), list[str]()
    running = desk.ask("0", patient("0", log), seconds=60, visitor="greedy")
    begun(running)
    greedy = [
        desk.ask(name, patient(name, log), seconds=60, visitor="greedy") for name in ("1", "2", "3")
    ]
    modest = desk.ask("m", patient("m", log), seconds=60, visitor="modest")
    other = desk.ask("o", patient("o", log), seconds=60, visitor="other")

    assert [desk.ahead_of(each) for each in (*greedy, modest, other)] == [3, 4, 5, 1, 2]
    GATE.set()

    for each in (*greedy, modest, other):
        answer_of(each)
    assert log == ["0", "m", "o", "1", "2", "3"]


def test_who_leaves_the_queue_lets_the_others_move_up() -> None:
    desk = Desk(1)
    begun(desk.ask("0", patient("0"), seconds=60, visitor="first"))
    second = desk.ask("1", patient("1"), seconds=60, visitor="second")
    third = desk.ask("2", patient("2"), seconds=60, visitor="third")
    assert desk.ahead_of(third) == 2

    desk.leave(second)

    assert desk.ahead_of(third) == 1


def test_what_is_small_does_not_wait_for_what_is_long() -> None:
    desk = Desk(1, for_small=1)
    begun(desk.ask("long", patient("long"), seconds=60, visitor="one"))
    waiting = desk.ask("another", patient("another"), seconds=60, visitor="two")

    small = desk.ask("small", quick("small"), seconds=60, visitor="three", is_small=True)

    assert answer_of(small) == "small"
    assert not waiting.is_there()
    assert desk.ahead_of(waiting) == 1
    later = desk.ask("later", quick("later"), seconds=60, visitor="three", is_small=True)
    assert answer_of(later) == "later"
    GATE.set()
    assert answer_of(waiting) == "another"


def test_the_place_for_what_is_small_is_given_to_nothing_else() -> None:
    desk, log = Desk(1, for_small=1), list[str]()
    works = [desk.ask(name, patient(name, log), seconds=60, visitor=name) for name in "abc"]
    begun(works[0])

    assert answer_of(desk.ask("s", quick("s"), seconds=60, visitor="d", is_small=True)) == "s"

    assert log == ["a"]
    GATE.set()
    assert [answer_of(each) for each in works] == ["a", "b", "c"]


def test_work_of_somebody_who_is_gone_without_a_word_is_ended() -> None:
    desk, there = Desk(1), [True]
    work = desk.ask("a", patient("whole"), seconds=60, is_there=lambda: there[0])
    begun(work)
    assert work.is_wanted

    there[0] = False

    assert answer_of(work) == "half"


def test_work_that_another_visitor_waits_for_goes_on_when_the_first_is_gone() -> None:
    desk = Desk(1)
    work = desk.ask("a", patient("whole"), seconds=60, is_there=lambda: False)
    desk.ask("a", patient("whole"), seconds=60, is_there=lambda: True)

    assert work.is_wanted
    GATE.set()
    assert answer_of(work) == "whole"
