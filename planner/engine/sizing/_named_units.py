"""The nodes of a build that is being wired, and the names of the units that they are made of."""

from collections import Counter
from dataclasses import dataclass, field

from planner.engine.sizing.board_fits import BoardFit
from planner.model.parts import PortKind
from planner.model.wiring import Unit


@dataclass
class Node:
    """One node that is wired: its board, its storage, its adapter, or the module that powers it.

    `seat` is the unit of the carrier that it sits on, with its place there; `wish_mbps` is what its
    port has to do. Of its `cooler` the part number says enough: it is plugged in nowhere.
    """

    fit: BoardFit
    board: str
    adapter: str = ""
    storage: str = ""
    mount: str = ""
    slot: PortKind | None = None
    cooler: str = ""
    seat: tuple[str, int] | None = None
    wish_mbps: int = 0


@dataclass
class Units:
    """Hands out the names of units, part number by part number."""

    taken: Counter[str] = field(default_factory=Counter)

    def next(self, part_number: str) -> str:
        self.taken[part_number] += 1
        return str(Unit(part_number, self.taken[part_number]))
