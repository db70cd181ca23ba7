"""Amounts that a person states for a vendor: refused where no rate leads to what it charges in."""

from planner.model.buying import BuyingTerms, Market, Settlement
from planner.model.codes import COUPON_UNRATED
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import Money
from planner.model.vendors import Assumption, Coupon


def refuse_unrated_amounts(market: Market, settlement: Settlement, terms: BuyingTerms) -> None:
    """Raise PlannerError for a coupon, or an assumption about one vendor, that nothing converts.

    Left out in silence it would change what the basket is. What is assumed of all vendors stays
    unknown at those that no rate leads to, and is told there.
    """
    charged = {vendor.vendor: vendor.currency for vendor in market.vendors}
    stated: tuple[Coupon | Assumption, ...] = (*terms.coupons, *terms.assumed)
    for each in stated:
        currency = None if each.vendor is None else charged.get(each.vendor)
        amount = each.amount
        if currency is None or amount is None or settlement.reaches(amount.currency, currency):
            continue
        if isinstance(each, Coupon):
            told, code = f"The coupon {each.code} for {each.vendor} takes off", COUPON_UNRATED
        else:
            told, code = f"Assumed of {each.term} at {each.vendor} is", "assumption-no-rate"
        raise PlannerError(_unrated(f"{told} {amount}", amount, currency, settlement, code))


def _unrated(told: str, amount: Money, to: str, settlement: Settlement, code: str) -> Finding:
    pair = f"from {amount.currency} to {to}"
    return Finding(
        code=code,
        severity=Severity.ERROR,
        subject=f"{amount.currency}/{to}",
        message=f"{told}, and there is no exchange rate {pair}, which this vendor charges "
        f"in, on or before {settlement.on}.",
        hint=f"State the amount in {to}, or enter a rate {pair}.",
    )
