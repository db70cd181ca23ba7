"""Large bills that are the same on every machine: made by a generator with a fixed seed."""

import random
from datetime import date, timedelta
from decimal import Decimal

from planner.model.build import Build, Position
from planner.model.catalog import Catalog, Stamp
from planner.model.money import ExchangeRate, RateTable
from planner.model.offers import Basis, Offer, PriceBreak
from planner.model.parts import CATEGORIES, PART_ADAPTER, Part

SEED = 626_63
DAY = date(2020, 6, 17)
# What one unit is worth in SGD, roughly: the numbers only need to be different.
RATES = {"USD": "1.3933", "EUR": "1.5659", "JPY": "0.01299", "GBP": "1.7498"}


def rates() -> RateTable:
    """Return a table with one rate to SGD for each currency of the bills."""
    layer = tuple(
        ExchangeRate(base=base, quote="SGD", rate=Decimal(rate), as_of=DAY, source="benchmark")
        for base, rate in RATES.items()
    )
    return RateTable(layers=(layer,))


def large_bill(lines: int) -> tuple[Build, Catalog]:
    """Return a build of so many parts, each sold by one to three shops in five currencies."""
    chance = random.Random(SEED)
    numbers = [f"part-{number:05}" for number in range(lines)]
    parts = tuple(_part(number, chance) for number in numbers)
    offers = tuple(
        _offer(number, shop, chance) for number in numbers for shop in range(chance.randint(1, 3))
    )
    positions = tuple(
        Position(slot=part.category, part_number=part.part_number, quantity=chance.randint(1, 40))
        for part in parts
    )
    build = Build(name="large", title="Large", currency="SGD", on=DAY, positions=positions)
    return build, Catalog(parts=parts, offers=offers, stamp=Stamp("benchmark"))


def _part(number: str, chance: random.Random) -> Part:
    category = chance.choice(list(CATEGORIES))
    facts = {"category": category, "part_number": number, "name": number, "source": "benchmark"}
    return PART_ADAPTER.validate_python(facts)


def _offer(number: str, shop: int, chance: random.Random) -> Offer:
    cents = chance.randint(1, 50_000)
    breaks = [(1, cents), (10, cents * 95 // 100), (100, cents * 90 // 100)]
    return Offer(
        vendor=f"shop-{shop}",
        part_number=number,
        currency=chance.choice(["SGD", *RATES]),
        price_breaks=tuple(
            PriceBreak(min_quantity=least, price=Decimal(price) / 100) for least, price in breaks
        ),
        pack_size=chance.choice([1, 1, 1, 5, 10]),
        quoted_on=DAY - timedelta(days=chance.randint(0, 700)),
        basis=Basis.QUOTED,
        source="benchmark",
    )
