"""Which positions of a build are one line of its bill: those of one part, bought alike."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from planner.engine.planning._allocation import allocate_unit_prices
from planner.model.build import Build, CountBasis, Position, PublishedSum
from planner.model.money import Money
from planner.model.offers import Basis, Price

_COUNT_ORDER = {basis: index for index, basis in enumerate(CountBasis)}


class Sameness(NamedTuple):
    """What positions must share to be one line of the bill."""

    part_number: str
    owned: bool
    retired: bool
    vendor: str | None
    price: Price | None


def same_lines(build: Build) -> dict[Sameness, list[Position]]:
    """Return the positions of a build by the line that they are on, in the order they come in.

    A part in several kits is one line: it is bought once for all of them.
    """
    shares = _allocate(build)
    groups: dict[Sameness, list[Position]] = {}
    for index, position in enumerate(build.positions):
        groups.setdefault(_sameness(position, shares.get(index)), []).append(position)
    return groups


def joined(texts: Iterable[str]) -> str:
    """Return the texts that say anything, each once."""
    return "; ".join(dict.fromkeys(text for text in texts if text))


def least_sure(bases: Iterable[CountBasis]) -> CountBasis:
    """Return of several ways to know a number the one that is least sure."""
    return max(bases, key=_COUNT_ORDER.__getitem__)


def _sameness(position: Position, share: Price | None) -> Sameness:
    price = share or position.price
    return Sameness(position.part_number, position.owned, position.retired, position.vendor, price)


def _allocate(build: Build) -> dict[int, Price]:
    """Return the allocated price of every position that shares a published sum, by its index."""
    prices: dict[int, Price] = {}
    for published in build.published:
        members = _members(build, published)
        if not members:
            continue
        first = [build.positions[indices[0]] for indices in members]
        units = allocate_unit_prices(
            published.amount,
            [sum(build.positions[index].quantity for index in indices) for indices in members],
            [each.list_price.amount if each.list_price else Decimal(0) for each in first],
        )
        for indices, unit in zip(members, units, strict=True):
            prices |= {index: _share(published, build.positions[index], unit) for index in indices}
    return prices


def _members(build: Build, published: PublishedSum) -> list[list[int]]:
    """Return the positions that share a sum, by index; what lies in several kits is one share."""
    members: dict[object, list[int]] = {}
    for index, each in enumerate(build.positions):
        if each.share_of == published.id:
            key = _sameness(each, None), each.list_price, each.list_price_source
            members.setdefault(key if build.kits else index, []).append(index)
    return list(members.values())


def _share(published: PublishedSum, position: Position, unit: Money) -> Price:
    return Price(
        unit=unit,
        basis=Basis.ALLOCATED,
        as_of=published.as_of,
        source=published.source,
        note=(
            f"Share of the published {published.amount}, in proportion to a list price of "
            f"{position.list_price}"
        )
        + (f" ({position.list_price_source})." if position.list_price_source else "."),
    )
