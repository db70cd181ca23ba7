"""The parts of a build, one line each: quantity to change, price each and total."""

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from planner.engine.editing import MAX_QUANTITY, with_quantity
from planner.model.bom import CostedBom, CostedLine
from planner.model.build import CountBasis
from planner.model.findings import Finding, Severity
from planner.model.money import Money, symbol
from planner.model.parts import CATEGORIES, CATEGORY_TITLES, Category
from planner.ui import session, wording
from planner.ui.line_details import about_key, show_details

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
# The figures stand in one group, so that on a phone they stay together under the part's name.
_QUANTITY, _UNIT, _TOTAL, _FIGURES = 128, 84, 100, 344


def show_parts(name: str, bom: CostedBom) -> None:
    """Show every line of the bill, those paid for and replaced last, and what can be added."""
    keys = _keys(name, bom.lines)
    if bom.lines:
        _header(bom)
    shown_replaced = False
    for index, (costed, key) in enumerate(zip(bom.lines, keys, strict=True)):
        if costed.line.retired and not shown_replaced:
            st.markdown(wording.small("Paid for and replaced: in the total, no longer in use"))
            shown_replaced = True
        _row(name, index, costed, key=key, currency=bom.currency)
    for charge in bom.charges:
        _charge(charge.charge.label, charge.amount, bom.currency)
    _add_parts(name, {costed.line.category for costed in bom.lines})


def _keys(name: str, lines: Sequence[CostedLine]) -> list[str]:
    """Return a key per line that stays while the line does: its part, and which one of them."""
    keys: list[str] = []
    for costed in lines:
        stem = f"{name}:{costed.line.part_number}:{costed.line.retired}"
        keys.append(f"{stem}:{sum(key.startswith(stem) for key in keys)}")
    return keys


def _header(bom: CostedBom) -> None:
    sign = wording.plain(symbol(bom.currency).strip())
    with st.container(horizontal=True, gap="small"):
        st.markdown(wording.small("Part"), width="stretch")
        with st.container(horizontal=True, wrap=False, gap="small", width=_FIGURES):
            st.markdown(wording.small("Quantity"), width=_QUANTITY)
            st.markdown(wording.small(f"Each, {sign}"), width=_UNIT, text_alignment="right")
            st.markdown(wording.small(f"Total, {sign}"), width=_TOTAL, text_alignment="right")


def _row(name: str, index: int, costed: CostedLine, *, key: str, currency: str) -> None:
    line = costed.line
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None):
            details = st.popover(
                wording.plain(line.description),
                icon=ICONS[line.category],
                type="tertiary",
                key=about_key(key),
                on_change="rerun",
                wrap=True,
            )
            st.markdown(wording.small(_origin(costed)))
        with st.container(
            horizontal=True, wrap=False, gap="small", width=_FIGURES, vertical_alignment="center"
        ):
            _quantity(name, index, line.quantity, key=key, label=line.description)
            st.markdown(_each(costed, currency), width=_UNIT, text_alignment="right")
            st.markdown(
                f"**{wording.figures(costed.line_total, currency)}**",
                width=_TOTAL,
                text_alignment="right",
            )
    if details.open:
        with details:
            show_details(name, index, costed, key=key, currency=currency)


def _each(costed: CostedLine, currency: str) -> str:
    price = costed.line.price
    if price is None:
        return wording.UNKNOWN
    text = wording.figures(price.unit, currency)
    return text if price.pack_size == 1 else f"{text}  \n:small[for {price.pack_size}]"


def _origin(costed: CostedLine) -> str:
    line = costed.line
    words = [wording.price_origin(line.price, session.catalog().vendor_names)]
    if line.role:
        words.append(wording.plain(line.role))
    if line.count_basis is CountBasis.INFERRED:
        words.append(wording.count_origin(line.count_basis, line.why))
    if line.surplus:
        words.append(f"{line.packs} packs, {line.surplus} left over")
    return " · ".join(words)


def _quantity(name: str, index: int, quantity: int, *, key: str, label: str) -> None:
    state = f"quantity:{key}"
    # The build is the truth: the input is fed from it, and tells it what was typed.
    if st.session_state.get(state) != quantity:
        st.session_state[state] = quantity
    st.number_input(
        f"Quantity of {label}",
        min_value=0,
        max_value=MAX_QUANTITY,
        step=1,
        key=state,
        on_change=_set_quantity,
        args=(name, index, state),
        label_visibility="collapsed",
        width=_QUANTITY,
    )


def _set_quantity(name: str, index: int, state: str) -> None:
    typed = st.session_state[state]
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
        return
    session.edit(name, lambda build: with_quantity(build, index, int(typed)))


def _charge(label: str, amount: Money | None, currency: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/local_shipping: {wording.plain(label)}")
        st.markdown(
            f"**{wording.figures(amount, currency)}**", width=_FIGURES, text_alignment="right"
        )


def _add_parts(name: str, taken: set[Category]) -> None:
    missing = [category for category in get_args(Category) if category not in taken]
    with st.container(horizontal=True, gap="small"):
        st.menu_button(
            "Add a part",
            list(CATEGORIES),
            format_func=CATEGORY_TITLES.__getitem__,
            icon=":material/add:",
            key=f"add:{name}",
            on_click=_open_from_menu,
            args=(name, f"add:{name}"),
        )
        for category in missing:
            st.button(
                f"Choose {WORDS[category]}",
                type="tertiary",
                icon=ICONS[category],
                key=f"choose:{name}:{category}",
                on_click=session.open_chooser,
                args=(session.Slot(name, category),),
            )


def _open_from_menu(name: str, key: str) -> None:
    session.open_chooser(session.Slot(name, st.session_state[key]))


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
        on_click=session.open_chooser,
        args=(session.Slot(name, category, None if adds else used[0]),),
    )
