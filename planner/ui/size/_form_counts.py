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
        "Prices of this day or later",
        value=known if isinstance(known, date) else None,
        min_value=FIRST_DAY,
        max_value=wanted.on,
        format="YYYY-MM-DD",
        width=_WIDE,
        key=f"wish:prices-since:{version}",
        help=f"Empty: those of the {MOST_MONTHS} months before the newest price there is, but for "
        "those of before a change of the maker's list price.",
    )
    with st.container(width=_WIDE):
        every = st.checkbox(
            "Prices of any day",
            value=known == "any",
            key=f"wish:any-price:{version}",
            help="Old ones, too, and those of before a change of a list price.",
        )
        ended = st.checkbox(
            "Also what is no longer made",
            value=wanted.include_ended,
            key=f"wish:include-ended:{version}",
            help="Parts that their maker ended, and those that you retired.",
        )
    conditions = st.multiselect(
        "Condition of articles",
        CONDITIONS,
        default=wanted.condition,
        format_func=str.capitalize,
        placeholder="New, or not stated",
        width=_WIDE,
        key=f"wish:condition:{version}",
        help="An article whose source does not say counts as new.",
    )
    both = _TWO_ANSWERS if since is not None else "any"
    counting = {"include_ended": ended, "condition": conditions_of(conditions)}
    return {"prices_since": both if every else since, **counting}


def two_answers(given: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return that a day is asked for and any day, too, if that is so."""
    if given["prices_since"] is not _TWO_ANSWERS:
        return ()
    message = "Prices of this day or later: choose a day, or prices of any day, and not both."
    severity = Severity.ERROR
    return (
        Finding(
            code="requirement-invalid", severity=severity, subject="prices_since", message=message
        ),
    )
