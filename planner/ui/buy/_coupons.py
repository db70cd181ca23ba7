"""The codes that a visitor has for shops, and what each takes off the goods of an order."""

from collections.abc import Callable
from decimal import Decimal

import streamlit as st
from pydantic import ValidationError

from planner.jobs.buying import Requisition
from planner.model.findings import Finding, Severity
from planner.model.money import Money
from planner.model.numbers import number_text
from planner.model.vendors import Coupon
from planner.ui.buy import wishes as buying
from planner.ui.kit import wording
from planner.ui.kit.numbers import typed_number, write_it_like
from planner.ui.visit import notices

_WIDTH, _WIDE = 170, 300
_NEW = ("buy:coupon-vendor", "buy:coupon-code", "buy:coupon-off")
_PERCENT = "% off"


def ask_coupons(asked: Requisition, sellers: list[str], name_of: Callable[[str], str]) -> None:
    """Show the coupons that are counted, each with a way to take it out, and take another one."""
    coupons = asked.terms.coupons
    title = "Coupons"
    if coupons:
        title = wording.counted(len(coupons), "coupon is", "coupons are") + " counted"
    with st.expander(title, icon=":material/sell:"):
        st.markdown(
            "A discount code for a shop, one per order. Every total that uses it says that you "
            "entered the discount."
        )
        for each in coupons:
            with st.container(horizontal=True, vertical_alignment="center"):
                told = f"{each.code} at {name_of(each.vendor)}: {_off(each)}"
                st.markdown(f":material/sell: {wording.plain(told)}", width="content")
                st.button(
                    "Remove",
                    key=f"uncoupon:{each.vendor}",
                    type="tertiary",
                    on_click=_take_out,
                    args=(each.vendor,),
                )
        taken = {each.vendor for each in coupons}
        free = [vendor for vendor in sellers if vendor not in taken]
        _ask_new(free, name_of, asked.settlement.currency)
    notices.show_notice(at="buy:coupon")


def _ask_new(free: list[str], name_of: Callable[[str], str], currency: str) -> None:
    vendor, code, off = _NEW
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Shop of the coupon",
            free,
            index=None,
            format_func=name_of,
            placeholder="choose a vendor",
            key=vendor,
            width=_WIDE,
        )
        st.text_input("Code", max_chars=60, key=code, width=_WIDTH)
        st.text_input("Discount", placeholder="10", key=off, width=_WIDTH)
        st.segmented_control(
            "In",
            (_PERCENT, currency),
            default=_PERCENT,
            required=True,
            key="buy:coupon-unit",
            label_visibility="collapsed",
        )
        st.button("Apply", key="buy:coupon-add", on_click=_add, args=(currency,))


def _off(coupon: Coupon) -> str:
    if coupon.amount is not None:
        return f"{coupon.amount} off"
    return f"{number_text(coupon.percent or Decimal(0))} % off"


def _add(currency: str) -> None:
    vendor, code, off = (st.session_state[key] or "" for key in _NEW)
    number = typed_number(off)
    if not vendor or not code.strip():
        _refuse("A coupon needs a shop and a code.", "Choose the shop, and type the code.")
    elif number is None:
        _refuse(f"{off!r} is not a valid discount.", write_it_like(off, "10"))
    else:
        is_percent = st.session_state["buy:coupon-unit"] == _PERCENT
        how = {"percent": number} if is_percent else {"amount": Money(number, currency)}
        try:
            coupon = Coupon.model_validate({"vendor": vendor, "code": code.strip(), **how})
        except ValidationError:
            hint = "A code has no spaces, and a percentage is at most 100."
            _refuse(f"{code} with {off} is not a valid coupon.", hint)
            return
        buying.ask(coupons=(*buying.terms_now().coupons, coupon))
        for key, empty in zip(_NEW, (None, "", ""), strict=True):
            st.session_state[key] = empty


def _take_out(vendor: str) -> None:
    kept = tuple(each for each in buying.terms_now().coupons if each.vendor != vendor)
    buying.ask(coupons=kept)


def _refuse(message: str, hint: str) -> None:
    finding = Finding(
        code="coupon-not-read",
        severity=Severity.WARNING,
        subject="coupon",
        message=message,
        hint=hint,
    )
    notices.notify(finding, at="buy:coupon")
