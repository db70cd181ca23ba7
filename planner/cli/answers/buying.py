"""What the command says about a basket: who is asked for what, how sure, what it saves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from planner.cli.answer import Answer, Text
from planner.cli.answers._carts import cart_blocks
from planner.cli.answers.builds import copies_text, rates_text
from planner.engine.reporting.group_orders import shares_table
from planner.engine.reporting.order_lines import flat_lines
from planner.engine.reporting.surety import fewer_parcels_text, headline, rows_text, sum_text
from planner.model.basket import Basket, OrderCharge, OrderLine, PurchaseOrder
from planner.model.buying import Purchase, PurchaseAnswer
from planner.model.carts import ShopCart
from planner.model.certificate import Certificate, TermsRead
from planner.model.findings import Finding
from planner.model.group_order import Member, SharedCost, all_spares
from planner.model.money import Money
from planner.model.table import Column, Kind, Row, Table
from planner.model.tax_wording import rule_notes
from planner.model.term_prices import TermPrice
from planner.model.wishes import LimitedTerm, TermKind
from planner.model.wording import term_value
from planner.model.words import counted

NO_NAMES: Mapping[str, str] = MappingProxyType({})

_COLUMNS = (
    Column("part_number", "Part"),
    Column("offer", "Vendor part number"),
    Column("packs", "Packs", Kind.INTEGER),
    Column("quantity", "Pieces", Kind.INTEGER),
    Column("unit_price", "Price", Kind.MONEY),
    Column("line_price", "Amount", Kind.MONEY),
    Column("surplus", "Over", Kind.INTEGER),
)


def purchase_answer(
    found: Purchase,
    names: Mapping[str, str],
    *,
    parts: Mapping[str, str] = NO_NAMES,
    findings: Sequence[Finding] = (),
    files: Sequence[str] = (),
    carts: Sequence[ShopCart] | None = None,
    members: Sequence[Member] = (),
    shared: SharedCost | None = None,
) -> Answer:
    """Return the orders of a basket with their charges, and what simpler ways would cost.

    `names` are those of vendors, `parts` those of parts; `files` are those that the orders were
    written to, `carts` what each shop's cart takes, where that was asked for. `members` are the
    builds that are bought for, `shared` is who pays what of an order of several.
    """
    into, spares = None if carts is None else tuple(carts), all_spares(members)
    made = PurchaseAnswer(
        found,
        tuple(findings),
        tuple(files),
        carts=into,
        members=tuple(members) if len(members) > 1 else (),
        shared=shared,
        spares=spares,
    )
    blocks = list(purchase_blocks(found, names, parts))
    if spares and found.basket is not None:
        told = "; ".join(f"{each.quantity:,} × {each.name}" for each in spares)
        blocks.append(Text(f"Spares among these pieces: {told}."))
    if found.term_prices:
        table = _terms_table(found.term_prices)
        blocks += (Text(table.title, strong=True), table)
    if found.basket is not None and found.basket.rates:
        blocks.append(rates_text(found.basket.rates))
    if shared is not None and found.basket is not None:
        table = shares_table(shared, found.basket.currency)
        blocks += (Text(table.title, strong=True), table)
    blocks += cart_blocks(carts or ())
    if files:
        blocks.append(Text("Written:\n" + "\n".join(files)))
    # One table of all orders: whoever reads a CSV must not take the first vendor's for the whole.
    flat = flat_lines(found, found.basket, parts, title="orders", spares=spares)
    return Answer(tuple(blocks), made, made.findings, flat=flat)


def purchase_blocks(
    found: Purchase, names: Mapping[str, str], parts: Mapping[str, str] = NO_NAMES
) -> Iterator[Table | Text]:
    """Yield the orders of a basket, how sure it is, and what simpler ways would cost."""
    if found.basket is None:
        return
    yield Text(_headline(found, found.basket, parts), strong=True)
    if found.copies > 1:
        yield Text(copies_text(found.copies, found.per_copy))
    if found.fewer_parcels is not None:
        yield Text(fewer_parcels_text(found.fewer_parcels))
    for order in found.basket.orders:
        table = _table(order, names)
        yield Text(table.title, strong=True)
        yield table
    yield Text(_strategies(found, found.basket))


def check_answer(
    certificate: Certificate,
    found: Purchase,
    differs: Sequence[Finding],
    names: Mapping[str, str],
    *,
    parts: Mapping[str, str] = NO_NAMES,
    findings: Sequence[Finding] = (),
) -> Answer:
    """Return what is bought anew on a certificate's terms, and whether that is as certified."""
    sum_of_it = certificate.comes_to
    least = "" if certificate.total == sum_of_it else "at least "
    certified = f"{least}{sum_of_it} on {certificate.on}"
    told = "Not as certified" if differs else "The same basket, bound and total as certified"
    about = Text(f"{told}: {certified}, by planner {certificate.planner}.", strong=True)
    read = Text(_terms_read(certificate.terms_read, names))
    whole = purchase_answer(found, names, parts=parts)
    made = PurchaseAnswer(found, tuple(findings), differs=tuple(differs))
    abouts = (about, read) if certificate.terms_read else (about,)
    return Answer((*abouts, *whole.blocks), made, made.findings, flat=whole.flat)


def _terms_read(read: Sequence[TermsRead], names: Mapping[str, str]) -> str:
    dated = [f"{names.get(each.vendor, each.vendor)} on {each.on}" for each in read if each.on]
    silent = [names.get(each.vendor, each.vendor) for each in read if each.on is None]
    told = [f"Terms were checked: {'; '.join(dated)}."] if dated else []
    told += (
        [f"The date the terms were checked is not stated: {'; '.join(silent)}."] if silent else []
    )
    return " ".join(told)


def _headline(found: Purchase, basket: Basket, parts: Mapping[str, str]) -> str:
    lacking = [
        f"{each.quantity} × {parts.get(each.part_number, each.part_number)}"
        for each in found.missing
    ]
    if found.unread:
        lacking.append(f"{rows_text(found.unread)}, not read")
    without = f" without {', '.join(lacking)}" if lacking else ""
    return f"{headline(found, basket, lacking=without, landed=', landed')}."


def _table(order: PurchaseOrder, names: Mapping[str, str]) -> Table:
    rows = [row for index, line in enumerate(order.lines) for row in _line_rows(index, line)]
    rows += _charge_rows(order.in_payment)
    if order.converted.currency != order.paid.currency:
        so_far = ", at least" if order.unknown else ""
        rows.append(_sum_row("paid", f"Paid{so_far}", order.paid))
        rows.append(_sum_row("converted", f"Converted{so_far}", order.converted))
    rows += _charge_rows(order.at_border)
    label = "At least" if order.unknown else "Total"
    rows.append(_sum_row("total", label, order.at_least, strong=True))
    read = () if order.terms_on is None else (f"Its terms were checked on {order.terms_on}.",)
    notes = (*read, *rule_notes(order))
    name = names.get(order.vendor, order.vendor)
    return Table(order.vendor, name, _COLUMNS, tuple(rows), notes=notes)


def _charge_rows(charges: Iterable[OrderCharge]) -> Iterator[Row]:
    """Yield a row for each charge that is due, or not known."""
    for each in charges:
        if each.is_unknown:
            yield _sum_row(each.key, each.label, "unknown")
        elif each.is_told:
            label = f"{each.label}, at least" if each.is_open else each.label
            yield _sum_row(each.key, label, each.amount)


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


def _sum_row(key: str, label: str, amount: Money | str, *, strong: bool = False) -> Row:
    return Row(key, (label, "", "", "", "", amount, ""), strong=strong)


def _strategies(found: Purchase, basket: Basket) -> str:
    ways = (
        ("The cheapest offer for each line", found.line_by_line_basket),
        ("Everything from one vendor", found.single_vendor_basket),
    )
    return "\n".join(_strategy(way, other, basket) for way, other in ways)


def _strategy(way: str, other: Basket | None, basket: Basket) -> str:
    if other is None:
        return f"{way} is not possible."
    cost, total = other.total, basket.total
    if cost is None or total is None:
        return f"{way}: {sum_text(other)}."
    if cost == total:
        return f"{way} would cost the same."
    if cost < total:  # of a basket that is to be there soon, or that is not proven cheapest
        return f"{way} would cost {cost}: {total - cost} less."
    return f"{way} would cost {cost}: {cost - total} more."


_TERMS = {
    TermKind.LOCK: "Lock {}",
    TermKind.EXCLUDE: "Exclude {}",
    TermKind.NEED_BY: "All delivered by {}",
    TermKind.FASTEST: "The fastest within {} %",
    TermKind.ALL: "All of these",
}


def _terms_table(prices: Sequence[TermPrice]) -> Table:
    columns = (
        Column("term", "Term"),
        Column("without", "Total without it", Kind.MONEY),
        Column("price", "It costs", Kind.MONEY),
    )
    rows = [
        Row(
            f"{each.term.kind} {term_value(each.term)} {each.term.whose}".strip(),
            (
                _asked_text(each.term),
                _without_text(each),
                each.price or ("" if each.is_known else "unknown"),
            ),
            strong=each.term.kind is TermKind.ALL,
        )
        for each in prices
    ]
    unsure = not all(each.proven for each in prices if each.price is not None)
    notes = ("Not all of these are proven: time ran out.",) if unsure else ()
    return Table("terms", "What your terms cost", columns, tuple(rows), notes=notes)


def _asked_text(term: LimitedTerm) -> str:
    if term.count is not None:
        return f"At most {counted(term.count, 'vendor')}"
    told = _TERMS[term.kind].format(term_value(term))
    return f"{told}, {term.whose}" if term.whose else told


def _without_text(each: TermPrice) -> Money | str:
    if each.without is None:
        return "no basket"
    return each.without if each.is_known else f"at least {each.without}"
