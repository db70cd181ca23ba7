"""A basket: what it comes to and how sure that is, what is missing, and each vendor's order."""

from collections import Counter
from collections.abc import Iterator, Sequence

import streamlit as st

from planner.engine.reporting.vendor_order import (
    arrival_days,
)
from planner.jobs.buying import Requisition
from planner.model.basket import Basket, Need
from planner.model.buying import Purchase
from planner.model.code_kinds import About
from planner.model.findings import Finding, Severity, gravest_first
from planner.model.money import ExchangeRate, Money
from planner.model.obstacle_wording import obstacle_text
from planner.model.obstacles import Obstacle
from planner.model.proof import Status
from planner.model.wording import unknown_text
from planner.model.words import sentence
from planner.ui.buy._assumptions import unfold_assumptions
from planner.ui.buy._how_sure import how_sure
from planner.ui.buy.answers import PATIENT_S, look_longer, seconds
from planner.ui.kit import sums, widgets, wording
from planner.ui.kit.folds import fold_button
from planner.ui.kit.kinds import headline as kind_headline
from planner.ui.kit.kinds import kinds, show_kinds


def show_total(asked: Requisition, found: Purchase, basket: Basket, also: Sequence[str]) -> None:
    """Show what a basket comes to, how sure that is, and when it arrives."""
    whole = "Landed cost, at least" if basket.unknown else "Landed cost"
    label = whole if found.is_whole else "Subtotal"
    further, caveats = in_further(asked, basket.at_least, also), list(_lacking_lines(found))
    if found.copies > 1:
        label = f"{label} for {found.copies:,} copies"
        each = f"at least {wording.money(found.of_a_copy(basket.at_least))}"
        known = found.per_copy
        caveats.insert(0, f"{each if known is None else wording.money(known)} a copy")
    sums.show_sum(label, basket.at_least, further, caveats=caveats)
    lines = list(unknown_lines(basket))
    lines.append(how_sure(found, basket))
    lines.append(widgets.old_prices_line(found.findings))
    lines += order_lines(basket)
    other = found.line_by_line
    if other is not None and basket.total is not None and other > basket.total:
        saved = wording.money(other - basket.total)
        lines.append(
            f":material/savings: **Saves** {saved}  "
            f"\n{wording.small('compared with the lowest price for each part')}"
        )
    st.markdown("\n\n".join(line for line in lines if line))
    if found.status is not Status.OPTIMAL and seconds() < PATIENT_S:
        st.button(
            f"Search for {PATIENT_S} s",
            icon=":material/timer:",
            width="stretch",
            on_click=look_longer,
        )


def _lacking_lines(found: Purchase) -> Iterator[str]:
    """Yield what of a bill the sum does not hold."""
    if found.missing:
        lacking = wording.counted(len(found.missing), "part", "parts")
        yield f":red-badge[:material/error: without {lacking}]"
    if found.unread:
        rows = wording.counted(len(found.unread), "row", "rows")
        yield f":red-badge[:material/error: {rows} of the BOM not read]"


def unknown_lines(basket: Basket) -> Iterator[str]:
    """Yield what goods cost and which charges nobody states, where a basket has no total."""
    if basket.unknown:
        yield f"**Goods** {wording.money(basket.goods)}"
        # A badge is cut where it is too long, and this must be read to its end.
        told = wording.small(wording.plain(sentence(unknown_text(basket))))
        yield f":orange-badge[:material/warning: not fully known]  \n{told}"


def order_lines(basket: Basket) -> Iterator[str]:
    """Yield whom orders go to, and when it all arrives."""
    vendors = wording.counted(len(basket.orders), "vendor", "vendors")
    yield f":material/storefront: **Orders** to {vendors}"
    yield f":material/local_shipping: **Arrives** {_arrives(basket)}"


def in_further(asked: Requisition, total: Money, also: Sequence[str]) -> Iterator[Money]:
    """Yield a sum in each further currency."""
    yield from (amount for amount, _ in _further(asked, total, also))


def show_rates(asked: Requisition, basket: Basket, also: Sequence[str]) -> None:
    """Show the rates that amounts were converted at."""
    rates = [rate for _, rate in _further(asked, basket.at_least, also)]
    rates += [rate for order in basket.orders for rate in order.rates]
    sums.show_rates(rates, basket.currency, key="rates")


def _further(
    asked: Requisition, total: Money, also: Sequence[str]
) -> Iterator[tuple[Money, ExchangeRate]]:
    for currency in also:
        rate = asked.settlement.rate(total.currency, currency)
        if rate is not None:
            yield rate.convert(total), rate


def _arrives(basket: Basket) -> str:
    days = [arrival_days(order) for order in basket.orders]
    known = [each for each in days if each is not None]
    if not known:
        return wording.UNKNOWN
    last = f"within {wording.counted(max(known), 'day', 'days')}"
    return last if len(known) == len(days) else f"{last}, as far as vendors state"


# --- what cannot be had ---------------------------------------------------------------------------


def show_missing(asked: Requisition, missing: Sequence[Need]) -> None:
    """Say which parts cannot be had, why, and what to do about it."""
    if not missing:
        return
    offered = {offer.part_number for offer in asked.market.offers}
    names = asked.names
    wanted = _pieces(asked.needs)
    items = [
        _lacking(
            each,
            names,
            known=bool(offered & set(each.pool)),
            some=each.quantity < wanted[each.kind],
            out=next((asked.market.out[n] for n in each.pool if n in asked.market.out), None),
        )
        for each in missing
    ]
    count = wording.counted(len(missing), "part", "parts")
    with st.container(border=True):
        st.markdown(
            f":red-badge[:material/error: {count} unavailable] Not in any total on this page."
            f"\n\n{wording.listed(items)}"
        )
        st.markdown(
            wording.small(
                "Add your own prices on the page Catalog, or change the destination, the date "
                "or the vendors above."
            )
        )


def _lacking(
    short: Need, names: dict[str, str], *, known: bool, some: bool, out: Obstacle | None
) -> str:
    name = wording.plain(names.get(short.part_number, short.part_number))
    why = "no known vendor sells it"
    if some:
        why = "these terms do not allow enough of it to be bought"
    elif out is not None:
        why = f"no offer of it qualifies: {obstacle_text(out, of_one=True)}"
    elif known:
        why = "no vendor sells it under these terms"
    return f"**{short.quantity} × {name}**: {why}"


def show_nothing(asked: Requisition, found: Purchase) -> None:
    """Say that there is no basket, and what to do about it."""
    rates = [each for each in found.findings if each.meaning.about is About.RATE]
    if rates:
        st.error("\n\n".join(wording.line(each) for each in rates), icon=":material/block:")
        return
    if _pieces(found.missing) == _pieces(asked.needs):
        st.error("Nothing can be bought under these terms.", icon=":material/block:")
    elif found.status is Status.INFEASIBLE:
        most = asked.terms.max_vendors
        few = "" if most is None else f" from at most {wording.counted(most, 'vendor', 'vendors')}"
        st.error(
            f"No basket{few} covers everything and meets every vendor's minimum order.",
            icon=":material/block:",
        )
        st.markdown("Allow more vendors above, or exclude fewer.")
    else:
        st.warning(f"No basket was found in {seconds()} s.", icon=":material/timer:")
        if seconds() < PATIENT_S:
            st.button(f"Search for {PATIENT_S} s", on_click=look_longer)
    show_missing(asked, found.missing)


def _pieces(needs: Sequence[Need]) -> Counter[tuple[tuple[str, ...], ...]]:
    """Return how many pieces are needed of each kind, whatever their order."""
    count: Counter[tuple[tuple[str, ...], ...]] = Counter()
    for need in needs:
        count[need.kind] += need.quantity
    return count


def show_findings(findings: Sequence[Finding], *, ask_terms: bool = False) -> None:
    """Fold what one must know before one relies on these prices.

    With `ask_terms` the page has inputs for what vendors charge, and offers to open them.
    """
    rest = [found for found in findings if found.meaning.about is not About.SHORTAGE]
    if not rest:
        return
    rest = gravest_first(rest)
    warnings = sum(group[0].severity is not Severity.NOTE for group in kinds(rest))
    badge = (
        f":orange-badge[:material/warning: {wording.counted(warnings, 'warning', 'warnings')}]"
        if warnings
        else f":gray-badge[{wording.counted(len(kinds(rest)), 'note', 'notes')}]"
    )
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{badge} {wording.plain(kind_headline(rest[0], rest))}")
        unfolded = fold_button("Basis of these prices", key="findings:buy")
    if unfolded:
        with st.container(border=True):
            show_kinds(
                rest,
                key="findings:buy",
                show_each=lambda found, at: widgets.findings_list(found, key=at),
                offer_way=_offer_terms if ask_terms else None,
            )


def _offer_terms(found: Finding) -> None:
    if found.meaning.ask_terms:
        st.button(
            "Enter shipping and tax",
            icon=":material/local_shipping:",
            key=f"ask-terms:{found.code}",
            on_click=unfold_assumptions,
        )
