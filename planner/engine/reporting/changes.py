"""An upgrade and a comparison as tables."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from planner.engine.planning.compare import difference
from planner.engine.reporting._bill import bill_tables, breaks_of
from planner.engine.reporting._changed_cells import NOT_COUNTED
from planner.engine.reporting._compare_cells import SAME, OwnColumn
from planner.engine.reporting._compare_cells import STALE as STALE_COLUMN
from planner.engine.reporting._rates import RateBook, rate_from_bill
from planner.engine.reporting._totals import total_cell
from planner.engine.reporting._upgrade_counts import STALE, UpgradeCounts
from planner.engine.reporting._upgrade_links import linked
from planner.engine.reporting.mixed_set import set_sentences, upgraded_name
from planner.engine.reporting.running import compared_text, payback_text
from planner.model.bom import CostedBom
from planner.model.comparison import Comparison, MetricRow, MetricValue, Upgrade, UpgradeLine
from planner.model.expressions import Ref, less, over, rounded
from planner.model.expressions import added as added_up
from planner.model.mixed_set import MixedSet
from planner.model.money import Money, minor_unit_places
from planner.model.parts import CATEGORY_TITLES
from planner.model.table import (
    Cell,
    Column,
    Computed,
    Kind,
    Marked,
    Product,
    Report,
    Row,
    Same,
    Sum,
    Table,
    Value,
    missing_text,
)
from planner.model.words import inferred_text

_PART = (
    Column("category", "For"),
    Column("description", "Part"),
    Column("part_number", "Part number", detail=True),
    Column("quantity", "Quantity", Kind.INTEGER),
)


def upgrade_report(
    upgrade: Upgrade, bom: CostedBom, rates: RateBook, notes: tuple[str, ...]
) -> Report:
    """Return what an upgrade costs, then what is bought, what goes and what stays.

    It follows the bill where that is the one of the build that is upgraded to.
    """
    counts = UpgradeCounts(upgrade, bom)
    # What is bought is that of all copies; how many there are stands with the bill alone.
    bought = upgrade.added.model_copy(update={"copies": 1})
    added, totals = bill_tables(bought, rates, name="added", notes=notes)
    tables = (
        replace(added, title="+ To buy"),
        replace(totals, title="Parts to buy, total"),
        *breaks_of(upgrade.added, "added"),
    )
    tables = linked(counts, tables, (*bill_tables(bom, rates), *breaks_of(bom)))
    rows = tuple(_change_rows(upgrade, rates, counts))
    name = upgraded_name(upgrade, upgrade.after)
    paid_back = "" if upgrade.payback is None else payback_text(upgrade.payback, name)
    said = (*notes, *set_sentences(upgrade), *filter(None, (paid_back,)))
    change = Table("change", "What it costs", _change_columns(upgrade), rows, said)
    kept = tuple(
        Row(f"line_{index + 1}", _part_cells(item, counts, "stays"))
        for index, item in enumerate(upgrade.kept)
    )
    further = (counts.table(),) if counts.follows else ()
    every = (
        change,
        *tables,
        _retired_table(upgrade, counts),
        Table("kept", "Stays", _PART, kept),
        *further,
    )
    return Report("upgrade", "Upgrade", every, notes, stale=STALE if counts.follows else "")


def _change_columns(upgrade: Upgrade) -> tuple[Column, ...]:
    currency = upgrade.added.currency
    return (
        Column("what", "What", under="description"),
        Column("rate", "Rate", Kind.NUMBER, under="currency"),
        Column("amount", "Amount", Kind.MONEY, currency, entered=True),
    )


def _change_rows(upgrade: Upgrade, rates: RateBook, counts: UpgradeCounts) -> Iterator[Row]:
    added, currency = upgrade.added, upgrade.added.currency
    lacking = missing_text(len(added.unpriced))
    here = total_cell("added")
    bought = counts.amount(added.total, Same(added.total or lacking, here), here)
    yield _change_row("cost", "To buy", bought)
    fetched = tuple(Ref("retired", f"line_{i + 1}", "amount") for i in range(len(upgrade.retired)))
    resale = upgrade.resale or Money(Decimal(0), currency)
    what = "Less resale value of replaced parts, as entered"
    pieces = tuple(Ref("retired", ref.row, "quantity") for ref in fetched)
    yield _change_row("resale", what, Sum(resale, fetched, needed=pieces, lacking=NOT_COUNTED))
    less_resale = less(_here("cost"), _here("resale"))
    delta = Sum(upgrade.delta, (_here("cost"),), (_here("resale"),), needs_all=True)
    title = f"From {upgrade.before} to {upgrade.after}: the upgrade costs"
    shown = counts.amount(upgrade.delta, delta, less_resale)
    yield _change_row("delta", title, shown, strong=True)
    for amount in upgrade.also:
        yield _also_row(upgrade, amount, rates)
    yield _change_row("before", f"What {upgrade.before} cost", counts.before())
    after = Sum(upgrade.total_after, (_here("before"), _here("delta")), needs_all=True)
    both = counts.amount(upgrade.total_after, after, added_up(_here("before"), _here("delta")))
    yield _change_row("after", f"{upgrade.before} and its upgrade together", both)
    if upgrade.mixed is not None:
        yield from _of_a_copy(upgrade, upgrade.mixed)


def _of_a_copy(upgrade: Upgrade, mixed: MixedSet) -> Iterator[Row]:
    """Yield what a copy that is upgraded costs, and what a copy of the whole set does."""
    places = minor_unit_places(upgrade.added.currency)
    each = rounded(over(_here("delta"), Decimal(mixed.upgraded)), places)
    per_copy = Computed(upgrade.per_copy, each, lacking=NOT_COUNTED)
    yield _change_row("per_upgraded", "For each copy upgraded", per_copy)
    of_all = rounded(over(_here("after"), Decimal(mixed.in_use)), places)
    what = "For each copy in use, of the whole set"
    of_copy = Computed(upgrade.set_per_copy, of_all, lacking=NOT_COUNTED)
    yield _change_row("per_copy", what, of_copy)


def _here(row: str) -> Ref:
    return Ref("change", row, "amount")


def _change_row(key: str, what: str, amount: Cell, *, strong: bool = False) -> Row:
    return Row(key, (what, "", amount), strong=strong)


def _also_row(upgrade: Upgrade, amount: Money, rates: RateBook) -> Row:
    added, currency = upgrade.added, amount.currency
    rate = rate_from_bill(added, currency)
    if rate is None or upgrade.delta is None or rate.convert(upgrade.delta) != amount:
        # Everything to buy was priced in it: what was printed stands, not a conversion back.
        shown: Cell = Same(amount, Ref("added_totals", f"total_{currency}", "total"))
        return Row(f"delta_{currency}", (f"The same in {currency}", "", shown), strong=True)
    where = rates.cell(added.currency, currency, rate)
    product = Product(amount, (_here("delta"), where), minor_unit_places(currency), currency)
    cells = (f"The same in {currency}", Same(rate.rate, where), product)
    return Row(f"delta_{currency}", cells, strong=True)


def _part_cells(item: UpgradeLine, counts: UpgradeCounts, column: str) -> tuple[Cell, ...]:
    line = item.line
    category = CATEGORY_TITLES[line.category]
    pieces = counts.pieces(item, column)
    return (category, line.description, line.part_number, pieces)


def _retired_table(upgrade: Upgrade, counts: UpgradeCounts) -> Table:
    currency = upgrade.added.currency
    columns = (
        *_PART,
        Column(
            "fetches", "Resale value each", Kind.MONEY, currency, entered=True, under="unit_price"
        ),
        Column("amount", "Amount", Kind.MONEY, currency),
    )
    rows = []
    for index, item in enumerate(upgrade.retired):
        key, amount = f"line_{index + 1}", None
        if item.fetches is not None:
            amount = (item.fetches * item.quantity).rounded()
        factors = (Ref("retired", key, "quantity"), Ref("retired", key, "fetches"))
        fetched = Product(amount, factors, minor_unit_places(currency))
        rows.append(Row(key, (*_part_cells(item, counts, "replaced"), item.fetches, fetched)))
    return Table("retired", "- Replaced", columns, tuple(rows))


def comparison_report(comparison: Comparison, own: OwnColumn | None = None) -> Report:
    """Return builds side by side, what changes against the first of them, and notes on figures.

    Where a bill goes with it, the column of its build is its `own`, and follows it.
    """
    notes = tuple(
        inferred_text(title, sentence)
        for title, sentence in zip(comparison.titles, comparison.inferred, strict=True)
        if sentence
    )
    tables = [_side_by_side(comparison, own, notes)]
    if len(comparison.builds) > 1:
        tables.append(_changes(comparison, own, notes))
    known = tuple(_known(comparison))
    if known:
        columns = (Column("metric", "What"), Column("build", "Build"), Column("note", "How known"))
        tables.append(Table("figures", "How these figures are known", columns, known))
    if comparison.tariff is not None:
        notes = (*notes, compared_text(comparison.tariff, comparison.load_percent))
    stale = "" if own is None or own.place is None else STALE_COLUMN
    return Report("compare", "Compare", tuple(tables), notes, stale=stale)


def _side_by_side(comparison: Comparison, own: OwnColumn | None, notes: tuple[str, ...]) -> Table:
    columns = (
        Column("metric", "What"),
        Column("unit", "Unit"),
        *(
            Column(f"build_{index + 1}", title, Kind.MIXED)
            for index, title in enumerate(_titles(comparison))
        ),
    )
    rows = tuple(
        Row(row.name, (row.title, row.unit, *_in_a_row(row, own)), _group(comparison, row))
        for row in comparison.metrics
    )
    return Table("compare", "Side by side", columns, rows, notes)


def _in_a_row(row: MetricRow, own: OwnColumn | None) -> Iterator[Cell]:
    for place, value in enumerate(row.values):
        shown = _shown(value)
        if own is None:
            yield shown
        else:
            yield own.cell(row, shown) if place == own.place else own.another(shown)


def _titles(comparison: Comparison) -> tuple[str, ...]:
    """Return the titles, with the name of a build behind one that two builds share.

    An inferred build is called so wherever a number of it stands below.
    """
    builds_of = Counter(comparison.titles)
    titles = []
    for index, title in enumerate(comparison.titles):
        marks = [comparison.builds[index]] * (builds_of[title] > 1)
        marks += ["inferred"] * bool(comparison.inferred[index])
        titles.append(f"{title} ({', '.join(marks)})" if marks else title)
    return tuple(titles)


def _group(comparison: Comparison, row: MetricRow) -> str:
    if len(comparison.builds) < 2:
        return ""
    return "Where they differ" if row.differs else "The same for all"


def _shown(value: MetricValue) -> Cell:
    """Return a value with how it is known, and with its band if it has one."""
    if value.value is None:
        # A price that is not known is never empty: the note says what there is of it.
        return value.note or None
    shown = _number(value.value)
    band = f"{value.low} – {value.high}" if value.low is not None else ""
    mark = ", ".join(text for text in (value.basis, band) if text)
    return Marked(shown, mark) if mark else shown


def _changes(comparison: Comparison, own: OwnColumn | None, notes: tuple[str, ...]) -> Table:
    """Return every other build less the base, with the change in percent."""
    titles, base = _titles(comparison), comparison.base
    others = [index for index in range(len(titles)) if index != base]
    columns = (
        Column("metric", "What"),
        Column("unit", "Unit"),
        *(
            column
            for index in others
            for column in _change_of(index, f"{titles[index]} less {titles[base]}", own)
        ),
    )
    rows = []
    for row in comparison.metrics:
        changes = [difference(row.values[index], row.values[base]) for index in others]
        if row.differs and any(change.value is not None for change in changes):
            cells = [
                cell
                for index, change in zip(others, changes, strict=True)
                for cell in ((_change(change),) if own is None else own.beside(row, index, change))
            ]
            rows.append(Row(row.name, (row.title, row.unit, *cells)))
    return Table("changes", f"Against {titles[base]}", columns, tuple(rows), notes)


def _change_of(index: int, title: str, own: OwnColumn | None) -> Iterator[Column]:
    """Yield the column of a change; beside a bill that is followed, one of its own in percent."""
    yield Column(f"build_{index + 1}", title, Kind.MIXED)
    if own is not None:
        yield Column(f"percent_{index + 1}", "in percent", Kind.PERCENT)


def _change(change: MetricValue) -> Cell:
    amount = change.value.amount if isinstance(change.value, Money) else change.value
    if amount == 0:
        return SAME
    return Marked(_number(change.value), change.note) if change.note else _number(change.value)


def _number(value: Value) -> Value:
    """Return a whole number without the decimals that carry nothing."""
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return int(value) if whole and isinstance(value, Decimal) else value


def _known(comparison: Comparison) -> Iterator[Row]:
    for row in comparison.metrics:
        for index, value in enumerate(row.values):
            if value.note and value.value is not None:
                title = _titles(comparison)[index]
                yield Row(f"{row.name}_{index + 1}", (row.title, title, value.note))
