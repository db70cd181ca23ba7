"""What the arithmetic of a table says of a way to read its columns.

Each row is looked at once, however many ways are tried: its numbers, whether it may be a line, and
which sums it states. Whether quantity × price gives the line totals is seen in a few hundred rows;
what the lines come to is counted over all.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from planner.io.bills._arithmetic import agree, likely
from planner.io.bills._headings import Region
from planner.io.bills._labels import charge_of, is_total
from planner.io.bills._sheet import Line

_SAMPLE = 400
_MOST_RATIO = 10_000
# The most that `Evidence.weight` can say for a way: products, a factor, quantities of 1, a total.
MOST = 15.5


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read the numbers of a region."""

    quantity: int | None
    unit_price: int | None
    line_total: int | None

    def columns(self) -> tuple[int, ...]:
        """Return the columns that are read as numbers."""
        found = (self.quantity, self.unit_price, self.line_total)
        return tuple(column for column in found if column is not None)


@dataclass(frozen=True, slots=True)
class _Fact:
    """What one row says: `stated` are sums it names, `alone` its only column if it has one."""

    numbers: Mapping[int, Decimal]
    may_be_line: bool
    is_charge: bool
    stated: tuple[Decimal, ...]
    alone: int | None

    def value(self, way: Way) -> Decimal | None:
        """Return what the row comes to, if it says so."""
        total = _at(self.numbers, way.line_total)
        if total is not None:
            return total
        price, quantity = _at(self.numbers, way.unit_price), _at(self.numbers, way.quantity)
        if price is None:
            return None
        return price if way.quantity is None else None if quantity is None else price * quantity


def _at(numbers: Mapping[int, Decimal], column: int | None) -> Decimal | None:
    return None if column is None else numbers.get(column)


class Evidence:
    """The rows of a region, for weighing ways to read them."""

    def __init__(self, region: Region) -> None:
        """Look at each row once."""
        self._rows = [_fact(line, region) for line in region.lines]
        telling = [row for row in self._rows if len(row.numbers) > 2]
        step = -(-len(telling) // _SAMPLE) or 1
        self._sample: Sequence[_Fact] = telling[::step]
        self._totals = {number for row in self._rows for number in row.stated}
        self._alone = {
            (row.alone, row.numbers[row.alone])
            for row in self._rows
            if row.alone is not None and row.alone in row.numbers
        }

    def weight(self, way: Way) -> float:
        """Return how much the arithmetic says for a way, at most `MOST`."""
        score = 0.0
        products = list(self._products(way))
        if products:
            telling = [(stated, counted) for stated, counted, one in products if not one]
            right = sum(agree(stated, counted) for stated, counted in telling)
            if telling:
                score += 6.0 * right / len(telling) * min(1.0, len(telling) / 2)
            if _common_factor(products) is not None:
                score += 4.0 if telling else 1.0
            ones = sum(agree(stated, counted) for stated, counted, one in products if one)
            score += (0.5 if telling else 2.0) * ones / len(products)
            # What is no product of the two is no line total, whatever it may be.
            if len(telling) > 2 and not right and _common_factor(products) is None:
                score -= 4.0
        return score + (5.0 if self.gives_a_total(way) else 0.0)

    def factor(self, way: Way) -> Decimal | None:
        """Return what most line totals hold beside quantity × price, if all hold the same."""
        return _common_factor(list(self._products(way)))

    def is_proven(self, way: Way) -> bool:
        """Tell whether the arithmetic alone shows that a way is right."""
        telling = [
            agree(stated, counted) for stated, counted, one in self._products(way) if not one
        ]
        right = len(telling) > 1 and 2 * sum(telling) > len(telling)
        return right or self.gives_a_total(way) or self.factor(way) is not None

    def gives_a_total(self, way: Way) -> bool:
        """Tell whether the lines, with or without what is no part, give a total that is stated."""
        totals = set(self._totals)
        columns = way.columns()
        totals.update(number for alone, number in self._alone if alone in columns)
        if not totals:
            return False
        lines, extras, many = Decimal(0), Decimal(0), 0
        for row in self._rows:
            value = row.value(way) if row.may_be_line else None
            if value is None:
                continue
            if row.is_charge:
                extras += value
            else:
                lines, many = lines + value, many + 1
        sums = {each for each in (lines, lines + extras) if abs(each) >= 1}
        return many > 1 and any(agree(total, each) for total in totals for each in sums)

    def _products(self, way: Way) -> Iterator[tuple[Decimal, Decimal, bool]]:
        """Yield stated and counted line totals, and whether the quantity is 1."""
        if None in (way.quantity, way.unit_price, way.line_total):
            return
        for row in self._sample:
            quantity, price = _at(row.numbers, way.quantity), _at(row.numbers, way.unit_price)
            total = _at(row.numbers, way.line_total)
            if quantity is not None and price is not None and total:
                yield total, quantity * price, quantity == 1


def _common_factor(products: Sequence[tuple[Decimal, Decimal, bool]]) -> Decimal | None:
    ratios: Counter[Decimal] = Counter()
    for stated, counted, _ in products:
        if counted and abs(stated) < abs(counted) * _MOST_RATIO:
            ratios[(stated / counted).quantize(Decimal("0.0001")).normalize()] += 1
    if not ratios:
        return None
    ratio, many = ratios.most_common(1)[0]
    return ratio if ratio not in (0, 1) and many >= 3 and 5 * many >= 3 * len(products) else None


def _fact(line: Line, region: Region) -> _Fact:
    filled = [column for column in line.filled() if column in region.columns]
    numbers = {
        column: number
        for column in line.filled()
        if (number := likely(line.value(column))) is not None
    }
    texts = [column for column in filled if column not in numbers]
    return _Fact(
        numbers,
        _may_be_line(line, filled, region),
        any(charge_of(line.text(column)) for column in texts),
        tuple(_stated(line, filled, region, numbers)),
        filled[0] if len(filled) == 1 else None,
    )


def _stated(
    line: Line, filled: Sequence[int], region: Region, numbers: Mapping[int, Decimal]
) -> Iterator[Decimal]:
    """Yield the amounts of a row that calls itself a total, or of a label beside the table."""
    # A number without a label calls itself nothing.
    if any(
        is_total(line.value(column).label or line.text(column))
        for column in filled
        if column not in numbers or line.value(column).label
    ):
        yield from (numbers[column] for column in filled if column in numbers)
    beside = [column for column in line.filled() if column not in region.over]
    for label, column in pairwise(beside):
        if column in numbers and is_total(line.text(label)):
            yield numbers[column]


def _may_be_line(line: Line, filled: Sequence[int], region: Region) -> bool:
    texts = [column for column in filled if not line.value(column).is_numeric]
    named = [column for column in texts if not region.over or column in region.over]
    return bool(named) and not any(is_total(line.text(column)) for column in named)
