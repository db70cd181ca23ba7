"""Which addresses may be asked: http and https on machines of the public internet, and no others.

A name says nothing about where it leads: what counts is every address that the look-up of names
gives, before anything is sent, at each step of a redirect.
"""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from planner.io.web.failures import CHECK_ADDRESS, failure

# From a host and a port to the texts of its IP addresses. OSError: there is no such host.
Resolve = Callable[[str, int], tuple[str, ...]]
IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = {"http": 80, "https": 443}
MOST_CHARACTERS = 2000
# Not of the public internet, or of no single machine, whatever `ipaddress` of this Python thinks
# of them: IANA's registries of special-purpose addresses.
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 "
        "192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 "
        "224.0.0.0/4 240.0.0.0/4 ::/127 100::/64 2001::/23 2001:db8::/32 3fff::/20 5f00::/16 "
        "2002::/16 64:ff9b:1::/48 ::ffff:0:0/96 fc00::/7 fe80::/10 fec0::/10 ff00::/8"
    ).split()
)
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def system_resolve(host: str, port: int) -> tuple[str, ...]:
    """Return what this computer's look-up of names gives, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address without a password and without a fragment."""

    parts: SplitResult

    @property
    def host(self) -> str:
        """The host in small letters, as the network knows it."""
        return (self.parts.hostname or "").encode("idna").decode().lower()

    @property
    def port(self) -> int:
        """The port, named or usual."""
        named = self.parts.port
        return PORTS[self.parts.scheme] if named is None else named

    @property
    def place(self) -> str:
        """Host and port, the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.parts.scheme] else f"{host}:{self.port}"

    @property
    def door(self) -> str:
        """Host and port, the usual port too."""
        return f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """The address without its path."""
        return f"{self.parts.scheme}://{self.place}"

    @property
    def target(self) -> str:
        """What is asked of the host: path and query, in ASCII."""
        path = quote(self.parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(self.parts.query, safe="/%:@!$&'()*+,;=~-._?")
        return f"{path}?{query}" if query else path

    @property
    def text(self) -> str:
        """The whole address."""
        return f"{self.origin}{self.target}"


def web_address(text: str, *, base: "WebAddress | None" = None) -> WebAddress:
    """Return an address that may be asked for, as far as its text goes, or raise a WebError.

    `base` is the address that a relative one is read from.
    """
    text = text.strip()
    shown = text.partition("//")[2].rpartition("@")[2] if "@" in text else text
    try:
        whole = urljoin(base.text, text) if base else text
        parts = urlsplit(whole)._replace(fragment="")
        address = WebAddress(parts)
        usable = (
            parts.scheme in PORTS
            and 0 < len(address.host) < 254
            and address.port > 0
            and len(whole) <= MOST_CHARACTERS
            and whole.isprintable()
            and not set(whole) & set(" \\")
        )
    except ValueError:  # a port, an IPv6 address or a host name that is none
        usable, parts, address = False, urlsplit(""), WebAddress(urlsplit(""))
    if not usable:
        message = "this is not the address of a web page; it begins with https:// or http://."
        raise failure("address", shown, message, CHECK_ADDRESS)
    if parts.username is not None or parts.password is not None:
        message = "the address holds a name or a password, which is sent to nobody."
        raise failure("address", address.text, message, "Take it out of the address.")
    return address


def checked_ips(address: WebAddress, resolve: Resolve, *, own_host: str | None) -> tuple[str, ...]:
    """Return the IP addresses of a host that may be connected to, or raise a WebError.

    One address among them that is not of the public internet refuses them all. `own_host` is the
    one host, with its port, that may stand anywhere. OSError: the look-up of the name failed.
    """
    own = own_host == address.door
    if not own and address.port not in PORTS.values():
        message = f"port {address.port} is not a port that shops use; only 80 and 443 are asked."
        raise failure("private", address.text, message, CHECK_ADDRESS)
    # What is written as an IP address is one: no look-up may make another of it.
    found = (address.host,) if _is_ip(address.host) else resolve(address.host, address.port)
    if not found:
        raise OSError("no address")
    if not own and any(not is_public(each) for each in found):
        message = f"{address.host} leads into this computer's own network, which is not asked."
        raise failure("private", address.text, message, CHECK_ADDRESS)
    return found


def is_public(text: str) -> bool:
    """Tell whether an IP address belongs to one machine of the public internet."""
    try:
        ip: IpAddress = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if ip in _TRANSLATED:
        # What a network without IPv4 makes of an IPv4 address: that one decides.
        return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    if "%" in text or not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    return not any(ip in network for network in _SPECIAL if network.version == ip.version)


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
