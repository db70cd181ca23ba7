"""NetBox device types that were dropped: what each becomes, which kind it is, and keeping them."""

from collections.abc import Hashable, Sequence

import streamlit as st

from planner.jobs.device_types import Roles
from planner.jobs.dropped_types import KeptTypes, keep_types, take_types_back
from planner.jobs.long_answers import seen_types
from planner.jobs.long_questions import LongQuestion
from planner.model.device_types import ROLES, ImportedType, ImportedTypes, Outcome
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.parts import CATEGORY_TITLES
from planner.ui.bring.brought import Brought
from planner.ui.kit import wording
from planner.ui.kit.tables import Col, show_table
from planner.ui.kit.widgets import findings_list
from planner.ui.visit import in_view, notices
from planner.ui.visit.work import answer_to

_SEEN, _SAID, _KEPT, _REST = "types-seen", "types-kinds", "types-kept", ""
_MOST_ASKED, _MOST_SHOWN, _MOST_SECONDS = 25, 200, 600
# Read within moments, in the time that a process takes to be told of them.
_FEW_BYTES = 20_000
_ENDINGS = (".yaml", ".yml", ".zip")
_NAMES = {
    "switch": "Switch",
    "board": "Board or computer",
    "charger": "Charger",
    "power-strip": "Power strip",
}
_WORDS = {
    Outcome.ADDED: "new",
    Outcome.CHANGED: "changed",
    Outcome.UNCHANGED: "as it is",
    Outcome.KNOWN: "already in the catalog",
    Outcome.REFUSED: "not imported",
}


def show_types(given: Brought) -> bool:
    """Show what device types become; False if what was brought is a list."""
    if given.is_pasted or not given.file.casefold().endswith(_ENDINGS):
        return False
    st.markdown("### Device types of NetBox")
    notices.show_notice(at=_KEPT)
    if _show_kept(given):
        return True
    found = _seen(given)
    if found is None:
        return True
    if isinstance(found, Finding):
        notices.show_error(found)
        return True
    st.markdown(_counts(found))
    _ask_kinds(given, found)
    _offer_to_keep(given, found)
    _show_files(found)
    wrong = [
        each
        for file in found.files
        if not file.is_untold
        for each in file.findings
        if each.severity is Severity.ERROR
    ]
    if wrong or found.findings:
        st.markdown("#### Not read")
        findings_list([*wrong, *found.findings], key="types-wrong")
    return True


def _seen(given: Brought) -> ImportedTypes | Finding | None:
    """Return what the files would become; read once for what is said of them.

    None while they are being read, and once that was cancelled: then that is drawn.
    """
    roles = _roles(given)
    said = tuple(sorted(roles.single.items())), roles.rest
    grounds = (given.name, said, in_view.catalog_facts())
    kept: tuple[Hashable, ImportedTypes | Finding] | None = st.session_state.get(_SEEN)
    if kept is not None and kept[0] == grounds:
        return kept[1]
    question = LongQuestion(
        seen_types,
        (given.file, given.content, in_view.settings().data, roles),
        in_view.ground(),
        is_small=len(given.content) <= _FEW_BYTES,
    )
    found: ImportedTypes | Finding | None
    try:
        found = answer_to(
            "types",
            grounds,
            question,
            seconds=_MOST_SECONDS,
            doing="Reading the files …",
            keep=False,
        )
    except PlannerError as error:
        found = error.finding
    if found is not None:
        st.session_state[_SEEN] = grounds, found
    return found


def _counts(found: ImportedTypes) -> str:
    untold = sum(each.is_untold for each in found.files)
    counts = [f"{len(found.having(each)):,} {_WORDS[each]}" for each in Outcome
              if each is not Outcome.REFUSED and found.having(each)]  # fmt: skip
    refused = len(found.having(Outcome.REFUSED)) - untold
    counts += [f"{untold:,} whose kind you must choose"] * bool(untold)
    counts += [f"{refused:,} not read"] * bool(refused)
    return f"**{', '.join(counts)}**"


# --- which kind ----------------------------------------------------------------------------------


def _roles(given: Brought) -> Roles:
    kinds: dict[str, str] = st.session_state.get(_SAID, {}).get(given.name, {})
    single = {file: role for file, role in kinds.items() if file != _REST}
    return Roles(single=single, rest=kinds.get(_REST, ""))


def _ask_kinds(given: Brought, found: ImportedTypes) -> None:
    kinds: dict[str, str] = st.session_state.get(_SAID, {}).get(given.name, {})
    untold = [each for each in found.files if each.is_untold or each.file in kinds]
    if not untold and _REST not in kinds:
        return
    st.markdown("#### What are these?")
    st.caption(
        "Their ports are found on several kinds of device. Those that you leave open are not "
        "imported."
    )
    for each in untold[:_MOST_ASKED]:
        _ask(given, each.file, each.name or each.file, kinds)
    if len(untold) > _MOST_ASKED or _REST in kinds:
        _ask(given, _REST, "All others", kinds)


def _ask(given: Brought, file: str, label: str, kinds: dict[str, str]) -> None:
    key = f"types-kind:{given.name}:{file}"
    st.selectbox(
        wording.plain(label),
        ROLES,
        index=ROLES.index(kinds[file]) if file in kinds else None,
        format_func=_NAMES.__getitem__,
        placeholder="Leave out",
        key=key,
        on_change=_say,
        args=(given.name, file, key),
    )


def _say(name: str, file: str, key: str) -> None:
    kinds = dict(st.session_state.get(_SAID, {}).get(name, {}))
    role = st.session_state.get(key)
    if role is None:
        kinds.pop(file, None)
    else:
        kinds[file] = str(role)
    st.session_state[_SAID] = {name: kinds}


# --- what they become ----------------------------------------------------------------------------


def _show_files(found: ImportedTypes) -> None:
    files = [each for each in found.files if each.outcome is not Outcome.REFUSED]
    columns = [Col("Device"), Col("Kind"), Col("Part number"), Col("In your catalog")]
    rows = [
        [
            wording.plain(each.name),
            CATEGORY_TITLES.get(each.category, each.category),
            wording.plain(each.part_number),
            wording.plain(_outcome(each)),
        ]
        for each in files[:_MOST_SHOWN]
    ]
    if rows:
        show_table(columns, rows, alt="What the device types become")
    if len(files) > _MOST_SHOWN:
        st.caption(f"{len(files) - _MOST_SHOWN:,} more were read but are not shown here.")


def _outcome(each: ImportedType) -> str:
    word = _WORDS[each.outcome]
    if each.outcome is Outcome.KNOWN:
        differs = [f"{c.column}: {c.before or 'empty'}, here {c.after}" for c in each.changes]
        return f"{word} as {each.known_as}; {'; '.join(differs) or 'nothing differs'}"
    if each.outcome is Outcome.CHANGED:
        return "; ".join(f"{c.column}: {c.before or 'empty'} → {c.after}" for c in each.changes)
    return word


def _offer_to_keep(given: Brought, found: ImportedTypes) -> None:
    new = len(found.having(Outcome.ADDED)) + len(found.having(Outcome.CHANGED))
    st.button(
        f"Keep {wording.counted(new, 'part', 'parts')} in my catalog" if new else "Nothing to keep",
        type="primary",
        icon=":material/save:",
        key="types-keep",
        disabled=not new,
        on_click=_keep,
        args=(given,),
        help=f"Written into your own catalog, in {in_view.settings().data}.",
    )


def _keep(given: Brought) -> None:
    try:
        found, kept = keep_types(
            given.file,
            given.content,
            in_view.settings().data,
            roles=_roles(given),
            beside=in_view.catalog().parts,
        )
    except PlannerError as error:
        notices.notify(error.finding, at=_KEPT)
        return
    st.session_state[_KEPT] = given.name, found, kept


def _show_kept(given: Brought) -> bool:
    """Tell what was kept, with the way back; False if nothing was."""
    there: tuple[str, ImportedTypes, KeptTypes] | None = st.session_state.get(_KEPT)
    if there is None or there[0] != given.name:
        return False
    _, found, kept = there
    done = [*found.having(Outcome.ADDED), *found.having(Outcome.CHANGED)]
    st.success(f"{wording.counted(len(done), 'part', 'parts')} kept in your catalog.")
    st.button("Undo", icon=":material/undo:", key="types-undo", on_click=_undo, args=(kept,))
    _show_files(found)
    _show_refused(found.files)
    return True


def _show_refused(files: Sequence[ImportedType]) -> None:
    wrong = [each for file in files for each in file.findings if each.severity is Severity.ERROR]
    if wrong:
        st.markdown("#### Left out")
        findings_list(wrong, key="types-left")


def _undo(kept: KeptTypes) -> None:
    try:
        take_types_back(kept)
    except PlannerError as error:
        notices.notify(error.finding, at=_KEPT)
        return
    st.session_state.pop(_KEPT, None)
