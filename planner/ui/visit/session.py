"""What one visitor works on: the chosen build, their changes to it, and how it is costed.

The domain model is the truth. Widgets are fed from it and report changes to it in callbacks.
"""

import gc
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import streamlit as st

from planner.engine.planning.cost import cost
from planner.engine.planning.edit import empty_build, own_copy
from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.plans import plan_build
from planner.model import home
from planner.model.bom import CostedBom
from planner.model.build import Build, Position
from planner.model.catalog import Catalog
from planner.model.findings import Finding
from planner.model.plan import Plan
from planner.model.questions import CostTerms
from planner.settings import Settings, read_settings
from planner.ui.visit import own_files

OWN_BUILD = "my-build"
FIRST_BUILD = "kraken"
_MOST_UNDONE = 50

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Draft:
    """A build as its visitor left it, and as it was before each change; None is as published."""

    build: Build | None
    before: tuple[Build | None, ...] = ()


def today() -> date:
    """Return the day of the visit; the only clock of the app."""
    return datetime.now(UTC).astimezone().date()


@st.cache_resource
def settings() -> Settings:
    """Return what the environment says; it is read once."""
    return read_settings()


def begin() -> None:
    """Take up the catalog folder as it is now: it is read anew when a file in it changed.

    Called once before a page is drawn, so that a page sees one catalog from top to bottom.
    """
    folder = settings().catalogs
    own = settings().data
    stamp = (*_stamp(folder), *_stamp(own))
    st.session_state["workspace"] = _workspace(folder, own, stamp, today())


def workspace() -> Workspace:
    """Return the catalog folder that this page is drawn from."""
    found: Workspace = st.session_state["workspace"]
    return found


# The stamp is named without an underscore: Streamlit would not look at it.
@st.cache_resource(max_entries=2, show_spinner=False)
def _workspace(folder: Path, own: Path, stamp: Stamp, day: date) -> Workspace:  # noqa: ARG001
    found = open_workspace(folder, today=day, own=own)
    # Every part and offer stays for as long as the app runs. Python's collector of garbage would
    # walk through them again and again, which takes half of the time in which a purchase is made
    # ready for the solver.
    gc.collect()
    gc.freeze()
    return found


def _stamp(folder: Path) -> Stamp:
    """Return the files of a folder, each with its size and the time of its last change."""
    facts = ((path, path.stat()) for path in folder.glob("**/*.[ct][so][vm]*"))
    return tuple(sorted((str(path), its.st_size, its.st_mtime_ns) for path, its in facts))


# --- catalog -------------------------------------------------------------------------------------


def catalog() -> Catalog:
    """Return the catalog with the parts that this visitor uploaded."""
    own, offers, _ = own_files.own_list()
    shared = workspace().catalog
    left_out = own_files.left_out()
    return shared.with_parts(own, offers, left_out) if own or offers or left_out else shared


def catalog_facts() -> Hashable:
    """Return what changes with any fact of the catalog that this visitor sees."""
    parts, offers, _ = own_files.own_list()
    shared = workspace().catalog
    return shared.fingerprint, shared.left_out, parts, offers, own_files.left_out()


def folder() -> Workspace:
    """Return the catalog folder with the parts that this visitor uploaded."""
    shared, mine = workspace(), catalog()
    return shared if mine is shared.catalog else replace(shared, catalog=mine)


# --- builds --------------------------------------------------------------------------------------


def build_names() -> tuple[str, ...]:
    """Return the names a visitor can choose: Kraken first, an empty build last."""
    names = [build.name for build in workspace().builds]
    names.sort(key=lambda name: name != FIRST_BUILD)
    return (*names, OWN_BUILD)


def reference(name: str) -> Build:
    """Return a build as published, or the empty one."""
    if name == OWN_BUILD:
        return empty_build(currency=home.CURRENCY, on=today())
    return workspace().build(name)


def build(name: str) -> Build:
    """Return a build with this visitor's changes, if there are any."""
    return draft_of(name) or reference(name)


def asked_for(name: str) -> str | Build:
    """Return a build as a question names it: as published by its name, as changed all of it."""
    known = any(each.name == name for each in workspace().builds)
    return draft_of(name) or (name if known else reference(name))


def build_now(name: str) -> Callable[[], Build]:
    """Return a way to ask for a build as it is then, even outside the visit."""
    drafts, published = _drafts(), reference(name)
    return lambda: (drafts[name].build if name in drafts else None) or published


def successor(name: str) -> str:
    """Return the name of the build that upgrades this one, or the first other one."""
    others = [each for each in workspace().builds if each.name != name]
    following = [each.name for each in others if each.successor_of == name]
    return next(iter((*following, *(each.name for each in others))), name)


def titles() -> dict[str, str]:
    """Return what builds are called in lists; what one became by editing stands on its page."""
    return {name: reference(name).title for name in build_names()}


def draft_of(name: str) -> Build | None:
    """Return a build as its visitor changed it, if it is changed."""
    draft = _drafts().get(name)
    return None if draft is None else draft.build


def _drafts() -> dict[str, Draft]:
    drafts: dict[str, Draft] = st.session_state.setdefault("drafts", {})
    return drafts


def own_copy_of(name: str) -> Build:
    """Return the copy that the first change to a build is made on."""
    original = reference(name)
    if name == OWN_BUILD:
        return original
    return own_copy(plan_build(original, catalog()))


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


# --- plans ---------------------------------------------------------------------------------------


def plan(build_to_cost: Build, terms: CostTerms) -> Plan:
    """Return the plan of a build on these terms."""
    return plan_build(build_to_cost, catalog(), terms)


def use_terms(name: str, terms: CostTerms) -> None:
    """Keep the terms that a page costs a build on, for the parts of it that are drawn alone."""
    st.session_state["terms"] = {name: terms}


def terms_of(name: str) -> CostTerms:
    """Return the terms that the page in view costs a build on."""
    kept: dict[str, CostTerms] = st.session_state.get("terms", {})
    return kept.get(name, CostTerms())


def costed(name: str) -> tuple[Plan, CostedBom]:
    """Return the plan of a build as changed, and its cost, on the terms of the page in view.

    Every part of a page asks, so the last answer is kept with all that it was made of.
    """
    asked = (build(name), terms_of(name), workspace(), own_files.own_list())
    kept: tuple[object, Plan, CostedBom] | None = st.session_state.get("costed")
    if kept is None or kept[0] != asked:
        made = plan(build(name), terms_of(name))
        kept = (asked, made, cost(made))
        st.session_state["costed"] = kept
    return kept[1], kept[2]


def feed(key: str, value: object) -> str:
    """Let an input show what is asked for, and return its key."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def let_total_go_first() -> None:
    """Note that somebody waits for a new total."""
    st.session_state["waits_for_total"] = True


def total_goes_first() -> bool:
    """Tell, once, whether somebody waits for a total: after a change, and at the start."""
    waits: bool = st.session_state.get("waits_for_total", True)
    st.session_state["waits_for_total"] = False
    return waits


# --- notices -------------------------------------------------------------------------------------


def notify(finding: Finding, *, at: str = "") -> None:
    """Keep a finding for the next time a page is drawn; `at` names the input it belongs to."""
    st.session_state[f"notice:{at}"] = finding


def take_notice(*, at: str = "") -> Finding | None:
    """Return the finding that waits to be shown there, once."""
    finding: Finding | None = st.session_state.pop(f"notice:{at}", None)
    return finding


# --- live rates ----------------------------------------------------------------------------------


def ask_for_live_rates(terms: CostTerms) -> None:
    """Note that today's rates are wanted; they are fetched once the page stands."""
    st.session_state["rates_wanted"] = terms
    st.rerun()


def wanted_rates() -> CostTerms | None:
    """Return the terms that today's rates are wanted for, once."""
    terms: CostTerms | None = st.session_state.pop("rates_wanted", None)
    return terms
