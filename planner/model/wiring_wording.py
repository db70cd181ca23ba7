"""A wiring in words: what a box is called, what is in its ports, and why something is not wired."""

from collections.abc import Sequence
from itertools import groupby

from planner.model.limits import UnitKind
from planner.model.numbers import number_text
from planner.model.wiring_picture import (
    NamedWire,
    Plugged,
    PlugKind,
    TreeRow,
    UnitBox,
    Unwired,
    WiringGap,
    WiringPicture,
)
from planner.model.words import counted, noun, sentence, unit_title

ONE_WAY = "Proposed wiring: this build does not state its own."
_CALLED = {UnitKind.SWITCH: ("switch", "switches")}
_PLACES = {UnitKind.CHARGER: ("outlet", "outlets")}


def numbers_text(numbers: Sequence[int]) -> str:
    """Return numbers with neighbours drawn together: `1 to 7, 9`."""
    runs: list[str] = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        if len(found) < 3:
            runs += map(str, found)
        else:
            runs.append(f"{found[0]} to {found[-1]}")
    return ", ".join(runs)


def ports_text(row: Plugged) -> str:
    """Return the ports of a row: `port 3`, `ports 1 to 7`."""
    return f"{noun(len(row.ports), row.at)} {numbers_text(row.ports)}"


def row_name(row: Plugged) -> str:
    """Return what is plugged in: `Raspberry Pi 5 8 GB no. 3`, `switch 2`, `router`."""
    if not row.pieces:
        return row.name
    numbers = numbers_text(row.pieces)
    if row.link:
        return f"{noun(len(row.pieces), row.name, f'{row.name}es')} {numbers}"
    # The number stays on the line of its sign.
    counted_as = f"{row.name} no.\u00a0{numbers}"
    many = len(row.pieces)
    return counted_as if many == 1 else f"{many} × {row.name}, no.\u00a0{numbers}"


def row_notes(row: Plugged) -> str:
    """Return what else there is to say of it: its role, what it goes through, how it is powered."""
    notes = (
        f"role: {row.role}" if row.role else "",
        f"through {row.through}" if row.through else "",
        f"on {row.seat}" if row.seat else "",
        "powered over this cable" if row.powered else "",
    )
    return ", ".join(filter(None, notes))


def box_title(box: UnitBox | TreeRow) -> str:
    """Return what a box is called: `Switch 1`, `Power supplies 1 to 24`."""
    one, many = _CALLED.get(box.kind, (box.kind, f"{box.kind}s"))
    return sentence(f"{noun(len(box.numbers), one, many)} {numbers_text(box.numbers)}")


def box_name(box: UnitBox | TreeRow) -> str:
    """Return which part it is: `TP-Link TL-SG108`, `24 × 27 W supply`."""
    many = len(box.numbers)
    return box.name if many == 1 else f"{many} × {box.name}"


def box_taken(box: UnitBox) -> str:
    """Return what is taken of each unit: `5 of 8 ports used, 3 free`, `46 of 60 W`."""
    one, many = _PLACES.get(box.kind, ("port", "ports"))
    at = PlugKind.OUTLET if box.kind is UnitKind.CHARGER else PlugKind.PORT
    used, places = len(box.taken(at)), len(box.taken(PlugKind.PLACE))
    words = [counted(places, "module")] if places else []
    if box.ports is None:
        words.append(f"{counted(used, one, many)} used, number not known")
    elif box.ports or not places:
        free = box.ports - used
        words.append(f"{used} of {counted(box.ports, one, many)} used, {free or 'none'} free")
    if box.watts is not None:
        supply = "" if box.supply is None else f" of {number_text(box.supply)}"
        words.append(f"{number_text(box.watts)}{supply} W")
    return ("each " if len(box.numbers) > 1 else "") + ", ".join(words)


def tree_cables(row: TreeRow) -> str:
    """Return how a switch of the tree is joined to what is above it, and how many nodes it has."""
    if row.parent is None:
        up = counted(row.uplinks, "uplink cable") if row.uplinks else "no uplink cable"
    else:
        kind, number = row.parent
        up = f"to {unit_title(_CALLED.get(kind, (kind, ''))[0], number)}"
    return f"{up}, {counted(row.nodes, 'node')}" if row.nodes else up


def row_text(row: Plugged) -> str:
    """Return a row as one piece of a sentence: `port 1: Raspberry Pi 5 no. 1, role: worker`."""
    return ", ".join(filter(None, (f"{ports_text(row)}: {row_name(row)}", row_notes(row))))


def box_text(box: UnitBox) -> str:
    """Return a box in words."""
    rows = "; ".join(map(row_text, box.rows))
    return f"{box_title(box)}, {box_name(box)}, {box_taken(box)}. {sentence(rows)}."


def tree_text(picture: WiringPicture) -> str:
    """Return the tree of switches in words."""
    rows = "; ".join(f"{box_title(row)}, {row.name}: {tree_cables(row)}" for row in picture.tree)
    return f"Uplinks, from the router down. {rows}." if rows else ""


def own_power_text(picture: WiringPicture) -> str:
    """Return which nodes bring their own power supply; nothing where none does."""
    own = "; ".join(f"{each.quantity} × {each.name}" for each in picture.own_power)
    return f"With its own power supply: {own}." if own else ""


def picture_text(picture: WiringPicture) -> str:
    """Return a whole picture in words."""
    boxes = [box_text(box) for box in (*picture.network, *picture.power)]
    opening = ONE_WAY if picture.proposed else ""
    return " ".join(filter(None, (opening, tree_text(picture), *boxes, own_power_text(picture))))


def wire_cells(wire: NamedWire) -> list[str]:
    """Return a wire as the cells of a row."""
    return [sentence(wire.device), wire.port, sentence(wire.unit)]


_GAPS = {
    Unwired.NO_NODES: "There is nothing to wire: the build has no boards.",
    Unwired.NO_SWITCH: "The network is not wired: the build has no switch for its {nodes}.",
    Unwired.NO_FACTS: "Not wired, because nothing is known about it: {names}.",
    Unwired.NO_PORT: "Not on the network, because it has no network port: {names}.",
    Unwired.PORTS_UNKNOWN: (
        "The network is not wired: how many ports there are is not known for {names}."
    ),
    Unwired.PORTS_SHORT: "The network is not wired: too few network ports ({short}).",
    Unwired.PLACES_UNKNOWN: "The modules are not placed: how many fit is not known for {names}.",
    Unwired.PLACES_SHORT: "Not wired: {modules} without a place on a carrier.",
    Unwired.NETWORKS: (
        "The network is not wired: the build has separate networks, and which switch belongs to "
        "which is not said."
    ),
    Unwired.POE_SHORT: (
        "Power over Ethernet is not wired for all: too few powered ports or watts ({short})."
    ),
    Unwired.NO_CHARGER: "Power is not wired: {boards} power, and the build has no power supply.",
    Unwired.PLUG_UNKNOWN: "Power is not wired: which plug it takes is not known for {names}.",
    Unwired.OUTLETS_UNKNOWN: (
        "Power is not wired: how many outlets there are is not known for {names}."
    ),
    Unwired.OUTLETS_SHORT: (
        "Power is not wired: too few outlets with the right plug and watts ({short})."
    ),
    Unwired.REFUSED: "No wiring is shown, because the only one found does not hold: {names}",
}


def gap_text(gap: WiringGap) -> str:
    """Return why something is not wired."""
    return _GAPS[gap.kind].format(
        names="; ".join(gap.names),
        short=f"{gap.needed} needed, {gap.found} found",
        nodes=counted(gap.needed, "node"),
        boards=counted(gap.needed, "board needs", "boards need"),
        modules=counted(gap.needed, "module"),
    )
