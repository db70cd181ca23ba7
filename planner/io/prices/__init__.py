"""A page or reply of a shop goes in, proposals with their open questions come out; nothing is kept.

Readers in the order of trust: what a shop's own interface replies, data of schema.org in the page,
meta tags. What stands in the text alone is no proposal: it is shown to choose from.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from planner.io.prices import jsonld, meta, microdata, shopify, woocommerce
from planner.io.prices._agreement import agreed
from planner.io.prices._articles import raw_text
from planner.io.prices._hints import is_wall
from planner.io.prices._page import MOST_BYTES, Page, no_page, read_page
from planner.io.prices._saved import opened
from planner.io.prices._text_amounts import text_amounts
from planner.model.findings import Finding, Severity
from planner.model.proposals import Ask, PageAnswer, Question

__all__ = ["READERS", "prices_at", "prices_in", "read_prices"]

if TYPE_CHECKING:
    from planner.io.web.fetch import Web

Reader = Callable[[Page], PageAnswer | None]

# Asked in this order. A new kind of page is one file and one line here.
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "shopify": shopify.read,
        "woocommerce": woocommerce.read,
        "jsonld": jsonld.read,
        "microdata": microdata.read,
        "meta": meta.read,
    }
)
_TYPE_IT = (
    "Type the price as you read it on the page, or hand in the page as your browser saves it."
)


def read_prices(page: Page, readers: Mapping[str, Reader] = READERS) -> PageAnswer:
    """Return what a page proposes, by the first reader that finds a price, held against the others.

    A page without one has no proposal, and its findings say why.
    """
    answers = [answer for read in readers.values() if (answer := read(page)) is not None]
    findings = tuple(dict.fromkeys(f for answer in answers for f in answer.findings))
    priced = [answer for answer in answers if answer.proposals]
    if priced:
        best = agreed(page, _named(page, priced[0]), priced[1:])
        beside = (f for answer in answers if not answer.proposals for f in answer.findings)
        return best.model_copy(update={"findings": tuple(dict.fromkeys((*best.findings, *beside)))})
    refused = next((answer for answer in answers if answer.reader), None)
    if refused is not None:
        return refused.model_copy(update={"findings": findings})
    return _without_data(page, findings or page.findings)


def _named(page: Page, answer: PageAnswer) -> PageAnswer:
    """Return of several variants the one that the address of the page names."""
    numbers = parse_qs(urlsplit(page.address).query).get("variant", [])
    named = [
        each
        for each in answer.proposals
        if numbers and numbers[0] in (each.variant_id, *_variant_in(each.address))
    ]
    if len(named) != 1 or len(answer.proposals) < 2:
        return answer
    return answer.model_copy(update={"proposals": tuple(named), "questions": ()})


def _variant_in(address: str) -> list[str]:
    return parse_qs(urlsplit(address).query).get("variant", [])


def prices_at(
    address: str, web: "Web", *, day: date, expected_currency: str | None = None
) -> PageAnswer:
    """Return what stands at an address on a day, asked for as a guest of the shop.

    `day` is today in UTC. `expected_currency` is only held against the one that the shop names. A
    PlannerError says why there is no answer; then there is no price either, and no older one.
    """
    # The network's libraries are loaded here, not with this module.
    from planner.io.prices._shop import Shop

    return Shop(web, read_prices, day=day, expected_currency=expected_currency).prices_at(address)


def prices_in(
    name: str,
    content: bytes,
    *,
    address: str = "",
    day: date | None = None,
    expected_currency: str | None = None,
) -> PageAnswer:
    """Return what a saved page or reply proposes; PlannerError if it is none.

    Where it stands and when it was saved a person may say; else the file says it, or it is asked.
    An old page is never of today.
    """
    if len(content) > MOST_BYTES:
        raise no_page(name, f"the file has {len(content) / 1e6:,.1f} MB; at most 4 MB are read.")
    saved = opened(content)
    page = read_page(
        saved.body,
        address=address or saved.address,
        day=day or saved.day,
        content_type=saved.content_type,
        expected_currency=expected_currency,
        name=name,
    )
    return read_prices(page)


def _without_data(page: Page, findings: tuple[Finding, ...]) -> PageAnswer:
    """Return that a page has no data on prices: a check for machines, a foreign reply, or text."""
    if page.root is None:
        refusal = _refusal(
            page, "reply", "this is not a reply that a shop's price can be read from."
        )
        return PageAnswer(address=page.address, day=page.day, findings=(*findings, refusal))
    elements = list(page.root.inside())
    title = next((raw_text(e) for e in elements if e.tag == "title"), "")
    scripts = [e.get("src") for e in elements if e.tag == "script"]
    if is_wall(title, page.root.text(), scripts):
        message = "the shop sent a check for bots instead of its page."
        refusal = _refusal(
            page, "wall", message, "Open the page in a browser, save it, and hand that in."
        )
        return PageAnswer(address=page.address, day=page.day, findings=(*findings, refusal))
    amounts = text_amounts(page)
    seen = f" Its text has {len(amounts)} amounts to choose from." if amounts else ""
    refusal = _refusal(page, "no-data", f"the page has no price that a program can read.{seen}")
    heading = next((e.text() for e in elements if e.tag == "h1"), "") or title
    choices = tuple(str(each) for each in amounts)
    questions = (
        Question(about=Ask.PRICE, words="What does one pack cost?", choices=choices),
        Question(about=Ask.CURRENCY, words="In which currency?"),
        Question(about=Ask.TAX, words="Does that include tax?", choices=("yes", "no", "unknown")),
    )
    return PageAnswer(
        address=page.address,
        day=page.day,
        product=heading,
        amounts=amounts,
        questions=questions,
        findings=(*findings, refusal),
    )


def _refusal(page: Page, what: str, message: str, hint: str = _TYPE_IT) -> Finding:
    return Finding(
        code=f"price-{what}",
        severity=Severity.ERROR,
        subject=page.address or "the page",
        message=f"{page.address or 'The page'}: {message}",
        hint=hint,
    )
