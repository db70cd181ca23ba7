"""All about one line of a build: where its numbers come from, and what can be changed about it."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from planner.engine.fitting.companions import still_needed
from planner.engine.planning.edit import (
    is_owned,
    with_own_price,
    with_ownership,
    with_vendor,
    without,
)
from planner.model.bom import CostedBom, CostedLine
from planner.model.build import Position
from planner.model.companion_wording import called, companions_text
from planner.model.findings import Finding, Severity
from planner.model.money import ENTERED, Money, symbol
from planner.model.offers import Offer
from planner.model.parts import Companion
from planner.ui.catalog.offers import show_history, show_offers
from planner.ui.kit import widgets, wording
from planner.ui.kit.numbers import offer_readings, typed_number, typed_price, write_it_like
from planner.ui.plan import _dialogs as dialogs
from planner.ui.plan.chooser import add_companion
from planner.ui.plan.kit_dialog import tell_of_its_kit
from planner.ui.visit import costs, drafts, in_view, notices
from planner.ui.visit.told import tell_change


def show_line(name: str) -> None:
    """Open the details of a line if somebody asked for them."""
    line = dialogs.line_asked_for()
    _, bom = costs.costed(name)
    places = costs.bill_lines(name)
    if line is None or line.build != name or line.index >= len(places):
        return
    title = wording.plain(bom.lines[places[line.index]].line.description)
    dialog = st.dialog(title, width="medium", on_dismiss=dialogs.close_line)
    dialog(_body)(line)


def _body(line: dialogs.Line) -> None:
    # Counted anew: what is changed here changes this line before the page behind is drawn again.
    _, bom = costs.costed(line.build)
    costed = bom.lines[costs.bill_lines(line.build)[line.index]]
    position = drafts.position(line.build, line.index)
    notices.show_notice()
    _where_from(costed, bom)
    tell_of_its_kit(line, position)
    _offer_companions(line.build, costed.line.part_number)
    offers = in_view.catalog().offers_for(costed.line.part_number)
    if offers:
        show_offers(offers, in_view.catalog().vendor_names)
        part = in_view.catalog().by_number.get(costed.line.part_number)
        if part is not None:
            show_history(part, currency=bom.currency, on=in_view.today())
        _lock_vendor(line, offers, position)
    _own_price(line, bom.currency, position)
    owned = f"owned:{line.build}:{line.index}"
    st.session_state[owned] = is_owned(drafts.build(line.build), line.index)
    st.toggle(
        "I already own this",
        key=owned,
        on_change=_set_owned,
        args=(line, owned),
        help="It stays on the list and costs nothing.",
    )
    with st.container(horizontal=True):
        slot = dialogs.Slot(line.build, costed.line.category, line.index)
        replaced = st.button(
            "Replace", icon=":material/swap_horiz:", on_click=dialogs.open_chooser, args=(slot,)
        )
        removed = st.button("Remove", icon=":material/delete:", on_click=_remove, args=(line,))
        done = st.button("Done", icon=":material/check:", on_click=dialogs.close_line)
    if replaced or removed or done:
        st.rerun()


def _where_from(costed: CostedLine, bom: CostedBom) -> None:
    line, part = costed.line, in_view.catalog().by_number.get(costed.line.part_number)
    total = "no total" if bom.total is None else f"of a total of {wording.money(bom.total)}"
    facts = [
        f"{line.quantity} × {_each(costed)} = **{wording.money(costed.line_total)}** {total}",
        wording.count_origin(line.count_basis, line.why),
    ]
    if line.price is not None:
        origin = wording.price_origin(line.price, in_view.catalog().vendor_names)
        facts.append(f"{origin} · {line.price.basis.meaning} {wording.plain(line.price.note)}")
    if part is not None:
        facts.append(f"part: {wording.source(part.source)} {wording.plain(part.note)}")
        facts += [wording.plain(companions_text(part))] if companions_text(part) else []
    st.markdown(wording.listed(facts))


def _offer_companions(name: str, number: str) -> None:
    """Offer what a part needs beside itself, if the build has not enough of it."""
    plan, _ = costs.costed(name)
    part = plan.part(number)
    needs = () if part is None else still_needed(plan, part)
    if not needs:
        return
    with st.container(horizontal=True):
        clicked = [
            st.button(
                f"Add {called(what)}",
                icon=":material/add:",
                key=f"beside:{name}:{number}:{what}",
                on_click=_add_companion,
                args=(name, what),
            )
            for what in needs
        ]
    if any(clicked):
        st.rerun()


def _add_companion(name: str, what: Companion) -> None:
    dialogs.close_line()
    add_companion(name, what)


def _each(costed: CostedLine) -> str:
    price = costed.line.price
    return wording.money(None if price is None else price.unit)


def _lock_vendor(line: dialogs.Line, offers: Sequence[Offer], position: Position) -> None:
    names = in_view.catalog().vendor_names
    vendors = dict.fromkeys(offer.vendor for offer in offers)
    key = f"vendor:{line.build}:{line.index}"
    st.session_state[key] = position.vendor or ""
    st.selectbox(
        "Price from",
        ["", *vendors],
        format_func=lambda vendor: names.get(vendor, vendor) if vendor else "cheapest on the day",
        key=key,
        on_change=_set_vendor,
        args=(line, key),
        help="The vendor you choose is kept, whatever the quantity.",
    )


def _own_price(line: dialogs.Line, currency: str, position: Position) -> None:
    key = f"price:{line.build}:{line.index}"
    own = position.price is not None and position.price.source == ENTERED
    st.text_input(
        f"Your own unit price, {symbol(currency).strip()}",
        key=key,
        placeholder="leave empty for the price on record",
        on_change=_set_price,
        args=(line, key, currency),
    )
    text = str(st.session_state[key])
    read = typed_price(text, currency)
    if read.choices:
        offer_readings(read.choices, key, lambda: _set_price(line, key, currency))
    elif text.strip() and _price_in(text, currency) is None:
        widgets.show_beside(_no_price(line, text))
    if own:
        st.button(
            "Use the catalog price",
            type="tertiary",
            on_click=_clear_price,
            args=(line, key),
        )


def _set_price(line: dialogs.Line, key: str, currency: str) -> None:
    unit, day = _price_in(str(st.session_state[key]), currency), in_view.today()
    if unit is None:
        return
    drafts.edit(line.build, lambda build: with_own_price(build, line.index, unit, on=day))


def _price_in(text: str, currency: str) -> Money | None:
    """Return the price that a text means, in its own currency or that of the input."""
    if typed_number(text) == 0:
        # What was given to somebody costs nothing, and is priced.
        return Money(Decimal(0), currency)
    read = typed_price(text, currency)
    return None if read.amount is None else Money(read.amount, read.currency or currency)


def _no_price(line: dialogs.Line, text: str) -> Finding:
    return Finding(
        code="price-not-a-number",
        severity=Severity.WARNING,
        subject=line.build,
        message=f"{text!r} is not a price; the previous price is kept.",
        hint=write_it_like(text, "45.90"),
    )


def _clear_price(line: dialogs.Line, key: str) -> None:
    st.session_state[key] = ""
    day = in_view.today()
    drafts.edit(line.build, lambda build: with_own_price(build, line.index, None, on=day))


def _set_owned(line: dialogs.Line, key: str) -> None:
    owned = bool(st.session_state[key])
    drafts.edit(line.build, lambda build: with_ownership(build, line.index, owned=owned))


def _set_vendor(line: dialogs.Line, key: str) -> None:
    vendor = st.session_state[key] or None
    drafts.edit(line.build, lambda build: with_vendor(build, line.index, vendor))


def _remove(line: dialogs.Line) -> None:
    _, bom = costs.costed(line.build)
    gone = wording.plain(bom.lines[costs.bill_lines(line.build)[line.index]].line.description)
    drafts.edit(line.build, lambda build: without(build, line.index))
    tell_change(line.build, f"Removed: {gone}.")
    dialogs.close_line()
