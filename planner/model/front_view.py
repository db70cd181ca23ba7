"""What is seen of racks from the front, or of a stack where there is no rack: panels and ports."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class PanelKind(StrEnum):
    """What a panel is drawn as."""

    SWITCH = "switch"
    BOARDS = "boards"
    POWER = "power"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FrontPanel:
    """The front of one piece of a part, or of `count` that are alike.

    `where` says which units of a rack it takes, and `below` how many are under it; in a stack it
    has neither. Of `ports` and `cages` each is True where something is plugged in. `boards` are
    those in each, or each itself; `what` is its name with what it holds. `name` is its name alone.
    It is `width_mm` wide and `height_mm` high, as far as that is known.
    """

    what: str
    kind: PanelKind
    count: int = 1
    where: str = ""
    below: Decimal = Decimal(0)
    units: Decimal = Decimal(1)
    ports: tuple[bool, ...] = ()
    cages: tuple[bool, ...] = ()
    boards: int = 0
    behind: bool = False
    name: str = ""
    width_mm: Decimal | None = None
    height_mm: Decimal | None = None

    @property
    def is_to_scale(self) -> bool:
        """Tell whether both its width and its height are known."""
        return self.width_mm is not None and self.height_mm is not None


@dataclass(frozen=True, slots=True)
class FrontView:
    """A rack from the front with its panels from the top, or a stack: `units` is None.

    `inches` is how wide its rails are. `lit` says whether the wiring is known: else no port is.
    """

    title: str
    panels: tuple[FrontPanel, ...]
    units: Decimal | None = None
    free: Decimal = Decimal(0)
    inches: int = 19
    lit: bool = True
