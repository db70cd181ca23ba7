"""A rule about watts that the outlets of a charger share. Named in RULES of `rules.py`."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.engine.fitting.circuits import circuits, joined_circuits
from planner.engine.rules._verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.outlet_kinds import OutletKind, given, order_in, overload, units_of
from planner.model.parts import Board, Charger
from planner.model.plan import Plan
from planner.model.plugs import volts_taken
from planner.model.words import listed, named

Loads = list[list[Decimal]]  # by kind of outlet, what each in use gives


def outlets_that_share_watts_have_enough(plan: Plan) -> Iterator[Finding]:
    """What a charger gives in all is not what each outlet gives: with more in use it is less."""
    basis = plan.build.power_by
    for boards, kinds, _ in (*circuits(plan), *joined_circuits(plan)):
        sharing = [(c, q) for c, q in units_of(kinds) if c.shared_w or _limited(c)]
        draws = [(each.board, each.watts(basis), many) for each, many in boards]
        # Watts that are not known are missed by the rule about watts.
        if not boards or not sharing or any(watts is None for _, watts, _ in draws):
            continue
        hungry = sorted(
            ((watts or Decimal(0), board) for board, watts, many in draws for _ in range(many)),
            key=lambda each: each[0],
            reverse=True,
        )
        units = [
            ([kind for kind, _ in kinds if kind.charger == charger], Unit(charger))
            for charger, many in units_of(kinds)
            for _ in range(many)
        ]
        if all(_finds_an_outlet(*each, units) for each in hungry):
            continue
        unsaid = [unit.charger.name for _, unit in units if unit.unsaid]
        if unsaid:
            why = "Its output with this many outlets in use is not known"
            yield unchecked(plan, "watts per outlet", why, list(dict.fromkeys(unsaid)))
            continue
        shared = named(
            f"{c.name} gives {', '.join(map(str, c.shared_w))} W" for c, _ in sharing if c.shared_w
        )
        yield verdict(
            "watts-shared",
            Severity.WARNING,
            listed(sharing),
            "No way was found to distribute the boards so that each outlet in use supplies what "
            f"its board draws{f' ({shared})' if shared else ''}.",
            "Add a charger, or choose one that supplies more with several outlets in use.",
        )
        return


def _limited(charger: Charger) -> bool:
    return any(outlets.watts is not None for outlets in charger.outlet_list)


class Unit:
    """One charger, and what is plugged into it so far."""

    def __init__(self, charger: Charger) -> None:
        self.charger = charger
        self.drawn: Loads = [[] for _ in charger.outlet_list]
        self.unsaid = False

    def takes(self, kind: OutletKind, watts: Decimal) -> bool:
        """Plug a board in if the unit has the watts for it, and tell whether it had."""
        if kind.count is not None and len(self.drawn[kind.place]) >= kind.count:
            return False
        more = [[*mine, *([watts] if place == kind.place else ())]
                for place, mine in enumerate(self.drawn)]  # fmt: skip
        limits = given(self.charger, [len(mine) for mine in more])
        if limits is None:
            self.unsaid = True
            return False
        placed = [_in_order(most, mine) for most, mine in zip(limits.each, more, strict=True)]
        if overload(self.charger, limits, placed) is not None:
            return False
        self.drawn = more
        return True


def _in_order(most: tuple[Decimal | None, ...], drawn: Sequence[Decimal]) -> list[Decimal]:
    return [watts for _, watts in sorted(zip(order_in(most, drawn), drawn, strict=True))]


def _finds_an_outlet(
    watts: Decimal, board: Board, units: Sequence[tuple[list[OutletKind], Unit]]
) -> bool:
    """Plug a board in where fewest are in use; tell whether there was a place."""
    plug, volts = str(board.power_connector), volts_taken(board)
    for kinds, unit in sorted(units, key=lambda each: sum(map(len, each[1].drawn))):
        for kind in kinds:
            reached = kind.fits_plug(plug) is not False and kind.gives_volts(volts) is not False
            if reached and unit.takes(kind, watts):
                return True
    return False
