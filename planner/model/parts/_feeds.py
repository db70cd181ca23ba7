"""What a switch delivers that a network cable feeds: fewer watts than by its own supply.

One cell says it: `at 8; bt3 40` are 8 W over all its ports where an 802.3at port feeds it.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Annotated, get_args

from pydantic import BeforeValidator

from planner.model.exact_numbers import brief
from planner.model.parts._fields import Watts
from planner.model.parts._interfaces import STANDARD_W, PoeStandard
from planner.model.record import CellRecord

_STANDARDS: dict[str, PoeStandard] = {each: each for each in get_args(PoeStandard)}


class Feed(CellRecord):
    """Watts that a switch delivers over all its ports where a port of this standard feeds it."""

    standard: PoeStandard
    watts: Watts

    @property
    def asks_w(self) -> Decimal:
        """The watts that the port feeding it sets aside."""
        return STANDARD_W[self.standard]

    def __str__(self) -> str:
        return f"{self.standard} {self.watts:f}"


def _feed(piece: str) -> Feed:
    name, _, watts = piece.rpartition(" ")
    standard = _STANDARDS.get(name.strip())
    if standard not in STANDARD_W:
        raise ValueError(f"{brief(piece)} is not understood; write it like 'at 8; bt3 40'")
    return Feed.model_validate({"standard": standard, "watts": watts})


@lru_cache(maxsize=4096)
def _feeds_of(cell: str) -> tuple[Feed, ...]:
    if cell.strip().casefold() == "none":
        return ()
    return tuple(_feed(each.strip()) for each in cell.split(";") if each.strip())


def _read(value: object) -> object:
    return _feeds_of(value) if isinstance(value, str) else value


Feeds = Annotated[tuple[Feed, ...], BeforeValidator(_read)]
