"""One node more of a build in kits: one more of its kit, or its parts and the reason."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.cost import cost
from planner.engine.planning.edit_kits import with_nodes_as_kit
from planner.engine.reporting.next_node import headline, kit_sentence
from planner.model.build import Build, Position
from planner.model.catalog import Catalog
from planner.model.kits import Kit
from planner.model.names import by_number
from planner.model.next_node import NextNode
from planner.model.offers import PriceBreak
from tests.engine.samples import money
from tests.engine.sizing.test_next_node import WARES, grown, planner_of
from tests.engine.sizing_cases import shop
from tests.plans import ON, price

SHOP: Catalog = shop(*WARES)
OF_A_NODE = (("board", "pi"), ("storage", "card"), ("cable", "patch"), ("cable", "cord"))
SHARED = (("charger", "usb", 1), ("switch", "eight", 1), ("cable", "patch", 1))


def in_kits(nodes: int = 3, *, title: str = "Node", **facts: Any) -> Build:
    """Return a cluster of which each node is a kit; what all share is outside."""
    inside = [
        Position(slot=slot, part_number=number, quantity=nodes, within=("node",))
        for slot, number in OF_A_NODE
    ]
    outside = [
        Position(slot=slot, part_number=number, quantity=many) for slot, number, many in SHARED
    ]
    kit = Kit(path=("node",), quantity=nodes, title=title)
    known = {"name": "b", "title": "B", "currency": "SGD", "on": ON, "kits": (kit,)}
    return Build.model_validate(known | {"positions": (*inside, *outside)} | facts)


def test_where_a_kit_holds_just_the_parts_of_a_node_there_is_one_more_of_it() -> None:
    build = in_kits()
    found = grown(build, SHOP)
    assert (found.kit, found.beside) == ("Node", None)
    assert found.build is not None
    assert [kit.quantity for kit in found.build.kits] == [4]
    # Nothing lies beside the kits that did not before.
    outside = {e.part_number: e.quantity for e in found.build.positions if not e.within}
    assert outside == {"usb": 1, "eight": 1, "patch": 1}
    assert Build.model_validate(found.build.model_dump()) == found.build
    planned = planner_of(SHOP)
    assert cost(planned(found.build)).subtotal - cost(planned(build)).subtotal == found.cost
    assert sum(each.cost.amount for each in found.added if each.cost) == found.cost.amount  # type: ignore[union-attr]
    said = kit_sentence(found, by_number)
    assert said == "It is one more of the kit Node, at the prices of this build."


def test_it_costs_what_the_same_build_without_kits_does() -> None:
    flat = in_kits()
    loose = flat.model_copy(
        update={
            "kits": (),
            "positions": tuple(each.model_copy(update={"within": ()}) for each in flat.positions),
        }
    )
    plain = grown(loose, SHOP)
    assert (plain.kit, plain.beside) == ("", None)
    assert grown(flat, SHOP).cost == plain.cost


def test_a_kit_that_is_bound_to_a_dearer_shop_is_not_called_the_least() -> None:
    dear = SHOP.offers[0].model_copy(
        update={"vendor": "dear", "price_breaks": (PriceBreak(price=Decimal("60.00")),)}
    )
    both = SHOP.model_copy(update={"offers": (*SHOP.offers, dear)})
    build = in_kits()
    bound = tuple(
        e.model_copy(update={"vendor": "dear"}) if e.part_number == "pi" else e
        for e in build.positions
    )
    found = grown(build.model_copy(update={"positions": bound}), both)
    assert (found.kit, found.proven) == ("Node", False)
    assert found.cost == money("73 SGD")
    assert "no cheaper" not in headline(found, by_number)
    assert "no cheaper" in headline(grown(build, both), by_number)


def test_what_nobody_sells_beside_a_kit_does_not_keep_it_from_growing() -> None:
    build = in_kits()
    unsold = Position(slot="other", part_number="unsold", quantity=1)
    found = grown(build.model_copy(update={"positions": (*build.positions, unsold)}), SHOP)
    assert found.kit == "Node"
    assert found.cost == grown(build, SHOP).cost == money("63 SGD")


@pytest.mark.parametrize("replaced", ["card", "fan"])
def test_a_kit_in_which_parts_were_replaced_grows_and_nobody_pays_for_those_again(
    replaced: str,
) -> None:
    build = in_kits()
    gone = Position(slot="other", part_number=replaced, quantity=3, within=("node",), retired=True)
    found = grown(build.model_copy(update={"positions": (*build.positions, gone)}), SHOP)
    assert found.kit == "Node"
    assert found.cost == money("63 SGD")
    assert found.build is not None
    # They were paid for, and are in no kit any more.
    old = [each for each in found.build.positions if each.retired]
    assert [(each.part_number, each.quantity, each.within) for each in old] == [(replaced, 3, ())]


def test_what_all_nodes_share_lies_beside_the_kits() -> None:
    found = grown(in_kits(4), SHOP)
    assert found.kit == "Node"
    assert found.build is not None
    # Four outlets are taken: the fifth node needs another charger.
    assert {e.part_number for e in found.added if e.shared} == {"usb"}
    outside = {e.part_number: e.quantity for e in found.build.positions if not e.within}
    assert (
        outside["usb"] == 1
        or sum(e.quantity for e in found.build.positions if e.part_number == "usb") == 2
    )


def beside(build: Build) -> NextNode:
    found = grown(build, SHOP)
    assert found.kit == ""
    assert found.build is not None
    assert [kit.quantity for kit in found.build.kits] == [kit.quantity for kit in build.kits]
    return found


def test_a_kit_that_holds_other_parts_stays_and_the_reason_is_told() -> None:
    build = in_kits()
    fan = Position(slot="other", part_number="fan", quantity=6, within=("node",))
    lacks = tuple(e for e in build.positions if not (e.within and e.part_number == "card"))
    more = build.model_copy(update={"positions": (*lacks, fan)})
    found = grown(more, SHOP)
    assert found.kit == ""
    assert found.beside is not None
    assert ("fan", 2) in found.beside.lacking
    said = kit_sentence(found, by_number)
    assert said.startswith("Its parts lie beside the kits: the kit Node also holds 2 × fan")


def test_a_node_that_takes_more_than_the_kit_holds_is_not_one_more_of_it() -> None:
    build = in_kits()
    moved = tuple(
        e.model_copy(update={"within": ()}) if e.part_number == "card" else e
        for e in build.positions
    )
    found = beside(build.model_copy(update={"positions": moved}))
    assert kit_sentence(found, by_number) == (
        "Its parts lie beside the kits: the new node also takes 1 × card."
    )


@pytest.mark.parametrize("facts", [{"owned": True}, {"price": price("40 SGD")}])
def test_a_kit_whose_parts_have_prices_of_their_own_stays(facts: dict[str, Any]) -> None:
    build = in_kits()
    priced = tuple(
        e.model_copy(update=facts) if e.part_number == "pi" else e for e in build.positions
    )
    found = beside(build.model_copy(update={"positions": priced}))
    assert "have a price of their own" in kit_sentence(found, by_number)


def test_a_kit_of_several_nodes_stays() -> None:
    build = in_kits(4)
    pairs = build.model_copy(update={"kits": (Kit(path=("node",), quantity=2),)})
    found = beside(pairs)
    assert "does not hold just one such node" in kit_sentence(found, by_number)


def test_a_kit_in_several_others_stays_and_one_in_a_single_one_grows() -> None:
    build = in_kits(4)
    deep = tuple(
        e.model_copy(update={"within": ("shelf", "node")}) if e.within else e
        for e in build.positions
    )

    def shelves(many: int) -> Build:
        kits = (
            Kit(path=("shelf",), quantity=many),
            Kit(path=("shelf", "node"), quantity=4 // many),
        )
        return build.model_copy(update={"positions": deep, "kits": kits})

    beside(shelves(2))
    found = grown(shelves(1), SHOP)
    assert found.kit == "node"
    assert found.build is not None
    assert [kit.quantity for kit in found.build.kits] == [1, 5]


def test_boards_outside_of_all_kits_have_no_kit_to_be_one_more_of() -> None:
    build = in_kits()
    moved = tuple(
        e.model_copy(update={"within": ()}) if e.part_number == "pi" else e for e in build.positions
    )
    found = grown(build.model_copy(update={"positions": moved}), SHOP)
    assert (found.kit, found.beside, kit_sentence(found, by_number)) == ("", None, "")


def test_what_the_planner_made_a_kit_grows_by_one() -> None:
    made = with_nodes_as_kit(
        in_kits().model_copy(
            update={
                "kits": (),
                "positions": tuple(
                    each.model_copy(update={"within": ()}) for each in in_kits().positions
                ),
            }
        )
    )
    assert made is not None
    assert grown(made, SHOP).kit == "Node"
