"""The inputs of one row of one's own catalog, made from what its columns may hold."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from planner.io.text.columns import Column, Kind, columns_for
from planner.jobs.own import id_of
from planner.model import home
from planner.model.findings import Finding
from planner.model.parts import CATEGORIES
from planner.model.spec_names import spec_name
from planner.ui.kit import widgets
from planner.ui.visit import in_view

# What a person is asked first; the rest is folded.
_FIRST = {
    "offers": ("part_number", "vendor", "price", "currency", "pack_size", "quoted_on", "source"),
    "vendors": (
        "name",
        "currency",
        "url",
        "terms_on",
        "shipping",
        "free_shipping_over",
        "tax_percent",
        "tax_included",
        "minimum_order",
        "lead_time_days",
        "country",
        "ships_to",
        "terms_for",
        "source",
    ),
    "retired": ("part_number", "vendor", "retired_on", "note"),
}
# Tables whose rows are changed where they stand in the list: every column is asked.
_DATED = ("rates", "price_events", "tariffs", "taxes")
_PART_FIRST = ("name", "maker", "source", "note")
_USUAL = {
    "offers": {"basis": "quoted", "currency": home.CURRENCY},
    "vendors": {"kind": "shop"},
    "tariffs": {"country": home.COUNTRY, "currency": home.CURRENCY, "basis": "contract"},
}
# Ids that are made of the name where nobody writes one.
_MADE_OF_NAME = {"vendors": "vendor"}
_LABELS = {
    "part_number": "Part",
    "vendor": "Shop",
    "price": "Price per pack",
    "pack_size": "Pack size",
    "quoted_on": "Seen on",
    "source": "Source: a web address or a note",
    "url": "Web address",
    "tax_percent": "Tax, percent",
    "tax_included": "Prices include tax",
    "ships_to": "Ships to (country codes)",
    "free_shipping_over": "Free shipping from",
    "minimum_order": "Minimum order value",
    "terms_on": "I read these terms on",
    "terms_for": "Terms apply to (country codes)",
    "lead_time_days": "Delivery time, days",
    "shipping": "Shipping for one order",
    "retired_on": "From this day",
    "ram_mb": "Memory, MB (or 8 GB)",
    "capacity_mb": "Memory, MB (or 16 GB)",
    "capacity_gb": "Capacity, GB",
    "nic_mbps": "Network speed, Mbit/s (or 2.5G)",
    "speed_mbps": "Network speed, Mbit/s (or 2.5G)",
    "switch_mbps": "Speed of its own switch, Mbit/s",
    "power_max_w": "Peak draw, W",
    "power_typical_w": "Typical draw, W",
    "power_idle_w": "Idle draw, W",
    "power_connector": "Powered by",
    "supply_w": "Total output, W",
    "port_max_ma": "Per outlet, mA",
    "poe_ports": "PoE ports (0 if none)",
    "poe_budget_w": "PoE budget, W",
    "poe_class_w": "PoE class, W",
    "output_ma": "Output, mA",
    "length_m": "Length, m",
    "from_connector": "Plug at one end",
    "to_connector": "Plug at the other end",
    "shelves": "Boards it holds",
    "fits": "Made for",
    "note": "Note",
    "per_kwh": "Price per kWh",
    "since": "Valid from",
    "rack_u": "Rack units",
    "rack_widths_in": "Rack widths, inches",
    "rack_full_depth": "Full rack depth",
    "rack_source": "Source of the rack size",
    "width_mm": "Width, mm",
    "depth_mm": "Depth, mm",
    "height_mm": "Height, mm",
    "size_source": "Source of the size",
}
_TERMS = (
    "shipping shipping_tiers shipping_by_weight shipping_by_packs shipping_by_pieces "
    "free_shipping_over minimum_order tax_percent tax_included lead_time_days import_tax_percent "
    "duty_percent ships_to"
).split()
_YES_NO = {"": "not known", "true": "yes", "false": "no"}


def show(
    kind: str,
    version: str,
    *,
    before: Mapping[str, str],
    fixed: Collection[str],
    wrong: Sequence[Finding],
) -> None:
    """Show an input for every column of a kind of row.

    `before` are the cells to begin with, `fixed` columns tell which row it is and stay; `wrong` is
    what was found when it was last saved, shown beside the input that it is about.
    """
    columns = {column.name: column for column in _columns(kind)}
    asked = columns if kind in _DATED else _FIRST.get(kind, _PART_FIRST)
    first = [name for name in asked if name in columns]
    rest = [name for name in columns if name not in first]
    told = {finding.cell.column for finding in wrong if finding.cell is not None}
    for finding in wrong:
        if finding.cell is None or finding.cell.column not in columns:
            widgets.show_beside(finding)
    _fields(kind, version, [columns[name] for name in first], before, fixed, wrong)
    if not rest:
        return
    more = st.expander("More facts", expanded=bool(told & set(rest)))
    with more:
        _fields(kind, version, [columns[name] for name in rest], before, fixed, wrong)


def _fields(
    kind: str,
    version: str,
    columns: Sequence[Column],
    before: Mapping[str, str],
    fixed: Collection[str],
    wrong: Sequence[Finding],
) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="top"):
        for column in columns:
            with st.container(width=340, gap="xsmall"):
                _field(kind, version, column, before, disabled=column.name in fixed)
                for finding in wrong:
                    if finding.cell is not None and finding.cell.column == column.name:
                        widgets.show_beside(finding)


def show_some(
    kind: str,
    version: str,
    names: Sequence[str],
    wrong: Sequence[Finding],
    *,
    before: Mapping[str, str] | None = None,
) -> None:
    """Show inputs for some columns of a kind of row, each with what is wrong with it.

    `before` are the cells to begin with.
    """
    columns = {column.name: column for column in _columns(kind)}
    asked = [columns[name] for name in names if name in columns]
    _fields(kind, version, asked, before or {}, (), wrong)


def _columns(kind: str) -> list[Column]:
    vendor = [Column("vendor", Kind.VENDOR, True, "Who sells it", "acme")]
    return [*(vendor if kind == "offers" else []), *columns_for(kind)]


def _key(version: str, column: str) -> str:
    return f"own:{version}:{column}"


def _field(
    kind: str, version: str, column: Column, before: Mapping[str, str], *, disabled: bool
) -> None:
    key = _key(version, column.name)
    label = _LABELS.get(column.name) or spec_name(column.name)
    options = _options(kind, column)
    start = before.get(column.name, _USUAL.get(kind, {}).get(column.name, ""))
    # Whoever writes down terms has read them now, unless another day is said.
    now = column.required or column.name == "terms_on"
    if column.kind is Kind.DAY and now and not start:
        start = in_view.today().isoformat()
    if options is None:
        st.session_state.setdefault(key, start)
        st.text_input(
            label,
            key=key,
            help=column.description,
            placeholder=column.example,
            disabled=disabled,
        )
        return
    if start not in options:
        options = {start: start, **options}
    st.session_state.setdefault(key, start)
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        help=column.description,
        disabled=disabled,
    )


def _options(kind: str, column: Column) -> dict[str, str] | None:
    """Return what may be chosen, each with what it is called; None where anything may be typed."""
    catalog = in_view.workspace().catalog
    if column.kind is Kind.YES_NO:
        return _YES_NO
    if column.kind is Kind.WORD:
        none = {} if column.required else {"": "not stated"}
        return none | {word: word for word in column.words}
    if column.name == "vendor" and kind != "vendors":
        shops = {each.vendor: each.name for each in catalog.vendors if each.kind == "shop"}
        return {"": "choose …"} | dict(sorted(shops.items(), key=lambda pair: pair[1].casefold()))
    if column.name == "part_number" and kind not in CATEGORIES:
        parts = {each.part_number: each.name for each in catalog.parts}
        return {"": "choose …"} | dict(sorted(parts.items(), key=lambda pair: pair[1].casefold()))
    return None


def preset(kind: str, version: str, **cells: str) -> None:
    """Fill some inputs of a row before they are shown."""
    for column in _columns(kind):
        if column.name in cells:
            st.session_state[_key(version, column.name)] = cells[column.name]


def typed(kind: str, version: str, *, before: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of the row as they stand in the inputs; empty ones as well."""
    cells = {
        column.name: str(st.session_state.get(_key(version, column.name), "")).strip()
        for column in _columns(kind)
    }
    made = _MADE_OF_NAME.get(kind, "part_number" if kind in CATEGORIES else None)
    if made is not None and not cells[made]:
        cells[made] = id_of(cells["name"])
    if kind == "vendors" and not any(cells[name] for name in _TERMS):
        # Where no term is stated, none was read.
        cells["terms_on"] = ""
    # Columns that the planner does not know stay as they are.
    return {**before, **cells}
