"""All about one line of a build: where its numbers come from, and what can be changed about it."""

from collections.abc import Sequence

import streamlit as st

from planner.engine.editing import with_own_price, with_ownership, with_vendor, without
from planner.model.bom import CostedLine
from planner.model.build import Position
from planner.model.findings import Finding, Severity
from planner.model.money import Money, symbol
from planner.model.purchase import Basis, Offer
from planner.ui import session, wording
from planner.ui.controls import typed_number
from planner.ui.tables import Col, show_table


def about_key(key: str) -> str:
    """Return the key of the button that unfolds a line."""
    return f"about:{key}"


def show_details(name: str, index: int, costed: CostedLine, *, key: str, currency: str) -> None:
    """Show what is known of a line, and the inputs that change it."""
    line, part = costed.line, session.catalog().by_number.get(costed.line.part_number)
    facts = [wording.count_origin(line.count_basis, line.why)]
    if line.price is not None:
        facts.append(f"price: {wording.price_origin(line.price, session.catalog().vendor_names)}")
        facts.append(line.price.basis.meaning)
        facts.append(wording.plain(line.price.note))
    if part is not None:
        facts.append(f"part: {wording.source(part.source)} {wording.plain(part.note)}")
    st.markdown(wording.listed([fact for fact in facts if fact]))
    offers = session.catalog().offers_for(line.part_number)
    position = session.position(name, index)
    if offers:
        _offers(name, index, offers, position=position, key=key)
    _own_price(name, index, key=key, currency=currency, position=position)
    st.toggle(
        "I own this already",
        value=position.owned,
        key=f"owned:{key}:{position.owned}",
        on_change=_set_owned,
        args=(name, index, not position.owned),
        help="It stays on the list and costs nothing.",
    )
    with st.container(horizontal=True):
        slot = session.Slot(name, line.category, index)
        st.button(
            "Replace",
            icon=":material/swap_horiz:",
            key=f"replace:{key}",
            on_click=_replace,
            args=(slot, key),
        )
        st.button(
            "Remove",
            icon=":material/delete:",
            key=f"remove:{key}",
            on_click=_remove,
            args=(name, index),
        )


def _offers(
    name: str, index: int, offers: Sequence[Offer], *, position: Position, key: str
) -> None:
    names = session.catalog().vendor_names
    show_offers(offers, names)
    vendors = dict.fromkeys(offer.vendor for offer in offers)
    state = f"vendor:{key}"
    if st.session_state.get(state, "") != (position.vendor or ""):
        st.session_state[state] = position.vendor or ""
    st.selectbox(
        "Take the price of",
        ["", *vendors],
        format_func=lambda vendor: names.get(vendor, vendor) if vendor else "cheapest on the day",
        key=state,
        on_change=_set_vendor,
        args=(name, index, state),
        help="A vendor you choose stays chosen, whatever the quantity.",
    )


def show_offers(offers: Sequence[Offer], names: dict[str, str]) -> None:
    """Show every offer, the newest first: from whom, how much, for how many, on which day."""
    rows = []
    for offer in sorted(offers, key=lambda offer: offer.quoted_on, reverse=True):
        seller = wording.source(offer.source, names.get(offer.vendor, offer.vendor))
        for level in offer.price_breaks:
            price = wording.money(Money(level.price, offer.currency))
            least = "" if level.min_quantity == 1 else f" from {level.min_quantity}"
            basis = wording.basis_badge(Basis(offer.basis))
            day = wording.day(offer.quoted_on)
            rows.append([f"{seller}  \n{basis}", day, str(offer.pack_size), f"{price}{least}"])
    columns = [Col("Vendor"), Col("Day"), Col("Pieces", figures=True), Col("Price", figures=True)]
    st.markdown("**Offers on record**")
    show_table(columns, rows, alt="Every price on record for this part")


def _own_price(name: str, index: int, *, key: str, currency: str, position: Position) -> None:
    state = f"price:{key}"
    st.text_input(
        f"Your own price each, {symbol(currency).strip()}",
        key=state,
        placeholder="leave empty for the price on record",
        on_change=_set_price,
        args=(name, index, state, currency),
    )
    if position.price is not None and position.price.basis is not Basis.ALLOCATED:
        st.button(
            "Back to the catalog's price",
            type="tertiary",
            key=f"unprice:{key}",
            on_click=_clear_price,
            args=(name, index, state),
        )


def _set_price(name: str, index: int, state: str, currency: str) -> None:
    text = st.session_state[state]
    value = typed_number(text)
    if value is None:
        if text.strip():
            session.notify(
                Finding(
                    code="price-not-a-number",
                    severity=Severity.WARNING,
                    subject=name,
                    message=f"{text!r} is no price; the price stays as it was.",
                    hint="Write it like 45.90.",
                )
            )
        return
    unit = Money(value, currency)
    session.edit(name, lambda build: with_own_price(build, index, unit, on=session.today()))


def _clear_price(name: str, index: int, state: str) -> None:
    st.session_state[state] = ""
    session.edit(name, lambda build: with_own_price(build, index, None, on=session.today()))


def _set_owned(name: str, index: int, owned: bool) -> None:
    session.edit(name, lambda build: with_ownership(build, index, owned=owned))


def _set_vendor(name: str, index: int, state: str) -> None:
    vendor = st.session_state[state] or None
    session.edit(name, lambda build: with_vendor(build, index, vendor))


def _replace(slot: session.Slot, key: str) -> None:
    # What is chosen appears in the line; its details would lie over the chooser.
    st.session_state[about_key(key)] = False
    session.open_chooser(slot)


def _remove(name: str, index: int) -> None:
    session.edit(name, lambda build: without(build, index))
