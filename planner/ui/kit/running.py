"""What a build costs to run, on screen: one line under a total, and all that it rests on."""

import streamlit as st

from planner.engine.reporting.mixed_set import upgraded_name
from planner.engine.reporting.running import (
    cost_text,
    no_cost_text,
    payback_text,
    running_notes,
    whole_kwh,
)
from planner.model.comparison import Upgrade
from planner.model.running import Drawn, RunningCost, Use, YearOfPower
from planner.ui.kit import wording
from planner.ui.kit.tables import Col, show_table

_HOW = {
    Use.TYPICAL: "typical",
    Use.MOST: "peak",
    Use.SHARED: "at your load share",
}


def year_line(running: RunningCost) -> str:
    """Return what a year of electricity costs, with its kWh and its tariff, in two lines."""
    year = running.usual
    head = ":material/electric_meter: **Electricity**"
    if year.kwh is None:
        return f"{head} {wording.UNKNOWN}  \n{wording.small('no part states its power draw')}"
    energy = f"{whole_kwh(year.kwh)} kWh, {_HOW[year.use]}"
    why = no_cost_text(running)
    if running.tariff is None or why:
        least = "at least " if year.is_least else ""
        said = f"{least}{whole_kwh(year.kwh)} kWh per year, {_HOW[year.use]}"
        return f"{head} {said}  \n{wording.small(wording.plain(why))}"
    price = f"{running.tariff.price} per kWh"
    since = "entered by you" if running.tariff.is_entered else f"since {running.tariff.since}"
    rests_on = wording.small(wording.plain(f"{energy}; {price}, {since}"))
    return f"{head} {wording.plain(cost_text(year))} per year  \n{rests_on}"


def payback_line(upgrade: Upgrade, title: str) -> str:
    """Return whether and when an upgrade is paid back by what it saves; nothing if not known."""
    name = upgraded_name(upgrade, title)
    text = "" if upgrade.payback is None else payback_text(upgrade.payback, name)
    return f":material/electric_meter: {wording.plain(text)}" if text else ""


def show_running(running: RunningCost) -> None:
    """Show the years, the parts that draw power, and what is not known of them."""
    columns = [Col("Use"), Col("Watts", figures=True), Col("kWh per year", figures=True)]
    columns.append(Col(f"Cost per year, {running.currency}", figures=True))
    rows = [_year(year, running.currency) for year in running.years]
    show_table(columns, rows, alt="Electricity per year")
    shared = running.load_percent is not None
    parts = [Col("Part"), Col("Qty", figures=True)]
    parts += [Col("Idle W", figures=True)] * shared
    parts += [Col("Typical W", figures=True), Col("Peak W", figures=True)]
    lines = [_part(each, shared=shared) for each in running.drawn]
    show_table(parts, lines, alt="Power draw of each part")
    told = [f"{each.name}: {each.source}" for each in running.drawn if each.source]
    notes = [wording.source(note) for note in (*running_notes(running), *told)]
    st.markdown(wording.listed([wording.small(note) for note in notes]))


def _year(year: YearOfPower, currency: str) -> list[str]:
    least = f"{wording.small('at least')} " if year.is_least and year.kwh is not None else ""
    cost = wording.UNKNOWN
    if year.cost is not None:
        cost = f"{least}**{wording.figures(year.cost, currency)}**"
    kwh = wording.UNKNOWN if year.kwh is None else f"{least}{whole_kwh(year.kwh)}"
    return [year.use.label, wording.number(year.watts, places=2), kwh, cost]


def _part(each: Drawn, *, shared: bool) -> list[str]:
    watts = [each.idle_w] * shared + [each.typical_w, each.max_w]
    return [
        wording.plain(each.name),
        str(each.quantity),
        *(wording.number(each_w) for each_w in watts),
    ]
