"""The purchase orders to take along, as a workbook, to print or as CSV; and their proof."""

from collections.abc import Callable

import streamlit as st

from planner.engine.reporting.group_orders import group_reports
from planner.engine.reporting.orders import orders_of
from planner.jobs.buying import Requisition, certificate
from planner.jobs.group_orders import common_parts
from planner.model.buying import Purchase
from planner.model.group_order import SharedCost

_BUTTONS = (
    ("xlsx", "Orders as Excel", ":material/table_view:"),
    ("html", "Orders to print", ":material/print:"),
    ("csv", "Orders as CSV", ":material/csv:"),
)


def show_downloads(asked: Requisition, found: Purchase, shared: SharedCost | None = None) -> None:
    """Offer the orders in each form, made only when asked for; with who pays what if shared."""
    # Imported here because writing workbooks costs 0.1 s that other pages need not pay.
    from planner.io.exporters import ORDER_EXPORTERS

    for name, label, icon in _BUTTONS:
        exporter = ORDER_EXPORTERS[name]
        st.download_button(
            label,
            data=_made(name, asked, found, shared),
            file_name=f"orders{exporter.SUFFIX}",
            mime=exporter.MEDIA_TYPE,
            on_click="ignore",
            icon=icon,
            width="stretch",
            key=f"orders:{name}",
        )


def show_certificate(asked: Requisition, found: Purchase) -> None:
    """Offer what the basket was proven from, for whoever wants to check it."""
    # Imported here with the rest of what only a download needs.
    from planner.io.documents.certificates import MEDIA_TYPE

    st.download_button(
        "Proof file",
        data=_certified(asked, found),
        file_name="certificate.json",
        mime=MEDIA_TYPE,
        on_click="ignore",
        icon=":material/verified:",
        width="stretch",
        key="orders:certificate",
        help="The parts, offers and rates behind this result, and its proof. Anyone can verify "
        "the result from this file.",
    )


def _certified(asked: Requisition, found: Purchase) -> Callable[[], bytes]:
    def make() -> bytes:
        from planner import __version__
        from planner.io.documents.certificates import to_bytes

        return to_bytes(certificate(asked, found, version=__version__))

    return make


def _made(
    name: str, asked: Requisition, found: Purchase, shared: SharedCost | None
) -> Callable[[], bytes]:
    # The button calls back outside the visit: what the visit holds is taken along here.
    names = asked.names

    def make() -> bytes:
        from planner.io.exporters import ORDER_EXPORTERS

        common = common_parts(asked, found)
        more = group_reports(asked.members, common, shared, asked.settlement.currency)
        where = (asked.market, asked.settlement, asked.terms)
        made = orders_of(
            found, *where, title=asked.title, names=names, members=asked.members, more=more
        )
        return ORDER_EXPORTERS[name].export(made)

    return make
