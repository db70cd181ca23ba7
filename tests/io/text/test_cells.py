"""What is said about one bad cell: the value, what is expected, what to write."""

import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.io.catalog.folder import load_catalog
from planner.io.catalog.templates import TEMPLATES
from planner.io.text.columns import Column, Kind, columns_for
from planner.io.text.problems import written_wrong
from planner.model.catalog import Catalog
from planner.model.findings import Severity
from planner.model.parts import Switch

VENDOR = "vendor,name,kind,currency\nacme,Acme,shop,SGD\n"
GOOD = {
    "parts/switch": {"part_number": "sw-8", "name": "Switch", "source": "https://example.org"},
    "parts/board": {"part_number": "pi", "name": "Board", "source": "https://example.org"},
    "offers/acme": {
        "part_number": "sw-8",
        "currency": "SGD",
        "price": "26.40",
        "quoted_on": "2020-06-17",
        "basis": "quoted",
        "source": "https://example.org",
    },
    "vendors": {"vendor": "acme", "name": "Acme", "kind": "shop", "currency": "SGD"},
    "rates": {
        "base": "SGD",
        "quote": "USD",
        "rate": "0.7177",
        "as_of": "2020-06-17",
        "source": "ECB",
    },
}


Load = Callable[[str, dict[str, str]], Catalog]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a catalog whose files are good but for the cells given of one of them."""

    def with_cells(file: str, cells: dict[str, str]) -> Catalog:
        part = {"part_number": "own", "name": "Own", "source": "https://example.org"}
        for name, good in {**({file: part} if file else {}), **GOOD}.items():
            row = {**good, **(cells if name == file else {})}
            path = tmp_path / f"{name}.csv"
            path.parent.mkdir(exist_ok=True)
            quoted = ('"{}"'.format(cell.replace('"', '""')) for cell in row.values())
            path.write_text(f"{','.join(row)}\n{','.join(quoted)}\n", "utf-8")
        return load_catalog(tmp_path)

    return with_cells


def test_good_cells_load_without_a_word(load: Load) -> None:
    catalog = load("", {})

    assert catalog.findings == ()
    assert len(catalog.parts) == 2
    assert len(catalog.offers) == len(catalog.vendors) == len(catalog.rates) == 1


WHOLE, NUMBER = "is not a whole number.", "is not a number."
DIGITS, EXPONENT = "is not written in plain digits.", "is written with an exponent."
BETWEEN, COMMA = "has a separator between its digits.", "has a decimal comma."
THOUSANDS, PERCENT = "has a thousands separator.", "has a percent sign."
UNIT = "has a unit; the name of the column says it."
BESIDE = "has a currency sign; the currency has its own column."
DAY, NO_DAY = "is not a date written as year-month-day.", "is not a day of the calendar."
NO_PART = (
    "is not a part number: it begins with a letter or digit and has no blank, comma or semicolon."
)
CODE = "is not an ISO 4217 currency code."
LIKE = "Write it like"
# File and column, then values with what is said of each, and the hint (or how it begins).
SAID: dict[tuple[str, str], list[tuple[str, str, str]]] = {
    ("parts/switch", "ports"): [
        ("eight", WHOLE, f"{LIKE} 8."),
        ("8.5", WHOLE, f"{LIKE} 8."),
        ("8.0", WHOLE, f"{LIKE} 8."),
        ("1,024", THOUSANDS, f"{LIKE} 1024."),
        ("8 ports", UNIT, f"{LIKE} 8."),
        ("1,000", "has a thousands separator or a decimal comma.", f"{LIKE} 1000 or 1."),
        ("8 dozen", UNIT, f"{LIKE} 8."),
        ("8-10", WHOLE, f"{LIKE} 8."),
        ("~8", WHOLE, f"{LIKE} 8."),
        ("n/a", WHOLE, "Leave the cell empty if it is not known."),
        ("-8", "is less than 0.", "Write 0 or more."),
        ("2000000", "is more than 1000000.", "Write 1000000 or less."),
        ("9" * 40, "has too many digits.", f"{LIKE} 8."),
        ("\uff18", DIGITS, f"{LIKE} 8."),
        ("1_000", BETWEEN, f"{LIKE} 1000."),
        ("1e3", EXPONENT, f"{LIKE} 1000."),
    ],
    ("parts/switch", "speed_mbps"): [
        ("1Gbps", UNIT, f"{LIKE} 1000."),
        ("1000M", UNIT, f"{LIKE} 1000."),
        ("2.5 Gbit/s", UNIT, f"{LIKE} 2500."),
        ("2,5G", UNIT, f"{LIKE} 2500."),
        ("100 Mb/s", UNIT, f"{LIKE} 100."),
        ("125 MB/s", UNIT, f"{LIKE} 1000."),  # bytes: the hint is the column's example
        ("0.5k", WHOLE, f"{LIKE} 1000."),
        ("30 furlongs", UNIT, f"{LIKE} 1000."),
        ("S$40", BESIDE, f"{LIKE} 1000."),
    ],
    ("parts/cable", "length_m"): [
        ("0.3m", UNIT, f"{LIKE} 0.3."),
        ("30cm", UNIT, f"{LIKE} 0.3."),
        ("300 mm", UNIT, f"{LIKE} 0.3."),
        ("1 ft", UNIT, f"{LIKE} 0.3048."),
        ('12"', UNIT, f"{LIKE} 0.3048."),
        ("1k", NUMBER, f"{LIKE} 0.3."),
    ],
    ("parts/storage", "capacity_gb"): [
        ("1TB", UNIT, f"{LIKE} 1000."),
        ("500 MB", UNIT, f"{LIKE} 16."),  # half a gigabyte is no whole number of them
        ("512GB", UNIT, f"{LIKE} 512."),
    ],
    ("parts/charger", "port_max_ma"): [
        ("3A", UNIT, f"{LIKE} 3000."),
        ("2.4 A", UNIT, f"{LIKE} 2400."),
        ("2400mA", UNIT, f"{LIKE} 2400."),
    ],
    ("parts/charger", "supply_v"): [("5.1V", UNIT, f"{LIKE} 5.1.")],
    ("parts/board", "ram_mb"): [
        ("4GB", UNIT, f"{LIKE} 4096."),
        ("512 MB", UNIT, f"{LIKE} 512."),
    ],
    ("parts/board", "clock_mhz"): [("1.5 GHz", UNIT, f"{LIKE} 1500.")],
    ("offers/acme", "weight_g"): [("0.25 kg", UNIT, f"{LIKE} 250.")],
    ("offers/acme", "lead_time_days"): [("2 weeks", UNIT, f"{LIKE} 14.")],
    ("offers/acme", "price"): [
        ("1,234.50", THOUSANDS, f"{LIKE} 1234.50."),
        ("1.234,50", COMMA, f"{LIKE} 1234.50."),
        ("1,234,567", THOUSANDS, f"{LIKE} 1234567."),
        ("12,50", COMMA, f"{LIKE} 12.50."),
        ("1,234", "has a thousands separator or a decimal comma.", f"{LIKE} 1234 or 1.234."),
        ("1\u00a0234.50", BETWEEN, f"{LIKE} 1234.50."),
        ("1'234.50", BETWEEN, f"{LIKE} 1234.50."),
        ("1.2.3", NUMBER, ""),
        ("$45", BESIDE, f"{LIKE} 45."),
        ("S$12.50", BESIDE, f"{LIKE} 12.50."),
        ("45 USD", BESIDE, f"{LIKE} 45."),
        ("\u20ac 9,99", BESIDE, f"{LIKE} 9.99."),
        ("9%", PERCENT, f"{LIKE} 26.40."),  # a share of a price is no price
        ("45k", NUMBER, f"{LIKE} 45000."),  # thousands, said in so many words
        ("1.2m", UNIT, f"{LIKE} 26.40."),  # metres, millions, thousands?
        ("12 each", UNIT, f"{LIKE} 26.40."),
        ("1.23456789k", NUMBER, f"{LIKE} 1234.56789."),
        ("NaN", NUMBER, LIKE),
        ("-inf", NUMBER, LIKE),
        ("1e999", EXPONENT, LIKE),
        ("1e-5", EXPONENT, f"{LIKE} 0.00001."),
        ("-5", "is less than 0.", "Write 0 or more."),
        ("\u22125", DIGITS, f"{LIKE} -5."),
        ("free", NUMBER, LIKE),
        ("", "The cell is empty, and it is needed.", "Required: "),
    ],
    ("offers/acme", "min_quantity"): [
        ("0", "is less than 1.", "Write 1 or more."),
    ],
    ("offers/acme", "currency"): [
        ("SGP", CODE, "Did you mean SGD?"),
        ("usd", CODE, "Did you mean USD?"),
        ("$", CODE, f"{LIKE} SGD or USD."),
    ],
    ("offers/acme", "basis"): [
        ("qouted", "is not one of quoted, published.", "Did you mean quoted?"),
        ("estimated", "is not one of quoted, published.", "Write one of them."),
    ],
    ("offers/acme", "quoted_on"): [
        ("6/7/2020", DAY, f"{LIKE} 2020-07-06 or 2020-06-07, whichever is meant."),
        ("13.7.20", DAY, f"{LIKE} 2020-07-13."),
        ("2020/6/7", DAY, f"{LIKE} 2020-06-07."),
        ("2020-06-07T00:00:00", DAY, f"{LIKE} 2020-06-07."),
        ("43989", DAY, LIKE),
        ("today", DAY, LIKE),
        ("2020-02-30", NO_DAY, LIKE),
        ("0020-06-17", NO_DAY, LIKE),
    ],
    ("offers/acme", "valid_until"): [
        (
            "2020-06-16",
            "is before the day it was quoted on, 2020-06-17.",
            "Correct one of the two dates.",
        ),
    ],
    ("parts/board", "isa"): [
        ("arm63", "is not one of armv6, armv7, arm64, x86-64, riscv64.", "Did you mean arm64?"),
        (
            "sparc",
            "is not one of armv6, armv7, arm64, x86-64, riscv64.",
            "Write one of them, or leave it empty.",
        ),
    ],
    ("parts/board", "storage_slots"): [
        (
            "SD;microsd",
            "'microsd' is not one of SD, microSD, eMMC, NVMe, SATA, USB.",
            "Did you mean microSD?",
        ),
    ],
    ("parts/board", "power_max_w"): [
        ("12.5 W", UNIT, f"{LIKE} 12.5."),
    ],
    ("parts/board", "supply_v"): [
        ("1e999", EXPONENT, f"{LIKE} 5.1."),
    ],
    ("parts/board", "name"): [
        ("x" * 230, "has 230 characters; at most 200 fit.", "Shorten it."),
        (
            "",
            "The cell is empty, and it is needed.",
            "Required: name, such as TP-Link TL-SG108.",
        ),
    ],
    ("parts/board", "part_number"): [
        (
            "pi 3",
            NO_PART,
            f"{LIKE} tl-sg108.",
        ),
        ("pi\u200b3", "holds a blank or an invisible character.", "Type it again, without blanks."),
        ("=cmd", NO_PART, f"{LIKE} tl-sg108."),
    ],
    ("vendors", "vendor"): [
        ("Acme Shop", "is not a vendor id: small letters, digits and hyphens.", LIKE),
    ],
    ("vendors", "tax_included"): [
        ("maybe", "is neither true nor false.", "Write true or false."),
    ],
    ("vendors", "tax_percent"): [
        ("9%", PERCENT, f"{LIKE} 9."),
    ],
    ("rates", "rate"): [
        ("0,7177", COMMA, f"{LIKE} 0.7177."),
    ],
}


@pytest.mark.parametrize(
    ("file", "column", "value", "what", "hint"),
    [(*place, *said) for place, cells in SAID.items() for said in cells],
)
def test_a_bad_cell_is_one_finding_and_its_row_is_left_out(
    load: Load, file: str, column: str, value: str, what: str, hint: str
) -> None:
    catalog = load(file, {column: value})

    (finding,) = (
        each for each in catalog.findings if each.cell and each.cell.file == f"{file}.csv"
    )
    assert finding.cell is not None
    assert finding.cell.where() == f"{file}.csv row 2, {column}"
    short = value if len(value) <= 60 else f"{value[:59]}…"
    assert finding.message in (f"{short!r} {what}", what)
    assert finding.hint.startswith(hint)
    assert finding.hint.endswith((".", "?"))
    assert finding.severity is Severity.ERROR
    assert finding.cell.value == ((value if len(value) <= 200 else f"{value[:199]}…") or None)
    (row,) = (each for each in catalog.left_out if each.file == f"{file}.csv")
    assert (row.row, value in row.cells) == (2, True)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"rate": "-1"}, "A rate must be greater than 0, not -1."),
        ({"quote": "SGD"}, "A rate needs two currencies, not SGD twice."),
    ],
)
def test_a_row_whose_cells_do_not_go_together_is_one_finding(
    load: Load, cells: dict[str, str], message: str
) -> None:
    catalog = load("rates", cells)

    assert [finding.line() for finding in catalog.findings] == [f"rates.csv row 2: {message}"]
    assert catalog.rates == ()


def test_two_bad_cells_of_a_row_are_two_findings(
    load: Load,
) -> None:
    catalog = load("offers/acme", {"price": "free", "currency": "XXY", "min_quantity": "none"})

    columns = sorted(finding.cell.column or "" for finding in catalog.findings if finding.cell)
    assert columns == ["currency", "min_quantity", "price"]
    assert [row.row for row in catalog.left_out] == [2]


@pytest.mark.parametrize("around", [" {} ", "\t{}", "{}\xa0", "\ufeff{}", "{}\u200b"])
def test_blanks_around_a_value_are_dropped_with_one_note(load: Load, around: str) -> None:
    catalog = load(
        "parts/switch", {"ports": around.format("8"), "part_number": around.format("sw-8")}
    )

    switch = catalog.by_number["sw-8"]
    assert isinstance(switch, Switch)
    assert switch.ports == 8
    assert [(finding.severity, finding.line()) for finding in catalog.findings] == [
        (
            Severity.NOTE,
            (
                "parts/switch.csv row 2: 2 cells have blanks around the value; read without them. "
                "Remove them if they were not meant."
            ),
        )
    ]


@pytest.mark.parametrize("number", ["8", "+8", "008"])
def test_plain_ways_to_write_a_number_are_taken(load: Load, number: str) -> None:
    switch = load("parts/switch", {"ports": number}).by_number["sw-8"]

    assert isinstance(switch, Switch)
    assert switch.ports == 8


COLUMNS = [column for kind in TEMPLATES for column in columns_for(kind)]
NUMBERISH = st.text(st.sampled_from(string.digits + "+-.,eE '_%$k\xa0\u00bd\uff18W"), max_size=45)


@given(st.sampled_from(COLUMNS), st.text() | NUMBERISH)
def test_any_text_of_any_column_is_taken_or_explained(column: Column, text: str) -> None:
    problem = written_wrong(column, text)

    if problem is not None:
        assert problem.message.endswith(".")
        assert problem.hint.endswith(".")
    elif column.kind is Kind.WHOLE:
        int(text)
    elif column.kind is Kind.DECIMAL:
        float(text)


@given(NUMBERISH)
def test_what_a_hint_says_to_write_is_a_number(text: str) -> None:
    column = Column("price", Kind.DECIMAL, required=True, description="Price", example="12.50")
    problem = written_wrong(column, text)

    if problem is not None and problem.hint.startswith("Write it like "):
        first = problem.hint.removeprefix("Write it like ").removesuffix(".").split(" or ")[0]
        assert written_wrong(column, first) is None


def test_a_number_that_pydantic_alone_would_misread_never_reaches_it() -> None:
    with pytest.raises(ValidationError):
        Switch.model_validate({**GOOD["parts/switch"], "ports": "eight"})
    # Pydantic alone takes these: an underscore, and a time as a number of seconds.
    assert Switch.model_validate({**GOOD["parts/switch"], "ports": "1_000"})
    day = next(column for column in columns_for("offers") if column.name == "quoted_on")
    assert written_wrong(day, "1600000000") is not None
