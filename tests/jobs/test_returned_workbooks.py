"""A workbook that was exported, edited and brought back: its changes, and nothing else."""

import subprocess
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.io.exporters import EXPORTERS
from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.plans import cost_build, document_of
from planner.jobs.returned_workbooks import take_back
from planner.model.build import Build
from planner.model.cost_question import CostTerms
from planner.model.findings import PlannerError
from planner.model.money import Money
from planner.model.returned_workbook import ReturnedWorkbook
from planner.model.spares import SpareRule

SHIPPED = Path(__file__).resolve().parents[2] / "catalogs"
TODAY = date(2026, 11, 30)
TERMS = CostTerms()
BILL = "Bill of materials"
BUILDS = ("octopi", "kraken", "kraken-gigabit", "leviathan", "kraken-2026", "mini-rack-002")


@pytest.fixture(scope="module")
def folder() -> Workspace:
    return open_workspace(SHIPPED, today=TODAY)


def exported(build: Build, folder: Workspace) -> bytes:
    return EXPORTERS["xlsx"].export(document_of(build, folder.catalog, TERMS))


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    """Return a workbook as openpyxl saves it after an edit, with no stored results."""
    book = openpyxl.load_workbook(BytesIO(content))
    edit(book)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def back(
    content: bytes, build: Build, folder: Workspace, *, rejected: tuple[int, ...] = ()
) -> tuple[ReturnedWorkbook, Build]:
    return take_back(
        "k.xlsx", content, build, folder.catalog, TERMS, rejected=rejected, today=TODAY
    )


def told(returned: ReturnedWorkbook) -> list[tuple[str, str, str, str, str]]:
    return [
        (each.kind.value, each.field.value, each.part_number, each.before, each.after)
        for each in returned.changes
    ]


def many(build: Build) -> Build:
    rules = (SpareRule(percent=10),)
    return build.model_copy(update={"copies": 3, "spare_rules": rules})


@pytest.mark.parametrize("name", BUILDS)
def test_a_workbook_that_nobody_touched_changes_nothing(name: str, folder: Workspace) -> None:
    build = folder.build(name)

    returned, made = back(exported(build, folder), build, folder)

    assert returned.changes == ()
    assert returned.findings == ()
    assert returned.total_before == returned.total_after
    assert cost_build(made, folder.catalog, TERMS)[1].total == returned.total_before


def test_quantities_prices_lines_and_rates_come_back_as_changes(folder: Workspace) -> None:
    build = folder.build("kraken")

    def edit(book: Any) -> None:
        sheet = book[BILL]
        sheet["D5"], sheet["E9"] = 9, 35.5
        sheet.delete_rows(8)
        sheet.insert_rows(7)
        sheet["B7"], sheet["D7"], sheet["E7"], sheet["F7"] = "My own fan", 2, 4.2, "SGD"
        book["Rates"]["D5"] = 0.75

    returned, made = back(edited(exported(build, folder), edit), build, folder)

    assert told(returned) == [
        ("changed", "quantity", "rpi-3b", "7", "9"),
        ("removed", "line", "kraken-usb-charger", "1", ""),
        ("changed", "unit price", "kraken-switch-8p", "29.9", "35.5"),
        ("added", "line", "", "", "2"),
        ("changed", "rate", "", "0.7177", "0.75"),
    ]
    # 626.63 + 2 × 55.06 − 58.23 + 5.60 + 2 × 4.20
    assert returned.total_after == Money.parse("692.52 SGD")
    assert cost_build(made, folder.catalog, TERMS)[1].total == returned.total_after


def test_the_effect_of_a_change_is_that_of_it_alone_and_a_rejected_one_counts_nothing(
    folder: Workspace,
) -> None:
    build = folder.build("kraken")

    def edit(book: Any) -> None:
        book[BILL]["D5"], book[BILL]["D6"] = 8, 3

    content = edited(exported(build, folder), edit)
    returned, _ = back(content, build, folder, rejected=(2,))

    effects = [each.effect for each in returned.changes]
    assert effects == [Money.parse("55.06 SGD"), Money.parse("33.04 SGD")]
    assert [each.taken for each in returned.changes] == [True, False]
    assert returned.total_after == Money.parse("681.69 SGD")


def test_sorted_rows_moved_hidden_and_further_columns_are_no_change(folder: Workspace) -> None:
    build = folder.build("kraken")

    def edit(book: Any) -> None:
        sheet = book[BILL]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(5, 11)]
        for place, row in enumerate(reversed(rows), 5):
            for column, value in enumerate(row, 2):
                sheet.cell(place, column, value)
            sheet.cell(place, 1, "mine")
        heading = [cell.value for cell in sheet[4]]
        for column, value in enumerate(heading, 2):
            sheet.cell(4, column, value)
        sheet.cell(4, 1, "Checked by hand")
        sheet.column_dimensions["D"].hidden = True

    returned, _ = back(edited(exported(build, folder), edit), build, folder)

    assert returned.changes == ()


def test_of_several_copies_the_quantity_of_one_and_the_number_of_copies_come_back(
    folder: Workspace,
) -> None:
    build = many(folder.build("kraken-2026"))

    def edit(book: Any) -> None:
        sheet = book[BILL]
        for row in sheet.iter_rows():
            if row[0].value == "Copies of this build":
                row[1].value = 5
            if row[2].value == "rpi-5-1gb":
                row[3].value = 8

    returned, made = back(edited(exported(build, folder), edit), build, folder)

    assert told(returned) == [
        ("changed", "quantity", "rpi-5-1gb", "7", "8"),
        ("changed", "copies", "", "3", "5"),
    ]
    assert (made.copies, made.quantity_of("rpi-5-1gb")) == (5, 8)


def test_the_price_of_a_pack_comes_back_as_that_of_a_pack(folder: Workspace) -> None:
    build = folder.build("mini-rack-002")

    def edit(book: Any) -> None:
        for row in book[BILL].iter_rows():
            if row[2].value == "usbc-usbc-lead":
                row[6].value = 12

    returned, _ = back(edited(exported(build, folder), edit), build, folder)

    assert told(returned) == [("changed", "unit price", "usbc-usbc-lead", "10", "12")]
    # Two packs of three.
    assert [each.effect for each in returned.changes] == [Money.parse("4.00 USD")]


@pytest.mark.parametrize("quantity", [0, -3, 2.5, 10**9])
def test_a_quantity_that_is_no_number_of_pieces_is_told_and_not_taken(
    quantity: float, folder: Workspace
) -> None:
    build = folder.build("kraken")

    def edit(book: Any) -> None:
        book[BILL]["D5"] = quantity

    returned, made = back(edited(exported(build, folder), edit), build, folder)

    assert [each.taken for each in returned.changes] == [False]
    assert "returned-not-taken" in [each.code for each in returned.findings]
    assert returned.total_after == returned.total_before
    assert made.quantity_of("rpi-3b") == 7


def test_what_was_emptied_overwritten_or_taken_away_is_told(folder: Workspace) -> None:
    build = folder.build("kraken")

    def edit(book: Any) -> None:
        book[BILL]["E5"] = None
        book[BILL]["G6"] = 99
        del book["Findings"]

    returned, _ = back(edited(exported(build, folder), edit), build, folder)

    codes = [each.code for each in returned.findings]
    assert codes == ["returned-emptied", "returned-formula", "returned-no-value", "returned-sheet"]
    assert returned.changes == ()


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 broken"])
def test_what_is_no_such_workbook_is_refused(content: bytes, folder: Workspace) -> None:
    with pytest.raises(PlannerError):
        back(content, folder.build("kraken"), folder)


@pytest.mark.libreoffice
def test_a_workbook_that_libreoffice_saved_again_changes_nothing(
    folder: Workspace, tmp_path: Path
) -> None:
    builds = [folder.build(name) for name in BUILDS[:4]] + [many(folder.build("kraken-2026"))]
    for place, build in enumerate(builds):
        (tmp_path / f"{place}.xlsx").write_bytes(exported(build, folder))
    for kind in ("xlsx", "ods"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
             "--convert-to", kind, "--outdir", str(tmp_path / kind),
             *map(str, sorted(tmp_path.glob("*.xlsx")))],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
        for place, build in enumerate(builds):
            saved = (tmp_path / kind / f"{place}.{kind}").read_bytes()
            returned, _ = back(saved, build, folder)
            assert returned.changes == ()
            assert returned.findings == ()
