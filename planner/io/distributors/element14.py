"""The search of element14, Farnell and Newark: a look-up, in the currency of a store."""

from collections.abc import Mapping
from types import MappingProxyType

from planner.io.distributors._desk import Desk, Distributor
from planner.io.distributors._quotas import Quota
from planner.io.distributors._values import (
    Values,
    count,
    objects,
    pieces,
    price,
    text,
    values,
)
from planner.io.distributors._values import (
    address as web_address,
)
from planner.io.web.api import Call
from planner.model.home import COUNTRY
from planner.model.lookups import (
    Lookup,
    LookupAnswer,
    LookupBreak,
    LookupBy,
    LookupQuestion,
    Terms,
)
from planner.model.nearest import nearest
from planner.model.proposals import TaxIncluded

_MOST = 20
# A reply names no currency: it is the store's.
_STORES = """
    EUR at.farnell.com be.farnell.com bg.farnell.com de.farnell.com ee.farnell.com es.farnell.com
    EUR fi.farnell.com fr.farnell.com ie.farnell.com it.farnell.com lt.farnell.com lv.farnell.com
    EUR nl.farnell.com pt.farnell.com ro.farnell.com si.farnell.com sk.farnell.com
    CHF ch.farnell.com
    CZK cz.farnell.com
    DKK dk.farnell.com
    GBP uk.farnell.com
    HUF hu.farnell.com
    NOK no.farnell.com
    PLN pl.farnell.com
    SEK se.farnell.com
    CAD canada.newark.com
    MXN mexico.newark.com
    USD www.newark.com
    AUD au.element14.com
    CNY cn.element14.com
    HKD hk.element14.com
    INR in.element14.com
    KRW kr.element14.com
    MYR my.element14.com
    NZD nz.element14.com
    PHP ph.element14.com
    SGD sg.element14.com
    THB th.element14.com
    TWD tw.element14.com
    VND vn.element14.com
"""
STORES: Mapping[str, str] = MappingProxyType(
    {
        store: currency
        for currency, *stores in map(str.split, _STORES.strip().splitlines())
        for store in stores
    }
)
_FIELD = {LookupBy.WORDS: "any", LookupBy.NUMBER: "id", LookupBy.MAKER: "manuPartNum"}
_RETURNS = (
    "keywordSearchReturn",
    "premierFarnellPartNumberReturn",
    "manufacturerPartNumberSearchReturn",
)


def _look_up(desk: Desk, question: LookupQuestion) -> LookupAnswer:
    store = question.store or f"{COUNTRY.lower()}.element14.com"
    if store not in STORES:
        near = nearest(store, STORES)
        hint = f"Did you mean {near}?" if near else f"Stores: {', '.join(sorted(STORES))}."
        raise desk.trouble("store", f"has no store '{store}' whose currency is known.", hint)
    reply = values(desk.ask(_call(desk, question, store)))
    if fault := _fault(reply):
        raise desk.refused(fault)
    returned = next((values(reply, each) for each in _RETURNS if each in reply), None)
    if returned is None:
        raise desk.undocumented()
    found = tuple(_lookup(each, STORES[store]) for each in objects(returned.get("products")))
    return LookupAnswer(
        distributor=f"{desk.at.title} ({store})",
        asked=question.sought,
        by=question.by,
        day=desk.day,
        terms=desk.at.terms,
        found=found[:_MOST],
        of=count(returned.get("numberOfResults")),
        findings=() if found else (desk.nothing(question),),
    )


def _call(desk: Desk, question: LookupQuestion, store: str) -> Call:
    address = desk.address(
        "/catalog/products",
        ("versionNumber", "1.4"),
        ("term", f"{_FIELD[question.by]}:{question.sought}"),
        ("storeInfo.id", store),
        ("resultsSettings.offset", "0"),
        ("resultsSettings.numberOfResults", str(_MOST)),
        ("resultsSettings.responseGroup", "large"),
        ("callInfo.responseDataFormat", "JSON"),
    )
    return Call(address, secret_query=(("callInfo.apiKey", desk.key().reveal()),))


def _fault(reply: Values) -> str:
    fault = reply.get("Fault") or reply.get("error")
    if not fault:
        return ""
    said = values(fault)
    return (
        text(values(said, "Reason").get("Text"))
        or text(said.get("faultstring"))
        or text(fault)
        or "no reason given"
    )


def _lookup(product: Values, currency: str) -> Lookup:
    breaks = tuple(
        LookupBreak(quantity=quantity, price=price(each.get("cost")))
        for each in objects(product.get("prices"))
        if (quantity := pieces(each.get("from"))) is not None
    )
    stock = product.get("stock")
    lead = count(values(stock).get("leastLeadTime"))
    pack = pieces(product.get("packSize"))
    unit = text(product.get("unitOfMeasure"), 40)
    return Lookup(
        number=text(product.get("sku")),
        maker_number=text(product.get("translatedManufacturerPartNumber")),
        maker=text(product.get("vendorName")) or text(product.get("brandName")),
        name=text(product.get("displayName")),
        packaging=f"{unit} of {pack}" if unit and pack and pack > 1 else unit,
        breaks=breaks,
        currency=currency,
        # Documented: prices are without tax, and what they are with it stands beside them.
        tax_included=TaxIncluded.NO,
        stock=count(values(stock).get("level")) if stock is not None else count(product.get("inv")),
        # Spelt so in its replies.
        minimum=pieces(product.get("translatedMinimumOrderQuality")),
        multiple=pieces(product.get("orderMultiples")),
        lead_time=f"{lead} days" if lead else "",
        lifecycle=_lifecycle(product),
        address=web_address(product.get("productURL")),
    )


def _lifecycle(product: Values) -> str:
    code, word = text(product.get("releaseStatusCode"), 20), text(product.get("productStatus"), 60)
    return word if not code else f"{word} (release status {code})".strip()


DISTRIBUTOR = Distributor(
    name="element14",
    title="element14",
    origin="https://api.element14.com",
    keys=("PLANNER_ELEMENT14_KEY",),
    key_at="https://partner.element14.com",
    terms=Terms(
        address="https://be.farnell.com/en-BE/terms-of-use-for-api",
        text_of="",
        words="The terms of element14 and Farnell forbid storing answers or building a database.",
        kept=False,
    ),
    # 2 calls a second and 1,000 a day.
    quota=Quota(per_minute=120, per_day=1000, gap_s=0.5),
    look_up=_look_up,
)
