"""A plan from the front: racks with their ports in use, or a stack where there is no rack."""

from decimal import Decimal
from typing import Any

from planner.engine.fitting.racks import rack_layout
from planner.engine.wiring.front import front_views
from planner.engine.wiring.proposed import proposed_wiring
from planner.model.front_view import FrontView, PanelKind
from planner.model.parts import Carrier, Case, Other, Rack
from planner.model.plan import Plan
from tests.engine.network_plans import cluster
from tests.engine.sizing_cases import board, charger, part, switch

PI = board("pi")
EIGHT = switch("eight", 8, 1000).model_copy(update={"sfp_ports": 2})
CUBE = charger("cube", 6, 60)
RACKED: dict[str, Any] = {"rack_u": Decimal(1), "rack_widths_in": ("10",)}


def wired(*parts: tuple[Any, int]) -> Plan:
    plan = cluster(*parts)
    build = plan.build.model_copy(update={"wiring": proposed_wiring(plan)[0]})
    return plan.model_copy(update={"build": build, "reckoned": {}})


def front(plan: Plan) -> FrontView:
    (view,) = front_views(plan, rack_layout(plan))
    return view


def test_a_rack_shows_which_ports_of_each_switch_are_in_use() -> None:
    rack = part(Rack, "rack", kind="rack", rack_u=Decimal(4), rack_widths_in=("10",))
    racked = EIGHT.model_copy(update=RACKED)

    view = front(wired((rack, 1), (PI, 9), (racked, 2), (CUBE, 2)))

    assert (view.title, view.units, view.free, view.inches) == ("rack", 4, 2, 10)
    assert [(panel.where, panel.below, panel.units) for panel in view.panels] == [
        ("U4", 3, 1),
        ("U3", 2, 1),
    ]
    assert [sum(panel.ports) for panel in view.panels] == [8, 4]
    assert [panel.cages for panel in view.panels] == [(False, False)] * 2
    assert view.lit


def test_without_wires_no_port_is_lit_and_the_view_says_that_it_does_not_know() -> None:
    view = front(cluster((PI, 2), (EIGHT, 1)))

    assert view.panels[0].ports == (False,) * 8
    assert not view.lit


def test_a_stack_is_switches_then_what_holds_boards_then_power() -> None:
    tower = part(Case, "tower", shelves=2, fits="pi")
    view = front(wired((tower, 1), (PI, 3), (EIGHT, 1), (CUBE, 1)))

    assert [(p.what, p.kind, p.count, p.boards) for p in view.panels] == [
        ("eight", PanelKind.SWITCH, 1, 0),
        ("tower: 2 × pi", PanelKind.BOARDS, 1, 2),
        ("pi", PanelKind.BOARDS, 1, 1),
        ("cube", PanelKind.POWER, 1, 0),
    ]
    assert (view.title, view.units) == ("Stack", None)


def test_boards_that_are_all_in_a_case_are_seen_there_alone() -> None:
    tower = part(Case, "tower", shelves=4, fits="pi")

    assert [p.what for p in front(wired((tower, 1), (PI, 3))).panels] == ["tower: 3 × pi"]


def test_what_looks_alike_is_one_panel() -> None:
    brick = charger("brick", 1, 10)
    view = front(wired((PI, 30), (switch("large", 48, 1000), 1), (brick, 30)))

    assert [(panel.what, panel.count) for panel in view.panels] == [
        ("large", 1),
        ("pi", 30),
        ("brick", 30),
    ]


def test_an_empty_case_and_a_carrier_with_its_ports_are_seen() -> None:
    module = board("cm", form="compute module", power_connector="module", nic_mbps=1000)
    tray: Any = part(Carrier, "tray", slots=2, fits="cm", ports=2, switch_mbps=1000)
    box = part(Case, "box", shelves=1, fits="pi")

    view = front(wired((module, 1), (tray, 1), (box, 1)))

    assert [(p.what, p.kind, p.ports) for p in view.panels] == [
        ("box", PanelKind.OTHER, ()),
        ("tray", PanelKind.BOARDS, (False, True)),
    ]


def test_a_power_strip_in_a_rack_is_power() -> None:
    rack = part(Rack, "rack", kind="rack", rack_u=Decimal(2), rack_widths_in=("10",))
    strip = part(Other, "strip", kind="power strip", mains_sockets=6, **RACKED)

    (panel,) = front(cluster((rack, 1), (strip, 1))).panels

    assert panel.kind is PanelKind.POWER


def test_of_a_switch_with_endless_ports_none_is_drawn() -> None:
    view = front(cluster((switch("vast", 100_000, 1000), 1)))

    assert view.panels[0].ports == ()


def test_a_part_is_to_scale_where_its_width_and_its_height_are_known() -> None:
    wide = {"width_mm": Decimal(56)}
    flat = board("flat").model_copy(update=wide)
    sized = board("sized").model_copy(update={**wide, "height_mm": Decimal(17)})

    view = front(wired((flat, 1), (sized, 1), (CUBE, 1)))

    assert [(p.name, p.width_mm, p.height_mm, p.is_to_scale) for p in view.panels] == [
        ("flat", Decimal(56), None, False),
        ("sized", Decimal(56), Decimal(17), True),
        ("cube", None, None, False),
    ]


def test_a_plan_with_nothing_to_see_has_no_view() -> None:
    assert front_views(cluster(), None) == ()
