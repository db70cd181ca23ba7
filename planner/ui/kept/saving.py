"""Save a build under a name, in the folder of one's own: there after a restart and elsewhere."""

from collections.abc import Callable

import streamlit as st

from planner.model.build import Build
from planner.model.findings import Finding, PlannerError
from planner.model.kept_builds import LONGEST_TITLE
from planner.ui.kit import toasts, widgets, wording
from planner.ui.visit import builds, drafts, in_view, own_builds

_ASKED, _REFUSED = "saving", "saving:refused"
_TITLE = "saving:title"
Act = Callable[[str, Build], str]


def offer_save(name: str) -> None:
    """Offer to save a build that has parts, under a name of its own."""
    if drafts.build(name).positions:
        st.button(
            "Save",
            icon=":material/save:",
            key=f"save:{name}",
            on_click=_ask,
            args=(name,),
            help="Keeps this build under a name, in My builds.",
        )


def _ask(name: str) -> None:
    st.session_state[_ASKED] = name
    st.session_state[_TITLE] = _usual_title(name)
    st.session_state.pop(_REFUSED, None)
    # The inputs may be a fragment; the dialog belongs to the page.
    st.rerun()


def _usual_title(name: str) -> str:
    title = drafts.build(name).title
    if drafts.is_own(name):
        return drafts.reference(name).title
    return f"My {drafts.reference(name).title}" if name in drafts.shipped() else title


def show_saving() -> None:
    """Open the dialog in which a build is saved, if somebody asked for it."""
    name = st.session_state.get(_ASKED)
    if name is not None and name in drafts.build_names():
        st.dialog("Save this build", width="small", on_dismiss=_close)(_body)(name)


def _close() -> None:
    st.session_state.pop(_ASKED, None)


def _body(name: str) -> None:
    st.text_input("Name", key=_TITLE, max_chars=LONGEST_TITLE)
    refused: Finding | None = st.session_state.get(_REFUSED)
    if refused is not None:
        widgets.show_beside(refused)
    with st.container(horizontal=True):
        if drafts.is_own(name):
            _button("Save", _save_over, name, first=True)
            _button("Save as a new build", _save_new, name)
        else:
            _button("Save", _save_new, name, first=True)
    st.markdown(
        wording.small(
            "Saved with its day and with your own parts and prices. Everyone who uses this planner "
            "sees it in My builds."
        )
    )


def _button(label: str, act: Act, name: str, *, first: bool = False) -> None:
    if st.button(label, type="primary" if first else "secondary", key=f"saving:{label}"):
        _try(act, name)


def _try(act: Act, name: str) -> None:
    title = str(st.session_state.get(_TITLE, "")).strip() or _usual_title(name)
    said = drafts.said_of_no_copy(name)
    build = drafts.build(name).model_copy(update={"title": title, **said})
    try:
        kept = act(name, build)
    except PlannerError as error:
        st.session_state[_REFUSED] = error.finding
        st.rerun(scope="fragment")
    drafts.forget(name)
    builds.choose(kept)
    in_view.begin()
    _close()
    toasts.say(f"Saved: {wording.plain(drafts.reference(kept).title)} is in My builds.")
    st.rerun()


def _save_new(name: str, build: Build) -> str:
    began = name if name in drafts.shipped() else build.began_as
    return own_builds.save_new(build.model_copy(update={"began_as": began}))


def _save_over(name: str, build: Build) -> str:
    return own_builds.save_over(name, build, seen=drafts.made_on(name))
