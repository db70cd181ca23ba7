"""A workbook that was exported and came back: its changes, each to accept or to reject."""

import streamlit as st

from planner.io.returned.recognised import named_alike
from planner.jobs.returned_workbooks import recognise, take_back
from planner.model.build import Build
from planner.model.cost_question import CostTerms
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.returned_workbook import ChangedField, ReturnedWorkbook, WorkbookChange
from planner.ui.bring.brought import Brought
from planner.ui.kit import wording
from planner.ui.kit.widgets import findings_list
from planner.ui.menu import page_of
from planner.ui.visit import builds, costs, drafts, in_view, notices

_KNOWN, _ANSWER, _AS_LIST, _OF = "back-known", "back-answer", "back-as-list", "back-of"
_MOST_SHOWN = 200
_NOT_SHOWN = "Further changes are accepted together."


def show_returned(given: Brought) -> bool:
    """Show what a workbook of ours changes; False if it is none, or is to be read as a list.

    What it was exported from is found by its title, and can be said otherwise.
    """
    if given.is_pasted or st.session_state.get(_AS_LIST) == _mark(given):
        return False
    title = _title_of(given)
    if title is None:
        return False
    st.markdown("### A workbook of the planner")
    name = _ask_build(title)
    if name is not None:
        _show_changes(given, name)
    st.button(
        "Read it as a list instead",
        type="tertiary",
        key="back-list",
        on_click=_read_as_list,
        args=(_mark(given),),
        help="Its lines become a build of their own, at the prices in the file.",
    )
    return True


def _mark(given: Brought) -> int:
    return hash((given.file, given.content))


def _read_as_list(mark: int) -> None:
    st.session_state[_AS_LIST] = mark


def _title_of(given: Brought) -> str | None:
    """Return the title of the build that a workbook was exported from; None if it is not ours."""
    kept = st.session_state.get(_KNOWN)
    if kept is None or kept[0] != _mark(given):
        found = recognise(given.file, given.content)
        kept = _mark(given), None if found is None else found.title
        st.session_state[_KNOWN] = kept
        st.session_state.pop(_OF, None)
    title: str | None = kept[1]
    return title


def _ask_build(title: str) -> str | None:
    """Return which build a workbook was exported from."""
    names = drafts.names_with_originals()
    if st.session_state.get(_OF) not in names:
        st.session_state.pop(_OF, None)
    in_order = sorted(names, key=lambda name: name != builds.build_in_view())
    alike = named_alike(title, {name: drafts.build(name).title for name in in_order})
    titles = drafts.titles_with_originals()
    chosen: str | None = st.selectbox(
        "Exported from",
        names,
        index=names.index(alike[0]) if alike else None,
        format_func=titles.__getitem__,
        placeholder="Choose the build it was exported from",
        key=_OF,
        help="Its cells are compared with this build, at your currency and rate.",
    )
    return chosen


# --- the changes ---------------------------------------------------------------------------------


def _show_changes(given: Brought, name: str) -> None:
    found = _answer(given, name)
    if isinstance(found, Finding):
        notices.show_error(found)
        return
    returned, made = found
    if not returned.changes:
        st.success(f"It changes nothing of {wording.plain(returned.title)}.")
    else:
        st.markdown(f"#### {_sum_text(returned)}")
        _offer_to_open(name, made, any(each.taken for each in returned.changes))
        _show_all(returned, _mark(given))
    warned = [each for each in returned.findings if each.severity is not Severity.NOTE]
    noted = [each for each in returned.findings if each.severity is Severity.NOTE]
    if warned:
        st.markdown("#### Not taken from it")
        findings_list(warned, key="back-warned")
    if noted:
        findings_list(noted, key="back-noted")


def _answer(given: Brought, name: str) -> tuple[ReturnedWorkbook, Build] | Finding:
    """Return what is changed, worked out once for what is accepted now."""
    build, terms = drafts.build(name), costs.terms_of(name)
    rejected = _rejected(_mark(given))
    grounds = (_mark(given), build, terms, in_view.catalog_facts(), rejected)
    kept = st.session_state.get(_ANSWER)
    if kept is None or kept[0] != grounds:
        kept = grounds, _worked_out(given, build, terms, rejected)
        st.session_state[_ANSWER] = kept
    answer: tuple[ReturnedWorkbook, Build] | Finding = kept[1]
    return answer


def _worked_out(
    given: Brought, build: Build, terms: CostTerms, rejected: tuple[int, ...]
) -> tuple[ReturnedWorkbook, Build] | Finding:
    try:
        return take_back(
            given.file,
            given.content,
            build,
            in_view.catalog(),
            terms,
            rejected=rejected,
            today=in_view.today(),
        )
    except PlannerError as error:
        return error.finding


def _rejected(mark: int) -> tuple[int, ...]:
    rejected: dict[int, tuple[int, ...]] = st.session_state.setdefault("back-rejected", {})
    return rejected.get(mark, ())


def _sum_text(returned: ReturnedWorkbook) -> str:
    before, after = returned.total_before, returned.total_after
    text = f"Total {_total(before)} → {_total(after)}"
    if before is not None and after is not None:
        text += f" ({_effect(after - before)})" if after != before else " (the same)"
    return wording.plain(text)


def _total(amount: object) -> str:
    return "unpriced" if amount is None else str(amount)


def _effect(amount: object) -> str:
    text = str(amount)
    return wording.with_minus(text) if text.startswith("-") else f"+{text}"


def _show_all(returned: ReturnedWorkbook, mark: int) -> None:
    taken = sum(each.taken for each in returned.changes)
    count = wording.counted(len(returned.changes), "change", "changes")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{count}, {taken} accepted**")
        every = tuple(each.number for each in returned.changes)
        st.button("Accept all", key="back-all", on_click=_set_all, args=(mark, (), every))
        st.button("Reject all", key="back-none", on_click=_set_all, args=(mark, every, every))
    impossible = _rejected(mark)
    for each in returned.changes[:_MOST_SHOWN]:
        key = f"back-take:{mark}:{each.number}"
        st.session_state[key] = each.taken
        st.checkbox(
            _change_text(each),
            key=key,
            disabled=not each.taken and each.number not in impossible,
            on_change=_set_one,
            args=(mark, each.number),
        )
    if len(returned.changes) > _MOST_SHOWN:
        st.caption(_NOT_SHOWN)


def _change_text(change: WorkbookChange) -> str:
    what = wording.plain(change.name)
    if change.field not in (ChangedField.LINE, ChangedField.COPIES, ChangedField.RATE):
        what += f", {change.field}"
    before, after = wording.plain(change.before), wording.plain(change.after)
    moved = {"~": f"{before or 'nothing'} → {after or 'nothing'}", "+": after, "−": before}
    text = f"{change.kind.sign} **{what}**: {moved[change.kind.sign]}"
    if change.effect is not None:
        text += (
            f" · {wording.plain(_effect(change.effect)) if change.effect.amount else 'same total'}"
        )
    return f"{text} · :gray[{wording.plain(change.where)}]"


def _set_one(mark: int, number: int) -> None:
    taken = bool(st.session_state.get(f"back-take:{mark}:{number}"))
    rest = tuple(each for each in _rejected(mark) if each != number)
    _keep(mark, rest if taken else (*rest, number))


def _set_all(mark: int, rejected: tuple[int, ...], every: tuple[int, ...]) -> None:
    for number in every:
        st.session_state.pop(f"back-take:{mark}:{number}", None)
    _keep(mark, rejected)


def _keep(mark: int, rejected: tuple[int, ...]) -> None:
    st.session_state["back-rejected"] = {mark: tuple(sorted(rejected))}


def _offer_to_open(name: str, made: Build, has_changes: bool) -> None:
    opened = st.button(
        "Open the build with these changes",
        type="primary",
        icon=":material/checklist:",
        key="back-open",
        disabled=not has_changes,
        help="On the page Plan, where one Undo takes them all back."
        if has_changes
        else "Accept a change first.",
    )
    if not opened:
        return
    of = name.removesuffix(drafts.ORIGINAL)
    as_before = drafts.editable(of)
    same = {"name": as_before.name, "title": as_before.title}
    drafts.edit(of, lambda _: made.model_copy(update=same))
    builds.open_on(page_of("plan.py").path, of)
