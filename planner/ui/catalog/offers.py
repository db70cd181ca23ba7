"""What a part was sold for: every offer, with its day and its source."""

from collections.abc import Sequence

import streamlit as st

from planner.model.money import Money
from planner.model.offers import Basis, Offer
from planner.ui.kit import wording
from planner.ui.kit.tables import Col, show_table


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
