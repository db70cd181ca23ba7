"""Judge a plan: what does not fit, what is tight, and what was not checked.

Each rule is a generator of findings over a plan, listed in RULES with the parts it reads. A rule
says which parts, which limit and which numbers; where a fact it needs is not known it says so
instead of passing.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from planner.engine.fitting.parts_in_use import unknown
from planner.engine.rules._barrel import (
    every_board_finds_a_barrel_plug_of_its_volts,
    every_plug_in_use_gives_its_volts,
    the_size_of_barrel_plugs_is_said_to_be_unchecked,
)
from planner.engine.rules._carriers import (
    every_carrier_gets_its_watts,
    every_carrier_has_a_supply,
)
from planner.engine.rules._companions import (
    boards_without_memory_get_it,
    memory_has_places,
    what_names_boards_is_with_one_of_them,
    what_needs_a_case_has_one,
    what_needs_a_cooler_has_one,
    what_needs_a_supply_has_one,
)
from planner.engine.rules._computing import (
    containers_run_on_the_boards,
    shared_bus_limits_heavy_writes,
)
from planner.engine.rules._fits import (
    boards_fit_the_case,
    case_holds_every_board,
    every_hat_is_on_a_board_it_is_made_for,
    hats_on_one_board_go_together,
    what_is_wired_together_is_made_for_each_other,
)
from planner.engine.rules._mains import (
    every_inlet_of_the_mains_has_its_cable,
    many_plugs_go_into_the_wall,
    power_strips_have_a_socket_for_every_plug,
    several_nodes_hang_on_one_charger,
)
from planner.engine.rules._modules import every_module_has_a_carrier
from planner.engine.rules._network import (
    cables_reach_every_port,
    each_network_has_a_port_for_every_node,
    switch_has_a_port_for_every_cable,
    switch_is_as_fast_as_the_nodes,
    what_is_made_for_cages_finds_them,
)
from planner.engine.rules._outlook import (
    a_port_is_free_for_the_next_node,
    boards_run_one_instruction_set,
    nodes_are_equally_fast,
    one_switch_carries_them_all,
    switches_do_not_cut_each_other_off,
    there_is_something_to_check,
)
from planner.engine.rules._plugs import (
    charger_has_an_outlet_for_every_board,
    every_atx_board_has_a_supply,
    every_board_has_a_power_lead,
    every_power_plug_is_known,
    usb_outlets_give_the_volts,
)
from planner.engine.rules._poe import (
    modules_give_what_the_boards_draw,
    poe_ports_and_watts_suffice,
    the_volts_of_splitters_are_said_to_be_unchecked,
)
from planner.engine.rules._power import (
    charger_has_the_watts,
    draws_that_nobody_knows_are_told,
    outlets_carry_the_current,
    peaks_stay_within_the_watts,
    what_hangs_on_the_boards_is_counted,
)
from planner.engine.rules._racks import what_goes_into_a_rack_has_room_there
from planner.engine.rules._shared_watts import outlets_that_share_watts_have_enough
from planner.engine.rules._storage import (
    drives_are_of_a_size_that_hats_take,
    every_board_can_boot,
    storage_fits_the_slots,
    usb_devices_have_ports,
)
from planner.engine.rules._switch_levels import linked_switches_are_two_levels_deep
from planner.engine.rules._verdicts import unchecked
from planner.engine.rules._wiring import (
    every_charger_unit_has_the_watts,
    every_module_gives_what_its_board_draws,
    every_node_is_on_each_network,
    every_node_is_plugged_in,
    every_outlet_fits_its_board,
    every_powered_port_has_the_watts,
    every_wire_ends_in_a_port_of_its_own,
)
from planner.model.findings import Finding, gravest_first
from planner.model.parts import (
    Board,
    Cable,
    Carrier,
    Case,
    Charger,
    Hat,
    Memory,
    NetworkAdapter,
    PoeModule,
    Rack,
    Storage,
    Switch,
)
from planner.model.plan import Plan


class Rule(NamedTuple):
    """A rule, what it checks in a few words, and the categories it must know every part of."""

    check: Callable[[Plan], Iterator[Finding]]
    what: str
    reads: tuple[type, ...]


_SEATED = (Board, Carrier, Hat)
_NETWORK, _POWER = (*_SEATED, NetworkAdapter, Switch), (Board, Charger, PoeModule)
_STORED, _HELD = (Board, Storage, Hat, Cable), (Board, Hat, PoeModule)
RULES: tuple[Rule, ...] = (
    Rule(there_is_something_to_check, "boards", ()),
    Rule(switch_has_a_port_for_every_cable, "network ports", _NETWORK),
    Rule(each_network_has_a_port_for_every_node, "ports of separate networks", ()),
    Rule(switch_is_as_fast_as_the_nodes, "network speed", _NETWORK),
    Rule(charger_has_an_outlet_for_every_board, "charger outlets", _POWER),
    Rule(usb_outlets_give_the_volts, "volts", _POWER),
    Rule(every_power_plug_is_known, "power plugs", ()),
    Rule(every_atx_board_has_a_supply, "ATX supplies", (Board, Charger)),
    Rule(every_carrier_has_a_supply, "supplies of carriers", (Carrier, *_POWER)),
    Rule(every_carrier_gets_its_watts, "watts of carriers", (Carrier, *_POWER)),
    Rule(outlets_carry_the_current, "current per outlet", _POWER),
    Rule(charger_has_the_watts, "watts", _POWER),
    Rule(outlets_that_share_watts_have_enough, "watts per outlet", _POWER),
    Rule(draws_that_nobody_knows_are_told, "unknown power draws", ()),
    Rule(peaks_stay_within_the_watts, "watts under load", ()),
    Rule(what_hangs_on_the_boards_is_counted, "power of attached devices", ()),
    Rule(every_board_finds_a_barrel_plug_of_its_volts, "barrel plugs", ()),
    Rule(the_size_of_barrel_plugs_is_said_to_be_unchecked, "sizes of barrel plugs", ()),
    Rule(storage_fits_the_slots, "storage slots", (*_STORED, PoeModule)),
    Rule(drives_are_of_a_size_that_hats_take, "M.2 sizes", ()),
    Rule(every_board_can_boot, "storage", (Board, Storage)),
    Rule(usb_devices_have_ports, "USB ports", (*_STORED, NetworkAdapter, PoeModule)),
    Rule(boards_without_memory_get_it, "memory", (Board,)),
    Rule(memory_has_places, "memory slots", (Board, Memory)),
    Rule(what_needs_a_case_has_one, "cases", (Case,)),
    Rule(what_needs_a_cooler_has_one, "coolers", ()),
    Rule(what_names_boards_is_with_one_of_them, "compatibility of accessories", (Board,)),
    Rule(what_needs_a_supply_has_one, "power supplies", (Board, Carrier, Charger)),
    Rule(every_module_has_a_carrier, "carriers", _SEATED),
    Rule(every_hat_is_on_a_board_it_is_made_for, "compatibility of HATs", (*_HELD, Carrier)),
    Rule(hats_on_one_board_go_together, "several HATs", ()),
    Rule(cables_reach_every_port, "network cables", (*_NETWORK, Cable)),
    Rule(what_is_made_for_cages_finds_them, "cages", (*_NETWORK, Cable)),
    Rule(every_board_has_a_power_lead, "power cables", (*_POWER, Cable)),
    Rule(poe_ports_and_watts_suffice, "PoE", (PoeModule, Switch)),
    Rule(case_holds_every_board, "slots in the case", (*_SEATED, Case)),
    Rule(modules_give_what_the_boards_draw, "output of PoE modules", (Board, PoeModule)),
    Rule(the_volts_of_splitters_are_said_to_be_unchecked, "volts of PoE splitters", ()),
    Rule(containers_run_on_the_boards, "container images", (Board,)),
    Rule(every_wire_ends_in_a_port_of_its_own, "wiring", ()),
    Rule(every_charger_unit_has_the_watts, "watts per charger", ()),
    Rule(every_outlet_fits_its_board, "outlets in use", ()),
    Rule(every_plug_in_use_gives_its_volts, "voltages in use", ()),
    Rule(every_powered_port_has_the_watts, "PoE per switch", ()),
    Rule(every_module_gives_what_its_board_draws, "PoE modules in use", ()),
    Rule(every_node_is_plugged_in, "plugs", ()),
    Rule(every_node_is_on_each_network, "separate networks", ()),
    Rule(many_plugs_go_into_the_wall, "wall sockets", ()),
    Rule(power_strips_have_a_socket_for_every_plug, "sockets of power strips", ()),
    Rule(every_inlet_of_the_mains_has_its_cable, "mains cables", (Cable,)),
    Rule(several_nodes_hang_on_one_charger, "shared chargers", _POWER),
    Rule(one_switch_carries_them_all, "single point of failure", _NETWORK),
    Rule(switches_do_not_cut_each_other_off, "devices behind a switch", _NETWORK),
    Rule(linked_switches_are_two_levels_deep, "levels of linked switches", _NETWORK),
    Rule(a_port_is_free_for_the_next_node, "free ports", _NETWORK),
    Rule(boards_run_one_instruction_set, "CPU architectures", (Board,)),
    Rule(nodes_are_equally_fast, "node speeds", _NETWORK),
    Rule(boards_fit_the_case, "boards in the case", (*_SEATED, Case)),
    Rule(what_goes_into_a_rack_has_room_there, "space in the rack", (Rack,)),
    Rule(what_is_wired_together_is_made_for_each_other, "compatibility", ()),
    Rule(shared_bus_limits_heavy_writes, "shared buses", (Board,)),
)


def judge(plan: Plan) -> tuple[Finding, ...]:
    """Return what every rule finds in a plan, gravest first.

    A rule that reads a part which no catalog describes is not run: what it would find is as likely
    wrong as right. One note names all of those.
    """
    found: list[Finding] = []
    skipped: list[str] = []
    for rule in RULES:
        if unknown(plan, *rule.reads):
            skipped.append(rule.what)
        else:
            found.extend(rule.check(plan))
    if skipped:
        read = {kind for rule in RULES for kind in rule.reads}
        strangers = dict.fromkeys(number for number, _ in unknown(plan, *read))
        found.append(unchecked(plan, ", ".join(skipped), "No data is known", list(strangers)))
    return tuple(gravest_first(dict.fromkeys(found)))
