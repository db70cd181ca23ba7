"""Orders of several builds as plain values: whose each is, and who pays what."""

from planner.io.exporters._json_values import Fields, money, rate_fields
from planner.model.basket import Need
from planner.model.group_order import Member, OwnerShare, PackedPart, SharedCost


def member_fields(member: Member) -> Fields:
    """Return a build of an order as plain values."""
    return {
        "title": member.title,
        "copies": member.copies,
        "owner": member.owner or None,
        "needs": [_need_fields(each) for each in member.needs],
        "packed_in_each": [packed_fields(each) for each in member.packed],
        "spares": [packed_fields(each) for each in member.spares],
    }


def _need_fields(need: Need) -> Fields:
    return {
        "part_number": need.part_number,
        "quantity": need.quantity,
        "alternates": list(need.alternates),
        "only_from": list(need.only),
        "not_from": list(need.but),
    }


def packed_fields(part: PackedPart) -> Fields:
    """Return so many pieces of a part as plain values."""
    return {"part_number": part.part_number, "quantity": part.quantity}


def shared_fields(shared: SharedCost) -> Fields:
    """Return who pays what of an order as plain values."""
    apart = shared.apart
    return {
        "rule": str(shared.rule),
        "saves": money(shared.saves),
        "owners": [_share_fields(each) for each in shared.shares],
        "cheaper_apart": None
        if apart is None
        else {
            "groups": [list(group) for group in apart.groups],
            "total": money(apart.cost),
            "saves": money(apart.saves),
        },
    }


def _share_fields(share: OwnerShare) -> Fields:
    parts = share.parts
    return {
        "owner": share.owner,
        "builds": list(share.members),
        "pays": money(share.amount),
        "goods": money(None if parts is None else parts.goods),
        "shipping": money(None if parts is None else parts.shipping),
        "charges": money(None if parts is None else parts.charges),
        "taxes": money(None if parts is None else parts.taxes),
        "also": money(share.also),
        "rate": None if share.rate is None else rate_fields(share.rate),
        "alone": money(share.alone),
        "alone_proven": share.alone_proven,
        "saves": money(share.saves),
    }
