"""Upgrade: what to keep, buy and retire to turn one build into another, and what that costs."""

import streamlit as st

from planner.engine.planning.compare import distinct_titles
from planner.jobs.plans import in_use_after, upgrade_build
from planner.jobs.running import running_together
from planner.ui.kit import widgets, wording
from planner.ui.upgrade import changes
from planner.ui.upgrade.some_copies import choose_some
from planner.ui.visit import builds as controls
from planner.ui.visit import drafts, in_view, notices, power
from planner.ui.visit.copies import choose_copies
from planner.ui.visit.spares import offer_spares, show_spares
from planner.ui.visit.terms import chosen_terms, offer_terms, show_terms

first = controls.chosen_build("from")
second = controls.chosen_build("to", default=drafts.successor(first))
before, after = drafts.build(first), drafts.build(second)
terms = chosen_terms(before)
with st.container(horizontal=True, vertical_alignment="bottom"):
    controls.choose_build("From", key="from", originals=True)
    controls.choose_build("To", key="to", originals=True)
    choose_copies(first, along=(second,))
    some = choose_some(before.copies)
    offer_spares(second)
    offer_terms()
show_terms(before)
# The upgrade buys the spares that the first build does not have: both follow the same rules.
show_spares(second, along=(first,))

st.title(" → ".join(map(wording.plain, distinct_titles((before, after)))), anchor=False)
st.markdown(wording.what_changes(before, after))
notices.show_notice()

resale = changes.ask_resale(first, second)
asked, catalog = power.chosen_power(), in_view.catalog()
first_plan, second_plan, upgrade = upgrade_build(
    before, after, catalog, terms, resale=resale, power=asked, some=some
)
in_use = second_plan
if upgrade.mixed is not None:
    in_use = in_use_after(before, after, catalog, terms, some)
running = running_together((first_plan, in_use), catalog, asked, typed=terms.rates)
side, main = st.columns([1, 2.6], gap="large")
with side, st.container(border=True, key="delta"):
    changes.show_delta(upgrade, title=after.title)
with main:
    changes.show_changes(upgrade)
    changes.show_resale(upgrade, first=first, second=second)
    power.offer_power("running", running, max(first_plan, second_plan, key=lambda each: each.on))
    widgets.findings_strip(upgrade.findings, key="findings:upgrade")
