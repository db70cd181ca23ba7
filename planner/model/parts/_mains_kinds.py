"""Plugs and sockets by the names of NetBox's device types, and how a cell says them.

Those of IEC 60320 are called as people do: `C14` is iec-60320-c14. All others have the name that
they have there.
"""

_EVERYWHERE = (
    "iec-60309-p-n-e-4h", "iec-60309-p-n-e-6h", "iec-60309-p-n-e-9h", "iec-60309-2p-e-4h",
    "iec-60309-2p-e-6h", "iec-60309-2p-e-9h", "iec-60309-3p-e-4h", "iec-60309-3p-e-6h",
    "iec-60309-3p-e-9h", "iec-60309-3p-n-e-4h", "iec-60309-3p-n-e-6h", "iec-60309-3p-n-e-9h",
    "iec-60906-1", "nbr-14136-10a", "nbr-14136-20a", "ita-e", "ita-f", "ita-g", "ita-h", "ita-i",
    "ita-j", "ita-k", "ita-l", "ita-m", "ita-n", "ita-o", "usb-a", "usb-c", "usb-micro-b",
    "molex-micro-fit-1x2", "molex-micro-fit-2x2", "molex-micro-fit-2x4", "dc-terminal",
    "saf-d-grid", "neutrik-powercon-true1", "neutrik-powercon-true1-top", "ubiquiti-smartpower",
    "hardwired", "other",
)  # fmt: skip
# Of NEMA a plug ends in p, a socket in r.
_NEMA = (
    "1-15", "5-15", "5-20", "5-30", "5-50", "6-15", "6-20", "6-30", "6-50", "10-30", "10-50",
    "14-20", "14-30", "14-50", "14-60", "15-15", "15-20", "15-30", "15-50", "15-60", "l1-15",
    "l5-15", "l5-20", "l5-30", "l5-50", "l6-15", "l6-20", "l6-30", "l6-50", "l10-30", "l14-20",
    "l14-30", "l14-50", "l14-60", "l15-20", "l15-30", "l15-50", "l15-60", "l21-20", "l21-30",
    "l22-30",
)  # fmt: skip
_IEC = "iec-60320-"
# The plug of a mains cable that goes into each inlet of an appliance.
CABLE_INTO = {"C6": "C5", "C8": "C7", "C14": "C13", "C16": "C15", "C20": "C19", "C22": "C21"}

POWER_PORT_TYPES: tuple[str, ...] = (
    *(f"{_IEC}{inlet.lower()}" for inlet in CABLE_INTO),
    *_EVERYWHERE,
    *(f"nema-{each}p" for each in _NEMA),
    "cs6361c", "cs6365c", "cs8165c", "cs8265c", "cs8365c", "cs8465c", "ita-c", "ita-ef", "usb-b",
    "usb-mini-a", "usb-mini-b", "usb-micro-a", "usb-micro-ab", "usb-3-b", "usb-3-micro-b",
    "neutrik-powercon-20", "neutrik-powercon-32",
)  # fmt: skip
POWER_OUTLET_TYPES: tuple[str, ...] = (
    *(f"{_IEC}{plug.lower()}" for plug in CABLE_INTO.values()),
    *_EVERYWHERE,
    *(f"nema-{each}r" for each in _NEMA),
    "CS6360C", "CS6364C", "CS8164C", "CS8264C", "CS8364C", "CS8464C", "ita-multistandard",
    "hdot-cx", "neutrik-powercon-20a", "neutrik-powercon-32a",
)  # fmt: skip
FEED_LEGS = ("A", "B", "C")


def word_of(kind: str) -> str:
    """Return what a cell calls a type of power port or outlet."""
    return kind.removeprefix(_IEC).upper() if kind.startswith(_IEC) else kind


_LOW_VOLTAGE = ("usb-", "molex-", "dc-terminal", "hdot-", "ubiquiti-")


def gives_mains(kind: str) -> bool:
    """Tell whether a plug or socket is one of the mains, as far as its name says."""
    return not kind.startswith(_LOW_VOLTAGE) and kind != "other"


PORT_WORDS = {word_of(each).casefold(): word_of(each) for each in POWER_PORT_TYPES}
OUTLET_WORDS = {word_of(each).casefold(): word_of(each) for each in POWER_OUTLET_TYPES}
