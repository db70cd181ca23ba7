"""One's own catalog on screen: add or change a price, a part, a shop and its terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from planner.io.text.cells import cells_of
from planner.jobs.own import own_changes, own_row, save_row, take_back
from planner.model.codes import OWN_UNREADABLE
from planner.model.findings import MOST_SHOWN, Finding, PlannerError
from planner.model.own import Change, OwnChange
from planner.model.parts import CATEGORY_TITLES, Part
from planner.ui.catalog import _own_form as form
from planner.ui.kit import widgets, wording
from planner.ui.visit import in_view, notices

_AT = "own"
TAB = "Your catalog"
_EDITED, _VERSION, _WRONG = "own-edited", "own-version", "own-wrong"
_TITLES = {
    "offers": "A price",
    "vendors": "A shop and its terms",
    "part": "A part",
    "tariffs": "An electricity tariff",
}
_OFF = "retired"


@dataclass(frozen=True)
class _Edited:
    """The row that is being changed: which it is, and how it stood when that began.

    `seen` is the row of one's own, None if there was none; `start` are the cells to begin with,
    which may be those of the shipped row.
    """

    kind: str
    key: tuple[tuple[str, str], ...]
    seen: Mapping[str, str] | None
    start: Mapping[str, str]


def show_own() -> None:
    """Show what is one's own, and a form to add to it or to change it."""
    st.markdown(
        "Your own prices, parts and shops override the catalog that comes with the planner. "
        f"They are kept on this computer, in `{in_view.settings().data}`."
    )
    notices.show_notice(at=_AT)
    edited: _Edited | None = st.session_state.get(_EDITED)
    if edited is None:
        kind = st.segmented_control(
            "Add",
            [*_TITLES, _OFF],
            format_func=lambda each: _TITLES.get(each, "Something I no longer use"),
            key="own-kind",
        )
        if kind == "part":
            kind = st.selectbox(
                "Kind of part",
                list(CATEGORY_TITLES),
                format_func=CATEGORY_TITLES.__getitem__,
                key="own-category",
                width=320,
            )
        if kind == "vendors":
            _choose_shop()
        if kind:
            _show_form(kind, None)
    else:
        _show_form(edited.kind, edited)
    _show_list()


def _show_form(kind: str, edited: _Edited | None) -> None:
    version = _version(kind)
    with st.container(border=True, width=760):
        name = " ".join(cell for _, cell in edited.key if cell) if edited else ""
        st.markdown(f"**Change {wording.plain(name)}**" if edited else "**New**")
        wrong: tuple[Finding, ...] = st.session_state.get(_WRONG, ())
        form.show(
            kind,
            version,
            before={} if edited is None else edited.start,
            fixed=() if edited is None else [column for column, _ in edited.key],
            wrong=wrong,
        )
        with st.container(horizontal=True):
            st.button(
                "Save",
                type="primary",
                icon=":material/save:",
                key="own-save",
                on_click=_save,
                args=(kind, version, edited),
            )
            if edited is not None:
                st.button("Cancel", key="own-cancel", on_click=_close)


def _choose_shop() -> None:
    shops = {each.vendor: each.name for each in in_view.workspace().catalog.vendors}
    names = {"": "a new shop"} | dict(sorted(shops.items(), key=lambda pair: pair[1].casefold()))
    key = f"own-shop:{st.session_state.get(_VERSION, 0)}"
    st.selectbox(
        "Which shop",
        list(names),
        format_func=names.__getitem__,
        key=key,
        width=320,
        on_change=_change_shop,
        args=(key,),
    )


def _change_shop(key: str) -> None:
    chosen = str(st.session_state[key])
    for vendor in in_view.workspace().catalog.vendors:
        if vendor.vendor == chosen:
            _begin("vendors", (("vendor", chosen),), cells_of(vendor))


def change_part(part: Part) -> None:
    """Open the form for a part's facts, beginning with what is on record."""
    st.session_state["tab"] = TAB
    cells = {name: cell for name, cell in cells_of(part).items() if name != "category"}
    _begin(part.category, (("part_number", part.part_number),), cells)


def price_part(part: Part) -> None:
    """Open the form for a new price of a part."""
    st.session_state["tab"] = TAB
    st.session_state["own-kind"] = "offers"
    _close()
    form.preset("offers", _version("offers"), part_number=part.part_number)


def retire_part(part: Part) -> None:
    """No longer use a part, whoever sells it."""
    cells = {"part_number": part.part_number, "retired_on": in_view.today().isoformat()}
    try:
        seen = own_row(in_view.settings().data, "retired", cells)
    except PlannerError as error:
        _refuse(error)
        return
    _write("retired", cells, seen=seen)


def _begin(kind: str, key: tuple[tuple[str, str], ...], start: Mapping[str, str]) -> None:
    try:
        seen = own_row(in_view.settings().data, kind, dict(key))
    except PlannerError as error:
        _refuse(error)
        return
    cells = {**dict(key), **start, **(seen or {})}
    st.session_state[_EDITED] = _Edited(kind, key, seen, cells)
    st.session_state.pop(_WRONG, None)
    st.session_state[_VERSION] = st.session_state.get(_VERSION, 0) + 1


def _version(kind: str) -> str:
    return f"{kind}:{st.session_state.get(_VERSION, 0)}"


def _save(kind: str, version: str, edited: _Edited | None) -> None:
    cells = form.typed(kind, version, before={} if edited is None else edited.start)
    _write(kind, cells, seen=None if edited is None else edited.seen)


def _write(kind: str, cells: Mapping[str, str], *, seen: Mapping[str, str] | None) -> None:
    own, catalog = in_view.settings().data, in_view.workspace().catalog
    try:
        written = save_row(own, kind, cells, catalog, seen=seen, today=in_view.today())
    except PlannerError as error:
        _refuse(error)
        return
    st.session_state[_WRONG] = written.findings
    if written.written:
        st.toast("Saved in your own catalog.", icon=":material/check:")
        _close()


def _refuse(error: PlannerError) -> None:
    """Tell why nothing was written where one's own rows are, whichever tab asked for it."""
    st.session_state["tab"] = TAB
    notices.notify(error.finding, at=_AT)


def _close() -> None:
    st.session_state.pop(_EDITED, None)
    st.session_state.pop(_WRONG, None)
    st.session_state[_VERSION] = st.session_state.get(_VERSION, 0) + 1


# --- what is one's own ----------------------------------------------------------------------------


# Both folders are read to tell them apart: once for what they hold, not with every click.
@st.cache_resource(max_entries=2, show_spinner=False)
def _changes(folder: Path, own: Path, stamp: str, day: date) -> tuple[OwnChange, ...]:  # noqa: ARG001
    return own_changes(folder, own, today=day).changes


def _show_list() -> None:
    settings = in_view.settings()
    trouble = [each for each in in_view.workspace().findings if each.code == OWN_UNREADABLE]
    for each in trouble:
        widgets.show_beside(each)
    if trouble:
        return
    found = _changes(settings.catalogs, settings.data, in_view.ground().stamp, in_view.today())
    if not found:
        st.markdown(wording.small("You have not added anything yet."))
        return
    st.markdown(f"## {wording.counted(len(found), 'row', 'rows')} of your own")
    for index, change in enumerate(found[:MOST_SHOWN]):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width=860):
            st.markdown(_told(change), width="stretch")
            with st.container(horizontal=True, wrap=False, gap="small", width="content"):
                if change.change is not Change.RETIRED:
                    st.button(
                        "Change",
                        type="tertiary",
                        key=f"own-change:{index}",
                        on_click=_edit,
                        args=(change,),
                    )
                st.button(
                    "Use it again" if change.change is Change.RETIRED else "Undo",
                    type="tertiary",
                    key=f"own-back:{index}",
                    on_click=_take_back,
                    args=(change,),
                )


def _told(change: OwnChange) -> str:
    known = in_view.workspace().catalog
    cells = dict(change.key)
    part = known.by_number.get(cells.get("part_number", ""))
    shop = known.vendor_names.get(cells.get("vendor", ""), "")
    words = " at ".join(each for each in (part.name if part else "", shop) if each) or change.name
    facts = " · ".join(
        f"{cell.column.replace('_', ' ')} {cell.own or 'not stated'}"
        for cell in change.cells
        if cell.column not in cells and cell.column != "name"
    )
    badge = {Change.ADDED: "green", Change.CHANGED: "blue", Change.RETIRED: "gray"}[change.change]
    head = f":{badge}-badge[{change.change}] **{wording.plain(words)}**"
    return f"{head}  \n{wording.small(wording.plain(facts))}"


def _edit(change: OwnChange) -> None:
    _begin(change.kind, change.key, {})


def _take_back(change: OwnChange) -> None:
    own, key = in_view.settings().data, dict(change.key)
    try:
        seen = own_row(own, change.kind, key)
        if seen is None:
            return
        take_back(own, change.kind, key, seen=seen)
    except PlannerError as error:
        _refuse(error)
