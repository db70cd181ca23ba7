"""What the command says about a basket: who is asked for what, how sure, what it saves."""

from collections.abc import Iterator, Mapping, Sequence

from planner.cli.build_answers import rates_text
from planner.cli.output import Answer, Text
from planner.engine.fastest import Fastest
from planner.engine.optimize import Status
from planner.engine.order_report import haste_text
from planner.engine.purchasing import Sourcing
from planner.engine.term_prices import TermPrice
from planner.engine.verdicts import counted
from planner.io.exporters import json as fields
from planner.model.certificate import Certificate
from planner.model.findings import Finding
from planner.model.money import Money
from planner.model.sourcing import Basket, OrderLine, PurchaseOrder
from planner.model.table import Column, Kind, Row, Table

_COLUMNS = (
    Column("part_number", "Part"),
    Column("offer", "Vendor's number"),
    Column("packs", "Packs", Kind.INTEGER),
    Column("quantity", "Pieces", Kind.INTEGER),
    Column("unit_price", "Price", Kind.MONEY),
    Column("line_price", "Amount", Kind.MONEY),
    Column("surplus", "Over", Kind.INTEGER),
)


def purchase_answer(
    found: Sourcing,
    names: Mapping[str, str],
    *,
    findings: Sequence[Finding] = (),
    files: Sequence[str] = (),
) -> Answer:
    """Return the orders of a basket with their charges, and what simpler ways would cost.

    `files` are those that the orders were written to.
    """
    said = (*findings, *found.findings)
    blocks = list(purchase_blocks(found, names))
    if found.term_prices:
        table = _terms_table(found.term_prices)
        blocks += (Text(table.title, strong=True), table)
    if found.basket is not None:
        rates = [order.rate for order in found.basket.orders if order.rate is not None]
        if rates:
            blocks.append(rates_text(tuple(dict.fromkeys(rates))))
    if files:
        blocks.append(Text("Written:\n" + "\n".join(files)))
    return Answer(tuple(blocks), lambda: purchase_fields(found, said, files), said)


def purchase_blocks(found: Sourcing, names: Mapping[str, str]) -> Iterator[Table | Text]:
    """Yield the orders of a basket, how sure it is, and what simpler ways would cost."""
    if found.basket is None:
        return
    yield Text(_headline(found, found.basket), strong=True)
    for order in found.basket.orders:
        table = _table(order, names)
        yield Text(table.title, strong=True)
        yield table
    yield Text(_strategies(found, found.basket))


def check_answer(
    certificate: Certificate,
    found: Sourcing,
    differs: Sequence[Finding],
    names: Mapping[str, str],
    *,
    findings: Sequence[Finding] = (),
) -> Answer:
    """Return what is bought anew on a certificate's terms, and whether that is as certified."""
    certified = f"{certificate.total} on {certificate.on}"
    told = "Not as certified" if differs else "The same basket, bound and total as certified"
    about = Text(f"{told}: {certified}, by planner {certificate.planner}.", strong=True)
    whole = purchase_answer(found, names, findings=(*findings, *differs))
    same = {"as_certified": not differs, **purchase_fields(found, whole.findings)}
    return Answer((about, *whole.blocks), lambda: same, whole.findings)


def _headline(found: Sourcing, basket: Basket) -> str:
    from_whom = counted(len(basket.orders), "vendor")
    if found.missing:
        lacking = ", ".join(f"{each.quantity} × {each.part_number}" for each in found.missing)
        from_whom += f" without {lacking}"
    if found.fastest is not None:
        return (
            f"{basket.total} from {from_whom}, landed: {haste_text(found.fastest, found.status)}."
        )
    if found.status is Status.OPTIMAL:
        return f"{basket.total} from {from_whom}, landed: proven cheapest."
    return f"{basket.total} from {from_whom}, landed: within {found.gap} % of the cheapest."


def _table(order: PurchaseOrder, names: Mapping[str, str]) -> Table:
    rows = [row for index, line in enumerate(order.lines) for row in _line_rows(index, line)]
    charges = (
        ("shipping", "Shipping", order.shipping),
        ("charges", "Handling and charges", order.charges),
        ("tax", "Tax", order.tax),
        ("card", "Card", order.card),
    )
    rows += [_sum_row(key, label, amount) for key, label, amount in charges if amount.amount]
    if order.converted.currency != order.paid.currency:
        rows.append(_sum_row("paid", "Paid", order.paid))
        rows.append(_sum_row("converted", "Converted", order.converted))
    border = (("duty", "Duty", order.duty), ("import_tax", "Import tax", order.import_tax))
    rows += [_sum_row(key, label, amount) for key, label, amount in border if amount.amount]
    rows.append(_sum_row("total", "Total", order.total, strong=True))
    return Table(order.vendor, names.get(order.vendor, order.vendor), _COLUMNS, tuple(rows))


def _line_rows(index: int, line: OrderLine) -> Iterator[Row]:
    cells = (
        line.part_number,
        line.offer.sku,
        line.packs,
        line.quantity,
        line.unit_price,
        line.line_price,
        line.surplus or "",
    )
    yield Row(f"line {index}", cells)
    for held in line.also:
        name = f"  with {held.part_number}"
        of_it = "" if held.share is None else f"{held.share} of it"
        spare = held.surplus or ""
        yield Row(
            f"line {index} {held.part_number}", (name, of_it, "", held.quantity, "", "", spare)
        )


def _sum_row(key: str, label: str, amount: Money, *, strong: bool = False) -> Row:
    return Row(key, (label, "", "", "", "", amount, ""), strong=strong)


def _strategies(found: Sourcing, basket: Basket) -> str:
    ways = (
        ("The cheapest offer line by line", found.line_by_line),
        ("One vendor for all", found.single_vendor),
    )
    return "\n".join(_strategy(way, cost, basket.total) for way, cost in ways)


def _strategy(way: str, cost: Money | None, total: Money) -> str:
    if cost is None:
        return f"{way} is not possible."
    if cost == total:
        return f"{way} would cost the same."
    if cost < total:  # of a basket that is to be there soon, or that is not proven cheapest
        return f"{way} would cost {cost}: {total - cost} less."
    return f"{way} would cost {cost}: {cost - total} more."


_TERMS = {
    "lock": "Lock {}",
    "exclude": "Nothing from {}",
    "max-vendors": "At most {} vendors",
    "need-by": "All here by {}",
    "fastest-within": "The fastest within {} %",
    "all": "All of these",
}


def _terms_table(prices: Sequence[TermPrice]) -> Table:
    columns = (
        Column("term", "You asked"),
        Column("without", "Total without it", Kind.MONEY),
        Column("price", "It costs", Kind.MONEY),
    )
    rows = [
        Row(
            f"{each.term} {each.subject}",
            (
                _TERMS[each.term].format(each.subject),
                "no basket" if each.without is None else each.without,
                "" if each.price is None else each.price,
            ),
            strong=each.term == "all",
        )
        for each in prices
    ]
    unsure = not all(each.proven for each in prices if each.price is not None)
    notes = ("Not all of these are proven: time ran out.",) if unsure else ()
    return Table("terms", "What your terms cost", columns, tuple(rows), notes=notes)


def _fastest_fields(asked: Fastest) -> fields.Fields:
    return {
        "within_percent": asked.percent,
        "cheapest": fields.money(asked.cheapest),
        "days": asked.days,
    }


def _term_fields(each: TermPrice) -> fields.Fields:
    return {
        "term": each.term,
        "subject": each.subject,
        "without": fields.money(each.without),
        "price": fields.money(each.price),
        "proven": each.proven,
    }


def purchase_fields(
    found: Sourcing, findings: Sequence[Finding], files: Sequence[str] = ()
) -> fields.Fields:
    """Return a basket as plain values; `total` and `bound` are null if there is none.

    `total` is null, too, while something cannot be had: `subtotal` is what the rest comes to.
    """
    basket = found.basket
    return {
        "status": str(found.status),
        "bound": fields.money(found.bound),
        "gap": found.gap,
        "total": fields.money(found.total),
        "subtotal": None if basket is None else fields.money(basket.total),
        "missing": [
            {"part_number": each.part_number, "quantity": each.quantity} for each in found.missing
        ],
        "orders": [] if basket is None else [_order_fields(each) for each in basket.orders],
        "strategies": {
            "line_by_line": fields.money(found.line_by_line),
            "single_vendor": fields.money(found.single_vendor),
            "optimal": None if basket is None else fields.money(basket.total),
        },
        "fastest": None if found.fastest is None else _fastest_fields(found.fastest),
        "term_prices": [_term_fields(each) for each in found.term_prices],
        "findings": fields.finding_fields(findings),
        "files": list(files),
    }


def _order_fields(order: PurchaseOrder) -> fields.Fields:
    return {
        "vendor": order.vendor,
        "lines": [
            {
                "part_number": line.part_number,
                "offer": line.offer.sku,
                "packs": line.packs,
                "quantity": line.quantity,
                "unit_price": fields.money(line.unit_price),
                "line_price": fields.money(line.line_price),
                "surplus": line.surplus,
                "also": [
                    {
                        "part_number": held.part_number,
                        "quantity": held.quantity,
                        "surplus": held.surplus,
                        "share": fields.money(held.share),
                    }
                    for held in line.also
                ],
            }
            for line in order.lines
        ],
        "goods": fields.money(order.goods),
        "shipping": fields.money(order.shipping),
        "charges": fields.money(order.charges),
        "tax": fields.money(order.tax),
        "card": fields.money(order.card),
        "paid": fields.money(order.paid),
        "converted": fields.money(order.converted),
        "duty": fields.money(order.duty),
        "import_tax": fields.money(order.import_tax),
        "total": fields.money(order.total),
    }
