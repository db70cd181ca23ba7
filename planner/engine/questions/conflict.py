"""Why there is no build: the wishes that contradict each other, and what giving one up costs.

Wishes are given up one after another for as long as there is still no build; one without which
there is a build stays. What is left contradicts itself, and none of it can be spared. Then smaller
sets are looked for. Every set of wishes that allows a build rules out all the sets within it, so
whatever contradicts itself has a wish outside of it. The smallest set that has a wish outside each
of those known so far is tried next: if it allows no build, there is no smaller one that does not.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from planner.engine.sizing.size import size
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError, Tries
from planner.model.catalog import Catalog
from planner.model.money import Money, RateTable
from planner.model.power_draw import headroom_of
from planner.model.proof import Status
from planner.model.requirement import Objective, PowerSource, Requirement, Role
from planner.model.sizing import Relaxation, Sizing, Wish
from planner.model.words import counted

# How many sets of wishes are tried before the search for a smaller one is given up.
_MOST_TRIED = 80
# Of sets that are only looked at: with forty wishes there are more than anybody could.
_MOST_LOOKED_AT = 200_000


def contradiction(
    requirement: Requirement,
    catalog: Catalog,
    rates: RateTable,
    *,
    effort: Effort = UNHURRIED,
) -> tuple[Relaxation, ...]:
    """Return the fewest wishes that allow no build together, so that none of them can be spared.

    Empty if not even a single plain node can be built from the catalog. Whoever the effort tells
    hears how many builds were tried; once they say no, or time is up, what is known is returned.
    """
    # Another aim changes which build is best, not whether there is one.
    grows = requirement.objective in (Objective.NODES, Objective.CORES)
    nodes = requirement.nodes or requirement.fewest_nodes if grows else requirement.nodes
    asked = requirement.model_copy(update={"objective": Objective.COST, "nodes": nodes})
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
                tried = wish.without(tried)
        return sized(tried).status is Status.INFEASIBLE

    def price(wanted: Requirement) -> Money | None:
        found = sized(wanted)
        return None if found.bom is None else found.bom.total

    all_wishes = list(wishes_to_give_up(asked))
    kept, sure = fewest(len(all_wishes), is_impossible, effort=tries.effort)
    return tuple(
        replace(relaxation(all_wishes[at], asked, price), of_fewest=sure) for at in sorted(kept)
    )


Places = frozenset[int]


def fewest(
    wishes: int,
    is_impossible: Callable[[Places], bool],
    *,
    most: int = _MOST_TRIED,
    effort: Effort = UNHURRIED,
) -> tuple[Places, bool]:
    """Return the fewest of so many wishes that are impossible, and whether that is proven.

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


def relaxation(
    wish: Wish, asked: Requirement, price: Callable[[Requirement], Money | None]
) -> Relaxation:
    """Return what a build costs without a wish; of too many nodes, how many there can be.

    `price` tells what a build for a requirement costs, None if there is none.
    """
    try:
        cost = price(wish.without(asked))
    except OutOfTimeError:
        return Relaxation(wish.words, None, known=False)
    instead = ""
    if asked.nodes is not None and wish.words == counted(asked.nodes, "node"):
        # Fewer nodes are never harder to build, so the most that can be lie at a border.
        few, many = wish.without(asked).nodes or 1, asked.nodes
        try:
            while cost is not None and many - few > 1:
                middle = (few + many) // 2
                tried = price(asked.model_copy(update={"nodes": middle}))
                few, many = (middle, many) if tried is not None else (few, middle)
                cost = cost if tried is None else tried
            at_most = "at most "
        except OutOfTimeError:
            at_most = ""  # so many can be, and perhaps more
        instead = f"{at_most}{counted(few, 'node')}" if cost is not None else ""
    return Relaxation(wish.words, cost, instead)


_POWERED = {
    PowerSource.CHARGER: "power from chargers",
    PowerSource.POE: "power over the network",
}


def wishes_to_give_up(asked: Requirement) -> Iterator[Wish]:
    """Yield every wish that can be given up, those that people give up most easily first.

    Without a number of nodes among the wishes, the fewest that hold every role are left.
    """
    on_chargers = asked.power is PowerSource.CHARGER
    counts = on_chargers and headroom_of(asked.power_by, asked.headroom_percent)
    idle_headroom = 0 if counts else asked.headroom_percent
    for name, idle, words in (
        ("spares", 0, f"{asked.spares} spare nodes of each role"),
        ("shelves", False, "cases that hold every board"),
        ("headroom_percent", idle_headroom, f"{asked.headroom_percent} % headroom on chargers"),
        ("uplinks", min(asked.uplinks, 1), counted(asked.uplinks, "lead") + " to the router"),
        ("redundant", False, "each node on two separate networks"),
        ("cascade", True, "a single switch"),
        ("only", (), f"only {', '.join(asked.only)}"),
        ("prices_since", None, f"prices of {asked.prices_since} or later"),
        ("isa", (), " or ".join(asked.isa)),
        ("mbps", None, f"{asked.mbps} Mbit/s for each node"),
        ("ram_gb", None, f"{asked.ram_gb} GB of RAM for each node"),
        ("storage_gb", None, f"{asked.storage_gb} GB of storage for each node"),
    ):
        if getattr(asked, name) != idle:
            yield Wish(words, _with(name, idle))
    for index, role in enumerate(asked.roles):
        plain = Role(name=role.name, nodes=role.nodes)
        if role != plain:
            yield Wish(f"what {role.name} needs beside the others", _with_role(index, plain))
    for number in asked.must_not:
        yield Wish(f"no {number}", _without_part("must_not", number))
    for pieces in asked.must:
        words = f"{pieces.quantity} × {pieces.part_number}"
        yield Wish(words, _without_part("must", pieces.part_number))
    if asked.power in _POWERED:
        yield Wish(_POWERED[asked.power], _with("power", PowerSource.NONE))
    for name, words in (
        ("cores", f"{asked.cores} cores in all"),
        ("total_ram_gb", f"{asked.total_ram_gb} GB of RAM in all"),
        ("total_storage_gb", f"{asked.total_storage_gb} GB of storage in all"),
    ):
        if getattr(asked, name) is not None:
            yield Wish(words, _without_sum(name))
    if asked.nodes is not None and asked.nodes > asked.fewest_nodes:
        yield Wish(counted(asked.nodes, "node"), _with("nodes", asked.fewest_nodes))
    if asked.budget is not None:
        words = f"a budget of {Money(asked.budget, asked.currency)}"
        yield Wish(words, _with("budget", None))


def _with(name: str, value: object) -> Callable[[Requirement], Requirement]:
    return lambda asked: asked.model_copy(update={name: value})


def _with_role(index: int, plain: Role) -> Callable[[Requirement], Requirement]:
    def changed(asked: Requirement) -> Requirement:
        roles = (*asked.roles[:index], plain, *asked.roles[index + 1 :])
        return asked.model_copy(update={"roles": roles})

    return changed


def _without_part(name: str, number: str) -> Callable[[Requirement], Requirement]:
    def changed(asked: Requirement) -> Requirement:
        kept = tuple(
            each
            for each in getattr(asked, name)
            if (each if isinstance(each, str) else each.part_number) != number
        )
        return asked.model_copy(update={name: kept})

    return changed


def _without_sum(name: str) -> Callable[[Requirement], Requirement]:
    def changed(asked: Requirement) -> Requirement:
        fewer = asked.model_copy(update={name: None})
        # Without its last sum a requirement says no number of nodes any more.
        none_left = fewer.nodes is None and not fewer.grows
        return fewer.model_copy(update={"nodes": fewer.fewest_nodes}) if none_left else fewer

    return changed
