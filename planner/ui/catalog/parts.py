"""The catalog on screen: parts by category and search, each with its facts and all its offers."""

from collections.abc import Sequence

import streamlit as st

from planner.model import home
from planner.model.catalog import Catalog
from planner.model.companion_wording import companions_text
from planner.model.lifecycle import Lifecycle
from planner.model.listings import PricedPart
from planner.model.part_search import PartsQuestion
from planner.model.parts import CATEGORIES, CATEGORY_TITLES, Part
from planner.model.spec_names import spec_name
from planner.model.words import sentence
from planner.ui.catalog import _add as adding
from planner.ui.catalog import finding, own, refresh
from planner.ui.catalog._lookups import show_look_up
from planner.ui.catalog.offers import show_history, show_offers
from planner.ui.kit import widgets, wording
from planner.ui.kit.pictures import show_part_picture
from planner.ui.kit.tables import Col, show_table
from planner.ui.visit import in_view
from planner.ui.visit.parts_finder import prepared

_PAGE = 15
_ALL = "all"
_PLACE = "catalog"
_OPEN = "part-open"
_PLAIN_FIELDS = {"part_number", "name", "category", "source", "note", "includes", "requires"}


def summary(catalog: Catalog) -> str:
    """Return in a sentence what the catalog holds."""
    return (
        f"{len(catalog.parts)} parts and {len(catalog.offers)} prices from {len(catalog.vendors)} "
        "shops and publications, each with its day and source. These are records, not live prices."
    )


def show_parts(catalog: Catalog) -> None:
    """Let the visitor search and narrow, and show what is found, a page at a time."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        category = st.selectbox(
            "Category",
            [_ALL, *CATEGORIES],
            format_func=lambda key: CATEGORY_TITLES.get(key, "All parts"),
            key="category",
            bind="query-params",
            width=220,
        )
        search = finding.ask_search("q", bound=True)
    finding.follow_address(_PLACE)
    wanted = finding.wanted(_PLACE)
    of_kind = None if category == _ALL else category
    asked = {"on": in_view.today(), "search": search, "category": of_kind, "wanted": wanted}
    question = PartsQuestion.model_validate(asked)
    ready = prepared(question)
    if ready is None:
        return
    found = ready.find(question)
    finding.ask_facets(_PLACE, found, of_kind)
    if not found.parts:
        st.info(
            "Nothing matches. Use fewer words, clear a filter, or import your own list.",
            icon=":material/search_off:",
        )
        return
    finding.tell_how(found, search)
    st.markdown(wording.small(wording.counted(len(found.parts), "part", "parts")))
    slot = st.container(gap="small")
    pages = -(-len(found.parts) // _PAGE)
    page = st.pagination(pages, key=f"page:{category}:{search}:{wanted}") if pages > 1 else 1
    with slot:
        for priced in found.parts[(page - 1) * _PAGE : page * _PAGE]:
            _row(priced, catalog)
    adding.ask_which_build()
    if catalog.findings:
        st.markdown("## Problems in the catalog files")
        widgets.findings_strip(catalog.findings, key="findings:catalog", judged=False)


def _row(priced: PricedPart, catalog: Catalog) -> None:
    number = priced.part.part_number
    ended = priced.part.lifecycle_on(in_view.today()) is Lifecycle.ENDED
    finding.show_row(
        priced,
        words=finding.part_lines(priced, badge=" :orange-badge[discontinued]" if ended else ""),
        actions=_actions,
        key=f"row-{number}",
    )
    if st.session_state.get(_OPEN) == number:
        # Below its row, as wide as the list: it covers nothing and is cut nowhere.
        with st.container(border=True):
            show_part(priced.part, catalog)


def _actions(part: Part) -> None:
    adding.offer(part)
    number = part.part_number
    is_open = st.session_state.get(_OPEN) == number
    st.button(
        "Close" if is_open else "Details",
        type="tertiary",
        key=f"part:{number}",
        icon=":material/expand_less:" if is_open else ":material/expand_more:",
        on_click=_toggle,
        args=(number,),
    )


def _toggle(number: str) -> None:
    is_open = st.session_state.get(_OPEN) == number
    st.session_state[_OPEN] = None if is_open else number


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
        st.button(
            "Edit specifications", key=f"own-facts:{number}", on_click=own.change_part, args=(part,)
        )
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
        [wording.plain(spec_name(name)), _fact(value)]
        for name in type(part).model_fields
        if name not in hidden and (value := getattr(part, name)) not in (None, "", ())
    ]
    show_table(
        [Col("Specification"), Col("Value", figures=True)], rows, alt="Specifications of this part"
    )


def _fact(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return wording.plain(", ".join(str(each) for each in value))
    return wording.source(str(value))
