"""Ask shops for prices, on a click and saying whom, and hand what they say to be accepted."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import streamlit as st

from planner.engine.solving.effort import Effort
from planner.engine.solving.progress import Progress
from planner.io.web.fetch import WebLimits
from planner.jobs.keep import SeenOffers, host_of, kept_of, seen_offers, shop_of
from planner.jobs.prices import cut_short, price_pages, prices_at, prices_in, refresh_prices
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.kept_prices import PriceLine, lines_of, lines_of_page
from planner.model.price_changes import PricePage, RefreshedPrice, RefreshProgress
from planner.model.proposals import PageAnswer
from planner.ui.catalog import _price_lines as price_lines
from planner.ui.kit import wording
from planner.ui.kit.uploaders import file_key
from planner.ui.visit import in_view, notices
from planner.ui.visit.work import answer_to

TAB = "Refresh prices"
_AT, _ASKED = "refresh", "refresh-asked"
_WAYS = {
    "kept": "Prices I have",
    "one": "One page",
    "saved": "A page I saved or copied",
}
# A page may take 15 s, and pages of one host wait for each other.
_SECONDS_A_PAGE = 20
_MOST_HOSTS_NAMED = 12

Lines = tuple[PriceLine, ...]


@dataclass(eq=False)
class _Asked:
    """A question to shops that a visitor asked, and how far each of them is."""

    task: Callable[[Effort], Lines]
    pages: int
    seen: SeenOffers
    told: dict[str, RefreshProgress] = field(default_factory=dict)
    # What is known so far, where there is more than one page.
    so_far: Callable[[], Lines] | None = None


def show_refresh() -> None:
    """Show what can be asked, how far the shops are, and what they say now."""
    st.markdown(
        "See what shops charge today, and keep the prices that you accept. Shop pages are read "
        "only when you ask, one at a time and with pauses; nothing is kept until you tick it."
    )
    way = st.segmented_control(
        "Source of the prices",
        list(_WAYS),
        format_func=_WAYS.__getitem__,
        default="kept",
        key="refresh-way",
    )
    if way == "kept":
        _choose_pages()
    elif way == "one":
        _choose_address()
    elif way == "saved":
        _choose_file()
    notices.show_notice(at=_AT)
    _await_answer()
    price_lines.show()


def _await_answer() -> None:
    """Show how far the shops are; what they said is put where it is accepted."""
    asked: _Asked | None = st.session_state.get(_ASKED)
    if asked is None:
        return
    try:
        lines = answer_to(
            "prices",
            asked,
            asked.task,
            seconds=60 + _SECONDS_A_PAGE * asked.pages,
            doing="Reading the shops' pages.",
            more=lambda: _show_shops(asked),
            cut_short=None if asked.so_far is None else lambda: _cut_short(asked),
        )
    except PlannerError as error:
        del st.session_state[_ASKED]
        notices.notify(error.finding, at=_AT)
        notices.show_notice(at=_AT)
        return
    if lines is not None:
        del st.session_state[_ASKED]
        price_lines.begin(lines, asked.seen)


def _cut_short(asked: _Asked) -> None:
    """Put what pages had answered where it is accepted, with those that were not asked."""
    del st.session_state[_ASKED]
    if asked.so_far is not None:
        price_lines.begin(asked.so_far(), asked.seen)


def _show_shops(asked: _Asked) -> None:
    told = [f"{wording.plain(p.shop)}: {p.done} of {p.of}" for p in tuple(asked.told.values())]
    if told:
        st.markdown(wording.small(" · ".join(told)))


def _ask(asked: _Asked) -> None:
    price_lines.forget()
    st.session_state[_ASKED] = asked


def _limits() -> WebLimits:
    return WebLimits(own_host=in_view.settings().web_own_host)


# --- prices that are kept ------------------------------------------------------------------------


def _choose_pages() -> None:
    catalog, workspace = in_view.workspace().catalog, in_view.workspace()
    known = price_pages(catalog)
    if not known:
        st.markdown("No price on record has a shop page. Read a single page instead.")
        return
    count = Counter(page.vendor for page in known)
    names = {page.vendor: page.shop for page in known}
    builds = {each.name: each.title for each in workspace.builds}
    with st.container(horizontal=True, gap="small", vertical_alignment="top"):
        shops = st.multiselect(
            "Shops",
            sorted(names, key=lambda each: names[each].casefold()),
            format_func=lambda each: f"{names[each]} ({count[each]})",
            key="refresh-shops",
            placeholder="any shop",
            width=420,
        )
        build = st.selectbox(
            "Parts of",
            ["", *builds],
            format_func=lambda each: builds.get(each, "any build"),
            key="refresh-build",
            width=320,
        )
    parts = {each.part_number for each in workspace.build(build).positions} if build else None
    pages = [
        page for page in price_pages(catalog, parts=parts) if not shops or page.vendor in shops
    ]
    _offer_to_ask(pages if shops or build else [], chosen=bool(shops or build))


def _offer_to_ask(pages: Sequence[PricePage], *, chosen: bool) -> None:
    if not chosen:
        st.markdown(wording.small("Choose a shop or a build."))
    elif not pages:
        st.markdown("None of these prices has a shop page, so there is nothing to read.")
    else:
        hosts = Counter(urlsplit(page.address).hostname or "" for page in pages)
        first = [f"{host} ({n})" for host, n in hosts.most_common(_MOST_HOSTS_NAMED)]
        more = f" and {len(hosts) - len(first)} more" if len(hosts) > len(first) else ""
        st.markdown(
            f"**{wording.counted(len(pages), 'page', 'pages')}** of "
            f"{wording.counted(len(hosts), 'host', 'hosts')} will be read: "
            f"{wording.plain(', '.join(first))}{more}."
        )
    st.button(
        "Read the pages now",
        type="primary",
        icon=":material/sync:",
        key="refresh-ask",
        disabled=not pages,
        on_click=_ask_pages,
        args=(tuple(pages),),
    )


def _ask_pages(pages: tuple[PricePage, ...]) -> None:
    limits, day, told = _limits(), in_view.today_in_utc(), dict[str, RefreshProgress]()
    heard: dict[PricePage, tuple[RefreshedPrice, ...]] = {}

    def task(effort: Effort) -> Lines:
        def go_on(progress: RefreshProgress) -> bool:
            told[progress.vendor] = progress
            done = sum(each.done for each in told.values())
            return effort.goes_on(Progress(done, len(pages)))

        found = refresh_prices(
            pages, today=day, limits=limits, go_on=go_on, heard=heard.__setitem__
        )
        return lines_of(found)

    try:
        seen = seen_offers(in_view.settings().data, (page.vendor for page in pages))
    except PlannerError as error:
        notices.notify(error.finding, at=_AT)
        return
    # The task goes on hearing for a moment: what it heard by then is taken as it is.
    _ask(_Asked(task, len(pages), seen, told, lambda: lines_of(cut_short(pages, dict(heard)))))


# --- one page ------------------------------------------------------------------------------------


def _choose_address() -> None:
    address = st.text_input(
        "Address of the page", key="refresh-address", placeholder="https://…", width=640
    ).strip()
    host = host_of(address)
    if host:
        st.markdown(f"**1 page** of {wording.plain(host)} will be read.")
    st.button(
        "Read the page now",
        type="primary",
        icon=":material/sync:",
        key="refresh-ask-one",
        on_click=_ask_one,
    )


def _ask_one() -> None:
    address = str(st.session_state.get("refresh-address", "")).strip()
    limits, day, catalog = _limits(), in_view.today_in_utc(), in_view.workspace().catalog
    if not host_of(address):
        notices.notify(_without("address"), at=_AT)
        return

    def task(effort: Effort) -> Lines:
        answer = prices_at(address, today=day, limits=limits, go_on=effort.goes_on)
        shop = shop_of(catalog, address)
        addresses = (address, answer.address, *(each.address for each in answer.proposals))
        kept = kept_of(catalog, *addresses)
        return lines_of_page(answer, kept, vendor=shop.vendor if shop else None)

    try:
        shop = shop_of(catalog, address)
        seen = seen_offers(in_view.settings().data, [shop.vendor] if shop else [])
    except PlannerError as error:
        notices.notify(error.finding, at=_AT)
        return
    _ask(_Asked(task, 1, seen))


# --- a saved page --------------------------------------------------------------------------------


def _choose_file() -> None:
    st.markdown(
        "Use this for pages behind a login, or where a shop blocks programs: save the page in "
        "your browser, or copy its source. Nothing is downloaded."
    )
    file = st.file_uploader(
        "A saved page", type=["html", "htm", "mhtml", "json", "js", "txt"], key=file_key("saved")
    )
    text = st.text_area("Or its text", key="refresh-text", height=120)
    with st.container(horizontal=True, gap="small"):
        address = st.text_input(
            "Address of the page", key="refresh-from", placeholder="https://…", width=420
        )
        day = st.date_input(
            "Date it was saved",
            value=None,
            max_value=max(in_view.today(), in_view.today_in_utc()),
            key="refresh-day",
            width=220,
        )
    if st.button("Read it", type="primary", key="refresh-read"):
        price_lines.forget()
        content = file.getvalue() if file is not None else text.encode()
        name = file.name if file is not None else "pasted.html"
        if not content.strip():
            notices.notify(_without("page"), at=_AT)
            return
        try:
            answer = prices_in(name, content, address=address.strip(), day=day)
            _take_page(answer, address.strip())
        except PlannerError as error:
            notices.notify(error.finding, at=_AT)


def _take_page(answer: PageAnswer, address: str) -> None:
    catalog = in_view.workspace().catalog
    addresses = (address, answer.address, *(each.address for each in answer.proposals))
    shop = next((found for each in addresses if (found := shop_of(catalog, each))), None)
    kept = kept_of(catalog, *filter(None, addresses))
    vendors = {each.vendor for each in kept} | ({shop.vendor} if shop else set())
    lines = lines_of_page(answer, kept, vendor=shop.vendor if shop else None)
    price_lines.begin(lines, seen_offers(in_view.settings().data, vendors))


def _without(what: str) -> Finding:
    said = {
        "address": (
            "There is no address to read.",
            "Enter the full address, starting with https://.",
        ),
        "page": ("There is no page to read.", "Choose a file, or paste the text of the page."),
    }
    message, hint = said[what]
    return Finding(
        code="page-not-named", severity=Severity.ERROR, subject=what, message=message, hint=hint
    )
