"""Processes that work on long questions: ended, killed, too large, and gone with the server."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.engine.solving.effort import Effort, OutOfTimeError
from planner.engine.solving.progress import Progress
from planner.io.catalog.stamps import stamp_of
from planner.jobs.long_questions import Ground, LongQuestion
from planner.jobs.pool import Pool
from planner.jobs.work import lasting
from planner.model.findings import PlannerError
from tests.jobs import pool_questions as asked_here

ROOT = Path(__file__).resolve().parents[2]
ON = date(2024, 12, 1)
PATIENCE_S = 60.0


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A small catalog of one's own."""
    (tmp_path / "catalog" / "parts").mkdir(parents=True)
    (tmp_path / "catalog" / "vendors.csv").write_text("vendor,name,kind,currency\n")
    add_part(tmp_path / "catalog", "one")
    return tmp_path / "catalog"


def add_part(folder: Path, number: str) -> None:
    file = folder / "parts" / "other.csv"
    before = file.read_text() if file.exists() else "part_number,name,maker,kind,source\n"
    file.write_text(f"{before}{number},Part {number},Maker,kit,https://maker.example/{number}\n")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    found = Pool()
    yield found
    found.close()


def ground_of(folder: Path) -> Ground:
    return Ground(folder, None, ON, stamp_of(folder, None))


def question(asks: Callable[..., Any], folder: Path, *about: object) -> LongQuestion:
    return LongQuestion(asks, about, ground_of(folder))


def is_there(pid: int) -> bool:
    """Tell whether a process is there and is no mere entry of one that has ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def await_(met: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
    until = time.monotonic() + within_s
    while not met():
        assert time.monotonic() < until
        time.sleep(0.01)


class Asking:
    """Somebody who waits for an answer in a thread, and can be told to wait no longer."""

    def __init__(self, pool: Pool, asked: LongQuestion, seconds: float = PATIENCE_S) -> None:
        self.heard: list[Progress] = []
        self.waits, self.error, self.answer = True, None, None
        self._pool, self._asked, self._seconds = pool, asked, seconds
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        def told(progress: Progress) -> bool:
            self.heard.append(progress)
            return self.waits

        try:
            self.answer = self._pool.answer(self._asked, lasting(self._seconds, told))
        except PlannerError as error:
            self.error = error


def test_a_question_is_answered_in_another_process_of_the_catalog_it_names(
    pool: Pool, catalog: Path
) -> None:
    assert pool.answer(question(asked_here.parts, catalog), Effort()) == ["one"]
    worker = pool.answer(question(asked_here.own_number, catalog), Effort())

    assert worker != os.getpid()
    assert worker in pool.processes


def test_a_catalog_that_was_changed_is_read_anew_and_one_that_is_not_as_asked_is_refused(
    pool: Pool, catalog: Path
) -> None:
    before = question(asked_here.parts, catalog)
    assert pool.answer(before, Effort()) == ["one"]
    add_part(catalog, "two")

    assert pool.answer(question(asked_here.parts, catalog), Effort()) == ["one", "two"]
    with pytest.raises(PlannerError) as caught:
        pool.answer(before, Effort())
    assert caught.value.finding.code == "catalog-changed"


def test_what_a_visitor_brought_is_part_of_the_catalog_that_is_asked(
    pool: Pool, catalog: Path
) -> None:
    mine = (
        (
            "other.csv",
            b"part_number,name,maker,kind,source\nmy-kit,Mine,Me,kit,https://me.example/1\n",
        ),
    )
    ground = ground_of(catalog)
    brought = Ground(ground.folder, ground.own, ground.today, ground.stamp, (mine,))

    assert pool.answer(LongQuestion(asked_here.parts, (), brought), Effort()) == ["one", "my-kit"]
    assert pool.answer(question(asked_here.parts, catalog), Effort()) == ["one"]


def test_how_far_it_is_is_told_while_it_works(pool: Pool, catalog: Path) -> None:
    asking = Asking(pool, question(asked_here.counted, catalog, 60))
    asking.thread.join(PATIENCE_S)

    assert asking.answer == 60
    told = [each.done for each in asking.heard if each.of == 60]
    assert told == sorted(told)
    assert 0 < told[0] < 60


def test_who_waits_no_longer_keeps_the_process_where_it_stops_at_once(
    pool: Pool, catalog: Path
) -> None:
    asking = Asking(pool, question(asked_here.counted, catalog, 5_000))
    await_(lambda: any(each.of == 5_000 for each in asking.heard))
    (before,) = pool.processes

    asking.waits = False
    asking.thread.join(0.5)

    assert not asking.thread.is_alive()
    assert isinstance(asking.error, OutOfTimeError)
    assert pool.answer(question(asked_here.own_number, catalog), Effort()) == before


def test_a_process_that_does_not_stop_is_ended_within_half_a_second_and_another_is_there(
    pool: Pool, catalog: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    asking = Asking(pool, question(asked_here.deaf, catalog, str(log)))
    await_(lambda: log.exists() and log.read_text() != "")
    worker = int(log.read_text())

    began = time.monotonic()
    asking.waits = False
    await_(lambda: not is_there(worker))

    assert time.monotonic() - began <= 0.5
    asking.thread.join(PATIENCE_S)
    assert isinstance(asking.error, OutOfTimeError)
    assert pool.answer(question(asked_here.own_number, catalog), Effort()) != worker


def test_a_process_that_was_killed_is_asked_once_more(
    pool: Pool, catalog: Path, tmp_path: Path
) -> None:
    assert pool.answer(question(asked_here.dying, catalog, str(tmp_path / "log"), 1), Effort()) == 2


def test_a_question_that_kills_twice_is_refused_with_a_sentence(
    pool: Pool, catalog: Path, tmp_path: Path
) -> None:
    with pytest.raises(PlannerError) as caught:
        pool.answer(question(asked_here.dying, catalog, str(tmp_path / "log"), 9), Effort())

    assert caught.value.finding.code == "work-lost"
    assert "ended twice" in caught.value.finding.message
    assert (tmp_path / "log").read_text() == "xx"
    assert pool.answer(question(asked_here.parts, catalog), Effort()) == ["one"]


def test_a_process_that_is_killed_from_outside_while_it_waits_is_replaced(
    pool: Pool, catalog: Path
) -> None:
    worker = pool.answer(question(asked_here.own_number, catalog), Effort())
    os.kill(worker, signal.SIGKILL)
    await_(lambda: not is_there(worker))

    assert pool.answer(question(asked_here.own_number, catalog), Effort()) != worker


def test_what_needs_too_much_memory_is_ended_and_said(catalog: Path) -> None:
    pool = Pool(most_memory_mb=300)
    try:
        with pytest.raises(PlannerError) as caught:
            pool.answer(question(asked_here.hungry, catalog, 2_000), Effort())
        assert caught.value.finding.code == "work-too-large"
        assert "300 MB" in caught.value.finding.message
        assert pool.answer(question(asked_here.parts, catalog), Effort()) == ["one"]
    finally:
        pool.close()


@pytest.mark.parametrize("count", [0, 3, 500, 501, 12_345])
def test_an_answer_of_many_records_comes_whole_and_in_order(
    pool: Pool, catalog: Path, count: int
) -> None:
    answer = pool.answer(question(asked_here.many, catalog, count), Effort())

    assert answer == asked_here.Many(tuple(range(count)), "beside")


def test_what_a_person_can_mend_is_raised_as_it_is(pool: Pool, catalog: Path) -> None:
    with pytest.raises(PlannerError) as caught:
        pool.answer(question(asked_here.refused, catalog), Effort())

    assert caught.value.finding.message == "It cannot be."


def test_a_bug_is_raised_where_the_answer_is_asked_for_and_says_where_it_is(
    pool: Pool, catalog: Path
) -> None:
    with pytest.raises(ZeroDivisionError, match="a bug of ours") as caught:
        pool.answer(question(asked_here.broken, catalog), Effort())

    assert "in broken" in caught.value.__notes__[0]
    assert len(pool.processes) == 1


def test_an_answer_that_cannot_be_sent_is_a_bug_and_leaves_the_process_alive(
    pool: Pool, catalog: Path
) -> None:
    worker = pool.answer(question(asked_here.own_number, catalog), Effort())

    with pytest.raises(RuntimeError, match="cannot be sent"):
        pool.answer(question(asked_here.unsendable, catalog), Effort())

    assert pool.processes == (worker,)


def test_what_a_library_prints_is_no_message(pool: Pool, catalog: Path) -> None:
    assert pool.answer(question(asked_here.chatty, catalog), Effort()) == "said"


def test_a_process_that_was_made_ready_has_read_the_catalog(pool: Pool, catalog: Path) -> None:
    ground = ground_of(catalog)
    assert not pool.is_ready(ground)

    pool.warm(ground)

    await_(lambda: pool.is_ready(ground))
    assert pool.answer(question(asked_here.own_number, catalog), Effort()) in pool.processes
    assert pool.is_ready(ground)


def test_nothing_is_left_once_the_pool_is_closed(catalog: Path, tmp_path: Path) -> None:
    pool, log = Pool(), tmp_path / "log"
    asking = Asking(pool, question(asked_here.deaf, catalog, str(log)))
    await_(log.exists)
    pool.warm(ground_of(catalog))
    workers = pool.processes
    assert len(workers) == 2

    pool.close()
    asking.thread.join(PATIENCE_S)

    assert not any(is_there(each) for each in workers)
    assert pool.processes == ()


SERVER = """
import sys, threading, time
from pathlib import Path
from planner.engine.solving.effort import Effort
from planner.jobs.pool import Pool
from tests.jobs import pool_questions, test_pool
pool, catalog, log = Pool(), Path(sys.argv[1]), sys.argv[2]
asked = test_pool.question(pool_questions.deaf, catalog, log)
threading.Thread(target=pool.answer, args=(asked, Effort()), daemon=True).start()
pool.warm(test_pool.ground_of(catalog))
while len(pool.processes) < 2:
    time.sleep(0.01)
print(*pool.processes, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_nothing_is_left_once_the_server_has_ended(
    number: signal.Signals, catalog: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, str(catalog), str(log)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        workers = [int(each) for each in server.stdout.readline().split()]
        assert len(workers) == 2
        await_(lambda: log.exists() and log.read_text() != "")

        server.send_signal(number)
        server.wait(PATIENCE_S)

    await_(lambda: not any(is_there(each) for each in workers), within_s=5)


def test_what_a_process_keeps_is_asked_of_that_process_again(catalog: Path) -> None:
    pool = Pool()
    try:
        ground = ground_of(catalog)
        asked = {
            each: LongQuestion(asked_here.own_number, (), ground, held=each)
            for each in ("list one", "list two")
        }
        one = pool.answer(asked["list one"], Effort())
        busy = Asking(pool, question(asked_here.counted, catalog, 100_000))
        await_(lambda: bool(busy.heard))
        two = pool.answer(asked["list two"], Effort())
        busy.waits = False
        busy.thread.join(PATIENCE_S)

        assert one != two
        for name, process in (("list one", one), ("list two", two), ("list one", one)):
            assert pool.answer(asked[name], Effort()) == process
    finally:
        pool.close()
