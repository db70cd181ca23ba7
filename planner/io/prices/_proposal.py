"""From what a reader found to a proposal: what is missing or doubtful becomes a question.

Every reader hands in the same record, so that a pack in a title or a price of 0 is met in one way
wherever it comes from.
"""

import json
import re
from collections.abc import Iterable
from datetime import date

from planner.io.prices._found import Found
from planner.io.prices._hints import (
    condition_in,
    condition_said,
    last_word,
    pack_hint,
    several_sizes,
)
from planner.io.prices._page import Page, shown, told
from planner.io.text.articles import article_in
from planner.model.cells import MOST
from planner.model.findings import Finding
from planner.model.proposals import (
    Ask,
    Availability,
    Candidate,
    Condition,
    PriceProposal,
    Question,
    TaxIncluded,
)

_MOST_RAW = 4000
_MOST_PIECES = 1_000_000

_AVAILABILITY = {
    **dict.fromkeys("instock onlineonly available yes true".split(), Availability.IN_STOCK),
    **dict.fromkeys(
        "limitedavailability instoreonly lowstock limited".split(), Availability.LIMITED
    ),
    **dict.fromkeys("preorder presale".split(), Availability.PREORDER),
    **dict.fromkeys("backorder madetoorder availablefororder".split(), Availability.BACKORDER),
    **dict.fromkeys(
        "outofstock soldout oos unavailable notavailable reserved no false".split(),
        Availability.OUT_OF_STOCK,
    ),
    "discontinued": Availability.DISCONTINUED,
}


def availability_of(word: str) -> Availability:
    """Return what data says of stock, by address or by word; a word nobody knows is unknown."""
    return _AVAILABILITY.get(last_word(word), Availability.UNKNOWN)


def proposed(found: Found, page: Page, reader: str) -> PriceProposal:
    """Return the proposal of what was found, with everything that must be asked."""
    found.product, found.variant = shown(found.product), shown(found.variant)
    name = shown(f"{found.product} / {found.variant}" if found.variant else found.product)
    subject = name or page.address or "the item"
    findings = list(found.findings)
    amount = found.amount if found.amount is not None and found.amount <= MOST else None
    candidates = tuple(
        Candidate(amount=each, currency=found.currency, told=shown(what))
        for each, what in found.choices
        if 0 < each <= MOST
    )
    hint, pieces = _pack(found, page)
    condition, word = _condition(found)
    questions = [
        *([] if amount is not None else [_about_the_price(found, candidates, subject)]),
        *_about_the_name(found, subject),
        *_about_the_currency(found, page, subject, findings),
        *([_about_the_pack(hint, pieces)] if hint else []),
        *([_about_the_condition(found, word)] if word else []),
        *_about_the_tax(found),
        *_about_the_page(page, found, subject),
    ]
    address = page.full(found.address) or page.address
    stock = availability_of(found.availability)
    findings += stock_told(stock, subject)
    return PriceProposal(
        product=shown(found.product),
        variant=shown(found.variant),
        variant_id=shown(found.variant_id, 60),
        amount=amount,
        candidates=candidates,
        currency=found.currency,
        currency_from=found.currency_from if found.currency else "",
        tax_included=found.tax,
        tax_from=shown(found.tax_from, 60),
        pack_size=None if hint else 1,
        minimum_quantity=_pieces(found.minimum),
        order_multiple=_pieces(found.multiple),
        availability=stock,
        availability_word=shown(found.availability, 80),
        stock=found.stock if found.stock is not None and found.stock <= _MOST_PIECES else None,
        condition=condition,
        condition_word=shown(word or last_word(found.condition), 60),
        sku=shown(found.sku, 100),
        article_number=shown(found.article, 100) or article_in(address),
        mpn=shown(found.mpn, 100),
        valid_until=_day(found.valid_until, subject, page.day, findings),
        seller=shown(found.seller, 100),
        address=address,
        day=page.day,
        reader=reader,
        raw=_raw(found.raw),
        questions=tuple(questions),
        findings=tuple(findings),
    )


def _raw(data: object) -> str:
    """Return what data says, for whoever checks; of what is nested too deep nothing."""
    try:
        return shown(json.dumps(data, ensure_ascii=False), _MOST_RAW) if data else ""
    except RecursionError:
        return ""


def _pack(found: Found, page: Page) -> tuple[str, int | None]:
    """Return what says that an article is a pack, and of how many; the data before its names."""
    if found.pack is not None and found.pack > 1:
        return "its data", found.pack
    hint, pieces = pack_hint((found.variant, found.product, _last_step(page, found)))
    return (f"'{shown(hint)}' in its name or address", pieces) if hint else ("", None)


def _condition(found: Found) -> tuple[Condition, str]:
    """Return the condition, and the word of the name that has to be asked about."""
    said = condition_said(found.condition)
    named, word = condition_in(f"{found.product} {found.variant}")
    return (named, word) if word and named is not said else (said, "")


def _question(about: Ask, words: str, choices: Iterable[str] = ()) -> Question:
    return Question(about=about, words=words, choices=tuple(choices))


def _pieces(number: int | None) -> int | None:
    return number if number is not None and 1 <= number <= _MOST_PIECES else None


def _about_the_price(found: Found, candidates: tuple[Candidate, ...], subject: str) -> Question:
    words = f"{subject} has no single price: {found.why or 'none is named'}."
    about = Ask.WHICH_PRICE if candidates else Ask.PRICE
    return _question(about, words, (str(each) for each in candidates))


def _about_the_currency(
    found: Found, page: Page, subject: str, findings: list[Finding]
) -> list[Question]:
    if found.currency is None:
        words = f"In which currency is the price of {subject}? The shop does not say."
        return [_question(Ask.CURRENCY, words)]
    if page.expected_currency not in (None, found.currency):
        message = f"{subject} is priced in {found.currency}, not in {page.expected_currency}."
        findings.append(told("currency-other", subject, message, "Compare it at a rate."))
    return []


def _about_the_pack(hint: str, pieces: int | None) -> Question:
    words = f"How many pieces does one pack hold? It seems to be a pack: {hint}."
    return _question(Ask.PACK, words, [str(pieces)] if pieces else ())


def _about_the_condition(found: Found, word: str) -> Question:
    said = condition_said(found.condition)
    against = f", while the data says {said}" if said is not Condition.UNKNOWN else ""
    words = f"Is it new, refurbished or used? Its name says '{shown(word)}'{against}."
    return _question(Ask.CONDITION, words, ("new", "refurbished", "used"))


def _about_the_tax(found: Found) -> list[Question]:
    if found.tax is not TaxIncluded.UNKNOWN:
        return []
    words = "Does this price include tax? The data does not say."
    return [_question(Ask.TAX, words, ("yes", "no", "unknown"))]


def _about_the_name(found: Found, subject: str) -> list[Question]:
    if found.variants:
        words = f"Which {subject} is it? The price is for each of them."
        return [_question(Ask.VARIANT, words, (shown(each) for each in found.variants))]
    if sizes := "" if found.variant else several_sizes(found.product):
        words = f"Which one is this price for? The name of {subject} holds several: {sizes}."
        return [_question(Ask.VARIANT, words)]
    return []


def _about_the_page(page: Page, found: Found, subject: str) -> list[Question]:
    questions = []
    if found.seller and not _is_the_host(found.seller, page.host):
        words = f"Who sells {subject}? {page.host or 'The page'} names {shown(found.seller, 100)}."
        questions.append(_question(Ask.VENDOR, words, (shown(found.seller, 100),)))
    if page.day is None:
        words = "On which day was this page saved? Its price is of that day."
        questions.append(_question(Ask.DAY, words))
    if not (page.full(found.address) or page.address):
        words = "What is the address of this page? Anyone must be able to open it."
        questions.append(_question(Ask.ADDRESS, words))
    return questions


def _is_the_host(seller: str, host: str) -> bool:
    """Tell whether a seller's name and a host are of one shop, as far as their letters tell."""
    words = re.findall(r"[a-z0-9]{3,}", seller.lower())
    letters = re.sub(r"[^a-z0-9]", "", host)
    return not host or any(word in letters for word in words) or not words


def _last_step(page: Page, found: Found) -> str:
    address = page.full(found.address) or page.address
    return (
        address.partition("?")[0].rstrip("/").rpartition("/")[2].replace("-", " ").replace("_", " ")
    )


def stock_told(stock: Availability, subject: str) -> list[Finding]:
    if stock is Availability.OUT_OF_STOCK:
        message = f"{subject} is out of stock, according to the page's data."
        return [
            told("out-of-stock", subject, message, "Look at the page: data and text can differ.")
        ]
    if stock is Availability.DISCONTINUED:
        message = f"{subject} is discontinued, according to the page's data."
        return [told("discontinued", subject, message, "Look for its replacement.")]
    return []


def _day(text: str, subject: str, day: date | None, findings: list[Finding]) -> date | None:
    """Return the day until which a page says a price holds; it is shown and promises nothing."""
    found = re.match(r"\s*(\d{4}-\d{2}-\d{2})(?!\d)", text, re.ASCII)
    try:
        until = date.fromisoformat(found[1]) if found else None
    except ValueError:
        until = None
    if text.strip() and until is None:
        message = f"{subject}: until when the price holds is given as '{shown(text, 40)}'."
        findings.append(told("valid-until", subject, message, "It is not used.", grave=False))
    elif until is not None and day is not None and until < day:
        message = (
            f"{subject}: its price was valid until {until}, according to the page; that is past."
        )
        findings.append(told("valid-until", subject, message, "Look at the page.", grave=False))
    return until
