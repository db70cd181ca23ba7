"""The bill kit by kit: a row for each kit, below it what it holds, and how all adds up."""

from collections.abc import Iterator

from planner.engine.reporting._kit_cells import STALE, KitCells
from planner.model.bom import CostedBom
from planner.model.comparison import Figure
from planner.model.expressions import Ref
from planner.model.kit_bill import KitBill, KitCost, KitPart
from planner.model.kits import KitPath
from planner.model.money import Money
from planner.model.numbers import number_text
from planner.model.table import Cell, Column, Kind, Report, Row, Table, row_of
from planner.model.words import counted, named

NAME = "kits"
LEFT_OVER = "Left over in packs"
SPARES = "Spares by rule"
RULE = (
    "The cost of a line is split over its pieces in whole cents, so that every kit adds up. Pieces "
    "left over in packs belong to the whole order, not to a kit."
)
_INDENT = "· "


def kits_report(bom: CostedBom, bill: KitBill | None) -> Report | None:
    """Report the kits of a build; None where it has none."""
    if bill is None:
        return None
    return Report(NAME, "Kits", (kits_table(bom, bill),), (RULE,), stale=STALE)


def kits_table(bom: CostedBom, bill: KitBill) -> Table:
    """Return every kit with what it holds below it, the outer ones first, and the total."""
    columns = (
        Column("what", "Kit or part"),
        Column("part_number", "Part number", detail=True),
        Column("each", "Quantity in one", Kind.INTEGER),
        Column("quantity", "Quantity in all", Kind.INTEGER),
        Column("of_one", "Cost of one", Kind.MONEY, bom.currency),
        Column("amount", "Amount", Kind.MONEY, bom.currency),
        Column("nodes", "Nodes in one", Kind.INTEGER),
        Column("power_typical_w", "Typical draw of one (W)", Kind.NUMBER),
        Column("power_max_w", "Peak draw of one (W)", Kind.NUMBER),
        Column("ports", "Switch ports of one"),
        Column("lacking", "Missing data"),
    )
    rows = [*_rows(columns, bom, bill), *_last_rows(columns, bom, bill)]
    return Table(NAME, "Kits", columns, tuple(rows)).compact()


def indented(text: str, level: int) -> str:
    """Return a name as it stands below so many kits."""
    return f"{_INDENT * level}{text}"


def ports_text(kit: KitCost) -> str:
    """Return how many switch ports one kit needs, and how many it has if it has a switch."""
    needs = f"needs {kit.wired}" if kit.wired else ""
    if kit.ports == 0:
        return needs
    has = "has an unknown number" if kit.ports is None else f"has {kit.ports}"
    return f"{has}, {needs}" if needs else has


def watts_text(figure: Figure) -> str:
    """Return watts, or that they are not known."""
    return "unknown" if figure.value is None else number_text(figure.value, "W")


def lacking_text(kit: KitCost) -> str:
    """Return what is not known of a kit's cost, and how many findings name a part of it."""
    told = []
    if kit.unpriced:
        told.append(f"no price: {named(kit.unpriced, ', ')}")
    if kit.problems:
        told.append(counted(kit.problems, "finding"))
    return "; ".join(told)


def _rows(columns: tuple[Column, ...], bom: CostedBom, bill: KitBill) -> Iterator[Row]:
    cells = KitCells(NAME, bom, bill)
    for level, each in bill.walked():
        if isinstance(each, KitCost):
            told = _kit_cells(each, cells, level)
            row = row_of(columns, _key(each.path), strong=True, cells=told)
        else:
            row = row_of(columns, part_key(each), cells=_part_cells(each, cells, level))
        yield Row(row.key, row.cells, strong=row.strong, level=level)


def _key(path: KitPath) -> str:
    return f"kit_{'/'.join(path)}"


def part_key(part: KitPart) -> str:
    """Return the key of the row of a part."""
    return f"part_{part.place + 1}"


def _within(bill: KitBill, path: KitPath) -> tuple[Ref, ...]:
    """Return the amounts that lie straight in a kit."""
    keys = [_key(kit.path) for kit in bill.kits_in(path)]
    keys += [part_key(part) for part in bill.parts_in(path)]
    return tuple(Ref(NAME, key, "amount") for key in keys)


def _kit_cells(kit: KitCost, cells: KitCells, level: int) -> dict[str, Cell]:
    key = _key(kit.path)
    return {
        "what": indented(kit.title, level),
        "each": kit.each,
        "quantity": cells.kits(kit),
        "of_one": cells.of_one(kit, key),
        "amount": cells.kit_amount(kit, _within(cells.bill, kit.path)),
        "nodes": cells.able(kit.nodes),
        "power_typical_w": cells.able(kit.power_typical_w.value),
        "power_max_w": cells.able(kit.power_max_w.value),
        "ports": cells.able(ports_text(kit)),
        "lacking": lacking_text(kit),
    }


def _part_cells(part: KitPart, cells: KitCells, level: int) -> dict[str, Cell]:
    line, key = cells.bom.lines[part.line].line, part_key(part)
    return {
        "what": indented(line.description, level),
        "part_number": line.part_number,
        "each": cells.each(part),
        "quantity": cells.quantity(part),
        "amount": cells.amount(part, key),
        "lacking": "no price" if part.amount is None else "",
    }


def _last_rows(columns: tuple[Column, ...], bom: CostedBom, bill: KitBill) -> Iterator[Row]:
    """Yield what lies in no kit and is no part, and what all comes to."""
    others: dict[str, tuple[str, Money | None]] = {}
    if bill.spares.amount:
        others["spares"] = SPARES, bill.spares
    if bill.left_over.amount:
        others["left_over"] = LEFT_OVER, bill.left_over
    for index, costed in enumerate(bom.charges):
        others[f"charge_{index + 1}"] = costed.charge.label, costed.amount
    write = KitCells(NAME, bom, bill)
    for key, (what, amount) in others.items():
        yield row_of(columns, key, cells={"what": what, "amount": write.other(amount)})
    cells = (*_within(bill, ()), *(Ref(NAME, key, "amount") for key in others))
    name = "Total" if bom.total is not None else "Subtotal"
    total: dict[str, Cell] = {"what": name, "amount": write.total(cells)}
    yield row_of(columns, "total", strong=True, cells=total)
