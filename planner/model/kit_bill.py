"""What the kits of a build cost and hold, level by level: the bill by what lies where."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.model.comparison import Figure
from planner.model.kits import KitPath
from planner.model.money import Money


@dataclass(frozen=True)
class KitPart:
    """A part in a kit, or outside of all: `line` and `place` are its indices.

    `line` is that of its line on the bill, `place` that among the parts of all kits, as an edited
    build has them. `each` is how many one kit has, `quantity` how many there are in all copies.
    `amount` is the share of its line's cost, in the bill's currency; None while that is unknown.
    """

    within: KitPath
    line: int
    place: int
    each: int
    quantity: int
    amount: Money | None


@dataclass(frozen=True)
class KitCost:
    """A kit with what all of its kind cost, and with what one of it can do.

    `each` is how many there are in what it lies in, `quantity` how many in all copies. `amount` is
    what its priced parts come to, `of_one` that divided by the kits, rounded once. `unpriced` are
    the part numbers without a price. The figures are of one kit by itself: its nodes, the watts
    they draw and its power supplies give, the ports on its switches (None: not known), and how
    many ports its nodes need. What a kit lacks of either comes from outside of it. `problems` are
    how many errors and warnings name a part of it, `why` is the reason for its number.
    """

    path: KitPath
    title: str
    each: int
    quantity: int
    amount: Money
    of_one: Money
    unpriced: tuple[str, ...]
    estimated: bool
    nodes: int
    power_typical_w: Figure
    power_max_w: Figure
    supply_w: Figure
    ports: int | None
    wired: int
    problems: int
    build: str | None = None
    why: str = ""

    @property
    def level(self) -> int:
        """Return how deep it lies: 1 in the build itself."""
        return len(self.path)


@dataclass(frozen=True)
class KitBill:
    """The kits of a bill, outer ones before those in them, and the parts of each.

    `left_over` is what the pieces cost that packs hold beyond the need, and `spares` what those
    cost that follow from a rule: they belong to the whole order and to no kit. Kits of the first
    level, parts outside of all, these two sums and the charges add up to the subtotal of the bill,
    at every level what a kit holds to the kit.
    """

    kits: tuple[KitCost, ...]
    parts: tuple[KitPart, ...]
    left_over: Money
    spares: Money

    def walked(self, path: KitPath = ()) -> Iterator[tuple[int, KitCost | KitPart]]:
        """Yield every kit, and after it what it holds, each with how many kits it lies in."""
        for kit in self.kits_in(path):
            yield len(path), kit
            yield from self.walked(kit.path)
        for part in self.parts_in(path):
            yield len(path), part

    def parts_in(self, path: KitPath) -> tuple[KitPart, ...]:
        """Return the parts that lie straight in a kit; of an empty path outside of all."""
        return tuple(each for each in self.parts if each.within == path)

    def kits_in(self, path: KitPath) -> tuple[KitCost, ...]:
        """Return the kits that lie straight in a kit; of an empty path in the build."""
        return tuple(each for each in self.kits if each.path[:-1] == path)
