"""Which prices and parts count on a day: the one place that decides it, for sizing and buying.

What is no longer made, or was retired, is left out with its prices. Of the others those prices are
left out that are old, measured from the newest price there is and not from the day: so an old
catalog still answers. And those that a later list price of the maker left behind, and those of
what was sold out when they were read. Whoever names a day, or any, takes the prices from that day
on, and no other of these rules. Prices of refurbished and of used articles are left out whatever
their day, until somebody asks for them. A part that is named is taken, at whatever price there is.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from planner.model.buying import Market
from planner.model.catalog import Catalog
from planner.model.conditions import CONDITIONS, counts
from planner.model.filed import joined, picked, told
from planner.model.lifecycle import Lifecycle
from planner.model.obstacles import Obstacle, ObstacleKind
from planner.model.offers import Content, Offer
from planner.model.parts import Part
from planner.model.price_events import PriceEvent, superseded
from planner.model.scope import Scope
from planner.model.unused import MOST_MONTHS, Unused


@dataclass(frozen=True)
class Usable:
    """The offers that count, what of the others there is, and which parts cannot be had for it.

    `out` says by part number why a part is left out, `anyway` why one would be that is not, because
    it was named or asked for.
    """

    offers: Sequence[Offer]
    unused: Unused = field(default_factory=Unused)
    out: Mapping[str, Obstacle] = field(default_factory=dict)
    anyway: Mapping[str, Obstacle] = field(default_factory=dict)


def usable(
    offers: Sequence[Offer],
    catalog: Catalog,
    scope: Scope,
    *,
    about: Collection[str] | None = None,
) -> Usable:
    """Return which of some offers count, for parts of a catalog.

    What is left out is counted of the parts that it is `about`, else of all.
    """
    gone = _gone(catalog, scope.on)
    rescued = gone.keys() if scope.include_ended else gone.keys() & scope.named
    anyway = {number: gone.pop(number) for number in tuple(rescued)}
    # Of a large market nearly no offer has a condition that does not count.
    barred = _barred(scope)
    stated = list(told(offers, "condition"))
    all_wanted = barred.isdisjoint(stated)
    wanted = offers
    if not all_wanted:
        wanted = picked(offers, [at for at, each in enumerate(stated) if each not in barred])
    newest = newest_price(wanted, scope.on) if scope.since is None else None
    since = scope.since if isinstance(scope.since, date) else _months_before(newest)
    changes = _changes(catalog.price_events, scope)
    if not gone and not changes and since is None and all_wanted:
        return Usable(offers, anyway=anyway)
    sorted_out = _Sorted.of(offers, gone, since, changes, scope)
    named = sorted_out.alone(scope.named)
    kept = sorted_out.with_back(named, scope.named) if named else sorted_out.kept
    asked = None if about is None else frozenset(about)
    out = {} if sorted_out.is_whole else sorted_out.obstacles(catalog, scope)
    unused = Unused(since, newest, condition=scope.condition)
    # What is no longer made is told before how old its prices are.
    anyway = {number: out.pop(number) for number in named if number in out} | anyway
    return Usable(
        # The same offers where nothing is left out: whoever holds an index of them can keep that.
        offers if len(kept) == len(offers) else kept,
        _counted(sorted_out, out, gone, asked, unused, named),
        {**out, **gone},
        anyway,
    )


def newest_price(offers: Sequence[Offer], on: date) -> date | None:
    """Return the day of the newest price, as of a day."""
    days = set(told(offers, "quoted_on"))
    return max((day for day in days if day <= on), default=None)


def usable_catalog(catalog: Catalog, scope: Scope) -> Catalog:
    """Return a catalog with the offers alone that count."""
    return catalog.offering(usable(catalog.offers, catalog, scope).offers)


def usable_market(
    market: Market, catalog: Catalog, scope: Scope, *, about: Collection[str] | None = None
) -> Market:
    """Return a market with the offers alone that count; it says what is left out, and why."""
    found = usable(market.offers, catalog, scope, about=about)
    return replace(
        market, offers=found.offers, unused=found.unused, out=found.out, anyway=found.anyway
    )


def vacuous(catalog: Catalog, scope: Scope, offers: Sequence[Offer] | None = None) -> set[str]:
    """Return which of these requirements leave nothing out, by the names of their fields."""
    found = usable(catalog.offers if offers is None else offers, catalog, scope).unused
    return {
        name
        for name, left_out in (
            ("prices_since", found.prices),
            ("include_ended", found.ended + found.retired),
            ("condition", found.other),
        )
        if not left_out
    }


# --- what is left out, and for what ---------------------------------------------------------------


@dataclass
class _Sorted:
    """Offers, sorted by what becomes of them: those that count, and the places of the others.

    Of those a change left behind, it stands beside them. An offer is made of few of them: most say
    all that is asked in their columns.
    """

    since: date | None
    offers: Sequence[Offer]
    numbers: Sequence[str]
    days: Sequence[date]
    also_hold: Sequence[tuple[Content, ...]]
    kept: Sequence[Offer] = ()
    old: list[int] = field(default_factory=list)
    superseded: list[tuple[int, PriceEvent]] = field(default_factory=list)
    sold_out: list[int] = field(default_factory=list)
    other: list[int] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        offers: Sequence[Offer],
        gone: Collection[str],
        since: date | None,
        changes: Mapping[str, Sequence[PriceEvent]],
        scope: Scope,
    ) -> "_Sorted":
        names = ("part_number", "quoted_on", "also_holds", "stock", "condition")
        numbers, days, also_hold, stocks, conditions = (list(told(offers, name)) for name in names)
        found, barred, kept = cls(since, offers, numbers, days, also_hold), _barred(scope), []
        facts = zip(numbers, days, also_hold, stocks, conditions, strict=True)
        for at, (number, day, others, stock, condition) in enumerate(facts):
            if number in gone:
                continue
            if since is not None and day < since:
                found.old.append(at)
            elif (number in changes or others) and (event := _left(offers[at], changes, scope.on)):
                found.superseded.append((at, event))
            elif stock == 0 and scope.since is None:
                found.sold_out.append(at)
            # The last of all: asked for, these count and no other rule keeps them out.
            elif condition in barred:
                found.other.append(at)
            else:
                kept.append(at)
        found.kept = offers if len(kept) == len(offers) else picked(offers, kept)
        return found

    @property
    def is_whole(self) -> bool:
        """Tell whether every price of what is not gone counts."""
        return not (self.old or self.superseded or self.sold_out or self.other)

    @property
    def dropped(self) -> list[int]:
        superseded_ones = [at for at, _ in self.superseded]
        return [*self.old, *superseded_ones, *self.sold_out, *self.other]

    def held_by(self, at: int) -> Iterable[str]:
        """Return the parts that one pack holds: of nearly every offer it is one."""
        return self.offers[at].contents if self.also_hold[at] else (self.numbers[at],)

    def alone(self, numbers: Collection[str]) -> frozenset[str]:
        """Return those of some parts that have no price that counts, but others."""
        if not numbers:
            return frozenset()
        dropped = {self.numbers[at] for at in self.dropped}
        return frozenset(numbers) & dropped - set(told(self.kept, "part_number"))

    def with_back(self, alone: Collection[str], named: frozenset[str]) -> Sequence[Offer]:
        """Return what counts, with every price of parts that have no other."""
        back = (
            self.offers[at]
            for at in self.dropped
            if self.numbers[at] in alone and named.issuperset(self.held_by(at))
        )
        return joined((self.kept, tuple(back)))

    def obstacles(self, catalog: Catalog, scope: Scope) -> dict[str, Obstacle]:
        """Return why a part has no price that counts, by part number, of those that have others."""
        held = set(told(self.kept, "part_number"))
        held.update(each.part_number for bundle in told(self.kept, "also_holds") for each in bundle)
        seen: dict[str, date] = {}
        for at in self.old:
            day = self.days[at]
            for number in self.held_by(at):
                if number not in held and (number not in seen or seen[number] < day):
                    seen[number] = day

        # Of a hundred thousand parts most share their day.
        @cache
        def because(kind: ObstacleKind, day: date) -> Obstacle:
            plain = (ObstacleKind.SUPERSEDED, ObstacleKind.SOLD_OUT)
            since = None if kind in plain else self.since
            return Obstacle(kind, since=since, day=day)

        made = None if scope.since is not None else _made(catalog, scope.on)
        found = {
            number: because(
                ObstacleKind.OLD_PRICE if made is None or number in made else ObstacleKind.NOT_SEEN,
                day,
            )
            for number, day in seen.items()
        }
        for at, event in self.superseded:
            for number in self.held_by(at):
                if number not in held:
                    found[number] = because(ObstacleKind.SUPERSEDED, event.on)
        for at in self.sold_out:
            for number in self.held_by(at):
                if number not in held:
                    found[number] = because(ObstacleKind.SOLD_OUT, self.days[at])
        other = Obstacle(ObstacleKind.OTHER_CONDITION, about=scope.condition)
        for at in self.other:
            found |= dict.fromkeys((each for each in self.held_by(at) if each not in held), other)
        return found


def _counted(
    found: _Sorted,
    out: Mapping[str, Obstacle],
    gone: Mapping[str, Obstacle],
    about: frozenset[str] | None,
    unused: Unused,
    named: Collection[str],
) -> Unused:
    """Return how many prices and parts are left out, of the parts that it is about."""

    def is_told(at: int) -> bool:
        asked = about is None or not about.isdisjoint(found.held_by(at))
        return asked and found.numbers[at] not in named

    asked = [each for number, each in out.items() if about is None or number in about]
    alone = sum(each.kind is ObstacleKind.OTHER_CONDITION for each in asked)
    parts = [each for number, each in gone.items() if about is None or number in about]
    ended = sum(each.kind is ObstacleKind.ENDED for each in parts)
    return replace(
        unused,
        old=sum(map(is_told, found.old)),
        superseded=sum(is_told(at) for at, _ in found.superseded),
        sold_out=sum(map(is_told, found.sold_out)),
        unpriced=len(asked) - alone,
        other=sum(map(is_told, found.other)),
        alone=alone,
        ended=ended,
        retired=len(parts) - ended,
    )


def _barred(scope: Scope) -> frozenset[str | None]:
    """Return the conditions of articles that do not count; None is one that nobody states."""
    return frozenset(each for each in (None, *CONDITIONS) if not counts(each, scope.condition))


def _gone(catalog: Catalog, on: date) -> dict[str, Obstacle]:
    """Return the parts that are no longer made on a day, and those that were retired."""
    found = {
        (part := catalog.parts[at]).part_number: Obstacle(ObstacleKind.ENDED, day=part.ended_on)
        for at, day in enumerate(told(catalog.parts, "ended_on"))
        if day is not None and _is_ended(catalog.parts[at], on)
    }
    retired = Obstacle(ObstacleKind.RETIRED)
    return found | dict.fromkeys(catalog.retired_parts & catalog.by_number.keys(), retired)


def _made(catalog: Catalog, on: date) -> frozenset[str]:
    """Return the parts that are made on a day; where nobody says until when, that is not known."""
    parts = catalog.parts
    days = zip(told(parts, "made_until"), told(parts, "ended_on"), strict=True)
    dated = (parts[at] for at, (until, ended) in enumerate(days) if until or ended)
    return frozenset(part.part_number for part in dated if part.lifecycle_on(on) is Lifecycle.MADE)


def _is_ended(part: Part, on: date) -> bool:
    return part.lifecycle_on(on) is Lifecycle.ENDED


def _months_before(day: date | None) -> date | None:
    """Return the same day of some months before, or the last one of that month."""
    if day is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 - MOST_MONTHS, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:  # a shorter month, or before the first year there is
            continue
    return None


def _changes(events: Iterable[PriceEvent], scope: Scope) -> Mapping[str, Sequence[PriceEvent]]:
    found: dict[str, list[PriceEvent]] = defaultdict(list)
    if scope.since is None:
        for event in events:
            found[event.part_number].append(event)
    return found


def _left(offer: Offer, changes: Mapping[str, Sequence[PriceEvent]], on: date) -> PriceEvent | None:
    """Return the last change that left an offer behind."""
    events = [event for number in offer.contents for event in changes.get(number, ())]
    return superseded(offer, events, on=on) if events else None
