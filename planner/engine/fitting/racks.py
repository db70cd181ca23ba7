"""What of a plan stands where in its racks: on the rails, on a shelf, in a mount, or nowhere.

Patch panels and switches come to the top, then what holds boards, then shelves; power strips go to
the bottom. What takes whole units stands on a whole unit, as the holes of the rails want it; two
halves share one. What no fact says where it goes is named, and never drawn into a rack.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from planner.engine.fitting._once import once_a_plan
from planner.engine.fitting.housing import Housing, housed, housing, on_rails
from planner.engine.fitting.matching import dealt
from planner.engine.fitting.parts_in_use import in_use
from planner.model.fits import Fit, named
from planner.model.parts import Board, Carrier, Case, Charger, InRack, Other, Rack, Switch
from planner.model.plan import Plan
from planner.model.racks import FilledRack, Held, RackLayout, RackPlace

# Other things that have their place in a rack, even where nobody says how high they are.
_ELSE_IN_A_RACK = frozenset({"router", "power strip", "pdu", "ups"})
_FROM_THE_TOP = ("patch panel", "switch", "case", "board", "shelf", "other", "charger", "strip")
_KINDS: dict[type, str] = {Switch: "switch", Case: "case", Charger: "charger"}
# A rack has 60 units at most; nobody looks at a drawing of more racks than these.
_MOST_RACKS = 100
_MOST_PIECES = _MOST_RACKS * 120  # each takes half a unit or more
_MANY = 10**9


@dataclass(slots=True)
class _Group:
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


@dataclass(slots=True)
class _Open:
    """A rack while it is filled: its halves of units from the top, on the front and on the rear.

    Who is hopeful takes what is not known to be deep for something of half the depth.
    """

    part: Rack
    halves: int
    hopeful: bool
    front: list[InRack | None] = field(init=False)
    rear: list[InRack | None] = field(init=False)
    places: list[RackPlace] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.front = [None] * self.halves
        self.rear = [None] * self.halves

    def put(self, part: InRack, halves: int, holds: tuple[Held, ...], *, behind: bool) -> bool:
        """Put a piece on the front or the rear where there is room; tell whether there was."""
        for start in range(self.halves - halves + 1):
            if self._has_room(part, start, halves, behind=behind):
                self._take(part, start, halves, holds, behind=behind)
                return True
        return False

    def _has_room(self, part: InRack, start: int, halves: int, *, behind: bool) -> bool:
        # Holes of the rails repeat with every whole unit.
        if halves % 2 == 0 and start % 2:
            return False
        span = slice(start, start + halves)
        taken, across = (self.rear, self.front) if behind else (self.front, self.rear)
        if any(taken[span]) or (behind and not self._is_shallow(part)):
            return False
        others = [other for other in across[span] if other is not None]
        return all(self._is_shallow(part) and self._is_shallow(other) for other in others)

    def _is_shallow(self, part: InRack) -> bool:
        return part.rack_full_depth is False or (self.hopeful and part.rack_full_depth is None)

    def _take(
        self, part: InRack, start: int, halves: int, holds: tuple[Held, ...], *, behind: bool
    ) -> None:
        (self.rear if behind else self.front)[start : start + halves] = [part] * halves
        below = Decimal(self.halves - start - halves) / 2
        self.places.append(RackPlace(part, below, Decimal(halves) / 2, holds, behind))


@once_a_plan
def rack_layout(plan: Plan) -> RackLayout | None:
    """Return how the racks of a plan can be filled; None if it has none."""
    racks = [(rack, q) for rack, q in in_use(plan, Rack) if rack.kind == "rack"]
    return layout_in(plan, racks) if racks else None


def layout_in(plan: Plan, racks: Sequence[tuple[Rack, int]]) -> RackLayout:
    """Return how racks can be filled with what a plan has for them.

    Where one order leaves something out, the highest are tried first, and the better is taken.
    """
    known = [(rack, q) for rack, q in racks if rack.rack_u is not None and rack.rack_widths_in]
    sorted_out = _Sorted(plan, known)
    groups = sorted(sorted_out.groups, key=_rank)
    pieces = [rack for rack, quantity in known for _ in range(min(quantity, _MOST_RACKS))]
    opened, left = _best_filled(pieces[:_MOST_RACKS], groups)
    left = [each for each in left if not _fills_gaps(each[0].part)]
    surely = _best_filled(pieces[:_MOST_RACKS], groups, hopeful=True)[1] if left else []
    surely = [each for each in surely if not _fills_gaps(each[0].part)]
    return RackLayout(
        racks=tuple(
            FilledRack(rack.part, number, Decimal(rack.halves) / 2, _from_the_top(rack.places))
            for number, rack in enumerate(opened, 1)
        ),
        no_room=tuple((group.part, many) for group, many in surely),
        perhaps_behind=_less(left, surely),
        other_width=tuple(sorted_out.other_width),
        no_shelf=tuple(sorted_out.no_shelf),
        unknown=(*(each for each in racks if each not in known), *sorted_out.unknown),
        unseen=sum(quantity for _, quantity in known) > _MOST_RACKS,
    )


def _from_the_top(places: Sequence[RackPlace]) -> tuple[RackPlace, ...]:
    return tuple(sorted(places, key=lambda place: (place.behind, -place.below)))


def _fills_gaps(part: InRack) -> bool:
    """Tell whether nobody misses a part for which there is no room."""
    return isinstance(part, Rack) and part.kind == "blank panel"


def _less(
    left: Sequence[tuple[_Group, int]], surely: Sequence[tuple[_Group, int]]
) -> tuple[Held, ...]:
    """Return what is left over of the one, and not of the other."""
    counts = Counter[str]()
    for group, many in surely:
        counts[group.part.part_number] += many
    found = []
    for group, many in left:
        sure = min(counts[group.part.part_number], many)
        counts[group.part.part_number] -= sure
        if many > sure:
            found.append((group.part, many - sure))
    return tuple(found)


def _best_filled(
    racks: Sequence[Rack], groups: Sequence[_Group], *, hopeful: bool = False
) -> tuple[list[_Open], list[tuple[_Group, int]]]:
    """Return the racks filled from the top, or the highest things first where more finds room."""
    by_order = _filled(racks, groups, hopeful=hopeful)
    if not by_order[1]:
        return by_order
    highest = sorted(groups, key=lambda group: -group.halves)
    by_height = _filled(racks, highest, hopeful=hopeful)
    return min(by_order, by_height, key=lambda filled: _units(filled[1]))


def _units(left: Sequence[tuple[_Group, int]]) -> int:
    return sum(group.halves * many for group, many in left)


def _filled(
    racks: Sequence[Rack], groups: Sequence[_Group], *, hopeful: bool
) -> tuple[list[_Open], list[tuple[_Group, int]]]:
    """Return the racks with each group put into the first that takes it, and what is left."""
    opened = [_Open(rack, int((rack.rack_u or 0) * 2), hopeful) for rack in racks]
    left = []
    for group in groups:
        widths = set(group.part.rack_widths_in or ())
        fitting = [rack for rack in opened if widths & set(rack.part.rack_widths_in or ())]
        faces = [(rack, behind) for behind in (False, True) for rack in fitting]
        placed = 0
        while placed < group.pieces and faces:
            rack, behind = faces[0]
            if rack.put(group.part, group.halves, group.held(placed), behind=behind):
                placed += 1
            else:
                # What is full for one piece is full for every other of its kind.
                faces.pop(0)
        if placed < group.pieces:
            left.append((group, group.pieces - placed))
    return opened, left


def _rank(group: _Group) -> int:
    part = group.part
    if isinstance(part, Rack):
        kind = "patch panel" if part.kind == "patch panel" else "shelf"
        kind = "strip" if part.kind == "blank panel" else kind
    elif isinstance(part, Other):
        kind = "strip" if part.kind in _ELSE_IN_A_RACK - {"router"} else "other"
    else:
        kind = _KINDS.get(type(part), "board")
    return _FROM_THE_TOP.index(kind)


def halves_of(units: Decimal) -> int:
    """Return how many halves of a rack unit something takes: a third takes one."""
    return int((units * 2).to_integral_value(ROUND_CEILING))


class _Sorted:
    """What of a plan goes onto the rails of its racks, and what does not, for which reason."""

    def __init__(self, plan: Plan, racks: Sequence[tuple[Rack, int]]) -> None:
        self.groups: list[_Group] = []
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
    ) -> Iterator[_Group]:
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
            yield _Group(part, len(holds), halves, tuple(holds))

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
