"""Why a part is in the proposal, or why it is not: any part of the catalog can be asked about."""

from collections.abc import Sequence

import streamlit as st

from planner.model.cost_question import CostTerms
from planner.model.findings import Finding
from planner.model.part_reasons import Told
from planner.model.proof import Status
from planner.model.requirement import Objective
from planner.model.sizing import Sizing
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button
from planner.ui.size.answers import explain, said_of_costs
from planner.ui.visit import in_view

_WIDE = 520


def show_why(sized: Sizing, terms: CostTerms) -> None:
    """Offer why a part is in a build or not; it is found out only for a part that is picked."""
    if not fold_button("Why this part, and not another?", key="why"):
        return
    if sized.requirement.delivered_to is not None:
        st.markdown(
            "Parts are compared at list prices, and this build was chosen at delivered prices. "
            "Under *Prices* choose *List prices*, and ask there."
        )
        return
    if sized.requirement.objective is not Objective.COST or sized.status is not Status.OPTIMAL:
        st.markdown(
            "Parts are compared by cost, so this works only for a build that is proven cheapest."
        )
        return
    if said := said_of_costs(sized.requirement):
        st.markdown(wording.small(said))
    labels = _labels(sized)
    part = st.selectbox(
        "Part of this build, or any other",
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder="Type a name, or choose",
        key="why-part",
        persist_state="session",
        width=_WIDE,
    )
    found = None if part is None else explain(part, sized, terms)
    if isinstance(found, Finding):
        st.info(wording.beside(found))
    elif found is not None:
        _show(found)


def _labels(sized: Sizing) -> dict[str, str]:
    """Return what each part is called: those of the build in the order of its bill, then others."""
    catalog, build = in_view.catalog(), sized.build
    mine = () if build is None else (position.part_number for position in build.positions)
    first = {} if build is None else {number: build.quantity_of(number) for number in mine}
    labels = {
        number: f"{count} × {catalog.by_number[number].name}" for number, count in first.items()
    }
    for part in sorted(catalog.parts, key=lambda each: each.name.casefold()):
        labels.setdefault(part.part_number, part.name)
    return labels


def _show(found: Told) -> None:
    badge = ":blue-badge[:material/check: In this build] " if found.chosen else ""
    blocks = [f"{badge}**{wording.plain(found.headline)}**"]
    blocks += _list("**At the limit**", found.tight)
    blocks += _list("**Spare capacity**", found.room)
    blocks += _list("**What would change it**" if found.chosen else "", found.more)
    with st.container(border=True, key="why-answer"):
        st.markdown("\n\n".join(blocks))


def _list(title: str, sentences: Sequence[str]) -> list[str]:
    lines = wording.listed([wording.plain(sentence) for sentence in sentences])
    return [block for block in (title, lines) if block] if sentences else []
