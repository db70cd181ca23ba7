"""One node more for the build in view: a proposal with its lines and cost, until it is added."""

import time

import streamlit as st

from planner.engine.reporting.next_node import notes
from planner.engine.solving.effort import Effort
from planner.jobs.next_node import one_node_more
from planner.model.build import Build
from planner.model.names import Names
from planner.model.next_node import NextNode
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button
from planner.ui.kit.tables import Col, show_table
from planner.ui.visit import costs, drafts, in_view
from planner.ui.visit.told import tell_change

_LIMIT_MS = 10_000


def show_next_node(name: str) -> None:
    """Offer one node more; once asked for, show what it takes and costs, and a way to add it."""
    if not drafts.build(name).positions:
        return
    if not fold_button("+1 node", key="next-node"):
        return
    with st.container(border=True, key="next-node-proposal"):
        board = st.session_state.get("next-node-board", "")
        build = drafts.editable(name)
        found = _found(name, build, board)
        if found.build is None and board and board not in found.choices:
            found = _found(name, build, "")
        _show(name, found)


def _found(name: str, build: Build, board: str) -> NextNode:
    """Return the answer; the same question is not worked on twice."""
    terms, day = costs.terms_of(name), in_view.today()
    key = (build, terms, board, day)
    kept: tuple[object, NextNode] | None = st.session_state.get("next-node-answer")
    if kept is not None and kept[0] == key:
        return kept[1]

    def now_ms() -> int:
        return int(time.monotonic() * 1000)

    effort = Effort.lasting(_LIMIT_MS, now_ms)
    with st.spinner("Looking for the cheapest way to add a node …"):
        found = one_node_more(
            build, in_view.catalog(), terms, today=day, board=board, effort=effort
        )
    st.session_state["next-node-answer"] = key, found
    return found


def _show(name: str, found: NextNode) -> None:
    catalog = in_view.catalog()

    def called(number: str) -> str:
        part = catalog.by_number.get(number)
        return number if part is None else part.name

    for place, sentence in enumerate(notes(found, called)):
        st.markdown(f"**{wording.plain(sentence)}**" if place == 0 else wording.plain(sentence))
    if len(found.choices) > 1:
        st.selectbox(
            "The node is one more",
            list(found.choices),
            index=found.choices.index(found.board),
            format_func=called,
            key="next-node-board",
        )
    if found.added:
        _show_parts(found, called)
    for each in found.findings:
        st.markdown(wording.finding(each, advised=False))
    if found.build is not None:
        st.button(
            "Add it", type="primary", icon=":material/add:", key="next-node-add",
            on_click=_add, args=(name, found),
        )  # fmt: skip


def _show_parts(found: NextNode, called: Names) -> None:
    rows = [
        [
            wording.plain(called(each.part_number)),
            f"{each.quantity}",
            "unpriced" if each.cost is None else wording.money(each.cost),
            each.is_for,
        ]
        for each in found.added
    ]
    if found.cost is not None:
        rows.append(["**Total**", "", f"**{wording.money(found.cost)}**", ""])
    columns = [Col("Part"), Col("Qty", figures=True), Col("Line total", figures=True), Col("For")]
    show_table(columns, rows, alt="What one more node takes")


def _add(name: str, found: NextNode) -> None:
    """Put the node into the build; one step back takes it out."""
    after = found.build
    if after is not None:
        drafts.edit(name, lambda _: after)
        tell_change(name, "One more node was added.")
