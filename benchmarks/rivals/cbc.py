"""The plain model in PuLP, solved by the CBC that comes with it: what one would write first."""

import importlib.util
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.highs import Proof
from benchmarks.rivals.plain_purchase import plain_program
from planner.model.basket import Need
from planner.model.buying import Market, Settlement

_LOWER = re.compile(r"^Lower bound:\s+(\S+)", re.MULTILINE)


def is_there() -> bool:
    """Tell whether PuLP is installed, with a CBC for this machine."""
    if importlib.util.find_spec("pulp") is None:
        return False
    import pulp

    return bool(pulp.PULP_CBC_CMD(msg=False).available())


def plain_in_cbc(
    needs: Sequence[Need], sale: Market, settlement: Settlement, *, seconds: float
) -> Proof:
    """Solve the plain model with CBC, for so many seconds at most."""
    import pulp

    made = plain_program(needs, sale, settlement)
    problem = pulp.LpProblem("purchase", pulp.LpMinimize)
    columns = [
        pulp.LpVariable(f"x{index}", least, most, cat="Integer")
        for index, (least, most) in enumerate(made.program.columns)
    ]

    def total(terms: dict[int, int]) -> pulp.LpAffineExpression:
        return pulp.LpAffineExpression((columns[index], each) for index, each in terms.items())

    problem += total(made.objective)
    for terms, least, most in made.program.rows:
        if least is not None:
            problem += total(terms) >= least
        if most is not None:
            problem += total(terms) <= most
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "cbc.log"
        solver = pulp.PULP_CBC_CMD(
            msg=False, timeLimit=seconds, gapRel=0, gapAbs=0.4, threads=1, logPath=str(log)
        )
        problem.solve(solver)
        told = log.read_text()
    if problem.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
        return Proof(None, 0.0)
    found = float(pulp.value(problem.objective))
    lower = _LOWER.search(told)
    return Proof(found, found if lower is None else float(lower.group(1)))
