"""List-price changes of makers, and which offers they leave behind."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from planner.model.offers import Basis, Content, Offer, PriceBreak
from planner.model.price_events import PriceEvent, superseded

TODAY = date(2026, 11, 1)


def offer(quoted_on: str, part_number: str = "pi", *also: str) -> Offer:
    return Offer(
        vendor="acme",
        part_number=part_number,
        currency="SGD",
        price_breaks=(PriceBreak(price=Decimal(100)),),
        also_holds=tuple(Content(part_number=each, pieces=1) for each in also),
        quoted_on=date.fromisoformat(quoted_on),
        basis=Basis.QUOTED,
        source="acme.example",
    )


def event(on: str, part_number: str = "pi", **prices: str) -> PriceEvent:
    return PriceEvent(
        part_number=part_number,
        on=date.fromisoformat(on),
        currency="USD",
        source="https://maker.example",
        **prices,
    )


RISES = (event("2026-02-02"), event("2026-04-01"), event("2026-10-01", "other"))


@pytest.mark.parametrize(
    ("quoted_on", "on", "by"),
    [
        ("2025-11-06", "2026-11-01", "2026-04-01"),
        ("2026-03-01", "2026-11-01", "2026-04-01"),
        # From the day of the change on, and not by changes that are still to come.
        ("2025-11-06", "2026-04-01", "2026-04-01"),
        ("2025-11-06", "2026-03-31", "2026-02-02"),
        ("2025-11-06", "2026-02-01", None),
        # A price of the day of the change may be the new one.
        ("2026-04-01", "2026-11-01", None),
        ("2026-09-14", "2026-11-01", None),
    ],
)
def test_an_offer_older_than_a_change_of_the_list_price_is_superseded_by_the_last_one(
    quoted_on: str, on: str, by: str | None
) -> None:
    found = superseded(offer(quoted_on), RISES, on=date.fromisoformat(on))
    assert (None if found is None else str(found.on)) == by


def test_only_changes_of_what_a_pack_holds_supersede_it() -> None:
    assert superseded(offer("2026-09-14", "case"), RISES, on=TODAY) is None
    assert superseded(offer("2026-09-14", "case", "other"), RISES, on=TODAY) == RISES[2]
    assert superseded(offer("2025-01-01"), (), on=TODAY) is None


def test_a_change_may_leave_a_figure_out_but_has_to_be_one() -> None:
    assert event("2026-02-02", price_after="85").price_before is None
    with pytest.raises(ValidationError, match="nothing changed"):
        event("2026-02-02", price_before="85", price_after="85.00")
