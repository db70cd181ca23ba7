"""What shops say now, line by line: questions answered in place, a tick, and what was kept."""

from collections.abc import Sequence

import streamlit as st

from planner.jobs.keep import SeenOffers, add_shop, keep_prices
from planner.model import home
from planner.model.codes import PRICE_CANCELLED
from planner.model.findings import PlannerError
from planner.model.kept_prices import (
    KeptPrice,
    KeptPrices,
    PriceLine,
    said_before,
)
from planner.model.price_changes import PriceChange
from planner.model.proposals import PriceProposal
from planner.ui.catalog import _price_all as for_all
from planner.ui.catalog import _price_answers as inputs
from planner.ui.catalog._price_now import NEW_SHOP, Now, inputs_of, now_of
from planner.ui.kit import wording
from planner.ui.visit import in_view, notices

_LINES, _SEEN, _ROUND, _KEPT = "price-lines", "price-seen", "price-round", "price-kept"
_AT = "price-lines"


def begin(lines: tuple[PriceLine, ...], seen: SeenOffers) -> None:
    """Show other lines; `seen` are the rows of one's own as they stood when shops were asked."""
    state = st.session_state
    state[_ROUND] = state.get(_ROUND, 0) + 1
    state[_LINES] = tuple((f"price:{state[_ROUND]}:{at}", line) for at, line in enumerate(lines))
    state[_SEEN] = seen
    state.pop(_KEPT, None)


def forget() -> None:
    """Show no lines any more."""
    for key in (_LINES, _SEEN, _KEPT):
        st.session_state.pop(key, None)


def show() -> None:
    """Show every line with its inputs, and the button that keeps what is ticked."""
    _show_kept()
    lines: tuple[tuple[str, PriceLine], ...] = st.session_state.get(_LINES, ())
    if not lines:
        return
    priced = [(key, line) for key, line in lines if line.proposals]
    if priced:
        st.markdown(f"## {wording.counted(len(priced), 'price', 'prices')} to check")
        notices.show_notice(at=_AT)
        for_all.ask(priced)
        for key, line in priced:
            _show_line(key, line)
        with st.container(horizontal=True):
            st.button(
                "Keep the ticked prices",
                type="primary",
                icon=":material/save:",
                key="price-keep",
                on_click=_keep,
            )
            st.button("Tick all that are complete", key="price-tick", on_click=_tick_ready)
            st.button("Discard these", type="tertiary", key="price-forget", on_click=forget)
    silent = [line for _, line in lines if not line.proposals]
    cut = [line for line in silent if any(each.code == PRICE_CANCELLED for each in line.findings)]
    _show_silent([line for line in silent if line not in cut], "without a price")
    _show_silent(cut, "not fetched, because you cancelled")


def _show_silent(lines: Sequence[PriceLine], why: str) -> None:
    if lines:
        count = wording.counted(len({line.address for line in lines}), "page", "pages")
        st.markdown(f"## {count} {why}")
        for line in lines:
            name = in_view.workspace().catalog.name_of(line.part_number or "") or "This page"
            told = " ".join(wording.beside(each) for each in line.findings)
            st.markdown(f"**{wording.plain(name)}** · {wording.source(line.address)}  \n{told}")


# --- one line ------------------------------------------------------------------------------------


def _show_line(key: str, line: PriceLine) -> None:
    with st.container(border=True, gap="xsmall", key=key):
        if len(line.proposals) > 1:
            st.selectbox(
                "Which one",
                range(len(line.proposals)),
                index=None,
                format_func=lambda place: _called(line.proposals[place]),
                placeholder="choose …",
                key=f"{key}:variant",
                width=640,
            )
        now = now_of(key, line)
        _show_head(now)
        _show_where(key, line)
        for credit in sorted({each.credit for each in line.proposals if each.credit}):
            st.markdown(wording.small(wording.plain(credit)))
        _show_questions(key, line, now)
        now = now_of(key, line)
        _show_figures(now)
        _show_findings(now)
        _show_ticks(now)


def _called(proposal: PriceProposal) -> str:
    price = "no single price" if proposal.price is None else str(proposal.price)
    return f"{proposal.name} · {price}"


def _show_where(key: str, line: PriceLine) -> None:
    """Show which part at which shop it is, or ask."""
    catalog = in_view.workspace().catalog
    if line.vendor and line.part_number:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="top"):
        if not line.part_number:
            parts = {each.part_number: each.name for each in catalog.parts}
            st.selectbox(
                "Which part of the catalog it is",
                sorted(parts, key=lambda each: parts[each].casefold()),
                index=None,
                format_func=lambda each: parts.get(each, each),
                placeholder="search …",
                key=f"{key}:part",
                width=420,
                help="If the part is not listed, add it under Your catalog first.",
            )
        if not line.vendor:
            shops = {each.vendor: each.name for each in catalog.vendors if each.kind == "shop"}
            st.selectbox(
                "Shop",
                [NEW_SHOP, *sorted(shops, key=lambda each: shops[each].casefold())],
                index=None,
                format_func=lambda each: shops.get(each, "A new shop"),
                placeholder="not in the catalog: choose …",
                key=f"{key}:vendor",
                width=320,
            )
    if not line.vendor and st.session_state.get(f"{key}:vendor") == NEW_SHOP:
        _ask_for_shop(key, line)


def _ask_for_shop(key: str, line: PriceLine) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.text_input("Name of the shop", key=f"{key}:shop-name", width=280)
        st.text_input(
            "Currency of its charges",
            key=f"{key}:shop-currency",
            width=180,
            placeholder=home.CURRENCY,
        )
        st.button("Add this shop", key=f"{key}:shop-add", on_click=_add_shop, args=(key, line))
    notices.show_notice(at=key)


def _add_shop(key: str, line: PriceLine) -> None:
    state = st.session_state
    name, currency = str(state[f"{key}:shop-name"]), str(state[f"{key}:shop-currency"])
    own, catalog = in_view.settings().data, in_view.workspace().catalog
    address = line.address or line.proposals[0].address
    try:
        row = add_shop(own, name, currency, address, catalog, today=in_view.today())
    except PlannerError as error:
        notices.notify(error.finding, at=key)
        return
    if not row.written:
        notices.notify(row.findings[0], at=key)
        return
    state[f"{key}:vendor"] = dict(row.cells)["vendor"]
    st.toast("The shop is in your own catalog.", icon=":material/check:")


def _show_questions(key: str, line: PriceLine, now: Now) -> None:
    if now.proposal is None:
        return
    place = line.proposals.index(now.proposal)
    before = said_before(now.proposal, now.old)
    shops = sorted(in_view.workspace().catalog.vendor_names.values(), key=str.casefold)
    asked = list(now.proposal.questions)
    known = {question.about for question in asked}
    # A variant whose amount is not known leaves the price to be asked.
    asked += [each for each in now.open_questions if each.about not in known]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for question in asked:
            inputs.ask(inputs_of(key, place), question, now.proposal, before=before, shops=shops)


def _show_head(now: Now) -> None:
    """Show which part it is for, and what its page calls it: whoever keeps it compares the two."""
    catalog, line = in_view.workspace().catalog, now.line
    proposal = now.proposal or line.proposals[0]
    called = proposal.name if now.proposal else proposal.product
    words = []
    if line.part_number:
        words.append(f"**{wording.plain(catalog.name_of(line.part_number))}**")
    if line.vendor:
        words.append(wording.plain(catalog.vendor_names.get(line.vendor, line.vendor)))
    address = wording.source(line.address or proposal.address)
    words.append(f"“{wording.plain(called)}” {address}" if called else address)
    st.markdown(" · ".join(words))


def _show_figures(now: Now) -> None:
    settled = now.settled
    figures = []
    if now.old is not None:
        before = now.old.pack_price(now.old.sold_packs(1))
        figures.append(f"{wording.money(before)} on {wording.day(now.old.quoted_on)} →")
    if settled is not None:
        bare = settled.amount is not None and settled.currency is None
        price = f"{settled.amount:f} in ?" if bare else wording.money(settled.price)
        figures.append(f"**{price}**")
        if settled.day is not None:
            figures.append(f"on {wording.day(settled.day)}")
    if now.change is not None:
        figures += _moved(now.change)
    if figures:
        st.markdown(" ".join(figures))


def _moved(change: PriceChange) -> list[str]:
    told = []
    if change.percent is not None:
        colour = "orange" if change.second_look else "gray"
        moved = wording.with_minus(f"{change.percent:+f}")
        told.append(f":{colour}-badge[{moved} %]")
    if change.age_days is not None:
        told.append(wording.small(f"{wording.counted(change.age_days, 'day', 'days')} later"))
    return told


def _show_findings(now: Now) -> None:
    told = [*now.wrong, *now.line.findings]
    if now.proposal is not None:
        told += now.proposal.findings
    for each in dict.fromkeys(told):
        st.markdown(wording.small(wording.beside(each)))
    if now.change is not None and now.change.percent is None and now.change.told:
        st.markdown(wording.small(wording.plain(" ".join(now.change.told))))


def _show_ticks(now: Now) -> None:
    lacking = [str(each.about) for each in now.open_questions]
    if now.proposal is None:
        lacking.append("which of them")
    lacking += [] if now.part else ["part"]
    lacking += [] if now.vendor else ["shop"]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.checkbox("Keep this price", key=f"{now.key}:tick")
        if lacking:
            st.markdown(wording.small(f"still to be answered: {wording.plain(', '.join(lacking))}"))
    if now.change is not None and now.change.second_look and now.ready and now.ticked:
        st.checkbox(
            f"{_why_twice(now.change)} I checked again: it is right.",
            key=f"{now.key}:twice",
        )


def _why_twice(change: PriceChange) -> str:
    far = "It changed by more than half."
    return "The two cannot be compared." if change.percent is None else far


# --- what is kept --------------------------------------------------------------------------------


def _tick_ready() -> None:
    for key, line in st.session_state.get(_LINES, ()):
        now = now_of(key, line)
        if now.ready and not (now.change is not None and now.change.second_look):
            st.session_state[f"{key}:tick"] = True


def _keep() -> None:
    """Write what is ticked; what was written leaves the list, what was not stays in it."""
    state = st.session_state
    ticked = {key: now for key, line in state[_LINES] if (now := now_of(key, line)).ticked}
    picked = {key: each for key, now in ticked.items() if (each := now.picked()) is not None}
    own, catalog = in_view.settings().data, in_view.workspace().catalog
    kept = keep_prices(
        own,
        tuple(picked.values()),
        catalog,
        seen=state.get(_SEEN, {}),
        today=max(in_view.today(), in_view.today_in_utc()),
    )
    done = {key for key, price in zip(picked, kept.prices, strict=True) if price.written}
    others = tuple(_unsaid(now) for key, now in ticked.items() if key not in picked)
    state[_KEPT] = kept.model_copy(update={"prices": (*kept.prices, *others)})
    state[_LINES] = tuple(each for each in state[_LINES] if each[0] not in done)


def _unsaid(now: Now) -> KeptPrice:
    name = in_view.workspace().catalog.name_of(now.part) or now.line.address
    return KeptPrice(name=name, vendor=now.vendor, part_number=now.part, findings=now.wrong)


def _show_kept() -> None:
    kept: KeptPrices | None = st.session_state.get(_KEPT)
    if kept is None:
        return
    if kept.written:
        count = wording.counted(kept.written, "price is", "prices are")
        st.success(f"{count} in your own catalog now, in `{kept.folder}`.")
    elif not kept.prices:
        st.info("Nothing is ticked, so nothing was kept.")
    for each in kept.prices:
        if not each.written:
            told = " ".join(wording.beside(found) for found in each.findings)
            st.warning(
                f"**{wording.plain(each.name)}** was not kept. "
                f"{told or 'Answer what is still open.'}"
            )
