"""A few copies more, later: as sentences and as tables, with the two sums kept apart."""

from collections.abc import Iterator
from dataclasses import replace

from planner.engine.reporting._bill import bill_tables, breaks_of
from planner.engine.reporting._rates import RateBook
from planner.engine.reporting._totals import total_cell
from planner.model.bom import CostedBom
from planner.model.expressions import Ref
from planner.model.money import Money
from planner.model.more_copies import MoreCopies
from planner.model.table import Cell, Column, Kind, Report, Row, Same, Sum, Table, missing_text
from planner.model.words import counted

_NAME = "more_added"


def sums(found: MoreCopies) -> tuple[tuple[str, str, CostedBom], ...]:
    """Return the two sums by name: for which copies, of which day, and the bill behind each."""
    had = counted(found.copies, "copy", "copies")
    more = counted(found.more, "copy more", "copies more")
    return (
        (f"Paid for {had}", f"prices of {found.paid_on}", found.paid),
        (f"To pay for {more}", f"prices of {found.on}", found.added),
    )


def sum_text(bom: CostedBom) -> str:
    """Return a sum in each currency, or what of it is known."""
    if bom.total is None:
        return f"{bom.subtotal} + {counted(len(bom.unpriced), 'line')} unpriced"
    return f"{bom.total}{''.join(f' = {amount}' for amount in bom.also)}"


def sentences(found: MoreCopies) -> Iterator[str]:
    """Yield both sums with their days, then what they come to together, and how a copy differs."""
    for what, of_day, bom in sums(found):
        known = "" if bom.total is None or bom.basis is None else f", {bom.basis}"
        yield f"{what}: {sum_text(bom)}{known} ({of_day})."
    yield together_text(found)
    if said := difference_text(found):
        yield said


def together_text(found: MoreCopies) -> str:
    """Return what all copies have cost in the end, or that it is not known."""
    if found.total is None:
        return "Together: not known, because a price is missing."
    also = "".join(f" = {amount}" for amount in found.also)
    copies = found.copies + found.more
    return f"Together: {found.total}{also} for {copies} copies, {found.per_copy} per copy."


def difference_text(found: MoreCopies) -> str:
    """Return what a copy costs more or less now than then; nothing where that is not known."""
    dearer = found.dearer
    if dearer is None:
        return ""
    if not dearer.amount:
        return "A copy costs the same now as then."
    more = "more" if dearer.amount > 0 else "less"
    amount = dearer if dearer.amount > 0 else -dearer
    return f"A copy costs {amount} {more} now than then."


def more_copies_report(found: MoreCopies, rates: RateBook) -> Report:
    """Return what was paid and what is to pay, then what is bought now."""
    added, totals = bill_tables(found.added.model_copy(update={"copies": 1}), rates, name=_NAME)
    notes = tuple(filter(None, (difference_text(found), left_over_text(found))))
    columns = (
        Column("what", "What", under="description"),
        Column("day", "Prices of", Kind.DATE),
        Column("basis", "Basis", Kind.BASIS),
        Column("amount", "Amount", Kind.MONEY, found.added.currency, entered=True),
    )
    rows = tuple(_rows(found))
    both = Table("more", "Paid then, and to pay now", columns, rows, notes)
    title = f"{counted(found.more, 'copy', 'copies')} more"
    tables = (
        both,
        replace(added, title="+ To buy"),
        replace(totals, title="Parts to buy, total"),
        *breaks_of(found.added, _NAME),
    )
    return Report("more", title, tables)


def _rows(found: MoreCopies) -> Iterator[Row]:
    (paid_for, _, paid), (pay_for, _, added) = sums(found)
    lacking = missing_text(len(added.unpriced))
    then = paid.total or missing_text(len(paid.unpriced))
    now = Same(added.total or lacking, total_cell(_NAME))
    yield Row("paid", (paid_for, found.paid_on, str(paid.basis or ""), then))
    yield Row("to_pay", (pay_for, found.on, str(added.basis or ""), now))
    copies = found.copies + found.more
    refs = (Ref("more", "paid", "amount"), Ref("more", "to_pay", "amount"))
    both = Sum(found.total, refs, needs_all=True)
    yield Row("total", (f"Together, {copies} copies", None, "", both), strong=True)
    for amount in found.also:
        yield Row(f"total_{amount.currency}", _also_cells(amount))


def _also_cells(amount: Money) -> tuple[Cell, ...]:
    return (f"The same in {amount.currency}, each at the rate of its day", None, "", amount)


def left_over_text(found: MoreCopies) -> str:
    """Return how many pieces are there already; nothing where there are none."""
    pieces = sum(costed.line.at_hand for costed in found.added.lines)
    if not pieces:
        return ""
    what, costs = ("piece", "costs") if pieces == 1 else ("pieces", "cost")
    are = "is" if pieces == 1 else "are"
    return f"{pieces} {what} {are} left over from earlier packs, or owned, and {costs} nothing."
