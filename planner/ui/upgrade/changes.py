"""What an upgrade changes: parts to buy, retire and keep, and the sum to pay."""

from decimal import Decimal

import streamlit as st

from planner.engine.planning.upgrade import recounted
from planner.engine.reporting.mixed_set import set_sentences
from planner.model.bom import CostedLine
from planner.model.comparison import Upgrade, UpgradeLine
from planner.model.findings import Finding, Severity
from planner.model.money import symbol
from planner.ui.kit import widgets, wording
from planner.ui.kit.numbers import typed_number, write_it_like
from planner.ui.kit.running import payback_line
from planner.ui.kit.sums import show_rates, show_sum
from planner.ui.kit.tables import Col, show_table
from planner.ui.visit import in_view

_MARKS = {
    "buy": ":green-badge[buy]",
    "change": ":orange-badge[quantity changed]",
    "retire": ":gray-badge[retire]",
}


def show_delta(upgrade: Upgrade, *, title: str) -> None:
    """Show what the upgrade costs, big, in both currencies, and the totals before and after.

    `title` is what the build after it is called.
    """
    added = upgrade.added
    mark = "≈ " if added.low is not None else ""
    label, amount, caveats = "The upgrade costs", upgrade.delta, []
    if amount is None:
        label, amount = "Subtotal", added.subtotal
        missing = wording.counted(len(added.unpriced), "part", "parts")
        caveats.append(f":orange-badge[:material/warning: + {missing} without a price]")
    if added.low is not None and added.high is not None:
        band = f"{wording.money(added.low)} to {wording.money(added.high)}"
        caveats.append(f":orange-badge[estimated] parts to buy: {band}")
    show_sum(label, amount, upgrade.also, mark=mark, caveats=caveats)
    show_rates(upgrade.rates, added.currency, key="rates")
    sums = [
        ("Before", upgrade.total_before),
        ("Parts to buy", added.total),
        ("Resale value of retired parts", None if upgrade.resale is None else -upgrade.resale),
        ("After", upgrade.total_after),
    ]
    rows = [[label, wording.money(amount)] for label, amount in sums if amount is not None]
    which, *said = set_sentences(upgrade) or ("",)
    if which:
        st.markdown(f":material/group_work: **{wording.plain(which)}**")
        st.markdown(wording.small("  \n".join(map(wording.plain, said))))
    paid_back = payback_line(upgrade, title)
    if paid_back:
        st.markdown(paid_back)
    show_table(
        [Col("Total spent"), Col("Amount", figures=True)], rows, alt="Totals before and after"
    )


def show_changes(upgrade: Upgrade) -> None:
    """Show every part that changes, marked as bought, recounted or retired; the rest is folded."""
    counts = recounted(upgrade)
    sign = wording.plain(symbol(upgrade.added.currency).strip())
    columns = [
        Col("Part"),
        Col("Qty", figures=True),
        Col(f"Total, {sign}", figures=True),
    ]
    rows = [_added(costed, counts, upgrade.added.currency) for costed in upgrade.added.lines]
    rows += [_retired(item, counts) for item in upgrade.retired]
    if not upgrade.added.lines and not upgrade.retired:
        st.info("Both builds have the same parts: there is nothing to buy and nothing to retire.")
    else:
        show_table(columns, rows, alt="Parts to buy, change and retire")
    # A part that stays in another number is listed above.
    stays = [item for item in upgrade.kept if item.line.part_number not in counts]
    if stays:
        pieces = wording.counted(len(stays), "part", "parts")
        with st.expander(f"{pieces} unchanged", icon=":material/check:"):
            kept = [f"{k.quantity} × {wording.plain(k.line.description)}" for k in stays]
            st.markdown(wording.listed(kept))


def _added(costed: CostedLine, counts: dict[str, tuple[int, int]], currency: str) -> list[str]:
    line, price = costed.line, costed.line.price
    old, new = counts.get(line.part_number, (0, line.quantity))
    mark = _MARKS["change"] if old else _MARKS["buy"]
    pieces = f"{old}\u00a0→\u00a0{new}" if old else f"+{line.quantity}"
    each = wording.UNKNOWN if price is None else wording.figures(price.unit, currency)
    size = 1 if price is None else price.pack_size
    asked = f"{each}\u00a0each" if size == 1 else f"{each} for {size}"
    asked += f", {line.bought_text}" if line.bought_text else ""
    origin = wording.price_origin(price, in_view.catalog().vendor_names)
    if line.at_hand:
        spare = f"{line.at_hand} of them left over from earlier packs"
        origin += f"  \n{wording.small(spare)}"
    return [
        f"{mark} {wording.plain(line.description)}  \n{origin}",
        pieces,
        f"**{wording.figures(costed.line_total, currency)}**  \n{wording.small(asked)}",
    ]


def _retired(item: UpgradeLine, counts: dict[str, tuple[int, int]]) -> list[str]:
    line = item.line
    old, new = counts.get(line.part_number, (item.quantity, 0))
    pieces = f"{old}\u00a0→\u00a0{new}" if new else f"−{item.quantity}"
    mark = _MARKS["change"] if new else _MARKS["retire"]
    fetches = "" if item.fetches is None else f"resale value {wording.money(item.fetches)} each"
    some = f"{item.quantity} of {old} " if new else ""
    about = wording.small(fetches or f"{some}paid for, no longer in use")
    return [f"{mark} {wording.plain(line.description)}  \n{about}", pieces, ""]


# --- what retired parts fetch --------------------------------------------------------------------


def _state(first: str, second: str, part_number: str) -> str:
    return f"resale:{first}:{second}:{part_number}"


def ask_resale(first: str, second: str) -> dict[str, Decimal]:
    """Return what the visitor said one piece of each retired part fetches."""
    stem = _state(first, second, "")
    typed = {
        str(key).removeprefix(stem): typed_number(str(text))
        for key, text in st.session_state.items()
        if str(key).startswith(stem)
    }
    return {number: value for number, value in typed.items() if value is not None}


def show_resale(upgrade: Upgrade, *, first: str, second: str) -> None:
    """Let the visitor count what retired parts fetch; nothing is counted until they do."""
    if not upgrade.retired:
        return
    sign = symbol(upgrade.added.currency).strip()
    with st.expander("Resale value", icon=":material/sell:"):
        for item in upgrade.retired:
            state = _state(first, second, item.line.part_number)
            st.text_input(
                f"Resale value of one {item.line.description}, {sign}",
                key=state,
                placeholder="not counted",
                persist_state="session",
                width=360,
            )
            _check_resale(state)


def _check_resale(state: str) -> None:
    text = str(st.session_state[state])
    if text.strip() and typed_number(text) is None:
        widgets.show_beside(
            Finding(
                code="resale-not-a-number",
                severity=Severity.WARNING,
                subject="resale",
                message=f"{text!r} is not a price, so it is not counted.",
                hint=write_it_like(text, "15.00"),
            )
        )
