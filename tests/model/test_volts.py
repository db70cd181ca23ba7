"""Volts: the form in which they are told, whoever wrote them first."""

from decimal import Decimal

import pytest

from planner.model.volts import exactly, nominal, taken


@pytest.mark.parametrize(
    ("written", "told"), [("12.0", "12"), ("12", "12"), ("19.50", "19.5"), ("20", "20")]
)
def test_equal_volts_are_told_alike_whoever_asked_first(written: str, told: str) -> None:
    assert str(exactly(Decimal(written))) == told
    assert str(nominal(Decimal(written))) == told
    assert str(taken([(Decimal(written), Decimal(written))])) == told


def test_a_little_over_five_volts_is_what_usb_gives() -> None:
    assert str(exactly(Decimal("5.10"))) == "5"


def test_spans_of_volts_are_told_without_noughts() -> None:
    spans = [(Decimal("9.0"), Decimal("20.00")), (Decimal(5), Decimal("5.1"))]
    assert str(taken(spans)) == "5 or 9 to 20"
