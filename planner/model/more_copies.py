"""A few copies more, later: what was paid for the first ones, and what more of them cost now."""

from datetime import date
from typing import Annotated

from pydantic import Field

from planner.model.bom import CostedBom
from planner.model.findings import Finding
from planner.model.money import Money
from planner.model.record import Record


class MoreCopies(Record):
    """So many copies `more` of a build of which there are `copies` already.

    `paid` is what those cost on the day of their prices, `paid_on`. `added` is what must be bought
    now, at the prices of the day `on`: what packs had left over then comes first and costs nothing.
    The two are never one sum of one day: `total` adds them up, None while either is not known.
    """

    build: str
    title: str
    copies: Annotated[int, Field(ge=1)]
    more: Annotated[int, Field(ge=1)]
    paid_on: date
    paid: CostedBom
    on: date
    added: CostedBom
    findings: tuple[Finding, ...] = ()

    @property
    def total(self) -> Money | None:
        """Return what was paid and what is to pay, added up."""
        if self.paid.total is None or self.added.total is None:
            return None
        return self.paid.total + self.added.total

    @property
    def also(self) -> tuple[Money, ...]:
        """Return the total in further currencies: each sum at the rate of its own day."""
        if self.total is None:
            return ()
        paid = {each.currency: each for each in self.paid.also}
        now = {each.currency: each for each in self.added.also}
        return tuple(paid[code] + now[code] for code in paid if code in now)

    @property
    def per_copy(self) -> Money | None:
        """Return what each of all copies costs, rounded once; None where the total is not known."""
        return None if self.total is None else self.total.shared_by(self.copies + self.more)

    @property
    def dearer(self) -> Money | None:
        """Return what a copy costs more now than then; below nothing it costs less."""
        then, now = self.paid.per_copy, self.added.per_copy
        return None if then is None or now is None else now - then
