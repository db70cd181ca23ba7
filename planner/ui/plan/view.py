"""The parts of the Plan page, each a fragment of its own.

A change of a quantity draws anew only what it changes: the total first, then the lines, the
findings and the proof. They stand in different places of the page and are one fragment, because a
browser looks through the whole page each time it is told that something will be drawn.
"""

import time
from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.engine.planning.cost import cost_shares
from planner.model.questions import Bill
from planner.ui.kept import saving, sharing
from planner.ui.kept.change import change_line
from planner.ui.kept.day import show_day
from planner.ui.kit import widgets, wording
from planner.ui.kit.running import year_line
from planner.ui.plan._exports import show_exports
from planner.ui.plan._more_copies import show_more_copies
from planner.ui.plan._next_node import show_next_node
from planner.ui.plan._over_time import show_over_time
from planner.ui.plan._pictures import show_pictures
from planner.ui.plan._proof import show_provenance
from planner.ui.plan.parts import offer_fix, show_open_slots, show_parts
from planner.ui.visit import address, carried_edits, costs, drafts, notices, page_title, power
from planner.ui.visit import builds as controls
from planner.ui.visit.copies import choose_copies
from planner.ui.visit.spares import offer_spares, show_spares, spares_line
from planner.ui.visit.terms import offer_terms, show_terms

# So long that a browser draws the total alone, before it receives whatever else there is.
_HEAD_START_S = 0.03


def place(key: str, draw: Callable[..., None], name: str, *places: object) -> None:
    """Draw a part of the page, and let it be drawn anew by its key."""
    st.fragment(draw, key=key)(name, *places)


def draw_inputs(name: str) -> None:
    """Draw the choice of build, currency and rate, what can be taken along, and the way back."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        controls.choose_build("Build", key="build")
        choose_copies(name, explained=False)
        offer_spares(name)
        controls.show_undo(name)
        saving.offer_save(name)
        sharing.offer_share(name)
        offer_terms()
        show_exports(name)
        controls.show_way_back(name)
    show_spares(name)
    show_terms(drafts.build(name))


def draw_words(name: str) -> None:
    """Draw what the build is called and what it is."""
    build = drafts.build(name)
    page_title.name_tab("Plan", ("build",))
    st.title(wording.plain(build.title), anchor=False)
    st.markdown(wording.what_it_is(build, drafts.reference(name), edited=drafts.is_edited(name)))
    notices.show_notice()
    show_day(name)


def draw_bill(
    name: str,
    total: DeltaGenerator,
    findings: DeltaGenerator,
    proof: DeltaGenerator,
    buy: Callable[[Bill], None],
) -> None:
    """Draw the lines of a build here, and what follows from them in places made before.

    In the order of what a person waits for. `buy` takes a bill to where it is bought.
    """
    with total:
        _draw_total(name)
    show_parts(name)
    show_open_slots(name)
    show_next_node(name)
    show_more_copies(name, buy)
    with findings:
        _draw_findings(name)
    with proof:
        _draw_proof(name)


def _draw_total(name: str) -> None:
    """Draw what the build comes to, and what it offers."""
    plan, bom = costs.costed(name)
    widgets.total_lines(bom)
    if costs.total_goes_first():
        time.sleep(_HEAD_START_S)
    widgets.fact_lines(
        bom,
        change_line(name),
        widgets.old_prices_line(plan.findings),
        widgets.reading_line(plan.findings),
        widgets.inferred_line(plan.build),
        spares_line(name),
        "Each copy:" if bom.copies > 1 else "",
        *widgets.capacity_lines(plan),
        f"All {bom.copies:,} copies:" if bom.copies > 1 else "",
        year_line(costs.running(name)),
    )


def _draw_findings(name: str) -> None:
    """Draw whether the parts fit."""
    plan, bom = costs.costed(name)
    places = costs.bill_lines(name)
    widgets.findings_strip(
        plan.findings,
        key="findings",
        offer_fix=lambda found: offer_fix(name, found, bom, places),
    )


def _draw_proof(name: str) -> None:
    """Draw where the money goes, the racks, and where each number comes from; keep the address."""
    plan, bom = costs.costed(name)
    widgets.share_bars(cost_shares(bom), mark="≈ " if bom.low is not None else "")
    show_pictures(name)
    show_provenance(plan, bom)
    power.offer_power("running", [costs.running(name)], plan)
    show_over_time(name)
    carried_edits.keep_edits(name)
    address.write()
