"""Work that may take longer than a page should: off the page's thread, with progress and a way out.

Answers are kept for the process, by everything they depend on, so that drawing a page again costs
nothing. What was given up is forgotten.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any, TypeVar

import streamlit as st

from planner.engine.solving.progress import GoOn, Progress
from planner.model.findings import PlannerError
from planner.ui.kit import wording

T = TypeVar("T")
# Told how many steps are done, of how many, and what is known so far; answers whether anybody still
# waits.
Report = Callable[[int, int, str], bool]

# Most answers are there by then, and nobody sees a bar come and go.
_BRIEFLY_S = 1.5
_LOOK_AGAIN_S = 0.4
_MOST_KEPT = 64


@dataclass
class _Work:
    """One piece of work: how far it is, and what came of it."""

    key: Hashable
    task: Callable[[Report], Any]
    given_up: Event = field(default_factory=Event)
    steps: tuple[int, int, str] = (0, 0, "")
    answer: Any = None
    answered: bool = False
    refused: PlannerError | None = None
    thread: Thread | None = None

    def start(self) -> None:
        # A daemon: who stops the app does not wait for it.
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.answer = self.task(self.report)
            self.answered = True
        except PlannerError as error:
            self.refused = error

    def report(self, done: int, total: int, known: str) -> bool:
        """Note how far the work is, and return whether anybody waits for it."""
        self.steps = (done, total, known)
        return not self.given_up.is_set()


class _Answers:
    """The answers last used, for every visitor of this process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> tuple[bool, Any]:
        with self._lock:
            if key not in self._kept:
                return False, None
            self._kept.move_to_end(key)
            return True, self._kept[key]

    def keep(self, key: Hashable, answer: Any) -> None:
        with self._lock:
            self._kept[key] = answer
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)


@st.cache_resource(show_spinner=False)
def _answers() -> _Answers:
    return _Answers()


def answer_to(slot: str, key: Hashable, task: Callable[[Report], T], *, doing: str) -> T | None:
    """Return what a task comes to; None while it runs, or once the visitor gave it up.

    `key` names everything the answer depends on. `slot` is where on the page it stands: another
    key in the same slot gives up the work that ran there. What the task raises is raised here.
    """
    found, answer = _answers().find((slot, key))
    if found:
        known: T = answer
        return known
    work = _work(slot, key, task)
    if work.given_up.is_set():
        _show_given_up(slot)
        return None
    if work.thread is not None:
        work.thread.join(_BRIEFLY_S)
        if work.thread.is_alive():
            st.fragment(_show_progress, run_every=_LOOK_AGAIN_S, key=f"progress:{slot}")(
                slot, doing
            )
            return None
    st.session_state.pop(_place(slot), None)
    if work.refused is not None:
        raise work.refused
    if not work.answered:
        raise RuntimeError(f"the work {slot!r} ended without an answer")
    _answers().keep((slot, key), work.answer)
    result: T = work.answer
    return result


def _place(slot: str) -> str:
    return f"work:{slot}"


def _work(slot: str, key: Hashable, task: Callable[[Report], Any]) -> _Work:
    """Return the work of a slot, started; other work in it is given up."""
    work: _Work | None = st.session_state.get(_place(slot))
    if work is None or work.key != key:
        if work is not None:
            work.given_up.set()
        work = _Work(key, task)
        st.session_state[_place(slot)] = work
        work.start()
    return work


def _show_progress(slot: str, doing: str) -> None:
    work: _Work | None = st.session_state.get(_place(slot))
    if work is None or work.thread is None or not work.thread.is_alive():
        st.rerun()
    done, total, known = work.steps
    with st.container(border=True):
        if total > 1:
            st.progress(min(done / total, 1.0), text=f"{doing} {done} of {total}")
        else:
            st.markdown(f":material/hourglass_top: {doing} {known}".rstrip())
        if st.button("Cancel", icon=":material/close:", key=f"cancel:{slot}"):
            work.given_up.set()
            st.rerun()


def _show_given_up(slot: str) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown("You cancelled this.")
        st.button("Start again", key=f"again:{slot}", on_click=_forget, args=(slot,))


def _forget(slot: str) -> None:
    st.session_state.pop(_place(slot), None)


def told_by(report: Report) -> GoOn:
    """Return what passes the engine's progress on to the page."""

    def go_on(progress: Progress) -> bool:
        known = ""
        if progress.cost is not None:
            known = f"The best so far costs {wording.money(progress.cost)}."
        return report(progress.done, progress.of, known)

    return go_on


def tries_told_by(report: Report) -> GoOn:
    """Return what tells the page how many builds were tried, where nobody knows of how many."""

    def go_on(progress: Progress) -> bool:
        return report(0, 0, f"{wording.counted(progress.done, 'build', 'builds')} compared so far.")

    return go_on
