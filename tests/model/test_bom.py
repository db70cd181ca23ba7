"""Lines of a bill: what is bought where the quantity does not tell."""

from datetime import date
from decimal import Decimal

import pytest

from planner.model.bom import BomLine
from planner.model.build import CountBasis
from planner.model.money import Money
from planner.model.offers import Basis, Price


def line(quantity: int, packs: int, size: int | None) -> BomLine:
    price = None
    if size is not None:
        unit = Money(Decimal(2), "SGD")
        price = Price(
            unit=unit, basis=Basis.QUOTED, as_of=date(2026, 6, 1), source="a shop", pack_size=size
        )
    return BomLine(
        part_number="lead",
        category="cable",
        description="Lead",
        quantity=quantity,
        count_basis=CountBasis.CHOSEN,
        packs=packs,
        price=price,
    )


@pytest.mark.parametrize(
    ("quantity", "packs", "size", "text"),
    [
        (3, 3, 1, ""),
        (3, 5, 1, "5 bought"),
        (3, 0, 1, "none bought"),
        (8, 1, 10, ""),
        (11, 2, 10, ""),
        (8, 3, 10, "3 packs"),
        (11, 1, 10, "1 pack"),
        (8, 0, 10, "none bought"),
        (3, 3, None, ""),
    ],
)
def test_what_is_bought_is_told_where_the_quantity_does_not_tell(
    quantity: int, packs: int, size: int | None, text: str
) -> None:
    assert line(quantity, packs, size).bought_text == text
