"""Size: say what a cluster must do; the best build for it, wired, and how sure that is."""

import streamlit as st

from planner.engine.fitting.racks import layout_for
from planner.engine.planning.cost import cost
from planner.jobs.running import running_of
from planner.jobs.sizing import plan_of
from planner.jobs.wiring import wiring_of
from planner.ui.buy import wishes as buying
from planner.ui.kit import widgets, wording
from planner.ui.kit.racks import show_racks
from planner.ui.kit.running import year_line
from planner.ui.kit.wiring import show_wiring
from planner.ui.menu import PageEnd
from planner.ui.size import delivered as delivered_view
from planner.ui.size import proposal as proposal_view
from planner.ui.size import wishes
from planner.ui.size.answers import LIST_PRICES, SECONDS, propose
from planner.ui.size.curve import show_growth
from planner.ui.size.form import ask_wishes
from planner.ui.size.frontier import chosen_build, show_frontier
from planner.ui.size.unsent import mark_unsent
from planner.ui.size.why import show_why
from planner.ui.size.wishes_file import offer_file
from planner.ui.visit import drafts, in_view, notices, power
from planner.ui.visit.terms import chosen_terms, offer_terms, show_terms

empty = drafts.reference(drafts.OWN_BUILD)
terms = chosen_terms(empty)
wanted = wishes.in_force(terms)

st.title("Configure a cluster", anchor=False)
st.markdown(
    "Say what the cluster must do. The planner chooses the parts and quantities, proves that no "
    "build is better, wires it port by port and checks that everything fits."
)
notices.show_notice()
refused = ask_wishes(wanted)
with st.container(horizontal=True, vertical_alignment="center"):
    offer_terms()
    offer_file(wanted)
show_terms(empty)

if refused:
    raise PageEnd
mark_unsent(wishes.times_sent())
found = propose(wanted, terms)
if found is None:
    raise PageEnd
chosen = chosen_build(wanted)
sized = chosen or found.sizing
build = sized.build
if build is None and found.in_the_way is not None:
    delivered_view.show_in_the_way(sized, found.in_the_way, seconds=SECONDS)
    wishes.offer_left_out(sized)
    raise PageEnd
if build is None:
    proposal_view.show_nothing(found.sizing, found.conflict, seconds=SECONDS)
    wishes.offer_left_out(sized)
    raise PageEnd

plan = plan_of(sized, in_view.catalog(), terms)
bom = cost(plan)
running = running_of(plan, in_view.catalog(), power.as_wished(wanted), typed=terms.rates)
delivered = found.delivered if chosen is None else None
bought = None if delivered is None else delivered.sourcing
proposal_view.show_heading(sized, plan, seconds=SECONDS, bought=bought)
widgets.findings_strip(plan.findings, key="findings:size")
wishes.offer_left_out(sized)
side, main = st.columns([1, 2.6], gap="large")
# A point of the frontier is at list prices, whatever the proposal is at.
if delivered is not None:
    asked = buying.delivery(build, wanted, terms)
    with side:
        told = proposal_view.alone_line(sized, delivered.total, found.alone)
        delivered_view.show_total(
            asked, delivered, plan, bom, terms.also or (), told, after=year_line(running)
        )
    with main:
        delivered_view.show_vendors(asked, delivered)
        st.markdown("### Parts at list prices")
else:
    with side:
        listed = "" if found.delivered is None else wording.small(LIST_PRICES)
        told = proposal_view.alone_line(sized, sized.spent, found.alone if chosen is None else None)
        notes = (proposal_view.over_years_line(sized), told, listed)
        proposal_view.show_total(plan, bom, *notes, after=year_line(running))
with main:
    proposal_view.show_bill(bom)
    power.offer_power("running", [running], plan)
    layout = layout_for(plan, wanted)
    wiring = wiring_of(plan, layout)
    if build.copies > 1:
        st.markdown(wording.small("Ports, power and wiring are those of one copy."))
    show_wiring(wiring)
    show_racks(layout, wiring.fronts)
    proposal_view.show_reasons(sized)
    show_why(sized, terms)
    show_growth(wanted, terms, told=sized.unused)
    show_frontier(wanted, terms, told=sized.unused)
