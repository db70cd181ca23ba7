"""What must be bought, and from whom: a bill as CSV, a folder of offers and a file of vendors."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from planner.io.readers.csv import read_table, table_from_bytes
from planner.io.text.columns import columns_of
from planner.io.text.intake import Intake
from planner.io.text.records import lay_out, read_records
from planner.io.text.tables import TableRead
from planner.model.basket import Need, UnreadRow
from planner.model.codes import COLUMN_MISSING
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.parts import Count, PartNumber
from planner.model.questions import OwnedLine
from planner.model.record import Record


def _numbers(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(each.strip() for each in value.split(";") if each.strip())


class BillRow(Record):
    """One line of a bill: what is needed, how much of it, and what of it is there already."""

    part_number: PartNumber = Field(description="Part that is needed", examples=["tl-sg108"])
    quantity: Annotated[int, Field(ge=1, le=1_000_000)] = Field(
        description="Pieces needed", examples=["8"]
    )
    owned: Count = Field(0, description="Pieces of them owned already", examples=["2"])
    alternates: Annotated[tuple[PartNumber, ...], BeforeValidator(_numbers)] = Field(
        (), description="Parts that serve as well", examples=["tl-sg1008d;gs308"]
    )


@dataclass(frozen=True)
class Bill:
    """What a bill asks for; `unread` are its rows that were not read, and the findings say why.

    `needs` are less what is owned; `partly_owned` are the lines of which pieces are.
    """

    needs: tuple[Need, ...]
    findings: tuple[Finding, ...] = ()
    unread: tuple[UnreadRow, ...] = ()
    partly_owned: tuple[OwnedLine, ...] = ()


def load_needs(path: Path) -> Bill:
    """Read a bill of part numbers and quantities; what is owned already is not bought.

    Raises PlannerError if nothing of it can be read.
    """
    return _needs_of(read_table(path))


def read_needs(name: str, content: bytes) -> Bill:
    """Read a bill from the bytes of a CSV file, such as an upload; else as `load_needs` does."""
    return _needs_of(table_from_bytes(name, content))


def needs_csv(needs: Iterable[Need]) -> bytes:
    """Return needs as a CSV file that is read back as the same needs."""
    target = StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("part_number", "quantity", "alternates"))
    writer.writerows((e.part_number, e.quantity, ";".join(e.alternates)) for e in needs)
    return target.getvalue().encode()


def _needs_of(read: TableRead) -> Bill:
    intake = Intake()
    table = intake.take(read)
    layout = lay_out(table, columns_of(BillRow), intake)
    rows = [] if layout is None else read_records(table, BillRow, layout, intake)
    if not rows:
        errors = [each for each in intake.findings if each.severity is Severity.ERROR]
        # A column that is missing matters more than one that is not known.
        errors.sort(key=lambda each: each.code != COLUMN_MISSING)
        raise PlannerError(errors[0] if errors else _nothing_needed(table.file))
    lines: dict[tuple[str, tuple[str, ...]], tuple[int, int]] = {}
    for row, _ in rows:
        key = row.part_number, row.alternates
        quantity, owned = lines.get(key, (0, 0))
        lines[key] = quantity + row.quantity, owned + row.owned
    needs = tuple(
        Need(part_number=number, quantity=quantity - owned, alternates=alternates)
        for (number, alternates), (quantity, owned) in lines.items()
        if quantity > owned
    )
    partly = tuple(
        OwnedLine(part_number=number, quantity=quantity, owned=owned, alternates=alternates)
        for (number, alternates), (quantity, owned) in lines.items()
        if owned
    )
    unread = {
        (row.file, row.row): UnreadRow(file=row.file, row=row.row, about=row.part_number)
        for row in intake.left_out
    }
    return Bill(needs, tuple(intake.findings), tuple(unread.values()), partly)


def _nothing_needed(file: str) -> Finding:
    return Finding(
        code="bill-empty",
        severity=Severity.ERROR,
        subject=file,
        message=f"{file} lists nothing to buy.",
        hint="Write a header part_number,quantity and a row for each part.",
    )
