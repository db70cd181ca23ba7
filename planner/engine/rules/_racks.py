"""Rules about racks: whether what goes into them has room there, is as wide, and finds a shelf."""

from collections.abc import Iterator

from planner.engine.fitting.parts_in_use import in_use, unknown
from planner.engine.fitting.racks import rack_layout
from planner.engine.rules._verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.numbers import number_text
from planner.model.parts import Board, Carrier, Case, Charger, InRack, Rack, Switch
from planner.model.plan import Plan
from planner.model.racks import RackLayout
from planner.model.words import counted, listed


def what_goes_into_a_rack_has_room_there(plan: Plan) -> Iterator[Finding]:
    """Racks have so many units of one width, and what has no rails needs a shelf in them."""
    layout = rack_layout(plan)
    if layout is None:
        return
    racks = [(rack, q) for rack, q in in_use(plan, Rack) if rack.kind == "rack"]
    free = sum(rack.free for rack in layout.racks)
    left = f"{number_text(free)} U is free at the front" if free else "Its front is full"
    if layout.no_room:
        yield verdict(
            "rack-full",
            Severity.ERROR,
            listed(racks),
            f"{listed(racks)}: no room for {listed(layout.no_room)}. {left}.",
            "Choose a rack with more units, or remove something.",
        )
    if layout.perhaps_behind:
        yield verdict(
            "rack-front-full",
            Severity.WARNING,
            listed(racks),
            f"{listed(racks)}: no room at the front for {listed(layout.perhaps_behind)}. {left}; "
            "whether it fits behind something else is not known.",
            "Check the depth of the parts, or choose a rack with more units.",
        )
    for part, quantity in layout.other_width:
        mine, there = part.rack_widths_in or (), _widths(layout)
        # What is narrower may still lie on a shelf.
        too_wide = min(map(int, mine)) > max(map(int, there))
        yield verdict(
            "rack-width",
            Severity.ERROR if too_wide else Severity.WARNING,
            part.name,
            f"{quantity} × {part.name}: for racks of {_inches(mine)}. "
            f"{listed(racks)}: {_inches(there)}.",
            "Choose parts and racks of the same width"
            + ("." if too_wide else ", or put it on a shelf."),
        )
    if layout.no_shelf:
        yield verdict(
            "shelf-missing",
            Severity.WARNING,
            listed(racks),
            f"{listed(layout.no_shelf)}: no rails hold it, and no shelf in the rack has room.",
            "Add a shelf, or a mount that is made for it.",
        )
    yield from _unchecked(plan, layout)


def _widths(layout: RackLayout) -> tuple[str, ...]:
    widths = {width for rack in layout.racks for width in rack.part.rack_widths_in or ()}
    return tuple(sorted(widths, key=int))


def _inches(widths: tuple[str, ...]) -> str:
    return f"{' or '.join(widths)} inches"


def _unchecked(plan: Plan, layout: RackLayout) -> Iterator[Finding]:
    names = [part.name for part, _ in layout.unknown]
    names += [number for number, _ in unknown(plan, Board, Carrier, Case, Switch, Charger)]
    if names:
        why = "Its rack height and width, or whether it needs a shelf, is not known"
        yield unchecked(plan, "space in the rack", why, names)
    if layout.unseen:
        why = f"More than {counted(len(layout.racks), 'rack')} are not checked"
        yield unchecked(plan, "all racks", why, [layout.racks[0].part.name])
    places = [place for rack in layout.racks for place in rack.places]
    standing = [
        part
        for place in places
        if not _is_made_for_it(place.part)
        for part, _ in place.holds
        if part.stands and part.rack_u is None
    ]
    if standing:
        tall = list(dict.fromkeys(part.name for part in standing))
        yield unchecked(plan, "space above shelves", "Its height is not known", tall)
    crowded = [
        place.part.name
        for place in places
        if isinstance(place.part, Rack)
        and place.part.holds is None
        and sum(quantity for _, quantity in place.holds) > 1
    ]
    if crowded:
        yield unchecked(
            plan,
            "what fits side by side",
            "How many things fit is not known",
            list(dict.fromkeys(crowded)),
        )


def _is_made_for_it(holder: InRack) -> bool:
    """Tell whether what is in a mount needs no more room than the mount."""
    return isinstance(holder, Rack) and bool(holder.fits)
