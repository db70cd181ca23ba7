"""The command that reads a bill of materials from a file of any kind."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.commands._written_build import write_build
from planner.cli.options import Catalog, Format, OnOrToday, Output, Reply, today, workspace_of

if TYPE_CHECKING:
    from planner.model.bill_reading import BillReading
    from planner.model.catalog import Catalog as PartCatalog

_FIELDS = ("name", "quantity", "unit_price", "line_total")
_MOST_PASTED = 20_000_000


def _pairs(texts: list[str] | None, *, option: str) -> dict[str, str]:
    """Return `one=other` texts as pairs; several may stand in one text with commas between."""
    found: dict[str, str] = {}
    for text in texts or ():
        key, sign, value = text.partition("=")
        if not sign or not key.strip() or not value.strip():
            raise typer.BadParameter(f"{text!r} must look like {option}.")
        found[key.strip()] = value.strip()
    return found


def _columns(texts: list[str] | None) -> dict[str, str]:
    split = [each for text in texts or () for each in text.split(",")]
    found = _pairs(split, option="name=A or quantity=2")
    for field in found:
        if field not in _FIELDS:
            raise typer.BadParameter(f"{field!r} is no field. Use one of: {', '.join(_FIELDS)}.")
    return found


File = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help="CSV, TSV, XLSX, ODS, Markdown or HTML; - reads pasted text."
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="Which column a field is in: a letter in a workbook, a number from 0 in a text. "
        "Fields: name, quantity, unit_price, line_total.",
    ),
]
Answers = Annotated[
    list[str] | None,
    typer.Option(metavar="QUESTION=ANSWER", help="Answer a question. May be given more than once."),
]
Parts = Annotated[
    list[str] | None,
    typer.Option(metavar="ROW=PART", help="The part that a line is, by its row (or SHEET!ROW)."),
]
To = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Write it as a build (.toml) to cost, size or buy."),
]
Title = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Title of the build.  [default: the file's]")
]


def bom(  # noqa: PLR0913 a command's options are its arguments
    file: File,
    *,
    columns: Columns = None,
    answer: Answers = None,
    part: Parts = None,
    to: To = None,
    title: Title = None,
    on: OnOrToday = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Read a bill of materials from any spreadsheet or table, and check its own arithmetic.

    Ends with 0 when all was read, 3 when questions are open, 1 when it could not be read.

    \b
    planner import bom parts.xlsx                          what was read, and what is asked
    planner import bom parts.csv --answer currency=EUR     with the answer to a question
    planner import bom parts.xlsx --map name=B,quantity=D  other columns than were found
    planner import bom parts.xlsx --to my.toml             as a build, to cost or buy
    pbpaste | planner import bom -                         a table that was copied
    """
    from planner.cli.answers.read_bills import bill_answer
    from planner.jobs.imported_builds import build_of_bill, match_bill
    from planner.jobs.importing import read_bill_file, read_pasted_bill

    answers = _pairs(answer, option="currency=EUR")
    mapped = _columns(columns)
    try:
        if file == "-":
            text = sys.stdin.read(_MOST_PASTED)
            reading = read_pasted_bill(text, columns=mapped, answers=answers)
        else:
            reading = read_bill_file(Path(file), columns=mapped, answers=answers)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    folder = workspace_of(catalog)
    bill = match_bill(reading, folder.catalog, chosen=_chosen(part, reading, folder.catalog))
    if to is not None:
        called = title or Path(reading.file).stem[:80]
        build = build_of_bill(bill, folder.catalog, title=called, on=on or today())
        write_build(Path(to), build, option="--to")
    return bill_answer(bill, written=to or ""), style


def _chosen(
    texts: list[str] | None, reading: "BillReading", catalog: "PartCatalog"
) -> dict[int, str]:
    """Return the parts that were named for lines, by their places in the list."""
    found: dict[int, str] = {}
    for row, number in _pairs(texts, option="4=tl-sg108").items():
        sheet, _, last = row.rpartition("!")
        places = [
            place
            for place, line in enumerate(reading.lines)
            if str(line.row) == last and (not sheet or line.sheet == sheet)
        ]
        if len(places) != 1:
            raise typer.BadParameter(f"{row!r} is the row of no line, or of several: SHEET!ROW.")
        if number not in catalog.by_number:
            raise typer.BadParameter(f"The catalog has no part {number!r}.")
        found[places[0]] = number
    return found
