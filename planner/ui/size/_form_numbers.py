"""Numbers of the form: how they are read, between which bounds they are, and what is wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.model.build import MAX_COPIES
from planner.model.findings import Finding, Severity
from planner.model.requirement import MOST_NODES, MOST_RACK_UNITS
from planner.model.words import sentence
from planner.ui.kit.numbers import typed_number, write_it_like

ANY = "any"
# The least and the most of each whole number. Said here and not to the browser, which would keep
# what it refuses to itself: the page would go on showing the answer to the number before.
_LIMITS = {
    "nodes": (1, MOST_NODES),
    "copies": (1, MAX_COPIES),
    "cores": (1, 100_000),
    "spares": (0, MOST_NODES),
    "uplinks": (0, 64),
    "headroom_percent": (0, 90),
    "rack_units": (1, MOST_RACK_UNITS),
    "years": (1, 50),
}
_NAMES = {
    "nodes": "nodes",
    "copies": "copies",
    "cores": "cores",
    "spares": "spare nodes of each role",
    "uplinks": "uplinks",
    "headroom_percent": "power headroom",
    "rack_units": "rack units",
    "ram_gb": "RAM per node",
    "storage_gb": "storage per node",
    "mbps": "network speed",
    "budget": "budget",
    "years": "years of electricity",
    "tariff": "price per kWh",
    "total_ram_gb": "total RAM",
    "total_storage_gb": "total storage",
}
_NEGATIVE = re.compile(r"\s*[-−\N{EN DASH}]\s*\d")


@dataclass(frozen=True)
class Unread:
    """What was typed where a number is asked for, and is none."""

    text: str


def key_of(name: str, version: int) -> str:
    """Return the key of an input of the form."""
    return f"wish:{name}:{version}"


def read_number(text: str) -> Any:
    """Return the number a text stands for; None for an empty one."""
    if not text.strip():
        return None
    number = typed_number(text)
    return Unread(text) if number is None else number


def impossible(given: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what of the numbers cannot be, each finding about one input."""
    for name, value in given.items():
        if isinstance(value, Unread):
            yield _unread(name, value.text)
    for name, (least, most) in _LIMITS.items():
        value = given[name]
        if value is not None and (value != int(value) or not least <= value <= most):
            yield Finding(
                code="wish-out-of-range",
                severity=Severity.ERROR,
                subject=name,
                message=f"{sentence(_NAMES[name])}: {value} is not possible. "
                f"Choose a whole number from {least:,} to {most:,}.",
            )


def _unread(name: str, text: str) -> Finding:
    if name == "mbps":
        words = f"{text!r} is not a speed. Write it like 1 Gb, 2.5 Gb or 1000."
    elif _NEGATIVE.match(text):
        words = f"{text.strip()} is not possible. It cannot be negative."
    else:
        words = f"that is not a number. {write_it_like(text, '4 or 1500.50')}"
    return Finding(
        code="wish-not-a-number",
        severity=Severity.ERROR,
        subject=name,
        message=sentence(f"{_NAMES.get(name, name)}: {words}"),
    )
