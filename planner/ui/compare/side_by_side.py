"""Builds side by side: metrics as rows, builds as columns, each against a base."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from planner.engine.planning.compare import difference
from planner.engine.reporting.running import compared_text
from planner.model import home
from planner.model.comparison import Comparison, MetricRow, MetricValue
from planner.model.money import Money
from planner.model.plan import Plan
from planner.ui.kit import widgets, wording
from planner.ui.kit.sums import show_rates
from planner.ui.kit.tables import Col, show_table
from planner.ui.visit import address, drafts

_MARKS = {
    "measured": ":green-badge[measured]",
    "nominal": ":gray-badge[nominal]",
    "allocated": ":violet-badge[estimated split]",
    "estimated": ":orange-badge[estimated]",
    "owned": ":gray-badge[owned]",
    "quoted": ":blue-badge[quoted]",
    "published": ":blue-badge[published]",
    "at least": ":orange-badge[at least]",
}
# What people look for first; the order of the engine beyond that.
_CHARTED = ("price", "cores", "ram_gb", "nic_mbps", "power_max_w", "price_per_core", "electricity")


def choose_builds() -> list[str]:
    """Return the names of the builds to compare, in the order of the list."""
    names = [name for name in drafts.names_with_originals() if _worth_comparing(name)]
    # The story in its order: the first cluster first, what was never bought last.
    names.sort(key=lambda name: (not drafts.build(name).bought, drafts.build(name).bought))
    known = {*drafts.shipped(), *(name + drafts.ORIGINAL for name in drafts.shipped())}
    shipped = [name for name in names if name in known]
    # What somebody published in the currency of this house comes first: more stand beside each
    # other only if they are asked for. Of a folder without any such build, everything comes first.
    published = [name for name in shipped if drafts.build(name).source]
    at_home = [name for name in published if drafts.build(name).currency == home.CURRENCY]
    first = at_home or published or shipped
    address.follow_many("compare", names, default=first)
    st.session_state.setdefault("compare", first)
    chosen = st.pills(
        "Builds",
        names,
        selection_mode="multi",
        format_func=drafts.titles_with_originals().__getitem__,
        key="compare",
        persist_state="session",
        help="A build that you changed is listed twice: as it was, and with your changes.",
    )
    in_order = [name for name in names if name in chosen]
    address.keep_many("compare", in_order, first)
    return in_order


def _worth_comparing(name: str) -> bool:
    return not drafts.is_of_visit(name) or bool(drafts.build(name).positions)


def choose_base(names: Sequence[str]) -> str:
    """Return the build that the others are measured against."""
    if not names:
        return ""
    # What was changed is held against what it was.
    usual = (drafts.FIRST_BUILD + drafts.ORIGINAL, drafts.FIRST_BUILD, names[0])
    default = next(name for name in usual if name in names)
    address.follow_one("base", names, default=default)
    if st.session_state.get("base") not in names:
        st.session_state["base"] = default
    base: str = st.selectbox(
        "Baseline",
        names,
        format_func=drafts.titles_with_originals().__getitem__,
        key="base",
        persist_state="session",
        width=200,
    )
    address.keep("base", None if base == default else base)
    return base


def show_inferred(comparison: Comparison) -> None:
    """Say of each build whose numbers are inferred that they are."""
    for title, sentence in zip(comparison.titles, comparison.inferred, strict=True):
        if sentence:
            st.markdown(
                f":orange-badge[:material/warning: inferred] **{wording.plain(title)}:** "
                f"{wording.plain(sentence)} All of its numbers are marked ≈."
            )


def show_metrics(comparison: Comparison) -> None:
    """Show the metrics that differ; those that are the same are folded."""
    differing = [row for row in comparison.metrics if row.differs]
    same = [row for row in comparison.metrics if not row.differs]
    if differing:
        _table(comparison, differing, alt="Figures that differ")
    else:
        st.info("These builds have the same figures.")
    show_rates(comparison.rates, "", key="rates")
    st.markdown(
        wording.small(
            "Prices cover parts, plus shipping and tax where a build includes them. Price per "
            "Mbit/s is the price divided by the network speed of all nodes together."
        )
    )
    if comparison.tariff is not None:
        rests_on = compared_text(comparison.tariff, comparison.load_percent)
        st.markdown(wording.small(wording.plain(rests_on)))
    if same:
        with st.expander(wording.counted(len(same), "row is the same", "rows are the same")):
            _table(comparison, same, alt="Figures that are the same")


def _table(comparison: Comparison, rows: Sequence[MetricRow], *, alt: str) -> None:
    names = list(comparison.titles)
    names[comparison.base] += " · baseline"
    columns = [Col("Figure"), *(Col(wording.plain(name), figures=True) for name in names)]
    show_table(columns, [_line(comparison, row) for row in rows], alt=alt)


def _line(comparison: Comparison, row: MetricRow) -> list[str]:
    head = row.title + (f", {row.unit}" if row.unit else "")
    cells = [_cell(comparison, row, index) for index in range(len(row.values))]
    return [head, *("  \n".join(cell) for cell in cells)]


def _cell(comparison: Comparison, row: MetricRow, index: int) -> list[str]:
    """Return the lines of a cell: the figure with its mark, its band, its change from the base."""
    value = row.values[index]
    if value.value is None:
        return [wording.UNKNOWN]
    inferred = "≈ " if comparison.inferred[index] or value.low is not None else ""
    mark = _MARKS.get(value.basis, value.basis)
    if comparison.inferred[index] and value.basis != "estimated":
        mark = f"{mark} :orange-badge[inferred]".strip()
    lines = [f"{mark} **{inferred}{_figure(value)}**".strip()]
    if value.low is not None and value.high is not None:
        band = f"{wording.figures(value.low, row.unit)} – {wording.figures(value.high, row.unit)}"
        lines.append(wording.small(band))
    if index != comparison.base:
        lines.append(_change(difference(value, row.values[comparison.base])))
    return [line for line in lines if line]


def _figure(value: MetricValue) -> str:
    if isinstance(value.value, Money):
        return wording.figures(value.value, value.value.currency)
    if isinstance(value.value, Decimal):
        return wording.number(value.value)
    return wording.plain(value.value)


def _change(change: MetricValue) -> str:
    """Return a difference with sign and percent; none is grey and says so."""
    if change.value is None:
        return ""
    amount = change.value.amount if isinstance(change.value, Money) else change.value
    if not isinstance(amount, Decimal) or not amount:
        return wording.small("±0")
    sign = "+" if amount > 0 else "−"
    size = Money(abs(amount), change.value.currency) if isinstance(change.value, Money) else None
    text = wording.figures(size, size.currency) if size else wording.number(abs(amount))
    percent = f" ({wording.with_minus(change.note)})" if change.note else ""
    return wording.small(f"{sign}{text}{percent}")


def show_chart(comparison: Comparison) -> None:
    """Draw one metric at a time as bars; what is not known has no bar and says so."""
    rows = {row.name: row for row in comparison.metrics}
    charted = [name for name in _CHARTED if name in rows]
    chosen = st.segmented_control(
        "Chart",
        charted,
        format_func=lambda name: rows[name].title,
        default=charted[0],
        required=True,
        key="chart",
        bind="query-params",
    )
    row = rows[chosen or charted[0]]
    # Imported here because it costs 0.3 s that only this page needs.
    from planner.ui.kit.charts import bars

    bars(comparison, row)


def show_findings(plans: Sequence[Plan]) -> None:
    """Fold what is to be known about each build."""
    st.markdown("## Notes on each build")
    for plan in plans:
        st.markdown(f"**{wording.plain(plan.build.title)}**")
        widgets.findings_strip(
            plan.findings,
            key=f"findings:{plan.build.name}",
        )
