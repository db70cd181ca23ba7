"""What so many pieces cost at least is the same, whatever was asked of the part before."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.sizing.piece_prices import PiecePrices
from planner.model.offers import Offer
from tests.engine.sizing_cases import RATES, breaks, in_packs, patch, shop
from tests.examples import examples
from tests.plans import ON

CENTS = st.integers(1, 500).map(lambda cents: f"{Decimal(cents) / 100:.2f}")


@st.composite
def offers(draw: Any) -> list[Offer]:
    """Return offers of one part: in packs, or at prices that fall with the quantity."""
    found: list[Offer] = []
    for _ in range(draw(st.integers(1, 2))):
        if draw(st.booleans()):
            found += in_packs("patch", draw(CENTS), draw(st.integers(2, 9)))
        else:
            starts = sorted({1, *draw(st.sets(st.integers(2, 40), max_size=3))})
            found += breaks("patch", *((start, draw(CENTS)) for start in starts))
    return found


def prices(of: list[Offer]) -> PiecePrices:
    return PiecePrices(shop((patch(), of)), RATES, currency="SGD", on=ON)


@examples(80)
@given(
    of=offers(),
    asked=st.lists(st.integers(1, 45), min_size=2, max_size=4),
    least=st.integers(0, 3),
    copies=st.integers(1, 3),
    owned=st.integers(0, 5),
)
def test_what_was_asked_before_changes_no_price(
    of: list[Offer], asked: list[int], least: int, copies: int, owned: int
) -> None:
    kept = prices(of)
    for most in asked:
        at = {"least": min(least, most), "copies": copies, "owned": owned}
        assert kept.levels("patch", most, **at) == prices(of).levels("patch", most, **at)
