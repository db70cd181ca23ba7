"""The builds that a visitor can choose, with their changes, each of which can be taken back.

There are shipped ones, those that are kept in the folder of one's own, and those of this visit:
begun from nothing, proposed, or opened by a link. The domain model is the truth. Widgets are fed
from it and report changes to it in callbacks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from planner.engine.planning.compare import distinct_titles
from planner.engine.planning.edit import empty_build, only_bought_otherwise, own_copy
from planner.jobs.plans import plan_build
from planner.model import home
from planner.model.build import Build, Position
from planner.model.catalog import Catalog
from planner.model.record import fingerprint
from planner.ui.visit import in_view

OWN_BUILD = "my-build"
FIRST_BUILD = "kraken"
_MOST_UNDONE = 50
# So many builds of a visit have a place of their own; they all live in one address.
MOST_OF_A_VISIT = 9
_OF_A_VISIT = re.compile(rf"{OWN_BUILD}(-[2-{MOST_OF_A_VISIT}])?")
# What follows the name of a build that was changed, where it is meant as it was before.
ORIGINAL = ":original"


@dataclass(frozen=True)
class Draft:
    """A build as its visitor left it, and as it was before each change; None is as published.

    `made_on` is the mark of what the first change was made on, `begun` what the visit began with.
    """

    build: Build | None
    before: tuple[Build | None, ...] = ()
    made_on: str = ""
    begun: Build | None = None


def build_names() -> tuple[str, ...]:
    """Return the names a visitor can choose: Kraken first, those of the visit last."""
    names = [build.name for build in in_view.workspace().builds]
    names.sort(key=lambda name: name != FIRST_BUILD)
    more = sorted(name for name in _drafts() if is_of_visit(name) and name != OWN_BUILD)
    return (*names, OWN_BUILD, *more)


def names_with_originals() -> tuple[str, ...]:
    """Return the names of builds, those that were changed also as they were before."""
    return tuple(
        each
        for name in build_names()
        for each in ((name + ORIGINAL, name) if has_original(name) else (name,))
    )


def has_original(name: str) -> bool:
    """Tell whether a build was changed and is also there as it was before."""
    return not is_of_visit(name) and draft_of(name) is not None


def is_of_visit(name: str) -> bool:
    """Tell whether a build, by its name, is of this visit alone until it is saved."""
    return _OF_A_VISIT.fullmatch(name) is not None


def is_own(name: str) -> bool:
    """Tell whether a build is kept in the folder of one's own."""
    return name in in_view.workspace().own_builds


def shipped() -> tuple[str, ...]:
    """Return the names of the builds that are nobody's own."""
    return in_view.workspace().shipped_builds


def unsaved() -> tuple[str, ...]:
    """Return the builds that live in the address alone: changed ones, those of the visit."""
    return tuple(name for name in build_names() if draft_of(name) is not None)


def reference(name: str) -> Build:
    """Return a build as published or kept, or the empty one."""
    if is_of_visit(name):
        empty = empty_build(currency=home.CURRENCY, on=in_view.today())
        return empty if name == OWN_BUILD else empty.model_copy(update={"name": name})
    return in_view.workspace().build(name.removesuffix(ORIGINAL))


def successor(name: str) -> str:
    """Return the name of the build that upgrades this one, or the first other one."""
    plain = name.removesuffix(ORIGINAL)
    others = [each for each in in_view.workspace().builds if each.name != plain]
    following = [each.name for each in others if each.successor_of == plain]
    return next(iter((*following, *(each.name for each in others))), name)


def titles() -> dict[str, str]:
    """Return what builds are called in lists; what one became by editing stands on its page.

    An input whose words change forgets what was chosen in it, so no change of a build alters these.
    """
    names = build_names()
    found = {name: _title_in_lists(name) for name in names}
    return found | {name + ORIGINAL: found[name] for name in names if has_original(name)}


def _title_in_lists(name: str) -> str:
    draft = _drafts().get(name)
    begun = None if draft is None or not is_of_visit(name) else draft.begun
    return (begun or reference(name)).title


def titles_with_originals() -> dict[str, str]:
    """Return what builds are called where those that were changed are listed twice."""
    return titles() | {name: _title_beside(name) for name in build_names() if has_original(name)}


def _title_beside(name: str) -> str:
    """Return what a changed build is called beside its original."""
    return distinct_titles((reference(name), build(name)))[1]


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
    if is_of_visit(name):
        return original
    return _made_own(original, in_view.catalog())[-1]


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs={Build: id, Catalog: id})
def _made_own(original: Build, catalog: Catalog) -> tuple[Build, Catalog, Build]:
    """Return the own copy of a build: asked for several times while a page is drawn.

    What it was made of is kept with it, so that nothing else can have the same id.
    """
    return original, catalog, own_copy(plan_build(original, catalog))


def told_against(name: str, edited: Build | None = None) -> tuple[Build, str]:
    """Return the build against which a link tells a change, and the mark of what it is made of.

    A shipped build changes with the catalog alone, so what differs is enough. One of one's own may
    be changed by anybody, and one of the visit is nowhere else: those are told whole. The day of
    one of the visit is today's, unless `edited` says what holds on its own day.
    """
    if name in shipped():
        return own_copy_of(name), mark_now(name)
    if not is_of_visit(name):
        copy = own_copy_of(name)
        blank = empty_build(currency=home.CURRENCY, on=copy.on)
        return blank.model_copy(update={"name": copy.name}), made_on(name) or mark_now(name)
    blank = reference(name)
    dated = edited is None or edited.frozen or edited.pinned or edited.began_as
    return (blank if dated or edited is None else blank.model_copy(update={"on": edited.on})), ""


def mark_now(name: str) -> str:
    """Return what tells a build as it is published or kept now from what it may be later."""
    known = in_view.workspace()
    if is_of_visit(name):
        return ""
    return known.own_builds.get(name) or fingerprint([known.build(name)])[:8]


def made_on(name: str) -> str | None:
    """Return the mark of the build that the changes to one of one's own were made on."""
    draft = _drafts().get(name)
    return (draft.made_on if draft is not None else "") or in_view.workspace().own_builds.get(name)


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
        _put(name, after if is_of_visit(name) else _titled(name, after))


def _titled(name: str, after: Build) -> Build | None:
    """Return a changed build under the title that its changes leave it; None if as published."""
    copy = own_copy_of(name)
    if not only_bought_otherwise(after, copy):
        return after.model_copy(update={"title": copy.title})
    if (after.copies, after.spare_rules) == (copy.copies, copy.spare_rules):
        return None
    return after.model_copy(update={"title": reference(name).title})


def is_edited(name: str) -> bool:
    """Tell whether more of a build was changed than how many copies and spares are bought."""
    changed = draft_of(name)
    if changed is None or is_of_visit(name):
        return changed is not None
    return not only_bought_otherwise(changed, own_copy_of(name))


def can_undo(name: str) -> bool:
    """Tell whether there is a change to a build that can be taken back."""
    draft = _drafts().get(name)
    return draft is not None and bool(draft.before)


def began_with(name: str) -> Build | None:
    """Return what a build began as, to say what changes have cost; None if from nothing.

    That is the build as published or kept; without a change what it is a copy of, if it is known
    to be one. One of the visit began as it was proposed, or opened by a link.
    """
    draft = _drafts().get(name)
    if is_of_visit(name):
        begun = None if draft is None or draft.build is None else draft.begun
        return _copied(build(name)) if begun is None or begun == build(name) else begun
    return reference(name) if draft_of(name) is not None else _copied(reference(name))


def _copied(build: Build) -> Build | None:
    known = {each.name: each for each in in_view.workspace().builds}
    return None if build.began_as is None else known.get(build.began_as)


def said_of_no_copy(name: str) -> dict[str, str]:
    """Return what a changed build no longer says of itself: what its original said of its own."""
    if draft_of(name) is None:
        return {}
    return {"bought": ""} | ({"summary": ""} if is_edited(name) else {})


def forget(name: str) -> None:
    """Let go of the changes to a build: they were saved, or it is gone."""
    _drafts().pop(name, None)


def seen_anew(name: str) -> None:
    """Note that the changes to a build of one's own hold for it as it is now."""
    draft = _drafts().get(name)
    if draft is not None:
        _drafts()[name] = replace(draft, made_on=mark_now(name))


def take_in(proposed: Build) -> str:
    """Put a build into this visit beside those that are there, and return its name.

    Where there is no place any more it takes the last one; *Undo* brings back what was there.
    """
    places = [OWN_BUILD, *(f"{OWN_BUILD}-{number}" for number in range(2, MOST_OF_A_VISIT + 1))]
    same = {"name": "", "title": ""}
    wanted = proposed.model_copy(update=same)
    for name in places:
        if build(name).model_copy(update=same) == wanted:
            return name
    free = [name for name in places if not build(name).positions]
    name = free[0] if free else places[-1]
    there = {build(each).title for each in build_names() if each != name}
    numbered = (f"{proposed.title} ({number})" for number in range(2, len(there) + 3))
    title = next(each for each in (proposed.title, *numbered) if each not in there)
    _put(name, proposed.model_copy(update={"name": name, "title": title}))
    _drafts()[name] = replace(_drafts()[name], begun=build(name))
    return name


def undo(name: str) -> None:
    """Take the last change back; those before it stay."""
    draft = _drafts().get(name)
    if draft is None or not draft.before:
        return
    build, before = draft.before[-1], draft.before[:-1]
    if build is None and not before and draft.begun is None:
        del _drafts()[name]
    else:
        _drafts()[name] = replace(draft, build=build, before=before)


def discard(name: str) -> None:
    """Give the visitor's changes up and return to the build as published; this can be undone."""
    if draft_of(name) is not None:
        _put(name, None)


def _put(name: str, build: Build | None) -> None:
    draft = _drafts().get(name, Draft(None))
    before = (*draft.before, draft.build)[-_MOST_UNDONE:]
    # What is changed after all was taken back is changed as it is now.
    made = draft.made_on if draft.build is not None else mark_now(name)
    # What is begun after a proposal was taken back to nothing did not begin as that proposal.
    begun = draft.begun if before != (None,) else None
    _drafts()[name] = replace(draft, build=build, before=before, made_on=made, begun=begun)


def bring(name: str, opened: Build | None, *, made_on: str = "") -> None:
    """Put a build in as an address brings it; one step back it is as published."""
    if opened != draft_of(name):
        before = () if opened is None else (None,)
        _drafts()[name] = Draft(opened, before, made_on, begun=opened)
