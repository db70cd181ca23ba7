"""What each unit of a build is called by whoever plugs it in: its part, its number, its role."""

from collections import Counter
from typing import NamedTuple

from planner.model.plan import Plan
from planner.model.wiring import unit_of


class UnitName(NamedTuple):
    """A part by name, which piece of it (0 where there is only one), and its role if it has one."""

    name: str
    piece: int
    role: str

    def __str__(self) -> str:
        """Return its name and number: `Raspberry Pi 5 8 GB no. 3`."""
        return f"{self.name} no. {self.piece}" if self.piece else self.name


class UnitNames:
    """The names of all units of a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._roles: dict[str, list[str]] = {}
        for position in plan.build.positions:
            if not position.retired:
                # Nobody has more of a part than a wire can name, and most have no role at all.
                mine = self._roles.setdefault(position.part_number, [])
                mine += [position.role] * position.quantity
        self._pieces = Counter({number: len(mine) for number, mine in self._roles.items()})

    def of(self, unit: str) -> UnitName:
        """Return what a unit is called; a part that no catalog describes by its number."""
        number, piece = unit_of(unit)
        part = self._plan.part(number)
        roles = self._roles.get(number, [])
        known = piece is not None and 1 <= piece <= len(roles)
        return UnitName(
            number if part is None else part.name,
            (piece or 0) if self._pieces[number] > 1 else 0,
            roles[(piece or 1) - 1] if known else "",
        )
