"""Power ports and power outlets as cells say them.

Several power ports of a device are alternatives: one of them is enough, and their watts are never
added up. Those of a power strip that feed different outlets are all needed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.io.device_types._device import Inlet, Outlet
from planner.model.parts import PowerOutlets, PowerPorts, gives_mains, word_of
from planner.model.words import counted

# Outlets that a charger has, by what a cell of chargers calls them.
USB_OUTLETS = {"usb-a": "USB-A", "usb-c": "USB-C", "usb-micro-b": "micro-USB"}


@dataclass(frozen=True, slots=True)
class InletsRead:
    """The cell of power ports, the watts of the whole, and what was read into it."""

    cell: str
    max_w: Decimal | None
    readings: tuple[str, ...]


def read_inlets(inlets: Sequence[Inlet], outlets: Sequence[Outlet] = ()) -> InletsRead:
    """Return power ports as a cell. The watts are those of the hungriest alternative, if all say
    how many: of one that does not, nobody knows whether it draws more.
    """
    alike: Counter[tuple[str, Decimal | None, Decimal | None]] = Counter()
    for each in inlets:
        alike[each.kind, each.max_w, each.allocated_w] += 1
    # A socket of the mains first: of alternatives the first is counted.
    kinds = sorted(alike.items(), key=lambda item: not gives_mains(item[0][0]))
    all_needed = len(_feeding(inlets, outlets)) > 1
    pieces = []
    for place, ((kind, most, allocated), count) in enumerate(kinds):
        pieces.append(
            PowerPorts(
                count=count,
                kinds=(word_of(kind),),
                max_w=most,
                allocated_w=allocated,
                enough=1 if count > 1 and not all_needed else None,
                instead=place > 0 and not all_needed,
            )
        )
    readings = []
    if len(inlets) > 1 and not all_needed:
        told = counted(len(inlets), "power port")
        readings.append(f"{told}: read as alternatives, of which one is enough.")
    watts = [each.max_w for each in inlets]
    known = [each for each in watts if each is not None]
    most_w = max(known) if known and len(known) == len(watts) else None
    if known and most_w is None:
        readings.append("Not every power port says its maximum_draw: the peak draw is not known.")
    return InletsRead("; ".join(map(str, pieces)) or "none", most_w, tuple(readings))


def _feeding(inlets: Sequence[Inlet], outlets: Sequence[Outlet]) -> set[str]:
    """Return the power ports that feed outlets by name."""
    return {each.name for each in inlets} & {each.inlet for each in outlets}


def outlets_cell(outlets: Sequence[Outlet], inlets: Sequence[Inlet]) -> str:
    """Return power outlets as a cell of a power strip, with phase and the number of the inlet."""
    numbers = {each.name: place for place, each in enumerate(inlets, start=1)}
    several = len(inlets) > 1
    alike: Counter[tuple[str, str, int | None]] = Counter()
    for each in outlets:
        alike[each.kind, each.leg, numbers.get(each.inlet) if several else None] += 1
    return "; ".join(
        str(
            PowerOutlets.model_validate(
                {"count": count, "kind": word_of(kind), "leg": leg or None, "inlet": inlet}
            )
        )
        for (kind, leg, inlet), count in alike.items()
    )


def strangers(outlets: Sequence[Outlet], inlets: Sequence[Inlet]) -> list[str]:
    """Return the names of power ports that outlets name and the device does not have."""
    known = {each.name for each in inlets} | {""}
    return list(dict.fromkeys(each.inlet for each in outlets if each.inlet not in known))


def charger_cell(outlets: Sequence[Outlet]) -> str:
    """Return outlets of USB as a cell of a charger; volts and amps are not known."""
    alike = Counter(USB_OUTLETS[each.kind] for each in outlets)
    return "; ".join(f"{count} x {kind}" for kind, count in alike.items())
