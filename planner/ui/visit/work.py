"""Draw long work: wait for its answer briefly, else show how far it is, and offer a way out.

What is worked on, by how many threads and for whom is the business of `jobs.work`; here stands what
a visitor sees of it. Answers are kept for the process, so that drawing a page again costs nothing.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from planner.engine.solving.effort import Effort
from planner.jobs.work import Desk, Work
from planner.ui.kit import wording

T = TypeVar("T")

# Most answers are there by then, and nobody sees a bar come and go.
_BRIEFLY_S = 1.5
_LOOK_AGAIN_S = 0.4


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """Return where the questions of every visitor of this process are worked on."""
    return Desk()


def answer_to(
    slot: str,
    key: Hashable,
    task: Callable[[Effort], T],
    *,
    seconds: int,
    doing: str,
    more: Callable[[], None] | None = None,
    cut_short: Callable[[], None] | None = None,
    keep: bool = True,
) -> T | None:
    """Return what a task comes to; None while it runs, or once the visitor gave it up.

    `key` names everything the answer depends on. `slot` is where on the page it stands: another
    key in the same slot gives up the work that ran there. `task` is handed the effort of so many
    seconds. What it raises is raised here. `more` draws what else is known while it runs, and
    `cut_short` takes up what is known when the visitor cancels; without it nothing is. Without
    `keep` the answer is handed out once: whoever asked keeps it.
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
    work = _work(slot, whole, task, seconds)
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


def _place(slot: str) -> str:
    return f"work:{slot}"


def _given_up(slot: str) -> str:
    return f"given-up:{slot}"


def _work(slot: str, key: Hashable, task: Callable[[Effort], T], seconds: int) -> Work:
    """Return the work of a slot, asked for; other work in it is given up."""
    work: Work | None = st.session_state.get(_place(slot))
    if work is None or work.key != key:
        if work is not None:
            desk().leave(work)
        st.session_state.pop(_given_up(slot), None)
        work = desk().ask(key, task, seconds=seconds)
        st.session_state[_place(slot)] = work
    return work


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
