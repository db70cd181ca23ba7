"""Facility location as a purchase: vendors ship for a flat charge, and every line is one piece.

Instances are made from a seed, or read from files in the format of the OR-Library; each is written
as the files that `planner buy` reads. Costs are whole minor units, so that sums are as published.
"""

import csv
import random
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

_OFFER_COLUMNS = tuple("part_number currency min_quantity price quoted_on basis source".split())
_SCALE = Decimal(1000)  # costs of the OR-Library have up to five decimals, money has two


@dataclass(frozen=True)
class Instance:
    """What each site costs to open, and what serving each line from each site costs."""

    name: str
    openings: tuple[Decimal, ...]
    costs: tuple[tuple[Decimal, ...], ...]

    def written_to(self, folder: Path) -> tuple[Path, Path, Path]:
        """Write the bill, the folder of offers and the vendors; return where they are."""
        offers = folder / "offers"
        offers.mkdir(parents=True)
        bill, vendors = folder / "bom.csv", folder / "vendors.csv"
        _write(
            vendors,
            ("vendor", "name", "kind", "currency", "tax_percent", "shipping", "basis", "source"),
            (
                (f"site-{at}", f"Site {at}", "shop", "SGD", 0, cost, "stated", self.name)
                for at, cost in enumerate(self.openings)
            ),
        )
        lines = range(len(self.costs))
        _write(bill, ("part_number", "quantity"), ((f"line-{line}", 1) for line in lines))
        for at in range(len(self.openings)):
            _write(
                offers / f"site-{at}.csv",
                (
                    "part_number",
                    "currency",
                    "min_quantity",
                    "price",
                    "quoted_on",
                    "basis",
                    "source",
                ),
                (
                    (f"line-{line}", "SGD", 1, costs[at], "2026-10-30", "quoted", self.name)
                    for line, costs in enumerate(self.costs)
                ),
            )
        return bill, offers, vendors


def of_or_library(path: Path) -> Instance:
    """Read an instance of uncapacitated facility location: capacities and demands play no part."""
    words = iter(path.read_text(encoding="ascii").split())
    sites, lines = int(next(words)), int(next(words))
    openings = []
    for _ in range(sites):
        next(words)
        openings.append(_money(next(words)))
    costs = []
    for _ in range(lines):
        next(words)
        costs.append(tuple(_money(next(words)) for _ in range(sites)))
    return Instance(path.stem, tuple(openings), tuple(costs))


def made(lines: int, sites: int, *, seed: int) -> Instance:
    """Return sites and lines on a plane: what is far away costs more, and few sites are opened."""
    draw = random.Random(seed)
    places = [(draw.random(), draw.random()) for _ in range(sites + lines)]
    openings = tuple(Decimal(draw.randint(150_000, 250_000)) / 100 for _ in range(sites))
    costs = tuple(
        tuple(
            Decimal(round(draw.uniform(0.9, 1.1) * 10_000 * (abs(x - a) + abs(y - b)))) / 100
            for a, b in places[:sites]
        )
        for x, y in places[sites:]
    )
    return Instance(f"seed {seed}", openings, costs)


def _money(cost: str) -> Decimal:
    return (Decimal(cost) * _SCALE).quantize(Decimal("0.01"))


def _write(path: Path, head: tuple[str, ...], rows: object) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)  # type: ignore[arg-type]
