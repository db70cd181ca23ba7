"""Choose a part for a slot: those that fit first, the rest with the reason each is out."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import get_args

import streamlit as st

from planner.engine.fitting.companions import is_one
from planner.engine.planning.edit import (
    MAX_QUANTITY,
    suggested_quantity,
    with_own_price,
    with_part,
    with_replacement,
)
from planner.model.build import Build
from planner.model.companion_wording import CATEGORY, called, companions_text
from planner.model.findings import Finding
from planner.model.parts import CATEGORY_TITLES, Category, Companion, Part
from planner.model.words import sentence
from planner.ui.catalog import finding, own_part
from planner.ui.kit import wording
from planner.ui.kit.numbers import ask_number
from planner.ui.plan import _dialogs as dialogs
from planner.ui.plan import _judged as judged
from planner.ui.plan.kit_dialog import called_in, most_in
from planner.ui.visit import costs, drafts, in_view
from planner.ui.visit.told import tell_change

_PAGE = 8


def show_chooser(name: str) -> None:
    """Open the chooser if a part is wanted for this build."""
    slot = dialogs.chooser()
    if slot is None or slot.build != name:
        return
    kind = CATEGORY_TITLES[slot.category].lower()
    title = "Add a part" if slot.index is None else f"Replace with: {kind}"
    title = f"Add a part to each {called_in(slot)}" if slot.kit else title
    dialog = st.dialog(title, width="large", on_dismiss=_dismiss)
    dialog(_body)(slot)


def _dismiss() -> None:
    own_part.close()
    dialogs.close_chooser()


def _body(slot: dialogs.Slot) -> None:
    if dialogs.chooser() != slot:
        # A part was chosen. What it makes of the build is for the page to show, not for this list;
        # and so is the choice of what goes with it.
        st.rerun()
    # What was searched for one place is not what is wanted for the next.
    searched = f"search:{slot.build}:{slot.category}:{slot.index}"
    if slot.index is None:
        slot = _of_kind(slot)
    plan, _ = costs.costed(slot.build)
    terms = costs.terms_of(slot.build)
    quantity = suggested_quantity(plan, slot.category)
    if slot.index is None:
        label, most = (
            ("Quantity in each", most_in(slot)) if slot.kit else ("Quantity", MAX_QUANTITY)
        )
        quantity = 1 if slot.kit else quantity
        asked = ask_number(label, quantity, width=140) or 0
        if not 1 <= asked <= most or asked != int(asked):
            st.warning(f"{asked:,} is not possible. Choose a whole number from 1 to {most:,}.")
            return
        quantity = int(asked)
    put = _putter(slot, quantity)
    if own_part.is_open(slot.category):
        own_part.show_form(slot.category, partial(_take_own, slot, put))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = finding.ask_search(searched)
        own_part.offer_form(slot.category)
    place = f"chooser-{slot.category}"
    listed = judged.listed(slot, plan, search, finding.wanted(place))
    finding.ask_facets(place, listed, slot.category)
    with st.container(horizontal=True):
        everything = st.toggle("Also show parts that do not fit, and why")
        with_gone = st.toggle("Include discontinued parts")
    found = judged.choices(slot, plan, terms, listed, put=put)
    choices = [choice for choice in found if with_gone or not choice.gone]
    hidden = len(found) - len(choices)
    finding.tell_how(listed, search)
    fitting = [choice for choice in choices if not choice.problems]
    shown = choices if everything else fitting
    out = len(choices) - len(fitting)
    vague = sum(bool(choice.doubts) for choice in fitting)
    doubts = f" ({vague} not checked in full)" if vague else ""
    st.markdown(
        f"{wording.counted(len(fitting), 'part fits', 'parts fit')}{doubts}, {out} do not. "
        "Prices are the lowest on record for one unit on the day of the plan."
        + _hidden_text(hidden)
        + _unjudged_text(len(listed.parts) - len(found))
    )
    if not shown:
        _nothing(choices, hidden)
    pages = max(-(-len(shown) // _PAGE), 1)
    page = st.pagination(pages, key="chooser-page") if pages > 1 else 1
    for choice in shown[(page - 1) * _PAGE : page * _PAGE]:
        _card(slot, choice, put)


def _of_kind(slot: dialogs.Slot) -> dialogs.Slot:
    """Let the visitor choose what kind of part to add."""
    key = f"kind:{slot.build}:{slot.category}"
    kind = st.segmented_control(
        "Kind of part",
        get_args(Category),
        default=slot.category,
        format_func=CATEGORY_TITLES.__getitem__,
        required=True,
        key=key,
        label_visibility="collapsed",
    )
    return slot if kind is None else replace(slot, category=kind)


def _putter(slot: dialogs.Slot, quantity: int) -> Callable[[Build, str], Build]:
    def put(build: Build, part_number: str) -> Build:
        if slot.index is None:
            return with_part(build, slot.category, part_number, quantity, kit=slot.kit)
        return with_replacement(build, slot.index, part_number)

    return put


def _hidden_text(hidden: int) -> str:
    if not hidden:
        return ""
    parts = wording.counted(hidden, "part", "parts")
    return f" Not shown: {parts}, discontinued or retired by you."


def _unjudged_text(unjudged: int) -> str:
    if not unjudged:
        return ""
    return f" {unjudged:,} more were not checked: search for a name, or use a filter."


def _nothing(choices: list[judged.Choice], hidden: int) -> None:
    if not choices and hidden:
        st.info(
            "All matches are discontinued or retired by you. Switch on *Include discontinued "
            "parts* to see them."
        )
        return
    if not choices:
        st.info(
            "No part of this kind matches. Use fewer words, or add your own on the page Catalog."
        )
        return
    reasons = dict.fromkeys(found.message for choice in choices for found in choice.problems)
    st.info(
        "Nothing fits the build as it is: " + wording.plain(next(iter(reasons))),
        icon=":material/block:",
    )


def _card(slot: dialogs.Slot, choice: judged.Choice, put: Callable[[Build, str], Build]) -> None:
    part = choice.priced.part
    more = [wording.small(wording.plain(part.note))] if part.note else []
    if beside := companions_text(part):
        more.append(wording.small(wording.plain(sentence(beside))))
    more += [
        f":small[:red[:material/error: {wording.plain(found.message)}]]"
        for found in choice.problems
    ]
    more += [wording.small(wording.plain(found.message)) for found in choice.later]
    more += _unchecked(choice.doubts)
    badge = f" :orange-badge[{wording.plain(choice.gone)}]" if choice.gone else ""
    if choice.doubts:
        badge += " :gray-badge[not checked in full]"

    def offer_it(part: Part) -> None:
        st.button("Choose", key=f"take:{part.part_number}", on_click=_take, args=(slot, part, put))
        for what in choice.needs:
            st.button(
                f"Choose, and add {called(what)}",
                key=f"take:{part.part_number}:{what}",
                type="tertiary",
                icon=":material/add:",
                on_click=_take_with,
                args=(slot, part, put, what),
            )

    with st.container(border=True):
        finding.show_row(
            choice.priced,
            words=finding.part_lines(choice.priced, badge=badge, more=more),
            actions=offer_it,
            key=f"choice-{part.part_number}",
        )


def _unchecked(doubts: Iterable[Finding]) -> list[str]:
    """Return what was not checked of a part, in one line; whole sentences stand on the page."""
    what = dict.fromkeys(found.unchecked or found.message for found in doubts)
    if not what:
        return []
    return [wording.small(wording.plain(f"Not checked, as data is missing: {'; '.join(what)}"))]


def _take(slot: dialogs.Slot, part: Part, put: Callable[[Build, str], Build]) -> None:
    if dialogs.chooser() is None:
        # A second click, faster than the dialog could close.
        return
    before = drafts.editable(slot.build)
    drafts.edit(slot.build, lambda build: put(build, part.part_number))
    dialogs.close_chooser()
    tell_change(slot.build, _told(slot, part.name, before, drafts.editable(slot.build)))


def _take_own(
    slot: dialogs.Slot,
    put: Callable[[Build, str], Build],
    number: str,
    name: str,
    price: own_part.OwnPrice | None,
) -> None:
    """Put a part of one's own into the build, at the price that stands at its line alone."""
    before = drafts.editable(slot.build)

    def change(build: Build) -> Build:
        after = put(build, number)
        if price is None:
            return after
        place = next(
            index
            for index, position in enumerate(after.positions)
            if position.part_number == number and position.price is None
        )
        return with_own_price(
            after,
            place,
            price.unit,
            on=in_view.today(),
            between=price.between,
            source=price.source,
        )

    drafts.edit(slot.build, change)
    dialogs.close_chooser()
    tell_change(slot.build, _told(slot, name, before, drafts.editable(slot.build)))


def _take_with(
    slot: dialogs.Slot, part: Part, put: Callable[[Build, str], Build], what: Companion
) -> None:
    """Put a part into the build, and what it needs beside itself, or let that be chosen."""
    if dialogs.chooser() is None:
        return
    _take(slot, part, put)
    add_companion(slot.build, what)


def add_companion(name: str, what: Companion) -> None:
    """Add what a part needs beside itself: the only part that fits, else one to choose."""
    slot = dialogs.Slot(name, CATEGORY[what])
    plan, _ = costs.costed(name)
    put = _putter(slot, suggested_quantity(plan, slot.category))
    listed = judged.listed(slot, plan, "", ())
    found = judged.choices(slot, plan, costs.terms_of(name), listed, put=put)
    fitting = [
        each
        for each in found
        if not (each.problems or each.doubts or each.gone) and is_one(each.priced.part, what)
    ]
    dialogs.open_chooser(slot)
    if len(fitting) == 1:
        _take(slot, fitting[0].priced.part, put)


def _told(slot: dialogs.Slot, called: str, before: Build, after: Build) -> str:
    name = wording.plain(called)
    if slot.index is not None:
        return f"Replaced with {name}."
    pieces = sum(p.quantity for p in after.positions) - sum(p.quantity for p in before.positions)
    return f"Added {pieces} × {name}."
