"""What each term of a purchase costs, in plain words; or which of them is in the way."""

import streamlit as st

from planner.jobs.buying import Requisition, has_terms
from planner.model.buying import Purchase
from planner.model.term_prices import PricedTerms, TermPrice
from planner.model.wishes import LimitedTerm, TermKind
from planner.ui.buy.answers import prices_of_terms
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button


def show_term_prices(asked: Requisition, found: Purchase) -> None:
    """Offer what the terms cost; it is reckoned only while somebody looks at it."""
    hastens = asked.terms.fastest_within is not None and found.basket is not None
    if not has_terms(asked) and not hastens:
        return
    lacking = found.basket is None or bool(found.missing)
    label = "Which of your terms blocks it?" if lacking else "What your terms cost"
    if not fold_button(label, key="term-prices"):
        return
    told = prices_of_terms(asked, found)
    if told is None:
        return
    with st.container(border=True):
        st.markdown("\n\n".join(_sentences(asked, found, told)))


def _sentences(asked: Requisition, found: Purchase, told: PricedTerms) -> list[str]:
    said = []
    if told.missing and not told.in_the_way:
        said.append("None of them: even without them, nobody sells what is missing.")
    lines = [
        f"{_name(asked, each.term)}: "
        + (_in_the_way(each, told) if told.in_the_way else _costs(each, found))
        for each in told.prices
    ]
    if lines:
        said.append(wording.listed(lines))
    if not all(each.proven for each in told.prices if each.price is not None):
        said.append(wording.small("Time ran out for some of them: their cost is not certain."))
    return said


def _costs(each: TermPrice, found: Purchase) -> str:
    if (
        each.term.kind is TermKind.FASTEST
        and found.fastest is not None
        and found.fastest.days is None
    ):
        return "nothing is known to arrive sooner at so little extra cost."
    if not each.is_known:
        return "unknown, because a vendor's charge is unknown."
    if each.price is None:
        return "not calculated in time."
    if not each.price.amount:
        return "costs nothing more."
    if each.price.amount < 0:
        lets = "they allow" if each.term.kind is TermKind.ALL else "it allows"
        return f"**{wording.money(-each.price)} less**: {lets} prices that are not current."
    return f"**{wording.money(each.price)} more**."


def _in_the_way(each: TermPrice, told: PricedTerms) -> str:
    it = "them" if each.term.kind is TermKind.ALL else "it"
    if each.without is None:
        return f"there is no basket without {it} either."
    what = "everything that is sold" if told.missing else "everything"
    least = "" if each.is_known else "at least "
    return f"**blocks it**. Without {it}, {what} costs {least}{wording.money(each.without)}."


def _name(asked: Requisition, term: LimitedTerm) -> str:
    """Return a term in plain words, as it was asked for."""
    vendors = {name: vendor.name for name, vendor in asked.vendors.items()}
    vendor = vendors.get(term.vendor, term.vendor)
    told = "All of these together"
    if term.kind is TermKind.LOCK:
        told = f"{asked.names.get(term.part_number, term.part_number)} only from {vendor}"
    elif term.kind is TermKind.EXCLUDE:
        told = f"{vendor} excluded"
    elif term.count is not None:
        told = f"At most {wording.counted(term.count, 'vendor', 'vendors')}"
    elif term.day is not None:
        told = f"Delivered by {wording.day(term.day)}"
    elif term.percent is not None:
        told = f"Faster delivery, for at most {wording.number(term.percent, '%')} more"
    return wording.plain(f"{term.whose}: {told}" if term.whose else told)
