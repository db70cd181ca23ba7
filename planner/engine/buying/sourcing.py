"""What a purchase comes to, how sure that is, and what of it is not known."""

from dataclasses import dataclass
from decimal import Decimal

from planner.engine.buying.fastest import Fastest
from planner.engine.buying.term_prices import TermPrice
from planner.engine.solving.solver import Status
from planner.model.findings import Finding
from planner.model.money import Money
from planner.model.sourcing import Basket, Need, UnreadRow


@dataclass(frozen=True)
class Sourcing:
    """The cheapest basket, how sure that is, and what simpler ways of buying come to.

    `bound` is what no basket gets below, `gap` by how many percent of the total one might. A
    strategy that no basket fulfils is None. `term_prices` say what each term costs. `fastest` says
    what was asked of the arrival; the basket is then the cheapest of those that are there as soon.
    `missing` are the pieces that cannot be had: where there are any, `needs` are what is left, and
    what the basket comes to is no total of the bill. Nor is it while `unread` names rows of the
    bill. `unread_offers` are rows of offers that may be cheaper: then nothing is proven.
    """

    status: Status
    needs: tuple[Need, ...]
    basket: Basket | None = None
    bound: Money | None = None
    gap: Decimal | None = None
    line_by_line_basket: Basket | None = None
    single_vendor_basket: Basket | None = None
    term_prices: tuple[TermPrice, ...] = ()
    fastest: Fastest | None = None
    findings: tuple[Finding, ...] = ()
    missing: tuple[Need, ...] = ()
    unread: tuple[UnreadRow, ...] = ()
    unread_offers: tuple[UnreadRow, ...] = ()

    @property
    def total(self) -> Money | None:
        """Return what everything comes to; None while some of it cannot be had, or is not known."""
        return None if self.basket is None or not self.is_whole else self.basket.total

    @property
    def is_whole(self) -> bool:
        """Tell whether all of the bill was read and can be had."""
        return not self.missing and not self.unread

    @property
    def proven(self) -> bool:
        """Tell whether no basket of the needs is cheaper, every charge of this one being known.

        The fastest basket is measured by the cheapest one, whose charges must be known, too.
        """
        known = self.basket is not None and not self.basket.unknown and not self.unread_offers
        measured = self.fastest is None or self.fastest.is_known
        return known and measured and self.status is Status.OPTIMAL

    @property
    def line_by_line(self) -> Money | None:
        """Return what the cheapest offer for each line comes to; None if that is not known."""
        return None if self.line_by_line_basket is None else self.line_by_line_basket.total

    @property
    def single_vendor(self) -> Money | None:
        """Return what the one vendor that is cheapest for all takes; None if that is not known."""
        return None if self.single_vendor_basket is None else self.single_vendor_basket.total
