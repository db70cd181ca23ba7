"""The command that reads a bill of materials from a file of any kind."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, cast

import typer

from planner.cli.commands._written_build import write_build
from planner.cli.options import Catalog, Format, OnOrToday, Output, Reply, today, workspace_of

if TYPE_CHECKING:
    from planner.io.bills.opened import OpenedBill
    from planner.model.bill_matching import ReadBill
    from planner.model.bill_reading import BillReading
    from planner.model.catalog import Catalog as PartCatalog
    from planner.model.categories import Category
    from planner.model.list_memory import Remembered

_FIELDS = (
    "name",
    "quantity",
    "unit_price",
    "line_total",
    "part_number",
    "maker",
    "vendor",
    "link",
    "note",
    "description",
)
# More than a file may have, so that one that is too large is told and not cut.
_MOST_PIPED = 100_000_000


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
    for key in found:
        field = key.rpartition("!")[2]
        if field not in _FIELDS:
            raise typer.BadParameter(f"{field!r} is no field. Use one of: {', '.join(_FIELDS)}.")
    return found


File = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="CSV, TSV, XLSX, ODS, Markdown or HTML, whatever its name ends in; - reads what is "
        "piped in.",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="Which column a field is in: a letter in a workbook, a number from 0 in a text, or "
        f"none. Fields: {', '.join(_FIELDS)}. For one table: TABLE!FIELD=COLUMN.",
    ),
]
Answers = Annotated[
    list[str] | None,
    typer.Option(
        metavar="QUESTION=ANSWER",
        help="Answer a question that the command lists; several tables or sections with ; between. "
        "May be given more than once.",
    ),
]
NoMemory = Annotated[
    bool,
    typer.Option(
        "--no-memory",
        help="Neither use nor keep columns and answers of lists with the same headings.",
    ),
]
Forget = Annotated[
    bool,
    typer.Option("--forget", help="Forget what was kept of lists with the same headings."),
]
Parts = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ROW=PART",
        help="The part on a row (ROW or SHEET!ROW); own for one that is none of the catalog.",
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="ROW=CATEGORY",
        help="What kind of part of your own is on a row, such as switch.",
    ),
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
    kind: Kinds = None,
    to: To = None,
    title: Title = None,
    on: OnOrToday = None,
    no_memory: NoMemory = False,
    forget: Forget = False,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Read a bill of materials from any spreadsheet or table, and check its own arithmetic.

    Whatever the file leaves open is asked, with the possible answers; nothing is guessed. While a
    question that matters is open, there is no total.

    Columns that you name, and answers that belong to the headings (such as the currency), are kept
    for the next list with the same headings. Nothing else of a list is kept.

    Exit code 0: all was read; 3: questions are open; 1: it could not be read.

    \b
    planner import bom parts.xlsx                          what was read, and what is asked
    planner import bom parts.csv --answer currency=EUR     with the answer to a question
    planner import bom parts.xlsx --map name=B,quantity=D  other columns than were found
    planner import bom parts.xlsx --to my.toml             as a build, to cost or buy
    pbpaste | planner import bom -                         a table that was copied
    """
    from planner.cli.answers.read_bills import bill_answer
    from planner.jobs.imported_builds import build_of_bill, match_bill
    from planner.jobs.list_memories import forget as forget_shape

    said = _Said(_columns(columns), _pairs(answer, option="currency=EUR"))
    opened = _opened(file)
    own = _own_folder()
    if forget:
        forget_shape(own, opened.outline)
    reading, remembered = _read(opened, said, None if no_memory else own)
    folder = workspace_of(catalog)
    chosen, kinds = _chosen(part, reading, folder.catalog), _kinds(kind, reading)
    bill = match_bill(reading, folder.catalog, chosen=chosen, kinds=kinds, remembered=remembered)
    if to is not None:
        called = title or Path(reading.file).stem[:80]
        build = build_of_bill(bill, folder.catalog, title=called, on=on or today())
        write_build(Path(to), build, option="--to")
    notes = () if no_memory else _keep(opened, said, bill, own)
    return bill_answer(bill, written=to or "", notes=notes), style


class _Said(NamedTuple):
    """What a person says of a list: columns by what they hold, answers by their questions."""

    columns: dict[str, str]
    answers: dict[str, str]


def _own_folder() -> Path:
    from planner.settings import read_settings

    return read_settings().data


def _opened(file: str) -> "OpenedBill":
    from planner.jobs.importing import open_list_bytes, open_list_file, open_list_text

    if file != "-":
        return open_list_file(Path(file))
    piped = getattr(sys.stdin, "buffer", sys.stdin).read(_MOST_PIPED)
    if isinstance(piped, str):
        return open_list_text(piped)
    try:
        return open_list_text(piped.decode("utf-8"))
    except UnicodeDecodeError:
        # A workbook, or a text in another encoding: what reads files tells which.
        return open_list_bytes("standard input", piped)


def _read(
    opened: "OpenedBill", said: _Said, own: Path | None
) -> "tuple[BillReading, Remembered | None]":
    from planner.jobs.importing import read_list
    from planner.jobs.list_memories import recall

    memory = None if own is None else recall(own, opened.outline)
    columns, answers = said
    try:
        return read_list(opened, columns=columns, answers=answers, memory=memory)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _keep(opened: "OpenedBill", said: _Said, bill: "ReadBill", own: Path) -> tuple[str, ...]:
    """Keep what was said of a list for the next one with the same headings; tell if that failed."""
    from planner.jobs.list_memories import remember
    from planner.model.findings import PlannerError

    columns, answers = said
    if not (columns or answers):
        return ()
    used = bill.remembered
    known = (dict(used.columns), dict(used.answers)) if used is not None else ({}, {})
    try:
        remember(
            own,
            opened.outline,
            bill.reading,
            columns=known[0] | columns,
            answers=known[1] | answers,
            on=today(),
        )
    except PlannerError as error:
        return (f"note: not kept for the next list. {error.finding.message}",)
    return ()


_OWN = "own"


def _chosen(
    texts: list[str] | None, reading: "BillReading", catalog: "PartCatalog"
) -> dict[int, str]:
    """Return the parts that were named for lines, by their places; empty for one of one's own."""
    found: dict[int, str] = {}
    for row, number in _pairs(texts, option="4=tl-sg108").items():
        if number not in catalog.by_number and number != _OWN:
            raise typer.BadParameter(f"The catalog has no part {number!r}.")
        found[_place(row, reading)] = number if number in catalog.by_number else ""
    return found


def _kinds(texts: list[str] | None, reading: "BillReading") -> "dict[int, Category]":
    """Return what kinds of parts of one's own lines are, by their places in the list."""
    from planner.model.categories import CATEGORY_ORDER

    found: dict[int, Category] = {}
    for row, kind in _pairs(texts, option="4=switch").items():
        if kind not in CATEGORY_ORDER:
            known = ", ".join(CATEGORY_ORDER)
            raise typer.BadParameter(f"{kind!r} is no category. Use one of: {known}.")
        found[_place(row, reading)] = cast("Category", kind)
    return found


def _place(row: str, reading: "BillReading") -> int:
    """Return the place of a line in the list, by its row."""
    sheet, _, last = row.rpartition("!")
    places = [
        place
        for place, line in enumerate(reading.lines)
        if str(line.row) == last and (not sheet or line.sheet == sheet)
    ]
    if len(places) != 1:
        raise typer.BadParameter(f"{row!r} is the row of no line, or of several: SHEET!ROW.")
    return places[0]
