"""What a cell of a file of offers or vendors may hold: amounts, counts, percentages, lists."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from planner.model.exact_numbers import ExactDecimal, Whole
from planner.model.money import Money, MoneyText

# Dear enough for a server in any currency; beyond, a digit was doubled or a currency mistaken.
MOST = Decimal(1_000_000_000_000)


def _payable(value: Money) -> Money:
    if not 0 <= value.amount <= MOST:
        raise ValueError(f"a price must be between 0 and {MOST:,}, not {value.amount}")
    return value


Amount = Annotated[ExactDecimal, Field(ge=0, le=MOST)]
PriceMoney = Annotated[MoneyText, AfterValidator(_payable)]
Pieces = Annotated[Whole, Field(ge=1, le=1_000_000)]
VendorId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Percent = Annotated[ExactDecimal, Field(ge=0, le=100)]
TaxRounding = Literal["nearest", "down"]


def pairs(first: str, second: str, *, what: str) -> BeforeValidator:
    """Return what reads `0=5.00; 50=3.00` as records of two fields."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        found = [each.partition("=") for each in value.split(";") if each.strip()]
        if not all(sign for _, sign, _ in found):
            raise ValueError(f"{value!r} is not a list of {what}")
        return tuple({first: start.strip(), second: end.strip()} for start, _, end in found)

    return BeforeValidator(read)


def words(value: object) -> object:
    """Return what `SG; MY` lists, or the value if it is no text."""
    return (
        tuple(w.strip() for w in value.split(";") if w.strip()) if isinstance(value, str) else value
    )
