"""How prices that pages propose differ from those that are kept, if they can be compared."""

from datetime import date
from decimal import Decimal

from planner.model.cells import VendorId
from planner.model.findings import Finding
from planner.model.money import Money
from planner.model.offers import Offer
from planner.model.proposals import Condition, PriceProposal, TaxIncluded
from planner.model.record import Record

# A price that moved by more than this is looked at twice: a digit may be lost, or a variant taken
# for another.
SECOND_LOOK_PERCENT = 50


class PriceChange(Record):
    """An old price beside a new one, both of one pack.

    `percent` is the change to one decimal, and None where there is nothing to compare; `told` says
    why, one sentence for each difference. `age_days` is from the old day to the new one.
    """

    part_number: str
    vendor: str
    old: Money
    old_day: date
    new: Money | None
    percent: Decimal | None = None
    age_days: int | None = None
    told: tuple[str, ...] = ()

    @property
    def second_look(self) -> bool:
        """Tell whether a person must look twice: it moved far, or could not be compared."""
        return self.percent is None or abs(self.percent) > SECOND_LOOK_PERCENT


class PricePage(Record):
    """A page of a shop, and the newest offers that were read from it, one for each part and SKU."""

    vendor: VendorId
    shop: str
    address: str
    offers: tuple[Offer, ...]


class RefreshedPrice(Record):
    """What became of one kept offer when its page was asked again.

    One proposal is the new price, if its questions are answered; of several a person picks one.
    Without any the findings say why, and the old price stays what it is: old.
    """

    offer: Offer
    address: str
    proposals: tuple[PriceProposal, ...] = ()
    change: PriceChange | None = None
    findings: tuple[Finding, ...] = ()


class PriceRefresh(Record):
    """Prices asked again, in the order of the pages; `cancelled` if not all pages were asked."""

    prices: tuple[RefreshedPrice, ...] = ()
    cancelled: bool = False


class RefreshProgress(Record):
    """How far the pages of one shop are: `done` of `of`, and which one was answered last."""

    vendor: VendorId
    shop: str
    done: int
    of: int
    address: str = ""


def price_change(old: Offer, proposal: PriceProposal) -> PriceChange:
    """Return what changes from an offer to a proposal for the same part.

    Prices in two currencies, of two pack sizes or articles, of new and used ones, with tax and
    without are never compared.
    """
    before = old.pack_price(old.sold_packs(1))
    after = proposal.price
    told = _differences(old, proposal)
    percent = None
    if after is not None and not told and before.amount:
        moved = (after.amount - before.amount) / before.amount * 100
        percent = moved.quantize(Decimal("0.1"))
    return PriceChange(
        part_number=old.part_number,
        vendor=old.vendor,
        old=before,
        old_day=old.quoted_on,
        new=after,
        percent=percent,
        age_days=None if proposal.day is None else (proposal.day - old.quoted_on).days,
        told=told,
    )


def _differences(old: Offer, proposal: PriceProposal) -> tuple[str, ...]:
    """Return a sentence for each thing that keeps the two prices from being compared."""
    told = []
    if proposal.amount is None:
        told.append("There is no single price: it is asked.")
    if proposal.currency is None:
        told.append("The new price has no currency: it is asked.")
    elif proposal.currency != old.currency:
        told.append(f"The old price is in {old.currency}, the new one in {proposal.currency}.")
    if proposal.pack_size is None:
        told.append(f"How many pieces are in one pack is asked; it was {old.pack_size}.")
    elif proposal.pack_size != old.pack_size:
        told.append(f"A pack held {old.pack_size}, and holds {proposal.pack_size} now.")
    if old.sku and proposal.sku and old.sku != proposal.sku:
        told.append(f"The old price is for SKU {old.sku}, the new one for {proposal.sku}.")
    before = old.condition or "not stated"
    after = "not stated" if proposal.condition is Condition.UNKNOWN else str(proposal.condition)
    if before != after and {before, after} & {Condition.USED, Condition.REFURBISHED}:
        told.append(f"The condition of the old item is {before}, of the new one {after}.")
    with_tax = {TaxIncluded.YES: True, TaxIncluded.NO: False}.get(proposal.tax_included)
    if None not in (old.tax_included, with_tax) and old.tax_included != with_tax:
        without = "Tax is in the old price and not in the new one."
        told.append(without if old.tax_included else "Tax is in the new price, not in the old one.")
    return tuple(told)


def matching(offer: Offer, proposals: tuple[PriceProposal, ...]) -> tuple[PriceProposal, ...]:
    """Return of a page's proposals the one that an offer was of; all of them if none is sure.

    Its article number is sure, and so are a SKU and an address that names its variant; a name is
    not.
    """
    if len(proposals) < 2:
        return proposals
    number = offer.article_number
    same = [each for each in proposals if number and each.article_number == number]
    same = same or [each for each in proposals if offer.sku and each.sku == offer.sku]
    if not same and "?" in offer.source:
        same = [each for each in proposals if each.address == offer.source]
    return tuple(same) if len(same) == 1 else proposals
