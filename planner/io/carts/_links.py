"""Links to a shop's cart: only to the shop's own host, by https, and short enough to be opened."""

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from planner.io.carts._cart import Lines, quantity_of
from planner.model.carts import CartLink

# An assumption: no shop says how long an address may be. Programs that take any address shorten
# none of this length.
MOST_CHARACTERS = 2000
# What an address is made of: a sign beside these may be read in two ways.
_ADDRESS = re.compile(r"[!-~]+", re.ASCII)
_HOST = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]",
    re.ASCII,
)
# Names that lead to this computer or its own network.
_NOT_PUBLIC = (".localhost", ".local", ".internal", ".arpa")

# Numbers with their quantities make an address.
Address = Callable[[Mapping[str, int]], str]


def host_of(url: str) -> str | None:
    """Return the host of a shop's address that a link may lead to; None if there is none.

    It must be https, without a name and password, a port of its own, or a host that is only known
    here.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # such as http://[ or a port that is no number
        return None
    plain = _ADDRESS.fullmatch(url) is not None and not {"\\", "@"} & {*url}
    host = parts.hostname or ""
    if not plain or parts.scheme != "https" or port not in (None, 443):
        return None
    if _HOST.fullmatch(host) is None or host.endswith(_NOT_PUBLIC):
        return None
    return host


def links_of(lines: Lines, address: Address, *, most_lines: int | None = None) -> list[CartLink]:
    """Return the links that hold all lines, as few as there can be in their order."""
    return [
        CartLink(
            address=address({number: quantity_of(lines[number]) for number in numbers}),
            items=tuple(item for number in numbers for item in lines[number]),
        )
        for numbers in _in_links(lines, address, most_lines)
    ]


def _in_links(lines: Lines, address: Address, most_lines: int | None) -> Iterator[list[str]]:
    """Yield the numbers of each link."""
    held: list[str] = []
    for number in lines:
        longer = {each: quantity_of(lines[each]) for each in (*held, number)}
        full = len(held) == most_lines or len(address(longer)) > MOST_CHARACTERS
        if held and full:
            yield held
            held = []
        held.append(number)
    if held:
        yield held
