"""The catalog folder: what loads, what is left out, and the one line said of each mistake.

The files of a test stand in its docstring: `== name` opens one, the lines below are its text.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io.catalog.folder import load_catalog
from planner.model.catalog import Catalog
from planner.model.findings import PlannerError, Severity

VENDORS = """\
== vendors.csv
vendor,name,kind,currency
acme,Acme,shop,SGD
beta,Beta,shop,USD
"""
SWITCH = """\
== parts/switch.csv
part_number,name,source,ports,speed_mbps
sw-8,Eight ports,https://example.org,8,1000
sw-5,Five ports,https://example.org,5,
"""
OFFER_HEADER = "part_number,sku,currency,min_quantity,price,quoted_on,basis,source"


def write(folder: Path, text: str) -> Path:
    for part in dedent(text).split("== ")[1:]:
        name, _, content = part.partition("\n")
        path = folder / name.strip()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return folder


def lines(catalog: Catalog) -> list[str]:
    return [finding.line() for finding in catalog.findings]


@pytest.fixture
def catalog(request: pytest.FixtureRequest, tmp_path: Path) -> Catalog:
    """The catalog in the test's docstring; where it has none, with usual vendors and switches."""
    text = dedent(" " * 4 + (request.function.__doc__ or ""))
    for name, usual in (("vendors.csv", VENDORS), ("parts/", SWITCH)):
        text += "" if f"== {name}" in text else usual
    return load_catalog(write(tmp_path, text), date(2020, 6, 17))


def test_a_good_catalog_loads_without_a_word(catalog: Catalog) -> None:
    """
    == offers/acme.csv
    part_number,sku,currency,min_quantity,price,pack_size,quoted_on,valid_until,stock,basis,source
    sw-8,A1,SGD,,26.40,,2020-06-17,2020-07-01,12,quoted,https://example.org
    == rates.csv
    base,quote,rate,as_of,source
    SGD,USD,0.7177,2020-06-17,ECB
    """
    assert lines(catalog) == []
    assert catalog.left_out == ()
    (offer,) = catalog.offers_for("sw-8")
    assert (offer.vendor, offer.stock, offer.price_breaks[0].price) == (
        "acme",
        12,
        Decimal("26.40"),
    )
    assert catalog.rates[0].rate == Decimal("0.7177")
    assert [part.part_number for part in catalog.in_category("switch")] == ["sw-8", "sw-5"]


def test_comments_above_a_header_count_as_rows(catalog: Catalog) -> None:
    """
    == parts/switch.csv
    # Switches we have measured.
    "# ports, the uplink included"
    part_number,name,source,ports
    sw-8,Eight ports,https://example.org,eight
    sw-5,Five ports,https://example.org,5
    """
    assert lines(catalog) == [
        "parts/switch.csv row 4, ports: 'eight' is not a whole number. Write it like 8."
    ]
    assert [part.part_number for part in catalog.parts] == ["sw-5"]
    (row,) = catalog.left_out
    assert (row.file, row.row, row.cells[0]) == ("parts/switch.csv", 4, "sw-8")


def test_rows_of_one_offer_become_its_price_breaks(catalog: Catalog) -> None:
    """
    == offers/acme.csv
    part_number,sku,currency,min_quantity,price,quoted_on,basis,source,note
    sw-8,A1,SGD,10,24.00,2020-06-17,quoted,x,
    sw-8,A1,SGD,,26.40,2020-06-17,quoted,x,
    sw-8,A1,SGD,100,22.00,2020-06-17,quoted,x,
    sw-8,A2,SGD,,25.00,2020-06-17,quoted,x,other colour
    sw-8,A1,SGD,,27.00,2020-05-01,quoted,x,older
    """
    assert lines(catalog) == []
    first, other, older = catalog.offers_for("sw-8")
    assert [(b.min_quantity, b.price) for b in first.price_breaks] == [
        (1, Decimal("26.40")),
        (10, Decimal("24.00")),
        (100, Decimal("22.00")),
    ]
    assert (other.sku, older.quoted_on) == ("A2", date(2020, 5, 1))


def test_rows_of_one_offer_that_disagree_are_named(catalog: Catalog) -> None:
    """
    == offers/acme.csv
    part_number,sku,currency,min_quantity,price,stock,quoted_on,basis,source
    sw-8,,SGD,1,26.40,5,2020-06-17,quoted,x
    sw-8,,USD,10,24.00,5,2020-06-17,quoted,x
    sw-8,,SGD,1,25.00,5,2020-06-17,quoted,x
    sw-8,,SGD,20,23.00,,2020-06-17,quoted,x
    """
    assert lines(catalog) == [
        (
            "offers/acme.csv row 3, currency: 'USD' differs from SGD in row 2, the same offer. "
            "Write it as there, or give the other offer its own sku."
        ),
        (
            "offers/acme.csv row 4, min_quantity: Row 2 gives the price from 1 on already; that "
            "one is kept. Remove one of them, or give the other offer its own sku."
        ),
    ]
    assert [b.min_quantity for b in catalog.offers[0].price_breaks] == [1, 20]
    assert [row.row for row in catalog.left_out] == [3, 4]


def test_a_first_price_above_the_minimum_is_doubted(catalog: Catalog) -> None:
    """
    == offers/acme.csv
    part_number,currency,min_quantity,minimum_quantity,price,quoted_on,basis,source
    sw-8,SGD,10,,24.00,2020-06-17,quoted,x
    sw-5,SGD,10,10,24.00,2020-06-17,quoted,x
    """
    assert lines(catalog) == [
        (
            "offers/acme.csv row 2, min_quantity: The first price is from 10 packs on; fewer may "
            "be bought. Add the price of fewer, or write 10 in minimum_quantity."
        )
    ]
    assert catalog.findings[0].severity is Severity.WARNING
    assert len(catalog.offers) == 2


def test_days_to_come_are_doubted(catalog: Catalog) -> None:
    """
    == offers/acme.csv
    part_number,currency,price,quoted_on,basis,source
    sw-8,SGD,24.00,2021-06-17,quoted,x
    sw-5,SGD,24.00,2020-06-17,quoted,x
    == rates.csv
    base,quote,rate,as_of,source
    SGD,USD,0.7177,2020-06-18,ECB
    """
    assert lines(catalog) == [
        (
            "offers/acme.csv row 2, quoted_on: '2021-06-17' is after today, 2020-06-17. "
            "Correct the year, the month or the day."
        ),
        "rates.csv row 2, as_of: '2020-06-18' is after today, 2020-06-17. Correct it.",
    ]
    assert len(catalog.offers) == 2
    assert catalog.rates == ()


def test_without_a_day_no_day_is_to_come(tmp_path: Path) -> None:
    text = (
        f"{VENDORS}{SWITCH}== offers/acme.csv\n{OFFER_HEADER}\nsw-8,,SGD,,1,2999-01-01,quoted,x\n"
    )

    assert lines(load_catalog(write(tmp_path, text))) == []


def test_a_part_number_given_twice_keeps_the_first(catalog: Catalog) -> None:
    """
    == parts/switch.csv
    part_number,name,source
    sw-8,First,x
    sw-8,Second,x
    == parts/other.csv
    part_number,name,source
    sw-8,Third,x
    """
    hint = "Remove the row or give it its own part number."
    assert lines(catalog) == [
        (
            "parts/switch.csv row 3, part_number: The part number 'sw-8' is taken: "
            f"parts/switch.csv row 2; that one is kept. {hint}"
        ),
        (
            "parts/other.csv row 2, part_number: The part number 'sw-8' is taken: "
            f"parts/switch.csv row 2; that one is kept. {hint}"
        ),
    ]
    assert [part.name for part in catalog.parts] == ["First"]
    assert [(row.file, row.row) for row in catalog.left_out] == [
        ("parts/switch.csv", 3),
        ("parts/other.csv", 2),
    ]


def test_a_vendor_given_twice_keeps_the_first_and_two_sources_of_a_rate_both_stay(
    catalog: Catalog,
) -> None:
    """
    == vendors.csv
    vendor,name,kind,currency
    acme,Acme,shop,SGD
    acme,Acme again,shop,USD
    == rates.csv
    base,quote,rate,as_of,source
    SGD,USD,0.7177,2020-06-17,ECB
    SGD,USD,0.7200,2020-06-17,MAS
    """
    assert lines(catalog) == [
        (
            "vendors.csv row 3, vendor: The vendor 'acme' is already in row 2, which is kept. "
            "Remove one."
        ),
        (
            "rates.csv row 3, rate: MAS gives 0.7200 for 2020-06-17, ECB gives 0.7177; that of ECB "
            "is used, the first source by name. Keep the one you trust and remove the other."
        ),
    ]
    assert catalog.vendor_names == {"acme": "Acme"}
    assert [rate.source for rate in catalog.rates] == ["ECB", "MAS"]


def test_rows_that_end_early_are_read_with_one_note(catalog: Catalog) -> None:
    """
    == parts/switch.csv
    part_number,name,source,ports,note
    sw-8,Switch,https://example.org,8
    sw-9,Switch,https://example.org
    == vendors.csv
    vendor,name,kind,currency
    acme,Acme,shop,SGD
    == offers/acme.csv
    part_number,currency,price,quoted_on,basis,source,note,sku
    sw-8,SGD,26.40,2020-06-17,quoted,https://example.org
    """
    assert lines(catalog) == [
        (
            "parts/switch.csv row 2: 2 rows end before the last column; the cells that are not "
            "there are read as empty. Look whether a cell further left was left out."
        ),
        (
            "offers/acme.csv row 2: The row ends before the last column; the cells that are not "
            "there are read as empty. Look whether a cell further left was left out."
        ),
    ]
    (offer,) = catalog.offers
    assert (offer.note, offer.sku) == ("", "")
    assert [part.part_number for part in catalog.parts] == ["sw-8", "sw-9"]


def test_a_row_that_ends_before_a_cell_it_needs_is_left_out_with_one_finding(
    catalog: Catalog,
) -> None:
    """
    == parts/switch.csv
    part_number,name,source,ports
    sw-8,Switch,https://example.org,8
    sw-9
    """
    assert lines(catalog) == [
        (
            "parts/switch.csv row 3: The row has 1 cell, the header 4; the row is left out. Add "
            "the cells from name on; an empty cell still needs its separator."
        ),
    ]
    assert [part.part_number for part in catalog.parts] == ["sw-8"]
    assert [row.cells for row in catalog.left_out] == [("sw-9",)]


def test_unknown_columns_are_one_finding_with_what_was_meant(catalog: Catalog) -> None:
    """
    == parts/switch.csv
    part_number,name,source,portz,Speed Mbps,colour
    sw-8,Eight ports,x,8,1000,blue
    """
    assert lines(catalog) == [
        (
            "parts/switch.csv row 1, portz: 'portz', 'colour' are not known columns here; "
            "not read. Did you mean ports for portz?"
        )
    ]
    (switch,) = catalog.parts
    assert switch.model_dump()["speed_mbps"] == 1000


def test_one_unknown_column_that_resembles_none_is_to_be_removed(catalog: Catalog) -> None:
    """
    == parts/switch.csv
    part_number,name,source,xyzzy
    sw-8,Eight ports,x,8
    """
    assert lines(catalog) == [
        (
            "parts/switch.csv row 1, xyzzy: 'xyzzy' is not a known column here; not read. "
            "Rename or remove it."
        )
    ]


@pytest.mark.parametrize(
    "kind", ["parts/switch", "offers/acme", "vendors", "rates", "price_events", "tariffs", "taxes"]
)
def test_a_missing_column_is_one_finding_for_the_file(tmp_path: Path, kind: str) -> None:
    write(tmp_path, VENDORS + SWITCH)
    (tmp_path / "offers").mkdir()
    (tmp_path / f"{kind}.csv").write_text("note\none\ntwo\n")

    catalog = load_catalog(tmp_path)

    found = [finding for finding in catalog.findings if finding.code == "column-missing"]
    assert [finding.subject for finding in found] == [f"{kind}.csv"]
    assert found[0].message.endswith("no row of the file is read.")
    assert [row.row for row in catalog.left_out if row.file == f"{kind}.csv"] == [2, 3]


def test_a_category_column_may_say_what_the_file_says(catalog: Catalog) -> None:
    """
    == parts/switch.csv
    category,part_number,name,source
    switch,sw-8,Eight ports,x
    board,sw-5,Five ports,x
    """
    assert lines(catalog) == [
        (
            "parts/switch.csv row 3, category: 'board' is not one of switch. "
            "Write one of them, or leave it empty."
        )
    ]


def test_an_offer_for_an_unknown_part_names_the_nearest(catalog: Catalog) -> None:
    """
    == offers/acme.csv
    part_number,currency,min_quantity,price,quoted_on,basis,source
    sw-88,SGD,,24.00,2020-06-17,quoted,x
    sw-88,SGD,10,23.00,2020-06-17,quoted,x
    pump,SGD,,24.00,2020-06-17,quoted,x
    """
    assert lines(catalog) == [
        (
            "offers/acme.csv row 2, part_number: No parts file has a part 'sw-88'; "
            "the offer is left out. Did you mean sw-8?"
        ),
        (
            "offers/acme.csv row 4, part_number: No parts file has a part 'pump'; "
            "the offer is left out. Add the part to a parts file first."
        ),
    ]
    assert catalog.offers == ()
    assert [row.row for row in catalog.left_out] == [2, 3, 4]


def test_offers_of_an_unknown_vendor_are_left_out(catalog: Catalog) -> None:
    """
    == offers/acmee.csv
    part_number,currency,price,quoted_on,basis,source
    sw-8,SGD,24.00,2020-06-17,quoted,x
    == offers/Corner Shop.csv
    part_number,currency,price,quoted_on,basis,source
    sw-8,SGD,24.00,2020-06-17,quoted,x
    """
    assert lines(catalog) == [
        (
            "offers/Corner Shop.csv: vendors.csv has no vendor 'Corner Shop', so the offers of "
            "this file are left out. Add a row for 'Corner Shop' there."
        ),
        (
            "offers/acmee.csv: vendors.csv has no vendor 'acmee', so the offers of this file are "
            "left out. Did you mean acme.csv?"
        ),
    ]
    assert len(catalog.left_out) == 2


def test_offers_without_any_vendors_file_are_one_finding(tmp_path: Path) -> None:
    offers = f"{OFFER_HEADER}\nsw-8,,SGD,,1,2020-06-17,quoted,x\n"

    catalog = load_catalog(
        write(tmp_path, f"{SWITCH}== offers/a.csv\n{offers}== offers/b.csv\n{offers}")
    )

    assert lines(catalog) == [
        (
            "vendors.csv: There is no vendors.csv, so no offer can be read. "
            "Add it with one row for each file in offers/."
        )
    ]
    assert len(catalog.left_out) == 2


def test_files_of_no_known_kind_are_named_with_the_nearest(catalog: Catalog) -> None:
    """
    == parts/switches.csv
    part_number,name,source
    == parts/xyzzy.csv
    part_number,name,source
    == vendor.csv
    vendor,name
    == parts/board.xlsx
    not really
    == parts/.hidden.csv
    a
    == parts/README.md
    a
    """
    categories = (
        "board, carrier, memory, storage, hat, charger, switch, nic, cable, poe, case, rack, other"
    )
    assert lines(catalog) == [
        (
            "vendor.csv: 'vendor' is not one of vendors, rates, price_events, tariffs, taxes; the "
            "file is not read. Did you mean vendors.csv?"
        ),
        "parts/board.xlsx: Only .csv files are read here. Save the table as CSV (UTF-8).",
        (
            f"parts/switches.csv: 'switches' is not one of {categories}; the file is not read. "
            "Did you mean switch.csv?"
        ),
        (
            f"parts/xyzzy.csv: 'xyzzy' is not one of {categories}; the file is not read. "
            "Rename the file or move it away."
        ),
        "parts: The catalog has no parts. Add rows to a file such as parts/board.csv.",
    ]


def test_headers_alone_are_no_fault_but_a_catalog_needs_parts(catalog: Catalog) -> None:
    """
    == parts/switch.csv
    part_number,name,source
    == offers/acme.csv
    part_number,currency,price,quoted_on,basis,source
    == rates.csv
    base,quote,rate,as_of,source
    """
    assert [finding.code for finding in catalog.findings] == ["catalog-no-parts"]


def test_an_empty_folder_is_a_catalog_without_parts(tmp_path: Path) -> None:
    catalog = load_catalog(tmp_path)

    assert [finding.code for finding in catalog.findings] == ["catalog-no-parts"]


def test_a_missing_folder_ends_the_job(tmp_path: Path) -> None:
    with pytest.raises(PlannerError) as caught:
        load_catalog(tmp_path / "nowhere")

    assert caught.value.finding.code == "catalog-missing"
    assert "nowhere" in caught.value.finding.message


def test_folders_and_dead_links_named_like_files_are_findings(tmp_path: Path) -> None:
    write(tmp_path, SWITCH + VENDORS)
    (tmp_path / "parts/board.csv").mkdir()
    (tmp_path / "offers").mkdir()
    (tmp_path / "offers/acme.csv").symlink_to(tmp_path / "nowhere")
    (tmp_path / "rates.csv").symlink_to(tmp_path / "nowhere")

    catalog = load_catalog(tmp_path)

    assert {finding.code for finding in catalog.findings} == {"file-unreadable"}
    assert [finding.subject for finding in catalog.findings] == [
        "parts/board.csv",
        "offers/acme.csv",
        "rates.csv",
    ]
    assert len(catalog.parts) == 2


def test_a_link_to_a_good_file_is_as_good(tmp_path: Path) -> None:
    write(tmp_path, SWITCH + VENDORS)
    (tmp_path / "parts/switch.csv").rename(tmp_path / "elsewhere.txt")
    (tmp_path / "parts/switch.csv").symlink_to(tmp_path / "elsewhere.txt")

    assert len(load_catalog(tmp_path).parts) == 2


SHUFFLED = [f"sw-{n},Switch {n},x,{n}" for n in range(1, 9)]
OFFERS = [f"sw-{n},,SGD,{q},{30 - q // 5},2020-06-17,quoted,x" for n in (1, 2) for q in (1, 10, 50)]


def test_the_fingerprint_ignores_the_order_of_rows_and_sees_every_fact(tmp_path: Path) -> None:
    def found(parts: list[str], offers: list[str]) -> str:
        text = f"{VENDORS}== parts/switch.csv\npart_number,name,source,ports\n"
        text += "\n".join(parts) + f"\n== offers/acme.csv\n{OFFER_HEADER}\n" + "\n".join(offers)
        catalog = load_catalog(write(tmp_path, text + "\n"))
        assert lines(catalog) == []
        return catalog.fingerprint

    usual = found(SHUFFLED, OFFERS)
    for turn in range(1, len(OFFERS)):
        assert usual == found(
            [*SHUFFLED[turn:], *SHUFFLED[:turn]], [*OFFERS[turn:], *OFFERS[:turn]][::-1]
        )
    assert len(usual) == 16
    assert usual != found(SHUFFLED[1:], [*OFFERS[3:]])
    assert usual != found(SHUFFLED, [*OFFERS[:-1], OFFERS[-1].replace(",20,", ",20.01,")])


ROW = st.lists(
    st.sampled_from(
        ["sw-1", "sw-2", "", " ", "8", "eight", "x", '"', "1,5", "é", "#", "\n", "1e9"]
    ),
    min_size=1,
    max_size=5,
)


@given(st.lists(ROW, max_size=8))
def test_every_row_of_any_parts_file_is_loaded_or_reported(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    text = "part_number,name,source,ports\n" + "\n".join(",".join(row) for row in rows)
    write(folder, "== parts/switch.csv\n")
    (folder / "parts/switch.csv").write_text(text, "utf-8")

    catalog = load_catalog(folder)

    reported = {finding.cell.row for finding in catalog.findings if finding.cell}
    assert {row.row for row in catalog.left_out} <= reported
    if '"' not in text:
        filled = sum(any(cell.strip() for cell in line.split(",")) for line in text.split("\n"))
        assert filled - 1 == len(catalog.parts) + len(catalog.left_out)


def test_price_events_are_read_with_what_their_maker_published(catalog: Catalog) -> None:
    """
    == price_events.csv
    part_number,on,currency,price_before,price_after,source,note
    sw-8,2020-02-01,USD,30,35.50,https://example.org,
    sw-8,2020-04-01,USD,,,https://example.org,figures not published
    """
    first, second = catalog.price_events
    assert lines(catalog) == []
    assert (first.on, first.price_before, first.price_after) == (
        date(2020, 2, 1),
        Decimal(30),
        Decimal("35.50"),
    )
    assert (second.price_before, second.price_after) == (None, None)


def test_price_events_that_are_no_change_or_of_no_known_part_are_left_out(
    catalog: Catalog,
) -> None:
    """
    == price_events.csv
    part_number,on,currency,price_before,price_after,source
    sw-9,2020-02-01,USD,30,35,s
    teapot,2020-02-01,USD,30,35,s
    sw-8,2020-02-01,USD,30,30,s
    sw-8,2020-03-01,USD,30,35,s
    sw-8,2020-03-01,USD,30,40,s
    sw-8,2020-04-01,USD,36,40,s
    sw-8,2020-07-01,USD,40,50,s
    """
    assert lines(catalog) == [
        "price_events.csv row 4: price_before and price_after are the same: nothing changed.",
        (
            "price_events.csv row 2, part_number: No parts file has a part 'sw-9'; the event is "
            "left out. Did you mean sw-5?"
        ),
        (
            "price_events.csv row 3, part_number: No parts file has a part 'teapot'; the event is "
            "left out. Add the part to a parts file first."
        ),
        (
            "price_events.csv row 6, on: Row 5 gives the change of 2020-03-01 already; that one is "
            "kept. "
            "Remove one."
        ),
        (
            "price_events.csv row 8, on: '2020-07-01' is after today, 2020-06-17. Correct the "
            "year, the month or the day."
        ),
        (
            "price_events.csv row 7, price_before: '36' is not the price of the change before, 35 "
            "from 2020-03-01 on. Correct one of the two, or add the change between them."
        ),
    ]
    assert [event.on for event in catalog.price_events] == [
        date(2020, 3, 1),
        date(2020, 4, 1),
        date(2020, 7, 1),
    ]
    assert {row.row for row in catalog.left_out} == {2, 3, 4, 6}
    assert catalog.offers_left_out == ()


def test_a_fact_of_a_price_event_changes_the_fingerprint(tmp_path: Path) -> None:
    text = VENDORS + SWITCH + "== price_events.csv\npart_number,on,currency,source\n"
    one, other = (
        load_catalog(write(tmp_path / day, f"{text}sw-8,{day},USD,s\n")).fingerprint
        for day in ("2020-02-01", "2020-02-02")
    )
    assert one != other


def test_tariffs_are_read_with_their_day_and_whether_tax_is_in_them(catalog: Catalog) -> None:
    """
    == tariffs.csv
    country,name,since,currency,per_kwh,tax_included,basis,source,note
    SG,Homes,2026-04-01,SGD,0.2972,true,regulated,https://example.org,
    SG,Homes,2027-01-01,SGD,0.30,,average,https://example.org,known beforehand
    """
    first, second = catalog.tariffs
    assert lines(catalog) == []
    assert (first.since, str(first.price), first.tax_included) == (
        date(2026, 4, 1),
        "S$0.2972",
        True,
    )
    assert second.tax_included is None


def test_a_tariff_that_comes_twice_or_costs_nothing_is_left_out(catalog: Catalog) -> None:
    """
    == tariffs.csv
    country,name,since,currency,per_kwh,basis,source
    SG,Homes,2026-04-01,SGD,0.2972,regulated,s
    SG,Homes,2026-04-01,SGD,0.3100,regulated,s
    SG,Shops,2026-04-01,SGD,0,regulated,s
    Singapore,Homes,2026-04-01,SGD,0.30,regulated,s
    SG,Homes,2026-07-01,SGD,0.30,free,s
    """
    assert [str(each.per_kwh) for each in catalog.tariffs] == ["0.2972"]
    found = [finding.line() for finding in catalog.findings]
    assert (
        "tariffs.csv row 3, since: Row 2 gives 'Homes' from 2026-04-01 already; that one is kept. "
        "Remove one."
    ) in found
    assert {row.row for row in catalog.left_out} == {3, 4, 5, 6}
    assert catalog.offers_left_out == ()


def test_a_fact_of_a_tariff_changes_the_fingerprint(tmp_path: Path) -> None:
    header = "== tariffs.csv\ncountry,name,since,currency,per_kwh,basis,source\n"
    text = VENDORS + SWITCH + header
    one, other = (
        load_catalog(write(tmp_path / price, f"{text}SG,x,2026-04-01,SGD,{price},cap,s\n"))
        for price in ("0.29", "0.30")
    )
    assert one.fingerprint != other.fingerprint


def test_tax_rules_are_read_with_their_countries_values_and_days(catalog: Catalog) -> None:
    """
    == taxes.csv
    countries,tax,on,until,over,up_to,value_of,taken_by,percent,per_kind,source
    SG,import_tax,2007-07-01,,400.00 SGD,,order,border,7,,https://example.org
    SG,import_tax,2030-01-01,,400.00 SGD,,order,border,10,,https://example.org
    SG,import_tax,2019-01-01,,,400.00 SGD,article,registered-seller,7,,https://example.org
    DE; AT,duty,2019-07-01,2020-06-30,,150.00 EUR,goods,,,3.00 EUR,https://example.org
    """
    assert lines(catalog) == []
    first, later, article, kinds = catalog.tax_rules
    assert (first.percent, str(first.over), first.sides) == (7, "S$400.00", {"over"})
    assert later.on == date(2030, 1, 1)  # one that begins on a day to come
    assert (article.value_of, article.taken_by) == ("article", "registered-seller")
    assert (kinds.countries, str(kinds.per_kind)) == (("DE", "AT"), "€3.00")
    assert kinds.taken_by == "border"


def test_tax_rules_that_clash_or_make_no_sense_are_left_out(catalog: Catalog) -> None:
    """
    == taxes.csv
    countries,tax,on,until,over,up_to,percent,per_kind,source
    Singapore,import_tax,2019-01-01,,,,7,,https://example.org
    SG,vat,2019-01-01,,,,7,,https://example.org
    SG,import_tax,2019-01-01,2018-01-01,,,7,,https://example.org
    SG,import_tax,2019-01-01,,,,7,,a web page
    SG,import_tax,2019-01-01,,,,700,,https://example.org
    SG,import_tax,2019-01-01,,,,7,,https://example.org
    MY;SG,import_tax,2019-01-01,,400.00 SGD,,8,,https://example.org
    """
    assert [each.cell.row for each in catalog.findings if each.cell] == [2, 3, 4, 5, 6, 8]
    assert catalog.findings[-1].code == "tax-rules-clash"
    assert lines(catalog)[-1] == (
        "taxes.csv row 8, on: Row 7 says what holds there from 2019-01-01 on already; it stays: "
        "nothing would say which of the two holds. Remove one, or correct its day, its countries "
        "or its values."
    )
    assert [rule.percent for rule in catalog.tax_rules] == [7]
    assert catalog.offers_left_out == ()


def test_days_on_which_no_tax_rule_holds_are_told(catalog: Catalog) -> None:
    """
    == taxes.csv
    countries,tax,on,until,percent,source
    SG,import_tax,2019-01-01,2019-03-31,7,https://example.org
    SG,import_tax,2019-05-01,,8,https://example.org
    SG,duty,2019-01-01,2019-03-31,7,https://example.org
    MY,import_tax,2019-01-01,2019-03-31,7,https://example.org
    MY,import_tax,2019-04-01,,8,https://example.org
    GB,import_tax,2018-01-01,,7,https://example.org
    GB,import_tax,2019-01-01,2019-03-31,8,https://example.org
    GB,import_tax,2020-01-01,,9,https://example.org
    """
    assert lines(catalog) == [
        (
            "taxes.csv row 2, until: '2019-03-31' is its last day, and the next rule begins on "
            "2019-05-01: between them none holds. Correct one of the days, or add the rule "
            "between them."
        )
    ]
    assert len(catalog.tax_rules) == 8


def test_a_fact_of_a_tax_rule_changes_the_fingerprint(tmp_path: Path) -> None:
    text = VENDORS + SWITCH + "== taxes.csv\ncountries,tax,on,percent,source\n"
    one, other = (
        load_catalog(
            write(tmp_path / each, f"{text}SG,import_tax,2020-01-01,{each},https://example.org\n")
        ).fingerprint
        for each in "78"
    )
    assert one != other


def test_offers_say_the_condition_and_whether_tax_is_in_the_price(catalog: Catalog) -> None:
    """
    == offers/acme.csv
    part_number,currency,price,condition,tax_included,quoted_on,basis,source
    sw-8,SGD,26.40,,,2020-06-17,quoted,s
    sw-8,SGD,20.00,used,true,2020-06-17,quoted,s
    sw-8,SGD,21.00,refurbished,false,2020-06-17,quoted,s
    sw-5,SGD,21.00,broken,perhaps,2020-06-17,quoted,s
    """
    # New, used and refurbished ones of one day are offers of their own.
    assert [(each.condition, each.tax_included) for each in catalog.offers] == [
        (None, None),
        ("used", True),
        ("refurbished", False),
    ]
    assert len(catalog.findings) == 2
    assert "is not one of new, refurbished, used" in lines(catalog)[0]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            "2030-01-01,2025-01-01,s",
            (
                "ended_on 2025-01-01 is before made_until 2030-01-01: where a promise was not "
                "kept, leave made_until empty."
            ),
        ),
        ("2030-01-01,,", "made_until and ended_on need a lifecycle_source."),
        (",2025-01-01,", "made_until and ended_on need a lifecycle_source."),
    ],
)
def test_facts_of_a_life_that_contradict_each_other_are_an_error(
    tmp_path: Path, facts: str, said: str
) -> None:
    header = "part_number,name,source,made_until,ended_on,lifecycle_source"
    catalog = load_catalog(
        write(tmp_path, f"{VENDORS}== parts/switch.csv\n{header}\nsw-8,E,s,{facts}\nsw-5,F,s,,,\n")
    )
    assert lines(catalog) == [f"parts/switch.csv row 2: {said}"]
    assert [part.part_number for part in catalog.parts] == ["sw-5"]


def test_numbers_of_articles_are_text_whatever_digits_they_are_made_of(catalog: Catalog) -> None:
    """
    == vendors.csv
    vendor,name,kind,currency,cart
    acme,Acme,shop,SGD,shopify
    beta,Beta,shop,USD,
    == offers/acme.csv
    part_number,article_number,maker_number,currency,price,quoted_on,basis,source
    sw-8,007,82776,SGD,26.40,2020-06-17,quoted,https://example.org
    sw-5,42691616702558,,SGD,16.40,2020-06-17,quoted,https://example.org
    """
    assert lines(catalog) == []
    assert [each.cart for each in catalog.vendors] == ["shopify", None]
    numbers = [(each.article_number, each.maker_number) for each in catalog.offers]
    assert numbers == [("007", "82776"), ("42691616702558", "")]


def test_an_unknown_cart_is_refused_with_those_that_there_are(catalog: Catalog) -> None:
    """
    == vendors.csv
    vendor,name,kind,currency,cart
    acme,Acme,shop,SGD,woocommerce
    """
    (line,) = [each for each in lines(catalog) if "woocommerce" in each]
    assert "not one of shopify, amazon, mouser, digikey, list" in line
