"""Numbers as a visitor types them: read where only one can be meant, else each as a button."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import streamlit as st

from planner.io.text.amounts import ReadAmount, currency_sign, read_amount
from planner.io.text.numbers import readings, without_blanks
from planner.io.text.problems import listed
from planner.model.money import CURRENCIES
from planner.model.numbers import number_text

_CURRENCY = re.compile(r"[A-Z]{0,3}[$€£¥₹₩]|\b[A-Z]{3}\b|\bRM\b")
_AS_TYPED = "%.12g"
_PLAIN = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")
_ONE_NUMBER = re.compile(r"[\d.,'’ ]*")
_SIGN = re.compile(r"^([^\d\s.,'’-]+)\s*|\s*([^\d\s.,'’-]+)$")


def typed_number(text: str) -> Decimal | None:
    """Return a number as a person types it, or None if it is not clear which one is meant.

    `40,50` can only be 40.50, and `1,234.5` only 1234.5; `1,234` can be two numbers.
    """
    found = meant_by(text)
    return found[0] if len(found) == 1 else None


def meant_by(text: str) -> tuple[Decimal, ...]:
    """Return the numbers that a person can mean by a text: none, one, or two."""
    digits = without_blanks(text.strip())
    if _PLAIN.fullmatch(digits):
        return (Decimal(digits),)
    return tuple(Decimal(each) for each in readings(digits) if _PLAIN.fullmatch(each))


def typed_price(text: str, currency: str) -> ReadAmount:
    """Return what a person means by a price: `S$ 40` and `40,50` are one, `1.250` is two.

    `currency` is that of the input; the text may name it or be silent.
    """
    sign = _SIGN.search(text.strip())
    said = (sign[1] or sign[2]) if sign else ""
    code = said.upper() if said.upper() in CURRENCIES else currency_sign(said)
    read = read_amount(text, currency=code or (currency if not said else None))
    # A sign that several currencies share means the one of the input.
    if said and code is None and read.currency is None:
        read = read_amount(text, currency=currency)
    # One number may have two readings; `1e9` and `8-10` are no number at all.
    one = _ONE_NUMBER.fullmatch(_SIGN.sub("", text.strip()))
    return read if one else replace(read, choices=())


def offer_readings(choices: tuple[Decimal, ...], key: str, then: Callable[[], None]) -> None:
    """Show the numbers that a text can mean as buttons; the chosen one stands in the input."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown("Which one is meant?", width="content")
        for choice in choices:
            text = f"{choice:f}"
            st.button(
                number_text(choice, grouped=True),
                key=f"{key}:means:{text}",
                on_click=_mean,
                args=(key, text, then),
            )


def _mean(key: str, text: str, then: Callable[[], None]) -> None:
    st.session_state[key] = text
    then()


def ask_number(label: str, value: int | None, **shown: Any) -> int | float | None:
    """Ask for a whole number, and return what was typed: 1.5 is none, and whoever asked says so.

    An input for whole numbers would make 1 of 1.5, and nobody would know.
    """
    now = None if value is None else float(value)
    return as_whole(st.number_input(label, value=now, step=1.0, format=_AS_TYPED, **shown))


def as_whole(typed: float | None) -> int | float | None:
    """Return a number as a whole one where it is one."""
    return int(typed) if typed is not None and typed == int(typed) else typed


def write_it_like(text: str, example: str) -> str:
    """Return how to write what was typed: each number it can mean, else an example."""
    amount = _CURRENCY.sub("", text)
    digits = without_blanks(amount)
    meant = [each for each in readings(digits) if _PLAIN.fullmatch(each)]
    return f"Write it like {listed(meant or [example])}."
