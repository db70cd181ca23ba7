"""Mouser's Search API, version 2: a look-up. Its prices are texts as its customers write them."""

import json

from planner.io.distributors._desk import Desk, Distributor
from planner.io.distributors._quotas import Quota
from planner.io.distributors._values import (
    Values,
    address,
    count,
    currency,
    objects,
    pieces,
    text,
    values,
)
from planner.io.text.amounts import decimal_sign, read_amount
from planner.io.web.api import Call
from planner.model.findings import Finding, Severity
from planner.model.lookups import (
    Lookup,
    LookupAnswer,
    LookupBreak,
    LookupBy,
    LookupQuestion,
    Terms,
)

_MOST = 20
_SHORTEST, _LONGEST = 3, 40


def _look_up(desk: Desk, question: LookupQuestion) -> LookupAnswer:
    reply = values(desk.ask(_call(desk, question)))
    errors = [text(each.get("Message")) or text(each.get("Code")) for each in _errors(reply)]
    if errors:
        raise desk.refused("; ".join(errors))
    if not isinstance(reply.get("SearchResults"), dict):
        raise desk.undocumented()
    results = values(reply, "SearchResults")
    parts = list(objects(results.get("Parts")))
    if question.by is LookupBy.MAKER:
        parts = [each for each in parts if _same(each.get("ManufacturerPartNumber"), question)]
    findings: list[Finding] = [] if parts else [desk.nothing(question)]
    return LookupAnswer(
        distributor=desk.at.title,
        asked=question.sought,
        by=question.by,
        day=desk.day,
        terms=desk.at.terms,
        found=tuple(_lookup(each, question, findings) for each in parts[:_MOST]),
        of=len(parts) if question.by is LookupBy.MAKER else count(results.get("NumberOfResult")),
        findings=tuple(findings),
    )


def _errors(reply: Values) -> list[Values]:
    return list(objects(reply.get("Errors")))


def _same(number: object, question: LookupQuestion) -> bool:
    return text(number).casefold() == question.sought.casefold()


def _call(desk: Desk, question: LookupQuestion) -> Call:
    if question.by is LookupBy.NUMBER:
        if "|" in question.sought or not _SHORTEST <= len(question.sought) <= _LONGEST:
            raise desk.no_such_number(question, _SHORTEST, _LONGEST)
        path, name = "/api/v2/search/partnumber", "SearchByPartRequest"
        asked = {"mouserPartNumber": question.sought, "partSearchOptions": "Exact"}
    else:
        path, name = "/api/v2/search/keyword", "SearchByKeywordRequest"
        asked = {
            "keyword": question.sought,
            "records": str(_MOST),
            "startingRecord": "0",
            "searchOptions": "None",
        }
    body: dict[str, object] = {name: asked}
    return Call(
        desk.address(path),
        "POST",
        headers=(("Content-Type", "application/json"),),
        secret_query=(("apiKey", desk.key().reveal()),),
        body=json.dumps(body).encode(),
    )


def _lookup(part: Values, question: LookupQuestion, findings: list[Finding]) -> Lookup:
    number = text(part.get("MouserPartNumber"))
    stated = {currency(each.get("Currency")) for each in objects(part.get("PriceBreaks"))}
    # One article has one currency, or nobody knows which it is.
    code = stated.pop() if len(stated) == 1 else None
    breaks = []
    for each in objects(part.get("PriceBreaks")):
        quantity, said = pieces(each.get("Quantity")), each.get("Price")
        if quantity is None:
            continue
        read = read_amount(
            said if isinstance(said, str) else "", currency=code, locale=_locale(question)
        )
        # A sign of another currency than the one that is stated: neither is believed.
        certain = read.amount is not None and read.amount > 0 and read.currency in (None, code)
        breaks.append(LookupBreak(quantity=quantity, price=read.amount if certain else None))
        if not certain:
            findings.append(_unread(number, text(said, 40), read.why))
    return Lookup(
        number=number,
        maker_number=text(part.get("ManufacturerPartNumber")),
        maker=text(part.get("Manufacturer")),
        name=text(part.get("Description")),
        breaks=tuple(breaks),
        currency=code,
        stock=count(part.get("AvailabilityInStock")),
        minimum=pieces(part.get("Min")),
        multiple=pieces(part.get("Mult")),
        lead_time=text(part.get("LeadTime"), 60),
        lifecycle=text(part.get("LifecycleStatus"), 60),
        address=address(part.get("ProductDetailUrl")),
        remarks=tuple(_remarks(part)),
    )


def _remarks(part: Values) -> list[str]:
    remarks = [text(part.get("Availability"), 60)]
    if text(part.get("IsDiscontinued")).lower() == "true":
        remarks.append("discontinued")
    if replacement := text(part.get("SuggestedReplacement"), 60):
        remarks.append(f"suggested in its place: {replacement}")
    return [each for each in remarks if each]


def _locale(question: LookupQuestion) -> str | None:
    locale = question.locale or ""
    return locale if decimal_sign(locale) else None


def _unread(number: str, said: str, why: str) -> Finding:
    reason = f": {why}" if why else ""
    return Finding(
        code="lookup-price-unread",
        severity=Severity.WARNING,
        subject=number,
        message=f"Mouser writes a price of {number or 'an article'} as '{said}'{reason}. "
        "It is not known.",
        hint="State how your Mouser account writes numbers in PLANNER_MOUSER_LOCALE, as en-SG.",
    )


DISTRIBUTOR = Distributor(
    name="mouser",
    title="Mouser",
    origin="https://api.mouser.com",
    keys=("PLANNER_MOUSER_KEY",),
    key_at="https://www.mouser.com/api-search",
    terms=Terms(
        address="https://www.mouser.com/apiterms",
        text_of="2013-03-11",
        words="Mouser's terms forbid caching, recording or storing any part of an answer.",
        kept=False,
    ),
    # https://www.mouser.com/api-search: 30 calls a minute, 1,000 a day.
    quota=Quota(per_minute=30, per_day=1000, gap_s=2.0),
    look_up=_look_up,
)
