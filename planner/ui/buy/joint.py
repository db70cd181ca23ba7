"""Several builds in one order: choose them, who pays what, and what goes into each copy."""

from collections.abc import Callable

import streamlit as st

from planner.engine.reporting.group_orders import MOST_LISTS, packing_tables
from planner.jobs.buying import Requisition
from planner.jobs.group_orders import common_parts, is_shared
from planner.model.bounds import MOST_BUILDS
from planner.model.build import MAX_COPIES, Build
from planner.model.buying import Purchase
from planner.model.group_order import SharedCost, SplitRule
from planner.model.group_wording import (
    RULE_NAMES,
    RULES,
    apart_text,
    saved_text,
    unknown_share_text,
)
from planner.model.money import Money, symbol
from planner.model.own_terms import OwnTerms
from planner.model.questions import Bill, OrderedBuild
from planner.model.table import Table
from planner.ui.buy import _joint_state as joint_state
from planner.ui.buy import wishes as buying
from planner.ui.buy._own_terms import ask_own_terms
from planner.ui.buy.answers import who_pays
from planner.ui.kit import uploaders, widgets, wording
from planner.ui.kit.folds import fold_button
from planner.ui.kit.tables import Col, show_table
from planner.ui.visit import drafts
from planner.ui.visit.copies import ask_whole

_NAME = 180
_LIST, _LIST_FINDINGS = "joint-list", "joint-list-findings"


def choose_builds(name: str, asked: Requisition, bill: Bill | None = None) -> None:
    """Ask which other builds and lists are bought in the same order, and whose each is.

    `bill` is the list that was imported, where that is bought and not the build.
    """
    now = joint_state.joint()
    title = "Buy with other builds"
    if now.others:
        title = f"With {wording.counted(len(now.others), 'other build', 'other builds')}"
    with st.expander(title, icon=":material/group_add:", expanded=bool(now.others)):
        st.markdown(
            "One order for several builds or several people: packs, price breaks and shipping "
            "count once for all of them. With names, it also shows who pays what."
        )
        if now.others:
            _ask_owner(drafts.build(name).title if bill is None else bill.title, now.owner)
        bought: Build | Bill = drafts.build(name) if bill is None else bill
        along = joint_state.others_than(bought, name if bill is None else None)
        if along:
            ask_own_terms(asked, 0, now.terms, lambda terms: joint_state.change(terms=terms))
        for place, each in enumerate(now.others):
            _show_other(place, each)
            if each in along:
                ask_own_terms(asked, along.index(each) + 1, each.terms, _keeper(place))
        _ask_new(name, now)
        _ask_list(now)


def _ask_owner(title: str, owner: str) -> None:
    st.text_input(
        f"{title} is for",
        value=owner,
        placeholder="a name",
        max_chars=60,
        key=f"joint:mine:{owner}",
        width=_NAME * 2,
        on_change=_own,
        args=(f"joint:mine:{owner}",),
    )


def _own(key: str) -> None:
    joint_state.change(owner=joint_state.owner_of(st.session_state[key] or ""))


def _show_other(place: int, each: OrderedBuild) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        title = each.what.title if isinstance(each.what, Bill) else _title(each)
        owner = f" for {each.owner}" if each.owner else ""
        told = f"{each.copies or 1} × {title}{owner}"
        st.markdown(f":material/layers: {wording.plain(told)}", width="content")
        st.button(
            "Remove", key=f"joint:out:{place}", type="tertiary", on_click=_take_out, args=(place,)
        )


def _title(each: OrderedBuild) -> str:
    return drafts.build(str(each.what)).title


def _keeper(place: int) -> Callable[[OwnTerms], None]:
    """Return what keeps the terms of another build of the order."""

    def keep(terms: OwnTerms) -> None:
        others = list(joint_state.joint().others)
        others[place] = others[place].model_copy(update={"terms": terms})
        joint_state.change(others=tuple(others))

    return keep


def _take_out(place: int) -> None:
    others = joint_state.joint().others
    joint_state.change(others=(*others[:place], *others[place + 1 :]))


def _ask_new(name: str, now: joint_state.Joint) -> None:
    if len(now.others) + 2 > MOST_BUILDS:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Another build",
            [each for each in drafts.build_names() if drafts.build(each).positions],
            index=None,
            format_func=lambda each: drafts.build(each).title,
            placeholder="choose a build",
            key="joint:what",
            width=_NAME * 2,
        )
        ask_whole(
            "Copies of it", "joint:copies", _copies_of_it(), (1, MAX_COPIES), told=None, take=_keep
        )
        st.text_input("For", placeholder="a name", max_chars=60, key="joint:owner", width=_NAME)
        st.button("Add to the order", key="joint:add", on_click=_add, args=(name,))


def _copies_of_it() -> int:
    """Return how many of the next build there are: one, until somebody says otherwise."""
    return int(st.session_state.get("joint:copies-kept", 1))


def _keep(number: int) -> None:
    st.session_state["joint:copies-kept"] = number


def _add(name: str) -> None:
    what = st.session_state["joint:what"]
    if what is None:
        return
    owner = joint_state.owner_of(st.session_state["joint:owner"] or "")
    now = joint_state.joint()
    copies = _copies_of_it()
    # The same build for the same person is as many more of it.
    same = next((each for each in now.others if (each.what, each.owner) == (what, owner)), None)
    if same is not None:
        copies = min(copies + (same.copies or 1), MAX_COPIES)
    others = tuple(each for each in now.others if each is not same)
    new = OrderedBuild(what=what, copies=copies, owner=owner)
    if (what, owner) == (name, now.owner):
        # Two lots of one build need names to be told apart.
        joint_state.change(owner=now.owner or "Me")
    joint_state.change(others=(*others, new))


def _ask_list(now: joint_state.Joint) -> None:
    """Ask for a further list as a file, and whose it is; it is kept for this visit."""
    if len(now.others) + 2 > MOST_BUILDS:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        file = st.file_uploader(
            "Another BOM as CSV",
            type=["csv", "tsv", "txt"],
            key=uploaders.file_key(_LIST),
            width=_NAME * 2,
        )
        st.text_input(
            "This BOM is for", placeholder="a name", max_chars=60, key="joint:list:owner",
            width=_NAME,
        )  # fmt: skip
        st.button("Add this BOM", key="joint:list:add", on_click=_add_list, disabled=file is None)
    widgets.findings_list(st.session_state.get(_LIST_FINDINGS, ()), key="joint:list:wrong")


def _add_list() -> None:
    file = st.session_state.get(uploaders.file_key(_LIST))
    if file is None:
        return
    read = buying.read_bill(file.name, file.getvalue())
    st.session_state[_LIST_FINDINGS] = read.findings
    if read.bill is None:
        return
    owner = joint_state.owner_of(st.session_state["joint:list:owner"] or "")
    now = joint_state.joint()
    mine = (read.bill, owner)
    same = next((each for each in now.others if (each.what, each.owner) == mine), None)
    copies = 1 if same is None else min((same.copies or 1) + 1, MAX_COPIES)
    others = tuple(each for each in now.others if each is not same)
    new = OrderedBuild(what=read.bill, copies=copies, owner=owner)
    joint_state.change(others=(*others, new))
    uploaders.clear(_LIST)


# --- who pays what --------------------------------------------------------------------------------


def show_shares(asked: Requisition, found: Purchase) -> SharedCost | None:
    """Show who pays what, by the rule that is chosen; return it, None where one pays for all."""
    if not is_shared(asked):
        return None
    st.markdown("## Who pays what")
    rule = st.segmented_control(
        "Share the cost",
        list(SplitRule),
        default=SplitRule.ALONE,
        required=True,
        format_func=lambda each: RULE_NAMES[each],
        key="joint:rule",
        persist_state="session",
    )
    costs = who_pays(asked, found)
    if costs is None:
        return None
    shared = costs[rule or SplitRule.ALONE]
    _show_shares(shared, asked.settlement.currency)
    return shared


def _show_shares(shared: SharedCost, currency: str) -> None:
    sign = wording.plain(symbol(currency).strip())
    columns = [
        Col("Who"),
        Col("For"),
        Col(f"Pays, {sign}", figures=True),
        Col(f"Alone, {sign}", figures=True),
        Col(f"Saves, {sign}", figures=True),
    ]
    rows = [
        [
            wording.plain(each.owner),
            wording.plain(", ".join(each.members)),
            _known(each.amount, currency),
            _known(each.alone, currency),
            "" if each.saves is None else wording.figures(each.saves, currency),
        ]
        for each in shared.shares
    ]
    show_table(columns, rows, alt="Who pays what")
    told = [RULES[shared.rule], *saved_text(shared), *apart_text(shared)]
    told += unknown_share_text(shared)
    st.markdown(wording.listed([wording.plain(each) for each in told]))


def _known(amount: Money | None, currency: str) -> str:
    return "unknown" if amount is None else wording.figures(amount, currency)


# --- packing lists --------------------------------------------------------------------------------


def show_packing(asked: Requisition, found: Purchase) -> None:
    """Offer what goes into each copy; of one copy of one build there is no such list."""
    copies = sum(each.copies for each in asked.members)
    if copies < 2 or not fold_button("What goes into each copy?", key="packing"):
        return
    if copies <= MOST_LISTS:
        st.markdown("*Orders to print* has these lists with boxes to tick, a list for each copy.")
    for table in packing_tables(asked.members, common_parts(asked, found), most=0):
        _show_packing(table)


def _show_packing(table: Table) -> None:
    st.markdown(f"**{wording.plain(table.title)}**")
    rows = [[wording.plain(str(row.cells[0])), str(row.cells[2])] for row in table.rows]
    show_table([Col("Part"), Col("Pieces", figures=True)], rows, alt=table.title)
    for note in table.notes:
        st.caption(wording.plain(note))
