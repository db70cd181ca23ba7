"""Why a part is in the best build, or why it is not, in the sentences that every reader gets."""

from collections.abc import Iterator
from decimal import Decimal

from planner.model.catalog import Catalog
from planner.model.money import Money, minor_unit_places
from planner.model.obstacle_wording import obstacle_text
from planner.model.part_reasons import Chosen, Dearer, Excluded, Reason, Told
from planner.model.sizing import Sizing
from planner.model.wording import demand_text, limit_text, nodes_left_text


def told(reason: Reason, best: Sizing, catalog: Catalog) -> Told:
    """Return a reason in words; parts go by their names."""
    name = catalog.by_number[reason.part_number].name
    if isinstance(reason, Chosen):
        why = "; ".join(reason.why) or "you asked for it"
        return Told(
            f"{reason.quantity} × {name}: {why}.",
            tuple(limit_text(limit) for limit in reason.limits if limit.tight),
            tuple(limit_text(limit) for limit in reason.limits if not limit.tight),
            tuple(_other_ways(reason, catalog)),
            chosen=True,
        )
    if isinstance(reason, Excluded):
        limit = obstacle_text(reason.obstacle, catalog.name_of, of_one=True)
        return Told(f"{name} is not in it: {limit}.", more=(*_conflict(reason, catalog),))
    return Told(_dearer(reason, name), more=(*_price_to_win(reason, best),))


def _other_ways(reason: Chosen, catalog: Catalog) -> Iterator[str]:
    if reason.extra is None:
        yield "Every build needs it."
    else:
        parts = "; ".join(
            f"{count} × {catalog.by_number[number].name}" for number, count in reason.instead
        )
        place = f"the best build has {parts} and" if parts else "a build"
        yield f"Without it {place} costs {_more(reason.extra)}."
    for each in reason.binding:
        wish = demand_text(each.wish, catalog.name_of)
        yield (
            f"Needed because of: {wish}. Without that requirement a build costs {each.saves} less."
        )


def _more(extra: Money) -> str:
    if not extra.amount:
        return "just as much"
    return f"{extra} more" if extra.amount > 0 else f"{-extra} less"


def _conflict(reason: Excluded, catalog: Catalog) -> Iterator[str]:
    wishes = [demand_text(each.wish, catalog.name_of) for each in reason.conflict]
    if not wishes:
        return
    lead = "These requirements conflict" if len(wishes) > 1 else "Not possible at all"
    yield f"{lead}: {'; '.join(wishes)}."
    for each, wish in zip(reason.conflict, wishes, strict=True):
        if each.cost is not None:
            left = nodes_left_text(each.instead)
            instead = f"With {left}" if left else f"Without {wish}"
            yield f"{instead} a build costs {each.cost}."


def _dearer(reason: Dearer, name: str) -> str:
    if reason.price is None or reason.extra is None:
        return f"{name} is not in it: no price is known."
    much = "just as much" if not reason.extra.amount else "more"
    much = "less, and is worse" if reason.extra.amount < 0 else much
    return f"{name} is not in it: at {reason.price} each, a build with it costs {much}."


def _price_to_win(reason: Dearer, best: Sizing) -> Iterator[str]:
    total = None if best.bom is None else best.bom.total
    if reason.extra is not None:
        yield f"The best build costs {total}; with at least one of it {_more(reason.extra)}."
    least = Decimal(1).scaleb(-minor_unit_places(best.requirement.currency))
    if reason.wins_at is None:
        currency = best.requirement.currency
        yield f"It would not make a build cheaper even at {Money(least, currency)} each."
    else:
        above = Money(reason.wins_at.amount + least, reason.wins_at.currency)
        yield (
            f"It would win at {reason.wins_at} each or less, with {reason.quantity} of it; at "
            f"{above} it does not. Both prices were tested."
        )
