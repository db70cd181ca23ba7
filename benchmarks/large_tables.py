"""Large price lists and catalogs: what it takes to read and check them, beside `csv.reader` alone.

The tables are written from a fixed seed. Reading and the reader take turns in this process; memory
is that of a whole `planner check` in a process of its own.
"""

import csv
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bills import DAY, SEED
from benchmarks.core import ROOT
from benchmarks.figures import Figure
from benchmarks.timing import Result, clocked, measured, pair
from planner.io.catalog.folder import load_catalog

TIMES, MEMORY_MB = 3, 220
LARGE_TIMES, LARGE_MB = 1.3, 1024
_PARTS, _OFFERS, _SHOPS = 100_000, 25_000, 5
_SOURCE = "https://example.org/made-from-a-seed"
_BAD = ("SGX", "1,20.50", "31.02.2026", "a b", "")


def read(runs: int) -> Iterator[Result | Figure]:
    """Time reading 225,000 rows: right ones, one bad in a hundred, with price breaks; and more."""
    with tempfile.TemporaryDirectory() as folder:
        for title, bad, breaks in (("", 0, 1), (", 1 % bad", 1, 1), (", three breaks", 0, 3)):
            home = Path(folder, f"{bad}-{breaks}")
            _write(home, percent_bad=bad, breaks=breaks)
            name = f"100,000 parts, 125,000 offers{title}"
            ours, theirs = f"{name}: read and checked", f"{name}: csv.reader"
            jobs = {
                ours: clocked(lambda home=home: load_catalog(home, DAY)),
                theirs: clocked(lambda home=home: _by_reader(home)),
            }
            times = measured(jobs, runs)
            yield from pair(ours, times[ours], theirs, times[theirs], ratio=TIMES)
            yield Figure(f"{name}: memory of planner check", _memory_mb(home), "MB", MEMORY_MB)
        yield from _million(Path(folder, "million"), min(runs, 3))


def _million(home: Path, runs: int) -> Iterator[Result | Figure]:
    """Time a million rows beside a tenth of them, each as many times as the other has more."""
    tenth = home.with_name("tenth")
    _write(home, parts=200_000, offers=160_000)
    _write(tenth, parts=20_000, offers=16_000)
    ours, theirs = "1,000,000 rows: read and checked", "100,000 rows, ten times"

    def ten_times() -> None:
        for _ in range(10):
            load_catalog(tenth, DAY)

    jobs = {ours: clocked(lambda: load_catalog(home, DAY)), theirs: clocked(ten_times)}
    times = measured(jobs, runs)
    yield from pair(ours, times[ours], theirs, times[theirs], ratio=LARGE_TIMES)
    yield Figure("1,000,000 rows: memory of planner check", _memory_mb(home), "MB", LARGE_MB)


def _write(
    home: Path,
    *,
    parts: int = _PARTS,
    offers: int = _OFFERS,
    percent_bad: int = 0,
    breaks: int = 1,
) -> None:
    for name in ("parts", "offers", "builds"):
        (home / name).mkdir(parents=True)
    cards = [["part_number", "name", "source", "slot", "capacity_gb"]]
    cards += [
        [_number(at), f"Card {at}", _SOURCE, "microSD", f"{8 << at % 6}"] for at in range(parts)
    ]
    _save(home / "parts" / "storage.csv", cards)
    for shop in range(_SHOPS):
        rows = list(_offers(shop, offers, parts, percent_bad, breaks))
        _save(home / "offers" / f"shop-{shop}.csv", rows)
    heads = "vendor", "name", "kind", "country", "currency", "basis", "source"
    told = ("shop", "SG", "SGD", "stated", _SOURCE)
    sellers = [(f"shop-{shop}", f"Shop {shop}", *told) for shop in range(_SHOPS)]
    _save(home / "vendors.csv", [heads, *sellers])


def _number(at: int) -> str:
    return f"card-{at:06}"


def _offers(
    shop: int, count: int, parts: int, percent_bad: int, breaks: int
) -> Iterator[list[str]]:
    """Yield the rows of a price list, its header first."""
    chance = random.Random(SEED + shop)
    yield "part_number sku currency price min_quantity stock quoted_on basis source".split()
    for at in range(count):
        cents, stock = chance.randint(100, 90_000), f"{chance.randint(0, 900)}"
        for level in range(breaks):
            price = f"{cents * (10 - level) // 10 / 100:.2f}"
            row = [_number((at * 7 + shop) % parts), f"S{shop}-{at}", "SGD", price]
            row += [f"{10**level}", stock, f"2019-0{1 + at % 9}-1{at % 9}", "quoted", _SOURCE]
            if chance.random() * 100 < percent_bad:
                kind = chance.randrange(len(_BAD))
                row[(2, 3, 6, 0, 7)[kind]] = _BAD[kind]
            yield row


def _save(file: Path, rows: object) -> None:
    with file.open("w", encoding="utf-8", newline="") as there:
        csv.writer(there, lineterminator="\n").writerows(rows)


def _by_reader(home: Path) -> None:
    for file in home.glob("*/*.csv"):
        with file.open(encoding="utf-8", newline="") as there:
            for _ in csv.reader(there):
                pass


def _memory_mb(home: Path) -> float:
    """Return the most memory that a check of a folder took."""
    code = (
        "import resource, sys; from planner.cli.main import main\n"
        f"sys.argv = ['planner', 'check', {str(home)!r}]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    found = re.search(r"^peak (\d+)$", run.stderr, re.MULTILINE)
    if found is None:
        raise ValueError(run.stderr)
    return round(int(found[1]) / 1024)
