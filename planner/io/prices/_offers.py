"""One offer of schema.org: which of its prices one piece costs, in which currency, on what terms.

An offer may hold its price as a number or a text, a list of specifications, a range, or objects
where a text belongs; of these only what anybody pays for one piece is a price.
"""

from collections.abc import Iterator

from planner.io.prices._found import Found, currency_code, read_price
from planner.io.prices._hints import last_word, tax_in
from planner.io.prices._json_texts import number_of, whole_of
from planner.io.prices._page import Page
from planner.io.prices._schema import Node
from planner.io.text.articles import article_in
from planner.model.proposals import TaxIncluded

_PIECE_UNITS = frozenset(
    " c62 h87 ea ie nmp pk xpk piece pieces pc pcs unit units each item stk stück".split(" ")
)
_FORMER = (
    "strikethrough",
    "listprice",
    "msrp",
    "srp",
    "rrp",
    "suggested",
    "regular",
    "minimumadvertised",
)


def is_sum_up(offer: Node) -> bool:
    """Tell whether an offer sums up others: it has two ends, or says that it does."""
    ends = "lowprice" in offer.props or "highprice" in offer.props
    return "aggregateoffer" in offer.types or (ends and "price" not in offer.props)


def found_of(page: Page, offer: Node, *, article: Node, group: Node | None = None) -> Found:
    """Return what an offer says, with what its article says of it."""
    currency = _currency(offer, article)
    found = Found(
        product=(group or article).first("name") or article.first("name"),
        variant=offer.first("name", "itemoffered"),
        currency=currency,
        currency_from="the page's data",
        availability=_availability(offer),
        words=offer.text,
        stock=next((whole_of(each) for each in offer.texts("inventorylevel")), None),
        condition=offer.first("itemcondition") or article.first("itemcondition"),
        sku=offer.first("sku") or article.first("sku"),
        article=article_in(_own_address(page, offer) or _own_address(page, article)),
        mpn=offer.first("mpn") or article.first("mpn"),
        valid_until=offer.first("pricevaliduntil"),
        seller=_other_seller(page, offer),
        address=_own_address(page, offer) or _own_address(page, article),
        minimum=next(_least(offer), None),
        pack=next(
            filter(None, (whole_of(q.first("value")) for q in offer.nodes("eligiblequantity"))),
            None,
        ),
        raw=offer.raw,
    )
    if is_sum_up(offer):
        _take_range(found, offer, page)
    else:
        _take_price(found, offer, page)
    if last_word(offer.first("businessfunction")) in ("leaseout", "rent", "rental"):
        found.choices = [(found.amount, "to rent it")] if found.amount else found.choices
        found.amount, found.why = None, "it is for rent"
    _take_tax(found, offer)
    return found


def _currency(offer: Node, article: Node) -> str | None:
    """Return the one currency that an offer names, itself or in its specifications."""
    named = {
        code
        for node in (offer, *offer.amounts())
        for each in node.texts("pricecurrency")
        if (code := currency_code(each))
    }
    if not named:
        named = {code for each in article.texts("pricecurrency") if (code := currency_code(each))}
    return named.pop() if len(named) == 1 else None


def _own_address(page: Page, node: Node) -> str:
    """Return an address of the page's own host; empty for one that leads elsewhere."""
    address = page.full(node.first("url"))
    return address if not page.host or _host(address) == page.host else ""


def _availability(offer: Node) -> str:
    """Return what an offer says of stock; where it says two things, both, of which none counts."""
    words = list(dict.fromkeys(last_word(each) for each in offer.texts("availability")))
    return offer.first("availability") if len(words) < 2 else " / ".join(words)


def _other_seller(page: Page, offer: Node) -> str:
    """Return who sells it; empty where that one's address is on the page's own host."""
    for seller in offer.nodes("seller"):
        if any(
            _host(page.full(each)) == page.host for each in seller.texts("url", "@id", "sameas")
        ):
            return ""
    return offer.first("seller")


def _host(address: str) -> str:
    return address.partition("//")[2].partition("/")[0].lower().removeprefix("www.")


def _least(node: Node) -> Iterator[int]:
    """Yield the fewest pieces for which an offer holds, where it says more than one."""
    for quantity in node.nodes("eligiblequantity"):
        least = whole_of(quantity.first("minvalue", "lowprice"))
        if least and least > 1:
            yield least


# --- the price of one piece ----------------------------------------------------------------------


def _specifications(offer: Node) -> list[Node]:
    return list(offer.nodes("pricespecification"))


def _take_price(found: Found, offer: Node, page: Page) -> None:
    """Take the one price that anybody pays for one piece; ask where there are several."""
    special: list[tuple[object, str]] = []
    plain: list[tuple[object, str]] = [(each, "the offer's price") for each in _prices(offer)]
    for each in _specifications(offer):
        what = _what_it_is(each)
        prices = [(price, what or "a price of the offer") for price in _prices(each)]
        (special if what else plain).extend(prices)
    former = {number_of(price) for price, what in special if what == "the former price"}
    kept = [
        each for each in plain if number_of(each[0]) not in former or number_of(each[0]) is None
    ]
    read = [(read_price(each, currency=found.currency, language=page.language), what)
            for each, what in kept or plain]  # fmt: skip
    amounts = {each.amount for each, _ in read if each.amount is not None}
    if any(each.amount is not None and each.currency is None for each, _ in read):
        # The sign in the price is of another currency than the one that is named.
        found.currency = None
    elif found.currency is None and len(named := {r.currency for r, _ in read if r.currency}) == 1:
        found.currency, found.currency_from = named.pop(), "the price's own sign"
    if len(read) >= 1 and len(amounts) == 1 and all(each.amount for each, _ in read):
        found.amount = amounts.pop()
    elif len(amounts) > 1:
        found.choices = [(each.amount, what) for each, what in read if each.amount is not None]
        found.why = "the offer has more than one price"
    elif read:
        found.take(next((each for each, _ in read if each.is_amount), read[0][0]))
    elif special:
        found.choices = [(n, what) for price, what in special if (n := number_of(price))]
        found.why = "none of its prices is what anybody pays for one piece"
    else:
        found.nothing = "the offer has none"


def _prices(node: Node) -> Iterator[str]:
    """Yield the texts that a price may be read from."""
    for each in node.values("price"):
        text = each if isinstance(each, str) else each.inner()
        if text.strip():
            yield text


def _what_it_is(specification: Node) -> str:
    """Return what a specification's price is, if it is not what anybody pays for one piece."""
    kind = last_word(specification.first("pricetype"))
    if any(word in kind for word in _FORMER):
        return "the former price"
    if any(
        name in specification.props for name in ("validformembertier", "membershippointsearned")
    ):
        return "a price for members"
    if "eligiblecustomertype" in specification.props:
        return "a price for some customers"
    if specification.types & {"deliverychargespecification", "paymentchargespecification"}:
        return "a charge"
    if any(name.startswith("billing") for name in specification.props):
        return "a price paid again and again"
    for quantity in specification.nodes("referencequantity"):
        unit = quantity.first("unitcode", "unittext").strip().lower()
        number = number_of(quantity.first("value") or "1")
        if unit not in _PIECE_UNITS or number != 1:
            per = quantity.first("unittext", "unitcode")
            return f"a price per {quantity.first('value') or 1} {per}"
    if least := next(_least(specification), None):
        return f"a price from {least} pieces"
    return ""


def _take_range(found: Found, offer: Node, page: Page) -> None:
    """Take a sum-up of offers: one price where both ends are equal, else a range that is asked."""
    told = {"lowprice": "lower end of a range", "highprice": "upper end of a range"}
    ends = {
        read_price(each, currency=found.currency, language=page.language).amount: told[name]
        for name in ("highprice", "lowprice")
        for each in list(offer.texts(name))[:1]
    }
    prices = {
        read_price(each, currency=found.currency, language=page.language).amount
        for each in _prices(offer)
    }
    amounts = {each for each in (*ends, *prices) if each is not None}
    count = whole_of(offer.first("offercount"))
    both = all(offer.first(name) for name in told)
    if len(amounts) == 1 and None not in ends and (both or count == 1):
        found.amount = amounts.pop()
        return
    of = f" of {count} offers" if count else ""
    named = {**dict.fromkeys(prices, "a price beside the range"), **ends}
    found.choices = sorted((amount, what + of) for amount, what in named.items() if amount)
    found.why = f"the page gives a range{of}"
    if not amounts or not any(amounts):
        found.nothing = "its range has no ends that can be read"


def _take_tax(found: Found, offer: Node) -> None:
    """Take what the data says of tax, else what the words beside the price say."""
    said = {
        each.strip().lower()
        for node in (offer, *(s for s in _specifications(offer) if not _what_it_is(s)))
        for each in node.texts("valueaddedtaxincluded")
    }
    meanings = {"true": TaxIncluded.YES, "yes": TaxIncluded.YES, "1": TaxIncluded.YES}
    meanings |= {"false": TaxIncluded.NO, "no": TaxIncluded.NO, "0": TaxIncluded.NO}
    known = {meanings[each] for each in said if each in meanings}
    if len(known) == 1:
        found.tax, found.tax_from = known.pop(), "the page's data"
    elif not known:
        found.tax, found.tax_from = tax_in(offer.text)
