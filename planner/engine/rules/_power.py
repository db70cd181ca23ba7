"""Rules about current and watts of chargers. Named in RULES of `rules.py`."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from math import ceil
from typing import NamedTuple

from planner.engine.fitting.attachments import silent
from planner.engine.fitting.circuits import (
    Circuit,
    Consumers,
    circuits,
    fed,
    joined_circuits,
    total,
)
from planner.engine.rules._verdicts import unchecked, verdict
from planner.model.build import PowerBasis
from planner.model.findings import Finding, Severity
from planner.model.numbers import number_text
from planner.model.outlet_kinds import Kinds, OutletKind, most_of, units_of
from planner.model.parts import Board
from planner.model.plan import Plan
from planner.model.plugs import volts_of
from planner.model.power_draw import Draw, headroom_of
from planner.model.volts import USB_TAKEN, VoltsTaken, nominal
from planner.model.words import basis_text, counted, lacking, listed, named


class Supply(NamedTuple):
    """What one unit supplies: so many watts in all, over so many outlets."""

    watts: Decimal
    outlets: int


class Graded(NamedTuple):
    """How many need, or offer, a grade: mA at an outlet, watts at a port."""

    grade: Decimal
    quantity: int


def outlets_carry_the_current(plan: Plan) -> Iterator[Finding]:
    """Every board should find an outlet that supplies the mA its maker asks for."""
    for circuit in circuits(plan):
        if circuit.boards and circuit.chargers:
            yield from _weak_outlets(plan, circuit)


def _weak_outlets(plan: Plan, circuit: Circuit) -> Iterator[Finding]:
    boards, chargers, volts = circuit
    vague = lacking(chargers, lambda kind: kind.milliamps(volts) is None)
    vague += lacking(boards, lambda each: each.board.supply_ma is None)
    if vague:
        why = "The mA are not known"
        yield unchecked(plan, "current per outlet", why, list(dict.fromkeys(vague)))
        return
    needs = [Graded(Decimal(_at(volts, each.board, each.board.supply_ma or 0)), q)
             for each, q in boards]  # fmt: skip
    offers = [Graded(Decimal(k.milliamps(volts) or 0), (k.count or 0) * q) for k, q in chargers]
    short = short_of(needs, offers)
    least = [Graded(Decimal(_at(volts, each.board, _least_ma(each.board))), q)
             for each, q in boards]  # fmt: skip
    if short is not None and total(needs) <= total(offers) and short_of(least, offers) is None:
        limits = {
            each.board.name: f"{each.board.least_supply_limit} ({each.board.least_supply_source})"
            for each, _ in boards
            if _least_ma(each.board) < (each.board.supply_ma or 0)
        }
        said = named(f"{name}: {limit}" for name, limit in limits.items())
        yield verdict(
            "outlet-limits",
            Severity.WARNING,
            listed(units_of(chargers)),
            f"{counted(short.needed, 'board needs', 'boards need')} a {short.grade} mA supply at "
            f"{(volts or USB_TAKEN).first:f} V and {'runs' if short.needed == 1 else 'run'} on "
            f"less with a limit. {said}.",
            _TO_GIVE_IT_ALL
            if volts == USB_TAKEN and short.grade > _PD_MOST_MA
            else "Choose a charger whose outlets supply the recommended current, if that matters.",
        )
    elif short is not None and total(needs) <= total(offers):
        most = max(offer.grade for offer in offers)
        strong = counted(short.offered, "outlet supplies", "outlets supply")
        what = f"only {strong} that" if short.offered else f"no outlet supplies more than {most}"
        yield verdict(
            "outlet-weak",
            Severity.WARNING,
            listed(units_of(chargers)),
            f"{counted(short.needed, 'board needs', 'boards need')} a {short.grade} mA supply, "
            f"but {what}{'' if short.offered else ' mA'}.",
            "They may brown out under load, especially with USB devices attached.",
        )


# USB Power Delivery: more than 3 A only from a cable that says so, and in its fixed steps at 20 V.
_PD_MOST_MA = 3000
_TO_GIVE_IT_ALL = (
    "No standard USB Power Delivery profile supplies more than 3 A at 5 V: choose a power "
    "supply whose maker states that it does, if that matters."
)


def _at(volts: VoltsTaken | None, board: Board, milliamps: int) -> int:
    """Return the mA of the same watts at the volts of a circuit, of those that a board takes."""
    own = nominal(volts_of(board))
    if volts is None or own is None or own == volts.first:
        return milliamps
    return ceil(milliamps * own / volts.first)


def _least_ma(board: Board) -> int:
    """Return the mA on which a board runs, if with a limit."""
    return board.least_supply_ma or board.supply_ma or 0


class Shortfall(NamedTuple):
    """So many need at least this grade, and so many offer it."""

    grade: Decimal
    needed: int
    offered: int


def short_of(needs: Sequence[Graded], offers: Sequence[Graded]) -> Shortfall | None:
    """Return the highest grade that fewer offer than need, or None.

    A port of a higher grade serves a lower need, so counting at each grade is exact.
    """
    for grade in sorted({need.grade for need in needs}, reverse=True):
        needed = sum(need.quantity for need in needs if need.grade >= grade)
        offered = sum(offer.quantity for offer in offers if offer.grade >= grade)
        if offered < needed:
            return Shortfall(grade, needed, offered)
    return None


def charger_has_the_watts(plan: Plan) -> Iterator[Finding]:
    """What the boards draw at most must stay below what the chargers supply, with headroom."""
    short = False
    for circuit in circuits(plan):
        if circuit.boards and circuit.chargers:
            for each in _too_few_watts(plan, circuit):
                short = True
                yield each
    # What is enough for boards of each voltage alone may not be for those of several.
    for circuit in () if short else joined_circuits(plan):
        yield from _too_few_watts(plan, circuit)


def _too_few_watts(plan: Plan, circuit: Circuit) -> Iterator[Finding]:
    boards, chargers, _ = circuit
    supplied = _supplied(chargers)
    vague = lacking(units_of(chargers), lambda charger: supplied[charger.part_number] is None)
    basis = plan.build.power_by
    vague += lacking(boards, lambda each: each.planned(basis) is None)
    if vague:
        yield unchecked(plan, "watts", "They are not known", list(dict.fromkeys(vague)))
        return
    planned = [(each.planned(basis) or Draw(Decimal(0)), quantity) for each, quantity in boards]
    known = [Graded(each.watts, q) for each, q in planned if not each.recommended]
    advised = [Graded(each.watts, q) for each, q in planned if each.recommended]
    draw, more = _sum(known), _sum(advised)
    supplies = _supplies(chargers, many=total(boards))
    supply = sum((each.watts * quantity for each, quantity in supplies), Decimal(0))
    free = headroom_of(basis, plan.build.headroom_percent)
    said, given = number_text(draw, "W"), number_text(supply, "W")
    headroom = f"Chargers with {_in_all(draw, free, more)} in total leave enough power headroom."
    if draw > supply:
        yield verdict(
            "watts-short",
            Severity.ERROR,
            listed(units_of(chargers)),
            f"{_who(boards)} draw {_how_much(basis)} {said}; the chargers supply {given}.",
            headroom if free else f"Choose chargers with {said} in total, or more.",
        )
    elif not can_be_shared_out(known, supplies):
        yield verdict(
            "watts-uneven",
            Severity.WARNING,
            listed(units_of(chargers)),
            f"The chargers supply {given} in total for {said}, but no way was found to "
            "distribute the boards so that each charger has enough.",
            "Add a charger, or choose larger ones.",
        )
    elif not can_be_shared_out([*known, *advised], supplies):
        names = lacking(boards, lambda each: each.watts(basis) is None)
        asked = f"their recommended supply, {number_text(more, 'W')}, is more than is left"
        yield unchecked(plan, "watts", f"They are not known, and {asked},", names)
    elif free and draw * 100 > (supply - more) * (100 - free):
        yield verdict(
            "watts-tight",
            Severity.WARNING,
            listed(units_of(chargers)),
            f"{_who(boards)} draw {_how_much(basis)} {said} of the "
            f"{number_text(supply - more, 'W')} supplied{_to_others(more)}: less than {free} % "
            "power headroom is left.",
            headroom,
        )


def _to_others(more: Decimal) -> str:
    """Say for what the rest of the watts is taken: for supplies that makers recommend."""
    return (
        f" beside {number_text(more, 'W')} for boards by their recommended supplies" if more else ""
    )


def _sum(draws: Sequence[Graded]) -> Decimal:
    return sum((watts * quantity for watts, quantity in draws), Decimal(0))


def draws_that_nobody_knows_are_told(plan: Plan) -> Iterator[Finding]:
    """Where nobody says what a board draws, the supply that its maker recommends is taken."""
    basis = plan.build.power_by
    asked = [each for circuit in circuits(plan) if circuit.chargers for each in circuit.boards]
    by_name = {
        each.name: draw
        for each, _ in asked
        if (draw := each.planned(basis)) is not None and draw.recommended
    }
    if by_name:
        told = "; ".join(f"{name}: {number_text(d.watts, 'W')}" for name, d in by_name.items())
        yield verdict(
            "watts-recommended",
            Severity.NOTE,
            plan.build.name,
            f"{_called(basis)} of these boards is not known; they are checked against the power "
            f"supply that their maker recommends ({told}).",
            "Measure one if you want a smaller charger.",
        )


def _called(basis: PowerBasis) -> str:
    return f"The {basis_text(basis)}"


def _supplied(chargers: Kinds) -> dict[str, Decimal | None]:
    """Return by charger the watts that one gives to its outlets among these."""
    kinds: dict[str, list[OutletKind]] = defaultdict(list)
    for kind, _ in chargers:
        kinds[kind.charger.part_number].append(kind)
    return {number: most_of(mine[0].charger, mine) for number, mine in kinds.items()}


def _supplies(chargers: Kinds, *, many: int) -> list[tuple[Supply, int]]:
    """Return what each charger supplies; `many` outlets where nobody says how many there are."""
    outlets: Counter[str] = Counter()
    for kind, _ in chargers:
        outlets[kind.charger.part_number] += many if kind.count is None else kind.count
    watts = _supplied(chargers)
    return [
        (Supply(watts[c.part_number] or Decimal(0), outlets[c.part_number]), quantity)
        for c, quantity in units_of(chargers)
    ]


def _who(boards: Consumers) -> str:
    loaded = any(each.attached for each, _ in boards)
    return "The boards and their attached devices" if loaded else "The boards"


def _in_all(draw: Decimal, free: int, more: Decimal) -> str:
    """Return the watts of which so many percent stay free beside a draw: rounded up, to a tenth.

    `more` are watts in which a headroom is included.
    """
    tenths = (draw * 1000 / (100 - free) + more * 10).to_integral_value(ROUND_CEILING)
    return number_text(tenths / 10, "W")


def _how_much(basis: PowerBasis) -> str:
    words = {PowerBasis.STRESS: "up to", PowerBasis.TYPICAL: "typically"}
    return words.get(basis, "by their recommended supplies")


def peaks_stay_within_the_watts(plan: Plan) -> Iterator[Finding]:
    """Chargers chosen by a typical draw may not hold when all boards are busy at once."""
    if plan.build.power_by is not PowerBasis.TYPICAL:
        return
    for boards, chargers, _ in (*circuits(plan), *joined_circuits(plan)):
        # Watts of chargers that are not known are missed by the rule about watts.
        if not boards or not chargers or None in _supplied(chargers).values():
            continue
        peaks = [(each.watts(PowerBasis.STRESS), quantity) for each, quantity in boards]
        peak = sum((watts * q for watts, q in peaks if watts is not None), Decimal(0))
        supplies = _supplies(chargers, many=total(boards))
        supply = sum((each.watts * quantity for each, quantity in supplies), Decimal(0))
        vague = lacking(boards, lambda each: each.watts(PowerBasis.STRESS) is None)
        if peak > supply:
            yield verdict(
                "watts-peak",
                Severity.WARNING,
                listed(units_of(chargers)),
                f"Under full load the boards draw up to {number_text(peak, 'W')}; the chargers "
                f"supply {number_text(supply, 'W')}, which is enough for what they draw typically.",
                "Boards may restart when all are busy. Size the chargers for peak draw to be safe.",
            )
        elif vague:
            yield unchecked(plan, "watts under full load", "They are not known", vague)


def what_hangs_on_the_boards_is_counted(plan: Plan) -> Iterator[Finding]:
    """Drives and adapters draw their power through the boards, also where nobody says how much."""
    basis = plan.build.power_by
    powered = any(circuit.boards and circuit.chargers for circuit in circuits(plan))
    names = silent(plan, basis) if powered or fed(plan).over_network else []
    if names:
        what = "the power of attached devices"
        yield unchecked(plan, what, "It is not known and not counted", names)


def can_be_shared_out(draws: Sequence[Graded], supplies: Sequence[tuple[Supply, int]]) -> bool:
    """Tell whether everything that draws finds a unit with watts and an outlet left.

    Each goes to the unit with most watts left, the hungriest first: exact for boards of one
    kind, and nearly so for several.
    """
    units = [supply for supply, quantity in supplies for _ in range(quantity)]
    free = [(-unit.watts, index, unit.outlets) for index, unit in enumerate(units)]
    heapq.heapify(free)
    for watts, quantity in sorted(draws, reverse=True):
        for _ in range(quantity):
            while free and not free[0][2]:
                heapq.heappop(free)
            if not free or -free[0][0] < watts:
                return False
            left, index, outlets = free[0]
            heapq.heapreplace(free, (left + watts, index, outlets - 1))
    return True
