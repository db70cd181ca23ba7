"""A charger's outlets kind by kind: what each gives, and what one unit gives to all in use.

What is not known is None here, neither yes nor no.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Literal, NamedTuple

from planner.model.parts import BarrelSize, Charger, Outlets, PortKind
from planner.model.volts import USB_V, VoltsTaken, nominal

USB_OUTLETS = ("USB-A", "USB-C", "micro-USB")
BARREL = "barrel"
ATX = "ATX"
ATX_V = Decimal(12)  # of the several volts of an ATX plug those that parts are rated by


@dataclass(frozen=True, slots=True)
class OutletKind:
    """The outlets of one kind of a charger.

    `place` is that of its kind in the cell, from 0, and `first` the number of its first outlet
    among all of the charger, from 1. `volts` are those that it is known to give: of USB without
    negotiation 5, unless it says so.
    """

    charger: Charger
    outlets: Outlets
    place: int
    first: int
    volts: tuple[Decimal, ...]

    @property
    def name(self) -> str:
        """The name of the charger."""
        return self.charger.name

    @property
    def connector(self) -> str | None:
        """What its outlets, or the plugs of its fixed cables, are."""
        return self.outlets.connector

    @property
    def count(self) -> int | None:
        """How many outlets one charger has of it."""
        return self.outlets.count

    @property
    def port_kind(self) -> PortKind:
        """What a board is plugged into."""
        return _PORT_KINDS.get(self.connector or "", PortKind.USB_POWER)

    @property
    def brings_its_lead(self) -> bool:
        """Tell whether it ends in a plug of its own, so that no cable is needed or fits."""
        if self.connector == "USB-C":
            return self.charger.ports == 1
        return self.connector in ("micro-USB", BARREL, ATX)

    @property
    def size(self) -> BarrelSize:
        """How its barrel plugs are made, as far as that is known."""
        return self.outlets.barrel

    def gives_volts(self, volts: VoltsTaken | None) -> bool | None:
        """Tell whether it gives some of these volts; None if it, or what is asked, is not known.

        A USB-C outlet gives 5 V to whoever asks for nothing else. Which others it can negotiate
        its maker has to say.
        """
        if self.connector is None or volts is None:
            return None
        if any(map(volts.takes, self.volts)):
            return True
        unsaid = not self.outlets.profiles or any(p.volts is None for p in self.outlets.profiles)
        negotiates = self.connector == "USB-C" or not self.volts
        return None if unsaid and negotiates else False

    def milliamps(self, volts: VoltsTaken | None) -> int | None:
        """Return the mA that one outlet gives at the volts that are taken; None: nobody says.

        At other volts than the recommended ones it gives so many of these as have the same watts.
        A started mA is a whole one, as it is of what a board draws: 5 W at 5 V are 5 W at 12 V.
        """
        if volts is None or (len(volts.spans) == 1 and volts.spans[0][0] == volts.spans[0][1]):
            return self.milliamps_at(None if volts is None else volts.first)
        found = [(each, self.milliamps_at(each)) for each in self.volts if volts.takes(each)]
        known = [ceil(ma * each / volts.first) for each, ma in found if ma is not None]
        return max(known, default=None) if len(known) == len(found) else None

    def milliamps_at(self, volts: Decimal | None) -> int | None:
        """Return the mA that one outlet gives at these very volts; None if they are not known."""
        for each in self.outlets.profiles:
            if each.volts is not None and nominal(each.volts) == nominal(volts):
                return each.ma
        # What is said without its volts is said of those that every such outlet gives.
        plain = volts is None or self.connector not in USB_OUTLETS or nominal(volts) == USB_V
        unsaid = (each.ma for each in self.outlets.profiles if each.volts is None or volts is None)
        return next(unsaid, None) if plain else None

    def fits_plug(self, plug: str) -> bool | None:
        """Tell whether it ends in a plug, or is a socket that a cable may start from."""
        if self.connector is None:
            return None
        return self.connector == plug or not self.brings_its_lead


_PORT_KINDS = {BARREL: PortKind.BARREL_POWER, ATX: PortKind.ATX_POWER}
Kinds = list[tuple[OutletKind, int]]  # kinds of outlets, and how many chargers have them


# What rules ask of a charger again and again, by which record it is: telling whether two are equal
# takes longer than to look. A catalog's come and go, so they are forgotten when there are many.
_LOOKED_AT: dict[int, tuple[Charger, tuple[OutletKind, ...]]] = {}
_MOST_LOOKED_AT = 4096


def kinds_of(charger: Charger) -> tuple[OutletKind, ...]:
    """Return the outlets of a charger kind by kind, in the order in which they are written."""
    known = _LOOKED_AT.get(id(charger))
    if known is None or known[0] is not charger:
        if len(_LOOKED_AT) >= _MOST_LOOKED_AT:
            _LOOKED_AT.clear()
        known = _LOOKED_AT[id(charger)] = charger, _kinds_of(charger)
    return known[1]


def _kinds_of(charger: Charger) -> tuple[OutletKind, ...]:
    found, first = [], 1
    for place, outlets in enumerate(charger.outlet_list):
        found.append(OutletKind(charger, outlets, place, first, _volts_of(outlets)))
        first += outlets.count or 0
    return tuple(found)


_USB_ALONE, _ATX_ALONE = (USB_V,), (ATX_V,)


def _volts_of(outlets: Outlets) -> tuple[Decimal, ...]:
    # Of a large catalog every charger is asked: most have the volts of USB, which are here once.
    profiles = outlets.profiles
    if outlets.connector == ATX:
        return _ATX_ALONE
    stated = tuple(nominal(each.volts) or USB_V for each in profiles if each.volts is not None)
    if stated in ((), _USB_ALONE):
        return _USB_ALONE if stated or outlets.connector in USB_OUTLETS else ()
    return stated


def kind_at(charger: Charger, number: int) -> OutletKind | None:
    """Return the kind of a charger's outlet by its number; None if there is no such outlet."""
    kinds = kinds_of(charger)
    if len(kinds) == 1 and kinds[0].count is None:
        return kinds[0]
    found = (kind for kind in kinds if kind.first <= number < kind.first + (kind.count or 0))
    return next(found, None)


def units_of(kinds: Iterable[tuple[OutletKind, int]]) -> list[tuple[Charger, int]]:
    """Return the chargers that have these kinds of outlets, each of them once."""
    by_number = {kind.charger.part_number: (kind.charger, many) for kind, many in kinds}
    return list(by_number.values())


# --- watts of one unit ---------------------------------------------------------------------------


class Given(NamedTuple):
    """What one unit gives where so many of its outlets are in use; None: no limit is stated.

    `each` says by kind what each outlet in use gives, in the order of their numbers; `together`
    what all of one connector give; `whole` what all outlets give.
    """

    each: tuple[tuple[Decimal | None, ...], ...]
    together: tuple[tuple[str, Decimal], ...]
    whole: Decimal | None


class Overload(NamedTuple):
    """More watts are drawn than are given: of an outlet, of all of one connector, of the unit."""

    of: Literal["outlet", "connector", "unit"]
    drawn: Decimal
    gives: Decimal
    connector: str = ""


def most_watts(charger: Charger) -> Decimal | None:
    """Return the most watts that one unit gives, however many outlets are in use."""
    if charger.supply_w is not None:
        return charger.supply_w
    own, lists = _own(charger), _lists(charger)
    alone = {str(kind.connector) for kind in kinds_of(charger)} - set(own)
    if not (own or lists) or (alone and not lists):
        return None
    return sum(own.values(), Decimal(0)) + max(
        (sum(each, Decimal(0)) for each in lists.values()), default=Decimal(0)
    )


def most_of(charger: Charger, kinds: Iterable[OutletKind]) -> Decimal | None:
    """Return the most watts that one unit gives to outlets of these kinds; None: nobody says."""
    own, whole = _own(charger), most_watts(charger)
    places = {kind.place for kind in kinds}
    stated: dict[str, Decimal | None] = {}
    for kind in kinds_of(charger):
        connector = str(kind.connector)
        if kind.place in places and connector in own:
            stated[connector] = own[connector]
        elif kind.place in places:
            watts, count = kind.outlets.watts, kind.count
            stated[f"{kind.place}"] = None if watts is None or count is None else watts * count
    known = [watts for watts in stated.values() if watts is not None]
    return least(whole, sum(known, Decimal(0)) if len(known) == len(stated) else None)


def given(charger: Charger, in_use: Sequence[int]) -> Given | None:
    """Return what a unit gives where so many outlets of each kind are in use; None: nobody says.

    What is said by the number of outlets in use counts those whose connector has no share of its
    own. The first of them in use, in the order of their numbers, gives the first of the watts.
    """
    kinds, own, lists = kinds_of(charger), _own(charger), _lists(charger)
    counted = [0 if str(kind.connector) in own else many
               for kind, many in zip(kinds, in_use, strict=True)]  # fmt: skip
    row = _row(lists, sum(counted)) if lists and any(counted) else ()
    if row is None:
        return None
    each, place = [], 0
    for kind, many, mine in zip(kinds, in_use, counted, strict=True):
        numbers = row[place : place + mine] if row else ()
        place += mine
        watts = [least(kind.outlets.watts, of) for of in numbers]
        each.append(tuple(watts or [kind.outlets.watts] * many))
    used = {str(kind.connector) for kind, many in zip(kinds, in_use, strict=True) if many}
    together = tuple((of, watts) for of, watts in own.items() if of in used)
    shares = sum(row, Decimal(0)) + sum((watts for _, watts in together), Decimal(0))
    complete = bool(row or not any(counted)) and bool(row or together)
    return Given(tuple(each), together, least(charger.supply_w, shares if complete else None))


def least(*watts: Decimal | None) -> Decimal | None:
    """Return the least of what is stated; None if nothing is."""
    return min((each for each in watts if each is not None), default=None)


def overload(
    charger: Charger, limits: Given, drawn: Sequence[Sequence[Decimal]]
) -> Overload | None:
    """Return the first limit that is not kept; `drawn` says by kind what each outlet gives."""
    kinds = kinds_of(charger)
    for mine, most in zip(drawn, limits.each, strict=True):
        for watts, gives in zip(mine, most, strict=True):
            if gives is not None and watts > gives:
                return Overload("outlet", watts, gives)
    for connector, gives in limits.together:
        watts = sum(
            (sum(mine, Decimal(0)) for kind, mine in zip(kinds, drawn, strict=True)
             if kind.connector == connector), Decimal(0))  # fmt: skip
        if watts > gives:
            return Overload("connector", watts, gives, connector)
    whole = sum((sum(mine, Decimal(0)) for mine in drawn), Decimal(0))
    if limits.whole is not None and whole > limits.whole:
        return Overload("unit", whole, limits.whole)
    return None


def order_in(limits: tuple[Decimal | None, ...], drawn: Sequence[Decimal]) -> list[int]:
    """Return which outlet in use each load is plugged into, the hungriest where most is given."""
    places = sorted(range(len(limits)), key=lambda place: _or_all(limits[place]), reverse=True)
    loads = sorted(range(len(drawn)), key=lambda load: drawn[load], reverse=True)
    taken = dict(zip(loads, places, strict=True))
    return [taken[load] for load in range(len(drawn))]


def _or_all(watts: Decimal | None) -> Decimal:
    return Decimal("Infinity") if watts is None else watts


def _own(charger: Charger) -> dict[str, Decimal]:
    """Return the watts that all outlets of a connector share, by connector."""
    return {each.connector: each.watts[0] for each in charger.shared_w if each.connector}


def _lists(charger: Charger) -> dict[int, tuple[Decimal, ...]]:
    """Return by the number of outlets in use what each gives, and never more than with fewer."""
    lists = {len(each.watts): each.watts for each in charger.shared_w if each.connector is None}
    for many in sorted(lists):
        fewer = lists.get(many - 1)
        if fewer is not None:
            lists[many] = tuple(
                min(watts, *fewer[max(place - 1, 0) : place + 1])
                for place, watts in enumerate(lists[many])
            )
    return lists


def _row(lists: dict[int, tuple[Decimal, ...]], many: int) -> tuple[Decimal, ...] | None:
    """Return what each of so many outlets gives; None if nobody says.

    With fewer in use none gives less: where a number is left out, the next larger one holds.
    """
    larger = [each for each in sorted(lists) if each >= many]
    return lists[larger[0]][:many] if larger else None
