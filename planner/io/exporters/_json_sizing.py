"""Sized clusters as plain values: builds and how sure they are, what is in the way, what else."""

from planner.io.exporters._json_buying import purchase_fields
from planner.io.exporters._json_values import (
    Fields,
    FieldsOf,
    demand_fields,
    finding_fields,
    money,
    rate_fields,
)
from planner.model.limits import UnitLimit
from planner.model.obstacle_wording import obstacle_text
from planner.model.obstacles import KeptOut
from planner.model.part_reasons import Chosen, Excluded, Explanation
from planner.model.running import OverYears
from planner.model.sizing import (
    Alone,
    Curve,
    CurvePoint,
    DeliveredSizing,
    Frontier,
    FrontierPoint,
    Relaxation,
    SizeAnswer,
    Sizing,
)
from planner.model.wiring import Wire
from planner.model.wording import (
    demand_text,
    nodes_left_text,
    pieces_text,
    point_notes,
    reasons,
    taken_by,
)
from planner.model.words import unit_title


def sizing_fields(sized: Sizing) -> Fields:
    """Return a sizing as plain values; `build`, `cost` and `bound` are null if there is none."""
    build, bom = sized.build, sized.bom
    return {
        "status": str(sized.verdict),
        "unread_rows": sized.unread,
        "bound": money(sized.bound),
        "gap": sized.gap,
        "build": None
        if build is None
        else {
            "name": build.name,
            "title": build.title,
            "on": build.on,
            "positions": [
                {
                    "slot": p.slot,
                    "part_number": p.part_number,
                    "quantity": p.quantity,
                    "spares": p.spares,
                    "owned": p.owned,
                    "role": p.role,
                    "why": p.why,
                }
                for p in build.positions
            ],
        },
        "wiring": [] if build is None else [_wire(wire) for wire in build.wiring],
        "cost": None if bom is None else money(bom.total),
        "copies": sized.requirement.copies,
        "total": None if bom is None else money(bom.total),
        "per_copy": None if bom is None else money(bom.per_copy),
        "over_years": None if sized.over_years is None else _over_years(sized.over_years),
        "rates": [] if bom is None else [rate_fields(each) for each in bom.rates],
        "findings": finding_fields(sized.findings),
        "reasons": reasons(sized),
    }


def _over_years(over: OverYears) -> Fields:
    return {
        "years": over.years,
        "per_kwh": money(over.per_kwh),
        "electricity": money(over.electricity),
        "total": money(over.total),
    }


def _wire(wire: Wire) -> Fields:
    return {
        "device": wire.device,
        "device_port": wire.device_port,
        "unit": wire.unit,
        "unit_port": wire.unit_port,
        "kind": str(wire.kind),
    }


def _delivered(found: DeliveredSizing) -> Fields:
    fields = sizing_fields(found.sizing)
    if found.sourcing is None:
        return fields
    bought = purchase_fields(found.sourcing, found.sourcing.findings)
    return fields | {
        "status": str(found.sourcing.verdict),
        "gap": bought["gap"],
        "total": bought["total"],
        "per_copy": bought["per_copy"],
        "landed": bought,
        "bought_after": money(found.apart),
    }


def size_answer_fields(answer: SizeAnswer) -> Fields:
    """Return a build as plain values; where there is none, the requirements that are in its way."""
    if answer.sizing.build is None:
        return sizing_fields(answer.sizing) | {
            "findings": finding_fields(answer.findings),
            "conflict": [_relaxation_fields(each) for each in answer.obstacles],
            "kept_out": [_kept_out_fields(each) for each in answer.sizing.kept_out],
        }
    fields = (
        _delivered(answer.sized)
        if isinstance(answer.sized, DeliveredSizing)
        else sizing_fields(answer.sized)
    )
    return fields | {"alone": None if answer.alone is None else _alone(answer, answer.alone)}


def _alone(answer: SizeAnswer, alone: Alone) -> Fields:
    """Return the best build of one copy alone, and so many times its total, as plain values."""
    used = alone.sizing.used
    return {
        "status": str(alone.sizing.verdict),
        "total": money(alone.total),
        "times_copies": money(alone.times(answer.sizing.requirement.copies)),
        "together": money(alone.together),
        "same_design": used == answer.sizing.used,
        "used": [{"part_number": number, "quantity": used[number]} for number in sorted(used)],
    }


def _kept_out_fields(each: KeptOut) -> Fields:
    return {
        "part_number": each.part_number,
        "kind": str(each.obstacle.kind),
        "reason": obstacle_text(each.obstacle, of_one=True),
        "because": [
            {
                "part_number": number,
                "kind": str(obstacle.kind),
                "facts": [str(fact) for fact in obstacle.facts],
                "reason": obstacle_text(obstacle, of_one=True),
            }
            for number, obstacle in each.because
        ],
    }


def _relaxation_fields(each: Relaxation) -> Fields:
    return {
        "wish": demand_text(each.wish),
        **demand_fields(each.wish),
        "cost": money(each.cost),
        "at_least": each.at_least,
        "instead": nodes_left_text(each.instead),
        "nodes": None if each.instead is None else each.instead.nodes,
        "of_fewest": each.of_fewest,
        "known": each.known,
    }


def curve_fields(curve: Curve) -> Fields:
    """Return the least cost of every number of nodes as plain values."""
    return {
        "copies": curve.copies,
        "points": [_curve_fields(each, curve.copies) for each in curve.points],
        "findings": finding_fields(curve.unused.findings),
    }


def _curve_fields(point: CurvePoint, copies: int) -> Fields:
    return {
        "nodes": point.nodes,
        "status": str(point.status),
        "cost": money(point.cost),
        "per_copy": None if point.cost is None else money(point.cost.shared_by(copies)),
        "extra": money(point.extra),
        "single_switch": money(point.single),
        "cliffs": [
            {
                "category": cliff.category,
                "before": pieces_text(cliff.before),
                "after": pieces_text(cliff.after),
                "extra": money(cliff.extra),
            }
            for cliff in point.cliffs
        ],
        "notes": list(point_notes(point)),
    }


def frontier_fields(found: Frontier) -> Fields:
    """Return the builds that no other beats as plain values."""
    return {
        "against": str(found.against),
        "complete": found.complete,
        "points": [_point_fields(point) for point in found.points],
        "findings": finding_fields(found.unused.findings),
    }


def _point_fields(point: FrontierPoint) -> Fields:
    return {"value": point.value, **sizing_fields(point.sizing)}


def explanation_fields(explained: Explanation) -> Fields:
    """Return why a part is in the best build, or what keeps it out, as plain values."""
    reason = explained.reason
    known: Fields = {
        "part_number": reason.part_number,
        "copies": explained.copies,
        "total": money(explained.total),
        "findings": finding_fields(explained.unused.findings),
    }
    if isinstance(reason, Chosen):
        return known | {
            "verdict": "chosen",
            "quantity": reason.quantity,
            "why": list(reason.why),
            "binding": [
                {
                    "wish": demand_text(each.wish),
                    **demand_fields(each.wish),
                    "saves": money(each.saves),
                }
                for each in reason.binding
            ],
            "instead": [{"part_number": n, "quantity": count} for n, count in reason.instead],
            "extra": money(reason.extra),
            "limits": [_limit_fields(limit) for limit in reason.limits],
        }
    if isinstance(reason, Excluded):
        return known | {
            "verdict": "excluded",
            "reason": obstacle_text(reason.obstacle, of_one=True),
            "kind": str(reason.obstacle.kind),
            "conflict": [demand_text(each.wish) for each in reason.conflict],
        }
    return known | {
        "verdict": "dearer",
        "price": money(reason.price),
        "extra": money(reason.extra),
        "wins_at": money(reason.wins_at),
        "quantity": reason.quantity,
    }


def _limit_fields(limit: UnitLimit) -> Fields:
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


FIELDS: FieldsOf = {
    SizeAnswer: size_answer_fields,
    Curve: curve_fields,
    Frontier: frontier_fields,
    Explanation: explanation_fields,
}
