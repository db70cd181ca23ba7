"""A program handed to HiGHS as it is shipped: its own presolve, one thread, to proof.

The planner's own door is `planner/engine/solving/solver.py`. This one is for what it is measured
beside, and for what a program is worth before anything is whole: its linear relaxation.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from benchmarks.timing import ModelSize
from planner.engine.solving.rounding import Sum
from planner.engine.solving.solver import Program


@dataclass(frozen=True)
class Proof:
    """The least sum found, None without one, and what no answer gets below."""

    found: float | None
    bound: float

    @property
    def proven(self) -> bool:
        """Tell whether nothing is cheaper: amounts are whole, so half of one decides nothing."""
        return self.found is not None and self.found - self.bound < 0.5

    @property
    def gap_percent(self) -> float | None:
        """Return by how much of the sum an answer might be cheaper; None without one."""
        return None if self.found is None else 100 * (self.found - self.bound) / self.found


def minimized(program: Program, objective: Sum, *, seconds: float) -> Proof:
    """Return the least sum in whole numbers that so many seconds find, and how sure it is."""
    solver = loaded(program, objective, whole=True)
    solver.setOptionValue("time_limit", seconds)
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Proof(None, info.mip_dual_bound)
    return Proof(info.objective_function_value, info.mip_dual_bound)


def relaxed(program: Program, objective: Sum) -> float:
    """Return the least sum if nothing need be whole."""
    solver = loaded(program, objective, whole=False)
    solver.run()
    return float(solver.getInfo().objective_function_value)


def size_of(program: Program) -> ModelSize:
    """Return how large a program is."""
    return ModelSize(
        rows=len(program.rows),
        columns=len(program.columns),
        non_zeros=sum(len(terms) for terms, _, _ in program.rows),
    )


def loaded(program: Program, objective: Sum, *, whole: bool) -> highspy.Highs:
    """Return the solver with the program in it, not yet run."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    # To the same proof as the planner: 0.01 % less would be another answer.
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.4)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.columns), len(program.rows)
    model.col_cost_ = [objective.get(index, 0) for index in range(len(program.columns))]
    model.col_lower_ = [least for least, _ in program.columns]
    model.col_upper_ = [most for _, most in program.columns]
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(program.columns)
    infinity = highspy.kHighsInf
    model.row_lower_ = [-infinity if least is None else least for _, least, _ in program.rows]
    model.row_upper_ = [infinity if most is None else most for _, _, most in program.rows]
    lengths = [len(terms) for terms, _, _ in program.rows]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *lengths])
    model.a_matrix_.index_ = [index for terms, _, _ in program.rows for index in terms]
    model.a_matrix_.value_ = [each for terms, _, _ in program.rows for each in terms.values()]
    solver.passModel(model)
    return solver
