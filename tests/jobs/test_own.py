"""One's own catalog as it is changed row by row, checked like a file, and told apart."""

import errno
import os
import stat
from datetime import date
from pathlib import Path

import pytest

from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.keep import seen_offers, write_prices
from planner.jobs.own import own_changes, own_row, save_row, take_back
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.kept_prices import KeptPrice
from planner.model.own import Change

DAY = date(2026, 11, 29)
SHIPPED = Path(__file__).resolve().parents[2] / "catalogs"
SHOP = {"vendor": "corner", "name": "Corner shop", "kind": "shop", "currency": "SGD"}
BOARD = {"part_number": "my-board", "name": "My board", "source": "my notes", "nic_mbps": "1000"}
PRICE = {
    "vendor": "corner",
    "part_number": "my-board",
    "currency": "SGD",
    "price": "70",
    "quoted_on": "2026-11-29",
    "basis": "quoted",
    "source": "the shelf",
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


def opened(own: Path) -> Workspace:
    return open_workspace(SHIPPED, today=DAY, own=own)


def save(own: Path, table: str, **cells: str) -> tuple[Finding, ...]:
    seen = own_row(own, table, cells)
    written = save_row(own, table, cells, opened(own).catalog, seen=seen, today=DAY)
    assert written.written is not any(each.severity is Severity.ERROR for each in written.findings)
    return written.findings


def filled(own: Path) -> None:
    for kind, cells in (("vendors", SHOP), ("board", BOARD), ("offers", PRICE)):
        assert save(own, kind, **cells) == ()


def test_a_part_a_shop_and_its_price_are_there_once_they_are_written(own: Path) -> None:
    filled(own)
    catalog = opened(own).catalog
    assert catalog.by_number["my-board"].name == "My board"
    assert catalog.vendor_names["corner"] == "Corner shop"
    [offer] = catalog.offers_for("my-board")
    assert (str(offer.price_breaks[0].price), str(offer.quoted_on)) == ("70", "2026-11-29")
    assert [
        (each.kind, each.name, each.change) for each in own_changes(SHIPPED, own, today=DAY).changes
    ] == [
        ("board", "my-board", Change.ADDED),
        ("vendors", "corner", Change.ADDED),
        ("offers", "corner my-board 1 2026-11-29", Change.ADDED),
    ]


def test_a_newer_price_comes_beside_the_older_one(own: Path) -> None:
    filled(own)
    save(own, "offers", **{**PRICE, "price": "60", "quoted_on": "2026-11-28"})
    prices = [
        str(each.price_breaks[0].price) for each in opened(own).catalog.offers_for("my-board")
    ]
    assert prices == ["70", "60"]


def test_a_shipped_shop_gets_ones_own_terms_and_the_change_is_told(own: Path) -> None:
    assert (
        save(
            own,
            "vendors",
            vendor="pimoroni",
            name="Pimoroni",
            kind="shop",
            currency="GBP",
            shipping="4.99",
        )
        == ()
    )
    [change] = own_changes(SHIPPED, own, today=DAY).changes
    assert (change.name, change.change) == ("pimoroni", Change.CHANGED)
    assert ("shipping", "", "4.99") in [(c.column, c.shipped, c.own) for c in change.cells]


def test_what_is_retired_is_told(own: Path) -> None:
    assert save(own, "retired", part_number="rpi-1b", retired_on="2026-11-29", note="slow") == ()
    assert opened(own).catalog.retired_parts == {"rpi-1b"}
    [change] = own_changes(SHIPPED, own, today=DAY).changes
    assert (change.kind, change.name, change.change) == ("retired", "rpi-1b", Change.RETIRED)
    assert [(cell.column, cell.own) for cell in change.cells] == [
        ("retired_on", "2026-11-29"),
        ("note", "slow"),
    ]


@pytest.mark.parametrize(
    ("kind", "cells", "code"),
    [
        ("board", {**BOARD, "nic_mbps": "fast"}, "cell-invalid"),
        ("board", {"name": "No number", "source": "s"}, "column-missing"),
        ("board", {**BOARD, "colour": "red"}, "column-unknown"),
        ("vendors", {**SHOP, "currency": "S$"}, "cell-invalid"),
        ("offers", {**PRICE, "vendor": "nobody"}, "offer-vendor-unknown"),
        ("offers", {**PRICE, "part_number": "nothing"}, "offer-part-unknown"),
        ("offers", {**PRICE, "price": "1,400"}, "cell-invalid"),
        ("offers", {**PRICE, "valid_until": "2026-11-01"}, "cell-invalid"),
        ("retired", {"retired_on": "2026-11-29"}, "cell-invalid"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    own: Path, kind: str, cells: dict[str, str], code: str
) -> None:
    filled(own)
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    found = save(own, kind, **cells)
    assert code in [each.code for each in found]
    assert all(each.cell is None or each.cell.row is None for each in found)
    assert before == {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}


def test_the_second_of_two_is_told(own: Path) -> None:
    filled(own)
    catalog, first = opened(own).catalog, {**PRICE, "price": "65"}
    seen = own_row(own, "offers", PRICE)
    save_row(own, "offers", first, catalog, seen=seen, today=DAY)
    with pytest.raises(PlannerError, match="somebody else changed my-board"):
        save_row(own, "offers", {**PRICE, "price": "60"}, catalog, seen=seen, today=DAY)


def test_builds_of_ones_own_come_beside_the_shipped_ones(own: Path) -> None:
    (own / "builds").mkdir(parents=True)
    text = (SHIPPED / "builds" / "kraken.toml").read_text(encoding="utf-8")
    changed = text.replace('title = "', 'title = "My ', 1)
    (own / "builds" / "kraken.toml").write_text(changed, encoding="utf-8")
    (own / "builds" / "broken.toml").write_text("name = ", encoding="utf-8")
    workspace = opened(own)
    assert len(workspace.builds) == len(open_workspace(SHIPPED, today=DAY).builds)
    assert workspace.build("kraken").title.startswith("My ")
    with pytest.raises(PlannerError) as caught:
        workspace.build("broken")
    assert caught.value.finding.cell is not None
    assert caught.value.finding.cell.file == "own/builds/broken.toml"


@pytest.mark.parametrize("below", [False, True])
def test_a_file_in_the_place_of_ones_own_folder_is_told_and_what_is_shipped_counts(
    tmp_path: Path, *, below: bool
) -> None:
    (tmp_path / "own").write_text("a file", encoding="utf-8")
    place = tmp_path / "own" / "below" if below else tmp_path / "own"

    folder = opened(place)

    [told] = [each for each in folder.findings if each.severity is Severity.ERROR]
    assert told.line().startswith(f"{place}: Your own catalog cannot be read: this is a file")
    assert folder.catalog.parts == opened(tmp_path / "nowhere").catalog.parts
    with pytest.raises(PlannerError, match="cannot be read"):
        own_changes(SHIPPED, place, today=DAY)


def test_a_folder_that_may_not_be_read_is_told_and_what_is_shipped_counts(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(own)

    look = os.scandir

    def refuse(folder: Path) -> object:
        # From Python 3.13 on, whoever lists any folder asks here.
        if Path(folder) == own:
            raise PermissionError(13, "Permission denied", str(folder))
        return look(folder)

    monkeypatch.setattr("planner.io.catalog.own_folder.os.scandir", refuse)
    folder = opened(own)
    assert "permission denied" in next(each.message for each in folder.findings)
    assert "my-board" not in folder.catalog.by_number


def test_on_a_full_disk_what_fits_is_kept_and_the_rest_is_told(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(own)
    save(own, "vendors", **SHOP | {"vendor": "lion", "name": "Lion"})
    catalog = opened(own).catalog
    offer = catalog.offers_for("my-board")[0]
    prices = [
        KeptPrice(name="My board", vendor=each, part_number="my-board", offer=changed)
        for each in ("corner", "lion")
        for changed in [offer.model_copy(update={"vendor": each, "quoted_on": date(2026, 11, 28)})]
    ]
    fsync, written = os.fsync, list[int]()

    def fills_up(handle: int) -> None:
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            written.append(handle)
            if len(written) > 2:  # the copy of the first file, and the file
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fills_up)
        first, second = write_prices(own, prices, seen_offers(own, ("corner", "lion")))

    assert (first.written, second.written) == (True, False)
    assert [each.message for each in second.findings] == [
        "Nothing was written: there is no room left."
    ]
    kept = [
        (each.vendor, str(each.quoted_on)) for each in opened(own).catalog.offers_for("my-board")
    ]
    assert kept == [("corner", "2026-11-29"), ("corner", "2026-11-28")]


DATED = {
    "tariffs": {
        "country": "SG",
        "name": "My contract",
        "since": "2026-08-01",
        "currency": "SGD",
        "per_kwh": "0.2890",
        "basis": "contract",
        "source": "my bill",
    },
    "price_events": {
        "part_number": "rpi-5-4gb",
        "on": "2026-11-01",
        "currency": "USD",
        "price_after": "90.00",
        "source": "https://example.org",
    },
    "rates": {
        "base": "SGD",
        "quote": "MYR",
        "rate": "3.19",
        "as_of": "2026-11-02",
        "source": "my bank",
    },
    "taxes": {
        "countries": "NZ",
        "tax": "import_tax",
        "on": "2026-11-02",
        "percent": "15",
        "source": "https://example.org",
    },
}


@pytest.mark.parametrize("kind", [*DATED])
def test_a_row_of_every_dated_table_is_written_told_and_taken_back(own: Path, kind: str) -> None:
    cells = DATED[kind]
    assert save(own, kind, **cells) == ()
    [change] = own_changes(SHIPPED, own, today=DAY).changes
    assert (change.kind, change.change) == (kind, Change.ADDED)
    assert (own / f"{kind}.csv").is_file()

    seen = own_row(own, kind, dict(change.key))
    assert seen is not None
    take_back(own, kind, dict(change.key), seen=seen)

    assert own_changes(SHIPPED, own, today=DAY).changes == ()


@pytest.mark.parametrize(
    ("kind", "cells", "said"),
    [
        ("tariffs", {"per_kwh": "0"}, "per_kwh"),
        ("price_events", {"part_number": "no-such-board"}, "No parts file has a part"),
        ("rates", {"rate": "-1"}, "rate"),
        ("taxes", {"percent": "lots"}, "percent"),
    ],
)
def test_a_row_of_a_dated_table_is_checked_like_one_of_a_file(
    own: Path, kind: str, cells: dict[str, str], said: str
) -> None:
    findings = save(own, kind, **(DATED[kind] | cells))
    assert any(said in finding.line() for finding in findings)
    assert own_row(own, kind, DATED[kind]) is None
