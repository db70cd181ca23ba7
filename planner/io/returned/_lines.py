"""What was changed in the lines of a bill: values of a line, lines that were added or removed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.io.returned._found_tables import FoundRow, FoundTable, plain
from planner.io.returned._sent_cells import SentRow, number_in, said, written
from planner.io.text.grids import GridCell
from planner.model.money import CURRENCIES
from planner.model.returned_workbook import ChangedField, ChangeKind, WorkbookChange

NUMBER, NAME = "part_number", "description"
# The quantity that a person sets; the others are computed from it.
_QUANTITIES = ("per_copy", "needed", "quantity")
_VALUES = {
    "unit_price": ChangedField.UNIT_PRICE,
    "low": ChangedField.LOWEST,
    "high": ChangedField.HIGHEST,
    "pack_size": ChangedField.PACK_SIZE,
    "least": ChangedField.LEAST,
    "multiple": ChangedField.MULTIPLE,
}
_TEXTS = {
    "currency": ChangedField.CURRENCY,
    "as_of": ChangedField.PRICE_DAY,
    "why": ChangedField.NOTE,
}

# The place of a line as exported, and the line as it is now; None where there was or is none.
Pair = tuple[int | None, FoundRow | None]


@dataclass(frozen=True, slots=True)
class Bill:
    """The lines of a bill as exported and as they came back, and which belong together."""

    before: Sequence[SentRow]
    after: FoundTable
    pairs: Sequence[Pair]
    # What stands under "Why" is a person's to change; in kits it says where a part lies.
    has_notes: bool = True

    @property
    def quantity(self) -> str:
        """The column of the quantity that a person sets."""
        return quantity_column(self.before)


def quantity_column(rows: Sequence[SentRow]) -> str:
    """Return the column of the quantity that a person sets."""
    columns = rows[0].columns if rows else {}
    entered = (key for key in _QUANTITIES if key in columns and columns[key].entered)
    return next(entered, "quantity")


def changes_of_lines(bill: Bill) -> Iterator[WorkbookChange]:
    """Yield what was changed in the lines, in the order in which they were exported."""
    for place, row in bill.pairs:
        if place is None:
            if row is not None:
                yield from _added(bill, row)
        elif row is None:
            was = bill.before[place]
            yield change(
                was, bill.after.sheet, ChangedField.LINE, kind=ChangeKind.REMOVED, line=place,
                before=was.shown(bill.quantity),
            )  # fmt: skip
        else:
            yield from _changed(bill, place, row)


def change(
    was: SentRow,
    where: str,
    field: ChangedField,
    **facts: object,
) -> WorkbookChange:
    """Return a change of a row, which is one of a value unless `kind` is said."""
    name = was.text(NAME) or was.text("what") or was.text("part") or was.text(NUMBER)
    known = {"number": 0, "kind": ChangeKind.CHANGED, "field": field, "name": name, "where": where}
    return WorkbookChange.model_validate(known | {"part_number": was.text(NUMBER)} | facts)


def _added(bill: Bill, row: FoundRow) -> Iterator[WorkbookChange]:
    number, name = row.text(NUMBER), row.text(NAME)
    quantity = number_in(row.cells.get(bill.quantity))
    price = number_in(row.cells.get("unit_price"))
    if not (number or name) or (quantity is None and price is None):
        return
    currency = row.text("currency").upper()
    size = number_in(row.cells.get("pack_size"))
    place = bill.quantity if bill.quantity in bill.after.columns else NAME
    yield WorkbookChange(
        number=0,
        kind=ChangeKind.ADDED,
        field=ChangedField.LINE,
        name=name or number,
        part_number=number,
        where=bill.after.where(row.number, place),
        after="" if quantity is None else f"{quantity.normalize():f}",
        quantity=quantity,
        unit_price=price,
        currency=currency if currency in CURRENCIES else None,
        pack_size=int(size) if size is not None and 1 <= size <= 1_000_000 else 1,
        note="; ".join([*filter(None, [row.text("why")]), *row.notes]),
    )


def _changed(bill: Bill, place: int, row: FoundRow) -> Iterator[WorkbookChange]:
    was = bill.before[place]
    fields = {bill.quantity: ChangedField.QUANTITY} | _VALUES
    for key, field in fields.items():
        if key in bill.after.columns and key in was.columns and was.is_entered(key):
            yield from changed_number(was, row, bill.after, key, field, line=place)
    for key, field in _TEXTS.items():
        if key in bill.after.columns and key in was.columns and (key != "why" or bill.has_notes):
            noted = row.notes if key == "why" else ()
            yield from _changed_text(bill, place, row, key, field, noted)


def changed_number(
    was: SentRow,
    row: FoundRow,
    after: FoundTable,
    key: str,
    field: ChangedField,
    **facts: object,
) -> Iterator[WorkbookChange]:
    """Yield the change of a number that a person sets, if it is another one."""
    cell = row.cells.get(key)
    number, column = number_in(cell), was.columns[key]
    if number is None or number == was.number(key):
        return
    told: dict[str, object] = {"before": was.shown(key), "after": written(number, column)}
    price = field in (ChangedField.UNIT_PRICE, ChangedField.LOWEST, ChangedField.HIGHEST)
    told["unit_price" if price else "quantity"] = number
    yield change(was, after.where(row.number, key), field, **(told | facts))


def _changed_text(
    bill: Bill,
    place: int,
    row: FoundRow,
    key: str,
    field: ChangedField,
    noted: Sequence[str] = (),
) -> Iterator[WorkbookChange]:
    was, cell = bill.before[place], row.cells.get(key)
    before, after = was.text(key), row.text(key)
    after = "; ".join([*filter(None, [after]), *(each for each in noted if each not in after)])
    if before == after or (cell is not None and (cell.formula or cell.valueless)):
        return
    facts: dict[str, object] = {"before": before, "after": after, "line": place}
    if field is ChangedField.CURRENCY:
        if after.upper() == before or (after.upper() not in CURRENCIES):
            return
        facts["currency"] = after.upper()
    elif field is ChangedField.PRICE_DAY:
        day = day_of(cell)
        if day is None:
            return
        facts["on"] = day
    yield change(was, bill.after.where(row.number, key), field, **facts)


def day_of(cell: GridCell | None) -> date | None:
    """Return the day that a cell says; None if it says none."""
    text = "" if cell is None else cell.text.strip()[:10]
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def unread_text(was: SentRow, cell: GridCell | None, key: str) -> bool:
    """Tell whether a cell says a currency or a day that nobody can read."""
    text = "" if cell is None else plain(cell.text)
    if text == was.text(key):
        return False
    if key == "currency":
        return text.upper() not in CURRENCIES
    return key == "as_of" and bool(was.text(key)) and day_of(cell) is None


# --- which lines belong together -----------------------------------------------------------------


def paired(before: Sequence[SentRow], after: FoundTable) -> list[Pair]:
    """Pair lines by the numbers of their parts, wherever they stand now.

    Of several lines of one part those that say the same belong together; the rest follow in their
    order. A line of before without one of after was removed, and the other way round added.
    """
    told = [key for key in (quantity_column(before), "unit_price") if key in after.columns]
    left: dict[str, list[FoundRow]] = defaultdict(list)
    rows = [row for row in after.rows if row.text(NUMBER) or row.text(NAME)]
    by_number = NUMBER in after.columns
    for row in rows:
        left[_key(row, by_number=by_number)].append(row)
    found: dict[int, FoundRow | None] = {}
    for exactly in (True, False):
        for place, was in enumerate(before):
            there = left[_key(was, by_number=by_number)]
            alike = [row for row in there if not exactly or _says_the_same(was, row, told)]
            if place not in found and alike:
                found[place] = alike[0]
                there.remove(alike[0])
    nameless = {row.text(NAME).casefold(): row for row in rows if not row.text(NUMBER)}
    taken = {id(row) for row in found.values()}
    for place, was in enumerate(before):
        # A number that was deleted is that of the part by this name.
        alone = nameless.get(was.text(NAME).casefold())
        if place not in found and alone is not None and id(alone) not in taken:
            found[place] = alone
            taken.add(id(alone))
    used = {id(row) for row in found.values()}
    pairs: list[Pair] = [(place, found.get(place)) for place in range(len(before))]
    return [*pairs, *((None, row) for row in rows if id(row) not in used)]


def _key(row: SentRow | FoundRow, *, by_number: bool) -> str:
    """Return what tells a part from others; a line without a number has a name alone."""
    number = row.text(NUMBER) if by_number else ""
    return f"# {number}".casefold() if number else row.text(NAME).casefold()


def _says_the_same(was: SentRow, row: FoundRow, told: Sequence[str]) -> bool:
    return all(was.shown(key) == said(row.cells.get(key), was.columns[key]) for key in told)
