"""Price events: a maker's dated changes of a list price, and which offers they leave behind.

Shops follow a list price within days. A price quoted before its maker's change says what a part
cost then, and no longer what it costs: it is superseded, however young it is.
"""

from collections.abc import Iterable
from datetime import date

from pydantic import Field, model_validator

from planner.model.cells import Amount
from planner.model.money import CurrencyCode
from planner.model.offers import Offer
from planner.model.parts import PartNumber
from planner.model.record import Record


class PriceEvent(Record):
    """A maker's change of a part's list price; leave out a figure that it did not publish."""

    part_number: PartNumber = Field(
        description="Part whose list price changed; for a board, the version with that memory",
        examples=["tl-sg108"],
    )
    on: date = Field(description="Date from which the new price applies", examples=["2026-04-01"])
    currency: CurrencyCode = Field(description="Currency of both prices", examples=["USD"])
    price_before: Amount | None = Field(
        None, description="List price before, as far as the maker published it", examples=["85.00"]
    )
    price_after: Amount | None = Field(
        None, description="List price from that day on, as published", examples=["110.00"]
    )
    source: str = Field(
        min_length=1, description="Source of the change: a web address", examples=["https://…"]
    )
    note: str = Field("", description="Remarks, such as which figure is derived")

    @model_validator(mode="after")
    def _is_a_change(self) -> "PriceEvent":
        if self.price_before is not None and self.price_before == self.price_after:
            raise ValueError("price_before and price_after are the same: nothing changed")
        return self


def superseded(offer: Offer, events: Iterable[PriceEvent], *, on: date) -> PriceEvent | None:
    """Return the last list-price change that an offer is older than, as of a day; None without one.

    Whatever a pack holds counts: a bundle with a board is as old as the price of that board. An
    offer of the day of the change may be either price, so it is not superseded; a change that is
    still to come on `on` supersedes nothing.
    """
    contents = offer.contents
    later = (
        event
        for event in events
        if event.part_number in contents and offer.quoted_on < event.on <= on
    )
    return max(later, key=lambda event: event.on, default=None)
