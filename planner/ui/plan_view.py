"""The parts of the Plan page, each a fragment of its own.

A change of a quantity draws anew only what it changes: its line, the total, the findings and the
proof. Drawn whole, the page would take three times as long.
"""

import time
from collections.abc import Callable

import streamlit as st

from planner.engine.breakdown import cost_shares
from planner.engine.capacity import capacity
from planner.ui import controls, session, widgets, wording
from planner.ui.exports import show_exports
from planner.ui.parts_table import offer_fix
from planner.ui.provenance import show_provenance
from planner.ui.terms import offer_terms, show_terms

INPUTS, WORDS, STRIP, TOTAL = "inputs", "words", "strip", "total"
PROOF = "proof"


# So long that a browser draws the total alone, before it receives whatever else there is.
_HEAD_START_S = 0.03


def place(key: str, draw: Callable[[str], None], name: str) -> None:
    """Draw a part of the page, and let it be drawn anew by its key."""
    st.fragment(draw, key=key)(name)


def draw_inputs(name: str) -> None:
    """Draw the choice of build, currency and rate, what can be taken along, and the way back."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        controls.choose_build("Build", key="build")
        offer_terms()
        show_exports(name)
        controls.show_draft_buttons(name)
    show_terms(session.build(name))


def draw_words(name: str) -> None:
    """Draw what the build is called and what it is."""
    build = session.build(name)
    st.title(wording.plain(build.title), anchor=False)
    st.markdown(wording.what_it_is(build, session.reference(name)))
    widgets.show_notice()


def draw_total(name: str) -> None:
    """Draw what the build comes to, and what it offers."""
    plan, bom = session.costed(name)
    facts = capacity(plan)
    with st.container(border=True, key="sum"):
        widgets.total_lines(
            bom,
            widgets.reading_line(plan.findings),
            widgets.inferred_line(plan.build),
            widgets.ports_line(facts),
            widgets.power_line(facts),
            widgets.network_line(facts),
        )
    if session.total_goes_first():
        time.sleep(_HEAD_START_S)


def draw_strip(name: str) -> None:
    """Draw whether the parts fit."""
    plan, bom = session.costed(name)
    widgets.findings_strip(
        plan.findings, key="findings", offer_fix=lambda found: offer_fix(name, found, bom)
    )


def draw_proof(name: str) -> None:
    """Draw where the money goes and where each number comes from; bring the address up to date."""
    plan, bom = session.costed(name)
    widgets.share_bars(cost_shares(bom), mark="≈ " if bom.low is not None else "")
    show_provenance(plan, bom)
    session.sync_link(name)
