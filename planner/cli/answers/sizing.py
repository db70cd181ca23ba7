"""What commands say about a sized cluster: the build, why each part, how sure; no layout."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planner.cli.answer import Answer, Text
from planner.cli.answers._bill_rows import BILL_COLUMNS, bill_rows
from planner.cli.answers.builds import copies_text, rack_blocks, rates_text, total_text
from planner.cli.answers.buying import purchase_blocks
from planner.engine.fitting.racks import layout_for
from planner.engine.reporting.alone import alone_texts
from planner.engine.reporting.conflicts import mends, no_build
from planner.engine.reporting.lines import lines_table
from planner.engine.reporting.order_lines import flat_lines
from planner.engine.reporting.surety import over_years_text, sizing_text, sum_text
from planner.model.bom import CostedBom
from planner.model.buying import Purchase
from planner.model.catalog import Catalog
from planner.model.findings import Finding, Severity
from planner.model.money import Money
from planner.model.names import Names
from planner.model.parts import PortKind
from planner.model.sizing import (
    DeliveredConflict,
    DeliveredSizing,
    Proposal,
    Relaxation,
    SizeAnswer,
    Sizing,
)
from planner.model.table import Column, Row, Table
from planner.model.wiring import Wire, part_of, unit_of
from planner.model.wording import (
    build_costs,
    demand_text,
    kept_out_text,
    nodes_left_text,
    reasons,
    still_none_text,
)
from planner.model.words import sentence


def sizing_answer(found: Proposal, catalog: Catalog, *, written: str | None = None) -> Answer:
    """Return a proposed build with its cost, its wiring and the reasons; or why there is none."""
    sized, landed = found.sizing, found.delivered
    if sized.plan is None or sized.bom is None:
        return (
            _nothing(found, catalog)
            if found.in_the_way is None
            else _undelivered(found, found.in_the_way, catalog)
        )
    build, bom = sized.plan.build, sized.bom
    over = over_years_text(sized)
    called = build.title if bom.copies == 1 else f"{bom.copies} × {build.title}"
    title = ", ".join(filter(None, (f"{called}: {total_text(bom)}", over, sizing_text(sized))))
    each, spent = bom.per_copy, sized.spent or bom.subtotal
    about: tuple[Finding, ...] = ()
    basket: tuple[Table | Text, ...] = ()
    total, flat, used = "Total", lines_table(sized.plan, bom), bom.rates
    if landed is not None and landed.sourcing is not None:
        title = f"{called}: {_delivered(sized, landed.sourcing)}"
        each, spent = landed.sourcing.per_copy, landed.sourcing.total or spent
        names, parts = catalog.vendor_names, catalog.part_names
        total = "Parts at list prices"
        basket = (*_apart(landed), *purchase_blocks(landed.sourcing, names, parts))
        flat = flat_lines(landed.sourcing, landed.sourcing.basket, parts, title=build.title)
        bought = landed.sourcing.basket
        used = used if bought is None else (*used, *bought.rates)
        about = landed.sourcing.findings
    blocks: list[Table | Text] = [
        Text(title, strong=True),
        *_of_copies(found, spent, each, catalog.name_of),
        Table("lines", build.title, BILL_COLUMNS, (*bill_rows(bom), _total_row(bom, total))),
        Text("\n".join((*_each_has(bom), *reasons(sized, catalog.name_of)))),
        _wiring_table(build.wiring, catalog),
        *rack_blocks(layout_for(sized.plan, sized.requirement)),
        *basket,
    ]
    if used:
        # What orders convert is not in the bill: their rates are told with every digit.
        blocks.append(rates_text(used, () if len(used) > len(bom.rates) else bom.converted))
    if written is not None:
        blocks.append(Text(f"Wrote {written}. Cost it with: planner cost {written}"))
    findings = (*sized.findings, *about)
    return Answer(
        tuple(blocks),
        SizeAnswer.of(found),
        findings,
        flat=flat,
    )


def _of_copies(found: Proposal, spent: Money, each: Money | None, names: Names) -> Iterator[Text]:
    """Yield what one of several copies comes to, and what differs from the best build for one."""
    copies = found.sizing.requirement.copies
    if copies > 1:
        told = alone_texts(found.sizing, spent, found.alone, names)
        yield Text("\n".join((copies_text(copies, each), *told)))


def _each_has(bom: CostedBom) -> Iterator[str]:
    if bom.copies > 1:
        yield f"Each of the {bom.copies:,} copies has:"


def _delivered(sized: Sizing, bought: Purchase) -> str:
    """Return what a build comes to delivered, and how sure it is that nothing costs less."""
    basket = bought.basket
    if basket is None or basket.unknown:
        return "" if basket is None else f"{sum_text(basket)} delivered, not proven."
    return f"{basket.at_least} delivered, {sizing_text(sized, bought)}"


def _apart(landed: DeliveredSizing) -> Iterator[Text]:
    """Yield what choosing parts and offers together saves."""
    if landed.total is None:
        return
    saved = None if landed.apart is None else landed.apart - landed.total
    if saved is not None and saved.amount:
        yield Text(
            f"Choosing parts at list prices first and vendors afterwards would cost {saved} more."
        )
    elif saved is not None:
        yield Text(
            "Choosing parts at list prices first and vendors afterwards would cost the same."
        )


def _total_row(bom: CostedBom, label: str) -> Row:
    return Row("total", (label, "", "", bom.subtotal, str(bom.basis or "")), strong=True)


# What a cable or a slot is called when its two ends are named.
_KINDS = {
    PortKind.ETHERNET: "network",
    PortKind.SFP: "network, cage to cage",
    PortKind.USB_POWER: "power",
    PortKind.BARREL_POWER: "power, barrel plug",
    PortKind.USB_DATA: "USB",
    PortKind.USB_SMALL: "USB, small socket",
    PortKind.POE: "network and power",
}


def _wiring_table(wiring: tuple[Wire, ...], catalog: Catalog) -> Table:
    """Return a row for each wire; a port is named where its unit has more than one of the kind."""
    columns = (Column("device", "Plug"), Column("unit", "Into"), Column("kind", "Kind"))
    plugs = Counter((wire.device, wire.kind) for wire in wiring)

    def name(unit: str) -> str:
        number, index = unit_of(unit)
        part = catalog.by_number.get(number)
        return f"{part.name} no. {index}" if part else unit

    def device(wire: Wire) -> str:
        alone = plugs[wire.device, wire.kind] == 1 and _ports(wire.device, wire.kind, catalog) < 2
        return name(wire.device) if alone else f"{name(wire.device)}, port {wire.device_port}"

    def place(wire: Wire) -> str:
        alone = _ports(wire.unit, wire.kind, catalog) == 1
        return name(wire.unit) if alone else f"{name(wire.unit)}, port {wire.unit_port}"

    rows = [
        Row(f"wire {index}", (device(wire), place(wire), _KINDS.get(wire.kind, str(wire.kind))))
        for index, wire in enumerate(wiring)
    ]
    return Table("wiring", "Wiring", columns, tuple(rows))


def _ports(unit: str, kind: PortKind, catalog: Catalog) -> int:
    """Return how many ports of a kind a unit provides; 0 for the router, which nobody counts."""
    part = catalog.by_number.get(part_of(unit))
    return 0 if part is None else part.port_count(kind)


def _nothing(
    found: Proposal,
    catalog: Catalog,
    conflict: Sequence[Relaxation] | None = None,
    *,
    lead: Sequence[str] = (),
    delivered: bool = False,
) -> Answer:
    sized, names = found.sizing, catalog.name_of
    finding = no_build(sized.status)
    blocks = [Text("\n".join(reasons(sized, names)))] if sized.passed_over else []
    told = found.conflict if conflict is None else conflict
    if told is not None:
        lines = _conflict_lines(told, sized.requirement.copies, names, delivered=delivered)
        blocks.insert(0, Text("\n".join((*lead, *lines)), strong=True))
    if sized.kept_out:
        blocks.insert(1, Text("\n".join(kept_out_text(each, names) for each in sized.kept_out)))
    findings = (finding, *sized.unused.findings)
    return Answer(tuple(blocks), SizeAnswer.of(found, *findings), findings)


def _undelivered(proposed: Proposal, found: DeliveredConflict, catalog: Catalog) -> Answer:
    """Return why no build can be delivered: what is in the way, and what mends it."""
    sized, names = proposed.sizing, catalog.name_of
    if not found.delivered:
        lead = ("There is no build even at list prices.",)
        return _nothing(proposed, catalog, found.wishes, lead=lead, delivered=True)
    finding = Finding(
        code="no-build-delivered",
        severity=Severity.ERROR,
        subject="requirement",
        message="At list prices a build meets all requirements, but no delivered build does.",
        hint="Fix one of these, or run without --landed.",
    )
    findings = (
        *found.findings,
        *mends(found.wishes, names, copies=sized.requirement.copies),
        finding,
        *sized.unused.findings,
    )
    blocks = [Text("\n".join(reasons(sized, names)))] if sized.passed_over else []
    if found.wishes:
        text = "\n".join((_contradiction(found.wishes, names), *_perhaps_fewer(found.wishes)))
        blocks.insert(0, Text(f"Delivered: {text}", strong=True))
    return Answer(tuple(blocks), SizeAnswer.of(proposed, *findings), findings)


def _contradiction(conflict: Sequence[Relaxation], names: Names) -> str:
    wishes = "; ".join(demand_text(each.wish, names) for each in conflict)
    alone = len(conflict) == 1
    return f"this cannot be met: {wishes}." if alone else f"these requirements conflict: {wishes}."


def _perhaps_fewer(conflict: Sequence[Relaxation]) -> Iterator[str]:
    if not all(each.of_fewest for each in conflict):
        yield "Fewer requirements may already conflict: not all combinations were tried."


def _conflict_lines(
    conflict: Sequence[Relaxation], copies: int, names: Names, *, delivered: bool
) -> Iterator[str]:
    """Yield the conflict, and what each of its requirements costs to keep or to give up."""
    if not conflict:
        yield "Not even one basic node can be built from this catalog."
        return
    text, costs = _contradiction(conflict, names), build_costs(copies)
    yield sentence(text)
    at = " delivered" if delivered else ""
    for each in conflict:
        wish, left = demand_text(each.wish, names), nodes_left_text(each.instead)
        if not each.known:
            yield f"The cost of a build without {wish} was not calculated in time."
        elif each.cost is None:
            yield still_none_text(each.wish, names, delivered=delivered)
        elif left:
            yield f"With {left} instead of {wish} {costs} {each.cost_text}{at}."
        else:
            yield f"Without {wish} {costs} {each.cost_text}{at}."
    yield from _perhaps_fewer(conflict)
