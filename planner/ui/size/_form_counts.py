"""Which prices count, and whether parts do that are no longer made: asked in the form of wishes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from planner.model.conditions import CONDITIONS, conditions_of
from planner.model.findings import Finding, Severity
from planner.model.requirement import Requirement
from planner.model.unused import MOST_MONTHS
from planner.ui.visit.terms import FIRST_DAY

_WIDE = 240
_TWO_ANSWERS = object()


def ask_what_counts(wanted: Requirement, version: int) -> dict[str, Any]:
    """Ask which prices count, and whether parts do that are no longer made."""
    known = wanted.prices_since
    since = st.date_input(
        "Prices no older than",
        value=known if isinstance(known, date) else None,
        min_value=FIRST_DAY,
        max_value=wanted.on,
        format="YYYY-MM-DD",
        width=_WIDE,
        key=f"wish:prices-since:{version}",
        help=f"Empty: only prices from the {MOST_MONTHS} months before the newest one count, and "
        "none from before a change of the maker's list price.",
    )
    with st.container(width=_WIDE):
        every = st.checkbox(
            "Prices of any age",
            value=known == "any",
            key=f"wish:any-price:{version}",
            help="Old prices too, and those from before a change of the list price.",
        )
        ended = st.checkbox(
            "Include discontinued parts",
            value=wanted.include_ended,
            key=f"wish:include-ended:{version}",
            help="Parts that their maker has discontinued, and parts that you retired.",
        )
    conditions = st.multiselect(
        "Condition",
        CONDITIONS,
        default=wanted.condition,
        format_func=str.capitalize,
        placeholder="New, or not stated",
        width=_WIDE,
        key=f"wish:condition:{version}",
        help="If the source does not state it, the item counts as new.",
    )
    both = _TWO_ANSWERS if since is not None else "any"
    counting = {"include_ended": ended, "condition": conditions_of(conditions)}
    return {"prices_since": both if every else since, **counting}


def two_answers(given: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return that a day is asked for and any day, too, if that is so."""
    if given["prices_since"] is not _TWO_ANSWERS:
        return ()
    message = "Prices no older than: choose a day, or prices of any age, not both."
    severity = Severity.ERROR
    return (
        Finding(
            code="requirement-invalid", severity=severity, subject="prices_since", message=message
        ),
    )
