"""Parts and their electricity together, against every build there is of small random catalogs."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.sizing.size import size
from planner.model.catalog import Catalog
from planner.model.findings import has_errors
from planner.model.parts import Board, NetworkAdapter, Storage, Switch
from planner.model.proof import Status
from planner.model.requirement import Objective, Pieces, PowerSource, Requirement, Wanted
from tests.engine.sizing.test_against_brute_force import catalogs, requirements
from tests.engine.sizing_cases import RATES, Everything
from tests.examples import examples

WATTS = st.sampled_from([None, "0", "0.35", "1.2", "2", "2.05", "3.9", "7.5", "11"])


@st.composite
def drawing(draw: Any, **kinds: bool) -> Catalog:
    """Return a small catalog whose boards, switches, adapters and cards may say what they draw."""
    found: Catalog = draw(catalogs(**kinds))
    parts = []
    for each in found.parts:
        watts = draw(WATTS) if isinstance(each, Board | Switch | NetworkAdapter | Storage) else None
        typical = None if watts is None else Decimal(watts)
        parts.append(each.model_copy(update={"power_typical_w": typical}))
    return Catalog(parts=tuple(parts), offers=found.offers, vendors=found.vendors)


@st.composite
def over_years(draw: Any) -> Requirement:
    """Return a requirement over some years at a tariff so dear that watts decide, or so cheap."""
    wanted: Requirement = draw(requirements())
    return wanted.model_copy(
        update={
            "objective": Objective.OVER_YEARS,
            "years": draw(st.sampled_from([1, 3, 7])),
            "tariff": Decimal(draw(st.sampled_from(["0.001", "0.05", "0.3478", "1.1"]))),
            # A budget is for parts: with one, the cheapest of each kind do not add up.
            "budget": None,
            "redundant": draw(st.booleans()),
        }
    )


@examples(150)
@given(drawing(), over_years())
def test_no_build_costs_less_with_its_electricity_than_the_one_proposed(
    catalog: Catalog, wanted: Requirement
) -> None:
    least = Everything(catalog, wanted).cheapest()

    sized = size(wanted, catalog, RATES)

    if least is None:
        assert sized.status is Status.INFEASIBLE
        return
    assert sized.status is Status.OPTIMAL
    assert sized.over_years is not None
    assert sized.over_years.total.amount == least
    assert sized.bound == sized.over_years.total
    assert not has_errors(sized.findings)


@examples(150)
@given(
    drawing(powered=True),
    over_years().flatmap(
        lambda wanted: st.sampled_from(
            [
                wanted,
                wanted.model_copy(update={"redundant": False, "power": PowerSource.POE}),
                wanted.model_copy(update={"budget": Decimal(80)}),
            ]
        )
    ),
)
def test_leaving_out_beaten_parts_never_changes_what_the_best_build_comes_to(
    catalog: Catalog, wanted: Requirement
) -> None:
    with_all = size(wanted, catalog, RATES, prune=False)
    without = size(wanted, catalog, RATES)

    assert without.status is with_all.status
    assert without.spent == with_all.spent


@examples(150)
@given(st.data(), st.one_of(drawing(), drawing(barrels=True), drawing(powered=True)), over_years())
def test_program_and_bill_count_alike_what_is_wanted_owned_and_spare(
    data: Any, catalog: Catalog, wanted: Requirement
) -> None:
    numbers = st.sampled_from(sorted(part.part_number for part in catalog.parts))
    pieces = st.dictionaries(numbers, st.integers(1, 4), max_size=2)

    def some(kind: type[Pieces | Wanted]) -> tuple[Pieces | Wanted, ...]:
        return tuple(kind(part_number=n, quantity=q) for n, q in data.draw(pieces).items())

    named = wanted.model_copy(update={"must": some(Wanted), "owned": some(Pieces), "budget": None})

    # Where the two disagree it raises; what is left out beforehand changes nothing.
    without, with_all = size(named, catalog, RATES), size(named, catalog, RATES, prune=False)

    assert without.spent == with_all.spent
