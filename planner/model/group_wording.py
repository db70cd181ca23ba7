"""Who pays what of an order that several share, in sentences."""

from collections.abc import Iterator

from planner.model.group_order import SharedCost, SplitRule

RULE_NAMES = {
    SplitRule.ALONE: "Cost alone",
    SplitRule.GOODS: "Value of goods",
    SplitRule.SHIPPING: "Equal shipping",
}
RULES = {
    SplitRule.ALONE: "Shared in proportion to what each would pay alone.",
    SplitRule.GOODS: "Shared by the value of the goods, order by order.",
    SplitRule.SHIPPING: "Shared by the value of the goods, order by order; shipping in equal "
    "parts for everybody who buys something in that order.",
}


def saved_text(shared: SharedCost) -> Iterator[str]:
    """Yield what ordering together saves, where that is known and anything."""
    saves = shared.saves
    if saves is None:
        yield "What ordering together saves is not known."
    elif saves.amount > 0:
        sure = all(each.alone_proven for each in shared.shares)
        yield f"Ordering together saves {saves}{'' if sure else ' (not proven)'}."
    elif saves.amount == 0:
        yield "Ordering together costs the same as each ordering alone."


def apart_text(shared: SharedCost) -> Iterator[str]:
    """Yield how to order apart, where that costs less."""
    if shared.apart is not None:
        groups = "; ".join(" and ".join(group) for group in shared.apart.groups)
        yield (
            f"Ordering apart is {shared.apart.saves} cheaper: {shared.apart.cost} in separate "
            f"orders for {groups}."
        )


def unknown_share_text(shared: SharedCost) -> Iterator[str]:
    """Yield whose share is not known, and why."""
    unknown = [each.owner for each in shared.shares if each.amount is None]
    if unknown:
        yield (
            f"Unknown for {', '.join(unknown)}: a part has no price, or a charge of an order is "
            "not known."
        )
