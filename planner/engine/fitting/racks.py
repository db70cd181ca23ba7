"""What of a plan stands where in its racks: on the rails, on a shelf, in a mount, or nowhere.

Patch panels and switches come to the top, then what holds boards, then shelves; power strips go to
the bottom. What takes whole units stands on a whole unit, as the holes of the rails want it; two
halves share one. What no fact says where it goes is named, and never drawn into a rack.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planner.engine.fitting._rack_groups import MOST_RACKS, POWER_STRIPS, Group, SortedOut
from planner.engine.fitting.once import once_a_plan
from planner.engine.fitting.parts_in_use import in_use
from planner.model.parts import Case, Charger, InRack, Other, Rack, Switch
from planner.model.plan import Plan
from planner.model.racks import FilledRack, Held, RackLayout, RackPlace, own_rack
from planner.model.requirement import Requirement

_FROM_THE_TOP = ("patch panel", "switch", "case", "board", "shelf", "other", "charger", "strip")
_KINDS: dict[type, str] = {Switch: "switch", Case: "case", Charger: "charger"}


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


def layout_for(plan: Plan, requirement: Requirement) -> RackLayout | None:
    """Return how the rack that was asked for can be filled, else the racks of a plan."""
    if requirement.rack_units is None:
        return rack_layout(plan)
    return layout_in(plan, [(own_rack(requirement.rack_units, requirement.rack_width_in), 1)])


def layout_in(plan: Plan, racks: Sequence[tuple[Rack, int]]) -> RackLayout:
    """Return how racks can be filled with what a plan has for them.

    Where one order leaves something out, the highest are tried first, and the better is taken.
    """
    known = [(rack, q) for rack, q in racks if rack.rack_u is not None and rack.rack_widths_in]
    sorted_out = SortedOut(plan, known)
    groups = sorted(sorted_out.groups, key=_rank)
    pieces = [rack for rack, quantity in known for _ in range(min(quantity, MOST_RACKS))]
    opened, left = _best_filled(pieces[:MOST_RACKS], groups)
    left = [each for each in left if not _fills_gaps(each[0].part)]
    surely = _best_filled(pieces[:MOST_RACKS], groups, hopeful=True)[1] if left else []
    surely = [each for each in surely if not _fills_gaps(each[0].part)]
    no_room, perhaps_behind = _told_apart(left, surely)
    return RackLayout(
        racks=tuple(
            FilledRack(rack.part, number, Decimal(rack.halves) / 2, _from_the_top(rack.places))
            for number, rack in enumerate(opened, 1)
        ),
        no_room=no_room,
        perhaps_behind=perhaps_behind,
        other_width=tuple(sorted_out.other_width),
        no_shelf=tuple(sorted_out.no_shelf),
        unknown=(*(each for each in racks if each not in known), *sorted_out.unknown),
        unseen=sum(quantity for _, quantity in known) > MOST_RACKS,
    )


def _from_the_top(places: Sequence[RackPlace]) -> tuple[RackPlace, ...]:
    return tuple(sorted(places, key=lambda place: (place.behind, -place.below)))


def _fills_gaps(part: InRack) -> bool:
    """Tell whether nobody misses a part for which there is no room."""
    return isinstance(part, Rack) and part.kind == "blank panel"


def _told_apart(
    left: Sequence[tuple[Group, int]], surely: Sequence[tuple[Group, int]]
) -> tuple[tuple[Held, ...], tuple[Held, ...]]:
    """Return of what is left over what surely has no room, and what may hang behind something.

    Surely so many pieces have none; where they are others, it is all of these.
    """
    counts = Counter[str]()
    for group, many in surely:
        counts[group.part.part_number] += many
    none: list[Held] = []
    perhaps: list[Held] = []
    for group, many in left:
        sure = min(counts[group.part.part_number], many)
        counts[group.part.part_number] -= sure
        none += [(group.part, sure)] if sure else []
        perhaps += [(group.part, many - sure)] if many > sure else []
    return (tuple(perhaps), ()) if surely and not none else (tuple(none), tuple(perhaps))


def _best_filled(
    racks: Sequence[Rack], groups: Sequence[Group], *, hopeful: bool = False
) -> tuple[list[_Open], list[tuple[Group, int]]]:
    """Return the racks filled from the top, or the highest things first where more finds room."""
    by_order = _filled(racks, groups, hopeful=hopeful)
    if not by_order[1]:
        return by_order
    highest = sorted(groups, key=lambda group: -group.halves)
    by_height = _filled(racks, highest, hopeful=hopeful)
    return min(by_order, by_height, key=lambda filled: _units(filled[1]))


def _units(left: Sequence[tuple[Group, int]]) -> int:
    return sum(group.halves * many for group, many in left)


def _filled(
    racks: Sequence[Rack], groups: Sequence[Group], *, hopeful: bool
) -> tuple[list[_Open], list[tuple[Group, int]]]:
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


def _rank(group: Group) -> int:
    part = group.part
    if isinstance(part, Rack):
        kind = "patch panel" if part.kind == "patch panel" else "shelf"
        kind = "strip" if part.kind == "blank panel" else kind
    elif isinstance(part, Other):
        kind = "strip" if part.kind in POWER_STRIPS else "other"
    else:
        kind = _KINDS.get(type(part), "board")
    return _FROM_THE_TOP.index(kind)
