"""The categories of parts, by name: what a catalog has a file for, and a bill an order by."""

from typing import Literal, get_args

Category = Literal[
    "board",
    "carrier",
    "memory",
    "storage",
    "hat",
    "charger",
    "switch",
    "nic",
    "cable",
    "poe",
    "case",
    "rack",
    "other",
]

# The place of each in a bill.
CATEGORY_ORDER: dict[str, int] = {name: place for place, name in enumerate(get_args(Category))}
