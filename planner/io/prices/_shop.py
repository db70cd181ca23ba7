"""The prices at an address: a shop's own interface where it has one, else its page.

Nothing is asked but what one article needs: its page, and of a shop that says on which platform it
is that platform's reply. Where the host wants no more questions, none is asked.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from planner.io.prices import shopify, woocommerce
from planner.io.prices._agreement import held_against
from planner.io.prices._found import currency_code
from planner.io.prices._page import Page, read_page, told
from planner.io.web.failures import WebError
from planner.io.web.fetch import Fetched, Web
from planner.model.findings import Finding, PlannerError
from planner.model.proposals import Ask, PageAnswer, Question

Read = Callable[[Page], PageAnswer]
_ARTICLE = re.compile(r"(?P<before>.*?)/products/(?P<handle>[^/]+?)(?:\.json|\.js)?/?")
_TRACKING = re.compile(r"utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|_ga|srsltid|ref|aff|affiliate")
MOST_VARIATIONS = 12


class Shop:
    """One question to one shop: which day it is, what currency is expected, who reads pages."""

    def __init__(
        self, web: Web, read: Read, *, day: date, expected_currency: str | None = None
    ) -> None:
        self._web = web
        self._read = read
        self._day = day
        self._expected = expected_currency

    def prices_at(self, address: str) -> PageAnswer:
        """Return what stands at an address; a WebError or PlannerError if it cannot be had."""
        address = self._web.address(address)
        article = _ARTICLE.fullmatch(urlsplit(address).path)
        if article and (answer := self._shopify(address, article)) is not None:
            return answer
        page, findings = self._page(address)
        answer = self._of_platform(page, tried_shopify=article is not None) or self._read(page)
        return answer.model_copy(update={"findings": (*findings, *answer.findings)})

    # --- the page ------------------------------------------------------------------------------

    def _page(self, address: str) -> tuple[Page, list[Finding]]:
        fetched = self._web.page(address)
        asked, came = urlsplit(fetched.asked), urlsplit(fetched.address)
        findings = []
        if _host(asked.netloc) != _host(came.netloc):
            message = f"{fetched.asked} redirects to another host: {fetched.address}."
            findings.append(told("sent-on", fetched.asked, message, "Check whose page it is."))
        if came.path in ("", "/") and asked.path not in ("", "/") and not came.query:
            message = f"{fetched.asked} leads to the front page of the shop."
            hint = "The item may be gone: look for it in the shop."
            findings.append(told("front-page", fetched.asked, message, hint))
        return self._as_page(fetched), findings

    def _as_page(self, fetched: Fetched, *, address: str = "") -> Page:
        return read_page(
            fetched.body,
            address=address or without_tracking(fetched.address),
            day=self._day,
            content_type=fetched.content_type,
            expected_currency=self._expected,
        )

    def _tried(self, address: str) -> Fetched | None:
        """Return a reply that a shop may have; None if it has not.

        What concerns the host and not this one page is raised: it holds for its other pages, too.
        """
        try:
            return self._web.page(address)
        except WebError as error:
            if error.is_about_one_page:
                return None
            raise

    def _reply(self, fetched: Fetched | None, *, address: str) -> Page | None:
        """Return a reply as a page of data; None if it is something else."""
        try:
            page = self._as_page(fetched, address=address) if fetched else None
        except PlannerError:
            return None
        return page if page is not None and page.data is not None else None

    # --- platforms -----------------------------------------------------------------------------

    def _of_platform(self, page: Page, *, tried_shopify: bool) -> PageAnswer | None:
        """Return the reply of the platform that a page says it is on; None if it has none."""
        if page.root is None:
            return None
        elements = list(page.root.inside())
        links = [e for e in elements if e.tag == "link"]
        if not tried_shopify and any(
            "cdn.shopify.com" in e.get("src") + e.get("href") for e in elements
        ):
            own = next((e.get("href") for e in links if e.get("rel") == "canonical"), "")
            site = urlsplit(page.full(own))
            article = (
                _ARTICLE.fullmatch(site.path)
                if site.netloc == urlsplit(page.address).netloc
                else None
            )
            return self._shopify(page.full(own), article, beside=page) if article else None
        api = next((e.get("href") for e in links if e.get("rel") == "https://api.w.org/"), "")
        is_shop = any("woocommerce" in e.get("class").lower() for e in elements if e.tag == "body")
        root = page.full(api)
        same = urlsplit(root).netloc == urlsplit(page.address).netloc
        return self._woocommerce(page, root) if root and is_shop and same else None

    def _shopify(
        self, address: str, article: re.Match[str], *, beside: Page | None = None
    ) -> PageAnswer | None:
        """Return what the reply of a Shopify shop says; None if there is no such reply.

        The form of an address proves nothing: shops of other platforms have it, too. `beside` is
        the article's page, if it is there already.
        """
        site = urlsplit(address.strip())
        # A collection is a way to the article, and no part of its address.
        before = re.sub(r"/collections/[^/]+$", "", article["before"])
        base = f"{site.scheme}://{site.netloc}{before}"
        own = f"{base}/products/{article['handle']}"
        fetched = self._tried(f"{own}.js")
        named = f"{own}?{site.query}" if "variant=" in site.query else own
        page = self._reply(fetched, address=named)
        answer = shopify.read(page) if page else None
        if page is None or answer is None:
            return None
        # The reply names no currency, and at some shops its prices are without tax, the page's not.
        beside = beside or self._page_of_data(self._tried(own))
        there = self._read(beside) if beside else PageAnswer()
        currency, told_by = _currency_of(there, answer), "the data of its page"
        if currency is None:
            cart = self._reply(self._tried(f"{base}/cart.js"), address=own)
            said = cart.data.get("currency") if cart and isinstance(cart.data, dict) else None
            currency, told_by = currency_code(said), "the shop's /cart.js"
        found = self._read(replace(page, shop_currency=currency, shop_currency_from=told_by))
        return held_against(beside, found, there) if beside else found

    def _page_of_data(self, fetched: Fetched | None) -> Page | None:
        try:
            return self._as_page(fetched) if fetched else None
        except PlannerError:
            return None

    def _woocommerce(self, page: Page, root: str) -> PageAnswer | None:
        """Return what the Store API says of the article of a page; None if it does not know it."""
        slug = urlsplit(page.address).path.rstrip("/").rpartition("/")[2]
        if not slug or "?" in root:
            return None
        api = f"{root.rstrip('/')}/wc/store/v1/products"
        reply = self._reply(
            self._tried(f"{api}?slug={quote(slug, safe='%')}"), address=page.address
        )
        answer = woocommerce.read(reply) if reply else None
        if reply is None or answer is None:
            return None
        numbers = [address.rpartition("/")[2] for address in answer.further]
        if not numbers:
            return held_against(page, self._read(reply), self._read(page))
        return self._variations(self._read(reply), [f"{api}/{number}" for number in numbers])

    def _variations(self, whole: PageAnswer, addresses: list[str]) -> PageAnswer:
        """Return the variations of an article, each from a reply of its own."""
        answers = []
        for address in addresses[:MOST_VARIATIONS]:
            reply = self._reply(self._tried(address), address=whole.address)
            if reply is not None:
                answers.append(self._read(reply))
        proposals = tuple(each for answer in answers for each in answer.proposals)
        if not proposals:
            return whole
        findings = list(dict.fromkeys(f for a in (whole, *answers) for f in a.findings))
        left = addresses[MOST_VARIATIONS:]
        if left:
            message = f"{whole.product}: of {len(addresses)} variations {len(left)} were not asked."
            findings.append(told("many-variations", whole.address, message, "Ask for one of them."))
        names = tuple(each.name for each in proposals)
        questions = (Question(about=Ask.VARIANT, words="Which variant is it?", choices=names),)
        return whole.model_copy(
            update={
                "proposals": proposals,
                "questions": questions if len(proposals) + len(left) > 1 else (),
                "further": tuple(left),
                "findings": tuple(findings),
            }
        )


def _currency_of(page: PageAnswer, reply: PageAnswer) -> str | None:
    """Return the currency of an article's page, if it has a price that the reply has."""
    currencies = {each.currency for each in page.proposals}
    amounts = {each.amount for each in reply.proposals} - {None}
    same = amounts & {each.amount for each in page.proposals}
    return currencies.pop() if same and len(currencies) == 1 else None


def without_tracking(address: str) -> str:
    """Return an address without what only says where a visitor came from."""
    parts = urlsplit(address)
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in query if not _TRACKING.fullmatch(name.lower())]
    if len(kept) == len(query):
        return urlunsplit(parts._replace(fragment=""))
    return urlunsplit(parts._replace(query=urlencode(kept), fragment=""))


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")
