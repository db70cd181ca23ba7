"""The nodes of a build that is being wired: which units each of them is made of."""

from dataclasses import dataclass

from planner.engine.sizing.board_fits import BoardFit
from planner.model.parts import PortKind


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
