"""A bill of materials read from somebody's file: its lines, its own sums, and what must be asked.

Numbers are as the file states them. What it does not say is None: a line without a price is
unpriced, never free, and a sum that lacks a line is no total.
"""

from decimal import Decimal
from typing import Annotated

from pydantic import StringConstraints

from planner.model.findings import Finding, Told
from planner.model.record import Record

# Stands for the currency of a sum whose file states none.
UNKNOWN = "unknown"
# Names with their amounts: a currency and its sum.
Amounts = tuple[tuple[str, Decimal], ...]


class ReadLine(Record):
    """One line; `row` counts as the file shows it, in a text from the line where it begins.

    Of a table that lies on its side it is the number of the column, from 1.

    `line_total` is what the file states, None if it states none. `pieces` differ from `quantity`
    where the file counts orders or packs. A `…_text` is a cell that is no plain number. `group`
    names the table or section the line lies in, if there are several. `hidden` marks a row, column
    or sheet that the spreadsheet program does not show. `part_of_bill`, `owned` and `free` are what
    a person said.
    """

    sheet: Told | None = None
    row: int
    name: Told
    quantity: Decimal | None = None
    quantity_text: Told | None = None
    unit_price: Decimal | None = None
    unit_price_text: Told | None = None
    currency: str | None = None
    line_total: Decimal | None = None
    line_total_text: Told | None = None
    pieces: Decimal | None = None
    pieces_text: Told | None = None
    unit: Told | None = None
    group: Told | None = None
    hidden: bool = False
    part_number: Told | None = None
    maker: Told | None = None
    vendor: Told | None = None
    link: Told | None = None
    note: Told | None = None
    description: Told | None = None
    # What the list itself calls its kind, and the heading it stands under.
    category: Told | None = None
    section: Told | None = None
    part_of_bill: bool = True
    owned: bool = False
    free: bool = False

    @property
    def value(self) -> Decimal | None:
        """What the line comes to: as stated, else quantity × unit price; None if unknown."""
        if self.line_total is not None:
            return self.line_total
        if self.quantity is None or self.unit_price is None:
            return None
        return self.quantity * self.unit_price


class NotLine(Record):
    """A filled row that is no line, and what it is; `amount` of a charge such as shipping."""

    sheet: Told | None = None
    row: int
    what: str
    text: Told = ""
    amount: Decimal | None = None


class ReadColumns(Record):
    """Where a table is: its heading rows (none where there are none) and what its columns are.

    A column is a letter in a workbook, and its number from 0 in a text. `confidence` says of each
    from 0 to 1 how sure the reading is.
    """

    sheet: Told | None = None
    group: Told | None = None
    header_rows: tuple[int, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    confidence: Amounts = ()
    headings: tuple[tuple[str, Told], ...] = ()


class StatedSum(Record):
    """A sum that the file states, the rows it claims to cover, and what the lines there come to.

    `plus` are amounts in it that are no lines. `tax` and `gross` are what stands beside it.
    """

    where: Told
    sheet: Told | None = None
    row: int | None = None
    column: str | None = None
    label: Told = ""
    value: Decimal
    of_rows: str = ""
    plus: tuple[Decimal, ...] = ()
    counted: Decimal | None = None
    tax: Decimal | None = None
    gross: Decimal | None = None
    of_whole: bool = False
    # Whether it is called about so much: then it is no contradiction if its last digit is rounded.
    is_about: bool = False
    group: Told | None = None


class Disagreement(Record):
    """Where the file does not add up. One cause is one disagreement, over all its `rows`."""

    where: Told
    sheet: Told | None = None
    rows: str = ""
    stated: Decimal | None = None
    counted: Decimal | None = None
    difference: Decimal | None = None
    factor: Decimal | None = None
    is_rounding: bool = False
    why: Told = ""


class Choice(Record):
    """One answer to a question; `key` is what is answered, `text` what it means."""

    key: str
    text: Told


class Asked(Record):
    """What the file does not say and the planner does not guess.

    `proposed` is the reading that fits the rest of the file, empty if none does; `answered` what a
    person said. While a question that `matters` is open, the file has no total. A question that
    several tables raise is asked of each, under the name of the `table`: `table 2!price-column`.
    """

    key: str
    text: Told
    rows: tuple[int, ...] = ()
    sheet: Told | None = None
    table: Told | None = None
    choices: tuple[Choice, ...] = ()
    proposed: str = ""
    answered: str = ""
    matters: bool = True
    # Whether only its choices answer it; else they are proposals, and any number or name does.
    is_closed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody answered it yet."""
        return not self.answered


class HiddenPlace(Record):
    """A row, column or sheet that is hidden, and whether it holds lines."""

    where: Told
    holds_lines: bool


class BillReading(Record):
    """What was read of a file. `sums` are by currency, "unknown" where none is stated."""

    file: Told
    kind: str = ""
    encoding: str = ""
    # A tab is one, too.
    delimiter: Annotated[str, StringConstraints(strip_whitespace=False)] = ""
    decimal: str = ""
    tables: tuple[ReadColumns, ...] = ()
    lines: tuple[ReadLine, ...] = ()
    not_lines: tuple[NotLine, ...] = ()
    stated_totals: tuple[StatedSum, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    asked: tuple[Asked, ...] = ()
    hidden: tuple[HiddenPlace, ...] = ()
    sums: Amounts = ()
    sums_without_hidden: Amounts = ()
    sums_of_products: Amounts = ()
    shipping: Amounts = ()
    unpriced: tuple[Told, ...] = ()
    unread: tuple[Told, ...] = ()
    sheets_without_lines: tuple[Told, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def open_questions(self) -> tuple[Asked, ...]:
        """The questions that nobody answered yet."""
        return tuple(each for each in self.asked if each.is_open)

    @property
    def is_whole(self) -> bool:
        """Whether every line counts: nothing that matters is open, unpriced or unread."""
        doubts = any(each.matters for each in self.open_questions)
        return not (doubts or self.unread or self.unpriced)

    @property
    def totals(self) -> Amounts | None:
        """The sums by currency; None while a line could not be counted or a question is open."""
        return self.sums if self.is_whole else None
