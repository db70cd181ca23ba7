"""Builds that people published, as CSV, Excel, OpenDocument, Markdown and HTML: the same values.

`tests/data/published_builds.json` has the lines, prices and totals that their authors print, each
with its address and day, and what the lines come to.
"""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planner.io.bills.reading import read_bill
from planner.io.readers.grids import read_grids
from planner.model.bill_reading import BillReading
from tests.io.readers.grid_files import WRITERS, Table, as_csv

PLACE = Path(__file__).resolve().parents[2] / "data" / "published_builds.json"
BUILDS: list[dict[str, Any]] = json.loads(PLACE.read_text("utf-8"))
FORMATS = {"csv": as_csv, **WRITERS}
each_build = pytest.mark.parametrize("build", BUILDS, ids=lambda each: str(each["id"]))
each_format = pytest.mark.parametrize("form", FORMATS)
# Shipping is no line: it is told beside them, and belongs to the stated total.
_SHIPPING = {"pi5-node-vat-2025": "Shipping"}


def amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def table(build: dict[str, Any], form: str) -> Table:
    """Lay out a build as a list with a heading and a total; numbers are numbers in a workbook."""
    money = build["currency"]
    rows: list[list[str | Decimal]] = [["Item", "Qty", f"Unit price ({money})", f"Total ({money})"]]
    for line in build["lines"]:
        numbers = (amount(line[key]) for key in ("qty", "unit_price", "line_price"))
        rows.append([line["item"], *("" if each is None else each for each in numbers)])
    total = amount(build["stated_total"])
    if total is not None:
        is_rough = build["stated_total_is_approximate"] and form not in ("xlsx", "ods")
        rows.append(["Total", "", "", f"~{total}" if is_rough else total])
    return rows


@cache
def _read(name: str, form: str) -> BillReading:
    build = next(each for each in BUILDS if each["id"] == name)
    return read_bill(read_grids(f"{name}.{form}", FORMATS[form](table(build, form))))


def is_shipping(build: dict[str, Any], line: dict[str, Any]) -> bool:
    return build["id"] in _SHIPPING and _SHIPPING[build["id"]] in line["item"]


@each_format
@each_build
def test_every_line_of_a_published_build_has_its_numbers(build: dict[str, Any], form: str) -> None:
    reading = _read(build["id"], form)

    assert [
        (line.name, line.quantity, line.unit_price, line.line_total, line.currency)
        for line in reading.lines
    ] == [
        (
            " ".join(line["item"].split()),
            amount(line["qty"]),
            amount(line["unit_price"]),
            amount(line["line_price"]),
            build["currency"],
        )
        for line in build["lines"]
        if not is_shipping(build, line)
    ]
    assert not reading.unread
    assert not reading.unpriced


@each_format
@each_build
def test_a_published_build_comes_to_what_its_lines_say(build: dict[str, Any], form: str) -> None:
    reading = _read(build["id"], form)
    shipped = sum((each for _, each in reading.shipping), Decimal(0))

    assert sum(each for _, each in reading.sums) + shipped == Decimal(build["computed_sum"])
    assert bool(shipped) == (build["id"] in _SHIPPING)


@each_format
@each_build
def test_the_total_its_author_prints_is_read_and_what_is_wrong_with_it_is_told(
    build: dict[str, Any], form: str
) -> None:
    reading = _read(build["id"], form)
    total, counted = amount(build["stated_total"]), Decimal(build["computed_sum"])
    rough = build["stated_total_is_approximate"] and form not in ("xlsx", "ods")
    sums = [each for each in reading.disagreements if each.stated == total]

    assert [(each.value, each.counted) for each in reading.stated_totals] == (
        [] if total is None else [(total, counted)]
    )
    if total is None or total == counted or rough:
        assert not sums
    else:
        assert [(each.counted, each.difference) for each in sums] == [(counted, total - counted)]
    assert len(reading.disagreements) - len(sums) == len(build["wrong_lines"])


@each_format
@each_build
def test_a_published_build_is_asked_about_only_where_a_line_contradicts_itself(
    build: dict[str, Any], form: str
) -> None:
    asked = [each.key for each in _read(build["id"], form).asked]

    assert asked == (["stated-or-counted"] if build["wrong_lines"] else [])
