"""Orders that several share, as tables: who pays what, and what goes into each copy."""

from collections.abc import Iterator, Sequence

from planner.model.group_order import Member, OwnerShare, PackedPart, SharedCost
from planner.model.group_wording import RULES, apart_text, saved_text, unknown_share_text
from planner.model.money import Money
from planner.model.table import Cell, Column, Kind, Report, Row, Table, row_of
from planner.model.words import counted

# So many copies have a list of their own; of more, one list is for each of them.
MOST_LISTS = 100
PACKING = "packing"


def shares_table(shared: SharedCost, currency: str) -> Table:
    """Return who pays what, and what each would pay alone."""
    columns = (
        Column("who", "Who"),
        Column("what", "For"),
        Column("goods", "Goods", Kind.MONEY, currency, detail=True),
        Column("shipping", "Shipping", Kind.MONEY, currency, detail=True),
        Column("charges", "Charges", Kind.MONEY, currency, detail=True),
        Column("taxes", "Tax and duty", Kind.MONEY, currency, detail=True),
        Column("amount", "Pays", Kind.MONEY, currency),
        Column("also", "In own currency", Kind.MONEY),
        Column("alone", "Alone", Kind.MONEY, currency),
        Column("saves", "Saves", Kind.MONEY, currency),
    )
    rows = [
        row_of(columns, f"share_{place}", cells=_share_cells(each))
        for place, each in enumerate(shared.shares)
    ]
    notes = [RULES[shared.rule], *saved_text(shared), *apart_text(shared)]
    notes += unknown_share_text(shared)
    rates = dict.fromkeys(each.rate for each in shared.shares if each.rate is not None)
    notes += [f"{rate.base} to {rate.quote}: {rate.shown()} of {rate.as_of}." for rate in rates]
    return Table("shares", "Who pays what", columns, tuple(rows), notes=tuple(notes))


def _share_cells(share: OwnerShare) -> dict[str, Cell]:
    def known(amount: Money | None) -> Cell:
        return "unknown" if amount is None else amount

    parts = share.parts
    return {
        "who": share.owner,
        "what": ", ".join(share.members),
        "goods": known(None if parts is None else parts.goods),
        "shipping": known(None if parts is None else parts.shipping),
        "charges": known(None if parts is None else parts.charges),
        "taxes": known(None if parts is None else parts.taxes),
        "amount": known(share.amount),
        "also": share.also or "",
        "alone": known(share.alone),
        "saves": share.saves or "",
    }


def packing_tables(
    members: Sequence[Member], common: Sequence[PackedPart], *, most: int = MOST_LISTS
) -> Iterator[Table]:
    """Yield what goes into each copy, and what belongs to none.

    Of more than the `most` copies that have lists of their own, there is one for each build.
    """
    if sum(member.copies for member in members) <= most:
        lists = (each for member in members for each in member.packing_lists())
        for place, each in enumerate(lists):
            yield _packing(f"kit_{place + 1}", each.title, each.parts)
    else:
        for place, member in enumerate(members):
            owner = f" ({member.owner})" if member.owner else ""
            many = counted(member.copies, "copy", "copies")
            each_of = f", each of {many}" if member.copies > 1 else ""
            title = f"{member.title}{each_of}{owner}"
            yield _packing(f"kit_{place + 1}", title, member.packed)
    if common:
        note = "Spares, and pieces left over in packs: they belong to no copy."
        yield _packing("common", "Common to all", common, note)


def _packing(key: str, title: str, parts: Sequence[PackedPart], note: str = "") -> Table:
    columns = (
        Column("part", "Part"),
        Column("part_number", "Part number"),
        Column("quantity", "Pieces", Kind.INTEGER),
        Column("packed", "Packed"),
    )
    rows = tuple(
        Row(f"{key}_{place}", (each.name, each.part_number, each.quantity, "☐"))
        for place, each in enumerate(parts)
    )
    return Table(key, title, columns, rows, notes=(note,) if note else ())


def group_reports(
    members: Sequence[Member],
    common: Sequence[PackedPart],
    shared: SharedCost | None,
    currency: str,
) -> Iterator[Report]:
    """Yield the sheets of an order that several share, or of several copies; none of one copy."""
    if shared is not None:
        yield Report("shares", "Who pays what", (shares_table(shared, currency),))
    if sum(member.copies for member in members) > 1:
        tables = tuple(packing_tables(members, common))
        yield Report(PACKING, "Packing lists", tables)
