"""The catalog on screen: parts by category and search, each with its facts and all its offers."""

from collections.abc import Sequence

import streamlit as st

from planner.jobs.parts import price_parts
from planner.model import home
from planner.model.catalog import Catalog
from planner.model.companion_wording import companions_text
from planner.model.glance import at_a_glance
from planner.model.listings import PricedPart
from planner.model.parts import CATEGORIES, CATEGORY_TITLES, Part
from planner.model.words import sentence
from planner.ui.catalog import own, refresh
from planner.ui.catalog._lookups import show_look_up
from planner.ui.catalog.offers import show_history, show_offers
from planner.ui.kit import widgets, wording
from planner.ui.kit.pictures import show_part_picture
from planner.ui.kit.tables import Col, show_table
from planner.ui.visit import in_view

_PAGE = 15
# So wide that a name and its price are still one line to the eye.
_LIST, _MONEY, _FIGURES = 860, 190, 290
_ALL = "all"
_PLAIN_FIELDS = {"part_number", "name", "category", "source", "note", "includes", "requires"}


def summary(catalog: Catalog) -> str:
    """Return in a sentence what the catalog holds."""
    return (
        f"{len(catalog.parts)} parts and {len(catalog.offers)} prices from {len(catalog.vendors)} "
        "shops and publications, each with its day and source. These are records, not live prices."
    )


def show_parts(catalog: Catalog) -> None:
    """Let the visitor filter and search, and show what is found, a page at a time."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        category = st.selectbox(
            "Category",
            [_ALL, *CATEGORIES],
            format_func=lambda key: CATEGORY_TITLES.get(key, "All parts"),
            key="category",
            bind="query-params",
            width=220,
        )
        search = st.text_input(
            "Search",
            type="search",
            key="q",
            bind="query-params",
            live=True,
            placeholder="name, maker, gigabit, 8 ports …",
            width=360,
        )
    found = price_parts(
        catalog,
        on=in_view.today(),
        category=None if category == _ALL else category,
        search=search,
    )
    if not found:
        st.info(
            "Nothing matches. Use fewer words, choose another category, or import your own list."
        )
        return
    pages = -(-len(found) // _PAGE)
    st.markdown(wording.small(wording.counted(len(found), "part", "parts")))
    slot = st.container(gap="small", width=_LIST)
    page = st.pagination(pages, key=f"page:{category}:{search}") if pages > 1 else 1
    with slot:
        for priced in found[(page - 1) * _PAGE : page * _PAGE]:
            _row(priced, catalog)
    if catalog.findings:
        st.markdown("## Problems in the catalog files")
        widgets.findings_strip(catalog.findings, key="findings:catalog", judged=False)


def _row(priced: PricedPart, catalog: Catalog) -> None:
    part = priced.part
    offers = catalog.offers_for(part.part_number)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        facts = wording.plain(" · ".join(at_a_glance(part))) or "no specifications on record"
        st.markdown(
            f"{wording.ICONS[part.category]} {wording.plain(part.name)}  \n{wording.small(facts)}",
            width="stretch",
        )
        # Price and button stay together; where there is no room beside the name, they go below.
        with st.container(
            horizontal=True, wrap=False, gap="small", width=_FIGURES, vertical_alignment="center"
        ):
            st.markdown(_price(priced, len(offers)), width=_MONEY, text_alignment="right")
            about = st.popover(
                "Details", type="tertiary", key=f"part:{part.part_number}", on_change="rerun"
            )
    if about.open:
        with about:
            show_part(part, catalog)


def _price(priced: PricedPart, offers: int) -> str:
    if priced.price is None or priced.offer is None:
        return ":orange-badge[no price]"
    count = wording.counted(offers, "offer", "offers")
    return (
        f"**{wording.money(priced.price.unit)}**  \n"
        f"{wording.small(f'{wording.day(priced.price.as_of)} · {count}')}"
    )


def show_part(part: Part, catalog: Catalog) -> None:
    """Show every known fact of a part with what it means, its source, and all its offers."""
    st.markdown(f"**{wording.plain(part.name)}** · {wording.source(part.source)}")
    show_part_picture(part)
    if part.note:
        st.markdown(wording.plain(part.note))
    if beside := companions_text(part):
        st.markdown(wording.plain(f"{sentence(beside)}."))
    with st.container(horizontal=True, gap="small"):
        number = part.part_number
        st.button("Add a price", key=f"own-price:{number}", on_click=own.price_part, args=(part,))
        st.button("Change facts", key=f"own-facts:{number}", on_click=own.change_part, args=(part,))
        if number not in catalog.retired_parts:
            st.button(
                "Retire it",
                key=f"own-retire:{number}",
                on_click=own.retire_part,
                args=(part,),
            )
    show_look_up(part, tab=refresh.TAB)
    offers = catalog.offers_for(part.part_number)
    if offers:
        show_offers(offers, catalog.vendor_names)
        show_history(part, currency=home.CURRENCY, on=in_view.today())
    else:
        st.markdown(wording.small("No offer on record: enter your own price on the page Plan."))
    hidden = _PLAIN_FIELDS | part.said_twice
    rows = [
        [wording.plain(field.description), _fact(value)]
        for name, field in type(part).model_fields.items()
        if name not in hidden and (value := getattr(part, name)) not in (None, "", ())
    ]
    show_table(
        [Col("Specification"), Col("Value", figures=True)], rows, alt="Specifications of this part"
    )


def _fact(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return wording.plain(", ".join(str(each) for each in value))
    return wording.source(str(value))
