"""TME's API, version 2: proposals that may be kept, with the line that its terms ask for."""

from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import quote

from planner.io.distributors._desk import Desk, Distributor, basic, bearer
from planner.io.distributors._quotas import Quota
from planner.io.distributors._values import (
    Values,
    count,
    currency,
    objects,
    pieces,
    price,
    text,
    values,
)
from planner.io.web.api import Call
from planner.model.findings import Finding, Severity
from planner.model.lookups import LookupBy, LookupQuestion, Terms
from planner.model.offers import PriceBreak
from planner.model.proposals import (
    Ask,
    Availability,
    PageAnswer,
    PriceProposal,
    Question,
    TaxIncluded,
)
from planner.model.secret import Secret

_SITE = "www.tme.eu"
CREDIT = "Data powered by TME.eu Data - no guarantee of data accuracy."
_MOST, _MOST_STOCK = 20, 1_000_000
# One number out of these bounds has TME refuse the whole question.
_SHORTEST, _LONGEST = 2, 18
_PIECE = "ST"
# Of these no price means anything: withdrawn, not known, not for this country.
_WITHDRAWN = frozenset({"NOT_IN_OFFER", "INVALID", "PRODUCT_BLOCKED", "CANNOT_BE_ORDERED"})
_TAX = {"NET": TaxIncluded.NO, "GROSS": TaxIncluded.YES}


def _look_up(desk: Desk, question: LookupQuestion) -> PageAnswer:
    products = list(_products(desk, question))[:_MOST]
    findings: list[Finding] = [] if products else [desk.nothing(question)]
    prices = _prices(desk, question, [text(each.get("symbol")) for each in products])
    proposals = []
    for product in products:
        proposal = _proposal(desk, product, prices, findings)
        if proposal is not None:
            proposals.append(proposal)
    return PageAnswer(
        address=TERMS.address,
        day=desk.day,
        reader="tme",
        product=question.sought,
        proposals=tuple(proposals),
        findings=(*findings, *(() if proposals else (_credit(),))),
    )


def _products(desk: Desk, question: LookupQuestion) -> Iterator[Values]:
    if question.by is LookupBy.WORDS:
        query = (("phrase", question.sought), ("scope[]", "products"), ("limit", str(_MOST)))
        data = values(_asked(desk, question, "/products/search", *query), "products")
    elif question.by is LookupBy.NUMBER:
        if not _SHORTEST <= len(question.sought) <= _LONGEST:
            raise desk.no_such_number(question, _SHORTEST, _LONGEST)
        data = _asked(desk, question, "/products", ("symbols[]", question.sought.upper()))
    else:
        data = _asked(desk, question, "/products", ("mpns[]", question.sought))
    for each in objects(data.get("elements")):
        if _SHORTEST <= len(text(each.get("symbol"))) <= _LONGEST:
            yield each


def _prices(desk: Desk, question: LookupQuestion, symbols: list[str]) -> dict[str, Values]:
    if not symbols:
        return {}
    data = _asked(
        desk,
        question,
        "/products/data",
        ("scope[]", "prices"),
        ("scope[]", "stock"),
        *((("currency", question.currency),) if question.currency else ()),
        *(("symbols[]", symbol) for symbol in symbols),
    )
    return {text(each.get("symbol")): each for each in objects(data.get("elements"))}


def _asked(desk: Desk, question: LookupQuestion, path: str, *query: tuple[str, str]) -> Values:
    address = desk.address(path, ("country", question.country), *query)

    def with_token(token: Secret) -> Call:
        return Call(address, headers=(bearer(token), ("Accept-Language", "en")))

    fetch = Call(
        desk.address("/auth/token"),
        "POST",
        headers=(
            basic(desk.key(0), desk.key(1)),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ),
        body=b"grant_type=client_credentials",
    )
    reply = values(desk.ask_with_token(fetch, with_token))
    status = text(reply.get("status"), 60)
    if status and status != "OK":
        raise desk.refused(f"{status} {text(reply.get('message'))}".strip())
    if not isinstance(reply.get("data"), dict):
        raise desk.undocumented()
    return values(reply, "data")


def _proposal(
    desk: Desk, product: Values, prices: dict[str, Values], findings: list[Finding]
) -> PriceProposal | None:
    symbol = text(product.get("symbol"))
    status = product.get("product_status")
    words = [text(each, 60) for each in status] if isinstance(status, list) else []
    if off := sorted(_WITHDRAWN & set(words)):
        findings.append(_no_price(symbol, f"is not for sale: {', '.join(off)}"))
        return None
    data = prices.get(symbol, {})
    breaks = sorted(_breaks(values(data, "prices")))
    if not breaks:
        findings.append(_no_price(symbol, "comes without a price"))
        return None
    (fewest, amount), *more = breaks
    code = currency(values(data, "prices").get("currency"))
    tax = _TAX.get(text(values(data, "prices").get("type")), TaxIncluded.UNKNOWN)
    unit = values(data, "unit") or values(product, "unit")
    by_piece = text(unit.get("id")) == _PIECE
    stock = count(data.get("stock_quantity"))
    numbers = product.get("manufacturer_symbols")
    return PriceProposal(
        product=text(product.get("description")) or symbol,
        amount=amount,
        more_breaks=tuple(PriceBreak(min_quantity=each, price=cost) for each, cost in more),
        currency=code,
        currency_from="TME" if code else "",
        tax_included=tax,
        tax_from="TME" if tax is not TaxIncluded.UNKNOWN else "",
        pack_size=1 if by_piece else None,
        # Fewer have no price, whatever their least number is.
        minimum_quantity=max(fewest, pieces(product.get("minimal_amount")) or 1),
        order_multiple=pieces(product.get("multiples")),
        availability=_availability(stock, words),
        availability_word=", ".join(words)[:80],
        stock=stock if stock is not None and stock <= _MOST_STOCK else None,
        sku=symbol,
        mpn=text(numbers[0]) if isinstance(numbers, list) and numbers else "",
        seller="TME",
        address=f"https://{_SITE}/en/details/{quote(symbol.lower(), safe='')}/",
        day=desk.day,
        reader="tme",
        credit=CREDIT,
        questions=tuple(_questions(symbol, code, tax, unit, by_piece=by_piece)),
    )


def _breaks(prices: Values) -> Iterator[tuple[int, Decimal]]:
    for each in objects(prices.get("elements")):
        quantity, cost = pieces(each.get("amount")), price(each.get("price"))
        if quantity is not None and quantity <= _MOST_STOCK and cost is not None:
            yield quantity, cost


def _availability(stock: int | None, words: list[str]) -> Availability:
    if stock is None:
        return Availability.UNKNOWN
    if not stock:
        return Availability.OUT_OF_STOCK
    limited = {"AVAILABLE_WHILE_STOCKS_LAST", "HARDLY_AVAILABLE"} & set(words)
    return Availability.LIMITED if limited else Availability.IN_STOCK


def _questions(
    symbol: str, code: str | None, tax: TaxIncluded, unit: Values, *, by_piece: bool
) -> Iterator[Question]:
    if code is None:
        words = f"In which currency is the price of {symbol}? TME does not say."
        yield Question(about=Ask.CURRENCY, words=words)
    if not by_piece:
        name = text(unit.get("short_name"), 40) or "a unit it does not name"
        words = f"How many pieces does one unit of {symbol} hold? TME sells it by {name}."
        yield Question(about=Ask.PACK, words=words)
    if tax is TaxIncluded.UNKNOWN:
        words = f"Does the price of {symbol} include tax? TME does not say."
        yield Question(about=Ask.TAX, words=words, choices=("yes", "no", "unknown"))


def _no_price(symbol: str, why: str) -> Finding:
    return Finding(
        code="lookup-no-price",
        severity=Severity.WARNING,
        subject=symbol,
        message=f"{symbol} {why} at TME.",
        hint="Look at it in TME's shop.",
    )


def _credit() -> Finding:
    return Finding(
        code="lookup-credit",
        severity=Severity.NOTE,
        subject="TME",
        message=CREDIT,
        hint=f"Terms: {TERMS.address}.",
    )


TERMS = Terms(
    address="https://developers.tme.eu/terms",
    text_of="2026-07-01",
    words="TME's terms do not forbid keeping an answer, and ask for a line beside it.",
    kept=True,
    credit=CREDIT,
    site=_SITE,
)
DISTRIBUTOR = Distributor(
    name="tme",
    title="TME",
    origin="https://api.tme.eu",
    keys=("PLANNER_TME_TOKEN", "PLANNER_TME_SECRET"),
    key_at="https://developers.tme.eu",
    terms=TERMS,
    # No bound was found in its documentation: these are the planner's own.
    quota=Quota(per_minute=60, per_day=1000, gap_s=0.5),
    look_up=_look_up,
)
