"""Volts as plugs are told apart by them, and those that a board takes: one, several, a range."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from planner.model.exact_numbers import in_one_form

USB_V = Decimal(5)
USB_MOST_V = Decimal("5.5")  # an outlet without negotiation gives 5 V; chargers go a little over


def nominal(volts: Decimal | None) -> Decimal | None:
    """Return volts as plugs are told apart by them: a little over 5 V is what USB gives, too."""
    return None if volts is None else _plain(volts)


def _plain(volts: Decimal) -> Decimal:
    """Return volts in the one form that they are told in: 12.0 V and 12 V are 12 V.

    What is remembered of equal numbers would else be told as whoever asked first wrote them.
    """
    if USB_V <= volts <= USB_MOST_V:
        return USB_V
    return in_one_form(volts)


class VoltsTaken(NamedTuple):
    """The volts that a part takes through a plug: `first` those that its maker recommends.

    `spans` are all of them, each from the fewest to the most.
    """

    first: Decimal
    spans: tuple[tuple[Decimal, Decimal], ...]

    def takes(self, volts: Decimal) -> bool:
        """Tell whether a plug of these volts may be plugged in."""
        return any(least <= volts <= most for least, most in self.spans)

    @property
    def most(self) -> Decimal:
        """The most volts that it takes."""
        return max(most for _, most in self.spans)

    def __str__(self) -> str:
        said = (f"{a:f}" if a == b else f"{a:f} to {b:f}" for a, b in self.spans)
        return " or ".join(said)


@cache
def exactly(volts: Decimal) -> VoltsTaken:
    """Return what takes these volts and no others."""
    plain = _plain(volts)
    return VoltsTaken(plain, ((plain, plain),))


USB_TAKEN = exactly(USB_V)


def taken(spans: Iterable[tuple[Decimal, Decimal]]) -> VoltsTaken:
    """Return what takes all volts of these spans, the recommended ones first.

    What lies within another span is not said twice.
    """
    said = [(_plain(least), _plain(most)) for least, most in spans]
    first = said[0][0]
    wide: list[tuple[Decimal, Decimal]] = []
    for least, most in sorted(set(said)):
        if wide and least <= wide[-1][1]:
            wide[-1] = (wide[-1][0], max(most, wide[-1][1]))
        else:
            wide.append((least, most))
    return VoltsTaken(first, tuple(wide))
