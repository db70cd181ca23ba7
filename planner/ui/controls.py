"""The inputs that every page shares: which build, in which currency, at which rate."""

import re
from datetime import date
from decimal import Decimal

import streamlit as st

from planner.io.rates.recorded import append_rates
from planner.jobs import Terms, also_of, entered_rate
from planner.model.build import Build
from planner.model.findings import Finding, Severity
from planner.model.money import CURRENCIES
from planner.ui import address, session

_COMMON = ("SGD", "USD", "EUR", "GBP", "AUD", "CAD", "HKD", "INR", "JPY", "MYR")
_ALL = (*_COMMON, *sorted(CURRENCIES - set(_COMMON)))
_FIRST_DAY = date(1999, 1, 4)
_RATE_CHOICES = {"pinned": "With the build", "day": "On a day", "own": "My own"}
# 1,234.5 has thousands marked; 0,7177 is a decimal comma and is not guessed at.
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"\d{1,12}(\.\d{1,12})?")


def typed_number(text: str) -> Decimal | None:
    """Return a number as a person types it, or None if it is not clear which one is meant."""
    text = text.strip()
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def choose_build(label: str, *, key: str, default: str = session.FIRST_BUILD) -> str:
    """Return the name of the build the visitor looks at; the address keeps it."""
    names = session.build_names()
    unknown = address.follow_one(key, names)
    if unknown is not None:
        session.notify(_unknown_build(unknown, names))
    if st.session_state.get(key) not in names:
        st.session_state[key] = default if default in names else names[0]
    chosen: str = st.selectbox(
        label,
        names,
        format_func=session.title,
        key=key,
        persist_state="session",
        help="Reference builds stay as published: what you change becomes your own copy.",
        width=260,
    )
    address.keep(key, None if chosen == default else chosen)
    return chosen


def _unknown_build(asked: str, names: tuple[str, ...]) -> Finding:
    return Finding(
        code="build-unknown",
        severity=Severity.WARNING,
        subject=asked,
        message=f"There is no build named {asked!r}, so {names[0]!r} is shown.",
        hint=f"Known builds: {', '.join(names)}.",
    )


def choose_terms(build: Build) -> Terms:
    """Return currency, further currency and rate as chosen; they are folded into one button."""
    with st.popover("Currency and rate", icon=":material/currency_exchange:"):
        left, right = st.columns(2)
        currency = left.selectbox(
            "Currency", _ALL, key="currency", bind="query-params", help="What totals are in."
        )
        others = ("USD", "SGD", *(code for code in _ALL if code not in ("USD", "SGD")))
        also = right.selectbox(
            "Shown also in",
            others,
            key="also",
            bind="query-params",
            help="A second currency under every total.",
        )
        terms = Terms(currency=currency, also=(_other(also, currency),))
        return _choose_rate(build, terms)


def _other(code: str, currency: str) -> str:
    if code != currency:
        return code
    return "SGD" if currency == "USD" else "USD"


def _choose_rate(build: Build, terms: Terms) -> Terms:
    pair = f"{terms.currency} to {next(iter(also_of(build, terms)))}"
    chosen = st.segmented_control(
        f"Rate from {pair}",
        list(_RATE_CHOICES),
        format_func=_RATE_CHOICES.__getitem__,
        default="pinned",
        required=True,
        key="rate",
        bind="query-params",
        help="With the build: the rate its author used, or the one of the build's own day. "
        "On a day: the last rate published up to that day. My own: the one you type.",
    )
    # All inputs are drawn, so that the address keeps what each of them holds.
    if chosen == "day":
        on = st.date_input(
            "Day of rates and prices",
            value=session.today(),
            min_value=_FIRST_DAY,
            max_value=session.today(),
            key="day",
            bind="query-params",
            format="YYYY-MM-DD",
        )
        terms = Terms(currency=terms.currency, also=terms.also, on=on)
    elif chosen == "own":
        terms = _own_rate(build, terms, pair)
    _offer_live_rates(terms)
    return terms


def _own_rate(build: Build, terms: Terms, pair: str) -> Terms:
    text = st.text_input(
        f"1 {pair.replace(' to ', ' in ')}",
        key="own-rate",
        bind="query-params",
        placeholder="0.7177",
        help="Type it with a point: 0.7177.",
    )
    value = typed_number(text)
    if value is None or value == 0:
        if text:
            st.error(f"{text!r} cannot be a rate. Write it like 0.7177.")
        else:
            st.markdown("Until you type a rate, the one of the build is used.")
        return terms
    rate = entered_rate(build, terms, value)
    return Terms(currency=terms.currency, also=terms.also, rates=(rate,))


def _offer_live_rates(terms: Terms) -> None:
    if session.settings().rates_url is None:
        st.markdown(
            "Today's rates are not fetched: no server is set. To switch this on, start the app "
            "with `PLANNER_RATES_URL` set to a rate server, for example "
            "`https://api.frankfurter.dev/v1/`."
        )
        return
    st.button(
        "Fetch today's rate",
        icon=":material/sync:",
        on_click=session.ask_for_live_rates,
        args=(terms,),
        help="Asks the server once and writes the answer with its day into catalogs/rates.csv.",
    )


def fetch_live_rates(terms: Terms) -> None:
    """Ask the rate server and keep its answer; what goes wrong is a PlannerError."""
    # Imported here because it costs 0.2 s and most visits never ask.
    from planner.io.rates.live import LiveRates

    settings = session.settings()
    server = LiveRates(
        settings.rates_url,
        connect_timeout=settings.rates_connect_timeout_s,
        read_timeout=settings.rates_read_timeout_s,
    )
    day = session.today()
    found = server.fetch(terms.currency or "SGD", terms.also or (), on=None, today=day)
    append_rates(settings.catalogs / "rates.csv", found)


def show_draft_buttons(name: str) -> None:
    """Offer to take the last change back, or all of them, where there are any."""
    if session.draft_of(name) is None:
        return
    st.button("Undo", icon=":material/undo:", on_click=session.undo, args=(name,))
    way_back = "Start again" if name == session.OWN_BUILD else "Back to as published"
    st.button(way_back, type="tertiary", on_click=session.discard, args=(name,))
