"""How one unit can be filled: how many boards of which power class are on which of its outlets.

Every way to fill a unit is one of these patterns or less than one. A pattern that another one has
all of, at outlets of the same style, is left out.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from planner.engine.sizing._power_fits import NO_PLUG, ChargerFit, PowerClass
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.outlet_kinds import OutletKind, given, most_watts, order_in, overload

# Each is a column of the program; with more there is hardly an answer in any time.
MOST_WAYS = 100_000
FIXED = "fixed"  # the style of an outlet that brings its lead


class TooManyWaysError(PlannerError):
    """There are more ways to fill units than a program can have columns for."""


class Taken(NamedTuple):
    """Boards of one class on the outlets of one kind of a unit, by the place of the kind."""

    power: PowerClass
    boards: int
    place: int = 0


Pattern = tuple[Taken, ...]


class WaysToFill(NamedTuple):
    """Every way to fill a unit of some charger, and what the boards of each are plugged into.

    Of each way the part number, the pattern, and by the index of an outlet how many are in use. An
    outlet is told by the class that is on it and by its style.
    """

    outlets: tuple[tuple[PowerClass, str], ...]
    fillings: list[tuple[str, Pattern, tuple[tuple[int, int], ...]]]


def style_of(kind: OutletKind) -> str:
    """Return how a board is joined to an outlet: by its fixed cable, or at which socket."""
    return FIXED if kind.brings_its_lead else str(kind.connector)


def charger_patterns(
    charger: ChargerFit,
    combinations: Iterable[tuple[PowerClass, ...]],
    effort: Effort = UNHURRIED,
) -> Iterator[Pattern]:
    """Yield how one unit can be filled: every other way runs fewer boards."""
    # There are thousands of combinations of a few classes: each is asked about once, and found
    # again by which object it is, for telling whether two are equal takes longer than asking.
    carried: dict[int, tuple[PowerClass, bool]] = {}
    is_plain, outlets = charger.is_plain, charger.outlets

    def carries(power: PowerClass) -> bool:
        known = carried.get(id(power))
        if known is None:
            known = carried[id(power)] = power, bool(charger.carried_by(power))
        return known[1]

    for classes in combinations:
        if not all(map(carries, classes)):
            continue
        if is_plain:
            yield from filled(classes, outlets, charger.usable, free=charger.free)
        else:
            yield from _of_several_kinds(charger, classes, effort)


def is_run(power: PowerClass, chargers: Collection[ChargerFit]) -> bool:
    """Tell whether some charger gives what is asked of it, or there is no charger to say no.

    Where there is none at all, that is what is missing, and not a stronger one.
    """
    if power.plug == NO_PLUG or not chargers:
        return True
    return any(next(charger_patterns(fit, [(power,)]), None) for fit in chargers)


def filled(
    classes: tuple[PowerClass, ...], outlets: int, usable: int, *, free: int
) -> Iterator[Pattern]:
    """Yield the full patterns of alike outlets with at least one board of every class.

    `usable` is in hundredths of a milliwatt, without the `free` percent that stay free.
    """
    first, *others = classes
    load = first.load(free)
    fits = min(outlets, usable // max(load, 1))
    if not others:
        if fits:
            yield (Taken(first, fits),)
        return
    for count in range(1, fits + 1):
        for rest in filled(tuple(others), outlets - count, usable - count * load, free=free):
            yield (Taken(first, count), *rest)


def one_more(ways: int) -> int:
    """Return the count of ways to fill units after one more; TooManyWaysError if too many."""
    if ways >= MOST_WAYS:
        raise TooManyWaysError(_too_many_ways())
    return ways + 1


def _too_many_ways() -> Finding:
    return Finding(
        code="too-many-mixtures",
        severity=Severity.ERROR,
        subject="roles",
        message="The roles allow so many mixtures of boards that there are more than "
        f"{MOST_WAYS:,} ways to share out one unit that powers them.",
        hint="Ask for fewer roles, or only for the boards you have in mind.",
    )


# --- outlets of several kinds --------------------------------------------------------------------


def _of_several_kinds(
    charger: ChargerFit, classes: tuple[PowerClass, ...], effort: Effort
) -> Iterator[Pattern]:
    """Yield the full patterns of a unit whose outlets differ, or share their watts.

    A part of what a unit runs it runs, too. So a pattern is full where no board more, of any class
    at outlets of any style, makes one that is among those found.
    """
    places = [
        Taken(power, 0, kind.place)
        for power in classes
        for kind in charger.carried_by(power)
    ]  # fmt: skip
    found: dict[tuple[tuple[PowerClass, str, int], ...], Pattern] = {}
    ways = 0
    for pattern in effort.over(_each(charger, places, ())):
        ways = one_more(ways)
        if {each.power for each in pattern} == set(classes):
            found.setdefault(_by_style(charger, pattern), pattern)
    steps = {(each.power, style_of(charger.at(each.place))) for each in places}
    for sums, pattern in found.items():
        counts = {(power, style): count for power, style, count in sums}
        more = (_sums({**counts, step: counts.get(step, 0) + 1}) for step in steps)
        if not any(each in found for each in more):
            yield pattern


def _each(charger: ChargerFit, places: Sequence[Taken], chosen: Pattern) -> Iterator[Pattern]:
    """Yield every pattern that a unit runs, with so many boards at each of these places."""
    if not places:
        yield chosen
        return
    first, *others = places
    left = charger.at(first.place).count or 0
    left -= sum(each.boards for each in chosen if each.place == first.place)
    yield from _each(charger, others, chosen)
    for count in range(1, left + 1):
        more = (*chosen, first._replace(boards=count))
        if not runs(charger, more):
            return
        yield from _each(charger, others, more)


def _by_style(charger: ChargerFit, pattern: Pattern) -> tuple[tuple[PowerClass, str, int], ...]:
    counts: Counter[tuple[PowerClass, str]] = Counter()
    for power, count, place in pattern:
        counts[power, style_of(charger.at(place))] += count
    return _sums(counts)


def _sums(counts: dict[tuple[PowerClass, str], int]) -> tuple[tuple[PowerClass, str, int], ...]:
    ordered = sorted(counts.items(), key=lambda each: (repr(each[0][0]), each[0][1]))
    return tuple((power, style, count) for (power, style), count in ordered if count)


def runs(charger: ChargerFit, pattern: Pattern) -> bool:
    """Tell whether a unit has the watts for what a pattern plugs in: in all, and at each outlet.

    Of all that it gives at most some percent stay free; an outlet gives what it gives, and so do
    outlets that share their watts. So a part of what a unit runs it runs, too.
    """
    drawn = _drawn(charger, pattern)
    limits = given(charger.part, [len(each) for each in drawn])
    if limits is None:
        return False
    in_order = [
        _ordered(most, mine) for most, mine in zip(limits.each, drawn, strict=True)
    ]  # fmt: skip
    if limits.whole is None or overload(charger.part, limits, in_order) is not None:
        return False
    most = most_watts(charger.part)
    whole = limits.whole if most is None else most
    load = sum(power.load(charger.free) * count for power, count, _ in pattern)
    return load <= whole * 1000 * (100 - charger.free)


def numbered(charger: ChargerFit, taken: Sequence[tuple[PowerClass, int]]) -> list[int]:
    """Return the number of the outlet for each board on a unit, given by class and kind.

    Where outlets in use give different watts, the hungriest gets the one that gives most.
    """
    pattern = tuple(Taken(power, 1, place) for power, place in taken)
    drawn = _drawn(charger, pattern)
    limits = given(charger.part, [len(each) for each in drawn])
    numbers = [0] * len(taken)
    for kind in charger.part_kinds:
        mine = [index for index, (_, place) in enumerate(taken) if place == kind.place]
        most = (None,) * len(mine) if limits is None else limits.each[kind.place]
        for index, place in zip(mine, order_in(most, drawn[kind.place]), strict=True):
            numbers[index] = kind.first + place
    return numbers


def _drawn(charger: ChargerFit, pattern: Pattern) -> list[list[Decimal]]:
    drawn: list[list[Decimal]] = [[] for _ in charger.part_kinds]
    for power, count, place in pattern:
        drawn[place] += [Decimal(power.draw_mw) / 1000] * count
    return drawn


def _ordered(most: tuple[Decimal | None, ...], drawn: Sequence[Decimal]) -> list[Decimal]:
    places = order_in(most, drawn)
    return [watts for _, watts in sorted(zip(places, drawn, strict=True))]
