"""The solver's wall: an exact integer program goes in, whole numbers come out.

This is the only module that knows the solver, and the only one that touches floats. What the solver
returns is rounded to whole numbers, and every row of the program is checked again with those.
The same program gives the same answer: one thread, one seed, columns in the order they were added.

The solver works in a thread of its own while whoever asked waits and looks, so that what ends the
work reaches it within a moment, whatever it is at. The solver itself looks up only now and then:
where that takes too long it is left to itself, and the best that it told of is the answer.

In one piece because a wall has one door: no other module may know the solver.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from threading import Thread

import highspy

from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError
from planner.engine.solving.progress import Watch
from planner.model.proof import Status

Linear = Iterable[tuple[int, int]]  # (column, coefficient)


@dataclass
class Program:
    """Whole-number columns with bounds, and rows that bound sums of them."""

    columns: list[tuple[int, int]] = field(default_factory=list)
    rows: list[tuple[dict[int, int], int | None, int | None]] = field(default_factory=list)
    scales: dict[int, int] = field(default_factory=dict)

    def column(self, least: int, most: int) -> int:
        """Add a whole number between two bounds, and return its index."""
        self.columns.append((least, most))
        return len(self.columns) - 1

    def switch(self) -> int:
        """Add a choice: 1 for yes, 0 for no."""
        return self.column(0, 1)

    def row(
        self, terms: Linear, *, least: int | None = None, most: int | None = None, scale: int = 1
    ) -> None:
        """Bound a sum of columns; a column that comes twice counts with both coefficients.

        The solver sees the row divided by `scale`: it works best with numbers of middling size.
        """
        if scale != 1:
            self.scales[len(self.rows)] = scale
        self.rows.append((added(terms), least, most))

    def holds(self, values: Sequence[int]) -> bool:
        """Tell whether whole numbers lie within the bounds of all columns and rows."""
        for (least, most), value in zip(self.columns, values, strict=True):
            if not least <= value <= most:
                return False
        whole = tuple(values)
        for terms, low, high in self.rows:
            found = total_of(terms.items(), whole)
            if (low is not None and found < low) or (high is not None and found > high):
                return False
        return True


@dataclass(frozen=True)
class Answer:
    """What a program comes to: `objective` of the values found, and a `bound` nothing beats.

    Where no values were found in time, there may be a bound all the same; 0 where there is none.
    """

    status: Status
    values: tuple[int, ...] = ()
    objective: int = 0
    bound: int = 0


def added(terms: Linear) -> dict[int, int]:
    """Return coefficients by column, those of one column added up."""
    result: dict[int, int] = {}
    for column, coefficient in terms:
        result[column] = result.get(column, 0) + coefficient
    return result


def total_of(terms: Linear, values: tuple[int, ...]) -> int:
    """Return what a sum of columns comes to."""
    return sum(coefficient * values[column] for column, coefficient in terms)


def minimize(
    program: Program,
    objective: Linear,
    *,
    unit: int = 1,
    effort: Effort = UNHURRIED,
    watch: Watch | None = None,
    start: Sequence[int] = (),
    good_enough: bool = False,
    loose: Collection[int] = (),
) -> Answer:
    """Return the values that make a sum least.

    `unit` scales the objective down for the solver, so that it works with numbers of middling size.
    `watch` is told how far it is, often, and ends it by answering no; without one, whoever the
    effort tells is asked.
    `start` are values that fulfil every row: the answer is no worse, however little time there is.
    `good_enough` ends it within a few hundredths of a percent, and calls that feasible.
    `loose` columns need not be whole: of them there are the nearest whole numbers, so whoever asks
    checks the rows; the bound is one of the least sum in whole numbers all the same.
    """
    costs, watch = added(objective), watch or _only_asked(effort)
    known = Answer(Status.UNKNOWN)
    if start:
        known = Answer(Status.FEASIBLE, tuple(start), total_of(costs.items(), tuple(start)))
    # Asked before the first step, too: what is easy is solved before anybody would look.
    if effort.left_ms() == 0 or (watch is not None and not watch(None, 0)):
        return known
    try:
        model = _translated(program, costs, unit, effort)
    except OutOfTimeError:
        return known
    solver = _ready(model, effort, unit, start, loose)
    if good_enough:
        solver.setOptionValue("mip_rel_gap", _GOOD_ENOUGH)
    seen, model_status = _Seen(unit), None
    ended = _run(solver, effort, seen, watch)
    told = seen.values
    if ended:
        model_status, seen.bound = solver.getModelStatus(), solver.getInfo().mip_dual_bound
        if model_status in _NOTHING_FITS:
            return Answer(Status.INFEASIBLE)
        if solver.getInfo().primal_solution_status == _HAS_VALUES:
            told = solver.getSolution().col_value
    values = tuple(round(value) for value in told) or known.values
    if not values:
        return replace(known, bound=_bound(seen.bound, unit))
    found = total_of(costs.items(), values)
    proven = model_status == highspy.HighsModelStatus.kOptimal and not good_enough
    status = Status.OPTIMAL if proven else Status.FEASIBLE
    if loose:
        return Answer(status, values, found, _next_whole(seen.bound, unit))
    _check(program, values)
    return Answer(status, values, found, found if proven else _bound(seen.bound, unit, found))


def relaxed(program: Program, objective: Linear, *, effort: Effort = UNHURRIED) -> tuple[int, ...]:
    """Return the least sum's columns, in thousandths, where they need not be whole.

    It is empty where there was no time for it. That is quickly found, and near to where the best
    whole numbers are; it proves nothing.
    """
    solver = _relaxed(program, objective, 1, effort)
    columns = () if solver is None else solver.getSolution().col_value
    return tuple(round(value * 1000) for value in columns)


def early_bound(program: Program, objective: Linear, effort: Effort, *, unit: int = 1) -> int:
    """Return a bound of the least sum for when time is up before there is another; 0 for none.

    It comes from columns that need not be whole: within a tenth of the time that the solver takes
    to its first bound, and a few percent below it. Where programs are small or there is no limit
    nobody needs it.
    """
    if effort.until_ms is None or len(program.columns) < _MANY_COLUMNS:
        return 0
    solver = _relaxed(program, objective, unit, effort.share(4))
    least = 0.0 if solver is None else solver.getInfo().objective_function_value
    return _bound(least * _JUST_BELOW, unit)


def row_prices(
    program: Program, objective: Linear, *, unit: int = 1, effort: Effort = UNHURRIED
) -> tuple[int, ...]:
    """Return what the least sum rises by with the bound of each row, in parts of the objective.

    Columns need not be whole for it; it is empty where there was no time for it.
    """
    # With a presolve fewer columns are seen to matter, and small programs take twice as long.
    solver = _relaxed(program, objective, unit, effort, presolve="off")
    prices = () if solver is None else solver.getSolution().row_dual
    return tuple(
        round(price * unit * PRICE_PARTS / program.scales.get(index, 1))
        for index, price in enumerate(prices)
    )


def _relaxed(
    program: Program, objective: Linear, unit: int, effort: Effort, *, presolve: str = "choose"
) -> highspy.Highs | None:
    """Return the solver that has the least sum of columns that need not be whole; None if none."""
    try:
        model = _translated(program, added(objective), unit, effort)
    except OutOfTimeError:
        return None
    model.integrality_ = []
    solver = _solver(effort)
    solver.setOptionValue("presolve", presolve)
    solver.passModel(model)
    ended = _run(solver, effort, _Seen(unit), _only_asked(effort))
    optimal = ended and solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return solver if optimal else None


def _ready(
    model: highspy.HighsLp,
    effort: Effort,
    unit: int,
    start: Sequence[int],
    loose: Collection[int],
) -> highspy.Highs:
    """Return the solver with a program of whole columns but for `loose` ones, and with a start."""
    whole, free = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    model.integrality_ = [free if each in loose else whole for each in range(model.num_col_)]
    solver = _solver(effort)
    solver.setOptionValue("mip_abs_gap", (_LOOSE_GAP if loose else _GAP) / unit)
    if loose:  # a switch that is nearly on moves a sum of millions by more than it seems
        solver.setOptionValue("mip_feasibility_tolerance", _STRICT)
        if model.num_col_ < _SMALL:
            solver.setOptionValue("presolve", "off")
    solver.passModel(model)
    if start:
        if model.num_col_ >= _LARGE:
            solver.setOptionValue("presolve", "off")
        solution = highspy.HighsSolution()
        solution.col_value = [float(value) for value in start]
        solver.setSolution(solution)
    return solver


def _solver(effort: Effort) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    left_ms = effort.left_ms()
    if left_ms is not None:
        solver.setOptionValue("time_limit", left_ms / 1000)
    return solver


def _only_asked(effort: Effort) -> Watch | None:
    """Return what asks whether to go on, and tells no sum; None if nobody is told."""
    return None if effort.go_on is None else lambda _best, _bound: effort.goes_on()


class _Seen:
    """What a solver at work has told so far, and whether it is to end: two threads share it."""

    def __init__(self, unit: int) -> None:
        self._unit = unit
        self._best = self.bound = highspy.kHighsInf
        self.values: Sequence[float] = ()
        self.enough = False

    def listen(self, solver: highspy.Highs) -> None:
        """Have the solver tell how far it is, and ask whether to go on, while it runs."""
        solver.cbMipInterrupt.subscribe(self._looks_up)
        solver.cbMipImprovingSolution.subscribe(self._found)
        solver.cbSimplexInterrupt.subscribe(self._asks)

    def _looks_up(self, event: highspy.highs.HighsCallbackEvent) -> None:
        self._best, self.bound = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
        self._asks(event)

    def _found(self, event: highspy.highs.HighsCallbackEvent) -> None:
        self.values = tuple(event.data_out.mip_solution)

    def _asks(self, event: highspy.highs.HighsCallbackEvent) -> None:
        if self.enough:
            event.interrupt()

    def sums(self) -> tuple[int | None, int]:
        """Return the least sum so far, None before the first, and a bound that it never beats."""
        best, bound = self._best, self.bound
        found = round(best * self._unit) if abs(best) < highspy.kHighsInf else None
        least = int(bound * self._unit) if 0 < bound < highspy.kHighsInf else 0
        return found, least if found is None else min(least, found)


def _run(solver: highspy.Highs, effort: Effort, seen: _Seen, watch: Watch | None) -> bool:
    """Run a solver until it ends or has to; tell whether it has ended.

    What the watcher raises, and Ctrl-C, end it, too.
    """
    if effort.until_ms is not None or watch is not None:
        seen.listen(solver)
    # A daemon: a solver that was left to itself keeps nobody from ending.
    thread = Thread(target=solver.run, name="solver", daemon=True)
    thread.start()
    patience = _LOOKS_AFTER_THE_END
    try:
        while thread.is_alive() and patience:
            thread.join(_LOOK_AGAIN_S)
            if seen.enough:
                patience -= 1
            elif effort.left_ms() == 0 or (watch is not None and not watch(*seen.sums())):
                seen.enough = True
    finally:
        seen.enough = True
    return not thread.is_alive()


def _bound(solver_bound: float, unit: int, found: float = highspy.kHighsInf) -> int:
    """Return a bound rounded down, so that it stays one; before the first there is none but 0."""
    bound = solver_bound * unit
    return int(bound) if 0 < bound < found else 0


def _next_whole(solver_bound: float, unit: int) -> int:
    """Return the least whole number that is not below a bound; 0 before there is one."""
    bound = solver_bound * unit
    return math.ceil(bound - _NEARLY) if 0 < bound < highspy.kHighsInf else 0


_GAP = 0.4  # of a unit, which cannot hide a better answer
_LOOSE_GAP = 0.01
_STRICT = 1e-9
_NEARLY = 0.1  # of a unit: far more than what tolerances add up to
_LOOK_AGAIN_S = 0.05
_LOOKS_AFTER_THE_END = 6  # then a solver that does not look up is left to itself
# HiGHS 1.15 calls a dearer answer optimal, about once in a thousand small programs, where its
# presolve aggregates columns (ERGO-Code/HiGHS issues 3043, 3073 and 3094 are of that kind).
_AGGREGATOR = 1 << 12
# It also calls a program that has an answer infeasible, or crashes, where its presolve fixes the
# columns of a row that allows one value of each alone.
_FORCING_ROWS = 1 << 6
_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "presolve_rule_off": _AGGREGATOR | _FORCING_ROWS,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    # The first finds answers that are far off, and where many columns are alike it takes half of
    # the time; the second takes up to a quarter of it, and finds nothing that others do not.
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_root_reduced_cost": False,
}
_GOOD_ENOUGH = 0.0003
PRICE_PARTS = 1_000_000  # of the objective, in which rows are priced
_SMALL = 100  # columns: without whole sums of many digits a presolve takes longer than it saves
# Of so large a program with a start a presolve leaves all but a thousandth, and what it prepares
# takes the solver two to four times as long as the proof without it (500 lines at 100 vendors).
_LARGE = 20_000
_MANY_COLUMNS = 2_000  # with fewer the solver has a bound at once
_JUST_BELOW = 1 - 1e-6  # a bound by columns that are not whole lies below what tolerances add
_NOTHING_FITS = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,  # every column is bounded
)
_HAS_VALUES = highspy.SolutionStatus.kSolutionStatusFeasible


def _translated(
    program: Program, costs: dict[int, int], unit: int, effort: Effort
) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.columns), len(program.rows)
    model.col_cost_ = [costs.get(index, 0) / unit for index in range(len(program.columns))]
    model.col_lower_ = [float(least) for least, _ in program.columns]
    model.col_upper_ = [float(most) for _, most in program.columns]
    starts: list[int] = [0]
    indices: list[int] = []
    values: list[float] = []
    lower: list[float] = []
    upper: list[float] = []
    infinity = highspy.kHighsInf
    for index, (terms, least, most) in enumerate(effort.over(program.rows)):
        scale = program.scales.get(index, 1)
        indices.extend(terms)
        values.extend(coefficient / scale for coefficient in terms.values())
        starts.append(len(indices))
        lower.append(-infinity if least is None else least / scale)
        upper.append(infinity if most is None else most / scale)
    model.row_lower_, model.row_upper_ = lower, upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = starts, indices
    model.a_matrix_.value_ = values
    return model


def _check(program: Program, values: tuple[int, ...]) -> None:
    """Refuse values that break a row once they are whole: the solver works with a tolerance."""
    for terms, least, most in program.rows:
        found = total_of(terms.items(), values)
        if (least is not None and found < least) or (most is not None and found > most):
            raise ValueError(f"the solver's answer breaks a row: {least} <= {found} <= {most}")
