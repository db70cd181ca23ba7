"""The builds that a visitor can choose, with their changes, each of which can be taken back.

The domain model is the truth. Widgets are fed from it and report changes to it in callbacks.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from planner.engine.planning.edit import empty_build, own_copy
from planner.jobs.plans import plan_build
from planner.model import home
from planner.model.build import Build, Position
from planner.ui.visit import in_view

OWN_BUILD = "my-build"
FIRST_BUILD = "kraken"
_MOST_UNDONE = 50


@dataclass(frozen=True)
class Draft:
    """A build as its visitor left it, and as it was before each change; None is as published."""

    build: Build | None
    before: tuple[Build | None, ...] = ()


def build_names() -> tuple[str, ...]:
    """Return the names a visitor can choose: Kraken first, an empty build last."""
    names = [build.name for build in in_view.workspace().builds]
    names.sort(key=lambda name: name != FIRST_BUILD)
    return (*names, OWN_BUILD)


def reference(name: str) -> Build:
    """Return a build as published, or the empty one."""
    if name == OWN_BUILD:
        return empty_build(currency=home.CURRENCY, on=in_view.today())
    return in_view.workspace().build(name)


def successor(name: str) -> str:
    """Return the name of the build that upgrades this one, or the first other one."""
    others = [each for each in in_view.workspace().builds if each.name != name]
    following = [each.name for each in others if each.successor_of == name]
    return next(iter((*following, *(each.name for each in others))), name)


def titles() -> dict[str, str]:
    """Return what builds are called in lists; what one became by editing stands on its page."""
    return {name: reference(name).title for name in build_names()}


def build(name: str) -> Build:
    """Return a build with this visitor's changes, if there are any."""
    return draft_of(name) or reference(name)


def asked_for(name: str) -> str | Build:
    """Return a build as a question names it: as published by its name, as changed all of it."""
    known = any(each.name == name for each in in_view.workspace().builds)
    return draft_of(name) or (name if known else reference(name))


def build_now(name: str) -> Callable[[], Build]:
    """Return a way to ask for a build as it is then, even outside the visit."""
    drafts, published = _drafts(), reference(name)
    return lambda: (drafts[name].build if name in drafts else None) or published


def draft_of(name: str) -> Build | None:
    """Return a build as its visitor changed it, if it is changed."""
    draft = _drafts().get(name)
    return None if draft is None else draft.build


def begun(name: str) -> bool:
    """Tell whether this visitor put anything into a build; it needs no catalog to be known."""
    draft = draft_of(name)
    return draft is not None and bool(draft.positions)


def _drafts() -> dict[str, Draft]:
    drafts: dict[str, Draft] = st.session_state.setdefault("drafts", {})
    return drafts


def own_copy_of(name: str) -> Build:
    """Return the copy that the first change to a build is made on."""
    original = reference(name)
    if name == OWN_BUILD:
        return original
    return own_copy(plan_build(original, in_view.catalog()))


def editable(name: str) -> Build:
    """Return the build that the next change is made on: each line of its bill is one position."""
    return draft_of(name) or own_copy_of(name)


def position(name: str, index: int) -> Position:
    """Return the position behind a line of a build's bill."""
    return editable(name).positions[index]


def edit(name: str, change: Callable[[Build], Build]) -> None:
    """Apply one change to a visitor's copy of a build, and remember what was before it."""
    before = editable(name)
    after = change(before)
    if after != before:
        _put(name, after)


def can_undo(name: str) -> bool:
    """Tell whether there is a change to a build that can be taken back."""
    draft = _drafts().get(name)
    return draft is not None and bool(draft.before)


def undo(name: str) -> None:
    """Take the last change back; those before it stay."""
    draft = _drafts().get(name)
    if draft is None or not draft.before:
        return
    build, before = draft.before[-1], draft.before[:-1]
    if build is None and not before:
        del _drafts()[name]
    else:
        _drafts()[name] = Draft(build, before)


def discard(name: str) -> None:
    """Give the visitor's changes up and return to the build as published; this can be undone."""
    if draft_of(name) is not None:
        _put(name, None)


def _put(name: str, build: Build | None) -> None:
    draft = _drafts().get(name, Draft(None))
    before = (*draft.before, draft.build)[-_MOST_UNDONE:]
    _drafts()[name] = Draft(build, before)


def bring(name: str, opened: Build | None) -> None:
    """Put a build in as an address brings it; one step back it is as published."""
    if opened != draft_of(name):
        _drafts()[name] = Draft(opened, () if opened is None else (None,))
