"""Which part a line is, as its cell says it: one of the likely ones, any of the catalog, one's own.

A part that was looked for is found among all of them; what was looked for last stays in view.
"""

from typing import Any

import streamlit as st

from planner.io.text.visible import visible
from planner.jobs.brought_lists import Spot
from planner.model import home
from planner.model.bill_matching import LineMatch, MatchBasis
from planner.model.categories import Category
from planner.model.part_search import PartsQuestion
from planner.model.parts import CATEGORY_TITLES
from planner.ui.visit import in_view
from planner.ui.visit.parts_finder import finder

_SOUGHT = "list-sought"
_MOST_FOUND = 12
# Of a part of one's own nobody knows more than the list says.
_UNKNOWN: Category = "other"


def kinds() -> list[tuple[str, str]]:
    """Return the kinds that a part of one's own may be of."""
    return [(key, title) for key, title in CATEGORY_TITLES.items() if key != _UNKNOWN] + [
        (_UNKNOWN, CATEGORY_TITLES[_UNKNOWN])
    ]


def is_part(number: str) -> bool:
    """Tell whether the catalog has a part of that number."""
    return number in in_view.catalog().by_number


def is_kind(kind: str) -> bool:
    """Tell whether there are parts of that kind."""
    return kind in CATEGORY_TITLES


def seek(name: str, spot: Spot, text: str) -> None:
    """Look for parts for a line of a list, and let what is found stay in view."""
    st.session_state[_SOUGHT] = name, spot, text


def found_it() -> None:
    """Look for parts no longer: one was taken."""
    st.session_state.pop(_SOUGHT, None)


def part_cell(name: str, spot: Spot, match: LineMatch) -> dict[str, Any]:
    """Return which part a line is, those that it may be, and what kind it is as one's own."""
    return {
        "part": match.part_number or "",
        "parts": list(_choices(match).items()),
        "kind": "" if match.part_number else match.category or _UNKNOWN,
        "sought": None,
        "found": [],
    } | _found(name, spot)


def _choices(match: LineMatch) -> dict[str, str]:
    names = in_view.catalog().by_number
    found = {"": "A part of my own"}
    number = match.part_number
    if number is not None:
        how = "" if match.basis is MatchBasis.CHOSEN else f" ({match.basis})"
        found[number] = f"{visible(names[number].name)}{how}"
    for each in match.candidates:
        score = f"{each.score * 100:.0f} % alike"
        found.setdefault(each.part_number, f"{visible(each.name)} ({score})")
    return found


def _found(name: str, spot: Spot) -> dict[str, Any]:
    """Return the parts that were looked for last, if that was for this line."""
    sought: tuple[str, Spot, str] | None = st.session_state.get(_SOUGHT)
    if sought is None or sought[:2] != (name, spot):
        return {}
    text = sought[2]
    if not text:
        return {"sought": ""}
    asked = {"on": in_view.today(), "currency": home.CURRENCY, "search": text}
    parts = finder().find(PartsQuestion.model_validate(asked)).parts[:_MOST_FOUND]
    return {
        "sought": text,
        "found": [(each.part.part_number, visible(each.part.name)) for each in parts],
    }
