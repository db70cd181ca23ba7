"""A program whose sums may be rounded as money is: a percentage or a conversion, once an order.

A column stands for a sum times a ratio, rounded half up, or down. It lies not below the rounded
amount; as everything costs, the solver lets it lie upon it. Where a larger amount may save
something, free shipping for one, the column is held from above as well. Where a ratio is finer than
the solver's numbers the column may lie too low or too high: `repair` finds that in an answer and
forbids it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from planner.engine.solving.solver import Answer, Program, added, total_of
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

    `held` tells whether it may not lie above that either. `row` is what holds it from below, as
    far as the ratio is exact in it, and before anything is rounded; `scale` is how that is scaled.
    """

    column: int
    terms: Sum
    ratio: Fraction
    gate: int
    row: Sum
    scale: int
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
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)
    _held: set[tuple[int, int]] = field(default_factory=set)
    _switches: list[tuple[Sum, int, int, int]] = field(default_factory=list)

    def quickly(
        self,
        solved: Callable[[frozenset[int], tuple[int, ...]], Answer],
        objective: Sum,
        *,
        times: int,
    ) -> Answer | None:
        """Return the least sum, proven or as far as time allowed; None if it takes whole columns.

        The solver takes long over whole numbers of many digits, and rounded sums are such. `solved`
        is told which columns need not be whole, and the best values so far, if there are any. Then
        a rounded sum lies a little too low, so the least sum is a bound; what it comes to once
        rounded is counted. With less than one between them it is proven. Otherwise what was found
        is held to what is due of it, and solved again.
        """
        loose = frozenset(each.column for each in self.rounded)
        best, bound = Answer(Status.UNKNOWN), 0
        for _ in range(times):
            answer = solved(loose, self._with_switches(best.values) if best.values else ())
            if answer.status is Status.INFEASIBLE:
                # With columns that need not be whole the solver has called programs infeasible that
                # have an answer: of whole ones it says so, or does not.
                return None
            bound = max(bound, answer.bound)
            values = self.as_due(answer.values)
            if values and self.program.holds(values):
                found = total_of(objective.items(), values)
                if not best.values or found < best.objective:
                    best = Answer(Status.FEASIBLE, values, found)
            if best.values and bound >= best.objective:
                whole = self._with_switches(best.values)
                return Answer(Status.OPTIMAL, whole, best.objective, best.objective)
            if answer.status is not Status.OPTIMAL:
                if best.values:
                    return replace(best, values=self._with_switches(best.values), bound=bound)
                return None if answer.values else Answer(answer.status, bound=bound)
            if not self._hold(values):
                break
        return None

    def as_due(self, values: Sequence[int]) -> tuple[int, ...]:
        """Return the values with every rounded sum as it is due; later ones may hold earlier."""
        result = list(values)
        for each in self.rounded if result else ():
            result[each.column] = each.due(result)
        return tuple(result)

    def _with_switches(self, values: tuple[int, ...]) -> tuple[int, ...]:
        """Return values with the switches of sums that were held since they were found."""
        result = [*values, *[0] * (len(self.program.columns) - len(values))]
        for terms, found, less, more in self._switches:
            here = total_of(terms.items(), values)
            result[less], result[more] = int(here < found), int(here > found)
        return tuple(result)

    def _hold(self, values: tuple[int, ...]) -> bool:
        """Hold the sums that the values come to to what is due of them; tell whether any was."""
        fresh = False
        for each in self.rounded:
            found = total_of(each.terms.items(), values)
            if values[each.gate] and found and (each.column, found) not in self._held:
                self._held.add((each.column, found))
                self._forbid(each, values)
                fresh = True
        return fresh

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
            self._forbid(each, values)
        return bool(wrong)

    def _forbid(self, each: Rounded, values: Sequence[int]) -> None:
        """Demand what is due of a sum, unless the sum is less or more than the one found.

        The row that holds it is lifted by what it lacks there: that is less than one, so nothing
        can be gained of a switch that is nearly on.
        """
        found, due = total_of(each.terms.items(), tuple(values)), each.due(values)
        less, more = self.program.switch(), self.program.switch()
        self._switches.append((each.terms, found, less, more))
        most = self.upper(each.terms)
        as_due = list(values)
        as_due[each.column] = due
        lacks = total_of(each.row.items(), tuple(as_due))
        row = [*each.row.items(), (less, lacks), (more, lacks), (each.gate, -lacks)]
        self.program.row(row, least=0, scale=each.scale)
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
        shut: int | None = None,
        down: bool = False,
        held: bool = False,
    ) -> Sum:
        """Return a sum times a ratio, rounded half up or `down`; 0 unless `gate`, if any, is 1.

        `shut` is the most that the sum comes to while the gate is 0, if that is known: the less it
        is, the closer to the truth is a gate that need not be whole, and the sooner is it proven.
        Where a larger amount may save something it has to be `held` from above as well; that is
        for sums without a gate that are rounded half up, and are 0 unless `opened` is 1.
        """
        if not ratio or not terms:
            return {}
        if ratio.denominator == 1 and gate is None:
            return {column: factor * ratio.numerator for column, factor in terms.items()}
        key = (frozenset(terms.items()), ratio, opened, gate, shut, down, held)
        if key in self._known:
            return {self._known[key]: 1}
        most = self.upper(terms)
        column = self._known[key] = self.program.column(0, int(most * ratio) + 1)
        if ratio.denominator <= _EXACT_UP_TO:
            whole, share = 2 * ratio.denominator, 2 * ratio.numerator
            below = whole - 2 if down else ratio.denominator - 1
        else:
            whole, share = _SCALE, int(ratio * _SCALE)
            below = (_SCALE if down else _SCALE // 2) + _SLACK
        row = [(column, whole), *((index, -share * factor) for index, factor in terms.items())]
        row.append((opened, below))
        if gate is not None:
            free = most if shut is None else min(shut, most)
            row += [(opened, share * free), (gate, -share * free)]
        lower = added(row)
        self.program.row(row, least=0, scale=whole)
        if held:
            # What `below` lacks of the whole; of a ratio that is cut off, on the safe side.
            above, cut = (below + 1, 0) if ratio.denominator <= _EXACT_UP_TO else (below, 1)
            most_row = [(column, whole)]
            most_row += [(index, -(share + cut) * factor) for index, factor in terms.items()]
            self.program.row(most_row, most=above, scale=whole)
        gated = opened if gate is None else gate
        self.rounded.append(Rounded(column, terms, ratio, gated, lower, whole, down, held))
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
