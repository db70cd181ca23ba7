"""Modules have their place in a case, or on the rails of a rack, with the carrier they sit on."""

from decimal import Decimal
from typing import Any

from planner.engine.sizing.size import size
from planner.model.parts import Carrier, Case, PortKind
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.sizing.test_indispensable import old, parts_of
from tests.engine.sizing.test_modules_and_memory import (
    REST,
    carrier,
    left_out,
    module,
    pieces,
    sized,
)
from tests.engine.sizing.test_rack_units import market, placed
from tests.engine.sizing_cases import RATES, board, card, part, shop, supply, switch, wish


def case(number: str, fits: str, shelves: int = 1, **facts: Any) -> Case:
    made: Case = part(Case, number, shelves=shelves, fits=fits, **facts)
    return made


def why_of(found: Sizing, number: str) -> str:
    assert found.build is not None
    return next(each.why for each in found.build.positions if each.part_number == number)


def test_a_carrier_takes_one_place_with_all_its_modules() -> None:
    found = sized(
        (module(), "40.00"), (carrier(), "150.00"), (case("shelf", "c"), "30.00"),
        nodes=6, shelves=True,
    )  # fmt: skip

    assert pieces(found) == {"cm": 6, "card": 6, "c": 2, "twelve": 2, "patch": 2, "shelf": 2}
    assert found.build is not None
    held = [(w.device, w.unit, w.unit_port) for w in found.build.wiring if w.kind is PortKind.SHELF]
    assert held == [("c#1", "shelf#1", 1), ("c#2", "shelf#2", 1)]
    assert why_of(found, "shelf") == "slots for 2 carriers"


def test_boards_and_carriers_share_a_case_that_is_made_for_both() -> None:
    roles = [{"name": "head", "nodes": 1, "ram_gb": 4}]
    found = sized(
        (module(), "10.00"), (carrier(slots=1, interfaces="1 x 1G RJ45", switch_mbps=0), "20.00"),
        (board("pi", ram_mb=4096, power_connector="mains"), "60.00"),
        (case("box", "c, pi", 4), "30.00"),
        nodes=3, roles=roles, shelves=True,
    )  # fmt: skip

    assert pieces(found)["box"] == 1
    assert why_of(found, "box") == "slots for 1 board and 2 carriers"


def test_a_carrier_that_no_case_is_made_for_is_told_where_its_modules_are_left_out() -> None:
    found = sized(
        (module(), "40.00"), (carrier(), "150.00"), (case("other", "pi"), "9.00"),
        nodes=4, shelves=True,
    )  # fmt: skip

    assert found.build is None
    said = "no carrier that takes it can be used: no case is known to be made for them"
    assert said in left_out(found)


def test_a_carrier_on_rails_takes_its_units_of_the_rack_and_no_case() -> None:
    rails: Any = placed(carrier(), "1", "19")
    wares = (module(), "40.00"), (rails, "150.00")
    found = sized(*wares, nodes=8, rack_units=2)

    assert pieces(found)["c"] == 2
    assert sized(*wares, nodes=8, rack_units=1).build is None
    narrow = sized((module(), "40.00"), (placed(carrier(), "1", "10"), "150.00"), nodes=4,
                   rack_units=4)  # fmt: skip
    assert "can be used: they do not mount in a 19-inch rack" in left_out(narrow)


def test_a_shelf_of_the_rack_holds_the_carrier_it_is_made_for() -> None:
    shelf: Any = placed(case("shelf", "c"), "1", "19")
    wares = (module(), "40.00"), (carrier(), "150.00"), (shelf, "30.00")

    assert pieces(sized(*wares, nodes=8, rack_units=2))["shelf"] == 2
    assert sized(*wares, nodes=8, rack_units=1).build is None


def test_a_carrier_whose_maker_says_that_it_needs_a_case_gets_one_unasked() -> None:
    bare: Any = carrier(requires=("case",))
    found = sized((module(), "40.00"), (bare, "150.00"), (case("shelf", "c"), "30.00"), nodes=4)

    assert pieces(found)["shelf"] == 1


def test_a_named_module_has_the_case_of_its_carrier_at_an_old_price() -> None:
    shelf = old(case("shelf", "c"))
    wares = (module(), "40.00"), (carrier(), "150.00"), shelf, *REST
    wishes: dict[str, Any] = {"nodes": 4, "shelves": True}
    assert size(wish(**wishes), shop(*wares), RATES).build is None

    found = size(wish(**wishes, boards=("cm",)), shop(*wares), RATES)
    assert parts_of(found) == {"cm", "card", "c", "twelve", "patch", "shelf"}, reasons(found)


def test_only_carriers_that_can_be_housed_are_chosen() -> None:
    cheap: Any = part(
        Carrier, "cheap", slots=4, fits="cm", ports=1, switch_mbps=1000, supply_ma=1000,
        power_connector="barrel", supply_v=Decimal(12), storage_slots=("microSD",),
    )  # fmt: skip
    wares = (module(), "40.00"), (carrier(), "150.00"), (cheap, "20.00")
    rest = ((card("card"), "5.00"), (supply("twelve", 12, 60), "20.00"), (switch("sw", 8, 1000),
            "25.00"))  # fmt: skip
    found = size(
        wish(nodes=4, shelves=True), shop(*wares, *rest, (case("shelf", "c"), "30.00")), RATES
    )

    assert "cheap" not in pieces(found)
    assert pieces(found)["c"] == 1


def test_a_carrier_on_rails_that_no_module_here_goes_into_leaves_the_rack_to_the_boards() -> None:
    asked = wish(nodes=4, rack_units=3, rack_width_in="10")
    rails: Any = placed(carrier(), "9", "10")
    with_it = size(asked, market((rails, "1"), (supply("twelve", 12, 60), "1")), RATES)
    without = size(asked, market(), RATES)

    assert with_it.build is not None
    assert without.build is not None
    assert "c" not in parts_of(with_it)
    assert with_it.build.positions == without.build.positions
