"""What keeps the boards that are asked for out of a build, down to the facts that are missing."""

from collections.abc import Iterable, Iterator, Mapping

from planner.model.fits import Fit, fit
from planner.model.obstacles import KeptOut, Obstacle, ObstacleKind
from planner.model.parts import Board, Carrier, Case, Other, Part, PoeModule
from planner.model.requirement import Requirement

# What a board lacks by its obstacle: parts of this kind, which may be left out themselves.
_LACKS: Mapping[ObstacleKind, type] = {
    ObstacleKind.NO_POE_MODULE: PoeModule,
    ObstacleKind.NO_CASE: Case,
    ObstacleKind.NO_CARRIER: Carrier,
    ObstacleKind.CARRIERS_LEFT_OUT: Carrier,
    ObstacleKind.NO_COOLER: Other,
}


def kept_out(
    requirement: Requirement, parts: Iterable[Part], left_out: Mapping[str, Obstacle]
) -> Iterator[KeptOut]:
    """Yield the boards that every node shall be and cannot, each with what keeps it out.

    Where it lacks a part of another kind, those that are made for it are told with what keeps them
    out.
    """
    parts = tuple(parts)
    for board in parts:
        if not isinstance(board, Board) or board.part_number not in requirement.on_every_node:
            continue
        obstacle = left_out.get(board.part_number)
        if obstacle is None:
            continue
        kind = _LACKS.get(obstacle.kind)
        because = (
            (part.part_number, left_out[part.part_number])
            for part in parts
            if kind is not None
            and isinstance(part, PoeModule | Case | Carrier | Other)
            and isinstance(part, kind)
            and part.part_number in left_out
            and fit(part, board) is Fit.FITS
        )
        yield KeptOut(board.part_number, obstacle, tuple(because))
