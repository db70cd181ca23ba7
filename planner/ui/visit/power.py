"""At which tariff and how hard a visitor runs a cluster; the address keeps it."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st
from pydantic import ValidationError

from planner.jobs.running import tariff_of
from planner.model.findings import Finding, Severity
from planner.model.money import CURRENCIES, Money, symbol
from planner.model.plan import Plan
from planner.model.requirement import Objective, Requirement
from planner.model.running import RunningCost, RunningTerms
from planner.ui.kit import running as shown
from planner.ui.kit import widgets, wording
from planner.ui.kit.countries import country_name
from planner.ui.kit.folds import fold_button
from planner.ui.kit.numbers import typed_number, write_it_like
from planner.ui.visit import address, in_view, notices
from planner.ui.visit.own_defaults import own_defaults

_STATE, _NOTICE = "power", "power-notice"
_PRICE, _COUNTRY, _LOAD = "power-price", "power-country", "power-load"
_WIDTH = 220
# What an address says of a tariff that is configured, and was taken out.
_NONE = "-"


def chosen_power() -> RunningTerms:
    """Return what the visitor said of tariff and load."""
    said: RunningTerms | None = st.session_state.get(_STATE)
    return own_defaults().running if said is None else said


def as_wished(wanted: Requirement) -> RunningTerms:
    """Return it for a build that was sized: a tariff that is one of its requirements holds."""
    counts = wanted.objective is Objective.OVER_YEARS and wanted.tariff is not None
    return chosen_power().model_copy(update={"tariff": wanted.price_of_kwh} if counts else {})


def _ask(**changes: object) -> None:
    st.session_state[_STATE] = RunningTerms(**(dict(chosen_power()) | changes))
    _keep_address()


def follow_address() -> None:
    """Take over what the address says of tariff and load, if it was opened; it keeps them."""
    tariff, country, load = map(address.asked, ("tariff", "country", "load"))
    usual = own_defaults().running
    for name, text in (("tariff", tariff), ("country", country), ("load_percent", load)):
        if text is None:
            continue
        default = getattr(usual, name)
        try:
            _ask(**{name: None if text == _NONE else text or default})
        except (ValidationError, ValueError):
            _ask(**{name: default})
    _keep_address()


def _keep_address() -> None:
    said, usual = chosen_power(), own_defaults().running
    own = said.tariff
    told = _NONE if own is None else f"{own.amount:f} {own.currency}"
    address.keep("tariff", None if own == usual.tariff else told)
    address.keep("country", None if said.country == usual.country else said.country)
    address.keep("load", None if said.load_percent is None else f"{said.load_percent:f}")


def offer_power(key: str, running: Sequence[RunningCost], plan: Plan) -> None:
    """Fold what electricity rests on: the inputs of tariff and load, and what each build draws."""
    if not fold_button("Running cost", key=key):
        return
    with st.container(border=True):
        _draw_inputs(plan)
        for each in running:
            if len(running) > 1:
                st.markdown(f"**{wording.plain(each.title)}**")
            shown.show_running(each)


def _draw_inputs(plan: Plan) -> None:
    said = chosen_power()
    own = said.tariff
    currency = plan.currency if own is None else own.currency
    usual = tariff_of(in_view.catalog(), RunningTerms(country=said.country), on=plan.on)
    example = "0.30" if usual is None else f"{usual.per_kwh:f}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            f"Your price per kWh, {symbol(currency).strip()}",
            key=widgets.feed(_PRICE, "" if own is None else f"{own.amount:f}"),
            placeholder=example,
            on_change=_set_price,
            args=(currency,),
            width=_WIDTH,
            help="The price on your electricity bill, tax included. Empty: the country's tariff.",
        )
        countries = sorted({each.country for each in in_view.catalog().tariffs} | {said.country})
        st.selectbox(
            "Tariff country",
            countries,
            format_func=country_name,
            key=widgets.feed(_COUNTRY, said.country),
            on_change=_set_country,
            width=_WIDTH,
            help="Countries with a tariff on record. A tariff applies from its date until a "
            "later one replaces it.",
        )
        st.text_input(
            "Time under load (%)",
            key=widgets.feed(_LOAD, "" if said.load_percent is None else f"{said.load_percent:f}"),
            placeholder="not set",
            on_change=_set_load,
            width=_WIDTH,
            help="This share of the time at peak draw, the rest at idle draw, or at typical "
            "draw where idle is not known.",
        )
    notices.show_notice(at=_NOTICE)


def _set_price(currency: str) -> None:
    text = str(st.session_state[_PRICE]).strip()
    price = typed_number(text)
    if not text:
        _ask(tariff=None)
    elif not price or price > 1_000_000 or currency not in CURRENCIES:
        _refuse("tariff", text, "the price per kWh", "0.30")
    else:
        _ask(tariff=Money(price, currency))


def _set_country() -> None:
    _ask(country=st.session_state[_COUNTRY])


def _set_load() -> None:
    text = str(st.session_state[_LOAD]).strip().removesuffix("%").strip()
    percent = typed_number(text)
    if not text:
        _ask(load_percent=None)
    elif percent is None or percent > Decimal(100):
        _refuse("load", text, "a share of the time in percent", "30")
    else:
        _ask(load_percent=percent)


def _refuse(subject: str, text: str, what: str, example: str) -> None:
    notices.notify(
        Finding(
            code="power-not-a-number",
            severity=Severity.WARNING,
            subject=subject,
            message=f"{text!r} cannot be {what}, so the previous value is kept.",
            hint=write_it_like(text, example),
        ),
        at=_NOTICE,
    )
