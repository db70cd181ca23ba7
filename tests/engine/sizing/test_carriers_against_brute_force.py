"""Modules on carriers beside boards on switches, against every choice of small random catalogs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.sizing.size import size
from planner.model.catalog import Catalog
from planner.model.findings import Severity
from planner.model.parts import Board, Carrier, Case, Charger, Hat, PoeModule, Switch
from planner.model.proof import Status
from planner.model.requirement import Group, PowerSource, Requirement, Role
from tests.engine.sizing.test_rack_units import placed
from tests.engine.sizing_cases import (
    RATES,
    board,
    hat,
    part,
    patch,
    poe_switch,
    powering,
    shop,
    supply,
    switch,
    wish,
)
from tests.examples import examples

PRICES = st.integers(100, 3000).map(lambda cents: f"{Decimal(cents) / 100:.2f}")
MODULES = ("m1", "m2")
# By what the maker recommends at 12 V: with the barrel plug alone, with either, with the other.
PLUGS = {
    ma: (f"barrel 12V{amps}", f"barrel 12V{amps} or ATX", "ATX")
    for ma, amps in ((3000, " 3A"), (5000, " 5A"), (None, ""))
}


UNITS = st.sampled_from(["0.5", "1", "1.5", None])
WIDTHS = st.sampled_from([("19",), ("10", "19"), ("10",)])


@st.composite
def catalogs(draw: Any, *, housed: bool = False, cabled: bool = False) -> Catalog:
    """Return a board, modules, carriers with and without a switch, adapters, switches, supplies.

    Where they are `housed`, cases for boards and carriers are there, and some parts have rails. If
    they are `cabled`, there are carriers of one module with a port or two, and power over those.
    """
    parts: list[Any] = [board("sbc", storage_onboard_gb=8, storage_slots=(), ram_mb=1024,
                              power_connector="barrel", supply_v=Decimal(12))]  # fmt: skip
    for name in MODULES[: draw(st.integers(1, 2))]:
        facts = {"form": "compute module", "storage_slots": (), "storage_onboard_gb": 8}
        ram = draw(st.sampled_from([1024, 4096]))
        parts.append(board(name, power_connector="module", ram_mb=ram, **facts))
    for index in range(draw(st.integers(1, 2))):
        slots = draw(st.integers(1, 4))
        joined = slots > 1 or draw(st.booleans())
        supplied = draw(st.sampled_from([3000, 5000, None]))
        power_in = draw(st.sampled_from(PLUGS[supplied]))
        parts.append(
            part(
                Carrier, f"c{index}", slots=slots, ports=draw(st.integers(1, 2)),
                switch_mbps=draw(st.sampled_from([100, 1000])) if joined else 0,
                fits=draw(st.sampled_from(["m1", "m2", "m1, m2"])),
                power_in=power_in, power_max_w=Decimal(3),
            )
        )  # fmt: skip
    if draw(st.booleans()):
        parts.append(part(Hat, "socket", fits=draw(st.sampled_from(MODULES)), goes_into="c0"))
    parts += [switch(f"s{ports}", ports) for ports in draw(st.sets(st.integers(2, 6), max_size=2))]
    parts.append(patch())
    if not cabled or draw(st.sampled_from([True, False, False])):
        parts += [supply("small", 12, 40), supply("large", 12, 100, ports=2)]
    if draw(st.booleans()):
        parts.append(part(Charger, "atx", outlets="1 x ATX", supply_w=Decimal(50)))
    cheap = draw(cabled_parts()) if cabled else []
    if housed:
        for index in range(draw(st.integers(1, 3))):
            fits = draw(st.sampled_from(["sbc", "c0", "c0, c1", "c1, sbc"]))
            parts.append(part(Case, f"k{index}", shelves=draw(st.integers(1, 3)), fits=fits))
        railed = (Case, Switch) if draw(st.booleans()) else (Case, Switch, Carrier)
        parts = [
            placed(each, draw(UNITS), *draw(WIDTHS)) if isinstance(each, railed) else each
            for each in parts
        ]
    prices = st.integers(1, 400).map(lambda cents: f"{Decimal(cents) / 100:.2f}")
    cheap_wares = [(each, draw(prices)) for each in cheap]
    return shop(*((each, draw(PRICES)) for each in parts), *cheap_wares)


@st.composite
def cabled_parts(draw: Any) -> list[Any]:
    """Return carriers of one module, what takes power off their cables, and what gives it."""
    amps = draw(st.sampled_from(["", " 2A", " 2.5A"]))
    parts = [
        part(
            Carrier, f"io{index}", slots=1, switch_mbps=0,
            fits=draw(st.sampled_from(["m1", "m1, m2"])),
            interfaces=f"{draw(st.integers(1, 2))} x {draw(st.sampled_from(['100M', '1G']))} RJ45",
            power_in=f"USB-C 5V{amps}", power_max_w=Decimal(3),
        )
        for index in range(draw(st.integers(1, 2)))
    ]  # fmt: skip
    for index in range(draw(st.integers(1, 2))):
        kind, fits = draw(st.sampled_from([("hat", "io0"), ("hat", "io1"), ("splitter", "USB-C")]))
        asks, gives = draw(st.sampled_from([("7", 1600), ("15.4", 2000), ("15.4", 3000)]))
        parts.append(hat(f"poe{index}", fits, kind=kind, poe_class_w=Decimal(asks),
                         output_ma=gives))  # fmt: skip
    for index in range(draw(st.integers(1, 2))):
        ports = draw(st.integers(3, 6))
        parts.append(
            poe_switch(
                f"p{index}", ports, draw(st.integers(2, ports)), speed_mbps=1000,
                poe_budget_w=Decimal(draw(st.integers(15, 40))),
                poe_port_max_w=Decimal(draw(st.sampled_from(["7", "15.4"]))),
            )
        )  # fmt: skip
    if draw(st.booleans()):
        parts.append(part(Charger, "usb", outlets="1 x USB-C 5V 3A", supply_w=Decimal(15)))
    return parts


@st.composite
def requirements(draw: Any) -> Requirement:
    nodes = draw(st.integers(1, 4))
    roles: tuple[Role, ...] = ()
    if nodes > 1 and draw(st.booleans()):
        roles = (Role(name="r", nodes=draw(st.integers(1, nodes - 1)), ram_gb=Decimal(4)),)
    return wish(
        nodes=nodes,
        roles=roles,
        power=draw(st.sampled_from([PowerSource.CHARGER, PowerSource.NONE])),
        headroom_percent=draw(st.sampled_from([0, 20])),
        mbps=draw(st.sampled_from([None, 100, 1000])),
        uplinks=draw(st.integers(0, 2)),
        switch_levels=draw(st.sampled_from(["2", "any"])),
    )


Sums = Iterable[tuple[int, Decimal]]  # halves of rack units, and costs


class Brute:
    """Tries every build: which node is what, where it sits, and every number of units."""

    def __init__(self, catalog: Catalog, wanted: Requirement) -> None:
        self.wanted = wanted
        self.price = {each.part_number: each.price_breaks[0].price for each in catalog.offers}
        self.of = {
            kind: [each for each in catalog.parts if isinstance(each, kind)]
            for kind in (Board, Carrier, Hat, Switch, Charger, Case, PoeModule)
        }

    def ways(
        self, one: Board, group: Group
    ) -> list[tuple[Carrier | None, Hat | None, PoeModule | None]]:
        """Return how a board is a node: on which carrier, through what, powered by what."""
        found = []
        for carrier, socket in self.seats(one, group):
            if self.wanted.redundant and (carrier is None or not two_ports(carrier, group)):
                continue
            if self.wanted.power is not PowerSource.POE:
                found.append((carrier, socket, None))
            if self.wanted.by_poe and carrier is not None and socket is None:
                found += [(carrier, None, m) for m in self.of[PoeModule] if feeds(m, carrier)]
        return found

    def seats(self, one: Board, group: Group) -> list[tuple[Carrier | None, Hat | None]]:
        if group.ram_mb is not None and (one.ram_mb or 0) < group.ram_mb:
            return []
        if (one.nic_mbps or 0) < (group.mbps or 0):
            return []
        if one.form != "compute module":
            return [(None, None)]
        found: list[tuple[Carrier | None, Hat | None]] = []
        for carrier in self.of[Carrier]:
            if carrier.switch_mbps and carrier.switch_mbps < (group.mbps or 0):
                continue
            if self.wanted.rack_units and self.is_of_other_rails(carrier):
                continue
            if one.name in carrier.fits.split(", "):
                found.append((carrier, None))
            else:
                found += [
                    (carrier, hat)
                    for hat in self.of[Hat]
                    if hat.fits == one.name and hat.goes_into == carrier.name
                ]
        return found

    def cheapest(self) -> Decimal | None:
        groups = self.wanted.groups
        choices = [
            [(one, *way) for one in self.of[Board] for way in self.ways(one, group)]
            for group in groups
        ]
        best: Decimal | None = None
        for chosen in product(*choices):
            cost = self.cost(list(zip(chosen, groups, strict=True)))
            if cost is not None:
                best = cost if best is None else min(best, cost)
        return best

    def cost(self, nodes: list[tuple[tuple[Any, ...], Group]]) -> Decimal | None:
        total, seated, loose = Decimal(0), Counter[str](), 0
        carriers = {each.part_number: each for each in self.of[Carrier]}
        boards: Counter[str] = Counter()
        fed: Counter[str] = Counter()
        classes: list[Decimal] = []
        for (one, carrier, socket, module), group in nodes:
            number = group.most
            total += number * sum(
                self.price[each.part_number] for each in (one, socket, module) if each is not None
            )
            if module is not None:
                fed[carrier.part_number] += number
                classes += [module.poe_class_w or Decimal(0)] * number
            if carrier is None:
                boards[one.part_number] += number
            else:
                seated[carrier.part_number] += number
            loose += number if carrier is None or not carrier.switch_mbps else 0
        best: Decimal | None = None
        numbers = list(seated)
        most = [range(-(-seated[n] // (carriers[n].slots or 1)), seated[n] + 1) for n in numbers]
        for counts in product(*most):
            units = dict(zip(numbers, counts, strict=True))
            power = self.power(boards, {carriers[n]: c - fed[n] for n, c in units.items()})
            if power is None:
                continue
            cost = total + power
            cost += sum((self.price[n] * c for n, c in units.items()), Decimal(0))
            mine = {carriers[n]: c for n, c in units.items()}
            railed = sum(halves(each) * c for each, c in mine.items() if self.on_rails(each))
            room = 2 * (self.wanted.rack_units or 1000) - railed
            networks = [list(self.network(loose, mine, classes))] * self.wanted.networks
            for sums in product(*networks, list(self.cases(boards, mine))):
                if sum(taken for taken, _ in sums) <= room:
                    whole = cost + sum(more for _, more in sums)
                    best = whole if best is None else min(best, whole)
        return best

    def is_of_other_rails(self, thing: Any) -> bool:
        # Of unknown height a carrier may still lie in a case; made for other racks it may not.
        widths = thing.rack_widths_in
        return bool(widths) and self.wanted.rack_width_in not in widths

    def on_rails(self, thing: Any) -> bool:
        known = thing.rack_u is not None
        return known and self.wanted.rack_width_in in (thing.rack_widths_in or ())

    def cases(self, boards: Counter[str], carriers: dict[Carrier, int]) -> Sums:
        """Yield the halves of a rack unit and the cost of cases with a place for everything."""
        if not self.wanted.housed:
            return [(0, Decimal(0))]
        things = [number for number, count in boards.items() for _ in range(count)]
        things += [
            each.part_number
            for each, count in carriers.items()
            for _ in range(count)
            if each.rack_u is None
        ]
        kinds = self.of[Case]
        if self.wanted.rack_units:
            kinds = [each for each in kinds if self.on_rails(each)]
        found = []
        for counts in product(range(len(things) + 1), repeat=len(kinds)):
            places = [
                each.fits.split(", ")
                for each, count in zip(kinds, counts, strict=True)
                for _ in range(count * (each.shelves or 0))
            ]
            if in_places(things, places):
                pieces = list(zip(kinds, counts, strict=True))
                cost = sum((self.price[k.part_number] * c for k, c in pieces), Decimal(0))
                found.append((sum(halves(k) * c for k, c in pieces), cost))
        return found

    def network(
        self, loose: int, carriers: dict[Carrier, int], fed: Sequence[Decimal] = ()
    ) -> Sums:
        """Yield what switches and leads take and cost so that everything hangs together."""
        joined = {each: count for each, count in carriers.items() if each.switch_mbps}
        fastest = max((group.mbps or 0 for group in self.wanted.groups), default=0)
        kinds = [each for each in self.of[Switch] if (each.speed_mbps or 0) >= fastest]
        if self.wanted.rack_units:
            kinds = [each for each in kinds if self.on_rails(each)]
        for counts in product(range(4), repeat=len(kinds)):
            units = sum(counts) + sum(joined.values())
            ports = sum((k.ports or 0) * c for k, c in zip(kinds, counts, strict=True))
            ports += sum((each.ports or 0) * count for each, count in joined.items())
            links = units - 1
            if not units or ports - 2 * links < loose + self.wanted.uplinks:
                continue
            largest = [k.ports or 0 for k, count in zip(kinds, counts, strict=True) if count]
            largest += [each.ports or 0 for each in joined]
            if self.wanted.is_star and max(largest) < links:
                continue
            given = [k for k, c in zip(kinds, counts, strict=True) for _ in range(c)]
            roots: list[int | None] = [None]
            if self.wanted.is_star:
                roots = [i for i, each in enumerate(given) if (each.ports or 0) >= links]
                roots += [None] if any((each.ports or 0) >= links for each in joined) else []
            tried = [[powering(k, fastest, links if i == root else 1) for i, k in enumerate(given)]
                     for root in roots]  # fmt: skip
            if fed and not any(powered(sorted(fed, reverse=True), each) for each in tried):
                continue
            cost = sum(
                (self.price[k.part_number] * c for k, c in zip(kinds, counts, strict=True)),
                Decimal(0),
            )
            cost += self.price["patch"] * (loose + self.wanted.uplinks + links)
            yield sum(halves(k) * c for k, c in zip(kinds, counts, strict=True)), cost

    def power(self, boards: Counter[str], carriers: dict[Carrier, int]) -> Decimal | None:
        if self.wanted.power is PowerSource.NONE:
            return Decimal(0)
        share = Decimal(100 - self.wanted.headroom_percent) / 100
        draws: list[dict[str, Decimal]] = [{"barrel": Decimal(5)}] * sum(boards.values())
        for carrier, count in carriers.items():
            assert carrier.power_in is not None
            draws += [
                {
                    each.connector: (each.volts[0].ma or 0) * each.volts[0].least * share / 1000
                    if each.volts and each.volts[0].ma
                    else Decimal(3) + 5 * (carrier.slots or 0)
                    for each in carrier.power_in.any_of
                }
            ] * count
        best: Decimal | None = None
        for counts in product(*(
            range(sum(plug in each for each in draws) + 1 if number in self.price else 1)
            for number, (plug, _, _) in SUPPLIES.items()
        )):  # fmt: skip
            pieces = list(zip(SUPPLIES.items(), counts, strict=True))
            units = [
                (plug, ports, watts * share)
                for (_, (plug, ports, watts)), many in pieces
                for _ in range(many)
            ]
            cost = sum((self.price[n] * many for (n, _), many in pieces if many), Decimal(0))
            if (best is None or cost < best) and plugged(draws, units):
                best = cost
        return best


# The plug, the outlets and the watts of each supply that a catalog may have.
SUPPLIES = {
    "small": ("barrel", 1, 40),
    "large": ("barrel", 2, 100),
    "atx": ("ATX", 1, 50),
    "usb": ("USB-C", 1, 15),
}


def two_ports(carrier: Carrier, group: Group) -> bool:
    """Tell whether a carrier of one module has two ports, each as fast as is asked for."""
    if carrier.slots != 1 or carrier.switch_mbps or (carrier.ports or 0) < 2:
        return False
    if not group.mbps:
        return True
    known = [each for each in carrier.interfaces or () if each.count == 2]
    return any((each.sockets[0].mbps or 0) >= group.mbps for each in known)


def feeds(module: PoeModule, carrier: Carrier) -> bool:
    """Tell whether a PoE module gives a carrier of one module the plug and the mA that it takes."""
    if carrier.slots != 1 or carrier.switch_mbps or carrier.power_in is None:
        return False
    (plug,) = carrier.power_in.any_of[:1]
    if module.fits not in (carrier.name, plug.connector):
        return False
    return (plug.volts[0].ma or 1600) <= (module.output_ma or 0)


def powered(classes: list[Decimal], units: list[Any]) -> bool:
    """Tell whether every module finds a port with its watts, trying unit by unit."""
    if not classes:
        return True
    first, *others = classes
    for index, (most, watts, ports) in enumerate(units):
        for port in {each for each in ports if each >= first} if most and watts >= first else ():
            rest = list(ports)
            rest.remove(port)
            left = [*units[:index], (most - 1, watts - first, tuple(rest)), *units[index + 1 :]]
            if powered(others, left):
                return True
    return False


def halves(thing: Any) -> int:
    """Return the halves of a rack unit that a thing takes."""
    return 0 if thing.rack_u is None else int(thing.rack_u * 2)


def in_places(things: list[str], places: list[list[str]]) -> bool:
    """Tell whether each thing finds a place that names it."""
    if not things:
        return True
    first, *others = things
    return any(
        first in place and place not in places[:index]
        and in_places(others, [*places[:index], *places[index + 1 :]])
        for index, place in enumerate(places)
    )  # fmt: skip


def plugged(draws: list[dict[str, Decimal]], units: list[tuple[str, int, Decimal]]) -> bool:
    if not draws:
        return True
    first, *others = draws
    for index, (plug, ports, watts) in enumerate(units):
        if not ports or plug not in first or units[index] in units[:index]:
            continue
        if watts >= first[plug]:
            left = [*units]
            left[index] = (plug, ports - 1, watts - first[plug])
            if plugged(others, left):
                return True
    return False


def assert_cheapest(catalog: Catalog, wanted: Requirement) -> None:
    found = size(wanted, catalog, RATES)
    best = Brute(catalog, wanted).cheapest()
    if best is None:
        assert found.status is Status.INFEASIBLE
        return
    assert found.status is Status.OPTIMAL
    assert found.bom is not None
    assert found.bom.total is not None
    assert found.bom.total.amount == best
    assert found.plan is not None
    assert [f for f in found.plan.findings if f.severity is Severity.ERROR] == []


@examples(60)
@given(catalogs(), requirements())
def test_modules_on_carriers_cost_what_the_cheapest_of_all_builds_costs(
    catalog: Catalog, wanted: Requirement
) -> None:
    assert_cheapest(catalog, wanted)


@examples(80)
@given(catalogs(housed=True), requirements(), st.sampled_from([None, 1, 2, 4]))
def test_carriers_in_cases_and_racks_cost_what_the_cheapest_of_all_builds_costs(
    catalog: Catalog, wanted: Requirement, units: int | None
) -> None:
    asked = {"rack_units": units} if units else {"shelves": True}
    assert_cheapest(catalog, wanted.model_copy(update=asked))


@examples(80)
@given(catalogs(cabled=True), requirements(), st.sampled_from([PowerSource.POE, PowerSource.ANY]))
def test_carriers_powered_over_the_network_cost_what_the_cheapest_of_all_builds_costs(
    catalog: Catalog, wanted: Requirement, power: PowerSource
) -> None:
    assert_cheapest(catalog, wanted.model_copy(update={"power": power}))


@examples(60)
@given(catalogs(cabled=True), requirements())
def test_carriers_on_two_networks_cost_what_the_cheapest_of_all_builds_costs(
    catalog: Catalog, wanted: Requirement
) -> None:
    assert_cheapest(catalog, wanted.model_copy(update={"redundant": True}))
