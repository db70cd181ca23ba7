"""What the command says about the cost of every number of nodes."""

from collections.abc import Iterator, Sequence

from planner.cli.answer import Answer, Text
from planner.cli.answers.builds import typed_rates
from planner.model.money import ExchangeRate, Money
from planner.model.proof import Status
from planner.model.requirement import Requirement
from planner.model.sizing import Curve, CurvePoint
from planner.model.table import Column, Kind, Row, Table
from planner.model.wording import cliff_text, point_notes

# Said by the commands that know list prices only, where a file of requirements asks for more.
LIST_PRICES = Text("At list prices: delivery terms count only in planner size.")


def conditions(wanted: Requirement) -> Iterator[Text]:
    """Yield what the costs of an answer at list prices are of."""
    if wanted.delivered_to is not None:
        yield LIST_PRICES
    if wanted.copies > 1:
        yield Text(f"Costs are those of all {wanted.copies:,} copies, bought together.")


def curve_answer(found: Curve, wanted: Requirement, typed: Sequence[ExchangeRate] = ()) -> Answer:
    """Return the least cost of every number of nodes, and what makes it jump.

    `typed` are rates that a person typed.
    """
    columns = (
        Column("nodes", "Nodes", Kind.INTEGER),
        Column("cost", "Cost", Kind.MONEY),
        Column("extra", "Last node", Kind.MONEY),
        Column("cliff", "Cost step"),
        Column("currency", "Currency", detail=True),
    )
    rows = tuple(_curve_row(point) for point in found.points)
    notes = [f"Node {point.nodes}: {note}" for point in found.points for note in point_notes(point)]
    blocks: list[Table | Text] = [Table("curve", "Cost by nodes", columns, rows)]
    if notes:
        blocks.append(Text("\n".join(notes)))
    blocks += conditions(wanted)
    blocks += typed_rates(typed)
    return Answer(tuple(blocks), found, found.unused.findings)


def _curve_row(point: CurvePoint) -> Row:
    cost: Money | str = point.cost or ("no build" if point.status is Status.INFEASIBLE else "")
    jumps = "; ".join(cliff_text(cliff) for cliff in point.cliffs)
    if point.status in (Status.FEASIBLE, Status.UNKNOWN):
        jumps = f"not proven: time ran out. {jumps}".strip()
    currency = "" if point.cost is None else point.cost.currency
    return Row(f"{point.nodes} nodes", (point.nodes, cost, point.extra or "", jumps, currency))
