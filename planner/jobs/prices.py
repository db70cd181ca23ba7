"""Ask shops' pages for prices: one page, a saved one, or all that offers of a catalog came from.

Nothing is kept here. What a page proposes becomes an offer when a person has answered for it
(`model.proposals.offer_of`), and is written where one's own catalog is.
"""

import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from planner.model.catalog import Catalog
from planner.model.codes import PRICE_CANCELLED
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.offers import Offer
from planner.model.price_changes import (
    PricePage,
    PriceRefresh,
    RefreshedPrice,
    RefreshProgress,
    matching,
    price_change,
)
from planner.model.proposals import PageAnswer
from planner.model.vendors import Vendor

if TYPE_CHECKING:
    from planner.io.web.fetch import Web, WebLimits

# Hosts that are asked at the same time, each for one page.
_HOSTS_AT_ONCE = 4
_LOOK_EVERY_S = 0.1

# Told how far the pages of a shop are; answers whether to go on.
GoOn = Callable[[RefreshProgress], bool]
# Told what became of each page, in the calling thread, as soon as it is known.
Heard = Callable[[PricePage, tuple[RefreshedPrice, ...]], None]


def _on(_: RefreshProgress) -> bool:
    return True


def _unheard(_: PricePage, __: tuple[RefreshedPrice, ...]) -> None:
    """Wait for the whole answer."""


def prices_at(
    address: str,
    *,
    today: date,
    limits: "WebLimits | None" = None,
    currency: str | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> PageAnswer:
    """Return what a shop's page at an address proposes; the shop is asked now.

    `today` is the day in UTC. `currency` is what is expected: another one is told. PlannerError:
    there is no answer, and so no price.
    """
    from planner.io.prices import prices_at
    from planner.io.web.fetch import Web, WebLimits

    web = Web(limits or WebLimits(), go_on)
    return prices_at(address, web, day=today, expected_currency=currency)


def prices_in(
    name: str,
    content: bytes,
    *,
    address: str = "",
    day: date | None = None,
    currency: str | None = None,
) -> PageAnswer:
    """Return what a saved page or reply proposes; nothing is fetched.

    Its day and address are what the person says, else what the file says, else asked.
    """
    from planner.io.prices import prices_in

    return prices_in(name, content, address=address, day=day, expected_currency=currency)


# --- which pages ---------------------------------------------------------------------------------


def price_pages(
    catalog: Catalog, *, parts: Collection[str] | None = None, vendor: str | None = None
) -> tuple[PricePage, ...]:
    """Return the pages of shops that offers were read from, in order of shop and address.

    `parts` and `vendor` leave out the others. A page is one on the shop's own host that is more
    than its front page; what a publication printed is no page of a shop.
    """
    newest: dict[tuple[str, str, str, str], Offer] = {}
    shops = {each.vendor: each for each in catalog.vendors if each.kind == "shop"}
    for offer in catalog.offers:
        shop = shops.get(offer.vendor)
        wanted = (parts is None or offer.part_number in parts) and vendor in (None, offer.vendor)
        if shop is None or not wanted or not is_page_of(offer.source, shop):
            continue
        key = (offer.vendor, offer.source, offer.part_number, offer.sku)
        if key not in newest or newest[key].quoted_on < offer.quoted_on:
            newest[key] = offer
    # An address may change, or gain a variant: the article that came later is asked alone.
    newest = {
        key: offer
        for key, offer in newest.items()
        if not any(_replaces(other, offer) for other in newest.values())
    }
    pages: dict[tuple[str, str], list[Offer]] = {}
    for (of, address, _, _), offer in sorted(newest.items(), key=lambda each: each[0]):
        pages.setdefault((of, address), []).append(offer)
    return tuple(
        PricePage(vendor=of, shop=shops[of].name, address=address, offers=tuple(offers))
        for (of, address), offers in pages.items()
    )


def _replaces(newer: Offer, older: Offer) -> bool:
    """Tell whether an offer is a later one of the same article at the same shop."""
    same = (
        newer.vendor == older.vendor
        and newer.part_number == older.part_number
        and newer.pack_size == older.pack_size
        and newer.condition in (older.condition, "new" if older.condition is None else None)
        and older.sku in ("", newer.sku)
    )
    return same and newer.quoted_on > older.quoted_on


def is_page_of(source: str, shop: Vendor) -> bool:
    """Tell whether a source is the address of a page on a shop's own host."""
    try:
        page, home = urlsplit(source.strip()), urlsplit(shop.url)
        mine, its = page.hostname or "", home.hostname or ""
    except ValueError:
        return False
    deep = page.path not in ("", "/") or bool(page.query)
    same = mine.removeprefix("www.") == its.removeprefix("www.")
    return page.scheme in ("http", "https") and bool(mine) and same and deep


# --- all of them ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Told:
    """What became of one page."""

    page: PricePage
    answer: PageAnswer | None
    findings: tuple[Finding, ...] = ()
    cancelled: bool = False


@dataclass
class _Refresh:
    """Pages that are asked host by host, each host's one after another in a thread of its own."""

    today: date
    limits: "WebLimits | None"
    told: SimpleQueue[_Told] = field(default_factory=SimpleQueue)
    over: threading.Event = field(default_factory=threading.Event)

    def ask_host(self, pages: Iterable[PricePage]) -> None:
        """Ask the pages of one host; where it wants no more, the others are told so, not asked."""
        from planner.io.web.failures import WebError
        from planner.io.web.fetch import Web, WebLimits

        web = Web(self.limits or WebLimits(), lambda: not self.over.is_set())
        stopped: WebError | None = None
        for page in pages:
            if stopped is not None:
                finding = _not_asked(page, stopped.finding)
                self.told.put(_Told(page, None, (finding,), stopped.what == "cancelled"))
                continue
            try:
                self.told.put(_Told(page, self._answer(page, web)))
            except WebError as error:
                stopped = error if error.stops else None
                self.told.put(_Told(page, None, (error.finding,), error.what == "cancelled"))
            except PlannerError as error:
                self.told.put(_Told(page, None, (error.finding,)))

    def _answer(self, page: PricePage, web: "Web") -> PageAnswer:
        from planner.io.prices import prices_at

        currency = page.offers[0].currency
        return prices_at(page.address, web, day=self.today, expected_currency=currency)


def refresh_prices(
    pages: Collection[PricePage],
    *,
    today: date,
    limits: "WebLimits | None" = None,
    go_on: GoOn = _on,
    heard: Heard = _unheard,
) -> PriceRefresh:
    """Ask pages again and return each kept price beside what its page proposes now.

    Up to four hosts are asked at a time, each for one page after another. `go_on` is told in the
    calling thread after every page, and while nothing comes with the last that came; when it
    answers no, what is not asked yet is not asked any more. `heard` is told what became of a page.
    """
    hosts: dict[str, list[PricePage]] = {}
    for page in pages:
        hosts.setdefault(urlsplit(page.address).hostname or "", []).append(page)
    work = _Refresh(today, limits)
    with ThreadPoolExecutor(_HOSTS_AT_ONCE, thread_name_prefix="prices") as pool:
        asked = [pool.submit(work.ask_host, each) for each in hosts.values()]
        try:
            told: dict[tuple[str, str], _Told] = {}
            for key, each in _answers(work, asked, pages, go_on):
                told[key] = each
                heard(each.page, tuple(_refreshed(each)))
        finally:
            work.over.set()
    # A page that nobody told of was asked by a thread that met a bug: raised here with its cause.
    for thread in asked:
        thread.result()
    prices = tuple(each for page in pages for each in _refreshed(told[page.address, page.vendor]))
    return PriceRefresh(prices=prices, cancelled=any(each.cancelled for each in told.values()))


def cut_short(
    pages: Collection[PricePage], heard: Mapping[PricePage, tuple[RefreshedPrice, ...]]
) -> PriceRefresh:
    """Return what was heard of pages until somebody cancelled; of the others it is told."""
    prices = tuple(
        each
        for page in pages
        for each in heard.get(page) or _refreshed(_Told(page, None, (_cancelled(page),)))
    )
    return PriceRefresh(prices=prices, cancelled=any(page not in heard for page in pages))


def _answers(
    work: _Refresh, asked: list["Future[None]"], pages: Collection[PricePage], go_on: GoOn
) -> Iterator[tuple[tuple[str, str], _Told]]:
    """Yield what became of each page as it comes, and tell whoever waits."""
    of, done = Counter(page.vendor for page in pages), Counter[str]()
    last = next((_progress(page, 0, of[page.vendor]) for page in pages), None)
    left = len(pages)
    while left:
        try:
            told = work.told.get(timeout=_LOOK_EVERY_S)
        except Empty:
            if all(each.done() for each in asked) and work.told.empty():
                return
        else:
            left -= 1
            done[told.page.vendor] += 1
            last = _progress(told.page, done[told.page.vendor], of[told.page.vendor])
            yield (told.page.address, told.page.vendor), told
        if last is not None and not go_on(last):
            work.over.set()


def _progress(page: PricePage, done: int, of: int) -> RefreshProgress:
    return RefreshProgress(
        vendor=page.vendor, shop=page.shop, done=done, of=of, address=page.address
    )


def _refreshed(told: _Told) -> Iterator[RefreshedPrice]:
    answer = told.answer
    for offer in told.page.offers:
        proposals = matching(offer, answer.proposals) if answer else ()
        change = price_change(offer, proposals[0]) if len(proposals) == 1 else None
        findings = told.findings if answer is None else answer.findings
        yield RefreshedPrice(
            offer=offer,
            address=told.page.address,
            proposals=proposals,
            change=change,
            findings=findings,
        )


def _cancelled(page: PricePage) -> Finding:
    return Finding(
        code=PRICE_CANCELLED,
        severity=Severity.WARNING,
        subject=page.address,
        message=f"{page.address} was not asked, or had not answered, when this was cancelled.",
        hint="Ask it again.",
    )


def _not_asked(page: PricePage, stopped: Finding) -> Finding:
    return Finding(
        code="price-not-asked",
        severity=Severity.WARNING,
        subject=page.address,
        message=f"{page.address} was not asked: {stopped.message}",
        hint=stopped.hint,
    )
