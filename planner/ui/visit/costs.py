"""What builds cost on the terms of the page in view, and when somebody waits for the total."""

import streamlit as st

from planner.engine.planning.change import cost_change
from planner.engine.planning.kit_bill import kit_bill
from planner.jobs.plans import cost_asked, plan_build
from planner.jobs.running import running_of
from planner.model.bom import CostedBom
from planner.model.build import Build
from planner.model.cost_change import CostChange
from planner.model.cost_question import CostQuestion, CostTerms
from planner.model.kit_bill import KitBill
from planner.model.plan import Plan
from planner.model.running import RunningCost
from planner.ui.visit import drafts, in_view, own_files, power


def plan(build_to_cost: Build, terms: CostTerms) -> Plan:
    """Return the plan of a build on these terms."""
    return plan_build(build_to_cost, in_view.catalog(), terms)


def use_terms(name: str, terms: CostTerms) -> None:
    """Keep the terms that a page costs a build on, for the parts of it that are drawn alone."""
    st.session_state["terms"] = {name: terms}


def terms_of(name: str) -> CostTerms:
    """Return the terms that the page in view costs a build on."""
    kept: dict[str, CostTerms] = st.session_state.get("terms", {})
    return kept.get(name, CostTerms())


def costed(name: str) -> tuple[Plan, CostedBom]:
    """Return the plan of a build as changed, and its cost, on the terms of the page in view.

    Every part of a page asks, so the last answer is kept with all that it was made of.
    """
    question = CostQuestion(build=drafts.asked_for(name), terms=terms_of(name))
    asked = (question, in_view.workspace(), own_files.own_list())
    kept: tuple[object, Plan, CostedBom] | None = st.session_state.get("costed")
    if kept is None or kept[0] != asked:
        kept = (asked, *cost_asked(question, in_view.folder()))
        st.session_state["costed"] = kept
    return kept[1], kept[2]


def kits(name: str) -> KitBill | None:
    """Return the bill of a build by its kits; None where it has none."""
    plan_now, bom = costed(name)
    kept: tuple[object, KitBill | None] | None = st.session_state.get("costed:kits")
    if kept is None or kept[0] is not bom:
        kept = (bom, kit_bill(plan_now, bom))
        st.session_state["costed:kits"] = kept
    return kept[1]


def bill_lines(name: str) -> list[int]:
    """Return for each position of a build, as it is changed, the line of the bill it is on."""
    found = kits(name)
    if found is None:
        return list(range(len(costed(name)[1].lines)))
    return [part.line for part in found.parts]


def running(name: str) -> RunningCost:
    """Return what a build as changed costs to run."""
    return running_of(
        costed(name)[0],
        in_view.catalog(),
        power.chosen_power(),
        typed=terms_of(name).rates,
    )


def change(name: str) -> tuple[Plan, CostChange] | None:
    """Return what a build costs more than it began with, and the plan of that; None if nothing."""
    begun = drafts.began_with(name)
    if begun is None:
        return None
    after = costed(name)[0]
    terms = terms_of(name)
    asked = (begun, terms, in_view.workspace(), own_files.own_list())
    kept: tuple[object, Plan] | None = st.session_state.get("costed:begun")
    if kept is None or kept[0] != asked:
        shared = terms.model_copy(update={"currency": after.currency})
        kept = (asked, plan_build(begun, in_view.catalog(), shared))
        st.session_state["costed:begun"] = kept
    return kept[1], cost_change(kept[1], after)


def let_total_go_first() -> None:
    """Note that somebody waits for a new total."""
    st.session_state["waits_for_total"] = True


def total_goes_first() -> bool:
    """Tell, once, whether somebody waits for a total: after a change, and at the start."""
    waits: bool = st.session_state.get("waits_for_total", True)
    st.session_state["waits_for_total"] = False
    return waits
