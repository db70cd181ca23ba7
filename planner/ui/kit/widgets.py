"""What every page shows the same way: findings, totals, rates and where numbers come from."""

from collections.abc import Callable, Sequence

import streamlit as st

from planner.engine.fitting.circuits import poe_powered
from planner.engine.fitting.parts_in_use import in_use, unknown
from planner.engine.planning.capacity import capacity, supply_load
from planner.engine.reporting import findings_table
from planner.io.exporters import csv
from planner.model.bom import CostedBom
from planner.model.build import Build
from planner.model.code_kinds import About
from planner.model.comparison import Capacity, CostShare
from planner.model.findings import MOST_SHOWN, Finding, Severity
from planner.model.parts import Charger
from planner.model.plan import Plan
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button
from planner.ui.kit.kinds import headline as kind_headline
from planner.ui.kit.kinds import kinds, show_kinds
from planner.ui.kit.sums import one_rate, show_folded_rates, show_sum


def show_beside(found: Finding) -> None:
    """Show a finding where it is drawn: beside the input that it is about."""
    show = st.error if found.severity is Severity.ERROR else st.warning
    show(wording.beside(found))


def findings_strip(
    findings: Sequence[Finding],
    *,
    key: str,
    judged: bool = True,
    offer_fix: Callable[[Finding], None] | None = None,
) -> None:
    """Show in one line whether a build fits; every finding is folded below, gravest first.

    What no rule could judge is listed apart: a plan that fits is a plan that was checked. `judged`
    says that they are about a build: nothing else is said to fit.
    `offer_fix` puts a remedy below a finding that has one.
    """
    checked = [found for found in findings if found.meaning.about is not About.UNCHECKED]
    unsure = (found for found in findings if found.meaning.about is About.UNCHECKED)
    unchecked = list({found.line(): found for found in unsure}.values())
    # Folded even when something is wrong: the headline says it, and nothing below moves.
    with st.container(border=True, gap="xsmall"):
        st.markdown(_headline(checked, unchecked, judged=judged))
        unfolded = fold_button("What was checked", key=key)
    if not unfolded:
        return
    with st.container(border=True):
        show_kinds(
            checked,
            key=key,
            show_each=lambda found, at: findings_list(found, key=at, offer_fix=offer_fix),
        )
        if unchecked:
            first = unchecked[:MOST_SHOWN]
            texts = [wording.plain(each.message) for each in first]
            if len(unchecked) > len(first):
                texts.append(f"{len(unchecked) - len(first):,} more like this")
            # What to do about it is the same for all of them.
            st.markdown("**Data missing**\n\n" + wording.listed(texts))
            st.markdown(wording.small(wording.advice(first[0])))
        if not findings:
            st.markdown("Ports, power, storage, cables and prices were checked: no issues found.")


def findings_list(
    findings: Sequence[Finding],
    *,
    key: str,
    told: Callable[[Finding], str] = wording.finding,
    offer_fix: Callable[[Finding], None] | None = None,
) -> None:
    """Show findings one below the other: the first hundred, and all of them as a file.

    A browser takes a minute to draw ten thousand, and nobody reads them. `told` is how one is
    written; `offer_fix` puts a remedy below one that has it.
    """
    for found in findings[:MOST_SHOWN]:
        st.markdown(told(found))
        if offer_fix is not None:
            offer_fix(found)
    more = len(findings) - MOST_SHOWN
    if more <= 0:
        return
    st.markdown(f"{wording.counted(more, 'more is', 'more are')} not shown here.")
    st.download_button(
        f"All {len(findings):,} as CSV",
        data=lambda: csv.table_text(findings_table(findings)),
        file_name="findings.csv",
        mime=csv.MEDIA_TYPE,
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
        key=f"{key}:all",
    )


def feed(key: str, value: object) -> str:
    """Let an input show what is asked for, and return its key."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _headline(checked: Sequence[Finding], unchecked: Sequence[Finding], *, judged: bool) -> str:
    """Return the verdict, how many lines of each gravity are below, and the first of them."""
    errors = [found for found in checked if found.severity is Severity.ERROR]
    warnings = [found for found in checked if found.severity is Severity.WARNING]
    notes = [found for found in checked if found.severity is Severity.NOTE]
    words = []
    if errors:
        words.append(f":red-badge[:material/error: {_problems(len(kinds(errors)))}]")
    elif (
        judged
        and not any(found.meaning.about is About.FIT for found in warnings)
        # Where there is nothing yet, nobody knows whether anything fits it.
        and not any(found.meaning.about is About.NOTHING for found in notes)
    ):
        fits = "Fits, as far as checked" if unchecked else "Fits"
        words.append(f":green-badge[:material/check_circle: {fits}]")
    if warnings:
        words.append(
            ":orange-badge[:material/warning: "
            f"{wording.counted(len(kinds(warnings)), 'warning', 'warnings')}]"
        )
    if notes:
        words.append(f":gray-badge[{wording.counted(len(kinds(notes)), 'note', 'notes')}]")
    if unchecked:
        words.append(f":gray-badge[{len(unchecked)} not checked]")
    # What one must know before quoting a number comes before what is merely good to know.
    notes.sort(key=lambda found: not found.meaning.before_quoting)
    leading = [found for found in notes if not found.meaning.aside]
    first = next(iter((*errors, *warnings, *leading)), None)
    return " ".join(words) + (
        "" if first is None else f" {wording.plain(kind_headline(first, checked))}"
    )


def _problems(count: int) -> str:
    return wording.counted(count, "problem", "problems")


def total_lines(bom: CostedBom) -> None:
    """Show what a bill comes to, big, and in the further currencies."""
    estimated = bom.low is not None and bom.high is not None
    mark, caveats = "≈ " if estimated else "", []
    if bom.total is None:
        missing = wording.counted(len(bom.unpriced), "line", "lines")
        caveats.append(f":orange-badge[:material/warning: + {missing} without a price]")
    if estimated:
        band = f"between {wording.money(bom.low)} and {wording.money(bom.high)}"
        caveats.append(f":orange-badge[estimated] {band}")
    label, amount = ("Subtotal", bom.subtotal) if bom.total is None else ("Total", bom.total)
    if bom.copies > 1:
        label = f"{label} for {bom.copies:,} copies"
        caveats.append(f"{mark}{wording.money(bom.of_a_copy(amount))} a copy")
    show_sum(label, amount, bom.also, mark=mark, caveats=caveats)


def fact_lines(bom: CostedBom, *facts: str) -> None:
    """Show the rates behind a total, then facts of its build.

    An element of its own: with the total in one, a browser would read all of this before it shows
    the total. One for all of them, because each is drawn anew with every change of a quantity.
    """
    show_folded_rates(bom.rates, bom.currency, bom.converted, key="rates")
    lines = (one_rate(bom.rates, bom.currency, bom.converted), *facts)
    st.markdown("\n\n".join(line for line in lines if line))


def reading_line(findings: Sequence[Finding]) -> str:
    """Return how a sum without a currency can be read, where there is one; else nothing."""
    found = next((found for found in findings if found.meaning.about is About.CURRENCY), None)
    if found is None:
        return ""
    return f":orange-badge[currency not stated] {wording.small(wording.plain(found.message))}"


def old_prices_line(findings: Sequence[Finding]) -> str:
    """Return how much of a total rests on old prices, to be read beside it; else nothing."""
    found = next((found for found in findings if found.meaning.beside_total), None)
    if found is None:
        return ""
    told = wording.small(wording.plain(found.message))
    return f":orange-badge[:material/history: old prices] {told}"


def inferred_line(build: Build) -> str:
    """Return that the figures below are inferred, where they are; else nothing."""
    if not build.inferred:
        return ""
    return ":orange-badge[inferred] The following is inferred, not published."


def capacity_lines(plan: Plan) -> tuple[str, ...]:
    """Return the ports, watts and speed of a plan's build."""
    facts = capacity(plan)
    return _ports_line(facts), _power_line(plan, facts), _network_line(facts)


def _ports_line(facts: Capacity) -> str:
    """Return how many switch ports are taken, in a builder's words."""
    leads = wording.counted(facts.uplinks, "uplink cable", "uplink cables")
    plugged = (facts.ports_needed - facts.uplinks) // facts.networks
    twice = " twice" if facts.networks > 1 else ""
    nodes = wording.counted(plugged, "node", "nodes") + twice
    if facts.ports is None:
        needed = f":material/lan: **Ports** {facts.ports_needed} needed"
        return f"{needed}; ports on the switch {wording.UNKNOWN}"
    if not facts.ports:
        return f":material/lan: **Ports** no switch yet · {nodes}, {leads}"
    colour = "red" if facts.ports_needed > facts.ports else "green"
    return (
        f":material/lan: **Ports** :{colour}[{facts.ports_needed:,} of {facts.ports:,}]  \n"
        f"{wording.small(f'{nodes} and {leads}')}"
    )


def _power_line(plan: Plan, facts: Capacity) -> str:
    """Return what the parts draw, against what the chargers supply."""
    chargers = bool(in_use(plan, Charger) or unknown(plan, Charger))
    modules = bool(poe_powered(plan))
    typical = wording.number(facts.power_typical_w.value, "W")
    most = wording.number(facts.power_max_w.value, "W")
    load = supply_load(facts.power_max_w, facts)
    watts = (facts.power_typical_w.value, facts.power_max_w.value)
    drawn = wording.UNKNOWN if watts == (None, None) else f"{typical} typical, max {most}"
    text = f":material/bolt: **Power** {drawn}"
    rest = []
    if load is not None:
        supply = wording.number(facts.supply_w.value, "W")
        rest.append(f"{load} % of the {supply} that the chargers supply")
    elif chargers and facts.supply_w.value is None:
        rest.append("charger output not known")
    elif chargers:
        supply = wording.number(facts.supply_w.value, "W")
        rest.append(f"the chargers supply {supply}")
    if modules:
        rest.append(_poe_text(facts))
    if not chargers and not modules:
        rest.append("no charger in the build")
    if facts.power_max_w.note:
        rest.append(wording.plain(facts.power_max_w.note))
    return f"{text}  \n{wording.small('; '.join(rest))}"


def _poe_text(facts: Capacity) -> str:
    """Return what PoE modules need of what the switches deliver, as far as both are known."""
    asked, budget = facts.poe_asked_w.value, facts.poe_budget_w.value
    if asked is None:
        known = "" if budget is None else f"; the switches deliver {wording.number(budget, 'W')}"
        return f"what the PoE modules need is not known{known}"
    if budget is None:
        return (
            f"PoE modules need {wording.number(asked, 'W')}; what the switches deliver is not known"
        )
    return (
        f"PoE modules need {wording.number(asked, 'W')} of the {wording.number(budget, 'W')} that "
        "the switches deliver"
    )


def _network_line(facts: Capacity) -> str:
    """Return the network of the slowest node, and whether somebody measured it."""
    speed = wording.number(facts.nic_mbps.value, "Mbit/s")
    basis = f" ({facts.nic_mbps.basis})" if facts.nic_mbps.value is not None else ""
    return (
        f":material/speed: **Network** {speed} per node{basis}  \n"
        f"{wording.small(wording.source(facts.nic_mbps.note))}"
    )


def share_bars(shares: Sequence[CostShare], *, mark: str) -> None:
    """Show where the money goes: one bar a category, with its amount and percent in words.

    One element, because it is drawn anew with every change of a quantity.
    """
    bars = []
    for share in shares:
        said = f"{share.title} · {mark}{wording.money(share.amount)} · {share.percent} %"
        # Beside a long bar on a phone the words go to the next line as a whole.
        bars.append(f"{wording.bar(share.percent)} {wording.unbroken(said)}")
    st.markdown("\n\n".join(["## Where the money goes", *bars]), anchors=False)
