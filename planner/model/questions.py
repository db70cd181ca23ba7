"""The questions that can be asked: what a build costs, which build will do, what to buy where.

A question says all that a person asks, and nothing of what the catalog knows. It is one record for
every way to ask and to keep: an address, a file, a command, the key of long work. It can be hashed,
pickled and written as JSON, and it is checked when it is made, wherever it came from.
"""

from datetime import date
from operator import not_
from typing import Annotated

from pydantic import Field, model_validator

from planner.model import home
from planner.model.basket import Need, UnreadRow
from planner.model.bounds import MOST_BUILDS, MOST_PERCENT, MOST_VENDORS
from planner.model.build import Build, BuildName, Copies
from planner.model.buying import NO_TERMS, BuyingTerms
from planner.model.cost_question import CostQuestion, Entered
from planner.model.money import CurrencyCode, Money
from planner.model.own_terms import NO_OWN_TERMS, OwnTerms
from planner.model.parts import PartNumber
from planner.model.record import Record
from planner.model.requirement import MOST_NODES, Measure, Requirement
from planner.model.spares import SpareRule, rules_mistake

MOST_POINTS = 200


class SizeQuestion(Record):
    """Asks which build does all that is wanted, and is best at its objective.

    Where it is to be delivered, `terms` say whose prices count and what is assumed of vendors.
    """

    wanted: Requirement
    rates: Entered = ()
    terms: BuyingTerms = NO_TERMS


class CurveQuestion(SizeQuestion):
    """Asks what every number of nodes costs, up to `most`.

    `wanted` says what else holds; its own number of nodes and where it is delivered play no part.
    """

    most: Annotated[int, Field(ge=1, le=MOST_NODES)] = 16

    @classmethod
    def about(cls, wanted: Requirement, rates: Entered = (), *, most: int = 16) -> "CurveQuestion":
        """Return the question about these requirements: what plays no part in it is left out."""
        plain = at_list_prices(wanted).model_copy(update={"nodes": most})
        return cls(wanted=plain, rates=rates, most=most)


class FrontierQuestion(SizeQuestion):
    """Asks which builds no other beats in cost and in a measure: `points` of them at most."""

    against: Measure = Measure.NODES
    points: Annotated[int, Field(ge=1, le=MOST_POINTS)] = 20


class WhyQuestion(SizeQuestion):
    """Asks why a part is in the best build, or why it is not.

    `cost` is that of the build in view, if one is: where the best costs something else, the build
    in view is not the best, and its parts have no reason in money.
    """

    part_number: PartNumber
    cost: Money | None = None


class OwnedLine(Record):
    """A line of a bill of which some pieces are owned; `quantity` is what one copy takes."""

    part_number: PartNumber
    quantity: Annotated[int, Field(ge=1)]
    owned: Annotated[int, Field(ge=1)]
    alternates: tuple[PartNumber, ...] = ()


class Bill(Record):
    """What must be bought, as a bill lists it; `unread` are its rows that were not read.

    `needs` are those of one copy, less what is owned. `partly_owned` are the lines of which pieces
    are, also those of which none must be bought: they serve one copy and no other.
    """

    title: str
    needs: tuple[Need, ...]
    unread: tuple[UnreadRow, ...] = ()
    partly_owned: tuple[OwnedLine, ...] = Field((), exclude_if=not_)

    def pieces_in(self, copies: int) -> dict[str, int]:
        """Return how many pieces of each part so many copies take, owned or not."""
        of_one = {(each.part_number, each.alternates): each.quantity for each in self.needs}
        of_one |= {(e.part_number, e.alternates): e.quantity for e in self.partly_owned}
        pieces: dict[str, int] = {}
        for (number, _), quantity in of_one.items():
            pieces[number] = pieces.get(number, 0) + copies * quantity
        return pieces

    def in_copies(self, copies: int) -> tuple[Need, ...]:
        """Return what so many copies need together, less what is owned."""
        pieces = {(each.part_number, each.alternates): each.quantity for each in self.needs}
        pieces = {key: copies * quantity for key, quantity in pieces.items()}
        for line in self.partly_owned:
            key = line.part_number, line.alternates
            pieces[key] = copies * line.quantity - line.owned
        return tuple(
            Need(part_number=number, quantity=quantity, alternates=alternates)
            for (number, alternates), quantity in pieces.items()
            if quantity > 0
        )


OwnerName = Annotated[str, Field(max_length=60, pattern=r"^[^\x00-\x1f]*$")]


class OrderedBuild(Record):
    """A build or a bill that is bought together with others, in so many copies, and for whom.

    Without `copies` it is as many as the build says. `owner` is a name and nothing more; what the
    owner pays is told in `currency`, too, where that is not the order's. `terms` hold for its parts
    and for no other's.
    """

    what: BuildName | Build | Bill
    copies: Copies | None = None
    owner: OwnerName = ""
    currency: CurrencyCode | None = None
    terms: OwnTerms = NO_OWN_TERMS


class Together(Record):
    """Builds and bills that are bought in one order."""

    builds: Annotated[tuple[OrderedBuild, ...], Field(min_length=1, max_length=MOST_BUILDS)]


class BuyQuestion(Record):
    """Asks for the cheapest way to buy what a build or a bill needs, on these terms.

    With `partial` the rest is bought where something cannot be had or a row was not read; without
    it, nothing is. Of a bill, or of a build, so many `copies` are bought together; None: as many as
    the build says. Rules for `spares` come in place of the build's own about the same.
    """

    what: BuildName | Build | Bill | Together
    on: date
    currency: CurrencyCode = home.CURRENCY
    terms: BuyingTerms = NO_TERMS
    rates: Entered = ()
    partial: bool = False
    copies: Copies | None = None
    spares: tuple[SpareRule, ...] = ()

    @model_validator(mode="after")
    def _can_be_asked(self) -> "BuyQuestion":
        percent, most = self.terms.fastest_within, self.terms.max_vendors
        if percent is not None and not 0 <= percent <= MOST_PERCENT:
            raise ValueError(f"{percent} is not a percentage from 0 to {MOST_PERCENT}")
        if most is not None and not 1 <= most <= MOST_VENDORS:
            raise ValueError(f"{most} is not a number of vendors from 1 to {MOST_VENDORS}")
        if mistake := rules_mistake(self.spares):
            raise ValueError(mistake)
        return self


Question = CostQuestion | SizeQuestion | BuyQuestion


def at_list_prices(wanted: Requirement) -> Requirement:
    """Return the same requirements at list prices: the curve and the frontier know no others."""
    return wanted.model_copy(update={"delivered_to": None})
