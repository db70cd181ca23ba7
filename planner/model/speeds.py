"""Network speeds by the names that people know them by, and read from what they type."""

import re
from decimal import Decimal

from planner.model.numbers import number_text

# The speeds of copper Ethernet that parts are sold in.
USUAL_MBPS = (100, 1000, 2500, 10_000)
_SPEED = re.compile(
    r"(?P<digits>[0-9]{1,7}(?:\.[0-9]{1,3})?)\s*(?P<unit>[mg])?(?:b|be|bit|bps|bit/s|b/s|e)?",
    re.IGNORECASE,
)
_MOST_MBPS = 1_000_000


def speed_name(mbps: Decimal | int) -> str:
    """Return a speed as it is called: `100 Mb`, `2.5 Gb`."""
    return number_text(Decimal(mbps) / 1000, "Gb") if mbps >= 1000 else number_text(mbps, "Mb")


def speed_said(text: str) -> int | None:
    """Return the Mbit/s that a text stands for: `2.5 Gb`, `2.5G`, `10GbE`, `1000`; None if none.

    A number without a unit is Mbit/s.
    """
    found = _SPEED.fullmatch(text.strip())
    if found is None:
        return None
    mbps = Decimal(found["digits"]) * (1000 if (found["unit"] or "").lower() == "g" else 1)
    whole = mbps == mbps.to_integral_value()
    return int(mbps) if whole and 0 < mbps <= _MOST_MBPS else None
