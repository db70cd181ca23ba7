"""What parts of a bill need beside themselves, and what of it comes in the boxes of others.

A box is told by `includes`: one word for each piece that is in it.
"""

from planner.engine.fitting.parts_in_use import in_use
from planner.model.parts import BasePart, Board, Cable, Charger, Companion
from planner.model.plan import Plan


def lacking_it(plan: Plan, what: Companion) -> list[tuple[BasePart, int]]:
    """Return the parts in use that need this beside themselves, and do not bring it."""
    return [(part, q) for part, q in in_use(plan, BasePart) if what in part.lacks]


def boxed(part: BasePart, what: Companion) -> int:
    """Return how many pieces of this come in the box of a part, beside the one that it needs."""
    return max(part.includes.count(what) - (what in part.requires), 0)


def in_boxes(plan: Plan, what: Companion) -> int:
    """Return how many pieces of this come in the boxes of all parts in use, for others to use."""
    return sum(boxed(part, what) * quantity for part, quantity in in_use(plan, BasePart))


def boxed_power_leads(plan: Plan) -> list[tuple[Cable, int]]:
    """Return the power leads that come in boxes: of each the end is known that is the part's own.

    A charger's lead starts at its outlets, a board's ends in its plug; the other end nobody says.
    """
    return [
        (_lead_of(part), boxed(part, "power lead") * quantity)
        for part, quantity in in_use(plan, BasePart)
        if boxed(part, "power lead")
    ]


def _lead_of(part: BasePart) -> Cable:
    start = part.connector if isinstance(part, Charger) else None
    end = part.power_connector if isinstance(part, Board) else None
    return Cable(
        part_number=part.part_number,
        name=f"the lead of {part.name}",
        carries="power",
        from_connector=start or "",
        to_connector=end or "",
        source=part.source,
    )
