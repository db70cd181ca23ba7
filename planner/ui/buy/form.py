"""What a visitor asks of a purchase: a build or a bill, where to, by when, from whom."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import streamlit as st

from planner.jobs.buying import Requisition
from planner.model.bounds import MOST_PERCENT, MOST_VENDORS
from planner.model.buying import BuyingTerms
from planner.model.findings import Finding, Severity
from planner.model.numbers import number_text
from planner.ui.buy import wishes as buying
from planner.ui.buy._assumptions import ask_assumptions
from planner.ui.buy._coupons import ask_coupons
from planner.ui.buy._terms_in_address import FIRST_DAY, LAST_DAY
from planner.ui.kit import uploaders, widgets, wording
from planner.ui.kit.countries import COUNTRIES, country_name
from planner.ui.kit.numbers import as_whole, ask_number
from planner.ui.kit.uploaders import file_key
from planner.ui.visit import address, builds, drafts, notices

_WIDTH, _WIDE = 170, 300
_FILE, _OPEN = "bill-file", "bill-open"
# What each number is called where it is refused, with the least and the most of it.
_LIMITS = {
    "buy:most": ("the maximum number of vendors", "a whole number", 1, MOST_VENDORS),
    "buy:soon": ("the percentage", "a number", 0, MOST_PERCENT),
}
_WHOLE = ("buy:most",)
_BILL_EXAMPLE = b"part_number,quantity,owned,alternates\nrpi-3b,7,0,\nmicrosd-32gb,7,1,\n"


def offer_bill() -> None:
    """Take a bill as a file, and cable back to the build where one was brought."""
    bill = buying.own_bill()
    if bill is not None:
        st.button("Back to the build", icon=":material/undo:", key="bill-back", on_click=forget)
        return
    if address.asked("bring"):
        st.session_state[_OPEN] = True
    with st.popover("Import BOM", icon=":material/upload_file:", key=_OPEN, on_change="rerun"):
        st.markdown(
            "A CSV file with the columns *part_number* and *quantity*. It may say how many you "
            "already own (*owned*) and which *alternates* will do. It is kept for this visit "
            "only."
        )
        file = st.file_uploader(
            "BOM as CSV", type=["csv", "tsv", "txt"], key=file_key(_FILE), on_change=_take
        )
        wrong: tuple[Finding, ...] = st.session_state.get("bill-findings", ())
        # What was wrong with a file that is there no more is nothing to mend.
        widgets.findings_list(wrong if file is not None else (), key="bill-wrong")
        st.download_button(
            "An example",
            data=_BILL_EXAMPLE,
            file_name="bill.csv",
            mime="text/csv",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )


def _take() -> None:
    file = st.session_state.get(file_key(_FILE))
    found = () if file is None else buying.bring_bill(file.name, file.getvalue())
    st.session_state["bill-findings"] = found


def forget() -> None:
    """Go back to the build, with nothing left to say of the bill."""
    buying.forget_bill()
    st.session_state.pop("bill-findings", None)
    uploaders.clear(_FILE)


def show_opened_with(name: str) -> None:
    """Say why it is this build where nobody chose one, and offer the one that other pages show."""
    usual = drafts.build_names()[0]
    if buying.own_bill() is not None or not builds.nobody_chose() or name == usual:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            wording.small("Shown because shops on record sell every part of it."),
            width="content",
        )
        title = drafts.reference(usual).title
        st.button(
            f"Buy {wording.plain(title)} instead",
            key="buy-usual",
            type="tertiary",
            on_click=builds.choose,
            args=(usual,),
        )


def show_bill_findings() -> None:
    """Say what could not be read of the bill that was brought."""
    bill = buying.own_bill()
    errors = [f for f in (bill.findings if bill else ()) if f.severity is not Severity.NOTE]
    if errors:
        rows = wording.counted(len(errors), "row or column", "rows or columns")
        st.warning(f"{rows} could not be read. Fix the file and import it again.")
        widgets.findings_list(errors, key="bill-errors")


# --- the terms ------------------------------------------------------------------------------------


def ask_terms(asked: Requisition) -> None:
    """Show where to, by when, and from whom; a change is in force at once."""
    terms = asked.terms
    sellers = _sellers(asked)
    with st.container(border=True, key="buy-terms"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            codes = [*COUNTRIES, *([] if terms.ship_to in COUNTRIES else [terms.ship_to])]
            st.selectbox(
                "Deliver to",
                codes,
                format_func=country_name,
                key=widgets.feed("buy:ship", terms.ship_to),
                on_change=_set_country,
                width=_WIDTH,
                help="Vendors known not to deliver there are excluded.",
            )
            st.date_input(
                "Needed by",
                value=None,
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                key=widgets.feed("buy:by", terms.need_by),
                on_change=_set_day,
                format="YYYY-MM-DD",
                width=_WIDTH,
                help="Buys only what arrives by then. Offers without a delivery time are excluded.",
            )
            _ask_limits(terms)
            st.multiselect(
                "Exclude vendors",
                [*sellers, *(name for name in terms.exclude if name not in sellers)],
                format_func=_vendor_name(asked),
                key=widgets.feed("buy:without", list(terms.exclude)),
                on_change=_set_exclude,
                placeholder="none excluded",
                width=_WIDE,
            )
        for at in _LIMITS:
            notices.show_notice(at=at)
        ask_assumptions(asked, _vendor_name(asked))
        ask_coupons(asked, sellers, _vendor_name(asked))
        _ask_locks(asked, sellers)


def _ask_limits(terms: BuyingTerms) -> None:
    """Ask for how few vendors, and for how much more it may be there sooner."""
    soon = terms.fastest_within
    most = terms.max_vendors
    ask_number(
        "Max. vendors",
        None,
        placeholder="any",
        key=widgets.feed("buy:most", None if most is None else float(most)),
        on_change=_set_most,
        width=_WIDTH,
        help="Fewer vendors mean fewer parcels, and may cost more.",
    )
    st.number_input(
        "Pay up to … % more for faster delivery",
        value=None,
        step=1.0,
        format="%g",
        placeholder="none",
        key=widgets.feed("buy:soon", None if soon is None else float(soon)),
        on_change=_set_soon,
        width=_WIDTH,
        help="Chooses the fastest basket that costs at most this percentage more than the "
        "cheapest. Offers without a delivery time do not count.",
    )


def _sellers(asked: Requisition) -> list[str]:
    """Return the vendors that sell anything of what is needed, by name."""
    found = {offer.vendor for offer in asked.market.serving(asked.needs).offers}
    return sorted(found, key=_vendor_name(asked))


def _vendor_name(asked: Requisition) -> Callable[[str], str]:
    names = {name: vendor.name for name, vendor in asked.vendors.items()}
    return lambda vendor: names.get(vendor, vendor)


def _set_country() -> None:
    buying.ask(ship_to=st.session_state["buy:ship"])


def _set_day() -> None:
    day = st.session_state["buy:by"]
    buying.ask(need_by=day if isinstance(day, date) else None)


def _set_most() -> None:
    if _is_possible("buy:most"):
        buying.ask(max_vendors=as_whole(st.session_state["buy:most"]))


def _set_soon() -> None:
    if _is_possible("buy:soon"):
        buying.ask(fastest_within=_typed("buy:soon"))


def _typed(key: str) -> Decimal | None:
    """Return a number as it stands in its input; a browser sends 2.5 as the nearest binary one."""
    number = st.session_state[key]
    return None if number is None else Decimal(number_text(Decimal(str(number))))


def _is_possible(key: str) -> bool:
    """Tell whether a number can be asked for; what cannot is said, and the input goes back."""
    number, (what, kind, least, most) = _typed(key), _LIMITS[key]
    whole = number is None or key not in _WHOLE or number == int(number)
    if number is None or (whole and least <= number <= most):
        return True
    typed = number_text(number, grouped=True)
    finding = Finding(
        code="number-out-of-range",
        severity=Severity.WARNING,
        subject=key,
        message=f"{typed} is not valid for {what}; the previous value is kept.",
        hint=f"Choose {kind} from {least} to {most}.",
    )
    notices.notify(finding, at=key)
    return False


def _set_exclude() -> None:
    buying.ask(exclude=tuple(st.session_state["buy:without"]))


# --- locks ----------------------------------------------------------------------------------------


def _ask_locks(asked: Requisition, sellers: list[str]) -> None:
    """Let a part be bought at one vendor and nowhere else."""
    locks = asked.terms.locks
    title = "Lock a part to a vendor"
    if locks:
        title = wording.counted(len(locks), "part is", "parts are") + " locked to a vendor"
    with st.expander(title, icon=":material/lock:"):
        names, vendor_name = asked.names, _vendor_name(asked)
        for part, vendor in locks:
            with st.container(horizontal=True, vertical_alignment="center"):
                told = f"{names.get(part, part)} only from {vendor_name(vendor)}"
                st.markdown(f":material/lock: {wording.plain(told)}", width="content")
                st.button(
                    "Unlock",
                    key=f"unlock:{part}:{vendor}",
                    type="tertiary",
                    on_click=_unlock,
                    args=(part, vendor),
                )
        _add_lock(asked, sellers, names)


def _add_lock(asked: Requisition, sellers: list[str], names: dict[str, str]) -> None:
    sold = {(offer.part_number, offer.vendor) for offer in asked.market.offers}
    free = [
        need.part_number
        for need in asked.needs
        if any((part, vendor) in sold for part in need.pool for vendor in sellers)
    ]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        part = st.selectbox(
            "Part",
            list(dict.fromkeys(free)),
            index=None,
            format_func=lambda number: names.get(number, number),
            placeholder="choose a part",
            key="buy:lock-part",
            width=_WIDE,
        )
        if not part:
            return
        pools = [need.pool for need in asked.needs if need.part_number == part]
        vendors = [v for v in sellers if any((p, v) in sold for pool in pools for p in pool)]
        st.selectbox(
            "Vendor of this part",
            vendors,
            index=None,
            format_func=_vendor_name(asked),
            placeholder="choose a vendor",
            key="buy:lock-vendor",
            on_change=_lock,
            width=_WIDE,
        )


def _lock() -> None:
    part, vendor = st.session_state["buy:lock-part"], st.session_state["buy:lock-vendor"]
    if part and vendor:
        locks = buying.terms_now().locks
        buying.ask(locks=tuple(dict.fromkeys((*locks, (part, vendor)))))
        st.session_state["buy:lock-part"] = st.session_state["buy:lock-vendor"] = None


def _unlock(part: str, vendor: str) -> None:
    kept = tuple(lock for lock in buying.terms_now().locks if lock != (part, vendor))
    buying.ask(locks=kept)
