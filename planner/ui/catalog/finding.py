"""Find parts on screen: a search, chips for what tells parts apart, and the row of each part."""

from collections.abc import Callable, Sequence

import streamlit as st

from planner.model.glance import age_text, at_a_glance
from planner.model.listings import PricedPart, PricedParts
from planner.model.part_search import (
    Facet,
    FacetCount,
    facet_title,
    facets_of,
    value_text,
)
from planner.model.parts import Part
from planner.ui.kit import wording
from planner.ui.kit.pictures import SMALL, show_part_picture
from planner.ui.visit import address, in_view

Wanted = tuple[tuple[Facet, str], ...]
# An address may hold anything; nobody ticks more than this.
_MOST_VALUES, _LONGEST = 40, 80


def ask_search(key: str, *, bound: bool = False) -> str:
    """Show the input for what is looked for, and return it."""
    typed = st.text_input(
        "Search",
        type="search",
        key=key,
        bind="query-params" if bound else None,
        live=True,
        placeholder="pi5 8gb, 2.5g switch, TP-Link …",
        width=360 if bound else "stretch",
    )
    return typed or ""


# --- what tells parts apart -----------------------------------------------------------------------


def wanted(place: str) -> Wanted:
    """Return the values that are ticked in one place."""
    ticked: dict[Facet, tuple[str, ...]] = st.session_state.get(_key(place), {})
    return tuple((facet, value) for facet, values in ticked.items() for value in values)


def follow_address(place: str) -> None:
    """Let the ticks of a place follow the address, and note them for it."""
    ticked: dict[Facet, tuple[str, ...]] = dict(st.session_state.get(_key(place), {}))
    for facet in Facet:
        said = address.asked_many(str(facet))
        if said is not None:
            values = [each for each in said if len(each) <= _LONGEST]
            ticked[facet] = tuple(dict.fromkeys(values[:_MOST_VALUES]))
        address.keep_many(str(facet), ticked.get(facet, ()), ())
    st.session_state[_key(place)] = ticked


def ask_facets(place: str, found: PricedParts, category: str | None) -> None:
    """Show a chip for each facet that matters, and how many parts have each of its values."""
    ticked: dict[Facet, tuple[str, ...]] = st.session_state.get(_key(place), {})
    counts = {facet: [each for each in found.facets if each.facet is facet] for facet in Facet}
    with st.container(horizontal=True, gap="small", key=f"facets-{place}"):
        for facet in Facet:
            chosen = ticked.get(facet, ())
            if chosen or (facet in facets_of(category) and len(counts[facet]) > 1):
                _chip(place, facet, counts[facet], chosen, category)
        if any(ticked.values()):
            st.button(
                "Clear", type="tertiary", key=f"clear:{place}", on_click=_clear, args=(place,)
            )


def _chip(
    place: str,
    facet: Facet,
    counts: Sequence[FacetCount],
    chosen: Sequence[str],
    category: str | None,
) -> None:
    title = facet_title(facet, category)
    told = ", ".join(value_text(facet, value) for value in chosen[:2])
    more = f" +{len(chosen) - 2}" if len(chosen) > 2 else ""
    label = f"{title}: {told}{more}" if chosen else title
    numbers = {each.value: each.parts for each in counts} | {
        value: 0 for value in chosen if all(value != each.value for each in counts)
    }
    with st.popover(wording.plain(label), key=f"chip:{place}:{facet}"):
        key = f"tick:{place}:{facet}"
        st.session_state[key] = list(chosen)
        st.pills(
            title,
            list(numbers),
            selection_mode="multi",
            format_func=lambda value: f"{value_text(facet, value)} ({numbers[value]})",
            key=key,
            on_change=_tick,
            args=(place, facet, key),
        )


def _tick(place: str, facet: Facet, key: str) -> None:
    ticked = dict(st.session_state.get(_key(place), {}))
    ticked[facet] = tuple(st.session_state[key] or ())
    st.session_state[_key(place)] = ticked


def _clear(place: str) -> None:
    st.session_state[_key(place)] = {}


def _key(place: str) -> str:
    return f"facets:{place}"


# --- what was found -------------------------------------------------------------------------------


def tell_how(found: PricedParts, search: str) -> None:
    """Say how a search was read, where that is not plain."""
    if not found.whole and found.parts:
        st.info(f"No part holds all of “{wording.plain(search)}”. These are the closest matches.")
    elif found.read_as:
        st.markdown(wording.small(f"Results for “{wording.plain(found.read_as)}”."))


def part_lines(priced: PricedPart, *, badge: str = "", more: Sequence[str] = ()) -> str:
    """Return what a row says of a part: its name, what it is, who sells it and since when."""
    part = priced.part
    facts = wording.plain(" · ".join(at_a_glance(part))) or "no specifications on record"
    lines = [f"**{wording.plain(part.name)}**{badge}", wording.small(facts), _sold(priced)]
    return "  \n".join([*filter(None, lines), *more])


def _sold(priced: PricedPart) -> str:
    if priced.price is None:
        return ""
    names = in_view.catalog().vendor_names
    shop = names.get(priced.price.vendor, priced.price.vendor) or "your own price"
    age = age_text(priced.price.as_of, on=in_view.today())
    return wording.small(wording.plain(f"{shop} · price {age}"))


def price_lines(priced: PricedPart) -> str:
    """Return what a part costs, in the currency in view and in that of its shop."""
    if priced.price is None:
        return ":orange-badge[no price]"
    unit, amount = priced.price.unit, priced.converted
    shown = f"**{wording.money(amount or unit)}**"
    if amount is None or amount.currency == unit.currency:
        return shown
    return f"{shown}  \n{wording.small(wording.money(unit))}"


def show_row(
    priced: PricedPart,
    *,
    words: str,
    actions: Callable[[Part], None],
    key: str,
) -> None:
    """Show a part as a row over the whole width: words, price, and what can be done with it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=key):
        with st.container(horizontal=True, gap="small", key=f"face-{key}"):
            show_part_picture(priced.part, wide=SMALL)
            st.markdown(words, width="stretch")
        with st.container(
            horizontal=True, gap="small", width="content", vertical_alignment="center"
        ):
            st.markdown(price_lines(priced), width=110, text_alignment="right")
            actions(priced.part)
