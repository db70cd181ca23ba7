"""Interface and PoE types by the names of NetBox's device types, and how a cell of ports says them.

A type that a cable or a module goes into is a socket with its speed; every other one (wireless,
telephone, storage networks, backplanes, stacks) is a word of its own, under the name it has there.
"""

from planner.model.parts._sockets import OTHER_KINDS

_SOCKETS = {
    "100base-tx": "100M RJ45",
    "1000base-t": "1G RJ45",
    "2.5gbase-t": "2.5G RJ45",
    "5gbase-t": "5G RJ45",
    "10gbase-t": "10G RJ45",
    "25gbase-t": "25G RJ45",
    "100base-x-sfp": "100M SFP",
    "1000base-x-gbic": "1G GBIC",
    "1000base-x-sfp": "1G SFP",
    "2.5gbase-x-sfp": "2.5G SFP",
    "10gbase-x-sfpp": "10G SFP+",
    "10gbase-x-xfp": "10G XFP",
    "10gbase-x-xenpak": "10G XENPAK",
    "10gbase-x-x2": "10G X2",
    "25gbase-x-sfp28": "25G SFP28",
    "50gbase-x-sfp28": "50G SFP28",
    "50gbase-x-sfp56": "50G SFP56",
    "40gbase-x-qsfpp": "40G QSFP+",
    "100gbase-x-cfp": "100G CFP",
    "100gbase-x-cfp2": "100G CFP2",
    "200gbase-x-cfp2": "200G CFP2",
    "400gbase-x-cfp2": "400G CFP2",
    "100gbase-x-cfp4": "100G CFP4",
    "100gbase-x-cxp": "100G CXP",
    "100gbase-x-cpak": "100G CPAK",
    "100gbase-x-dsfp": "100G DSFP",
    "100gbase-x-sfp112": "100G SFP112",
    "100gbase-x-sfpdd": "100G SFP-DD",
    "100gbase-x-qsfp28": "100G QSFP28",
    "100gbase-x-qsfpdd": "100G QSFP-DD",
    "200gbase-x-qsfp56": "200G QSFP56",
    "200gbase-x-qsfpdd": "200G QSFP-DD",
    "400gbase-x-qsfp112": "400G QSFP112",
    "400gbase-x-qsfpdd": "400G QSFP-DD",
    "400gbase-x-osfp": "400G OSFP",
    "400gbase-x-osfp-rhs": "400G OSFP-RHS",
    "400gbase-x-cdfp": "400G CDFP",
    "400gbase-x-cfp8": "400G CFP8",
    "800gbase-x-qsfpdd": "800G QSFP-DD",
    "800gbase-x-osfp": "800G OSFP",
}
_CABLE_SOCKETS = {kind: cell.rpartition(" ")[2] for kind, cell in _SOCKETS.items()}
# The names of two of them are speeds in a cell.
INTERFACE_TYPES: dict[str, str] = {
    **_SOCKETS,
    **{name.removeprefix("mobile-"): name for name in OTHER_KINDS},
}
POE_TYPES = {
    "type1-ieee802.3af": "af",
    "type2-ieee802.3at": "at",
    "type3-ieee802.3bt": "bt3",
    "type4-ieee802.3bt": "bt4",
    "passive-24v-2pair": "passive 24V 2-pair",
    "passive-24v-4pair": "passive 24V 4-pair",
    "passive-48v-2pair": "passive 48V 2-pair",
    "passive-48v-4pair": "passive 48V 4-pair",
}
POE_MODES = {"pse": "PoE", "pd": "PoE-in"}


def cable_socket(kind: str) -> str:
    """Return the socket that a network cable or a module goes into, of a type; empty for none."""
    return _CABLE_SOCKETS.get(kind, "")


def ports_text(
    count: int,
    kind: str,
    *,
    instead: str = "",
    poe_mode: str = "",
    poe_type: str = "",
    mgmt_only: bool = False,
) -> str:
    """Return the piece of a cell that says so many interfaces of a type; KeyError for an unknown.

    `instead` is the other socket that each of them may be, as the cell says it: `1G RJ45`, or
    `? RJ45` where its speed is not known. A PoE type without a mode is what nobody knows the way
    of, and a mode `?` what nobody knows at all.
    """
    unsure = "PoE?" if poe_type or poe_mode else ""
    poe = unsure if poe_mode in ("", "?") else POE_MODES[poe_mode]
    standard = POE_TYPES[poe_type] if poe_type else ""
    socket = f"{instead}/{INTERFACE_TYPES[kind]}" if instead else INTERFACE_TYPES[kind]
    words = (f"{count} x {socket}", poe, standard, "management" * mgmt_only)
    return " ".join(filter(None, words))
