"""DigiKey's Product Information API, version 4: a look-up, with one line per way of packing."""

import json
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from planner.io.distributors._desk import NOT_THERE, Desk, Distributor, bearer
from planner.io.distributors._quotas import Quota
from planner.io.distributors._values import (
    Values,
    address,
    count,
    currency,
    objects,
    pieces,
    price,
    text,
    values,
)
from planner.io.web.api import Call
from planner.model.home import CURRENCY
from planner.model.lookups import (
    Lookup,
    LookupAnswer,
    LookupBreak,
    LookupBy,
    LookupQuestion,
    Terms,
)
from planner.model.secret import Secret

_MOST = 20
_FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


def _look_up(desk: Desk, question: LookupQuestion) -> LookupAnswer:
    def with_token(token: Secret) -> Call:
        return _call(desk, question, token)

    read = desk.ask_with_token(_token_call(desk), with_token, none_for=404)
    reply = values(read)
    if read is not NOT_THERE and not ("Product" in reply or "Products" in reply):
        raise desk.undocumented()
    products = list(_products(reply, question))
    code = _currency(reply)
    found = tuple(each for product in products for each in _lookups(product, code))
    whole = count(reply.get("ProductsCount")) if question.by is LookupBy.WORDS else len(products)
    return LookupAnswer(
        distributor=desk.at.title,
        asked=question.sought,
        by=question.by,
        day=desk.day,
        terms=desk.at.terms,
        found=found[: 2 * _MOST],
        of=whole,
        findings=() if found else (desk.nothing(question),),
    )


def _token_call(desk: Desk) -> Call:
    secret = [
        ("client_id", desk.key(0).reveal()),
        ("client_secret", desk.key(1).reveal()),
        ("grant_type", "client_credentials"),
    ]
    return Call(
        desk.address("/v1/oauth2/token"), "POST", headers=_FORM, body=urlencode(secret).encode()
    )


def _call(desk: Desk, question: LookupQuestion, token: Secret) -> Call:
    headers = (
        bearer(token),
        ("X-DIGIKEY-Client-Id", desk.key(0).reveal()),
        ("X-DIGIKEY-Locale-Site", question.country),
        ("X-DIGIKEY-Locale-Language", "en"),
        ("X-DIGIKEY-Locale-Currency", question.currency or CURRENCY),
    )
    if question.by is LookupBy.NUMBER:
        path = f"/products/v4/search/{quote(question.sought, safe='')}/productdetails"
        return Call(desk.address(path), headers=headers)
    body = {"Keywords": question.sought, "Limit": _MOST, "Offset": 0}
    return Call(
        desk.address("/products/v4/search/keyword"),
        "POST",
        headers=(*headers, ("Content-Type", "application/json")),
        body=json.dumps(body).encode(),
    )


def _products(reply: Values, question: LookupQuestion) -> Iterator[Values]:
    if question.by is LookupBy.NUMBER:
        yield from objects([reply.get("Product")])
        return
    seen = set()
    for each in (*objects(reply.get("ExactMatches")), *objects(reply.get("Products"))):
        number = text(each.get("ManufacturerProductNumber"))
        key = (number, text(values(each, "Manufacturer").get("Name")))
        wanted = question.by is LookupBy.WORDS or number.casefold() == question.sought.casefold()
        if wanted and key not in seen:
            seen.add(key)
            yield each


def _currency(reply: Values) -> str | None:
    """Return the currency of all prices of a reply, which stands in what it says it used."""
    said = {
        currency(values(reply, *path, "SearchLocaleUsed").get("Currency"))
        for path in (("SettingsUsed",), ())
    } - {None}
    return said.pop() if len(said) == 1 else None


def _lookups(product: Values, code: str | None) -> Iterator[Lookup]:
    common = {
        "maker_number": text(product.get("ManufacturerProductNumber")),
        "maker": text(values(product, "Manufacturer").get("Name")),
        "name": text(values(product, "Description").get("ProductDescription")),
        "currency": code,
        "lead_time": _lead_time(product),
        "lifecycle": text(values(product, "ProductStatus").get("Status"), 60),
        "address": address(product.get("ProductUrl")),
    }
    for each in objects(product.get("ProductVariations")):
        breaks = tuple(
            LookupBreak(quantity=quantity, price=price(level.get("UnitPrice")))
            for level in objects(each.get("StandardPricing"))
            if (quantity := pieces(level.get("BreakQuantity"))) is not None
        )
        yield Lookup.model_validate(
            {
                **common,
                "number": text(each.get("DigiKeyProductNumber")),
                "packaging": text(values(each, "PackageType").get("Name"), 60),
                "breaks": breaks,
                "stock": count(each.get("QuantityAvailableforPackageType")),
                "minimum": pieces(each.get("MinimumOrderQuantity")),
                "remarks": tuple(_remarks(product, each)),
            }
        )


def _lead_time(product: Values) -> str:
    said = text(product.get("ManufacturerLeadWeeks"), 40)
    return f"{said} weeks from the maker" if said.isdigit() else said


def _remarks(product: Values, variation: Values) -> Iterator[str]:
    for name, words in (
        ("Discontinued", "discontinued"),
        ("EndOfLife", "end of life"),
    ):
        if product.get(name) is True:
            yield words
    if last := text(product.get("DateLastBuyChance"), 40):
        yield f"last day to buy: {last}"
    if product.get("NormallyStocking") is False:
        yield "not normally in stock"
    if variation.get("MarketPlace") is True:
        yield "sold by a third party on its marketplace"
    if variation.get("TariffActive") is True:
        yield "a tariff is added"


DISTRIBUTOR = Distributor(
    name="digikey",
    title="DigiKey",
    origin="https://api.digikey.com",
    keys=("PLANNER_DIGIKEY_ID", "PLANNER_DIGIKEY_SECRET"),
    key_at="https://developer.digikey.com",
    terms=Terms(
        address="https://api-portal.digikey.com/terms",
        text_of="2018-02-27",
        words="Whether an answer may be kept is not clear from DigiKey's terms, so none is.",
        kept=False,
    ),
    # https://developer.digikey.com/documentation: 120 a minute, 1,000 a day.
    quota=Quota(per_minute=120, per_day=1000, gap_s=0.5),
    look_up=_look_up,
)
