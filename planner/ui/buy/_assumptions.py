"""What a visitor takes shipping and tax to be where no shop states them; printed prices, too."""

from collections.abc import Callable
from decimal import Decimal

import streamlit as st

from planner.jobs.buying import Requisition
from planner.model.conditions import CONDITIONS, conditions_of
from planner.model.money import Money, symbol
from planner.model.numbers import number_text
from planner.model.unused import MOST_MONTHS
from planner.model.vendors import ASSUMED_IN, Assumable, Assumption, Vendor
from planner.ui.buy import wishes as buying
from planner.ui.kit import widgets, wording

_WIDTH, _WIDE = 170, 300
_MOST_SHOPS = 12
_UNFOLDED = "buy:assumptions-unfolded"
_MOST = {"amount": 100_000.0, "percent": 100.0}


def ask_assumptions(asked: Requisition, name_of: Callable[[str], str]) -> None:
    """Ask what to assume of shipping and tax, for all shops and for each that is silent."""
    silent = _silent(asked)
    # One title, whatever is assumed: with another one it would fold itself.
    with st.expander(
        "Prices, shipping and tax",
        icon=":material/local_shipping:",
        expanded=bool(st.session_state.get(_UNFOLDED)),
    ):
        st.toggle(
            "Include reference prices from publications",
            key=widgets.feed("buy:published", asked.terms.published),
            on_change=_set_published,
            help="Articles and build lists say what a part once cost. Nobody sells at these "
            "prices, so they are excluded unless you include them.",
        )
        st.toggle(
            "Prices of any age",
            key=widgets.feed("buy:any-price", asked.terms.prices_since == "any"),
            on_change=_set_prices,
            help=f"Otherwise only prices from the {MOST_MONTHS} months before the newest one "
            "count, and none from before a change of the maker's list price.",
        )
        st.toggle(
            "Include discontinued parts",
            key=widgets.feed("buy:ended", asked.terms.include_ended),
            on_change=_set_ended,
            help="Parts that their maker has discontinued, and parts that you retired.",
        )
        st.multiselect(
            "Condition",
            CONDITIONS,
            key=widgets.feed("buy:condition", list(asked.terms.condition)),
            on_change=_set_condition,
            format_func=str.capitalize,
            placeholder="New, or not stated",
            width=_WIDE,
            help="If the source does not state it, the item counts as new.",
        )
        st.markdown(_about(len(silent)))
        _row(asked, None, "Every shop that does not state it")
        for vendor in silent[:_MOST_SHOPS]:
            _row(asked, vendor.vendor, name_of(vendor.vendor))


def unfold_assumptions() -> None:
    """Open the inputs for shipping and tax."""
    st.session_state[_UNFOLDED] = True


def _about(silent: int) -> str:
    if not silent:
        return "Every shop that sells any of these parts states its shipping and tax."
    shops = wording.counted(silent, "shop does", "shops do")
    return (
        f"{shops} not state shipping or tax to your country. Enter what you expect; every total "
        "that uses it is marked as your own assumption."
    )


def _silent(asked: Requisition) -> list[Vendor]:
    """Return the shops that could serve and do not state shipping or tax here, by name."""
    serving = {offer.vendor for offer in asked.market.serving(asked.needs).offers}
    country = asked.terms.ship_to
    here = (each.as_charged_in(country) for each in asked.whole.vendors if each.vendor in serving)
    silent = (each for each in here if not (each.states_shipping and each.states_tax))
    return sorted(silent, key=lambda each: each.name.casefold())


def _row(asked: Requisition, vendor: str | None, name: str) -> None:
    currency = asked.settlement.currency
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.markdown(wording.plain(name), width=280)
        for term, how in ASSUMED_IN.items():
            unit = f", {symbol(currency).strip()}" if how == "amount" else " on top, %"
            st.number_input(
                f"{term.capitalize()}{unit}",
                value=None,
                min_value=0.0,
                max_value=_MOST[how],
                step=1.0,
                format="%g",
                placeholder="not known" if vendor is None else "as above",
                key=widgets.feed(_key(term, vendor), _value(asked.terms.assumed, term, vendor)),
                on_change=_set,
                args=(term, vendor, currency),
                width=_WIDTH,
            )


def _key(term: Assumable, vendor: str | None) -> str:
    return f"buy:assume:{term}:{vendor or ''}"


def _value(assumed: tuple[Assumption, ...], term: Assumable, vendor: str | None) -> float | None:
    """Return what an input shows: the number that is in force."""
    for each in assumed:
        if (each.term, each.vendor) == (term, vendor):
            number = each.percent if each.amount is None else each.amount.amount
            return None if number is None else float(number)
    return None


def _set(term: Assumable, vendor: str | None, currency: str) -> None:
    typed = st.session_state[_key(term, vendor)]
    kept = [
        each for each in buying.terms_now().assumed if (each.term, each.vendor) != (term, vendor)
    ]
    if typed is not None:
        # A browser sends 2.5 as the nearest binary number.
        number = Decimal(number_text(Decimal(str(typed))))
        how: dict[str, Money | Decimal] = {ASSUMED_IN[term]: number}
        if ASSUMED_IN[term] == "amount":
            how = {"amount": Money(number, currency)}
        kept.append(Assumption.model_validate({"term": term, "vendor": vendor, **how}))
    buying.ask(assumed=tuple(kept))


def _set_prices() -> None:
    buying.ask(prices_since="any" if st.session_state["buy:any-price"] else None)


def _set_ended() -> None:
    buying.ask(include_ended=bool(st.session_state["buy:ended"]))


def _set_condition() -> None:
    buying.ask(condition=conditions_of(st.session_state["buy:condition"]))


def _set_published() -> None:
    buying.ask(published=bool(st.session_state["buy:published"]))
