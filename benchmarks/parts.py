"""A large catalog to choose from that is the same on every machine: a fixed seed, real kinds."""

import random
from datetime import timedelta
from decimal import Decimal

from benchmarks.bills import DAY, SEED
from planner.model.catalog import Catalog, Stamp
from planner.model.offers import Basis, Offer, PriceBreak
from planner.model.parts import PART_ADAPTER, Part

# What there is to choose among, by category: how often it comes.
_SHARES = {"board": 30, "storage": 20, "charger": 15, "switch": 15, "cable": 15, "case": 5}


def large_catalog(parts: int) -> Catalog:
    """Return a catalog of so many parts, each sold by one or two shops."""
    chance = random.Random(SEED)
    kinds = chance.choices(list(_SHARES), list(_SHARES.values()), k=parts)
    made = tuple(_part(f"{kind}-{index:06}", kind, chance) for index, kind in enumerate(kinds))
    offers = tuple(
        _offer(part.part_number, shop, chance)
        for part in made
        for shop in range(chance.choice([1, 1, 1, 2]))
    )
    return Catalog(parts=made, offers=offers, stamp=Stamp("benchmark"))


def _part(number: str, kind: str, chance: random.Random) -> Part:
    facts = {"category": kind, "part_number": number, "name": number, "source": "benchmark"}
    return PART_ADAPTER.validate_python(facts | _facts(kind, chance))


def _facts(kind: str, chance: random.Random) -> dict[str, object]:
    if kind == "board":
        watts = chance.randint(2, 12)
        return {
            "isa": chance.choice(["arm64", "x86-64"]),
            "cores": chance.choice([1, 2, 4, 8]),
            "ram_mb": chance.choice([512, 1024, 2048, 4096, 8192]),
            "nic_mbps": chance.choice([100, 1000]),
            "usb2_ports": 4,
            "storage_slots": chance.choice([("microSD",), ("SD",), ("microSD", "NVMe")]),
            "power_connector": chance.choice(["micro-USB", "USB-C"]),
            "power_max_w": Decimal(watts),
            "supply_ma": watts * 250,
            "supply_v": Decimal(5),
        }
    if kind == "storage":
        slot = chance.choice(["microSD", "SD", "NVMe", "USB"])
        return {"slot": slot, "capacity_gb": chance.choice([8, 16, 32, 64, 128, 256])}
    if kind == "charger":
        ports = chance.randint(1, 10)
        return {
            "ports": ports,
            "supply_w": Decimal(ports * chance.randint(5, 15)),
            "port_max_ma": chance.choice([None, 1000, 2400, 3000]),
            "connector": chance.choice(["USB-A", "USB-A", "USB-C", "micro-USB"]),
        }
    if kind == "switch":
        return {
            "ports": chance.choice([5, 8, 16, 24, 48]),
            "speed_mbps": chance.choice([100, 1000]),
        }
    if kind == "case":
        return {"shelves": chance.randint(1, 12)}
    if chance.random() < 0.5:
        return {"carries": "ethernet", "from_connector": "RJ45", "to_connector": "RJ45"}
    start, end = chance.choice(["USB-A", "USB-C"]), chance.choice(["micro-USB", "USB-C"])
    return {"carries": "power", "from_connector": start, "to_connector": end}


def _offer(number: str, shop: int, chance: random.Random) -> Offer:
    cents = chance.randint(100, 20_000)
    steps = [(1, cents)] if chance.random() < 0.8 else [(1, cents), (10, cents * 9 // 10)]
    return Offer(
        vendor=f"shop-{shop}",
        part_number=number,
        currency="SGD",
        price_breaks=tuple(
            PriceBreak(min_quantity=least, price=Decimal(price) / 100) for least, price in steps
        ),
        pack_size=chance.choice([1, 1, 1, 5]),
        quoted_on=DAY - timedelta(days=chance.randint(0, 300)),
        basis=Basis.QUOTED,
        source="benchmark",
    )
