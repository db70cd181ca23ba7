"""What is counted in a file is a number: `true` is a slip, and not one piece."""

import pytest
from pydantic import TypeAdapter, ValidationError

from planner.model.kits import KitQuantity
from planner.model.offers import PriceBreak
from planner.model.requirement import Requirement


@pytest.mark.parametrize("truth", [True, False])
def test_true_and_false_are_no_number_of_anything(truth: bool) -> None:
    with pytest.raises(ValidationError, match=f"{str(truth).lower()} is not a number"):
        PriceBreak.model_validate({"min_quantity": truth, "price": "1"})
    with pytest.raises(ValidationError, match="is not a number"):
        TypeAdapter(KitQuantity).validate_python(truth)
    with pytest.raises(ValidationError, match="is not a number"):
        Requirement.model_validate({"nodes": truth})


def test_numbers_are_read_as_before() -> None:
    assert TypeAdapter(KitQuantity).validate_python("3") == 3
    assert PriceBreak.model_validate({"min_quantity": 5, "price": "1"}).min_quantity == 5
