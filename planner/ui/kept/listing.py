"""My builds: those of one's own, each with total and day, and what is not saved yet."""

from collections.abc import Callable

import streamlit as st

from planner.jobs.plans import cost_asked
from planner.model.build import Build
from planner.model.cost_question import CostQuestion
from planner.model.findings import PlannerError
from planner.model.kept_builds import LONGEST_TITLE
from planner.ui.kept.saving import offer_save
from planner.ui.kit import wording
from planner.ui.menu import page_of
from planner.ui.visit import builds, drafts, in_view, notices, own_builds

_TAKEN_OUT = "taken-out-build"


def show_my_builds(*, heading: str = "", empty: str = "") -> None:
    """Show the builds of one's own, what of them is not saved, and what can be put back.

    `heading` stands above them where there are any, and `empty` where there is none.
    """
    unsaved = [name for name in drafts.unsaved() if drafts.build(name).positions]
    if heading and (unsaved or own_builds.names()):
        st.markdown(heading, anchors=False)
    notices.show_notice(at=_TAKEN_OUT)
    _offer_back()
    if unsaved:
        st.markdown("### Not saved yet", anchors=False)
        st.markdown(
            wording.small(
                "These are in the address of this page only. Save the ones you want to keep."
            )
        )
        for name in unsaved:
            _row(name, saved=False)
    kept = own_builds.names()
    if kept:
        st.markdown("### Saved", anchors=False)
        for name in kept:
            _row(name, saved=True)
    if empty and not (unsaved or kept):
        st.markdown(empty)


def _row(name: str, *, saved: bool) -> None:
    build = drafts.reference(name) if saved else drafts.build(name)
    with st.container(border=True, gap="xsmall", key=f"kept:{name}:{saved}"):
        st.markdown(f"**{wording.plain(build.title)}**  \n{_facts(build)}")
        with st.container(horizontal=True, gap="small"):
            # A link, so that it can be opened in a new tab; what was changed comes along.
            plan_page = str(page_of("plan.py").path)
            asked = builds.link_to(name)
            st.page_link(plan_page, label="Open", icon=":material/open_in_new:", query_params=asked)
            if not saved:
                offer_save(name)
                return
            _offer_rename(name, build)
            st.button(
                "Duplicate",
                icon=":material/content_copy:",
                key=f"copy:{name}",
                on_click=_try,
                args=(_copy, name),
            )
            st.button(
                "Delete",
                icon=":material/delete:",
                key=f"delete:{name}",
                on_click=_try,
                args=(_take_out, name),
            )


def _facts(build: Build) -> str:
    try:
        _, bom = cost_asked(CostQuestion(build=build), in_view.folder())
    except PlannerError as error:
        return wording.line(error.finding)
    mark = "" if bom.low is None else "≈ "
    total = f"{mark}{wording.money(bom.subtotal)}"
    if bom.copies > 1:
        total = f"{total} for {bom.copies:,} copies"
    if bom.total is None:
        lines = wording.counted(len(bom.unpriced), "line", "lines")
        total = f"{total} and {lines} without a price"
    counted = wording.counted(len(bom.lines), "line", "lines")
    since = f"prices of {wording.day(build.on)}"
    frozen = " (frozen)" if build.frozen else ""
    return f"{total} {wording.small(f'· {counted} · {since}{frozen}')}"


def _offer_rename(name: str, build: Build) -> None:
    with st.popover("Rename", icon=":material/edit:"):
        st.text_input(
            "New name",
            value=build.title,
            max_chars=LONGEST_TITLE,
            key=f"rename:{name}",
            on_change=_try,
            args=(_rename, name),
            help="Press Enter to rename. Links to it keep working.",
        )


def _try(act: Callable[[str], None], name: str) -> None:
    try:
        act(name)
    except PlannerError as error:
        notices.notify(error.finding, at=_TAKEN_OUT)


def _rename(name: str) -> None:
    title = str(st.session_state.get(f"rename:{name}", "")).strip()
    if title:
        own_builds.rename(name, title)
        drafts.seen_anew(name)


def _copy(name: str) -> None:
    own_builds.copy(name)


def _take_out(name: str) -> None:
    drafts.forget(name)
    st.session_state[_TAKEN_OUT] = own_builds.take_out(name)


def _offer_back() -> None:
    gone: Build | None = st.session_state.get(_TAKEN_OUT)
    if gone is None or gone.name in drafts.build_names():
        return
    with st.container(horizontal=True, vertical_alignment="center", key="taken-out"):
        st.markdown(f"Deleted: **{wording.plain(gone.title)}**.", width="content")
        st.button("Undo", icon=":material/undo:", on_click=_try, args=(_put_back, gone.name))


def _put_back(_: str) -> None:
    gone: Build = st.session_state.pop(_TAKEN_OUT)
    own_builds.put_back(gone)
