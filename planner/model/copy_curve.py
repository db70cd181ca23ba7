"""What each further copy of a build costs, all of them bought together."""

from dataclasses import dataclass

from planner.model.money import Money
from planner.model.proof import Status


@dataclass(frozen=True)
class MorePacks:
    """Packs of one offer in a basket that the one before did not hold.

    `before` and `after` are the packs in each, `pack_size` the pieces in a pack, and `extra` what
    the line costs more, in the basket's currency.
    """

    vendor: str
    part_number: str
    pack_size: int
    before: int
    after: int
    extra: Money


@dataclass(frozen=True)
class MoreCharge:
    """A charge of a vendor that is higher than in the basket before; `label` is what it is."""

    vendor: str
    key: str
    label: str
    extra: Money


DearerBy = MorePacks | MoreCharge


@dataclass(frozen=True)
class CopyPoint:
    """The least cost of so many copies; None where they cannot be had, or not in time.

    `cost` is the least that it may be while a charge is not known: then `is_known` is false.
    `extra` is what this copy adds to one fewer, and `step` by how much that differs from what the
    copy before added. `because` is what makes it dearer than that one, the most first; it is empty
    where the step is small.
    """

    copies: int
    status: Status
    cost: Money | None = None
    is_known: bool = True
    extra: Money | None = None
    step: Money | None = None
    because: tuple[DearerBy, ...] = ()

    @property
    def per_copy(self) -> Money | None:
        """Return the cost divided by the copies, rounded once."""
        return None if self.cost is None else self.cost.shared_by(self.copies)

    @property
    def proven(self) -> bool:
        """Tell whether no basket of so many copies is cheaper, every charge being known."""
        return self.status is Status.OPTIMAL and self.is_known


@dataclass(frozen=True)
class CopyCurve:
    """The least cost of every number of copies, from one upwards; `title` is what is copied."""

    title: str
    points: tuple[CopyPoint, ...]

    def as_cheap(self, copies: int) -> int | None:
        """Return the most copies that cost no more than so many do; None if no more of them do.

        A basket may hold packs for more copies than were asked for: to reach a price break or free
        shipping, or because no smaller pack is sold.
        """
        costs = {point.copies: point.cost for point in self.points}
        here = costs.get(copies)
        if here is None:
            return None
        more = [
            each
            for each, cost in costs.items()
            if each > copies and cost is not None and cost <= here
        ]
        return max(more, default=None)
