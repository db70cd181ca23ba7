"""Why there is no build: the requirements that conflict, and what giving one up costs.

Wishes are given up one after another for as long as there is still no build; one without which
there is a build stays. What is left contradicts itself, and none of it can be spared. Then smaller
sets are looked for. Every set of wishes that allows a build rules out all the sets within it, so
whatever contradicts itself has a wish outside of it. The smallest set that has a wish outside each
of those known so far is tried next: if it allows no build, there is no smaller one that does not.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from planner.engine.planning.usable import vacuous
from planner.engine.sizing.size import size
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError, Tries
from planner.model.catalog import Catalog
from planner.model.money import Money, RateTable
from planner.model.power_draw import headroom_of
from planner.model.proof import Status
from planner.model.requirement import ASKS, Objective, PowerSource, Requirement, Role
from planner.model.scope import Scope
from planner.model.sizing import NodesLeft, Relaxation, Sizing, WayOut
from planner.model.wishes import RECENT, Wish, WishKind

# How many sets of requirements are tried before the search for a smaller one is given up.
_MOST_TRIED = 80
# Of sets that are only looked at: with forty requirements there are more than anybody could.
_MOST_LOOKED_AT = 200_000


# Tells what a build for a requirement costs; None if there is none.
Price = Callable[[Requirement], WayOut | None]


def contradiction(
    requirement: Requirement,
    catalog: Catalog,
    rates: RateTable,
    *,
    price: Price | None = None,
    effort: Effort = UNHURRIED,
) -> tuple[Relaxation, ...]:
    """Return the fewest wishes that allow no build together, so that none of them can be spared.

    `price` tells what a build costs without one of them; at list prices unless it is given.
    Empty if not even a single plain node can be built from the catalog. Whoever the effort tells
    hears how many builds were tried; once they say no, or time is up, what is known is returned.
    """
    # Another aim changes which build is best, not whether there is one; where electricity counts,
    # parts whose watts are not known are left out.
    kept_aim = requirement.objective is Objective.OVER_YEARS
    aim = requirement.objective if kept_aim else Objective.COST
    grows = requirement.objective in (Objective.NODES, Objective.CORES)
    # Where a sum says how many nodes there are, as many as it needs; else the fewest.
    counted = not grows or any(getattr(requirement, kind) is not None for kind in _SUMS)
    nodes = requirement.nodes or (None if counted else requirement.fewest_nodes)
    asked = requirement.model_copy(update={"objective": aim, "nodes": nodes})
    tries = Tries(effort)

    def sized(wanted: Requirement) -> Sizing:
        found = size(wanted, catalog, rates, effort=tries.effort)
        tries.next()
        if found.status is Status.UNKNOWN:
            raise OutOfTimeError  # it decides nothing
        return found

    def is_impossible(places: Places) -> bool:
        tried = asked
        for place, wish in enumerate(all_wishes):
            if place not in places:
                tried = given_up(tried, wish)
        return sized(tried).status is Status.INFEASIBLE

    def listed(wanted: Requirement) -> WayOut | None:
        found = sized(wanted)
        total = None if found.bom is None else found.bom.total
        return None if total is None else WayOut(total)

    idle = vacuous(catalog, Scope.of(asked))
    all_wishes = [each for each in wishes_to_give_up(asked) if each.kind not in idle]
    kept, sure = fewest(len(all_wishes), is_impossible, effort=tries.effort)

    def priced(wish: Wish) -> Relaxation:
        # The price is that of what is best then by the aim that was asked for. Only of most nodes
        # without a budget there is no best: there it is what the budget would have to be.
        base = asked if grows and wish.kind is WishKind.BUDGET else requirement
        if price is None:
            return relaxation(wish, base, listed)
        # At list prices it is known sooner how many nodes there can be at most.
        instead = relaxation(wish, base, listed).instead if wish.kind is WishKind.NODES else None
        return relaxation(wish, base, price, guess=0 if instead is None else instead.nodes)

    found = relaxations([all_wishes[at] for at in sorted(kept)], priced)
    return tuple(replace(each, of_fewest=sure) for each in found)


Places = frozenset[int]


def fewest(
    wishes: int,
    is_impossible: Callable[[Places], bool],
    *,
    most: int = _MOST_TRIED,
    effort: Effort = UNHURRIED,
) -> tuple[Places, bool]:
    """Return the fewest of so many requirements that are impossible, and whether that is proven.

    All of them together are. `is_impossible` may raise OutOfTimeError: then it is what is known.
    """
    every = frozenset(range(wishes))
    kept, outside, tried = every, list[Places](), 0
    try:
        for wish in sorted(every):
            tried += 1
            if is_impossible(kept - {wish}):
                kept -= {wish}
            else:
                outside.append(every - kept | {wish})
        while tried < most:
            smaller = _touching(outside, every, fewer_than=len(kept), effort=effort)
            if smaller is None:
                return kept, True
            tried += 1
            if is_impossible(smaller):
                return smaller, True
            # As large as can be, a set that allows a build rules out most.
            for wish in sorted(every - smaller):
                tried += 1
                if not is_impossible(smaller | {wish}):
                    smaller |= {wish}
            outside.append(every - smaller)
    except OutOfTimeError:
        pass
    return kept, False


def _touching(
    sets: Sequence[Places], every: Places, *, fewer_than: int, effort: Effort
) -> Places | None:
    """Return the first of the smallest sets that share a wish with each; None if all are larger.

    Raises OutOfTimeError where there are too many to look at.
    """
    some = (
        chosen
        for size_of_it in range(1, fewer_than)
        for chosen in combinations(sorted(every), size_of_it)
    )
    for place, chosen in enumerate(effort.over(some)):
        if all(not each.isdisjoint(chosen) for each in sets):
            return frozenset(chosen)
        if place == _MOST_LOOKED_AT:
            raise OutOfTimeError
    return None


def relaxations(
    wishes: Sequence[Wish], priced: Callable[[Wish], Relaxation]
) -> tuple[Relaxation, ...]:
    """Return what a build costs without each requirement, in their order.

    How many nodes there can be takes many builds to find out, so it comes last.
    """
    late = sorted(wishes, key=lambda wish: wish.kind is WishKind.NODES)
    found = {wish: priced(wish) for wish in late}
    return tuple(found[wish] for wish in wishes)


def relaxation(wish: Wish, asked: Requirement, price: Price, *, guess: int = 0) -> Relaxation:
    """Return what a build costs without a requirement; of too many nodes, how many there can be.

    As many as the `guess` are tried first, if there is one.
    """
    if asked.nodes is not None and wish.kind is WishKind.NODES:
        return _fewer_nodes(wish, asked, asked.nodes, price, guess)
    try:
        found = price(given_up(asked, wish))
    except OutOfTimeError:
        return Relaxation(wish, None, known=False)
    if found is None:
        return Relaxation(wish, None)
    return Relaxation(wish, found.cost, at_least=found.at_least)


def _fewer_nodes(wish: Wish, asked: Requirement, many: int, price: Price, guess: int) -> Relaxation:
    """Return the most nodes there can be, and what they cost.

    Fewer nodes are never harder to build, so the most that can be lie at a border.
    """
    least = asked.fewest_nodes
    few, at = least - 1, guess if least < guess < many else least
    known: WayOut | None = None
    is_most = True
    try:
        while many - few > 1:
            found = price(asked.model_copy(update={"nodes": at}))
            few, many = (few, at) if found is None else (at, many)
            known = found or known
            # Where the guess holds, one more most likely cannot be.
            at = few + 1 if few == guess else (few + many) // 2
    except OutOfTimeError:
        is_most = False  # so many can be, and perhaps more
    if known is None:
        return Relaxation(wish, None, known=is_most)
    return Relaxation(wish, known.cost, NodesLeft(few, is_most), at_least=known.at_least)


def wishes_to_give_up(asked: Requirement) -> Iterator[Wish]:
    """Yield every requirement that can be given up, those that people give up most easily first.

    Without a number of nodes among the requirements, the fewest that hold every role are left.
    """
    for kind in _PLAIN:
        value = getattr(asked, kind)
        if value != _idle(asked, kind) and (kind is not WishKind.HEADROOM or _has_headroom(asked)):
            yield Wish(kind, _value(asked, kind))
    for role in asked.roles:
        if role != Role(name=role.name, nodes=role.nodes):
            yield Wish(WishKind.ROLE, role.name)
    for number in asked.must_not:
        yield Wish(WishKind.MUST_NOT, number)
    for pieces in asked.must:
        yield Wish(WishKind.MUST, pieces)
    if asked.power is not PowerSource.NONE:
        yield Wish(WishKind.POWER, asked.power)
    for kind in _SUMS:
        if (amount := getattr(asked, kind)) is not None:
            yield Wish(kind, amount)
    if asked.nodes is not None and asked.nodes > asked.fewest_nodes:
        yield Wish(WishKind.NODES, asked.nodes)
    if asked.budget is not None:
        yield Wish(WishKind.BUDGET, Money(asked.budget, asked.currency), asked.copies)


def _value(asked: Requirement, kind: WishKind) -> Any:
    """Return what a plain requirement asks for."""
    if kind is WishKind.RACK_UNITS:
        return str(asked.rack_units), asked.rack_width_in
    value = getattr(asked, kind)
    return RECENT if value is None else value


# Requirements that are given up by setting their field to what asks for nothing.
_PLAIN = (
    WishKind.SPARES,
    WishKind.SHELVES,
    WishKind.RACK_UNITS,
    WishKind.HEADROOM,
    WishKind.UPLINKS,
    WishKind.REDUNDANT,
    WishKind.SWITCH_LEVELS,
    WishKind.CASCADE,
    WishKind.ONLY,
    WishKind.BOARDS,
    WishKind.PRICES_SINCE,
    WishKind.INCLUDE_ENDED,
    WishKind.CONDITION,
    WishKind.ISA,
    WishKind.MBPS,
    WishKind.RAM,
    WishKind.STORAGE,
)
_SUMS = (WishKind.CORES, WishKind.TOTAL_RAM, WishKind.TOTAL_STORAGE)


def _has_headroom(asked: Requirement) -> bool:
    """Tell whether the headroom that is asked for is kept free on any charger."""
    return asked.by_supplies and headroom_of(asked.power_by, asked.headroom_percent) > 0


def _idle(asked: Requirement, kind: WishKind) -> object:
    """Return the value of a field that asks for nothing more."""
    # A cluster that had cables to the router keeps one.
    return min(asked.uplinks, 1) if kind is WishKind.UPLINKS else ASKS[kind].idle


def given_up(asked: Requirement, wish: Wish) -> Requirement:
    """Return a requirement without one of the requirements that can be given up."""
    if wish.kind is WishKind.ROLE:
        return asked.model_copy(update={"roles": tuple(_plain_roles(asked, str(wish.value)))})
    if wish.kind is WishKind.MUST_NOT:
        kept = tuple(number for number in asked.must_not if number != wish.value)
        return asked.model_copy(update={"must_not": kept})
    if wish.kind is WishKind.MUST:
        wanted = tuple(pieces for pieces in asked.must if pieces != wish.value)
        return asked.model_copy(update={"must": wanted})
    if wish.kind is WishKind.NODES:
        return asked.model_copy(update={"nodes": asked.fewest_nodes})
    if wish.kind in _SUMS:
        return _without_sum(asked, wish.kind)
    return asked.model_copy(update={str(wish.kind): _idle(asked, wish.kind)})


def _plain_roles(asked: Requirement, name: str) -> Iterator[Role]:
    """Yield the roles, the one of a name with nothing but its number of nodes."""
    for role in asked.roles:
        yield Role(name=name, nodes=role.nodes) if role.name == name else role


def _without_sum(asked: Requirement, kind: WishKind) -> Requirement:
    fewer = asked.model_copy(update={str(kind): None})
    # Without its last sum a requirement says no number of nodes any more.
    none_left = fewer.nodes is None and not fewer.grows
    return fewer.model_copy(update={"nodes": fewer.fewest_nodes}) if none_left else fewer
