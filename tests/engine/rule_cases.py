"""Tax rules at random, such as an order can be counted by, and some that leave things open."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from planner.model.buying import NO_TERMS, Market, Settlement
from planner.model.tax_rules import TaxRule
from planner.model.vendors import Vendor
from tests.model.test_levies import rule

CODES = ("847150", "854442", "940320")
PERCENTS = st.sampled_from(["0", "9", "5", "19.6", "33.3"])
LIMITS = st.integers(100, 6000).map(lambda cents: f"{Decimal(cents) / 100:.2f}")


@st.composite
def limits(draw: Any) -> tuple[str, str]:
    """A value, and what it is of."""
    currency = draw(st.sampled_from(["SGD", "USD", "EUR"]))
    return f"{draw(LIMITS)} {currency}", draw(st.sampled_from(["order", "goods"]))


@st.composite
def tax_rules(draw: Any, *, settled: bool = False) -> tuple[TaxRule, ...]:
    """Rules for import tax, for duty, both or none; `settled` ones leave nothing open."""
    return (*draw(st.one_of(st.just(()), import_taxes(settled))), *draw(duties(settled)))


@st.composite
def import_taxes(draw: Any, settled: bool) -> tuple[TaxRule, ...]:
    percent, rounding = draw(PERCENTS), draw(st.sampled_from(["nearest", "down"]))
    taxed = {"percent": percent, "tax_rounding": rounding}
    kind = draw(st.sampled_from(["any", "over", "seller", "article"]))
    if kind == "any":
        return (rule(**taxed),)
    limit, value_of = draw(limits())
    over = rule(over=limit, value_of=value_of, **taxed)
    if kind == "over":
        return (over,)
    if kind == "seller":
        return over, rule(up_to=limit, value_of=value_of, taken_by="seller", **taxed)
    article = {"value_of": "article", "taken_by": "registered-seller"}
    return over, rule(up_to=limit, **article, **taxed)


@st.composite
def duties(draw: Any, settled: bool) -> tuple[TaxRule, ...]:
    kind = draw(st.sampled_from(["", "any", "over", "kinds", "kinds", "all kinds"]))
    fixed = (
        f"{draw(st.integers(1, 400)) / Decimal(100):.2f} {draw(st.sampled_from(['SGD', 'EUR']))}"
    )
    percent = {"percent": draw(PERCENTS)} if settled or draw(st.booleans()) else {}
    if not kind:
        return ()
    if kind == "any":
        return (rule(tax="duty", **percent),)
    if kind == "all kinds":
        return (rule(tax="duty", per_kind=fixed),)
    limit, value_of = draw(limits())
    value_of = "goods" if kind == "kinds" else value_of
    over = rule(tax="duty", over=limit, value_of=value_of, **percent)
    if kind == "over":
        return (over,)
    return over, rule(tax="duty", up_to=limit, value_of=value_of, per_kind=fixed)


def ruled(vendor: Vendor, rules: tuple[TaxRule, ...], settlement: Settlement) -> Vendor:
    """Return a vendor with what rules say of its orders."""
    market = Market((), (vendor,), tax_rules=rules).on_terms(NO_TERMS, settlement)
    return market.vendors[0]
