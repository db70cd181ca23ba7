"""The parts of a build, one line each: quantity to change, price each and total."""

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from planner.engine.editing import MAX_QUANTITY, with_quantity
from planner.model.bom import CostedBom, CostedLine
from planner.model.build import CountBasis
from planner.model.findings import Finding, Severity
from planner.model.money import Money
from planner.model.parts import Category
from planner.model.purchase import Basis
from planner.ui import dialogs, session, wording

ICONS: dict[str, str] = {
    "board": ":material/developer_board:",
    "storage": ":material/sd_card:",
    "charger": ":material/power:",
    "switch": ":material/lan:",
    "nic": ":material/settings_ethernet:",
    "cable": ":material/cable:",
    "poe": ":material/electrical_services:",
    "case": ":material/inventory_2:",
    "other": ":material/category:",
}
WORDS: dict[str, str] = {
    "board": "a board",
    "storage": "storage",
    "charger": "a power supply",
    "switch": "a switch",
    "nic": "network adapters",
    "cable": "cables",
    "poe": "PoE",
    "case": "a case",
    "other": "something else",
}
# Which kind of part mends a finding.
_REMEDIES: dict[str, Category] = {
    "switch-missing": "switch",
    "ports-short": "switch",
    "switch-slow": "switch",
    "poe-short": "switch",
    "poe-watts-short": "switch",
    "charger-missing": "charger",
    "outlets-short": "charger",
    "outlet-weak": "charger",
    "watts-short": "charger",
    "watts-tight": "charger",
    "storage-short": "storage",
    "slots-short": "storage",
    "leads-short": "cable",
    "power-leads-short": "cable",
    "shelves-short": "case",
}
# So wide that together they fill the line of a phone.
_QUANTITY, _MONEY, _FIGURES = 128, 124, 356


def show_parts(name: str) -> None:
    """Show every line of the bill, those paid for and replaced last, and what can be added."""
    _, bom = session.costed(name)
    keys = _keys(name, bom.lines)
    shown_replaced = False
    for index, (costed, key) in enumerate(zip(bom.lines, keys, strict=True)):
        if costed.line.retired and not shown_replaced:
            st.markdown(wording.small("Paid for and replaced: in the total, no longer in use"))
            shown_replaced = True
        st.fragment(_row, key=key)(name, index, key)
    for charge in bom.charges:
        _charge(charge.charge.label, charge.amount)
    _add_parts(name)


def _keys(name: str, lines: Sequence[CostedLine]) -> list[str]:
    """Return a key per line that stays while the line does: its part, and which one of them."""
    keys: list[str] = []
    for costed in lines:
        stem = f"{name}:{costed.line.part_number}:{costed.line.retired}"
        keys.append(f"{stem}:{sum(key.startswith(stem) for key in keys)}")
    return keys


def _row(name: str, index: int, key: str) -> None:
    """Draw one line in as few elements as can be: each costs time at every change on the page."""
    _, bom = session.costed(name)
    costed = bom.lines[index]
    line = costed.line
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f"{ICONS[line.category]} {wording.plain(line.description)}  \n"
            f"{wording.small(_origin(costed))}",
            width="stretch",
        )
        # The figures stay together; where there is no room beside the name, they go below it.
        with st.container(
            horizontal=True, wrap=False, gap="small", width=_FIGURES, vertical_alignment="center"
        ):
            _quantity(name, index, line.quantity, key=key, label=line.description)
            st.markdown(
                f"**{wording.about(costed)}{wording.money(costed.line_total)}**  \n"
                f"{wording.small(_each(costed))}",
                width=_MONEY,
                text_alignment="right",
            )
            st.button(
                "Details",
                type="tertiary",
                key=f"about:{key}",
                on_click=_open_line,
                args=(dialogs.Line(name, index),),
            )


def _open_line(line: dialogs.Line) -> None:
    dialogs.open_line(line)
    # The line is a fragment; its details belong to the page.
    st.rerun()


def _each(costed: CostedLine) -> str:
    price = costed.line.price
    if price is None:
        return "no price yet"
    if price.basis is Basis.OWNED:
        return "yours already"
    per = "each" if price.pack_size == 1 else f"for {price.pack_size}"
    return f"{wording.about(costed)}{wording.money(price.unit)} {per}"


def _origin(costed: CostedLine) -> str:
    line = costed.line
    words = [wording.price_origin(line.price, session.catalog().vendor_names)]
    if line.role:
        words.append(wording.plain(line.role))
    if line.count_basis is CountBasis.INFERRED:
        words.append(wording.count_origin(line.count_basis, ""))
    if line.surplus:
        words.append(f"{line.packs} packs, {line.surplus} left over")
    return " · ".join(words)


def _quantity(name: str, index: int, quantity: int, *, key: str, label: str) -> None:
    state = f"quantity:{key}"
    # The build is the truth: the input is fed from it, and tells it what was typed.
    session.feed(state, quantity)
    st.number_input(
        f"Quantity of {label}",
        min_value=0,
        max_value=MAX_QUANTITY,
        step=1,
        key=state,
        on_change=_set_quantity,
        args=(name, index, key),
        label_visibility="collapsed",
        width=_QUANTITY,
    )


def _set_quantity(name: str, index: int, key: str) -> None:
    typed = st.session_state[f"quantity:{key}"]
    first_change = session.draft_of(name) is None
    if typed is None or not 0 <= typed <= MAX_QUANTITY:
        session.notify(
            Finding(
                code="quantity-out-of-range",
                severity=Severity.WARNING,
                subject=name,
                message=f"{typed} is no quantity a build can have; it stays as it was.",
                hint=f"Choose a number from 0 (takes the part out) to {MAX_QUANTITY:,}.",
            )
        )
        st.rerun()
    session.edit(name, lambda build: with_quantity(build, index, int(typed)))
    session.let_total_go_first()
    if typed == 0:
        st.rerun()
    # In the order of what a person waits for. Only the first change alters the name of the build.
    renamed = ["words", "inputs"] if first_change else []
    st.rerun(["total", key, "strip", *renamed, "proof"])


def _charge(label: str, amount: Money | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/local_shipping: {wording.plain(label)}", width="stretch")
        with st.container(horizontal=True, wrap=False, gap="small", width=_FIGURES):
            st.space(_QUANTITY)
            st.markdown(f"**{wording.money(amount)}**", width=_MONEY, text_alignment="right")


def _add_parts(name: str) -> None:
    st.button(
        "Add a part",
        icon=":material/add:",
        key=f"add:{name}",
        on_click=dialogs.open_chooser,
        args=(dialogs.Slot(name, "board"),),
    )


def show_empty_slots(name: str) -> None:
    """Show what a cluster is made of, with a button to choose each: where an empty build starts."""
    with st.grid(3, min_column_width=200):
        for category in get_args(Category):
            st.button(
                f"Choose {WORDS[category]}",
                icon=ICONS[category],
                key=f"choose:{name}:{category}",
                on_click=dialogs.open_chooser,
                args=(dialogs.Slot(name, category),),
                width="stretch",
            )


def offer_fix(name: str, found: Finding, bom: CostedBom) -> None:
    """Offer the parts that would mend a finding: instead of the one there is, or besides."""
    category = _REMEDIES.get(found.code)
    if category is None:
        return
    used = [
        index
        for index, costed in enumerate(bom.lines)
        if costed.line.category == category and not costed.line.retired
    ]
    adds = len(used) != 1 or category in ("cable", "storage")
    st.button(
        f"Choose {WORDS[category]}",
        icon=ICONS[category],
        key=f"fix:{name}:{found.code}:{found.subject}",
        on_click=_fix,
        args=(dialogs.Slot(name, category, None if adds else used[0]),),
    )


def _fix(slot: dialogs.Slot) -> None:
    dialogs.open_chooser(slot)
    # The findings are a fragment; the chooser belongs to the page.
    st.rerun()
