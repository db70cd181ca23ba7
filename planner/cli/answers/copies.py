"""What the command says about the cost of every number of copies."""

from collections.abc import Iterator, Mapping, Sequence

from planner.cli.answer import Answer, Text
from planner.model.copy_curve import CopyCurve, CopyPoint
from planner.model.copy_wording import free_texts, not_bought_text, step_text
from planner.model.findings import Finding
from planner.model.money import Money
from planner.model.names import named
from planner.model.proof import Status
from planner.model.table import Column, Kind, Row, Table
from planner.model.words import sentence

_COLUMNS = (
    Column("copies", "Copies", Kind.INTEGER),
    Column("cost", "Cost", Kind.MONEY),
    Column("extra", "Next copy", Kind.MONEY),
    Column("per_copy", "Per copy", Kind.MONEY),
    Column("note", "Note"),
    Column("currency", "Currency", detail=True),
)


def copies_answer(
    found: CopyCurve,
    most: int,
    parts: Mapping[str, str],
    vendors: Mapping[str, str],
    *,
    findings: Sequence[Finding] = (),
) -> Answer:
    """Return the least cost of every number of copies, why it steps up, and which are free.

    `most` is up to how many was asked.
    """
    title = f"{found.title}: cost of every number of copies, bought together"
    rows = tuple(map(_row, found.points))
    blocks: list[Table | Text] = [Table("copies", title, _COLUMNS, rows)] if rows else []
    steps = [step_text(point, named(parts), named(vendors)) for point in found.points]
    told = [f"{sentence(each)}." for each in steps if each]
    told += [*free_texts(found), *_ends(found, most)]
    if told:
        blocks.append(Text("\n".join(told)))
    return Answer(tuple(blocks), found, tuple(findings))


def _ends(found: CopyCurve, most: int) -> Iterator[str]:
    ended = not_bought_text(found, most)
    if ended:
        yield ended


def _row(point: CopyPoint) -> Row:
    cost: Money | str = point.cost or "not for sale"
    notes = []
    if point.cost is not None and not point.is_known:
        notes.append("at least: some shipping or tax is unknown")
    if point.status is Status.FEASIBLE:
        notes.append("not proven: time ran out")
    currency = "" if point.cost is None else point.cost.currency
    cells = (point.copies, cost, point.extra or "", point.per_copy or "", "; ".join(notes))
    return Row(f"{point.copies} copies", (*cells, currency))
