"""Which parts go into the rack that is asked for, and how much of it each takes.

Everything is counted in halves of a rack unit: two halves share a unit, so what has the halves has
the room. Chargers lie anywhere; only what is made for the rails of that rack takes units of it.
"""

from collections.abc import Collection, Iterable

from planner.engine.fitting.carriers import is_module
from planner.engine.fitting.housing import on_rails
from planner.model.obstacles import Fact, Obstacle, ObstacleKind
from planner.model.parts import Board, Carrier, Case, InRack
from planner.model.racks import halves_of
from planner.model.requirement import Requirement


def in_rack_halves(part: InRack, requirement: Requirement) -> int:
    """Return how many halves of a unit a part takes in the rack; 0 for what is not on its rails."""
    on_rails = requirement.rack_width_in in (part.rack_widths_in or ())
    return halves_of(part.rack_u) if on_rails and part.rack_u is not None else 0


def needs_case(part: Board | Carrier, requirement: Requirement) -> bool:
    """Tell whether a board or carrier needs a place in a case: one with rails of its own does not.

    Each does where that is asked for, else those whose maker says so. Modules are where their
    carrier is.
    """
    if isinstance(part, Board) and is_module(part):
        return False
    return (requirement.housed or "case" in part.lacks) and not on_rails(part)


def no_way_into_rack(part: InRack, requirement: Requirement) -> Obstacle | None:
    """Return what keeps a part out of the rack that is asked for; None if nothing does."""
    if requirement.rack_units is None:
        return None
    if part.stands:
        return Obstacle(ObstacleKind.NO_RAILS)
    if part.rack_u is None or part.rack_widths_in is None:
        return Obstacle.unknown(Fact.RACK_SIZE)
    return other_rails(part, requirement)


def other_rails(part: InRack, requirement: Requirement) -> Obstacle | None:
    """Return that a part is made for the rails of other racks than the one that is asked for."""
    width = requirement.rack_width_in
    if requirement.rack_units is None or not part.rack_widths_in or width in part.rack_widths_in:
        return None
    return Obstacle(ObstacleKind.OTHER_RACK, about=(width,))


def unplaced(
    part: Board | Carrier, names: Collection[str], cases: Iterable[Case], requirement: Requirement
) -> Obstacle | None:
    """Return why a board or carrier finds no place where each must have one.

    `names` are the lists that it is in.
    """
    if needs_case(part, requirement) and not any(case.fits in names for case in cases):
        return Obstacle(ObstacleKind.NO_CASE)
    return other_rails(part, requirement)
