"""Terms that one build of an order has of its own: they hold for its parts and for no other's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import not_

from pydantic import Field

from planner.model.basket import Need
from planner.model.cells import VendorId
from planner.model.parts import PartNumber
from planner.model.record import Record
from planner.model.wishes import LimitedTerm, TermKind


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

    @property
    def freed(self) -> "OwnTerms":
        """Return what is left without any limit: alternates only let more serve."""
        return self.model_copy(update={"locks": (), "exclude": ()})

    def one_by_one(self) -> Iterator[tuple[LimitedTerm, "OwnTerms"]]:
        """Yield each limit, with the terms that are left without it."""
        for part_number, vendor in dict.fromkeys(self.locks):
            lock = LimitedTerm(TermKind.LOCK, part_number=part_number, vendor=vendor)
            locks = tuple(each for each in self.locks if each != (part_number, vendor))
            yield lock, self.model_copy(update={"locks": locks})
        for vendor in dict.fromkeys(self.exclude):
            exclude = tuple(each for each in self.exclude if each != vendor)
            kept = self.model_copy(update={"exclude": exclude})
            yield LimitedTerm(TermKind.EXCLUDE, vendor=vendor), kept

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


@dataclass(frozen=True)
class OwnLifted:
    """What an order needs without one term that one build of it has of its own."""

    term: LimitedTerm
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class OwnTermsLifted:
    """What an order needs without each term of one of its builds, and without all of them."""

    one_by_one: tuple[OwnLifted, ...] = ()
    free: tuple[Need, ...] = ()


NOTHING_OWN = OwnTermsLifted()
