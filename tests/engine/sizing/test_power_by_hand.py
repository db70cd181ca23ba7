"""What sizing proposes is good as a build made by hand: no error, no false warning about power."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.planning.plan import make_plan
from planner.engine.rules import judge
from planner.engine.sizing.size import size
from planner.model.build import Build
from planner.model.findings import Severity
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    hat,
    patch,
    poe_switch,
    shop,
    switch,
    wish,
)
from tests.plans import ON

# All that the rules may say of a proposal: what is true of it, and known to whoever sized it.
TRUE = {"outlet-weak", "switch-slow", "watts-recommended"}
PLUGS = ["micro-USB", "USB-C", "barrel"]
VOLTS = [Decimal(5), Decimal("5.1"), Decimal(12), None]


@st.composite
def boards(draw: st.DrawFn, number: str) -> Any:
    plug, volts = draw(st.sampled_from(PLUGS)), draw(st.sampled_from(VOLTS))
    return board(
        number,
        power_connector=plug,
        supply_v=volts,
        power_max_w=draw(st.sampled_from([None, *map(Decimal, range(1, 31))])),
        supply_ma=draw(st.sampled_from([1500, 2500, 4000, None])),
        includes=draw(st.sampled_from([(), (), ("power supply",)])),
        storage_slots=("microSD", "NVMe"),
        ram_mb=draw(st.sampled_from([1024, 4096])),
    )


@st.composite
def chargers(draw: st.DrawFn, number: str) -> Any:
    return charger(
        number,
        draw(st.sampled_from([1, 1, 2, 6, None])),
        draw(st.sampled_from([12, 30, 60, None])),
        connector=draw(st.sampled_from(["USB-A", "USB-C", "micro-USB", "barrel", None])),
        supply_v=draw(st.sampled_from(VOLTS)),
        port_max_ma=draw(st.sampled_from([1000, 2400, 5000, None])),
    )


MIXED = [
    {"outlets": "1 x USB-C 5V 3A, 12V 2A; 2 x USB-A 5V 2.4A"},
    {"outlets": "2 x USB-C 5V 3A; 4 x USB-A 5V 2.4A", "shared_w": "30; 20+15; USB-A 24"},
    {"outlets": "2 x USB-C 5V 3A 20W; 1 x barrel 12V 2A", "shared_w": "USB-C 30"},
]


@st.composite
def mixed(draw: st.DrawFn, number: str) -> Any:
    watts = draw(st.sampled_from([30, 60, None]))
    return charger(number, None, watts, connector=None, **draw(st.sampled_from(MIXED)))


@st.composite
def markets(draw: st.DrawFn) -> Any:
    leads = [(start, end) for start in ("USB-A", "USB-C") for end in PLUGS]
    sold = draw(st.lists(st.sampled_from(leads), unique=True))
    drives = [card("card"), card("drive", 500, slot="NVMe").model_copy(
        update={"power_max_w": draw(st.sampled_from([None, Decimal(3), Decimal(8)]))})]  # fmt: skip
    wares = [
        draw(boards("one")),
        draw(boards("two")),
        *(draw(mixed(f"m{index}")) for index in range(draw(st.integers(0, 2)))),
        *(draw(chargers(f"c{index}")) for index in range(draw(st.integers(1, 4)))),
        *(cord(f"{start}-{end}", start, end) for start, end in sold),
        hat("h", "one, two", output_ma=draw(st.sampled_from([1000, 2500, 5000]))),
        hat("s", draw(st.sampled_from(["USB-C boards", "micro-USB boards", "barrel plug"])),
            kind="splitter", output_ma=5000),
        poe_switch("poe", 8, 8),
        switch("sw", 8, 1000),
        patch(),
        *drives,
    ]  # fmt: skip
    return shop(*((ware, f"{draw(st.integers(1, 40))}.00") for ware in wares))


@settings(max_examples=120)
@given(
    markets(),
    st.integers(1, 6),
    st.sampled_from(["charger", "poe"]),
    st.sampled_from([None, 100]),
    st.sampled_from([None, 2]),
)
def test_nobody_who_forgets_wires_and_wishes_is_told_a_falsehood(
    market: Any, nodes: int, power: str, storage_gb: int | None, ram_gb: int | None
) -> None:
    roles = ({"name": "master", "nodes": 1, "ram_gb": ram_gb},) if ram_gb else ()
    found = size(wish(nodes=nodes, power=power, storage_gb=storage_gb, roles=roles), market, RATES)
    if found.build is None:
        return
    by_hand = Build(name="b", title="B", currency="SGD", on=ON, positions=found.build.positions)
    sold_leads = any(getattr(part, "carries", "") == "power" for part in market.parts)

    for each in judge(make_plan(by_hand, market, rates=RATES)):
        if each.code == "power-leads-short":
            # True where nobody sells a lead of the kind, which sizing leaves to the buyer.
            wanted = each.message.partition(" from ")[2].partition(";")[0]
            ends = {(p.from_connector, p.to_connector) for p in market.parts
                    if getattr(p, "carries", "") == "power"}  # fmt: skip
            starts, end = wanted.rsplit(" to ", 1)
            assert not any((start, end) in ends for start in starts.split(" or ")), sold_leads
            continue
        assert each.severity is Severity.NOTE or each.code in TRUE, each.line()
