"""Who pays what of an order that several share, and what of it belongs to no copy."""

from planner.engine.buying.packing import common_parts as common_of
from planner.engine.buying.splitting import shared_costs as costs_of
from planner.engine.solving.effort import Effort
from planner.jobs.buying import Requisition
from planner.model.buying import Purchase
from planner.model.group_order import PackedPart, SharedCost, SplitRule


def is_shared(asked: Requisition) -> bool:
    """Tell whether more than one pays for it."""
    return len({each.whose for each in asked.members}) > 1


def shared_costs(
    asked: Requisition, found: Purchase, effort: Effort
) -> dict[SplitRule, SharedCost]:
    """Return who pays what, by every rule; nothing where one pays for all of it."""
    if not is_shared(asked):
        return {}
    where = (asked.market, asked.settlement, asked.terms)
    return costs_of(found, asked.members, where, effort=effort)


def common_parts(asked: Requisition, found: Purchase) -> tuple[PackedPart, ...]:
    """Return the spares, and the pieces that are left over in packs."""
    return common_of(asked.members, found.basket, asked.names)
