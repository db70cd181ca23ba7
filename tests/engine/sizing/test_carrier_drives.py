"""Drives on modules draw through the carrier: its supply is chosen for them, too."""

from decimal import Decimal
from typing import Any

from planner.engine.sizing.size import size
from planner.model.findings import has_errors
from planner.model.parts import Carrier, Storage
from tests.engine.sizing_cases import RATES, board, part, patch, shop, supply, switch, wish

CARRIER = part(
    Carrier, "four", slots=4, ports=1, switch_mbps=1000, fits="cm4", storage_slots=("NVMe",),
    power_connector="barrel", supply_v=Decimal(12), power_max_w=Decimal(4),
)  # fmt: skip


def sized(drive_w: str | None, **module: Any) -> dict[str, int]:
    """Return what is bought for four modules with a drive that draws so much."""
    facts = {"form": "compute module", "power_connector": "module", "storage_slots": ("NVMe",)}
    cm4 = board("cm4", **facts, **module)
    watts = None if drive_w is None else Decimal(drive_w)
    drive = part(Storage, "drive", slot="NVMe", capacity_gb=500, power_max_w=watts)
    catalog = shop(
        (cm4, "50.00"),
        (CARRIER, "80.00"),
        (drive, "20.00"),
        (supply("small", 12, 30), "10.00"),
        (supply("large", 12, 60), "15.00"),
        (switch("sw", 5), "10.00"),
        (patch(), "1.00"),
    )
    found = size(wish(nodes=4, headroom_percent=0), catalog, RATES)
    assert found.build is not None
    assert not has_errors(found.findings)
    return {each.part_number: each.quantity for each in found.build.positions}


def test_the_supply_of_a_carrier_has_the_watts_of_the_drives_on_its_modules() -> None:
    assert sized("8")["large"] == 1  # 4 W, four modules of 5 W and four drives of 8 W
    assert sized("1")["small"] == 1
    assert sized(None)["small"] == 1


def test_modules_that_need_no_drive_need_no_watts_for_one() -> None:
    found = sized("8", storage_onboard_gb=32)
    assert found["small"] == 1
    assert "drive" not in found
