"""What each category of part offers to others and needs from them."""

from datetime import date
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from planner.model.parts import (
    CATEGORIES,
    CATEGORY_TITLES,
    PART_ADAPTER,
    Category,
    InRack,
    Part,
    Port,
    PortKind,
)

FACTS = {"part_number": "x", "name": "X", "source": "https://example.org"}


def part(category: str, **facts: Any) -> Part:
    return PART_ADAPTER.validate_python({**FACTS, "category": category, **facts})


def ports(found: tuple[Port, ...]) -> str:
    """Write ports as `4 × usb_data 480`; `?` stands for a grade that is not known."""
    return ", ".join(
        f"{port.count} × {port.kind} {'?' if port.grade is None else port.grade}" for port in found
    )


@pytest.mark.parametrize(
    ("category", "facts", "needs", "provides"),
    [
        ("board", {}, "", ""),
        (
            "board",
            {
                "nic_mbps": 100,
                "power_connector": "micro-USB",
                "supply_ma": 2500,
                "usb2_ports": 4,
                "usb3_ports": 0,
                "storage_slots": "microSD",
            },
            "1 × ethernet 100, 1 × usb_power 2500",
            "1 × microSD 0, 4 × usb_data 480",
        ),
        (
            "board",
            {
                "nic_mbps": 1000,
                "power_connector": "USB-C",
                "usb2_ports": 2,
                "usb3_ports": 2,
                "storage_slots": "microSD; NVMe; USB",
            },
            "1 × ethernet 1000, 1 × usb_power ?",
            "1 × microSD 0, 1 × NVMe 0, 2 × usb_data 480, 2 × usb_data 5000",
        ),
        ("board", {"nic_mbps": 0, "power_connector": "mains"}, "", ""),
        ("board", {"power_connector": "barrel", "supply_ma": 4000}, "1 × barrel_power 4000", ""),
        ("storage", {}, "", ""),
        ("storage", {"slot": "microSD"}, "1 × microSD 0", ""),
        ("storage", {"slot": "USB"}, "1 × usb_data 480", ""),
        ("charger", {}, "", ""),
        ("charger", {"ports": 6, "connector": "ATX"}, "", "6 × atx_power ?"),
        ("charger", {"connector": "barrel"}, "", ""),
        ("charger", {"ports": 2, "connector": "barrel"}, "", "2 × barrel_power ?"),
        ("charger", {"connector": "USB-A"}, "", ""),
        ("charger", {"ports": 6, "connector": "USB-A"}, "", "6 × usb_power ?"),
        (
            "charger",
            {"ports": 1, "connector": "USB-C", "port_max_ma": 3000},
            "",
            "1 × usb_power 3000",
        ),
        ("switch", {}, "", ""),
        ("switch", {"ports": 8, "speed_mbps": 1000}, "", "8 × ethernet 1000"),
        ("switch", {"ports": 5}, "", "5 × ethernet ?"),
        (
            "switch",
            {"ports": 5, "speed_mbps": 100, "poe_ports": 4, "poe_port_max_w": "15.4"},
            "",
            "5 × ethernet 100, 4 × poe 15",
        ),
        ("switch", {"poe_ports": 4}, "", "4 × poe ?"),
        ("nic", {}, "", ""),
        ("nic", {"host": "USB3", "speed_mbps": 1000}, "1 × ethernet 1000, 1 × usb_data 480", ""),
        ("nic", {"host": "PCIe", "speed_mbps": 2500}, "1 × ethernet 2500", ""),
        ("cable", {"carries": "ethernet"}, "", ""),
        ("poe", {}, "", ""),
        ("poe", {"kind": "injector"}, "", ""),
        ("poe", {"kind": "hat"}, "1 × poe ?", "1 × usb_power ?"),
        (
            "poe",
            {"kind": "splitter", "poe_class_w": "15.4", "output_ma": 2500},
            "1 × poe 15",
            "1 × usb_power 2500",
        ),
        (
            "poe",
            {"kind": "hat", "output_ma": 5000, "storage_slots": "NVMe"},
            "1 × poe ?",
            "1 × usb_power 5000, 1 × NVMe 0",
        ),
        ("hat", {}, "", ""),
        ("hat", {"storage_slots": "NVMe; NVMe"}, "1 × NVMe 0", "2 × NVMe 0"),
        ("hat", {"storage_slots": "SATA; SATA"}, "", "2 × SATA 0"),
        ("carrier", {"slots": 4}, "", "4 × module 0"),
        ("carrier", {"ports": 2, "switch_mbps": 1000}, "", "2 × ethernet 1000"),
        ("carrier", {"ports": 1, "switch_mbps": 0}, "", "1 × ethernet ?"),
        ("case", {}, "", ""),
        ("case", {"shelves": 8}, "", "8 × shelf 0"),
        ("rack", {"kind": "rack", "rack_u": 8}, "", ""),
        ("other", {"kind": "cooling"}, "", ""),
    ],
)
def test_the_fields_of_a_part_say_its_ports(
    category: str, facts: dict[str, Any], needs: str, provides: str
) -> None:
    made = part(category, **facts)
    assert ports(made.needs()) == needs
    assert ports(made.provides()) == provides


def test_ports_are_counted_by_kind_and_by_what_they_carry() -> None:
    board = part("board", usb2_ports=2, usb3_ports=1, storage_slots="microSD")
    vague = part("switch", ports=5)

    assert board.port_count(PortKind.USB_DATA) == 3
    assert board.port_count(PortKind.USB_DATA, 5000) == 1
    assert board.port_count(PortKind.ETHERNET) == 0
    # What nobody says it carries is a port all the same, but good for no grade.
    assert vague.port_count(PortKind.ETHERNET) == 5
    assert vague.port_count(PortKind.ETHERNET, 100) == 0


def test_a_need_is_told_by_its_kinds() -> None:
    board = part("board", nic_mbps=100, power_connector="barrel")
    barrel = Port(kind=PortKind.BARREL_POWER, grade=None)

    assert board.need(PortKind.USB_POWER, PortKind.BARREL_POWER) == barrel
    assert board.need(PortKind.USB_POWER) is None


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_is_a_class_of_its_name_with_a_title(category: str) -> None:
    made = part(category)
    assert type(made) is CATEGORIES[category]
    assert made.category == category
    assert CATEGORY_TITLES[category]
    assert type(made).__module__ == f"planner.model.parts.{category}"
    assert type(made).__doc__


def test_the_names_of_categories_are_those_of_the_registry() -> None:
    assert get_args(Category) == tuple(CATEGORIES)


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_column_of_a_part_is_described(category: str) -> None:
    fields = CATEGORIES[category].model_fields
    assert [
        name for name, field in fields.items() if name != "category" and not field.description
    ] == []


def test_slots_may_be_given_as_words_too() -> None:
    assert part("board", storage_slots=("SD", "USB")).storage_slots == ("SD", "USB")  # type: ignore[union-attr]


@pytest.mark.parametrize("number", ["00123", "NA", "TL-SG108", "a/b"])
def test_part_numbers_stay_text(number: str) -> None:
    assert part("other", part_number=number).part_number == number


@pytest.mark.parametrize(
    "wrong",
    [
        {"part_number": "two words"},
        {"part_number": ""},
        {"part_number": "-x"},
        {"part_number": "a,b"},
        {"name": ""},
        {"source": ""},
        {"power_max_w": 4.2},
        {"power_max_w": "-1"},
        {"category": "gadget"},
        {"colour": "blue"},
    ],
)
def test_what_is_not_a_part_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        part(**{"category": "other", **wrong})


@pytest.mark.parametrize(
    ("cell", "slots"),
    [(None, None), ("none", ()), ((), ()), ("SD", ("SD",)), ("SD; NVMe", ("SD", "NVMe"))],
)
def test_no_slot_for_storage_is_not_the_same_as_none_that_is_known(cell: Any, slots: Any) -> None:
    assert part("board", storage_slots=cell).storage_slots == slots  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("facts", "day", "life"),
    [
        ({}, "2026-01-01", "unknown"),
        ({"made_until": "2030-01-01"}, "2026-01-01", "made"),
        ({"made_until": "2030-01-01"}, "2030-01-01", "made"),
        # A promise is a floor: that it has passed says neither made nor ended.
        ({"made_until": "2030-01-01"}, "2030-01-02", "unknown"),
        ({"ended_on": "2014-07-14"}, "2014-07-13", "made"),
        ({"ended_on": "2014-07-14"}, "2014-07-14", "ended"),
        ({"made_until": "2026-01-01", "ended_on": "2027-06-30"}, "2027-01-01", "made"),
        ({"made_until": "2026-01-01", "ended_on": "2027-06-30"}, "2028-01-01", "ended"),
    ],
)
@pytest.mark.parametrize("category", CATEGORIES)
def test_a_part_is_made_ended_or_unknown_on_a_day(
    category: str, facts: dict[str, str], day: str, life: str
) -> None:
    source = {"lifecycle_source": "https://example.org"} if facts else {}
    assert part(category, **facts, **source).lifecycle_on(date.fromisoformat(day)) == life


@pytest.mark.parametrize(
    "facts",
    [
        {"made_until": "2030-01-01"},
        {"ended_on": "2030-01-01"},
        {"made_until": "2030-01-01", "ended_on": "2029-12-31", "lifecycle_source": "s"},
    ],
)
def test_a_life_without_a_source_or_with_a_contradiction_is_refused(facts: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        part("switch", **facts)


@pytest.mark.parametrize("column", ["width_mm", "depth_mm", "height_mm"])
def test_a_size_is_more_than_nothing_and_no_larger_than_a_room(column: str) -> None:
    made = part("switch", **{column: "107.16"})

    assert str(getattr(made, column)) == "107.16"
    for wrong in ("0", "-1", "NaN", "Infinity", "5001", "158 mm", True):
        with pytest.raises(ValidationError):
            part("switch", **{column: wrong})


@pytest.mark.parametrize(
    ("written", "stands"), [("", False), ("10", False), ("10;19", False), ("none", True)]
)
def test_what_no_rails_hold_stands_on_a_shelf(written: str, stands: bool) -> None:
    switch = part("switch", **({"rack_widths_in": written} if written else {}))

    assert isinstance(switch, InRack)
    assert switch.stands == stands


@pytest.mark.parametrize(
    ("category", "facts"),
    [
        # What an inventory of racks says of a type of device, or of a rack.
        ("switch", {"rack_u": "1", "rack_full_depth": False, "rack_widths_in": "19"}),
        ("switch", {"rack_u": "0.5", "rack_widths_in": "10;19"}),
        ("other", {"kind": "power strip", "rack_u": "0"}),
        ("board", {"rack_u": "2", "rack_full_depth": True, "rack_widths_in": "19"}),
        *(
            ("rack", {"kind": "rack", "rack_u": "42", "rack_widths_in": width})
            for width in ("10", "19", "21", "23")
        ),
    ],
)
def test_rack_units_depth_and_width_can_be_said_of_devices_and_racks(
    category: str, facts: dict[str, Any]
) -> None:
    made = part(category, **facts)

    assert isinstance(made, InRack)
    assert str(made.rack_u) == facts["rack_u"]
    assert made.rack_full_depth == facts.get("rack_full_depth")
