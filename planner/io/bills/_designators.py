"""Bills of circuit boards: what a column of reference designators says of the columns beside it.

Who exports a bill from a program for circuits gets the places of a part on the board (`C1, C2`),
its value and its footprint. Its value is then what people call the part; a designator is no number
of any part, and a footprint is no name.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from planner.io.bills._headings import Region
from planner.io.bills._profiles import Profile
from planner.io.bills._words import Role, plain

_ONE = r"[A-Z]{1,5}\d{1,5}[A-Z]?"
_DESIGNATORS = re.compile(rf"{_ONE}(?:\s?[-–]\s?{_ONE}|[\s,;]+{_ONE})*[,;]?", re.IGNORECASE)
_PLACES = frozenset(
    "reference|references|ref|refs|ref des|refdes|designator|designators|reference designator"
    "|reference designators|part reference|parts|referenz|référence|referencia".split("|")
)
_VALUES = frozenset("value|values|val|comment|part value|wert|valeur|valor".split("|"))
_SAMPLE = 200


def with_designators(region: Region, profiles: Sequence[Profile]) -> list[Profile]:
    """Return the profiles as they are of a circuit board, if one of them holds its places."""
    places = [each.column for each in profiles if _holds_places(region, each)]
    if not places:
        return list(profiles)
    return [
        replace(each, roles={Role.OTHER: 1.0})
        if each.column in places
        else replace(each, roles={Role.NAME: 1.0}, numbers=0)  # 10k is no number of anything
        if plain(each.heading) in _VALUES
        else each
        for each in profiles
    ]


def _holds_places(region: Region, profile: Profile) -> bool:
    if plain(profile.heading) not in _PLACES:
        return False
    cells = [line.text(profile.column) for line in region.lines[:_SAMPLE]]
    filled = [cell for cell in cells if cell]
    fitting = sum(_DESIGNATORS.fullmatch(cell.strip()) is not None for cell in filled)
    return bool(filled) and 5 * fitting >= 4 * len(filled)
