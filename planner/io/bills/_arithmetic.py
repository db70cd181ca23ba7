"""When two amounts are the same, and which number of a doubtful cell is counted with."""

from decimal import Decimal

from planner.io.bills._values import Value

# A shop rounds the price of a piece or of a line; more than this is no rounding.
ROUNDING = Decimal("0.02")


def likely(value: Value) -> Decimal | None:
    """Return the number that a cell most likely says; None for a guess of its writer's."""
    if value.about or value.percent or (value.unit and value.unit != "pieces"):
        return None
    return value.readings[0] if value.readings else None


def about_same(stated: Decimal, counted: Decimal) -> bool:
    """Tell whether a sum that is stated as about so much is meant: rounded to its last digit."""
    short = stated.normalize()
    half = Decimal((0, (5,), int(short.as_tuple().exponent) - 1))
    return abs(stated - counted) <= min(half, abs(stated) / 20)


def agree(stated: Decimal, counted: Decimal) -> bool:
    """Tell whether two amounts are the same but for a shop's rounding."""
    return abs(stated - counted) <= ROUNDING or same(stated, counted)


def same(stated: Decimal, counted: Decimal) -> bool:
    """Tell whether two numbers are the same but for the noise of binary fractions."""
    return abs(stated - counted) < Decimal("1e-9") or f"{stated:.11e}" == f"{counted:.11e}"
