"""One's own folder lies over the shipped one: same files, same checks, the later row wins."""

from datetime import date
from pathlib import Path

import pytest

from planner.io.catalog.folder import load_catalog
from planner.model.catalog import Catalog
from planner.model.findings import Severity
from planner.model.tariffs import tariff_on

DAY = date(2026, 11, 29)
PARTS = "part_number,name,source\n"
OFFERS = "part_number,currency,price,quoted_on,basis,source\n"
VENDORS = "vendor,name,kind,currency\n"
SHIPPED = {
    "parts/board.csv": PARTS + "pi3,Pi 3,a data sheet\npi4,Pi 4,a data sheet\n",
    "vendors.csv": VENDORS + "acme,Acme,shop,SGD\n",
    "offers/acme.csv": OFFERS + "pi3,SGD,49,2026-06-01,quoted,s\npi4,SGD,60,2026-06-01,quoted,s\n",
    "rates.csv": "base,quote,rate,as_of,source\nSGD,USD,0.75,2026-06-01,a bank\n",
}


def laid(tmp_path: Path, own: dict[str, str]) -> Catalog:
    for folder, files in (("shipped", SHIPPED), ("own", own)):
        for name, text in files.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return load_catalog(tmp_path / "shipped", DAY, own=tmp_path / "own")


def prices(catalog: Catalog) -> list[str]:
    return sorted(
        f"{each.part_number} {each.vendor} {each.price_breaks[0].price} {each.quoted_on}"
        for each in catalog.offers
    )


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    catalog = laid(tmp_path, {})
    assert catalog == load_catalog(tmp_path / "shipped", DAY)
    assert catalog.findings == ()


def test_own_parts_shops_prices_and_rates_come_beside_the_shipped_ones(tmp_path: Path) -> None:
    catalog = laid(
        tmp_path,
        {
            "parts/board.csv": PARTS + "mine,My board,my notes\n",
            "vendors.csv": VENDORS + "corner,Corner shop,shop,SGD\n",
            "offers/corner.csv": OFFERS + "mine,SGD,20,2026-11-01,quoted,s\n",
            "offers/acme.csv": OFFERS + "pi3,SGD,70,2026-11-01,quoted,s\n",
            "rates.csv": "base,quote,rate,as_of,source\nSGD,EUR,0.66,2026-11-01,me\n",
        },
    )
    assert [part.part_number for part in catalog.parts] == ["pi3", "pi4", "mine"]
    assert list(catalog.vendor_names) == ["acme", "corner"]
    assert prices(catalog) == [
        "mine corner 20 2026-11-01",
        "pi3 acme 49 2026-06-01",
        "pi3 acme 70 2026-11-01",
        "pi4 acme 60 2026-06-01",
    ]
    assert [rate.quote for rate in catalog.rates] == ["USD", "EUR"]
    assert catalog.findings == ()


def test_what_is_in_both_is_taken_from_ones_own_and_told(tmp_path: Path) -> None:
    catalog = laid(
        tmp_path,
        {
            "parts/switch.csv": PARTS + "pi3,Is a switch now,my notes\n",
            "vendors.csv": "vendor,name,kind,currency,shipping\nacme,Acme,shop,SGD,5\n",
            "offers/acme.csv": OFFERS + "pi4,SGD,61,2026-06-01,quoted,s\n",
            "rates.csv": "base,quote,rate,as_of,source\nSGD,USD,0.76,2026-06-01,a bank\n",
        },
    )
    assert catalog.by_number["pi3"].category == "switch"
    assert str(catalog.vendors[0].shipping) == "5"
    assert prices(catalog) == ["pi3 acme 49 2026-06-01", "pi4 acme 61 2026-06-01"]
    assert [str(rate.rate) for rate in catalog.rates] == ["0.76"]
    told = [(each.code, each.severity, each.subject) for each in catalog.findings]
    assert told == [("own-replaces", Severity.NOTE, name) for name in ("pi3", "acme", "pi4")]


def test_what_is_wrong_in_ones_own_files_names_them(tmp_path: Path) -> None:
    catalog = laid(
        tmp_path,
        {
            "parts/board.csv": PARTS + ",nameless,s\n",
            "offers/nobody.csv": OFFERS + "pi3,SGD,1,2026-11-01,quoted,s\n",
            "offers/acme.csv": OFFERS + "pi9,SGD,1,2026-11-01,quoted,s\n",
            "prices.csv": "a,b\n1,2\n",
        },
    )
    places = {each.cell.file for each in catalog.findings if each.cell is not None}
    assert places == {
        "own/parts/board.csv",
        "own/offers/nobody.csv",
        "own/offers/acme.csv",
        "own/prices.csv",
    }
    # A row of a part that was not read is one; so is an offer of a part nobody knows.
    assert catalog.rows_unread == 2


# --- what one no longer uses ----------------------------------------------------------------------

RETIRED = "part_number,vendor,retired_on,note\n"


@pytest.mark.parametrize(
    ("rows", "left", "parts"),
    [
        ("pi3,,2026-10-01,too slow\n", ["pi3 acme 49", "pi3 acme 70", "pi4 acme 60"], {"pi3"}),
        (",acme,2026-10-01,closed\n", ["pi3 acme 70"], set()),
        (",acme,2026-11-01,closed\n", [], set()),
        ("pi4,acme,2026-10-01,\n", ["pi3 acme 49", "pi3 acme 70"], set()),
        ("pi4,acme,2026-01-01,\n", ["pi3 acme 49", "pi3 acme 70", "pi4 acme 60"], set()),
    ],
)
def test_what_is_retired_is_no_longer_used_until_a_newer_price_comes(
    tmp_path: Path, rows: str, left: list[str], parts: set[str]
) -> None:
    own = OFFERS + "pi3,SGD,70,2026-11-01,quoted,s\n"
    catalog = laid(tmp_path, {"offers/acme.csv": own, "retired.csv": RETIRED + rows})
    assert [each.rpartition(" ")[0] for each in prices(catalog)] == left
    assert catalog.retired_parts == parts
    assert "pi3" in catalog.by_number
    assert catalog.with_parts(()).retired == catalog.retired


def test_a_row_that_retires_nothing_is_told(tmp_path: Path) -> None:
    catalog = laid(tmp_path, {"retired.csv": RETIRED + ",,2026-10-01,\n"})
    assert [each.message for each in catalog.findings] == [
        "Neither a part nor a vendor is named, so nothing is retired."
    ]
    assert catalog.rows_unread == 0


def test_the_shipped_folder_retires_nothing(tmp_path: Path) -> None:
    laid(tmp_path, {})
    (tmp_path / "shipped" / "retired.csv").write_text(RETIRED + "pi3,,2026-10-01,\n")
    catalog = load_catalog(tmp_path / "shipped", DAY)
    assert [each.code for each in catalog.findings] == ["file-unknown"]


EVENTS = "part_number,on,currency,price_before,price_after,source\n"


def test_own_price_events_come_beside_the_shipped_ones_and_replace_those_of_their_day(
    tmp_path: Path,
) -> None:
    (tmp_path / "shipped").mkdir()
    shipped = EVENTS + "pi3,2026-02-01,SGD,40,49,maker\npi4,2026-02-01,SGD,50,60,maker\n"
    (tmp_path / "shipped/price_events.csv").write_text(shipped)
    catalog = laid(
        tmp_path,
        {"price_events.csv": EVENTS + "pi4,2026-02-01,SGD,50,61,me\npi4,2026-09-01,SGD,61,70,me\n"},
    )

    assert [
        (each.part_number, str(each.on), each.price_after) for each in catalog.price_events
    ] == [
        ("pi3", "2026-02-01", 49),
        ("pi4", "2026-02-01", 61),
        ("pi4", "2026-09-01", 70),
    ]
    assert [each.line() for each in catalog.findings] == [
        "Your own price event of 'pi4' takes the place of the shipped one."
    ]


TARIFFS = "country,name,since,currency,per_kwh,basis,source\n"


def test_own_tariffs_come_beside_the_shipped_ones_and_replace_those_of_their_day(
    tmp_path: Path,
) -> None:
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped/tariffs.csv").write_text(TARIFFS + "SG,Homes,2026-07-01,SGD,0.35,cap,s\n")
    own = "SG,Homes,2026-07-01,SGD,0.31,cap,me\nSG,Mine,2026-07-01,SGD,0.28,contract,me\n"
    catalog = laid(tmp_path, {"tariffs.csv": TARIFFS + own})

    assert [str(each.per_kwh) for each in catalog.tariffs] == ["0.31", "0.28"]
    assert [each.line() for each in catalog.findings] == [
        "Your own tariff 'Homes' takes the place of the shipped one."
    ]
    # Of two that begin on one day one's own holds: it comes after the shipped ones.
    assert tariff_on(catalog.tariffs, "SG", date(2026, 11, 29)) == catalog.tariffs[1]


RULES = "countries,tax,on,percent,source\n"


def test_an_own_tax_rule_takes_the_place_of_the_shipped_ones_that_it_clashes_with(
    tmp_path: Path,
) -> None:
    (tmp_path / "shipped").mkdir()
    rows = "SG,import_tax,2024-01-01,9,https://a.example\nMY,duty,2024-01-01,5,https://a.example\n"
    (tmp_path / "shipped/taxes.csv").write_text(RULES + rows)
    own = (
        "DE;SG,import_tax,2024-01-01,8,https://b.example\nMY,duty,2025-01-01,6,https://b.example\n"
    )
    catalog = laid(tmp_path, {"taxes.csv": RULES + own})

    assert [(each.countries, each.percent) for each in catalog.tax_rules] == [
        (("MY",), 5),
        (("DE", "SG"), 8),
        (("MY",), 6),
    ]
    assert [each.line() for each in catalog.findings] == [
        "Your own tax rule of 'DE;SG from 2024-01-01' takes the place of the shipped one."
    ]


def test_an_own_offer_of_a_used_one_comes_beside_that_of_a_new_one(tmp_path: Path) -> None:
    header = "part_number,currency,price,condition,quoted_on,basis,source\n"
    catalog = laid(tmp_path, {"offers/acme.csv": header + "pi3,SGD,20,used,2026-06-01,quoted,me\n"})

    assert prices(catalog) == [
        "pi3 acme 20 2026-06-01",
        "pi3 acme 49 2026-06-01",
        "pi4 acme 60 2026-06-01",
    ]
    assert catalog.findings == ()
