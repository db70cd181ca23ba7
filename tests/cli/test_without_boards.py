"""A build without boards has no verdict: not in the command, its JSON, or the workbook."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

Run = Callable[..., Any]

BUILD = """\
name = "bare"
title = "Bare"
currency = "SGD"
on = 2026-09-01

[[positions]]
slot = "switch"
part_number = "sw8"
quantity = 1
"""
SAYS = "The build has no boards yet, so nothing can be checked."


def codes_about_fit(text: str) -> list[str]:
    findings = json.loads(text)["findings"]
    return [each["code"] for each in findings if not each["code"].startswith(("price", "rate"))]


def test_command_and_json_say_that_nothing_can_be_checked(run: Run, catalog: Path) -> None:
    (catalog / "builds" / "bare.toml").write_text(BUILD, "utf-8")

    told = " ".join(run("cost", "bare").out.split())
    assert SAYS in told
    assert "fits" not in told.casefold()
    assert codes_about_fit(run("cost", "bare", "--format", "json").out) == ["no-boards"]


def test_the_sheet_of_findings_says_the_same(run: Run, catalog: Path, tmp_path: Path) -> None:
    (catalog / "builds" / "bare.toml").write_text(BUILD, "utf-8")
    file = tmp_path / "bare.xlsx"
    assert run("export", "bare", "-o", str(file)).code == 0

    book = openpyxl.load_workbook(file)
    found = [[cell for cell in row if cell] for row in book["Findings"].iter_rows(values_only=True)]
    assert any(SAYS in row for row in found)
    every = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True)
             for cell in row if cell is not None]  # fmt: skip
    assert not [text for text in every if "fits" in text.casefold()]
