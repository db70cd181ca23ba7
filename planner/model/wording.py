"""Requirements, terms, limits and reasons in words: the one place that words them.

In one piece because what is worded here is worded nowhere else. It is data everywhere else, so that
nothing has to be read out of a sentence again. It lies in model because three rooms need the same
words: findings of the engine, reports, and the JSON of io. Parts stand by number in the data;
`names` says what a reader calls them.
"""

from collections.abc import Iterable, Iterator

from planner.model.basket import Basket
from planner.model.limits import Draw, LimitKind, Taker, UnitKind, UnitLimit
from planner.model.money import Money
from planner.model.names import Names, by_number
from planner.model.numbers import number_text
from planner.model.obstacle_wording import obstacle_text
from planner.model.obstacles import KeptOut
from planner.model.parts import CATEGORY_TITLES
from planner.model.requirement import Pieces, PowerSource, Requirement, Wanted
from planner.model.sizing import Cliff, CurvePoint, NodesLeft, Sizing
from planner.model.wishes import RECENT, Demand, LimitedTerm, TermKind, Wish, WishKind
from planner.model.words import counted, sentence, unit_title

# --- wishes and terms ----------------------------------------------------------------------------

_WISHES = {
    WishKind.SPARES: "{} spare nodes of each role",
    WishKind.SHELVES: "cases for every board",
    WishKind.HEADROOM: "{} % power headroom",
    WishKind.REDUNDANT: "each node on two separate networks",
    WishKind.SWITCH_LEVELS: "the limit of {} levels of linked switches",
    WishKind.CASCADE: "a single switch",
    WishKind.PRICES_SINCE: "prices from {} or later",
    WishKind.INCLUDE_ENDED: "the exclusion of discontinued parts",
    WishKind.MBPS: "{} Mbit/s per node",
    WishKind.RAM: "{} GB of RAM per node",
    WishKind.STORAGE: "{} GB of storage per node",
    WishKind.ROLE: "the requirements of role {}",
    WishKind.CORES: "{} cores in total",
    WishKind.TOTAL_RAM: "{} GB of RAM in total",
    WishKind.TOTAL_STORAGE: "{} GB of storage in total",
    WishKind.BUDGET: "a budget of {}",
}
_COUNTED = {
    WishKind.NODES: ("{}", "node"),
    WishKind.UPLINKS: ("{}", "uplink"),
}
_POWERED = {
    PowerSource.ANY: "power for every node",
    PowerSource.CHARGER: "power from chargers",
    PowerSource.POE: "power over Ethernet",
}


def demand_text(demand: Demand, names: Names = by_number) -> str:
    """Return a wish or a term as it is named: `the exclusion of rpi-3b`, `delivery by 2025-03-01`.

    It is a noun with neither capital nor full stop, so that it fits in a list as well as after
    `without`, `instead of` and `drop`.
    """
    return _wish(demand, names) if isinstance(demand, Wish) else _term(demand, names)


def _wish(wish: Wish, names: Names) -> str:
    value = wish.value
    if isinstance(value, Wanted):
        name = names(value.part_number)
        count = value.quantity
        return f"{name} as a required part" if count is None else f"{count} × {name}"
    if isinstance(value, PowerSource):
        return _POWERED[value]
    if isinstance(value, tuple):
        return _listed(wish.kind, value, names)
    if wish.kind is WishKind.PRICES_SINCE and value == RECENT:
        return "the exclusion of old prices"
    if wish.kind is WishKind.MUST_NOT:
        return f"the exclusion of {names(str(value))}"
    if isinstance(value, int) and wish.kind in _COUNTED:
        words, one = _COUNTED[wish.kind]
        return words.format(counted(value, one))
    return f"{_WISHES[wish.kind].format(value)}{for_all_copies(wish.copies)}"


def _listed(kind: WishKind, value: tuple[str, ...], names: Names) -> str:
    if kind is WishKind.ONLY:
        return f"the restriction to {' or '.join(map(names, value))}"
    if kind is WishKind.BOARDS:
        return f"{' or '.join(map(names, value))} as every node"
    if kind is WishKind.RACK_UNITS:
        units, width = value
        return f"a rack of {counted(int(units), 'unit')}, {width} inches wide"
    things = "items" if kind is WishKind.CONDITION else "boards"
    return f"the restriction to {' or '.join(value)} {things}"


def _term(term: LimitedTerm, names: Names) -> str:
    if term.kind is TermKind.LOCK:
        return f"the lock of {names(term.part_number)} to {term.vendor}"
    if term.kind is TermKind.EXCLUDE:
        return f"the exclusion of {term.vendor}"
    if term.count is not None:
        return f"the limit of {counted(term.count, 'vendor')}"
    return f"delivery by {term.day}"


def without_text(demand: Demand, names: Names = by_number) -> str:
    """Return what is done to go without a requirement or a term: `Drop the budget of S$300.00`."""
    if isinstance(demand, Wish) and demand.kind is WishKind.SWITCH_LEVELS:
        return "Allow more levels of linked switches"
    if isinstance(demand, Wish) and demand.kind is WishKind.BUDGET:
        return f"Drop the budget of {demand.value}{for_all_copies(demand.copies)}"
    return f"Drop {demand_text(demand, names)}"


def for_all_copies(copies: int) -> str:
    """Return that what was named is for all copies together; nothing of one copy."""
    return "" if copies == 1 else f" for all {copies:,} copies"


def build_costs(copies: int) -> str:
    """Return who costs something that is said next: a build, or all copies of one."""
    return "a build costs" if copies == 1 else f"{copies:,} copies cost"


def still_none_text(demand: Demand, names: Names = by_number, *, delivered: bool = False) -> str:
    """Return that there is no build even without a requirement, and why."""
    build, others = "no build", "other requirements conflict"
    if delivered:
        build, others = "no build that can be delivered", "other requirements or terms conflict"
    return f"Even without {demand_text(demand, names)} there is {build}: {others} too."


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


_ALIKE = "All nodes of a role are identical: one board and one storage device each."

_NOT_IN_RACK = (
    "Chargers that do not mount on rails are placed outside the rack or behind its contents."
)


def reasons(sized: Sizing, names: Names = by_number) -> list[str]:
    """Return why each part is there, what was taken for granted, and what was left out."""
    return [*decisions(sized, names), *taken_for_granted(sized, names)]


def kept_out_text(kept: KeptOut, names: Names = by_number) -> str:
    """Return what keeps a part out that was asked for, down to the facts that are missing."""
    why = obstacle_text(kept.obstacle, names, of_one=True)
    told = [f"{names(kept.part_number)}: {why}."]
    for number, obstacle in kept.because:
        told.append(f"{names(number)}: {obstacle_text(obstacle, names, of_one=True)}.")
    return " ".join(told)


def decisions(sized: Sizing, names: Names = by_number) -> Iterator[str]:
    """Yield why each part of a build is there, in a sentence each; of several copies, of one."""
    for position in () if sized.build is None else sized.build.positions:
        end = " (already owned)." if position.owned else "."
        yield f"{position.quantity} × {names(position.part_number)}: {position.why}{end}"


def taken_for_granted(sized: Sizing, names: Names = by_number) -> Iterator[str]:
    """Yield what was taken for granted, and which parts were not considered, with a few names."""
    if sized.build is not None:
        yield _ALIKE
        if sized.requirement.rack_units is not None:
            yield _NOT_IN_RACK
        yield from _for_all_copies(sized.requirement)
    for each in sorted(sized.passed_over, key=lambda each: obstacle_text(each.obstacle)):
        more = f"; and {each.more} more" if each.more else ""
        why = obstacle_text(each.obstacle, names, of_one=len(each.names) + each.more == 1)
        yield f"Not used ({why}): {'; '.join(each.names)}{more}."


def _for_all_copies(asked: Requirement) -> Iterator[str]:
    """Yield what is counted once for all copies, where there are several."""
    if asked.copies > 1 and asked.budget is not None:
        budget = Money(asked.budget, asked.currency)
        yield f"The budget of {budget} is{for_all_copies(asked.copies)} together."
    if asked.copies > 1 and asked.owned:
        yield f"What you own is counted once, for all {asked.copies:,} copies together."


# --- limits of units -----------------------------------------------------------------------------

_LIMITS = {
    LimitKind.PORTS: "network port",
    LimitKind.POWERED: "powered port",
    LimitKind.OUTLETS: "outlet",
    LimitKind.PLACES: "place",
}
_TAKERS = {
    Taker.NODE: ("node", "nodes"),
    Taker.UPLINK: ("uplink", "uplinks"),
    Taker.LINK: ("link to another switch", "links to other switches"),
}


def unit_titles_text(limit: UnitLimit) -> str:
    """Return what the units of a limit are called together: `switch 1`, `chargers 1 to 3`."""
    *others, last = limit.numbers
    if not others:
        return unit_title(limit.unit, last)
    many = f"{limit.unit}es" if limit.unit is UnitKind.SWITCH else f"{limit.unit}s"
    if len(others) > 1 and last - others[0] == len(others):
        return f"{many} {others[0]} to {last}"
    return f"{many} {', '.join(map(str, others))} and {last}"


def taken_by(limit: UnitLimit) -> list[str]:
    """Return what takes the ports of a limit, each with its number: `7 nodes`."""
    return [counted(count, *_TAKERS[taker]) for taker, count in limit.by]


def limit_text(limit: UnitLimit) -> str:
    """Return a limit in a sentence, with its numbers."""
    each = "" if len(limit.numbers) == 1 else ", each"
    words = _counted(limit) if limit.draw is None else _drawn(limit, limit.draw)
    return f"{sentence(unit_titles_text(limit))}{each}: {words}."


def _counted(limit: UnitLimit) -> str:
    words = f"{limit.taken} of {counted(int(limit.most), _LIMITS[limit.of])} taken"
    words += f" ({', '.join(taken_by(limit))})" if limit.by else ""
    if limit.tight:
        return words
    return f"{words}; {limit.room} {'is' if limit.room == 1 else 'are'} free"


def _drawn(limit: UnitLimit, draw: Draw) -> str:
    verb = "draws" if draw.pieces == 1 else "draw"
    most, one = number_text(limit.most), f"{draw.piece} of {number_text(draw.one_more)} W"
    whole = draw.supply == limit.most
    share = f"{most} W" if whole else f"the {most} W available after headroom"
    words = f"{counted(draw.pieces, draw.piece)} {verb} {number_text(limit.taken)} of {share}"
    if limit.tight:
        return f"{words}; there is no power left for another {one}"
    more = counted(limit.room, f"more {draw.piece}")
    return f"{words}; that leaves power for {more} of {number_text(draw.one_more)} W"


# --- the curve -----------------------------------------------------------------------------------


def pieces_text(pieces: Iterable[Pieces], names: Names = by_number) -> str:
    """Return parts with their numbers of pieces: `1 × hub and 2 × supply`."""
    return " and ".join(f"{each.quantity} × {names(each.part_number)}" for each in pieces)


def cliff_text(cliff: Cliff, names: Names = by_number) -> str:
    """Return what gets dearer with a node, without a capital or a full stop."""
    title = CATEGORY_TITLES[cliff.category].lower()
    before, after = (pieces_text(pieces, names) for pieces in (cliff.before, cliff.after))
    return f"{title}: {after} instead of {before}, {cliff.extra} more"


def point_notes(point: CurvePoint, names: Names = by_number) -> Iterator[str]:
    """Yield what is to be said of a node for which switches are linked."""
    if point.one_switch is None:
        return
    cliff, linked = point.one_switch.cliff, point.one_switch.linked
    before, after = (pieces_text(pieces, names) for pieces in (cliff.before, cliff.after))
    yield (
        f"With a single switch this node costs {cliff.extra} more in switches ({after} "
        f"instead of {before}); with linked switches, {pieces_text(linked, names)}, it costs "
        f"{point.one_switch.linked_extra} more."
    )
    yield from point.one_switch.remarks


def unknown_text(basket: Basket) -> str:
    """Return what is unknown: `shipping and tax unknown at 3 of 5 vendors`; nothing if all is."""
    by_vendors: dict[frozenset[str], list[str]] = {}
    for label in dict.fromkeys(each.label for order in basket.orders for each in order.charges):
        vendors = frozenset(
            order.vendor
            for order in basket.orders
            if any(each.label == label for each in order.unknown)
        )
        if vendors:
            by_vendors.setdefault(vendors, []).append(label.lower())
    told: list[str] = []
    for vendors, labels in by_vendors.items():
        at = len(vendors) if told else f"{len(vendors)} of {counted(len(basket.orders), 'vendor')}"
        told.append(f"{' and '.join(labels)}{'' if told else ' unknown'} at {at}")
    return ", ".join(told)
