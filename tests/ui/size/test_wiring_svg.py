"""Drawings of a wiring: one for each switch, every plug in them, and no text that is markup."""

from defusedxml.ElementTree import fromstring

from planner.engine.sizing.size import size
from planner.model.plan import Plan
from planner.ui.kit.drawing import DARK, LIGHT, WIDTH
from planner.ui.size._wiring_svg import (
    Plug,
    SwitchDrawing,
    drawings,
    svg,
    wire_rows,
)
from tests.engine.sizing_cases import RATES, board, card, charger, cord, nic, patch, shop, switch
from tests.engine.sizing_cases import wish as wished

SVG = "{http://www.w3.org/2000/svg}"


def sized(**wishes: object) -> Plan:
    wares = (
        (board("pi", nic_mbps=0, usb3_ports=1), "40"),
        (card("card"), "5"),
        (charger("cube", 6, 32), "20"),
        (switch("eight", 8, 1000), "30"),
        (nic("stick"), "9"),
        (patch(), "1"),
        (cord(), "1"),
    )
    found = size(wished(**wishes), shop(*wares), RATES).plan
    assert found is not None
    return found


def texts(drawing: str) -> list[str]:
    return [str(each.text) for each in fromstring(drawing).iter(f"{SVG}text")]


def test_every_node_link_and_lead_to_the_router_is_drawn_once_at_its_port() -> None:
    first, second = drawings(sized(nodes=9))

    plugs = [plug.what for plug in (*first.plugs, *second.plugs)]
    nodes = [f"node {number}" for number in range(1, 10)]
    assert sorted(plugs) == sorted([*nodes, "router", "switch 1", "switch 2"])
    assert [plug.port for plug in first.plugs] == list(range(1, 9))
    assert (first.free, second.free) == (0, 4)


def test_a_node_says_which_outlet_of_which_charger_powers_it() -> None:
    (only,) = drawings(sized(nodes=2))

    assert [(plug.charger, plug.outlet) for plug in only.plugs if plug.is_node] == [
        ("charger 1", 1),
        ("charger 1", 2),
    ]
    assert "port 1: node 1, powered by charger 1, outlet 1" in only.words()


def test_neighbours_on_one_charger_share_its_box() -> None:
    drawn = svg(drawings(sized(nodes=7))[0], LIGHT)

    assert [text for text in texts(drawn) if text.startswith("charger")] == [
        "charger 1",
        "charger 2",
    ]


def test_every_text_is_escaped_and_the_drawing_is_as_wide_as_a_phone() -> None:
    odd = SwitchDrawing("switch 1", "<script>&", 8, (Plug(1, "<b>", is_node=True),))

    for palette in (LIGHT, DARK):
        root = fromstring(svg(odd, palette))
        assert int(root.attrib["width"]) == WIDTH <= 340
        assert {each.tag for each in root.iter()} <= {
            f"{SVG}{tag}" for tag in ("svg", "rect", "path", "text")
        }
    assert "Switch 1: <script>&" in texts(svg(odd, LIGHT))


def test_the_table_names_every_wire_of_the_build() -> None:
    plan = sized(nodes=2)

    rows = wire_rows(plan)

    assert len(rows) == len(plan.build.wiring)
    assert ["node 2", "outlet 2", "charger 1"] in rows
    assert ["stick no. 1", "network port 1", "switch 1"] in rows
    assert ["card no. 1", "microSD slot 1", "node 1"] in rows
    assert ["switch 1, port 8", "network port 1", "router"] in rows
