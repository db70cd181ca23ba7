"""What a device type is taken for, by its ports, with the reason; or why that cannot be told.

No key of a device type says what a device is for. Power outlets and many network ports do; few
network ports are those of a computer, an access point, a camera or a small router alike.
"""

from typing import NamedTuple

from planner.io.device_types._device import DeviceType
from planner.io.device_types._ports import PortsRead
from planner.io.device_types._power import USB_OUTLETS
from planner.model.device_types import CHARGER, POWER_STRIP, SWITCH
from planner.model.words import counted

# The smallest switches that are sold have five ports.
LEAST_PORTS = 5
# A device with outlets has up to two network ports to be managed by.
MOST_TO_MANAGE = 2
# Interfaces of what leads into another network: a router, a modem, an access point.
_ELSEWHERE = frozenset(
    """other-wireless gsm cdma lte 4g 5g xdsl docsis moca bpon epon 10g-epon gpon xg-pon xgs-pon
    ng-pon2 25g-pon 50g-pon t1 e1 t3 e3""".split()
)
_WIRELESS = "ieee802.11"


class Role(NamedTuple):
    """What a device is taken for, empty if that cannot be told, and the reason for either."""

    role: str
    reason: str


def role_of(device: DeviceType, ports: PortsRead) -> Role:
    """Return what a device is, as far as its ports say it."""
    wired, outlets = ports.for_cables, device.outlets or ()
    told = counted(wired, "network port")
    if outlets:
        sockets = counted(len(outlets), "power outlet")
        if wired > MOST_TO_MANAGE:
            return Role("", f"It has {sockets} and {told}.")
        usb = all(each.kind in USB_OUTLETS for each in outlets)
        kind = f"{sockets}{' of USB' if usb else ''} and {told}"
        return Role(CHARGER if usb else POWER_STRIP, f"{kind}.")
    if device.in_chassis:
        return Role("", "It holds other devices or is held by one.")
    if any(kind in _ELSEWHERE or kind.startswith(_WIRELESS) for kind in ports.others):
        return Role("", f"It has {told}, and wireless or WAN interfaces.")
    if wired >= LEAST_PORTS:
        return Role(SWITCH, f"{told}, no power outlets.")
    return Role("", f"It has {told} and no power outlets: too few to tell a switch by.")
