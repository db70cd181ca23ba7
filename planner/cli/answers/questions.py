"""What commands say when a sized cluster is questioned; no layout."""

from collections.abc import Iterator, Sequence

from planner.cli.answer import Answer, Text
from planner.cli.answers.builds import typed_rates
from planner.cli.answers.curve import conditions
from planner.engine.reporting.why import told
from planner.model.catalog import Catalog
from planner.model.money import ExchangeRate
from planner.model.numbers import number_text
from planner.model.part_reasons import Explanation, Reason
from planner.model.requirement import Measure, Requirement
from planner.model.sizing import Frontier, FrontierPoint, Sizing
from planner.model.table import Column, Kind, Row, Table

_UNITS = {
    Measure.NODES: "nodes",
    Measure.CORES: "cores",
    Measure.RAM: "GB of RAM",
    Measure.MBPS: "Mbit/s per node",
    Measure.WATTS: "W",
}


def why_answer(
    reason: Reason, best: Sizing, catalog: Catalog, typed: Sequence[ExchangeRate] = ()
) -> Answer:
    """Return why a part is in the best build, or what keeps it out.

    `typed` are rates that a person typed.
    """
    words = told(reason, best, catalog)
    return Answer(
        (
            Text(words.headline, strong=True),
            *_list("At the limit:", words.tight),
            *_list("Spare capacity:", words.room),
            Text("\n".join(words.more)),
            *conditions(best.requirement),
            *typed_rates(typed),
        ),
        Explanation(
            reason,
            None if best.bom is None else best.bom.total,
            best.unused,
            best.requirement.copies,
        ),
        best.unused.findings,
    )


def _list(title: str, sentences: Sequence[str]) -> Iterator[Text]:
    if sentences:
        yield Text("\n".join((title, *(f"- {sentence}" for sentence in sentences))))


def frontier_answer(
    found: Frontier, wanted: Requirement, typed: Sequence[ExchangeRate] = ()
) -> Answer:
    """Return the best trade-offs, the cheapest first.

    `typed` are rates that a person typed.
    """
    unit = _UNITS[found.against]
    columns = (
        Column("value", unit[0].upper() + unit[1:], Kind.MIXED),
        Column("cost", "Cost", Kind.MONEY),
        Column("build", "Boards, switches and power"),
        Column("currency", "Currency", detail=True),
    )
    rows = tuple(
        Row(
            f"point {index}",
            (number_text(point.value), point.cost, _summary(point), point.cost.currency),
        )
        for index, point in enumerate(found.points)
    )
    words = (
        "These are all builds that no other build beats."
        if found.complete
        else "There are more: raise --points, or give it longer with --time-limit."
    )
    if not rows and found.complete:
        words = "No build meets all requirements: planner size says why."
    elif not rows:
        words = "Time ran out before any build was proven: give it longer with --time-limit."
    return Answer(
        (
            Table("frontier", "Frontier", columns, rows),
            Text(words),
            *conditions(wanted),
            *typed_rates(typed),
        ),
        found,
        found.unused.findings,
    )


def _summary(point: FrontierPoint) -> str:
    build = point.sizing.build
    shown = () if build is None else build.positions
    kept = [p for p in shown if p.slot in ("board", "switch", "charger", "nic")]
    return _listed([(p.part_number, p.quantity) for p in kept])


def _listed(pieces: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{count} × {number}" for number, count in pieces)
