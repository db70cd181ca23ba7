"""The categories of parts, by name: what a catalog has a file for, and a bill an order by."""

from typing import Literal

Category = Literal[
    "board",
    "carrier",
    "storage",
    "hat",
    "charger",
    "switch",
    "nic",
    "cable",
    "poe",
    "case",
    "other",
]
