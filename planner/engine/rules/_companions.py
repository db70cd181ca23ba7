"""Rules about what parts need beside themselves and do not bring. Named in RULES of `rules.py`.

Drives, carriers, adapters for NVMe and cables are other rules', which know more of them; here are
memory, cases, coolers and the supplies of what is neither a board nor a carrier.
"""

from collections.abc import Iterator, Sequence

from planner.engine.fitting.circuits import outlet_kinds, outlets, total
from planner.engine.fitting.companions import cools, in_boxes, lacking_it
from planner.engine.fitting.memory import Fitted, fitted, modules_of, takes
from planner.engine.fitting.parts_in_use import in_use, unknown
from planner.engine.rules._verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.fits import Fit, fit
from planner.model.parts import BasePart, Board, Carrier, Case, Memory, Other
from planner.model.plan import Plan
from planner.model.plugs import ANY_POWER
from planner.model.words import counted, lacking, listed

Parts = Sequence[tuple[BasePart, int]]


# --- memory --------------------------------------------------------------------------------------


def boards_without_memory_get_it(plan: Plan) -> Iterator[Finding]:
    """A board that comes without memory needs modules of its kind, and at least one."""
    found = fitted(plan)
    if not found.bare:
        return
    boxed, strangers = in_boxes(plan, "memory"), unknown(plan, Memory)
    short = found.empty - boxed
    if short > 0 and strangers:
        why = "No data is known"
        yield unchecked(plan, "memory", why, [number for number, _ in strangers])
    elif short > 0:
        modules = total(found.bare) - found.empty + boxed
        yield verdict(
            "memory-missing",
            Severity.WARNING,
            plan.build.name,
            f"{counted(total(found.bare), 'board comes', 'boards come')} without memory "
            f"({listed(found.bare)}); the build has {counted(modules, 'module')} for "
            f"{'it' if total(found.bare) == 1 else 'them'}.",
            f"Add {_wanted(found)}, unless you have {'it' if short == 1 else 'them'}.",
        )
    if not found.boxes:
        return
    vague = lacking(found.boxes, lambda box: box.memory_type is None or box.modules is None)
    vague += lacking(found.bare, lambda b: b.memory_type is None or b.memory_slots is None)
    if vague:
        why = "The type or number of modules is not known"
        yield unchecked(plan, "memory", why, list(dict.fromkeys(vague)))


def _wanted(found: Fitted) -> str:
    """Return what modules a build needs: their kinds, and the most that each board takes."""
    asks = []
    for board, quantity in found.bare:
        kind = f"modules of {board.memory_type}" if board.memory_type else "memory modules"
        most = "" if board.memory_slots is None else f", max {board.memory_slots}"
        asks.append(f"{kind} for {quantity} × {board.name} (one each{most})")
    return "; ".join(asks)


def memory_has_places(plan: Plan) -> Iterator[Finding]:
    """Modules of memory go into places of their kind, one into each."""
    found = fitted(plan)
    boards = [*found.bare, *found.others]
    if not found.boxes or not boards:
        return
    strangers = [
        (box, q) for box, q in found.boxes if all(takes(b, box) is False for b, _ in boards)
    ]
    for box, _ in strangers:
        yield verdict(
            "memory-misfit",
            Severity.ERROR,
            box.name,
            f"{box.name}{_is(box)} fits no board of the build: {_taken(boards)}.",
            "Choose modules of the kind that the boards take.",
        )
    over = found.over - sum(modules_of(box, q) for box, q in strangers)
    if over > 0:
        boxes = [each for each in found.boxes if each not in strangers]
        modules = sum(modules_of(box, q) for box, q in boxes)
        yield verdict(
            "memory-full",
            Severity.ERROR,
            listed(boxes),
            f"{counted(modules, 'memory module')} ({listed(boxes)}), of which "
            f"{modules - over} {'fits' if modules - over == 1 else 'fit'}: {_taken(boards)}.",
            f"Remove {counted(over, 'module')}, or choose larger modules instead of more.",
        )
        return
    vague = [
        board.name
        for board, _ in found.others
        if any(takes(board, box) is not False for box, _ in found.left)
    ]
    if vague:
        why = "It is not known whether slots are free beside the memory they come with"
        yield unchecked(plan, "memory slots", why, list(dict.fromkeys(vague)))


def _is(box: Memory) -> str:
    return "" if box.memory_type is None else f" ({box.memory_type})"


def _taken(boards: Sequence[tuple[Board, int]]) -> str:
    told = []
    for board, _ in boards:
        if board.memory_slots == 0:
            told.append(f"{board.name} has no memory slots")
        else:
            most = "" if board.memory_slots is None else f"{board.memory_slots} × "
            told.append(f"{board.name} takes {most}{board.memory_type or 'modules'}")
    return "; ".join(dict.fromkeys(told))


# --- cases, coolers, supplies --------------------------------------------------------------------


def what_needs_a_case_has_one(plan: Plan) -> Iterator[Finding]:
    """What its maker says needs a case needs a place in one."""
    needy, cases = lacking_it(plan, "case"), in_use(plan, Case)
    vague = lacking(cases, lambda case: case.shelves is None)
    have = sum((case.shelves or 0) * quantity for case, quantity in cases)
    have += in_boxes(plan, "case")
    if total(needy) > have and vague:
        yield unchecked(plan, "slots in the case", "Their number is not known", vague)
    elif total(needy) > have:
        yield _missing(plan, "case-missing", needy, ("a case", "place in a case", have))


def what_needs_a_cooler_has_one(plan: Plan) -> Iterator[Finding]:
    """What its maker says needs a cooler needs one: of its own, or in the box of another part."""
    needy = lacking_it(plan, "cooler")
    coolers = [(o, q) for o, q in in_use(plan, Other) if cools(o)]
    have = total(coolers) + in_boxes(plan, "cooler")
    strangers = [number for number, _ in unknown(plan, Other)]
    if total(needy) > have and strangers:
        yield unchecked(plan, "coolers", "Whether it is one is not known", strangers)
    elif total(needy) > have:
        yield _missing(plan, "cooler-missing", needy, ("a cooler", "cooler", have))


def what_names_boards_is_with_one_of_them(plan: Plan) -> Iterator[Finding]:
    """A cooler, or whatever else names the boards or cases it is made for, goes with those."""
    things = [*in_use(plan, Board), *in_use(plan, Carrier), *in_use(plan, Case)]
    for part, _ in in_use(plan, Other) if things else ():
        found = [fit(part, thing) for thing, _ in things] if part.fits else []
        if not found or Fit.FITS in found:
            continue
        if Fit.UNKNOWN in found:
            names = [
                thing.name for (thing, _), is_fit in zip(things, found, strict=True)
                if is_fit is Fit.UNKNOWN
            ]  # fmt: skip
            why = f"It is made for {part.fits}, which is not conclusive"
            yield unchecked(plan, f"what {part.name} is for", why, names, of=part.name)
        else:
            yield verdict(
                "cooler-misfit",
                Severity.WARNING,
                part.name,
                f"{part.name} is made for {part.fits}, not for {listed(things)}.",
                "Choose one that is made for the boards of the build.",
            )


def what_needs_a_supply_has_one(plan: Plan) -> Iterator[Finding]:
    """A switch, a HAT or a case without its supply needs an outlet that no board takes.

    Boards and carriers whose plug is known are judged by that.
    """
    needy = [(p, q) for p, q in lacking_it(plan, "power supply") if not _has_a_plug(p)]
    if not needy:
        return
    plugged = [(b, q) for b, q in in_use(plan, Board) if b.need(*ANY_POWER)]
    fed = total(plugged) + total([(c, q) for c, q in in_use(plan, Carrier) if c.needs()])
    # What converts the volts of a supply for boards and carriers is none for itself.
    converters = [(k, q) for k, q in outlet_kinds(plan) if "power supply" in k.charger.lacks]
    chargers = [each for each in outlet_kinds(plan) if each not in converters]
    fed_by_others = max(fed - outlets(converters), 0)
    have = max(outlets(chargers) - fed_by_others, 0)
    vague = lacking(chargers, lambda kind: kind.count is None)
    if total(needy) > have and vague:
        yield unchecked(plan, "power supplies", "The number of outlets is not known", vague)
    elif total(needy) > have:
        yield _missing(plan, "supply-missing", needy, ("a power supply", "outlet", have))


def _has_a_plug(part: BasePart) -> bool:
    """Tell whether a part is fed by a plug that other rules judge, or by its carrier."""
    return isinstance(part, Board | Carrier) and part.power_connector is not None


def _missing(plan: Plan, code: str, needy: Parts, what: tuple[str, str, int]) -> Finding:
    thing, piece, have = what
    pieces = total(needy)
    short = pieces - have
    return verdict(
        code,
        Severity.WARNING,
        plan.build.name,
        f"{counted(pieces, 'part needs', 'parts need')} {thing} ({listed(needy)}); the build has "
        f"{counted(have, piece, _plural(piece))} for {'it' if pieces == 1 else 'them'}.",
        f"Add {counted(short, piece, _plural(piece))}, unless you have "
        f"{'it' if short == 1 else 'them'}.",
    )


def _plural(piece: str) -> str:
    return piece.replace("place", "places") if " " in piece else f"{piece}s"
