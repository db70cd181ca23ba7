"""A proposed build: what it comes to and how sure that is, its bill, its findings, its reasons."""

from collections.abc import Sequence

import streamlit as st

from planner.engine.planning.edit import adopted
from planner.engine.planning.edit_kits import with_nodes_as_kit
from planner.engine.reporting.alone import alone_texts
from planner.engine.reporting.conflicts import mends
from planner.engine.reporting.surety import build_proof, rests_on, surety_of
from planner.jobs.sizing import as_proposed, without
from planner.model.bom import CostedBom, CostedLine
from planner.model.buying import Purchase
from planner.model.cost_question import CostTerms
from planner.model.money import Money, symbol
from planner.model.plan import Plan
from planner.model.proof import Status, Surety
from planner.model.requirement import Objective, Requirement
from planner.model.sizing import Alone, Relaxation, Sizing
from planner.model.wording import (
    build_costs,
    demand_text,
    nodes_left_text,
    still_none_text,
    taken_for_granted,
    without_text,
)
from planner.model.words import sentence
from planner.ui.kit import widgets, wording
from planner.ui.kit.tables import Col, show_table
from planner.ui.menu import page_of
from planner.ui.size._kept_out import show_kept_out
from planner.ui.size.wishes import wish_anew
from planner.ui.visit import builds, drafts, in_view

_NOT_KNOWN = ":orange-badge[:material/warning: Not proven, delivered: shipping or tax not known]"


def show_heading(
    sized: Sizing, plan: Plan, *, seconds: int, bought: Purchase | None = None
) -> None:
    """Show what was proposed and how sure it is that nothing is better.

    `bought` is its basket where it is sized to be delivered.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        copies = "" if plan.build.copies == 1 else f"{plan.build.copies:,} × "
        st.header(wording.plain(copies + plan.build.title), anchor=False, width="content")
        surety = surety_of(sized, None if bought is None else bought.basket)
        st.markdown(_badge(sized, bought, surety, seconds=seconds), width="content")


def _badge(sized: Sizing, bought: Purchase | None, surety: Surety, *, seconds: int) -> str:
    """Return the badge that says how sure it is that nothing better exists."""
    delivered = "" if sized.requirement.delivered_to is None else ", delivered"
    if surety is Surety.NOT_KNOWN and sized.status is not Status.OPTIMAL:
        return _NOT_KNOWN
    if surety is Surety.OF_WHAT_WAS_READ:
        rows = wording.counted(sized.unread, "row", "rows")
        told = f"Best of what was read: {rows} of the catalog not read"
        return f":orange-badge[:material/warning: {told}]"
    if surety in (Surety.PROVEN, Surety.NOT_KNOWN):
        proof = build_proof(sized, bought)
        words = wording.plain(sentence(proof.words))
        if proof.is_whole:
            return f":green-badge[:material/verified: {words}]"
        given = surety is Surety.NOT_KNOWN or bought is not None or rests_on(sized.findings)
        return wording.limited(proof.words) if given else f":gray-badge[:material/info: {words}]"
    words = f"Best found in {seconds} s, not proven"
    of_cost = sized.requirement.objective in (Objective.COST, Objective.OVER_YEARS)
    if of_cost and sized.gap is not None:
        gap = wording.number(sized.gap, "%")
        words = f"Within {gap} of the cheapest possible{delivered}, after {seconds} s"
    return f":orange-badge[:material/timer: {words}]"


def show_total(plan: Plan, bom: CostedBom, *notes: str, after: str) -> None:
    """Show what a proposal comes to, and offer to open it; `after` is told last of its facts."""
    with st.container(border=True, key="proposed"):
        widgets.total_lines(bom)
        widgets.fact_lines(
            bom,
            widgets.old_prices_line(plan.findings),
            *notes,
            *widgets.capacity_lines(plan),
            after,
        )
        opened, as_kit = open_button(), kit_button(plan)
        if opened or as_kit:
            open_page("plan.py", take_over(plan, as_kit=as_kit))


def over_years_line(sized: Sizing) -> str:
    """Return what a proposal comes to with its electricity, where that counts; else nothing."""
    over = sized.over_years
    if over is None:
        return ""
    years = wording.counted(over.years, "year", "years")
    rests_on = f"typical draw all the time, at {over.per_kwh} per kWh"
    return (
        f":material/savings: **With electricity of {years}** {wording.money(over.total)}  \n"
        f"{wording.small(wording.plain(f'{over.electricity} of it, {rests_on}'))}"
    )


def alone_line(sized: Sizing, total: Money | None, alone: Alone | None) -> str:
    """Return how several copies differ from as many of the best build for one; else nothing."""
    if total is None:
        return ""
    told = alone_texts(sized, total, alone, in_view.catalog().name_of)
    return "  \n".join(wording.small(wording.plain(each)) for each in told)


def open_button() -> bool:
    """Offer to open a proposal on Plan, and tell whether that was asked for."""
    return st.button(
        "Open this build",
        type="primary",
        icon=":material/open_in_new:",
        width="stretch",
        help="Opens it as a build of its own on the page Plan, where you can change and save it.",
    )


def kit_button(plan: Plan) -> bool:
    """Offer to open a proposal with its equal nodes as a kit, and tell whether that was asked."""
    if with_nodes_as_kit(plan.build) is None:
        return False
    return st.button(
        "Open with its nodes as a kit",
        type="tertiary",
        icon=":material/package_2:",
        width="stretch",
        help="On the page Plan, what every node has is one kit, shown and changed together.",
    )


def take_over(plan: Plan, *, as_kit: bool = False) -> str:
    """Put a proposal beside the visitor's other builds, and return its name."""
    own = adopted(plan, name=drafts.OWN_BUILD)
    own = (with_nodes_as_kit(own) if as_kit else None) or own
    terms = CostTerms(currency=plan.currency, on=plan.on, rates=plan.rates)
    held = as_proposed(plan.model_copy(update={"build": own}), in_view.catalog(), terms)
    return drafts.take_in(held)


def open_page(script: str, name: str) -> None:
    """Go to a page, with a build of the visitor's own on it."""
    builds.open_on(page_of(script).path, name)


def show_bill(bom: CostedBom) -> None:
    """Show every line of the bill: what it is, why that many, where its price comes from."""
    sign = wording.plain(symbol(bom.currency).strip())
    columns = [
        Col("Part"),
        Col("Qty" if bom.copies == 1 else "Qty, all copies", figures=True),
        Col(f"Total, {sign}", figures=True),
    ]
    show_table(columns, [_row(line, bom.currency) for line in bom.lines], alt="Bill of materials")


def _row(costed: CostedLine, currency: str) -> list[str]:
    line, price = costed.line, costed.line.price
    each = wording.UNKNOWN if price is None else wording.money(price.unit)
    per = "each" if price is None or price.pack_size == 1 else f"for {price.pack_size}"
    why = wording.plain(f"{line.why} · {line.role}" if line.role else line.why)
    origin = wording.price_origin(price, in_view.catalog().vendor_names)
    if line.at_hand:
        why = f"{why} · {line.at_hand:,} already owned"
    of_one = f"  \n{wording.small(f'{line.of_one_copy:,} a copy')}" if line.copies > 1 else ""
    part = f"{wording.ICONS[line.category]} {wording.plain(line.description)}"
    total = f"**{wording.about(costed)}{wording.figures(costed.line_total, currency)}**"
    return [
        f"{part}  \n{wording.small(why)}  \n{origin}",
        f"{line.quantity:,}{of_one}" if of_one else str(line.quantity),
        f"{total}  \n{wording.small(f'{each} {per}')}",
    ]


def show_reasons(sized: Sizing) -> None:
    """Fold what was taken for granted and which parts were left out, and why."""
    with st.expander("Assumptions and excluded parts", icon=":material/rule:"):
        told = taken_for_granted(sized, in_view.catalog().name_of)
        st.markdown(wording.listed([wording.plain(each) for each in told]))


def show_nothing(
    sized: Sizing, conflict: Sequence[Relaxation] | None, *, seconds: int, listed: bool = False
) -> None:
    """Say that there is no build, which requirements conflict, and what each costs.

    `conflict` is None where that was not found out in time.
    `listed` says that this holds at list prices, too, where others were asked for.
    """
    if sized.status is not Status.INFEASIBLE:
        st.warning(
            (f"No build was found in {seconds} s. Ask for less, or for fewer node roles at once."),
            icon=":material/timer:",
        )
        return
    even = ", not even at list prices" if listed else ""
    st.error(f"No build meets all requirements{even}.", icon=":material/block:")
    if conflict is None:
        st.markdown("There was no time to find out which requirements conflict.")
    elif not conflict:
        st.markdown("Not even one basic node can be built from this catalog.")
    show_kept_out(sized.kept_out)
    if conflict:
        show_contradiction(conflict)
        st.markdown("How to fix it:")
        offer_ways_out(sized.requirement, conflict)
    if sized.passed_over:
        show_reasons(sized)


def show_contradiction(conflict: Sequence[Relaxation]) -> None:
    """Name the requirement that cannot be fulfilled, or those that conflict."""
    if len(conflict) == 1:
        st.markdown(f"One requirement alone cannot be met: **{_wish(conflict[0])}**.")
    elif conflict:
        wishes = "; ".join(f"**{_wish(each)}**" for each in conflict)
        st.markdown(f"These requirements conflict: {wishes}.")


def offer_ways_out(wanted: Requirement, conflict: Sequence[Relaxation]) -> None:
    """Say what each requirement costs, with a button that drops it where a build is left.

    The price on a button is that of the answer it leads to: delivered, where delivery is asked for.
    """
    if wanted.delivered_to is None:
        told = [_mend(each, wanted.copies) for each in conflict]
    else:
        names = in_view.catalog().name_of
        told = [wording.line(each) for each in mends(conflict, names, copies=wanted.copies)]
    # What leads to a build comes first.
    ways = sorted(zip(conflict, told, strict=True), key=lambda way: way[0].cost is None)
    for place, (each, text) in enumerate(ways):
        st.markdown(f"- {text}")
        left = without(wanted, each)
        if left is not None and each.cost is not None:
            least = "at least " if each.at_least else ""
            what = without_text(each.wish, in_view.catalog().name_of)
            if left.budget is not None and left.budget != wanted.budget:
                what = "Raise the budget"
            instead = sentence(nodes_left_text(each.instead)) if each.instead else what
            st.button(
                f"{wording.plain(instead)}: {least}{wording.money(each.cost)}",
                key=f"way-out:{place}",
                on_click=wish_anew,
                args=(left,),
            )


def _mend(each: Relaxation, copies: int) -> str:
    wish, cost, costs = _wish(each), wording.money(each.cost), build_costs(copies)
    if not each.known:
        return f"Without {wish}: the cost was not calculated in time."
    if each.cost is None:
        return wording.plain(still_none_text(each.wish, in_view.catalog().name_of))
    if each.instead is not None:
        instead = wording.plain(sentence(nodes_left_text(each.instead)))
        return f"{instead} instead of {wish}: {costs} **{cost}**."
    return f"Without {wish}: {costs} **{cost}**."


def _wish(each: Relaxation) -> str:
    return wording.plain(demand_text(each.wish, in_view.catalog().name_of))
