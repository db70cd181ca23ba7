"""Which boards and carriers of a plan sit in which cases: as its wiring says, else dealt out."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from planner.engine.fitting.matching import dealt
from planner.engine.fitting.once import once_a_plan
from planner.engine.fitting.parts_in_use import in_use, seats_of
from planner.model.fits import Fit, fit
from planner.model.parts import Board, Carrier, Case, InRack, PortKind
from planner.model.plan import Plan
from planner.model.wiring import part_of, unit_of

Thing = Board | Carrier
_MANY = 10**9


class Housing:
    """What each piece of each case holds, by the part numbers of both; and what no case holds."""

    def __init__(
        self,
        wired: Mapping[str, Mapping[int, Counter[str]]],
        dealt_out: Mapping[str, Counter[str]],
        left: Counter[str],
    ) -> None:
        self._wired = wired
        self._dealt_out = dealt_out
        self.left = left

    def held_by(self, case: Case, piece: int) -> Counter[str]:
        """Return what one piece of a case holds; pieces are counted from 1.

        What nobody wired fills them one after the other.
        """
        if self._wired:
            return self._wired.get(case.part_number, {}).get(piece, Counter())
        held: Counter[str] = Counter()
        places = _MANY if case.shelves is None else case.shelves
        before, free = (piece - 1) * places, places
        for number, quantity in self._dealt_out.get(case.part_number, {}).items():
            mine = max(min(quantity - before, free), 0)
            before, free = max(before - quantity, 0), free - mine
            if mine:
                held[number] = mine
        return held


def housed(plan: Plan) -> list[tuple[Thing, int]]:
    """Return what a case has to hold: boards, and carriers with the modules that sit on them.

    What has rails of its own needs no case.
    """
    seated: dict[str, int] = {}
    for seat in seats_of(plan).taken:
        number = seat.module.part_number
        seated[number] = seated.get(number, 0) + seat.quantity
    boards = [(b, q - seated.get(b.part_number, 0)) for b, q in in_use(plan, Board)]
    alone: list[tuple[Thing, int]] = [(board, quantity) for board, quantity in boards if quantity]
    return [each for each in (*alone, *in_use(plan, Carrier)) if not on_rails(each[0])]


def on_rails(part: InRack) -> bool:
    """Tell whether a part is screwed into a rack itself."""
    return bool(part.rack_widths_in) and part.rack_u is not None


@once_a_plan
def housing(plan: Plan) -> Housing:
    """Return what every piece of every case of a plan holds, and the boards without a place."""
    things, cases = housed(plan), in_use(plan, Case)
    left = Counter({thing.part_number: quantity for thing, quantity in things})
    wired: dict[str, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for wire in plan.build.wiring:
        unit = unit_of(wire.unit)
        if wire.kind is PortKind.SHELF and unit.piece is not None:
            wired[unit.part_number][unit.piece][part_of(wire.device)] += 1
            left[part_of(wire.device)] -= 1
    given: dict[str, Counter[str]] = defaultdict(Counter)
    if not wired:
        places = [_MANY if c.shelves is None else c.shelves * quantity for c, quantity in cases]
        rows = dealt(
            [quantity for _, quantity in things],
            places,
            lambda thing, case: fit(cases[case][0], things[thing][0]) is not Fit.DOES_NOT,
        )
        for (thing, _), row in zip(things, rows, strict=True):
            for (case, _), many in zip(cases, row, strict=True):
                if many:
                    given[case.part_number][thing.part_number] += many
                    left[thing.part_number] -= many
    return Housing(wired, given, +left)
