"""Why a part is in a sized build, or why it is not: what was tried, and what that came to."""

from dataclasses import dataclass

from planner.model.limits import UnitLimit
from planner.model.money import Money
from planner.model.obstacles import Obstacle
from planner.model.sizing import Relaxation, Sizing
from planner.model.unused import NOTHING_UNUSED, Unused
from planner.model.wishes import Wish


@dataclass(frozen=True)
class Binding:
    """A wish without which the best build does with fewer pieces of a part, and what that saves."""

    wish: Wish
    saves: Money


@dataclass(frozen=True)
class Chosen:
    """A part of the best build: how many and why, the wishes that call for it, what else would do.

    `instead` are the pieces that come in its place if it may not be used, for `extra` more; both
    are empty where no build does without it. `limits` say how full its units are, tight ones first.
    """

    part_number: str
    quantity: int
    why: tuple[str, ...]
    binding: tuple[Binding, ...]
    instead: tuple[tuple[str, int], ...] = ()
    extra: Money | None = None
    limits: tuple[UnitLimit, ...] = ()


@dataclass(frozen=True)
class Excluded:
    """A part that cannot do its job here: the limit it fails, or the wishes it contradicts."""

    part_number: str
    obstacle: Obstacle
    conflict: tuple[Relaxation, ...] = ()


@dataclass(frozen=True)
class Dearer:
    """A part that could do its job, but costs more than what does it.

    `price` is what a piece costs now, and a build with it costs `extra` more; both are None where
    no price is known. At `wins_at` or less a piece it makes a cheaper build, with `quantity` pieces
    of it; a cent more and it does not: both were tried. None: not even at a single cent.
    """

    part_number: str
    price: Money | None
    extra: Money | None
    wins_at: Money | None
    quantity: int = 0


Reason = Chosen | Excluded | Dearer


@dataclass(frozen=True)
class Explanation:
    """Why a part is in the best build, or why not, and what that build costs if there is one.

    `unused` says how many prices and parts are left out for what they are. Amounts are of so many
    `copies` together.
    """

    reason: Reason
    total: Money | None
    unused: Unused = NOTHING_UNUSED
    copies: int = 1


@dataclass(frozen=True)
class WhyAnswer:
    """Why a part is in the best build, or why not; and that build."""

    reason: Reason
    best: Sizing


@dataclass(frozen=True)
class Told:
    """A reason in words: what is the case, what is tight, where there is room, and what else.

    `chosen` tells whether the part is in the build.
    """

    headline: str
    tight: tuple[str, ...] = ()
    room: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    chosen: bool = False
