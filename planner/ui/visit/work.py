"""Draw long work: wait for its answer briefly, else show how far it is, and offer a way out.

Who has a turn is the business of `jobs.work`, and which process works on it that of `jobs.pool`;
here stands what a visitor sees of it. Answers are kept for the server, so that drawing a page again
costs nothing.
"""

import threading
import time
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from planner.engine.solving.effort import Effort
from planner.jobs.long_questions import Ground, LongQuestion
from planner.jobs.pool import Pool
from planner.jobs.work import AT_ONCE, Desk, Task, Work
from planner.ui.kit import wording
from planner.ui.visit import in_view

T = TypeVar("T")

# Most answers are there by then, and nobody sees a bar come and go.
_BRIEFLY_S = 1.5
_LOOK_AGAIN_S = 0.4
_BROWSER_DRAWS_S = 1.0
_GONE_AFTER_S = 10.0
_READY, _VISITOR = "work-ready", "work-visitor"


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """Return where the questions of every visitor have their turn."""
    workers = in_view.settings().workers
    return Desk(workers or AT_ONCE, for_small=1)


@st.cache_resource(show_spinner=False, on_release=Pool.close)
def pool() -> Pool:
    """Return the processes that work on the questions of every visitor."""
    return Pool(in_view.settings().worker_memory_mb)


def make_ready() -> None:
    """Have a process ready soon for what this visitor may ask; nobody waits for it.

    Not at once: the browser has the page to draw that was just sent.
    """
    if in_view.settings().workers and not st.session_state.get(_READY):
        st.session_state[_READY] = True
        _warm(in_view.ground().shared, after_s=_BROWSER_DRAWS_S)


def _warm(ground: Ground, *, after_s: float = 0) -> None:
    if not pool().is_ready(ground):
        soon = threading.Timer(after_s, pool().warm, (ground,))
        soon.daemon = True
        soon.start()


def answer_to(
    slot: str,
    key: Hashable,
    question: LongQuestion[T] | Callable[[Effort], T],
    *,
    seconds: int,
    doing: str,
    more: Callable[[], None] | None = None,
    cut_short: Callable[[], None] | None = None,
    keep: bool = True,
) -> T | None:
    """Return the answer to a question; None while it is worked on, or once the visitor gave it up.

    `key` names everything the answer depends on. `slot` is where on the page it stands: another key
    in the same slot gives up the work that ran there. The question goes to a process of the pool,
    and may take so many seconds; what waits for others more than it works is a function that is
    handed the effort, and stays in this process. What either raises is raised here. `more` draws
    what else is known while it runs, and `cut_short` takes up what is known when the visitor
    cancels; without it nothing is. Without `keep` the answer is handed out once: whoever asked
    keeps it.
    """
    whole = (slot, key)
    found, answer = desk().find(whole)
    if found:
        known: T = answer
        if not keep:
            desk().forget(whole)
        return known
    if st.session_state.get(_given_up(slot)) == whole:
        _show_given_up(slot)
        return None
    work = _work(slot, whole, question, seconds)
    if not work.is_there(_BRIEFLY_S):
        st.fragment(_show_progress, run_every=_LOOK_AGAIN_S, key=f"progress:{slot}")(
            slot, doing, more, cut_short
        )
        return None
    st.session_state.pop(_place(slot), None)
    result: T = work.answer.result()
    if not keep:
        desk().forget(whole)
    return result


def ask_ahead(slot: str, key: Hashable, task: Callable[[Effort], object], *, seconds: int) -> None:
    """Begin some work that a page will ask for by the same slot and key; nobody can cancel it."""
    desk().ask((slot, key), task, seconds=seconds)


def _place(slot: str) -> str:
    return f"work:{slot}"


def _given_up(slot: str) -> str:
    return f"given-up:{slot}"


def _work(
    slot: str, key: Hashable, question: LongQuestion[T] | Callable[[Effort], T], seconds: int
) -> Work:
    """Return the work of a slot, asked for; other work in it is given up."""
    work: Work | None = st.session_state.get(_place(slot))
    if work is None or work.key != key:
        if work is not None:
            desk().leave(work)
        st.session_state.pop(_given_up(slot), None)
        work = desk().ask(
            key,
            _task(question),
            seconds=seconds,
            visitor=_visitor(),
            is_small=isinstance(question, LongQuestion) and question.is_small,
            is_there=_still_there(),
        )
        st.session_state[_place(slot)] = work
    return work


def _task(question: LongQuestion[Any] | Callable[[Effort], Any]) -> Task:
    """Return what is done for a question once it has its turn."""
    if not isinstance(question, LongQuestion):
        return question
    if in_view.settings().workers:
        ground = question.ground.shared
        if not question.is_small or pool().is_ready(ground):
            return partial(pool().answer, question)
        # To start a process takes longer than such an answer; the next one finds it ready.
        _warm(ground)
    # In this process there is no need to open the folder once more.
    return partial(question.answer, in_view.folder())


def _still_there() -> Callable[[], bool] | None:
    """Return what tells whether the visitor has the page open; a connection may break briefly."""
    context = get_script_run_ctx()
    if context is None or not Runtime.exists():
        return None
    runtime, session, seen = Runtime.instance(), context.session_id, time.monotonic()

    def is_there() -> bool:
        nonlocal seen
        now = time.monotonic()
        if runtime.is_active_session(session):
            seen = now
        return now - seen < _GONE_AFTER_S

    return is_there


def _visitor() -> str:
    """Return who asks, as the queue tells visitors apart."""
    if _VISITOR not in st.session_state:
        st.session_state[_VISITOR] = uuid4().hex
    name: str = st.session_state[_VISITOR]
    return name


def _show_progress(
    slot: str,
    doing: str,
    more: Callable[[], None] | None,
    cut_short: Callable[[], None] | None,
) -> None:
    work: Work | None = st.session_state.get(_place(slot))
    if work is None or work.is_there():
        st.rerun()
    with st.container(border=True):
        _draw(work, doing)
        if more is not None:
            more()
        if st.button("Cancel", icon=":material/close:", key=f"cancel:{slot}"):
            desk().leave(work)
            del st.session_state[_place(slot)]
            if cut_short is None:
                st.session_state[_given_up(slot)] = work.key
            else:
                cut_short()
            st.rerun()


def _draw(work: Work, doing: str) -> None:
    """Draw how far some work is, or how many come before it."""
    ahead, progress = desk().ahead_of(work), work.progress
    if ahead:
        others = wording.counted(ahead, "other request is", "other requests are")
        st.markdown(f":material/hourglass_empty: Waiting: {others} ahead of yours.")
    elif progress.of > 1:
        of = f"{progress.done:,} of {progress.of:,}"
        st.progress(min(progress.done / progress.of, 1.0), text=f"{doing} {of}")
    else:
        known = ""
        if not progress.of:
            known = f"{wording.counted(progress.done, 'build', 'builds')} compared so far."
        elif progress.cost is not None:
            known = f"The best so far costs {wording.money(progress.cost)}."
        st.markdown(f":material/hourglass_top: {doing} {known}".rstrip())


def _show_given_up(slot: str) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown("You cancelled this.")
        st.button("Start again", key=f"again:{slot}", on_click=_forget, args=(slot,))


def _forget(slot: str) -> None:
    st.session_state.pop(_given_up(slot), None)
