"""What is asked at first sight: nodes and copies, boards, memory, storage, speed, aim, budget."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.model.money import symbol
from planner.model.parts import Board
from planner.model.requirement import Objective, Requirement
from planner.model.speeds import USUAL_MBPS, speed_name, speed_said
from planner.ui.kit.countries import COUNTRIES, country_name
from planner.ui.kit.numbers import ask_number
from planner.ui.size._form_numbers import ANY, Unread, key_of, read_number
from planner.ui.visit import in_view

_OBJECTIVES = {
    Objective.COST: "Lowest cost",
    Objective.OVER_YEARS: "Lowest cost over years",
    Objective.WATTS: "Lowest power",
    Objective.NODES: "Most nodes for a budget",
    Objective.CORES: "Most cores for a budget",
}
_LISTED = "List prices, without shipping"
_NARROW, _MIDDLE, _WIDE, _BOARDS = 136, 210, 240, 300


class FirstRow:
    """The inputs of the first row, each with a place beside it for what is wrong with it."""

    def __init__(self, wanted: Requirement, version: int) -> None:
        self._wanted, self._version = wanted, version
        self.places: dict[str, DeltaGenerator] = {}

    def ask(self) -> dict[str, Any]:
        """Show the inputs, filled in; return what is in them, by field of the requirement."""
        wanted, version = self._wanted, self._version
        with st.container(horizontal=True, vertical_alignment="top"):
            return {
                "nodes": self._in("nodes", _NARROW, lambda: _nodes(wanted, version)),
                "copies": self._in("copies", _NARROW, lambda: _copies(wanted, version)),
                "boards": self._in("boards", _BOARDS, lambda: _boards(wanted, version)),
                "ram_gb": self._in("ram_gb", _NARROW, lambda: _ram(wanted, version)),
                "storage_gb": self._in("storage_gb", _NARROW, lambda: _storage(wanted, version)),
                "mbps": self._in("mbps", _NARROW, lambda: _speed(wanted, version)),
                "objective": self._in("objective", _MIDDLE, lambda: _objective(wanted, version)),
                "budget": self._in("budget", _NARROW, lambda: _budget(wanted, version)),
                "delivered_to": self._in("delivered_to", _WIDE, lambda: _prices(wanted, version)),
            }

    def _in(self, field: str, width: int, ask: Callable[[], Any]) -> Any:
        with st.container(width=width, gap="xxsmall"):
            value = ask()
            self.places[field] = st.container()
        return value


def _nodes(wanted: Requirement, version: int) -> Any:
    return ask_number(
        "Nodes",
        wanted.nodes,
        placeholder="as needed",
        key=key_of("nodes", version),
        help="Empty: as many as the budget allows, or the cluster totals under More requirements.",
    )


def _copies(wanted: Requirement, version: int) -> Any:
    return ask_number(
        "Copies",
        wanted.copies,
        key=key_of("copies", version),
        help="How many identical clusters you buy together. Packs, price breaks, the "
        "budget and parts you own count once for all of them.",
    )


def _boards(wanted: Requirement, version: int) -> tuple[str, ...]:
    names = _names_of_boards()
    unknown = {number: number for number in wanted.boards if number not in names}
    chosen = st.multiselect(
        "Board",
        [*names, *unknown],
        default=list(wanted.boards),
        format_func=lambda number: names.get(number, number),
        placeholder="any",
        key=key_of("boards", version),
        help="Every node is one of these boards. Type a part of the name to find one.",
    )
    return tuple(chosen)


def _names_of_boards() -> Mapping[str, str]:
    boards = (part for part in in_view.catalog().parts if isinstance(part, Board))
    return {part.part_number: part.name for part in sorted(boards, key=lambda part: part.name)}


def _ram(wanted: Requirement, version: int) -> Any:
    usual = ("1", "2", "4", "8", "16")
    return _usual_or_other("RAM per node (GB)", usual, wanted.ram_gb, f"ram:{version}")


def _storage(wanted: Requirement, version: int) -> Any:
    usual = ("16", "32", "64", "128", "256")
    return _usual_or_other("Storage per node (GB)", usual, wanted.storage_gb, f"storage:{version}")


def _speed(wanted: Requirement, version: int) -> Any:
    now = None if wanted.mbps is None else speed_name(wanted.mbps)
    chosen = _choice("Network speed", tuple(map(speed_name, USUAL_MBPS)), now, f"mbps:{version}")
    if chosen is None:
        return None
    mbps = speed_said(chosen)
    return Unread(chosen) if mbps is None else mbps


def _usual_or_other(label: str, usual: tuple[str, ...], value: object, key: str) -> Any:
    """Ask for one of the usual numbers, for none, or for another that the visitor types."""
    chosen = _choice(label, usual, None if value is None else f"{value:f}", key)
    return None if chosen is None else read_number(chosen)


def _choice(label: str, usual: tuple[str, ...], now: str | None, key: str) -> str | None:
    options = [ANY, *usual, *([] if now is None or now in usual else [now])]
    chosen = st.selectbox(
        label,
        options,
        index=options.index(now or ANY),
        accept_new_options=True,
        key=f"wish:{key}",
    )
    return None if chosen in (None, ANY) else str(chosen)


def _objective(wanted: Requirement, version: int) -> Any:
    return st.selectbox(
        "Optimise for",
        list(Objective),
        index=list(Objective).index(wanted.objective),
        format_func=lambda each: _OBJECTIVES.get(each, str(each)),
        key=key_of("objective", version),
    )


def _budget(wanted: Requirement, version: int) -> Any:
    sign, for_all = symbol(wanted.currency).strip(), " for all" if wanted.copies > 1 else ""
    return read_number(
        st.text_input(
            f"Budget{for_all}, {sign}",
            value="" if wanted.budget is None else f"{wanted.budget:f}",
            placeholder="none",
            key=key_of("budget", version),
        )
    )


def _prices(wanted: Requirement, version: int) -> str | None:
    """Ask at which prices cost is counted: list prices, or delivered to a country."""
    known = wanted.delivered_to
    countries = [*COUNTRIES, *([] if known is None or known in COUNTRIES else [known])]
    # Nothing is no choice of an input that is to keep one, so list prices have a word of their own.
    asked = st.selectbox(
        "Prices",
        ["", *countries],
        index=0 if known is None else countries.index(known) + 1,
        format_func=lambda code: f"Delivered to {country_name(code)}" if code else _LISTED,
        key=key_of("prices", version),
        help="Delivered: shipping, taxes and packs of every vendor count, and parts and vendors "
        "are chosen together. Vendors known not to deliver there are excluded. Only for "
        "the lowest cost.",
    )
    return asked or None
