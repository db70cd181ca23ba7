"""What goes into the cages of a build: cables from cage to cage, and modules for a copper cable.

Leads join switches first, because each of those saves two ports, then nodes that have a cage.
"""

from collections.abc import Iterator
from typing import NamedTuple

from planner.engine.fitting.parts_in_use import in_use
from planner.model.parts import Board, Cable, NetworkPorts, Socket, Switch
from planner.model.plan import Plan

Pieces = list[tuple[Cable, int]]


class CageUse(NamedTuple):
    """How many links between switches, nodes, and copper ports there are by way of cages.

    `nodes` are those that would else need a copper port. `left` are cages of switches that stay
    empty, `loose` cables and modules that find none, and `vague` the switches of which nobody says
    what cages they have, or how many.
    """

    links: int = 0
    nodes: int = 0
    copper: int = 0
    left: int = 0
    loose: tuple[tuple[Cable, int], ...] = ()
    vague: tuple[str, ...] = ()


def cage_use(plan: Plan, links: int) -> CageUse:
    """Return what the cables and modules of a build do, where switches have so many links."""
    cables = [(c, q) for c, q in in_use(plan, Cable) if c.carries == "ethernet"]
    kinds = dict.fromkeys(kind for cable, _ in cables if (kind := cable.cage or cable.makes_copper))
    whole = CageUse(vague=tuple(_vague(plan)))
    for kind in kinds:
        leads = [(c, q) for c, q in cables if c.cage == kind]
        modules = [(c, q) for c, q in cables if c.makes_copper == kind]
        found = _of_kind(plan, kind, links - whole.links, leads, modules)
        whole = CageUse(
            whole.links + found.links,
            whole.nodes + found.nodes,
            whole.copper + found.copper,
            loose=(*whole.loose, *found.loose),
            vague=whole.vague,
        )
    cages = sum(
        q * (each.count or 0) for switch, q in in_use(plan, Switch) for each in _cages(switch)
    )
    return whole._replace(left=max(cages - 2 * whole.links - whole.nodes - whole.copper, 0))


def _of_kind(plan: Plan, kind: Socket, links: int, leads: Pieces, modules: Pieces) -> CageUse:
    cages = holding = 0
    for switch, quantity in in_use(plan, Switch):
        mine = sum(each.count or 0 for each in _cages(switch) if each.takes(kind))
        cages += mine * quantity
        holding += quantity if mine else 0
    boards = [(board, q) for board, q in in_use(plan, Board) if _has_cage(board, kind)]
    left = sum(quantity for _, quantity in leads)
    joined = max(min(left, links, cages // 2, holding - 1), 0)
    left, cages = left - joined, cages - 2 * joined
    nodes = min(left, cages, sum(quantity for _, quantity in boards))
    left, cages = left - nodes, cages - nodes
    asked = sum(quantity for _, quantity in modules)
    copper = min(asked, cages)
    # A node without a copper port needed none.
    portless = sum(quantity for board, quantity in boards if board.nic_mbps == 0)
    loose = (*_last(leads, left), *_last(modules, asked - copper))
    return CageUse(joined, max(nodes - portless, 0), copper, loose=loose)


def _cages(switch: Switch) -> list[NetworkPorts]:
    return [each for each in switch.network_ports if not each.takes("RJ45")]


def _has_cage(board: Board, kind: Socket) -> bool:
    return any(each.takes(kind) and each.count != 0 for each in board.network_ports or ())


def _vague(plan: Plan) -> Iterator[str]:
    """Yield the switches that may have more cages, or others, than they say."""
    for switch, _ in in_use(plan, Switch):
        if any(each.count is None or each.mbps_as("SFP") is None for each in _cages(switch)
               if each.count is None or each.takes("SFP")):  # fmt: skip
            yield switch.name


def _last(pieces: Pieces, left: int) -> Iterator[tuple[Cable, int]]:
    """Yield so many of these pieces, the last of the list first."""
    for cable, quantity in reversed(pieces):
        here = min(quantity, left)
        left -= here
        if here:
            yield cable, here
