"""Put a part of the catalog into a build: the one in view, or one that the visitor chooses."""

import streamlit as st

from planner.engine.planning.edit import suggested_quantity, with_part
from planner.model.parts import Part
from planner.ui.kit import wording
from planner.ui.visit import builds, costs, drafts
from planner.ui.visit.told import tell_change

_WANTED = "adding"


def offer(part: Part) -> None:
    """Offer to put a part into a build."""
    st.button(
        "Add to build",
        icon=":material/add:",
        key=f"add-to-build:{part.part_number}",
        on_click=_add,
        args=(part,),
    )


def _add(part: Part) -> None:
    if builds.nobody_chose():
        st.session_state[_WANTED] = part
    else:
        _put(part, st.session_state["build"])


def _put(part: Part, name: str) -> None:
    plan, _ = costs.costed(name)
    quantity = suggested_quantity(plan, part.category)
    drafts.edit(name, lambda build: with_part(build, part.category, part.part_number, quantity))
    title = wording.plain(drafts.build(name).title)
    tell_change(name, f"Added {quantity} × {wording.plain(part.name)} to *{title}*.")


def ask_which_build() -> None:
    """Ask for the build that a part was to be added to, if there is none yet."""
    part: Part | None = st.session_state.get(_WANTED)
    if part is None:
        return
    dialog = st.dialog("Add to which build?", on_dismiss=_forget)
    dialog(_choose)(part)


def _choose(part: Part) -> None:
    if _WANTED not in st.session_state:
        st.rerun()
    st.markdown(f"**{wording.plain(part.name)}**")
    titles = drafts.titles()
    names = sorted(titles, key=lambda name: name != drafts.OWN_BUILD)
    for name in names:
        called = "A build of your own" if name == drafts.OWN_BUILD else titles[name]
        st.button(
            wording.plain(called),
            key=f"add-to:{name}",
            width="stretch",
            type="primary" if name == drafts.OWN_BUILD else "secondary",
            on_click=_put_into,
            args=(part, name),
        )


def _put_into(part: Part, name: str) -> None:
    if _WANTED not in st.session_state:
        # A second click, faster than the dialog could close.
        return
    _forget()
    builds.choose(name)
    _put(part, name)


def _forget() -> None:
    st.session_state.pop(_WANTED, None)
