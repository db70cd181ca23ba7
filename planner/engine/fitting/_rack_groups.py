"""What of a plan goes onto the rails of its racks, with what it holds; what does not, and why."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.engine.fitting.housing import Housing, housed, housing, on_rails
from planner.engine.fitting.matching import dealt
from planner.engine.fitting.parts_in_use import in_use
from planner.model.fits import Fit, named
from planner.model.parts import Board, Carrier, Case, Charger, InRack, Other, Rack, Switch
from planner.model.plan import Plan
from planner.model.racks import Held, halves_of

# Other things that have their place in a rack, even where nobody says how high they are.
POWER_STRIPS = frozenset({"power strip", "pdu", "ups"})
_ELSE_IN_A_RACK = POWER_STRIPS | {"router"}
# A rack has 60 units at most; nobody looks at a drawing of more racks than these.
MOST_RACKS = 100
_MOST_PIECES = MOST_RACKS * 120  # each takes half a unit or more
_MANY = 10**9


@dataclass(slots=True)
class Group:
    """Pieces of one part that go onto rails: how many halves of a unit each takes, what it holds.

    `holds` says of the first pieces what stands on them or is in them; the others hold nothing.
    """

    part: InRack
    pieces: int
    halves: int
    holds: tuple[tuple[Held, ...], ...] = ()

    def held(self, piece: int) -> tuple[Held, ...]:
        """Return what one piece holds, counted from 0."""
        return self.holds[piece] if piece < len(self.holds) else ()


class SortedOut:
    """What of a plan goes onto the rails of its racks, and what does not, for which reason."""

    def __init__(self, plan: Plan, racks: Sequence[tuple[Rack, int]]) -> None:
        self.groups: list[Group] = []
        self.other_width: list[Held] = []
        self.no_shelf: list[Held] = []
        self.unknown: list[Held] = []
        self._plan = plan
        self._widths = {width for rack, _ in racks for width in rack.rack_widths_in or ()}
        self._any_rack = bool(racks)
        inside = housing(plan)
        fittings = [(part, q) for part, q in in_use(plan, Rack) if part.kind != "rack"]
        mounts = [(part, q) for part, q in fittings if part.kind == "mount" and part.fits]
        things = [*in_use(plan, Case), *self._loose(inside)]
        mounted, free = _mounted(things, mounts)
        standing = [(part, q) for part, q in free if part.stands]
        shelves = [(part, q) for part, q in fittings if part.kind in ("shelf", "mount")]
        shelves = [each for each in shelves if each not in mounts]
        on_shelves, self.no_shelf = _stood(standing, shelves)
        for part, quantity in [*free, *fittings]:
            if not part.stands:
                self._add(part, quantity, inside, {**mounted, **on_shelves})

    def _loose(self, inside: Housing) -> Iterator[tuple[InRack, int]]:
        """Yield what no case holds: boards, carriers, switches, chargers, and more of that sort."""
        for thing, _ in housed(self._plan):
            many = inside.left[thing.part_number]
            if many:
                yield thing, many
        yield from filter(lambda each: on_rails(each[0]), in_use(self._plan, Board))
        yield from filter(lambda each: on_rails(each[0]), in_use(self._plan, Carrier))
        yield from in_use(self._plan, Switch)
        yield from in_use(self._plan, Charger)
        for part, quantity in in_use(self._plan, Other):
            said = part.rack_u is not None or part.rack_widths_in is not None
            if said or part.kind in _ELSE_IN_A_RACK:
                yield part, quantity

    def _add(
        self,
        part: InRack,
        quantity: int,
        inside: Housing,
        carried: Mapping[str, Sequence[Counter[str]]],
    ) -> None:
        if part.rack_u == 0:
            return  # it takes no units
        if part.rack_u is None or part.rack_widths_in is None:
            self.unknown.append((part, quantity))
        elif self._any_rack and self._widths.isdisjoint(part.rack_widths_in):
            self.other_width.append((part, quantity))
        elif self._any_rack:
            held = [self._held(each) for each in carried.get(part.part_number, ())]
            if isinstance(part, Case):
                pieces = range(1, min(quantity, _MOST_PIECES) + 1)
                held = [self._held(inside.held_by(part, piece)) for piece in pieces]
            self.groups += self._by_height(part, quantity, held)

    def _by_height(
        self, part: InRack, quantity: int, held: Sequence[tuple[Held, ...]]
    ) -> Iterator[Group]:
        """Yield the pieces of a part, those apart on which something higher than a shelf stands."""
        heights: dict[int, list[tuple[Held, ...]]] = {}
        own = part.rack_u or Decimal(0)
        for each in held:
            standing = [thing.rack_u for thing, _ in each if thing.stands]
            tallest = max([own, *filter(None, standing)])
            heights.setdefault(halves_of(tallest), []).append(each)
        bare = quantity - sum(map(len, heights.values()))
        if bare:
            heights.setdefault(halves_of(own), []).extend([()] * bare)
        for halves, holds in heights.items():
            yield Group(part, len(holds), halves, tuple(holds))

    def _held(self, numbers: Mapping[str, int]) -> tuple[Held, ...]:
        found = ((self._plan.part(number), many) for number, many in numbers.items())
        return tuple((part, many) for part, many in found if isinstance(part, InRack))


def _mounted(
    things: Sequence[tuple[InRack, int]], mounts: Sequence[tuple[Rack, int]]
) -> tuple[dict[str, list[Counter[str]]], list[tuple[InRack, int]]]:
    """Return what each piece of each mount holds that is made for it, and what is in none."""
    rows = dealt(
        [quantity for _, quantity in things],
        [quantity * (1 if mount.holds is None else mount.holds) for mount, quantity in mounts],
        lambda thing, mount: named(things[thing][0], mounts[mount][0].fits) is Fit.FITS,
    )
    found: dict[str, list[Counter[str]]] = {}
    for column, (mount, _) in enumerate(mounts):
        pieces: list[Counter[str]] = []
        for (thing, _), row in zip(things, rows, strict=True):
            for _ in range(row[column]):
                if not pieces or pieces[-1].total() >= (mount.holds or 1):
                    pieces.append(Counter())
                pieces[-1][thing.part_number] += 1
        found[mount.part_number] = pieces
    free = [(thing, q - sum(row)) for (thing, q), row in zip(things, rows, strict=True)]
    return found, [(thing, quantity) for thing, quantity in free if quantity]


def _stood(
    things: Sequence[tuple[InRack, int]], shelves: Sequence[tuple[Rack, int]]
) -> tuple[dict[str, list[Counter[str]]], list[Held]]:
    """Return what stands on each piece of each shelf, dealt out evenly, and what has none.

    The highest things come first, to the highest shelves.
    """
    pieces = [
        (shelf, Counter[str]())
        for shelf, quantity in sorted(shelves, key=lambda each: -(each[0].rack_u or 0))
        for _ in range(min(quantity, _MOST_PIECES))
    ]
    left: list[Held] = []
    for thing, quantity in sorted(things, key=lambda each: -(each[0].rack_u or 0)):
        many = quantity
        while many:
            free = sorted(
                ((shelf, on) for shelf, on in pieces if _room(shelf, on)),
                key=lambda piece: piece[1].total(),
            )
            if not free:
                left.append((thing, many))
                break
            share = -(-many // len(free))
            for shelf, on in free:
                more = min(share, many, _room(shelf, on))
                on.update({thing.part_number: more} if more else {})
                many -= more
    found: dict[str, list[Counter[str]]] = {}
    for shelf, on in pieces:
        found.setdefault(shelf.part_number, []).append(on)
    return found, left


def _room(shelf: Rack, on: Counter[str]) -> int:
    return _MANY if shelf.holds is None else max(shelf.holds - on.total(), 0)
