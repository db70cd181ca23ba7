"""The form in which a visitor says what a cluster must do: a few wishes, and more in a fold."""

from typing import Any, get_args

import streamlit as st

from planner.io.documents.requirements import wishes_of
from planner.model.build import PowerBasis
from planner.model.findings import Finding, Severity
from planner.model.money import symbol
from planner.model.parts import Isa
from planner.model.requirement import (
    MOST_NODES,
    MOST_RACK_UNITS,
    Objective,
    PowerSource,
    Requirement,
)
from planner.model.words import sentence
from planner.ui.kit import wording
from planner.ui.kit.countries import COUNTRIES, country_name
from planner.ui.kit.numbers import typed_number
from planner.ui.size import wishes
from planner.ui.size._form_counts import ask_what_counts, two_answers
from planner.ui.size._form_electricity import ask_electricity
from planner.ui.size._form_places import ask_places
from planner.ui.size._form_tables import ask_parts, ask_roles

ANY = "any"
_REFUSED = "wishes-refused"
_OBJECTIVES = {
    Objective.COST: "Least cost",
    Objective.OVER_YEARS: "Least cost over years",
    Objective.WATTS: "Least watts",
    Objective.NODES: "Most nodes for a budget",
    Objective.CORES: "Most cores for a budget",
}
_SOURCES = {
    PowerSource.CHARGER: "USB chargers",
    PowerSource.POE: "the switch (PoE)",
    PowerSource.NONE: "I see to it",
}
_DRAWS = {
    PowerBasis.STRESS: "the most a board draws",
    PowerBasis.SUPPLY: "the supply its maker recommends",
    PowerBasis.TYPICAL: "what it draws most of the time",
}
_LISTED = "As listed, without shipping"
_WIDTH, _WIDE = 150, 240
# What is seen at first stands in one row on a wide screen.
_NARROW, _MIDDLE = 136, 210


def ask_wishes(wanted: Requirement) -> tuple[Finding, ...]:
    """Show the form, filled in with the wishes in force; put what is sent off in force.

    Return what cannot be wished, in plain sentences, until something else is sent off: the wishes
    before stay in force, and are no answer to what the form says.
    """
    version = wishes.form_version()
    with st.form(f"wishes-{version}", border=True):
        given = _first_sight(wanted, version)
        first = st.container()
        with st.expander("More wishes", icon=":material/tune:"):
            more = _more(wanted, version)
        sent = st.form_submit_button(
            "Propose a build", type="primary", icon=":material/auto_awesome:"
        )
        last = st.container()
    if sent:
        asked, refused = _asked(wanted, given | more)
        st.session_state[_REFUSED] = version, () if asked is not None else refused
        if asked is not None:
            wishes.wish_for(asked)
            st.rerun()
    of, refused = st.session_state.get(_REFUSED, (version, ()))
    if of != version:
        return ()
    for found in refused:
        with first if found.subject in given else last:
            st.markdown(wording.finding(found, advised=False))
    if refused:
        last.markdown(wording.small("Nothing was changed: what stands below is as before."))
    return tuple(refused)


def _asked(
    wanted: Requirement, given: dict[str, Any]
) -> tuple[Requirement | None, tuple[Finding, ...]]:
    """Return what is wished; None with what cannot be, each finding about one input."""
    unread = [name for name, value in given.items() if value is _UNREADABLE]
    beyond = [
        name
        for name, (least, most) in _LIMITS.items()
        if given[name] is not None and not least <= given[name] <= most
    ]
    two = two_answers(given)
    if unread or beyond or two:
        numbers = (_out_of_range(name, given[name]) for name in beyond)
        return None, (*map(_not_a_number, unread), *numbers, *two)
    # What the form does not ask stays as it is: a file may say more.
    return wishes_of({**dict(wanted), **given}, today=wanted.on)


def _first_sight(wanted: Requirement, version: int) -> dict[str, Any]:
    sign = symbol(wanted.currency).strip()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return {
            "nodes": st.number_input(
                "Nodes",
                value=wanted.nodes,
                placeholder="as needed",
                width=_NARROW,
                key=_key("nodes", version),
                help="Empty: as many as the sums under More wishes, or the budget, come to.",
            ),
            "ram_gb": _number_or_any(
                "RAM each, GB", ("1", "2", "4", "8", "16"), wanted.ram_gb, f"ram:{version}"
            ),
            "storage_gb": _number_or_any(
                "Storage each, GB",
                ("16", "32", "64", "128", "256"),
                wanted.storage_gb,
                f"storage:{version}",
            ),
            "mbps": _number_or_any(
                "Mbit/s each", ("100", "1000", "2500"), wanted.mbps, f"mbps:{version}"
            ),
            "objective": st.selectbox(
                "Best is",
                list(Objective),
                index=list(Objective).index(wanted.objective),
                format_func=lambda each: _OBJECTIVES.get(each, str(each)),
                width=_MIDDLE,
                key=_key("objective", version),
            ),
            "budget": _read(
                st.text_input(
                    f"Budget, {sign}",
                    value="" if wanted.budget is None else f"{wanted.budget:f}",
                    placeholder="none",
                    width=_NARROW,
                    key=_key("budget", version),
                )
            ),
            "delivered_to": _prices(wanted, version),
        }


def _prices(wanted: Requirement, version: int) -> str | None:
    """Ask at which prices cost is counted: list prices, or delivered to a country."""
    known = wanted.delivered_to
    countries = [*COUNTRIES, *([] if known is None or known in COUNTRIES else [known])]
    return st.selectbox(
        "Prices",
        [None, *countries],
        index=0 if known is None else countries.index(known) + 1,
        format_func=lambda code: _LISTED if code is None else f"Delivered to {country_name(code)}",
        width=_WIDE,
        key=_key("prices", version),
        help="Delivered: shipping, taxes and packs of every vendor count, and parts and vendors "
        "are chosen together. Vendors that say they do not deliver there are left out. Only where "
        "the best is the least cost.",
    )


def _more(wanted: Requirement, version: int) -> dict[str, Any]:
    given = _sums(wanted, version) | _network_and_power(wanted, version)
    given |= ask_electricity(wanted, version)
    given["tariff"] = _read(given["tariff"])
    given["roles"] = ask_roles(wanted, version)
    given |= ask_parts(wanted, version)
    return given


def _sums(wanted: Requirement, version: int) -> dict[str, Any]:
    st.markdown("**In all**, whatever the number of nodes")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return {
            "cores": st.number_input(
                "Cores",
                value=wanted.cores,
                placeholder=ANY,
                width=_WIDTH,
                key=_key("cores", version),
            ),
            "total_ram_gb": _amount("RAM, GB", wanted.total_ram_gb, f"total-ram:{version}"),
            "total_storage_gb": _amount(
                "Storage, GB", wanted.total_storage_gb, f"total-storage:{version}"
            ),
            "isa": tuple(
                st.multiselect(
                    "Instruction set of each",
                    list(get_args(Isa)),
                    default=list(wanted.isa),
                    placeholder=ANY,
                    width=_WIDE,
                    key=_key("isa", version),
                )
            ),
            "spares": st.number_input(
                "Spare nodes of each kind",
                value=wanted.spares,
                width=_WIDE,
                key=_key("spares", version),
                help="For the drawer: they cost, and need neither port nor power.",
            ),
        } | ask_what_counts(wanted, version)


def _network_and_power(wanted: Requirement, version: int) -> dict[str, Any]:
    st.markdown("**Network and power**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        given: dict[str, Any] = {
            "uplinks": st.number_input(
                "Leads to the router",
                value=wanted.uplinks,
                width=_WIDTH,
                key=_key("uplinks", version),
            ),
            "power": st.selectbox(
                "Power from",
                list(PowerSource),
                index=list(PowerSource).index(wanted.power),
                format_func=lambda each: _SOURCES.get(each, str(each)),
                width=_WIDE,
                key=_key("power", version),
            ),
            "power_by": st.selectbox(
                "Chargers are sized by",
                list(_DRAWS),
                index=list(_DRAWS).index(wanted.power_by),
                format_func=lambda each: _DRAWS[each],
                width=_WIDE,
                key=_key("power-by", version),
            ),
            "headroom_percent": st.number_input(
                "Of a charger stays free, %",
                value=wanted.headroom_percent,
                width=_WIDE,
                key=_key("headroom", version),
            ),
        }
    with st.container(horizontal=True):
        given["cascade"] = st.checkbox(
            "Several switches may be linked", value=wanted.cascade, key=_key("cascade", version)
        )
        given["redundant"] = st.checkbox(
            "Each node on two separate networks",
            value=wanted.redundant,
            key=_key("redundant", version),
            help="Any one switch may fail. Each node needs a second network port: an adapter.",
        )
    given |= ask_places(wanted, version)
    return given


# --- single inputs -------------------------------------------------------------------------------

_UNREADABLE = object()
# The least and the most of each whole number. Said here and not to the browser, which would keep
# what it refuses to itself: the page would go on showing the answer to the number before.
_LIMITS = {
    "nodes": (1, MOST_NODES),
    "cores": (1, 100_000),
    "spares": (0, MOST_NODES),
    "uplinks": (0, 64),
    "headroom_percent": (0, 90),
    "rack_units": (1, MOST_RACK_UNITS),
    "years": (1, 50),
}
_NAMES = {
    "nodes": "nodes",
    "cores": "cores",
    "spares": "spare nodes of each kind",
    "uplinks": "leads to the router",
    "headroom_percent": "percent of a charger that stays free",
    "rack_units": "rack units",
    "ram_gb": "RAM of each",
    "storage_gb": "storage of each",
    "mbps": "network of each",
    "budget": "budget",
    "years": "years of electricity",
    "tariff": "price of a kWh",
    "total_ram_gb": "RAM in all",
    "total_storage_gb": "storage in all",
}


def _key(name: str, version: int) -> str:
    return f"wish:{name}:{version}"


def _number_or_any(label: str, usual: tuple[str, ...], value: object, key: str) -> Any:
    """Ask for one of the usual numbers, for none, or for another that the visitor types."""
    now = ANY if value is None else f"{value:f}" if not isinstance(value, int) else str(value)
    options = [ANY, *usual, *([] if now in (ANY, *usual) else [now])]
    chosen = st.selectbox(
        label,
        options,
        index=options.index(now),
        accept_new_options=True,
        width=_NARROW,
        key=f"wish:{key}",
    )
    return None if chosen in (None, ANY) else _read(chosen)


def _amount(label: str, value: object, key: str) -> Any:
    text = "" if value is None else f"{value:f}"
    return _read(st.text_input(label, value=text, placeholder=ANY, width=_WIDTH, key=f"wish:{key}"))


def _read(text: str) -> Any:
    """Return the number a text stands for; None for an empty one."""
    if not text.strip():
        return None
    number = typed_number(text)
    return _UNREADABLE if number is None else number


def _out_of_range(name: str, value: object) -> Finding:
    least, most = _LIMITS[name]
    called = _NAMES[name]
    return Finding(
        code="wish-out-of-range",
        severity=Severity.ERROR,
        subject=name,
        message=f"{sentence(called)}: {value} is not possible. "
        f"Choose a whole number from {least:,} to {most:,}.",
    )


def _not_a_number(name: str) -> Finding:
    message = f"{_NAMES.get(name, name)}: that is no number. Write it like 4 or 1500.50."
    return Finding(
        code="wish-not-a-number",
        severity=Severity.ERROR,
        subject=name,
        message=sentence(message),
    )
