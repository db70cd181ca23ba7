"""Terms that one build of an order has of its own: they hold for its parts and for no other's."""

from collections.abc import Iterable
from operator import not_

from pydantic import Field

from planner.model.basket import Need
from planner.model.cells import VendorId
from planner.model.parts import PartNumber
from planner.model.record import Record


class OwnTerms(Record):
    """What holds for one build of an order alone.

    `locks` are pairs of a part and the vendor that it is bought from, `exclude` the vendors that
    nothing of it is bought from, and `alternates` pairs of a part and another one that serves as
    well.
    """

    locks: tuple[tuple[PartNumber, VendorId], ...] = Field((), exclude_if=not_)
    exclude: tuple[VendorId, ...] = Field((), exclude_if=not_)
    alternates: tuple[tuple[PartNumber, PartNumber], ...] = Field((), exclude_if=not_)

    def on(self, needs: Iterable[Need]) -> tuple[Need, ...]:
        """Return needs as they are on these terms."""
        return tuple(map(self._one, needs))

    def _one(self, need: Need) -> Need:
        others = (other for number, other in self.alternates if number == need.part_number)
        alternates = tuple(
            dict.fromkeys(each for each in (*need.alternates, *others) if each != need.part_number)
        )
        pool = {need.part_number, *alternates}
        only = {vendor for number, vendor in self.locks if number in pool}
        return need.model_copy(
            update={
                "alternates": alternates,
                "only": tuple(sorted(only)),
                "but": tuple(sorted({*self.exclude})),
            }
        )


NO_OWN_TERMS = OwnTerms()
