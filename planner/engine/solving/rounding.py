"""A program whose sums may be rounded as money is: a percentage or a conversion, once an order.

A column stands for a sum times a ratio, rounded half up, or down. It lies not below the rounded
amount; as everything costs, the solver lets it lie upon it. Where a larger amount may save
something, free shipping for one, the column is held from above as well. Where a ratio is finer than
the solver's numbers the column may lie too low or too high: `repair` finds that in an answer and
forbids it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from planner.engine.solving.solver import Answer, Program, total_of
from planner.model.money import minor_unit_places
from planner.model.proof import Status

Sum = dict[int, int]
# A ratio with a denominator up to this is compared exactly; with a longer one nearly, and repaired.
_EXACT_UP_TO = 2000
_SCALE = 10**9
_SLACK = 10**4  # of the scale: wider than the solver's tolerance, too narrow to matter


@dataclass(frozen=True)
class Rounded:
    """A column that stands for a sum times a ratio, rounded half up, or `down`.

    `held` tells whether it may not lie above that either.
    """

    column: int
    terms: Sum
    ratio: Fraction
    gate: int
    down: bool = False
    held: bool = False

    def due(self, values: Sequence[int]) -> int:
        """Return what the column ought to hold; 0 while its gate is shut."""
        found = total_of(self.terms.items(), tuple(values)) if values[self.gate] else 0
        exact, whole = self.ratio.numerator * found, self.ratio.denominator
        return exact // whole if self.down else (2 * exact + whole) // (2 * whole)

    def is_wrong(self, values: Sequence[int]) -> bool:
        """Tell whether the column lies too low, or too high where it is held."""
        there, due = values[self.column], self.due(values)
        return there < due or (self.held and there > due)


@dataclass
class RoundedSums:
    """A program, and which of its columns stand for rounded sums."""

    program: Program = field(default_factory=Program)
    rounded: list[Rounded] = field(default_factory=list)

    def mended(self, answer: Answer, again: Callable[[], Answer], *, times: int) -> Answer:
        """Return the answer once nothing in it is rounded too low, asked `again` that often."""
        for _ in range(times):
            if answer.status is not Status.OPTIMAL or not self.repair(answer.values):
                break
            better = again()
            if not better.values:
                break  # time is up: what it costs is counted anew, and its bound holds
            answer = better
        return answer

    def repair(self, values: Sequence[int]) -> bool:
        """Forbid what the values round wrongly, and only that; tell whether anything was."""
        wrong = [each for each in self.rounded if each.is_wrong(values)]
        for each in wrong:
            self._forbid(each, total_of(each.terms.items(), tuple(values)), each.due(values))
        return bool(wrong)

    def _forbid(self, each: Rounded, found: int, due: int) -> None:
        """Demand what is due of a sum, unless the sum is less or more than the one found."""
        less, more = self.program.switch(), self.program.switch()
        most = self.upper(each.terms)
        row = [(each.column, 1), (less, due), (more, due), (each.gate, -due)]
        self.program.row(row, least=0)
        if each.held:
            high = self.program.columns[each.column][1]
            row = [(each.column, 1), (less, due - high), (more, due - high)]
            self.program.row(row, most=due)
        self.program.row([*each.terms.items(), (less, most - found + 1)], most=most)
        self.program.row([*each.terms.items(), (more, -found - 1)], least=0)

    def upper(self, terms: Sum) -> int:
        """Return a bound that a sum cannot exceed."""
        return sum(
            max(0, factor) * self.program.columns[index][1] for index, factor in terms.items()
        )

    def times(
        self,
        terms: Sum,
        ratio: Fraction,
        opened: int,
        *,
        gate: int | None = None,
        down: bool = False,
        held: bool = False,
    ) -> Sum:
        """Return a sum times a ratio, rounded half up or `down`; 0 unless `gate`, if any, is 1.

        Where a larger amount may save something it has to be `held` from above as well; that is
        for sums without a gate that are rounded half up, and are 0 unless `opened` is 1.
        """
        if not ratio or not terms:
            return {}
        if ratio.denominator == 1 and gate is None:
            return {column: factor * ratio.numerator for column, factor in terms.items()}
        most = self.upper(terms)
        column = self.program.column(0, int(most * ratio) + 1)
        if ratio.denominator <= _EXACT_UP_TO:
            whole, share = 2 * ratio.denominator, 2 * ratio.numerator
            below = whole - 2 if down else ratio.denominator - 1
        else:
            whole, share = _SCALE, int(ratio * _SCALE)
            below = (_SCALE if down else _SCALE // 2) + _SLACK
        row = [(column, whole), *((index, -share * factor) for index, factor in terms.items())]
        row.append((opened, below))
        if gate is not None:
            row += [(opened, share * most), (gate, -share * most)]
        self.program.row(row, least=0, scale=whole)
        if held:
            # What `below` lacks of the whole; of a ratio that is cut off, on the safe side.
            above, cut = (below + 1, 0) if ratio.denominator <= _EXACT_UP_TO else (below, 1)
            most_row = [(column, whole)]
            most_row += [(index, -(share + cut) * factor) for index, factor in terms.items()]
            self.program.row(most_row, most=above, scale=whole)
        gated = opened if gate is None else gate
        self.rounded.append(Rounded(column, terms, ratio, gated, down, held))
        return {column: 1}


def plus(first: Sum, second: Sum) -> Sum:
    """Return two sums added."""
    result = dict(first)
    add_to(result, second)
    return result


def add_to(result: Sum, terms: Sum) -> None:
    """Add a sum to another one, in place."""
    for column, factor in terms.items():
        result[column] = result.get(column, 0) + factor


def minor(amount: Decimal, currency: str) -> int:
    """Return an amount as a whole number of minor units; it must be one."""
    return int(amount.scaleb(minor_unit_places(currency)))
