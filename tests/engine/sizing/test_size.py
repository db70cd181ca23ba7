"""Sizing by small catalogs whose best build a person can work out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from pydantic import ValidationError

from planner.engine.sizing import proven as proof
from planner.engine.sizing import size as sizing
from planner.engine.sizing.size import Sizer, size
from planner.engine.solving.by_parts import minimize_by_parts
from planner.engine.solving.effort import OutOfTimeError
from planner.engine.solving.solver import Answer, Program, minimize
from planner.model.catalog import Catalog
from planner.model.findings import PlannerError, Severity
from planner.model.money import Money
from planner.model.parts import Case, Other
from planner.model.proof import Status, gap_in_percent
from planner.model.requirement import Role, Wanted
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.efforts import in_time
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    in_packs,
    nic,
    part,
    patch,
    shop,
    switch,
    wish,
)
from tests.plans import ON, offer

# What a cluster like Kraken is made of, at round prices. A 60 W charger less 20 % runs nine of 5 W.
WARES: tuple[Any, ...] = (
    (board("pi"), "50.00"),
    (card("card-16"), "10.00"),
    (card("card-32", 32), "15.00"),
    (charger("usb-10", 10, 60), "40.00"),
    (switch("sw-8", 8), "26.46"),
    (switch("sw-16", 16), "195.03"),
    (patch(), "1.00"),
    (cord(), "2.00"),
)


def sized(*wares: Any, **wishes: Any) -> Sizing:
    """Return what these wishes come to with these parts, else with the usual ones."""
    return size(wish(**wishes), shop(*(wares or WARES)), RATES)


def pieces(found: Sizing) -> dict[str, int]:
    """Return how many of each part are in the proposed build."""
    assert found.build is not None, reasons(found)
    counts: dict[str, int] = {}
    for position in found.build.positions:
        counts[position.part_number] = counts.get(position.part_number, 0) + position.quantity
    return counts


def costs(found: Sizing) -> str:
    """Return what the proposed build costs."""
    assert found.bom is not None, reasons(found)
    return str(found.bom.total)


def left_out(found: Sizing) -> str:
    """Return the sentences about parts that were not considered."""
    return "\n".join(line for line in reasons(found) if line.startswith("Not used"))


# --- switches ------------------------------------------------------------------------------------


def test_an_8_port_switch_serves_seven_nodes_and_the_router() -> None:
    found = sized(nodes=7)

    assert pieces(found) == {
        "pi": 7, "card-16": 7, "usb-10": 1, "sw-8": 1, "patch": 8, "cord": 7,
    }  # fmt: skip
    # 7 × 50 + 7 × 10 + 40 + 26.46 + 8 × 1 + 7 × 2
    assert costs(found) == "S$508.46"
    assert (found.status, found.gap, str(found.bound)) == ("optimal", 0, "S$508.46")


def test_the_eighth_node_wants_a_second_switch_or_a_larger_one() -> None:
    assert pieces(sized(nodes=8))["sw-8"] == 2
    assert pieces(sized(nodes=8))["patch"] == 10
    assert pieces(sized(nodes=8, cascade=False))["sw-16"] == 1


def test_two_8_port_switches_serve_thirteen_nodes_and_no_more() -> None:
    assert pieces(sized(nodes=13))["sw-8"] == 2
    assert pieces(sized(nodes=14))["sw-8"] == 3


def test_without_a_cascade_the_largest_switch_ends_it() -> None:
    assert sized(nodes=15, cascade=False).status is Status.OPTIMAL
    assert sized(nodes=16, cascade=False).status is Status.INFEASIBLE


def test_every_uplink_takes_a_port() -> None:
    assert pieces(sized(nodes=7, uplinks=0))["patch"] == 7
    assert pieces(sized(nodes=7, uplinks=2))["sw-8"] == 2


def test_a_switch_is_as_fast_as_the_fastest_wish() -> None:
    fast = [(board("fast", nic_mbps=1000), "60.00"), (switch("sw-8g", 8, 1000), "35.00")]

    found = sized(*WARES, *fast, nodes=3, roles=(Role(name="store", mbps=1000),))

    assert pieces(found)["sw-8g"] == 1
    assert "sw-8" not in pieces(found)


# --- power ---------------------------------------------------------------------------------------


def test_a_60_w_charger_runs_four_boards_of_12_5_w_and_two_of_them_eight() -> None:
    wares = [each for each in WARES if each[0].part_number != "pi"]
    wares.append((board("pi", supply_ma=2500, supply_v=Decimal(5)), "50.00"))
    wishes: dict[str, Any] = {"power_by": "supply", "headroom_percent": 0}

    assert pieces(sized(*wares, nodes=4, **wishes))["usb-10"] == 1
    assert pieces(sized(*wares, nodes=8, **wishes))["usb-10"] == 2
    assert pieces(sized(*wares, nodes=9, **wishes))["usb-10"] == 3


def test_headroom_is_kept_free_on_every_unit() -> None:
    assert pieces(sized(nodes=9))["usb-10"] == 1
    assert pieces(sized(nodes=10))["usb-10"] == 2
    assert pieces(sized(nodes=10, headroom_percent=0))["usb-10"] == 1


def test_boards_of_two_roles_share_a_charger_as_far_as_its_watts_go() -> None:
    """One hungry board of 20 W leaves 28 W of 48: five more of 5 W, on six outlets of ten."""
    hungry = board("hungry", ram_mb=8192, power_max_w=Decimal(20))
    role = Role(name="master", ram_gb=8)

    assert pieces(sized(*WARES, (hungry, "90.00"), nodes=6, roles=(role,)))["usb-10"] == 1
    assert pieces(sized(*WARES, (hungry, "90.00"), nodes=7, roles=(role,)))["usb-10"] == 2


def test_by_typical_draw_the_peak_is_a_warning() -> None:
    found = sized(nodes=13, power_by="typical", headroom_percent=20)

    assert pieces(found)["usb-10"] == 2
    assert "watts-peak" not in [finding.code for finding in found.findings]
    wares = [each for each in WARES if each[0].part_number != "usb-10"]
    tight = sized(*wares, (charger("usb-10", 10, 30), "40.00"), nodes=10, power_by="typical")
    assert "watts-peak" in [finding.code for finding in tight.findings]


def test_an_outlet_that_is_too_weak_powers_nothing() -> None:
    """5 W at 5 V are 1000 mA."""
    wares = [each for each in WARES if each[0].part_number != "usb-10"]
    weak = charger("weak", 10, 60, port_max_ma=900)
    strong = charger("strong", 10, 60, port_max_ma=1000)

    assert sized(*wares, (weak, "10.00"), nodes=2).status is Status.INFEASIBLE
    assert pieces(sized(*wares, (weak, "10.00"), (strong, "50.00"), nodes=2))["strong"] == 1


def test_a_supply_with_a_fixed_lead_needs_no_lead_and_fits_one_plug() -> None:
    wares = [each for each in WARES if each[0].part_number != "usb-10"]
    micro = charger("micro", 1, 13, connector="micro-USB")
    type_c = charger("type-c", 1, 15, connector="USB-C")

    found = sized(*wares, (micro, "8.00"), (type_c, "7.00"), nodes=2)

    assert pieces(found)["micro"] == 2
    assert "cord" not in pieces(found)


def test_where_nobody_sells_a_power_lead_the_rules_miss_it() -> None:
    found = sized(*WARES[:-1], nodes=2)

    assert pieces(found)["usb-10"] == 1
    assert "power-leads-short" in [finding.code for finding in found.findings]


def test_power_may_be_left_to_the_person() -> None:
    found = sized(nodes=2, power="none")

    assert set(pieces(found)) == {"pi", "card-16", "sw-8", "patch"}


def test_a_board_on_mains_needs_no_charger() -> None:
    wares = (*WARES[1:], (board("mini", power_connector="mains", power_max_w=None), "90.00"))

    assert "usb-10" not in pieces(sized(*wares, nodes=2))


# --- nodes ---------------------------------------------------------------------------------------


def test_the_master_may_have_a_larger_card_than_the_others() -> None:
    found = sized(nodes=7, storage_gb=16, roles=(Role(name="master", storage_gb=32),))

    assert found.build is not None
    cards = [(p.role, p.part_number, p.quantity) for p in found.build.positions if "card" in p.slot
             or p.slot == "storage"]  # fmt: skip
    assert cards == [("master", "card-32", 1), ("node", "card-16", 6)]


def test_nodes_are_as_many_as_the_sums_need() -> None:
    """Four cores, 1 GB and 16 GB each."""
    assert pieces(sized(cores=9))["pi"] == 3
    assert pieces(sized(total_ram_gb=5))["pi"] == 5
    assert pieces(sized(total_storage_gb=33))["card-32"] == 2
    assert pieces(sized(cores=9, nodes=5))["pi"] == 5


def test_sums_count_the_nodes_of_roles_too() -> None:
    found = sized(cores=4, roles=(Role(name="master", nodes=1),))

    assert pieces(found)["pi"] == 1


def test_storage_on_board_counts_and_boots() -> None:
    soldered = board("soldered", storage_slots=(), storage_onboard_gb=32)

    found = sized(*WARES[1:], (soldered, "60.00"), total_storage_gb=40)

    assert pieces(found)["soldered"] == 2
    assert not {"card-16", "card-32"} & set(pieces(found))


def test_a_slow_board_reaches_the_wish_with_an_adapter() -> None:
    wares = (*WARES, (nic("usb-nic"), "12.00"), (switch("sw-8g", 8, 1000), "35.00"))

    found = sized(*wares, nodes=2, mbps=400)

    assert pieces(found)["usb-nic"] == 2
    assert found.build is not None
    kinds = [(w.device, w.unit) for w in found.build.wiring if w.device.startswith("usb-nic")]
    assert kinds[:2] == [("usb-nic#1", "sw-8g#1"), ("usb-nic#1", "pi#1")]


def test_of_two_like_adapters_the_cheaper_is_taken_unless_the_other_is_required() -> None:
    wares = (*WARES, (nic("dear"), "20.00"), (nic("cheap"), "12.00"))
    wares = (*wares, (switch("sw-8g", 8, 1000), "35.00"))

    best = sized(*wares, nodes=2, mbps=400)
    asked = sized(*wares, nodes=2, mbps=400, must=(Wanted(part_number="dear"),))

    assert best.status is asked.status is Status.OPTIMAL
    assert pieces(best)["cheap"] == 2
    assert "dear" not in pieces(best)
    assert pieces(asked)["dear"] >= 1


def test_no_board_is_left_a_way_to_the_network_with_an_adapter_that_is_left_out() -> None:
    wares = (*WARES, (nic("dear"), "20.00"), (nic("cheap"), "12.00"))
    wares = (*wares, (switch("sw-8g", 8, 1000), "35.00"))

    found = Sizer(wish(nodes=2, mbps=400), shop(*wares), RATES).found

    assert [each.part_number for each in found.adapters] == ["cheap"]
    ways = (way for fit in found.boards for mine in fit.ways.values() for way in mine)
    assert {way.beside for way in ways} == {"cheap"}


def test_usb_2_and_measurements_bound_what_an_adapter_reaches() -> None:
    fast = (switch("sw-8g", 8, 1000), "35.00")
    measured = nic("usb-nic", measured_mbps=Decimal(224), measured_on="pi")

    assert sized(*WARES, (nic("usb-nic"), "12.00"), fast, nodes=2, mbps=481).build is None
    assert sized(*WARES, (measured, "12.00"), fast, nodes=2, mbps=248).build is not None
    assert sized(*WARES, (measured, "12.00"), fast, nodes=2, mbps=249).build is None
    assert sized(*WARES, (nic("x", host="PCIe"), "12.00"), fast, nodes=2, mbps=200).build is None


def test_a_board_without_network_gets_an_adapter() -> None:
    zero = board("zero", nic_mbps=0)

    found = sized(*WARES[1:], (zero, "10.00"), (nic("usb-nic"), "12.00"), nodes=2)

    assert pieces(found)["usb-nic"] == 2


def test_storage_on_usb_takes_a_port_of_the_board() -> None:
    stick = card("stick", 64, "USB")
    wares = [each for each in WARES if each[0].category != "storage"]

    found = sized(*wares, (stick, "9.00"), nodes=1)

    assert found.build is not None
    assert [w.kind for w in found.build.wiring if w.device == "stick#1"] == ["usb_data"]


def test_a_microsd_card_fits_the_large_slot() -> None:
    old = board("old", storage_slots=("SD",))

    found = sized(*WARES[1:], (old, "20.00"), nodes=1)

    assert found.build is not None
    assert [w.kind for w in found.build.wiring if w.device == "card-16#1"] == ["SD"]


# --- what the person has, wants and refuses ------------------------------------------------------


def test_what_is_owned_costs_nothing_and_is_wired_all_the_same() -> None:
    found = sized(nodes=3, owned=({"part_number": "pi", "quantity": 2},), spares=2)

    assert found.build is not None
    boards = [(p.quantity, p.owned, p.spares) for p in found.build.positions if p.slot == "board"]
    assert boards == [(2, True, 0), (3, False, 2)]
    # 3 more boards, 5 cards, charger, switch, 4 network leads, 3 power leads
    assert costs(found) == "S$276.46"
    assert len({w.device for w in found.build.wiring if w.device.startswith("pi#")}) == 3


def test_of_what_costs_nothing_no_more_is_taken_than_is_needed() -> None:
    owned = (
        {"part_number": "usb-10", "quantity": 20},
        {"part_number": "sw-8", "quantity": 4},
        {"part_number": "cord", "quantity": 50},
    )

    taken = pieces(sized(nodes=3, owned=owned))

    assert (taken["usb-10"], taken["sw-8"], taken["cord"]) == (1, 1, 3)
    wares = [each for each in WARES if each[0].part_number not in ("usb-10", "patch")]
    gifts = ((charger("gift", 10, 60), "0.00"), (patch(), "0.00"))
    given = pieces(sized(*wares, *gifts, nodes=3))
    assert (given["gift"], given["patch"]) == (1, 4)


def test_a_part_without_a_price_is_used_only_if_it_is_owned() -> None:
    gift = board("gift", ram_mb=4096)

    assert "gift" in left_out(sized(*WARES, gift, nodes=1))
    found = sized(*WARES, gift, nodes=1, ram_gb=2, owned=({"part_number": "gift"},))
    assert pieces(found)["gift"] == 1
    assert sized(*WARES, gift, nodes=2, ram_gb=2, owned=({"part_number": "gift"},)).build is None


def test_a_wanted_part_is_in_and_a_refused_one_is_not() -> None:
    fan = part(Other, "fan")
    wares = (*WARES, (fan, "5.00"))

    assert pieces(sized(*wares, nodes=2, must=({"part_number": "sw-16"},)))["sw-16"] == 1
    assert pieces(sized(*wares, nodes=2, must=({"part_number": "fan", "quantity": 3},)))["fan"] == 3
    refused = sized(nodes=2, must_not=("sw-8",))
    assert pieces(refused)["sw-16"] == 1
    assert "(excluded by you): sw-8." in left_out(refused)


def test_of_a_category_only_the_named_parts_are_taken() -> None:
    found = sized(nodes=2, only=("sw-16",))

    assert pieces(found)["sw-16"] == 1
    assert pieces(found)["pi"] == 2


@pytest.mark.parametrize("wishes", [{"must": ({"part_number": "x"},)}, {"must_not": ("x",)}])
def test_a_part_that_nobody_knows_is_named(wishes: dict[str, Any]) -> None:
    with pytest.raises(PlannerError, match="There is no part 'x'"):
        sized(nodes=1, **wishes)


def test_cases_hold_every_board_if_asked_for() -> None:
    four, eight = (part(Case, f"case-{n}", shelves=n, fits="pi") for n in (4, 8))
    vague = part(Case, "vague", fits="pi")
    wares = (*WARES, (four, "10.00"), (eight, "25.00"), (vague, "1.00"))

    found = sized(*wares, nodes=7, shelves=True)

    assert pieces(found)["case-4"] == 2
    assert found.build is not None
    assert sum(w.kind == "shelf" for w in found.build.wiring) == 7
    assert "(its number of board slots is not known): vague." in left_out(found)


def test_a_budget_is_a_limit() -> None:
    assert sized(nodes=7, budget=Decimal("508.46")).build is not None
    assert sized(nodes=7, budget=Decimal("508.45")).status is Status.INFEASIBLE


def test_a_budget_of_just_what_a_build_in_another_currency_costs_is_enough() -> None:
    def abroad(price: str, **wishes: Any) -> Sizing:
        wares = (ware for ware in WARES if ware[0].part_number != "pi")
        return sized(*wares, (board("pi"), [offer("pi", price, "USD")]), nodes=7, **wishes)

    for price in ("35.85", "35.86", "35.87", "35.88", "35.89", "35.90"):
        free = abroad(price).bom
        assert free is not None
        assert free.total is not None
        # What the program counts in thousandths of a cent may be above it, or below.
        cost = free.total.amount
        assert abroad(price, budget=cost).bom == free
        assert abroad(price, budget=cost - Decimal("0.01")).status is Status.INFEASIBLE


# --- other aims ----------------------------------------------------------------------------------


def test_as_many_nodes_as_a_budget_buys() -> None:
    """Each further node is 63.00; the first costs 132.46 with switch, charger and uplink."""
    found = sized(objective="nodes", budget=Decimal(450))

    assert pieces(found)["pi"] == 6
    assert costs(found) == "S$445.46"


def test_as_many_cores_as_a_budget_buys() -> None:
    big = board("big", cores=8)

    assert pieces(sized(*WARES, (big, "70.00"), objective="cores", budget=Decimal(300)))["big"] == 2


def test_the_least_watts_come_before_the_least_cost() -> None:
    frugal = board("frugal", power_max_w=Decimal(3))

    assert pieces(sized(*WARES, (frugal, "80.00"), nodes=2, objective="watts"))["frugal"] == 2
    assert pieces(sized(*WARES, (frugal, "80.00"), nodes=2))["pi"] == 2


# --- prices --------------------------------------------------------------------------------------


def test_leads_in_packs_are_bought_whole() -> None:
    wares = [each for each in WARES if each[0].part_number != "patch"]
    packed = (patch(), in_packs("patch", "3.00", 5))

    # 3 nodes and 1 to the router: 4 leads are one pack
    assert costs(sized(*wares, packed, nodes=3)) == "S$255.46"
    assert costs(sized(*wares, packed, nodes=5)) == "S$382.46"


def test_a_price_below_a_cent_is_rounded_once_for_all_pieces() -> None:
    wares = [each for each in WARES if each[0].part_number != "patch"]

    found = sized(*wares, (patch(), "0.025"), nodes=4)

    # 4 boards, cards and power leads, charger, switch, and 5 × S$0.025 = S$0.125
    assert costs(found) == "S$314.59"


def test_an_offer_in_another_currency_is_converted_as_the_bill_converts_it() -> None:
    wares = [each for each in WARES if each[0].part_number != "pi"]

    found = sized(*wares, (board("pi"), [offer("pi", "35.88", "USD")]), nodes=7)

    # 7 × US$35.88 = US$251.16, at 1 SGD = 0.71770 USD: S$349.95
    assert costs(found) == "S$508.41"


def test_the_offer_that_a_bill_would_take_is_the_one_that_counts() -> None:
    old = offer("pi", "1.00", quoted_on=ON - timedelta(days=800))
    later = offer("pi", "2.00", quoted_on=ON + timedelta(days=1))
    expired = offer("pi", "3.00", valid_until=ON - timedelta(days=1))
    close = [offer("pi", "50.00"), offer("pi", "35.89", "USD", sku="us")]
    unrated = offer("pi", "1.00", "CHF")
    wares = [each for each in WARES if each[0].part_number != "pi"]

    dearer = [offer("pi", "60.00", sku="dear"), close[0]]
    for offers in ([old, later, expired, close[0]], close, dearer, [unrated, close[0]]):
        assert costs(sized(*wares, (board("pi"), offers), nodes=7)) == "S$508.46"


def test_parts_that_were_last_priced_long_ago_may_be_left_out_unless_they_are_named() -> None:
    old = ON - timedelta(days=800)
    bargain = (board("bargain"), [offer("bargain", "1.00", quoted_on=old)])
    since = {"nodes": 1, "prices_since": old + timedelta(days=1)}

    assert pieces(sized(*WARES, bargain, nodes=1, prices_since="any"))["bargain"] == 1
    assert pieces(sized(*WARES, bargain, nodes=1, prices_since=old))["bargain"] == 1
    recent = sized(*WARES, bargain, **since)
    assert pieces(recent)["pi"] == 1
    assert f"(no price from {since['prices_since']} or later): bargain." in left_out(recent)
    pi = {"part_number": "bargain"}
    for named in ({"only": ("bargain",)}, {"must": (pi,)}, {"owned": (pi,)}):
        assert pieces(sized(*WARES, bargain, **since, **named))["bargain"] == 1


# --- why a part is left out ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "wishes", "reason"),
    [
        (board("x", ram_mb=None), {"ram_gb": 1}, "(its RAM is not known): x."),
        (board("x", ram_mb=512), {"ram_gb": 1}, "(too little RAM): x."),
        (board("x", isa=None), {"isa": ("arm64",)}, "(its CPU architecture is not known): x."),
        (board("x", isa="armv7"), {"isa": ("arm64",)}, "(not arm64): x."),
        (board("x", nic_mbps=None), {}, "its network is not known"),
        (
            board("x", nic_mbps=0, usb2_ports=0),
            {},
            "no wired network, and no USB port that an adapter",
        ),
        (
            board("x", nic_mbps=0, usb2_ports=None),
            {},
            "(network too slow, with any available adapter): x.",
        ),
        (
            board("x", power_max_w=None, supply_ma=None),
            {},
            "its peak draw and its recommended power supply are not known",
        ),
        (
            board("x", supply_ma=None),
            {"power_by": "supply"},
            "its recommended supply is not known",
        ),
        (
            board("x", power_max_w=None),
            {"objective": "watts"},
            "its peak draw is not known",
        ),
        (board("x", form="compute module"), {}, "it needs a carrier"),
        (board("x", power_connector="ATX"), {}, "no charger is known to fit its power plug"),
        (board("x", power_connector="PoE"), {}, "no charger is known to fit its power plug"),
        (
            board("x", power_max_w=Decimal(99)),
            {},
            "no charger is known to supply the watts or amps that it needs",
        ),
        (
            board("x", power_connector="barrel"),
            {},
            "no power supply or USB cable of its voltage has a barrel plug",
        ),
        (
            board("x", power_connector="barrel", supply_v=None),
            {},
            "the voltage of its barrel plug is not known",
        ),
        (
            board("x", power_connector="USB-C", supply_v=None),
            {},
            "the voltage of its USB plug is not known",
        ),
        (
            board("x", power_connector="USB-C", supply_v=Decimal(12)),
            {},
            "no charger is known to supply the volts that it takes over USB",
        ),
        (board("x", power_connector=None), {}, "(its power plug is not known): x."),
        (board("x", cores=None), {"cores": 4}, "its cores are not known"),
        (board("x", ram_mb=None), {"total_ram_gb": 1}, "its RAM is not known"),
        (card("x", slot=None), {}, "the slot or port it needs is not known"),
        (card("x", None), {"total_storage_gb": 1}, "its capacity is not known"),
        (card("x", None), {"storage_gb": 1}, "too little storage, or not known how much"),
        (charger("x", 4, None), {}, "its watts are not known"),
        (charger("x", None, 40), {}, "its number of outlets is not known"),
        (charger("x", 4, 40, connector=None), {}, "its outlets are not known"),
        (charger("x", 0, 40), {}, "no outlets that power a board"),
        (
            charger("x", 1, 40, connector="barrel"),
            {},
            "the voltage of its barrel plug is not known",
        ),
        (switch("x", None), {}, "its number of network ports is not known"),
        (switch("x", 8, None), {"mbps": 100}, "(its speed is not known): x."),
        (switch("x", 8, 10), {"mbps": 100}, "(slower than 100 Mbit/s): x."),
    ],
)
def test_a_part_whose_facts_are_not_known_is_left_out_and_named(
    item: Any, wishes: dict[str, Any], reason: str
) -> None:
    found = sized(*WARES, (item, "0.01"), **({"nodes": 2} | wishes))

    assert reason in left_out(found)
    assert "x" in left_out(found)
    assert "x" not in pieces(found)


def test_a_part_that_sizing_does_not_choose_may_lack_a_price() -> None:
    assert "fan" not in left_out(sized(*WARES, part(Other, "fan"), nodes=1))


def test_a_wanted_charger_that_powers_no_board_is_bought_beside() -> None:
    carrier = (charger("carrier-psu", 1, 90, connector="ATX"), "7.00")

    found = sized(*WARES, carrier, nodes=1, must=({"part_number": "carrier-psu"},))

    assert pieces(found)["carrier-psu"] == 1
    assert "1 × carrier-psu: required by you." in reasons(found)


def test_storage_on_usb_leaves_a_port_for_an_adapter() -> None:
    wares = [each for each in WARES if each[0].category not in ("storage", "board")]
    one_port = (board("pi", usb2_ports=1), "50.00")

    assert sized(*wares, one_port, (card("stick", 64, "USB"), "9.00"), nodes=1).build is None


def test_many_parts_left_out_are_counted() -> None:
    vague = [(switch(f"x{index}", None), "1.00") for index in range(5)]

    assert "x0; x1; x2; and 2 more." in left_out(sized(*WARES, *vague, nodes=1))


# --- bugs are not hidden, and time runs out ------------------------------------------------------


def test_a_proposal_that_costing_counts_otherwise_is_refused() -> None:
    found = sized(nodes=1)
    assert found.bom is not None

    with pytest.raises(ValueError, match=r"costing says .*130\.46, the program 5 units"):
        sizing._refuse_disagreement(found, Answer(Status.OPTIMAL, (), 5, 5))


def test_a_proposal_that_breaks_a_rule_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = sized(nodes=1).findings[0].model_copy(update={"severity": Severity.ERROR})
    monkeypatch.setattr(proof, "judge", lambda plan: (broken,))

    with pytest.raises(ValueError, match="the proposal breaks a rule"):
        sized(nodes=1)


# --- one requirement after another ---------------------------------------------------------------


def sizer(*varies: str, **wishes: Any) -> Sizer:
    return Sizer(wish(**wishes), shop(*WARES), RATES, varies=varies)


def test_what_may_vary_is_sized_from_the_parts_that_were_read_once() -> None:
    several = sizer("nodes", "cores", nodes=3, cores=1)
    for wishes in ({"nodes": 2, "cores": 1}, {"nodes": 2, "cores": 8}, {"nodes": 5, "cores": 1}):
        assert several.best(wish(**wishes)).bom == sized(**wishes).bom


@pytest.mark.parametrize(
    ("varies", "read", "asked", "words"),
    [
        ((), {"nodes": 3}, {"nodes": 4}, "read for nodes 3, not 4"),
        (("nodes",), {"nodes": 3}, {"nodes": 4, "mbps": 1000}, "read for mbps None, not 1000"),
        (("cores",), {"nodes": 3}, {"nodes": 3, "cores": 4}, "read for cores None, not 4"),
        (("cores",), {"nodes": 3, "cores": 4}, {"nodes": 3}, "read for cores 4, not None"),
        (
            ("nodes",),
            {"nodes": 2, "roles": (Role(name="db", nodes=2),)},
            {"nodes": 3, "roles": (Role(name="db", nodes=2),)},
            r"not read for nodes of \['node'\]",
        ),
    ],
)
def test_what_the_parts_were_not_read_for_is_refused(
    varies: tuple[str, ...], read: dict[str, Any], asked: dict[str, Any], words: str
) -> None:
    several = sizer(*varies, **read)
    with pytest.raises(ValueError, match=words):
        several.best(wish(**asked))
    with pytest.raises(ValueError, match=words):
        several.program(wish(**asked))


def test_when_time_runs_out_before_anything_is_found_it_says_so() -> None:
    wanted = wish(nodes=8)

    assert size(wanted, shop(*WARES), RATES, effort=in_time(0)).status is Status.UNKNOWN


def _solve_by(monkeypatch: pytest.MonkeyPatch, solver: Callable[..., Answer]) -> None:
    for name in ("minimize_by_parts", "minimize_narrowed"):
        monkeypatch.setattr(sizing, name, solver)


def _timed(monkeypatch: pytest.MonkeyPatch, *statuses: tuple[Status, int]) -> None:
    """Let the solver run out of time as told, one question after another."""
    told = iter(statuses)

    def slow(*args: Any, **kwargs: Any) -> Answer:
        status, bound = next(told)
        answer = minimize(*args, **kwargs)
        values = () if status is Status.UNKNOWN else answer.values
        return Answer(status, values, answer.objective if values else 0, bound)

    _solve_by(monkeypatch, slow)


def test_the_best_build_found_in_time_comes_with_its_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    _timed(monkeypatch, (Status.FEASIBLE, 500_000_00))

    found = sized(nodes=7)

    assert (found.status, str(found.bound), str(found.gap)) == ("feasible", "S$500.00", "1.67")


def test_when_time_runs_out_on_the_aim_there_is_no_build(monkeypatch: pytest.MonkeyPatch) -> None:
    _timed(monkeypatch, (Status.UNKNOWN, 0))

    assert sized(nodes=2, objective="watts").status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("second", "status"),
    [
        (Status.OPTIMAL, Status.FEASIBLE),
        # What costs nothing yet is there by the thousand.
        (Status.UNKNOWN, Status.UNKNOWN),
    ],
)
def test_an_aim_that_is_not_proven_leaves_the_answer_unproven(
    second: Status, status: Status, monkeypatch: pytest.MonkeyPatch
) -> None:
    _timed(monkeypatch, (Status.FEASIBLE, 0), (second, 0))

    assert sized(nodes=2, objective="watts").status is status


def roles_of_many_kinds(limit_ms: int) -> Sizing:
    """Return four kinds of boards for two roles, the whole of which there is no time for."""
    kinds = tuple(
        (board(f"kind-{watts}", power_max_w=Decimal(watts), isa=isa), f"{90 - 9 * watts}.00")
        for watts, isa in ((3, "arm64"), (4, "armv7"), (5, "arm64"), (6, "armv7"))
    )
    roles = ({"name": "a", "nodes": 1, "isa": ("arm64",)}, {"name": "b", "nodes": 2})
    parts = shop(*(each for each in WARES if each[0].part_number != "pi"), *kinds)
    return size(wish(roles=roles), parts, RATES, effort=in_time(limit_ms))


def test_where_kinds_are_many_boards_that_draw_alike_are_an_answer_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    best = roles_of_many_kinds(60_000)
    assert best.status is Status.OPTIMAL
    whole = sizing.draft

    def no_time(*asked: Any, **options: Any) -> Any:
        if len({fit.powers for fit in asked[1].boards}) > 1:
            raise OutOfTimeError
        return whole(*asked, **options)

    monkeypatch.setattr(sizing, "draft", no_time)
    found = roles_of_many_kinds(60_000)
    assert (found.status, found.gap) == (Status.FEASIBLE, 100)
    assert found.bom is not None
    assert best.bom is not None
    assert found.bom.subtotal >= best.bom.subtotal


def test_what_is_known_of_the_whole_by_then_is_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, asked = minimize_by_parts, count()

    def no_time(*args: Any, **options: Any) -> Answer:
        first = next(asked) == 0
        return whole(*args, **options) if first else Answer(Status.UNKNOWN, bound=150_000_00)

    _solve_by(monkeypatch, no_time)
    found = roles_of_many_kinds(60_000)
    assert (found.status, str(found.bound)) == (Status.FEASIBLE, "S$150.00")
    assert found.bom is not None
    assert found.gap == gap_in_percent(found.bom.subtotal, Money(Decimal(150), "SGD"))


@pytest.mark.parametrize(("bound", "told"), [(300_000_00, "S$300.00"), (0, "None")])
def test_where_no_build_was_found_in_time_there_may_be_a_bound(
    monkeypatch: pytest.MonkeyPatch, bound: int, told: str
) -> None:
    answer = Answer(Status.UNKNOWN, bound=100_000_00)
    _solve_by(monkeypatch, lambda *_, **__: replace(answer, bound=bound))
    found = sized(nodes=7)
    assert (found.status, found.build, str(found.bound)) == (Status.UNKNOWN, None, told)


@pytest.mark.parametrize(("early", "told"), [(450_000_00, "S$500.00"), (501_000_00, "S$501.00")])
def test_the_best_of_two_bounds_is_told(
    monkeypatch: pytest.MonkeyPatch, early: int, told: str
) -> None:
    _timed(monkeypatch, (Status.FEASIBLE, 500_000_00))
    monkeypatch.setattr(sizing, "early_bound", lambda *_, **__: early)
    assert str(sized(nodes=7).bound) == told


def test_a_build_that_costs_nothing_has_no_gap() -> None:
    owned = tuple(
        {"part_number": number, "quantity": 9}
        for number in ("pi", "card-16", "usb-10", "sw-8", "patch", "cord")
    )

    found = sized(nodes=2, owned=owned)

    assert (costs(found), found.gap) == ("S$0.00", 0)


def test_without_a_build_there_are_no_findings_either() -> None:
    found = size(wish(nodes=1), Catalog(), RATES)

    assert (found.status, found.findings) == (Status.INFEASIBLE, ())


# --- the solver's wall ---------------------------------------------------------------------------


def test_the_solver_answers_with_whole_numbers() -> None:
    program = Program()
    one, two = program.column(0, 9), program.column(0, 9)
    program.row([(one, 2), (two, 3), (one, 1)], least=10)

    assert minimize(program, [(one, 5), (two, 4)]) == Answer(Status.OPTIMAL, (0, 4), 16, 16)


def test_an_answer_that_breaks_a_row_is_refused() -> None:
    from planner.engine.solving.solver import _check

    program = Program()
    program.row([(program.column(0, 9), 2)], most=5)

    with pytest.raises(ValueError, match="breaks a row"):
        _check(program, (3,))


def test_a_bound_is_told_when_time_runs_out_with_a_build_in_hand() -> None:
    from planner.engine.solving.solver import _bound

    assert (_bound(99.7, 10, 2000), _bound(-1.0, 10, 2000), _bound(500.0, 10, 2000)) == (997, 0, 0)


# --- requirements --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({}, "say how many nodes"),
        (
            {"nodes": 1, "roles": ({"name": "a", "nodes": 2},)},
            "the roles have more nodes than the cluster",
        ),
        ({"roles": ({"name": "a"}, {"name": "a"})}, "two roles have the same name"),
        (
            {"roles": tuple({"name": str(place)} for place in range(65))},
            "65 roles are too many: at most 64 can be",
        ),
        (
            {"nodes": 1, "must_not": tuple(f"p-{place}" for place in range(1001))},
            "1001 parts in one list are too many: at most 1000 can be",
        ),
        ({"objective": "nodes"}, "needs a budget"),
        (
            {"nodes": 1, "objective": "watts", "delivered_to": "SG"},
            "delivered prices work only when optimising for lowest cost",
        ),
        ({"nodes": 1, "must": ({"part_number": "a"},) * 2}, "named twice"),
    ],
)
def test_wishes_that_make_no_sense_are_refused(wishes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        wish(**wishes)


def test_roles_alone_say_how_many_nodes_there_are() -> None:
    assert pieces(sized(roles=(Role(name="a", nodes=2), Role(name="b", spares=1))))["pi"] == 4


@pytest.mark.parametrize(
    ("wishes", "nodes"),
    [
        ({"total_ram_gb": Decimal(3)}, 2),
        ({"total_ram_gb": Decimal("2.5")}, 2),
        ({"total_storage_gb": Decimal(20)}, 2),
        ({"cores": 4, "must": ({"part_number": "two-gb", "quantity": 3},)}, 3),
    ],
)
def test_a_sum_that_no_whole_number_of_nodes_meets_exactly_takes_one_node_more(
    wishes: dict[str, Any], nodes: int
) -> None:
    wares = [each for each in WARES if each[0].category not in ("board", "storage")]
    wares += [(board("two-gb", ram_mb=2048), "50.00"), (card("card", 16), "10.00")]

    found = size(wish(**wishes), shop(*wares), RATES)

    assert found.build is not None
    assert found.build.name == f"sized-{nodes}-nodes"


def test_a_board_whose_storage_nobody_knows_is_left_out_and_says_so() -> None:
    vague = board("vague", storage_slots=None)

    found = sized(*WARES, (vague, "1.00"), nodes=1)

    assert "vague" not in pieces(found)
    assert "Not used (the storage it takes is not known): vague." in left_out(found)


def test_a_board_that_brings_its_storage_needs_no_slot() -> None:
    filled = board("filled", storage_slots=None, storage_onboard_gb=64)

    found = sized(*WARES[1:], (filled, "60.00"), nodes=1)

    assert pieces(found)["filled"] == 1
    assert not {"card-16", "card-32"} & set(pieces(found))
