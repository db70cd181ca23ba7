"""The bill as one flat table for programs: a row a line and a row a charge, no sums."""

from planner.engine.planning.kit_bill import pieces_by_kit
from planner.model.bom import CostedBom, CostedCharge, CostedLine
from planner.model.build_charges import ChargeKind
from planner.model.kits import KitPath
from planner.model.numbers import number_text
from planner.model.plan import Plan
from planner.model.table import Cell, Column, Kind, Row, Table


def lines_table(plan: Plan, bom: CostedBom) -> Table:
    """Return every line and charge; the last amount column adds up to the total of the bill."""
    columns = [
        Column("kind", "kind"),
        Column("part_number", "part_number"),
        Column("category", "category"),
        Column("description", "description"),
        Column("quantity", "quantity", Kind.INTEGER),
        Column("pack_size", "pack_size", Kind.INTEGER),
        Column("packs", "packs", Kind.INTEGER),
        Column("unit_price", "unit_price", Kind.MONEY),
        Column("currency", "currency"),
        Column("amount", "amount", Kind.MONEY),
        Column("amount_in_total", f"amount_{bom.currency.lower()}", Kind.MONEY, bom.currency),
        Column("basis", "basis", Kind.BASIS),
        Column("as_of", "as_of", Kind.DATE),
        Column("vendor", "vendor"),
        Column("source", "source", Kind.LINK),
        Column("note", "note"),
        Column("count_basis", "count_basis", Kind.BASIS),
        Column("why", "why"),
        Column("state", "state"),
    ]
    if bom.spare_rules:
        columns += [Column(key, key, Kind.INTEGER) for key in ("needed", "spares", "left_over")]
    if plan.build.inferred:
        columns.append(Column("inferred", "build_is_inferred"))
    kits = None
    if plan.build.kits:
        kits = pieces_by_kit(plan)
        columns.append(Column("kits", "kits"))
    rows = [
        _row(f"line_{index + 1}", _line(costed, bom), plan, None if kits is None else kits[index])
        for index, costed in enumerate(bom.lines)
    ]
    rows += [
        _row(f"charge_{index + 1}", _charge(costed, bom), plan, None if kits is None else [])
        for index, costed in enumerate(bom.charges)
    ]
    return Table("lines", plan.build.title, tuple(columns), tuple(rows))


def _row(
    key: str, cells: tuple[Cell, ...], plan: Plan, kits: list[tuple[KitPath, int]] | None
) -> Row:
    if plan.build.inferred:
        cells = (*cells, plan.build.inferred)
    if kits is not None:
        # How many pieces lie in which kit: `nodes/worker 6; outside 1`.
        told = (f"{'/'.join(path) or 'outside'} {pieces}" for path, pieces in kits)
        cells = (*cells, "; ".join(told))
    return Row(key, cells)


def _line(costed: CostedLine, bom: CostedBom) -> tuple[Cell, ...]:
    line, price = costed.line, costed.line.price
    pieces = (line.needed, line.spares, line.surplus) if bom.spare_rules else ()
    return (
        "part",
        line.part_number,
        line.category,
        line.description,
        line.quantity,
        None if price is None else price.pack_size,
        line.packs,
        None if price is None else price.unit,
        None if price is None else price.unit.currency,
        costed.line_price,
        costed.line_total,
        None if price is None else str(price.basis),
        None if price is None else price.as_of,
        "" if price is None else price.vendor,
        "" if price is None else price.source,
        "" if price is None else price.note,
        str(line.count_basis),
        line.why,
        "retired" if line.retired else "owned" if line.owned else "in use",
        *pieces,
    )


def _charge(costed: CostedCharge, bom: CostedBom) -> tuple[Cell, ...]:
    charge = costed.charge
    stated = costed.amount if charge.amount is None else charge.amount
    note = "" if charge.percent is None else number_text(charge.percent, "%")
    if charge.percent is not None:
        landed = charge.on_shipping and charge.kind is not ChargeKind.SHIPPING
        note += " of parts and shipping" if landed else " of parts"
    return (
        "charge",
        "",
        str(charge.kind),
        charge.label,
        1,
        "",
        "",
        stated,
        bom.currency if stated is None else stated.currency,
        stated,
        costed.amount,
        "",
        charge.as_of,
        "",
        charge.source,
        note,
        "",
        "",
        "",
        *(("", "", "") if bom.spare_rules else ()),
    )
