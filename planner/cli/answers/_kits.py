"""What commands say of the kits of a build: folded or unfolded, and what one of each can do."""

from collections.abc import Iterator

from planner.cli.answer import Text
from planner.cli.answers._bill_rows import charge_rows, line_name
from planner.engine.reporting.kits import (
    LEFT_OVER,
    SPARES,
    indented,
    lacking_text,
    ports_text,
    watts_text,
)
from planner.model.bom import CostedBom
from planner.model.kit_bill import KitBill, KitCost, KitPart
from planner.model.money import Money
from planner.model.table import Column, Kind, Row, Table

_FOLDED = "Kits are folded. See what they hold with --unfold."
_RULE = (
    "Every kit adds up to the cent; what packs hold beyond the need belongs to the whole order, "
    "not to a kit."
)


def kit_rows(bom: CostedBom, bill: KitBill, *, unfold: bool) -> list[Row]:
    """Return kits and parts as lines of a bill; what lies in kits only where they are unfolded."""
    rows = [
        _kit_row(each, level) if isinstance(each, KitCost) else _part_row(each, bom, level)
        for level, each in bill.walked()
        if unfold or not level
    ]
    if bill.spares.amount:
        rows.append(Row("spares", (SPARES, "", "", bill.spares, "")))
    if bill.left_over.amount:
        rows.append(Row("left over", (LEFT_OVER, "", "", bill.left_over, "")))
    return rows + charge_rows(bom)


def _kit_row(kit: KitCost, level: int) -> Row:
    about = "≈ " if kit.estimated else ""
    of_one: Money | str = kit.of_one if not about else f"{about}{kit.of_one}"
    amount = f"{kit.amount} + unpriced" if kit.unpriced else kit.amount
    name = indented(kit.title, level)
    return Row(f"kit {'/'.join(kit.path)}", (name, kit.quantity, of_one, amount, "kit"))


def _part_row(part: KitPart, bom: CostedBom, level: int) -> Row:
    line, price = bom.lines[part.line].line, bom.lines[part.line].line.price
    name, key = indented(line_name(line), level), f"part {part.place}"
    if price is None:
        return Row(key, (name, part.quantity, "no price", "unpriced", ""))
    unit = f"{price.unit}" + (f" for {price.pack_size}" if price.pack_size > 1 else "")
    amount = "no rate" if part.amount is None else part.amount
    return Row(key, (name, part.quantity, unit, amount, str(price.basis)))


_COLUMNS = (
    Column("kit", "Kit"),
    Column("each", "Qty in one", Kind.INTEGER),
    Column("nodes", "Nodes", Kind.INTEGER),
    Column("typical", "Typical draw", Kind.MIXED),
    Column("peak", "Peak draw", Kind.MIXED),
    Column("ports", "Switch ports"),
    Column("lacking", "Missing"),
)


def kit_blocks(bill: KitBill, *, unfold: bool) -> Iterator[Table | Text]:
    """Yield what one of each kit can do, and how its cost is counted."""
    rows = tuple(
        Row(
            f"kit {'/'.join(each.path)}",
            (
                indented(each.title, level),
                each.each,
                each.nodes,
                watts_text(each.power_typical_w),
                watts_text(each.power_max_w),
                ports_text(each),
                lacking_text(each),
            ),
        )
        for level, each in bill.walked()
        if isinstance(each, KitCost) and (unfold or not level)
    )
    yield Text("One of each kit", strong=True)
    yield Table("kits", "One of each kit", _COLUMNS, rows).compact()
    yield Text(_RULE if unfold else f"{_FOLDED} {_RULE}")
