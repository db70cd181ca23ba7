"""Every number that the documents state is accounted for.

It stands in the answer of a command on the same page, or it is listed here with what it comes from:
a command that prints it, a value of the program, a cell of the catalog, a sum done again. What a
source says, what an example supposes and what was measured once can only be named; it is listed as
that.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Protocol

import pytest

from tests.docs import shell
from tests.docs.documents import DRAWN, PAGES, ROOT, name_of, steps, text_of
from tests.docs.figures import figures, plain

# Of the house's own code, and held to it by the tests of the architecture.
OF_THE_CODE = {"docs/architecture.md"}
CHECKED = [page for page in PAGES if name_of(page) not in {*DRAWN, *OF_THE_CODE}]


class Origin(Protocol):
    """Where numbers come from."""

    numbers: tuple[str, ...]

    def wrong(self, terminal: shell.Shell) -> list[str]:
        """Return the numbers that do not come from there."""
        ...


@dataclass(frozen=True)
class Printed:
    """What a command prints."""

    command: str
    numbers: tuple[str, ...]

    def wrong(self, terminal: shell.Shell) -> list[str]:
        printed = {plain(each) for each in figures(terminal.run(self.command), small=True)}
        return [each for each in self.numbers if plain(each) not in printed]


@dataclass(frozen=True)
class Value:
    """What a name of the program stands for, `module:NAME` or `module:NAME.field`."""

    name: str
    numbers: tuple[str, ...]
    scale: int = 1

    def wrong(self, terminal: shell.Shell) -> list[str]:
        module, _, path = self.name.partition(":")
        found = import_module(module)
        for each in path.split("."):
            found = getattr(found, each)
        value = Decimal(str(found)) / self.scale
        return [each for each in self.numbers if Decimal(plain(each)) != value]


@dataclass(frozen=True)
class Cells:
    """What stands in a file of the catalog, each in a cell of its own."""

    file: str
    numbers: tuple[str, ...]

    def wrong(self, terminal: shell.Shell) -> list[str]:
        with (ROOT / "catalogs" / self.file).open(encoding="utf-8", newline="") as text:
            cells = {plain(cell) for row in csv.reader(text) for cell in row if cell[:1].isdigit()}
        return [each for each in self.numbers if plain(each) not in cells]


@dataclass(frozen=True)
class Sum:
    """What comes out of other numbers of the page."""

    value: Decimal
    numbers: tuple[str, ...]

    def wrong(self, terminal: shell.Shell) -> list[str]:
        return [each for each in self.numbers if Decimal(plain(each)) != self.value]


@dataclass(frozen=True)
class Said:
    """What a source says, an example supposes, a standard has, or was measured once."""

    by: str
    numbers: tuple[str, ...]

    def wrong(self, terminal: shell.Shell) -> list[str]:
        return [] if self.by else list(self.numbers)


def _d(text: str) -> Decimal:
    return Decimal(text)


CURVE = "planner curve --only tplink-8p --only tplink-16p-smart --prices-since any --most 8"
MARKET = (
    "planner buy docs/examples/market/bill.csv --offers docs/examples/market/offers "
    "--vendors docs/examples/market/vendors.csv --on 2026-10-30"
)
UPGRADE = "planner network kraken kraken-gigabit"
ORIGINS: dict[str, tuple[Origin, ...]] = {
    "CONTRIBUTING.md": (
        Said("Makefile: TIMES, and the target of coverage", ("20", "100 %")),
        Said("the numbers of a version to come and of a licence", ("1.0", "2.0")),
    ),
    "catalogs/README.md": (
        Said("one rack unit, EIA-310", ("44.45", "0.5")),
        Said(
            "examples of what a cell holds",
            ("100", "65", "30", "24", "11.49", "90", "140", "1,000", "1000", "34.78", "0.3478"),
        ),
        Said("the name of a licence", ("4.0",)),
    ),
    "docs/builds.md": (
        Value("planner.io.own._writing:MOST_BACKUPS", ("20",)),
        Value("planner.model.kits:MAX_PIECES", ("100,000",)),
        Value("planner.model.kits:MAX_LINES", ("5,000",)),
        Value("planner.model.spares:MOST_ONE_IN", ("10,000",)),
        Value("planner.model.spares:MOST_SPARES_PERCENT", ("100", "100 %")),
        Value("planner.ui.visit.carried_edits:MOST_IN_ADDRESS", ("24,000",)),
        Value("planner.ui.visit._links:MAX_TOKEN", ("20,000",)),
        Sum(_d("10") * 7, ("70",)),
        Said("examples", ("60", "50", "S$41.20", "10 %", "5 %")),
    ),
    "docs/command_line.md": (
        Value("planner.cli.output:MOST_USEFUL_WIDTH", ("140",)),
        Said("a signal and 128, as a shell has it", ("130", "143")),
        Said("measured: a completion in ms", ("60",)),
        Said("planner/settings.py: the memory of a worker", ("2,000",)),
        Said("the width without a terminal", ("100",)),
    ),
    "docs/device_types.md": (
        Value("planner.io.device_types._yaml:MAX_BYTES", ("500",), scale=1000),
        Value("planner.io.device_types._zip:MAX_RATIO", ("150",)),
        Value("planner.io.device_types.files:MAX_FILES", ("50,000",)),
        Said("the version of YAML", ("1.2",)),
        Said("what a benchmark reads", ("3,000",)),
        Said("what is shown of a zip", ("200",)),
    ),
    "docs/examples/market/README.md": (Said("an invented threshold", ("S$250",)),),
    "docs/importing.md": (
        Said("an example of a cell", ("$80", "1254")),
        Said("how far apart counts as almost", ("1.2",)),
    ),
    "docs/index.md": (Said("2.5 gigabit", ("2.5",)),),
    "docs/installing.md": (
        Value("scripts.clean_install:MOST", ("1.2",)),
        Said("measured by make install-test", ("0.7", "0.9")),
        Value("planner.io.local_server:FIRST_PORT", ("8501",)),
        Value("planner.io.local_server:LAST_PORT", ("8600",)),
        Value("scripts.clean_install:MOST", ("1.2",)),
        Said("measured by the check of an installation", ("0.7", "0.9")),
    ),
    "docs/limits.md": (
        Value("planner.model.requirement:MOST_NODES", ("256",)),
        Value("planner.model.requirement:MOST_ROLES", ("64",)),
        Value("planner.model.requirement:MOST_RACK_UNITS", ("60",)),
        Value("planner.model.build:MAX_COPIES", ("10,000",)),
        Value("planner.model.kits:MAX_PIECES", ("100,000",)),
        Value("planner.model.kits:MAX_LINES", ("5,000",)),
        Value("planner.model.bounds:MOST_BUILDS", ("100",)),
        Value("planner.io.text.encodings:MAX_FILE_BYTES", ("20",), scale=1_000_000),
        Value("planner.io.own._writing:MOST_BACKUPS", ("20",)),
        Printed("planner size --help", ("30",)),
    ),
    "docs/network.md": (
        Printed(
            UPGRADE,
            ("130.9", "203.6", "110.5", "112.0", "18.9", "854.1", "427.8", "784.0", "689.1"),
        ),
        Sum(_d("93.1") * 3, ("279.3",)),
        Sum((_d(1460) / 1538).quantize(_d("0.001")), ("0.949",)),
        Sum((_d(22400) / 480).quantize(_d("0.1")), ("46.7 %",)),
        Said("bytes of data in a frame on the wire", ("1460", "1538")),
        Said("USB, and what sources measured on it", ("480", "5000", "0.8", "253")),
        Said("a network of 1000 Mbit/s", ("1000",)),
    ),
    "docs/prices.md": (
        Value("planner.io.web.limits:USUAL.gap_s", ("2.5",)),
        Value("planner.io.web.limits:USUAL.seconds", ("15",)),
        Value("planner.io.distributors.mouser:DISTRIBUTOR.quota.per_minute", ("30",)),
        Said(
            "sections of RFC 9309, and codes of HTTP",
            ("2.2", "2.3", "401", "403", "429", "503", "80", "443"),
        ),
        Said("examples of what a page prints", ("20", "1400", "1.400", "15", "24.990", "1,400")),
        Said("how far a price may change unasked", ("50 %",)),
        Said(
            "two public collections, read once",
            ("140", "62", "134", "78", "75", "26", "30", "24", "1,184", "853"),
        ),
        Said("how often distributors may be asked, as they say", ("1,000", "120", "60")),
    ),
    "docs/purchasing.md": (
        Cells("taxes.csv", ("9 %", "S$400", "€3", "€150", "20 %", "£135")),
        Cells("vendors.csv", ("€4.95", "19 %", "€3.99", "€39", "$35", "$200")),
        Printed(
            MARKET,
            (
                "S$475.93",
                "31.50",
                "220.50",
                "9.00",
                "33.00",
                "9.80",
                "13.00",
                "7.50",
                "14.00",
                "4.50",
                "280.50",
                "0.46",
                "408.62",
                "36.05",
                "444.67",
                "31.26",
                "1.4282",
            ),
        ),
        Printed(f"{MARKET} --need-by 2026-11-10", ("S$45.81",)),
        Printed(f"{MARKET} --exclude example-c", ("S$34.10",)),
        Printed(f"{MARKET} --lock anker-powerport-10=example-b", ("S$5.36",)),
        Sum(_d(7 * 160 + 380 + 420), ("1,920",)),
        Sum((_d("280.50") * _d("1.4282")).quantize(_d("0.01")), ("400.61",)),
        Sum(_d("9.00") + _d("9.80") + _d("7.50") + _d("4.50"), ("30.80",)),
        Sum(_d("9.80") + _d("9.00"), ("S$18.80",)),
        Said(
            "weights and terms of the invented shops",
            ("160", "380", "420", "3.00", "0.50", "1.5 %", "1.02", "S$20", "16", "32", "0.00"),
        ),
        Said(
            "generated markets, and public instances of facility location",
            ("100", "30", "200", "50", "60", "15", "100,000", "1,000", "12,600"),
        ),
        Said(
            "measured on generated markets",
            ("0.1", "2.2 %", "0.03", "0.2 %", "11 %", "8 %", "0.55", "1,500", "36"),
        ),
        Said("from which size on the engine narrows and starts", ("2,000", "20,000", "500", "20")),
        Value("planner.engine.buying._located:_PIECES", ("64",)),
        Said("what carts take, as their pages say", ("999", "2011", "112")),
        Said("years, and examples", ("2023", "S$15.00", "5 %")),
    ),
    "docs/rates.md": (Said("the year in which the bank stopped to publish the rouble", ("2022",)),),
    "docs/running.md": (
        Sum(_d(365) * 24, ("8,760",)),
        Sum(_d("0.3") * _d("12.7") + _d("0.7") * _d("2.8"), ("5.77",)),
        Said("days of a year, watts of a kilowatt", ("365", "1,000")),
        Said("an example of a board", ("2.8", "12.7", "0.3", "0.7", "30 %")),
    ),
    "docs/serving.md": (
        Value("planner.io.text.encodings:MAX_FILE_BYTES", ("20",), scale=1_000_000),
        Said("what a proxy has to take, a little more", ("21",)),
        Said("the Containerfile: the number of its user", ("10001",)),
        Said(
            "measured by the check of the image, and its bound",
            ("237", "85", "1.1", "0.7", "250"),
        ),
        Said(
            "measured in the environment of the image: before, and what is left of each",
            ("441", "61", "47", "30", "22", "14"),
        ),
        Said("how many words were searched with and without AVX2", ("100,000",)),
        Said("seconds", ("30",)),
    ),
    "docs/tutorials/upgrade.md": (Said("the speed of Kraken's switch in Mbit/s", ("100",)),),
    "docs/sizing.md": (
        Printed(CURVE, ("S$26.46", "S$168.57")),
        Sum(_d("26.46") * 2, ("S$52.92",)),
        Sum(_d("26.46") + _d("168.57"), ("S$195.03",)),
        Value("planner.engine.sizing._unit_patterns:MOST_WAYS", ("100,000",)),
        Said(
            "examples of chargers, plugs and switches",
            (
                "60",
                "120",
                "5.5",
                "2.1",
                "14",
                "3.16",
                "65",
                "600",
                "82.8",
                "2,500",
                "15.4",
                "480",
                "90 %",
                "7 %",
                "20 %",
                "5.1",
                "28",
            ),
        ),
        Sum(_d(3 * 8 - 4 - 1), ("19",)),
        Sum(_d(2 * 8 - 2 - 1), ("13",)),
        Sum(_d(3 * 8), ("24",)),
        Said("widths of racks in inches", ("21", "23")),
        Said(
            "more of these examples", ("100", "2.5", "12.5", "15", "30", "12.7", "2.4", "16", "1.1")
        ),
        Said("a year", ("2012",)),
        Said("how many patterns are tried", ("2,000",)),
        Said("Ctrl-C", ("130",)),
    ),
}


def listed(page: Path) -> set[str]:
    """Return the numbers of a page that are listed above."""
    return {each for origin in ORIGINS.get(name_of(page), ()) for each in origin.numbers}


def printed_on(page: Path) -> set[str]:
    """Return the numbers in the answers of the commands of a page, and in the commands."""
    told = (f"{step.command}\n" + "\n".join(step.printed) for step in steps(text_of(page)))
    return {plain(each) for text in told for each in figures(text, small=True)}


@pytest.mark.parametrize("page", CHECKED, ids=name_of)
def test_every_number_of_a_page_is_accounted_for(page: Path) -> None:
    known = printed_on(page) | {plain(each) for each in listed(page)}
    stated = list(dict.fromkeys(figures(text_of(page), prose_only=True)))
    assert [each for each in stated if plain(each) not in known] == []


@pytest.mark.parametrize("page", CHECKED, ids=name_of)
def test_nothing_is_listed_that_a_page_does_not_state(page: Path) -> None:
    stated = {plain(each) for each in figures(text_of(page), prose_only=True)}
    assert [each for each in sorted(listed(page)) if plain(each) not in stated] == []


@pytest.mark.parametrize("page", list(ORIGINS))
def test_the_numbers_of_a_page_come_from_where_they_are_said_to_come(
    page: str, tmp_path: Path
) -> None:
    with shell.opened(tmp_path) as terminal:
        shell.with_examples(tmp_path, text_of(ROOT / page))
        assert [
            f"{origin}: {wrong}" for origin in ORIGINS[page] if (wrong := origin.wrong(terminal))
        ] == []


def test_numbers_are_read_as_people_write_them() -> None:
    def read(text: str) -> Iterable[str]:
        return list(figures(text, prose_only=True))

    assert read("S$1,203.82 = US$947.49, 20 % of 1,000 and 12.5") == [
        "S$1,203.82",
        "US$947.49",
        "20 %",
        "1,000",
        "12.5",
    ]
    assert read("8 nodes, a Pi 4, USB 2.0, 2026-10-30, `99` and [13](14.md)") == ["13"]
    assert plain("S$1,203.80") == "1203.8"
