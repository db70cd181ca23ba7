"""Builds, catalogs and plans in few words, so that a test shows only what it is about."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from planner.engine.planning.plan import make_plan
from planner.model.build import Build, Position
from planner.model.catalog import Catalog, Stamp
from planner.model.findings import Finding
from planner.model.money import ExchangeRate, Money, RateTable
from planner.model.offers import Basis, Offer, Price, PriceBreak
from planner.model.parts import CATEGORIES, PART_ADAPTER, Part
from planner.model.plan import Plan

DAY = date(2020, 6, 17)
PI_3B = {
    "isa": "arm64",
    "cores": 4,
    "clock_mhz": 1200,
    "ram_mb": 1024,
    "nic_mbps": 100,
    "nic_bus": "usb2",
    "usb2_ports": 4,
    "usb3_ports": 0,
    "storage_slots": "microSD",
    "power_connector": "micro-USB",
    "supply_ma": 2500,
    "power_typical_w": "1.4",
    "power_max_w": "5",
}
PI_4B = PI_3B | {
    "clock_mhz": 1500,
    "ram_mb": 4096,
    "nic_mbps": 1000,
    "nic_bus": "own",
    "usb2_ports": 2,
    "usb3_ports": 2,
    "power_connector": "USB-C",
    "supply_ma": 3000,
    "supply_v": "5.1",
}


def part(number: str, category: str, **facts: Any) -> Part:
    """Build a part; its name is its number in capitals."""
    known = {"part_number": number, "name": number.upper(), "source": "a data sheet"}
    return PART_ADAPTER.validate_python({**known, "category": category, **facts})


PARTS = (
    part("pi3", "board", **PI_3B),
    part("pi4", "board", **PI_4B),
    part("sd16", "storage", slot="microSD", capacity_gb=16),
    part("hub", "charger", ports=10, connector="USB-A", supply_w="60", port_max_ma=2500),
    part("switch8", "switch", ports=8, speed_mbps=100),
    part("giga8", "switch", ports=8, speed_mbps=1000),
    part("usbnic", "nic", host="USB3", speed_mbps=1000),
    part("patch", "cable", carries="ethernet"),
    part("microlead", "cable", carries="power", from_connector="USB-A", to_connector="micro-USB"),
    part("fan", "other"),
)
CATEGORY = {known.part_number: known.category for known in PARTS}


def money(text: str) -> Money:
    return Money.parse(text)


def price(text: str, **facts: Any) -> Price:
    """Read a price such as `10 SGD`, or `10 SGD 8..12` with its band."""
    amount, currency, *band = text.split()
    basis = Basis.ESTIMATED if band else Basis.QUOTED
    if band:
        low, high = band[0].split("..")
        facts |= {"low": money(f"{low} {currency}"), "high": money(f"{high} {currency}")}
    known = {"basis": basis, "as_of": DAY, "source": "a shop"}
    return Price(unit=money(f"{amount} {currency}"), **(known | facts))


def position(text: str, **facts: Any) -> Position:
    """Read a position such as `7 pi3 49 SGD`; `owned` and `retired` may end it.

    `x-board` is a board that no catalog describes, `x-switch` such a switch.
    """
    count, number, *words = text.split()
    for flag in ("owned", "retired"):
        if flag in words:
            words.remove(flag)
            facts[flag] = True
    if words:
        facts["price"] = price(" ".join(words))
    stranger = number.removeprefix("x-")
    slot = CATEGORY.get(number, stranger if stranger in CATEGORIES else "other")
    known = {"slot": slot, "part_number": number, "quantity": int(count)}
    return Position(**(known | facts))


def build(*positions: str | Position, **facts: Any) -> Build:
    """Build a build of 2020-06-17 in SGD."""
    made = [each if isinstance(each, Position) else position(each) for each in positions]
    known = {"name": "b", "title": "B", "currency": "SGD", "on": DAY, "positions": made}
    return Build.model_validate(known | facts)


def offer(number: str, text: str, **facts: Any) -> Offer:
    """Read an offer such as `10 SGD`, quoted by Acme on 2020-06-17."""
    amount, currency = text.split()
    known = {
        "vendor": "acme",
        "part_number": number,
        "currency": currency,
        "price_breaks": (PriceBreak(price=Decimal(amount)),),
        "quoted_on": DAY,
        "basis": Basis.QUOTED,
        "source": "a shop",
    }
    return Offer(**(known | facts))


def rate(text: str, **facts: Any) -> ExchangeRate:
    """Read a rate such as `SGD USD 0.71770`, of 2020-06-17."""
    base, quote, number = text.split()
    known = {"as_of": DAY, "source": "a bank"}
    return ExchangeRate(base=base, quote=quote, rate=Decimal(number), **(known | facts))


def catalog(*offers: Offer, parts: Iterable[Part] = PARTS) -> Catalog:
    """Build a catalog of the parts above, or of others."""
    return Catalog(parts=tuple(parts), offers=offers, stamp=Stamp("f"))


def plan(
    *positions: str | Position,
    offers: Iterable[Offer] = (),
    parts: Iterable[Part] = PARTS,
    rates: Iterable[str | ExchangeRate] = (),
    currency: str | None = None,
    also: tuple[str, ...] = (),
    on: date | None = None,
    **facts: Any,
) -> Plan:
    """Plan a build of these positions."""
    found = tuple(each if isinstance(each, ExchangeRate) else rate(each) for each in rates)
    return make_plan(
        build(*positions, **facts),
        catalog(*offers, parts=parts),
        rates=RateTable(layers=(found,)),
        currency=currency,
        also=also,
        on=on,
    )


def codes(findings: Iterable[Finding]) -> list[str]:
    """Return the codes of findings, in their order."""
    return [finding.code for finding in findings]


def charge(text: str, **facts: Any) -> dict[str, Any]:
    """Read a charge such as `shipping 12 SGD`, `gst 9%` or `gst 9% on shipping`."""
    kind, amount, *words = text.split()
    known: dict[str, Any] = {"kind": kind, "label": kind.upper(), "as_of": DAY, "source": "a shop"}
    if amount.endswith("%"):
        known |= {"percent": amount[:-1], "on_shipping": words == ["on", "shipping"]}
    else:
        known["amount"] = f"{amount} {words[0]}"
    return known | facts
