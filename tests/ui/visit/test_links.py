"""A link to an edited build: what is put in comes out, and what was tampered with does not."""

import base64
import json
import zlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.engine.planning.carried import frozen
from planner.engine.planning.cost import cost
from planner.engine.planning.edit import (
    adopted,
    empty_build,
    own_copy,
    with_own_price,
    with_part,
    with_quantity,
    without,
)
from planner.engine.planning.edit_kits import with_kit_quantity, with_nodes_as_kit
from planner.engine.sizing.size import size
from planner.io.documents.requirements import requirement_of
from planner.jobs.folder import open_workspace
from planner.jobs.plans import cost_build, plan_build
from planner.jobs.rates import rates_of_offers
from planner.model.build import Build
from planner.model.money import Money
from planner.model.offers import Basis, Offer, PriceBreak
from planner.model.parts import PART_ADAPTER
from planner.model.spares import SpareRule
from planner.model.vendors import Vendor
from planner.ui.visit._links import against, build_of, token_of
from tests.ui.links import packed

DAY = date(2026, 1, 2)
WORKSPACE = open_workspace(Path(__file__).resolve().parents[3] / "catalogs", today=DAY)
KRAKEN = own_copy(plan_build(WORKSPACE.build("kraken"), WORKSPACE.catalog))

RULES = (
    SpareRule(percent=Decimal("2.5")),
    SpareRule(category="board", one_in=8),
    SpareRule(part_number="rpi-3b", percent=Decimal(0)),
)


def token(entries: Any) -> str:
    packed = zlib.compress(json.dumps(entries).encode())
    return base64.urlsafe_b64encode(packed).decode()


@pytest.mark.parametrize(
    "edited",
    [
        KRAKEN,
        with_quantity(KRAKEN, 0, 8),
        without(KRAKEN, 3),
        with_part(KRAKEN, "case", "pi4-cluster-case-4", 2),
        with_own_price(KRAKEN, 2, Money.parse("9.90 SGD"), on=DAY),
        without(without(KRAKEN, 0), 0),
        KRAKEN.model_copy(update={"spare_rules": RULES}),
    ],
)
def test_a_link_brings_back_what_it_was_made_of(edited: Build) -> None:
    assert build_of(packed(edited, KRAKEN), KRAKEN) == edited


def test_a_link_can_say_that_no_spares_are_bought_any_more() -> None:
    ruled = KRAKEN.model_copy(update={"spare_rules": RULES})
    assert build_of(packed(KRAKEN, ruled), ruled) == KRAKEN
    assert build_of(packed(ruled, ruled), ruled) == ruled


@pytest.mark.parametrize(
    "rules", [[{"percent": "300"}], [{"one_in": 0}], [{"percent": "1"}] * 2, [{}], "10%", 10, [10]]
)
def test_a_link_with_rules_for_spares_that_cannot_be_is_refused(rules: Any) -> None:
    assert build_of(token([0, {"build": {"spare_rules": rules}}]), KRAKEN) is None


def test_a_link_to_one_changed_quantity_is_short() -> None:
    assert len(packed(with_quantity(KRAKEN, 0, 8), KRAKEN)) < 120


@pytest.mark.parametrize("parts", [4_000, 20_000])
def test_what_a_link_could_not_be_read_back_from_is_told_in_none(parts: int) -> None:
    # So alike that it packs into little: what unpacks into too much is refused.
    each = with_part(KRAKEN, "case", "pi4-cluster-case-4", 2).positions[-1]
    many = KRAKEN.model_copy(update={"positions": (each,) * parts})
    noted = many.model_copy(update={"positions": many.positions, "summary": "words " * 80_000})

    assert token_of(many if parts > 10_000 else noted, KRAKEN) is None


def test_a_link_to_a_proposal_keeps_its_wiring_and_its_leads_to_the_router() -> None:
    wanted = requirement_of({"nodes": 64, "uplinks": 2}, today=DAY)
    rates = rates_of_offers(WORKSPACE.catalog, "SGD", on=DAY)
    proposed = size(wanted, WORKSPACE.catalog, rates).build
    assert proposed is not None
    mine = adopted(plan_build(proposed, WORKSPACE.catalog), name="my-build")
    empty = empty_build(currency="SGD", on=DAY)

    text = packed(mine, empty)

    assert build_of(text, empty) == mine
    assert mine.wiring
    assert len(text) < 6_000


@pytest.mark.parametrize(
    "entries",
    [
        [99],
        [{"build": {"name": "other"}}],
        [{"build": {"uplinks": -1}}],
        [{"build": {"wiring": [{"device": "a"}]}}],
        [{"build": 7}],
        [-100],
        [[0, {"quantity": -1}]],
        [[0, {"quantity": 10**9}]],
        [[0, {"colour": "red"}]],
        [{"slot": "board"}],
        [None],
        {"a": 1},
        7,
        ["text"],
        [[0]],
    ],
)
def test_what_no_build_can_be_is_refused_as_a_whole(entries: Any) -> None:
    assert build_of(token(entries), KRAKEN) is None


@pytest.mark.parametrize("text", ["", "%%%", "abc", "é", "A" * 30_000])
def test_what_is_no_token_is_refused(text: str) -> None:
    assert build_of(text, KRAKEN) is None


def test_a_token_that_unpacks_into_far_too_much_is_refused() -> None:
    assert build_of(token("x" * 5_000_000), KRAKEN) is None


def test_brackets_a_hundred_thousand_deep_are_refused() -> None:
    packed = base64.urlsafe_b64encode(zlib.compress(b"[" * 100_000)).decode()
    assert build_of(packed, KRAKEN) is None
    assert against(packed) == ""


def test_a_whole_build_with_its_frozen_prices_and_own_parts_comes_back() -> None:
    shed = Vendor(vendor="shed", name="The shed", kind="shop", currency="SGD")
    mine = PART_ADAPTER.validate_python(
        {
            "category": "switch",
            "part_number": "my-switch",
            "name": "My switch",
            "source": "my shed",
            "ports": 8,
            "speed_mbps": 1000,
        }
    )
    sold = Offer(
        vendor="shed",
        part_number="my-switch",
        currency="SGD",
        price_breaks=(PriceBreak(price=Decimal("40.50")),),
        quoted_on=DAY,
        basis=Basis.QUOTED,
        source="https://shed.example",
    )
    home = WORKSPACE.catalog.with_parts([mine], [sold])
    home = home.model_copy(update={"vendors": (*home.vendors, shed)})
    build = with_part(adopted(plan_build(KRAKEN, home), name="my-build"), "switch", "my-switch", 2)
    plan = plan_build(build.model_copy(update={"on": DAY}), home)
    held = frozen(plan, home)
    empty = empty_build(currency="SGD", on=date(2027, 5, 5))

    opened = build_of(packed(held, empty), empty)

    assert opened == held
    elsewhere, bom = cost_build(opened, WORKSPACE.catalog)
    assert bom.total == cost(plan).total
    assert elsewhere.part("my-switch") == mine
    assert len(packed(held, empty)) < 3_000


def test_a_link_says_what_its_changes_were_made_on() -> None:
    text = packed(with_quantity(KRAKEN, 0, 8), KRAKEN, against="ab12cd34")

    assert against(text) == "ab12cd34"
    assert build_of(text, KRAKEN) == with_quantity(KRAKEN, 0, 8)
    assert against(packed(KRAKEN, KRAKEN)) == against("%%%") == ""
    assert len(text) < 140


def test_a_link_does_not_change_what_a_build_is_called_by_others() -> None:
    assert build_of(token([{"build": {"name": "kraken"}}]), KRAKEN) is None
    assert build_of(token([{"build": [1]}]), KRAKEN) is None


def test_kits_are_in_a_link_and_so_is_that_there_are_none_any_more() -> None:
    in_kits = with_nodes_as_kit(KRAKEN)
    assert in_kits is not None
    assert build_of(packed(in_kits, KRAKEN), KRAKEN) == in_kits
    more = with_kit_quantity(in_kits, ("node",), 9)
    assert build_of(packed(more, KRAKEN), KRAKEN) == more
    assert build_of(packed(KRAKEN, in_kits), in_kits) == KRAKEN


def test_a_link_whose_kits_do_not_go_with_its_parts_is_refused_as_a_whole() -> None:
    in_kits = with_nodes_as_kit(KRAKEN)
    assert in_kits is not None
    fewer = tuple(each.model_copy(update={"quantity": 3}) for each in in_kits.kits)
    torn = in_kits.model_copy(update={"kits": fewer})

    assert build_of(packed(torn, KRAKEN), KRAKEN) is None
