"""What a further node is bought from: the parts and prices that count on a day."""

from dataclasses import dataclass
from datetime import date

from planner.engine.planning.cost import cost
from planner.engine.planning.plan import make_plan
from planner.engine.sizing._node_places import Pieces
from planner.model.build import Build, CountBasis, Position
from planner.model.catalog import Catalog
from planner.model.money import Money, RateTable
from planner.model.offers import Price
from planner.model.parts import Part


@dataclass(frozen=True)
class Shelf:
    """What a further node is bought from: the parts and prices that count on a day, with rates."""

    catalog: Catalog
    rates: RateTable
    currency: str
    on: date

    def costs(self, pieces: Pieces) -> tuple[Money | None, Price | None]:
        """Return what pieces of one part cost, and the price of one pack; None if nobody says.

        A price in another currency is converted at the rate of this day: that of the build may be
        years old.
        """
        total, price = self._costs(pieces, None)
        if price is None or price.unit.currency == self.currency:
            return total, price
        rate = self.rates.rate(price.unit.currency, self.currency, self.on)
        if rate is None:
            return None, price
        low, high = (
            None if end is None else rate.convert_price(end) for end in (price.low, price.high)
        )
        note = f"{price.unit} at {rate.shown((price.unit,))} of {rate.as_of}"
        changes = {"unit": rate.convert_price(price.unit), "low": low, "high": high, "note": note}
        return self._costs(pieces, price.model_copy(update=changes))

    def _costs(self, pieces: Pieces, price: Price | None) -> tuple[Money | None, Price | None]:
        build = Build(
            name="priced",
            title="priced",
            currency=self.currency,
            on=self.on,
            positions=(bought_position(*pieces, price),),
        )
        plan = make_plan(build, self.catalog, rates=self.rates, any_condition=True)
        (line,) = cost(plan).lines
        return line.line_total, line.line.price


def bought_position(part: Part, quantity: int, price: Price | None) -> Position:
    """Return the line of pieces that a further node takes, at a price that stays."""
    return Position(
        slot=part.category,
        part_number=part.part_number,
        quantity=quantity,
        count_basis=CountBasis.CALCULATED,
        why="one node more",
        price=price,
    )
