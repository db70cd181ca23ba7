"""Commands on one's own catalog: what is one's own, change a row, retire something, copy all."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import Format, Output, Reply, day, folder_of, one_of, today
from planner.cli.pipes import folder as path_of_folder

if TYPE_CHECKING:
    from planner.cli.answer import Answer

_KINDS = ("offers", "vendors", "rates", "price_events", "tariffs", "taxes", "retired")


def _kind(text: str) -> str:
    from planner.model.parts import CATEGORIES

    return one_of(text, (*CATEGORIES, *_KINDS), what="table")


def diff(*, style: Output = Format.TABLE) -> Reply:
    """Show your own catalog rows, and what they change in the shipped catalog.

    \b
    planner catalog diff
    """
    from planner.cli.answers.own import changes_answer
    from planner.jobs.own import own_changes

    own = _own()
    return changes_answer(own_changes(folder_of(None), own, today=today())), style


def put(
    table: Annotated[
        str,
        typer.Argument(
            parser=_kind,
            metavar="TABLE",
            help="A category such as switch; or offers, vendors, tariffs.",
        ),
    ],
    cells: Annotated[
        list[str], typer.Argument(metavar="COLUMN=TEXT …", help="Contents of the row.")
    ],
    *,
    style: Output = Format.TABLE,
) -> Reply:
    """Add a row to your own catalog, or change an existing one.

    Columns that you do not name keep their values. Columns: planner template TABLE.

    \b
    planner catalog put vendors vendor=corner name="Corner shop" kind=shop currency=SGD
    planner catalog put offers vendor=corner part_number=rpi-5-8gb currency=SGD price=250 \\
        quoted_on=2026-11-29 basis=quoted source=https://corner.example/pi5
    planner catalog put tariffs country=SG name="My contract" since=2026-11-01 currency=SGD \\
        per_kwh=0.2890 tax_included=true basis=contract source="my bill"
    """
    return _written(table, dict(map(_cell, cells))), style


def retire(
    part: Annotated[
        str | None, typer.Argument(metavar="PART", help="Part number.", show_default=False)
    ] = None,
    *,
    vendor: Annotated[
        str | None, typer.Option(metavar="VENDOR", help="A shop, or its price for the part.")
    ] = None,
    on: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="From this day.  [default: today]"),
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Reason.")] = "",
    style: Output = Format.TABLE,
) -> Reply:
    """Retire a part, a shop, or a shop's price for a part.

    \b
    planner catalog retire rpi-1b
    planner catalog retire --vendor corner --note "closed down"
    planner catalog retire rpi-5-8gb --vendor corner
    """
    from planner.jobs.folder import open_workspace

    known = open_workspace(folder_of(None), today=today(), own=_own()).catalog
    if part is not None:
        one_of(part, tuple(known.by_number), what="part")
    if vendor is not None:
        one_of(vendor, tuple(known.vendor_names), what="vendor", option="--vendor")
    if part is None and vendor is None:
        raise typer.BadParameter("Name a part, a vendor, or both.", param_hint="PART")
    cells = {"part_number": part or "", "vendor": vendor or "", "note": note}
    return _written("retired", cells | {"retired_on": str(on or today())}), style


def copy(
    folder: Annotated[
        Path,
        typer.Argument(
            parser=path_of_folder,
            metavar="FOLDER",
            help="A folder that is not there yet, or empty.",
        ),
    ],
    *,
    style: Output = Format.TABLE,
) -> Reply:
    """Copy the whole catalog to a folder, to change all of it or to keep it with your files.

    Nothing is overwritten. For a few rows of your own: planner catalog put.

    \b
    planner catalog copy my-catalog
    """
    from planner.cli.answers.own import copied_answer
    from planner.jobs.own import copy_to

    return copied_answer(copy_to(folder_of(None), folder)), style


def _own() -> Path:
    from planner.settings import read_settings

    return read_settings().data


def _cell(text: str) -> tuple[str, str]:
    column, sign, cell = text.partition("=")
    if not sign:
        raise typer.BadParameter(f"{text!r} is not COLUMN=TEXT.", param_hint="COLUMN=TEXT")
    return column.strip(), cell.strip()


def _written(table: str, cells: dict[str, str]) -> "Answer":
    """Write a row, and return what was written or what is wrong with it."""
    from planner.cli.answers.own import written_answer
    from planner.jobs.folder import open_workspace
    from planner.jobs.own import own_row, save_row

    own = _own()
    catalog = open_workspace(folder_of(None), today=today(), own=own).catalog
    seen = own_row(own, table, cells)
    row = {**(seen or {}), **cells}
    return written_answer(save_row(own, table, row, catalog, seen=seen, today=today()))
