"""Any plan at all, for tests of what holds of every one of them."""

from typing import Any

from hypothesis import strategies as st

from planner.model.plan import Plan
from tests.plans import SGD_USD, gst, plan, position, price, rate, shipping

RATES = (SGD_USD, rate("USD", "SGD", "1.3933"), rate("JPY", "SGD", "0.012983"))
NUMBERS = ("rpi-3b", "microsd-16gb", "charger-10", "switch-8p", "lead-03")
AMOUNTS = st.decimals(min_value=0, max_value=99_999, places=3)
CURRENCIES = st.sampled_from(["SGD", "USD", "JPY", "EUR"])


@st.composite
def prices(draw: st.DrawFn) -> Any:
    unit, currency = draw(AMOUNTS), draw(CURRENCIES)
    fields: dict[str, Any] = {"pack_size": draw(st.integers(1, 12)), "note": draw(texts())}
    if draw(st.booleans()):
        fields |= {"low": f"{unit / 2} {currency}", "high": f"{unit * 2} {currency}"}
    return price(f"{unit} {currency}", **fields)


def texts() -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan: mixed currencies, EUR without a rate, gaps, packs, charges, odd texts."""
    lines = [
        position(
            "other",
            draw(st.sampled_from(NUMBERS)),
            draw(st.integers(1, 999)),
            price=draw(st.none() | prices()),
            why=draw(texts()),
            retired=draw(st.booleans()),
        )
        for _ in range(draw(st.integers(0, 5)))
    ]
    percent = str(draw(st.decimals(0, 30, places=2)))
    charges = [shipping("12.345 USD"), gst(percent), shipping("7 EUR"), shipping("5 SGD")]
    return plan(
        *lines,
        rates=RATES,
        charges=draw(st.lists(st.sampled_from(charges), max_size=3)),
        inferred=draw(texts()),
        title=draw(texts().filter(str.strip)),
    )
