"""Sums: what something comes to, big, in further currencies smaller, and at which rates.

Money is no heading: somebody who goes through a page by its headings would be read amounts. Size
and place come from the style sheet of the page, which also keeps the sum in view; a screen reader
is told each new one, because the page marks the place as one that speaks (`visit/page_frame`).
"""

from collections.abc import Iterable, Sequence

import streamlit as st

from planner.model.money import ExchangeRate, Money
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button

PLACE = "total"


def show_sum(
    label: str,
    amount: Money | None,
    also: Iterable[Money] = (),
    *,
    mark: str = "",
    caveats: Iterable[str] = (),
) -> None:
    """Show a sum with what limits it, and then in further currencies. One such place a page.

    Not a metric: that would make the first screen wait for scripts that draw its charts.
    """
    lines = [label, f"***{mark}{wording.money(amount)}***", *caveats]
    lines += [f"**{mark}{wording.money(each)}**" for each in also]
    with st.container(key=PLACE):
        st.markdown("\n\n".join(lines))


def show_rates(
    rates: Sequence[ExchangeRate], currency: str, amounts: Sequence[Money] = (), *, key: str
) -> None:
    """Show the rates in use: one as a line, several behind a line that opens."""
    line = one_rate(rates, currency, amounts)
    if line:
        st.markdown(line)
    else:
        show_folded_rates(rates, currency, amounts, key=key)


def one_rate(rates: Sequence[ExchangeRate], currency: str, amounts: Sequence[Money] = ()) -> str:
    """Return the rate in use with its day and source, where there is one; else nothing."""
    lines = _lines(rates, currency, amounts)
    return lines[0] if len(lines) == 1 else ""


def show_folded_rates(
    rates: Sequence[ExchangeRate], currency: str, amounts: Sequence[Money] = (), *, key: str
) -> None:
    """Show several rates behind a line that opens; nothing where there is one or none."""
    lines = _lines(rates, currency, amounts)
    if len(lines) < 2:
        return
    first, last = min(used.as_of for used in rates), max(used.as_of for used in rates)
    days = f"of {last}" if first == last else f"of {first} to {last}"
    if fold_button(f"{len(lines)} exchange rates {days}", key=key):
        st.markdown("  \n".join(lines))


def _lines(
    rates: Sequence[ExchangeRate], currency: str, amounts: Sequence[Money]
) -> tuple[str, ...]:
    """Return each rate with its day and source, and the digits that these amounts need.

    A quote that is also read the other way round is one rate, told as it was published.
    """
    turned = [used.inverse() for used in rates]
    # Builds that quote one rate, each in its own words, still use one rate.
    lines = {
        (used.base, used.quote, used.rate, used.as_of): wording.rate(used, amounts)
        for used in sorted(rates, key=lambda used: used.base == currency)
        if used not in turned
    }
    return tuple(wording.small(line) for line in reversed(lines.values()))
