"""Small plans for tests: each number is plain to see, and a total can be checked by hand."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from planner.engine.planning.plan import make_plan
from planner.model.build import Build, CountBasis, Position, PublishedSum
from planner.model.build_charges import Charge, ChargeKind
from planner.model.catalog import Catalog, Stamp
from planner.model.money import ExchangeRate, Money, RateTable
from planner.model.offers import Basis, Offer, Price, PriceBreak
from planner.model.parts import Board, Cable, Charger, Storage, Switch
from planner.model.plan import Plan
from planner.model.vendors import Vendor

ON = date(2020, 6, 17)
SOURCE = "https://example.org/parts"


def money(text: str) -> Money:
    """Return an amount from a text such as `626.63 SGD`."""
    return Money.parse(text)


def rate(base: str, quote: str, value: str, as_of: date = ON) -> ExchangeRate:
    """Return a rate of the day the plans are of."""
    return ExchangeRate(
        base=base, quote=quote, rate=Decimal(value), as_of=as_of, source="the article"
    )


SGD_USD = rate("SGD", "USD", "0.71770")


def price(text: str, **changes: Any) -> Price:
    """Return a published price; `low` and `high` are texts too and make it an estimate."""
    fields: dict[str, Any] = {"basis": Basis.PUBLISHED, "as_of": ON, "source": SOURCE} | changes
    if "low" in fields:
        fields |= {"basis": Basis.ESTIMATED}
        fields |= {end: money(fields[end]) for end in ("low", "high")}
    return Price(unit=money(text), **fields)


def position(slot: Any, part_number: str, quantity: int = 1, **changes: Any) -> Position:
    """Return a position; anything else a position holds may be given by name."""
    return Position(slot=slot, part_number=part_number, quantity=quantity, **changes)


def shipping(text: str) -> Charge:
    """Return a fixed charge for shipping."""
    return Charge(
        kind=ChargeKind.SHIPPING, label="Shipping", amount=money(text), as_of=ON, source="the shop"
    )


def gst(percent: str, *, on_shipping: bool = True) -> Charge:
    """Return a tax in percent of the parts, and of the shipping unless told otherwise."""
    return Charge(
        kind=ChargeKind.GST,
        label="GST",
        percent=Decimal(percent),
        on_shipping=on_shipping,
        as_of=ON,
        source="https://www.iras.gov.sg/",
    )


def build(*positions: Position, **changes: Any) -> Build:
    """Return a build of these positions in SGD."""
    fields: dict[str, Any] = {
        "name": "small",
        "title": "Small cluster",
        "currency": "SGD",
        "on": ON,
        "positions": positions,
    }
    return Build(**(fields | changes))


def plan(
    *positions: Position,
    rates: Sequence[ExchangeRate] = (SGD_USD,),
    also: Sequence[str] = ("USD",),
    catalog: Catalog | None = None,
    **changes: Any,
) -> Plan:
    """Return the plan of a build of these positions with these rates."""
    table = RateTable(layers=(tuple(rates),))
    return make_plan(
        build(*positions, **changes), catalog or small_catalog(), rates=table, also=also
    )


def small_catalog(*, offers: Sequence[Offer] = ()) -> Catalog:
    """Return the parts of a cluster like Kraken, with no offers but those given."""
    return Catalog(
        parts=(
            Board(
                part_number="rpi-3b",
                name="Raspberry Pi 3 Model B",
                source="https://example.org/rpi-3b",
                isa="arm64",
                cores=4,
                clock_mhz=1200,
                ram_mb=1024,
                nic_mbps=100,
                nic_measured_mbps=Decimal("93.1"),
                nic_measured_source="https://example.org/iperf",
                usb2_ports=4,
                usb3_ports=0,
                storage_slots=("microSD",),
                power_connector="micro-USB",
                power_typical_w=Decimal("2.04"),
                power_max_w=Decimal("6.83"),
                supply_ma=2500,
            ),
            Storage(
                part_number="microsd-16gb",
                name="microSD card, 16 GB",
                source=SOURCE,
                slot="microSD",
                capacity_gb=16,
            ),
            Storage(
                part_number="microsd-32gb",
                name="microSD card, 32 GB",
                source=SOURCE,
                slot="microSD",
                capacity_gb=32,
            ),
            Charger(part_number="charger-10", name="USB charger, 10 ports", source=SOURCE),
            Switch(
                part_number="switch-8p", name="Switch, 8 ports", source=SOURCE, ports=8,
                speed_mbps=100, poe_ports=0,
            ),
            Switch(
                part_number="switch-8g", name="Gigabit switch, 8 ports", source=SOURCE, ports=8,
                speed_mbps=1000, poe_ports=0,
            ),
            Cable(part_number="lead-03", name="Network cable, 0.3 m", source=SOURCE),
        ),
        offers=tuple(offers),
        vendors=(Vendor(vendor="shop", name="Shop", kind="shop", currency="SGD"),),
        stamp=Stamp("0123456789abcdef"),
    )  # fmt: skip


def offer(part_number: str, amount: str, currency: str = "SGD", **changes: Any) -> Offer:
    """Return an offer of the shop at one price."""
    fields: dict[str, Any] = {
        "vendor": "shop",
        "part_number": part_number,
        "currency": currency,
        "price_breaks": (PriceBreak(price=Decimal(amount)),),
        "quoted_on": ON,
        "basis": Basis.QUOTED,
        "source": SOURCE,
    }
    return Offer(**(fields | changes))


def kraken_like(**changes: Any) -> Plan:
    """Return seven boards at S$626.63 in all, as the article prints it: US$449.73."""
    shared = {"share_of": "parts", "count_basis": CountBasis.STATED}
    listed = [
        position(
            "board",
            "rpi-3b",
            7,
            list_price="35.00 USD",
            why="8 ports: 7 nodes and 1 uplink",
        ),
        position("storage", "microsd-32gb", 1, list_price="10.49 USD", role="first node"),
        position("storage", "microsd-16gb", 6, list_price="8.70 USD", role="other nodes"),
        position("charger", "charger-10", 1, list_price="37.00 USD", why="one powers all seven"),
        position("switch", "switch-8p", 1, list_price="18.99 USD"),
        position("cable", "lead-03", 8, list_price="2.10 USD", why="7 nodes and 1 uplink"),
    ]
    fields: dict[str, Any] = {
        "name": "kraken-like",
        "title": "Kraken, as a test",
        "summary": "Seven boards on one switch.",
        "bought": "2018-10",
        "source": "https://example.org/how-i-built-it",
        "rate": SGD_USD,
        "published": (
            PublishedSum(
                id="parts",
                amount=money("626.63 SGD"),
                as_of=date(2018, 10, 1),
                source="https://example.org/how-i-built-it",
            ),
        ),
    }
    shares = [each.model_copy(update=shared) for each in listed]
    return plan(*(Position(**each.model_dump()) for each in shares), **(fields | changes))


# With a price break, a least quantity, and packs that are sold by the four.
SOLD_BY_TERMS = (
    offer(
        "rpi-3b",
        "100",
        price_breaks=(
            PriceBreak(price=Decimal(100)),
            PriceBreak(min_quantity=10, price=Decimal(90)),
        ),
    ),
    offer("lead-03", "2", minimum_quantity=5),
    offer("switch-8p", "3", order_multiple=4),
)
