"""Small catalogs to size clusters from, and every build there is for them, counted one by one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache, partial
from itertools import combinations, product
from operator import ge
from typing import Any

from planner.model.catalog import Catalog
from planner.model.money import RateTable
from planner.model.offers import Offer, PriceBreak
from planner.model.parts import (
    Board,
    Cable,
    Charger,
    NetworkAdapter,
    Part,
    PoeModule,
    Storage,
    Switch,
)
from planner.model.requirement import Objective, PowerSource, Requirement
from planner.model.vendors import Vendor
from tests.plans import ON, SGD_USD, SOURCE, offer

RATES = RateTable(layers=((SGD_USD,),))


def part(kind: type, number: str, /, **facts: Any) -> Any:
    """Return a part that its number names."""
    return kind(part_number=number, name=number, source=SOURCE, **facts)


def board(number: str, **facts: Any) -> Board:
    """Return a board like a Pi 3: a slot for microSD, 100 Mbit/s, 5 W at most over micro-USB."""
    usual: dict[str, Any] = {
        "isa": "arm64",
        "cores": 4,
        "ram_mb": 1024,
        "nic_mbps": 100,
        "nic_bus": "own",
        "usb2_ports": 4,
        "usb3_ports": 0,
        "storage_slots": ("microSD",),
        "power_connector": "micro-USB",
        "power_typical_w": Decimal(2),
        "power_max_w": Decimal(5),
        "supply_ma": 2500,
        "supply_v": Decimal(5),
    }
    made: Board = part(Board, number, **(usual | facts))
    return made


def card(number: str, gigabytes: int | None = 16, slot: Any = "microSD") -> Storage:
    """Return a card."""
    made: Storage = part(Storage, number, slot=slot, capacity_gb=gigabytes)
    return made


def charger(number: str, ports: int | None, watts: int | None, **facts: Any) -> Charger:
    """Return a charger with USB-A sockets, unless told otherwise."""
    supply = None if watts is None else Decimal(watts)
    usual: dict[str, Any] = {"ports": ports, "supply_w": supply, "connector": "USB-A"}
    made: Charger = part(Charger, number, **(usual | facts))
    return made


def supply(number: str, volts: Any, watts: int = 40, ports: int = 1, **facts: Any) -> Charger:
    """Return a supply that ends in barrel plugs; `volts` None: nobody says which."""
    known = None if volts is None else Decimal(volts)
    return charger(number, ports, watts, connector="barrel", supply_v=known, **facts)


def switch(number: str, ports: int | None, speed: int | None = 100) -> Switch:
    """Return a switch."""
    made: Switch = part(Switch, number, ports=ports, speed_mbps=speed)
    return made


def mixed(number: str, interfaces: str, **facts: Any) -> Switch:
    """Return a switch with ports of several kinds."""
    made: Switch = part(Switch, number, interfaces=interfaces, **facts)
    return made


def poe_switch(number: str, ports: int, powered: int | None, **facts: Any) -> Switch:
    """Return a switch that powers modules: 60 W in all and 15.4 W a port, unless told otherwise."""
    usual: dict[str, Any] = {"poe_budget_w": Decimal(60), "poe_port_max_w": Decimal("15.4")}
    known = {"ports": ports, "speed_mbps": 1000, "poe_ports": powered}
    made: Switch = part(Switch, number, **(known | usual | facts))
    return made


def hat(number: str, fits: str = "pi", **facts: Any) -> PoeModule:
    """Return a PoE HAT of 15.4 W that gives 2,500 mA."""
    usual: dict[str, Any] = {"kind": "hat", "poe_class_w": Decimal("15.4"), "output_ma": 2500}
    made: PoeModule = part(PoeModule, number, fits=fits, **(usual | facts))
    return made


def nic(number: str, **facts: Any) -> NetworkAdapter:
    """Return a gigabit adapter for a USB 3 port."""
    made: NetworkAdapter = part(
        NetworkAdapter, number, **({"host": "USB3", "speed_mbps": 1000} | facts)
    )
    return made


def patch(number: str = "patch") -> Cable:
    """Return a network lead."""
    made: Cable = part(Cable, number, carries="ethernet", from_connector="RJ45")
    return made


def dac(number: str = "dac", cage: str = "SFP+") -> Cable:
    """Return a lead that joins two cages."""
    ends = {"from_connector": cage, "to_connector": cage}
    made: Cable = part(Cable, number, carries="ethernet", **ends)
    return made


def cord(number: str = "cord", start: str = "USB-A", end: str = "micro-USB") -> Cable:
    """Return a power lead."""
    made: Cable = part(Cable, number, carries="power", from_connector=start, to_connector=end)
    return made


def shop(*wares: tuple[Part, str] | tuple[Part, Sequence[Offer]] | Part) -> Catalog:
    """Return a catalog of parts, each with its price in SGD, its offers, or no price."""
    parts, offers = [], []
    for ware in wares:
        item, price = ware if isinstance(ware, tuple) else (ware, ())
        parts.append(item)
        offers += [offer(item.part_number, price)] if isinstance(price, str) else price
    vendors = (Vendor(vendor="shop", name="Shop", kind="shop", currency="SGD"),)
    return Catalog(parts=tuple(parts), offers=tuple(offers), vendors=vendors)


def in_packs(number: str, price: str, pieces: int, **changes: Any) -> list[Offer]:
    """Return one offer that is sold in packs."""
    return [offer(number, price, pack_size=pieces, **changes)]


def breaks(number: str, *steps: tuple[int, str]) -> list[Offer]:
    """Return one offer whose price falls with the quantity."""
    each = tuple(PriceBreak(min_quantity=first, price=Decimal(price)) for first, price in steps)
    return [offer(number, "1", price_breaks=each)]


def wish(**fields: Any) -> Requirement:
    """Return a requirement of the day the small catalogs are of."""
    return Requirement(on=ON, **fields)


# --- every build there is ------------------------------------------------------------------------


@dataclass
class Everything:
    """Tries every build of a small catalog, with no idea of how the planner finds one.

    It knows boards, cards, chargers, switches and leads at prices in one currency; every group of
    nodes has one board and one card, and one adapter or PoE module where the requirement calls for
    it. A switch that powers modules keeps one port for its link. Of everything more pieces may be
    bought than are used, as many as any price of it starts at. Where several copies are wanted, all
    of them buy together what each has, less what is owned once for all of them.

    What was worked out once is kept: the network and the power of the same boards cost the same
    whichever cards they have, and boards are plugged into outlets the same whatever was bought.
    """

    catalog: Catalog
    requirement: Requirement
    # No build needs as many units.
    most_units: int = 5
    _prices: dict[str, list[Decimal]] = field(default_factory=dict)
    _known: dict[Any, Any] = field(default_factory=dict)

    def cheapest(self) -> Decimal | None:
        """Return the least that any build costs; None if none does what is asked."""
        wanted = self.requirement
        groups = wanted.groups
        boards = self._kind(Board)
        cards = self._kind(Storage)
        poe = wanted.power is PowerSource.POE
        seconds = [None, *self._kind(NetworkAdapter)] if wanted.redundant else [None]
        seconds = self._kind(PoeModule) if poe else seconds
        best: Decimal | None = None
        for nodes in product(product(boards, cards, seconds), repeat=len(groups)):
            if not all(self._serves(*of, g) for of, g in zip(nodes, groups, strict=True)):
                continue
            pieces = [(x, g.most + g.spares) for of, g in zip(nodes, groups, strict=True)
                      for x in of if x is not None]  # fmt: skip
            draws = [of[0] for of, g in zip(nodes, groups, strict=True) for _ in range(g.most)]
            fed = [of[2].poe_class_w for of, g in zip(nodes, groups, strict=True)
                   for _ in range(g.most)] if poe else []  # fmt: skip
            power = Decimal(0) if poe else self._kept(
                ("power", tuple(x.part_number for x in draws)), partial(self._power, draws)
            )  # fmt: skip
            runs = sum(
                (self._runs(x) * g.most for of, g in zip(nodes, groups, strict=True) for x in of
                 if x is not None), Decimal(0)
            )  # fmt: skip
            wishes = [g.mbps or 0 for g in groups for _ in range(g.most)]
            network = self._kept(
                ("network", tuple(wishes), tuple(fed)), partial(self._network, wishes, fed)
            )
            costs = (self._parts(pieces) + runs, network, power)
            if None in costs:
                continue
            total = sum((each for each in costs if each is not None), Decimal(0))
            best = total if best is None else min(best, total)
        if best is not None and wanted.budget is not None and best > wanted.budget:
            return None
        return best

    def _kept(self, key: Any, work_out: Callable[[], Any]) -> Any:
        if key not in self._known:
            self._known[key] = work_out()
        return self._known[key]

    def _kind(self, kind: type) -> list[Any]:
        found = [each for each in self.catalog.parts if isinstance(each, kind)]
        told = kind in (Charger, Cable, Storage, PoeModule)
        if told or self.requirement.objective is not Objective.OVER_YEARS:
            return found
        return [each for each in found if each.power_typical_w is not None]

    def _runs(self, item: Part) -> Decimal:
        """Return what a piece costs to run over the years that count, to the cent."""
        wanted, watts = self.requirement, item.power_typical_w
        if wanted.objective is not Objective.OVER_YEARS or watts is None:
            return Decimal(0)
        cost = watts * 24 * 365 * wanted.years / 1000 * (wanted.tariff or 0)
        return cost.quantize(Decimal("0.01"), ROUND_HALF_UP) * wanted.copies

    def _serves(
        self, one: Board, item: Storage, second: NetworkAdapter | PoeModule | None, group: Any
    ) -> bool:
        if isinstance(second, PoeModule):
            gives = (second.output_ma or 0) * 5 >= (one.power_max_w or 0) * 1000
            if not gives or one.name not in second.fits.split(", "):
                return False
        else:
            offered = one.second_nic_mbps if second is None else min(second.speed_mbps or 0, 480)
            counts = second is not None or self.requirement.redundant
            if counts and (offered or 0) < (group.mbps or 1):
                return False
        ram = group.ram_mb is None or (one.ram_mb or 0) >= group.ram_mb
        speed = (one.nic_mbps or 0) >= (group.mbps or 1)
        room = group.storage_gb is None or (item.capacity_gb or 0) >= group.storage_gb
        return ram and speed and room and item.slot in one.storage_slots

    def _cost(self, number: str, quantity: int) -> Decimal:
        """Return what so many pieces of each copy cost, or more of them, if that is cheaper."""
        copies = self.requirement.copies
        if number not in self._prices:
            offers = self.catalog.offers_for(number)
            starts = [each.min_quantity for o in offers for each in o.price_breaks]
            largest = max(o.pack_size * max(o.minimum_quantity, o.order_multiple) for o in offers)
            many = range(1, max(starts) * max(o.pack_size for o in offers) + largest + 40 * copies)
            prices = [self._paid(offers, pieces) for pieces in many]
            for index in range(len(prices) - 1, 0, -1):
                prices[index - 1] = min(prices[index - 1 : index + 1])
            self._prices[number] = [Decimal(0), *prices]
        owned = sum(p.quantity for p in self.requirement.owned if p.part_number == number)
        return self._prices[number][max(quantity * copies - owned, 0)]

    def _paid(self, offers: Sequence[Offer], quantity: int) -> Decimal:
        prices = []
        for each in offers:
            packs = each.packs_for(quantity)
            prices.append(each.pack_price(packs).amount * packs)
        return min(prices)

    def _parts(self, pieces: Sequence[tuple[Part, int]]) -> Decimal:
        counts: dict[str, int] = {}
        for item, quantity in pieces:
            counts[item.part_number] = counts.get(item.part_number, 0) + quantity
        return sum((self._cost(n, q) for n, q in counts.items()), Decimal(0))

    def _units(self, kinds: Sequence[Part]) -> Iterator[dict[Any, int]]:
        for counts in product(range(self.most_units + 1), repeat=len(kinds)):
            yield dict(zip((k.part_number for k in kinds), counts, strict=True))

    def _leads(self, leads: Sequence[Cable], needed: int) -> Decimal:
        key = ("leads", tuple(lead.part_number for lead in leads), needed)
        found: Decimal = self._kept(key, partial(self._cheapest_leads, leads, needed))
        return found

    def _cheapest_leads(self, leads: Sequence[Cable], needed: int) -> Decimal:
        if not leads:
            return Decimal(0)
        best = None
        for counts in product(range(needed + 1), repeat=len(leads)):
            if sum(counts) >= needed:
                pairs = zip(leads, counts, strict=True)
                cost = sum((self._cost(lead.part_number, q) for lead, q in pairs), Decimal(0))
                best = cost if best is None else min(best, cost)
        assert best is not None
        return best

    def _network(self, wishes: Sequence[int], fed: Sequence[Decimal] = ()) -> Decimal | None:
        wanted = self.requirement
        fastest = max((group.mbps or 0 for group in wanted.groups), default=0)
        kinds = [s for s in self._kind(Switch) if max(s.speeds) >= fastest]
        leads = [c for c in self._kind(Cable) if c.carries == "ethernet" and not c.cage]
        cage_leads = [c for c in self._kind(Cable) if c.carries == "ethernet" and c.cage]
        networks: list[tuple[dict[Any, int], int]] = []
        for counts in self._units(kinds):
            units = [kind for kind in kinds for _ in range(counts[kind.part_number])]
            if not units or (len(units) > 1 and not wanted.cascade) or len(units) > self.most_units:
                continue
            # Who is powered over the network is on a port of the fastest wish.
            asked = [fastest] * len(wishes) if fed else wishes
            found = links_through_cages(
                units, asked, wanted.uplinks, fastest, bool(cage_leads), star=wanted.is_star
            )
            networks += (
                (counts, links)
                for links in {caged for _, caged in found}
                if any(
                    self._feeds(fed, powering_of(units, fastest, root, len(units) - 1 - links))
                    for root, caged in found
                    if caged == links
                )
            )
        best = None
        for chosen in product(networks, repeat=2 if wanted.redundant else 1):
            bought = {k.part_number: sum(each[k.part_number] for each, _ in chosen) for k in kinds}
            cost = sum((self._cost(n, q) for n, q in bought.items()), Decimal(0))
            cost += sum((self._runs(k) * bought[k.part_number] for k in kinds), Decimal(0))
            links = sum(sum(each.values()) - 1 - caged for each, caged in chosen)
            needed = (len(wishes) + wanted.uplinks) * len(chosen) + links
            cost += self._leads(leads, needed)
            cost += self._leads(cage_leads, sum(caged for _, caged in chosen))
            best = cost if best is None else min(best, cost)
        return best

    def _feeds(
        self, fed: Sequence[Decimal], units: Sequence[tuple[int, Any, tuple[Decimal, ...]]]
    ) -> bool:
        """Tell whether every module finds a port with its watts, trying unit by unit."""
        if not fed:
            return True
        first, *others = fed
        for index, (most, watts, ports) in enumerate(units):
            if not most or first > watts or units[index] in units[:index]:
                continue
            for port in {each for each in ports if each >= first}:
                rest = list(ports)
                rest.remove(port)
                left = [*units]
                left[index] = (most - 1, watts - first, tuple(rest))
                if self._feeds(others, left):
                    return True
        return False

    def _power(self, boards: Sequence[Board]) -> Decimal | None:
        kinds = self._kind(Charger)
        share = Decimal(100 - self.requirement.headroom_percent) / 100
        cords = [c for c in self._kind(Cable) if c.carries == "power"]
        best: Decimal | None = None
        for counts in self._units(kinds):
            units = [kind for kind in kinds for _ in range(counts[kind.part_number])]
            bought = sum((self._cost(n, q) for n, q in counts.items()), Decimal(0))
            if best is not None and bought >= best:
                continue  # Leads cost nothing at best.
            free = [(None,) * len(self._outlets(kind)) for kind in units]
            for joined in self._plugged(boards, units, free, cords, share):
                cost = bought
                for ends in set(joined):
                    leads = [c for c in cords if lead_joins(c, *ends)]
                    cost += self._leads(leads, joined.count(ends))
                best = cost if best is None else min(best, cost)
        return best

    def _outlets(self, unit: Charger) -> list["AnOutlet"]:
        found: list[AnOutlet] = self._kept(unit.part_number, partial(outlets_in, unit))
        return found

    def _plugged(
        self, boards: Sequence[Board], units: Sequence[Charger], free: Any, cords: Any, share: Any
    ) -> set[tuple[tuple[str, str, str], ...]]:
        """Return which leads are needed in every way to plug the boards in, outlet by outlet."""
        if not boards:
            return {()}
        # How a unit is filled, not which of several alike is: each stands for all of them.
        filled = sorted((u.part_number, str(f), f) for u, f in zip(units, free, strict=True))
        left = tuple(each.part_number for each in boards)
        key = ("plugged", left, tuple((number, draws) for number, _, draws in filled))
        if key in self._known:
            known: set[tuple[tuple[str, str, str], ...]] = self._known[key]
            return known
        first, *others = boards
        draw = first.power_max_w or Decimal(0)
        found: set[tuple[tuple[str, str, str], ...]] = set()
        tried = set()
        for index, unit in enumerate(units):
            for place, outlet in enumerate(self._outlets(unit)):
                # Of alike outlets one is as good as another, unless they are told apart by number.
                kind = place if unit.shared_w else outlet.kind
                if free[index][place] is not None or (unit.part_number, free[index], kind) in tried:
                    continue
                tried.add((unit.part_number, free[index], kind))
                now = [*free]
                now[index] = (*free[index][:place], draw, *free[index][place + 1 :])
                borne = partial(bears, unit, now[index], share)
                if not self._kept(("bears", unit.part_number, now[index]), borne):
                    continue
                ways = partial(ways_in, first, outlet, draw, cords)
                for mine in self._kept(("ways", first.part_number, unit.part_number, place), ways):
                    for rest in self._plugged(others, units, now, cords, share):
                        found.add(tuple(sorted((*mine, *rest))))
        self._known[key] = found
        return found


def ways_in(
    board: Board, outlet: "AnOutlet", watts: Decimal, cords: Sequence[Cable]
) -> list[tuple[tuple[str, str, str], ...]]:
    """Return what leads a board needs to be plugged into an outlet, for each of its plugs."""
    found = []
    for plug, size, spans in plugs_of(board):
        ends = (outlet.connector, plug, size)
        if outlet.fixed:
            fits = plug == outlet.connector and sizes_agree(size, outlet.size)
            if fits and outlet.gives(spans, watts):
                found.append(())
        elif any(lead_joins(cord, *ends) for cord in cords):
            # What a lead to a barrel plug asks a socket for is 5 V.
            taken = [(Decimal(5), Decimal(5))] if plug == "barrel" else spans
            usable = any(least <= 5 <= most for least, most in spans) or plug != "barrel"
            if usable and outlet.gives(taken, watts):
                found.append((ends,))
    return found


def plugs_of(board: Board) -> list[tuple[str, str, list[tuple[Decimal, Decimal]]]]:
    """Return the plugs of a board: of which kind and size, and the volts that each takes."""
    if board.power_in is None:
        volts = board.supply_v or Decimal(5)
        return [(str(board.power_connector), "", [(volts, volts)])]
    return [
        (each.connector, str(each.barrel), [(v.least, v.most) for v in each.volts])
        for each in board.power_in.any_of
    ]


def sizes_agree(one: str, other: str) -> bool:
    """Tell whether plugs of these sizes go together, as far as both are known."""
    return not one or not other or one == other


def lead_joins(lead: Cable, start: str, plug: str, size: str) -> bool:
    """Tell whether a lead goes from a socket to a plug of a size."""
    end, _, made = lead.to_connector.partition(" ")
    return (lead.from_connector, end) == (start, plug) and sizes_agree(made, size)


@dataclass(frozen=True)
class AnOutlet:
    """One outlet of a charger: of which kind it is, and its mA by the volts it gives."""

    kind: int
    connector: str
    fixed: bool
    milliamps: tuple[tuple[Decimal, int | None], ...]
    watts: Decimal | None
    size: str = ""

    def gives(self, spans: Sequence[tuple[Decimal, Decimal]], watts: Decimal) -> bool:
        """Tell whether it gives a board some of its volts and the current at them."""
        return any(
            least <= each <= most and (ma is None or ma * each >= watts * 1000)
            for each, ma in self.milliamps
            for least, most in spans
        )


def outlets_in(unit: Charger) -> list[AnOutlet]:
    """Return the outlets of a charger one by one."""
    found = []
    for place, kind in enumerate(unit.outlet_list):
        usb = Decimal(5) if kind.connector != "barrel" else None
        said = [(each.volts or usb, each.ma) for each in kind.profiles] or [(usb, None)]
        known = tuple((volts, ma) for volts, ma in said if volts is not None)
        fixed = kind.connector in ("micro-USB", "barrel")
        one = AnOutlet(place, str(kind.connector), fixed, known, kind.watts, str(kind.barrel))
        found += [one] * (kind.count or 0)
    return found


def bears(unit: Charger, draws: Sequence[Decimal | None], share: Decimal) -> bool:
    """Tell whether a charger bears what each of its outlets gives, None where it is not in use."""
    outlets = outlets_in(unit)
    own = {each.connector: each.watts[0] for each in unit.shared_w if each.connector}
    rows = {len(each.watts): each.watts for each in unit.shared_w if each.connector is None}
    used = [(outlet, watts) for outlet, watts in zip(outlets, draws, strict=True) if watts]
    by_number = [(o, watts) for o, watts in used if o.connector not in own]
    row = next((rows[n] for n in sorted(rows) if n >= len(by_number)), None)
    if rows and by_number and row is None:
        return False
    numbers = [] if row is None else row[: len(by_number)]
    if any(watts > most for (_, watts), most in zip(by_number, numbers, strict=False)):
        return False
    if any(o.watts is not None and watts > o.watts for o, watts in used):
        return False
    taken = {of: [watts for o, watts in used if o.connector == of] for of in own}
    if any(sum(mine) > own[of] for of, mine in taken.items()):
        return False
    # Of all that the unit gives at most some stays free; an outlet or a group gives what it gives.
    most = sum(own.values()) + max(map(sum, rows.values()), default=0)
    stated = bool(rows) or (bool(own) and {o.connector for o in outlets} <= {*own})
    whole = unit.supply_w if unit.supply_w is not None else most if stated else None
    if whole is None and used and not by_number:
        whole = sum(own[of] for of, mine in taken.items() if mine)
    return whole is not None and sum(watts for _, watts in used) <= whole * share


Root = int | None


def powering_of(
    units: Sequence[Switch], fastest: int, root: Root, links: int
) -> list[tuple[int, Any, tuple[Decimal, ...]]]:
    """Return what units may power where that many links end in ports of the root, if there is one.

    In a tree of any shape each unit keeps one port, and the others make up for what is taken.
    """
    return [
        powering(unit, fastest, max(links, 1) if place == root else 1)
        for place, unit in enumerate(units)
    ]


def powering(switch: Switch, fastest: int, links: int) -> tuple[int, Any, tuple[Decimal, ...]]:
    """Return how many modules a switch may power, its watts in all, and those of each port."""
    fast = sum(speed >= fastest for speed in switch.speeds)
    ports = tuple(
        each.poe.most_w
        for each in switch.network_ports
        if each.poe is not None and each.poe.most_w is not None
        if (each.mbps_as("RJ45") or 0) >= fastest
        for _ in range(each.count or 0)
    )
    return min(len(ports), fast - links), switch.poe_budget_w or 0, ports


def links_through_cages(
    units: Sequence[Switch],
    wishes: Sequence[int],
    uplinks: int,
    fastest: int,
    leads: bool,
    *,
    star: bool,
) -> frozenset[tuple[Root, int]]:
    """Return how many links from cage to cage units can be joined with, trying every tree.

    With a `star` every tree of one unit with all others on it, and which of them that is.
    """
    alike = len({each.speeds for each in units}) == 1 and len({*units[0].speeds}) == 1
    if alike and not any(each.cages("SFP+") for each in units):
        # Any tree will do, and one is there as soon as the ports are enough.
        links = len(units) - 1
        enough = len(units[0].speeds) * len(units) - 2 * links >= len(wishes) + uplinks
        fits = enough and (not star or len(units[0].speeds) >= links)
        roots: list[Root] = [*range(len(units))] if star else [None]
        return frozenset((root, 0) for root in roots if fits)
    offered = tuple((each.speeds, len(each.cages("SFP+", fastest)) * leads) for each in units)
    return _links(offered, (*wishes, *[0] * uplinks), fastest, star)


@lru_cache(maxsize=10_000)
def _links(
    units: tuple[tuple[tuple[int, ...], int], ...],
    wishes: tuple[int, ...],
    fastest: int,
    star: bool,
) -> frozenset[tuple[Root, int]]:
    found = set()
    # No link goes from cage to cage where nothing has a cage.
    ways = (False, True) if any(cages for _, cages in units) else (False,)
    for root, tree in stars(len(units)) if star else trees(len(units)):
        for through in product(ways, repeat=len(tree)):
            free, cages = [list(speeds) for speeds, _ in units], [cages for _, cages in units]
            fits = True
            for ends, caged in zip(tree, through, strict=True):
                for unit in ends:
                    fast = [speed for speed in free[unit] if speed >= fastest]
                    if caged:
                        cages[unit] -= 1
                    elif fast:
                        free[unit].remove(fast[0])
                    else:
                        fits = False
            if not fits:
                continue
            left = sorted((speed for each in free for speed in each), reverse=True)
            asked = sorted(wishes, reverse=True)
            enough = len(left) >= len(asked) and all(map(ge, left, asked))
            if enough and min(cages) >= 0:
                found.add((root, sum(through)))
    return frozenset(found)


Tree = tuple[Root, tuple[tuple[int, int], ...]]


@cache
def stars(units: int) -> list[Tree]:
    """Return every way to join so many units to one of them, as which it is and the links."""
    return [
        (root, tuple((root, other) for other in range(units) if other != root))
        for root in range(units)
    ]


@cache
def trees(units: int) -> list[Tree]:
    """Return every tree over so many units as its links; none of them is the root."""
    found = []
    for links in combinations(combinations(range(units), 2), units - 1):
        reached = {0}
        for _ in links:
            reached |= {unit for link in links if reached & {*link} for unit in link}
        if len(reached) == units:
            found.append((None, links))
    return found
