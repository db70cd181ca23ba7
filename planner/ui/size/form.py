"""The form in which a visitor says what a cluster must do: a few wishes, and more in a fold."""

from typing import Any, get_args

import streamlit as st

from planner.io.documents.requirements import wishes_of
from planner.model.build import PowerBasis
from planner.model.findings import Finding
from planner.model.parts import Isa
from planner.model.requirement import (
    PowerSource,
    Requirement,
    SwitchLevels,
)
from planner.model.words import basis_text
from planner.ui.kit import wording
from planner.ui.kit.numbers import ask_number
from planner.ui.size import wishes
from planner.ui.size._form_counts import ask_what_counts, two_answers
from planner.ui.size._form_electricity import ask_electricity
from planner.ui.size._form_first import FirstRow
from planner.ui.size._form_numbers import ANY, impossible, key_of, read_number
from planner.ui.size._form_places import ask_places
from planner.ui.size._form_tables import ask_parts, ask_roles

_REFUSED = "wishes-refused"
_SOURCES = {
    PowerSource.ANY: "Whatever the board needs",
    PowerSource.CHARGER: "Chargers and supplies",
    PowerSource.POE: "The switch (PoE)",
    PowerSource.NONE: "Not included (I have power)",
}
_DRAWS = {
    basis: basis_text(basis) for basis in (PowerBasis.STRESS, PowerBasis.SUPPLY, PowerBasis.TYPICAL)
}
_WIDTH, _WIDE = 150, 240


def ask_wishes(wanted: Requirement) -> tuple[Finding, ...]:
    """Show the form, filled in with the requirements in force; put what is sent off in force.

    Return what cannot be, each said beside its input, until something else is sent off: then there
    is no answer to what the form says, and the one before is none.
    """
    version = wishes.form_version()
    with st.form(f"wishes-{version}", border=True):
        first = FirstRow(wanted, version)
        given = first.ask()
        with st.expander("More requirements", icon=":material/tune:"):
            more = _more(wanted, version)
        sent = st.form_submit_button(
            "Find the cheapest build", type="primary", icon=":material/auto_awesome:"
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
        with first.places.get(found.subject, last):
            st.markdown(wording.finding(found, advised=False))
    return tuple(refused)


def _asked(
    wanted: Requirement, given: dict[str, Any]
) -> tuple[Requirement | None, tuple[Finding, ...]]:
    """Return what is required; None with what cannot be, each finding about one input."""
    wrong = (*impossible(given), *two_answers(given))
    if wrong:
        return None, wrong
    # What the form does not ask stays as it is: a file may say more.
    return wishes_of({**dict(wanted), **given}, today=wanted.on)


def _more(wanted: Requirement, version: int) -> dict[str, Any]:
    given = _sums(wanted, version) | _network_and_power(wanted, version)
    given |= ask_electricity(wanted, version)
    given["tariff"] = read_number(given["tariff"])
    given["roles"] = ask_roles(wanted, version)
    given |= ask_parts(wanted, version)
    return given


def _sums(wanted: Requirement, version: int) -> dict[str, Any]:
    st.markdown("**Cluster total**, whatever the number of nodes")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return {
            "cores": ask_number(
                "Cores",
                wanted.cores,
                placeholder=ANY,
                width=_WIDTH,
                key=key_of("cores", version),
            ),
            "total_ram_gb": _amount("RAM, GB", wanted.total_ram_gb, f"total-ram:{version}"),
            "total_storage_gb": _amount(
                "Storage, GB", wanted.total_storage_gb, f"total-storage:{version}"
            ),
            "isa": tuple(
                st.multiselect(
                    "CPU architecture",
                    list(get_args(Isa)),
                    default=list(wanted.isa),
                    placeholder=ANY,
                    width=_WIDE,
                    key=key_of("isa", version),
                )
            ),
            "spares": ask_number(
                "Spare nodes of each role",
                wanted.spares,
                width=_WIDE,
                key=key_of("spares", version),
                help="Spares add cost, but need no port and no power.",
            ),
        } | ask_what_counts(wanted, version)


def _network_and_power(wanted: Requirement, version: int) -> dict[str, Any]:
    st.markdown("**Network and power**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        given: dict[str, Any] = {
            "uplinks": ask_number(
                "Uplinks",
                wanted.uplinks,
                width=_WIDTH,
                key=key_of("uplinks", version),
            ),
            "power": st.selectbox(
                "Power from",
                list(PowerSource),
                index=list(PowerSource).index(wanted.power),
                format_func=lambda each: _SOURCES.get(each, str(each)),
                width=_WIDE,
                key=key_of("power", version),
            ),
            "power_by": st.selectbox(
                "Size power supplies for",
                list(_DRAWS),
                index=list(_DRAWS).index(wanted.power_by),
                format_func=lambda each: _DRAWS[each],
                width=_WIDE,
                key=key_of("power-by", version),
            ),
            "headroom_percent": ask_number(
                "Power headroom (%)",
                wanted.headroom_percent,
                width=_WIDE,
                key=key_of("headroom", version),
            ),
        }
    with st.container(horizontal=True):
        given["cascade"] = st.checkbox(
            "Allow linked switches", value=wanted.cascade, key=key_of("cascade", version)
        )
        two_levels = st.checkbox(
            "Linked switches: at most two levels deep",
            value=wanted.switch_levels is SwitchLevels.TWO,
            key=key_of("switch_levels", version),
            help="One switch is the root, and every other switch is linked directly to it.",
        )
        given["switch_levels"] = SwitchLevels.TWO if two_levels else SwitchLevels.ANY
        given["redundant"] = st.checkbox(
            "Each node on two separate networks",
            value=wanted.redundant,
            key=key_of("redundant", version),
            help=(
                "Any one switch may fail. Each node needs a second network port, for example an "
                "adapter."
            ),
        )
    given |= ask_places(wanted, version)
    return given


# --- single inputs -------------------------------------------------------------------------------


def _amount(label: str, value: object, key: str) -> Any:
    text = "" if value is None else f"{value:f}"
    return read_number(
        st.text_input(label, value=text, placeholder=ANY, width=_WIDTH, key=f"wish:{key}")
    )
