"""What network ports are by their sockets: copper, cages for modules, and what takes no cable."""

from typing import Literal, get_args

Socket = Literal[
    "RJ45", "SFP", "SFP+", "SFP28", "SFP56", "SFP-DD", "DSFP", "QSFP+", "QSFP28", "QSFP56",
    "QSFP112", "QSFP-DD", "OSFP", "OSFP-RHS", "GBIC", "XFP", "XENPAK", "X2", "CFP", "CFP2", "CFP4",
    "CFP8", "CXP", "CPAK", "CDFP",
]  # fmt: skip
# What no network cable goes into, under the names of NetBox's device types: its 4g is a speed.
OtherKind = Literal[
    "virtual", "bridge", "lag", "100base-fx", "100base-lfx", "100base-t1", "10gbase-cx4",
    "1000base-kx", "2.5gbase-kx", "5gbase-kr", "10gbase-kr", "10gbase-kx4", "25gbase-kr",
    "40gbase-kr4", "50gbase-kr", "100gbase-kp4", "100gbase-kr2", "100gbase-kr4",
    "ieee802.11a", "ieee802.11g", "ieee802.11n", "ieee802.11ac", "ieee802.11ad", "ieee802.11ax",
    "ieee802.11ay", "ieee802.15.1", "other-wireless", "gsm", "cdma", "lte", "mobile-4g",
    "mobile-5g",
    "sonet-oc3", "sonet-oc12", "sonet-oc48", "sonet-oc192", "sonet-oc768", "sonet-oc1920",
    "sonet-oc3840", "1gfc-sfp", "2gfc-sfp", "4gfc-sfp", "8gfc-sfpp", "16gfc-sfpp", "32gfc-sfp28",
    "32gfc-sfpp", "64gfc-qsfpp", "64gfc-sfpdd", "64gfc-sfpp", "128gfc-qsfp28", "infiniband-sdr",
    "infiniband-ddr", "infiniband-qdr", "infiniband-fdr10", "infiniband-fdr", "infiniband-edr",
    "infiniband-hdr", "infiniband-ndr", "infiniband-xdr", "t1", "e1", "t3", "e3", "xdsl", "docsis",
    "bpon", "epon", "10g-epon", "gpon", "xg-pon", "xgs-pon", "ng-pon2", "25g-pon", "50g-pon",
    "cisco-stackwise", "cisco-stackwise-plus", "cisco-flexstack", "cisco-flexstack-plus",
    "cisco-stackwise-80", "cisco-stackwise-160", "cisco-stackwise-320", "cisco-stackwise-480",
    "cisco-stackwise-1t", "juniper-vcp", "extreme-summitstack", "extreme-summitstack-128",
    "extreme-summitstack-256", "extreme-summitstack-512", "other",
]  # fmt: skip
COPPER: Socket = "RJ45"
OTHER_KINDS: tuple[OtherKind, ...] = get_args(OtherKind)
SOCKETS: dict[str, Socket] = {name.casefold(): name for name in get_args(Socket)}
OTHERS: dict[str, OtherKind] = {name: name for name in OTHER_KINDS}
# What a cage is made for where no speed is written beside it.
CAGE_MBPS: dict[Socket | OtherKind, int] = {
    "SFP": 1_000,
    "SFP+": 10_000,
    "SFP28": 25_000,
    "SFP56": 50_000,
    "QSFP+": 40_000,
    "QSFP28": 100_000,
    "QSFP56": 200_000,
    "QSFP-DD": 400_000,
}


def socket_named(name: str) -> Socket | None:
    """Return the socket that a plug or port is called by; None if it is none of a network."""
    return SOCKETS.get(name.strip().casefold())
