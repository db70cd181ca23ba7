"""Several copies of one cluster against every design there is, all copies bought together."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.sizing.size import size
from planner.model.catalog import Catalog
from planner.model.proof import Status
from planner.model.requirement import Pieces, Requirement
from tests.engine.sizing.test_against_brute_force import (
    assert_nothing_is_cheaper,
    catalogs,
    requirements,
)
from tests.engine.sizing_cases import RATES, board, card, charger, cord, patch, shop, switch, wish
from tests.examples import examples

OWNABLE = ["board-0", "card-0", "charger-0", "switch-0", "patch-0"]


@st.composite
def of_copies(draw: Any) -> Requirement:
    """One to five copies of one to three nodes each, and perhaps pieces that are owned."""
    wanted: Requirement = draw(requirements().filter(lambda each: (each.nodes or 0) < 4))
    copies = draw(st.integers(1, 5))
    numbers = draw(st.lists(st.sampled_from(OWNABLE), unique=True, max_size=2))
    owned = tuple(Pieces(part_number=each, quantity=draw(st.integers(1, 9))) for each in numbers)
    budget = None if wanted.budget is None else Decimal(draw(st.integers(40, 90))) * copies
    return wanted.model_copy(update={"copies": copies, "owned": owned, "budget": budget})


@examples(150)
@given(catalogs(), of_copies())
def test_no_design_is_cheaper_for_so_many_copies_than_the_one_proposed(
    catalog: Catalog, wanted: Requirement
) -> None:
    assert_nothing_is_cheaper(catalog, wanted)


@examples(80)
@given(catalogs(), of_copies())
def test_leaving_out_beaten_parts_never_changes_what_copies_cost(
    catalog: Catalog, wanted: Requirement
) -> None:
    with_all = size(wanted, catalog, RATES, prune=False)
    without = size(wanted, catalog, RATES)

    assert without.status is with_all.status
    assert without.bound == with_all.bound


CENTS = st.integers(100, 3000).map(lambda cents: f"{Decimal(cents) / 100:.2f}")


@st.composite
def plain_catalogs(draw: Any) -> Catalog:
    """Two parts for each job, each sold by the piece at one price."""
    parts = [
        *(board(f"board-{each}", power_max_w=Decimal(3 + each)) for each in range(2)),
        *(card(f"card-{each}", 16) for each in range(2)),
        *(charger(f"charger-{each}", 2 + 3 * each, 20 + 20 * each) for each in range(2)),
        *(switch(f"switch-{each}", 3 + 3 * each) for each in range(2)),
        patch("patch-0"),
        cord("cord-a"),
    ]
    return shop(*((part, draw(CENTS)) for part in parts))


@examples(60)
@given(plain_catalogs(), st.integers(1, 6), st.integers(2, 40))
def test_where_nothing_is_cheaper_in_numbers_copies_cost_as_often_as_one(
    catalog: Catalog, nodes: int, copies: int
) -> None:
    one = size(wish(nodes=nodes), catalog, RATES)
    several = size(wish(nodes=nodes, copies=copies), catalog, RATES)

    assert one.status is several.status is Status.OPTIMAL
    assert one.bom is not None
    assert several.bom is not None
    assert several.bom.subtotal == one.bom.subtotal * copies
    assert several.bom.per_copy == one.bom.total
