"""Answer for all prices of a shop at once whether tax is in them."""

from collections.abc import Iterable, Sequence

import streamlit as st

from planner.model.kept_prices import PriceLine
from planner.model.proposals import Ask
from planner.ui.catalog import _price_answers as inputs
from planner.ui.catalog._price_now import inputs_of, now_of
from planner.ui.kit import wording
from planner.ui.visit import in_view

# Two prices are answered for sooner in their own lines.
_FEWEST = 2

Keyed = tuple[str, PriceLine]


def ask(lines: Sequence[Keyed]) -> None:
    """Offer one answer for each shop that leaves the tax open in several of its prices."""
    names = in_view.workspace().catalog.vendor_names
    by_shop: dict[str, list[Keyed]] = {}
    for key, line in lines:
        vendor = now_of(key, line).vendor
        if vendor and _places(line):
            by_shop.setdefault(vendor, []).append((key, line))
    several = {shop: mine for shop, mine in by_shop.items() if len(mine) >= _FEWEST}
    if not several:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for shop, mine in several.items():
            place = f"{mine[0][0]}:all-tax:{shop}"
            st.selectbox(
                f"Tax is in all {len(mine)} prices of {wording.plain(names.get(shop, shop))}",
                list(inputs.TAX),
                index=None,
                format_func=inputs.TAX.__getitem__,
                key=place,
                placeholder="choose …",
                help="Sets it in every line of this shop. You can still change each one.",
                on_change=_answer,
                args=(place, tuple(mine)),
                width=340,
            )


def _answer(place: str, lines: Iterable[Keyed]) -> None:
    said = st.session_state[place]
    for key, line in lines:
        for at in _places(line):
            st.session_state[inputs.place_of(inputs_of(key, at), Ask.TAX)] = said


def _places(line: PriceLine) -> tuple[int, ...]:
    """Return which proposals of a line leave open whether tax is in them."""
    return tuple(
        at
        for at, proposal in enumerate(line.proposals)
        if any(question.about is Ask.TAX for question in proposal.questions)
    )
