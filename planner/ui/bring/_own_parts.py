"""Lines that are no part of the catalog become parts of one's own catalog with one click."""

import streamlit as st

from planner.jobs.kept_lines import keep_own_parts
from planner.model.bill_matching import ReadBill
from planner.model.findings import PlannerError
from planner.ui.kit import toasts, wording
from planner.ui.visit import in_view, notices


def offer_own_parts(bill: ReadBill, parts: int) -> None:
    """Offer to write the lines that are no part of the catalog into one's own catalog."""
    if not parts:
        return
    count = wording.counted(parts, "part of my own", "parts of my own")
    st.button(
        f"Keep {count}",
        icon=":material/library_add:",
        key="list-keep-parts",
        help="Writes the lines that are no part of the catalog into your own catalog, with the "
        "prices of the list as prices “From your list”. The next list finds them there, and so do "
        "the other pages.",
        on_click=_keep,
        args=(bill,),
    )


def _keep(bill: ReadBill) -> None:
    try:
        rows, prices = keep_own_parts(
            in_view.settings().data, bill, in_view.catalog(), today=in_view.today()
        )
    except PlannerError as error:
        notices.notify(error.finding)
        return
    written = sum(row.written for row in rows)
    refused = next((f for row in rows if not row.written for f in row.findings), None)
    if refused is not None:
        notices.notify(refused)
    if written:
        in_view.begin()
        kept = wording.counted(written, "part", "parts")
        priced = sum(each.written for each in prices.prices)
        at = f", {wording.counted(priced, 'price', 'prices')} from your list" if priced else ""
        toasts.say(f"{kept} kept in your own catalog{at}.")
