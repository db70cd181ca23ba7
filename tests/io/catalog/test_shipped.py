"""The catalog we ship: every file of it loads, and quickly."""

from datetime import date
from pathlib import Path
from time import process_time

import pytest

from planner.io.catalog.folder import load_catalog
from planner.io.documents.builds import load_builds
from planner.io.readers.csv import read_table
from planner.io.text.columns import columns_for, offer_columns
from planner.io.text.intake import Intake
from planner.io.text.records import lay_out
from planner.model.catalog import Catalog
from planner.model.levies import Levy, Seller, levies_by_rules
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


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        (date(2022, 12, 31), 7),
        (date(2023, 1, 1), 8),
        (date(2023, 12, 31), 8),
        (date(2024, 1, 1), 9),
    ],
)
def test_the_tax_of_singapore_is_that_of_the_day(shipped: Catalog, on: date, percent: int) -> None:
    (levy,) = levies_by_rules(shipped.tax_rules, "SG", on, Seller(registered=True)).levies
    sellers_take_it = on >= date(2023, 1, 1)
    assert (levy.over.percent, str(levy.limit), levy.value_of) == (percent, "S$400.00", "order")
    assert levy.up_to.percent == (percent if sellers_take_it else 0)


@pytest.mark.parametrize(
    ("country", "on", "told"),
    [
        ("DE", date(2026, 6, 30), []),
        ("DE", date(2026, 7, 1), ["duty up to €150.00: €3.00 each, rate unknown over"]),
        ("IE", date(2028, 6, 30), ["duty up to €150.00: €3.00 each, rate unknown over"]),
        ("IE", date(2028, 7, 1), ["duty up to €150.00: 0, rate unknown over"]),
        ("US", date(2025, 8, 28), []),
        ("US", date(2025, 8, 29), ["duty: rate unknown"]),
        ("GB", date(2026, 11, 29), ["duty up to £135.00: 0, rate unknown over",
                                    "import_tax up to £135.00: 20, 20 over"]),
        ("MY", date(2026, 11, 29), []),
    ],
)  # fmt: skip
def test_what_shipped_rules_say_and_leave_open_of_other_countries(
    shipped: Catalog, country: str, on: date, told: list[str]
) -> None:
    def text(levy: Levy) -> str:
        over = f"rate {'unknown'}" if levy.over.doubt == "rate" else f"{levy.over.percent}"
        if levy.limit is None:
            return f"{levy.tax}: {over}"
        each = levy.up_to.per_kind
        up_to = f"{levy.up_to.percent}" if each is None else f"{each} each"
        return f"{levy.tax} up to {levy.limit}: {up_to}, {over} over"

    found = levies_by_rules(shipped.tax_rules, country, on, Seller()).levies
    assert [text(each) for each in found] == told
