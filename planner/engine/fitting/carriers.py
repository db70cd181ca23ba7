"""Which compute modules of a bill sit on which carriers: as they are, or on an adapter."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from planner.engine.fitting.matching import dealt
from planner.model.fits import Fit, fit, named
from planner.model.parts import Board, Carrier, Hat

# More places than anybody has modules: a number that is not known is none that is too small.
_MANY = 10**9


class Seat(NamedTuple):
    """So many modules of a kind on carriers of a kind."""

    module: Board
    carrier: Carrier
    quantity: int


class Seats(NamedTuple):
    """Where modules sit, and those for which there is no place: one brings its own, in its box."""

    taken: tuple[Seat, ...]
    left: tuple[tuple[Board, int], ...]


def is_module(board: Board) -> bool:
    """Tell whether a board is nothing without a carrier."""
    return board.form == "compute module"


def needs_carrier(board: Board) -> bool:
    """Tell whether a board is a module that does not bring a carrier in its box."""
    return is_module(board) and "carrier" not in board.includes


def is_adapter(hat: Hat) -> bool:
    """Tell whether a part goes between a module and its carrier."""
    return bool(hat.goes_into)


def seats(
    boards: Sequence[tuple[Board, int]],
    carriers: Sequence[tuple[Carrier, int]],
    hats: Sequence[tuple[Hat, int]],
) -> Seats:
    """Return where the modules among the boards can sit, as many of them as can be.

    A module that some carrier takes as it is needs no adapter; every other one needs one, which
    names the module and the carrier. What nobody says is taken for possible.
    """
    modules = [(board, quantity) for board, quantity in boards if is_module(board)]
    adapters = [(hat, quantity) for hat, quantity in hats if is_adapter(hat)]
    bare = [any(_takes(carrier, module) for carrier, _ in carriers) for module, _ in modules]
    on = dealt(
        [quantity for _, quantity in modules],
        [quantity for _, quantity in adapters],
        lambda m, a: not bare[m] and fit(adapters[a][0], modules[m][0]) is not Fit.DOES_NOT,
    )
    ready: list[tuple[int, Hat | None, int]] = [
        (m, None, quantity) for m, (_, quantity) in enumerate(modules) if bare[m]
    ]
    ready += [
        (m, adapters[a][0], many) for m, row in enumerate(on) for a, many in enumerate(row) if many
    ]

    def goes(which: int, where: int) -> bool:
        m, adapter, _ = ready[which]
        carrier = carriers[where][0]
        if adapter is None:
            return _takes(carrier, modules[m][0])
        return named(carrier, adapter.goes_into) is not Fit.DOES_NOT

    places = [_MANY if c.slots is None else c.slots * quantity for c, quantity in carriers]
    given = dealt([many for *_, many in ready], places, goes)
    taken = [
        Seat(modules[m][0], carriers[where][0], many)
        for (m, _, _), row in zip(ready, given, strict=True)
        for where, many in enumerate(row)
        if many
    ]
    seated = Counter[str]()
    for seat in taken:
        seated[seat.module.part_number] += seat.quantity
    left = [
        (board, quantity - seated[board.part_number]) for board, quantity in modules
        if needs_carrier(board)
    ]  # fmt: skip
    return Seats(tuple(taken), tuple((board, many) for board, many in left if many))


def _takes(carrier: Carrier, module: Board) -> bool:
    return fit(carrier, module) is not Fit.DOES_NOT
