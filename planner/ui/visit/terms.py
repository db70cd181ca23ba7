"""In which currency and at which rate a visitor wants the numbers; the address keeps it.

The inputs are drawn only while somebody looks at them: drawn on every change of a quantity, they
would cost more time than the change itself.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

import streamlit as st

from planner.jobs.plans import also_of, entered_rate
from planner.jobs.rates import keep_rates
from planner.model import home
from planner.model.build import Build
from planner.model.cost_question import CostTerms
from planner.model.findings import Finding, Severity
from planner.ui.kit import widgets, wording
from planner.ui.kit.numbers import typed_number, write_it_like
from planner.ui.visit import address, in_view, notices
from planner.ui.visit.own_defaults import own_defaults

# Those with a published daily rate; the few that most plans need come first.
CURRENCIES = tuple(
    """SGD USD EUR GBP AUD CAD HKD JPY MYR BRL CHF CNY CZK DKK HUF IDR ILS INR KRW MXN NOK NZD
    PHP PLN RON SEK THB TRY ZAR""".split()
)
_UNFOLDED = "terms-open"
_PANEL = 480
_OWN_RATE = "own-rate"
FIRST_DAY = date(1999, 1, 4)
Mode = Literal["pinned", "day", "own"]
_MODES: dict[Mode, str] = {"pinned": "With the build", "day": "On a day", "own": "My own"}


@dataclass(frozen=True)
class Asked:
    """What the visitor asked for; `day` and `own` count only in their mode."""

    currency: str = home.CURRENCY
    also: str = home.SECOND_CURRENCY
    mode: Mode = "pinned"
    day: date | None = None
    own: Decimal | None = None


def wish() -> Asked:
    """Return what the visitor asked for."""
    asked: Asked | None = st.session_state.get("wish")
    return usual() if asked is None else asked


def usual() -> Asked:
    """Return what holds while nobody asked for anything else."""
    currency = own_defaults().currency
    return Asked() if currency not in CURRENCIES else Asked(currency=currency)


def _ask(asked: Asked) -> None:
    st.session_state["wish"] = asked


def ask_for(currency: str, day: date | None) -> None:
    """Ask for a currency and, if one is given, for the rates of a day."""
    asked = replace(wish(), currency=currency if currency in CURRENCIES else wish().currency)
    _ask(asked if day is None else replace(asked, mode="day", day=day))


def _asked_anew(asked: Asked) -> None:
    _ask(asked)
    # The inputs may be a fragment, and what they say changes the whole page.
    st.rerun()


def chosen_terms(build: Build) -> CostTerms:
    """Return the terms in force."""
    return _terms(build, wish())


def offer_terms() -> None:
    """Fold the inputs of the terms into one button; `show_terms` draws them below it."""
    # Not a popover: each one on a page costs its browser 3 ms at every change of a quantity.
    st.button(
        "Currency and rate",
        icon=":material/currency_exchange:",
        key="terms-fold",
        on_click=_fold,
    )


def show_terms(build: Build) -> None:
    """Draw the inputs of the terms if they are unfolded."""
    if st.session_state.get(_UNFOLDED):
        with st.container(border=True, width=_PANEL):
            _draw(build)


def unfold_terms() -> None:
    """Open the inputs of currency and rate."""
    st.session_state[_UNFOLDED] = True


def _fold() -> None:
    st.session_state[_UNFOLDED] = not st.session_state.get(_UNFOLDED)


def _terms(build: Build, asked: Asked) -> CostTerms:
    also = asked.also
    if also == asked.currency:
        also = home.second_currency(asked.currency)
    terms = CostTerms(currency=asked.currency, also=(also,))
    if asked.mode == "day":
        return terms.model_copy(update={"on": asked.day or in_view.today()})
    if asked.mode == "own" and asked.own is not None:
        return terms.model_copy(update={"rates": (entered_rate(build, terms, asked.own),)})
    return terms


# --- the address ---------------------------------------------------------------------------------


def follow_address() -> None:
    """Take over what the address says of the terms, if it was opened; the address keeps them."""
    currency, also, day, own = map(address.asked, ("currency", "also", "day", "own"))
    asked, first = wish(), usual()
    if currency is not None:
        asked = replace(asked, currency=currency if currency in CURRENCIES else first.currency)
    if also is not None:
        asked = replace(asked, also=also if also in CURRENCIES else first.also)
    if day is not None or own is not None:
        asked = replace(asked, mode="pinned")
    if day and (on := _day(day)) is not None:
        asked = replace(asked, mode="day", day=on)
    if own and (rate := typed_number(own)):
        asked = replace(asked, mode="own", own=rate)
    _ask(asked)
    _keep_address()


def _keep_address() -> None:
    asked, first = wish(), usual()
    address.keep("currency", None if asked.currency == first.currency else asked.currency)
    address.keep("also", None if asked.also == first.also else asked.also)
    on = asked.day or in_view.today()
    address.keep("day", on.isoformat() if asked.mode == "day" else None)
    address.keep("own", str(asked.own) if asked.mode == "own" and asked.own else None)


def told_to_others() -> dict[str, str]:
    """Return the currencies as an address says them to somebody who may have set others."""
    asked, kept = wish(), address.now()
    for key, code, known in (
        ("currency", asked.currency, home.CURRENCY),
        ("also", asked.also, home.SECOND_CURRENCY),
    ):
        if code != known:
            kept[key] = code
    return {key: kept[key] for key in ("currency", "also") if key in kept}


def _day(text: str) -> date | None:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return None
    return on if FIRST_DAY <= on <= in_view.today() else None


# --- the inputs ----------------------------------------------------------------------------------


def _draw(build: Build) -> None:
    asked = wish()
    left, right = st.columns(2)
    left.selectbox(
        "Currency",
        CURRENCIES,
        key=widgets.feed("terms-currency", asked.currency),
        on_change=_set_currency,
        help="Prices and totals are shown in this currency.",
    )
    right.selectbox(
        "Also shown in",
        CURRENCIES,
        key=widgets.feed("terms-also", asked.also),
        on_change=_set_also,
        help="A second currency under every total.",
    )
    terms = _terms(build, replace(asked, mode="pinned"))
    base, quote = terms.currency, next(iter(also_of(build, terms)))
    st.segmented_control(
        f"Rate from {base} to {quote}",
        list(_MODES),
        format_func=lambda mode: _MODES[mode],
        required=True,
        key=widgets.feed("terms-mode", asked.mode),
        on_change=_set_mode,
        help="With the build: the rate its author used, or the rate of the build's own date. On "
        "a day: the last rate published up to that day. My own: the rate you enter.",
    )
    if asked.mode == "day":
        st.date_input(
            "Day of rates and prices",
            min_value=FIRST_DAY,
            max_value=in_view.today(),
            key=widgets.feed("terms-day", asked.day or in_view.today()),
            on_change=_set_day,
            format="YYYY-MM-DD",
        )
    if asked.mode == "own":
        _draw_own_rate(asked, base, quote)
    _offer_live_rates(terms)


def _draw_own_rate(asked: Asked, base: str | None, quote: str) -> None:
    st.text_input(
        f"1 {base} in {quote}",
        key=widgets.feed("terms-own", "" if asked.own is None else str(asked.own)),
        on_change=_set_own,
        placeholder="0.7177",
        help="For example 0.7177.",
    )
    notices.show_notice(at=_OWN_RATE)
    if asked.own is None:
        st.markdown(wording.small("Until you enter a rate, the build's own rate is used."))


def _set_currency() -> None:
    _asked_anew(replace(wish(), currency=st.session_state["terms-currency"]))


def _set_also() -> None:
    _asked_anew(replace(wish(), also=st.session_state["terms-also"]))


def _set_mode() -> None:
    _asked_anew(replace(wish(), mode=st.session_state["terms-mode"]))


def _set_day() -> None:
    day = st.session_state["terms-day"]
    if isinstance(day, date) and FIRST_DAY <= day <= in_view.today():
        _asked_anew(replace(wish(), day=day))


def _set_own() -> None:
    text = st.session_state["terms-own"]
    rate = typed_number(text)
    if text.strip() and not rate:
        notices.notify(
            Finding(
                code="rate-not-a-number",
                severity=Severity.WARNING,
                subject="rate",
                message=f"{text!r} cannot be a rate, so the previous value is kept.",
                hint=write_it_like(text, "0.7177"),
            ),
            at=_OWN_RATE,
        )
        st.rerun()
    _asked_anew(replace(wish(), own=rate))


# --- today's rates -------------------------------------------------------------------------------


def _offer_live_rates(terms: CostTerms) -> None:
    if in_view.settings().rates_url is None:
        st.markdown(
            wording.small("Today's rate cannot be fetched here. Choose *My own* and enter it.")
        )
        return
    st.button(
        "Get today's rate",
        icon=":material/sync:",
        on_click=ask_for_live_rates,
        args=(terms,),
        help="Fetches the latest published rate once and keeps it with its date.",
    )


def fetch_live_rates(terms: CostTerms) -> None:
    """Ask the rate server and keep its answer; what goes wrong is a PlannerError."""
    # Imported here because it costs 0.2 s and most visits never ask.
    from planner.io.rates.live import LiveRates

    settings, day = in_view.settings(), in_view.today()
    server = LiveRates(
        settings.rates_url,
        connect_timeout=settings.rates_connect_timeout_s,
        read_timeout=settings.rates_read_timeout_s,
    )
    found = server.fetch(terms.currency or home.CURRENCY, terms.also or (), on=None, today=day)
    keep_rates(settings.rates_file, found)
    _ask(replace(wish(), mode="day", day=day))


def ask_for_live_rates(terms: CostTerms) -> None:
    """Note that today's rates are wanted; they are fetched once the page stands."""
    st.session_state["rates_wanted"] = terms
    st.rerun()


def wanted_rates() -> CostTerms | None:
    """Return the terms that today's rates are wanted for, once."""
    terms: CostTerms | None = st.session_state.pop("rates_wanted", None)
    return terms
