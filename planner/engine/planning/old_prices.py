"""How many prices are over a year old, and how much of a total rests on them, in a sentence."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from planner.model.money import Money, total
from planner.model.numbers import whole_percent
from planner.model.words import counted

PRICE_OLD_AFTER = timedelta(days=365)
_NAMED = 5  # old prices are named up to so many, the oldest first


class DatedPrice(NamedTuple):
    """A price of a day and what it adds to a total; None where no rate leads to its currency."""

    name: str
    of: date
    amount: Money | None


class OldPrices(NamedTuple):
    """Prices over a year old: how many, how much of the total, and whose, the oldest first."""

    told: str
    hint: str
    names: tuple[str, ...]


def old_prices(
    prices: Sequence[DatedPrice], on: date, whole: Money, *, called: str, unpriced: int = 0
) -> OldPrices | None:
    """Return what is said of prices that are over a year old on a day; None if there are none.

    `whole` is what they are a share of, and `called` how that is called. What has no price has no
    age, so `unpriced` parts are told apart.
    """
    old = sorted((each for each in prices if is_old(each.of, on)), key=lambda each: each.of)
    if not old:
        return None
    are, since = ("is", "from") if len(old) == 1 else ("are", "the oldest from")
    told = (
        f"{len(old)} of {counted(len(prices), 'price')} {are} over a year old "
        f"({since} {old[0].of:%Y-%m}): {_share(old, whole, called)}."
    )
    if unpriced:
        told += f" Not counted: {counted(unpriced, 'part')} without a price."
    names = tuple(each.name for each in old)
    shown = tuple(dict.fromkeys(names))
    more = len(shown) - _NAMED
    rest = f"; and {more} more" if more > 0 else ""
    return OldPrices(told, f"Check before you buy: {'; '.join(shown[:_NAMED])}{rest}.", names)


def is_old(of: date, on: date) -> bool:
    """Tell whether a price is over a year old on a day."""
    return on - of > PRICE_OLD_AFTER


def _share(old: Sequence[DatedPrice], whole: Money, called: str) -> str:
    amounts = [each.amount for each in old if each.amount is not None]
    if len(amounts) < len(old):
        return f"their share of the {called} is not known"
    part = total(amounts, whole.currency).amount
    percent = whole_percent(part, whole.amount)
    return f"{percent if percent or not part else 'under 1'} % of the {called}"
