"""What stands where in the racks of a plan, and what finds no place in them."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from planner.model.parts import InRack, Rack, RackWidth
from planner.model.words import listed

Held = tuple[InRack, int]  # a part, and how many pieces of it


@dataclass(frozen=True, slots=True)
class RackPlace:
    """One piece of a part in a rack: how many units are below it, how many it takes, what it holds.

    Something `behind` hangs on the rear of the rack, behind what takes half of its depth.
    """

    part: InRack
    below: Decimal
    units: Decimal
    holds: tuple[Held, ...] = ()
    behind: bool = False

    @property
    def span(self) -> str:
        """Return which units it takes, counted from below: `U3`, `U3 and U4`, `U1 to U3`."""
        first = int(self.below) + 1
        last = ceil(self.below + self.units)
        whole = self.below % 1 == 0 and self.units % 1 == 0
        if first == last:
            half = "" if whole else "upper half of " if self.below % 1 else "lower half of "
            return f"{half}U{first}"
        lowest = "the upper half of " if self.below % 1 else ""
        highest = "the lower half of " if (self.below + self.units) % 1 else ""
        between = " and " if last == first + 1 else " to "
        return f"{lowest}U{first}{between}{highest}U{last}"

    @property
    def what(self) -> str:
        """Return its name, with what it holds: `Mount: 4 × Raspberry Pi 5`."""
        return f"{self.part.name}: {listed(self.holds)}" if self.holds else self.part.name


@dataclass(frozen=True, slots=True)
class FilledRack:
    """One rack: how many units it has, and what is in it, from the top; what is behind comes last.

    `number` counts the racks of a plan from 1.
    """

    part: Rack
    number: int
    units: Decimal
    places: tuple[RackPlace, ...]

    @property
    def free(self) -> Decimal:
        """Return how many units of its front are not taken."""
        return self.units - sum(place.units for place in self.places if not place.behind)


@dataclass(frozen=True, slots=True)
class RackLayout:
    """The racks of a plan as they can be filled, and what is in none of them, for which reason.

    `no_room` finds no place however the racks are filled, what is `perhaps_behind` only if parts of
    which nobody says how deep they are leave room behind them.
    `unknown` are racks and parts of which it is not known how high or how wide they are, or how
    they are held. `unseen` says that there are more racks than are looked at.
    """

    racks: tuple[FilledRack, ...]
    no_room: tuple[Held, ...] = ()
    perhaps_behind: tuple[Held, ...] = ()
    other_width: tuple[Held, ...] = ()
    no_shelf: tuple[Held, ...] = ()
    unknown: tuple[Held, ...] = ()
    unseen: bool = False


def halves_of(units: Decimal) -> int:
    """Return how many halves of a rack unit something takes: a third takes one."""
    return ceil(units * 2)


def own_rack(units: int, width: RackWidth) -> Rack:
    """Return a rack that somebody has, which is in no catalog."""
    return Rack(
        part_number="your-rack",
        name=f"Your rack, {width} inches",
        source="yours",
        kind="rack",
        rack_u=Decimal(units),
        rack_widths_in=(width,),
    )
