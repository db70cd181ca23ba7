"""Who names a board has what it cannot do without, too: at an old price, if there is no other."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.sizing.size import size
from planner.jobs.sizing import plan_of
from planner.model.cost_question import BUILD_S_OWN
from planner.model.parts import Hat
from planner.model.requirement import Wanted
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.sizing.test_modules_and_memory import barebone, carrier, memory, module
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    nic,
    part,
    patch,
    shop,
    supply,
    switch,
    wish,
)
from tests.plans import ON, offer

OLD = ON - timedelta(days=300)  # more than nine months before
REST: tuple[Any, ...] = (
    (card("card"), "5.00"),
    (switch("sw", 8, 1000), "25.00"),
    (patch(), "1.00"),
)


def old(item: Any, price: str = "10.00") -> Any:
    return item, [offer(item.part_number, price, quoted_on=OLD)]


def shelf(*wares: Any) -> Any:
    return shop(*wares, *REST)


def sized(*wares: Any, **wishes: Any) -> Sizing:
    return size(wish(**{"nodes": 2, **wishes}), shelf(*wares), RATES)


def parts_of(found: Sizing) -> set[str]:
    assert found.build is not None, reasons(found)
    return {each.part_number for each in found.build.positions}


def told(found: Sizing) -> list[str]:
    return [each.message for each in found.findings if each.code == "part-anyway"]


MODULE = (module(), "40.00")
TWELVE = (supply("twelve", 12, 60), "20.00")


def test_a_named_module_has_a_carrier_at_an_old_price_and_a_warning_tells_it() -> None:
    wares = (MODULE, old(carrier()), TWELVE)
    found = sized(*wares, only=("cm",))

    assert parts_of(found) == {"cm", "c", "card", "twelve", "patch"}
    [why] = told(found)
    assert why == (
        "c is included because a part that you require needs it, and nothing else for sale fits. "
        "It has not been seen for sale since 2019-08-22."
    )
    # Its plan at the prices it was chosen by has the same total, and says the same.
    plan = plan_of(found, shelf(*wares), BUILD_S_OWN)
    assert all(line.price is not None for line in plan.bill.lines)
    assert [each.message for each in plan.findings if each.code == "part-anyway"] == told(found)


def test_a_module_that_nobody_names_has_no_carrier_of_old_prices() -> None:
    assert sized(MODULE, old(carrier()), TWELVE).build is None


def test_a_carrier_that_is_for_sale_is_taken_and_not_a_cheaper_one_of_long_ago() -> None:
    found = sized(MODULE, (carrier("dear"), "90.00"), old(carrier()), TWELVE, only=("cm",))

    assert parts_of(found) == {"cm", "dear", "card", "twelve", "patch"}
    assert not told(found)


def test_beside_a_carrier_of_which_too_little_is_known_one_of_long_ago_is_taken() -> None:
    vague = (carrier("vague", storage_slots=None), "20.00")
    found = sized(MODULE, vague, old(carrier()), TWELVE, only=("cm",))

    assert parts_of(found) == {"cm", "c", "card", "twelve", "patch"}
    assert len(told(found)) == 1


def test_where_another_named_board_can_be_every_node_nothing_old_is_needed() -> None:
    pi = (board("pi", includes=("power supply",)), "300.00")
    wares = (MODULE, old(carrier()), TWELVE, pi)

    assert "pi" in parts_of(sized(*wares, only=("cm", "pi")))
    # Both have to be there: then each is helped.
    must = tuple(Wanted(part_number=each) for each in ("cm", "pi"))
    both = sized(*wares, must=must, roles=())
    assert both.build is None or "c" in parts_of(both)


def test_an_adapter_between_module_and_carrier_may_be_of_long_ago_as_well() -> None:
    between = part(Hat, "between", fits="cm", goes_into="c")
    found = sized(MODULE, old(carrier(fits="another")), old(between), TWELVE, only=("cm",))

    assert {"between", "c"} <= parts_of(found)


def test_after_the_carrier_comes_the_supply_that_alone_is_strong_enough() -> None:
    weak = (supply("weak", 12, 5), "5.00")
    found = sized(MODULE, old(carrier()), weak, old(supply("strong", 12, 60)), only=("cm",))

    assert {"c", "strong"} <= parts_of(found)
    assert len(told(found)) == 2


def test_a_carrier_for_which_every_supply_is_too_weak_says_so() -> None:
    weak = (supply("weak", 12, 5), "5.00")
    found = sized(MODULE, (carrier(), "90.00"), weak)

    assert found.build is None
    assert (
        "Not used (no charger is known to supply the watts or amps that it needs): c."
        in reasons(found)
    )


BARREL = {
    "power_connector": "barrel",
    "supply_v": Decimal(5),
    "supply_ma": 2000,
}


def test_a_cable_of_long_ago_is_enough_where_its_socket_is_for_sale() -> None:
    five = (board("five", **BARREL), "30.00")
    lead = old(cord("lead", "USB-A", "barrel"))
    usb = (charger("usb", 10, 60), "40.00")
    found = sized(five, lead, usb, old(supply("brick", 5)), only=("five",))

    assert {"lead", "usb"} <= parts_of(found)
    assert len(told(found)) == 1


def test_where_no_cable_helps_a_supply_of_long_ago_does() -> None:
    nine = (board("nine", **(BARREL | {"supply_v": Decimal(9)})), "30.00")
    lead = old(cord("lead", "USB-A", "barrel"))
    other = old(charger("other", 4, 60, connector="USB-C"))
    found = sized(nine, lead, other, old(supply("brick", 9)), only=("nine",))

    assert parts_of(found) == {"nine", "brick", "card", "sw", "patch"}


def test_a_network_adapter_of_long_ago_is_taken_for_a_named_board_without_a_port() -> None:
    bare = (board("bare", nic_mbps=0, includes=("power supply",)), "30.00")
    found = sized(bare, old(nic("usb")), old(nic("small", plug="micro-USB")), only=("bare",))

    assert parts_of(found) == {"bare", "usb", "card", "sw", "patch"}


def test_memory_of_long_ago_is_taken_for_a_named_barebone() -> None:
    other = memory("laptop", 4, kind="DDR3 SO-DIMM")
    found = sized(
        (barebone(), "100.00"), old(memory("four", 4)), old(other, "1.00"), only=("bare",)
    )

    assert parts_of(found) == {"bare", "four", "card", "sw", "patch"}


@pytest.mark.parametrize(
    "wishes",
    [
        {"must_not": ("c",)},  # refused
        {"isa": ("x86-64",)},  # no part would help
    ],
)
def test_what_is_refused_or_of_no_help_is_not_taken(wishes: dict[str, Any]) -> None:
    found = sized(MODULE, old(carrier()), TWELVE, only=("cm",), **wishes)

    assert found.build is None
    assert not told(found)
