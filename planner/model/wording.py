"""Wishes, terms, limits and reasons in words: the one place that words them.

What is worded here is data everywhere else, so that nothing has to be read out of a sentence
again. It lies in model because three rooms need the same words: findings of the engine, reports,
and the JSON of io. Parts stand by number in the data; `names` says what a reader calls them.
"""

from collections.abc import Callable

from planner.model.requirement import Pieces, PowerSource
from planner.model.sizing import NodesLeft
from planner.model.wishes import Demand, LimitedTerm, TermKind, Wish, WishKind
from planner.model.words import counted

Names = Callable[[str], str]


def by_number(part_number: str) -> str:
    """Return what programs and command lines call a part: its number."""
    return part_number


# --- wishes and terms ----------------------------------------------------------------------------

_WISHES = {
    WishKind.SPARES: "{} spare nodes of each role",
    WishKind.SHELVES: "cases that hold every board",
    WishKind.HEADROOM: "{} % headroom on chargers",
    WishKind.REDUNDANT: "each node on two separate networks",
    WishKind.CASCADE: "a single switch",
    WishKind.PRICES_SINCE: "prices of {} or later",
    WishKind.MBPS: "{} Mbit/s for each node",
    WishKind.RAM: "{} GB of RAM for each node",
    WishKind.STORAGE: "{} GB of storage for each node",
    WishKind.ROLE: "what {} needs beside the others",
    WishKind.CORES: "{} cores in all",
    WishKind.TOTAL_RAM: "{} GB of RAM in all",
    WishKind.TOTAL_STORAGE: "{} GB of storage in all",
    WishKind.BUDGET: "a budget of {}",
}
_POWERED = {
    PowerSource.CHARGER: "power from chargers",
    PowerSource.POE: "power over the network",
}


def demand_text(demand: Demand, names: Names = by_number) -> str:
    """Return a wish or a term as it is named among others: `no rpi-3b`, `delivery by 2025-03-01`.

    It has no capital and no full stop, so that it fits into any sentence.
    """
    return _wish(demand, names) if isinstance(demand, Wish) else _term(demand, names)


def _wish(wish: Wish, names: Names) -> str:
    value = wish.value
    if isinstance(value, Pieces):
        return f"{value.quantity} × {names(value.part_number)}"
    if isinstance(value, PowerSource):
        return _POWERED[value]
    if isinstance(value, tuple):
        only = wish.kind is WishKind.ONLY
        return f"only {', '.join(map(names, value))}" if only else " or ".join(value)
    if wish.kind is WishKind.MUST_NOT:
        return f"no {names(str(value))}"
    if isinstance(value, int) and wish.kind is WishKind.NODES:
        return counted(value, "node")
    if isinstance(value, int) and wish.kind is WishKind.UPLINKS:
        return f"{counted(value, 'lead')} to the router"
    return _WISHES[wish.kind].format(value)


def _term(term: LimitedTerm, names: Names) -> str:
    if term.kind is TermKind.LOCK:
        return f"the lock of {names(term.part_number)} on {term.vendor}"
    if term.kind is TermKind.EXCLUDE:
        return f"the exclusion of {term.vendor}"
    if term.count is not None:
        return f"the limit of {counted(term.count, 'vendor')}"
    return f"delivery by {term.day}"


def term_value(term: LimitedTerm) -> str:
    """Return what a term asks for, as it is written on a command line: `lead=acme`, `2`."""
    if term.kind is TermKind.LOCK:
        return f"{term.part_number}={term.vendor}"
    values = (term.vendor or None, term.count, term.day, term.percent)
    return "".join(str(value) for value in values if value is not None)


def nodes_left_text(left: NodesLeft | None) -> str:
    """Return how many nodes remain possible of more: `at most 5 nodes`; empty if that is not known.

    Where nobody knows that more are not, it says how many can be.
    """
    if left is None:
        return ""
    return f"{'at most ' if left.is_most else ''}{counted(left.nodes, 'node')}"
