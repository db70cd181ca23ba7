"""The catalog we ship: every file of it loads, and quickly."""

from datetime import date
from pathlib import Path
from time import process_time

import pytest

from planner.io.catalog.folder import load_catalog
from planner.io.documents.builds import load_builds
from planner.io.readers.csv import read_table
from planner.io.text.columns import columns_for, offer_columns
from planner.io.text.records import Intake, lay_out
from planner.model.catalog import Catalog
from planner.model.parts import CATEGORIES
from planner.model.price_events import superseded
from planner.model.tariffs import tariff_on

FOLDER = Path(__file__).resolve().parents[3] / "catalogs"
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.csv"))


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return load_catalog(FOLDER, date.max)


@pytest.mark.parametrize("file", FILES)
def test_a_shipped_file_has_no_findings(shipped: Catalog, file: str) -> None:
    found = [each.line() for each in shipped.findings if each.cell and each.cell.file == file]

    assert found == []


def test_nothing_of_the_shipped_catalog_is_left_out(shipped: Catalog) -> None:
    assert [finding.line() for finding in shipped.findings] == []
    assert shipped.left_out == ()
    assert {part.category for part in shipped.parts} == set(CATEGORIES)


def test_every_shipped_build_loads_and_uses_parts_that_are_described(shipped: Catalog) -> None:
    builds, findings = load_builds(FOLDER)

    assert [finding.line() for finding in findings] == []
    for build in builds:
        known = {*shipped.by_number, *(part.part_number for part in build.parts)}
        assert {position.part_number for position in build.positions} <= known


@pytest.mark.parametrize("file", [file for file in FILES if "/" in file])
def test_a_shipped_file_names_its_columns_exactly(file: str) -> None:
    folder, name = file.split("/")
    columns = columns_for(name.removesuffix(".csv")) if folder == "parts" else offer_columns()
    table, _ = read_table(FOLDER / file)

    assert lay_out(table, columns, Intake(), also={"category"}) is not None
    assert set(table.columns) <= {"category", *(column.name for column in columns)}


def test_of_every_raspberry_pi_its_maker_s_promise_or_its_end_is_known(shipped: Catalog) -> None:
    day = date(2026, 11, 23)
    boards = [part for part in shipped.in_category("board") if part.maker == "Raspberry Pi"]
    known = {part.part_number: str(part.lifecycle_on(day)) for part in boards}

    # Of the Compute Module Zero no promise was found.
    assert {number for number, life in known.items() if life == "unknown"} == {"rpi-cm0"}
    assert {number for number, life in known.items() if life == "ended"} == {"rpi-1b", "rpi-2b"}
    assert all("https://" in part.lifecycle_source for part in shipped.parts if part.made_until)


def test_old_prices_of_boards_whose_list_price_rose_are_superseded_and_new_ones_are_not(
    shipped: Catalog,
) -> None:
    day = date(2026, 11, 23)
    newest = {
        number: max(offers, key=lambda offer: offer.quoted_on)
        for number in ("rpi-5-2gb", "rpi-5-8gb", "rpi-4b-4gb", "jetson-orin-nano-super")
        if (offers := shipped.offers_for(number))
    }
    for offer in shipped.offers_for("rpi-5-8gb"):
        late = superseded(offer, shipped.price_events, on=day)
        assert (late is not None) == (offer.quoted_on < date(2026, 4, 1))
    assert len(newest) == 4
    assert all(superseded(each, shipped.price_events, on=day) is None for each in newest.values())


def test_a_tariff_holds_in_singapore_on_the_days_of_the_shipped_builds_and_each_has_an_address(
    shipped: Catalog,
) -> None:
    for day, price in ((date(2020, 6, 17), "S$0.2302"), (date(2026, 9, 14), "S$0.3478")):
        tariff = tariff_on(shipped.tariffs, "SG", day)
        assert tariff is not None
        assert str(tariff.price) == price
    assert all(each.source.startswith("http") for each in shipped.tariffs)


def test_the_shipped_catalog_loads_in_a_quarter_of_a_second() -> None:
    load_catalog(FOLDER)
    start = process_time()
    load_catalog(FOLDER)

    assert process_time() - start < 0.25
