"""A part of one's own, with its price and its shop, by a form: kept, and put to use at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from planner.io.text.amounts import ReadAmount
from planner.jobs.own_part import (
    OwnPart,
    number_for,
    plain_cell,
    save_own_part,
    shop_for,
    shop_row,
    shop_terms,
    wrong_with,
)
from planner.model import home
from planner.model.catalog import Catalog
from planner.model.findings import Finding, PlannerError, Severity, has_errors
from planner.model.money import CURRENCIES, ENTERED, Money
from planner.ui.catalog import _own_form as form
from planner.ui.kit import widgets
from planner.ui.kit.numbers import offer_readings, typed_price
from planner.ui.visit import in_view, own_files
from planner.ui.visit.own_defaults import own_defaults

# What is asked of a part of each category; all else may be added on the page Catalog.
_SPECS = {
    "board": ("ram_mb", "nic_mbps", "cores", "power_max_w", "power_connector"),
    "carrier": ("slots", "ports", "switch_mbps"),
    "memory": ("capacity_mb", "memory_type"),
    "storage": ("capacity_gb", "slot"),
    "hat": ("fits", "storage_slots"),
    "charger": ("ports", "supply_w", "connector", "port_max_ma"),
    "switch": ("ports", "speed_mbps", "poe_ports", "poe_budget_w"),
    "nic": ("speed_mbps", "host"),
    "cable": ("carries", "length_m", "from_connector", "to_connector"),
    "poe": ("kind", "fits", "poe_class_w", "output_ma"),
    "case": ("shelves", "fits"),
    "rack": ("kind", "rack_u", "holds"),
    "other": ("kind",),
}
_TERMS = ("shipping", "free_shipping_over", "tax_percent", "tax_included")
_AMOUNTS = ("shipping", "free_shipping_over")
_USUAL = (home.CURRENCY, home.SECOND_CURRENCY, "EUR", "GBP", "MYR", "CNY", "JPY", "AUD")
_QUOTE, _ESTIMATE = "A shop's price", "My estimate"
_AT, _WRONG = "own-part", "own-part:wrong"


@dataclass(frozen=True)
class OwnPrice:
    """A price that stands at the line of a build, because no shop asks it."""

    unit: Money
    between: tuple[Money, Money] | None
    source: str


Done = Callable[[str, str, OwnPrice | None], None]


def is_open(category: str) -> bool:
    """Tell whether the form is open for a category."""
    return bool(st.session_state.get(_AT) == category)


def offer_form(category: str) -> None:
    """Offer to write down a part that the catalog does not have."""
    st.button(
        "Own part",
        icon=":material/add:",
        key=f"own-part:{category}",
        on_click=_open,
        args=(category,),
    )


def show_form(category: str, done: Done) -> None:
    """Show the form; `done` is told the number and name of the part, and its price if no shop's."""
    version = f"{category}:{st.session_state.get('own-part:version', 0)}"
    wrong: tuple[Finding, ...] = st.session_state.get(_WRONG, ())
    st.text_input("Name", key=_key(version, "name"), placeholder="What it is called in the shop")
    _beside(wrong, "name")
    _ask_price(version, wrong)
    estimated = st.session_state[_key(version, "basis")] == _ESTIMATE
    if not estimated:
        _ask_shop(version, wrong)
    st.text_input("Link", key=_key(version, "link"), placeholder="https://…, or leave it empty")
    st.markdown("**Specifications**, as far as they are known")
    form.show_some(category, version, _SPECS[category], wrong)
    for finding in wrong:
        place = finding.subject if finding.cell is None else finding.cell.column
        if place not in _shown_columns(category):
            widgets.show_beside(finding)
    with st.container(horizontal=True):
        st.button(
            "Save and add",
            type="primary",
            icon=":material/save:",
            key="own-part:save",
            on_click=_save,
            args=(category, version, done),
        )
        st.button("Cancel", key="own-part:cancel", on_click=close)


def _shown_columns(category: str) -> frozenset[str]:
    return frozenset((*_SPECS[category], *_TERMS, "name", "price", "low", "high", "shop"))


def _ask_price(version: str, wrong: tuple[Finding, ...]) -> None:
    st.segmented_control(
        "Price",
        (_QUOTE, _ESTIMATE),
        default=_QUOTE,
        required=True,
        key=_key(version, "basis"),
    )
    estimated = st.session_state[_key(version, "basis")] == _ESTIMATE
    with st.container(horizontal=True, vertical_alignment="top"):
        for name, label in (
            ("price", "Unit price"),
            *((("low", "At least"), ("high", "At most")) if estimated else ()),
        ):
            with st.container(width=180, gap="xsmall"):
                st.text_input(label, key=_key(version, name), placeholder="40.50")
                _beside(wrong, name)
                if read := _read(version, name):
                    offer_readings(read.choices, _key(version, name), _nothing_more)
        codes = (*_USUAL, *sorted(set(CURRENCIES) - set(_USUAL)))
        st.selectbox(
            "Currency",
            codes,
            index=codes.index(own_defaults().currency),
            key=_key(version, "currency"),
            width=120,
        )


def _read(version: str, name: str) -> ReadAmount | None:
    """Return how a price was read, if it can be read in two ways."""
    text = str(st.session_state.get(_key(version, name), ""))
    read = typed_price(
        text, st.session_state.get(_key(version, "currency"), own_defaults().currency)
    )
    return read if read.choices else None


def _ask_shop(version: str, wrong: tuple[Finding, ...]) -> None:
    shops = sorted(
        (each.name for each in in_view.catalog().vendors if each.kind == "shop"),
        key=str.casefold,
    )
    shop = st.selectbox(
        "Shop",
        shops,
        index=None,
        accept_new_options=True,
        key=_key(version, "shop"),
        placeholder="choose, or type the name of a new one",
        help="Leave empty for a price without a shop: it then applies to this build only.",
    )
    _beside(wrong, "shop")
    if shop is None:
        return
    known = shop_terms(shop, in_view.catalog())
    with st.expander("Shipping and tax of this shop", expanded=not known):
        # Each shop has inputs of its own, which begin with what is on record of it.
        form.show_some("vendors", _of_shop(version, shop), _TERMS, wrong, before=known)


def _of_shop(version: str, shop: str) -> str:
    return f"{version}:{shop_for(shop, in_view.catalog())[0]}"


def _beside(wrong: tuple[Finding, ...], column: str) -> None:
    for finding in wrong:
        if (finding.subject == column and finding.cell is None) or (
            finding.cell is not None and finding.cell.column == column
        ):
            widgets.show_beside(finding)


def _save(category: str, version: str, done: Done) -> None:
    catalog = in_view.catalog()
    wrong = _amiss(version)
    said = _said(category, version, catalog) if not wrong else None
    if said is not None:
        wrong = wrong_with(said, catalog, today=in_view.today())
    st.session_state[_WRONG] = wrong
    if said is None or has_errors(wrong):
        return
    settings = in_view.settings()
    price = None if said.offer else _own_price(version)
    try:
        save_own_part(
            settings.catalogs,
            settings.data,
            said,
            in_view.workspace().catalog,
            today=in_view.today(),
        )
    except PlannerError:
        # There is no folder to keep it in: it is there for this visit, and its price with it.
        own_files.add(category, said.part, shared=in_view.catalog(), today=in_view.today())
        price = price or _own_price(version)
    in_view.begin()
    name = _text(version, "name")
    close()
    done(said.number, name, price)


def _amiss(version: str) -> tuple[Finding, ...]:
    """Return what is missing, or can be read in two ways, before any row is made."""
    found = []
    if not _text(version, "name"):
        found.append(_amiss_in("name", "It has no name.", "Enter the name that the shop uses."))
    estimated = st.session_state[_key(version, "basis")] == _ESTIMATE
    texts = {name: _text(version, name) for name in ("price", "low", "high")}
    for name in ("price", "low", "high") if estimated else ("price",):
        text = texts[name]
        read = typed_price(text, st.session_state[_key(version, "currency")])
        if text and read.amount is None:
            found.append(_amiss_in(name, f"{text!r}: {read.why}.", "Write it like 40.50."))
        elif estimated and not text:
            found.append(_amiss_in(name, "An estimate needs all three.", "Write it like 40.50."))
    price = _own_price(version) if not found else None
    if price is not None and price.between is not None:
        low, high = price.between
        if {low.currency, high.currency} != {price.unit.currency} or not (
            low.amount <= price.unit.amount <= high.amount
        ):
            found.append(_amiss_in("price", "It is not between the other two.", "Correct one."))
    if price is not None and _shop(version):
        currency = _terms_in(version, price.unit.currency)
        for column in _AMOUNTS:
            text = _text(_of_shop(version, _shop(version)), column)
            read = typed_price(text, currency)
            if text and read.currency not in (None, currency):
                found.append(
                    _amiss_in(column, f"This shop's terms are in {currency}.", "Convert it.")
                )
    if not estimated and _shop(version) and not texts["price"]:
        found.append(_amiss_in("price", "A shop has a price.", "Write it like 40.50."))
    return tuple(found)


def _amiss_in(column: str, message: str, hint: str) -> Finding:
    return Finding(
        code="own-part-amiss",
        severity=Severity.ERROR,
        subject=column,
        message=message,
        hint=hint,
    )


def _said(category: str, version: str, catalog: Catalog) -> OwnPart:
    """Return the rows that the inputs make: of the part, of its shop, of its price."""
    name, today = _text(version, "name"), in_view.today().isoformat()
    source = _text(version, "link") or ENTERED
    number, is_known = number_for(name, category, catalog)
    specs = {column: plain_cell(column, _text(version, column)) for column in _SPECS[category]}
    part = {"part_number": number, "name": name, "source": source, **specs}
    shop, offer = _shop(version), {}
    cells: Mapping[str, str] = {}
    price = _own_price(version)
    if shop and price is not None:
        at, currency = _of_shop(version, shop), _terms_in(version, price.unit.currency)
        terms = {column: _term(at, column, currency) for column in _TERMS}
        said = {"currency": currency, "source": source, **terms}
        cells = shop_row(shop, said, catalog, today=in_view.today())
        offer = {
            "vendor": shop_for(shop, catalog)[0],
            "part_number": number,
            "price": f"{price.unit.amount:f}",
            "currency": price.unit.currency,
            "quoted_on": today,
            "basis": "quoted",
            "source": source,
        }
    return OwnPart(category, number, {} if is_known else part, cells, offer)


def _term(version: str, column: str, currency: str) -> str:
    """Return a term of a shop as it was typed, an amount as a plain number."""
    text = _text(version, column)
    if column == "tax_percent":
        return plain_cell(column, text)
    amount = typed_price(text, currency) if column in _AMOUNTS else None
    return text if amount is None or amount.amount is None else f"{amount.amount:f}"


def _terms_in(version: str, currency: str) -> str:
    """Return the currency of a shop's terms: its own, or that of the price for a new shop."""
    return shop_terms(_shop(version), in_view.catalog()).get("currency", currency)


def _own_price(version: str) -> OwnPrice | None:
    unit = _money(version, "price")
    if unit is None:
        return None
    between = None
    if st.session_state[_key(version, "basis")] == _ESTIMATE:
        low, high = _money(version, "low"), _money(version, "high")
        between = None if low is None or high is None else (low, high)
    return OwnPrice(unit, between, _text(version, "link") or ENTERED)


def _money(version: str, name: str) -> Money | None:
    currency = str(st.session_state[_key(version, "currency")])
    read = typed_price(_text(version, name), currency)
    return None if read.amount is None else Money(read.amount, read.currency or currency)


def _shop(version: str) -> str:
    if st.session_state[_key(version, "basis")] == _ESTIMATE:
        return ""
    return " ".join((st.session_state.get(_key(version, "shop")) or "").split())


def _text(version: str, name: str) -> str:
    return str(st.session_state.get(_key(version, name)) or "").strip()


def _key(version: str, name: str) -> str:
    return f"own:{version}:{name}"


def _nothing_more() -> None:
    """A reading that was chosen stands in its input; saving it is another click."""


def _open(category: str) -> None:
    st.session_state[_AT] = category


def close() -> None:
    """Give the form up; the next one is empty."""
    st.session_state.pop(_AT, None)
    st.session_state.pop(_WRONG, None)
    st.session_state["own-part:version"] = st.session_state.get("own-part:version", 0) + 1
