"""What a part was sold for: every offer, with its day and its source."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from planner.jobs.distributors import credits_of
from planner.jobs.history import price_history
from planner.model.money import Money
from planner.model.offers import Basis, Offer
from planner.model.parts import Part
from planner.ui.kit import charts, wording
from planner.ui.kit.folds import fold_button
from planner.ui.kit.tables import Col, show_table
from planner.ui.visit import in_view


def show_history(part: Part, *, currency: str, on: date) -> None:
    """Show what a part cost over time, folded: a chart, and what shop and exchange rate did."""
    catalog = in_view.catalog()
    if len(catalog.offers_for(part.part_number)) < 2:
        return
    if not fold_button("Price over time", key=f"history:{part.part_number}"):
        return
    history = price_history(catalog, part.part_number, currency=currency, on=on)
    printed = [each.vendor for each in catalog.vendors if each.kind == "publication"]
    charts.price_dots(history, printed)
    names = dict(history.vendors)
    rows = []
    for point in history.points:
        change = point.change
        why = (
            ""
            if change is None
            else f"{change.total} = shop {change.by_price}, rate {change.by_rate}"
        )
        shop = wording.plain(names.get(point.offer.vendor, point.offer.vendor))
        rows.append(
            [
                f"{shop}  \n{wording.small(str(point.standing))}",
                wording.day(point.offer.quoted_on),
                wording.money(point.converted),
                wording.plain(why),
            ]
        )
    columns = [
        Col("Shop"),
        Col("Day"),
        Col(f"In {currency}", figures=True),
        Col("Change since the previous price"),
    ]
    show_table(columns, rows, alt="Price of this part over time")
    st.markdown(wording.small("Each price is converted at its own day's rate."))


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
    columns = [Col("Vendor"), Col("Day"), Col("Qty", figures=True), Col("Price", figures=True)]
    st.markdown("**Offers on record**")
    show_table(columns, rows, alt="Every price on record for this part")
    # The line that a source asks for beside its prices.
    for credit in credits_of(offer.source for offer in offers):
        st.markdown(wording.small(wording.plain(credit)))
