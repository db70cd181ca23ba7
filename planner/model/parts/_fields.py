"""What fields of parts may hold: numbers with their unit and bounds, words, lists of words."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from planner.model.exact_numbers import ExactDecimal, Whole

PartNumber = Annotated[
    str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][^\s,;]*$")
]
Count = Annotated[Whole, Field(ge=0, le=1_000_000)]
Watts = Annotated[ExactDecimal, Field(ge=0, le=100_000)]
Volts = Annotated[ExactDecimal, Field(gt=0, le=1000)]
Megabits = Annotated[ExactDecimal, Field(ge=0, le=1_000_000)]
Isa = Literal["armv6", "armv7", "arm64", "x86-64", "riscv64"]
Slot = Literal["SD", "microSD", "eMMC", "NVMe", "SATA", "USB"]
# What a part may need beside itself, and what may come in the box with another one.
Companion = Literal[
    "NVMe adapter",
    "memory",
    "drive",
    "power supply",
    "power cable",
    "network cable",
    "carrier",
    "case",
    "cooler",
]
# What cables were called before; both are read.
_FORMERLY = {"power lead": "power cable", "network lead": "network cable"}
# An M.2 drive's width and length in mm, written as one number.
M2Size = Literal["2230", "2242", "2260", "2280", "22110"]
Connector = Literal["USB-A", "USB-C", "micro-USB", "barrel", "PoE", "module", "mains", "ATX"]
MemoryType = Annotated[str, StringConstraints(min_length=1, max_length=40)]


def words_of(value: object) -> object:
    """Return the words of a cell; the one word `none` is a list that is known to be empty."""
    if isinstance(value, str):
        words = tuple(word.strip() for word in value.split(";") if word.strip())
        return () if words == ("none",) else words
    return value


def companions_of(value: object) -> object:
    """Return the companions of a cell; files of one's own may still say `power lead`."""
    words = words_of(value)
    if isinstance(words, tuple):
        return tuple(_FORMERLY.get(word, word) for word in words)
    return words


Slots = Annotated[tuple[Slot, ...], BeforeValidator(words_of)]
M2Sizes = Annotated[tuple[M2Size, ...], BeforeValidator(words_of)]
Companions = Annotated[tuple[Companion, ...], BeforeValidator(companions_of)]


def text(description: str, example: str = "") -> Any:
    """Declare a field of words, empty unless said."""
    return Field("", description=description, examples=[example] if example else None)


def known(description: str, example: object) -> Any:
    """Declare a field that may be unknown."""
    return Field(None, description=description, examples=[example])
