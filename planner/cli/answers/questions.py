"""What commands say when a sized cluster is questioned; no layout."""

from collections.abc import Iterator, Sequence

from planner.cli.answer import Answer, Text
from planner.cli.answers.curve import LIST_PRICES
from planner.cli.answers.sizing import sizing_fields
from planner.engine.reporting.why import told
from planner.io.exporters import json as fields
from planner.model.catalog import Catalog
from planner.model.limits import UnitLimit
from planner.model.numbers import number_text
from planner.model.requirement import Requirement
from planner.model.sizing import (
    Chosen,
    Excluded,
    Frontier,
    FrontierPoint,
    Measure,
    Reason,
    Sizing,
)
from planner.model.table import Column, Kind, Row, Table
from planner.model.wording import demand_text, taken_by, unit_title

_UNITS = {
    Measure.NODES: "nodes",
    Measure.CORES: "cores",
    Measure.RAM: "GB of RAM",
    Measure.MBPS: "Mbit/s a node",
    Measure.WATTS: "W",
}


def why_answer(reason: Reason, best: Sizing, catalog: Catalog) -> Answer:
    """Return why a part is in the best build, or what keeps it out."""
    words = told(reason, best, catalog)
    return Answer(
        (
            Text(words.headline, strong=True),
            *_list("Tight, nothing more of the same fits:", words.tight),
            *_list("Room left:", words.room),
            Text("\n".join(words.more)),
            *_at_list_prices(best.requirement),
        ),
        lambda: _reason_fields(reason, best),
    )


def _at_list_prices(wanted: Requirement) -> Iterator[Text]:
    if wanted.delivered_to is not None:
        yield LIST_PRICES


def _list(title: str, sentences: Sequence[str]) -> Iterator[Text]:
    if sentences:
        yield Text("\n".join((title, *(f"- {sentence}" for sentence in sentences))))


def _reason_fields(reason: Reason, best: Sizing) -> fields.Fields:
    known: fields.Fields = {
        "part_number": reason.part_number,
        "total": fields.money(None if best.bom is None else best.bom.total),
    }
    if isinstance(reason, Chosen):
        return known | {
            "verdict": "chosen",
            "quantity": reason.quantity,
            "why": list(reason.why),
            "binding": [
                {
                    "wish": demand_text(each.wish),
                    **fields.demand_fields(each.wish),
                    "saves": fields.money(each.saves),
                }
                for each in reason.binding
            ],
            "instead": [{"part_number": n, "quantity": count} for n, count in reason.instead],
            "extra": fields.money(reason.extra),
            "limits": [_limit_fields(limit) for limit in reason.limits],
        }
    if isinstance(reason, Excluded):
        return known | {
            "verdict": "excluded",
            "reason": reason.reason,
            "conflict": [demand_text(each.wish) for each in reason.conflict],
        }
    return known | {
        "verdict": "dearer",
        "price": fields.money(reason.price),
        "extra": fields.money(reason.extra),
        "wins_at": fields.money(reason.wins_at),
        "quantity": reason.quantity,
    }


def _limit_fields(limit: UnitLimit) -> fields.Fields:
    return {
        "units": [unit_title(limit.unit, number) for number in limit.numbers],
        "unit": str(limit.unit),
        "numbers": list(limit.numbers),
        "of": str(limit.of),
        "taken": limit.taken,
        "most": limit.most,
        "room": limit.room,
        "tight": limit.tight,
        "by": taken_by(limit),
        "taken_by": {str(taker): count for taker, count in limit.by},
        "one_more": None if limit.draw is None else limit.draw.one_more,
    }


def frontier_answer(found: Frontier, wanted: Requirement) -> Answer:
    """Return the builds that no other beats, the cheapest first."""
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
        "Every build that no other beats is here."
        if found.complete
        else "There are more: raise --points, or give it longer with --time-limit."
    )
    if not rows and found.complete:
        words = "No build does what you ask: planner size says why."
    elif not rows:
        words = "Time ran out before any build was proven: give it longer with --time-limit."
    return Answer(
        (Table("frontier", "Frontier", columns, rows), Text(words), *_at_list_prices(wanted)),
        lambda: {
            "against": str(found.against),
            "complete": found.complete,
            "points": [_point_fields(point) for point in found.points],
        },
    )


def _summary(point: FrontierPoint) -> str:
    build = point.sizing.build
    shown = () if build is None else build.positions
    kept = [p for p in shown if p.slot in ("board", "switch", "charger", "nic")]
    return _listed([(p.part_number, p.quantity) for p in kept])


def _listed(pieces: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{count} × {number}" for number, count in pieces)


def _point_fields(point: FrontierPoint) -> fields.Fields:
    return {"value": point.value, **sizing_fields(point.sizing)}
