"""The few facts that tell a part from its like, in words, and how old a price is."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from planner.model.numbers import number_text
from planner.model.part_search import speed_text
from planner.model.parts import Part
from planner.model.words import counted

Say = Callable[[int], str]


def memory_text(megabytes: int) -> str:
    """Return an amount of memory: `8 GB`, `512 MB`."""
    if not megabytes:
        return "without memory"
    gigabytes = Decimal(megabytes) / 1024
    whole = gigabytes >= 1 and gigabytes * 2 % 1 == 0
    return number_text(gigabytes, "GB") if whole else number_text(megabytes, "MB")


def _storage(gigabytes: int) -> str:
    return number_text(Decimal(gigabytes) / 1000, "TB") if gigabytes >= 1000 else f"{gigabytes} GB"


def _so_many(one: str, many: str = "", none: str = "") -> Say:
    return lambda number: none if none and not number else counted(number, one, many)


def _unit(unit: str) -> Callable[[Decimal | int], str]:
    return lambda number: number_text(number, unit)


def _as_it_is(value: object) -> str:
    return str(value)


# By category: a field and what is said of its value, in the order in which people ask.
_FACTS: Mapping[str, tuple[tuple[str, Callable[..., str]], ...]] = {
    "board": (
        ("cores", _so_many("core")),
        ("ram_mb", memory_text),
        ("nic_mbps", speed_text),
        ("isa", _as_it_is),
    ),
    "carrier": (
        ("slots", _so_many("module")),
        ("ports", _so_many("network port")),
        ("switch_mbps", lambda mbps: speed_text(mbps) if mbps else "no switch of its own"),
    ),
    "memory": (("capacity_mb", memory_text), ("memory_type", _as_it_is)),
    "hat": (("fits", _as_it_is),),
    "storage": (("capacity_gb", _storage), ("slot", _as_it_is)),
    "charger": (
        ("ports", _so_many("outlet")),
        ("supply_w", _unit("W")),
        ("connector", _as_it_is),
    ),
    "switch": (
        ("ports", _so_many("port")),
        ("speed_mbps", speed_text),
        ("poe_ports", _so_many("PoE port", none="no PoE")),
    ),
    "nic": (("speed_mbps", speed_text), ("host", _as_it_is)),
    "cable": (("carries", _as_it_is), ("length_m", _unit("m"))),
    "poe": (
        ("kind", _as_it_is),
        ("fits", _as_it_is),
        ("poe_class_w", _unit("W")),
        ("output_ma", _unit("mA")),
    ),
    "case": (("shelves", _so_many("board")), ("rack_u", _unit("U")), ("fits", _as_it_is)),
    "rack": (
        ("kind", _as_it_is),
        ("rack_u", _unit("U")),
        ("rack_widths_in", lambda widths: f"{'/'.join(map(str, widths))} inches"),
    ),
    "other": (("kind", _as_it_is),),
}


def at_a_glance(part: Part) -> tuple[str, ...]:
    """Return the few facts that tell a part from its like; what is not known is left out."""
    found = ((getattr(part, field), say) for field, say in _FACTS[part.category])
    return tuple(say(value) for value, say in found if value not in (None, "", ()))


def age_text(day: date, *, on: date) -> str:
    """Return how old what is of a day is on another: `today`, `3 weeks old`, `2 years old`."""
    days = (on - day).days
    if days < 0:
        return "dated later"
    if days == 0:
        return "of today"
    if days < 14:
        return f"{counted(days, 'day')} old"
    if days < 60:
        return f"{counted(days // 7, 'week')} old"
    months = (on.year - day.year) * 12 + on.month - day.month - (on.day < day.day)
    if months < 24:
        return f"{counted(months, 'month')} old"
    return f"{counted(months // 12, 'year')} old"
