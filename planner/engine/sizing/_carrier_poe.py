"""Compute modules whose network cable powers them: what takes its power off feeds their carrier."""

from collections.abc import Iterable
from decimal import Decimal

from planner.engine.fitting.carrier_draw import milliamps_at
from planner.engine.sizing._ways import Way
from planner.engine.sizing.carrier_ways import drawn_by
from planner.model.build import PowerBasis
from planner.model.parts import Board, Carrier, PoeModule
from planner.model.plugs import by_each_plug, powers
from planner.model.requirement import PowerSource, Requirement


def with_poe(
    board: Board,
    ways: tuple[Way, ...],
    requirement: Requirement,
    carriers: Iterable[Carrier],
    modules: Iterable[PoeModule],
) -> tuple[Way, ...]:
    """Return the ways of a module on carriers with those by which its network cable powers it.

    That is where the carrier holds one module and brings out its port, and no adapter is between
    them. Those alone are left where nothing else may power nodes.
    """
    if not requirement.by_poe:
        return ways
    alone = {each.part_number: each for each in carriers if not each.joins_its_modules}
    modules = tuple(modules)
    powered = tuple(
        Way(module.part_number, way.carrier)
        for way in ways
        if (carrier := alone.get(way.carrier)) and carrier.slots == 1 and not way.beside
        for module in modules
        if powers_carrier(module, carrier, board, requirement.power_by)
    )
    return powered if requirement.power is PowerSource.POE else (*ways, *powered)


def powers_carrier(
    module: PoeModule,
    carrier: Carrier,
    board: Board,
    basis: PowerBasis,
    more_w: Decimal = Decimal(0),
) -> bool:
    """Tell whether what a PoE module gives is enough for a carrier, by one of its plugs.

    On it is a board, and `more_w` are the watts of what hangs on that.
    """
    return any(
        powers(module, plug) is True
        and (need_ma := _planned_ma(plug, board, basis, more_w)) is not None
        and need_ma <= (module.output_ma or 0)
        for plug in by_each_plug(carrier)
    )


def _planned_ma(carrier: Carrier, board: Board, basis: PowerBasis, more_w: Decimal) -> int | None:
    """Return the mA that are planned for a carrier by its plug: those its maker recommends first.

    None if nobody says what it, or the board on it, draws.
    """
    drawn = drawn_by(carrier, [board], basis)
    if carrier.supply_ma is not None or drawn is None:
        return carrier.supply_ma
    return milliamps_at(carrier, drawn + more_w)
