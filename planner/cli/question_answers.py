"""What commands say when a sized cluster is questioned; no layout."""

from collections.abc import Iterator, Sequence

from planner.cli.output import Answer, Text
from planner.cli.sizing_answers import sizing_fields
from planner.engine.frontier import Frontier, FrontierPoint, Measure
from planner.engine.sizing import Sizing
from planner.engine.why import Chosen, Dearer, Excluded, Reason
from planner.io.exporters import json as fields
from planner.model.catalog import Catalog
from planner.model.table import Column, Kind, Row, Table

_UNITS = {
    Measure.NODES: "nodes",
    Measure.CORES: "cores",
    Measure.RAM: "GB of RAM",
    Measure.MBPS: "Mbit/s a node",
    Measure.WATTS: "W",
}


def why_answer(reason: Reason, best: Sizing, catalog: Catalog) -> Answer:
    """Return why a part is in the best build, or what keeps it out."""
    lines = list(_reason_lines(reason, best, catalog))
    return Answer(
        (Text(lines[0], strong=True), Text("\n".join(lines[1:]))),
        lambda: _reason_fields(reason, best),
    )


def _reason_lines(reason: Reason, best: Sizing, catalog: Catalog) -> Iterator[str]:
    name = catalog.by_number[reason.part_number].name
    if isinstance(reason, Chosen):
        yield from _chosen_lines(reason, name, catalog)
    elif isinstance(reason, Excluded):
        yield f"{name} is not in it: {reason.reason}."
        if reason.conflict:
            wishes = "; ".join(each.wish for each in reason.conflict)
            yield f"These contradict each other: {wishes}."
    else:
        yield from _dearer_lines(reason, name, best)


def _chosen_lines(reason: Chosen, name: str, catalog: Catalog) -> Iterator[str]:
    yield f"{reason.quantity} × {name}: {'; '.join(reason.why) or 'you asked for it'}."
    if reason.extra is None:
        yield "No build does without it."
    else:
        parts = ", ".join(
            f"{count} × {catalog.by_number[number].name}" for number, count in reason.instead
        )
        place = f"Without it the best build has {parts}" if parts else "Without it a build"
        much = f"{reason.extra} more" if reason.extra.amount else "just as much"
        yield f"{place} and costs {much}."
    for each in reason.binding:
        yield f"Called for by: {each.wish}. Without that wish a build costs {each.saves} less."


def _dearer_lines(reason: Dearer, name: str, best: Sizing) -> Iterator[str]:
    total = None if best.bom is None else best.bom.total
    if reason.price is None:
        yield f"{name} is not in it: no price is known."
    else:
        yield f"{name} is not in it: at {reason.price} a piece a build with it costs more."
        yield f"The best build costs {total}; with at least one of it {reason.extra} more."
    if reason.wins_at is None:
        yield "It would not make a build cheaper even if a piece cost a single cent."
    else:
        pieces = "1 piece" if reason.quantity == 1 else f"{reason.quantity} pieces"
        yield (
            f"At {reason.wins_at} a piece or less it would win, with {pieces} of it; one cent more "
            "and it does not. Both were tried."
        )


def _reason_fields(reason: Reason, best: Sizing) -> fields.Fields:
    told: fields.Fields = {
        "part_number": reason.part_number,
        "total": fields.money(None if best.bom is None else best.bom.total),
    }
    if isinstance(reason, Chosen):
        return told | {
            "verdict": "chosen",
            "quantity": reason.quantity,
            "why": list(reason.why),
            "binding": [
                {"wish": each.wish, "saves": fields.money(each.saves)} for each in reason.binding
            ],
            "instead": [{"part_number": n, "quantity": count} for n, count in reason.instead],
            "extra": fields.money(reason.extra),
        }
    if isinstance(reason, Excluded):
        return told | {
            "verdict": "excluded",
            "reason": reason.reason,
            "conflict": [each.wish for each in reason.conflict],
        }
    return told | {
        "verdict": "dearer",
        "price": fields.money(reason.price),
        "extra": fields.money(reason.extra),
        "wins_at": fields.money(reason.wins_at),
        "quantity": reason.quantity,
    }


def frontier_answer(found: Frontier) -> Answer:
    """Return the builds that no other beats, the cheapest first."""
    unit = _UNITS[found.against]
    columns = (
        Column("value", unit[0].upper() + unit[1:], Kind.MIXED),
        Column("cost", "Cost", Kind.MONEY),
        Column("build", "Boards, switches and power"),
    )
    rows = tuple(
        Row(f"point {index}", (f"{point.value:f}", point.cost, _summary(point)))
        for index, point in enumerate(found.points)
    )
    words = (
        "Every build that no other beats is here."
        if found.complete
        else "There are more: raise --points, or give it longer with --time-limit."
    )
    if not rows:
        words = "No build does what you ask: planner size says why."
    return Answer(
        (Table("frontier", "Frontier", columns, rows), Text(words)),
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
