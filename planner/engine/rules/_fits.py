"""Rules about what is made for what: HATs, cases, carriers and modules. Named in `rules.py`.

What a part says it is made for is read in `model/fits.py`, for sizing and the chooser as well.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from planner.engine.fitting.carriers import is_adapter
from planner.engine.fitting.circuits import total
from planner.engine.fitting.housing import Thing, housed
from planner.engine.fitting.matching import dealt
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.fitting.storage import NVME_ADAPTER
from planner.engine.rules._verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.fits import Fit, MadeFor, asks_of_boards, fit
from planner.model.parts import Board, Carrier, Case, Hat, PoeModule, Storage
from planner.model.plan import Plan
from planner.model.wiring import part_of
from planner.model.words import counted, lacking, listed

_MANY = 10**9
# More parts than this of which the same is not known are one finding.
_TOLD_ONE_BY_ONE = 20

H = TypeVar("H", PoeModule, Hat, Case)
AnyHat = PoeModule | Hat | Storage


def every_hat_is_on_a_board_it_is_made_for(plan: Plan) -> Iterator[Finding]:
    """A HAT or a splitter goes with the boards it names, one to a board."""
    boards = in_use(plan, Board)
    powering = [(m, q) for m, q in in_use(plan, PoeModule) if m.kind in ("hat", "splitter")]
    hats = in_use(plan, Hat)
    plain = [(hat, q) for hat, q in hats if not is_adapter(hat)]
    yield from _hats(plan, powering, _below(plan, powering))
    yield from _hats(plan, plain, _below(plan, plain))
    yield from _hats(plan, [(hat, q) for hat, q in hats if is_adapter(hat)], boards)


def _below(plan: Plan, hats: Sequence[tuple[MadeFor, int]]) -> list[tuple[Thing, int]]:
    """Return what HATs may be put on: boards, and the carriers that one of them may be made for."""
    carriers = [
        (carrier, q)
        for carrier, q in in_use(plan, Carrier)
        if any(fit(hat, carrier) is not Fit.DOES_NOT for hat, _ in hats)
    ]
    return [*in_use(plan, Board), *carriers]


def _hats(
    plan: Plan, hats: Sequence[tuple[H, int]], boards: Sequence[tuple[Thing, int]]
) -> Iterator[Finding]:
    if not hats or not boards:
        return
    surely = _mounted(hats, boards, surely=True)
    unsure = [each for each, row in zip(hats, surely, strict=True) if sum(row) < each[1]]
    yield from _not_said(plan, unsure, boards)
    given = _mounted(hats, boards)
    placed = [sum(row) for row in given]
    short = min(total(hats), total(boards)) - sum(placed)
    for (hat, quantity), many in zip(hats, placed, strict=True):
        stranger = all(fit(hat, board) is Fit.DOES_NOT for board, _ in boards)
        if stranger or (short > 0 and many < quantity):
            left = "" if stranger else f" {quantity - many} of {quantity} have no such board."
            yield verdict(
                "hat-misfit",
                Severity.ERROR,
                hat.name,
                f"{hat.name} is made for {hat.fits}, not for {listed(_others(hat, boards))}.{left}",
                f"Choose one that is made for {'that board' if len(boards) == 1 else 'them'}.",
            )


def _mounted(
    hats: Sequence[tuple[MadeFor, int]],
    boards: Sequence[tuple[Thing, int]],
    *,
    surely: bool = False,
) -> list[list[int]]:
    """Return how many HATs of each kind go on each kind of board, one to a board."""
    fitting = (Fit.FITS,) if surely else (Fit.FITS, Fit.UNKNOWN)
    return dealt(
        [quantity for _, quantity in hats],
        [quantity for _, quantity in boards],
        lambda hat, board: fit(hats[hat][0], boards[board][0]) in fitting,
        lambda hat: asks_of_boards(hats[hat][0]),
    )


def hats_on_one_board_go_together(plan: Plan) -> Iterator[Finding]:
    """Where there are more HATs than boards to put them on, some board has two: not all share it.

    A HAT that shares its board with no other takes one for itself. What nobody says of a HAT is
    neither yes nor no.
    """
    groups = _headers(plan)
    hats: list[tuple[AnyHat, int]] = [each for group in groups for each in group]
    boards = _below(plan, hats)
    lonely = [(hat, q) for hat, q in hats if _shares(hat) is False]
    if lonely and not _find_boards(groups, boards, lonely):
        alone = {hat.part_number for hat, _ in lonely}
        others = [each for each in hats if each[0].part_number not in alone]
        yield verdict(
            "hats-exclude",
            Severity.ERROR,
            listed(lonely),
            f"{listed(lonely)} {'shares its' if total(lonely) == 1 else 'share their'} board "
            f"with another HAT; the build has {counted(total(hats), 'HAT')} for "
            f"{counted(total(boards), 'board')} ({listed(others or lonely)}).",
            "Choose one HAT that does both jobs, or HATs that stack.",
        )
        return
    joined = [(hat, q) for hat, q in hats if _takes_nvme(hat)]
    short = total(joined) - sum(map(sum, _joined_to(joined, boards)))
    if short > 0:
        yield verdict(
            "hats-exclude",
            Severity.WARNING,
            listed(joined),
            f"{counted(total(joined), 'HAT')} with slots for NVMe ({listed(joined)}); the boards "
            f"have connectors for {total(joined) - short}.",
            f"Remove {short}, unless {'it is a spare' if short == 1 else 'they are spares'}.",
        )
        return
    vague = [(hat, q) for hat, q in hats if _shares(hat) is None]
    if vague and not _find_boards(groups, boards, [*lonely, *vague]):
        why = "There are more of them than boards, and it is not known whether they stack"
        yield unchecked(plan, "stacked HATs", why, lacking(vague, lambda _: True))


def _headers(plan: Plan) -> list[list[tuple[AnyHat, int]]]:
    """Return the HATs of a plan by what a board has one of: its PCIe connector, its PoE header.

    What fits no board of the build is another rule's.
    """
    kits = [(item, q) for item, q in in_use(plan, Storage) if NVME_ADAPTER in item.includes]
    hats: list[tuple[AnyHat, int]] = [
        *((module, q) for module, q in in_use(plan, PoeModule) if module.kind == "hat"),
        *((hat, q) for hat, q in in_use(plan, Hat) if not is_adapter(hat)),
        *kits,
    ]
    boards = _below(plan, hats)
    groups: dict[str, list[tuple[AnyHat, int]]] = {}
    for hat, quantity in hats:
        if any(fit(hat, board) is not Fit.DOES_NOT for board, _ in boards):
            kind = "NVMe" if _takes_nvme(hat) else "other"
            if isinstance(hat, PoeModule):
                kind = "PoE"
            groups.setdefault(kind, []).append((hat, quantity))
    return list(groups.values())


def _takes_nvme(hat: AnyHat) -> bool:
    """Tell whether a HAT is joined to the connector for NVMe of its board."""
    return isinstance(hat, Storage) or "NVMe" in hat.storage_slots


def _joined_to(
    hats: Sequence[tuple[AnyHat, int]], boards: Sequence[tuple[Thing, int]]
) -> list[list[int]]:
    """Return how many HATs of each kind find a connector for NVMe; a board has one at least."""
    return dealt(
        [quantity for _, quantity in hats],
        [max((board.storage_slots or ()).count("NVMe"), 1) * q for board, q in boards],
        lambda hat, board: fit(hats[hat][0], boards[board][0]) is not Fit.DOES_NOT,
        lambda hat: asks_of_boards(hats[hat][0]),
    )


def _shares(hat: AnyHat) -> bool | None:
    return None if isinstance(hat, Storage) else hat.stacks


def _find_boards(
    groups: Sequence[Sequence[tuple[AnyHat, int]]],
    boards: Sequence[tuple[Thing, int]],
    lonely: Sequence[tuple[AnyHat, int]],
) -> bool:
    """Tell whether every HAT finds a board: a lonely one for itself, the others one of a kind."""
    alone = {hat.part_number for hat, _ in lonely}
    for group in groups:
        hats = [*lonely, *(each for each in group if each[0].part_number not in alone)]
        if sum(map(sum, _mounted(hats, boards))) < total(hats):
            return False
    return True


def _not_said(
    plan: Plan, parts: Sequence[tuple[H, int]], things: Sequence[tuple[Thing, int]]
) -> Iterator[Finding]:
    """Yield what is not checked, because a part does not say whether it is made for a thing."""
    for alike in _alike(parts):
        part = alike[0]
        vague = [thing.name for thing, _ in things if fit(part, thing) is Fit.UNKNOWN]
        for named in _told_of(alike) if vague else ():
            why = f"It is made for {part.fits}, which is not conclusive"
            yield unchecked(
                plan,
                f"whether the boards fit {named}",
                why if part.fits else "The boards it fits are not stated",
                vague,
                of=named if len(alike) <= _TOLD_ONE_BY_ONE else part.name,
            )


def _alike(parts: Sequence[tuple[H, int]]) -> list[list[H]]:
    """Return parts by what they ask of boards: those of one list fit the same."""
    found: dict[tuple[bool, str], list[H]] = {}
    for part, _ in parts:
        found.setdefault(asks_of_boards(part), []).append(part)
    return list(found.values())


def _told_of(alike: Sequence[H]) -> list[str]:
    """Return what parts are called of which the same is said: each by its name, many together."""
    if len(alike) <= _TOLD_ONE_BY_ONE:
        return [part.name for part in alike]
    return [f"{alike[0].name} and {len(alike) - 1:,} more"]


def _others(part: H, things: Sequence[tuple[Thing, int]]) -> list[tuple[Thing, int]]:
    return [(thing, quantity) for thing, quantity in things if fit(part, thing) is Fit.DOES_NOT]


def boards_fit_the_case(plan: Plan) -> Iterator[Finding]:
    """A case is made for certain boards; mounting holes and sockets of others do not match.

    Modules are housed with their carrier.
    """
    cases, things = in_use(plan, Case), housed(plan)
    if not cases or not things:
        return
    yield from _not_said(plan, cases, things)
    places = [_MANY if c.shelves is None else c.shelves * quantity for c, quantity in cases]
    given = dealt(
        [quantity for _, quantity in things],
        places,
        _fits_of(cases, things),
    )
    short = min(total(things), sum(places)) - sum(map(sum, given))
    known = {asks_of_boards(alike[0]): _others(alike[0], things) for alike in _alike(cases)}
    for case, _ in cases:
        others = known[asks_of_boards(case)]
        if others and (short > 0 or len(others) == len(things)):
            yield verdict(
                "case-misfit",
                Severity.WARNING,
                case.name,
                f"{case.name} is made for {case.fits}, not for {listed(others)}.",
                "Choose a case that is made for them, or check the mounting holes and ports.",
            )


def _fits_of(
    cases: Sequence[tuple[Case, int]], things: Sequence[tuple[Thing, int]]
) -> Callable[[int, int], bool]:
    """Return what tells whether a thing may go into a case; of cases alike it is looked at once."""
    keys = [asks_of_boards(case) for case, _ in cases]
    known = {
        asks_of_boards(alike[0]): [fit(alike[0], t) is not Fit.DOES_NOT for t, _ in things]
        for alike in _alike(cases)
    }
    return lambda thing, case: known[keys[case]][thing]


def case_holds_every_board(plan: Plan) -> Iterator[Finding]:
    """A case, if there is one, should hold all boards."""
    cases, nodes = in_use(plan, Case), total(housed(plan))
    if not cases or not nodes:
        return
    vague = lacking(cases, lambda case: case.shelves is None)
    if vague:
        yield unchecked(plan, "slots in the case", "Their number is not known", vague)
        return
    places = sum((case.shelves or 0) * quantity for case, quantity in cases)
    if places < nodes:
        yield verdict(
            "shelves-short",
            Severity.WARNING,
            plan.build.name,
            f"There is room for {counted(places, 'board')} in the case; the build has {nodes}.",
            f"Add room for {nodes - places} more.",
        )


def what_is_wired_together_is_made_for_each_other(plan: Plan) -> Iterator[Finding]:
    """A wire between a board and a HAT, a kit or a case joins two that are made for each other."""
    seen = set()
    for wire in plan.build.wiring:
        device, unit = plan.part(part_of(wire.device)), plan.part(part_of(wire.unit))
        holder, board = (unit, device) if isinstance(device, Board) else (device, unit)
        if not isinstance(board, Board) or not isinstance(holder, PoeModule | Hat | Case | Storage):
            continue
        # A bare drive names no board, and goes wherever there is a slot.
        if not holder.fits or fit(holder, board) is not Fit.DOES_NOT or (holder, board) in seen:
            continue
        seen.add((holder, board))
        yield verdict(
            "wired-misfit",
            Severity.WARNING if isinstance(holder, Case) else Severity.ERROR,
            wire.unit if holder is unit else wire.device,
            f"{holder.name} is wired to {board.name}, and is made for {holder.fits}.",
            "Wire it to a board it is made for.",
        )
